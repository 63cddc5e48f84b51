"""Layers of records on a Doc: round trips, candidates added once, the sentence at a place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import FrozenInstanceError

import pytest
from spacy.tokens import Doc

from extractors import annotations as left
from extractors.annotations import (
    ABBREVIATIONS,
    CANDIDATES,
    ENTITIES,
    RESULTS,
    Abbreviation,
    Candidate,
    Layer,
    add_candidates,
    sentence_at,
)
from ontology.records import Evidence, Mention, PaperEntity, PaperRole, Result
from ontology.schema import Direction, EntityType, ResultKind, Role, Subtype

DocMaker = Callable[..., Doc]

MODEL = Candidate(0, 7, EntityType.MODEL, Subtype.MODEL, "tagger", 0.6)
TASK = Candidate(9, 23, EntityType.TASK, None, "vocabulary", 0.7)
EVIDENCE = Evidence("TideNet wins.", 0, 13, ((0, 7), (8, 12)), "roles", 0.9)
ENTITY = PaperEntity(
    "TideNet",
    EntityType.MODEL,
    Subtype.MODEL,
    (Mention(0, 7, "TideNet", "tagger", 0.6),),
    (PaperRole(Role.INTRODUCES, (EVIDENCE,)),),
    core=True,
    confidence=0.6,
)
RESULT = Result(
    0, None, None, 1, None, "8-60%", None, "%", ResultKind.DELTA, Direction.HIGHER, EVIDENCE
)


@pytest.fixture
def doc(make_doc: DocMaker) -> Doc:
    return make_doc("TideNet: lane detection\nWe built it. It works.")


@pytest.mark.parametrize(
    ("layer", "records"),
    [
        (ABBREVIATIONS, (Abbreviation(0, 3, 5, 7), Abbreviation(9, 12, 14, 16))),
        (CANDIDATES, (MODEL, TASK)),
        (ENTITIES, (ENTITY,)),
        (RESULTS, (RESULT,)),
    ],
)
def test_annotations_layer_gives_back_equal_records(
    doc: Doc, layer: Layer[object], records: tuple[object, ...]
) -> None:
    assert layer.set(doc, records) is doc
    assert layer.get(doc) == records
    again = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert layer.get(again) == records


def test_annotations_layer_is_empty_before_anything_is_left(doc: Doc) -> None:
    assert ENTITIES.get(doc) == ()


def test_annotations_layer_replaces_what_was_there(doc: Doc) -> None:
    CANDIDATES.set(CANDIDATES.set(doc, [MODEL]), [TASK])
    assert CANDIDATES.get(doc) == (TASK,)


def test_annotations_values_are_plain_lists_and_dictionaries(doc: Doc) -> None:
    # spaCy turns tuples into lists on the way through bytes: there must be none, however deep.
    RESULTS.set(doc, [RESULT])
    assert doc._.paperkg_results[0]["evidence"]["spans"] == [[0, 7], [8, 12]]
    again = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert again._.paperkg_results == doc._.paperkg_results


def test_annotations_layers_have_names_of_their_own() -> None:
    names = [layer.name for layer in vars(left).values() if isinstance(layer, Layer)]
    assert len(names) == 7
    assert len(set(names)) == len(names)
    assert all(name.startswith("paperkg_") and Doc.has_extension(name) for name in names)


def test_annotations_layer_leaves_an_extension_that_is_there(doc: Doc) -> None:
    CANDIDATES.set(doc, [MODEL])
    assert Layer("paperkg_candidates", Candidate).get(doc) == (MODEL,)


def test_annotations_candidates_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        MODEL.start = 1  # type: ignore[misc]


def test_annotations_adds_candidates_in_text_order(doc: Doc) -> None:
    add_candidates(doc, [TASK])
    add_candidates(doc, [MODEL])
    assert CANDIDATES.get(doc) == (MODEL, TASK)


def test_annotations_adding_candidates_twice_changes_nothing(doc: Doc) -> None:
    add_candidates(doc, [MODEL, TASK, MODEL])
    once = doc._.paperkg_candidates
    add_candidates(doc, [TASK, MODEL])
    assert doc._.paperkg_candidates == once
    assert len(once) == 2


def test_annotations_orders_candidates_with_and_without_subtype(doc: Doc) -> None:
    # None and a subtype cannot be compared: the order must not try.
    method = Candidate(0, 7, EntityType.MODEL, Subtype.METHOD, "tagger", 0.6)
    untyped = Candidate(0, 7, EntityType.MODEL, None, "tagger", 0.6)
    add_candidates(doc, [MODEL, untyped, method])
    assert CANDIDATES.get(doc) == (untyped, method, MODEL)


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        (0, 7, "TideNet: lane detection"),
        (24, 26, "We built it."),
        (27, 45, "We built it."),  # the first character decides
        (28, 29, "We built it."),  # within a word
        (37, 37, "It works."),  # an empty stretch
    ],
)
def test_annotations_sentence_at(doc: Doc, start: int, end: int, sentence: str) -> None:
    assert sentence_at(doc, start, end).text.strip() == sentence
