"""What is compared with what, and how often which is said to be better."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import networkx as nx

from kg.analysis.incidence import name_of, named_by
from kg.analysis.names import must_find
from kg.analysis.tidy import Table
from ontology.schema import EntityRelation, EntityType, Role

__all__ = ["Compared", "find_compared"]


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
