"""Known names: a small vocabulary of our own, and the one that comes along."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from extractors.annotations import CANDIDATES, Candidate
from extractors.vocabulary import COMPONENT, CONFIDENCE, VocabularyFinder
from ontology.known import KnownEntity
from ontology.schema import EntityType, Subtype

DocMaker = Callable[..., Doc]


def known(
    name: str, type_: EntityType, *aliases: str, subtype: Subtype | None = None
) -> KnownEntity:
    return KnownEntity(name, type_, subtype, aliases, "", None, "own")


FINDER = VocabularyFinder(
    (
        known("tidal flow network", EntityType.MODEL, "TFN", subtype=Subtype.MODEL),
        known("tide", EntityType.TASK),
        known("Tide", EntityType.DATASET),
        known("murky tide", EntityType.METRIC),
    )
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tidal flow networks", [("Tidal flow networks", EntityType.MODEL)]),
        ("two TFNs", [("TFNs", EntityType.MODEL)]),
        ("on Tide", [("Tide", EntityType.DATASET)]),  # forms with capitals win
        ("on tide", [("tide", EntityType.TASK)]),
        ("on TIDE", [("TIDE", EntityType.TASK)]),
        ("a murky tide", [("murky tide", EntityType.METRIC)]),  # the longest wins
        ("tidal flow", []),
        ("", []),
    ],
)
def test_vocabulary_finds_names_and_aliases(
    make_doc: DocMaker, text: str, found: list[tuple[str, EntityType]]
) -> None:
    assert [(text[c.start : c.end], c.type) for c in FINDER.find(make_doc(text))] == found


def test_vocabulary_does_not_depend_on_order(make_doc: DocMaker) -> None:
    entities = (known("tide", EntityType.TASK), known("Tide", EntityType.DATASET))
    doc = make_doc("Tide and tide")
    assert VocabularyFinder(entities).find(doc) == VocabularyFinder(entities[::-1]).find(doc)


def test_vocabulary_component_adds_candidates(make_doc: DocMaker) -> None:
    before = Candidate(0, 1, EntityType.TASK, None, "tagger", 0.5)
    doc = CANDIDATES.set(make_doc("A TFN"), [before])
    assert FINDER(doc) is doc
    assert CANDIDATES.get(doc) == (
        before,
        Candidate(2, 5, EntityType.MODEL, Subtype.MODEL, COMPONENT, CONFIDENCE),
    )


def test_vocabulary_of_the_package_knows_all_four_types(make_doc: DocMaker) -> None:
    text = "An MLP for image classification on ImageNet by accuracy; we clip."
    doc = make_doc(text, "paperkg_vocabulary")
    assert [(text[c.start : c.end], c.type) for c in CANDIDATES.get(doc)] == [
        ("MLP", EntityType.MODEL),
        ("image classification", EntityType.TASK),
        ("ImageNet", EntityType.DATASET),
        ("accuracy", EntityType.METRIC),
    ]
