"""Decisions applied to one paper: parts, rejects, retypes, and what follows for its facts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.overrides.apply import override
from kg.overrides.tables import NO_OVERRIDES, Overrides
from ontology.records import Evidence, Extraction, Mention, PaperEntity, PaperRole, Relation, Result
from ontology.schema import (
    Direction,
    EntityRelation,
    EntityType,
    NodeType,
    ResultKind,
    Role,
    Subtype,
    check_claim,
)

MODEL, DATASET, TASK, METRIC = EntityType
Tell = Callable[..., Extraction]
TEXT = "MothNet and FlyNet count moths on Lanterns with an accuracy of 83.8%."


def at(name: str) -> tuple[int, int]:
    start = TEXT.index(name)
    return start, start + len(name)


def said(*names: str) -> Evidence:
    return Evidence(TEXT, 0, len(TEXT), tuple(at(name) for name in names), "hand", 0.8)


def entity(type_: EntityType, roles: dict[Role, str], *forms: str) -> PaperEntity:
    """Named in some forms, with the form at which each role shows."""
    return PaperEntity(
        forms[0],
        type_,
        Subtype.MODEL if type_ is MODEL else None,
        tuple(Mention(*at(form), form, "hand", 0.9) for form in forms),
        tuple(PaperRole(role, (said(form),)) for role, form in roles.items()),
        core=True,
        confidence=0.9,
    )


@pytest.fixture(name="paper")
def _paper(tell: Tell) -> Extraction:
    result = Result(
        0, 1, 2, 3, None, "83.8%", 83.8, "%", ResultKind.ABSOLUTE, Direction.HIGHER, said("83.8%")
    )
    return tell(
        "p1",
        entity(MODEL, {Role.INTRODUCES: "MothNet", Role.USES: "FlyNet"}, "MothNet", "FlyNet"),
        entity(TASK, {Role.ADDRESSES: "count moths"}, "count moths"),
        entity(DATASET, {Role.EVALUATES_ON: "Lanterns"}, "Lanterns"),
        entity(METRIC, {Role.REPORTS: "accuracy"}, "accuracy"),
        relations=(
            Relation(0, EntityRelation.EVALUATED_ON, 2, (said("MothNet", "Lanterns"),)),
            Relation(0, EntityRelation.APPLIED_TO, 1, (said("MothNet", "count moths"),)),
        ),
        results=(result,),
    )


def names(extraction: Extraction) -> list[tuple[str, EntityType, list[Role]]]:
    return [(e.name, e.type, [role.role for role in e.roles]) for e in extraction.entities]


def kept_well(extraction: Extraction) -> None:
    """Everything points to entities that are there and may stand where they stand."""
    entities = extraction.entities
    for relation in extraction.relations:
        head, tail = entities[relation.head].type, entities[relation.tail].type
        check_claim(relation.relation, NodeType(head), NodeType(tail))
    for found in entities:
        assert found.mentions
        assert found.name in {mention.text for mention in found.mentions}
        for role in found.roles:
            check_claim(role.role, NodeType.PAPER, NodeType(found.type))


def test_override_without_decisions_changes_nothing(paper: Extraction) -> None:
    assert override(paper, NO_OVERRIDES) is paper
    elsewhere = Overrides(rejects=frozenset({("p2", MODEL, "mothnet")}))
    assert override(paper, elsewhere) == paper


def test_override_distinct_parts_an_entity_with_what_is_said_at_each(paper: Extraction) -> None:
    found = override(
        paper, Overrides(distinct=frozenset({(MODEL, frozenset({"mothnet", "flynet"}))}))
    )
    assert names(found)[:2] == [
        ("MothNet", MODEL, [Role.INTRODUCES]), ("FlyNet", MODEL, [Role.USES])
    ]  # fmt: skip
    assert found.relations[0].tail == 3
    assert found.results[0].dataset == 3
    kept_well(found)


def test_override_reject_takes_the_name_and_what_hangs_on_it(paper: Extraction) -> None:
    found = override(paper, Overrides(rejects=frozenset({("", DATASET, "lantern")})))
    assert [name for name, *_ in names(found)] == ["MothNet", "count moths", "accuracy"]
    assert [r.relation for r in found.relations] == [EntityRelation.APPLIED_TO]
    assert (found.results[0].dataset, found.results[0].metric) == (None, 2)
    kept_well(found)


def test_override_reject_of_one_form_leaves_the_others(paper: Extraction) -> None:
    found = override(paper, Overrides(rejects=frozenset({("p1", MODEL, "mothnet")})))
    assert names(found)[0] == ("FlyNet", MODEL, [Role.USES])
    assert [m.text for m in found.entities[0].mentions] == ["FlyNet"]
    kept_well(found)


def test_override_reject_of_the_metric_takes_its_direction_too(paper: Extraction) -> None:
    found = override(paper, Overrides(rejects=frozenset({("", METRIC, "accuracy")})))
    assert (found.results[0].metric, found.results[0].direction) == (None, None)


@pytest.mark.parametrize("from_", [TASK, None])
def test_override_retype_gives_the_type_its_usual_role(
    paper: Extraction, from_: EntityType | None
) -> None:
    found = override(paper, Overrides(retypes={("p1", from_, "count moth"): MODEL}))
    assert names(found)[1] == ("count moths", MODEL, [Role.USES])
    assert found.entities[1].subtype is Subtype.METHOD
    assert [r.relation for r in found.relations] == [EntityRelation.EVALUATED_ON]
    assert found.results[0].task is None
    kept_well(found)


def test_override_retype_keeps_roles_that_the_type_can_have(paper: Extraction) -> None:
    found = override(paper, Overrides(retypes={("", MODEL, "mothnet"): DATASET}))
    assert names(found)[0] == ("MothNet", DATASET, [Role.INTRODUCES, Role.EVALUATES_ON])
    assert found.entities[0].subtype is None
    kept_well(found)


def test_override_retype_of_another_type_does_nothing(paper: Extraction) -> None:
    assert override(paper, Overrides(retypes={("", METRIC, "mothnet"): DATASET})) == paper


def test_override_of_a_name_with_nothing_said_at_it_only_mentions(paper: Extraction) -> None:
    lone = entity(MODEL, {Role.INTRODUCES: "MothNet"}, "MothNet", "FlyNet")
    distinct = frozenset({(MODEL, frozenset({"mothnet", "flynet"}))})
    found = override(Extraction("p1", "f", (lone,), (), (), ()), Overrides(distinct=distinct))
    assert names(found) == [
        ("MothNet", MODEL, [Role.INTRODUCES]), ("FlyNet", MODEL, [Role.MENTIONS])
    ]  # fmt: skip
    kept_well(found)
