"""Reports: rows and plain data that say the same."""

from __future__ import annotations

import json

import pytest

from kg.evaluation.benchmarks import BENCHMARKS
from kg.evaluation.bootstrap import Interval, Intervals
from kg.evaluation.calibration import calibrate
from kg.evaluation.counts import Counts, Score
from kg.evaluation.report import (
    COMPARISON_COLUMNS,
    CSV_COLUMNS,
    MAPPING_COLUMNS,
    TABLE_COLUMNS,
    benchmark_data,
    comparison_rows,
    csv_rows,
    mapping_rows,
    table_rows,
    to_data,
)
from kg.evaluation.scoring import Error, Evaluation, Figure

SPREAD = Intervals(Interval(0.4, 0.6), Interval(0.9, 1.0), Interval(0.61234, 0.7))
EVALUATION = Evaluation(
    texts=3,
    missing=1,
    figures={
        "entities": Figure(Counts(3, 3, 0).score, SPREAD, Counts(3, 3, 0)),
        "linking": Figure(Score(0.75, 1.0), SPREAD, None),
    },
    calibrations={"roles": calibrate([(0.8, True), (0.8, False)])},
    missed=(Error("Task", "owls", 2), Error("Task", "moths", 1)),
    wrong=(),
)


def test_report_table() -> None:
    counted = list(table_rows(EVALUATION))
    assert counted == [
        ("entities", "0.500", "1.000", "0.667", "0.612 to 0.700", 3, 3, 0),
    ]  # fmt: skip
    means = list(table_rows(EVALUATION, counted=False))
    assert means == [("linking", "0.750", "1.000", "0.857", "0.612 to 0.700")]
    assert len(counted[0]) == len(TABLE_COLUMNS)


def test_report_csv() -> None:
    rows = [dict(zip(CSV_COLUMNS, row, strict=True)) for row in csv_rows(EVALUATION)]
    assert rows[0] == {
        "measure": "entities",
        "precision": 0.5, "precision_low": 0.4, "precision_high": 0.6,
        "recall": 1.0, "recall_low": 0.9, "recall_high": 1.0,
        "f1": 0.6667, "f1_low": 0.6123, "f1_high": 0.7,
        "tp": 3, "fp": 3, "fn": 0,
    }  # fmt: skip
    assert (rows[1]["precision"], rows[1]["tp"]) == (0.75, None)


@pytest.mark.parametrize(("errors", "names"), [(0, []), (1, ["owls"]), (9, ["owls", "moths"])])
def test_report_json(errors: int, names: list[str]) -> None:
    data = json.loads(json.dumps(to_data(EVALUATION, errors)))
    assert (data["texts"], data["missing"]) == (3, 1)
    assert data["figures"]["entities"]["f1_low"] == 0.6123
    assert "tp" not in data["figures"]["linking"]
    assert data["calibration"]["roles"] == {
        "error": 0.3, "count": 2, "bins": [{"count": 2, "confidence": 0.8, "right": 0.5}],
    }  # fmt: skip
    assert [error["name"] for error in data["missed"]] == names
    assert data["wrong"] == []


def test_report_mapping_says_what_is_compared_and_what_is_not() -> None:
    rows = list(mapping_rows(BENCHMARKS["scinlp"])) + list(mapping_rows(BENCHMARKS["scier"]))
    assert ("method", "Model") in rows
    assert ("tool", "not looked for") in rows
    assert ("not marked in this set", "Metric, left out") in rows
    assert {len(row) for row in rows} == {len(MAPPING_COLUMNS)}


def test_report_comparison_ends_with_this_run() -> None:
    rows = list(comparison_rows(BENCHMARKS["scier"], EVALUATION.figures["entities"]))
    assert [row[0].split()[0] for row in rows] == [
        "SciBERT", "PL-Marker", "HGERE", "language", "paperkg",
    ]  # fmt: skip
    assert rows[-1][1:3] == ("66.7", "this run: exact spans, 3 labels")
    assert {len(row) for row in rows} == {len(COMPARISON_COLUMNS)}
    names = [entry["system"] for entry in benchmark_data(BENCHMARKS["scier"])["published"]]
    assert names == [row[0] for row in rows[:-1]]
