"""The graph: claims to a NetworkX MultiDiGraph, and its contract.

The contract, checked by `check_graph`:

- node key = id (``model/ms-mlp``, ``paper/...``, ``result/...``); attributes
  `type`, `name`, `papers`; entities also `subtype`, `aliases` (joined by
  ``|``); papers also `year`, `venue`, `url`, `license`, `authors`; results `value`, `number`,
  `unit`, `kind`, `direction`;
- one edge a claim, key = ``relation@paper``; attributes `relation`, `paper`,
  `sentence` (the most confident one), `sentence_start`, `sentence_end`,
  `start`, `end` (of what the claim is about), `confidence`, `core`,
  `component`, `support` (how many places say so);
- results point to what they are of, with the key ``link@paper``;
- attributes are str, int, float or bool: never None, never a list; what is
  unknown is left out.
"""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from kg.memory import collecting_later
from ontology.errors import GraphError
from ontology.knowledge import Claim, Entity, ResultNode
from ontology.records import Evidence, Paper
from ontology.schema import RELATIONS, EntityRelation, NodeType, ResultLink, Role, check_claim

__all__ = ["build_graph", "check_graph", "edge_attributes", "known", "shown_aliases"]

Scalar = str | int | float | bool


def known(**attributes: Scalar | None) -> dict[str, Scalar]:
    """The attributes that have a value.

    >>> known(year=None, papers=1)
    {'papers': 1}
    """
    return {key: value for key, value in attributes.items() if value is not None}


def edge_attributes(
    relation: str, paper: str, evidence: Evidence, confidence: float, support: int, *, core: bool
) -> dict[str, Scalar]:
    """The attributes of an edge.

    Args:
        relation: A role, a relation or the link of a result.
        paper: Node id of the paper that says so.
        evidence: The surest sentence.
        confidence: From 0 to 1.
        support: How many places say so.
        core: Whether it is central to the paper.
    """
    return {
        "relation": str(relation),
        "paper": paper,
        "sentence": evidence.sentence,
        "sentence_start": evidence.start,
        "sentence_end": evidence.end,
        "start": evidence.spans[0][0],
        "end": evidence.spans[-1][1],
        "confidence": confidence,
        "core": core,
        "component": evidence.component,
        "support": support,
    }


def shown_aliases(entity: Entity) -> list[str]:
    """The aliases of an entity as the graph has them: what joins them stands in none."""
    return [alias.replace("|", "/") for alias in entity.aliases]


def _add_nodes(
    graph: nx.MultiDiGraph[str],
    papers: Iterable[Paper],
    entities: Iterable[Entity],
    results: Iterable[ResultNode],
) -> None:
    for paper in papers:
        graph.add_node(
            paper.node,
            **known(
                type=str(NodeType.PAPER), name=paper.title, papers=1, year=paper.year,
                venue=paper.venue, url=paper.url, license=paper.license,
                authors="|".join(paper.authors) or None,
            ),
        )  # fmt: skip
    for entity in entities:
        graph.add_node(
            entity.id,
            **known(
                type=str(entity.type),
                subtype=str(entity.subtype) if entity.subtype else None,
                name=entity.name,
                aliases="|".join(shown_aliases(entity)) or None,
                papers=len(entity.papers),
            ),
        )
    for result in results:
        graph.add_node(
            result.id,
            **known(
                type=str(NodeType.RESULT), name=result.value, papers=1, value=result.value,
                number=result.number, unit=result.unit or None, kind=str(result.kind),
                direction=str(result.direction) if result.direction else None,
            ),
        )  # fmt: skip


@collecting_later()
def build_graph(
    papers: Iterable[Paper],
    entities: Iterable[Entity],
    claims: Iterable[Claim],
    results: Iterable[ResultNode],
) -> nx.MultiDiGraph[str]:
    """Build the graph of a corpus.

    Args:
        papers: Sorted by node id.
        entities: Sorted by id.
        claims: Sorted.
        results: Sorted by id.

    Returns:
        A new graph that keeps the contract above; nodes and edges in the
        order given, so that the same input gives the same graph.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    _add_nodes(graph, papers, entities, results)
    for claim in claims:
        attributes = edge_attributes(
            claim.relation, claim.paper, claim.evidence[0], claim.confidence,
            len(claim.evidence), core=claim.core,
        )  # fmt: skip
        graph.add_edge(claim.head, claim.tail, claim.key, **attributes)
    for result in results:
        for link, node in result.links:
            attributes = edge_attributes(
                link, result.paper, result.evidence, result.evidence.confidence, 1, core=True
            )
            graph.add_edge(result.id, node, f"{link}@{result.paper}", **attributes)
    return graph


def _relation(name: str) -> Role | EntityRelation | ResultLink:
    for relation in RELATIONS:
        if relation == name:
            return relation
    msg = f"relation {name!r} is not in the schema; there are: {', '.join(RELATIONS)}"
    raise GraphError(msg)


def _check_scalars(where: str, attributes: dict[str, object]) -> None:
    for key, value in attributes.items():
        if not isinstance(value, str | int | float | bool):
            msg = (
                f"{where}: attribute {key!r} is {type(value).__name__}; "
                "only str, int, float, bool are allowed"
            )
            raise GraphError(msg)


def _check_node(node: str, attributes: dict[str, object]) -> None:
    _check_scalars(node, attributes)
    missing = {"type", "name", "papers"} - set(attributes)
    if missing:
        msg = f"{node}: node without {', '.join(sorted(missing))}"
        raise GraphError(msg)
    if attributes["type"] not in set(NodeType):
        msg = f"{node}: type {attributes['type']!r}; there are: {', '.join(NodeType)}"
        raise GraphError(msg)


_EDGE_ATTRIBUTES = frozenset(
    {"relation", "paper", "sentence", "sentence_start", "sentence_end", "start", "end",
     "confidence", "core", "component", "support"}
)  # fmt: skip


def _check_edge(
    graph: nx.MultiDiGraph[str], head: str, tail: str, key: str, attributes: dict[str, object]
) -> None:
    where = f"{head} -{key}-> {tail}"
    _check_scalars(where, attributes)
    if set(attributes) != _EDGE_ATTRIBUTES:
        wrong = ", ".join(sorted(set(attributes) ^ _EDGE_ATTRIBUTES))
        msg = f"{where}: attributes missing or unknown: {wrong}"
        raise GraphError(msg)
    if key != f"{attributes['relation']}@{attributes['paper']}":
        msg = f"{where}: the key must be relation@paper"
        raise GraphError(msg)
    if attributes["paper"] not in graph:
        msg = f"{where}: paper {attributes['paper']!r} is no node"
        raise GraphError(msg)
    if not attributes["sentence"]:
        msg = f"{where}: no sentence; every edge needs the one that says so"
        raise GraphError(msg)
    types = NodeType(graph.nodes[head]["type"]), NodeType(graph.nodes[tail]["type"])
    try:
        check_claim(_relation(str(attributes["relation"])), *types)
    except ValueError as error:
        msg = f"{where}: {error}"
        raise GraphError(msg) from error


def check_graph(graph: nx.MultiDiGraph[str]) -> None:
    """Check that a graph keeps the contract.

    Args:
        graph: Any graph.

    Raises:
        GraphError: With the node or edge, what is wrong and what is allowed.

    >>> check_graph(build_graph([], [], [], []))
    """
    for node, attributes in graph.nodes(data=True):
        _check_node(node, attributes)
    for head, tail, key, attributes in graph.edges(keys=True, data=True):
        _check_edge(graph, head, tail, key, attributes)
