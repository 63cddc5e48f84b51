"""The papers that name some entities."""

from __future__ import annotations

import networkx as nx

from kg.analysis.arguments import check_role
from kg.analysis.names import find_nodes
from ontology.schema import NodeType

__all__ = ["find_papers"]


def find_papers(
    graph: nx.MultiDiGraph[str], entity: str, role: str | None = None
) -> list[tuple[str, str]]:
    """The papers that name an entity.

    Args:
        graph: Of a library.
        entity: Name, alias or node id; see `find_nodes`.
        role: Only papers with this role for it (``"evaluatesOn"``).

    Returns:
        Node id and title of each paper, sorted.

    Raises:
        GraphError: If the role is unknown.
    """
    check_role(role)
    wanted = set(find_nodes(graph, entity))
    papers = {
        head
        for head, tail, data in graph.edges(data=True)
        if tail in wanted
        and graph.nodes[head]["type"] == NodeType.PAPER
        and (role is None or data["relation"] == role)
    }
    return sorted((paper, graph.nodes[paper]["name"]) for paper in papers)
