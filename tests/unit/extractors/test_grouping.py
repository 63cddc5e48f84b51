"""Grouping: what becomes one entity within a paper, under which name, with which log."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from extractors.annotations import (
    ABBREVIATIONS,
    ENTITIES,
    MENTIONS,
    MERGES,
    Abbreviation,
    Candidate,
)
from extractors.grouping import Grouper, group
from ontology.records import Mention, Merge
from ontology.schema import EntityType, Subtype

TASK, MODEL, DATASET = EntityType.TASK, EntityType.MODEL, EntityType.DATASET


def mentions(text: str, *kinds: tuple[str, EntityType]) -> tuple[Candidate, ...]:
    """All places of the given names, in text order."""
    found = [
        Candidate(
            m.start(), m.end(), type_, Subtype.MODEL if type_ is MODEL else None, "names", 0.6
        )
        for name, type_ in kinds
        for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    ]
    return tuple(sorted(found, key=lambda c: c.start))


def listed(
    forms: list[str], type_: EntityType, subtype: Subtype | None = None
) -> tuple[str, tuple[Candidate, ...]]:
    """A text that lists some forms, and a mention of each."""
    text = "; ".join(forms)
    ends = [len("; ".join(forms[: place + 1])) for place in range(len(forms))]
    return text, tuple(
        Candidate(end - len(form), end, type_, subtype, "names", 0.6)
        for form, end in zip(forms, ends, strict=True)
    )


@pytest.mark.parametrize("other", ["Tide-Mixers", "tide mixer", "Tide mixers", "the tide mixer"])
def test_grouping_joins_equal_keys(other: str) -> None:
    entities, _ = group(*listed(["Tide-Mixer", other], MODEL), ())
    assert [[m.text for m in e.mentions] for e in entities] == [["Tide-Mixer", other]]


@pytest.mark.parametrize(
    ("one", "other"), [("Tide-3", "Tide-3.5"), ("Tide-B/16", "Tide-L/16"), ("Tide", "Tide-1K")]
)
def test_grouping_keeps_versions_apart(one: str, other: str) -> None:
    entities, merges = group(*listed([one, other], MODEL), ())
    assert [entity.name for entity in entities] == [one, other]
    assert merges == []


def test_grouping_joins_the_forms_of_a_definition() -> None:
    text = "tidal flow (TF), later TF and TF"
    found = mentions(text, ("tidal flow", TASK), ("TF", TASK))
    entities, merges = group(text, found, (Abbreviation(0, 10, 12, 14),), paper="p-1")
    assert [(e.name, len(e.mentions)) for e in entities] == [("TF", 4)]
    assert merges == [Merge("tidal flow", "TF", TASK, "abbreviation", "p-1")]


def test_grouping_does_not_join_a_definition_of_two_types() -> None:
    text = "tidal flow (TF)"
    found = mentions(text, ("tidal flow", TASK), ("TF", MODEL))
    entities, merges = group(text, found, (Abbreviation(0, 10, 12, 14),))
    assert [(e.name, e.type) for e in entities] == [("tidal flow", TASK), ("TF", MODEL)]
    assert merges == []


def test_grouping_joins_two_aliases_of_a_known_entity() -> None:
    text = "a multi-layer perceptron, an MLP"
    found = mentions(text, ("multi-layer perceptron", MODEL), ("MLP", MODEL))
    entities, merges = group(text, found, ())
    (only,) = entities
    assert only.name == "multilayer perceptron"  # as the vocabulary has it
    assert [m.text for m in only.mentions] == ["multi-layer perceptron", "MLP"]
    assert [(m.source, m.target, m.rule) for m in merges] == [
        ("MLP", "multilayer perceptron", "vocabulary"),
        ("multi-layer perceptron", "multilayer perceptron", "vocabulary"),
    ]


def test_grouping_joins_a_task_with_the_longer_name_that_ends_in_it() -> None:
    forms = ["murky ripple counting", "ripple counting", "ripple counting"]
    entities, merges = group(*listed(forms, TASK), ())
    assert [(e.name, len(e.mentions)) for e in entities] == [("ripple counting", 3)]
    assert [(m.source, m.rule) for m in merges] == [("murky ripple counting", "head words")]


def test_grouping_keeps_a_task_apart_that_two_longer_names_end_in() -> None:
    forms = ["murky ripple counting", "clear ripple counting", "ripple counting"]
    entities, merges = group(*listed(forms, TASK), ())
    assert [e.name for e in entities] == forms
    assert merges == []


def test_grouping_head_words_join_tasks_only() -> None:
    entities, _ = group(*listed(["murky tide net", "tide net"], MODEL), ())
    assert [e.name for e in entities] == ["murky tide net", "tide net"]


def test_grouping_gives_a_key_the_type_with_most_confidence() -> None:
    text = "Tide Tide Tide"
    found = (
        Candidate(0, 4, MODEL, Subtype.METHOD, "names", 0.5),
        Candidate(5, 9, DATASET, None, "names", 0.9),
        Candidate(10, 14, MODEL, Subtype.METHOD, "names", 0.5),
    )
    ((entity,), _) = group(text, found, ())
    assert (entity.type, entity.subtype) == (MODEL, Subtype.METHOD)
    assert entity.confidence == 0.9
    ((entity,), _) = group(text, found[:2], ())
    assert (entity.type, entity.subtype) == (DATASET, None)


@pytest.mark.parametrize(
    ("forms", "name"),
    [
        (["Tide-Mixer", "tide mixer", "tide mixer"], "tide mixer"),  # the most frequent form
        (["tide mixers", "Tide mixer"], "Tide mixer"),  # then one in the singular
        (["Tide mixer", "tide mixer"], "tide mixer"),  # then one without a capital
    ],
)
def test_grouping_best_name(forms: list[str], name: str) -> None:
    entities, _ = group(*listed(forms, TASK), ())
    assert [e.name for e in entities] == [name]


def test_grouping_entities_come_by_first_mention_with_exact_texts() -> None:
    text = "RippleNet beats TideNet; TideNet loses"
    found = mentions(text, ("TideNet", MODEL), ("RippleNet", MODEL))
    entities, _ = group(text, found, ())
    assert [e.name for e in entities] == ["RippleNet", "TideNet"]
    assert entities[1].mentions == (
        Mention(16, 23, "TideNet", "names", 0.6),
        Mention(25, 32, "TideNet", "names", 0.6),
    )
    assert all(e.roles == () and e.core is False for e in entities)


def test_grouping_of_nothing_is_nothing() -> None:
    assert group("", (), ()) == ([], [])


def test_grouping_ignores_definitions_that_nobody_mentions() -> None:
    assert group("tidal flow (TF)", (), (Abbreviation(0, 10, 12, 14),)) == ([], [])


def test_grouping_component_leaves_entities_and_merges(make_doc: Callable[..., Doc]) -> None:
    text = "tidal flow (TF)\nWe study TF."
    doc = MENTIONS.set(make_doc(text), mentions(text, ("tidal flow", TASK), ("TF", TASK)))
    doc = Grouper()(ABBREVIATIONS.set(doc, [Abbreviation(0, 10, 12, 14)]))
    assert [(e.name, len(e.mentions)) for e in ENTITIES.get(doc)] == [("TF", 3)]
    assert [(m.source, m.target) for m in MERGES.get(doc)] == [("tidal flow", "TF")]
    assert len(MENTIONS.get(doc)) == 3
