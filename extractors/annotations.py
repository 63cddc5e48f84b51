"""What components leave on a Doc, in one place.

Values live in ``doc._`` as plain lists and dictionaries, so that they survive
``to_bytes`` and ``n_process=2`` (spaCy turns tuples into lists on the way);
a `Layer` gives them back as frozen records. The mentions that were decided on
stand in ``doc.spans["paperkg"]`` too, for spaCy's own tools.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import GenericAlias
from typing import Generic, TypeVar

import msgspec
from spacy.tokens import Doc, Span

from ontology.records import Evidence, Merge, PaperEntity, Relation, Result
from ontology.schema import EntityType, Subtype

__all__ = [
    "ABBREVIATIONS",
    "CANDIDATES",
    "ENTITIES",
    "MENTIONS",
    "MERGES",
    "RELATIONS",
    "RESULTS",
    "SPANS",
    "Abbreviation",
    "Candidate",
    "Layer",
    "add_candidates",
    "evidence_in",
    "sentence_at",
    "sentences",
]

SPANS = "paperkg"

T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """A stretch of text that may be a mention; offsets in code points of the text."""

    start: int
    end: int
    type: EntityType
    subtype: Subtype | None
    component: str
    confidence: float


@dataclass(frozen=True, slots=True, order=True)
class Abbreviation:
    """A short form and the long form that the text gives for it, by offsets."""

    long_start: int
    long_end: int
    short_start: int
    short_end: int


class Layer(Generic[T]):
    """A tuple of records kept under one name in ``doc._``."""

    def __init__(self, name: str, record: type[T]) -> None:
        self.name = name
        self._records: type[tuple[T, ...]] = GenericAlias(tuple, (record, ...))  # type: ignore[assignment]
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)

    def get(self, doc: Doc) -> tuple[T, ...]:
        """The records, empty where nothing was left yet."""
        values: tuple[T, ...] = msgspec.convert(
            getattr(doc._, self.name) or [], self._records, strict=False
        )
        return values

    def set(self, doc: Doc, records: Iterable[T]) -> Doc:
        """Leave records, in place of what was there; by JSON, which knows no tuples."""
        setattr(doc._, self.name, msgspec.json.decode(msgspec.json.encode(list(records))))
        return doc


ABBREVIATIONS = Layer("paperkg_abbreviations", Abbreviation)
CANDIDATES = Layer("paperkg_candidates", Candidate)
MENTIONS = Layer("paperkg_mentions", Candidate)
ENTITIES = Layer("paperkg_entities", PaperEntity)
MERGES = Layer("paperkg_merges", Merge)
RELATIONS = Layer("paperkg_relations", Relation)
RESULTS = Layer("paperkg_results", Result)


def _order(candidate: Candidate) -> tuple[int, int, str, str, str, float]:
    subtype = candidate.subtype or ""
    place = (candidate.start, candidate.end, candidate.type, subtype)
    return (*place, candidate.component, candidate.confidence)


def add_candidates(doc: Doc, found: Iterable[Candidate]) -> Doc:
    """Add candidates to those of the components before; adding twice changes nothing."""
    return CANDIDATES.set(doc, sorted({*CANDIDATES.get(doc), *found}, key=_order))


def sentence_at(doc: Doc, start: int, end: int) -> Span:
    """The sentence that holds a stretch of characters (its first character decides)."""
    span = doc.char_span(start, max(end, start + 1), alignment_mode="expand")
    token = doc[span.start] if span is not None else doc[0]
    return _trimmed(token.sent)


def sentences(doc: Doc) -> Iterator[Span]:
    """The sentences, without the white space between them."""
    return (_trimmed(sentence) for sentence in doc.sents)


def evidence_in(
    sentence: Span, spans: Iterable[tuple[int, int]], component: str, confidence: float
) -> Evidence:
    """A sentence as evidence.

    Args:
        sentence: The sentence.
        spans: Offsets in the text of what is said, in text order.
        component: Which component concluded it.
        confidence: From 0 to 1.
    """
    return Evidence(
        sentence.text, sentence.start_char, sentence.end_char, tuple(spans), component, confidence
    )


def _trimmed(sentence: Span) -> Span:
    """A sentence without white space at its end: the line end below a title is none of it."""
    end = len(sentence)
    while end > 1 and sentence[end - 1].is_space:
        end -= 1
    return sentence[:end]
