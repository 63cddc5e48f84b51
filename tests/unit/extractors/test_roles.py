"""Roles: cue words decide, with their sentence; else what a type is mostly named for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from extractors.annotations import ENTITIES
from extractors.roles import USUAL_CONFIDENCE, usual_role
from ontology.records import PaperEntity
from ontology.schema import EntityType, Role

Maker = Callable[[str], Doc]


def entity_of(doc: Doc, form: str) -> PaperEntity:
    """The entity that has a mention with this text."""
    return next(e for e in ENTITIES.get(doc) if any(m.text == form for m in e.mentions))


@pytest.mark.parametrize(
    ("sentence", "form", "roles"),
    [
        ("We propose MixNet, a network.", "MixNet", [Role.INTRODUCES]),
        ("We introduce a new network called MixNet.", "MixNet", [Role.INTRODUCES]),
        ("We train MixNet with care, using a ResNet.", "ResNet", [Role.USES]),
        ("We outperform ResNet by far.", "ResNet", [Role.COMPARES_WITH]),
        ("Our network is faster than ResNet.", "ResNet", [Role.COMPARES_WITH]),
        ("We beat baselines such as ResNet.", "ResNet", [Role.COMPARES_WITH]),
        ("We evaluate on CIFAR-10.", "CIFAR-10", [Role.EVALUATES_ON]),
        ("We introduce TideBench, a new dataset.", "TideBench", [Role.INTRODUCES]),
        ("We study image classification.", "image classification", [Role.ADDRESSES]),
        ("Our accuracy is high.", "accuracy", [Role.REPORTS]),
    ],
)
def test_roles_by_cue(full_doc: Maker, sentence: str, form: str, roles: list[Role]) -> None:
    doc = full_doc(f"A title of no importance\n{sentence}")
    found = entity_of(doc, form)
    assert [r.role for r in found.roles] == roles
    assert found.roles[0].evidence[0].sentence == sentence


def test_roles_title_introduces(full_doc: Maker) -> None:
    doc = full_doc("MixNet: layers that mix\nAll is said above. MixNet is good.")
    assert [r.role for r in entity_of(doc, "MixNet").roles] == [Role.INTRODUCES]


def test_roles_known_things_are_not_introduced_by_a_loose_cue(full_doc: Maker) -> None:
    doc = full_doc("A title\nWe propose a simple and very fast convolutional neural network.")
    assert [r.role for r in entity_of(doc, "convolutional neural network").roles] == [Role.USES]


def test_roles_known_things_are_introduced_by_a_cue_right_at_the_name(full_doc: Maker) -> None:
    doc = full_doc("A title\nWe introduce BERT, a network that reads.")
    assert [r.role for r in entity_of(doc, "BERT").roles] == [Role.INTRODUCES]


def test_roles_background_is_a_passing_mention(full_doc: Maker) -> None:
    doc = full_doc("A title\nResNet was a step. In this paper we look elsewhere.")
    found = entity_of(doc, "ResNet")
    assert [r.role for r in found.roles] == [Role.MENTIONS]
    assert not found.core


def test_roles_evidence_marks_the_mention(full_doc: Maker) -> None:
    doc = full_doc("A title\nWe evaluate on CIFAR-10 here.")
    evidence = entity_of(doc, "CIFAR-10").roles[0].evidence[0]
    ((start, end),) = evidence.spans
    assert doc.text[start:end] == "CIFAR-10"
    assert doc.text[evidence.start : evidence.end] == evidence.sentence


def test_roles_evidence_of_a_title_is_without_line_end(full_doc: Maker) -> None:
    doc = full_doc("MixNet: layers that mix\nMixNet is good.")
    sentences = {e.sentence for e in entity_of(doc, "MixNet").roles[0].evidence}
    assert "MixNet: layers that mix" in sentences


def test_roles_every_entity_has_one_with_evidence(full_doc: Maker) -> None:
    doc = full_doc("MixNet for parsing\nWe propose MixNet. On CIFAR-10 its accuracy beats BERT.")
    assert len(ENTITIES.get(doc)) >= 4
    assert all(e.roles and all(r.evidence for r in e.roles) for e in ENTITIES.get(doc))


def test_roles_without_cue_have_the_usual_confidence(full_doc: Maker) -> None:
    doc = full_doc("A title\nOur accuracy is high.")
    assert entity_of(doc, "accuracy").roles[0].evidence[0].confidence == USUAL_CONFIDENCE


@pytest.mark.parametrize("type_", EntityType)
def test_roles_each_type_has_a_usual_role(type_: EntityType) -> None:
    assert usual_role(type_) is not Role.MENTIONS
