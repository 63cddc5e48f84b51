"""Mentions as Web Annotations, https://www.w3.org/TR/annotation-model/.

The body is the entity, the target a stretch of the paper's text, found by its
offsets and by the words there; these are left out where the text is.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from exports.rdf.terms import TYPE, Subject, integer, number, resource, term, text, types
from ontology.iris import digest
from ontology.knowledge import Knowledge
from ontology.namespaces import ID_BASE
from ontology.records import Extraction, Mention, Paper

__all__ = ["mention_descriptions"]


def mention_descriptions(knowledge: Knowledge) -> Iterator[Subject]:
    """The texts of all papers and what is mentioned in them.

    Args:
        knowledge: What to describe.

    Yields:
        Each subject once, by paper, entity and offset.
    """
    for paper, extraction in zip(knowledge.papers, knowledge.extractions, strict=True):
        yield from _paper(paper, extraction, knowledge.links[paper.id])


def _paper(paper: Paper, extraction: Extraction, ids: tuple[str, ...]) -> Iterator[Subject]:
    source = resource(paper.node.replace("paper/", "text/", 1))
    yield source, (*types("Text"), (term("pk:textOf"), resource(paper.node)))
    whole = paper.text
    seen = set()
    for entity, id_ in zip(extraction.entities, ids, strict=True):
        for mention in entity.mentions:
            place = f"{paper.node} {mention.start} {mention.end} {id_} {mention.component}"
            if place in seen:  # what a paper takes for two things can be one for the corpus
                continue
            seen.add(place)
            name = f"{ID_BASE}mention/{digest(place, size=16)}"
            is_there = whole[mention.start : mention.end] == mention.text
            yield from _annotation(name, mention, resource(id_), source, quoted=is_there)


def _annotation(
    name: str, mention: Mention, body: ox.NamedNode, source: ox.NamedNode, *, quoted: bool
) -> Iterator[Subject]:
    target = ox.NamedNode(f"{name}#target")
    position = ox.NamedNode(f"{name}#position")
    quote = ox.NamedNode(f"{name}#quote")
    yield (
        ox.NamedNode(name),
        (
            (TYPE, term("oa:Annotation")),
            (term("oa:hasBody"), body),
            (term("oa:hasTarget"), target),
            (term("pk:confidence"), number(mention.confidence)),
            (term("pk:component"), text(mention.component)),
        ),
    )
    yield (
        target,
        (
            (TYPE, term("oa:SpecificResource")),
            (term("oa:hasSource"), source),
            (term("oa:hasSelector"), position),
            *(((term("oa:hasSelector"), quote),) if quoted else ()),
        ),
    )
    yield (
        position,
        (
            (TYPE, term("oa:TextPositionSelector")),
            (term("oa:start"), integer(mention.start, "xsd:nonNegativeInteger")),
            (term("oa:end"), integer(mention.end, "xsd:nonNegativeInteger")),
        ),
    )
    if quoted:
        yield (
            quote,
            (
                (TYPE, term("oa:TextQuoteSelector")),
                (term("oa:exact"), text(mention.text)),
            ),
        )
