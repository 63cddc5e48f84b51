"""Grouping: what becomes one entity within a paper, under which name, with which log."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
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
from extractors.joining import NAMES
from extractors.judge import Judge, load_judge
from extractors.likeness import FEATURES
from ontology.records import Mention, Merge
from ontology.schema import EntityType, Subtype

TASK, MODEL, DATASET = EntityType.TASK, EntityType.MODEL, EntityType.DATASET


def judge(bound: float) -> Judge:
    """A judge that finds everything even."""
    return Judge(
        np.zeros((1, len(FEATURES), 1)),
        np.zeros((1, 1)),
        np.zeros((1, 1, 1)),
        np.zeros((1, 1)),
        (bound,),
    )


NEVER, ALWAYS = judge(1.1), judge(0.5)


def inside_judge() -> Judge:
    """A judge that takes a name and a longer one that ends in it for one thing, nothing else."""
    inner = np.zeros((1, len(FEATURES), 1))
    inner[0, FEATURES.index("inside at the end")] = 1
    return Judge(inner, np.zeros((1, 1)), np.full((1, 1, 1), 20.0), np.full((1, 1), -10.0), (0.5,))


def mentions(text: str, *kinds: tuple[str, EntityType]) -> tuple[Candidate, ...]:
    """All places of the given names, in text order."""
    found = [
        Candidate(
            m.start(), m.end(), type_, Subtype.MODEL if type_ is MODEL else None, "tagger", 0.6
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
        Candidate(end - len(form), end, type_, subtype, "tagger", 0.6)
        for form, end in zip(forms, ends, strict=True)
    )


@pytest.mark.parametrize("other", ["Tide-Mixers", "tide mixer", "Tide mixers", "the tide mixer"])
def test_grouping_joins_equal_keys(other: str) -> None:
    entities, _ = group(*listed(["Tide-Mixer", other], MODEL), (), NEVER)
    assert [[m.text for m in e.mentions] for e in entities] == [["Tide-Mixer", other]]


@pytest.mark.parametrize(
    ("one", "other"), [("Tide-3", "Tide-3.5"), ("Tide-B/16", "Tide-L/16"), ("Tide", "Tide-1K")]
)
def test_grouping_keeps_versions_apart(one: str, other: str) -> None:
    entities, merges = group(*listed([one, other], MODEL), (), NEVER)
    assert [entity.name for entity in entities] == [one, other]
    assert merges == []


def test_grouping_joins_the_forms_of_a_definition() -> None:
    text = "tidal flow (TF), later TF and TF"
    found = mentions(text, ("tidal flow", TASK), ("TF", TASK))
    entities, merges = group(text, found, (Abbreviation(0, 10, 12, 14),), NEVER)
    assert [(e.name, len(e.mentions)) for e in entities] == [("TF", 4)]
    assert merges == [Merge("tidal flow", "TF", TASK, "abbreviation", "")]


def test_grouping_keeps_two_things_with_one_short_form_apart() -> None:
    text = "tidal navigation (TN) and traffic negotiation (TN); TN"
    found = mentions(text, ("tidal navigation", TASK), ("traffic negotiation", TASK), ("TN", TASK))
    pairs = (Abbreviation(0, 16, 18, 20), Abbreviation(26, 45, 47, 49))
    entities, merges = group(text, found, pairs, NEVER)
    assert [(e.name, len(e.mentions)) for e in entities] == [("TN", 4), ("traffic negotiation", 1)]
    assert [(m.source, m.target) for m in merges] == [("tidal navigation", "TN")]


def test_grouping_joins_a_short_form_that_is_defined_twice_alike() -> None:
    text = "tidal navigation (TN) and tidal navigations (TN)"
    found = mentions(text, ("tidal navigation", TASK), ("tidal navigations", TASK), ("TN", TASK))
    pairs = (Abbreviation(0, 16, 18, 20), Abbreviation(26, 43, 45, 47))
    (entity,), _ = group(text, found, pairs, NEVER)
    assert len(entity.mentions) == 4


def test_grouping_does_not_join_a_definition_of_two_types() -> None:
    text = "tidal flow (TF)"
    found = mentions(text, ("tidal flow", TASK), ("TF", MODEL))
    entities, merges = group(text, found, (Abbreviation(0, 10, 12, 14),), NEVER)
    assert [(e.name, e.type) for e in entities] == [("tidal flow", TASK), ("TF", MODEL)]
    assert merges == []


def test_grouping_joins_two_aliases_of_a_known_entity() -> None:
    text = "a multi-layer perceptron, an MLP"
    found = mentions(text, ("multi-layer perceptron", MODEL), ("MLP", MODEL))
    entities, merges = group(text, found, (), NEVER)
    (only,) = entities
    assert only.name == "multilayer perceptron"  # as the vocabulary has it
    assert [m.text for m in only.mentions] == ["multi-layer perceptron", "MLP"]
    assert [(m.source, m.target, m.rule) for m in merges] == [
        ("MLP", "multilayer perceptron", "vocabulary"),
        ("multi-layer perceptron", "multilayer perceptron", "vocabulary"),
    ]


def test_grouping_joins_what_the_judge_takes_for_one_thing() -> None:
    forms = ["murky ripple counting", "ripple counting", "ripple counting", "boat ranking"]
    entities, merges = group(*listed(forms, TASK), (), inside_judge())
    assert [(e.name, len(e.mentions)) for e in entities] == [
        ("ripple counting", 3),
        ("boat ranking", 1),
    ]
    assert merges == [Merge("murky ripple counting", "ripple counting", TASK, "likeness", "")]


def test_grouping_without_a_word_of_the_judge_keeps_names_apart() -> None:
    forms = ["murky ripple counting", "ripple counting"]
    entities, merges = group(*listed(forms, TASK), (), NEVER)
    assert [e.name for e in entities] == forms
    assert merges == []


def test_grouping_never_joins_names_of_two_types() -> None:
    text = "ripple counting by RippleNet on RippleSet and ripples"
    found = mentions(
        text, ("ripple counting", TASK), ("ripples", TASK), ("RippleNet", MODEL),
        ("RippleSet", DATASET),
    )  # fmt: skip
    entities, merges = group(text, found, (), ALWAYS)
    assert [(e.type, [m.text for m in e.mentions]) for e in entities] == [
        (TASK, ["ripple counting", "ripples"]),
        (MODEL, ["RippleNet"]),
        (DATASET, ["RippleSet"]),
    ]
    assert [(m.source, m.target) for m in merges] == [("ripples", "ripple counting")]


def test_grouping_logs_the_sure_rule_before_the_judge() -> None:
    text = "tidal flow (TF) and fog"
    found = mentions(text, ("tidal flow", TASK), ("TF", TASK), ("fog", TASK))
    entities, merges = group(text, found, (Abbreviation(0, 10, 12, 14),), ALWAYS)
    assert [e.name for e in entities] == ["tidal flow"]
    assert {("TF", "abbreviation"), ("fog", "likeness")} <= {(m.source, m.rule) for m in merges}


def test_grouping_tells_the_judge_of_title_and_definitions() -> None:
    def asks(feature: str) -> Judge:
        inner = np.zeros((1, len(FEATURES), 1))
        inner[0, FEATURES.index(feature)] = 1
        outer, outer_bias = np.full((1, 1, 1), 20.0), np.full((1, 1), -10.0)
        return Judge(inner, np.zeros((1, 1)), outer, outer_bias, (0.5,))

    text = "ripple counting\nmurky tide counting"
    found = mentions(text, ("ripple counting", TASK), ("murky tide counting", TASK))
    assert len(group(text, found, (), asks("shorter in title"))[0]) == 1
    assert len(group(text, found, (), asks("longer in title"))[0]) == 2
    text = "tidal flow (TF) and fog (FG)"
    found = mentions(text, ("tidal flow", TASK), ("FG", TASK))
    pairs = (Abbreviation(0, 10, 12, 14), Abbreviation(20, 23, 25, 27))
    always = replace(ALWAYS, bounds=(0.0,))
    assert len(group(text, found, pairs[:1], always)[0]) == 1
    assert len(group(text, found, pairs, always)[0]) == 2  # two definitions are two things


def test_grouping_does_not_depend_on_the_order_of_definitions() -> None:
    text = "tidal flow (TF); total fog (TF)"
    found = mentions(text, ("tidal flow", TASK), ("total fog", TASK), ("TF", TASK))
    pairs = (Abbreviation(0, 10, 12, 14), Abbreviation(17, 26, 28, 30))
    assert group(text, found, pairs, NEVER) == group(text, found, pairs[::-1], NEVER)


def test_grouping_gives_a_key_the_type_with_most_confidence() -> None:
    text = "Tide Tide Tide"
    found = (
        Candidate(0, 4, MODEL, Subtype.METHOD, "tagger", 0.5),
        Candidate(5, 9, DATASET, None, "tagger", 0.9),
        Candidate(10, 14, MODEL, Subtype.METHOD, "tagger", 0.5),
    )
    ((entity,), _) = group(text, found, (), NEVER)
    assert (entity.type, entity.subtype) == (MODEL, Subtype.METHOD)
    assert entity.confidence == 0.9
    ((entity,), _) = group(text, found[:2], (), NEVER)
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
    entities, _ = group(*listed(forms, TASK), (), NEVER)
    assert [e.name for e in entities] == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sparse Tide Mixing (STiM)", "Sparse Tide Mixing"),
        ("Sparse Tide Mixing (STiM), STiM", "STiM"),
        ("sparse tide mixing (STiM)", "sparse tide mixing"),
        ("Sparse Tide Mixing (STiM), Sparse Tide Mixing", "Sparse Tide Mixing"),
        ("Gentle Tide Mixers (GANs), GANs", "Gentle Tide Mixers"),  # GANs are another thing
    ],
)
def test_grouping_names_what_a_text_defines(text: str, name: str) -> None:
    found = mentions(text, (text[:18], MODEL), (text[20:24], MODEL))
    (entity,), _ = group(text, found, (Abbreviation(0, 18, 20, 24),), NEVER)
    assert entity.name == name


def test_grouping_entities_come_by_first_mention_with_exact_texts() -> None:
    text = "RippleNet beats TideNet; TideNet loses"
    found = mentions(text, ("TideNet", MODEL), ("RippleNet", MODEL))
    entities, _ = group(text, found, (), NEVER)
    assert [e.name for e in entities] == ["RippleNet", "TideNet"]
    assert entities[1].mentions == (
        Mention(16, 23, "TideNet", "tagger", 0.6),
        Mention(25, 32, "TideNet", "tagger", 0.6),
    )
    assert all(e.roles == () and e.core is False for e in entities)


def test_grouping_of_nothing_is_nothing() -> None:
    assert group("", (), (), ALWAYS) == ([], [])


def test_grouping_ignores_definitions_that_nobody_mentions() -> None:
    assert group("tidal flow (TF)", (), (Abbreviation(0, 10, 12, 14),), ALWAYS) == ([], [])


def test_grouping_component_leaves_entities_and_merges(make_doc: Callable[..., Doc]) -> None:
    text = "tidal flow (TF)\nWe study TF."
    doc = MENTIONS.set(make_doc(text), mentions(text, ("tidal flow", TASK), ("TF", TASK)))
    doc = Grouper()(ABBREVIATIONS.set(doc, [Abbreviation(0, 10, 12, 14)]))
    assert [(e.name, len(e.mentions)) for e in ENTITIES.get(doc)] == [("TF", 3)]
    assert [(m.source, m.target) for m in MERGES.get(doc)] == [("tidal flow", "TF")]
    assert len(MENTIONS.get(doc)) == 3
    found = Grouper().find(doc)
    assert found == group(text, MENTIONS.get(doc), ABBREVIATIONS.get(doc), load_judge(NAMES))


@pytest.mark.parametrize(
    ("one", "other", "type_", "groups"),
    [
        ("domain adaptation", "unsupervised domain adaptation", TASK, 1),  # said so for short
        ("reasoning", "mathematical reasoning", TASK, 2),
        ("hallucination", "hallucination detection", TASK, 2),
        ("computational cost", "computational efficiency", EntityType.METRIC, 2),
        ("GPT-4o", "GPT-4o-mini", MODEL, 2),
        ("ripple counting", "ripple ranking", TASK, 1),  # that nobody knows
        ("GPT-4o", "Ripple", MODEL, 1),
    ],
)
def test_grouping_the_judge_joins_no_two_known_things(
    one: str, other: str, type_: EntityType, groups: int
) -> None:
    always = judge(-1.0)
    entities, _ = group(*listed([one, other], type_), (), always)
    assert len(entities) == groups


def test_grouping_names_a_thing_by_what_tells_most() -> None:
    forms = ["ripple classification", "classification", "classification"]
    (entity,), _ = group(*listed(forms, TASK), (), inside_judge())
    assert entity.name == "classification"  # the most frequent; the vocabulary decides nothing
