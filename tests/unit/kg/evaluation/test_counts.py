"""Counts and scores."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluation.counts import Counts, add_up

COUNTS = st.builds(Counts, st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))


@pytest.mark.parametrize(
    ("counts", "rates"),
    [
        (Counts(0, 0, 0), (0, 0, 0)),
        (Counts(0, 3, 0), (0, 0, 0)),
        (Counts(0, 0, 3), (0, 0, 0)),
        (Counts(2, 0, 0), (1, 1, 1)),
        (Counts(1, 1, 0), (0.5, 1, 2 / 3)),
        (Counts(2, 2, 6), (0.5, 0.25, 1 / 3)),
    ],
)
def test_counts_score(counts: Counts, rates: tuple[float, ...]) -> None:
    assert counts.score.rates == pytest.approx(rates)


@given(COUNTS)
def test_counts_f1_lies_between_precision_and_recall(counts: Counts) -> None:
    low, high = sorted((counts.score.precision, counts.score.recall))
    assert low - 1e-9 <= counts.score.f1 <= high + 1e-9


@given(st.lists(COUNTS, min_size=1))
def test_counts_sum_in_any_order(counts: list[Counts]) -> None:
    tallies = [{"a": count} for count in counts]
    assert add_up(tallies) == add_up(tallies[::-1])
    assert add_up(tallies)["a"].tp == sum(count.tp for count in counts)
