"""Queries answered in this process: as an `Answer`, or written in a format of the web."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import partial

import pyoxigraph as ox

from kg.sparql.answers import Answer, answer_of
from kg.sparql.names import Names, literal
from kg.sparql.parameters import GUESS, THINGS, Parameter, Value, choose
from kg.sparql.text import check_allowed, explain, fill
from ontology.errors import QueryError
from ontology.namespaces import PREFIXES

__all__ = [
    "NO_LIMIT", "AnswerTooLargeError", "Form", "Reply", "Request", "complete", "make_store",
    "respond", "run_query",
]  # fmt: skip

NO_LIMIT = 1 << 62


class Form(StrEnum):
    """How an answer is written: the first four for rows, the others for triples."""

    JSON = "application/sparql-results+json"
    CSV = "text/csv"
    TSV = "text/tab-separated-values"
    XML = "application/sparql-results+xml"
    TURTLE = "text/turtle"
    NTRIPLES = "application/n-triples"
    JSON_LD = "application/ld+json"


_ROWS = {
    Form.JSON: ox.QueryResultsFormat.JSON,
    Form.CSV: ox.QueryResultsFormat.CSV,
    Form.TSV: ox.QueryResultsFormat.TSV,
    Form.XML: ox.QueryResultsFormat.XML,
}
_TRIPLES = {
    Form.TURTLE: ox.RdfFormat.TURTLE,
    Form.NTRIPLES: ox.RdfFormat.N_TRIPLES,
    Form.JSON_LD: ox.RdfFormat.JSON_LD,
}


class AnswerTooLargeError(QueryError):
    """The answer has more bytes than it may have."""


@dataclass(frozen=True, slots=True)
class Request:
    """A question, and how the answer is to be written.

    Attributes:
        query: SPARQL.
        given: Values for its parameters.
        rows: For SELECT and ASK.
        triples: For CONSTRUCT and DESCRIBE.
        most: Bytes that the answer may have.
        explained: Whether a query that does not parse is refused with what is
            wrong with it; else the asker explains that, at more leisure.
    """

    query: str
    given: Mapping[str, Value]
    rows: Form = Form.JSON
    triples: Form = Form.TURTLE
    most: int = NO_LIMIT
    explained: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as bytes.

    Attributes:
        form: What they are.
        body: The bytes.
        broken: The query as it was run, where it does not parse; the body is
            then what pyoxigraph says of it.
    """

    form: Form
    body: bytes
    broken: str = ""


def make_store(quads: Iterable[ox.Triple]) -> ox.Store:
    """Triples in a store in memory."""
    store = ox.Store()
    store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for t in quads)
    return store


def complete(names: Names, query: str, given: Mapping[str, Value]) -> str:
    """A query with its values filled in, each as one term.

    Args:
        names: Of the store that will answer.
        query: SPARQL.
        given: Name to value.

    Raises:
        QueryError: If the query is not allowed, or a value does not fit.
    """
    check_allowed(query)
    return fill(query, {p.name: _term(names, p, value) for p, value in choose(query, given)})


def _term(names: Names, parameter: Parameter, value: str | None) -> str:
    """A value as a SPARQL term; for any value a variable that no query has otherwise."""
    if value is None:
        return f"?any_{parameter.name}"
    kind = parameter.kind
    if kind in THINGS:
        return str(names.find(value, kind))
    if kind == "year":
        if not re.fullmatch(r"[0-9]{4}", value):
            raise QueryError(f"{parameter.name}: {value!r} is no year; write it with four digits")
        return f'"{value}"^^<{PREFIXES["xsd"]}gYear>'
    if kind == "count" and not re.fullmatch(r"[0-9]{1,9}", value):
        raise QueryError(f"{parameter.name}: {value!r} is no whole number from 0")
    if kind in {"number", "count"}:
        number = _number(value)
        if number is None:
            raise QueryError(f"{parameter.name}: {value!r} is no number")
        return number
    if kind == GUESS:
        return _guess(names, value)
    return str(literal(value))


def _number(value: str) -> str | None:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return f"{number:f}" if number.is_finite() and abs(number.adjusted()) < 100 else None


def _guess(names: Names, value: str) -> str:
    direct = names.direct(value)
    return str(direct) if direct else _number(value) or str(literal(value))


def _evaluate(store: ox.Store, query: str) -> ox.QueryBoolean | ox.QuerySolutions | ox.QueryTriples:
    return store.query(query, prefixes=dict(PREFIXES), named_graphs=[])


def run_query(store: ox.Store, query: str, **given: Value) -> Answer:
    """Run a SPARQL query; the project's prefixes need not be declared.

    Args:
        store: From `make_store`.
        query: Of any form but an update.
        given: Values for its parameters.

    Returns:
        Columns and rows in the order of the answer.

    Raises:
        QueryError: If the query does not parse, asks for anything outside the
            library, or a value does not fit.

    >>> run_query(ox.Store(), "SELECT (1 + $n AS ?sum) {}", n=1).rows
    ((2,),)
    """
    ready = complete(Names(store), query, given)
    try:
        return answer_of(_evaluate(store, ready))
    except (SyntaxError, ValueError) as error:
        raise QueryError(explain(ready, str(error))) from error
    except OSError as error:
        raise QueryError(f"the query cannot be answered: {error}") from error


def respond(store: ox.Store, names: Names, request: Request) -> Reply:
    """Answer a request in bytes.

    Args:
        store: What is asked.
        names: Of that store.
        request: What and how.

    Raises:
        QueryError: If it is not allowed, a value does not fit, or it does not
            parse and is to be explained.
        AnswerTooLargeError: If the answer has too many bytes.
    """
    ready = complete(names, request.query, request.given)
    try:
        result = _evaluate(store, ready)
    except (SyntaxError, ValueError) as error:
        if request.explained:
            raise QueryError(explain(ready, str(error), thorough=False)) from error
        return Reply(request.rows, str(error).encode("utf-8", "replace"), broken=ready)
    try:
        if isinstance(result, ox.QueryTriples):
            return Reply(request.triples, _write_triples(result, request))
        return Reply(request.rows, _write_rows(result, request))
    except _TooLargeError as error:
        msg = f"the answer is larger than {request.most:,} bytes; ask for less, with LIMIT for one"
        raise AnswerTooLargeError(msg) from error
    except OSError as error:
        raise QueryError(f"the query cannot be answered: {error}") from error


class _TooLargeError(OSError):
    """More was written than may be."""


class _Bounded(io.BytesIO):
    """A file in memory with an end to it: a huge answer stops where that is reached."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def write(self, data: object) -> int:
        written = super().write(data)  # type: ignore[arg-type]
        if self.tell() > self.most:
            raise _TooLargeError
        return written


def _write_rows(result: ox.QueryBoolean | ox.QuerySolutions, request: Request) -> bytes:
    file = _Bounded(request.most)
    result.serialize(file, format=_ROWS[request.rows])
    return file.getvalue()


def _write_triples(result: Iterable[ox.Triple], request: Request) -> bytes:
    """Triples sorted, for the store gives them in no order."""
    lines: dict[str, ox.Triple] = {}
    size = 0
    for triple in result:
        line = str(triple)
        size += len(line)
        if size > request.most:
            raise _TooLargeError
        lines[line] = triple
    write = partial(ox.serialize, (lines[line] for line in sorted(lines)))
    body = write(format=_TRIPLES[request.triples], prefixes=dict(PREFIXES))
    return body or b""
