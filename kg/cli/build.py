"""The command `build`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.console import Out, output, plural, talk, warn
from kg.cli.summary import print_summary

if TYPE_CHECKING:
    from kg.builder import Build
    from kg.readers.format import Skipped
    from ontology.records import Extraction

__all__ = ["build"]

# What a new user looks for, in this order, at the end of the output.
SHOWN = ("html", "turtle", "graphml", "records")


def _with_bar(extractions: Iterable[Extraction], total: int) -> Iterable[Extraction]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as TimeLeft

    console = talk()
    if not console.is_terminal:  # even a disabled bar of older rich leaves an empty line
        yield from extractions
        return
    columns = (TextColumn("reading papers"), BarColumn(), MofNCompleteColumn(), TimeLeft())
    with Progress(*columns, console=console, transient=True) as progress:
        yield from progress.track(extractions, total=total)


def _warn_of(what: str, items: Sequence[Skipped], file: Path) -> None:
    """The first of some trouble, and where the rest stands."""
    if items:
        first = items[0]
        more = f"; all {len(items)} stand in {file}" if items[1:] else ""
        warn(f"{plural(len(items), what)}: {first.where}: {first.reason}{more}")


def _report(made: Build, out: Path) -> None:
    from kg.library import CONFLICTS, SKIPPED

    for name, count in made.counts:
        talk().print(f"{name}: {plural(count, 'paper')}", markup=False, soft_wrap=True)
    if made.reused:
        talk().print(f"{plural(made.reused, 'paper')} extracted before, not read again")
    _warn_of("record skipped", made.skipped, out / SKIPPED)
    _warn_of("conflict between records", made.conflicts, out / CONFLICTS)
    print_summary(made.knowledge)
    console = output()
    for name in SHOWN:
        console.print(made.files[name], markup=False, soft_wrap=True)


def build(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCES...", help="Files or folders with papers; - is standard input."
        ),
    ],
    out: Out = Path("out"),
    strict: Annotated[
        bool,
        typer.Option(
            "--strict", help="Stop where a record cannot be read, before anything is written."
        ),
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers", min=1, help="Processes that read papers at once.", show_default="all cores"
        ),
    ] = None,
) -> None:
    """Build a graph from papers, with all its files.

    The format of a source is told by its content: JSONL, CSV, BibTeX, RIS, what
    arXiv, OpenAlex and Semantic Scholar give, and more; `paperkg sources` lists
    them. The library folder then holds exactly these papers; what is unchanged
    is not read again. Records that cannot be read are listed in `skipped.tsv`,
    what sources say differently of one paper in `conflicts.tsv`.

    Example:  `paperkg build papers.jsonl -o out`
    """
    from kg.builder import build_library
    from kg.workers import available

    used = workers or available()
    made = build_library(sources, out, progress=_with_bar, strict=strict, workers=used)
    _report(made, out)
