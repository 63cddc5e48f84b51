"""The graph back from an RDF file: what `exports.rdf` writes, read into NetworkX."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import networkx as nx

from kg.graph import edge_attributes, known
from kg.memory import collecting_later
from kg.rdf_file import Value, plain, subjects_of
from ontology.errors import GraphError
from ontology.namespaces import ID_BASE, full
from ontology.records import Evidence
from ontology.schema import EntityRelation, EntityType, NodeType, ResultLink, Role

__all__ = ["graph_from_rdf"]

Attributes = dict[str, Any]
Edge = tuple[str, str, str, Attributes]

_TYPE = full("rdf:type")
_MEMBER = full("rdf:_")
_ENTITIES = {full(f"pk:{type_}"): type_ for type_ in EntityType}
_RELATIONS = {full(f"pk:{relation}"): str(relation) for relation in (*Role, *EntityRelation)}
_LINKS = {full(f"pk:{link}"): str(link) for link in ResultLink}
_PAPER, _RESULT, _EVIDENCE = (
    full(f"pk:{name}") for name in (NodeType.PAPER, NodeType.RESULT, "Evidence")
)


class _Said:
    """What is said of one subject; asked by terms with their prefix."""

    def __init__(self, where: str, pairs: Iterable[tuple[str, Value]]) -> None:
        self.where = where
        self.values: dict[str, list[Value]] = defaultdict(list)
        for predicate, value in pairs:
            self.values[predicate].append(value)

    @property
    def types(self) -> frozenset[str]:
        """The IRIs of its classes."""
        return frozenset(map(plain, self.values.get(_TYPE, ())))

    def all(self, term: str) -> list[str]:
        """Every value of a property as a text."""
        return [plain(value) for value in self.values.get(full(term), ())]

    def get(self, *terms: str) -> str | None:
        """The first value that one of the properties has."""
        return next((value for term in terms for value in self.all(term)), None)

    def one(self, term: str) -> str:
        """The value of a property that has to be there."""
        value = self.get(term)
        if value is None:
            msg = (
                f"{self.where}: no {term}, so the graph cannot be restored; read a file that "
                "paperkg export wrote without --lean"
            )
            raise GraphError(msg)
        return value


def _node(iri: str) -> str:
    return unquote(iri.removeprefix(ID_BASE))


def _evidence(said: _Said) -> Evidence:
    """Where a claim or a result is stated; all of its spans are one, from first to last."""
    return Evidence(
        sentence=said.get("pk:sentence") or "",
        start=int(said.one("pk:sentenceStart")),
        end=int(said.one("pk:sentenceEnd")),
        spans=((int(said.one("pk:start")), int(said.one("pk:end"))),),
        confidence=float(said.one("pk:confidence")),
        component=said.one("pk:component"),
    )


@dataclass(slots=True)
class _Parts:
    """A graph in the making; nodes by id in the order of the contract."""

    papers: dict[str, Attributes] = field(default_factory=dict)
    entities: dict[str, Attributes] = field(default_factory=dict)
    results: dict[str, Attributes] = field(default_factory=dict)
    authors: dict[str, list[str]] = field(default_factory=dict)
    claims: list[Edge] = field(default_factory=list)
    links: dict[str, list[Edge]] = field(default_factory=dict)
    plain: set[tuple[str, str, str]] = field(default_factory=set)

    def take(self, name: str, said: _Said) -> None:
        """Keep what is said of one subject."""
        types = said.types
        node = _node(name)
        entity = next((_ENTITIES[type_] for type_ in types if type_ in _ENTITIES), None)
        if _PAPER in types:
            self.papers[node] = _paper(said)
        elif entity is not None:
            self.entities[node] = _entity(said, entity)
        elif _RESULT in types:
            self.results[node] = _result(said)
            self.links[node] = list(_links(node, said))
        elif _EVIDENCE in types:
            self.claims += _claim(said)
        elif full("rdf:Seq") in types:
            self.authors[node] = _members(said)
        if _PAPER in types or entity is not None:
            self.plain.update(_plain_claims(node, said))


def _paper(said: _Said) -> Attributes:
    year = said.get("dcterms:issued")
    return known(
        type=str(NodeType.PAPER),
        name=said.one("dcterms:title"),
        papers=1,
        year=None if year is None else int(year),
        venue=said.get("prism:publicationName"),
        url=said.get("foaf:page", "schema:url"),
        license=said.get("dcterms:license", "dcterms:rights"),
    )


def _entity(said: _Said, type_: EntityType) -> Attributes:
    aliases = [alias.replace("|", "/") for alias in sorted(said.all("skos:altLabel"))]
    return known(
        type=str(type_),
        subtype=said.get("pk:subtype"),
        name=said.one("skos:prefLabel"),
        aliases="|".join(aliases) or None,
        papers=int(said.one("pk:paperCount")),
    )


def _result(said: _Said) -> Attributes:
    value, number = said.one("pk:valueText"), said.get("pk:number")
    return known(
        type=str(NodeType.RESULT),
        name=value,
        papers=1,
        value=value,
        number=None if number is None else float(number),
        unit=said.get("pk:unit"),
        kind=said.one("pk:kind"),
        direction=said.get("pk:direction"),
    )


def _members(said: _Said) -> list[str]:
    """The members of an rdf:Seq in their order."""
    numbered = [
        (int(predicate.removeprefix(_MEMBER)), plain(values[0]))
        for predicate, values in said.values.items()
        if predicate.startswith(_MEMBER)
    ]
    return [member for _, member in sorted(numbered)]


def _claim(said: _Said) -> Iterator[Edge]:
    """The claim that evidence stands for: the surest of a claim alone says how many there are."""
    support = said.get("pk:support")
    if support is None:
        said.one("pk:paper")
        return
    relation, paper = _RELATIONS[said.one("rdf:predicate")], _node(said.one("pk:paper"))
    evidence, core = _evidence(said), said.one("pk:core") == "true"
    attributes = edge_attributes(
        relation, paper, evidence, evidence.confidence, int(support), core=core
    )
    head, tail = (_node(said.one(end)) for end in ("rdf:subject", "rdf:object"))
    yield head, tail, f"{relation}@{paper}", attributes


def _links(node: str, said: _Said) -> Iterator[Edge]:
    """The edges of a result."""
    paper = _node(said.one(f"pk:{ResultLink.FROM_PAPER}"))
    evidence = _evidence(said)
    for term, link in _LINKS.items():
        for tail in said.values.get(term, ()):
            attributes = edge_attributes(link, paper, evidence, evidence.confidence, 1, core=True)
            yield node, _node(plain(tail)), f"{link}@{paper}", attributes


def _plain_claims(node: str, said: _Said) -> Iterator[tuple[str, str, str]]:
    """The plain triples of claims; mentions also follow from every other role."""
    for term, relation in _RELATIONS.items():
        if relation != Role.MENTIONS:
            for tail in said.values.get(term, ()):
                yield node, relation, _node(plain(tail))


def _check(path: Path, parts: _Parts) -> None:
    """Every plain triple has its evidence, and the other way round."""
    told = {
        (head, edge["relation"], tail)
        for head, tail, _, edge in parts.claims
        if edge["relation"] != Role.MENTIONS
    }
    for wrong, what in ((parts.plain - told, "no evidence"), (told - parts.plain, "no triple")):
        if wrong:
            claim = " ".join(min(wrong))
            msg = (
                f"{path}: {what} for {claim} ({len(wrong)} such claims); read a file that "
                "paperkg export wrote without --lean"
            )
            raise GraphError(msg)


@collecting_later()
def graph_from_rdf(path: Path) -> nx.MultiDiGraph[str]:
    """The graph that an RDF export was made of.

    Args:
        path: A file that ``paperkg export`` wrote, in Turtle, N-Triples or JSON-LD.

    Returns:
        An equal graph: nodes, parallel edges, keys, attributes with their types, in
        the same order. Where a text had lone surrogates, it has U+FFFD.

    Raises:
        SourceError: If the file cannot be read or parsed.
        GraphError: If it does not hold all of a graph.
    """
    parts = _Parts()
    for name, pairs in subjects_of(path)():
        try:
            parts.take(name, _Said(f"{path}: {name}", pairs))
        except (KeyError, ValueError) as error:  # no such relation, no number
            msg = f"{path}: {name}: not as paperkg export writes it ({error}); export it again"
            raise GraphError(msg) from error
    _check(path, parts)
    for node, authors in parts.authors.items():
        paper = parts.papers.get(node.removesuffix("#authors"))
        if paper is None:
            msg = f"{path}: {node}: nothing is said of their paper; is the file complete?"
            raise GraphError(msg)
        if joined := "|".join(authors):
            paper["authors"] = joined
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for nodes in (parts.papers, parts.entities, parts.results):
        graph.add_nodes_from(sorted(nodes.items()))
    claims = sorted(parts.claims, key=lambda e: (e[0], e[3]["relation"], e[1], e[3]["paper"]))
    links = (edge for node in sorted(parts.links) for edge in parts.links[node])
    for edge in (*claims, *links):
        _add(graph, path, edge)
    return graph


def _add(graph: nx.MultiDiGraph[str], path: Path, edge: Edge) -> None:
    head, tail, key, attributes = edge
    for end in (head, tail):
        if end not in graph:
            msg = f"{path}: {head} {key} {tail}: nothing is said of {end}; is the file complete?"
            raise GraphError(msg)
    graph.add_edge(head, tail, key, **attributes)
