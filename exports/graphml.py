"""GraphML: the graph as it is, for Gephi, Cytoscape, igraph and NetworkX.

Attributes are scalars by the graph's contract; characters that XML 1.0 cannot
hold become U+FFFD. NetworkX's pure-Python writer is used, so that the bytes do
not depend on whether lxml is installed.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import networkx as nx
from networkx.readwrite.graphml import GraphMLWriter

from exports.files import replacing
from exports.text import safe_values, xml_safe
from ontology.records import Knowledge

__all__ = ["graphml_bytes", "write_graphml"]


def graphml_bytes(graph: nx.MultiDiGraph[str]) -> bytes:
    """A graph as GraphML.

    Args:
        graph: Keeps the contract of `kg.graph`; it is not changed.

    Returns:
        UTF-8 XML, the same bytes for the same graph. An edge's key can be made
        again from its attributes: ``relation@paper``.
    """
    clean: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    clean.add_nodes_from((node, safe_values(d, xml_safe)) for node, d in graph.nodes(data=True))
    # The key becomes the id of the edge, which must be unique in the whole file.
    for number, (head, tail, data) in enumerate(graph.edges(data=True)):
        clean.add_edge(head, tail, f"e{number}", **safe_values(data, xml_safe))
    writer = GraphMLWriter(graph=clean, encoding="utf-8", prettyprint=True)
    buffer = BytesIO()
    writer.dump(buffer)
    # As such, a parser would read a carriage return as a line feed.
    return buffer.getvalue().replace(b"\r", b"&#13;")


def write_graphml(knowledge: Knowledge, path: Path) -> None:
    """Write the graph as GraphML."""
    with replacing(path) as file:
        file.write(graphml_bytes(knowledge.graph))
