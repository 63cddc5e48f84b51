"""By year: who takes up what."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

import networkx as nx

from kg.analysis.arguments import check_role
from kg.analysis.incidence import name_of, year_of
from kg.analysis.names import must_find_entity
from kg.analysis.tidy import Table
from ontology.schema import ROLES, NodeType

__all__ = ["Adoption", "adoption"]


@dataclass(frozen=True, slots=True)
class Adoption:
    """How many papers of a year name something.

    Attributes:
        name: Of the entity.
        year: From the first in which one of those asked for is named to the last
            of the library, without gaps.
        role: What the papers do with it; None for anything.
        papers: How many.
        share: Of all papers of that year, from 0 to 1.
        id: Node id.
    """

    name: str
    year: int
    role: str | None
    papers: int
    share: float
    id: str


def adoption(
    graph: nx.MultiDiGraph[str], *names: str, role: str | None = None, by_role: bool = False
) -> Table[Adoption]:
    """Count the papers that name some entities, year by year.

    Papers without a year are left out.

    Args:
        graph: Of a library.
        names: Name, alias or node id of each; of several things of one name
            the one that most papers name.
        role: Only papers with this role for it (``"evaluatesOn"``).
        by_role: One row for each role that occurs, instead of one for all.

    Returns:
        For each name every year, in order; nothing where no paper with a year names any.

    Raises:
        GraphError: If no entity is called so, or the role is unknown.

    >>> adoption(nx.MultiDiGraph()).rows()
    []
    """
    check_role(role)
    papers = _papers_by_year(graph)
    counts = {
        node: _counts(graph, node, role, by_role=by_role)
        for node in dict.fromkeys(must_find_entity(graph, name) for name in names)
    }
    years = {year for found in counts.values() for each in found.values() for year in each}
    span = range(min(years), max(papers) + 1) if years else range(0)
    rows = [
        Adoption(
            name=name_of(graph, node),
            year=year,
            role=None if each is None else str(each),
            papers=found[each][year],
            share=found[each][year] / papers[year] if papers[year] else 0.0,
            id=node,
        )
        for node, found in counts.items()
        for each in found
        for year in span
    ]
    return Table(Adoption, tuple(rows))


def _counts(
    graph: nx.MultiDiGraph[str], node: str, role: str | None, *, by_role: bool
) -> dict[str | None, Counter[int]]:
    """Papers by year, for each role that occurs in the order of the schema, or for all in one."""
    wanted = [each for each in ROLES if role in {None, each}]
    counts: dict[str | None, Counter[int]] = (
        {each: Counter() for each in wanted} if by_role else {role: Counter()}
    )
    for paper, said in _roles(graph, node).items():
        year = year_of(graph, paper)
        kept = [each for each in wanted if each in said]
        if year is not None and kept:
            for each in kept if by_role else [role]:
                counts[each][year] += 1
    return {each: count for each, count in counts.items() if count or not by_role}


def _papers_by_year(graph: nx.MultiDiGraph[str]) -> Counter[int]:
    return Counter(
        data["year"]
        for _, data in graph.nodes(data=True)
        if data["type"] == NodeType.PAPER and "year" in data
    )


def _roles(graph: nx.MultiDiGraph[str], node: str) -> dict[str, set[str]]:
    """The papers that name a node, with all they do with it."""
    found: dict[str, set[str]] = defaultdict(set)
    for head, _, said in graph.in_edges(node, data=True):
        if graph.nodes[head]["type"] == NodeType.PAPER:
            found[head].add(said["relation"])
    return found
