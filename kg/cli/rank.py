"""The commands that rank: `top` and `leaderboard`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.answers import (
    AsCsv,
    AsJson,
    Most,
    Named,
    form_of,
    library_graph,
    nothing,
    print_records,
    say_more,
    write_records,
)
from kg.cli.console import Out, TableFormat, make_table, output

if TYPE_CHECKING:
    import networkx as nx

    from ontology.knowledge import Leaderboard

__all__ = ["leaderboard", "top"]

BOARDS = 10  # boards to show at once


def top(
    type_: Annotated[
        str | None,
        typer.Option("--type", "-t", metavar="TYPE", help="Model, Dataset, Task or Metric."),
    ] = None,
    most: Most = 20,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
    out: Out = Path("out"),
) -> None:
    """Rank the most depended-on entities.

    PageRank over the graph read as citations: what is used by what is used
    counts, not the number of papers alone.

    Example:  `paperkg top --type Dataset`
    """
    from kg.analysis.centrality import find_central

    form = form_of(as_csv, as_json)
    found = find_central(library_graph(out), type_)
    if not found:
        nothing(f"{out}: no {type_ or 'entity'} in this library")
    if form is not TableFormat.TABLE:
        write_records(found, form)
    else:
        columns = (
            ("rank", "name", "type", "papers") if type_ is None else ("rank", "name", "papers")
        )
        print_records(found, columns, most=most)


def leaderboard(
    task: Named = None,
    dataset: Named = None,
    metric: Named = None,
    most: Most = 20,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
    out: Out = Path("out"),
) -> None:
    """Rank the results that papers state, each with its sentence; without options, list the boards.

    Absolute results only, each scale for itself; the best of each model and
    paper. Abstracts rarely say under which conditions: read the sentences.

    Example:  `paperkg leaderboard --dataset ImageNet-1K`
    """
    from kg.analysis.leaderboards import find_leaderboards, ranking

    form = form_of(as_csv, as_json)
    graph = library_graph(out)
    boards = find_leaderboards(graph, task=task, dataset=dataset, metric=metric)
    if not boards:
        _no_board(graph, task, dataset, metric)
    if form is not TableFormat.TABLE:
        write_records(ranking(graph, boards), form)
    elif (task, dataset, metric) == (None, None, None):
        _print_boards(graph, boards, most)
    else:
        for board in boards[:BOARDS]:
            rows = ranking(graph, [board])
            columns = ("rank", "model", "value", "year", "paper", "sentence")
            print_records(rows, columns, most=most, title=_title(graph, board))
        say_more(len(boards), BOARDS, "board", how="--csv has all")


def _title(graph: nx.MultiDiGraph[str], board: Leaderboard) -> str:
    names = [graph.nodes[node]["name"] for node in (board.dataset, board.metric)]
    scale = f", {board.scale}" if board.scale else ""
    better = f"{board.direction} is better" if board.direction else "unranked: which is better?"
    return f"{names[0]}: {names[1]}{scale} ({better})"


def _print_boards(graph: nx.MultiDiGraph[str], boards: tuple[Leaderboard, ...], most: int) -> None:
    rows = [
        (
            graph.nodes[board.dataset]["name"],
            graph.nodes[board.metric]["name"],
            board.scale,
            len({row.paper for row in board.rows}),
            len({row.model for row in board.rows}),
            graph.nodes[board.rows[0].model]["name"] if board.direction else None,
            board.rows[0].value if board.direction else None,
        )
        for board in boards[:most]
    ]
    columns = ("dataset", "metric", "scale", "papers", "models", "best", "value")
    output().print(make_table(columns, rows))
    say_more(len(boards), most, "board")


def _no_board(
    graph: nx.MultiDiGraph[str], task: str | None, dataset: str | None, metric: str | None
) -> None:
    """Say that there is no board, and the nearest that there is."""
    from kg.analysis.leaderboards import find_leaderboards

    asked = ", ".join(name for name in (task, dataset, metric) if name)
    if not asked:
        nothing("no paper of this library states an absolute result with model, dataset and metric")
    hint = ""
    if dataset is not None:
        found = find_leaderboards(graph, dataset=dataset)
        names = sorted({graph.nodes[board.metric]["name"] for board in found})
        hint = f"; on {dataset} there are results in: {', '.join(names)}" if names else ""
    nothing(f"no absolute result with model, dataset and metric for {asked}{hint}")
