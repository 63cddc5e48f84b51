"""What is like a paper or an entity, explained by what both share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np

from kg.analysis.incidence import name_of, named_by
from kg.analysis.names import must_find
from kg.analysis.tidy import Table
from ontology.schema import EntityType, NodeType

__all__ = ["Similar", "find_similar"]

DIGITS = 6  # of a score; beyond them sums of floats differ between machines
SHARED = 5  # names at most that explain a likeness
BETWEEN = ", "


@dataclass(frozen=True, slots=True)
class Similar:
    """A node and how much it is like the one asked for.

    Attributes:
        name: Name or title.
        type: Its type.
        score: From 0 to 1.
        shared: What both share, what tells most first, with commas between.
        papers: How many papers name it; 1 for a paper.
        id: Node id.
    """

    name: str
    type: str
    score: float
    shared: str
    papers: int
    id: str


def find_similar(
    graph: nx.MultiDiGraph[str], name: str, most: int = 10, least: int = 2
) -> Table[Similar]:
    """Find the papers or entities of one type that are most like one.

    Two papers are alike by the entities that both name, two entities by the
    others that papers name beside each of them; the rarer these are, the more
    they count (cosine of vectors weighted by inverse document frequency:
    Spärck Jones, 1972).

    Args:
        graph: Of a library.
        name: Name, alias, title or node id; of several the most named.
        most: How many at most.
        least: Papers that must name an entity; what one paper alone names
            shares all with what else stands in it.

    Returns:
        The others, the most alike first.

    Raises:
        GraphError: If nothing is called so.
    """
    node = must_find(graph, name)[0]
    type_ = graph.nodes[node]["type"]
    if type_ not in {NodeType.PAPER, *EntityType}:
        return Table(Similar, ())
    named = named_by(graph)
    papers = list(named)
    entities = sorted({entity for nodes in named.values() for entity in nodes})
    matrix, rarity = _matrix(named, entities)
    if type_ == NodeType.PAPER:
        rows, weights = papers, matrix.multiply(rarity).tocsr()
    else:
        rows, weights = entities, _beside(matrix, rarity)
    if node not in rows:
        return Table(Similar, ())
    candidates = np.array(
        [
            n != node
            and graph.nodes[n]["type"] == type_
            and (type_ == NodeType.PAPER or graph.nodes[n]["papers"] >= least)
            for n in rows
        ]
    )
    return Table(Similar, tuple(_rank(graph, weights, rows, entities, node, candidates, most)))


def _matrix(named: dict[str, list[str]], entities: list[str]) -> tuple[Any, Any]:
    """Papers by entities, 1 where the paper names it, and the rarity of each entity."""
    from scipy.sparse import csr_array

    number = {entity: place for place, entity in enumerate(entities)}
    pairs = [(row, number[e]) for row, nodes in enumerate(named.values()) for e in nodes]
    rows, columns = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    matrix = csr_array((np.ones(len(pairs)), (rows, columns)), shape=(len(named), len(entities)))
    counts = np.asarray(matrix.sum(axis=0)).ravel()
    return matrix, np.log((1 + len(named)) / np.maximum(counts, 1))


def _beside(matrix: Any, rarity: Any) -> Any:
    """Entities by the entities beside them in papers; how often counts as its logarithm."""
    beside = (matrix.T @ matrix).tocsr()
    beside.setdiag(0)
    beside.eliminate_zeros()
    beside.data = np.log1p(beside.data)
    return beside.multiply(rarity).tocsr()


def _rank(
    graph: nx.MultiDiGraph[str],
    weights: Any,
    rows: list[str],
    columns: list[str],
    node: str,
    candidates: Any,
    most: int,
) -> list[Similar]:
    place = rows.index(node)
    norms = np.sqrt(np.asarray(weights.multiply(weights).sum(axis=1)).ravel())
    mine = weights[[place], :].toarray().ravel()
    scores = (weights @ mine) / np.maximum(norms * norms[place], 1e-12)
    scores = np.round(scores * candidates, DIGITS)
    found = sorted(np.flatnonzero(scores > 0), key=lambda i: (-scores[i], rows[i]))[:most]
    ranked = []
    for other in found:
        both = weights[[other], :].toarray().ravel() * mine
        telling = sorted(np.flatnonzero(both), key=lambda i: (-both[i], columns[i]))[:SHARED]
        ranked.append(
            Similar(
                name=name_of(graph, rows[other]),
                type=graph.nodes[rows[other]]["type"],
                score=float(scores[other]),
                shared=BETWEEN.join(name_of(graph, columns[i]) for i in telling),
                papers=graph.nodes[rows[other]]["papers"],
                id=rows[other],
            )
        )
    return ranked
