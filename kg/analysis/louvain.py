"""Communities of a weighted graph by modularity, without chance.

The method of Louvain (Blondel and others, 2008): each node moves to the
neighbouring community where modularity grows most, communities become nodes,
and so on until nothing moves. Only nodes near a change are looked at again
(the fast local move of Traag and others, 2019). Nodes are taken in the order
given and equal gains are decided by it, so that the same graph has the same
communities. Written over lists of integers: that is several times as fast as
over a NetworkX graph, and needs no further library.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

__all__ = ["louvain"]

Neighbours = list[dict[int, float]]

LEAST_GAIN = 1e-9  # below it two places are equally good: sums of floats are not exact


def louvain(
    count: int, edges: Iterable[tuple[int, int, float]], resolution: float = 1.0
) -> list[int]:
    """Put the nodes of a graph in communities.

    Args:
        count: Number of nodes; they are called 0 to count - 1.
        edges: Two nodes and the weight between them; of a node with itself, the weight inside it.
        resolution: Above 1 communities become smaller, below 1 larger.

    Returns:
        The community of each node, numbered by first member.

    >>> triangles = [(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5), (2, 3)]
    >>> louvain(7, [(a, b, 1.0) for a, b in triangles])
    [0, 0, 0, 1, 1, 1, 2]
    """
    near: Neighbours = [{} for _ in range(count)]
    for one, other, weight in edges:
        near[one][other] = near[one].get(other, 0.0) + weight
        near[other][one] = near[other].get(one, 0.0) + weight
    degrees = [sum(weights.values()) for weights in near]
    total = sum(degrees)
    place = list(range(count))
    while total:
        moved = _renumber(_move(near, degrees, total / resolution))
        place = [moved[community] for community in place]
        groups = max(moved) + 1
        if groups == len(near):
            break
        near, degrees = _contract(near, degrees, moved, groups)
    return _renumber(place)


def _move(near: Neighbours, degrees: list[float], total: float) -> list[int]:
    """Move each node to the best community beside it until none gains by moving."""
    place = list(range(len(near)))
    sums = list(degrees)  # of the degrees in each community
    waiting, is_waiting = deque(place), [True] * len(near)
    while waiting:
        node = waiting.popleft()
        is_waiting[node] = False
        here, degree = place[node], degrees[node]
        joined: dict[int, float] = {here: 0.0}
        for other, weight in near[node].items():
            if other != node:
                community = place[other]
                joined[community] = joined.get(community, 0.0) + weight
        sums[here] -= degree
        best, most = here, joined[here] - sums[here] * degree / total
        for community, weight in joined.items():
            gain = weight - sums[community] * degree / total
            if gain > most + LEAST_GAIN:
                best, most = community, gain
        sums[best] += degree
        if best != here:
            place[node] = best
            for other in near[node]:
                if place[other] != best and not is_waiting[other]:
                    is_waiting[other] = True
                    waiting.append(other)
    return place


def _contract(
    near: Neighbours, degrees: list[float], place: list[int], groups: int
) -> tuple[Neighbours, list[float]]:
    """Each community as one node; what is inside it counts in its degree alone."""
    joined: Neighbours = [{} for _ in range(groups)]
    sums = [0.0] * groups
    for node, weights in enumerate(near):
        community = place[node]
        sums[community] += degrees[node]
        into = joined[community]
        for other, weight in weights.items():
            beside = place[other]
            if beside != community:
                into[beside] = into.get(beside, 0.0) + weight
    return joined, sums


def _renumber(place: list[int]) -> list[int]:
    """The same communities, numbered in the order in which they come.

    >>> _renumber([5, 2, 5, 0])
    [0, 1, 0, 2]
    """
    numbers: dict[int, int] = {}
    return [numbers.setdefault(community, len(numbers)) for community in place]
