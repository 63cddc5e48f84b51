"""What one would expect to stand together, and no paper names together.

A gap is a statement about the papers of a library, as far as their abstracts
say: not about the world.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from kg.analysis.coverage import Covered, covered_by
from kg.analysis.incidence import name_of, named_by
from kg.analysis.names import is_part, must_find
from kg.analysis.tidy import Table
from ontology.keys import name_key
from ontology.schema import EntityType

__all__ = ["TASK_PAPERS", "Gap", "find_gaps"]

TASK_PAPERS = 3  # that address a task and evaluate on something, before a lack of more tells
NEIGHBOURS = 8  # tasks at most that count as near to another
LIKE = 0.2  # cosine of two tasks by their data sets, from which on they are near
COMMON = 2  # data sets that two tasks, or tasks that two data sets, must have in common
USES = 2  # papers of one task on one data set, before this is a habit
EXPECTED = 0.5  # papers, from which on their absence is a gap
BETWEEN = ", "
NAMED = 3  # neighbours that are named as the ground of a gap


@dataclass(frozen=True, slots=True)
class Gap:
    """Two things that no paper of the library names together, though one would expect it.

    Attributes:
        kind: ``task and dataset`` or ``two datasets``.
        one: Name of the task, or of the data set that more papers use.
        other: Name of the data set.
        expected: How many papers there would be: see `find_gaps`.
        because: The first names of the neighbouring tasks where the data set is
            used, or of the tasks for which both data sets are.
        one_id: Node id.
        other_id: Node id.
    """

    kind: str
    one: str
    other: str
    expected: float
    because: str
    one_id: str
    other_id: str


@dataclass(frozen=True, slots=True)
class _Lack:
    """A gap by node ids, with all its grounds; which of them are named is decided last."""

    kind: str
    one: str
    other: str
    expected: float
    because: Sequence[str]

    def concerns(self, tasks: Collection[str] | None, datasets: Collection[str] | None) -> bool:
        """Whether it has to do with what was asked for; None for anything."""
        ends = {self.one, self.other}
        return (tasks is None or not ends.union(self.because).isdisjoint(tasks)) and (
            datasets is None or not ends.isdisjoint(datasets)
        )


def find_gaps(
    graph: nx.MultiDiGraph[str], *, task: str | None = None, dataset: str | None = None
) -> Table[Gap]:
    """Find what one would expect papers to bring together, and none does.

    - A task and a data set that no paper names together, though papers on the
      neighbouring tasks use it: those most like the task by their data sets, of
      which they share at least two, rare ones counting more, and that are no
      other name for it. Expected: as many papers as if it were as usual for the
      task as it is for its neighbours.
    - Two data sets that no paper names together, though each is in use for the
      same tasks, at least two. Expected: as many papers as if the use of one
      within each task had nothing to do with that of the other.

    Only gaps where at least half a paper is expected, and, for the first kind,
    where two neighbours agree.

    Args:
        graph: Of a library.
        task: Only gaps of this task, or of data sets in use for it.
        dataset: Only gaps of this data set.

    Returns:
        The gaps, those with most expected papers first.

    Raises:
        GraphError: If no task or data set is called so.

    >>> find_gaps(nx.MultiDiGraph()).rows()
    []
    """
    tasks = None if task is None else must_find(graph, task, EntityType.TASK)
    datasets = None if dataset is None else must_find(graph, dataset, EntityType.DATASET)
    covered, totals = covered_by(graph)
    together = _together(graph)
    lacks = [*_missing(graph, covered, totals, together), *_apart(graph, covered, totals, together)]
    kept = [_gap(graph, lack) for lack in lacks if lack.concerns(tasks, datasets)]
    kept.sort(key=lambda gap: (-gap.expected, gap.one_id, gap.other_id))
    return Table(Gap, tuple(kept))


def _together(graph: nx.MultiDiGraph[str]) -> set[tuple[str, str]]:
    """Data sets and what some paper names beside them, in whatever role."""
    found: set[tuple[str, str]] = set()
    for nodes in named_by(graph, {EntityType.TASK, EntityType.DATASET}).values():
        found.update(combinations(nodes, 2))  # sorted, and "dataset/" comes before "task/"
    return found


def _habits(covered: Covered) -> dict[str, dict[str, int]]:
    """For each task the data sets in use for it, by more than a paper or two."""
    return {
        task: {dataset: n for dataset, n in counts.items() if n >= USES}
        for task, counts in covered.items()
    }


def _missing(
    graph: nx.MultiDiGraph[str],
    covered: Covered,
    totals: Mapping[str, int],
    together: set[tuple[str, str]],
) -> Iterator[_Lack]:
    habits = _habits(covered)
    users: dict[str, list[str]] = defaultdict(list)
    for task, counts in covered.items():
        for dataset in counts:
            users[dataset].append(task)
    vectors = _vectors(covered, users)
    for task in sorted(t for t, papers in totals.items() if papers >= TASK_PAPERS):
        near = _near(task, vectors, users)
        base = sum(totals[other] for other in near)
        found: dict[str, list[str]] = defaultdict(list)
        for other in near:
            if not is_part(name_of(graph, task), name_of(graph, other)):
                for dataset in habits[other]:
                    if (dataset, task) not in together:
                        found[dataset].append(other)
        for dataset, others in found.items():
            uses = sum(habits[other][dataset] for other in others)
            expected = totals[task] * uses / base
            if len(others) > 1 and expected >= EXPECTED:
                others.sort(key=lambda n: (-habits[n][dataset], n))
                yield _Lack("task and dataset", task, dataset, expected, others)


def _near(
    task: str, vectors: Mapping[str, Mapping[str, float]], users: Mapping[str, list[str]]
) -> dict[str, float]:
    """The tasks that are most like one by their data sets (cosine), and how much."""
    mine = vectors[task]
    shared = Counter(other for dataset in mine for other in users[dataset] if other != task)
    found = {
        other: round(sum(mine[d] * vectors[other][d] for d in mine.keys() & vectors[other]), 6)
        for other, common in shared.items()
        if common >= COMMON
    }
    near = sorted((n for n in found if found[n] >= LIKE), key=lambda n: (-found[n], n))
    return {other: found[other] for other in near[:NEIGHBOURS]}


def _vectors(covered: Covered, users: Mapping[str, list[str]]) -> dict[str, dict[str, float]]:
    """Each task by its data sets, the rarer the heavier; of length 1."""
    found = {}
    for task, counts in covered.items():
        weights = {
            dataset: math.log1p(n) * math.log(1 + len(covered) / len(users[dataset]))
            for dataset, n in sorted(counts.items())
        }
        length = math.hypot(*weights.values())
        found[task] = {dataset: weight / length for dataset, weight in weights.items()}
    return found


def _apart(
    graph: nx.MultiDiGraph[str],
    covered: Covered,
    totals: Mapping[str, int],
    together: set[tuple[str, str]],
) -> Iterator[_Lack]:
    expected: dict[tuple[str, str], float] = defaultdict(float)
    tasks: dict[tuple[str, str], list[str]] = defaultdict(list)
    for task, habit in sorted(_habits(covered).items()):
        for pair in combinations(sorted(habit), 2):
            if pair not in together:
                expected[pair] += habit[pair[0]] * habit[pair[1]] / totals[task]
                tasks[pair].append(task)
    uses = Counter[str]()
    for counts in covered.values():
        uses.update(counts)
    for pair, papers in expected.items():
        if len(tasks[pair]) >= COMMON and papers >= EXPECTED and not _kin(graph, *pair):
            one, other = sorted(pair, key=lambda n: (-uses[n], n))
            yield _Lack("two datasets", one, other, papers, tasks[pair])


def _kin(graph: nx.MultiDiGraph[str], one: str, other: str) -> bool:
    """Whether two data sets may be versions of one: the letters of one stand in the other."""
    first, second = (re.sub(r"[\W\d]", "", name_key(name_of(graph, n))) for n in (one, other))
    return first in second or second in first


def _gap(graph: nx.MultiDiGraph[str], lack: _Lack) -> Gap:
    one, other, *because = (
        name_of(graph, node) for node in (lack.one, lack.other, *lack.because[:NAMED])
    )
    expected = round(lack.expected, 2)
    return Gap(lack.kind, one, other, expected, BETWEEN.join(because), lack.one, lack.other)
