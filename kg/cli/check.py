"""The command `check`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.answers import ReportFormat, print_csv, print_json, say_more
from kg.cli.console import Out, TableFormat, make_table, output, printable, talk
from ontology.errors import QueryError, invalid_value

if TYPE_CHECKING:
    from kg.checks.finding import Finding, FindingKind

__all__ = ["check"]

SHOWN = ("kind", "damage", "subject", "detail")
COLUMNS = (*SHOWN, "table", "line")


def _allowed(limits: list[str]) -> dict[FindingKind, int]:
    """The limits of --fail-on: KIND=N."""
    from kg.checks.finding import FindingKind

    allowed = {}
    for limit in limits:
        kind, _, most = limit.partition("=")
        if kind not in set(FindingKind):
            raise QueryError(f"--fail-on {limit}: {invalid_value('kind', kind, FindingKind)}")
        if not most.isdecimal():
            msg = f"--fail-on {limit}: say how many are allowed, as in {kind}=10"
            raise QueryError(msg)
        allowed[FindingKind(kind)] = int(most)
    return allowed


def _print_remedies(findings: list[Finding]) -> None:
    """Lines to copy, table by table: plain, so that the tabs stay."""
    for table in sorted({finding.table for finding in findings} - {""}):
        typer.echo(f"\nwhat would mend it, for overrides/{table}, where you agree:")
        for line in dict.fromkeys(f.line for f in findings if f.table == table):
            typer.echo(printable(line))


def _print_tables(findings: list[Finding], most: int) -> None:
    from kg.checks.report import count

    console = output()
    counts = [(kind, number, kind.meaning) for kind, number in count(findings).items()]
    console.print(make_table(("kind", "findings", "what it means"), counts))
    if findings:
        rows = [[getattr(finding, column) for column in SHOWN] for finding in findings[:most]]
        console.print(make_table(SHOWN, rows, title="most damage first"))
        _print_remedies(findings[:most])
    say_more(len(findings), most, "finding")


def check(
    most: Annotated[int, typer.Option("--most", min=1, help="Findings to show.")] = 20,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-on", metavar="KIND=N", help="Exit 1 if there are more than N of a kind."
        ),
    ] = None,
    form: ReportFormat = TableFormat.TABLE,
    out: Out = Path("out"),
) -> None:
    """Look for what may be wrong in a library, the most damage first.

    Most findings say what would mend them: a line for a table in the library's
    `overrides/` folder, where your decisions win and survive every rebuild.
    CSV and JSON hold all findings.

    Example:  `paperkg check --fail-on near-duplicate=10 --fail-on empty-paper=0`
    """
    from kg.checks.report import check as find_all
    from kg.checks.report import exceeded
    from kg.library.store import read_parts, restore

    allowed = _allowed(fail_on or [])
    papers, extracted, overrides = read_parts(out)
    knowledge = restore(out, papers, extracted, overrides)
    findings = find_all(knowledge, extracted, overrides)
    if form is TableFormat.TABLE:
        _print_tables(findings, most)
    elif form is TableFormat.CSV:
        print_csv(COLUMNS, ([getattr(found, name) for name in COLUMNS] for found in findings))
    else:
        print_json([asdict(finding) for finding in findings])
    over = exceeded(findings, allowed)
    if over:
        for kind in over:
            talk().print(f"more than {allowed[kind]} of {kind}", markup=False)
        raise typer.Exit(1)
