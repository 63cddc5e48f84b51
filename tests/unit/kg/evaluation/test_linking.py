"""Linking: B-cubed over what was found."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluation.annotation import EntityRecord
from kg.evaluation.counts import Score
from kg.evaluation.linking import Link, find_links, mean_score, score_links
from kg.evaluation.matching import Pairing
from ontology.schema import EntityType

LINKS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), min_size=1)


@pytest.mark.parametrize(
    ("links", "score"),
    [
        ([], Score(0.0, 0.0)),
        ([("a", "x"), ("a", "x"), ("b", "y")], Score(1.0, 1.0)),
        ([("a", "x"), ("b", "x")], Score(0.5, 1.0)),
        ([("a", "x"), ("a", "y")], Score(1.0, 0.5)),
        # Bagga and Baldwin's example: one chain of five, two of five joined with two
        ([("a", "x")] * 5 + [("b", "y")] * 2 + [("c", "y")] * 5, Score(16 / 21, 1.0)),
    ],
)
def test_linking_scores(links: list[Link], score: Score) -> None:
    assert mean_score(score_links(links)).rates == pytest.approx(score.rates)


@given(LINKS)
def test_linking_swaps_with_its_sides(links: list[Link]) -> None:
    score = mean_score(score_links(links))
    turned = mean_score(score_links([(node, thing) for thing, node in links]))
    assert (score.precision, score.recall) == pytest.approx((turned.recall, turned.precision))


@given(LINKS)
def test_linking_is_right_where_nodes_are_things(links: list[Link]) -> None:
    same = [(thing, thing.upper()) for thing, _ in links]
    assert mean_score(score_links(same)) == Score(1.0, 1.0)


def test_linking_takes_what_was_found_and_has_an_id(
    entity: Callable[..., EntityRecord],
    compare: Callable[[tuple[EntityRecord, ...], tuple[EntityRecord, ...]], Pairing],
) -> None:
    gold = (
        entity("CNN", id_="1"), entity("owl", EntityType.TASK, id_="2", core=False),
        entity("RNN"), entity("GNN", id_="4"),
    )  # fmt: skip
    built = (entity("CNN", id_="model/cnn"), entity("the owls", EntityType.TASK), entity("RNN"))
    assert find_links(compare(gold, built)) == (("1", "model/cnn"), ("2", "Task/owl"))
