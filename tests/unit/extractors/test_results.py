"""Results: stated numbers with what the sentence names, and nothing that it does not name."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
from spacy.tokens import Doc

from extractors.annotations import ENTITIES, RESULTS
from ontology.schema import Direction, EntityType, ResultKind

Marker = Callable[..., Doc]

NAMES = {
    "MixNet": EntityType.MODEL,
    "ViT-B/16": EntityType.MODEL,
    "ImageNet": EntityType.DATASET,
    "ImageNet-1K": EntityType.DATASET,
    "Caltech-101": EntityType.DATASET,
    "CIFAR-100": EntityType.DATASET,
    "accuracy": EntityType.METRIC,
    "top-1 accuracy": EntityType.METRIC,
}


class Stated(NamedTuple):
    """A result with names in place of indices."""

    value: str
    kind: ResultKind
    metric: str | None
    dataset: str | None
    model: str | None


def stated(doc: Doc) -> list[Stated]:
    names = [entity.name for entity in ENTITIES.get(doc)]

    def name(index: int | None) -> str | None:
        return names[index] if index is not None else None

    return [
        Stated(r.value, r.kind, name(r.metric), name(r.dataset), name(r.model))
        for r in RESULTS.get(doc)
    ]


ABSOLUTE, DELTA, RELATIVE = ResultKind.ABSOLUTE, ResultKind.DELTA, ResultKind.RELATIVE


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            r"MixNet reaches 83.8\% top-1 accuracy on ImageNet-1K.",
            [Stated("83.8%", ABSOLUTE, "top-1 accuracy", "ImageNet-1K", "MixNet")],
        ),
        (
            "MixNet improves accuracy by +2.44% on Caltech-101 and +2.16% on CIFAR-100.",
            [
                Stated("+2.44%", DELTA, "accuracy", "Caltech-101", "MixNet"),
                Stated("+2.16%", DELTA, "accuracy", "CIFAR-100", "MixNet"),
            ],
        ),
        ("MixNet is 828x faster.", [Stated("828x", RELATIVE, None, None, "MixNet")]),
        ("We gain up to 3.5 points.", [Stated("3.5", DELTA, None, None, "MixNet")]),
        (
            r"MixNet is $5.18\times$ faster than before.",
            [Stated("5.18x", RELATIVE, None, None, "MixNet")],
        ),
    ],
)
def test_results_finds(by_cues: Marker, sentence: str, expected: list[Stated]) -> None:
    assert (
        stated(by_cues(f"MixNet: layers that mix\nWe propose MixNet. {sentence}", NAMES))
        == expected
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "We collect 1.2 million images in 2019.",
        "It has 12 layers and 3 datasets.",
        "The year 2020 was good.",
        "We use ViT-B/16 here.",
    ],
)
def test_results_sizes_and_counts_are_none(by_cues: Marker, sentence: str) -> None:
    assert stated(by_cues(f"MixNet: layers that mix\nWe propose MixNet. {sentence}", NAMES)) == []


def test_results_know_the_direction_of_a_metric(by_cues: Marker) -> None:
    doc = by_cues("A title\nOur accuracy is 93.1% here.", NAMES)
    assert [r.direction for r in RESULTS.get(doc)] == [Direction.HIGHER]


def test_results_metric_fits_the_unit(by_cues: Marker) -> None:
    doc = by_cues("A title\nOur accuracy is 93.1% with 12 million parameters.", NAMES)
    assert next((s.value, s.metric) for s in stated(doc)) == ("93.1%", "accuracy")
    assert all(s.metric != "accuracy" for s in stated(doc)[1:])


def test_results_evidence_marks_the_value(by_cues: Marker) -> None:
    doc = by_cues("A title\nOur accuracy is 93.1% here.", NAMES)
    (result,) = RESULTS.get(doc)
    ((start, end),) = result.evidence.spans
    assert doc.text[start:end] == "93.1%"
    assert result.number == 93.1
    assert result.unit == "%"


def test_results_are_not_read_across_the_end_of_the_title(by_cues: Marker) -> None:
    doc = by_cues("MixNet is faster by 3.5\nX is the name of MixNet.", NAMES)
    for result in RESULTS.get(doc):
        ((start, end),) = result.evidence.spans
        assert result.evidence.start <= start < end <= result.evidence.end
    assert "3.5x" not in {stated_.value for stated_ in stated(doc)}
