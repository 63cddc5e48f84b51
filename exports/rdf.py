"""RDF: one plain triple a claim, with an rdf:Statement for its evidence.

Papers, entities and results are IRIs minted from their ids; there are no
blank nodes. pyoxigraph writes (20 times as fast as rdflib); `to_rdflib` gives
the same triples to rdflib. Lone surrogates become U+FFFD.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from exports.files import replacing
from exports.text import utf8_safe
from ontology.identifiers import doi_url, find_arxiv
from ontology.iris import digest, iri
from ontology.namespaces import FABIO, ID_BASE, MLS, PK, PREFIXES, SCHEMA_ORG
from ontology.records import Claim, Entity, Evidence, Knowledge, Paper, ResultNode
from ontology.schema import EntityType, NodeType, ResultKind, Role, Subtype

if TYPE_CHECKING:
    import rdflib

__all__ = [
    "Object", "Pair", "descriptions", "to_rdflib", "triples", "write_ntriples", "write_turtle",
]  # fmt: skip

Object = ox.NamedNode | ox.Literal
Pair = tuple[ox.NamedNode, Object]


def _name(value: str) -> ox.NamedNode:
    return ox.NamedNode(value)


def _resource(node: str) -> ox.NamedNode:
    return ox.NamedNode(iri(ID_BASE, node))


def _term(prefix: str, local: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES[prefix] + local)


def _text(value: str) -> ox.Literal:
    return ox.Literal(utf8_safe(value))


def _decimal(value: float) -> ox.Literal:
    plain = Decimal(f"{value:.12g}").normalize()  # twelve digits: no noise of binary fractions
    return ox.Literal(f"{plain:f}", datatype=_term("xsd", "decimal"))


def _integer(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=_term("xsd", "integer"))


_TYPE = _term("rdf", "type")
_LABEL = _term("rdfs", "label")


def _paper(paper: Paper) -> Iterator[Pair]:
    yield _TYPE, _name(PK[NodeType.PAPER])
    yield _TYPE, _name(FABIO["ResearchPaper"])
    yield _TYPE, _name(SCHEMA_ORG["ScholarlyArticle"])
    yield _LABEL, _text(paper.title)
    yield _term("dcterms", "title"), _text(paper.title)
    yield _term("dcterms", "identifier"), _text(paper.id)
    if paper.abstract:
        yield _term("dcterms", "abstract"), _text(paper.abstract)
    for author in paper.authors:
        yield _term("dcterms", "creator"), _text(author)
    if paper.year is not None:
        year = ox.Literal(f"{paper.year:04d}", datatype=_term("xsd", "gYear"))
        yield _term("dcterms", "issued"), year
    arxiv = paper.arxiv or find_arxiv(paper.id) or find_arxiv(paper.url or "")
    if arxiv is not None:
        yield _name(FABIO["hasArXivId"]), _text(arxiv)
    if paper.license is not None:
        yield _license(paper.license)
    if paper.doi is not None:
        yield _name(SCHEMA_ORG["sameAs"]), _name(doi_url(paper.doi))


def _license(written: str) -> Pair:
    """An address is that of a licence; anything else is only said to be one."""
    if written.startswith(("http://", "https://")):
        with suppress(ValueError):  # an address that is none
            return _term("dcterms", "license"), _name(written)
    return _term("dcterms", "rights"), _text(written)


_ALIGNED = {
    EntityType.DATASET: MLS["Dataset"],
    EntityType.TASK: MLS["Task"],
    EntityType.METRIC: MLS["EvaluationMeasure"],
}


def _entity(entity: Entity) -> Iterator[Pair]:
    yield _TYPE, _name(PK[NodeType(entity.type)])
    if entity.subtype is Subtype.METHOD:
        yield _TYPE, _name(PK["Method"])
    if entity.type in _ALIGNED:
        yield _TYPE, _name(_ALIGNED[entity.type])
    yield _TYPE, _term("skos", "Concept")
    yield _term("skos", "prefLabel"), _text(entity.name)
    for alias in entity.aliases:
        yield _term("skos", "altLabel"), _text(alias)
    yield _name(PK["paperCount"]), _integer(len(entity.papers))


def _result(result: ResultNode) -> Iterator[Pair]:
    yield _TYPE, _name(PK[NodeType.RESULT])
    if result.kind is ResultKind.ABSOLUTE:
        yield _TYPE, _name(MLS["ModelEvaluation"])
        if result.metric is not None:
            yield _name(MLS["specifiedBy"]), _resource(result.metric)
        if result.number is not None:
            yield _name(MLS["hasValue"]), _decimal(result.number)
    yield _LABEL, _text(result.value)
    yield _name(PK["valueText"]), _text(result.value)
    if result.number is not None:
        yield _name(PK["number"]), _decimal(result.number)
    if result.unit:
        yield _name(PK["unit"]), _text(result.unit)
    yield _name(PK["kind"]), _text(str(result.kind))
    if result.direction is not None:
        yield _name(PK["direction"]), _text(str(result.direction))
    for link, node in result.links:
        yield _name(PK[link]), _resource(node)
    yield from _sentence(result.evidence)


def _sentence(evidence: Evidence) -> Iterator[Pair]:
    """The sentence, unless it was left out."""
    if evidence.sentence:
        yield _name(PK["sentence"]), _text(evidence.sentence)


def _statement(claim: Claim, evidence: Evidence) -> Iterator[Pair]:
    yield _TYPE, _name(PK["Evidence"])
    yield _TYPE, _term("rdf", "Statement")
    yield _term("rdf", "subject"), _resource(claim.head)
    yield _term("rdf", "predicate"), _name(PK[claim.relation])
    yield _term("rdf", "object"), _resource(claim.tail)
    yield _name(PK["paper"]), _resource(claim.paper)
    yield from _sentence(evidence)
    yield _name(PK["sentenceStart"]), _integer(evidence.start)
    yield _name(PK["sentenceEnd"]), _integer(evidence.end)
    yield _name(PK["confidence"]), _decimal(evidence.confidence)
    yield _name(PK["component"]), _text(evidence.component)


def _said(claims: Iterable[Claim]) -> list[Pair]:
    """The plain triples of claims about one head; the same one from several papers once."""
    said: dict[tuple[str, str], Pair] = {}
    for claim in claims:
        pair = (_name(PK[claim.relation]), _resource(claim.tail))
        said[claim.relation, claim.tail] = pair
        if isinstance(claim.relation, Role) and claim.relation is not Role.MENTIONS:
            said[Role.MENTIONS, claim.tail] = (_name(PK[Role.MENTIONS]), pair[1])
    return [said[key] for key in sorted(said)]


def _about(claims: tuple[Claim, ...]) -> Callable[[str], list[Pair]]:
    """A function from a node to the plain triples about it; claims are sorted by their head.

    Only the borders are kept, so that a large graph can be written in little memory.
    """
    borders: dict[str, tuple[int, int]] = {}
    for head, found in groupby(enumerate(claims), key=lambda item: item[1].head):
        places = [place for place, _ in found]
        borders[head] = places[0], places[-1] + 1
    return lambda node: _said(claims[slice(*borders.get(node, (0, 0)))])


def descriptions(knowledge: Knowledge) -> Iterator[tuple[ox.NamedNode, tuple[Pair, ...]]]:
    """All subjects in a fixed order, each with the predicates and objects said of it.

    Args:
        knowledge: What to describe.

    Yields:
        Each subject once; there are no blank nodes.
    """
    said = _about(knowledge.claims)
    for paper in knowledge.papers:
        yield _resource(paper.node), (*_paper(paper), *said(paper.node))
    for entity in knowledge.entities:
        yield _resource(entity.id), (*_entity(entity), *said(entity.id))
    for result in knowledge.results:
        yield _resource(result.id), tuple(_result(result))
    for claim in knowledge.claims:
        for evidence in claim.evidence:
            place = f"{evidence.start} {evidence.spans} {evidence.component}"
            name = f"evidence/{digest(claim.id, place)}{digest('second', claim.id, place)}"
            yield _resource(name), tuple(_statement(claim, evidence))


def triples(knowledge: Knowledge) -> Iterator[ox.Triple]:
    """The same as triples, those with the same subject in a row."""
    for subject, pairs in descriptions(knowledge):
        for predicate, value in pairs:
            yield ox.Triple(subject, predicate, value)


def write_turtle(knowledge: Knowledge, path: Path) -> None:
    """Write all triples as Turtle."""
    with replacing(path) as file:
        ox.serialize(triples(knowledge), file, format=ox.RdfFormat.TURTLE, prefixes=dict(PREFIXES))


def write_ntriples(knowledge: Knowledge, path: Path) -> None:
    """Write all triples as N-Triples, one a line, sorted."""
    with replacing(path) as file:
        file.writelines(sorted(f"{triple} .\n".encode() for triple in triples(knowledge)))


def to_rdflib(knowledge: Knowledge) -> rdflib.Graph:
    """The same triples as an rdflib graph, with the prefixes bound."""
    import rdflib

    graph = rdflib.Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    data = ox.serialize(triples(knowledge), format=ox.RdfFormat.N_TRIPLES)
    graph.parse(data=data, format="nt")
    return graph
