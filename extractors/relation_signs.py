"""Signs by which a reader would tell whether a relation joins two entities, as numbers.

Roles, places, how often and where the two are named, and the words between them.
"""

from __future__ import annotations

import re

from extractors.network import LABELED_ROLES
from extractors.views import Place, Scene, View, mark_words
from ontology.schema import EntityRelation, NodeType, Subtype

__all__ = ["LEARNED", "read_signs"]

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

CUES = "relation_words.txt"
_WORDS = re.compile(r"[a-z]+|[(),:]")


def read_signs(scene: Scene, head: View, relation: EntityRelation, tail: View) -> tuple[float, ...]:
    """The signs of one pair.

    Args:
        scene: The text.
        head: From where the relation would lead.
        relation: One of `LEARNED`.
        tail: Where to.

    Returns:
        As many numbers for every pair.
    """
    signs = [float(relation is known) for known in LEARNED]
    for view in (head, tail):
        signs += [float(role in view.roles) for role in LABELED_ROLES]
        signs += [float(view.entity.core), float(view.entity.subtype is Subtype.MODEL)]
        signs += _step(view.rank) + _step(scene.types[NodeType(view.entity.type)] - 1)
        signs += _where(view, len(scene.own))
        signs.append(float(any(scene.own[n] for n in view.places)))
    signs += _step(scene.own_models)
    common = head.places.keys() & tail.places.keys()
    signs += [float(bool(common)), float(bool(common - {0})), float(0 in common)]
    return (*signs, *_between(scene, head, tail, common), *_names(head, tail))


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


def _between(scene: Scene, head: View, tail: View, common: set[int]) -> list[float]:
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
        own = [n for n in sorted(tail.places) if scene.own[n]]
        number = own[0] if own else min(tail.places)
        front = _front(scene, number, tail.places[number][0])
        return mark_words(CUES, ()) + [0.0] * 5 + mark_words(CUES, front)
    _, number, a, b = near
    after = b[0] >= a[1]
    start, end = (a[1], b[0]) if after else (b[1], a[0])
    words = _WORDS.findall(scene.text[start : min(end, start + BETWEEN)].lower())
    place = [
        float(after),
        float(not after),
        min(len(words), 20) / 10,
        float(len(words) <= 3),
        float(number == 0),
    ]
    return mark_words(CUES, words) + place + mark_words(CUES, _front(scene, number, b))


def _front(scene: Scene, number: int, place: Place) -> list[str]:
    start = max(scene.starts[number], place[0] - REACH)
    return _WORDS.findall(scene.text[start : place[0]].lower())[-3:]


def _names(head: View, tail: View) -> list[float]:
    ours = {word for key in head.keys for word in key.split()}
    theirs = {word for key in tail.keys for word in key.split()}
    inside = any(there in here for here in head.keys for there in tail.keys if there)
    return [
        float(bool(ours & theirs)),
        len(ours & theirs) / max(len(theirs), 1),
        float(inside),
    ]
