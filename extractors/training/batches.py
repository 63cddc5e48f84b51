"""Examples to tensors: texts of like length together, words and case hidden now and then."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from extractors.reading import SHAPE_SIZES, Reading, lay_out
from extractors.training.corpus import PASSING, UNMARKED, Example, Ints, LabeledGroup
from extractors.wordpiece import WordPieces

__all__ = ["Batch", "collate", "make_batches"]

HIDDEN_WORDS = 0.06
HIDDEN_TEXTS = 0.1  # texts in which no case is told
HIDDEN_CASES = 0.03  # words whose case is not told, elsewhere
PASSING_OPEN = 0.5  # how often a mention in passing is left open
UNTOLD = 0  # the case of a word that is not told


@dataclass(frozen=True)
class Batch:
    """Tensors of some texts; the rows are their windows.

    Attributes:
        ids: Rows x pieces.
        shapes: Rows x pieces x 3.
        mask: Rows x pieces, true where there is a piece.
        first: Texts x words, place of the first piece in the rows on end.
        last: The same for the last piece.
        word_shapes: Texts x words x 3.
        words: Texts x words, true where there is a word.
        tags: Texts x words.
        open: Texts x words, true where any tag is right.
        groups: The entities of each text.
        weights: How much each text counts.
    """

    ids: Tensor
    shapes: Tensor
    mask: Tensor
    first: Tensor
    last: Tensor
    word_shapes: Tensor
    words: Tensor
    tags: Tensor
    open: Tensor
    groups: tuple[tuple[LabeledGroup, ...], ...]
    weights: Tensor

    def length(self, text: int) -> int:
        """Number of words of a text."""
        return int(self.words[text].sum())


def _hide(reading: Reading, mask: int, rng: random.Random) -> Reading:
    pieces = tuple((mask,) if rng.random() < HIDDEN_WORDS else p for p in reading.pieces)
    shapes = reading.shapes.copy()
    if rng.random() < HIDDEN_TEXTS:
        shapes[:, 0] = UNTOLD
    else:
        hidden = [i for i in range(len(pieces)) if rng.random() < HIDDEN_CASES]
        shapes[hidden, 0] = UNTOLD
    return replace(reading, pieces=pieces, shapes=shapes)


def _open(example: Example, rng: random.Random | None) -> NDArray[np.bool_]:
    """Words whose tag is left open this time; one draw for a run of words in passing."""
    left = example.open == UNMARKED
    if rng is None:
        return left
    borders = np.flatnonzero(np.diff(example.open, prepend=-1, append=-1))
    for start, end in pairwise(borders.tolist()):
        if example.open[start] == PASSING:
            left[start:end] = rng.random() < PASSING_OPEN
    return left


def collate(
    examples: Sequence[Example], pieces: WordPieces, mask: int, rng: random.Random | None = None
) -> Batch:
    """Put examples into one batch.

    Args:
        examples: Each with at least one word.
        pieces: Of the network.
        mask: Id of the piece that hides a word.
        rng: For training: hides words and case, leaves words open. None to read.
    """
    readings = [_hide(e.reading, mask, rng) if rng else e.reading for e in examples]
    laid = [lay_out(reading, pieces) for reading in readings]
    windows = [window for found, _ in laid for window in found]
    width = max(len(window.ids) for window in windows)
    words = max(len(e.reading.starts) for e in examples)
    ids = torch.zeros(len(windows), width, dtype=torch.long)
    shapes = torch.zeros(len(windows), width, len(SHAPE_SIZES), dtype=torch.long)
    here = torch.zeros(len(windows), width, dtype=torch.bool)
    for row, window in enumerate(windows):
        ids[row, : len(window.ids)] = torch.from_numpy(window.ids)
        shapes[row, : len(window.ids)] = torch.from_numpy(window.shapes)
        here[row, : len(window.ids)] = True
    places = torch.zeros(2, len(examples), words, dtype=torch.long)
    row = 0
    for text, (found, place) in enumerate(laid):
        padded = _padded_places(place, [len(window.ids) for window in found], row, width)
        places[:, text, : len(place)] = torch.from_numpy(padded.T)
        row += len(found)
    return Batch(
        ids=ids,
        shapes=shapes,
        mask=here,
        first=places[0],
        last=places[1],
        word_shapes=_stack([reading.shapes for reading in readings], words),
        words=_stack([np.ones(len(e.reading.starts), dtype=bool) for e in examples], words),
        tags=_stack([example.tags for example in examples], words),
        open=_stack([_open(example, rng) for example in examples], words),
        groups=tuple(example.groups for example in examples),
        weights=torch.tensor([example.weight for example in examples]),
    )


def _padded_places(places: Ints, lengths: Sequence[int], row: int, width: int) -> Ints:
    """Places among the pieces of a text's windows on end, as places in padded rows."""
    starts = np.cumsum([0, *lengths[:-1]])
    window = np.searchsorted(starts, places[:, 0], side="right") - 1
    return places + ((row + window) * width - starts[window])[:, None]


def _stack(arrays: Sequence[np.ndarray], words: int) -> Tensor:
    padded = [np.pad(a, [(0, words - len(a)), *[(0, 0)] * (a.ndim - 1)]) for a in arrays]
    return torch.from_numpy(np.stack(padded))


def make_batches(
    examples: Sequence[Example], most_pieces: int, rng: random.Random
) -> list[list[Example]]:
    """Texts of like length together, up to so many pieces a batch, in random order."""
    order = sorted(examples, key=lambda e: sum(map(len, e.reading.pieces)) + rng.random() * 40)
    batches: list[list[Example]] = [[]]
    for example in order:
        size = sum(map(len, example.reading.pieces))
        if batches[-1] and size * (len(batches[-1]) + 1) > most_pieces:
            batches.append([])
        batches[-1].append(example)
    rng.shuffle(batches)
    return batches
