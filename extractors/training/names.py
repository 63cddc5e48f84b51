"""Fitting the judge of names: which of them are one thing (`extractors.joining`)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from extractors.abbreviations import find_abbreviations
from extractors.grouping import definition, names_at
from extractors.joining import Pair, make_pairs
from extractors.judge import Judge
from extractors.likeness import Name
from extractors.training.judge import fit_judge
from ontology.keys import name_key
from ontology.schema import EntityType

__all__ = ["fit_names"]

HIDDEN = 24
PASSING_WEIGHT = 0.3  # of a pair in which one thing is only mentioned
BOUND = 0.4


def _pairs(record: dict[str, Any]) -> list[tuple[Pair, float, float]]:
    """Pairs of names of a paper, whether they are one thing, and how much each counts."""
    text = f"{record['title']}\n{record['abstract']}"
    entities: dict[str, Counter[int]] = defaultdict(Counter)
    for mention in record["mentions"]:
        entities[name_key(mention["text"])][mention["entity"]] += 1
    of = {key: counts.most_common(1)[0][0] for key, counts in entities.items()}
    names: dict[EntityType, list[Name]] = defaultdict(list)
    for key, name in names_at(text, ((m["start"], m["end"]) for m in record["mentions"])).items():
        names[EntityType(record["entities"][of[key]]["type"])].append(name)
    definitions = [definition(text, pair) for pair in find_abbreviations(text)]
    core = [bool(entity.get("core", True)) for entity in record["entities"]]
    return [
        (
            pair,
            float(of[pair.one] == of[pair.other]),
            1.0 if core[of[pair.one]] and core[of[pair.other]] else PASSING_WEIGHT,
        )
        for pair in make_pairs(names, definitions)
    ]


def fit_names(records: Sequence[dict[str, Any]]) -> Judge:
    """Fit the judge of names on annotated papers."""
    found = [item for record in records for item in _pairs(record)]
    return fit_judge(
        [pair.likeness for pair, _, _ in found],
        [[right] for _, right, _ in found],
        [[weight] for _, _, weight in found],
        hidden=HIDDEN,
        bounds=[BOUND],
    )
