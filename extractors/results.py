"""Results: each stated number with its metric, data set, model and baseline.

Nothing is invented: a field stays empty unless the sentence names what
belongs there. Sizes of data sets and counts are no results.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.annotations import ENTITIES, RESULTS, sentences
from extractors.numbers import StatedNumber, find_numbers
from extractors.relations import own_models
from extractors.resources import read_table
from ontology.known import find_known
from ontology.records import Evidence, PaperEntity, Result
from ontology.schema import Direction, EntityType, ResultKind, Role

__all__ = ["COMPONENT", "ResultFinder", "find_results", "make_results"]

COMPONENT = "results"
CONFIDENCE = 0.6
_OWN = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Tt]he proposed|[Ii]t)\b")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_COUNTED = re.compile(
    r"\s*(?:[a-z\-]+ ){0,2}(?:datasets?|benchmarks?|tasks?|languages?|images?|samples?|"
    r"examples?|classes|models?|papers?|videos?|layers?|hours? of|questions?|domains?|categories|"
    r"users?|participants?|nodes|experiments|settings|metrics|agents|frames|tokens|words|sentences|documents|GPUs?|epochs|steps)\b"
)
_NAMES_METRIC = re.compile(
    r"[\s:=~$({]*(?:(?:score|scores|rate|value|values|of|is|was|at|to|from|=|about|around|up|over|nearly)[\s$]*){0,4}$"
)


@dataclass(frozen=True, slots=True)
class _Place:
    """A mention in the sentence; offsets within the sentence."""

    start: int
    end: int
    entity: int


@dataclass(frozen=True, slots=True)
class _Cue:
    side: str
    kind: str
    unit: str
    pattern: re.Pattern[str]


@cache
def _cues() -> tuple[_Cue, ...]:
    return tuple(
        _Cue(row["side"], row["kind"], row["unit"], re.compile(row["pattern"]))
        for row in read_table("result_cues.tsv")
    )


def _kind(sentence: str, number: StatedNumber, metric_known: bool) -> ResultKind | None:
    """How the number is meant; None where it is no result."""
    if number.unit == "x":
        return ResultKind.RELATIVE if _is_result(sentence, "x") else None
    if number.unit == "points":
        return ResultKind.DELTA
    if number.unit == "%" and not metric_known and not _is_result(sentence, "%"):
        return None
    before, after = sentence[: number.start], sentence[number.end :]
    for cue in _cues():
        side = {"before": before, "after": after}.get(cue.side)
        if side is None or (cue.unit == "%" and number.unit not in {"%", "", "dB"}):
            continue
        held = cue.pattern.search(side) if cue.side == "before" else cue.pattern.match(side)
        if held and not (cue.kind == "relative" and number.unit != "%"):
            return ResultKind(cue.kind)
    return ResultKind.DELTA if number.signed else ResultKind.ABSOLUTE


def _is_result(sentence: str, unit: str) -> bool:
    return any(
        cue.pattern.search(sentence) for cue in _cues() if cue.kind == "is" and cue.unit == unit
    )


def _places(sentence: Span, entities: tuple[PaperEntity, ...]) -> list[_Place]:
    start, end = sentence.start_char, sentence.end_char
    return sorted(
        (
            _Place(m.start - start, m.end - start, index)
            for index, entity in enumerate(entities)
            for m in entity.mentions
            if start <= m.start and m.end <= end
        ),
        key=lambda place: place.start,
    )


def _of_type(
    places: list[_Place], entities: tuple[PaperEntity, ...], type_: EntityType
) -> list[_Place]:
    return [place for place in places if entities[place.entity].type is type_]


def _nearest(places: list[_Place], number: StatedNumber, sentence: str) -> int | None:
    """The entity nearest to a number; what follows in the same clause is nearer."""
    ranked = []
    for place in places:
        after = place.start >= number.end
        between = (
            sentence[number.end : place.start] if after else sentence[place.end : number.start]
        )
        clauses = len(re.findall(r"[,;]| and ", between))
        ranked.append(
            (len(between) + 25 * clauses + (0 if after else 5), place.start, place.entity)
        )
    return min(ranked)[2] if ranked else None


# What a metric must be about to be given in a unit; units that are not here fit any metric.
_ABOUT = {
    "parameters": re.compile(r"param|size"),
    "FLOPs": re.compile(r"flop|mac|comput|complexity|cost"),
    "FPS": re.compile(r"fps|frame|speed|throughput|rate"),
    "s": re.compile(r"time|latency|speed|delay|duration"),
    "GB": re.compile(r"memory|size|footprint|storage"),
    "dB": re.compile(r"snr|sdr|db|ratio|gain"),
}
_ABOUT |= dict.fromkeys(("ms", "min", "h"), _ABOUT["s"])


def _fitting(
    metrics: list[_Place], entities: tuple[PaperEntity, ...], number: StatedNumber
) -> list[_Place]:
    """The metrics that can be given in the unit of a number."""
    about = _ABOUT.get(number.unit)
    return [m for m in metrics if about is None or about.search(entities[m.entity].name.lower())]


def _touches_metric(sentence: str, number: StatedNumber, metrics: list[_Place]) -> bool:
    """Whether a metric stands right behind or, with "of" or "=" at most, right before."""
    for place in metrics:
        if 0 <= place.start - number.end <= 2:
            return True
        if place.end <= number.start and _NAMES_METRIC.fullmatch(
            sentence[place.end : number.start]
        ):
            return True
    return False


def _is_stated(
    sentence: str, number: StatedNumber, places: list[_Place], metrics: list[_Place]
) -> bool:
    inside = any(place.start <= number.start < place.end for place in places)
    counted = number.unit in {"", "x"} and _COUNTED.match(sentence[number.end :])
    if inside or counted or (not number.unit and _YEAR.fullmatch(number.value)):
        return False
    if number.unit in {"", "s", "ms", "min", "h", "GB", "dB"}:
        return _touches_metric(sentence, number, metrics)
    return True


def _model(
    sentence: str, places: list[_Place], entities: tuple[PaperEntity, ...], number: StatedNumber
) -> int | None:
    own = own_models(entities)
    here = [place.entity for place in places if place.entity in own and place.start < number.start]
    if here:
        return here[-1]
    return own[0] if own and _OWN.search(sentence) else None


def _baseline(
    places: list[_Place], entities: tuple[PaperEntity, ...], kind: ResultKind, number: StatedNumber,
    sentence: str,
) -> int | None:  # fmt: skip
    if kind is ResultKind.ABSOLUTE:
        return None
    compared = [
        place
        for place in _of_type(places, entities, EntityType.MODEL)
        if any(role.role is Role.COMPARES_WITH for role in entities[place.entity].roles)
    ]
    return _nearest(compared, number, sentence)


def _direction(entities: tuple[PaperEntity, ...], metric: int | None) -> Direction | None:
    known = find_known(EntityType.METRIC, entities[metric].name) if metric is not None else None
    return known.direction if known else None


def find_results(sentence: Span, entities: tuple[PaperEntity, ...]) -> list[Result]:
    """Find the results of one sentence.

    Args:
        sentence: A sentence of the paper's text.
        entities: Of the paper, with their roles.

    Returns:
        Results in text order.
    """
    text = sentence.text
    places = _places(sentence, entities)
    metrics = _of_type(places, entities, EntityType.METRIC)
    found = []
    for number in find_numbers(text):
        if not _is_stated(text, number, places, metrics):
            continue
        kind = _kind(text, number, bool(metrics))
        if kind is None:
            continue
        metric = _nearest(_fitting(metrics, entities, number), number, text)
        place = (sentence.start_char + number.start, sentence.start_char + number.end)
        evidence = Evidence(
            text, sentence.start_char, sentence.end_char, (place,), COMPONENT, CONFIDENCE
        )
        result = Result(
            model=_model(text, places, entities, number),
            task=_nearest(_of_type(places, entities, EntityType.TASK), number, text),
            dataset=_nearest(_of_type(places, entities, EntityType.DATASET), number, text),
            metric=metric,
            baseline=_baseline(places, entities, kind, number, text),
            value=number.value,
            number=number.number,
            unit=number.unit,
            kind=kind,
            direction=_direction(entities, metric),
            evidence=evidence,
        )
        found.append(result)
    return found


class ResultFinder:
    """Finds the results a text states."""

    def find(self, doc: Doc) -> list[Result]:
        """All results below the title."""
        entities = ENTITIES.get(doc)
        return [
            result
            for sentence in sentences(doc)
            if sentence.start_char > 0 or "\n" not in doc.text
            for result in find_results(sentence, entities)
        ]

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
