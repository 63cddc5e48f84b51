"""Roles: by cue words alone where no network has read; else by its labels, with a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from spacy.tokens import Doc

from extractors import roles
from extractors.annotations import ENTITIES
from extractors.cues import USUAL_CONFIDENCE
from extractors.judge import load_judge
from extractors.labels import COMPONENT as LABELS_COMPONENT
from extractors.labels import JUDGE, LABELS
from extractors.network import LABELED_ROLES, Labels
from extractors.pipeline import make_nlp
from extractors.roles import LESSER, RoleFinder
from ontology.records import PaperEntity
from ontology.schema import EntityType, Role, Subtype

Marker = Callable[..., Doc]
MODEL, DATASET, TASK, METRIC = EntityType

NAMES = {
    "MixNet": MODEL,
    "ResNet": MODEL,
    "BERT": MODEL,
    "convolutional neural network": MODEL,
    "CIFAR-10": DATASET,
    "TideBench": DATASET,
    "image classification": TASK,
    "parsing": TASK,
    "accuracy": METRIC,
}


def entity_of(doc: Doc, form: str) -> PaperEntity:
    """The entity that has a mention with this text."""
    return next(e for e in ENTITIES.get(doc) if any(m.text == form for m in e.mentions))


def roles_of(doc: Doc, form: str) -> list[Role]:
    return [role.role for role in entity_of(doc, form).roles]


# By cue words alone.


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
def test_roles_by_cue(by_cues: Marker, sentence: str, form: str, roles: list[Role]) -> None:
    doc = by_cues(f"A title of no importance\n{sentence}", NAMES)
    assert roles_of(doc, form) == roles
    assert entity_of(doc, form).roles[0].evidence[0].sentence == sentence


def test_roles_title_introduces(by_cues: Marker) -> None:
    doc = by_cues("MixNet: layers that mix\nAll is said above. MixNet is good.", NAMES)
    assert roles_of(doc, "MixNet") == [Role.INTRODUCES]


def test_roles_known_things_are_not_introduced_by_a_loose_cue(by_cues: Marker) -> None:
    doc = by_cues("A title\nWe propose a simple and fast convolutional neural network.", NAMES)
    assert roles_of(doc, "convolutional neural network") == [Role.USES]


def test_roles_known_things_are_introduced_by_a_cue_right_at_the_name(by_cues: Marker) -> None:
    doc = by_cues("A title\nWe introduce BERT, a network that reads.", NAMES)
    assert roles_of(doc, "BERT") == [Role.INTRODUCES]


def test_roles_of_what_is_compared_with_and_used(by_cues: Marker) -> None:
    doc = by_cues("A title\nWe train ResNet. We outperform ResNet by far.", NAMES)
    found = entity_of(doc, "ResNet").roles
    assert [role.role for role in found] == [Role.USES, Role.COMPARES_WITH]
    assert [role.evidence[0].sentence for role in found] == [
        "We train ResNet.", "We outperform ResNet by far."
    ]  # fmt: skip


def test_roles_of_a_data_set_that_is_new_and_evaluated_on(by_cues: Marker) -> None:
    doc = by_cues("A title\nWe release TideBench. We run MixNet, on it and TideBench.", NAMES)
    assert roles_of(doc, "TideBench") == [Role.INTRODUCES, Role.EVALUATES_ON]


def test_roles_background_is_a_passing_mention(by_cues: Marker) -> None:
    doc = by_cues("A title\nResNet was a step. In this paper we look elsewhere.", NAMES)
    found = entity_of(doc, "ResNet")
    assert [r.role for r in found.roles] == [Role.MENTIONS]
    assert found.roles[0].evidence[0].sentence == "ResNet was a step."
    assert not found.core


@pytest.mark.parametrize(
    "text",
    [
        "On ResNet\nBoats sail. In this paper we look elsewhere.",  # in the title
        "A title\nResNet was a step. ResNet is old. In this paper we look elsewhere.",  # twice
        "A title\nBoats sail. In this paper we look at ResNet.",  # in the paper's own words
        "A title\nResNet was a step.",  # the paper never speaks of itself
    ],
)
def test_roles_of_what_the_paper_is_about(by_cues: Marker, text: str) -> None:
    found = entity_of(by_cues(text, NAMES), "ResNet")
    assert found.core
    assert [r.role for r in found.roles] == [Role.USES]


def test_roles_evidence_marks_the_mention(by_cues: Marker) -> None:
    doc = by_cues("A title\nWe evaluate on CIFAR-10 here.", NAMES)
    evidence = entity_of(doc, "CIFAR-10").roles[0].evidence[0]
    ((start, end),) = evidence.spans
    assert doc.text[start:end] == "CIFAR-10"
    assert doc.text[evidence.start : evidence.end] == evidence.sentence


def test_roles_evidence_is_the_surest_first_and_one_a_place(by_cues: Marker) -> None:
    doc = by_cues("A title\nMixNet, a new network. We propose MixNet, a new network.", NAMES)
    (role,) = entity_of(doc, "MixNet").roles
    assert [e.start for e in role.evidence] == [31, 8]
    assert role.evidence[0].confidence > role.evidence[1].confidence


def test_roles_every_entity_has_one_with_evidence(by_cues: Marker) -> None:
    doc = by_cues("MixNet for parsing\nWe propose MixNet. On CIFAR-10 its accuracy wins.", NAMES)
    assert len(ENTITIES.get(doc)) == 4
    assert all(e.roles and all(r.evidence for r in e.roles) for e in ENTITIES.get(doc))


def test_roles_without_cue_have_the_usual_confidence(by_cues: Marker) -> None:
    doc = by_cues("A title\nOur accuracy is high.", NAMES)
    assert entity_of(doc, "accuracy").roles[0].evidence[0].confidence == USUAL_CONFIDENCE


def test_roles_by_cue_leave_the_subtype(by_cues: Marker) -> None:
    doc = by_cues("A title\nWe propose MixNet on CIFAR-10.", NAMES)
    assert [e.subtype for e in ENTITIES.get(doc)] == [Subtype.MODEL, None]


@pytest.mark.parametrize("text", ["", "\n", "A title\nNothing is named."])
def test_roles_of_no_entities(by_cues: Marker, text: str) -> None:
    assert RoleFinder().find(by_cues(text, NAMES)) == []


# By labels. What is likely and what is not lies beyond any bound.

HIGH, LOW = 0.999, 0.001
TEXT = "MixNet: mixing\nWe train MixNet. We propose MixNet for parsing. CIFAR-10 and ResNet sail."


def labels(*roles: Role, core: float = HIGH, model: float = HIGH) -> Labels:
    chances = tuple(HIGH if role in roles else LOW for role in LABELED_ROLES)
    return Labels(chances, core, model)


@pytest.fixture
def labelled(marked: Marker) -> Callable[..., Doc]:
    """A function from labels by form to a Doc with roles; the rest is as good as unlabelled."""
    group = make_nlp(["paperkg_grouping"]).get_pipe("paperkg_grouping")

    def label(
        said: Mapping[str, Labels], text: str = TEXT, unsure: frozenset[str] = frozenset()
    ) -> Doc:
        doc = group(marked(text, NAMES, HIGH))
        found = [replace(e, confidence=LOW) if e.name in unsure else e for e in ENTITIES.get(doc)]
        LABELS.set(ENTITIES.set(doc, found), [said.get(e.name, labels()) for e in found])
        return RoleFinder()(doc)

    return label


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ((Role.INTRODUCES,), [Role.INTRODUCES]),
        ((Role.USES,), [Role.USES]),  # whatever the cues say
        ((Role.COMPARES_WITH, Role.INTRODUCES), [Role.INTRODUCES, Role.COMPARES_WITH]),
        ((Role.INTRODUCES, Role.USES), [Role.INTRODUCES]),  # what is new is not used besides
        ((Role.USES, Role.EVALUATES_ON, Role.REPORTS), [Role.USES]),  # a Model can have no other
        ((Role.ADDRESSES,), [Role.MENTIONS]),
        ((), [Role.MENTIONS]),
    ],
)
def test_roles_by_labels(
    labelled: Callable[..., Doc], roles: tuple[Role, ...], expected: list[Role]
) -> None:
    doc = labelled({"MixNet": labels(*roles)})
    assert roles_of(doc, "MixNet") == expected
    assert entity_of(doc, "MixNet").core


def test_roles_by_labels_choose_the_sentence_with_a_cue(labelled: Callable[..., Doc]) -> None:
    doc = labelled({"MixNet": labels(Role.INTRODUCES)})
    (role,) = entity_of(doc, "MixNet").roles
    # Two cues for the role, the surer one first; then where another role is said.
    assert [e.sentence for e in role.evidence] == [
        "MixNet: mixing", "We propose MixNet for parsing.", "We train MixNet."
    ]  # fmt: skip
    assert [e.confidence for e in role.evidence] == [
        round(chance, 4) for chance in (HIGH, HIGH * LESSER, HIGH * LESSER)
    ]
    assert {e.component for e in role.evidence} == {LABELS_COMPONENT}
    for evidence in role.evidence:
        ((start, end),) = evidence.spans
        assert TEXT[start:end] == "MixNet"
        assert TEXT[evidence.start : evidence.end] == evidence.sentence


def test_roles_by_labels_have_a_sentence_without_any_cue(labelled: Callable[..., Doc]) -> None:
    doc = labelled({"ResNet": labels(Role.COMPARES_WITH)})
    (role,) = entity_of(doc, "ResNet").roles
    assert [e.sentence for e in role.evidence] == ["CIFAR-10 and ResNet sail."]
    assert role.evidence[0].confidence == HIGH


def test_roles_by_labels_of_a_passing_mention(labelled: Callable[..., Doc]) -> None:
    doc = labelled({"ResNet": labels(Role.USES, core=LOW)})
    found = entity_of(doc, "ResNet")
    assert [r.role for r in found.roles] == [Role.MENTIONS]
    assert found.roles[0].evidence[0].confidence == found.confidence == HIGH
    assert found.roles[0].evidence[0].component == found.mentions[0].component  # and its scale
    assert not found.core


def test_roles_by_labels_drop_what_is_doubtful_itself(labelled: Callable[..., Doc]) -> None:
    said = {"ResNet": labels(Role.USES, core=LOW)}
    doc = labelled(said, unsure=frozenset({"ResNet"}))
    assert [e.name for e in ENTITIES.get(doc)] == ["MixNet", "parsing", "CIFAR-10"]


def test_roles_by_labels_are_of_the_entity_they_stand_for(labelled: Callable[..., Doc]) -> None:
    said = {
        "MixNet": labels(Role.INTRODUCES, core=LOW),
        "parsing": labels(Role.ADDRESSES),
        "CIFAR-10": labels(Role.EVALUATES_ON),
        "ResNet": labels(Role.USES),
    }
    doc = labelled(said, unsure=frozenset({"MixNet"}))
    assert [(e.name, [r.role for r in e.roles]) for e in ENTITIES.get(doc)] == [
        ("parsing", [Role.ADDRESSES]),
        ("CIFAR-10", [Role.EVALUATES_ON]),
        ("ResNet", [Role.USES]),
    ]
    # What went has taken its labels along: a second time changes nothing.
    once = ENTITIES.get(doc), LABELS.get(doc)
    assert list(once[1]) == [said[e.name] for e in once[0]]
    assert (ENTITIES.get(RoleFinder()(doc)), LABELS.get(doc)) == once


@pytest.mark.parametrize(("model", "subtype"), [(HIGH, Subtype.MODEL), (LOW, Subtype.METHOD)])
def test_roles_by_labels_decide_the_subtype(
    labelled: Callable[..., Doc], model: float, subtype: Subtype
) -> None:
    said = dict.fromkeys(("MixNet", "CIFAR-10"), labels(Role.INTRODUCES, model=model))
    doc = labelled(said)
    assert entity_of(doc, "MixNet").subtype is subtype
    assert entity_of(doc, "CIFAR-10").subtype is None


def test_roles_by_labels_keep_what_reaches_the_bounds(
    labelled: Callable[..., Doc], monkeypatch: pytest.MonkeyPatch
) -> None:
    bounds = (0.7, *[0.5] * (len(LABELED_ROLES) - 1), 0.4)  # of introduces, the others, core
    judge = replace(load_judge(JUDGE), bounds=bounds)
    monkeypatch.setattr(roles, "load_judge", {JUDGE: judge}.__getitem__)

    def said(introduces: float, core: float) -> list[Role]:
        chances = (introduces, *[LOW] * (len(LABELED_ROLES) - 1))
        return roles_of(labelled({"MixNet": Labels(chances, core, HIGH)}), "MixNet")

    assert said(0.7, 0.4) == [Role.INTRODUCES]
    assert said(0.69, 0.4) == said(0.7, 0.39) == [Role.MENTIONS]


def test_roles_find_changes_nothing(labelled: Callable[..., Doc]) -> None:
    said = {"MixNet": labels(Role.INTRODUCES), "ResNet": labels(core=LOW)}
    doc = labelled(said, unsure=frozenset({"ResNet"}))
    before = doc.to_bytes()
    assert len(RoleFinder().find(doc)) == 3
    assert doc.to_bytes() == before
