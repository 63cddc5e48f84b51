"""Fitting the judges of results (`extractors.results`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from extractors.judge import Judge
from extractors.result_signs import (
    KINDS,
    SLOTS,
    NumberView,
    kind_signs,
    line_up,
    look_at_numbers,
    slot_signs,
)
from extractors.results import candidates
from extractors.training.casts import Cast
from extractors.training.judge import fit_judge
from extractors.views import Scene, look_at
from ontology.schema import RESULT_SLOTS, ResultKind, ResultLink

__all__ = ["fit_results"]

KIND_BOUND, SLOT_BOUND = 0.3, 0.25
HIDDEN = 32
FIELDS = {link: field for field, link in RESULT_SLOTS.items()}  # of an annotated result
_DIGITS = re.compile(r"\d+(?:\.\d+)?")

_Row = tuple[tuple[float, ...], list[float], list[float]]  # signs, answers, weights


def _key(value: str) -> tuple[str, ...]:
    """The numbers of a value, or its words: what an annotated and a found value share."""
    return tuple(_DIGITS.findall(value.replace(",", ""))) or (value.casefold(),)


def _matched(
    numbers: Sequence[NumberView], results: Sequence[dict[str, Any]]
) -> dict[int, dict[str, Any]]:
    """The annotated result of a number, by its place in the list; the first alike is taken."""
    matched: dict[int, dict[str, Any]] = {}
    for result in results:
        alike = (
            place
            for place, view in enumerate(numbers)
            if place not in matched and _key(view.number.value) == _key(result["value"])
        )
        place = next(alike, None)
        if place is not None:
            matched[place] = result
    return matched


def _kind_row(scene: Scene, number: NumberView, result: dict[str, Any] | None) -> _Row:
    """Is it a result; if so, which kind: the other answers count only then."""
    kinds = [float(result is not None and result["kind"] == kind) for kind in KINDS]
    there = float(result is not None)
    return kind_signs(scene, number), [there, *kinds], [1.0, *[there] * len(KINDS)]


def _slot_rows(
    scene: Scene, names: Sequence[str | None], number: NumberView, result: dict[str, Any]
) -> list[_Row]:
    kind = ResultKind(result["kind"])
    return [
        (
            slot_signs(scene, number, kind, view, line_up(scene, number, SLOTS[slot])),
            [float(slot is s and _is_in(result, s, names[view.index])) for s in SLOTS],
            [float(slot is s) for s in SLOTS],
        )
        for slot in SLOTS
        for view in candidates(scene, number, kind, slot)
    ]


def _is_in(result: dict[str, Any], slot: ResultLink, name: str | None) -> bool:
    return name is not None and result[FIELDS[slot]] == name


def fit_results(casts: Iterable[Cast]) -> tuple[Judge, Judge]:
    """Fit the judges of results on annotated papers.

    Returns:
        The judge of numbers (a result, and the kinds), and that of slots.
    """
    kinds: list[_Row] = []
    slots: list[_Row] = []
    for cast in casts:
        scene = look_at(cast.doc, cast.entities)
        numbers = look_at_numbers(scene)
        matched = _matched(numbers, cast.record["results"])
        for place, number in enumerate(numbers):
            result = matched.get(place)
            kinds.append(_kind_row(scene, number, result))
            if result is not None:
                slots += _slot_rows(scene, cast.names, number, result)
    kind_bounds, slot_bounds = [KIND_BOUND] * (1 + len(KINDS)), [SLOT_BOUND] * len(SLOTS)
    return (
        fit_judge(
            *zip(*kinds, strict=True), hidden=HIDDEN, bounds=kind_bounds, epochs=20, dropout=0.4
        ),
        fit_judge(*zip(*slots, strict=True), hidden=HIDDEN, bounds=slot_bounds, dropout=0.3),
    )
