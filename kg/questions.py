"""What a script can ask of a graph: one function a question, each answer a tidy table.

A table (`kg.analysis.tidy.Table`) is a sequence of frozen records with
`columns`, `rows()`, `to_pandas()` and `to_polars()`. No graph is changed, the
same graph gives the same answer. `import kg` has all of these; they import what
they need when they are called. More is in the modules of `kg.analysis`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

    from kg.analysis.centrality import Central
    from kg.analysis.co_use import CoUse
    from kg.analysis.comparison import Comparison
    from kg.analysis.gaps import Gap
    from kg.analysis.genealogy import Kin
    from kg.analysis.leaderboards import BoardRow
    from kg.analysis.paths import Step
    from kg.analysis.similarity import Similar
    from kg.analysis.tidy import Table
    from kg.analysis.trends import Adoption
    from ontology.knowledge import Community

    Graph = nx.MultiDiGraph[str]

__all__ = [
    "co_use",
    "communities",
    "compare",
    "filter",
    "gaps",
    "genealogy",
    "leaderboards",
    "paths",
    "similar",
    "top",
    "trend",
]


def filter(  # the word for it; nothing here needs the builtin
    graph: Graph,
    *,
    min_confidence: float = 0.0,
    years: int | tuple[int | None, int | None] | None = None,
    types: Iterable[str] | None = None,
    relations: Iterable[str] | None = None,
    papers: int = 1,
) -> Graph:
    """Keep the claims that fulfil all conditions, with their ends and papers.

    Args:
        graph: Of a library.
        min_confidence: Of a claim, from 0 to 1.
        years: Of the papers: one, or first and last, of which one may be None.
        types: Of the entities (``["Model", "Result"]``).
        relations: Those to keep (``["introduces", "basedOn"]``).
        papers: Least number of papers of the new graph that name an entity.

    Returns:
        A new graph that keeps the contract; results stay whole or go.

    Raises:
        GraphError: If a type, relation or year is none.
    """
    from kg.analysis.filtering import filter_graph

    return filter_graph(
        graph,
        min_confidence=min_confidence,
        years=years,
        types=types,
        relations=relations,
        papers=papers,
    )


def top(graph: Graph, type_: str | None = None, most: int | None = None) -> Table[Central]:
    """Rank the most depended-on entities (PageRank).

    Args:
        graph: Of a library.
        type_: Only entities of this type.
        most: How many at most.

    Raises:
        GraphError: If the type is unknown.
    """
    from kg.analysis.centrality import find_central

    return find_central(graph, type_, most)


def leaderboards(
    graph: Graph,
    *,
    task: str | None = None,
    dataset: str | None = None,
    metric: str | None = None,
    least: int = 1,
) -> Table[BoardRow]:
    """Rank the absolute results that papers state, by data set, metric and scale.

    Args:
        graph: Of a library.
        task: Only results for this task: name, alias or node id.
        dataset: Only on this data set.
        metric: Only in this metric.
        least: Rows that a board must have.

    Raises:
        GraphError: If no task, data set or metric is called so.
    """
    from kg.analysis.leaderboards import find_leaderboards, ranking

    found = find_leaderboards(graph, task=task, dataset=dataset, metric=metric, least=least)
    return ranking(graph, found)


def trend(
    graph: Graph, *names: str, role: str | None = None, by_role: bool = False
) -> Table[Adoption]:
    """Count the papers that name some entities, year by year.

    Args:
        graph: Of a library.
        names: Name, alias or node id of each.
        role: Only papers with this role for it (``"uses"``).
        by_role: One row for each role that occurs, instead of one for all.

    Raises:
        GraphError: If no entity is called so, or the role is unknown.
    """
    from kg.analysis.trends import adoption

    return adoption(graph, *names, role=role, by_role=by_role)


def compare(graph: Graph, one: str, other: str) -> Comparison:
    """Put two entities side by side: what is said of both, what they share, boards with both.

    Args:
        graph: Of a library.
        one: Name, alias or node id.
        other: The same.

    Raises:
        GraphError: If no entity is called so, or both names mean the same.
    """
    from kg.analysis.comparison import compare as put_side_by_side

    return put_side_by_side(graph, one, other)


def paths(graph: Graph, one: str, other: str, most: int = 3) -> Table[Step]:
    """Find the best ways from one node to another, each step with its sentence.

    Args:
        graph: Of a library.
        one: Name, alias, title or node id.
        other: The same.
        most: How many at most.

    Raises:
        GraphError: If nothing is called so, or only a result, or both are the same.
    """
    from kg.analysis.paths import find_paths

    return find_paths(graph, one, other, most)


def gaps(graph: Graph, *, task: str | None = None, dataset: str | None = None) -> Table[Gap]:
    """Find tasks and data sets that one would expect together, though no paper names both.

    Args:
        graph: Of a library.
        task: Only gaps that have to do with this task.
        dataset: Only gaps of this data set.

    Raises:
        GraphError: If no task or data set is called so.
    """
    from kg.analysis.gaps import find_gaps

    return find_gaps(graph, task=task, dataset=dataset)


def similar(graph: Graph, name: str, most: int = 10) -> Table[Similar]:
    """Find the papers or entities most like one, with what they share.

    Args:
        graph: Of a library.
        name: Name, alias, title or node id.
        most: How many at most.

    Raises:
        GraphError: If nothing is called so.
    """
    from kg.analysis.similarity import find_similar

    return find_similar(graph, name, most)


def communities(graph: Graph) -> Table[Community]:
    """Put the entities that papers name together in communities, the largest first.

    Args:
        graph: Of a library.
    """
    from kg.analysis.communities import find_communities
    from kg.analysis.tidy import Table
    from ontology.knowledge import Community

    return Table(Community, find_communities(graph))


def genealogy(graph: Graph, name: str, depth: int = 2) -> Table[Kin]:
    """Follow what a model is based on or a variant of, and what came of it.

    Args:
        graph: Of a library.
        name: Name, alias or node id of a model.
        depth: Most steps each way.

    Raises:
        GraphError: If no model is called so.
    """
    from kg.analysis.genealogy import find_family

    return find_family(graph, name, depth)


def co_use(
    graph: Graph, type_: str = "Dataset", *, role: str | None = None, least: int = 2
) -> Table[CoUse]:
    """Count which entities of a type papers use together.

    Args:
        graph: Of a library.
        type_: Of the entities.
        role: What the paper does with both; without it what is usual for the type.
        least: Papers that a pair must have.

    Raises:
        GraphError: If the type or the role is unknown.
    """
    from kg.analysis.co_use import find_co_use

    return find_co_use(graph, type_, role=role, least=least)
