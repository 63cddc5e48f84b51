"""The command `export`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import Out, output

__all__ = ["export"]


def export(
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", "-f", metavar="NAME", help="Format; may be given repeatedly."),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="DIR", help="Write here instead of the library folder."),
    ] = None,
    out: Out = Path("out"),
) -> None:
    """Write the graph of a library to files; all formats by default.

    Formats: html, turtle, graphml, records, merges.

    Example:  `paperkg export --format turtle --to share`
    """
    from exports.formats import FORMATS, find_format
    from kg.builder import export_files
    from kg.library import read_knowledge

    chosen = [find_format(name).name for name in formats or FORMATS]
    console = output()
    for path in export_files(read_knowledge(out), to or out, chosen).values():
        console.print(path, markup=False, soft_wrap=True)
