"""Entities: right, wrong, missed, and what makes no difference."""

from __future__ import annotations

from collections.abc import Callable

from kg.evaluation.annotation import Annotation, EntityRecord
from kg.evaluation.counts import Counts
from kg.evaluation.entities import count_entities, judge
from kg.evaluation.matching import Pairing, pair
from ontology.schema import EntityType

MODEL, DATASET, TASK, METRIC = EntityType
Compare = Callable[[tuple[EntityRecord, ...], tuple[EntityRecord, ...]], Pairing]
Make = Callable[..., EntityRecord]


def names(pairing: Pairing) -> tuple[list[str], list[str], list[str]]:
    verdict = judge(pairing)
    return (
        [thing.name for thing in verdict.right],
        [thing.name for thing in verdict.wrong],
        [thing.name for thing in verdict.missed],
    )


def test_entities_are_right_wrong_or_missed(entity: Make, compare: Compare) -> None:
    gold = (entity("CNN"), entity("MNIST", DATASET), entity("owls", TASK))
    built = (entity("cnns"), entity("MNIST"), entity("moths", TASK))
    assert names(compare(gold, built)) == (["CNN"], ["MNIST", "moths"], ["MNIST", "owls"])


def test_entities_found_twice_are_wrong_once(entity: Make, compare: Compare) -> None:
    assert names(compare((entity("CNN"),), (entity("CNN"), entity("CNNs")))) == (
        ["CNN"], ["CNNs"], [],
    )  # fmt: skip


def test_entities_of_background_make_no_difference(entity: Make, compare: Compare) -> None:
    gold = (entity("CNN", core=False),)
    for built in ((), (entity("CNN"),), (entity("CNN"), entity("CNNs")), (entity("CNN", TASK),)):
        assert names(compare(gold, built)) == ([], [], [])


def test_entities_that_share_a_form_with_a_core_thing_are_wrong(
    entity: Make, compare: Compare
) -> None:
    gold = (entity("CNN", core=False), entity("CNN", TASK))
    assert names(compare(gold, (entity("CNN", METRIC),))) == ([], ["CNN"], ["CNN"])


def test_entities_counts_by_type_new_and_untyped(
    entity: Make, paper: Callable[..., Annotation]
) -> None:
    gold = paper(entity("CNN"), entity("MNIST", DATASET), entity("old", TASK, core=False))
    built = paper(entity("CNN"), entity("MNIST", TASK), entity("owl", METRIC), entity("old", TASK))
    counts = count_entities(
        pair(gold, built), pair(gold, built, typed=False), lambda thing: thing.name != "CNN"
    )
    assert counts == {
        "entities": Counts(1, 2, 1),
        "Model": Counts(1, 0, 0),
        "Dataset": Counts(0, 0, 1),
        "Task": Counts(0, 1, 0),
        "Metric": Counts(0, 1, 0),
        "entities, type ignored": Counts(2, 1, 0),
        "entities, new names": Counts(0, 2, 1),
    }
