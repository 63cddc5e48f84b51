"""Cue words: what the words around a mention say, with their sentence and confidence."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from extractors.cues import (
    BACKGROUND_CONFIDENCE,
    COMPONENT,
    REACH,
    USUAL_CONFIDENCE,
    find_evidence,
    first_own_sentence,
)
from ontology.records import Evidence, Mention, PaperEntity
from ontology.schema import EntityType, Role, usual_role

DocMaker = Callable[..., Doc]
MODEL, DATASET, TASK, METRIC = EntityType


def evidence(
    doc: Doc, name: str, type_: EntityType, first_own: int = 0
) -> list[tuple[Role, Evidence]]:
    """What is said of a name, all places of it."""
    places, at = [], doc.text.find(name)
    while at >= 0:
        places.append(Mention(at, at + len(name), name, "hand", 0.9))
        at = doc.text.find(name, at + 1)
    entity = PaperEntity(name, type_, None, tuple(places), (), core=False, confidence=0.9)
    return list(find_evidence(doc, entity, first_own))


@pytest.mark.parametrize(
    ("sentence", "name", "type_", "role"),
    [
        ("We propose TideNet, a network.", "TideNet", MODEL, Role.INTRODUCES),
        ("We here introduce TideNet.", "TideNet", MODEL, Role.INTRODUCES),
        ("It is a network called TideNet.", "TideNet", MODEL, Role.INTRODUCES),
        ("TideNet, a novel network, mixes.", "TideNet", MODEL, Role.INTRODUCES),
        ("TideNet outperforms RippleNet.", "RippleNet", MODEL, Role.COMPARES_WITH),
        ("TideNet is better than RippleNet.", "RippleNet", MODEL, Role.COMPARES_WITH),
        ("TideNet beats baselines such as RippleNet.", "RippleNet", MODEL, Role.COMPARES_WITH),
        ("We rank boats using RippleNet.", "RippleNet", MODEL, Role.USES),
        ("It is based on a RippleNet.", "RippleNet", MODEL, Role.USES),
        ("We collect a new dataset called BoatSet.", "BoatSet", DATASET, Role.INTRODUCES),
        ("BoatSet, the first large-scale list, helps.", "BoatSet", DATASET, Role.INTRODUCES),
        ("We define a new task of boat ranking.", "boat ranking", TASK, Role.INTRODUCES),
        ("We propose tide error, a new metric.", "tide error", METRIC, Role.INTRODUCES),
    ],
)
def test_cues_say_a_role(
    make_doc: DocMaker, sentence: str, name: str, type_: EntityType, role: Role
) -> None:
    doc = make_doc(f"A title\n{sentence}")
    found = evidence(doc, name, type_)
    assert role in {said for said, _ in found}
    start = doc.text.index(name, doc.text.index(sentence))
    for _, said in found:
        assert (said.sentence, said.start, said.end) == (sentence, 8, len(doc.text))
        assert said.spans == ((start, start + len(name)),)
        assert said.component == COMPONENT
        assert 0.5 < said.confidence < 1


@pytest.mark.parametrize(
    ("sentence", "name", "type_"),
    [
        ("TideNet is here.", "TideNet", MODEL),
        ("We propose a boat for TideNet.", "TideNet", MODEL),  # another thing is proposed
        ("We propose layers that mix TideNet.", "TideNet", MODEL),
        ("We propose it. TideNet is here.", "TideNet", MODEL),  # in the sentence before
        ("BoatSet is a list.", "BoatSet", DATASET),
    ],
)
def test_cues_say_nothing_more_than_usual(
    make_doc: DocMaker, sentence: str, name: str, type_: EntityType
) -> None:
    found = evidence(make_doc(f"A title\n{sentence}"), name, type_)
    assert [(role, said.confidence) for role, said in found] == [
        (usual_role(type_), USUAL_CONFIDENCE)
    ]


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("TideNet: Layers that Mix", Role.INTRODUCES),
        ("TideNet (TN): Layers that Mix", Role.INTRODUCES),
        ("TideNet for Boats", Role.INTRODUCES),
        ("Ranking Boats via TideNet", Role.INTRODUCES),
        ("Ranking Boats with a TideNet?", Role.INTRODUCES),
        ("On TideNet and Boats", Role.USES),
        ("Layers: TideNet", Role.USES),
        ("On TideNet: Layers", Role.USES),
    ],
)
def test_cues_of_titles(make_doc: DocMaker, title: str, role: Role) -> None:
    found = evidence(make_doc(f"{title}\nAll is said."), "TideNet", MODEL)
    assert role in {said for said, _ in found}
    assert (role is Role.INTRODUCES) is (Role.INTRODUCES in {said for said, _ in found})
    assert {said.sentence for _, said in found} == {title}


def test_cues_of_titles_hold_in_titles_only(make_doc: DocMaker) -> None:
    found = evidence(make_doc("A title\nTideNet: it mixes."), "TideNet", MODEL)
    assert [role for role, _ in found] == [Role.USES]


def test_cues_come_mention_by_mention(make_doc: DocMaker) -> None:
    text = "A title\nWe propose TideNet. It is good. TideNet mixes. We like TideNet: TideNet."
    found = evidence(make_doc(text), "TideNet", MODEL)
    starts = [said.spans[0][0] for _, said in found]
    assert starts == sorted(starts)
    assert len(set(starts)) == text.count("TideNet")
    assert {role for role, said in found if said.start == 8} == {Role.INTRODUCES}
    assert [role for role, said in found if said.start > 8] == [Role.USES] * 3


def test_cues_before_the_paper_speaks_of_itself_count_less(make_doc: DocMaker) -> None:
    doc = make_doc("TideNet\nTideNet is old. We look at TideNet.")
    own = first_own_sentence(doc)
    assert doc.text[own:].startswith("We look")
    found = evidence(doc, "TideNet", MODEL, own)
    assert [said.confidence for _, said in found] == [
        USUAL_CONFIDENCE,  # in the title
        BACKGROUND_CONFIDENCE,
        USUAL_CONFIDENCE,
    ]


def test_cues_reach_back_only_so_far(make_doc: DocMaker) -> None:
    near, far = "very-" * 20, "very-" * 100
    assert len(near) < REACH < len(far)
    for word, expected in ((near, Role.INTRODUCES), (far, Role.USES)):
        doc = make_doc(f"A title\nWe propose a {word}good TideNet.")
        assert [role for role, _ in evidence(doc, "TideNet", MODEL)] == [expected]


def test_cues_evidence_of_a_title_is_without_line_end(make_doc: DocMaker) -> None:
    ((_, said),) = evidence(make_doc("On TideNet\n\nAll is said."), "TideNet", MODEL)
    assert (said.sentence, said.start, said.end) == ("On TideNet", 0, 10)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("A title\nBoats sail. We rank them. We win.", "We rank"),
        ("A title\nBoats sail. In this paper they rank.", "In this paper"),
        ("A title\nBoats sail. Experiments say so.", "Experiments"),
        ("A title\nBoats sail. A net is proposed.", "A net"),
        ("We title\nBoats sail. Our boats win.", "Our boats"),  # not the title
        ("A title\nOur boats win.", "Our boats"),
    ],
)
def test_cues_first_own_sentence(make_doc: DocMaker, text: str, rest: str) -> None:
    assert text[first_own_sentence(make_doc(text)) :].startswith(rest)


@pytest.mark.parametrize("text", ["", "We title", "A title\nBoats sail. They win.", "\n \n"])
def test_cues_no_own_sentence(make_doc: DocMaker, text: str) -> None:
    assert first_own_sentence(make_doc(text)) == 0


def test_cues_leave_the_doc_alone(make_doc: DocMaker) -> None:
    doc = make_doc("A title\nWe propose TideNet.")
    before = doc.to_bytes()
    assert evidence(doc, "TideNet", MODEL)
    assert doc.to_bytes() == before
