"""Leaderboards: what results say of models on one data set in one metric."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

import networkx as nx

from kg.analysis.names import must_find
from kg.analysis.tidy import Table
from ontology.knowledge import Leaderboard, Ranked
from ontology.schema import Direction, EntityType, NodeType, ResultKind, ResultLink

__all__ = ["BoardRow", "find_leaderboards", "ranking"]

PER_CENT = "%"
FRACTION = "0 to 1"


@dataclass(frozen=True, slots=True)
class _Score:
    """An absolute result with model, data set and metric."""

    dataset: str
    metric: str
    direction: str | None
    row: Ranked


def find_leaderboards(
    graph: nx.MultiDiGraph[str],
    *,
    task: str | None = None,
    dataset: str | None = None,
    metric: str | None = None,
    least: int = 1,
) -> tuple[Leaderboard, ...]:
    """Rank what papers state: absolute numbers, each with its sentence.

    A board is of one data set, one metric and one scale. Results that lack
    model, data set, metric or number are left out, and so are gains ("+4.5").
    A number without a unit, in a metric that is mostly given in per cent, is
    taken as per cent above 1; up to 1 it is never compared with per cent. Of
    several numbers that a paper states of a model the best counts. The
    direction is the one that most results in the metric have; where none has,
    all rows are listed and none ranked.

    Args:
        graph: Of a library.
        task: Only results for this task: name, alias or node id.
        dataset: Only boards of this data set.
        metric: Only boards in this metric.
        least: Rows that a board must have.

    Returns:
        The boards, those with most papers and models first, those without a direction last.

    Raises:
        GraphError: If no task, data set or metric is called so.

    >>> find_leaderboards(nx.MultiDiGraph())
    ()
    """
    wanted = {
        type_: set(must_find(graph, name, type_))
        for type_, name in (
            (EntityType.TASK, task), (EntityType.DATASET, dataset), (EntityType.METRIC, metric)
        )
        if name is not None
    }  # fmt: skip
    scores = _scores(graph)
    directions = _directions(scores)
    percents = _in_per_cent(scores)
    boards: dict[tuple[str, str, str], list[Ranked]] = defaultdict(list)
    for score in scores:
        ends = {
            EntityType.TASK: score.row.task,
            EntityType.DATASET: score.dataset,
            EntityType.METRIC: score.metric,
        }
        if all(ends[type_] in nodes for type_, nodes in wanted.items()):
            scale = _scale(score.row, score.metric in percents, directions[score.metric])
            boards[score.dataset, score.metric, scale].append(score.row)
    made = [
        _board(*key, directions[key[1]], rows) for key, rows in boards.items() if len(rows) >= least
    ]
    kept = [board for board in made if len(board.rows) >= least]
    return tuple(
        sorted(
            kept,
            key=lambda b: (
                b.direction is None,
                -len({r.paper for r in b.rows}), -len({r.model for r in b.rows}), -len(b.rows),
                b.dataset, b.metric, b.scale,
            ),
        )
    )  # fmt: skip


_NEEDED = {
    ResultLink.OF_MODEL, ResultLink.ON_DATASET, ResultLink.IN_METRIC, ResultLink.FROM_PAPER,
}  # fmt: skip


def _scores(graph: nx.MultiDiGraph[str]) -> list[_Score]:
    found = []
    for node, data in graph.nodes(data=True):
        if data["type"] != NodeType.RESULT or data["kind"] != ResultKind.ABSOLUTE:
            continue
        if "number" not in data or data["value"].startswith("+"):
            continue
        edges = {said["relation"]: (end, said) for _, end, said in graph.out_edges(node, data=True)}
        if not set(edges) >= _NEEDED:  # of a part of a graph, the paper too may be missing
            continue
        paper, said = edges[ResultLink.FROM_PAPER]
        row = Ranked(
            rank=None,
            model=edges[ResultLink.OF_MODEL][0],
            value=data["value"],
            number=data["number"],
            unit=data.get("unit", ""),
            task=edges[ResultLink.FOR_TASK][0] if ResultLink.FOR_TASK in edges else None,
            paper=paper,
            result=node,
            sentence=said["sentence"],
            confidence=said["confidence"],
        )
        dataset, metric = edges[ResultLink.ON_DATASET][0], edges[ResultLink.IN_METRIC][0]
        found.append(_Score(dataset, metric, data.get("direction"), row))
    return found


def _directions(scores: Iterable[_Score]) -> dict[str, Direction | None]:
    """For each metric the direction that most of its results have; None where as many say both."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for score in scores:
        counts[score.metric].update([score.direction] if score.direction else [])
    found: dict[str, Direction | None] = {}
    for metric, count in counts.items():
        higher, lower = count[Direction.HIGHER], count[Direction.LOWER]
        better = Direction.HIGHER if higher > lower else Direction.LOWER
        found[metric] = None if higher == lower else better
    return found


