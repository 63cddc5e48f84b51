"""Results: stated numbers with what they are of, on and in.

A result is looked for by its value; of several with one value the one that
fits best is taken, and no other may take it again. How much has to fit is a
matter of the level: the value alone, the metric too, all that the text says,
and, strictly, nothing beyond it.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.evaluation.annotation import RESULT_ENDS, Stated
from kg.evaluation.counts import Counts
from kg.evaluation.matching import Pairing

__all__ = ["count_results"]

VALUE, METRIC, FULL, STRICT = LEVELS = (
    "results value",
    "results value+metric",
    "results full",
    "results strict",
)
_METRIC_END = RESULT_ENDS.index("metric")


def _fits(want: Stated, found: Stated, ends: Iterable[int]) -> bool:
    """Whether all these ends that the text names are named alike."""
    for end in ends:
        wanted = want.ends[end]
        if wanted is not None and not wanted & (found.ends[end] or frozenset()):
            return False
    return True


def _levels(want: Stated, found: Stated) -> dict[str, bool]:
    """On which levels one result is the other; their values are the same."""
    full = _fits(want, found, range(len(RESULT_ENDS)))
    invented = any(w is None and f is not None for w, f in zip(want.ends, found.ends, strict=True))
    return {
        VALUE: True,
        METRIC: _fits(want, found, [_METRIC_END]),
        FULL: full,
        STRICT: full and not invented and want.kind == found.kind,
    }


def count_results(pairing: Pairing) -> dict[str, Counts]:
    """Count the results of a paper on each level."""
    tp = dict.fromkeys(LEVELS, 0)
    left = list(pairing.built.results)
    taken = 0
    for want in pairing.gold.results:
        fitting = [(_levels(want, f), f) for f in left if f.value == want.value]
        if not fitting:
            continue
        levels, best = max(fitting, key=lambda item: (item[0][FULL], item[0][METRIC]))
        left.remove(best)
        taken += 1
        for level, is_right in levels.items():
            tp[level] += is_right
    there = len(pairing.gold.results)
    return {
        level: Counts(right, taken - right + len(left), there - right)
        for level, right in tp.items()
    }
