"""Layout: which nodes to show first, where they stand, and how large every node is drawn."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

import networkx as nx
import numpy as np
from scipy import sparse

from exports.html.labels import label
from kg.analysis.communities import find_communities
from kg.analysis.counting import most_connected
from kg.analysis.leaderboards import find_leaderboards
from ontology.knowledge import Community, Layout
from ontology.schema import EntityType, NodeType

__all__ = ["lay_out", "node_sizes", "seats", "start_view"]

START_NODES = 150
ROOM = 1.2  # area of the start view over that of all labels
ASPECT = 0.48  # height of the start view over its width
SEED = 7
NO_PARTY = -1
COMMUNITIES = 24  # that have seats in the start view, the largest
TIES = 2  # of each node of the start view to others that the same papers name
LEAST_SHARED = 2  # papers that a node with a seat, or two nodes of a tie, are named by
CHARACTER = 0.56  # width of one character of a label over the height of its letters
LINE = 1.4  # height of a line over the height of its letters
LEAST_ROWS = 2  # of a leaderboard that the page shows
AIR = 4.0  # around each label
ITERATIONS = 2_000
GROWTH = 1.001  # the picture grows a little each round, so that boxes in the middle find room


def seats(votes: Mapping[int, float], total: int) -> dict[int, int]:
    """Shares of a total in whole numbers, by the method of Webster (Sainte-Laguë).

    Args:
        votes: Party to votes.
        total: How many seats there are.

    Returns:
        Party to seats, in the order of `votes`.

    >>> seats({1: 53.0, 2: 24.0, 3: 23.0}, 7)
    {1: 3, 2: 2, 3: 2}
    """
    claims = [
        (-count / (2 * seat + 1), order, party)
        for order, (party, count) in enumerate(votes.items())
        for seat in range(total)
        if count > 0
    ]
    found = dict.fromkeys(votes, 0)
    for _, _, party in sorted(claims)[:total]:
        found[party] += 1
    return found


def start_view(
    graph: nx.MultiDiGraph[str],
    communities: Sequence[Community] = (),
    *,
    limit: int = START_NODES,
) -> list[str]:
    """The nodes to show first: the most connected entities, of every type and community.

    Types and communities have seats by the root of their number of entities,
    so that the large ones leave room for the others. A graph that is no larger
    than the limit is shown with its papers.

    Args:
        graph: Of a library.
        communities: Of its entities.
        limit: How many nodes at most.

    Returns:
        Node ids, the most connected first, papers after entities.
    """
    ranked = most_connected(graph, len(graph))
    papers = [n for n, data in graph.nodes(data=True) if data["type"] == NodeType.PAPER]
    if len(ranked) + len(papers) <= limit:
        return ranked + sorted(papers)
    member = {node: c.number for c in communities for node in c.members}
    types = list(EntityType)
    kinds = {node: types.index(EntityType(graph.nodes[node]["type"])) for node in ranked}
    left = [_shares(kinds, ranked, limit, len(types)), _shares(member, ranked, limit, COMMUNITIES)]
    kept: set[str] = set()
    for node in (n for n in ranked if graph.nodes[n]["papers"] >= LEAST_SHARED):
        parties = (kinds[node], member.get(node, NO_PARTY))
        if all(shares[party] > 0 for shares, party in zip(left, parties, strict=True)):
            kept.add(node)
            for shares, party in zip(left, parties, strict=True):
                shares[party] -= 1
    for node in ranked:
        if len(kept) >= limit:
            break
        kept.add(node)
    return [node for node in ranked if node in kept]


def _shares(
    parties: Mapping[str, int], ranked: Sequence[str], limit: int, most: int
) -> dict[int, int]:
    """Seats of the largest parties of nodes; `NO_PARTY` has what these leave."""
    counts = Counter(parties[node] for node in ranked if node in parties)
    largest = sorted(counts, key=lambda party: (-counts[party], party))[:most]
    shares = seats({party: math.sqrt(counts[party]) for party in largest}, limit)
    left = limit - sum(shares.values())
    return {NO_PARTY: left, **{party: shares.get(party, 0) for party in counts}}


def _together(graph: nx.MultiDiGraph[str], nodes: Sequence[str]) -> sparse.csr_matrix:
    """How many papers name two nodes both; on the diagonal, how many name one."""
    papers: dict[str, int] = {}
    named = {
        (papers.setdefault(paper, len(papers)), number)
        for number, node in enumerate(nodes)
        for paper in graph.pred[node]
        if graph.nodes[paper]["type"] == NodeType.PAPER
    }
    incidence = _matrix(sorted(named), (len(papers), len(nodes)))
    return (incidence.T @ incidence).tocsr()


def _claims(graph: nx.MultiDiGraph[str], nodes: Sequence[str]) -> sparse.csr_matrix:
    """How often claims join two nodes."""
    index = {node: number for number, node in enumerate(nodes)}
    claims = [
        (index[head], index[tail])
        for head in nodes
        for _, tail in graph.out_edges(head)
        if tail in index and tail != head
    ]
    joined = _matrix(claims, (len(nodes), len(nodes)))
    return (joined + joined.T).tocsr()


def _matrix(places: Sequence[tuple[int, int]], shape: tuple[int, int]) -> sparse.csr_matrix:
    rows, columns = zip(*places, strict=True) if places else ((), ())
    return sparse.csr_matrix((np.ones(len(places)), (rows, columns)), shape=shape)


def _ties(nodes: Sequence[str], together: sparse.csr_matrix) -> list[tuple[str, str, int]]:
    """The closest pairs: for each node those that it shares most of its papers with (cosine)."""
    shared = together.toarray()
    papers = np.sqrt(np.maximum(shared.diagonal(), 1))
    likeness = np.where(shared >= LEAST_SHARED, shared / papers[:, None] / papers[None, :], 0)
    np.fill_diagonal(likeness, 0)
    order = np.argsort(-likeness, axis=1, kind="stable")[:, :TIES]
    pairs = {
        (min(one, other), max(one, other))
        for one, closest in enumerate(order.tolist())
        for other in closest
        if likeness[one, other] > 0
    }
    return [(nodes[one], nodes[other], int(shared[one, other])) for one, other in sorted(pairs)]


def _skeleton(
    nodes: Sequence[str], weights: sparse.csr_matrix, member: Mapping[str, int]
) -> nx.Graph[int]:
    """The nodes of the start view by number, joined; within a community more strongly."""
    skeleton: nx.Graph[int] = nx.Graph()
    skeleton.add_nodes_from(range(len(nodes)))
    upper = sparse.triu(weights, k=1).tocoo()
    for a, b, weight in zip(upper.row, upper.col, upper.data, strict=True):
        one, other = nodes[a], nodes[b]
        nearness = 2.0 if member.get(one, one) == member.get(other) else 0.5
        skeleton.add_edge(int(a), int(b), weight=nearness * math.log1p(weight))
    return skeleton


@lru_cache(maxsize=4096)
def node_sizes(type_: str, papers: int) -> tuple[int, int]:
    """Radius of a node's mark and height of its letters: both grow with the papers that name it.

    >>> node_sizes("Paper", 1), node_sizes("Model", 1), node_sizes("Model", 31)
    ((6, 12), (7, 12), (17, 17))
    """
    if type_ == NodeType.PAPER:
        return 6, 12
    size = math.log2(max(1, papers))
    return round(min(28, 7 + 2 * size)), round(min(22, 12 + size))


def _half_box(name: str, radius: float, letters: float) -> tuple[float, float]:
    """Half the width and height that a node takes together with its label below."""
    width = max(2 * radius, len(label(name)) * CHARACTER * letters)
    height = 2 * radius + LINE * letters
    return width / 2 + AIR, height / 2 + AIR


def _fill(places: np.ndarray) -> np.ndarray:
    """Spread points over the square from -1 to 1: part their place, part their rank on each axis.

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


