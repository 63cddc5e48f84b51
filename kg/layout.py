"""Layout: which nodes to show first, and where every node stands."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from hashlib import sha256

import networkx as nx
import numpy as np

from kg.analysis.counting import most_connected
from ontology.records import Layout
from ontology.schema import EntityType, NodeType

__all__ = ["label", "lay_out", "node_sizes", "start_view"]

Point = tuple[float, float]

START_NODES = 96
SPACING = 96.0  # side of the start view for one node; it grows with the root of their number
ASPECT = 0.62  # height of the start view over its width
SEED = 7
CHARACTER = 0.58  # width of one character of a label over the height of its letters
LINE = 1.5  # height of a line over the height of its letters
AIR = 5.0  # around each label
ITERATIONS = 400
GROWTH = 1.004  # the picture grows a little each round, so that boxes in the middle find room


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


def node_sizes(type_: str, papers: int) -> tuple[float, float]:
    """Radius of a node's mark and height of its letters: both grow with the papers that name it.

    >>> node_sizes("Paper", 1), node_sizes("Model", 1), node_sizes("Model", 31)
    ((7.0, 15.0), (12.0, 15.0), (32.0, 23.0))
    """
    if type_ == NodeType.PAPER:
        return 7.0, 15.0
    radius = min(40.0, 7 + 5 * math.log2(1 + papers))
    return round(radius, 1), round(15 + min(8.0, 2 * math.log2(max(1, papers))), 1)


def _half_box(name: str, radius: float, letters: float) -> tuple[float, float]:
    """Half the width and height that a node takes together with its label below."""
    width = max(2 * radius, len(label(name)) * CHARACTER * letters)
    height = 2 * radius + LINE * letters
    return width / 2 + AIR, height / 2 + AIR


def _fill(places: np.ndarray) -> np.ndarray:
    """Spread points over the square from -1 to 1: half their place, half their rank on each axis.

    Springs crowd the middle and fling a few nodes far out; ranks use the
    whole picture and keep left of right and above of below.
    """
    ranks = places.argsort(axis=0).argsort(axis=0) / max(1, len(places) - 1) * 2 - 1
    reach = np.abs(places).max(axis=0)
    return np.asarray(0.35 * places / np.where(reach > 0, reach, 1) + 0.65 * ranks)


def _push_apart(centres: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """Move boxes apart until none overlaps, each pair along its shorter way out.

    Args:
        centres: x and y of each box.
        boxes: Half width and half height of each.
    """
    centres = centres.copy()
    wanted = boxes[:, None, :] + boxes[None, :, :]
    # Where two boxes share a centre line their order decides who goes where.
    order = np.sign(np.arange(len(boxes))[:, None] - np.arange(len(boxes))[None, :])[..., None]
    for _ in range(ITERATIONS):
        gap = centres[:, None, :] - centres[None, :, :]
        over = wanted - np.abs(gap)
        overlap = (over > 0).all(axis=2)
        np.fill_diagonal(overlap, val=False)
        if not overlap.any():
            break
        along_x = over[..., 0] < over[..., 1] * 2
        way = np.stack((overlap & along_x, overlap & ~along_x), axis=2)
        sign = np.where(gap == 0, order, np.sign(gap))
        centres += (np.where(way, over + 1, 0) * sign).sum(axis=1) * 0.3
        centres *= GROWTH
    return centres


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
    sizes = {
        node: node_sizes(data["type"], data["papers"]) for node, data in graph.nodes(data=True)
    }
    if not first:
        return Layout({node: _beside(node, ()) for node in graph}, sizes, ())
    springs = nx.spring_layout(_skeleton(graph, first), seed=SEED, iterations=120, k=0.9)
    side = SPACING * math.sqrt(len(first))
    raw = _fill(np.array([springs[node] for node in first])) * (side, side * ASPECT)
    boxes = np.array([_half_box(graph.nodes[n]["name"], *sizes[n]) for n in first])
    # The letters stand below the mark, so a box reaches further down than up.
    shift = np.array([(0.0, sizes[n][1] * LINE / 2) for n in first])
    placed = _push_apart(raw, boxes) - shift
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
    return Layout(places, sizes, tuple(first))


def label(name: str, most: int = 28) -> str:
    """A name short enough to stand below a node.

    >>> label("a very long name of a very long thing")
    'a very long name of a very…'
    """
    return name if len(name) <= most else name[: most - 1].rstrip() + "\u2026"
