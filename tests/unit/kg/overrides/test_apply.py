"""Decisions applied to one paper: parts, rejects, retypes, and what follows for its facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from kg.overrides.apply import override
from kg.overrides.tables import NO_OVERRIDES, Overrides
from ontology.records import (
    Evidence,
    Extraction,
    Mention,
    Merge,
    Paper,
    PaperEntity,
    PaperRole,
    Relation,
    Result,
)
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
Retypes = dict[tuple[str, EntityType | None, str], EntityType]
TEXT = "MothNet and FlyNet count moths on Lanterns with an accuracy of 83.8%."
PAPER = Paper("p1", TEXT, "FlyNet was there before.")
APART = {(MODEL, "mothnet"): frozenset({"flynet"}), (MODEL, "flynet"): frozenset({"mothnet"})}


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
    assert override(paper, PAPER, NO_OVERRIDES) is paper
    elsewhere = Overrides(rejects=frozenset({("p2", MODEL, "mothnet")}))
    assert override(paper, PAPER, elsewhere) == paper


def test_override_distinct_parts_an_entity_with_what_is_said_at_each(paper: Extraction) -> None:
    found = override(paper, PAPER, Overrides(distinct=APART))
    assert names(found)[:2] == [
        ("MothNet", MODEL, [Role.INTRODUCES]), ("FlyNet", MODEL, [Role.USES])
    ]  # fmt: skip
    assert found.relations[0].tail == 3
    assert found.results[0].dataset == 3
    kept_well(found)


def test_override_reject_takes_the_name_and_what_hangs_on_it(paper: Extraction) -> None:
    found = override(paper, PAPER, Overrides(rejects=frozenset({("", DATASET, "lantern")})))
    assert [name for name, *_ in names(found)] == ["MothNet", "count moths", "accuracy"]
    assert [r.relation for r in found.relations] == [EntityRelation.APPLIED_TO]
    assert (found.results[0].dataset, found.results[0].metric) == (None, 2)
    kept_well(found)


def test_override_reject_of_one_form_leaves_the_others(paper: Extraction) -> None:
    found = override(paper, PAPER, Overrides(rejects=frozenset({("p1", MODEL, "mothnet")})))
    assert names(found)[0] == ("FlyNet", MODEL, [Role.USES])
    assert [m.text for m in found.entities[0].mentions] == ["FlyNet"]
    kept_well(found)


def test_override_reject_of_the_metric_takes_its_direction_too(paper: Extraction) -> None:
    found = override(paper, PAPER, Overrides(rejects=frozenset({("", METRIC, "accuracy")})))
    assert (found.results[0].metric, found.results[0].direction) == (None, None)


@pytest.mark.parametrize("from_", [TASK, None])
def test_override_retype_gives_the_type_its_usual_role(
    paper: Extraction, from_: EntityType | None
) -> None:
    found = override(paper, PAPER, Overrides(retypes={("p1", from_, "count moth"): MODEL}))
    assert names(found)[1] == ("count moths", MODEL, [Role.USES])
    assert found.entities[1].subtype is Subtype.METHOD
    assert [r.relation for r in found.relations] == [EntityRelation.EVALUATED_ON]
    assert found.results[0].task is None
    kept_well(found)


def test_override_retype_keeps_roles_that_the_type_can_have(paper: Extraction) -> None:
    found = override(paper, PAPER, Overrides(retypes={("", MODEL, "mothnet"): DATASET}))
    assert names(found)[:2] == [
        ("MothNet", DATASET, [Role.INTRODUCES]),
        ("FlyNet", MODEL, [Role.USES]),
    ]
    assert found.entities[0].subtype is None
    kept_well(found)


def test_override_retype_of_another_type_does_nothing(paper: Extraction) -> None:
    assert override(paper, PAPER, Overrides(retypes={("", METRIC, "mothnet"): DATASET})) == paper


def test_override_of_a_name_with_nothing_said_at_it_only_mentions() -> None:
    lone = entity(MODEL, {Role.INTRODUCES: "MothNet"}, "MothNet", "FlyNet")
    found = override(Extraction("p1", "f", (lone,), (), (), ()), PAPER, Overrides(distinct=APART))
    assert names(found) == [
        ("MothNet", MODEL, [Role.INTRODUCES]), ("FlyNet", MODEL, [Role.MENTIONS])
    ]  # fmt: skip
    kept_well(found)
    (told,) = found.entities[1].roles[0].evidence
    assert (told.sentence, told.spans) == (TEXT, (at("FlyNet"),))


def test_override_evidence_without_a_sentence_is_the_line() -> None:
    first = entity(MODEL, {Role.USES: "MothNet"}, "MothNet")
    start = PAPER.text.rindex("FlyNet")
    mentions = (*first.mentions, Mention(start, start + 6, "FlyNet", "hand", 0.9))
    lone = replace(first, mentions=mentions)
    found = override(Extraction("p1", "f", (lone,), (), (), ()), PAPER, Overrides(distinct=APART))
    (told,) = found.entities[1].roles[0].evidence
    assert told.sentence == PAPER.abstract == PAPER.text[told.start : told.end]


def test_override_a_relation_goes_with_the_name_that_it_is_about(tell: Tell) -> None:
    both = entity(MODEL, {Role.USES: "FlyNet"}, "MothNet", "FlyNet")
    lanterns = entity(DATASET, {Role.EVALUATES_ON: "Lanterns"}, "Lanterns")
    tested = Relation(0, EntityRelation.EVALUATED_ON, 1, (said("FlyNet", "Lanterns"),))
    extraction = tell("p1", both, lanterns, relations=(tested,))
    parted = override(extraction, PAPER, Overrides(distinct=APART))
    assert [parted.entities[r.head].name for r in parted.relations] == ["FlyNet"]
    gone = override(extraction, PAPER, Overrides(rejects=frozenset({("", MODEL, "flynet")})))
    assert (len(gone.entities), gone.relations) == (2, ())


def test_override_knows_a_thing_by_a_name_that_stands_nowhere(tell: Tell) -> None:
    short = replace(entity(MODEL, {Role.USES: "FlyNet"}, "FlyNet"), name="flying network")
    extraction = tell("p1", short)
    gone = override(
        extraction, PAPER, Overrides(rejects=frozenset({("", MODEL, "flying network")}))
    )
    assert gone.entities == ()
    retypes: Retypes = {("", MODEL, "flying network"): TASK}
    turned = override(extraction, PAPER, Overrides(retypes=retypes))
    assert [(e.name, e.type) for e in turned.entities] == [("flying network", TASK)]
    distinct = {
        (MODEL, "flying network"): frozenset({"flynet"}),
        (MODEL, "flynet"): frozenset({"flying network"}),
    }
    parted = override(extraction, PAPER, Overrides(distinct=distinct))
    assert [e.name for e in parted.entities] == ["FlyNet"]


def test_override_rejects_by_the_type_before_and_after(paper: Extraction) -> None:
    retypes: Retypes = {("", TASK, "count moth"): MODEL}
    for type_ in (TASK, MODEL):
        rejects = frozenset({("", type_, "count moth")})
        found = override(paper, PAPER, Overrides(retypes=retypes, rejects=rejects))
        assert "count moths" not in {entity.name for entity in found.entities}


def test_override_keeps_the_merges_that_still_hold(paper: Extraction) -> None:
    merge = Merge("FlyNet", "MothNet", MODEL, "abbreviation", "p1")
    merged = replace(paper, merges=(merge,))
    assert override(merged, PAPER, Overrides(distinct=APART)).merges == ()
    retypes: Retypes = {("", None, "mothnet"): DATASET, ("", MODEL, "flynet"): DATASET}
    turned = override(merged, PAPER, Overrides(retypes=retypes))
    assert turned.merges == (replace(merge, type=DATASET),)


def test_override_our_method_is_what_the_paper_introduces(tell: Tell) -> None:
    both = entity(MODEL, {Role.USES: "FlyNet", Role.INTRODUCES: "MothNet"}, "FlyNet", "MothNet")
    start = PAPER.text.rindex("FlyNet was")
    ours = Evidence(
        PAPER.abstract[11:], start + 7, len(PAPER.text), ((start + 7, start + 9),), "h", 0.8
    )
    lanterns = entity(DATASET, {Role.EVALUATES_ON: "Lanterns"}, "Lanterns")
    tested = Relation(0, EntityRelation.EVALUATED_ON, 1, (ours,))
    found = override(
        tell("p1", both, lanterns, relations=(tested,)), PAPER, Overrides(distinct=APART)
    )
    assert [found.entities[r.head].name for r in found.relations] == ["MothNet"]


def test_override_a_part_is_as_sure_as_its_own_mentions() -> None:
    both = entity(MODEL, {Role.USES: "FlyNet"}, "MothNet", "FlyNet")
    first, second = both.mentions
    unsure = replace(both, mentions=(first, replace(second, confidence=0.3)))
    found = override(Extraction("p1", "f", (unsure,), (), (), ()), PAPER, Overrides(distinct=APART))
    assert [e.confidence for e in found.entities] == [0.9, 0.3]
