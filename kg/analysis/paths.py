"""How two nodes hang together: short ways around hubs, each step a claim with its sentence."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from typing import Any

import networkx as nx

from kg.analysis.incidence import name_of
from kg.analysis.names import must_find
from kg.analysis.tidy import Table
from ontology.schema import RELATIONS, NodeType, words

__all__ = ["Step", "find_paths"]

LONGEST = 6  # steps; longer ways say nothing


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: a claim, read in the direction of the path.

    Attributes:
        path: Number of the path, from 1, the best first.
        step: Number of the step in it, from 1.
        start: Name of the node it leads from.
        relation: In words.
        end: Name of the node it leads to.
        paper: Title of the paper that says so.
        sentence: What it says.
        confidence: From 0 to 1.
        start_id: Node id.
        end_id: Node id.
        paper_id: Node id.
    """

    path: int
    step: int
    start: str
    relation: str
    end: str
    paper: str
    sentence: str
    confidence: float
    start_id: str
    end_id: str
    paper_id: str


def find_paths(graph: nx.MultiDiGraph[str], one: str, other: str, most: int = 3) -> Table[Step]:
    """Find the best ways from one node to another.

    A step costs 1, more where its claim is unsure, and more where it leads
    through a node with many neighbours: what everything hangs on explains
    nothing. Each further path shares no inner node with the ones before, so
    that it tells something else. Results are no part of a path.

    Args:
        graph: Of a library.
        one: Name, alias, title or node id; of several the most named.
        other: The same.
        most: How many paths at most.

    Returns:
        The steps of each path, the cheapest path first; none where the two
        do not hang together within a few steps.

    Raises:
        GraphError: If nothing is called so.
    """
    start, end = must_find(graph, one)[0], must_find(graph, other)[0]
    steps: list[Step] = []
    used: set[str] = set()
    for number in range(1, most + 1):
        way = _cheapest(graph, start, end, used)
        if not way:
            break
        steps += [_step(graph, number, at, *pair) for at, pair in enumerate(pairwise(way), 1)]
        used |= set(way[1:-1]) or {end}  # the end among them: not straight again
    return Table(Step, tuple(steps))


def _cheapest(
    graph: nx.MultiDiGraph[str], start: str, end: str, used: Collection[str]
) -> list[str]:
    """The nodes of the cheapest way around the used ones (Dijkstra, 1959); none if there is none.

    Where the end is among the used nodes, the start does not lead to it at once.
    """
    fewest: dict[str, int] = {}  # steps to each node, by the ways that are settled
    before: dict[tuple[str, int], str] = {}
    waiting: list[tuple[float, int, str, str]] = [(0.0, 0, start, "")]
    while waiting:
        cost, steps, node, previous = heappop(waiting)
        if steps >= fewest.get(node, LONGEST + 1):
            continue  # reached before, as cheaply and in as few steps
        fewest[node] = steps
        before[node, steps] = previous
        if node == end:
            return _way(before, end, steps)
        for beside in _beside(graph, node):
            straight = node == start and beside == end
            if beside in used and (straight or beside != end):
                continue
            price = _price(graph, node, beside, 0 if beside == end else 1)
            heappush(waiting, (round(cost + price, 9), steps + 1, beside, node))
    return []


def _way(before: dict[tuple[str, int], str], end: str, steps: int) -> list[str]:
    """From the start to the end, read off backwards."""
    way = [end]
    for left in range(steps, 0, -1):
        way.append(before[way[-1], left])
    return way[::-1]


def _beside(graph: nx.MultiDiGraph[str], node: str) -> Iterator[str]:
    for beside in {*graph.succ[node], *graph.pred[node]}:
        if graph.nodes[beside]["type"] != NodeType.RESULT:
            yield beside


def _price(graph: nx.MultiDiGraph[str], node: str, beside: str, hub: int) -> float:
    """What a step costs: 1, what its claim lacks in confidence, and the bits of a hub's degree."""
    confidence: float = _surest(graph, node, beside)[1]["confidence"]
    return 2 - confidence + hub * math.log2(1 + graph.degree(beside))


def _surest(graph: nx.MultiDiGraph[str], one: str, other: str) -> tuple[bool, dict[str, Any]]:
    """The surest claim between two nodes, and whether it leads from the one to the other."""
    claims = [
        (-said["confidence"], key, head == one, said)
        for head, tail in ((one, other), (other, one))
        for key, said in (graph.get_edge_data(head, tail) or {}).items()
    ]
    _, _, forward, said = min(claims, key=lambda claim: claim[:3])
    return forward, said


def _step(graph: nx.MultiDiGraph[str], path: int, step: int, start: str, end: str) -> Step:
    forward, said = _surest(graph, start, end)
    info = RELATIONS[said["relation"]]
    return Step(
        path=path,
        step=step,
        start=name_of(graph, start),
        relation=info.label if forward else words(info.inverse),
        end=name_of(graph, end),
        paper=name_of(graph, said["paper"]),
        sentence=said["sentence"],
        confidence=said["confidence"],
        start_id=start,
        end_id=end,
        paper_id=said["paper"],
    )
