"""Looking up known entities: by name, by alias, by several forms together."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from ontology.keys import name_key
from ontology.known import find_known, find_known_among, is_cased, known_entities
from ontology.schema import EntityType, Subtype


def test_known_entities_are_read_once() -> None:
    assert known_entities() is known_entities()


def test_known_entities_come_by_type() -> None:
    types = [entity.type for entity in known_entities()]
    assert list(dict.fromkeys(types)) == list(EntityType)
    assert types == sorted(types, key=list(EntityType).index)


def test_known_entities_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        known_entities()[0].name = "x"  # type: ignore[misc]


def test_known_entity_is_found_by_its_name_and_every_alias() -> None:
    lost = [
        (entity.name, surface)
        for entity in known_entities()
        for surface in entity.surfaces
        if find_known(entity.type, surface) is not entity
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("type_", "surface", "name"),
    [
        (EntityType.MODEL, "Multi-Layer Perceptrons", "multilayer perceptron"),
        (EntityType.MODEL, "3D ConvNets", "3D convolutional neural network"),
        (EntityType.DATASET, "20newsgroups", "20 Newsgroups"),
        (EntityType.DATASET, "A-OKVQA", "A-OKVQA"),
        (EntityType.DATASET, "OKVQA", "OK-VQA"),
        (EntityType.METRIC, "the Accuracy", "accuracy"),
    ],
)
def test_known_find_known_folds_spelling(type_: EntityType, surface: str, name: str) -> None:
    found = find_known(type_, surface)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("surface", ["", "no such thing", "accuracy"])
def test_known_find_known_of_an_unknown_name_or_another_type(surface: str) -> None:
    assert find_known(EntityType.TASK, surface) is None


@pytest.mark.parametrize(
    ("surfaces", "name"),
    [
        (["LoRA"], "LoRA"),  # alone it is the known thing
        (["LoRA", "Low-Rank Adaption"], "LoRA"),  # spelled a little differently
        (["LoRA", "low rank adaptation"], "LoRA"),
        (["Low-Rank Adaptation"], "LoRA"),
        (["ZBX", "LoRA"], "LoRA"),  # an unknown short form says nothing
        (["LoRA", "Longitudinal Radio Array"], None),  # another thing of the same short form
        (["Longitudinal Radio Array", "LoRA"], None),
        (["Longitudinal Radio Array"], None),
        (["SLM", "speech language model"], "speech language model"),  # the long form tells
        ([], None),
    ],
)
def test_known_find_known_among_forms(surfaces: list[str], name: str | None) -> None:
    found = find_known_among(EntityType.MODEL, surfaces)
    assert (found.name if found else None) == name


def test_known_find_known_among_takes_an_iterator() -> None:
    found = find_known_among(EntityType.MODEL, iter(["LoRA", "Longitudinal Radio Array"]))
    assert found is None


def test_known_subtype_is_for_models() -> None:
    subtypes = {e.subtype for e in known_entities() if e.type is EntityType.MODEL}
    assert subtypes == {Subtype.MODEL, Subtype.METHOD}
    assert {e.subtype for e in known_entities() if e.type is not EntityType.MODEL} == {None}


def test_known_surfaces_start_with_the_name() -> None:
    lora = find_known(EntityType.MODEL, "LoRA")
    assert lora is not None
    assert lora.surfaces == (lora.name, *lora.aliases)
    assert name_key("Low-Rank Adaptation") in map(name_key, lora.aliases)


@pytest.mark.parametrize(
    ("surface", "expected"),
    [
        ("CLIP", True),
        ("iPhone", True),
        ("image classification", False),
        ("3d", False),
        ("β", False),
    ],
)
def test_known_is_cased_where_there_is_a_capital(surface: str, expected: bool) -> None:
    assert is_cased(surface) is expected
