"""Records made by hand: entities and annotated papers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.evaluation.annotation import (
    Annotation,
    EntityRecord,
    Place,
    Record,
    ResultRecord,
    annotate,
)
from kg.evaluation.matching import Pairing, pair
from ontology.schema import EntityRelation, EntityType, Role

MODEL = EntityType.MODEL


def entity(
    name: str,
    type_: EntityType = MODEL,
    *roles: Role,
    forms: tuple[str, ...] = (),
    core: bool = True,
    spans: tuple[tuple[int, int], ...] = (),
    id_: str | None = None,
) -> EntityRecord:
    """An entity of a file; its name is its only form unless others are given."""
    places = tuple(Place(start, end, name) for start, end in spans)
    return EntityRecord(name, type_, id_, roles, core, places or forms or (name,))


def paper(
    *entities: EntityRecord,
    relations: tuple[tuple[str, EntityRelation, str], ...] = (),
    results: tuple[ResultRecord, ...] = (),
    title: str = "Moths",
) -> Annotation:
    """A paper as somebody reads it."""
    return annotate(Record(title, entities, relations=relations, results=results))


@pytest.fixture(name="entity", scope="session")
def entity_fixture() -> Callable[..., EntityRecord]:
    """A function from name, type and roles to an entity of a file."""
    return entity


@pytest.fixture(name="paper", scope="session")
def paper_fixture() -> Callable[..., Annotation]:
    """A function from entities to an annotated paper."""
    return paper


@pytest.fixture(scope="session")
def compare() -> Callable[[tuple[EntityRecord, ...], tuple[EntityRecord, ...]], Pairing]:
    """A function from the entities that there are and those that were found to their pairing."""

    def call(gold: tuple[EntityRecord, ...], built: tuple[EntityRecord, ...]) -> Pairing:
        return pair(paper(*gold), paper(*built))

    return call
