"""Papers: what a bibliography has of them."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from exports.rdf.terms import LABEL, TYPE, Pair, Subject, address, resource, term, text, types
from ontology.identifiers import doi_url, find_arxiv
from ontology.namespaces import PREFIXES
from ontology.records import Paper
from ontology.schema import NodeType

__all__ = ["authors", "paper_pairs"]


def paper_pairs(paper: Paper) -> Iterator[Pair]:
    """All that is said of a paper as a publication."""
    yield from types(NodeType.PAPER)
    yield LABEL, text(paper.title)
    yield term("dcterms:title"), text(paper.title)
    yield term("dcterms:identifier"), text(paper.id)
    if paper.abstract:
        yield term("dcterms:abstract"), text(paper.abstract)
    for author in dict.fromkeys(paper.authors):
        yield term("dcterms:creator"), text(author)
    if paper.authors:
        yield term("pk:authorList"), _author_list(paper)
    if paper.year is not None:
        year = ox.Literal(f"{paper.year:04d}", datatype=term("xsd:gYear"))
        yield term("dcterms:issued"), year
    if paper.venue is not None:
        yield term("prism:publicationName"), text(paper.venue)
    yield from _identifiers(paper)
    if paper.url is not None:
        yield _address("foaf:page", "schema:url", paper.url)
    if paper.license is not None:
        yield _address("dcterms:license", "dcterms:rights", paper.license)


def _identifiers(paper: Paper) -> Iterator[Pair]:
    arxiv = paper.arxiv or find_arxiv(paper.id) or find_arxiv(paper.url or "")
    if arxiv is not None:
        yield term("fabio:hasArXivId"), text(arxiv)
    if paper.doi is not None:
        yield term("prism:doi"), text(paper.doi)
        yield term("schema:sameAs"), ox.NamedNode(doi_url(paper.doi))


def _address(link: str, said: str, written: str) -> Pair:
    """An address is linked; what is none is only said."""
    found = address(written)
    return (term(said), text(written)) if found is None else (term(link), found)


def _author_list(paper: Paper) -> ox.NamedNode:
    return ox.NamedNode(f"{resource(paper.node).value}#authors")


def authors(paper: Paper) -> Iterator[Subject]:
    """The list of the authors of a paper, in order; none where there are none."""
    if paper.authors:
        members = (
            (ox.NamedNode(f"{PREFIXES['rdf']}_{place}"), text(author))
            for place, author in enumerate(paper.authors, 1)
        )
        yield _author_list(paper), ((TYPE, term("rdf:Seq")), *members)
