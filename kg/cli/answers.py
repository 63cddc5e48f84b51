"""How commands answer: a table, CSV, JSON, or plainly that there is nothing."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from kg.cli.console import TableFormat, complain, make_table, output, plural, talk
from ontology.errors import QueryError

if TYPE_CHECKING:
    import networkx as nx

    from kg.analysis.tidy import Table

__all__ = [
    "AsCsv",
    "AsJson",
    "Most",
    "Named",
    "ReportFormat",
    "form_of",
    "library_graph",
    "nothing",
    "print_csv",
    "print_json",
    "print_records",
    "say_more",
    "write_records",
]

AsCsv = Annotated[bool, typer.Option("--csv", help="Write all rows as CSV.")]
AsJson = Annotated[bool, typer.Option("--json", help="Write all rows as JSON.")]
Most = Annotated[int, typer.Option("--most", min=1, help="Rows to show.")]
Named = Annotated[str | None, typer.Option(metavar="NAME", help="Name, alias or id.")]
ReportFormat = Annotated[
    TableFormat, typer.Option("--format", "-f", help="How to write the report.")
]


def form_of(as_csv: bool, as_json: bool) -> TableFormat:
    """What was asked for.

    Raises:
        QueryError: If both were.
    """
    if as_csv and as_json:
        msg = "--csv and --json: give one of them"
        raise QueryError(msg)
    return TableFormat.CSV if as_csv else TableFormat.JSON if as_json else TableFormat.TABLE


def library_graph(out: Path) -> nx.MultiDiGraph[str]:
    """The graph of a library folder."""
    from kg.library.store import read_knowledge

    return read_knowledge(out).graph


def nothing(message: str) -> NoReturn:
    """Say that there is nothing to show, and end with 1: an empty answer is no success."""
    complain(message)
    raise typer.Exit(1)


def print_json(value: object) -> None:
    """Write JSON."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1))


def print_csv(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Write CSV with a line of headings."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)


def write_records(table: Table[Any], form: TableFormat) -> None:
    """Write all rows and columns of a table as CSV or JSON."""
    if form is TableFormat.JSON:
        print_json([asdict(record) for record in table])
    else:
        print_csv(table.columns, table.rows())


def print_records(
    records: Sequence[Any],
    columns: Iterable[str],
    *,
    most: int,
    title: str | None = None,
    show: Callable[[str, Any], object] = lambda _, value: value,
) -> None:
    """Print some columns of the first records, and how many there are.

    Args:
        records: Of one class.
        columns: Names of its fields.
        most: Rows to show.
        title: Above the table.
        show: From column and value to what stands in the cell.
    """
    names = list(columns)
    rows = [[show(name, getattr(record, name)) for name in names] for record in records[:most]]
    output().print(make_table(names, rows, title=title))
    say_more(len(records), most, "row")


def say_more(count: int, most: int, what: str, how: str = "--most shows more") -> None:
    """Say how many there are where not all are shown, and how to see them."""
    if count > most:
        talk().print(f"the first {most} of {plural(count, what)}; {how}")
