"""Node-link JSON: the graph as ``networkx.node_link_graph(data, edges="edges")`` reads it.

JSON can hold every character but lone surrogates, which become U+FFFD.
"""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx

from exports.files import replacing
from exports.text import utf8_safe
from ontology.knowledge import Knowledge

__all__ = ["node_link_bytes", "write_node_link"]


def node_link_bytes(graph: nx.MultiDiGraph[str]) -> bytes:
    """A graph as JSON: nodes by `id`, edges by `source`, `target` and `key`.

    Args:
        graph: Keeps the contract of `kg.graph`; it is not changed.

    Returns:
        UTF-8 JSON on one line, the same bytes for the same graph.
    """
    data = nx.node_link_data(graph, edges="edges")
    return f"{utf8_safe(json.dumps(data, ensure_ascii=False))}\n".encode()


def write_node_link(knowledge: Knowledge, path: Path) -> None:
    """Write the graph as node-link JSON."""
    with replacing(path) as file:
        file.write(node_link_bytes(knowledge.graph))
