"""What other work leans on: PageRank over the graph read as citations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import networkx as nx
import numpy as np

from kg.analysis.arguments import check_type
from kg.analysis.incidence import name_of
from kg.analysis.tidy import Table
from ontology.schema import ROLES, EntityRelation, EntityType, Role

__all__ = ["Central", "find_central"]

DAMPING = 0.85  # as in the paper of Page and others (1999)
SHARES = 8  # into which what a node passes on is split, at least
ROUNDS = 100
PRECISION = 1e-10  # change of all scores together, below which they have settled
DIGITS = 9  # of a score; beyond them sums of floats differ between machines


@dataclass(frozen=True, slots=True)
class Central:
    """An entity and how much leans on it.

    Attributes:
        rank: From 1, among those asked for.
        name: Of the entity.
        type: Its type.
        papers: How many name it.
        score: PageRank; those of all nodes sum to 1.
        id: Node id.
    """

    rank: int
    name: str
    type: str
    papers: int
    score: float
    id: str


def find_central(
    graph: nx.MultiDiGraph[str], type_: str | None = None, most: int | None = None
) -> Table[Central]:
    """Rank entities by how much leans on them.

    The graph is read as citations: a paper leans on what it names in any role
    but as new, what it introduces leans on that paper, and a model on what it is
    based on. PageRank (Page and others, 1999) follows that: what is used by
    what is used counts, not the number of papers alone. Nothing passes on
    more than an eighth to each, so that a paper that names little raises it no
    more than others do; nor an entity more than one share for each paper that
    names it, so that one sentence about something large raises nothing much.

    Args:
        graph: Of a library.
        type_: Only entities of this type.
        most: How many at most.

    Returns:
        The entities, the most central first.

    Raises:
        GraphError: If the type is unknown.

    >>> find_central(nx.MultiDiGraph()).rows()
    []
    """
    if type_ is not None:
        check_type(type_, EntityType)
    types = set(EntityType) if type_ is None else {type_}
    nodes = sorted(graph)
    scores = dict(zip(nodes, _pagerank(graph, nodes), strict=True))
    entities = [n for n in nodes if graph.nodes[n]["type"] in types]
    entities.sort(key=lambda n: (-scores[n], -graph.nodes[n]["papers"], n))
    return Table(
        Central,
        tuple(
            Central(
                rank=rank,
                name=name_of(graph, node),
                type=graph.nodes[node]["type"],
                papers=graph.nodes[node]["papers"],
                score=scores[node],
                id=node,
            )
            for rank, node in enumerate(entities[:most], 1)
        ),
    )


def _leaning(graph: nx.MultiDiGraph[str]) -> Iterator[tuple[str, str]]:
    """What leans on what: roles, `introduces` read from the other end, and bases."""
    for head, tail, said in graph.edges(data=True):
        if said["relation"] == EntityRelation.BASED_ON:
            yield head, tail
        elif said["relation"] == Role.INTRODUCES:
            yield tail, head
        elif said["relation"] in ROLES and not graph.has_edge(
            head, tail, f"{Role.INTRODUCES}@{head}"
        ):
            yield head, tail  # what is new in a paper holds nothing up, whatever else it does


def _pagerank(graph: nx.MultiDiGraph[str], nodes: list[str]) -> list[float]:
    from scipy.sparse import csr_array

    if not nodes:
        return []
    number = {node: place for place, node in enumerate(nodes)}
    pairs = [(number[tail], number[head]) for head, tail in _leaning(graph)]
    rows, columns = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    weights = csr_array((np.ones(len(pairs)), (rows, columns)), shape=(len(nodes), len(nodes)))
    out = np.asarray(weights.sum(axis=0)).ravel()
    least = [max(SHARES, graph.nodes[node]["papers"]) for node in nodes]
    shares = np.maximum(out, least)
    kept = 1 - out / shares
    scores = np.full(len(nodes), 1 / len(nodes))
    for _ in range(ROUNDS):
        lost = float(scores @ kept)  # what is not passed on spreads over all
        new = DAMPING * (weights @ (scores / shares) + lost / len(nodes))
        new += (1 - DAMPING) / len(nodes)
        settled = np.abs(new - scores).sum() < PRECISION
        scores = new
        if settled:
            break
    return [round(float(score), DIGITS) for score in scores]
