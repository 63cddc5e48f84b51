"""A part of a graph by conditions, as a new graph that keeps the contract."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from kg.analysis.arguments import check_relation, check_type
from kg.memory import collecting_later
from ontology.errors import GraphError
from ontology.schema import ENTITY_TYPES, ROLES, NodeType, ResultLink

__all__ = ["filter_graph"]

_LINKS = frozenset(ResultLink)

Claim = tuple[str, str, str, dict[str, Any]]  # head, tail, key, attributes


@dataclass(frozen=True, slots=True)
class _Conditions:
    """What an edge must fulfil; None lets everything through."""

    confidence: float
    years: tuple[float, float] | None
    types: Collection[str] | None
    relations: Collection[str] | None

    def fits_node(self, data: Mapping[str, Any]) -> bool:
        """Whether a node may stay: papers by year, what they name by type."""
        if data["type"] == NodeType.PAPER:
            return self.fits_paper(data)
        return self.types is None or data["type"] in self.types

    def fits_paper(self, data: Mapping[str, Any]) -> bool:
        """Whether what a paper says may stay."""
        if self.years is None:
            return True
        return "year" in data and self.years[0] <= data["year"] <= self.years[1]

    def fits_claim(self, said: Mapping[str, Any]) -> bool:
        """Whether a claim may stay, as far as itself tells."""
        wanted = self.relations is None or said["relation"] in self.relations
        return wanted and said["confidence"] >= self.confidence


@collecting_later()
def filter_graph(
    graph: nx.MultiDiGraph[str],
    *,
    min_confidence: float = 0.0,
    years: int | tuple[int | None, int | None] | None = None,
    types: Iterable[str] | None = None,
    relations: Iterable[str] | None = None,
    papers: int = 1,
) -> nx.MultiDiGraph[str]:
    """Keep the claims that fulfil all conditions, with their ends and papers.

    A result stays whole, with all its links, or goes: it stays where its paper
    and every entity it is of stay. Where relations are given it stays if one
    of its links is among them, where types are given if ``Result`` is.

    Args:
        graph: Of a library; it is not changed.
        min_confidence: Of a claim, from 0 to 1.
        years: Of the papers: one, or the first and the last, of which one may
            be None; papers without a year then go.
        types: Of the entities; papers stay whatever is said here.
        relations: Those to keep, roles and relations between entities.
        papers: Least number of papers of the new graph that name an entity.

    Returns:
        A new graph that keeps the contract of `kg.graph`. Nodes without a claim
        are gone; the attribute `papers` of an entity counts the papers that
        name it here.

    Raises:
        GraphError: If a type or relation is unknown, or the years are no years.

    >>> filter_graph(nx.MultiDiGraph(), years=(2020, None)).number_of_nodes()
    0
    """
    kept_types, kept_relations = _set(types), _set(relations)
    for type_ in sorted(kept_types or ()):
        check_type(type_)
    for relation in sorted(kept_relations or ()):
        check_relation(relation)
    conditions = _Conditions(min_confidence, _span(years), kept_types, kept_relations)
    claims = [c for c in _claims(graph) if _fits(graph, conditions, c)]
    kept = _papers(claims)
    while few := {node for node, count in kept.items() if count < papers}:
        claims = [(h, t, k, said) for h, t, k, said in claims if h not in few and t not in few]
        kept = _papers(claims)  # anew: what speaks of the few spoke of others too
    results = list(_results(graph, conditions, kept))
    return _graph(graph, [*claims, *results], kept)


def _set(names: Iterable[str] | None) -> set[str] | None:
    return None if names is None else {names} if isinstance(names, str) else set(names)


def _span(
    years: int | tuple[int | None, int | None] | None,
) -> tuple[float, float] | None:
    """The first and the last year, both included.

    >>> _span(2020), _span((2020, None)), _span(None)
    ((2020, 2020), (2020, inf), None)
    """
    if years is None:
        return None
    given = (years, years) if isinstance(years, int) else tuple(years)
    if len(given) != 2 or not all(year is None or isinstance(year, int) for year in given):
        msg = f"years: {years!r}; give one year, or the first and the last: (2020, None)"
        raise GraphError(msg)
    first, last = given
    return (
        float("-inf") if first is None else first,
        float("inf") if last is None else last,
    )


def _claims(graph: nx.MultiDiGraph[str]) -> Iterator[Claim]:
    """All edges but those of results."""
    for head, tail, key, said in graph.edges(keys=True, data=True):
        if said["relation"] not in _LINKS:
            yield head, tail, key, said


def _fits(graph: nx.MultiDiGraph[str], conditions: _Conditions, claim: Claim) -> bool:
    head, tail, _, said = claim
    return (
        conditions.fits_claim(said)
        and conditions.fits_paper(graph.nodes.get(said["paper"], {}))
        and conditions.fits_node(graph.nodes[head])
        and conditions.fits_node(graph.nodes[tail])
    )


def _papers(claims: Iterable[Claim]) -> dict[str, int]:
    """How many papers name each entity; where none names it any more, how many speak of it."""
    naming: dict[str, set[str]] = defaultdict(set)
    speaking: dict[str, set[str]] = defaultdict(set)
    for head, tail, _, said in claims:
        if said["relation"] in ROLES:
            naming[tail].add(said["paper"])
        else:
            speaking[head].add(said["paper"])
            speaking[tail].add(said["paper"])
    return {node: len(naming.get(node) or said) for node, said in (speaking | naming).items()}


def _results(
    graph: nx.MultiDiGraph[str], conditions: _Conditions, entities: Collection[str]
) -> Iterator[Claim]:
    """The edges of the results that stay."""
    if conditions.relations is not None and not _LINKS & set(conditions.relations):
        return
    for node, data in graph.nodes(data=True):
        if data["type"] != NodeType.RESULT or not conditions.fits_node(data):
            continue
        edges = [(node, *edge) for _, *edge in graph.out_edges(node, keys=True, data=True)]
        if all(_stays(graph, conditions, entities, tail, said) for _, tail, _, said in edges):
            yield from edges


def _stays(
    graph: nx.MultiDiGraph[str],
    conditions: _Conditions,
    entities: Collection[str],
    end: str,
    said: Mapping[str, Any],
) -> bool:
    data = graph.nodes[end]
    there = conditions.fits_paper(data) if data["type"] not in ENTITY_TYPES else end in entities
    return there and said["confidence"] >= conditions.confidence


def _graph(
    graph: nx.MultiDiGraph[str], claims: list[Claim], counts: Mapping[str, int]
) -> nx.MultiDiGraph[str]:
    """A new graph of some edges, in the order of the old one."""
    ends = {node for head, tail, _, said in claims for node in (head, tail, said["paper"])}
    kept: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        if node in ends:
            kept.add_node(node, **{**data, "papers": counts.get(node, data["papers"])})
    for head, tail, key, said in claims:
        kept.add_edge(head, tail, key, **said)
    return kept
