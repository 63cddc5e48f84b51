"""Matching known names in a text: word by word, hyphens and plurals folded.

A form with a capital letter is matched with its case ("CLIP" is no clip), a
form in lower case in any case. Hyphen, space and line of words are folded:
"multi-layer perceptrons" is "multi layer perceptron". The longest match wins.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from extractors.tokenizer import WORD
from ontology.keys import singular

__all__ = ["Lexicon", "Match"]

T = TypeVar("T")
_DASHES = frozenset("-\u2010\u2011\u2012\u2013")
_GAP = re.compile(r"[ \-\u2010-\u2013]?")


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A known form in a text, by offsets, with what the lexicon says of it."""

    start: int
    end: int
    value: T


def _words(text: str) -> list[tuple[int, int, str]]:
    return [
        (m.start(), m.end(), m.group()) for m in WORD.finditer(text) if m.group() not in _DASHES
    ]


def _fits(form: tuple[str, ...], words: list[str]) -> bool:
    """Whether the capitals of a form stand in the text too (a plural s aside)."""
    for place, (want, have) in enumerate(zip(form, words, strict=True)):
        if want == want.lower() or want == have:
            continue
        if place == len(form) - 1 and have == f"{want}s":
            continue
        return False
    return True


class Lexicon(Generic[T]):
    """Surface forms, each with a value; look them up in texts.

    >>> forms = [("multi-layer perceptron", 1), ("MLP", 1), ("CLIP", 2)]
    >>> lexicon = Lexicon(forms)
    >>> text = "Multi-Layer Perceptrons clip MLPs; CLIP does not."
    >>> [(text[m.start:m.end], m.value) for m in lexicon.find(text)]
    [('Multi-Layer Perceptrons', 1), ('MLPs', 1), ('CLIP', 2)]
    """

    def __init__(self, forms: Iterable[tuple[str, T]]) -> None:
        self._forms: dict[tuple[str, ...], list[tuple[tuple[str, ...], T]]] = defaultdict(list)
        lengths: dict[str, set[int]] = defaultdict(set)
        for surface, value in forms:
            form = tuple(word for _, _, word in _words(surface))
            if form:
                key = self._key([word.lower() for word in form])
                self._forms[key].append((form, value))
                lengths[key[0]].add(len(key))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    @staticmethod
    def _key(lowered: list[str]) -> tuple[str, ...]:
        return (*lowered[:-1], singular(lowered[-1]))

    def find(self, text: str) -> Iterator[Match[T]]:
        """The longest known form at each place, from left to right, without overlap."""
        words = _words(text)
        lowered = [word.lower() for _, _, word in words]
        at = 0
        while at < len(words):
            match = self._longest(text, words, lowered, at)
            if match is None:
                at += 1
                continue
            length, value = match
            yield Match(words[at][0], words[at + length - 1][1], value)
            at += length

    def _longest(
        self, text: str, words: list[tuple[int, int, str]], lowered: list[str], at: int
    ) -> tuple[int, T] | None:
        firsts = {lowered[at], singular(lowered[at])}
        lengths = {n for first in firsts for n in self._lengths.get(first, ())}
        for length in sorted(lengths, reverse=True):
            last = at + length
            forms = self._forms.get(self._key(lowered[at:last])) if last <= len(words) else None
            if not forms or not _contiguous(text, words[at:last]):
                continue
            surface = [word for _, _, word in words[at:last]]
            for form, value in forms:
                if _fits(form, surface):
                    return length, value
        return None


def _contiguous(text: str, words: list[tuple[int, int, str]]) -> bool:
    return all(_GAP.fullmatch(text, left[1], right[0]) for left, right in pairwise(words))
