"""Signs by which a reader would tell what a stated number is the value of, as numbers.

First whether it is a result and of which kind (its unit, the words around it,
what the sentence names), then which entity belongs in a slot of it (place,
order, the words between).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from extractors.network import LABELED_ROLES
from extractors.numbers import StatedNumber, find_numbers, units
from extractors.views import Place, Scene, View, mark_words
from ontology.records import PaperEntity
from ontology.schema import (
    RELATIONS,
    RESULT_SLOTS,
    EntityType,
    NodeType,
    ResultKind,
    Role,
    Subtype,
)

__all__ = [
    "KINDS",
    "SLOTS",
    "NumberView",
    "can_be",
    "kind_signs",
    "line_up",
    "look_at_numbers",
    "slot_signs",
]

KINDS = (ResultKind.ABSOLUTE, ResultKind.DELTA, ResultKind.RELATIVE)
# The slots of a result, and the type that goes into each.
SLOTS = {
    link: EntityType(type_.value)
    for link in RESULT_SLOTS.values()
    for type_ in RELATIONS[link].range
}
CUES = "result_words.txt"
NEAR, AROUND = 2, 8  # words beside a number
BETWEEN = 300  # characters between a number and a name
REACH = 120  # characters beside a number in which they are looked for
_WORDS = re.compile(r"[a-z]+|[(),:;=~/$]")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_CLAUSE = re.compile(r"[,;:]| and | while | but | whereas ")


@dataclass(frozen=True, slots=True)
class NumberView:
    """A number as judges see it.

    Attributes:
        number: With offsets in the text.
        sentence: Number of its sentence.
        order: Its place among the numbers of the sentence that have its unit.
        among: How many these are.
        group: From the start of the first of these to the end of the last.
    """

    number: StatedNumber
    sentence: int
    order: int
    among: int
    group: tuple[int, int]


@dataclass(frozen=True, slots=True)
class LineUp:
    """The entities of one type in the sentence of a number, by index.

    Attributes:
        named: Mention by mention.
        before: The last in front of all numbers of its kind, as many as these are.
        after: The first behind these.
        gaps: For each mention its distance, whether it is behind the number, and the entity.
    """

    named: tuple[int, ...]
    before: tuple[int, ...]
    after: tuple[int, ...]
    gaps: tuple[tuple[int, bool, int], ...]


def look_at_numbers(scene: Scene) -> list[NumberView]:
    """The numbers of a text, in its order."""
    alike: dict[tuple[int, str], list[StatedNumber]] = defaultdict(list)
    for sentence, start in enumerate(scene.starts):
        for number in find_numbers(scene.text[start : scene.end_of(sentence)]):
            here = replace(number, start=start + number.start, end=start + number.end)
            alike[sentence, number.unit].append(here)
    views = [
        NumberView(number, sentence, order, len(found), (found[0].start, found[-1].end))
        for (sentence, _), found in alike.items()
        for order, number in enumerate(found)
    ]
    return sorted(views, key=lambda view: view.number.start)


def kind_signs(scene: Scene, view: NumberView) -> tuple[float, ...]:
    """The signs of a number being a result, and of which kind.

    Args:
        scene: The text.
        view: The number.

    Returns:
        As many numbers for every number.
    """
    before, after = _beside(scene, view)
    return (
        *_shape(view.number),
        *_company(scene, view),
        *mark_words(CUES, before[-NEAR:]),
        *mark_words(CUES, before[-AROUND:]),
        *mark_words(CUES, after[:NEAR]),
        *mark_words(CUES, after[:AROUND]),
    )


def _beside(scene: Scene, view: NumberView) -> tuple[list[str], list[str]]:
    start, end = scene.starts[view.sentence], scene.end_of(view.sentence)
    left = scene.text[max(start, view.number.start - REACH) : view.number.start]
    right = scene.text[view.number.end : min(end, view.number.end + REACH)]
    return _WORDS.findall(left.lower()), _WORDS.findall(right.lower())


def _shape(number: StatedNumber) -> list[float]:
    size = abs(number.number) if number.number is not None else -1.0
    return [
        *(float(number.unit == unit.name) for unit in units()),
        float(not number.unit),
        float(number.signed),
        float(number.number is None),
        float("." in number.value),
        float(number.value[0].isalpha()),
        float(0 <= size < 1),
        float(1 <= size < 10),
        float(10 <= size <= 100),
        float(size > 100),
        float(not number.unit and bool(_YEAR.match(number.value))),
    ]


def _company(scene: Scene, view: NumberView) -> list[float]:
    """What the sentence names, and how near; where the sentence stands."""
    number, signs = view.number, []
    here = [
        (v.entity.type, p)
        for v in scene.named.get(view.sentence, ())
        for p in v.places[view.sentence]
    ]
    for type_ in EntityType:
        gaps = [_gap(number, place) for other, place in here if other is type_]
        signs += [float(bool(gaps)), float(bool(gaps) and min(gaps) <= 3)]
        signs.append(float(bool(gaps) and min(gaps) <= 20))
    return [
        *signs,
        float(any(start <= number.start < end for _, (start, end) in here)),
        float(view.sentence == 0),
        view.sentence / len(scene.starts),
        float(scene.own[view.sentence]),
        float(view.among > 1),
        float(view.order > 0),
        float(view.number.end >= scene.end_of(view.sentence) - 3),
    ]


def _gap(number: StatedNumber, place: Place) -> int:
    """Characters between a number and a mention; 0 where one holds the other."""
    return max(place[0] - number.end, number.start - place[1], 0)


def line_up(scene: Scene, view: NumberView, type_: EntityType) -> LineUp:
    """The entities of one type in the sentence of a number."""
    named = sorted(
        (place, v.index)
        for v in scene.named.get(view.sentence, ())
        if v.entity.type is type_
        for place in v.places[view.sentence]
    )
    first, last = view.group
    return LineUp(
        named=tuple(index for _, index in named),
        before=tuple(index for (_, end), index in named if end <= first)[-view.among :],
        after=tuple(index for (start, _), index in named if start >= last)[: view.among],
        gaps=tuple(
            (_gap(view.number, place), place[0] >= view.number.end, index) for place, index in named
        ),
    )


def slot_signs(
    scene: Scene, view: NumberView, kind: ResultKind, candidate: View, line: LineUp
) -> tuple[float, ...]:
    """The signs of an entity belonging in a slot of a result.

    Args:
        scene: The text.
        view: The number.
        kind: Of the result.
        candidate: An entity of the slot's type.
        line: All of this type in the sentence.

    Returns:
        As many numbers for every question.
    """
    return (
        *(float(kind is known) for known in KINDS),
        *(float(role in candidate.roles) for role in LABELED_ROLES),
        float(candidate.entity.core),
        float(candidate.entity.subtype is Subtype.MODEL),
        *_steps(candidate.rank),
        *_steps(scene.types[NodeType(candidate.entity.type)] - 1),
        *_steps(scene.own_models),
        *_fit(view, candidate),
        *_where(scene, view, candidate),
        *_order(view, candidate, line),
        *_between(scene, view, candidate, line),
    )


def _steps(count: int) -> list[float]:
    return [float(count == 0), float(count == 1), float(count >= 2)]


def can_be(metric: PaperEntity, number: StatedNumber, kind: ResultKind) -> bool:
    """Whether a number can be one of a metric.

    No accuracy is counted in parameters, and what is counted in them is no share.

    Args:
        metric: With all its mentions.
        number: With its unit.
        kind: What the number says.
    """
    about = next((unit.about for unit in units() if unit.name == number.unit), None)
    if about is not None:
        return _speaks_of(metric, about)
    is_share = number.unit == "%" or (not number.unit and "." in number.value)
    counted = (unit.only for unit in units() if unit.only is not None)
    return not (
        kind is ResultKind.ABSOLUTE
        and is_share
        and any(_speaks_of(metric, only) for only in counted)
    )


def _speaks_of(metric: PaperEntity, pattern: re.Pattern[str]) -> bool:
    names = {metric.name, *(mention.text for mention in metric.mentions)}
    return any(pattern.search(name.lower()) for name in names)


def _fit(view: NumberView, candidate: View) -> list[float]:
    """Whether a metric is one of costs, and whether the number has the unit of a cost."""
    if candidate.entity.type is not EntityType.METRIC:
        return [0.0, 0.0]
    costs = [unit for unit in units() if unit.is_cost]
    is_cost = any(_speaks_of(candidate.entity, unit.about) for unit in costs if unit.about)
    return [float(view.number.unit in {unit.name for unit in costs}), float(is_cost)]


def _where(scene: Scene, view: NumberView, candidate: View) -> list[float]:
    places = candidate.places
    return [
        float(view.sentence in places),
        float(view.sentence - 1 in places),
        float(min(places) < view.sentence),
        float(0 in places),
        min(len(candidate.entity.mentions), 6) / 3,
        float(any(scene.own[number] for number in places)),
        float(scene.own[view.sentence]),
        float(scene.own[view.sentence] and Role.INTRODUCES in candidate.roles),
    ]


def _order(view: NumberView, candidate: View, line: LineUp) -> list[float]:
    """Lists side by side: "x and y on A and B", "on A and B by x and y"."""
    return [
        float(view.among > 1),
        *(
            float(1 < view.among == len(side) and side[view.order] == candidate.index)
            for side in (line.before, line.after)
        ),
        float(set(line.named) == {candidate.index}),
        float(line.named[:1] == (candidate.index,)),
        float(line.named[-1:] == (candidate.index,)),
    ]


def _between(scene: Scene, view: NumberView, candidate: View, line: LineUp) -> list[float]:
    """The words between a number and the nearest mention in its sentence."""
    places = candidate.places.get(view.sentence, ())
    if not places:
        return [0.0] * 12 + mark_words(CUES, ()) * 2
    number = view.number
    start, end = min(places, key=lambda place: _gap(number, place))
    gap, after = _gap(number, (start, end)), start >= number.end
    far = (number.end, start) if after else (end, number.start)
    between = scene.text[far[0] : min(far[1], far[0] + BETWEEN)]
    words = _WORDS.findall(between.lower())
    others = [(other, side) for other, side, index in line.gaps if index != candidate.index]
    numbers, clauses = len(_NUMBER.findall(between)), len(_CLAUSE.findall(between))
    signs = [
        float(after),
        float(gap <= 2),
        float(gap <= 12),
        float(gap <= 40),
        min(len(words), 20) / 10,
        float(all(gap < other for other, _ in others)),
        float(all(gap < other for other, side in others if side == after)),
        float(numbers == 0),
        float(numbers == 1),
        float(clauses == 0),
        min(clauses, 4) / 2,
        float("(" in between or ")" in between),
    ]
    front = _WORDS.findall(scene.text[max(number.end, start - 30) : start].lower())[-3:]
    return signs + mark_words(CUES, words) + mark_words(CUES, front if after else words[:3])
