"""What is compared with what, and two entities side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import networkx as nx

from kg.analysis.incidence import name_of, named_by, year_of
from kg.analysis.leaderboards import BoardRow, find_leaderboards, ranking
from kg.analysis.names import must_find
from kg.analysis.tidy import Table
from ontology.errors import GraphError
from ontology.schema import ENTITY_TYPES, RELATIONS, EntityRelation, EntityType, NodeType, Role

__all__ = ["Beside", "Compared", "Comparison", "Profile", "Said", "compare", "find_compared"]

UNKNOWN = 9999  # a year after all others


@dataclass(frozen=True, slots=True)
class Compared:
    """Two models that papers compare.

    Attributes:
        one: Name of the one that is said to be better more often.
        other: Name of the other.
        papers: How many compare them.
        better: How many say that the one outperforms the other.
        worse: How many say that the other outperforms the one.
        one_id: Node id.
        other_id: Node id.
    """

    one: str
    other: str
    papers: int
    better: int
    worse: int
    one_id: str
    other_id: str


def find_compared(
    graph: nx.MultiDiGraph[str], name: str | None = None, least: int = 1
) -> Table[Compared]:
    """Count what is compared with what.

    A paper compares two models where it says that one outperforms the other,
    or introduces the one and compares with the other.

    Args:
        graph: Of a library.
        name: Only pairs with this model.
        least: Papers that a pair must have.

    Returns:
        The pairs, most papers first.

    Raises:
        GraphError: If no model is called so.

    >>> find_compared(nx.MultiDiGraph()).rows()
    []
    """
    wanted = None if name is None else set(must_find(graph, name, EntityType.MODEL))
    papers: dict[tuple[str, str], set[str]] = defaultdict(set)
    better: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one, other, paper in _beaten(graph):
        better[one, other].add(paper)
        papers[min(one, other), max(one, other)].add(paper)
    for one, other, paper in _held_against(graph):
        papers[min(one, other), max(one, other)].add(paper)
    rows = []
    for pair, said in papers.items():
        if len(said) >= least and (wanted is None or wanted & set(pair)):
            one, other = sorted(pair, key=lambda n: (-len(better[n, _rest(pair, n)]), n))
            rows.append(
                Compared(
                    one=name_of(graph, one),
                    other=name_of(graph, other),
                    papers=len(said),
                    better=len(better[one, other]),
                    worse=len(better[other, one]),
                    one_id=one,
                    other_id=other,
                )
            )
    rows.sort(key=lambda r: (-r.papers, -r.better, r.one_id, r.other_id))
    return Table(Compared, tuple(rows))


def _rest(pair: tuple[str, str], node: str) -> str:
    return pair[1] if node == pair[0] else pair[0]


def _beaten(graph: nx.MultiDiGraph[str]) -> Iterator[tuple[str, str, str]]:
    """What outperforms what, and the paper that says so."""
    for head, tail, said in graph.edges(data=True):
        if said["relation"] == EntityRelation.OUTPERFORMS and head != tail:
            yield head, tail, said["paper"]


def _held_against(graph: nx.MultiDiGraph[str]) -> Iterator[tuple[str, str, str]]:
    """What a paper introduces, what it compares with, and the paper."""
    own = named_by(graph, {EntityType.MODEL}, {Role.INTRODUCES})
    for paper, others in named_by(graph, roles={Role.COMPARES_WITH}).items():
        for one in own[paper]:
            yield from ((one, other, paper) for other in others if other != one)


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
    """
    first, second = _entity(graph, one), _entity(graph, other)
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


def _entity(graph: nx.MultiDiGraph[str], name: str) -> str:
    for node in must_find(graph, name):
        if graph.nodes[node]["type"] in ENTITY_TYPES:
            return node
    msg = f"{name!r} is no entity; give a model, data set, task or metric"
    raise GraphError(msg)


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
