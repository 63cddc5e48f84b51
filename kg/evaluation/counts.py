"""Right, wrong and missed, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = ["Counts", "Score", "Tally", "add_up"]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean, from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean; 0 where both are.

        >>> Score(0.5, 1.0).f1
        0.6666666666666666
        """
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def rates(self) -> tuple[float, float, float]:
        """Precision, recall and F1."""
        return self.precision, self.recall, self.f1


@dataclass(frozen=True, slots=True)
class Counts:
    """How many are right (tp), wrong (fp) and missed (fn)."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def score(self) -> Score:
        """Precision is 0 where nothing was found, recall where there is nothing to find.

        >>> Counts(3, 1, 0).score
        Score(precision=0.75, recall=1.0)
        """
        found, there = self.tp + self.fp, self.tp + self.fn
        return Score(self.tp / found if found else 0.0, self.tp / there if there else 0.0)


# Counts of one paper, or of all, by what is counted.
Tally = Mapping[str, Counts]


def add_up(tallies: Iterable[Tally]) -> dict[str, Counts]:
    """Sum tallies; the order of what is counted is that of the first.

    >>> add_up([{"a": Counts(1, 0, 2)}, {"a": Counts(0, 1, 0)}])
    {'a': Counts(tp=1, fp=1, fn=2)}
    """
    total: dict[str, Counts] = {}
    for tally in tallies:
        for name, counts in tally.items():
            total[name] = total.get(name, Counts()) + counts
    return total
