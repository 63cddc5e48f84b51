"""A learned judgement: small networks over named signs, averaged over several seeds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from extractors.resources import read_arrays

__all__ = ["Judge", "load_judge"]

Floats = NDArray[np.float64]
BATCH = 4096  # cases judged at once


@dataclass(frozen=True, slots=True)
class Judge:
    """Weights of networks with one hidden layer: signs to hidden, hidden to answers.

    Attributes:
        inner: Networks x signs x hidden.
        inner_bias: Networks x hidden.
        outer: Networks x hidden x answers.
        outer_bias: Networks x answers.
        bounds: For each answer, the probability from which on it is yes.
    """

    inner: Floats
    inner_bias: Floats
    outer: Floats
    outer_bias: Floats
    bounds: tuple[float, ...]

    def answers(self, rows: Iterable[Sequence[float]]) -> Iterator[list[float]]:
        """The probabilities of each case, a batch at a time: a long text has many."""
        rest = iter(rows)
        while batch := list(islice(rest, BATCH)):
            yield from self.probabilities(np.array(batch)).tolist()

    def probabilities(self, rows: Floats) -> Floats:
        """Of a yes to each question about each case: cases x answers; rows: cases x signs."""
        hidden = np.maximum(
            np.einsum("pf,nfh->nph", rows, self.inner) + self.inner_bias[:, None], 0
        )
        logits = np.einsum("nph,nha->npa", hidden, self.outer) + self.outer_bias[:, None]
        return np.asarray(1 / (1 + np.exp(-logits.mean(axis=0))))


@cache
def load_judge(name: str) -> Judge:
    """A trained judge of the package.

    Args:
        name: Of its file in ``extractors/model``.
    """
    arrays = {key: array.astype(np.float64) for key, array in read_arrays(name).items()}
    bounds = tuple(arrays.pop("bounds").tolist())
    return Judge(**arrays, bounds=bounds)
