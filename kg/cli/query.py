"""The command `query`."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.console import Out, TableFormat, make_table, output, talk
from ontology.errors import QueryError, invalid_value

if TYPE_CHECKING:
    from kg.sparql import Answer

__all__ = ["query"]


def _query_text(given: str) -> str:
    """SPARQL from a name, a file, standard input, or as it is."""
    from kg.queries import named_queries

    names = named_queries()
    if given in names:
        return names[given]
    try:
        if given == "-":
            return sys.stdin.buffer.read().decode("utf-8")
        if given.endswith(".rq") or ("{" not in given and Path(given).is_file()):
            return Path(given).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{given}: the query cannot be read ({error})"
        raise QueryError(msg) from error
    if "{" not in given:
        known = invalid_value("query", given, names)
        msg = f"{known}; or give SPARQL, a file, or - for standard input"
        raise QueryError(msg)
    return given


def _print_answer(answer: Answer, form: TableFormat) -> None:
    if form is TableFormat.TABLE:
        output().print(make_table(answer.columns, answer.rows))
        talk().print(f"{len(answer.rows)} rows")
    elif form is TableFormat.CSV:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(answer.columns)
        writer.writerows(answer.rows)
    else:
        rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))


def _print_names() -> None:
    from kg.queries import named_queries

    rows = [
        (name, text.split("\n", 1)[0].removeprefix("#").strip())
        for name, text in named_queries().items()
    ]
    output().print(make_table(("query", "what it answers"), rows))


def query(
    sparql: Annotated[
        str | None,
        typer.Argument(
            metavar="[QUERY]",
            help="Name of a query that comes along, SPARQL text, a file, or - for standard input; "
            "without it the names are listed.",
        ),
    ] = None,
    form: Annotated[
        TableFormat, typer.Option("--format", "-f", help="How to write the answer.")
    ] = TableFormat.TABLE,
    out: Out = Path("out"),
) -> None:
    """Ask a library in SPARQL; the usual prefixes need not be declared.

    Example:  `paperkg query top-datasets`

    Example:  `paperkg query "SELECT ?name { ?m a pk:Model ; skos:prefLabel ?name }" -f csv`
    """
    if sparql is None:
        _print_names()
        return
    from kg.library.store import read_knowledge
    from kg.sparql import make_store, run_query

    text = _query_text(sparql)
    _print_answer(run_query(make_store(read_knowledge(out)), text), form)
