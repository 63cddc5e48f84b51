"""Two entities side by side."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import networkx as nx

from kg.analysis.incidence import name_of, year_of
from kg.analysis.leaderboards import BoardRow, find_leaderboards, ranking
from kg.analysis.names import must_find_entity
from kg.analysis.tidy import Table
from ontology.errors import GraphError
from ontology.schema import RELATIONS, NodeType, Role

__all__ = ["Beside", "Comparison", "Profile", "Said", "compare"]

UNKNOWN = 9999  # a year after all others


@dataclass(frozen=True, slots=True)
class Profile:
    """One of two entities that stand side by side.

    Attributes:
        name: Of the entity.
        type: Its type.
        papers: How many name it.
        first: Year of the first paper that does, as far as years are known.
        last: Year of the last.
        introduced: Title of the first paper that introduces it; without years of the surest.
        id: Node id.
    """

    name: str
    type: str
    papers: int
    first: int | None
    last: int | None
    introduced: str | None
    id: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a paper says of the two directly.

    Attributes:
        head: Name.
        relation: In words.
        tail: Name.
        paper: Title.
        sentence: What it says.
        confidence: From 0 to 1.
        paper_id: Node id.
    """

    head: str
    relation: str
    tail: str
    paper: str
    sentence: str
    confidence: float
    paper_id: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What papers name beside the one, the other, or both.

    Attributes:
        name: Of the entity beside them.
        type: Its type.
        one: How many papers name it beside the one.
        other: How many beside the other.
        id: Node id.
    """

    name: str
    type: str
    one: int
    other: int
    id: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two entities side by side.

    Attributes:
        one: The one.
        other: The other.
        together: How many papers name both.
        said: Claims between the two, the surest first.
        beside: What papers name beside them, shared things first.
        boards: Leaderboards with both.
    """

    one: Profile
    other: Profile
    together: int
    said: Table[Said]
    beside: Table[Beside]
    boards: Table[BoardRow]


def compare(graph: nx.MultiDiGraph[str], one: str, other: str) -> Comparison:
    """Put two entities side by side.

    Args:
        graph: Of a library.
        one: Name, alias or node id; of several the one that most papers name.
        other: The same.

    Returns:
        What is known of both.

    Raises:
        GraphError: If no entity is called so, or both names mean the same.

    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("model/tide", type="Model", name="Tide", papers=1)
    >>> graph.add_node("model/ebb", type="Model", name="Ebb", papers=1)
    >>> found = compare(graph, "Tide", "Ebb")
    >>> found.one.name, found.other.name, found.together, len(found.said)
    ('Tide', 'Ebb', 0, 0)
    """
    first, second = must_find_entity(graph, one), must_find_entity(graph, other)
    if first == second:
        msg = f"{one!r} and {other!r} are the same: {name_of(graph, first)} ({first})"
        raise GraphError(msg)
    ones, others = _naming(graph, first), _naming(graph, second)
    return Comparison(
        one=_profile(graph, first, ones),
        other=_profile(graph, second, others),
        together=len(ones & others),
        said=Table(Said, tuple(_said(graph, first, second))),
        beside=Table(Beside, tuple(_beside(graph, (first, second), ones, others))),
        boards=_boards(graph, first, second),
    )


def _naming(graph: nx.MultiDiGraph[str], node: str) -> set[str]:
    return {n for n in graph.predecessors(node) if graph.nodes[n]["type"] == NodeType.PAPER}


def _profile(graph: nx.MultiDiGraph[str], node: str, papers: set[str]) -> Profile:
    years = [year for paper in papers if (year := year_of(graph, paper)) is not None]
    introducing = [
        (year_of(graph, paper) or UNKNOWN, -said["confidence"], paper)
        for paper, _, said in graph.in_edges(node, data=True)
        if said["relation"] == Role.INTRODUCES
    ]
    return Profile(
        name=name_of(graph, node),
        type=graph.nodes[node]["type"],
        papers=graph.nodes[node]["papers"],
        first=min(years, default=None),
        last=max(years, default=None),
        introduced=name_of(graph, min(introducing)[2]) if introducing else None,
        id=node,
    )


def _said(graph: nx.MultiDiGraph[str], one: str, other: str) -> list[Said]:
    rows = [
        Said(
            head=name_of(graph, head),
            relation=RELATIONS[said["relation"]].label,
            tail=name_of(graph, tail),
            paper=name_of(graph, said["paper"]),
            sentence=said["sentence"],
            confidence=said["confidence"],
            paper_id=said["paper"],
        )
        for head, tail in ((one, other), (other, one))
        for said in (graph.get_edge_data(head, tail) or {}).values()
    ]
    return sorted(rows, key=lambda row: (-row.confidence, row.relation, row.paper_id, row.head))


def _beside(
    graph: nx.MultiDiGraph[str], pair: tuple[str, str], ones: set[str], others: set[str]
) -> list[Beside]:
    counts = [
        Counter(node for paper in papers for node in graph.successors(paper))
        for papers in (ones, others)
    ]
    rows = [
        Beside(
            name=name_of(graph, node),
            type=graph.nodes[node]["type"],
            one=counts[0][node],
            other=counts[1][node],
            id=node,
        )
        for node in counts[0].keys() | counts[1].keys()
        if node not in pair
    ]
    return sorted(rows, key=lambda r: (-min(r.one, r.other), -max(r.one, r.other), r.id))


def _boards(graph: nx.MultiDiGraph[str], one: str, other: str) -> Table[BoardRow]:
    boards = [
        board
        for board in find_leaderboards(graph)
        if {one, other} <= {row.model for row in board.rows}
    ]
    return ranking(graph, boards)
