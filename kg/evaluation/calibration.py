"""Calibration: of what is said with confidence 0.8, are eight in ten right?

The expected calibration error of Naeini, Cooper and Hauskrecht, Obtaining well
calibrated probabilities using Bayesian binning, 2015: the difference between
confidence and share of right ones, averaged over bins of equal width. What
makes no difference in the scores is left out here too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.evaluation.annotation import Span
from kg.evaluation.keys import value_key
from kg.evaluation.matching import Pairing
from kg.evaluation.spans import overlaps
from ontology.knowledge import Claim
from ontology.records import Extraction
from ontology.schema import Role

__all__ = [
    "BINS",
    "Bin",
    "Calibration",
    "Judged",
    "calibrate",
    "judge_mentions",
    "judge_relations",
    "judge_results",
    "judge_roles",
]

BINS = 10

# A confidence, and whether what was said with it is right.
Judged = tuple[float, bool]


@dataclass(frozen=True, slots=True)
class Bin:
    """Statements of about the same confidence: how many, how sure, what share is right."""

    count: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The expected error, and the bins from unsure to sure; empty ones are left out."""

    error: float
    bins: tuple[Bin, ...]

    @property
    def count(self) -> int:
        """How many statements were judged."""
        return sum(bin_.count for bin_ in self.bins)


def calibrate(judged: Iterable[Judged]) -> Calibration:
    """Compare confidences with what came true.

    >>> calibrate([(0.8, True), (0.8, False)]).error
    0.3
    """
    groups: dict[int, list[Judged]] = {}
    for confidence, right in sorted(judged):
        place = min(int(confidence * BINS), BINS - 1)  # 1.0 goes with 0.9
        groups.setdefault(place, []).append((confidence, right))
    bins = tuple(
        Bin(
            len(group),
            sum(confidence for confidence, _ in group) / len(group),
            sum(right for _, right in group) / len(group),
        )
        for _, group in sorted(groups.items())
    )
    total = sum(bin_.count for bin_ in bins)
    error = sum(bin_.count * abs(bin_.confidence - bin_.right) for bin_ in bins)
    return Calibration(round(error / total, 6) if total else 0.0, bins)


def judge_mentions(pairing: Pairing, extraction: Extraction) -> Iterator[Judged]:
    """Whether each mention stands exactly where it should, with the right type."""
    core, passing = pairing.gold.spans(core=True), pairing.gold.spans(core=False)
    if not core | passing:
        return
    for entity in extraction.entities:
        for mention in entity.mentions:
            span: Span = (mention.start, mention.end, str(entity.type))
            if span in core:
                yield mention.confidence, True
            elif not any(overlaps(span, other) for other in passing):
                yield mention.confidence, False


def judge_roles(pairing: Pairing, claims: Iterable[Claim]) -> Iterator[Judged]:
    """Whether each role is one that the paper gives the thing.

    Args:
        pairing: The paper.
        claims: What the graph says of this paper.
    """
    index_of = {thing.id: index for index, thing in enumerate(pairing.built.things)}
    for claim in claims:
        if not isinstance(claim.relation, Role) or claim.relation is Role.MENTIONS:
            continue
        index = index_of[claim.tail]
        if index not in pairing.matched:
            yield claim.confidence, False
            continue
        there = pairing.gold.things[pairing.matched[index]]
        if there.core:
            yield claim.confidence, claim.relation in there.roles


def judge_relations(pairing: Pairing, claims: Iterable[Claim]) -> Iterator[Judged]:
    """Whether each relation is one that the paper states.

    Args:
        pairing: The paper.
        claims: What the graph says of this paper.
    """
    index_of = {thing.id: index for index, thing in enumerate(pairing.built.things)}
    things = pairing.gold.things
    for claim in claims:
        head, tail = index_of.get(claim.head), index_of.get(claim.tail)
        if head is None or (head, claim.relation, tail) not in pairing.built.relations:
            continue  # a role, or what names alone tell
        ends = [pairing.matched.get(end) for end in (head, tail) if end is not None]
        if not any(end is not None and not things[end].core for end in ends):
            yield claim.confidence, (ends[0], claim.relation, ends[-1]) in pairing.gold.relations


def judge_results(pairing: Pairing, extraction: Extraction) -> Iterator[Judged]:
    """Whether each value is one that the paper states as a result."""
    left = Counter(result.value for result in pairing.gold.results)
    for result in extraction.results:
        value = value_key(result.value)
        yield result.evidence.confidence, left[value] > 0
        left[value] -= 1
