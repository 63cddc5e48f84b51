"""The commands that show what a library holds: `show`, `stats`, `view`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.console import Out, make_table, open_page, output
from kg.cli.summary import print_summary

if TYPE_CHECKING:
    import networkx as nx
    from rich.console import Console

__all__ = ["show", "stats", "view"]


def _print_claims(console: Console, graph: nx.MultiDiGraph[str], node: str, most: int) -> None:
    from kg.analysis.claims_seen import claims_of

    for label, claims in claims_of(graph, node).items():
        rows = [
            (claim.other, claim.confidence, claim.sentence, "" if claim.is_paper else claim.paper)
            for claim in claims[:most]
        ]
        more = f" (the first {most} of {len(claims)})" if len(claims) > most else ""
        columns = (label, "confidence", "sentence", "paper")
        if not any(row[3] for row in rows):
            columns, rows = columns[:3], [row[:3] for row in rows]  # type: ignore[assignment,misc]
        console.print(make_table(columns, rows, title=f"{label}{more}" if more else None))


def show(
    entity: Annotated[
        str, typer.Argument(help="Name, alias or id of an entity, or title of a paper.")
    ],
    most: Annotated[int, typer.Option("--most", min=1, help="Claims to show per relation.")] = 20,
    out: Out = Path("out"),
) -> None:
    """Show all that is known of an entity, each claim with its sentence.

    Example:  `paperkg show ImageNet`
    """
    from kg.analysis.names import find_nodes
    from kg.library.lookup import ego_in

    graph = ego_in(out, entity)
    console = output()
    for node in find_nodes(graph, entity):
        data = graph.nodes[node]
        facts = [("id", node), ("type", data["type"])]
        facts += [
            (key, str(data[key]))
            for key in ("subtype", "year", "venue", "url", "license")
            if key in data
        ]
        if "aliases" in data:
            facts.append(("also", data["aliases"].replace("|", ", ")))
        facts.append(("papers", str(data["papers"])))
        console.print(make_table((data["name"], ""), facts))
        _print_claims(console, graph, node, most)


def stats(
    top: Annotated[int, typer.Option("--top", min=0, help="Most connected entities to name.")] = 10,
    out: Out = Path("out"),
) -> None:
    """Count what a library holds.

    Example:  `paperkg stats --top 20`
    """
    from kg.library.store import read_knowledge

    print_summary(read_knowledge(out), top)


def view(
    open_: Annotated[
        bool,
        typer.Option("--open/--no-open", help="Open the page in the browser, or only say where."),
    ] = True,
    out: Out = Path("out"),
) -> None:
    """Open the interactive page of a library.

    Example:  `paperkg view`
    """
    from exports.formats import find_format
    from kg.builder import export_library
    from kg.library.publishing import finish

    finish(out)
    page = out / find_format("html").filename
    if not page.is_file():
        page = export_library(out, ["html"])["html"]
    output().print(page, markup=False, soft_wrap=True)
    if open_:
        open_page(page)
