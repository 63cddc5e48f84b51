"""Relations between what was matched."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.evaluation.annotation import Annotation, EntityRecord
from kg.evaluation.counts import Counts
from kg.evaluation.matching import pair
from kg.evaluation.relations import count_relations
from ontology.schema import EntityRelation, EntityType

MODEL, DATASET, TASK, METRIC = EntityType
ON, FOR, BASED = EntityRelation.EVALUATED_ON, EntityRelation.APPLIED_TO, EntityRelation.BASED_ON
Make = Callable[..., EntityRecord]
Triple = tuple[str, EntityRelation, str]


@pytest.mark.parametrize(
    ("told", "found", "expected"),
    [
        ([("CNN", ON, "MNIST")], [("m/cnn", ON, "d/mnist")], Counts(1, 0, 0)),
        ([("CNN", ON, "MNIST")], [("m/cnn", FOR, "d/mnist")], Counts(0, 1, 1)),
        ([("CNN", ON, "MNIST")], [("d/mnist", ON, "m/cnn")], Counts(0, 1, 1)),
        ([("CNN", ON, "MNIST")], [], Counts(0, 0, 1)),
        ([], [("m/cnn", ON, "m/other")], Counts(0, 1, 0)),
        ([], [("m/cnn", ON, "unheard of")], Counts(0, 1, 0)),
        ([], [("m/cnn", ON, "m/other"), ("m/cnn", ON, "m/other")], Counts(0, 1, 0)),
        ([("CNN", BASED, "old")], [], Counts(0, 0, 0)),
        ([("CNN", BASED, "old")], [("m/cnn", BASED, "m/old")], Counts(0, 0, 0)),
        ([], [("m/old", BASED, "m/other")], Counts(0, 0, 0)),
    ],
    ids=["right", "other relation", "turned round", "missed", "wrong entity", "no entity",
         "twice", "passing missed", "passing found", "passing wrong"],
)  # fmt: skip
def test_relations(
    told: list[Triple],
    found: list[Triple],
    expected: Counts,
    entity: Make,
    paper: Callable[..., Annotation],
) -> None:
    gold = paper(
        entity("CNN"), entity("MNIST", DATASET), entity("old", core=False), relations=tuple(told)
    )
    built = paper(
        entity("CNN", id_="m/cnn"),
        entity("MNIST", DATASET, id_="d/mnist"),
        entity("old", id_="m/old"),
        entity("other", id_="m/other"),
        relations=tuple(found),
    )
    assert count_relations(pair(gold, built)) == {"relations": expected}
