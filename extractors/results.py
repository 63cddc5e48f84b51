"""Results: each stated number with its model, task, data set, metric and baseline.

Trained judges weigh the signs of `extractors.result_signs`: whether a number is
a result and of which kind, then which entity belongs in each slot. A slot stays
empty where none is likely: nothing is invented.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from extractors.annotations import ENTITIES, RESULTS, evidence_in, sentences
from extractors.judge import load_judge
from extractors.result_signs import (
    KINDS,
    SLOTS,
    NumberView,
    can_be,
    kind_signs,
    line_up,
    look_at_numbers,
    slot_signs,
)
from extractors.views import Scene, View, look_at
from ontology.known import find_known
from ontology.records import Evidence, PaperEntity, Result
from ontology.schema import RESULT_SLOTS, Direction, EntityType, ResultKind, ResultLink

__all__ = [
    "COMPONENT",
    "KIND_JUDGE",
    "SLOT_JUDGE",
    "ResultFinder",
    "candidates",
    "find_results",
    "make_results",
]

COMPONENT = "results"
KIND_JUDGE = "result_kinds.npz"
SLOT_JUDGE = "result_slots.npz"
NEAR = 1  # sentences before a number in which its entities are looked for
OFTEN = 4  # of the most often named entities of a role, which are always looked at

Slots = dict[ResultLink, int]


def candidates(scene: Scene, number: NumberView, kind: ResultKind, slot: ResultLink) -> list[View]:
    """The entities that may belong in a slot: named near the number, in the title, or often.

    A metric that the number cannot be one of is none of them.

    Args:
        scene: The text.
        number: The result's number.
        kind: What it says.
        slot: One of `SLOTS`.
    """
    near = range(number.sentence - NEAR, number.sentence + 1)
    return [
        view
        for view in scene.views
        if view.entity.type is SLOTS[slot]
        and (slot is not ResultLink.IN_METRIC or can_be(view.entity, number.number, kind))
        and (view.rank < OFTEN or 0 in view.places or any(n in view.places for n in near))
    ]


def find_results(doc: Doc, entities: tuple[PaperEntity, ...]) -> list[Result]:
    """Find the results that a text states.

    Args:
        doc: The text with sentence starts.
        entities: With their roles.

    Returns:
        Results in text order.
    """
    scene = look_at(doc, entities)
    numbers = look_at_numbers(scene)
    if not numbers:
        return []
    judge = load_judge(KIND_JUDGE)
    answers = judge.answers(kind_signs(scene, number) for number in numbers)
    spans = list(sentences(doc))
    found = []
    for number, (chance, *kinds) in zip(numbers, answers, strict=True):
        if chance >= judge.bounds[0]:
            kind = KINDS[kinds.index(max(kinds))]
            slots = _fill(scene, number, kind)
            place = (number.number.start, number.number.end)
            evidence = evidence_in(spans[number.sentence], [place], COMPONENT, round(chance, 4))
            found.append(_result(number, kind, slots, entities, evidence))
    return found


def _fill(scene: Scene, number: NumberView, kind: ResultKind) -> Slots:
    """The likeliest entity of each slot, where it is likely enough; none in two slots."""
    judge = load_judge(SLOT_JUDGE)
    lines = {type_: line_up(scene, number, type_) for type_ in EntityType}
    asked = [(slot, view) for slot in SLOTS for view in candidates(scene, number, kind, slot)]
    rows = (slot_signs(scene, number, kind, view, lines[SLOTS[slot]]) for slot, view in asked)
    order = list(SLOTS)
    chances = [
        (answer[order.index(slot)], slot, view.index)
        for answer, (slot, view) in zip(judge.answers(rows), asked, strict=True)
    ]
    filled: Slots = {}
    for chance, slot, index in sorted(chances, key=lambda c: (-c[0], order.index(c[1]), c[2])):
        likely = chance >= judge.bounds[order.index(slot)]
        if likely and slot not in filled and index not in filled.values():
            filled[slot] = index
    return filled


def _result(
    number: NumberView,
    kind: ResultKind,
    slots: Slots,
    entities: Sequence[PaperEntity],
    evidence: Evidence,
) -> Result:
    metric = slots.get(ResultLink.IN_METRIC)
    return Result(
        **{field: slots.get(link) for field, link in RESULT_SLOTS.items()},
        value=number.number.value,
        number=number.number.number,
        unit=number.number.unit,
        kind=kind,
        direction=_direction(entities[metric]) if metric is not None else None,
        evidence=evidence,
    )


def _direction(metric: PaperEntity) -> Direction | None:
    known = find_known(EntityType.METRIC, metric.name)
    return known.direction if known else None


class ResultFinder:
    """Finds the results a text states."""

    def find(self, doc: Doc) -> list[Result]:
        """All results of the text."""
        return find_results(doc, ENTITIES.get(doc))

    def __call__(self, doc: Doc) -> Doc:
        """Leave them on the Doc."""
        return RESULTS.set(doc, self.find(doc))


@Language.factory(
    "paperkg_results",
    assigns=["doc._.paperkg_results"],
    requires=["doc._.paperkg_entities", "token.is_sent_start"],
)
def make_results(nlp: Language, name: str) -> ResultFinder:
    """Make the component."""
    return ResultFinder()
