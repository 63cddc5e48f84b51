"""Louvain: communities that anyone would see, and what holds for every graph."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.analysis.louvain import louvain

CLIQUES = [
    (offset + a, offset + b, 1.0) for offset in (0, 4, 8) for a, b in combinations(range(4), 2)
]
RING = [(3, 4, 1.0), (7, 8, 1.0), (11, 0, 1.0)]

edges = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.sampled_from((0.25, 1.0, 3.0))), max_size=25
)


def test_louvain_cliques_in_a_ring_are_communities() -> None:
    assert louvain(12, [*CLIQUES, *RING]) == [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]


def test_louvain_resolution_makes_communities_smaller_and_larger() -> None:
    assert len(set(louvain(12, [*CLIQUES, *RING], resolution=8.0))) > 3
    assert len(set(louvain(12, [*CLIQUES, *RING], resolution=0.01))) == 1


@pytest.mark.parametrize(("count", "found"), [(0, []), (1, [0]), (3, [0, 1, 2])])
def test_louvain_without_edges_everybody_is_alone(count: int, found: list[int]) -> None:
    assert louvain(count, []) == found


def test_louvain_weight_inside_a_node_counts_for_it() -> None:
    path = [(0, 1, 1.0), (1, 2, 1.0)]
    assert louvain(3, path) == [0, 0, 0]
    assert (
        louvain(3, [*path, (0, 0, 5.0), (2, 2, 5.0)])[0]
        != louvain(3, [*path, (0, 0, 5.0), (2, 2, 5.0)])[2]
    )


@given(edges)
def test_louvain_joins_only_what_hangs_together(edges: list[tuple[int, int, float]]) -> None:
    found = louvain(10, edges)
    graph = nx.Graph([(a, b) for a, b, _ in edges])
    graph.add_nodes_from(range(10))
    for component in nx.connected_components(graph):
        others = set(range(10)) - component
        assert not {found[n] for n in component} & {found[n] for n in others}
    assert list(dict.fromkeys(found)) == sorted(set(found))


@given(edges)
def test_louvain_is_no_worse_than_one_community_or_none(
    edges: list[tuple[int, int, float]],
) -> None:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(10))
    for a, b, weight in edges:
        before = graph.get_edge_data(a, b, {"weight": 0.0})["weight"]
        graph.add_edge(a, b, weight=before + weight)
    if graph.size():
        groups = _groups(louvain(10, edges))
        reached = nx.community.modularity(graph, groups)
        assert reached >= nx.community.modularity(graph, [set(range(10))]) - 1e-6
        assert reached >= nx.community.modularity(graph, [{n} for n in range(10)]) - 1e-6


def _groups(found: list[int]) -> list[set[int]]:
    return [{n for n, place in enumerate(found) if place == group} for group in set(found)]
