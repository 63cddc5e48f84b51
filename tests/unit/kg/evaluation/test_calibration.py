"""Calibration: confidence against what came true."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluation.annotation import Annotation, EntityRecord, ResultRecord
from kg.evaluation.calibration import (
    BINS,
    Judged,
    calibrate,
    judge_mentions,
    judge_relations,
    judge_results,
    judge_roles,
)
from kg.evaluation.matching import pair
from ontology.knowledge import Claim
from ontology.records import Evidence, Extraction, Mention, PaperEntity, Result
from ontology.schema import EntityRelation, EntityType, ResultKind, Role

MODEL, DATASET, TASK, METRIC = EntityType
Make = Callable[..., EntityRecord]
Told = Callable[..., Annotation]


@pytest.mark.parametrize(
    ("judged", "error"),
    [
        ([], 0.0),
        ([(1.0, True)], 0.0),
        ([(1.0, False)], 1.0),
        ([(0.75, True), (0.75, True), (0.75, True), (0.75, False)], 0.0),
        ([(0.8, True), (0.2, True)], 0.5),
        ([(0.82, True), (0.88, False)], 0.35),
    ],
)
def test_calibration_error(judged: list[Judged], error: float) -> None:
    assert calibrate(judged).error == pytest.approx(error)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=30))
def test_calibration_is_bounded_and_order_free(judged: list[Judged]) -> None:
    found = calibrate(judged)
    assert found == calibrate(reversed(judged))
    assert found.count == len(judged)
    assert len(found.bins) <= BINS
    assert 0 <= found.error <= 1


def _extraction(*entities: tuple[EntityType, int, int, float]) -> Extraction:
    things = tuple(
        PaperEntity(
            "x", type_, None, (Mention(start, end, "x", "hand", confidence),), (), True, 0.9
        )
        for type_, start, end, confidence in entities
    )
    return Extraction("p", "print", things, (), (), ())


def test_calibration_judges_mentions_as_spans_are(entity: Make, paper: Told) -> None:
    gold = paper(entity("CNN", spans=((0, 3),)), entity("owl", TASK, core=False, spans=((5, 8),)))
    found = _extraction(
        (MODEL, 0, 3, 0.9), (TASK, 0, 3, 0.8), (TASK, 5, 8, 0.7), (MODEL, 6, 8, 0.6),
        (MODEL, 9, 12, 0.5),
    )  # fmt: skip
    judged = list(judge_mentions(pair(gold, paper()), found))
    assert judged == [(0.9, True), (0.8, False), (0.5, False)]


def test_calibration_judges_no_mention_without_places(entity: Make, paper: Told) -> None:
    pairing = pair(paper(entity("CNN")), paper())
    assert list(judge_mentions(pairing, _extraction((MODEL, 0, 3, 0.9)))) == []


def _claim(relation: Role | EntityRelation, tail: str, confidence: float) -> Claim:
    evidence = Evidence("So.", 0, 3, ((0, 2),), "hand", confidence)
    return Claim("paper/p", relation, tail, "paper/p", (evidence,), confidence, True)


def test_calibration_judges_roles_of_what_matters(entity: Make, paper: Told) -> None:
    gold = paper(entity("CNN", MODEL, Role.USES), entity("old", MODEL, Role.USES, core=False))
    built = paper(entity("CNN", id_="cnn"), entity("old", id_="old"), entity("RNN", id_="rnn"))
    claims = [
        _claim(Role.USES, "cnn", 0.9),
        _claim(Role.INTRODUCES, "cnn", 0.8),
        _claim(Role.USES, "old", 0.7),
        _claim(Role.USES, "rnn", 0.6),
        _claim(Role.MENTIONS, "rnn", 0.5),
        _claim(EntityRelation.BASED_ON, "cnn", 0.4),
    ]
    judged = list(judge_roles(pair(gold, built), claims))
    assert judged == [(0.9, True), (0.8, False), (0.6, False)]


def test_calibration_judges_relations(entity: Make, paper: Told) -> None:
    things = [entity("CNN"), entity("owl counting", TASK), entity("SVM", core=False)]
    applied, based = EntityRelation.APPLIED_TO, EntityRelation.BASED_ON
    gold = paper(*things, relations=[("CNN", applied, "owl counting")])
    found = [("CNN", applied, "owl counting"), ("CNN", based, "SVM"), ("owl", applied, "SVM")]
    built = paper(*(replace(e, id=e.name) for e in things), relations=found[:2])
    claims = [_claim(relation, tail, 0.6) for _, relation, tail in found[:2]]
    claims = [replace(claim, head="CNN") for claim in claims]
    judged = list(judge_relations(pair(gold, built), claims))
    assert judged == [(0.6, True)]  # the other leads to what makes no difference
    nothing = paper(*things)
    assert list(judge_relations(pair(nothing, built), claims)) == [(0.6, False)]


def test_calibration_judges_each_value_once(paper: Told) -> None:
    said = Evidence("So.", 0, 3, ((0, 2),), "hand", 0.8)
    result = Result(None, None, None, None, None, "2 %", 2.0, "%", ResultKind.DELTA, None, said)
    found = Extraction("p", "print", (), (), (result, result), ())
    gold = paper(results=[ResultRecord("2%")])
    assert list(judge_results(pair(gold, paper()), found)) == [(0.8, True), (0.8, False)]
