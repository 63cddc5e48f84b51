"""GraphML: the graph as it is, for Gephi, Cytoscape, igraph and NetworkX.

Attributes are scalars by the graph's contract; characters that XML 1.0 cannot
hold are replaced. The pure-Python writer is used, so that the bytes do not
depend on whether lxml is installed.
"""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import networkx as nx
from networkx.readwrite.graphml import GraphMLWriter

from exports.files import replacing
from ontology.records import Knowledge

__all__ = ["graphml_bytes", "write_graphml", "xml_safe"]

# Not a Char of XML 1.0, https://www.w3.org/TR/xml/#charsets
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_safe(text: str) -> str:
    r"""Replace what XML 1.0 forbids by U+FFFD.

    >>> xml_safe("a\x00b")
    'a\ufffdb'
    """
    return _FORBIDDEN.sub("\ufffd", text)


def _safe(attributes: dict[str, object]) -> dict[str, object]:
    return {k: xml_safe(v) if isinstance(v, str) else v for k, v in attributes.items()}


def graphml_bytes(graph: nx.MultiDiGraph[str]) -> bytes:
    """A graph as GraphML.

    Args:
        graph: Keeps the contract of `kg.graph`; it is not changed.

    Returns:
        UTF-8 XML, the same bytes for the same graph. An edge's key can be made
        again from its attributes: ``relation@paper``.
    """
    clean: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    clean.add_nodes_from((node, _safe(data)) for node, data in graph.nodes(data=True))
    # The key becomes the id of the edge, which must be unique in the whole file.
    for number, (head, tail, data) in enumerate(graph.edges(data=True)):
        clean.add_edge(head, tail, f"e{number}", **_safe(data))
    writer = GraphMLWriter(graph=clean, encoding="utf-8", prettyprint=True)
    buffer = BytesIO()
    writer.dump(buffer)
    return buffer.getvalue()


def write_graphml(knowledge: Knowledge, path: Path) -> None:
    """Write the graph as GraphML."""
    with replacing(path) as file:
        file.write(graphml_bytes(knowledge.graph))
