"""Signs of results: what is near a number, and what hints at the entity of a slot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from spacy.tokens import Doc

from extractors.annotations import ENTITIES
from extractors.judge import load_judge
from extractors.numbers import StatedNumber, find_numbers
from extractors.result_signs import (
    KINDS,
    SLOTS,
    NumberView,
    _order,
    can_be,
    kind_signs,
    line_up,
    look_at_numbers,
    slot_signs,
)
from extractors.results import KIND_JUDGE, OFTEN, SLOT_JUDGE, candidates
from extractors.views import Scene, View, look_at
from ontology.known import KnownEntity, known_entities
from ontology.records import Mention, PaperEntity
from ontology.schema import EntityType, ResultKind, ResultLink

Marker = Callable[..., Doc]
METRIC = EntityType.METRIC
ABSOLUTE = ResultKind.ABSOLUTE
NAMES = {
    "MixNet": EntityType.MODEL,
    "Caltech-101": EntityType.DATASET,
    "CIFAR-100": EntityType.DATASET,
    "accuracy": EntityType.METRIC,
    "inference time": EntityType.METRIC,
}
TITLE = "MixNet: layers that mix\nWe propose MixNet. "


def scene_of(by_cues: Marker, sentence: str) -> Scene:
    doc = by_cues(TITLE + sentence, NAMES)
    return look_at(doc, ENTITIES.get(doc))


def named(scene: Scene, name: str) -> View:
    return next(view for view in scene.views if view.entity.name == name)


def signs(scene: Scene, number: NumberView, name: str) -> tuple[float, ...]:
    view = named(scene, name)
    line = line_up(scene, number, view.entity.type)
    return slot_signs(scene, number, ResultKind.ABSOLUTE, view, line)


def list_signs(scene: Scene, number: NumberView, name: str) -> list[float]:
    view = named(scene, name)
    return _order(number, view, line_up(scene, number, view.entity.type))


def test_result_signs_numbers_know_their_like(by_cues: Marker) -> None:
    scene = scene_of(by_cues, "It gains 2% and 3% with 5x the speed. It gains 4%.")
    found = [(v.number.value, v.sentence, v.order, v.among) for v in look_at_numbers(scene)]
    assert found == [("2%", 2, 0, 2), ("3%", 2, 1, 2), ("5x", 2, 0, 1), ("4%", 3, 0, 1)]
    first, second, *_ = look_at_numbers(scene)
    assert first.group == second.group == (first.number.start, second.number.end)


def test_result_signs_are_as_many_as_the_judges_take(by_cues: Marker) -> None:
    scene = scene_of(
        by_cues, "Its accuracy is 93.1% on CIFAR-100. Two models of 2019 are 3x slower."
    )
    numbers = look_at_numbers(scene)
    kinds, slots = load_judge(KIND_JUDGE), load_judge(SLOT_JUDGE)
    assert {len(kind_signs(scene, n)) for n in numbers} == {kinds.inner.shape[1]}
    asked = {
        len(slot_signs(scene, n, kind, view, line_up(scene, n, view.entity.type)))
        for n in numbers for kind in KINDS for slot in SLOTS for view in scene.views
    }  # fmt: skip
    assert asked == {slots.inner.shape[1]}
    assert kinds.outer.shape[2] == 1 + len(KINDS)
    assert slots.outer.shape[2] == len(SLOTS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It reaches 93.1% here.", "It reaches 93.1x here."),
        ("It reaches 93.1% here.", "It reaches +93.1% here."),
        ("It reaches 93.1% here.", "It reaches 0.1% here."),
        ("It improves by 3% here.", "It stays at 3% here."),
        ("It reaches 93.1% accuracy.", "It reaches 93.1% somehow."),
    ],
)
def test_result_signs_of_kinds_tell_apart(by_cues: Marker, one: str, other: str) -> None:
    def read(sentence: str) -> tuple[float, ...]:
        scene = scene_of(by_cues, sentence)
        return kind_signs(scene, look_at_numbers(scene)[0])

    assert read(one) != read(other)
    assert read(one) == read(one)


def test_result_signs_lists_side_by_side(by_cues: Marker) -> None:
    scene = scene_of(by_cues, "It scores 91% and 72% on Caltech-101 and CIFAR-100.")
    first, second = look_at_numbers(scene)
    indices = [named(scene, name).index for name in ("Caltech-101", "CIFAR-100")]
    for number in (first, second):
        line = line_up(scene, number, EntityType.DATASET)
        assert (list(line.before), list(line.after)) == ([], indices)
    told = {
        (number.order, name): list_signs(scene, number, name)
        for number in (first, second)
        for name in ("Caltech-101", "CIFAR-100")
    }
    assert told[0, "Caltech-101"][2] == told[1, "CIFAR-100"][2] == 1
    assert told[0, "CIFAR-100"][2] == told[1, "Caltech-101"][2] == 0


def test_result_signs_lists_in_front_of_the_numbers(by_cues: Marker) -> None:
    scene = scene_of(by_cues, "On Caltech-101 and CIFAR-100 it gains 2% and 3%.")
    first, second = look_at_numbers(scene)
    indices = tuple(named(scene, name).index for name in ("Caltech-101", "CIFAR-100"))
    for number in (first, second):
        assert line_up(scene, number, EntityType.DATASET).before == indices


def test_result_signs_a_unit_tells_its_metric(by_cues: Marker) -> None:
    scene = scene_of(by_cues, "Its accuracy is high and its inference time is 12 ms.")
    (number,) = look_at_numbers(scene)
    found = candidates(scene, number, ABSOLUTE, ResultLink.IN_METRIC)
    assert [view.entity.name for view in found] == ["inference time"]
    accuracy = named(scene, "accuracy").entity
    asked = [replace(number.number, unit=unit) for unit in ("ms", "parameters", "%", "")]
    assert [can_be(accuracy, n, ABSOLUTE) for n in asked] == [False, False, True, True]


@pytest.mark.parametrize(
    ("stated", "kind", "fits"),
    [
        ("76.0%", ABSOLUTE, False),
        ("80.5", ABSOLUTE, False),
        ("80", ABSOLUTE, True),  # no fraction
        ("76%", ResultKind.RELATIVE, True),  # by so much fewer
        ("2.1x", ABSOLUTE, True),
        ("340M parameters", ABSOLUTE, True),
    ],
)
@pytest.mark.parametrize("name", ["number of parameters", "FLOPs"])
def test_result_signs_what_is_counted_is_no_share(
    name: str, stated: str, kind: ResultKind, fits: bool
) -> None:
    (number,) = find_numbers(f"It is {stated} here.")
    mention = Mention(0, len(name), name, "hand", 1.0)
    metric = PaperEntity(name, METRIC, None, (mention,), (), True, 1.0)
    about_parameters = number.unit == "parameters" and name == "FLOPs"
    assert can_be(metric, number, kind) is (fits and not about_parameters)


def test_result_signs_candidates_fit_the_slot(by_cues: Marker) -> None:
    scene = scene_of(by_cues, "Its accuracy is 93.1% on CIFAR-100.")
    (number,) = look_at_numbers(scene)
    found = {
        slot: [v.entity.name for v in candidates(scene, number, ABSOLUTE, slot)] for slot in SLOTS
    }
    assert found == {
        ResultLink.OF_MODEL: ["MixNet"], ResultLink.FOR_TASK: [],
        ResultLink.ON_DATASET: ["CIFAR-100"], ResultLink.IN_METRIC: ["accuracy"],
        ResultLink.OVER_BASELINE: ["MixNet"],
    }  # fmt: skip


def test_result_signs_candidates_are_not_everything(by_cues: Marker) -> None:
    names = {f"Tide-{n}": EntityType.DATASET for n in range(12)}
    told = " ".join(f"We test on {name}." for name in names)
    doc = by_cues(f"A title\n{told} Now and then. It reaches 93% on Tide-3.", names)
    scene = look_at(doc, ENTITIES.get(doc))
    (number,) = [n for n in look_at_numbers(scene) if n.number.unit == "%"]
    found = [v.entity.name for v in candidates(scene, number, ABSOLUTE, ResultLink.ON_DATASET)]
    assert "Tide-3" in found
    assert len(found) <= OFTEN + 1


def test_result_signs_known_metrics_can_be_given_in_their_own_unit() -> None:
    def asked(known: KnownEntity, name: str) -> bool:
        mention = Mention(0, len(name), name, "hand", 1.0)
        metric = PaperEntity(name, METRIC, None, (mention,), (), True, 1.0)
        return can_be(metric, StatedNumber(0, 1, "1", 1.0, known.unit, signed=False), ABSOLUTE)

    wrong = [
        (name, known.unit)
        for known in known_entities()
        if known.type is METRIC and known.unit
        for name in known.surfaces
        if not asked(known, name)
    ]
    assert wrong == []
