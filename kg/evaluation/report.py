"""An evaluation as rows for a table or CSV, and as plain data for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.evaluation.benchmarks import Benchmark, published
from kg.evaluation.bootstrap import Interval
from kg.evaluation.scoring import Error, Evaluation, Figure
from ontology.schema import ENTITY_TYPES
from ontology.version import __version__

__all__ = [
    "COMPARISON_COLUMNS",
    "CSV_COLUMNS",
    "MAPPING_COLUMNS",
    "TABLE_COLUMNS",
    "benchmark_data",
    "comparison_rows",
    "csv_rows",
    "mapping_rows",
    "table_rows",
    "to_data",
]

TABLE_COLUMNS = ("", "precision", "recall", "F1", "95% of F1", "right", "wrong", "missed")
MAPPING_COLUMNS = ("label", "our type")
COMPARISON_COLUMNS = ("system", "F1 in %", "how", "source")
RATES = ("precision", "recall", "f1")
COUNTS = ("tp", "fp", "fn")
CSV_COLUMNS = ("measure", *(f"{r}{end}" for r in RATES for end in ("", "_low", "_high")), *COUNTS)
DIGITS = 4


def _short(interval: Interval) -> str:
    return f"{interval.low:.3f} to {interval.high:.3f}"


def _counts(figure: Figure) -> tuple[int, ...]:
    counts = figure.counts
    return () if counts is None else (counts.tp, counts.fp, counts.fn)


def table_rows(evaluation: Evaluation, *, counted: bool = True) -> Iterator[tuple[object, ...]]:
    """One row a figure, under `TABLE_COLUMNS`.

    Args:
        evaluation: The figures.
        counted: Those that are counts, or else those that are means and lack the last columns.
    """
    for name, figure in evaluation.figures.items():
        if (figure.counts is not None) == counted:
            rates = (f"{rate:.3f}" for rate in figure.score.rates)
            yield name, *rates, _short(figure.intervals.f1), *_counts(figure)


def csv_rows(evaluation: Evaluation) -> Iterator[tuple[object, ...]]:
    """One row a figure, under `CSV_COLUMNS`."""
    for name, figure in evaluation.figures.items():
        data = _figure_data(figure)
        yield name, *(data.get(column) for column in CSV_COLUMNS[1:])


def _figure_data(figure: Figure) -> dict[str, float | int]:
    data: dict[str, float | int] = {}
    for rate, value in zip(RATES, figure.score.rates, strict=True):
        interval: Interval = getattr(figure.intervals, rate)
        data[rate] = round(value, DIGITS)
        data[f"{rate}_low"] = round(interval.low, DIGITS)
        data[f"{rate}_high"] = round(interval.high, DIGITS)
    return data | dict(zip(COUNTS, _counts(figure), strict=False))


def _error_data(errors: tuple[Error, ...]) -> list[dict[str, str | int]]:
    return [{"label": e.label, "name": e.name, "count": e.count} for e in errors]


def to_data(evaluation: Evaluation, errors: int) -> dict[str, Any]:
    """Plain data for JSON.

    Args:
        evaluation: The figures.
        errors: How many of the most frequent errors to name.
    """
    return {
        "texts": evaluation.texts,
        "missing": evaluation.missing,
        "figures": {name: _figure_data(figure) for name, figure in evaluation.figures.items()},
        "calibration": {
            name: {
                "error": round(calibration.error, DIGITS),
                "count": calibration.count,
                "bins": [
                    {
                        "count": bin_.count,
                        "confidence": round(bin_.confidence, DIGITS),
                        "right": round(bin_.right, DIGITS),
                    }
                    for bin_ in calibration.bins
                ],
            }
            for name, calibration in evaluation.calibrations.items()
        },
        "missed": _error_data(evaluation.missed[:errors]),
        "wrong": _error_data(evaluation.wrong[:errors]),
    }


def comparison_rows(benchmark: Benchmark, ours: Figure) -> Iterator[tuple[str, str, str, str]]:
    """What others report on a set and what was measured here, under `COMPARISON_COLUMNS`."""
    for entry in published(benchmark):
        yield entry.system, entry.f1, entry.note, entry.source
    how = f"this run: exact spans, {len(benchmark.labels)} labels"
    yield f"paperkg {__version__}", f"{100 * ours.score.f1:.1f}", how, ""


def mapping_rows(benchmark: Benchmark) -> Iterator[tuple[str, str]]:
    """Each label of a set and what it is to us, under `MAPPING_COLUMNS`."""
    for label, type_ in benchmark.labels.items():
        yield label, type_
    for label in benchmark.others:
        yield label, "not looked for"
    for type_ in sorted(set(ENTITY_TYPES) - set(benchmark.labels.values())):
        yield "not marked in this set", f"{type_}, left out"


def benchmark_data(benchmark: Benchmark) -> dict[str, Any]:
    """A set as plain data for JSON."""
    return {
        "name": benchmark.name,
        "about": benchmark.about,
        "labels": {label: str(type_) for label, type_ in benchmark.labels.items()},
        "not_looked_for": list(benchmark.others),
        "published": [
            {"system": p.system, "f1": p.f1, "note": p.note, "source": p.source}
            for p in published(benchmark)
        ],
    }
