"""What the network reads: words, their pieces, and how they are written.

A text of any length is read in windows that overlap by a quarter; each word
is taken from the window in which it has most room on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.sentences import find_sentences
from extractors.tokenizer import WORD
from extractors.wordpiece import WordPieces

__all__ = ["SHAPE_SIZES", "Reading", "Window", "lay_out", "read_text", "word_case"]

Ints = NDArray[np.int64]

MOST_PIECES = 510  # of a window: 512 places less the two that frame it
SHAPE_SIZES = (10, 4, 4)  # values of: case, glue to the neighbours, place in the text

_CASES = (
    re.compile(r"[^\W\d_A-Z]+"),  # lower
    re.compile(r"[A-Z]"),
    re.compile(r"[A-Z][a-z]+"),  # Title
    re.compile(r"[A-Z]{2,}"),  # CAPS
    re.compile(r"[A-Z]{2,}s"),  # CAPSs
    re.compile(r"\d+"),
    re.compile(r"[^\W_]*\d[^\W_]*"),  # with a digit
    re.compile(r"[^\w]|_"),  # a sign
)


def word_case(word: str) -> int:
    """How a word is written, as a number: 1 to 8 for the patterns above, 9 for mIxed.

    >>> [word_case(w) for w in ("net", "B", "Net", "CNN", "CNNs", "16", "v2", "-", "ResNet")]
    [1, 2, 3, 4, 5, 6, 7, 8, 9]
    """
    return next((n for n, form in enumerate(_CASES, start=1) if form.fullmatch(word)), 9)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, word by word.

    Attributes:
        text: Title, line end, abstract.
        starts: Offset of each word.
        ends: Offset after each word.
        pieces: Ids of the pieces of each word.
        shapes: Words x 3, values as in `SHAPE_SIZES`.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    pieces: tuple[tuple[int, ...], ...]
    shapes: Ints

    def surface(self, first: int, last: int) -> str:
        """The text from one word to another, both included."""
        return self.text[self.starts[first] : self.ends[last]]


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a text as one input of the network.

    Attributes:
        ids: Ids of pieces, framed.
        shapes: Pieces x 3.
    """

    ids: Ints
    shapes: Ints


def read_text(text: str, pieces: WordPieces) -> Reading:
    """Read a text.

    Args:
        text: Title, line end, abstract.
        pieces: Of the network.

    Returns:
        Its words, none for a text without any.
    """
    spans = [match.span() for match in WORD.finditer(text)]
    title_end = text.find("\n")
    sentences = find_sentences(text)
    shapes = np.zeros((len(spans), len(SHAPE_SIZES)), dtype=np.int64)
    at = 0
    for i, (start, end) in enumerate(spans):
        before = i > 0 and spans[i - 1][1] == start
        after = i + 1 < len(spans) and spans[i + 1][0] == end
        opens = at < len(sentences) and start >= sentences[at]
        while at < len(sentences) and start >= sentences[at]:
            at += 1
        shapes[i] = word_case(text[start:end]), before + 2 * after, (start < title_end) + 2 * opens
    return Reading(
        text,
        tuple(start for start, _ in spans),
        tuple(end for _, end in spans),
        tuple(pieces.split(text[start:end]) for start, end in spans),
        shapes,
    )


def _ranges(pieces: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Ranges of words that fit a window, each overlapping the one before by a quarter."""
    found: list[tuple[int, int]] = []
    start = 0
    while True:
        total, end = 0, start
        while end < len(pieces) and total + min(len(pieces[end]), MOST_PIECES) <= MOST_PIECES:
            total += min(len(pieces[end]), MOST_PIECES)
            end += 1
        found.append((start, end))
        if end == len(pieces):
            return found
        start = max(start + 1, end - max(1, (end - start) // 4))


def _owners(ranges: Sequence[tuple[int, int]], words: int) -> Ints:
    """Which window each word is taken from; windows follow one another, so two compete at most."""
    owners = np.zeros(words, dtype=np.int64)
    for row in range(1, len(ranges)):
        start, end_before = ranges[row][0], ranges[row - 1][1]
        owners[(start + end_before) // 2 :] = row
    return owners


def lay_out(reading: Reading, pieces: WordPieces) -> tuple[list[Window], Ints]:
    """Cut a reading into windows.

    Args:
        reading: Of a text with at least one word.
        pieces: Of the network.

    Returns:
        The windows, and for each word the numbers of its first and last piece
        among the pieces of all windows on end.
    """
    ranges = _ranges(reading.pieces)
    owners = _owners(ranges, len(reading.pieces))
    places = np.zeros((len(reading.pieces), 2), dtype=np.int64)
    windows: list[Window] = []
    behind = 0
    nothing = np.zeros((1, len(SHAPE_SIZES)), dtype=np.int64)
    for row, (start, end) in enumerate(ranges):
        ids = [pieces.first]
        for i in range(start, end):
            word = reading.pieces[i][:MOST_PIECES]
            if owners[i] == row:
                places[i] = behind + len(ids), behind + len(ids) + len(word) - 1
            ids += word
        ids.append(pieces.last)
        counts = [min(len(p), MOST_PIECES) for p in reading.pieces[start:end]]
        inner = np.repeat(reading.shapes[start:end], counts, axis=0)
        windows.append(Window(np.array(ids), np.concatenate((nothing, inner, nothing))))
        behind += len(ids)
    return windows, places
