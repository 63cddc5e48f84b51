"""Annotated papers as the network learns from them: tags of words, labels of entities.

The spans of the annotation are flat, and some places of a name carry none;
such words are left open, and words of mentions in passing are open half of
the time: whether they are found or not is neither right nor wrong.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.chain import TYPES
from extractors.network import LABELED_ROLES
from extractors.reading import Reading, read_text
from extractors.wordpiece import WordPieces
from ontology.schema import RELATIONS, EntityType, NodeType

__all__ = ["Example", "LabeledGroup", "make_example", "read_corpus"]

Ints = NDArray[np.int64]

PASSING_WEIGHT = 0.3  # of the roles of an entity that is only mentioned
PASSING, UNMARKED = 1, 2  # kinds of words that are left open


@dataclass(frozen=True)
class LabeledGroup:
    """An entity by the words of its mentions, with what is known of it.

    Attributes:
        type: Its type.
        places: First and last word of each mention.
        labels: For each role, core, model: 1 or 0.
        weights: How much each label counts.
    """

    type: EntityType
    places: tuple[tuple[int, int], ...]
    labels: tuple[float, ...]
    weights: tuple[float, ...]


@dataclass(frozen=True)
class Example:
    """A text with what is known of it.

    Attributes:
        reading: Its words.
        tags: Number of the tag of each word.
        open: For each word 0, `PASSING` or `UNMARKED`.
        groups: Its entities.
        weight: How much the text counts.
    """

    reading: Reading
    tags: Ints
    open: Ints
    groups: tuple[LabeledGroup, ...]
    weight: float = 1.0


def _words(reading: Reading, start: int, end: int) -> tuple[int, int] | None:
    """First and last word of a stretch of characters."""
    inside = [
        number
        for number, (a, b) in enumerate(zip(reading.starts, reading.ends, strict=True))
        if a < end and b > start
    ]
    return (inside[0], inside[-1]) if inside else None


def _group(entity: dict[str, Any], places: list[tuple[int, int]]) -> LabeledGroup:
    core = bool(entity.get("core", True))
    type_ = EntityType(entity["type"])
    labels = [float(role in entity["roles"]) for role in LABELED_ROLES]
    labels += [float(core), float(entity.get("subtype") == "model")]
    role_weight = 1.0 if core else PASSING_WEIGHT
    weights = [role_weight * (NodeType(type_) in RELATIONS[role].range) for role in LABELED_ROLES]
    weights += [1.0, float(type_ is EntityType.MODEL)]
    return LabeledGroup(type_, tuple(places), tuple(labels), tuple(weights))


def _leave_unmarked_open(reading: Reading, forms: set[str], tags: Ints, open_: Ints) -> None:
    for form in sorted(forms):
        for hit in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", reading.text):
            found = _words(reading, *hit.span())
            if found and not tags[found[0] : found[1] + 1].any():
                open_[found[0] : found[1] + 1] = UNMARKED


def make_example(record: dict[str, Any], pieces: WordPieces, weight: float = 1.0) -> Example:
    """One annotated paper.

    Args:
        record: Title, abstract, entities, mentions with offsets.
        pieces: Of the network.
        weight: How much it counts.
    """
    reading = read_text(f"{record['title']}\n{record['abstract']}", pieces)
    tags = np.zeros(len(reading.starts), dtype=np.int64)
    open_ = np.zeros(len(reading.starts), dtype=np.int64)
    places: dict[int, list[tuple[int, int]]] = {}
    for mention in record["mentions"]:
        entity = record["entities"][mention["entity"]]
        found = _words(reading, mention["start"], mention["end"])
        if found is None:
            continue
        first, last = found
        begin = 1 + 2 * TYPES.index(EntityType(entity["type"]))
        tags[first : last + 1] = begin + 1
        tags[first] = begin
        open_[first : last + 1] = 0 if entity.get("core", True) else PASSING
        places.setdefault(mention["entity"], []).append(found)
    forms = {form for entity in record["entities"] for form in entity["mentions"]}
    _leave_unmarked_open(reading, forms, tags, open_)
    groups = tuple(_group(record["entities"][i], found) for i, found in sorted(places.items()))
    return Example(reading, tags, open_, groups, weight)


def read_corpus(file: Path) -> list[dict[str, Any]]:
    """The records of an annotated file, one a line."""
    lines = file.read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line.strip()]
