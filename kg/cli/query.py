"""The command `query`."""

from __future__ import annotations

import sys
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.console import Out, make_table, open_page, output, plural, talk, warn
from kg.sparql.limits import SECONDS
from ontology.errors import QueryError, invalid_value

if TYPE_CHECKING:
    from kg.sparql.answers import Answer
    from kg.sparql.engine import Reply, Request
    from kg.sparql.worker import Worker

__all__ = ["AnswerFormat", "query"]


class AnswerFormat(StrEnum):
    """How rows are written; triples are always Turtle."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"


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


def _values(assigned: list[str]) -> dict[str, str]:
    """Parameters from ``name=value``."""
    found: dict[str, str] = {}
    for assignment in assigned:
        name, equals, value = assignment.partition("=")
        if not (equals and name.strip()):
            msg = f'--set {assignment}: write it as --set name="value"'
            raise QueryError(msg)
        if name.strip() in found:
            msg = f"--set {name.strip()}: given twice"
            raise QueryError(msg)
        found[name.strip()] = value
    return found


def _print_names() -> None:
    from kg.queries import named_queries
    from kg.sparql.parameters import declared, summary

    rows = [
        (name, summary(text), "\n".join(str(parameter) for parameter in declared(text)))
        for name, text in named_queries().items()
    ]
    title = f"{len(rows)} named queries are included"
    output().print(make_table(("query", "what it answers", "--set"), rows, title=title))


def _print_table(answer: Answer) -> None:
    """The answer without the IRIs of what it names; csv, tsv and json have them."""
    from kg.sparql.answers import shown_places

    shown = shown_places(answer.columns)
    columns = [answer.columns[place] for place in shown]
    output().print(make_table(columns, [[row[place] for place in shown] for row in answer.rows]))
    talk().print(plural(len(answer.rows), "row"))


def _print_reply(reply: Reply, form: AnswerFormat) -> None:
    from kg.sparql.answers import read_rows
    from kg.sparql.engine import Form

    if form is AnswerFormat.TABLE and reply.form is Form.JSON:
        _print_table(read_rows(reply.body))
    else:
        typer.echo(reply.body.decode("utf-8"), nl=not reply.body.endswith(b"\n"))


def _show(reply: Reply, out: Path, page: Path, *, open_: bool) -> None:
    """Write the page of what an answer names, and open it."""
    from exports.html.page import make_page
    from kg.asking import around
    from kg.layout import lay_out
    from kg.sparql.answers import read_rows, read_triples
    from kg.sparql.engine import Form

    read = read_rows if reply.form is Form.JSON else read_triples
    graph = around(out)(read(reply.body).nodes)
    if not graph:
        msg = "--view: no node of the graph stands in the answer; select its IRI"
        raise QueryError(msg)
    make_page(graph, lay_out(graph)).save(page)
    talk().print(page, markup=False, soft_wrap=True)
    if open_:
        open_page(page)


def _is_empty(reply: Reply) -> bool:
    """Whether an answer has no row, no triple, or is no."""
    from kg.sparql.answers import read_rows, read_triples
    from kg.sparql.engine import Form

    if reply.form in {Form.CSV, Form.TSV}:
        return reply.body.count(b"\n") <= 1  # the headings
    return not (read_rows if reply.form is Form.JSON else read_triples)(reply.body)


def _warn_of_terms(text: str, reply: Reply) -> None:
    """Where nothing was found: say which terms of ours there are not."""
    from kg.cli.query_terms import unknown_terms

    unknown = list(unknown_terms(text))
    if unknown and _is_empty(reply):
        for problem in unknown:
            warn(problem)


def _ask(worker: Worker, request: Request, timeout: float) -> Reply:
    from kg.sparql.text import explain

    reply = worker.ask(request, timeout)
    if reply.broken:
        raise QueryError(explain(reply.broken, reply.body.decode("utf-8")))
    return reply


def query(
    sparql: Annotated[
        str | None,
        typer.Argument(
            metavar="[QUERY]",
            help="Name of an included query, SPARQL text, a file, or - for standard input; "
            "without it the included queries are listed.",
        ),
    ] = None,
    assigned: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            help="Value for $NAME in the query: a thing by its name, a text or a number.",
        ),
    ] = None,
    form: Annotated[
        AnswerFormat,
        typer.Option("--format", "-f", help="How to write rows; triples come as Turtle."),
    ] = AnswerFormat.TABLE,
    view: Annotated[
        Path | None,
        typer.Option(
            "--view",
            metavar="PAGE",
            help="Also write the graph of the answer as a page, open it.",
            dir_okay=False,
        ),
    ] = None,
    open_: Annotated[
        bool, typer.Option("--open/--no-open", help="With --view: open it, or only write it.")
    ] = True,
    timeout: Annotated[
        float, typer.Option("--timeout", min=0.001, help="Seconds that the query may take.")
    ] = SECONDS,
    out: Out = Path("out"),
) -> None:
    """Ask a library in SPARQL; the usual prefixes need not be declared.

    Example:  `paperkg query leaderboard --set dataset=ImageNet`

    Example:  `paperkg query "SELECT ?name { ?m a pk:Model ; skos:prefLabel ?name }" -f csv`
    """
    if sparql is None:
        _print_names()
        return
    from kg.library.triple_store import open_store
    from kg.sparql.engine import Form, Request
    from kg.sparql.parameters import choose
    from kg.sparql.text import check_allowed
    from kg.sparql.worker import Worker

    text, values = _query_text(sparql), _values(assigned or [])
    check_allowed(text)
    choose(text, values)  # what is missing is said before anything is loaded
    rows = {AnswerFormat.CSV: Form.CSV, AnswerFormat.TSV: Form.TSV}.get(form, Form.JSON)
    with Worker(partial(open_store, out)) as worker:
        reply = _ask(worker, Request(text, values, rows), timeout)
        _print_reply(reply, form)
        _warn_of_terms(text, reply)
        if view is not None:
            if reply.form in {Form.CSV, Form.TSV}:  # JSON is what is read back
                reply = _ask(worker, Request(text, values), timeout)
            _show(reply, out, view, open_=open_)
