"""Abbreviations: "long form (SHORT)" and "SHORT (long form)".

The algorithm of Schwartz and Hearst, "A simple algorithm for identifying
abbreviation definitions in biomedical text", PSB 2003.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extractors.annotations import ABBREVIATIONS, Abbreviation

__all__ = ["AbbreviationFinder", "find_abbreviations", "long_form_start", "make_abbreviations"]

_BRACKET = re.compile(r"\(([^()\n]{2,80})\)")
_SHORT = re.compile(r"[^\W_][\w\-+/.&]*(?: [^\W_][\w\-+/.&]*)?")
_SEPARATOR = re.compile(r"[,;:]|\bi\.e\.|\be\.g\.")


def _is_short(text: str) -> bool:
    return (
        2 <= len(text) <= 12
        and bool(_SHORT.fullmatch(text))
        and any(c.isupper() for c in text)
        and sum(c.isalpha() for c in text) >= 2
    )


def long_form_start(short: str, before: str) -> int | None:
    """Where the long form of a short form starts in the text before it.

    Every letter of the short form must be found in order, from the right, the
    first one at the start of a word.

    Args:
        short: The short form.
        before: The text up to the opening bracket.

    Returns:
        Offset in `before`, or None.

    >>> before = "we use a convolutional neural network "
    >>> before[long_form_start("CNN", before):]
    'convolutional neural network '
    >>> long_form_start("XYZ", before) is None
    True
    """
    letters = [c.casefold() for c in short.removesuffix("s") if c.isalnum()]
    at = len(before) - 1
    for place in range(len(letters) - 1, -1, -1):
        first = place == 0
        while at >= 0 and (
            before[at].casefold() != letters[place]
            or (first and at > 0 and before[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return None
        at -= 1
    return at + 1


def _initials_start(short: str, before: str) -> int | None:
    """Where the words start whose initials spell the short form, the plain case.

    The letters of "PPO" stand in "policy optimization" too; only the initials
    say that "proximal" belongs to the long form.
    """
    letters = [c.casefold() for c in short.removesuffix("s") if c.isalnum()]
    words = list(re.finditer(r"[^\W_]+", before))[-len(letters) :]
    if [word.group()[0].casefold() for word in words] == letters:
        return words[0].start()
    return None


def _whole_compound(before: str, start: int) -> int:
    """Move a start inside a hyphenated word ("multi-modal") to the start of the word."""
    while start > 1 and before[start - 1] == "-" and before[start - 2].isalnum():
        start -= 1
        while start > 0 and before[start - 1].isalnum():
            start -= 1
    return start


def _window(short: str, text: str, end: int) -> int:
    """Start of the words that may hold the long form: min(|A|+5, 2|A|) of them."""
    letters = sum(c.isalnum() for c in short)
    words = list(re.finditer(r"[^\s\-]+", text[max(0, end - 200) : end]))
    most = min(letters + 5, letters * 2)
    return max(0, end - 200) + words[-most:][0].start() if words else end


def find_abbreviations(text: str) -> Iterator[Abbreviation]:
    """Find all definitions in a text.

    Args:
        text: Any text; definitions do not cross line ends.

    Yields:
        Offsets of long and short form, in text order.

    >>> text = "A convolutional neural network (CNN) and GAN (generative adversarial network)."
    >>> found = find_abbreviations(text)
    >>> [(text[a.long_start:a.long_end], text[a.short_start:a.short_end]) for a in found]
    [('convolutional neural network', 'CNN'), ('generative adversarial network', 'GAN')]
    """
    for bracket in _BRACKET.finditer(text):
        inner = _SEPARATOR.split(bracket.group(1))[0].rstrip()
        line = text.rfind("\n", 0, bracket.start()) + 1
        end = len(text[: bracket.start()].rstrip())
        if end <= line:
            continue
        if _is_short(inner):
            start = _window(inner, text, end)
            before = text[max(start, line) : end]
            found = _initials_start(inner, before)
            if found is None:
                found = long_form_start(inner, before)
            if found is not None:
                begin = max(start, line) + _whole_compound(before, found)
                if end - begin > len(inner) and inner not in text[begin:end].split():
                    short = bracket.start() + 1
                    yield Abbreviation(begin, end, short, short + len(inner))
        else:
            gap = text.rfind(" ", line, end) + 1
            word = re.search(r"[^\W_][\w\-+/.&]*$", text[max(line, gap) : end])
            short_form = word.group() if word else ""
            if _is_short(short_form) and long_form_start(short_form, inner) == 0:
                begin = bracket.start() + 1
                yield Abbreviation(begin, begin + len(inner), end - len(short_form), end)


class AbbreviationFinder:
    """Leaves the definitions of a text on its Doc."""

    def find(self, doc: Doc) -> list[Abbreviation]:
        """All definitions, in text order."""
        return sorted(find_abbreviations(doc.text))

    def __call__(self, doc: Doc) -> Doc:
        """Leave them in ``doc._.paperkg_abbreviations``."""
        return ABBREVIATIONS.set(doc, self.find(doc))


@Language.factory("paperkg_abbreviations", assigns=["doc._.paperkg_abbreviations"])
def make_abbreviations(nlp: Language, name: str) -> AbbreviationFinder:
    """Make the component."""
    return AbbreviationFinder()
