"""Leaderboards: what may be compared, what is better, and who comes first."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import pytest

from kg.analysis.leaderboards import find_leaderboards, ranking
from ontology.errors import GraphError
from ontology.knowledge import Knowledge
from ontology.records import Evidence, Extraction, PaperEntity, Result
from ontology.schema import Direction, EntityType, ResultKind

MODEL, DATASET, TASK, METRIC = EntityType
UP, DOWN = Direction

Thing = Callable[..., PaperEntity]
Tell = Callable[..., Extraction]
Say = Callable[..., Evidence]
GraphOf = Callable[..., "nx.MultiDiGraph[str]"]
Board = Callable[..., "nx.MultiDiGraph[str]"]


@pytest.fixture
def board(thing: Thing, tell: Tell, say: Say, graph_of: GraphOf) -> Board:
    """A function from (paper, model, value, unit) and a direction to the graph of these results."""

    def make(
        *scores: tuple[str, str | None, str, str],
        direction: Direction | None = UP,
        kind: ResultKind = ResultKind.ABSOLUTE,
    ) -> nx.MultiDiGraph[str]:
        told = []
        for paper in dict.fromkeys(score[0] for score in scores):
            own = [score for score in scores if score[0] == paper]
            models = list(dict.fromkeys(model for _, model, _, _ in own if model))
            things = [thing("Lanterns", DATASET), thing("moth score", METRIC)]
            things += [thing("moth counting", TASK), *(thing(model) for model in models)]
            results = tuple(
                Result(
                    3 + models.index(model) if model else None, 2, 0, 1, None, value,
                    float(value.strip("+%")), unit, kind, direction,
                    say("So many are right.", start=20 * place),
                )
                for place, (_, model, value, unit) in enumerate(own)
            )  # fmt: skip
            told.append(tell(paper, *things, results=results))
        return graph_of(*told)

    return make


def ranks(graph: nx.MultiDiGraph[str]) -> list[list[tuple[int | None, str, str]]]:
    """Rank, model and value of each row of each board."""
    return [
        [(row.rank, graph.nodes[row.model]["name"], row.value) for row in found.rows]
        for found in find_leaderboards(graph)
    ]


def test_leaderboards_of_the_corpus(corpus: Knowledge) -> None:
    (found,) = find_leaderboards(corpus.graph)
    assert (found.dataset, found.metric, found.scale, found.direction, found.task) == (
        "dataset/lantern", "metric/accuracy", "%", UP, None
    )  # fmt: skip
    assert [(row.rank, row.model, row.value, row.number, row.paper) for row in found.rows] == [
        (1, "model/mothnet", "85.1%", 85.1, "paper/second"),
        (2, "model/mothnet", "83.8%", 83.8, "paper/first"),
    ]
    assert found.rows[0].sentence == "On Lanterns they reach an accuracy of 85.1%."
    assert corpus.graph.nodes[found.rows[0].result]["value"] == "85.1%"


def test_leaderboards_the_best_of_a_model_and_paper_counts(board: Board) -> None:
    graph = board(("a", "Tide", "70%", "%"), ("a", "Tide", "80%", "%"), ("b", "Tide", "75%", "%"))
    assert ranks(graph) == [[(1, "Tide", "80%"), (2, "Tide", "75%")]]


def test_leaderboards_equal_numbers_share_a_rank(board: Board) -> None:
    graph = board(*((p, m, v, "%") for p, m, v in ("aX9", "bY8", "cZ8", "dW7")))
    assert ranks(graph) == [[(1, "X", "9"), (2, "Y", "8"), (2, "Z", "8"), (4, "W", "7")]]


def test_leaderboards_lower_may_be_better(board: Board) -> None:
    graph = board(("a", "Tide", "7%", "%"), ("b", "Ebb", "5%", "%"), direction=DOWN)
    assert ranks(graph) == [[(1, "Ebb", "5%"), (2, "Tide", "7%")]]


def test_leaderboards_without_a_direction_list_all_and_rank_none(board: Board) -> None:
    graph = board(("a", "Tide", "7%", "%"), ("a", "Tide", "5%", "%"), direction=None)
    assert [sorted(rows, key=str) for rows in ranks(graph)] == [
        [(None, "Tide", "5%"), (None, "Tide", "7%")]
    ]
    assert find_leaderboards(graph)[0].direction is None


@pytest.mark.parametrize(
    ("values", "scales"),
    [
        ((("83.8%", "%"), ("0.838", "")), {"%": ["83.8%"], "0 to 1": ["0.838"]}),
        ((("83.8%", "%"), ("81.0%", "%"), ("82.5", "")), {"%": ["83.8%", "82.5", "81.0%"]}),
        ((("30.1", ""), ("0.301", "")), {"": ["30.1"], "0 to 1": ["0.301"]}),
        ((("3", "ms"), ("2", "s")), {"ms": ["3"], "s": ["2"]}),
        ((("90%", "%"), ("80%", "%"), ("120", "")), {"%": ["90%", "80%"], "": ["120"]}),
    ],
)
def test_leaderboards_compare_only_what_is_on_one_scale(
    values: tuple[tuple[str, str], ...], scales: dict[str, list[str]], board: Board
) -> None:
    graph = board(*((f"p{n}", "Tide", *value) for n, value in enumerate(values)))
    found = {b.scale: [row.value for row in b.rows] for b in find_leaderboards(graph)}
    assert found == scales


def test_leaderboards_an_error_below_one_is_no_share(board: Board) -> None:
    graph = board(("a", "Tide", "0.9", ""), ("b", "Ebb", "3.2", ""), direction=DOWN)
    assert ranks(graph) == [[(1, "Tide", "0.9"), (2, "Ebb", "3.2")]]


def test_leaderboards_leave_out_gains_and_what_has_no_model(board: Board) -> None:
    assert ranks(board(("a", "Tide", "+4.5%", "%"), ("b", None, "80%", "%"))) == []
    for kind in (ResultKind.DELTA, ResultKind.RELATIVE):
        assert ranks(board(("a", "Tide", "80%", "%"), kind=kind)) == []


def test_leaderboards_with_most_papers_come_first_and_small_ones_can_go(board: Board) -> None:
    graph = board(("a", "Tide", "3", "ms"), ("a", "Tide", "8%", "%"), ("b", "Ebb", "7%", "%"))
    assert [found.scale for found in find_leaderboards(graph)] == ["%", "ms"]
    assert [found.scale for found in find_leaderboards(graph, least=2)] == ["%"]


def test_leaderboards_of_a_name(board: Board) -> None:
    graph = board(("a", "Tide", "80%", "%"))
    everything = find_leaderboards(graph)
    assert everything[0].task == "task/moth-counting"
    assert find_leaderboards(graph, task="Moth Counting", dataset="lantern") == everything
    assert find_leaderboards(graph, metric="metric/moth-score") == everything


@pytest.mark.parametrize("type_", ["Task", "Dataset", "Metric"])
def test_leaderboards_of_what_is_no_such_thing(type_: str, board: Board) -> None:
    graph = board(("a", "Tide", "80%", "%"))
    with pytest.raises(GraphError, match=f"^no {type_} is called 'Tide'"):
        find_leaderboards(graph, **{type_.lower(): "Tide"})  # type: ignore[arg-type]


def test_leaderboards_as_a_table_have_names(board: Board) -> None:
    graph = board(("a", "Tide", "80%", "%"))
    (row,) = ranking(graph, find_leaderboards(graph))
    assert (row.dataset, row.metric, row.scale, row.direction) == (
        "Lanterns", "moth score", "%", "higher"
    )  # fmt: skip
    assert (row.rank, row.model, row.task, row.paper) == (1, "Tide", "moth counting", "Paper a")
