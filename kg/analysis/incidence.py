"""Which entities each paper names, and in what role: what most analysis counts over."""

from __future__ import annotations

from collections.abc import Collection

import networkx as nx

from ontology.schema import NodeType

__all__ = ["name_of", "named_by", "year_of"]


def named_by(
    graph: nx.MultiDiGraph[str],
    types: Collection[str] | None = None,
    roles: Collection[str] | None = None,
) -> dict[str, list[str]]:
    """The entities that each paper names.

    Args:
        graph: Of a library.
        types: Only entities of these types.
        roles: Only where the paper has one of these roles for it.

    Returns:
        Node id of every paper to the ids of its entities, sorted.

    >>> named_by(nx.MultiDiGraph())
    {}
    """
    found: dict[str, list[str]] = {}
    for paper, data in graph.nodes(data=True):
        if data["type"] == NodeType.PAPER:
            found[paper] = sorted(
                node
                for node, claims in graph.adj[paper].items()
                if (types is None or graph.nodes[node]["type"] in types)
                and (roles is None or any(said["relation"] in roles for said in claims.values()))
            )
    return found


def name_of(graph: nx.MultiDiGraph[str], node: str) -> str:
    """The name of an entity or result, the title of a paper.

    A part of a graph may speak of papers that it does not hold: those are called by their id.

    >>> name_of(nx.MultiDiGraph(), "paper/a")
    'paper/a'
    """
    name: str = graph.nodes[node]["name"] if node in graph else node
    return name


def year_of(graph: nx.MultiDiGraph[str], node: str) -> int | None:
    """The year of a paper, where it is known; papers that a graph does not hold have none.

    >>> year_of(nx.MultiDiGraph(), "paper/a") is None
    True
    """
    year: int | None = graph.nodes[node].get("year") if node in graph else None
    return year
