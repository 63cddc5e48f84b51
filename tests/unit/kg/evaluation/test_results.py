"""Results: by value, then by as much as has to fit."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.evaluation.annotation import Annotation, EntityRecord, ResultRecord
from kg.evaluation.counts import Counts
from kg.evaluation.matching import pair
from kg.evaluation.results import count_results
from ontology.schema import EntityType, ResultKind

MODEL, DATASET, TASK, METRIC = EntityType
Make = Callable[..., EntityRecord]
ABSOLUTE, DELTA, RELATIVE = ResultKind
NONE, RIGHT, WRONG, MISSED = Counts(), Counts(1, 0, 0), Counts(0, 1, 0), Counts(0, 0, 1)
BOTH = WRONG + MISSED
TOLD = ResultRecord("83.8%", "CNN", "MNIST", "accuracy", ABSOLUTE)


def result(
    value: str = "83.80 %",
    model: str | None = "m/cnn",
    dataset: str | None = "d/mnist",
    metric: str | None = "acc",
    kind: ResultKind = ABSOLUTE,
) -> ResultRecord:
    return ResultRecord(value, model, dataset, metric, kind)


Count = Callable[[list[ResultRecord], list[ResultRecord]], list[Counts]]


@pytest.fixture
def count(entity: Make, paper: Callable[..., Annotation]) -> Count:
    """A function from results told and found to counts on the four levels."""

    def call(told: list[ResultRecord], found: list[ResultRecord]) -> list[Counts]:
        gold = paper(
            entity("CNN", forms=("CNNs",)),
            entity("MNIST", DATASET),
            entity("accuracy", METRIC, forms=("acc", "accuracy")),
            results=tuple(told),
        )
        built = paper(
            entity("CNN", id_="m/cnn", forms=("CNNs",)),
            entity("MNIST", DATASET, id_="d/mnist"),
            entity("acc", METRIC, id_="a/acc"),
            results=tuple(found),
        )
        counts = count_results(pair(gold, built))
        assert list(counts) == [
            "results value", "results value+metric", "results full", "results strict",
        ]  # fmt: skip
        return list(counts.values())

    return call


@pytest.mark.parametrize(
    ("told", "found", "expected"),
    [
        ([TOLD], [result()], [RIGHT, RIGHT, RIGHT, RIGHT]),
        ([TOLD], [], [MISSED] * 4),
        ([], [result()], [WRONG] * 4),
        ([TOLD], [result("84%")], [BOTH] * 4),
        ([TOLD], [result(metric="F1")], [RIGHT, BOTH, BOTH, BOTH]),
        ([TOLD], [result(metric=None)], [RIGHT, BOTH, BOTH, BOTH]),
        ([TOLD], [result(model=None)], [RIGHT, RIGHT, BOTH, BOTH]),
        ([TOLD], [result(dataset="ImageNet")], [RIGHT, RIGHT, BOTH, BOTH]),
        ([TOLD], [result(kind=DELTA)], [RIGHT, RIGHT, RIGHT, BOTH]),
        (
            [ResultRecord("83.8%", None, None, "accuracy", ABSOLUTE)],
            [result()],
            [RIGHT, RIGHT, RIGHT, BOTH],
        ),
        (
            [ResultRecord("5", metric="gain")],
            [result("5", None, None, "gains")],
            [RIGHT, RIGHT, RIGHT, BOTH],
        ),
    ],
    ids=["right", "missed", "wrong", "other value", "other metric", "no metric", "no model",
         "other dataset", "other kind", "invented", "no entities"],
)  # fmt: skip
def test_results_levels(
    told: list[ResultRecord], found: list[ResultRecord], expected: list[Counts], count: Count
) -> None:
    assert count(told, found) == expected


def test_results_of_one_value_the_best_is_taken_and_only_once(count: Count) -> None:
    assert count([TOLD], [result(model=None), result()]) == [RIGHT + WRONG] * 4
    assert count([TOLD, TOLD], [result()]) == [RIGHT + MISSED] * 4


def test_results_of_an_empty_paper(count: Count) -> None:
    assert count([], []) == [NONE] * 4
