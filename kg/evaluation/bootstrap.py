"""Bootstrap intervals: how far a figure would move with other papers of the same kind.

Papers are drawn with replacement, as often as there are papers, and everything
is scored anew; the middle 95% of what comes out is the interval (Efron and
Tibshirani, An introduction to the bootstrap, 1993, section 13.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.evaluation.counts import Counts, Score, Tally

__all__ = ["Interval", "Intervals", "draw", "intervals", "tally_intervals"]

RESAMPLES = 1_000
SEED = 20_130_501
PERCENTILES = (2.5, 97.5)

Weights = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a figure lies, from low to high."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Intervals:
    """Those of precision, recall and F1."""

    precision: Interval
    recall: Interval
    f1: Interval


def draw(papers: int, resamples: int = RESAMPLES) -> Weights:
    """How often each paper is in each resample: one row a resample, the same rows every time.

    >>> draw(3, 2).sum(axis=1).tolist()
    [3, 3]
    """
    random = np.random.default_rng(SEED)
    return random.multinomial(papers, [1 / papers] * papers, size=resamples)


def intervals(scores: Iterable[Score]) -> Intervals:
    """The middle of many scores.

    >>> intervals([Score(0.5, 1.0)] * 3).precision
    Interval(low=0.5, high=0.5)
    """
    rates = np.array([score.rates for score in scores])
    low, high = np.percentile(rates, PERCENTILES, axis=0)
    return Intervals(*(Interval(float(a), float(b)) for a, b in zip(low, high, strict=True)))


def tally_intervals(tallies: Sequence[Tally], weights: Weights) -> dict[str, Intervals]:
    """Intervals of all that was counted.

    Args:
        tallies: One a paper; all count the same things.
        weights: From `draw`.
    """
    names = list(tallies[0])
    table = np.array([[(t[n].tp, t[n].fp, t[n].fn) for n in names] for t in tallies])
    totals = np.tensordot(weights, table, axes=1)  # resample, name, tp fp fn
    return {
        name: intervals(Counts(*row).score for row in totals[:, place].tolist())
        for place, name in enumerate(names)
    }
