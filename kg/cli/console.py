"""How the command line speaks: data on standard output, talk on standard error."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

__all__ = [
    "Out",
    "TableFormat",
    "complain",
    "make_table",
    "open_page",
    "output",
    "plural",
    "printable",
    "talk",
    "warn",
]

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # all but tab and line end

PIPE_WIDTH = 160  # columns of a table that nobody watches

Out = Annotated[
    Path, typer.Option("--out", "-o", metavar="DIR", help="The library folder.", file_okay=False)
]


class TableFormat(StrEnum):
    """How a table is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def output() -> Console:
    """Standard output; without colour where it is no terminal, `:100:` stays as it is."""
    return Console(width=None if sys.stdout.isatty() else PIPE_WIDTH, highlight=False, emoji=False)


def talk() -> Console:
    """Standard error."""
    return Console(stderr=True, highlight=False, emoji=False)


def plural(count: int, words: str) -> str:
    """A count with what is counted.

    >>> plural(1, "record skipped"), plural(1200, "record skipped")
    ('1 record skipped', '1,200 records skipped')
    """
    noun, *rest = words.split(" ", 1)
    return " ".join((f"{count:,}", noun if count == 1 else f"{noun}s", *rest))


def printable(text: str) -> str:
    r"""A text without what a terminal would obey: titles and names come from anywhere.

    >>> printable("\t\x1b[31m\n") == "\t\ufffd[31m\n"
    True
    """
    return _CONTROLS.sub("\ufffd", text)


def _plain(text: str) -> str:
    """A text for rich that is shown as it is."""
    return escape(printable(text))


def complain(message: str) -> None:
    """Say what went wrong."""
    talk().print(f"[bold red]error:[/] {_plain(message)}", soft_wrap=True)


def warn(message: str) -> None:
    """Say what the user should know though all went well."""
    talk().print(f"[yellow]warning:[/] {_plain(message)}", soft_wrap=True)


def open_page(page: Path) -> None:
    """Open a page in the browser, or say that none could be started."""
    if typer.launch(page.resolve().as_uri()) != 0:
        talk().print("no browser could be started; open the file by hand")


def make_table(
    columns: Iterable[str], rows: Iterable[Iterable[object]], title: str | None = None
) -> Table:
    """A table for reading; cells are text, never markup.

    Args:
        columns: Headings.
        rows: Cells; None becomes empty, numbers stand to the right.
        title: Above the table.
    """
    shown = None if title is None else _plain(title)
    table = Table(title=shown, title_justify="left", title_style="bold", header_style="dim")
    body = [list(row) for row in rows]
    for place, column in enumerate(columns):
        numeric = all(isinstance(row[place], int | float) for row in body) and bool(body)
        table.add_column(_plain(column), justify="right" if numeric else "left", overflow="fold")
    for row in body:
        table.add_row(*("" if cell is None else _plain(str(cell)) for cell in row))
    return table
