"""How two nodes are connected: short ways around hubs, each step a claim with its sentence."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from typing import Any

import networkx as nx

from kg.analysis.incidence import name_of
from kg.analysis.names import must_find
from kg.analysis.tidy import Table
from ontology.errors import GraphError
from ontology.schema import RELATIONS, NodeType, Role, words

__all__ = ["Step", "find_paths"]

LONGEST = 6  # steps; longer ways say nothing
LEAST = 0.01  # confidence below which a claim costs no more


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

    A step costs one bit, and the bits by which its claim is unsure; another one
    for a mere mention; and where it leads through a node the logarithm of its
    neighbours: what everything hangs on explains nothing. Each further path
    shares no inner node with the ones before, so that it tells something else.
    Results are no part of a path.

    Args:
        graph: Of a library.
        one: Name, alias, title or node id; of several the most named.
        other: The same.
        most: How many paths at most.

    Returns:
        The steps of each path, the cheapest path first; none where the two
        are not connected within a few steps.

    Raises:
        GraphError: If nothing is called so, or only a result, or both are the same.

    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("model/tide", type="Model", name="Tide", papers=1)
    >>> graph.add_node("dataset/gauge", type="Dataset", name="Gauges", papers=1)
    >>> graph.add_node("paper/a", type="Paper", name="Tides", papers=1)
    >>> said = {"paper": "paper/a", "sentence": "We run Tide on Gauges.", "confidence": 0.9}
    >>> key = graph.add_edge("paper/a", "model/tide", relation="uses", **said)
    >>> key = graph.add_edge("paper/a", "dataset/gauge", relation="evaluatesOn", **said)
    >>> [(step.relation, step.end) for step in find_paths(graph, "Tide", "Gauges")]
    [('used by', 'Tides'), ('evaluates on', 'Gauges')]
    """
    start, end = _end(graph, one), _end(graph, other)
    if start == end:
        msg = f"{one!r} and {other!r} are the same: {name_of(graph, start)} ({start})"
        raise GraphError(msg)
    roads = _Roads(graph)
    left = roads.steps_to(end)
    steps: list[Step] = []
    used: set[str] = set()
    for number in range(1, most + 1):
        way = _cheapest(roads, left, (start, end), used)
        if not way:
            break
        steps += [_step(graph, number, at, *pair) for at, pair in enumerate(pairwise(way), 1)]
        used |= set(way[1:-1]) or {end}  # the end among them: not straight again
    return Table(Step, tuple(steps))


def _end(graph: nx.MultiDiGraph[str], name: str) -> str:
    node = must_find(graph, name)[0]
    if graph.nodes[node]["type"] == NodeType.RESULT:
        msg = f"{name!r} is a result, and no path leads to one; give an entity or a paper"
        raise GraphError(msg)
    return node


class _Roads:
    """What lies beside each node and the price of going there, worked out when asked for."""

    def __init__(self, graph: nx.MultiDiGraph[str]) -> None:
        self._graph = graph
        self._known: dict[str, list[tuple[str, float]]] = {}
        self._tolls: dict[str, float] = {}

    def beside(self, node: str) -> list[tuple[str, float]]:
        """The nodes beside one that are no results, and the price of the step."""
        if node not in self._known:
            graph = self._graph
            near = {*graph.succ[node], *graph.pred[node]} - {node}
            self._known[node] = [
                (other, _price(graph, node, other))
                for other in near
                if graph.nodes[other]["type"] != NodeType.RESULT
            ]
        return self._known[node]

    def toll(self, node: str) -> float:
        """What passing through a node costs."""
        if node not in self._tolls:
            near = len(self._graph.succ[node]) + len(self._graph.pred[node])
            self._tolls[node] = math.log2(1 + near)
        return self._tolls[node]

    def steps_to(self, end: str) -> dict[str, int]:
        """The nodes that are near enough to the end, and in how many steps."""
        graph, steps, shore = self._graph, {end: 0}, [end]
        for count in range(1, LONGEST + 1):
            near = {n for node in shore for n in (*graph.succ[node], *graph.pred[node])}
            shore = [
                n for n in near if n not in steps and graph.nodes[n]["type"] != NodeType.RESULT
            ]
            steps |= dict.fromkeys(shore, count)
        return steps


def _cheapest(
    roads: _Roads, left: dict[str, int], ends: tuple[str, str], used: Collection[str]
) -> list[str]:
    """The nodes of the cheapest way around the used ones (Dijkstra, 1959); none if there is none.

    Where the end is among the used nodes, the start does not lead to it at once.
    """
    start, end = ends
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
        for beside, price in roads.beside(node):
            if steps + left.get(beside, LONGEST) >= LONGEST:
                continue  # too far from the end
            if beside in used and (node == start or beside != end):
                continue
            if steps + 1 < fewest.get(beside, LONGEST + 1):
                toll = 0.0 if beside == end else roads.toll(beside)
                heappush(waiting, (round(cost + price + toll, 9), steps + 1, beside, node))
    return []


def _way(before: dict[tuple[str, int], str], end: str, steps: int) -> list[str]:
    """From the start to the end, read off backwards."""
    way = [end]
    for left in range(steps, 0, -1):
        way.append(before[way[-1], left])
    return way[::-1]


def _price(graph: nx.MultiDiGraph[str], node: str, beside: str) -> float:
    """What a step costs, in bits: see `find_paths`."""
    _, said = _surest(graph, node, beside)
    doubt = -math.log2(max(said["confidence"], LEAST))
    return 1 + doubt + (1 if said["relation"] == Role.MENTIONS else 0)


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
