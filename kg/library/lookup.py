"""Questions about a few nodes of a library, answered from the rows that bear on them.

What they answer is what `kg.analysis` says of the whole graph; but a question
about one model need not load sixty thousand papers. Sets of numbers go into a
query as one JSON list: SQLite takes only so many values.
"""
# ruff: noqa: S608  # queries are put together from our own words; values are given apart

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx

from kg.analysis.neighbourhood import ego, induced
from kg.analysis.papers import asked_for, find_papers, takes
from kg.analysis.projection import project
from kg.graph import build_graph
from kg.library.claim_rows import CLAIM, RESULT, claims_of, results_of
from kg.library.database import Connection, unpack
from kg.library.store import looking, read_knowledge
from ontology.keys import name_key, title_key
from ontology.records import Entity, Paper, ResultNode
from ontology.schema import EntityType

__all__ = ["ego_in", "papers_in", "project_in"]

_IN = "IN (SELECT value FROM json_each(?))"  # a set of numbers or of ids


def papers_in(
    folder: Path,
    entity: str | None = None,
    role: str | None = None,
    *,
    model: str | None = None,
    dataset: str | None = None,
    task: str | None = None,
    metric: str | None = None,
) -> list[tuple[str, str]]:
    """`kg.analysis.papers.find_papers` for a library folder.

    Raises:
        GraphError: If the role is unknown or nothing is asked for.
        LibraryError: If there is no library, or it is damaged.
    """
    typed = {
        EntityType.MODEL: model,
        EntityType.DATASET: dataset,
        EntityType.TASK: task,
        EntityType.METRIC: metric,
    }
    asked = asked_for(entity, typed, role)
    with looking(folder) as (connection, _, is_current):
        if is_current:
            found = [
                _naming(connection, name, type_, role if takes(role, type_) else None)
                for type_, name in asked
            ]
            papers = _records(connection, "papers", set.intersection(*found))
            told = (unpack(record, Paper) for _, record in papers)
            return sorted((paper.node, paper.title) for paper in told)
    graph = read_knowledge(folder).graph
    return find_papers(graph, entity, role, model=model, dataset=dataset, task=task, metric=metric)


def _naming(
    connection: Connection, name: str, type_: EntityType | None, role: str | None
) -> set[int]:
    """The numbers of the papers that name something; with a role, in that one."""
    wanted = _numbers(connection, "entities", _find(connection, name, type_))
    query = f"SELECT paper FROM claims WHERE tail {_IN} AND head IS NULL"
    rows = _ask(connection, f"{query} AND relation = coalesce(?, relation)", wanted, role)
    return {paper for (paper,) in rows}


def ego_in(folder: Path, name: str, hops: int = 1) -> nx.MultiDiGraph[str]:
    """`kg.analysis.neighbourhood.ego` for a library folder.

    Raises:
        GraphError: If nothing is called so.
        LibraryError: If there is no library, or it is damaged.
    """
    with looking(folder) as (connection, _, is_current):
        nodes = _find(connection, name) if is_current else []
        if nodes:
            ball = _Ball(
                _numbers(connection, "papers", nodes), _numbers(connection, "entities", nodes)
            )
            for _ in range(hops):
                ball = _grown(connection, ball)
            return _graph_of(connection, ball)
    return ego(read_knowledge(folder).graph, name, hops)


def project_in(folder: Path, type_: str) -> nx.Graph[str]:
    """`kg.analysis.projection.project` by shared papers for a library folder.

    Raises:
        GraphError: If the type is unknown.
        LibraryError: If there is no library, or it is damaged.
    """
    with looking(folder) as (connection, _, is_current):
        if type_ in set(EntityType) and is_current:
            return _projection(connection, type_)
    return project(read_knowledge(folder).graph, type_)


def _projection(connection: Connection, type_: str) -> nx.Graph[str]:
    """Entities of a type, joined where papers name both: the links alone tell."""
    rows = connection.execute(
        "SELECT number, record FROM entities WHERE type = ? ORDER BY number", (type_,)
    )
    entities = {number: unpack(data, Entity) for number, data in rows}
    links = connection.execute(
        "SELECT DISTINCT paper, entity FROM links JOIN entities ON number = links.entity "
        "WHERE type = ? ORDER BY paper, links.entity",
        (type_,),
    )
    named: dict[int, list[str]] = defaultdict(list)
    for paper, entity in links:
        named[paper].append(entities[entity].id)
    projection: nx.Graph[str] = nx.Graph()
    projection.add_nodes_from(build_graph((), entities.values(), (), ()).nodes(data=True))
    shared = Counter(pair for ids in named.values() for pair in combinations(ids, 2))
    projection.add_edges_from((a, b, {"weight": n}) for (a, b), n in sorted(shared.items()))
    return projection


