"""Layout: which nodes to show first, and where every node stands."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from hashlib import sha256

import networkx as nx
import numpy as np

from kg.analysis import most_connected
from ontology.records import Layout
from ontology.schema import EntityType, NodeType

__all__ = ["label", "lay_out", "start_view"]

Point = tuple[float, float]

START_NODES = 96
SPACING = 96.0  # side of the start view for one node; it grows with the root of their number
ASPECT = 0.62  # height of the start view over its width
SEED = 7
CHARACTER = 8.5  # width of one character of a label, in the units of the layout
LINE = 52.0  # height a node takes with its label below
ITERATIONS = 300


def start_view(graph: nx.MultiDiGraph[str], limit: int = START_NODES) -> list[str]:
    """The nodes to show first: the most connected entities, each type with its share.

    Args:
        graph: Of a library.
        limit: How many nodes at most.

    Returns:
        Node ids, the most connected first.
    """
    ranked = most_connected(graph, len(graph))
    share = limit // len(EntityType)
    kept: set[str] = set()
    for type_ in EntityType:
        kept.update([n for n in ranked if graph.nodes[n]["type"] == type_][:share])
    for node in ranked:
        if len(kept) >= limit:
            break
        kept.add(node)
    return [node for node in ranked if node in kept]


def _skeleton(graph: nx.MultiDiGraph[str], nodes: list[str]) -> nx.Graph[str]:
    """The nodes of the start view, joined by claims and by papers that name both."""
    inside = set(nodes)
    skeleton: nx.Graph[str] = nx.Graph()
    skeleton.add_nodes_from(nodes)
    weights: Counter[tuple[str, str]] = Counter()
    for head, tail in graph.edges():
        if head in inside and tail in inside and head != tail:
            weights[min(head, tail), max(head, tail)] += 1
    for paper, data in graph.nodes(data=True):
        if data["type"] == NodeType.PAPER:
            near = sorted(inside.intersection(graph.successors(paper)))
            weights.update((a, b) for i, a in enumerate(near) for b in near[i + 1 :])
    for (a, b), weight in sorted(weights.items()):
        skeleton.add_edge(a, b, weight=math.log1p(weight))
    return skeleton


def _fill(places: np.ndarray) -> np.ndarray:
    """Spread points over the square from -1 to 1: half their place, half their rank on each axis.

    Springs crowd the middle and fling a few nodes far out; ranks use the
    whole picture and keep left of right and above of below.
    """
    ranks = places.argsort(axis=0).argsort(axis=0) / max(1, len(places) - 1) * 2 - 1
    reach = np.abs(places).max(axis=0)
    return np.asarray(0.35 * places / np.where(reach > 0, reach, 1) + 0.65 * ranks)


def _push_apart(places: np.ndarray, widths: np.ndarray) -> np.ndarray:
    """Move boxes apart until none overlaps, each pair along its shorter way out."""
    places = places.copy()
    for _ in range(ITERATIONS):
        gap = places[:, None, :] - places[None, :, :]
        wanted_x = (widths[:, None] + widths[None, :]) / 2
        over_x = wanted_x - np.abs(gap[..., 0])
        over_y = LINE - np.abs(gap[..., 1])
        overlap = (over_x > 0) & (over_y > 0)
        np.fill_diagonal(overlap, val=False)
        if not overlap.any():
            break
        # Where two boxes share a centre line their order decides who goes where.
        order = np.sign(np.arange(len(places))[:, None] - np.arange(len(places))[None, :])
        along_x = overlap & (over_x < over_y * 2)
        along_y = overlap & ~along_x
        sign = np.where(gap == 0, order[..., None], np.sign(gap))
        places[:, 0] += (np.where(along_x, over_x, 0) * sign[..., 0]).sum(axis=1) * 0.3
        places[:, 1] += (np.where(along_y, over_y, 0) * sign[..., 1]).sum(axis=1) * 0.3
    return places


def _beside(node: str, around: Iterable[Point]) -> Point:
    """A place near the middle of some points, moved by the hash of the node's id."""
    points = list(around) or [(0.0, 0.0)]
    number = int.from_bytes(sha256(node.encode("utf-8", "replace")).digest()[:4], "big")
    angle, radius = number / 2**32 * math.tau, 60 + number % 97
    x = sum(p[0] for p in points) / len(points) + radius * math.cos(angle)
    y = sum(p[1] for p in points) / len(points) + radius * math.sin(angle)
    return round(x, 1), round(y, 1)


def lay_out(graph: nx.MultiDiGraph[str]) -> Layout:
    """Choose what to show first and give every node a place.

    The first nodes are laid out by springs (Fruchterman and Reingold, 1991)
    and pushed apart until no label overlaps; the others stand beside the
    middle of their neighbours that have a place.

    Args:
        graph: Of a library.

    Returns:
        The same layout for the same graph.
    """
    first = start_view(graph)
    if not first:
        return Layout({node: _beside(node, ()) for node in graph}, ())
    springs = nx.spring_layout(_skeleton(graph, first), seed=SEED, iterations=120, k=0.9)
    side = SPACING * math.sqrt(len(first))
    raw = _fill(np.array([springs[node] for node in first])) * (side, side * ASPECT)
    widths = np.array(
        [max(60.0, len(label(graph.nodes[n]["name"])) * CHARACTER + 16) for n in first]
    )
    placed = _push_apart(raw, widths)
    places = {
        n: (round(float(x), 1), round(float(y), 1)) for n, (x, y) in zip(first, placed, strict=True)
    }
    for type_ in (NodeType.PAPER, None, NodeType.RESULT):
        fixed = dict(places)
        near: dict[str, list[Point]] = defaultdict(list)
        for head, tail in graph.edges():
            for one, other in ((head, tail), (tail, head)):
                if other in fixed:
                    near[one].append(fixed[other])
        for node, data in graph.nodes(data=True):
            if node not in places and (type_ is None or data["type"] == type_):
                places[node] = _beside(node, near[node])
    return Layout(places, tuple(first))


def label(name: str, most: int = 28) -> str:
    """A name short enough to stand below a node.

    >>> label("a very long name of a very long thing")
    'a very long name of a very…'
    """
    return name if len(name) <= most else name[: most - 1].rstrip() + "\u2026"
