"""Parquet: the graph as two tables for pandas, Polars, DuckDB and Spark.

pyarrow, the reference implementation, writes them; it is an extra, since it is
larger than all else that is needed. Lone surrogates become U+FFFD.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

from exports.columns import EDGE_COLUMNS, NODE_COLUMNS, Cell, edge_rows, node_rows
from exports.files import replacing
from exports.text import safe_values, utf8_safe
from ontology.errors import ExportError
from ontology.knowledge import Knowledge

__all__ = ["write_parquet"]


def _write_table(
    file: BinaryIO, columns: Mapping[str, type], rows: Iterable[tuple[Cell, ...]]
) -> None:
    import pyarrow as pa
    from pyarrow.parquet import write_table

    types = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    schema = pa.schema([(name, types[type_]) for name, type_ in columns.items()])
    records = [safe_values(dict(zip(columns, row, strict=True)), utf8_safe) for row in rows]
    write_table(pa.Table.from_pylist(records, schema=schema), file)


def write_parquet(knowledge: Knowledge, path: Path) -> None:
    """Write a folder with `nodes.parquet` and `edges.parquet`.

    Neither is replaced before both are whole.

    Args:
        knowledge: What to write.
        path: The folder; made if need be.

    Raises:
        ExportError: If pyarrow is not installed or the folder cannot be written.
    """
    try:
        import pyarrow  # noqa: F401 - only whether it is there, before anything is written
    except ModuleNotFoundError as error:
        msg = f"{path}: Parquet is written by pyarrow; install it with: pip install pyarrow"
        raise ExportError(msg) from error
    with replacing(path / "nodes.parquet") as nodes, replacing(path / "edges.parquet") as edges:
        _write_table(nodes, NODE_COLUMNS, node_rows(knowledge.graph))
        _write_table(edges, EDGE_COLUMNS, edge_rows(knowledge.graph))
