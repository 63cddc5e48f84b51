"""Public sets of annotated texts: what their labels are to us, and what others reach on them.

A line of a file holds ``id``, ``text`` and ``entities`` as ``[start, end,
label]``. Only labels that both sides know are compared: what we call a Metric
is neither right nor wrong in a set that marks no metrics. A label of theirs
that is none of ours is not looked for; to find one under a name of ours is
wrong.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType

from ontology.errors import SourceError, invalid_value
from ontology.schema import EntityType

__all__ = ["BENCHMARKS", "Benchmark", "Published", "find_benchmark", "published"]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A public set.

    Attributes:
        name: As on the command line.
        unit: What one text is.
        labels: The type of ours for each label that both sides know.
        others: Labels that are none of our types.
        about: Where it is from.
    """

    name: str
    unit: str
    labels: Mapping[str, EntityType]
    others: tuple[str, ...]
    about: str


@dataclass(frozen=True, slots=True)
class Published:
    """What somebody else reports: micro-averaged F1 of exact spans, in per cent."""

    benchmark: str
    system: str
    f1: str
    note: str
    source: str


MODEL, DATASET, TASK, METRIC = EntityType

BENCHMARKS: Mapping[str, Benchmark] = MappingProxyType(
    {
        benchmark.name: benchmark
        for benchmark in (
            Benchmark(
                "scierc",
                "abstract",
                {"Method": MODEL, "Material": DATASET, "Task": TASK, "Metric": METRIC},
                ("Generic", "OtherScientificTerm"),
                "Luan and others, EMNLP 2018, arXiv:1808.09602",
            ),
            Benchmark(
                "scier",
                "sentence",
                {"Method": MODEL, "Dataset": DATASET, "Task": TASK},
                (),
                "Zhang and others, EMNLP 2024, arXiv:2410.21155",
            ),
            Benchmark(
                "tdmsci",
                "sentence",
                {"DATASET": DATASET, "TASK": TASK, "METRIC": METRIC},
                (),
                "Hou and others, EACL 2021, arXiv:2101.10273",
            ),
            Benchmark(
                "scinlp",
                "sentence",
                {"method": MODEL, "dataset": DATASET, "task": TASK, "metric": METRIC},
                ("tool",),
                "Duan and others, EMNLP 2025, arXiv:2509.07801",
            ),
        )
    }
)


def find_benchmark(name: str) -> Benchmark:
    """The benchmark of a name.

    Raises:
        SourceError: If there is none; the message lists them.

    >>> find_benchmark("scier").unit
    'sentence'
    """
    if name not in BENCHMARKS:
        raise SourceError(invalid_value("benchmark", name, BENCHMARKS))
    return BENCHMARKS[name]


def published(benchmark: Benchmark) -> tuple[Published, ...]:
    """What others report on a set.

    >>> [entry.system for entry in published(find_benchmark("scinlp"))]
    ['HGERE']
    """
    with (files("kg.evaluation") / "published.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        entries = tuple(Published(**row) for row in rows)
    return tuple(entry for entry in entries if entry.benchmark == benchmark.name)
