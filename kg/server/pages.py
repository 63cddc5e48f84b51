"""The pages of the server: forms and tables, no script; every text is escaped by the template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from kg.queries import named_queries
from kg.sparql.answers import IRI_COLUMN, Answer, Cell, read_rows, shown_places
from kg.sparql.engine import Form, Reply
from kg.sparql.parameters import declared, summary
from ontology.namespaces import ID_BASE, PREFIXES

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = [
    "POLICY", "Asked", "Link", "Table", "answer_page", "query_page", "style", "table_of",
    "thing_page",
]  # fmt: skip

MOST_SHOWN = 1_000  # rows or lines of an answer; a browser has trouble with many more

# What a page may load: its style sheet. Nothing runs, nothing frames it, forms stay here.
POLICY = (
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Link:
    """A cell: text, and where it leads; empty where nowhere."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and cells."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Link, ...], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the query page shows: what was asked, and what came of it.

    Attributes:
        name: Of a query that comes along; empty for a text.
        query: The text.
        values: What was given for its parameters.
        table: The answer, if there is one.
        turtle: The triples, if these are the answer.
        left: How many rows or lines of the answer are not shown.
        problem: What went wrong; empty if nothing did.
    """

    name: str = ""
    query: str = ""
    values: Mapping[str, str] | None = None
    table: Table | None = None
    turtle: str = ""
    left: int = 0
    problem: str = ""


@cache
def _template(name: str) -> Template:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    folder = files("kg.server") / "templates"
    loader = FunctionLoader(lambda wanted: (folder / wanted).read_text(encoding="utf-8"))
    environment = Environment(autoescape=True, undefined=StrictUndefined, loader=loader)
    return environment.get_template(name)


def style() -> str:
    """The style sheet."""
    return (files("kg.server") / "templates" / "style.css").read_text(encoding="utf-8")


def place_of(iri: str) -> str:
    """Where the page of a thing is on this server; empty for what is none of ours.

    >>> place_of("pkm:detr"), place_of("https://w3id.org/paperkg/id/model/detr")
    ('/id/model/detr', '/id/model/detr')
    >>> place_of("javascript:alert(1)")
    ''
    """
    prefix, _, local = iri.partition(":")
    full = PREFIXES[prefix] + local if prefix in PREFIXES else iri
    return f"/id/{quote(full[len(ID_BASE) :], safe='/~.-_%')}" if full.startswith(ID_BASE) else ""


def table_of(answer: Answer) -> Table:
    """An answer as a table: names link to the page of what they name.

    A column with the IRIs of another one's names goes into that one.
    """
    places = {column: place for place, column in enumerate(answer.columns)}
    shown = [answer.columns[place] for place in shown_places(answer.columns)]

    def cell(row: tuple[Cell, ...], column: str) -> Link:
        value = row[places[column]]
        named = places.get(f"{column}{IRI_COLUMN}")
        target = value if named is None else row[named]
        return Link("" if value is None else str(value), place_of(str(target or "")))

    rows = tuple(tuple(cell(row, column) for column in shown) for row in answer.rows)
    return Table(tuple(shown), rows)


def query_page(asked: Asked) -> str:
    """The page on which queries are written and chosen."""
    named = [
        (name, summary(text), f"/query?{urlencode({'name': name})}")
        for name, text in named_queries().items()
    ]
    parameters = declared(asked.query) if asked.name else ()
    return _template("query.html.j2").render(
        asked=asked, named=named, parameters=parameters, values=asked.values or {}
    )


def answer_page(asked: Asked, reply: Reply) -> str:
    """The page with the first rows, or lines of Turtle, of an answer."""
    if reply.form is Form.JSON:
        answer = read_rows(reply.body)
        table = table_of(replace(answer, rows=answer.rows[:MOST_SHOWN]))
        return query_page(replace(asked, table=table, left=max(0, len(answer) - MOST_SHOWN)))
    lines = reply.body.decode("utf-8").split("\n")
    turtle, left = "\n".join(lines[:MOST_SHOWN]), max(0, len(lines) - MOST_SHOWN)
    return query_page(replace(asked, turtle=turtle, left=left))


def thing_page(name: str, iri: str, facts: Table, claims: Table, links: Iterable[Link]) -> str:
    """The page of a thing.

    Args:
        name: What it is called.
        iri: Its IRI.
        facts: What is said of it.
        claims: What papers say of it, with the sentences.
        links: The same in other formats.
    """
    return _template("thing.html.j2").render(
        name=name, iri=iri, facts=facts, claims=claims, links=list(links)
    )
