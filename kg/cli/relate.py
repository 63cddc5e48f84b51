"""The commands that relate two things: `compare` and `path`."""

from __future__ import annotations

from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.answers import (
    AsCsv,
    AsJson,
    Most,
    form_of,
    library_graph,
    nothing,
    print_json,
    print_records,
    write_records,
)
from kg.cli.console import Out, TableFormat, make_table, output, plural

if TYPE_CHECKING:
    from kg.analysis.comparison import Comparison

__all__ = ["compare", "path"]

One = Annotated[str, typer.Argument(metavar="A", help="Name, alias or id.")]
Other = Annotated[str, typer.Argument(metavar="B", help="Name, alias or id.")]


def compare(
    one: One,
    other: Other,
    most: Most = 20,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
    out: Out = Path("out"),
) -> None:
    """Put two entities side by side.

    What papers say of the two, leaderboards with both, and how many papers name
    something else beside the one and beside the other. `--csv` has the last.

    Example:  `paperkg compare "multilayer perceptron" RoBERTa`
    """
    from kg.analysis.comparison import compare as put_side_by_side

    form = form_of(as_csv, as_json)
    found = put_side_by_side(library_graph(out), one, other)
    if form is TableFormat.CSV:
        write_records(found.beside, form)
    elif form is TableFormat.JSON:
        print_json(
            {
                "one": asdict(found.one),
                "other": asdict(found.other),
                "together": found.together,
                "said": [asdict(row) for row in found.said],
                "beside": [asdict(row) for row in found.beside],
                "boards": [asdict(row) for row in found.boards],
            }
        )
    else:
        _print_comparison(found, most)


def _print_comparison(found: Comparison, most: int) -> None:
    names = (found.one.name, found.other.name)
    facts = [
        (key, getattr(found.one, key), getattr(found.other, key))
        for key in ("type", "papers", "first", "last", "introduced", "id")
    ]
    console = output()
    console.print(make_table(("", *names), facts))
    console.print(
        f"{plural(found.together, 'paper')} {'names' if found.together == 1 else 'name'} both"
    )
    if found.said:
        columns = ("head", "relation", "tail", "confidence", "sentence", "paper")
        print_records(found.said, columns, most=most, title="what papers say of the two")
    if found.boards:
        columns = ("dataset", "metric", "rank", "model", "value", "paper")
        print_records(found.boards, columns, most=most, title="leaderboards with both")
    if found.beside:
        rows = [(row.name, row.type, row.one, row.other) for row in found.beside[:most]]
        title = "papers that name something beside them"
        console.print(make_table(("", "type", *names), rows, title=title))


def path(
    one: One,
    other: Other,
    most: Annotated[int, typer.Option("--most", min=1, help="Paths to show.")] = 3,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
    out: Out = Path("out"),
) -> None:
    """Show how two things are connected, each step with the sentence that says so.

    Short ways around what is connected with everything; A and B may be papers too.

    Example:  `paperkg path "multilayer perceptron" ImageNet`
    """
    from kg.analysis.paths import LONGEST, find_paths

    form = form_of(as_csv, as_json)
    found = find_paths(library_graph(out), one, other, most)
    if not found:
        nothing(f"{one} and {other} are not connected within {LONGEST} steps")
    if form is not TableFormat.TABLE:
        write_records(found, form)
        return
    columns = ("start", "relation", "end", "confidence", "sentence")
    for number, steps in groupby(found, key=lambda step: step.path):
        rows = list(steps)
        title = f"{number}: {plural(len(rows), 'step')}"
        print_records(rows, columns, most=len(rows), title=title)
