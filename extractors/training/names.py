"""Fitting the judge of names: which of them are one thing (`extractors.joining`)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from extractors.abbreviations import find_abbreviations
from extractors.joining import Pair, make_pairs
from extractors.judge import Judge
from extractors.likeness import Name, make_name
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
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    entities: dict[str, Counter[int]] = defaultdict(Counter)
    titled: set[str] = set()
    for mention in record["mentions"]:
        key = name_key(mention["text"])
        forms[key][mention["text"]] += 1
        entities[key][mention["entity"]] += 1
        if mention["start"] < len(record["title"]):
            titled.add(key)
    of = {key: counts.most_common(1)[0][0] for key, counts in entities.items()}
    names: dict[EntityType, list[Name]] = defaultdict(list)
    for key in sorted(forms):
        type_ = EntityType(record["entities"][of[key]]["type"])
        names[type_].append(make_name(key, forms[key], in_title=key in titled))
    definitions = [
        (name_key(text[a.long_start : a.long_end]), name_key(text[a.short_start : a.short_end]))
        for a in find_abbreviations(text)
    ]
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