def lay_out(graph: nx.MultiDiGraph[str]) -> Layout:
    """Choose what to show first and give it places, and every node a size; find what it shows else.

    The first nodes are laid out by springs (Fruchterman and Reingold, 1991)
    and pushed apart until no label overlaps. The page finds places for all
    other nodes when it shows them.

    Args:
        graph: Of a library.

    Returns:
        The same layout for the same graph.
    """
    communities = find_communities(graph)
    first = start_view(graph, communities)
    sizes = {
        node: node_sizes(data["type"], data["papers"]) for node, data in graph.nodes(data=True)
    }
    if not first:
        return Layout({}, sizes, ())
    member = {node: c.number for c in communities for node in c.members}
    together = _together(graph, first)
    skeleton = _skeleton(first, together + _claims(graph, first), member)
    springs = nx.spring_layout(skeleton, seed=SEED, iterations=150, k=0.9)
    raw = _fill(np.array([springs[number] for number in range(len(first))]))
    boxes = np.array([_half_box(graph.nodes[n]["name"], *sizes[n]) for n in first])
    side = math.sqrt(ROOM * boxes.prod(axis=1).sum() / ASPECT)  # half of it: boxes are halves too
    # The letters stand below the mark, so a box reaches further down than up.
    shift = np.array([(0.0, sizes[n][1] * LINE / 2) for n in first])
    placed = _push_apart(raw * (side, side * ASPECT), boxes) - shift
    places = {
        n: (round(float(x), 1), round(float(y), 1)) for n, (x, y) in zip(first, placed, strict=True)
    }
    ties = tuple(_ties(first, together))
    boards = find_leaderboards(graph, least=LEAST_ROWS)
    return Layout(places, sizes, tuple(first), ties, communities, boards)
