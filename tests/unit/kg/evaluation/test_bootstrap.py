"""Bootstrap: the same resamples every time, intervals around the figure."""

from __future__ import annotations

import numpy as np

from kg.evaluation.bootstrap import RESAMPLES, SEED, Interval, draw, intervals, tally_intervals
from kg.evaluation.counts import Counts, Score, add_up


def test_bootstrap_draws_as_many_papers_as_there_are() -> None:
    weights = draw(7)
    assert weights.shape == (RESAMPLES, 7)
    assert (weights.sum(axis=1) == 7).all()
    assert (weights == draw(7)).all()
    assert len(np.unique(weights, axis=0)) > RESAMPLES // 2


def test_bootstrap_seed_and_number_are_fixed() -> None:
    assert (SEED, RESAMPLES) == (20_130_501, 1_000)


def test_bootstrap_one_paper_gives_no_width() -> None:
    found = tally_intervals([{"a": Counts(1, 1, 0)}], draw(1))["a"]
    assert found.precision == Interval(0.5, 0.5)
    assert found.recall == Interval(1.0, 1.0)
    assert found.f1 == Interval(2 / 3, 2 / 3)


def test_bootstrap_interval_holds_the_figure_and_narrows() -> None:
    papers = [{"a": Counts(n % 3, n % 2, (n + 1) % 2)} for n in range(12)]
    f1 = add_up(papers)["a"].score.f1
    few, many = (tally_intervals(p, draw(len(p)))["a"].f1 for p in (papers, papers * 10))
    for interval in (few, many):
        assert interval.low < f1 < interval.high
    assert many.high - many.low < few.high - few.low


def test_bootstrap_takes_the_middle_95_percent() -> None:
    found = intervals(Score(n / 1000, 1.0) for n in range(1001))
    assert found.precision == Interval(0.025, 0.975)


def test_bootstrap_nothing_counted_is_nought() -> None:
    found = tally_intervals([{"a": Counts()}, {"a": Counts()}], draw(2))["a"]
    assert found.f1 == Interval(0.0, 0.0)
