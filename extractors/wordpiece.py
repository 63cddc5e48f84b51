"""WordPiece: words to the pieces that the network knows.

Greedy longest match on lower-cased words without accents: Wu et al., "Google's
Neural Machine Translation System", 2016, section 4.1, as BERT uses it (Devlin
et al., 2019).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

__all__ = ["WordPieces"]

LONGEST = 100  # characters of a word; a longer one is unknown
KEPT = 50_000  # words whose pieces are remembered


class WordPieces:
    """Splits words.

    >>> pieces = WordPieces(["[UNK]", "[CLS]", "[SEP]", "re", "##s", "##net"])
    >>> pieces.split("ResNet"), pieces.split("x")
    ((3, 4, 5), (0,))
    """

    def __init__(self, pieces: Sequence[str]) -> None:
        """Number the pieces.

        Args:
            pieces: In the order of their ids; those inside a word begin with ``##``.
        """
        self._ids = {piece: number for number, piece in enumerate(pieces)}
        self.unknown = self._ids["[UNK]"]
        self.first = self._ids["[CLS]"]
        self.last = self._ids["[SEP]"]
        self._split: dict[str, tuple[int, ...]] = {}

    def split(self, word: str) -> tuple[int, ...]:
        """Ids of the pieces of a word; at least one."""
        found = self._split.get(word)
        if found is None:
            found = self._find(word)
            if len(self._split) < KEPT:
                self._split[word] = found
        return found

    def _find(self, word: str) -> tuple[int, ...]:
        decomposed = unicodedata.normalize("NFD", word.lower())
        folded = "".join(c for c in decomposed if unicodedata.category(c) != "Mn")
        if not folded or len(folded) > LONGEST:
            return (self.unknown,)
        found: list[int] = []
        start = 0
        while start < len(folded):
            mark = "##" if start else ""
            ends = range(len(folded), start, -1)
            end = next((e for e in ends if mark + folded[start:e] in self._ids), None)
            if end is None:
                return (self.unknown,)
            found.append(self._ids[mark + folded[start:end]])
            start = end
        return tuple(found)
