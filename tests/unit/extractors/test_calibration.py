"""Calibration: confidences are mapped in order, by component, and nothing else changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import calibration, labels, relations, results, spreading, tagger, vocabulary
from extractors.calibration import (
    calibrated,
    calibrated_entity,
    calibrated_relation,
    calibrated_result,
)
from ontology.records import Evidence, Mention, PaperEntity, PaperRole, Relation, Result
from ontology.schema import EntityRelation, EntityType, ResultKind, Role

SAID = Evidence("So.", 0, 3, ((0, 2),), "doubter", 0.9)


@pytest.fixture(autouse=True)
def _maps(monkeypatch: pytest.MonkeyPatch) -> None:
    maps = {"doubter": (0.5, -1.0), "honest": (1.0, 0.0)}
    monkeypatch.setattr(calibration, "_maps", lambda: maps)


@given(st.floats(0, 1), st.floats(0, 1))
def test_calibration_keeps_the_order_and_the_range(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0 <= calibrated("doubter", low) <= calibrated("doubter", high) <= 1


def test_calibration_is_logistic() -> None:
    assert calibrated("doubter", 0.5) == pytest.approx(1 / (1 + 2.718281828), abs=1e-4)
    assert calibrated("honest", 0.7) == 0.7
    assert calibrated("unheard of", 0.7) == 0.7


@pytest.mark.parametrize("certain", [0.0, 1.0])
def test_calibration_leaves_no_certainty(certain: float) -> None:
    assert 0 < calibrated("doubter", certain) < 1


def test_calibration_of_an_entity_reaches_mentions_and_roles() -> None:
    mentions = (Mention(0, 2, "So", "doubter", 0.9), Mention(5, 7, "So", "honest", 0.6))
    roles = (PaperRole(Role.USES, (SAID, replace(SAID, component="honest"))),)
    before = PaperEntity("So", EntityType.MODEL, None, mentions, roles, True, 0.9)
    after = calibrated_entity(before)
    told = calibrated("doubter", 0.9)
    assert [m.confidence for m in after.mentions] == [told, 0.6]
    assert [e.confidence for e in after.roles[0].evidence] == [told, 0.9]
    assert after.confidence == max(told, 0.6)
    assert replace(after, mentions=mentions, roles=roles, confidence=0.9) == before


def test_calibration_of_relations_and_results() -> None:
    told = calibrated("doubter", 0.9)
    relation = Relation(0, EntityRelation.BASED_ON, 1, (SAID,))
    assert calibrated_relation(relation).evidence[0].confidence == told
    result = Result(
        None, None, None, None, None, "2%", 2.0, "%", ResultKind.DELTA, None, SAID
    )  # fmt: skip
    assert calibrated_result(result).evidence == replace(SAID, confidence=told)


def test_calibration_of_the_package_rises(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    saying = (tagger, spreading, vocabulary, labels, relations, results)
    assert calibration._maps().keys() == {module.COMPONENT for module in saying}
    assert all(slope > 0 for slope, _ in calibration._maps().values())
