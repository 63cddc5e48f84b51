"""Spans: where in the text something is said to be named.

Exactly: the same start, end and label. Partly: the same label and an overlap,
one to one, the closest (largest share of the joint length) first; so that a
mention cut in two is found once and wrong once.
"""

from __future__ import annotations

from collections.abc import Collection, Set

from kg.evaluation.annotation import Span
from kg.evaluation.counts import Counts
from kg.evaluation.matching import Pairing, one_to_one

__all__ = ["SPANS", "SPANS_PARTIAL", "count_exact", "count_partial", "count_spans", "overlaps"]

SPANS = "spans"
SPANS_PARTIAL = "spans, partial"


def overlaps(one: Span, other: Span) -> bool:
    """Whether two spans share a character, whatever their labels.

    >>> overlaps((0, 4, "Task"), (3, 9, "Model")), overlaps((0, 4, "Task"), (4, 9, "Task"))
    (True, False)
    """
    return one[0] < other[1] and other[0] < one[1]


def _share(one: Span, other: Span) -> float:
    """Shared length by joint length of two spans that overlap."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared / (one[1] - one[0] + other[1] - other[0] - shared)


def _touches(span: Span, others: Collection[Span]) -> bool:
    return any(overlaps(span, other) for other in others)


def count_exact(got: Set[Span], core: Set[Span], passing: Set[Span] = frozenset()) -> Counts:
    """Count spans that are exactly right.

    Args:
        got: Spans that were found.
        core: Spans to be found.
        passing: Spans that make no difference, nor does what overlaps with them.

    >>> count_exact({(0, 4, "Task"), (5, 9, "Task")}, {(0, 4, "Task"), (5, 8, "Task")})
    Counts(tp=1, fp=1, fn=1)
    """
    wrong = sum(not _touches(span, passing) for span in got - core - passing)
    return Counts(len(got & core), wrong, len(core - got))


def count_partial(got: Set[Span], core: Set[Span], passing: Set[Span] = frozenset()) -> Counts:
    """Count spans that are right at least in part; arguments as in `count_exact`.

    >>> count_partial({(0, 4, "Task"), (5, 9, "Task")}, {(0, 4, "Task"), (5, 8, "Task")})
    Counts(tp=2, fp=0, fn=0)
    """
    found, there = sorted(got), [*sorted(core), *sorted(passing - core)]
    ranked = sorted(
        (j >= len(core), -_share(span, other), i, j)
        for i, span in enumerate(found)
        for j, other in enumerate(there)
        if span[2] == other[2] and overlaps(span, other)
    )
    matched = one_to_one((i, j) for *_, i, j in ranked)
    right = sum(j < len(core) for j in matched.values())
    wrong = sum(i not in matched and not _touches(span, passing) for i, span in enumerate(found))
    return Counts(right, wrong, len(core) - right)


def count_spans(pairing: Pairing) -> dict[str, Counts]:
    """Count the mentions of a paper; of one whose places nobody wrote down, none."""
    core, passing = pairing.gold.spans(core=True), pairing.gold.spans(core=False)
    if not core | passing:
        return {SPANS: Counts(), SPANS_PARTIAL: Counts()}
    got = pairing.built.spans(core=True) | pairing.built.spans(core=False)
    return {
        SPANS: count_exact(got, core, passing),
        SPANS_PARTIAL: count_partial(got, core, passing),
    }
