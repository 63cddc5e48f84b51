"""All figures of a graph against gold annotations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.evaluation.annotation import Annotation, Thing
from kg.evaluation.bootstrap import Intervals, draw, intervals, tally_intervals
from kg.evaluation.calibration import (
    Calibration,
    Judged,
    calibrate,
    judge_mentions,
    judge_relations,
    judge_results,
    judge_roles,
)
from kg.evaluation.counts import Counts, Score, Tally, add_up
from kg.evaluation.entities import count_entities, judge
from kg.evaluation.linking import find_links, mean_score, score_links
from kg.evaluation.matching import Pairing, pair
from kg.evaluation.relations import count_relations
from kg.evaluation.results import count_results
from kg.evaluation.roles import count_roles
from kg.evaluation.spans import count_spans
from ontology.knowledge import Claim
from ontology.records import Extraction

__all__ = [
    "LINKING",
    "Built",
    "Error",
    "Evaluation",
    "Figure",
    "evaluate",
    "judge_all",
    "rank",
    "to_figures",
]

LINKING = "linking (B-cubed)"


@dataclass(frozen=True, slots=True)
class Built:
    """A paper in the graph: what is compared, and what carries the confidences."""

    annotation: Annotation
    extraction: Extraction
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A score with its intervals; linking has no counts."""

    score: Score
    intervals: Intervals
    counts: Counts | None


@dataclass(frozen=True, slots=True)
class Error:
    """Something that was missed, or found and wrong, in so many texts."""

    label: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What an evaluation says.

    Attributes:
        texts: How many papers or texts were compared.
        missing: How many of them were not built and count as empty.
        figures: By what is measured, in the order of a report.
        calibrations: By what has a confidence.
        missed: Most frequent first.
        wrong: Most frequent first.
    """

    texts: int
    missing: int
    figures: Mapping[str, Figure]
    calibrations: Mapping[str, Calibration]
    missed: tuple[Error, ...]
    wrong: tuple[Error, ...]


def rank(errors: Iterable[tuple[str, str]]) -> tuple[Error, ...]:
    """Count errors by label and name, most frequent first.

    >>> rank([("Task", "b"), ("Task", "a"), ("Task", "b")])[0]
    Error(label='Task', name='b', count=2)
    """
    counted = Counter(errors)
    ranked = sorted(counted, key=lambda error: (-counted[error], error))
    return tuple(Error(label, name, counted[label, name]) for label, name in ranked)


def to_figures(tallies: Sequence[Tally]) -> dict[str, Figure]:
    """Scores and intervals of all that was counted in some texts."""
    spread = tally_intervals(tallies, draw(len(tallies)))
    return {
        name: Figure(counts.score, spread[name], counts) for name, counts in add_up(tallies).items()
    }


def _tally(pairing: Pairing, is_new: Callable[[Thing], bool]) -> Tally:
    untyped = pair(pairing.gold, pairing.built, typed=False)
    return {
        **count_entities(pairing, untyped, is_new),
        **count_roles(pairing),
        **count_relations(pairing),
        **count_results(pairing),
        **count_spans(pairing),
    }


def _linking(pairings: Sequence[Pairing]) -> Figure:
    """The score of all links; its interval is that of the mean over papers.

    What a link is worth is settled in the whole corpus: a paper drawn twice
    would agree with itself.
    """
    placed = [(n, link) for n, pairing in enumerate(pairings) for link in find_links(pairing)]
    scores = score_links([link for _, link in placed])
    papers = [n for n, _ in placed]
    rows = (row[papers].tolist() for row in draw(len(pairings)))
    return Figure(mean_score(scores), intervals(mean_score(scores, row) for row in rows), None)


def _pairings(gold: Sequence[Annotation], built: Mapping[str, Built]) -> list[Pairing]:
    return [
        pair(g, built[g.key].annotation if g.key in built else Annotation(g.title, ()))
        for g in gold
    ]


def judge_all(gold: Sequence[Annotation], built: Mapping[str, Built]) -> dict[str, list[Judged]]:
    """Every confidence and whether what was said with it is right, by what is said.

    Args:
        gold: What should have been built.
        built: By `Annotation.key`.
    """
    judged: dict[str, list[Judged]] = {
        "mentions": [], "roles": [], "relations": [], "results": [],
    }  # fmt: skip
    for pairing in _pairings(gold, built):
        if pairing.gold.key in built:
            paper = built[pairing.gold.key]
            judged["mentions"] += judge_mentions(pairing, paper.extraction)
            judged["roles"] += judge_roles(pairing, paper.claims)
            judged["relations"] += judge_relations(pairing, paper.claims)
            judged["results"] += judge_results(pairing, paper.extraction)
    return judged


def evaluate(
    gold: Sequence[Annotation], built: Mapping[str, Built], is_new: Callable[[Thing], bool]
) -> Evaluation:
    """Score what was built.

    Args:
        gold: What should have been built, a paper each; at least one.
        built: By `Annotation.key`; what is not among `gold` is passed over.
        is_new: Whether a name was never seen before.

    Returns:
        All figures.
    """
    pairings = _pairings(gold, built)
    verdicts = [judge(pairing) for pairing in pairings]
    judged = judge_all(gold, built)
    return Evaluation(
        texts=len(gold),
        missing=sum(g.key not in built for g in gold),
        figures={
            **to_figures([_tally(pairing, is_new) for pairing in pairings]),
            LINKING: _linking(pairings),
        },
        calibrations={name: calibrate(found) for name, found in judged.items()},
        missed=rank((t.type, t.name) for verdict in verdicts for t in verdict.missed),
        wrong=rank((t.type, t.name) for verdict in verdicts for t in verdict.wrong),
    )