def _in_per_cent(scores: Iterable[_Score]) -> set[str]:
    """The metrics that are given in per cent more often than without a unit."""
    counts: Counter[str] = Counter()
    for score in scores:
        counts[score.metric] += {PER_CENT: 1, "": -1}.get(score.row.unit, 0)
    return {metric for metric, count in counts.items() if count > 0}


def _scale(row: Ranked, in_per_cent: bool, direction: Direction | None) -> str:
    """What a number may be compared with: its unit, or what stands for one where there is none."""
    if row.unit:
        return row.unit
    if abs(row.number) <= 1 and (in_per_cent or direction is Direction.HIGHER):
        return FRACTION
    return PER_CENT if in_per_cent and row.number <= 100 else ""


def _board(
    dataset: str, metric: str, scale: str, direction: Direction | None, rows: Iterable[Ranked]
) -> Leaderboard:
    sign = {Direction.HIGHER: -1, Direction.LOWER: 1, None: 0}[direction]
    ordered = sorted(rows, key=lambda r: (sign * r.number, r.model, r.paper, r.result))
    best: dict[object, Ranked] = {}
    for row in ordered:
        best.setdefault((row.model, row.paper) if direction else row.result, row)
    kept = list(best.values())
    tasks = Counter(row.task for row in kept if row.task)
    return Leaderboard(
        task=min(tasks, key=lambda task: (-tasks[task], task)) if tasks else None,
        dataset=dataset,
        metric=metric,
        scale=scale,
        direction=direction,
        rows=tuple(_rank(kept)) if direction else tuple(kept),
    )


def _rank(rows: Iterable[Ranked]) -> list[Ranked]:
    """Number rows that are in order; equal numbers share a rank, the next one is left out."""
    ranked: list[Ranked] = []
    for place, row in enumerate(rows, 1):
        tied = bool(ranked) and ranked[-1].number == row.number
        ranked.append(replace(row, rank=ranked[-1].rank if tied else place))
    return ranked


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A row of a leaderboard, for a table of several: names, then ids.

    Attributes:
        dataset: Name.
        metric: Name.
        scale: See `ontology.knowledge.Leaderboard`.
        direction: ``higher`` or ``lower`` is better; None where it is unknown.
        rank: From 1; None where the direction is unknown.
        model: Name.
        value: As written.
        number: The same as a number.
        task: Name, where the text says it.
        year: Of the paper.
        paper: Title.
        sentence: The sentence that says so.
        confidence: From 0 to 1.
        model_id: Node id.
        paper_id: Node id.
        result_id: Node id.
    """

    dataset: str
    metric: str
    scale: str
    direction: str | None
    rank: int | None
    model: str
    value: str
    number: float
    task: str | None
    year: int | None
    paper: str
    sentence: str
    confidence: float
    model_id: str
    paper_id: str
    result_id: str


def ranking(graph: nx.MultiDiGraph[str], boards: Iterable[Leaderboard]) -> Table[BoardRow]:
    """Leaderboards as one table.

    Args:
        graph: The one they are of.
        boards: From `find_leaderboards`.

    >>> ranking(nx.MultiDiGraph(), ()).rows()
    []
    """
    return Table(
        BoardRow,
        tuple(
            BoardRow(
                dataset=graph.nodes[board.dataset]["name"],
                metric=graph.nodes[board.metric]["name"],
                scale=board.scale,
                direction=str(board.direction) if board.direction else None,
                rank=row.rank,
                model=graph.nodes[row.model]["name"],
                value=row.value,
                number=row.number,
                task=graph.nodes[row.task]["name"] if row.task else None,
                year=graph.nodes[row.paper].get("year"),
                paper=graph.nodes[row.paper]["name"],
                sentence=row.sentence,
                confidence=row.confidence,
                model_id=row.model,
                paper_id=row.paper,
                result_id=row.result,
            )
            for board in boards
            for row in board.rows
        ),
    )
