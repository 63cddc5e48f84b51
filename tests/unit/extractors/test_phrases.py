"""Phrases by their heads: how far they grow to the left, and where there is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from extractors.annotations import CANDIDATES, Candidate
from extractors.phrases import COMPONENT, MOST_WORDS, Head, PhraseFinder, find_phrases
from ontology.schema import EntityType, Subtype

HEADS = {
    "detection": Head(EntityType.TASK, None, 0.8, alone=False),
    "loss": Head(EntityType.MODEL, Subtype.METHOD, 0.7, alone=True),
    "network": Head(EntityType.MODEL, Subtype.MODEL, 0.6, alone=False),
}
BORDERS = frozenset({"we", "the", "a", "improve", "and", "of"})


def found(text: str) -> list[tuple[str, EntityType]]:
    return [(text[start:end], head.type) for start, end, head in find_phrases(text, HEADS, BORDERS)]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("we improve lane detection", "lane detection"),
        ("the Lane Detection", "Lane Detection"),
        ("lane detections", "lane detections"),
        ("real-time lane detection", "real-time lane detection"),
        ("multi\u2010lane detection", "multi\u2010lane detection"),
        ("(lane detection)", "lane detection"),
        ("in The lane detection", "lane detection"),  # borders in any case
        ("3 lane detection", "lane detection"),  # a number is a border
        ("2D detection", "2D detection"),
        ("lane detection network", "lane detection network"),  # the last head decides
        ("the loss", "loss"),  # says enough without others
        ("loss of detection", "loss"),
    ],
)
def test_phrases_grow_from_the_head_to_the_left(text: str, phrase: str) -> None:
    assert [surface for surface, _ in found(text)] == [phrase]


@pytest.mark.parametrize(
    "text",
    [
        "detection",  # says too little
        "the detection",
        "lane, detection",
        "lane\ndetection",
        "lane  detection",
        "lane detection-based",  # the compound goes on
        "$k$ detection",
        "undetection",
        "",
    ],
)
def test_phrases_none(text: str) -> None:
    assert found(text) == []


def test_phrases_have_the_type_of_their_head() -> None:
    text = "We improve lane detection, the focal loss and the tidal network."
    assert found(text) == [
        ("lane detection", EntityType.TASK),
        ("focal loss", EntityType.MODEL),
        ("tidal network", EntityType.MODEL),
    ]


def test_phrases_are_bounded_in_length() -> None:
    ((phrase, _),) = found("one two three four five six seven eight detection")
    assert phrase.split() == ["four", "five", "six", "seven", "eight", "detection"]
    assert len(phrase.split()) == MOST_WORDS + 1


def test_phrases_need_the_tables_only() -> None:
    assert list(find_phrases("lane detection", {}, BORDERS)) == []
    ((start, end, head),) = find_phrases("the lane detection", HEADS, frozenset())
    assert (start, end, head) == (0, 18, HEADS["detection"])


def test_phrases_component_adds_candidates(make_doc: Callable[..., Doc]) -> None:
    before = Candidate(0, 4, EntityType.MODEL, Subtype.MODEL, "names", 0.6)
    doc = CANDIDATES.set(make_doc("Tide\nWe improve lane detection."), [before])
    assert PhraseFinder(HEADS, BORDERS)(doc) is doc
    assert CANDIDATES.get(doc) == (
        before,
        Candidate(16, 30, EntityType.TASK, None, COMPONENT, 0.8),
    )
