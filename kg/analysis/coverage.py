"""Which data sets are in use for each task."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from kg.analysis.incidence import name_of, named_by
from kg.analysis.names import must_find
from kg.analysis.tidy import Table
from ontology.schema import EntityType, usual_role

__all__ = ["Cell", "Covered", "covered_by", "find_coverage"]

Covered = Mapping[str, Counter[str]]  # papers by data set, for each task


@dataclass(frozen=True, slots=True)
class Cell:
    """A task and a data set that papers bring together.

    Attributes:
        task: Name.
        dataset: Name.
        papers: How many address the task and evaluate on the data set.
        task_id: Node id.
        dataset_id: Node id.
    """

    task: str
    dataset: str
    papers: int
    task_id: str
    dataset_id: str


def find_coverage(
    graph: nx.MultiDiGraph[str], *, task: str | None = None, dataset: str | None = None
) -> Table[Cell]:
    """Count the papers that address a task and evaluate on a data set.

    Args:
        graph: Of a library.
        task: Only this task: name, alias or node id.
        dataset: Only this data set.

    Returns:
        The pairs that occur, most papers first.

    Raises:
        GraphError: If no task or data set is called so.

    >>> find_coverage(nx.MultiDiGraph()).rows()
    []
    """
    tasks = None if task is None else must_find(graph, task, EntityType.TASK)
    datasets = None if dataset is None else must_find(graph, dataset, EntityType.DATASET)
    rows = [
        Cell(name_of(graph, one), name_of(graph, other), papers, one, other)
        for one, counts in covered_by(graph)[0].items()
        for other, papers in counts.items()
        if (tasks is None or one in tasks) and (datasets is None or other in datasets)
    ]
    rows.sort(key=lambda cell: (-cell.papers, cell.task_id, cell.dataset_id))
    return Table(Cell, tuple(rows))


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
