"""Spans: exact and partial."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluation.annotation import Annotation, EntityRecord, Span
from kg.evaluation.counts import Counts
from kg.evaluation.matching import pair
from kg.evaluation.spans import count_exact, count_partial, count_spans
from ontology.schema import EntityType

MODEL, DATASET, TASK, METRIC = EntityType
SPANS = st.frozensets(
    st.tuples(st.integers(0, 12), st.integers(1, 4), st.sampled_from("ab")).map(
        lambda span: (span[0], span[0] + span[1], span[2])
    ),
    max_size=6,
)


@pytest.mark.parametrize(
    ("got", "core", "passing", "exact", "part"),
    [
        ([(0, 4, "a")], [(0, 4, "a")], [], Counts(1, 0, 0), Counts(1, 0, 0)),
        ([(0, 4, "b")], [(0, 4, "a")], [], Counts(0, 1, 1), Counts(0, 1, 1)),
        ([(0, 5, "a")], [(0, 4, "a")], [], Counts(0, 1, 1), Counts(1, 0, 0)),
        ([(4, 8, "a")], [(0, 4, "a")], [], Counts(0, 1, 1), Counts(0, 1, 1)),
        ([(0, 2, "a"), (2, 4, "a")], [(0, 4, "a")], [], Counts(0, 2, 1), Counts(1, 1, 0)),
        ([(0, 9, "a")], [(0, 4, "a"), (5, 9, "a")], [], Counts(0, 1, 2), Counts(1, 0, 1)),
        ([(0, 4, "a")], [], [(0, 4, "a")], Counts(0, 0, 0), Counts(0, 0, 0)),
        ([(2, 6, "b")], [], [(0, 4, "a")], Counts(0, 0, 0), Counts(0, 0, 0)),
        ([(0, 9, "a")], [(0, 2, "a")], [(0, 8, "a")], Counts(0, 0, 1), Counts(1, 0, 0)),
    ],
    ids=["right", "label", "longer", "beside", "cut", "joined", "passing", "over passing", "core"],
)
def test_spans(
    got: list[Span], core: list[Span], passing: list[Span], exact: Counts, part: Counts
) -> None:
    assert count_exact(set(got), set(core), set(passing)) == exact
    assert count_partial(set(got), set(core), set(passing)) == part


@given(SPANS, SPANS)
def test_spans_are_each_counted_once(got: frozenset[Span], core: frozenset[Span]) -> None:
    for counts in (count_exact(got, core), count_partial(got, core)):
        assert (counts.tp + counts.fp, counts.tp + counts.fn) == (len(got), len(core))


@given(SPANS, SPANS, SPANS)
def test_spans_exact_are_partial_too(
    got: frozenset[Span], core: frozenset[Span], passing: frozenset[Span]
) -> None:
    exact, part = count_exact(got, core, passing), count_partial(got, core, passing)
    assert exact.tp <= part.tp
    assert exact.fn >= part.fn
    assert exact.fp >= part.fp


def test_spans_of_a_paper(
    entity: Callable[..., EntityRecord], paper: Callable[..., Annotation]
) -> None:
    gold = paper(
        entity("CNN", spans=((0, 3), (9, 12))), entity("owl", TASK, core=False, spans=((20, 23),))
    )
    built = paper(entity("CNN", spans=((0, 3), (9, 13))), entity("owls", TASK, spans=((20, 24),)))
    assert count_spans(pair(gold, built)) == {
        "spans": Counts(1, 1, 1),
        "spans, partial": Counts(2, 0, 0),
    }


def test_spans_are_not_judged_where_nobody_wrote_them_down(
    entity: Callable[..., EntityRecord], paper: Callable[..., Annotation]
) -> None:
    pairing = pair(paper(entity("CNN")), paper(entity("CNN", spans=((0, 3),))))
    assert count_spans(pairing) == {"spans": Counts(), "spans, partial": Counts()}
