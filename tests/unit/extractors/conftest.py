"""Helpers of these tests: names put into a text by hand, so that no network is asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest
from spacy.tokens import Doc

from extractors.annotations import MENTIONS, Candidate
from extractors.pipeline import make_nlp
from ontology.schema import EntityType, Subtype

Marker = Callable[..., Doc]

BY_CUES = (
    "paperkg_sentences",
    "paperkg_abbreviations",
    "paperkg_grouping",
    "paperkg_roles",
    "paperkg_relations",
    "paperkg_results",
)


def _mentions(text: str, names: Mapping[str, EntityType], confidence: float) -> list[Candidate]:
    """Every place of every name as a whole word; the longest name has its place to itself."""
    found: list[Candidate] = []
    taken: set[int] = set()
    for name in sorted(names, key=lambda name: (-len(name), name)):
        type_ = names[name]
        subtype = Subtype.MODEL if type_ is EntityType.MODEL else None
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            if taken.isdisjoint(range(*match.span())):
                taken.update(range(*match.span()))
                found.append(Candidate(*match.span(), type_, subtype, "hand", confidence))
    return sorted(found)


@pytest.fixture(scope="session")
def marked() -> Marker:
    """A function from a text and its names with their types to a Doc with mentions only.

    It has sentences and abbreviations; no network has read it.
    """
    nlp = make_nlp(BY_CUES[:2])

    def mark(text: str, names: Mapping[str, EntityType], confidence: float = 0.9) -> Doc:
        return MENTIONS.set(nlp(text), _mentions(text, names, confidence))

    return mark


@pytest.fixture(scope="session")
def by_cues(marked: Marker) -> Marker:
    """Like `marked`, with entities, their roles by cue words alone, relations and results."""
    nlp = make_nlp(BY_CUES[2:])

    def run(text: str, names: Mapping[str, EntityType]) -> Doc:
        doc = marked(text, names)
        for _, component in nlp.pipeline:
            doc = component(doc)
        return doc

    return run
