"""Signs by which a reader would tell whether a relation joins two entities, as numbers.

Roles, places, how often and where the two are named, and the words between them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extractors.network import LABELED_ROLES
from extractors.resources import read_words
from ontology.records import PaperEntity
from ontology.schema import EntityRelation, NodeType, Role, Subtype

__all__ = ["LEARNED", "Counts", "Told", "View", "read_signs", "speaks_of_itself"]

LEARNED = (
    EntityRelation.EVALUATED_ON,
    EntityRelation.APPLIED_TO,
    EntityRelation.OUTPERFORMS,
    EntityRelation.BASED_ON,
    EntityRelation.BENCHMARK_FOR,
    EntityRelation.MEASURED_BY,
)
REACH = 60  # characters in front of a name
BETWEEN = 300  # characters between two names

_OWN = re.compile(
    r"\b(?:[Ww]e|[Oo]ur|[Ii]ts?|[Tt]he proposed|"
    r"[Tt]his (?:paper|work|method|model|approach|framework))\b"
)
_WORDS = re.compile(r"[a-z]+|[(),:]")

_Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class View:
    """An entity as pairs see it.

    Attributes:
        index: Its place among the entities.
        entity: The entity.
        roles: What the paper does with it.
        keys: Of its names.
        places: Its mentions by number of the sentence.
        rank: Its place among those with one of its roles, the most often named first.
    """

    index: int
    entity: PaperEntity
    roles: frozenset[Role]
    keys: frozenset[str]
    places: dict[int, tuple[_Place, ...]]
    rank: int


@dataclass(frozen=True, slots=True)
class Told:
    """A text by sentences: where each starts, and whether the paper speaks of itself in it."""

    text: str
    starts: tuple[int, ...]
    own: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many entities of each type there are, and how many models are the paper's own."""

    types: dict[NodeType, int]
    own: int


def speaks_of_itself(sentence: str) -> bool:
    """Whether a paper speaks of itself or of its contribution without a name.

    >>> speaks_of_itself("It beats BERT."), speaks_of_itself("BERT reads both ways.")
    (True, False)
    """
    return _OWN.search(sentence) is not None


def read_signs(
    told: Told, head: View, relation: EntityRelation, tail: View, counts: Counts
) -> tuple[float, ...]:
    """The signs of one pair.

    Args:
        told: The text.
        head: From where the relation would lead.
        relation: One of `LEARNED`.
        tail: Where to.
        counts: Of all entities of the text.

    Returns:
        As many numbers for every pair.
    """
    signs = [float(relation is known) for known in LEARNED]
    for view in (head, tail):
        signs += [float(role in view.roles) for role in LABELED_ROLES]
        signs += [float(view.entity.core), float(view.entity.subtype is Subtype.MODEL)]
        signs += _step(view.rank) + _step(counts.types[NodeType(view.entity.type)] - 1)
        signs += _where(view, len(told.own))
        signs.append(float(any(told.own[n] for n in view.places)))
    signs += _step(counts.own)
    common = head.places.keys() & tail.places.keys()
    signs += [float(bool(common)), float(bool(common - {0})), float(0 in common)]
    return (*signs, *_between(told, head, tail, common), *_names(head, tail))


def _step(count: int) -> list[float]:
    return [float(count == 0), float(count == 1), float(count == 2), float(count > 2)]


def _where(view: View, count: int) -> list[float]:
    numbers = sorted(view.places)
    return [
        float(numbers[0] == 0),
        min(len(view.entity.mentions), 6) / 3,
        numbers[0] / count,
        numbers[-1] / count,
        float(len(view.entity.mentions) == 1 and numbers[0] <= 2),
    ]


def _between(told: Told, head: View, tail: View, common: set[int]) -> list[float]:
    """The words between the two where they are nearest, and those in front of the tail."""
    near = min(
        (
            (max(b[0] - a[1], a[0] - b[1]), number, a, b)
            for number in common
            for a in head.places[number]
            for b in tail.places[number]
        ),
        default=None,
    )
    if near is None:
        own = [n for n in sorted(tail.places) if told.own[n]]
        number = own[0] if own else min(tail.places)
        return [0.0] * (len(_patterns()) + 5) + _cues(_front(told, number, tail.places[number][0]))
    _, number, a, b = near
    after = b[0] >= a[1]
    start, end = (a[1], b[0]) if after else (b[1], a[0])
    words = _WORDS.findall(told.text[start : min(end, start + BETWEEN)].lower())
    place = [
        float(after),
        float(not after),
        min(len(words), 20) / 10,
        float(len(words) <= 3),
        float(number == 0),
    ]
    return _cues(words) + place + _cues(_front(told, number, b))


def _front(told: Told, number: int, place: _Place) -> list[str]:
    start = max(told.starts[number], place[0] - REACH)
    return _WORDS.findall(told.text[start : place[0]].lower())[-3:]


@cache
def _patterns() -> tuple[tuple[str, bool], ...]:
    words = sorted(read_words("relation_words.txt"))
    return tuple((word.rstrip("*"), word.endswith("*")) for word in words)


def _cues(words: Sequence[str]) -> list[float]:
    there = set(words)
    return [
        float(any(word.startswith(cue) for word in there) if open_ else cue in there)
        for cue, open_ in _patterns()
    ]


def _names(head: View, tail: View) -> list[float]:
    ours = {word for key in head.keys for word in key.split()}
    theirs = {word for key in tail.keys for word in key.split()}
    inside = any(there in here for here in head.keys for there in tail.keys if there)
    return [
        float(bool(ours & theirs)),
        len(ours & theirs) / max(len(theirs), 1),
        float(inside),
    ]
