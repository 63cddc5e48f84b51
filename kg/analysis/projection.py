"""Nodes of one type, joined by what they share."""

from __future__ import annotations

from collections import Counter

import networkx as nx

from kg.analysis.arguments import check_type
from ontology.schema import NodeType

__all__ = ["project"]


def project(graph: nx.MultiDiGraph[str], type_: str, via: str = NodeType.PAPER) -> nx.Graph[str]:
    """Nodes of one type, joined where they share neighbours of another.

    Args:
        graph: Of a library.
        type_: Type of the nodes to keep (``"Dataset"``).
        via: Type of the neighbours they share.

    Returns:
        A new undirected graph; edge attribute `weight` = number shared.

    Raises:
        GraphError: If a type is unknown.
    """
    for name in (type_, via):
        check_type(name)
    projection: nx.Graph[str] = nx.Graph()
    projection.add_nodes_from((n, dict(d)) for n, d in graph.nodes(data=True) if d["type"] == type_)
    shared: Counter[tuple[str, str]] = Counter()
    for node, data in graph.nodes(data=True):
        if data["type"] == via:
            near = {*graph.successors(node), *graph.predecessors(node)}
            kept = sorted(n for n in near if graph.nodes[n]["type"] == type_)
            shared.update((a, b) for i, a in enumerate(kept) for b in kept[i + 1 :])
    for (a, b), weight in sorted(shared.items()):
        projection.add_edge(a, b, weight=weight)
    return projection
