"""What is used together: data sets in one evaluation, metrics in one report."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from kg.analysis.arguments import check_role, check_type
from kg.analysis.incidence import name_of, named_by
from kg.analysis.tidy import Table
from ontology.schema import EntityType, usual_role

__all__ = ["CoUse", "find_co_use"]


@dataclass(frozen=True, slots=True)
class CoUse:
    """Two entities of one type and the papers that use both.

    Attributes:
        one: Name of the one that more papers use.
        other: Name of the other.
        papers: How many use both.
        of_one: How many use the one.
        of_other: How many use the other.
        share: Of the papers that use either, those that use both, from 0 to 1.
        one_id: Node id.
        other_id: Node id.
    """

    one: str
    other: str
    papers: int
    of_one: int
    of_other: int
    share: float
    one_id: str
    other_id: str


def find_co_use(
    graph: nx.MultiDiGraph[str],
    type_: str = EntityType.DATASET,
    *,
    role: str | None = None,
    least: int = 2,
) -> Table[CoUse]:
    """Count which entities of a type papers use together.

    Args:
        graph: Of a library.
        type_: Type of the entities.
        role: What the paper does with both; without it the usual role of the
            type: evaluates on data sets, reports metrics.
        least: Papers that a pair must have.

    Returns:
        The pairs, most papers first.

    Raises:
        GraphError: If the type or the role is unknown.

    >>> find_co_use(nx.MultiDiGraph(), "Metric").rows()
    []
    """
    check_type(type_, EntityType)
    check_role(role)
    wanted = role or usual_role(EntityType(type_))
    named = named_by(graph, {type_}, {wanted})
    single = Counter(node for nodes in named.values() for node in nodes)
    pairs = Counter(pair for nodes in named.values() for pair in combinations(nodes, 2))
    rows = []
    for pair, papers in pairs.items():
        if papers >= least:
            one, other = sorted(pair, key=lambda n: (-single[n], n))
            rows.append(
                CoUse(
                    one=name_of(graph, one),
                    other=name_of(graph, other),
                    papers=papers,
                    of_one=single[one],
                    of_other=single[other],
                    share=papers / (single[one] + single[other] - papers),
                    one_id=one,
                    other_id=other,
                )
            )
    rows.sort(key=lambda r: (-r.papers, -r.share, r.one_id, r.other_id))
    return Table(CoUse, tuple(rows))
