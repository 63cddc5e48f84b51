"""The commands put together."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.build import add, build, remove, update
from kg.cli.check import check
from kg.cli.evaluate import evaluate
from kg.cli.export import ExportCommand, export
from kg.cli.gaps import gaps
from kg.cli.look import show, stats, view
from kg.cli.query import query
from kg.cli.rank import leaderboard, top
from kg.cli.relate import compare, path
from kg.cli.serve import serve
from kg.cli.sources import sources
from kg.cli.trend import trend
from kg.cli.validate import validate
from ontology.version import __version__

__all__ = ["app"]

app = typer.Typer(
    name="paperkg",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (
    add,
    build,
    check,
    compare,
    evaluate,
    export,
    gaps,
    leaderboard,
    path,
    query,
    remove,
    serve,
    show,
    sources,
    stats,
    top,
    trend,
    update,
    validate,
    view,
):
    app.command(cls=ExportCommand if command is export else None)(command)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"paperkg {__version__}")
        raise typer.Exit


@app.callback()
def paperkg(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """A knowledge graph of research papers: models, datasets, tasks, metrics, results.

    Start with:  `paperkg build papers.jsonl`  then  `paperkg view`
    """
