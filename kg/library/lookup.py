"""Questions about a few nodes of a library, answered from the papers that bear on them.

What `kg.analysis` says of the graph of these papers is what it says of the
whole graph; so a question about one model need not load sixty thousand papers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx

from kg.analysis import check_role, ego, find_papers, project, surroundings
from kg.claims import all_claims, all_results
from kg.graph import build_graph
from kg.library.database import Connection, unpack
from kg.library.resolved import KIN_ROWS, decided, kin_of
from kg.library.store import looking, read_knowledge
from kg.overrides.tables import Overrides
from ontology.keys import name_key, title_key
from ontology.records import Entity, Paper
from ontology.schema import EntityType

__all__ = ["among_in", "ego_in", "papers_in", "project_in"]

_MANY = 500  # values of one query: every SQLite takes 999


def papers_in(folder: Path, entity: str, role: str | None = None) -> list[tuple[str, str]]:
    """`kg.analysis.find_papers` for a library folder.

    Raises:
        GraphError: If the role is unknown.
        LibraryError: If there is no library, or it is damaged.
    """
    check_role(role)
    with looking(folder) as (connection, overrides, is_current):
        if is_current:
            nodes = _find(connection, entity)
            graph = _graph_of(connection, overrides, _naming(connection, nodes))
            return sorted({paper for node in nodes for paper in find_papers(graph, node, role)})
    return find_papers(read_knowledge(folder).graph, entity, role)


def ego_in(folder: Path, name: str, hops: int = 1) -> nx.MultiDiGraph[str]:
    """`kg.analysis.ego` for a library folder; beyond one hop all of it is loaded.

    Raises:
        GraphError: If nothing is called so.
        LibraryError: If there is no library, or it is damaged.
    """
    with looking(folder) as (connection, overrides, is_current):
        nodes = _find(connection, name) if is_current else []
        if nodes and hops == 1:
            first = _naming(connection, nodes) | _kin_papers(connection, nodes, "OR")
            near = set(_graph_of(connection, overrides, first)) | set(nodes)
            more = _naming(connection, near, least=2) | _kin_papers(connection, near, "AND")
            return surroundings(_graph_of(connection, overrides, first | more), nodes, hops)
    return ego(read_knowledge(folder).graph, name, hops)


def among_in(folder: Path, nodes: Iterable[str]) -> nx.MultiDiGraph[str]:
    """Some nodes of a library folder, all claims among them, and the papers that make these.

    Args:
        folder: Of the library.
        nodes: Ids; those that it does not have are left out.

    Raises:
        LibraryError: If there is no library, or it is damaged.
    """
    with looking(folder) as (connection, overrides, is_current):
        if is_current:
            near = set(nodes)
            papers = _naming(connection, near) | _kin_papers(connection, near, "AND")
            graph = _graph_of(connection, overrides, papers)
        else:
            graph = read_knowledge(folder).graph
    return surroundings(graph, [node for node in nodes if node in graph], hops=0)


def project_in(folder: Path, type_: str) -> nx.Graph[str]:
    """`kg.analysis.project` by shared papers for a library folder.

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


def _rows(connection: Connection, query: str, values: Iterable[object]) -> Iterator[Any]:
    """The rows of a query with ``IN (*)`` for any number of values."""
    ordered = sorted(set(values), key=str)
    for start in range(0, len(ordered), _MANY):
        some = ordered[start : start + _MANY]
        yield from connection.execute(query.replace("*", ", ".join("?" * len(some))), some)


def _find(connection: Connection, name: str) -> list[str]:
    """The nodes of a name, as `kg.analysis.find_nodes` finds them."""
    if _rows_of(connection, "SELECT node FROM entities WHERE node = ?", name) or _rows_of(
        connection, "SELECT node FROM papers WHERE node = ?", name
    ):
        return [name]
    key = name_key(name)
    found = _rows_of(
        connection,
        "SELECT node, canonical FROM names JOIN entities ON number = names.entity "
        "WHERE key = ? ORDER BY papers DESC, degree DESC, node",
        key,
    )
    if found or not key:
        return [node for node, canonical in found if canonical] or [node for node, _ in found]
    titled = "SELECT node FROM papers WHERE title = ? ORDER BY node"
    return [node for (node,) in _rows_of(connection, titled, title_key(name))]


def _rows_of(connection: Connection, query: str, value: str) -> list[Any]:
    return connection.execute(query, (value,)).fetchall()


def _naming(connection: Connection, nodes: Iterable[str], least: int = 1) -> set[int]:
    """Numbers of the papers among some nodes, and of those that name so many of the others."""
    nodes = list(nodes)
    papers = _rows(connection, "SELECT number FROM papers WHERE node IN (*)", nodes)
    links = _rows(
        connection,
        "SELECT DISTINCT paper, links.entity FROM links JOIN entities ON number = links.entity "
        "WHERE node IN (*)",
        nodes,
    )
    counts = Counter(paper for paper, _ in links)
    return {n for (n,) in papers} | {paper for paper, count in counts.items() if count >= least}


def _kin_papers(connection: Connection, nodes: Iterable[str], how: str) -> set[int]:
    """Numbers of the papers that tell the kin of one of some nodes (OR), or among them (AND)."""
    nodes = set(nodes)
    numbers = {
        n for (n,) in _rows(connection, "SELECT number FROM entities WHERE node IN (*)", nodes)
    }
    heads = set(_rows(connection, "SELECT paper, rowid FROM kin WHERE head IN (*)", numbers))
    tails = set(_rows(connection, "SELECT paper, rowid FROM kin WHERE tail IN (*)", numbers))
    return {paper for paper, _ in (heads & tails if how == "AND" else heads | tails)}


def _graph_of(
    connection: Connection, overrides: Overrides, numbers: set[int]
) -> nx.MultiDiGraph[str]:
    """The graph of some papers, as far as these alone say it, with the nodes of the whole."""
    kept = {
        number: (unpack(paper, Paper), fingerprint)
        for number, paper, fingerprint in sorted(
            _rows(
                connection,
                "SELECT number, record, fingerprint FROM papers WHERE number IN (*)",
                numbers,
            )
        )
    }
    said = list(decided(connection, kept.values(), overrides))
    links: dict[str, list[str]] = {paper.id: [] for paper, _ in kept.values()}
    linked = _rows(
        connection,
        "SELECT paper, place, node FROM links JOIN entities ON number = links.entity "
        "WHERE paper IN (*)",
        numbers,
    )
    for number, _, node in sorted(linked):
        links[kept[number][0].id].append(node)
    kin = list(kin_of(_rows(connection, f"{KIN_ROWS} WHERE kin.paper IN (*)", numbers)))
    ids = {paper: tuple(nodes) for paper, nodes in links.items()}
    named = {node for nodes in ids.values() for node in nodes}
    named |= {end for claim in kin for end in (claim.head, claim.tail)}
    blobs = _rows(connection, "SELECT node, record FROM entities WHERE node IN (*)", named)
    return build_graph(
        [paper for paper, _ in kept.values()],
        [unpack(data, Entity) for _, data in sorted(blobs)],
        all_claims(said, ids, kin),
        all_results(said, ids),
    )
