"""Matching: one to one, what matters first, what shares most next."""

from __future__ import annotations

from collections.abc import Callable

from kg.evaluation.annotation import Annotation, EntityRecord
from kg.evaluation.matching import Pairing, pair
from ontology.schema import EntityType

MODEL, DATASET, TASK, METRIC = EntityType
Compare = Callable[[tuple[EntityRecord, ...], tuple[EntityRecord, ...]], Pairing]
Make = Callable[..., EntityRecord]


def test_matching_needs_type_and_form(entity: Make, compare: Compare) -> None:
    gold = (entity("CNN", forms=("CNNs",)), entity("MNIST", DATASET))
    built = (entity("MNIST"), entity("cnn"), entity("RNN"))
    assert compare(gold, built).matched == {1: 0}


def test_matching_without_types(entity: Make, paper: Callable[..., Annotation]) -> None:
    gold, built = paper(entity("MNIST", DATASET)), paper(entity("MNIST"))
    assert pair(gold, built).matched == {}
    assert pair(gold, built, typed=False).matched == {0: 0}


def test_matching_by_the_name_of_gold_but_not_of_what_was_built(
    entity: Make, compare: Compare
) -> None:
    one, other = entity("long name", forms=("LN",)), entity("long name", forms=("long",))
    assert compare((one,), (entity("long name", forms=("long name",)),)).matched == {0: 0}
    assert compare((other,), (one,)).matched == {}


def test_matching_prefers_what_shares_most(entity: Make, compare: Compare) -> None:
    gold = (entity("a", forms=("x", "y")), entity("b", forms=("x", "y", "z")))
    built = (entity("c", forms=("x", "y", "z")), entity("d", forms=("x",)))
    assert compare(gold, built).matched == {0: 1, 1: 0}


def test_matching_prefers_what_matters(entity: Make, compare: Compare) -> None:
    gold = (entity("a", forms=("x", "y"), core=False), entity("b", forms=("x",)))
    assert compare(gold, (entity("c", forms=("x", "y")),)).matched == {0: 1}


def test_matching_a_second_one_stays_alone(entity: Make, compare: Compare) -> None:
    pairing = compare((entity("CNN"),), (entity("CNNs"), entity("the CNN")))
    assert pairing.matched == {0: 0}


def test_matching_missed_are_core_things_only(entity: Make, compare: Compare) -> None:
    gold = (entity("a"), entity("b", core=False), entity("c"))
    assert [thing.name for thing in compare(gold, (entity("a"),)).missed] == ["c"]
