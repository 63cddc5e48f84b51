"""All that the export says, subject by subject; what each kind of subject has stands beside."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from exports.rdf.claims import evidence_iri, evidence_pairs, said_of
from exports.rdf.entities import entity_pairs, retired
from exports.rdf.library import Census, library_descriptions
from exports.rdf.mentions import mention_descriptions
from exports.rdf.papers import authors, paper_pairs
from exports.rdf.results import result_pairs
from exports.rdf.terms import Subject, resource
from ontology.knowledge import Knowledge

__all__ = ["descriptions", "triples"]


def descriptions(knowledge: Knowledge, *, lean: bool = False) -> Iterator[Subject]:
    """All subjects in a fixed order, each with the predicates and objects said of it.

    Args:
        knowledge: What to describe.
        lean: Whether to leave out evidence and mentions: nine triples of ten.

    Yields:
        Each subject once; there are no blank nodes.
    """
    census = Census()
    yield from map(census.count, _content(knowledge, lean=lean))
    yield from library_descriptions(knowledge, census)


def _content(knowledge: Knowledge, *, lean: bool) -> Iterator[Subject]:
    said = said_of(knowledge.claims)
    for paper in knowledge.papers:
        yield resource(paper.node), (*paper_pairs(paper), *said(paper.node))
        yield from authors(paper)
    for entity in knowledge.entities:
        yield resource(entity.id), (*entity_pairs(entity), *said(entity.id))
    yield from retired(knowledge.entities, knowledge.merges)
    for result in knowledge.results:
        yield resource(result.id), tuple(result_pairs(result, lean=lean))
    if not lean:
        for claim in knowledge.claims:
            for evidence in claim.evidence:
                yield evidence_iri(claim, evidence), tuple(evidence_pairs(claim, evidence))
        yield from mention_descriptions(knowledge)


def triples(knowledge: Knowledge, *, lean: bool = False) -> Iterator[ox.Triple]:
    """The same as triples, those with the same subject in a row."""
    for subject, pairs in descriptions(knowledge, lean=lean):
        for predicate, value in pairs:
            yield ox.Triple(subject, predicate, value)
