"""Sentences: the title is one, then the abstract is split at full stops.

spaCy's own sentencizer glues the title to the first sentence, because titles
end without a full stop; here a start is forced after the line end that
separates title and abstract.
"""

from __future__ import annotations

import re

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

__all__ = ["SentenceSplitter", "find_sentences", "make_sentences"]

# A stop, perhaps closing signs, white space, and something that opens a sentence: no small
# letter, but for names such as iCaRL, pix2pix and t-SNE.
_STOP = re.compile(
    r"(?<=[.!?])([\"'\u201d\u2019)\]}]*)\s+"
    r"(?=[\"'\u201c\u2018(\[\\$]*(?:[^\W_a-z]|[a-z]+-?[A-Z\d]))"
)
_NO_STOP = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|vs|etc|et al|resp|approx|w\.r\.t"
    r"|Fig|Figs|Eq|Eqs|Sec|Tab|Ref|No|Dr|Prof|St|U\.S)"
    r"|(?:^|[\s(])[A-Z])\.$"
)


def find_sentences(text: str) -> list[int]:
    r"""Where sentences start.

    Args:
        text: Title, line end, abstract.

    Returns:
        Offsets of first characters, ascending; the first is 0.

    >>> find_sentences("A title\nWe propose X, e.g. Yolo. It works (Fig. 2). Good.")
    [0, 8, 33, 52]
    >>> find_sentences("It sorts. tideNet does not, nor does it. and so on, vs. t-SNE.")
    [0, 10]
    """
    starts = {0}
    title_end = text.find("\n")
    if 0 <= title_end < len(text.rstrip()) - 1:
        starts.add(title_end + 1)
    for stop in _STOP.finditer(text, max(title_end, 0)):
        if not _NO_STOP.search(text[max(0, stop.start() - 12) : stop.start()]):
            starts.add(stop.end())
    return sorted(starts)


class SentenceSplitter:
    """Sets sentence starts on a Doc."""

    def find(self, doc: Doc) -> list[int]:
        """Indices of the tokens that start a sentence."""
        starts = find_sentences(doc.text)
        tokens: list[int] = []
        at = 0
        for token in doc:
            if at < len(starts) and token.idx + len(token) > starts[at] and not token.is_space:
                tokens.append(token.i)
                while at < len(starts) and starts[at] < token.idx + len(token):
                    at += 1
        return tokens

    def __call__(self, doc: Doc) -> Doc:
        """Mark the first token of each sentence; all at once, since spaCy's setter is O(n)."""
        marks = np.full(len(doc), -1)
        marks[:1] = 1
        marks[self.find(doc)] = 1
        return doc.from_array("SENT_START", marks.astype(np.uint64))  # type: ignore[arg-type]


@Language.factory("paperkg_sentences", assigns=["token.is_sent_start"])
def make_sentences(nlp: Language, name: str) -> SentenceSplitter:
    """Make the component."""
    return SentenceSplitter()
