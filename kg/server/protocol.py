"""The SPARQL 1.1 protocol: what is asked, and in which format the answer is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from kg.sparql.engine import Form

if TYPE_CHECKING:
    from starlette.requests import Request as HttpRequest

__all__ = [
    "MOST_QUERY",
    "RefusedError",
    "choose_forms",
    "preferred",
    "read_query",
    "triples_of",
]

MOST_QUERY = 100_000  # bytes of a query; a body may have a little more around it
_BODY = MOST_QUERY + 10_000
_FIELDS = 30

_ROWS = {
    Form.JSON: Form.JSON, "application/json": Form.JSON, Form.XML: Form.XML,
    "application/xml": Form.XML, "text/xml": Form.XML, Form.CSV: Form.CSV, Form.TSV: Form.TSV,
}  # fmt: skip
_TRIPLES = {
    Form.TURTLE: Form.TURTLE, Form.NTRIPLES: Form.NTRIPLES, Form.JSON_LD: Form.JSON_LD,
    "application/json": Form.JSON_LD, "application/x-turtle": Form.TURTLE,
}  # fmt: skip
_ANYTHING = {"*/*": Form.JSON, "application/*": Form.JSON, "text/*": Form.CSV}
_ANY_TRIPLES = {"*/*": Form.TURTLE, "application/*": Form.NTRIPLES, "text/*": Form.TURTLE}
_GRAPHS = ("default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri")


class RefusedError(Exception):
    """A request that is not answered: the status, and what to do about it."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


def preferred(accept: str) -> Iterator[str]:
    """The media types of an Accept header, the most wanted first; those with q=0 left out.

    >>> list(preferred("text/csv;q=0.5, application/json, image/png;q=0"))
    ['application/json', 'text/csv']
    """
    wanted = []
    for place, part in enumerate(accept.split(",")):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        try:
            quality = float(weight)
        except ValueError:
            quality = 0.0
        if media and quality > 0:
            wanted.append((-quality, place, media))
    return (media for _, _, media in sorted(wanted))


def choose_forms(accept: str | None) -> tuple[Form, Form]:
    """The formats for rows and for triples.

    Args:
        accept: The header; None where there is none.

    Returns:
        A format for each; JSON and Turtle where the header speaks only of the other.

    Raises:
        RefusedError: If it speaks of nothing that there is.

    >>> [str(form) for form in choose_forms("text/csv, text/turtle")]
    ['text/csv', 'text/turtle']
    """
    wanted = list(preferred(accept or "*/*"))
    rows = next((f for m in wanted if (f := _ROWS.get(m) or _ANYTHING.get(m))), None)
    triples = next((f for m in wanted if (f := _TRIPLES.get(m) or _ANY_TRIPLES.get(m))), None)
    if rows is None and triples is None:
        known = ", ".join(str(form) for form in Form)
        raise RefusedError(406, f"no format that you accept is known here; there are: {known}")
    return rows or Form.JSON, triples or Form.TURTLE


def triples_of(media: str) -> Form | None:
    """The format of triples that a media type names; None if it names none.

    >>> triples_of("application/x-turtle"), triples_of("text/html")
    (<Form.TURTLE: 'text/turtle'>, None)
    """
    return _TRIPLES.get(media)


async def read_query(request: HttpRequest) -> str | None:
    """The query of a request.

    Args:
        request: GET or POST.

    Returns:
        SPARQL; None where a GET has none.

    Raises:
        RefusedError: If it is too large, no query, or not to be answered here.
    """
    if request.method != "POST":
        return _query_of(request.query_params.multi_items(), needed=False)
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media == "application/sparql-update":
        raise RefusedError(403, "this endpoint is read only: no update is carried out")
    if media not in {"application/sparql-query", "application/x-www-form-urlencoded"}:
        raise RefusedError(
            415,
            f"a body of type {media or '(none)'} cannot be read; send application/sparql-query, "
            "or application/x-www-form-urlencoded with query=...",
        )
    body = await _body(request)
    if media == "application/sparql-query":
        _check_graphs(name for name, _ in request.query_params.multi_items())
        return _text(body)
    try:
        fields = parse_qs(_text(body), keep_blank_values=True, max_num_fields=_FIELDS)
    except ValueError as error:
        raise RefusedError(400, f"the form cannot be read: {error}") from error
    pairs = [(name, value) for name, values in fields.items() for value in values]
    return _query_of(pairs, needed=True)


async def _body(request: HttpRequest) -> bytes:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _BODY:
            raise RefusedError(413, f"the query is larger than {MOST_QUERY:,} bytes")
    return body


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(400, f"the body is not UTF-8: {error}") from error


def _check_graphs(names: Iterable[str]) -> None:
    for name in names:
        if name in _GRAPHS:
            raise RefusedError(
                400, f"{name} is not allowed: there is one graph, and nothing else is read"
            )


def _query_of(fields: list[tuple[str, str]], *, needed: bool) -> str | None:
    names = [name for name, _ in fields]
    _check_graphs(names)
    if "update" in names:
        raise RefusedError(403, "this endpoint is read only: no update is carried out")
    queries = [value for name, value in fields if name == "query"]
    if len(queries) > 1:
        raise RefusedError(400, "more than one query was sent; send one")
    if not queries and needed:
        raise RefusedError(400, "no query was sent: the field is called query")
    if queries and len(queries[0].encode("utf-8", "replace")) > MOST_QUERY:
        raise RefusedError(413, f"the query is larger than {MOST_QUERY:,} bytes")
    return queries[0] if queries else None
