"""How honest confidences are on annotated papers, and how honest a new fit would make them.

    python benchmarks/calibrate.py GOLD.jsonl [--write]

Prints the expected calibration error of each kind of statement as it is, after
a logistic fit on nine tenths of the papers measured on the rest (all ten tenths
together), and after a fit on all. With --write the fit on all takes the place
of ``extractors/model/calibration.json`` where there is enough to fit on; it is
a fit of what the components say themselves, whatever stood there before. The
papers must not have been trained on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from scipy.optimize import minimize

from extractors.calibration import SOURCE, log_odds
from extractors.labels import COMPONENT as LABELS
from extractors.relations import COMPONENT as RELATIONS
from extractors.results import COMPONENT as RESULTS
from extractors.spreading import COMPONENT as ABBREVIATIONS
from extractors.tagger import COMPONENT as TAGGER
from extractors.vocabulary import COMPONENT as VOCABULARY
from kg.evaluation.annotation import Annotation
from kg.evaluation.calibration import Judged, calibrate
from kg.evaluation.gold import read_gold
from kg.evaluation.run import build_anew, built_papers
from kg.evaluation.scoring import Built, judge_all

MODEL = Path(__file__).parents[1] / "extractors" / "model"
# Which component says each kind of statement, and what it is judged as.
KINDS = {
    "mentions": (TAGGER, ABBREVIATIONS),
    "known names": (VOCABULARY,),
    "roles": (LABELS,),
    "relations": (RELATIONS,),
    "results": (RESULTS,),
}
OF_MENTIONS = ("mentions", "known names")

FOLDS = 10
HOLD = 1.0  # how much a fit is held near to no change
ENOUGH = 200  # statements to fit two numbers on

Map = tuple[float, float]
NO_CHANGE: Map = (1.0, 0.0)


def fit(judged: Sequence[Judged]) -> Map:
    """Slope and shift of the log-odds that make the statements likeliest.

    The slope is positive and both are held a little near to no change, so that
    few statements do not lead anywhere.
    """
    odds = np.array([log_odds(confidence) for confidence, _ in judged])
    right = np.array([float(is_right) for _, is_right in judged])

    def loss(line: np.ndarray) -> float:
        told = np.exp(line[0]) * odds + line[1]
        return float(np.sum(np.logaddexp(0, told) - right * told) + HOLD * np.sum(line**2))

    log_slope, shift = minimize(loss, [0.0, 0.0], method="Nelder-Mead").x
    return float(np.exp(log_slope)), float(shift)


def mapped(judged: Sequence[Judged], line: Map) -> list[Judged]:
    """The statements with confidences after a fit."""
    odds = line[0] * np.array([log_odds(confidence) for confidence, _ in judged]) + line[1]
    return [(float(1 / (1 + np.exp(-o))), r) for o, (_, r) in zip(odds, judged, strict=True)]


def of_components(built: Built, components: Sequence[str]) -> Built:
    """A paper with the mentions of some components only."""
    entities = tuple(
        replace(e, mentions=tuple(m for m in e.mentions if m.component in components))
        for e in built.extraction.entities
    )
    return replace(built, extraction=replace(built.extraction, entities=entities))


def unmapped(judged: Sequence[Judged], line: Map) -> list[Judged]:
    """The statements with confidences as their component gave them."""
    slope, shift = line
    return mapped(judged, (1 / slope, -shift / slope))


@cache
def present() -> dict[str, Map]:
    """The packaged map of each kind of statement."""
    lines = json.loads((MODEL / SOURCE).read_text(encoding="utf-8"))
    return {kind: lines.get(components[0], NO_CHANGE) for kind, components in KINDS.items()}


def judge(gold: Sequence[Annotation], built: dict[str, Built], kind: str) -> list[Judged]:
    """What is said in some papers, of one kind, as its component said it."""
    chosen, judged_as = built, kind
    if kind in OF_MENTIONS:
        chosen = {key: of_components(paper, KINDS[kind]) for key, paper in built.items()}
        judged_as = "mentions"
    return unmapped(judge_all(gold, chosen)[judged_as], present()[kind])


def cross_fitted(
    gold: Sequence[Annotation], built: dict[str, Built], kind: str
) -> Iterator[Judged]:
    """The statements of each paper, mapped by a fit on others."""
    for fold in range(FOLDS):
        rest = [paper for place, paper in enumerate(gold) if place % FOLDS != fold]
        line = fit(judge(rest, built, kind))
        yield from mapped(judge(gold[fold::FOLDS], built, kind), line)


def rows(gold: Sequence[Annotation], built: dict[str, Built]) -> Iterator[tuple[str, Map]]:
    """Measure and print; yield component and fit on all, where there is enough to fit on."""
    print(f"{'statements':12}{'judged':>8}{'as it is':>10}{'other papers':>14}{'fit on all':>12}")
    for kind, components in KINDS.items():
        judged = judge(gold, built, kind)
        line = fit(judged)
        as_it_is = mapped(judged, present()[kind])
        errors = [
            calibrate(found).error
            for found in (as_it_is, cross_fitted(gold, built, kind), mapped(judged, line))
        ]
        print(f"{kind:12}{len(judged):8}{errors[0]:10.3f}{errors[1]:14.3f}{errors[2]:12.3f}")
        if len(judged) >= ENOUGH:
            yield from ((component, line) for component in components)


def main(
    gold_file: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Annotated papers.")],
    write: Annotated[bool, typer.Option("--write", help="Keep the fit on all.")] = False,
) -> None:
    """Measure calibration, and fit it anew."""
    gold = read_gold([str(gold_file)])
    built = {paper.annotation.key: paper for paper in built_papers(build_anew(gold))}
    fitted = dict(rows(gold.annotations, built))
    if write:
        new = {name: fitted.get(name, NO_CHANGE) for names in KINDS.values() for name in names}
        lines = (f' "{name}": [{a:.4f}, {b:.4f}]' for name, (a, b) in new.items())
        (MODEL / SOURCE).write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
