"""Tables as text: the graph as CSV, the joined names as TSV.

CSV is that of RFC 4180, with the names that Gephi's spreadsheet import asks
for: ``Id, Label`` for nodes (the name), ``Source, Target, Label, Type`` for
edges (the relation; always ``Directed``). Neo4j's LOAD CSV takes the same, given
``db.import.csv.legacy_quote_escaping=false``: else it reads a backslash, which
LaTeX has plenty of, as an escape. TSV has no quoting: a quotation mark is one,
and readers need to be told so (``csv.QUOTE_NONE``). An empty cell is an unknown
value. Characters that XML 1.0 forbids become U+FFFD: many readers of tables
stop at them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from exports.columns import EDGE_COLUMNS, NODE_COLUMNS, Cell, edge_rows, node_rows
from exports.files import replacing
from exports.text import xml_safe
from ontology.knowledge import Knowledge

__all__ = ["tsv_line", "tsv_lines", "write_csv", "write_merges", "write_tsv"]

# Gephi's names, https://gephi.org/users/supported-graph-formats/spreadsheet
_NODE_NAMES = {"id": "Id", "name": "Label"}
_EDGE_NAMES = {"source": "Source", "target": "Target", "relation": "Label"}
_EDGE_TYPE = ("Type", "Directed")


def tsv_line(cells: Iterable[str]) -> str:
    r"""A line of a table, without its end; white space inside a cell is folded.

    >>> tsv_line(["Model", "Moth\tNet", ""])
    'Model\tMoth Net\t'
    """
    return "\t".join(" ".join(cell.split()) for cell in cells)


def tsv_lines(header: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterable[str]:
    r"""Lines of a table; tabs and line ends inside a cell become spaces.

    >>> list(tsv_lines(["a", "b"], [["1\t", "2"]]))
    ['a\tb\n', '1\t2\n']
    """
    for row in (header, *rows):
        yield tsv_line(row) + "\n"


def write_tsv(path: Path, header: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Write a table as a whole, or not at all."""
    with replacing(path) as file:
        file.writelines(xml_safe(line).encode() for line in tsv_lines(header, rows))


def write_merges(knowledge: Knowledge, path: Path) -> None:
    """Write every join of two names: from, to, type, rule, paper (empty: across papers)."""
    rows = ((m.source, m.target, m.type, m.rule, m.paper) for m in knowledge.merges)
    write_tsv(path, ("from", "to", "type", "rule", "paper"), rows)


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return str(cell).lower()
    return "" if cell is None else xml_safe(str(cell))


def _write_rows(file: BinaryIO, rows: Iterable[Iterable[Cell]]) -> None:
    text = TextIOWrapper(file, encoding="utf-8", newline="")
    csv.writer(text).writerows(map(_text, row) for row in rows)
    text.detach()  # flushes; the file is closed by who opened it


def write_csv(knowledge: Knowledge, path: Path) -> None:
    """Write a folder with `nodes.csv` and `edges.csv`.

    Neither is replaced before both are whole.
    """
    node_names = [_NODE_NAMES.get(column, column) for column in NODE_COLUMNS]
    edge_names = [_EDGE_NAMES.get(column, column) for column in EDGE_COLUMNS]
    type_name, type_ = _EDGE_TYPE
    with replacing(path / "nodes.csv") as nodes, replacing(path / "edges.csv") as edges:
        _write_rows(nodes, (node_names, *node_rows(knowledge.graph)))
        rows = ((*row, type_) for row in edge_rows(knowledge.graph))
        _write_rows(edges, ((*edge_names, type_name), *rows))
