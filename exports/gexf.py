"""GEXF 1.2: the graph with labels, for Gephi and NetworkX.

NetworkX writes it, but for two things. Its `meta` element holds today's date
and is left out. And it takes `start` and `end` of an edge for times, where
ours are offsets; here they are attributes like all others. Characters that
XML 1.0 cannot hold become U+FFFD.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from exports.files import replacing
from exports.text import safe_values, xml_safe
from ontology.knowledge import Knowledge

__all__ = ["gexf_bytes", "write_gexf"]

# Keeps the writer from reading a meaning into the name of an attribute; not in the file.
_MARK = "paperkg "


def _labelled(attributes: dict[str, object], label: str) -> dict[str, object]:
    clean = safe_values(attributes, xml_safe)
    return {"label": clean[label], **{f"{_MARK}{key}": value for key, value in clean.items()}}


def gexf_bytes(graph: nx.MultiDiGraph[str]) -> bytes:
    """A graph as GEXF.

    Args:
        graph: Keeps the contract of `kg.graph`; it is not changed.

    Returns:
        UTF-8 XML, the same bytes for the same graph. Labels are the names of
        nodes and the relations of edges.
    """
    clean: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    clean.add_nodes_from((node, _labelled(data, "name")) for node, data in graph.nodes(data=True))
    for head, tail, key, data in graph.edges(keys=True, data=True):
        clean.add_edge(head, tail, key, **_labelled(data, "relation"))
    writer = GEXFWriter(graph=clean, encoding="utf-8", prettyprint=True)
    for meta in writer.xml.findall("meta"):
        writer.xml.remove(meta)
    for attribute in writer.xml.iter("attribute"):
        attribute.set("title", attribute.attrib["title"].removeprefix(_MARK))
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def write_gexf(knowledge: Knowledge, path: Path) -> None:
    """Write the graph as GEXF."""
    with replacing(path) as file:
        file.write(gexf_bytes(knowledge.graph))
