"""GraphML: the graph as it is, for Gephi, Cytoscape, igraph and NetworkX.

The form is that of http://graphml.graphdrawing.org/specification.html.
Attributes are scalars by the graph's contract; characters that XML 1.0 cannot
hold become U+FFFD. It is written node by node: NetworkX's writer holds all of
the file in memory, which a large library has no room for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

import networkx as nx
from lxml import etree

from exports.columns import EDGE_COLUMNS, NODE_COLUMNS, Cell, edge_rows, node_rows
from exports.files import replacing
from exports.text import xml_safe
from ontology.knowledge import Knowledge

__all__ = ["graphml_bytes", "write_graphml"]

_SPACE = "http://graphml.graphdrawing.org/xmlns"
_TYPES = {str: "string", int: "long", float: "double", bool: "boolean"}
# These are attributes of the elements themselves.
_NODE_KEYS = [name for name in NODE_COLUMNS if name != "id"]
_EDGE_KEYS = [name for name in EDGE_COLUMNS if name not in {"source", "target"}]
_KEYS = {
    (kind, name): f"d{number}"
    for number, (kind, name) in enumerate(
        [*(("node", name) for name in _NODE_KEYS), *(("edge", name) for name in _EDGE_KEYS)]
    )
}


def _text(value: Cell) -> str:
    return str(value).lower() if isinstance(value, bool) else xml_safe(str(value))


def _element(kind: str, ends: Mapping[str, str], cells: Mapping[str, Cell]) -> Any:
    """A node or an edge with its attributes; what is unknown is left out."""
    made = etree.Element(kind, {name: xml_safe(value) for name, value in ends.items()})
    for name, value in cells.items():
        if value is not None:
            etree.SubElement(made, "data", key=_KEYS[kind, name]).text = _text(value)
    made.tail = "\n"
    return made


def _nodes(graph: nx.MultiDiGraph[str]) -> Iterable[Any]:
    for id_, *cells in node_rows(graph):
        yield _element("node", {"id": str(id_)}, dict(zip(_NODE_KEYS, cells, strict=True)))


def _edges(graph: nx.MultiDiGraph[str]) -> Iterable[Any]:
    # The id of an edge must be unique in the whole file: its key is not.
    for number, (source, target, *cells) in enumerate(edge_rows(graph)):
        ends = {"source": str(source), "target": str(target), "id": f"e{number}"}
        yield _element("edge", ends, dict(zip(_EDGE_KEYS, cells, strict=True)))


def _write(graph: nx.MultiDiGraph[str], file: BinaryIO) -> None:
    with etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("graphml", nsmap={None: _SPACE}):
            for (kind, name), key in _KEYS.items():
                type_ = _TYPES[(NODE_COLUMNS if kind == "node" else EDGE_COLUMNS)[name]]
                told = {"id": key, "for": kind, "attr.name": name, "attr.type": type_}
                declared = etree.Element("key", told)
                declared.tail = "\n"
                xml.write(declared)
            with xml.element("graph", edgedefault="directed"):
                for element in chain(_nodes(graph), _edges(graph)):
                    xml.write(element)


def graphml_bytes(graph: nx.MultiDiGraph[str]) -> bytes:
    """A graph as GraphML.

    Args:
        graph: Keeps the contract of `kg.graph`; it is not changed.

    Returns:
        UTF-8 XML, the same bytes for the same graph. An edge's key can be made
        again from its attributes: ``relation@paper``.
    """
    buffer = BytesIO()
    _write(graph, buffer)
    return buffer.getvalue()


def write_graphml(knowledge: Knowledge, path: Path) -> None:
    """Write the graph as GraphML."""
    with replacing(path) as file:
        _write(knowledge.graph, file)
