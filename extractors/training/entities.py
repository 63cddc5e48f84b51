"""Fitting the judge of entities (`extractors.labels`): what a paper does with what was found in it.

It learns from papers that the network has not learnt from: there the network
errs as it will on new papers. Entities that the annotation only mentions in
passing count neither way, as in the scoring of a graph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.annotations import ENTITIES
from extractors.judge import Judge
from extractors.labels import read_labels, sign_rows
from extractors.network import LABELED_ROLES
from extractors.pipeline import COMPONENTS, make_nlp
from extractors.training.casts import match_entities
from extractors.training.judge import fit_judge
from ontology.keys import name_keys
from ontology.records import PaperEntity
from ontology.schema import RELATIONS, NodeType

__all__ = ["best_bound", "fit_entities"]

BEFORE = COMPONENTS[: COMPONENTS.index("paperkg_labels")]  # all that finds what is judged
NOTHING = (0.0,) * (len(LABELED_ROLES) + 1)  # neither a role nor core
HIDDEN = 48
EPOCHS = 30
FOLDS = 5
GRID = np.arange(0.1, 0.71, 0.02)  # bounds to choose from

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Case:
    """An entity that was found: its signs, the right answers, whether it counts."""

    signs: tuple[float, ...]
    answers: tuple[float, ...]
    counts: bool
    type: NodeType


@dataclass(frozen=True, slots=True)
class _Paper:
    """What was found in a paper, and how many entities have each answer in its annotation."""

    cases: tuple[_Case, ...]
    annotated: tuple[int, ...]


def _answers(entity: dict[str, Any]) -> tuple[float, ...]:
    """For each role, then core; one that is named in passing has none."""
    if not entity["core"]:
        return NOTHING
    return (*(float(role in entity["roles"]) for role in LABELED_ROLES), 1.0)


def _cases(
    record: dict[str, Any], found: Sequence[PaperEntity], rows: Sequence[tuple[float, ...]]
) -> Iterator[_Case]:
    annotated = record["entities"]
    matched = match_entities(annotated, found)
    passing = name_keys(form for e in annotated if not e["core"] for form in e["mentions"])
    passing -= name_keys(form for e in annotated if e["core"] for form in e["mentions"])
    for number, (entity, signs) in enumerate(zip(found, rows, strict=True)):
        match = annotated[matched[number]] if number in matched else None
        if match is None:
            counts = passing.isdisjoint(name_keys(m.text for m in entity.mentions))
        else:
            counts = bool(match["core"])
        answers = _answers(match) if match else NOTHING
        yield _Case(signs, answers, counts, NodeType(entity.type))


def _read(records: Sequence[dict[str, Any]]) -> Iterator[_Paper]:
    nlp = make_nlp(BEFORE)
    for record in records:
        doc = nlp(f"{record['title']}\n{record['abstract']}")
        found = ENTITIES.get(doc)
        labels = read_labels(doc, found)
        rows = sign_rows(doc, found, labels) if labels else []
        totals = np.sum([NOTHING, *map(_answers, record["entities"])], axis=0).astype(int)
        yield _Paper(tuple(_cases(record, found, rows)), tuple(totals.tolist()))


def _fit(papers: Sequence[_Paper], bounds: Sequence[float]) -> Judge:
    cases = [case for paper in papers for case in paper.cases]
    return fit_judge(
        [case.signs for case in cases],
        [case.answers for case in cases],
        [[float(case.counts)] * len(case.answers) for case in cases],
        hidden=HIDDEN,
        bounds=bounds,
        epochs=EPOCHS,
    )


def best_bound(chances: Floats, right: Floats, total: int) -> float:
    """The bound with the best F1; the lowest of equals.

    Args:
        chances: Probability of each statement.
        right: 1 for those that are right.
        total: How many right ones there are, found or not.

    >>> best_bound(np.array([0.9, 0.5, 0.2]), np.array([1.0, 1.0, 0.0]), 2)
    0.22
    """
    scores = [2 * right[chances >= b].sum() / ((chances >= b).sum() + total) for b in GRID]
    return round(float(GRID[int(np.argmax(scores))]), 2)


def _bounds(papers: Sequence[_Paper]) -> list[float]:
    """Bounds chosen on answers of judges that have not seen the papers."""
    blank = [0.5] * (len(LABELED_ROLES) + 1)
    chances: list[Floats] = []
    cases: list[_Case] = []
    for fold in range(FOLDS):
        judge = _fit([p for n, p in enumerate(papers) if n % FOLDS != fold], blank)
        unseen = [case for paper in papers[fold::FOLDS] for case in paper.cases if case.counts]
        chances.append(judge.probabilities(np.array([case.signs for case in unseen])))
        cases += unseen
    told = np.concatenate(chances)
    right = np.array([case.answers for case in cases])
    totals = np.sum([paper.annotated for paper in papers], axis=0)
    core = best_bound(told[:, -1], right[:, -1], totals[-1])
    kept = told[:, -1] >= core
    found = []
    for number, role in enumerate(LABELED_ROLES):
        may = kept & np.array([case.type in RELATIONS[role].range for case in cases])
        found.append(best_bound(told[may, number], right[may, number], totals[number]))
    return [*found, core]


def fit_entities(records: Sequence[dict[str, Any]]) -> Judge:
    """Fit the judge of entities, with the network as it is packaged.

    Args:
        records: Annotated papers that the network has not learnt from.
    """
    papers = list(_read(records))
    return _fit(papers, _bounds(papers))
