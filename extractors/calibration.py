"""Confidences made honest: of what is said with 0.8, eight in ten are to be right.

Logistic calibration (Platt, Probabilistic outputs for support vector machines,
1999): slope and shift of the log-odds, fitted on annotated papers that nothing
was trained on, by ``benchmarks/calibrate.py``. It keeps the order, so that what
is found does not depend on it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.resources import files

from ontology.records import Evidence, Mention, PaperEntity, PaperRole, Relation, Result

__all__ = [
    "EDGE",
    "SOURCE",
    "calibrated",
    "calibrated_entity",
    "calibrated_relation",
    "calibrated_result",
    "log_odds",
]

SOURCE = "calibration.json"  # in extractors/model: component to slope and shift
EDGE = 1e-4  # log-odds end there: no certainty


@cache
def _maps() -> dict[str, tuple[float, float]]:
    text = (files("extractors") / "model" / SOURCE).read_text(encoding="utf-8")
    return {name: (slope, shift) for name, (slope, shift) in json.loads(text).items()}


def log_odds(probability: float) -> float:
    """The logarithm of the odds, without certainty.

    >>> log_odds(0.5), log_odds(0.0) == log_odds(EDGE)
    (0.0, True)
    """
    bounded = min(max(probability, EDGE), 1 - EDGE)
    return math.log(bounded / (1 - bounded))


def calibrated(component: str, confidence: float) -> float:
    """The share of right ones among statements of such a confidence.

    Args:
        component: Which said it; of one that was not fitted, nothing changes.
        confidence: From 0 to 1.

    >>> calibrated("no such component", 0.7)
    0.7
    """
    if component not in _maps():
        return confidence
    slope, shift = _maps()[component]
    odds = slope * log_odds(confidence) + shift
    return round(1 / (1 + math.exp(-odds)), 4)


def _evidence(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(
        replace(item, confidence=calibrated(item.component, item.confidence)) for item in evidence
    )


def _mention(mention: Mention) -> Mention:
    return replace(mention, confidence=calibrated(mention.component, mention.confidence))


def calibrated_entity(entity: PaperEntity) -> PaperEntity:
    """An entity whose mentions and roles are as sure as they should be."""
    mentions = tuple(map(_mention, entity.mentions))
    return replace(
        entity,
        mentions=mentions,
        roles=tuple(PaperRole(role.role, _evidence(role.evidence)) for role in entity.roles),
        confidence=max(mention.confidence for mention in mentions),
    )


def calibrated_relation(relation: Relation) -> Relation:
    """A relation that is as sure as it should be."""
    return replace(relation, evidence=_evidence(relation.evidence))


def calibrated_result(result: Result) -> Result:
    """A result that is as sure as it should be."""
    (evidence,) = _evidence([result.evidence])
    return replace(result, evidence=evidence)
