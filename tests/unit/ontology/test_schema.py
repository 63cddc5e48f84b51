"""The schema: complete, consistent, read-only."""

from __future__ import annotations

import dataclasses
import re
from itertools import product

import pytest

from ontology.records import Result
from ontology.schema import (
    ENTITY_TYPES,
    NODE_TYPES,
    RELATIONS,
    RESULT_SLOTS,
    ROLES,
    EntityRelation,
    EntityType,
    NodeType,
    ResultLink,
    Role,
    check_claim,
    usual_role,
    words,
)

COLOUR = re.compile(r"#[0-9a-f]{6}")
ENTITIES = {NodeType.MODEL, NodeType.DATASET, NodeType.TASK, NodeType.METRIC}


def test_schema_tables_describe_every_type_and_relation() -> None:
    assert list(NODE_TYPES) == list(NodeType)
    assert list(RELATIONS) == [*Role, *EntityRelation, *ResultLink]


def test_schema_entity_types_are_node_types() -> None:
    assert {NodeType(type_) for type_ in EntityType} == ENTITIES
    assert tuple(EntityType) == ENTITY_TYPES
    assert tuple(Role) == ROLES


def test_schema_type_rows_are_distinct() -> None:
    rows = NODE_TYPES.values()
    for column in ("slug", "label", "plural", "colour", "definition"):
        assert len({getattr(row, column) for row in rows}) == len(rows)


@pytest.mark.parametrize("type_", NodeType)
def test_schema_type_row_is_usable(type_: NodeType) -> None:
    info = NODE_TYPES[type_]
    assert info.label == type_.value
    assert re.fullmatch("[a-z]+", info.slug)
    assert COLOUR.fullmatch(info.colour)
    assert info.definition.endswith(".")


@pytest.mark.parametrize("relation", RELATIONS)
def test_schema_relation_row_is_usable(relation: Role | EntityRelation | ResultLink) -> None:
    info = RELATIONS[relation]
    assert info.label == words(relation)
    assert re.fullmatch("[a-z]+([A-Z][a-z]+)*", info.inverse)
    assert COLOUR.fullmatch(info.colour)
    assert info.definition.endswith(".")
    assert info.domain
    assert info.range


def test_schema_relation_names_and_inverses_are_all_different() -> None:
    names = [*map(str, RELATIONS), *(info.inverse for info in RELATIONS.values())]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("relations", "domain"),
    [(Role, {NodeType.PAPER}), (EntityRelation, ENTITIES), (ResultLink, {NodeType.RESULT})],
)
def test_schema_relations_start_from_their_kind(
    relations: type[Role] | type[EntityRelation] | type[ResultLink], domain: set[NodeType]
) -> None:
    for relation in relations:
        assert RELATIONS[relation].domain <= domain


@pytest.mark.parametrize(
    ("relation", "heads", "tails"),
    [
        (Role.INTRODUCES, {NodeType.PAPER}, ENTITIES),
        (Role.USES, {NodeType.PAPER}, {NodeType.MODEL}),
        (Role.EVALUATES_ON, {NodeType.PAPER}, {NodeType.DATASET}),
        (Role.ADDRESSES, {NodeType.PAPER}, {NodeType.TASK}),
        (Role.REPORTS, {NodeType.PAPER}, {NodeType.METRIC}),
        (EntityRelation.MEASURED_BY, {NodeType.TASK}, {NodeType.METRIC}),
        (EntityRelation.BROADER, {NodeType.TASK}, {NodeType.TASK}),
        (ResultLink.OVER_BASELINE, {NodeType.RESULT}, {NodeType.MODEL}),
    ],
)
def test_schema_check_claim_allows_exactly_domain_and_range(
    relation: Role | EntityRelation | ResultLink, heads: set[NodeType], tails: set[NodeType]
) -> None:
    for head, tail in product(NodeType, NodeType):
        if head in heads and tail in tails:
            check_claim(relation, head, tail)
        else:
            with pytest.raises(ValueError, match=f"not from {head} to {tail}$"):
                check_claim(relation, head, tail)


def test_schema_check_claim_message_lists_what_is_allowed() -> None:
    with pytest.raises(ValueError, match="leads from") as raised:
        check_claim(Role.INTRODUCES, NodeType.MODEL, NodeType.PAPER)
    assert str(raised.value) == (
        "introduces leads from Paper to Dataset or Metric or Model or Task, not from Model to Paper"
    )


def test_schema_tables_cannot_be_changed() -> None:
    with pytest.raises(TypeError, match="item assignment"):
        RELATIONS[Role.USES] = RELATIONS[Role.REPORTS]  # type: ignore[index]
    with pytest.raises(TypeError, match="item assignment"):
        NODE_TYPES[NodeType.TASK] = NODE_TYPES[NodeType.PAPER]  # type: ignore[index]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("uses", "uses"), ("introducedBy", "introduced by"), ("aBC", "a b c"), ("", "")],
)
def test_schema_words_of_a_relation(name: str, expected: str) -> None:
    assert words(name) == expected


@pytest.mark.parametrize("type_", EntityType)
def test_schema_usual_role_is_one_that_the_type_can_have(type_: EntityType) -> None:
    assert usual_role(type_) not in {Role.MENTIONS, Role.INTRODUCES}
    assert NodeType(type_) in RELATIONS[usual_role(type_)].range


def test_schema_result_slots_name_fields_of_results_and_one_type_each() -> None:
    fields = {field.name for field in dataclasses.fields(Result)}
    assert RESULT_SLOTS.keys() <= fields
    assert all(len(RELATIONS[link].range) == 1 for link in RESULT_SLOTS.values())
    assert len(set(RESULT_SLOTS.values())) == len(RESULT_SLOTS)
