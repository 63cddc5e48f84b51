"""The command `trend`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.answers import AsCsv, AsJson, form_of, library_graph, nothing, write_records
from kg.cli.console import Out, TableFormat, make_table, output

if TYPE_CHECKING:
    from kg.analysis.tidy import Table
    from kg.analysis.trends import Adoption

__all__ = ["bar", "trend"]

WIDTH = 24  # characters of the longest bar
EIGHTHS = " \u258f\u258e\u258d\u258c\u258b\u258a\u2589\u2588"


def bar(value: float, largest: float, width: int = WIDTH) -> str:
    """A bar of block letters, to an eighth of one.

    >>> len(bar(3, 6, width=10)), bar(0, 6), bar(0, 0)
    (5, '', '')
    """
    eighths = round(value / largest * width * 8) if largest else 0
    whole, rest = divmod(eighths, 8)
    return (EIGHTHS[8] * whole + EIGHTHS[rest]).rstrip()


def trend(
    names: Annotated[
        list[str], typer.Argument(metavar="NAME...", help="Name, alias or id of each entity.")
    ],
    role: Annotated[
        str | None,
        typer.Option(
            metavar="ROLE", help="Only papers with this role for it: introduces, uses ..."
        ),
    ] = None,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
    out: Out = Path("out"),
) -> None:
    """Count the papers that name an entity, year by year, with their share of the year.

    Example:  `paperkg trend Transformer "convolutional neural network"`
    """
    from kg.analysis.trends import adoption

    form = form_of(as_csv, as_json)
    found = adoption(library_graph(out), *names, role=role)
    if not any(row.papers for row in found):
        what = f" as {role}" if role else ""
        nothing(f"no paper with a year names {', '.join(names)}{what}")
    if form is not TableFormat.TABLE:
        write_records(found, form)
    else:
        _print_bars(found)


def _print_bars(found: Table[Adoption]) -> None:
    """One row a year; for each entity papers, share and a bar of the share."""
    largest = max(row.share for row in found)
    ids = list(dict.fromkeys(row.id for row in found))
    cells = {
        (row.id, row.year): (row.papers, f"{row.share:.1%}", bar(row.share, largest))
        for row in found
    }
    names = {row.id: row.name for row in found}
    columns = ["year"]
    for id_ in ids:
        columns += [names[id_], "share", ""]
    rows = [
        [year, *(cell for id_ in ids for cell in cells[id_, year])]
        for year in dict.fromkeys(row.year for row in found)
    ]
    output().print(make_table(columns, rows))
