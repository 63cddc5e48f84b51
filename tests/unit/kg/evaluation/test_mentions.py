"""Public sets: labels, offsets, exact and partial match."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.evaluation.annotation import Span
from kg.evaluation.benchmarks import BENCHMARKS, Benchmark, find_benchmark, published
from kg.evaluation.counts import Counts
from kg.evaluation.mentions import Text, evaluate_benchmark, score_texts, spans_of
from ontology.errors import SourceError
from ontology.records import Extraction, Mention, PaperEntity
from ontology.schema import ENTITY_TYPES, EntityType

MODEL, DATASET, TASK, METRIC = EntityType
SCIER = BENCHMARKS["scier"]
SCIERC = BENCHMARKS["scierc"]
SENTENCE = "We train ResNet-50 on ImageNet for image classification and report accuracy."


def _thing(type_: EntityType, start: int, text: str) -> PaperEntity:
    mention = Mention(start, start + len(text), text, "hand", 0.9)
    return PaperEntity(text, type_, None, (mention,), (), True, 0.9)


def _counts(texts: list[Text], found: list[frozenset[Span]], name: str) -> Counts:
    counts = score_texts(texts, found, SCIERC).figures[name].counts
    assert counts is not None
    return counts


@pytest.mark.parametrize("benchmark", BENCHMARKS.values(), ids=lambda benchmark: benchmark.name)
def test_mentions_each_type_has_one_label_at_most(benchmark: Benchmark) -> None:
    types = list(benchmark.labels.values())
    assert len(types) == len(set(types)) >= 3
    assert set(types) <= set(ENTITY_TYPES)
    assert not set(benchmark.labels) & set(benchmark.others)


def test_mentions_published_figures_belong_to_a_set_and_have_a_source() -> None:
    entries = [entry for benchmark in BENCHMARKS.values() for entry in published(benchmark)]
    assert len(entries) == 10
    assert all(entry.f1 and entry.source and entry.note for entry in entries)


def test_mentions_refuse_an_unknown_set() -> None:
    message = r"unknown benchmark 'scirc' \(did you mean 'scierc'\?\); there are: scier, scierc,"
    with pytest.raises(SourceError, match=message):
        find_benchmark("scirc")


def test_mentions_come_back_in_the_offsets_of_the_text() -> None:
    text = Text("1", SENTENCE, ())
    place = SENTENCE.index("ResNet-50")
    found = Extraction("1", "print", (_thing(MODEL, place + 1, "ResNet-50"),), (), (), ())
    assert text.paper.text[place + 1 : place + 10] == "ResNet-50"
    assert spans_of(found, SCIER) == {(place, place + 9, "Method")}


def test_mentions_of_a_type_that_the_set_lacks_are_left_out() -> None:
    found = Extraction("1", "", (_thing(METRIC, 1, "recall"), _thing(TASK, 9, "x")), (), (), ())
    assert spans_of(found, SCIER) == {(8, 9, "Task")}
    assert len(spans_of(found, SCIERC)) == 2


def test_mentions_are_counted_by_label_and_together() -> None:
    text = Text("1", "abcdefghij", ((0, 3, "Method"), (4, 6, "Task"), (7, 9, "Generic")))
    found = [frozenset({(0, 3, "Method"), (4, 7, "Task"), (7, 9, "Material")})]
    assert _counts([text], found, "mentions") == Counts(1, 2, 1)
    assert _counts([text], found, "Method") == Counts(1, 0, 0)
    assert _counts([text], found, "Task") == Counts(0, 1, 1)
    assert _counts([text], found, "Material") == Counts(0, 1, 0)
    assert _counts([text], found, "mentions, partial") == Counts(2, 1, 0)
    assert _counts([text], found, "Task, partial") == Counts(1, 0, 0)


def test_mentions_errors_are_named_by_their_text() -> None:
    texts = [Text(id_, "abc def", ((0, 3, "Method"),)) for id_ in "12"]
    found = score_texts(texts, [frozenset({(4, 7, "Task")}), frozenset()], SCIERC)
    assert [(e.label, e.name, e.count) for e in found.missed] == [("Method", "abc", 2)]
    assert [(e.label, e.name, e.count) for e in found.wrong] == [("Task", "def", 1)]


def _row(**fields: Any) -> dict[str, Any]:
    start = SENTENCE.index("ImageNet")
    entities = [[start, start + 8, "Dataset"], [9, 18, "Method"]]
    return {"id": "1", "text": SENTENCE, "entities": entities, "relations": [], **fields}


def test_mentions_of_a_file_are_extracted_and_scored(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    bad = [_row(entities=[[0, 2, "Tool"]]), _row(entities=[[70, 99, "Task"]]), _row(text=None)]
    path.write_text("\n".join(json.dumps(row) for row in [_row(), *bad, _row(id="2")]))
    evaluation, skipped = evaluate_benchmark(SCIER, [str(path)])
    assert evaluation.texts == 2
    counts = evaluation.figures["Dataset"].counts
    assert counts == Counts(2, 0, 0)
    assert [item.reason for item in skipped] == [
        "label 'Tool' is none of scier; there are: Method, Dataset, Task",
        f"entity at 70:99 of a text of {len(SENTENCE)} characters",
        "Expected `str`, got `null` - at `$.text`",
    ]
    assert [item.where.rpartition(":")[2] for item in skipped] == ["2", "3", "4"]
