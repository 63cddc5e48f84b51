"""Some nodes of a library by their numbers, those beside them, and the graph among them.

Read from the rows that bear on them, without the rest of the library. Sets of
numbers go into a query as one JSON list: SQLite takes only so many values.
"""
# ruff: noqa: S608  # queries are put together from our own words; values are given apart

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import networkx as nx

from exports.text import utf8_safe
from kg.analysis.neighbourhood import induced
from kg.graph import build_graph
from kg.library.claim_rows import CLAIM, RESULT, claims_of, results_of
from kg.library.database import Connection, unpack
from ontology.knowledge import Entity
from ontology.records import Paper

__all__ = ["WITHIN", "Ball", "ask", "ball_of", "graph_of", "grown", "numbers_of", "records_of"]

WITHIN = "IN (SELECT value FROM json_each(?))"  # a set of numbers or of ids
_PAPER = 4  # column of the number of its paper in a row of `CLAIM`


@dataclass(frozen=True, slots=True)
class Ball:
    """Nodes by their numbers."""

    papers: set[int]
    entities: set[int]
    results: set[int]


def ask(connection: Connection, query: str, *values: Iterable[object] | str | None) -> list[Any]:
    """The rows of a query; sets among the values are for `WITHIN`."""
    return connection.execute(query, list(map(_given, values))).fetchall()


def _given(value: Iterable[object] | str | None) -> str | None:
    if value is None:
        return None
    if isinstance(value, str):
        return utf8_safe(value)  # SQLite takes no half of a surrogate pair
    return json.dumps(sorted(value, key=str))


def numbers_of(connection: Connection, table: str, nodes: Collection[str]) -> set[int]:
    """The numbers of those nodes that stand in a table."""
    rows = ask(connection, f"SELECT number FROM {table} WHERE node {WITHIN}", nodes)
    return {number for (number,) in rows}


def records_of(
    connection: Connection, table: str, numbers: Collection[int]
) -> list[tuple[int, bytes]]:
    """Number and packed record of some rows of a table, by number."""
    query = f"SELECT number, record FROM {table} WHERE number {WITHIN} ORDER BY number"
    return ask(connection, query, numbers)


def ball_of(connection: Connection, nodes: Collection[str]) -> Ball:
    """Some nodes by their ids; those that are not there are left out."""
    return Ball(*(numbers_of(connection, t, nodes) for t in ("papers", "entities", "results")))


def grown(connection: Connection, ball: Ball) -> Ball:
    """The nodes of a ball and all those one edge away."""
    papers, entities, results = set(ball.papers), set(ball.entities), set(ball.results)
    about = f"SELECT head, paper FROM claims WHERE tail {WITHIN}"
    for head, paper in ask(connection, about, ball.entities):
        (papers if head is None else entities).add(paper if head is None else head)
    said = f"SELECT tail FROM claims WHERE head IS NULL AND paper {WITHIN}"
    for query, known, found in (
        (f"SELECT tail FROM claims WHERE head {WITHIN}", ball.entities, entities),
        (said, ball.papers, entities),
        (f"SELECT number FROM results WHERE paper {WITHIN}", ball.papers, results),
        (f"SELECT result FROM ends WHERE entity {WITHIN}", ball.entities, results),
        (f"SELECT paper FROM results WHERE number {WITHIN}", ball.results, papers),
        (f"SELECT entity FROM ends WHERE result {WITHIN}", ball.results, entities),
    ):
        found.update(number for (number,) in ask(connection, query, known))
    return Ball(papers, entities, results)


def graph_of(connection: Connection, ball: Ball) -> nx.MultiDiGraph[str]:
    """The nodes of a ball with all claims among them, and the papers that make these."""
    among = ask(
        connection,
        f"SELECT {CLAIM} FROM claims WHERE tail {WITHIN} AND head {WITHIN}",
        ball.entities,
        ball.entities,
    )
    papers = ball.papers | {row[_PAPER] for row in among} | _stating(connection, ball)
    roles = ask(
        connection,
        f"SELECT {CLAIM} FROM claims WHERE paper {WITHIN} AND head IS NULL AND tail {WITHIN}",
        papers,
        ball.entities,
    )
    known = {n: unpack(record, Paper) for n, record in records_of(connection, "papers", papers)}
    entities = {
        n: unpack(record, Entity) for n, record in records_of(connection, "entities", ball.entities)
    }
    query = f"SELECT {RESULT} FROM results WHERE number {WITHIN} ORDER BY number"
    results = list(results_of(ask(connection, query, ball.results)))
    claims = claims_of(sorted([*among, *roles]), known, lambda number: entities[number].id)
    graph = build_graph(known.values(), entities.values(), claims, results)
    inside = {paper.node for paper in known.values()} | {e.id for e in entities.values()}
    return induced(graph, inside | {r.id for r in results})  # results may have other ends


def _stating(connection: Connection, ball: Ball) -> set[int]:
    """The papers of those results of a ball that are of something in it."""
    rows = ask(
        connection,
        f"SELECT paper FROM results JOIN ends ON result = number WHERE number {WITHIN} "
        f"AND entity {WITHIN}",
        ball.results,
        ball.entities,
    )
    return {paper for (paper,) in rows}
