"""Parts of a graph as new graphs: what surrounds some nodes."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from kg.analysis.names import must_find

__all__ = ["among", "ego", "induced", "surroundings"]


def ego(graph: nx.MultiDiGraph[str], name: str, hops: int = 1) -> nx.MultiDiGraph[str]:
    """What surrounds an entity or a paper.

    Args:
        graph: Of a library.
        name: Name, alias, title or node id; see `find_nodes`.
        hops: How many edges away, whichever way they point.

    Returns:
        A new graph of the nodes that near, all claims among them, and the
        papers that make these claims.

    Raises:
        GraphError: If nothing is called so.
    """
    return surroundings(graph, must_find(graph, name), hops)


def surroundings(
    graph: nx.MultiDiGraph[str], nodes: Iterable[str], hops: int = 1
) -> nx.MultiDiGraph[str]:
    """What surrounds some nodes: see `ego`."""
    ball = set(nodes)
    for _ in range(hops):
        ball |= {n for node in ball for n in (*graph.successors(node), *graph.predecessors(node))}
    ball |= {d["paper"] for _, tail, d in graph.out_edges(ball, data=True) if tail in ball}
    return induced(graph, ball)


def among(graph: nx.MultiDiGraph[str], nodes: Iterable[str]) -> nx.MultiDiGraph[str]:
    """Some nodes, all claims among them, and the papers that make these.

    Args:
        graph: Of a library.
        nodes: Ids; those that it does not have are left out.
    """
    return surroundings(graph, [node for node in nodes if node in graph], hops=0)


def induced(graph: nx.MultiDiGraph[str], nodes: Iterable[str]) -> nx.MultiDiGraph[str]:
    """Some nodes with all edges among them, in the order of the graph.

    Args:
        graph: Any; it is not changed.
        nodes: Ids of nodes in it.

    >>> list(induced(nx.MultiDiGraph([("a", "b"), ("b", "c")]), {"b", "a"}).edges())
    [('a', 'b')]
    """
    inside = set(nodes)
    part: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    part.add_nodes_from((n, dict(data)) for n, data in graph.nodes(data=True) if n in inside)
    for head in list(part):
        for _, tail, key, data in graph.out_edges(head, keys=True, data=True):
            if tail in inside:
                part.add_edge(head, tail, key, **data)
    return part
