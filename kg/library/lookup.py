"""Questions about a few nodes of a library, answered from the rows that bear on them.

What they answer is what `kg.analysis` says of the whole graph; but a question
about one model need not load sixty thousand papers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from itertools import combinations
from pathlib import Path

import networkx as nx

from kg.analysis.neighbourhood import among, ego
from kg.analysis.papers import Asked, find_papers, takes
from kg.analysis.projection import project
from kg.graph import build_graph
from kg.library.database import Connection, unpack
from kg.library.nearby import WITHIN, ask, ball_of, graph_of, grown, numbers_of, records_of
from kg.library.store import looking, read_knowledge
from ontology.keys import name_key, title_key
from ontology.knowledge import Entity
from ontology.records import Paper
from ontology.schema import EntityType

__all__ = ["among_in", "ego_in", "papers_in", "project_in"]


def papers_in(folder: Path, asked: Asked, role: str | None = None) -> list[tuple[str, str]]:
    """`kg.analysis.papers.find_papers` for a library folder.

    Raises:
        GraphError: If nothing is called so.
        LibraryError: If there is no library, or it is damaged.
    """
    with looking(folder) as (connection, _, is_current):
        nodes = [_find(connection, name, type_) for type_, name in asked] if is_current else [[]]
        if all(nodes):
            found = [
                _naming(connection, named, role if takes(role, type_) else None)
                for named, (type_, _) in zip(nodes, asked, strict=True)
            ]
            papers = records_of(connection, "papers", set.intersection(*found))
            told = (unpack(record, Paper) for _, record in papers)
            return sorted((paper.node, paper.title) for paper in told)
    return find_papers(read_knowledge(folder).graph, asked, role)


def _naming(connection: Connection, nodes: Collection[str], role: str | None) -> set[int]:
    """The numbers of the papers that name one of some entities; with a role, in that one."""
    wanted = numbers_of(connection, "entities", nodes)
    query = (
        f"SELECT paper FROM claims WHERE tail {WITHIN} AND head IS NULL "  # noqa: S608  # our words
        "AND relation = coalesce(?, relation)"
    )
    rows = ask(connection, query, wanted, role)
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
            ball = ball_of(connection, nodes)
            for _ in range(hops):
                ball = grown(connection, ball)
            return graph_of(connection, ball)
    return ego(read_knowledge(folder).graph, name, hops)


def among_in(folder: Path, nodes: Collection[str]) -> nx.MultiDiGraph[str]:
    """`kg.analysis.neighbourhood.among` for a library folder.

    Raises:
        LibraryError: If there is no library, or it is damaged.
    """
    with looking(folder) as (connection, _, is_current):
        if is_current:
            return graph_of(connection, ball_of(connection, nodes))
    return among(read_knowledge(folder).graph, nodes)


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


def _find(connection: Connection, name: str, type_: EntityType | None = None) -> list[str]:
    """The nodes of a name, of a type if it is given, as `kg.analysis.names.find_nodes` has them."""
    ids = ask(connection, "SELECT type FROM entities WHERE node = ?", name)
    if any(type_ in {None, found} for (found,) in ids):
        return [name]
    if type_ is None and numbers_of(connection, "papers", [name]):
        return [name]
    key = name_key(name)
    rows = ask(
        connection,
        "SELECT node, canonical, type FROM names JOIN entities ON number = names.entity "
        "WHERE key = ? ORDER BY papers DESC, degree DESC, node",
        key,
    )
    found = [(node, canonical) for node, canonical, of in rows if type_ in {None, of}]
    if found or not key or type_ is not None:
        return [node for node, canonical in found if canonical] or [node for node, _ in found]
    titled = "SELECT node FROM papers WHERE title = ? ORDER BY node"
    return [node for (node,) in ask(connection, titled, title_key(name))]
