"""Parquet: typed columns, and a clear word where pyarrow is missing."""

from __future__ import annotations

import sys
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow.parquet import read_schema, read_table

from exports.columns import EDGE_COLUMNS, NODE_COLUMNS
from exports.parquet import write_parquet
from ontology.errors import ExportError
from ontology.knowledge import Knowledge


def test_parquet_columns_have_types_even_where_nothing_is_known(
    nothing: Knowledge, tmp_path: Path
) -> None:
    write_parquet(nothing, tmp_path)
    nodes, edges = (read_schema(tmp_path / f"{name}.parquet") for name in ("nodes", "edges"))
    assert (nodes.names, edges.names) == (list(NODE_COLUMNS), list(EDGE_COLUMNS))
    assert [nodes.field(n).type for n in ("id", "year", "number")] == [
        pa.string(), pa.int64(), pa.float64(),
    ]  # fmt: skip
    assert edges.field("core").type == pa.bool_()


def test_parquet_keeps_control_characters_and_replaces_lone_surrogates(
    hostile: Knowledge, hostile_text: str, tmp_path: Path
) -> None:
    write_parquet(hostile, tmp_path)
    names = read_table(tmp_path / "nodes.parquet")["name"].to_pylist()
    assert names.count(hostile_text.replace("\ud800", "\ufffd")) == 6


def test_parquet_without_pyarrow_says_how_to_get_it_and_writes_nothing(
    small: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ExportError) as raised:
        write_parquet(small, tmp_path / "parquet")
    assert str(raised.value) == (
        f"{tmp_path}/parquet: Parquet is written by pyarrow; install it with: pip install pyarrow"
    )
    assert list(tmp_path.iterdir()) == []
