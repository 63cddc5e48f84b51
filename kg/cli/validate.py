"""The command `validate`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.answers import ReportFormat, print_csv, print_json
from kg.cli.console import Out, TableFormat, make_table, output, plural, talk
from kg.validation.engine import Engine

if TYPE_CHECKING:
    from kg.validation.report import Report

__all__ = ["validate"]

COLUMNS = ("node", "what", "property", "problem", "value", "allowed", "repair")


def _rows(report: Report) -> list[tuple[str, ...]]:
    from kg.validation.report import group
    from ontology.namespaces import short

    return [
        (short(v.node), g.about, g.path, g.problem, v.value or "", g.allowed, g.repair)
        for g in group(report.violations)
        for v in g.violations
    ]


def _print_groups(report: Report, most: int) -> None:
    from kg.validation.report import group
    from ontology.namespaces import short

    console = output()
    for found in group(report.violations):
        head = f"{len(found.violations):,} x {found.about}: {found.path} {found.problem}"
        console.print(f"{head}; allowed: {found.allowed}", markup=False, soft_wrap=True)
        for violation in found.violations[:most]:
            value = "" if violation.value is None else f"  {violation.value!r}"
            console.print(f"    {short(violation.node)}{value}", markup=False, soft_wrap=True)
        if len(found.violations) > most:
            console.print(f"    and {len(found.violations) - most:,} more")
        console.print(f"    to repair: {found.repair}", markup=False, soft_wrap=True)


def validate(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]", help="Turtle, N-Triples or JSON-LD; without it, the library."
        ),
    ] = None,
    engine: Annotated[
        Engine,
        typer.Option("--engine", help="pySHACL, or the same checks while streaming; by size."),
    ] = Engine.AUTO,
    most: Annotated[int, typer.Option("--most", min=1, help="Nodes to show of each problem.")] = 5,
    form: ReportFormat = TableFormat.TABLE,
    out: Out = Path("out"),
) -> None:
    """Check RDF against the shapes of the ontology; exit 1 if something does not hold.

    Each problem is told with the node, the value, what is allowed and how to
    repair it. CSV and JSON hold all of them.

    Example:  `paperkg validate`

    Example:  `paperkg validate out/graph.ttl --most 20`
    """
    from kg.library.store import read_knowledge
    from kg.validation.validate import validate_file, validate_knowledge

    if file is None or file.is_dir():
        report = validate_knowledge(read_knowledge(file or out), engine)
    else:
        report = validate_file(file, engine)
    talk().print(f"{plural(report.triples, 'triple')}, checked by {report.engine}")
    if form is TableFormat.JSON:
        print_json([dict(zip(COLUMNS, row, strict=True)) for row in _rows(report)])
    elif form is TableFormat.CSV:
        print_csv(COLUMNS, _rows(report))
    elif report.conforms:
        output().print(make_table(("conforms", "number"), report.checked.items()))
    else:
        _print_groups(report, most)
    if not report.conforms:
        raise typer.Exit(1)
