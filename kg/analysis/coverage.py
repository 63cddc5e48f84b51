"""Which data sets are in use for each task."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

import networkx as nx

from kg.analysis.incidence import named_by
from ontology.schema import EntityType, usual_role

__all__ = ["Covered", "covered_by"]

Covered = Mapping[str, Counter[str]]  # papers by data set, for each task


def covered_by(graph: nx.MultiDiGraph[str]) -> tuple[Covered, Counter[str]]:
    """The papers that bring tasks and data sets together.

    Args:
        graph: Of a library.

    Returns:
        For each task the number of papers by data set, and how many of its
        papers evaluate on anything.

    >>> covered_by(nx.MultiDiGraph())
    ({}, Counter())
    """
    tasks = named_by(graph, {EntityType.TASK}, {usual_role(EntityType.TASK)})
    datasets = named_by(graph, {EntityType.DATASET}, {usual_role(EntityType.DATASET)})
    covered: dict[str, Counter[str]] = defaultdict(Counter)
    totals: Counter[str] = Counter()
    for paper, addressed in tasks.items():
        for task in addressed if datasets[paper] else ():
            covered[task].update(datasets[paper])
            totals[task] += 1
    return dict(covered), totals
