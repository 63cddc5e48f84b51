"""The graph as two tables, one row a node and one row an edge, for CSV and Parquet.

The columns are always the same, whatever the papers say; what is unknown is
None. An edge's key can be made again from its columns: ``relation@paper``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from ontology.errors import ExportError

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["EDGE_COLUMNS", "NODE_COLUMNS", "Cell", "edge_rows", "node_rows"]

Cell = str | int | float | bool | None

NODE_COLUMNS: Mapping[str, type] = MappingProxyType(
    {
        "id": str, "name": str, "type": str, "subtype": str, "aliases": str, "papers": int,
        "year": int, "venue": str, "url": str, "license": str, "authors": str,
        "value": str, "number": float, "unit": str, "kind": str, "direction": str,
    }
)  # fmt: skip
EDGE_COLUMNS: Mapping[str, type] = MappingProxyType(
    {
        "source": str, "target": str, "relation": str, "paper": str,
        "sentence": str, "sentence_start": int, "sentence_end": int, "start": int, "end": int,
        "confidence": float, "core": bool, "component": str, "support": int,
    }
)  # fmt: skip


def _row(where: str, record: Mapping[str, Cell], columns: Mapping[str, type]) -> tuple[Cell, ...]:
    unknown = record.keys() - columns.keys()
    if unknown:
        msg = (
            f"{where}: no column for {', '.join(sorted(unknown))}; there are: {', '.join(columns)}"
        )
        raise ExportError(msg)
    return tuple(record.get(column) for column in columns)


def node_rows(graph: nx.MultiDiGraph[str]) -> Iterator[tuple[Cell, ...]]:
    """The nodes in their order, a cell for each of `NODE_COLUMNS`.

    Args:
        graph: Keeps the contract of `kg.graph`.

    Yields:
        One row a node.

    Raises:
        ExportError: If a node has an attribute without a column.
    """
    for node, data in graph.nodes(data=True):
        yield _row(node, {"id": node, **data}, NODE_COLUMNS)


def edge_rows(graph: nx.MultiDiGraph[str]) -> Iterator[tuple[Cell, ...]]:
    """The edges in their order, a cell for each of `EDGE_COLUMNS`.

    Args:
        graph: Keeps the contract of `kg.graph`.

    Yields:
        One row an edge.

    Raises:
        ExportError: If an edge has an attribute without a column.
    """
    for head, tail, key, data in graph.edges(keys=True, data=True):
        record = {"source": head, "target": tail, **data}
        yield _row(f"{head} -{key}-> {tail}", record, EDGE_COLUMNS)