def _ask(connection: Connection, query: str, *values: Iterable[object] | str | None) -> list[Any]:
    """The rows of a query; sets among the values are for `_IN`."""
    plain = [
        value if value is None or isinstance(value, str) else json.dumps(sorted(value, key=str))
        for value in values
    ]
    return connection.execute(query, plain).fetchall()


def _numbers(connection: Connection, table: str, nodes: Sequence[str]) -> set[int]:
    """The numbers of those nodes that stand in a table."""
    rows = _ask(connection, f"SELECT number FROM {table} WHERE node {_IN}", nodes)
    return {number for (number,) in rows}


def _find(connection: Connection, name: str, type_: EntityType | None = None) -> list[str]:
    """The nodes of a name, of a type if it is given, as `kg.analysis.names.find_nodes` has them."""
    ids = _ask(connection, "SELECT type FROM entities WHERE node = ?", name)
    if any(type_ in {None, found} for (found,) in ids):
        return [name]
    if type_ is None and _numbers(connection, "papers", [name]):
        return [name]
    key = name_key(name)
    rows = _ask(
        connection,
        "SELECT node, canonical, type FROM names JOIN entities ON number = names.entity "
        "WHERE key = ? ORDER BY papers DESC, degree DESC, node",
        key,
    )
    found = [(node, canonical) for node, canonical, of in rows if type_ in {None, of}]
    if found or not key or type_ is not None:
        return [node for node, canonical in found if canonical] or [node for node, _ in found]
    titled = "SELECT node FROM papers WHERE title = ? ORDER BY node"
    return [node for (node,) in _ask(connection, titled, title_key(name))]


@dataclass(frozen=True, slots=True)
class _Ball:
    """Nodes by their numbers."""

    papers: set[int]
    entities: set[int]
    results: set[int] = field(default_factory=set)


def _grown(connection: Connection, ball: _Ball) -> _Ball:
    """The nodes of a ball and all those one edge away."""
    papers, entities, results = set(ball.papers), set(ball.entities), set(ball.results)
    about = f"SELECT head, paper FROM claims WHERE tail {_IN}"
    for head, paper in _ask(connection, about, ball.entities):
        (papers if head is None else entities).add(paper if head is None else head)
    for query, numbers, found in (
        (f"SELECT tail FROM claims WHERE head {_IN}", ball.entities, entities),
        (
            f"SELECT tail FROM claims WHERE head IS NULL AND paper {_IN}",
            ball.papers,
            entities,
        ),
        (f"SELECT number FROM results WHERE paper {_IN}", ball.papers, results),
        (f"SELECT result FROM ends WHERE entity {_IN}", ball.entities, results),
        (f"SELECT paper FROM results WHERE number {_IN}", ball.results, papers),
        (f"SELECT entity FROM ends WHERE result {_IN}", ball.results, entities),
    ):
        found.update(number for (number,) in _ask(connection, query, numbers))
    return _Ball(papers, entities, results)


def _graph_of(connection: Connection, ball: _Ball) -> nx.MultiDiGraph[str]:
    """The nodes of a ball with all claims among them, and the papers that make these."""
    inside = f"tail {_IN} AND head {_IN}"
    among = _ask(
        connection,
        f"SELECT {CLAIM} FROM claims WHERE {inside} ORDER BY number",
        ball.entities,
        ball.entities,
    )
    results = _results(connection, ball)
    papers = ball.papers | {row[4] for row in among}
    papers |= _numbers(connection, "papers", sorted({result.paper for result in results}))
    roles = _ask(
        connection,
        f"SELECT {CLAIM} FROM claims WHERE paper {_IN} AND head IS NULL AND tail {_IN}",
        papers,
        ball.entities,
    )
    known = {
        number: unpack(record, Paper)
        for number, record in sorted(_records(connection, "papers", papers))
    }
    entities = [
        (number, unpack(record, Entity))
        for number, record in sorted(_records(connection, "entities", ball.entities))
    ]
    ids = {number: entity.id for number, entity in entities}
    graph = build_graph(
        known.values(),
        (entity for _, entity in entities),
        claims_of(sorted([*among, *roles]), known, ids.__getitem__),
        results,
    )
    nodes = {paper.node for paper in known.values()} | set(ids.values()) | {r.id for r in results}
    return induced(graph, nodes)  # results may have other ends


def _records(connection: Connection, table: str, numbers: set[int]) -> list[tuple[int, bytes]]:
    query = f"SELECT number, record FROM {table} WHERE number {_IN}"
    return _ask(connection, query, numbers)


def _results(connection: Connection, ball: _Ball) -> list[ResultNode]:
    query = f"SELECT {RESULT} FROM results WHERE number {_IN} ORDER BY number"
    return list(results_of(_ask(connection, query, ball.results)))
