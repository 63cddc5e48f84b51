"""What a query answers: columns and rows of plain values, and the nodes that stand in them."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pyoxigraph as ox

from ontology.errors import QueryError
from ontology.namespaces import ID_BASE, short

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "IRI_COLUMN", "Answer", "Cell", "answer_of", "read_rows", "read_triples", "shown_places",
]  # fmt: skip

Cell = str | int | float | bool | None
Around = Callable[[Iterable[str]], "nx.MultiDiGraph[str]"]

IRI_COLUMN = "_iri"  # `model_iri` is the column with the IRI of what the column `model` names


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query; iterating gives its rows as named tuples.

    IRIs are shortened by the known prefixes; what is unbound is None. ASK has
    the one column `answer`; CONSTRUCT and DESCRIBE have subject, predicate, object.

    Attributes:
        columns: The names of the columns.
        rows: In the order of the answer.
        nodes: Ids of the nodes of the graph that stand in it, sorted.
        around: Makes the graph of some nodes; where that came from.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    nodes: tuple[str, ...] = field(default=(), compare=False)
    around: Around | None = field(default=None, compare=False, repr=False)

    def __iter__(self) -> Iterator[Any]:
        """Each row as a named tuple.

        >>> [row.n for row in Answer(("n",), ((1,), (2,)))]
        [1, 2]
        """
        record = namedtuple("Row", self.columns, rename=True)  # type: ignore[misc]
        return (record(*row) for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        """Whether anything is answered; for ASK, the answer."""
        return bool(self.rows) and self.rows != ((False,),)

    def graph(self) -> nx.MultiDiGraph[str]:
        """The nodes of the answer with the claims among them, and the papers that make these.

        Returns:
            A new graph that keeps the contract of `kg.graph`.

        Raises:
            QueryError: If the answer comes from a store alone.
        """
        if self.around is None:
            msg = "this answer has no graph: ask with kg.query, of a library or a folder"
            raise QueryError(msg)
        return self.around(self.nodes)


def shown_places(columns: Sequence[str]) -> list[int]:
    """The places of the columns to be read: not of those with the IRIs of what another one names.

    >>> shown_places(("model", "model_iri", "task_iri"))
    [0, 2]
    """
    iris = {f"{column}{IRI_COLUMN}" for column in columns}
    return [place for place, column in enumerate(columns) if column not in iris]


_NUMBERS = {"integer": int, "decimal": float, "double": float}


def _plain(term: object) -> Cell:
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return short(term.value)
    if isinstance(term, ox.Literal):
        kind = term.datatype.value.rpartition("#")[2]
        try:
            return _NUMBERS[kind](term.value) if kind in _NUMBERS else term.value
        except ValueError:  # "abc"^^xsd:integer
            return term.value
    return str(term)


def answer_of(result: ox.QueryBoolean | ox.QuerySolutions | Iterable[ox.Triple]) -> Answer:
    """The answer from what pyoxigraph gives; triples are sorted, for they come in no order."""
    if isinstance(result, ox.QueryBoolean):
        return Answer(("answer",), ((bool(result),),))
    columns: tuple[str, ...] = ("subject", "predicate", "object")
    if isinstance(result, ox.QuerySolutions):
        columns = tuple(variable.value for variable in result.variables)
        found = [tuple(row[column] for column in columns) for row in result]
    else:
        found = sorted({(t.subject, t.predicate, t.object) for t in result}, key=_order)
    nodes = {
        unquote(term.value[len(ID_BASE) :])
        for row in found
        for term in row
        if isinstance(term, ox.NamedNode) and term.value.startswith(ID_BASE)
    }
    rows = tuple(tuple(_plain(term) for term in row) for row in found)
    return Answer(columns, rows, tuple(sorted(nodes)))


def _order(terms: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(str(term) for term in terms)


def read_rows(body: bytes) -> Answer:
    """The answer from SPARQL 1.1 query results in JSON."""
    return answer_of(ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON))


def read_triples(body: bytes) -> Answer:
    """The answer from Turtle, or N-Triples."""
    return answer_of(quad.triple for quad in ox.parse(body, format=ox.RdfFormat.TURTLE))
