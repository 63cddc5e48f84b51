"""A graph against itself is right in everything; against more, it misses."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from exports.records import write_records
from kg.assembly import assemble
from kg.evaluation.gold import Gold, read_gold
from kg.evaluation.run import build_anew, evaluate_knowledge
from kg.evaluation.scoring import LINKING, Evaluation
from ontology.knowledge import Knowledge

FIGURES = [
    "entities", "Model", "Dataset", "Task", "Metric",
    "entities, type ignored", "entities, new names",
    "roles", "role introduces", "role uses", "role comparesWith", "role evaluatesOn",
    "role addresses", "role reports", "relations",
    "results value", "results value+metric", "results full", "results strict",
    "spans", "spans, partial", LINKING,
]  # fmt: skip


def _as_gold(record: dict[str, Any], abstract: str) -> dict[str, Any]:
    """The record of a paper as an annotator would have written it, with ids for names."""
    places = [
        {**mention, "entity": number}
        for number, entity in enumerate(record["entities"])
        for mention in entity["mentions"]
    ]
    entities = [
        {**entity, "name": entity["id"], "mentions": [m["text"] for m in entity["mentions"]]}
        for entity in record["entities"]
    ]
    return {**record, "abstract": abstract, "entities": entities, "mentions": places}


@pytest.fixture(scope="session")
def mirror(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Gold:
    """The graph of the golden papers as their gold annotation."""
    folder = tmp_path_factory.mktemp("mirror")
    write_records(knowledge, folder / "records.jsonl")
    lines = (folder / "records.jsonl").read_text(encoding="utf-8").splitlines()
    told = [
        json.dumps(_as_gold(json.loads(line), paper.abstract))
        for line, paper in zip(lines, knowledge.papers, strict=True)
    ]
    (folder / "gold.jsonl").write_text("\n".join(told), encoding="utf-8")
    return read_gold([str(folder / "gold.jsonl")])


@pytest.fixture(scope="session")
def perfect(mirror: Gold, knowledge: Knowledge) -> Evaluation:
    """The graph against itself."""
    return evaluate_knowledge(mirror, knowledge)


def test_run_measures_all_this_in_this_order(perfect: Evaluation) -> None:
    assert list(perfect.figures) == FIGURES
    assert list(perfect.calibrations) == ["mentions", "roles", "relations", "results"]


@pytest.mark.parametrize("name", FIGURES)
def test_run_a_graph_is_right_against_itself(name: str, perfect: Evaluation) -> None:
    figure = perfect.figures[name]
    if figure.counts is not None:
        assert (figure.counts.fp, figure.counts.fn) == (0, 0)
    if figure.counts is None or figure.counts.tp:
        assert figure.score.rates == pytest.approx((1, 1, 1))
        assert figure.intervals.f1.high == pytest.approx(1)


def test_run_a_graph_makes_no_error_against_itself(perfect: Evaluation) -> None:
    assert (perfect.texts, perfect.missing, perfect.missed, perfect.wrong) == (20, 0, (), ())
    for calibration in perfect.calibrations.values():
        assert calibration.count > 20
        assert [bin_.right for bin_ in calibration.bins] == [1.0] * len(calibration.bins)


def test_run_builds_what_build_builds(mirror: Gold, knowledge: Knowledge) -> None:
    anew = build_anew(mirror)
    assert (anew.entities, anew.claims) == (knowledge.entities, knowledge.claims)


def test_run_a_paper_that_was_not_built_counts_as_empty(
    mirror: Gold, knowledge: Knowledge, perfect: Evaluation
) -> None:
    some = assemble(knowledge.papers[:-1], knowledge.extractions[:-1])
    found = evaluate_knowledge(mirror, some)
    lost = len(set(knowledge.links[knowledge.papers[-1].id]))
    assert (found.texts, found.missing) == (20, 1)
    figure, whole = found.figures["entities"].counts, perfect.figures["entities"].counts
    assert figure is not None
    assert whole is not None
    assert (figure.tp, figure.fp, figure.fn) == (whole.tp - lost, 0, lost)
    assert sum(error.count for error in found.missed) == lost


def test_run_more_papers_than_asked_for_make_no_difference(
    mirror: Gold, knowledge: Knowledge
) -> None:
    few = replace(mirror, papers=mirror.papers[:5], annotations=mirror.annotations[:5])
    found = evaluate_knowledge(few, knowledge)
    assert (found.texts, found.missing, found.missed, found.wrong) == (5, 0, (), ())


def test_run_names_that_were_seen_are_not_new(mirror: Gold, knowledge: Knowledge) -> None:
    figure = evaluate_knowledge(mirror, knowledge, mirror.annotations).figures[
        "entities, new names"
    ]
    assert figure.counts is not None
    assert figure.counts.tp == 0


def test_run_gives_the_same_twice_and_in_any_order(
    mirror: Gold, knowledge: Knowledge, perfect: Evaluation
) -> None:
    assert evaluate_knowledge(mirror, knowledge) == perfect
    turned = replace(mirror, papers=mirror.papers[::-1], annotations=mirror.annotations[::-1])
    found = evaluate_knowledge(turned, knowledge)
    assert {n: f.counts for n, f in found.figures.items()} == {
        n: f.counts for n, f in perfect.figures.items()
    }
