"""Findings made by hand, without a pipeline: single records, and a corpus of four papers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.assembly import assemble
from ontology.knowledge import Knowledge
from ontology.records import (
    Evidence,
    Extraction,
    Mention,
    Merge,
    Paper,
    PaperEntity,
    PaperRole,
    Relation,
    Result,
)
from ontology.schema import Direction, EntityRelation, EntityType, ResultKind, Role, Subtype

MODEL, DATASET, TASK, METRIC = EntityType


def say(
    sentence: str = "They say so.",
    confidence: float = 0.8,
    *,
    start: int = 10,
    component: str = "hand",
) -> Evidence:
    """A sentence at some offset; the statement is about its first word."""
    word = len(sentence.split()[0])
    return Evidence(
        sentence, start, start + len(sentence), ((start, start + word),), component, confidence
    )


def thing(
    name: str,
    type_: EntityType = MODEL,
    *roles: Role,
    forms: tuple[str, ...] = (),
    subtype: Subtype | None = None,
    core: bool = False,
    evidence: tuple[Evidence, ...] | None = None,
) -> PaperEntity:
    """An entity of a paper: mentioned once in each form, every role for the same evidence."""
    mentions = tuple(
        Mention(100 * place, 100 * place + len(form), form, "hand", 0.9)
        for place, form in enumerate(forms or (name,))
    )
    found = (say(),) if evidence is None else evidence
    said = tuple(PaperRole(role, found) for role in roles or (Role.MENTIONS,))
    return PaperEntity(name, type_, subtype, mentions, said, core, confidence=0.9)


def tell(
    paper: str,
    *entities: PaperEntity,
    relations: tuple[Relation, ...] = (),
    results: tuple[Result, ...] = (),
    merges: tuple[Merge, ...] = (),
) -> Extraction:
    """What one paper says."""
    return Extraction(paper, f"print of {paper}", entities, relations, results, merges)


@pytest.fixture(name="say", scope="session")
def say_fixture() -> Callable[..., Evidence]:
    """A function from a sentence and confidence to evidence."""
    return say


@pytest.fixture(name="thing", scope="session")
def thing_fixture() -> Callable[..., PaperEntity]:
    """A function from name, type and roles to an entity of a paper."""
    return thing


@pytest.fixture(name="tell", scope="session")
def tell_fixture() -> Callable[..., Extraction]:
    """A function from a paper's id and its entities to an extraction."""
    return tell


INTRODUCED = "We introduce MothNet for moth counting."
SCORED = "MothNet reaches an accuracy of 83.8% on Lanterns and is 2.5 points better than FlyNet."
APPLIED = "We apply MothNets to moth counting."
BETTER = "On Lanterns they reach an accuracy of 85.1%."
TESTED = "FlyNet is tested on Lanterns and Streetlamps."
SUMMED = "The best system has an accuracy of 70% on Streetlamps."


def _in(paper: Paper) -> Callable[..., Evidence]:
    """A function from a sentence of a paper to evidence at its place there."""
    return lambda sentence, confidence=0.8: say(
        sentence, confidence, start=paper.text.index(sentence)
    )


def _score(model: int | None, dataset: int, metric: int, value: str, evidence: Evidence) -> Result:
    return Result(
        model, None, dataset, metric, None, value, float(value.rstrip("%")), "%",
        ResultKind.ABSOLUTE, Direction.HIGHER, evidence,
    )  # fmt: skip


def _first() -> tuple[Paper, Extraction]:
    paper = Paper(
        "first", "MothNet: Counting Moths", f"{INTRODUCED} {SCORED}", 2021, ("Ada Falter",), "NIGHT"
    )
    said = _in(paper)
    entities = (
        thing("MothNet", MODEL, Role.INTRODUCES, evidence=(said(INTRODUCED, 0.9),), core=True,
              subtype=Subtype.MODEL),
        thing("moth counting", TASK, Role.ADDRESSES, evidence=(said(INTRODUCED),), core=True),
        thing("Lanterns", DATASET, Role.EVALUATES_ON, evidence=(said(SCORED),)),
        thing("accuracy", METRIC, Role.REPORTS, evidence=(said(SCORED),)),
        thing("FlyNet", MODEL, Role.COMPARES_WITH, evidence=(said(SCORED),)),
    )  # fmt: skip
    relations = (
        Relation(0, EntityRelation.APPLIED_TO, 1, (said(INTRODUCED),)),
        Relation(0, EntityRelation.OUTPERFORMS, 4, (said(SCORED, 0.7),)),
    )
    gain = Result(
        0, None, None, None, 4, "2.5 points", 2.5, "points", ResultKind.DELTA, None, said(SCORED)
    )
    results = (_score(0, 2, 3, "83.8%", said(SCORED)), gain)
    return paper, tell("first", *entities, relations=relations, results=results)


def _second() -> tuple[Paper, Extraction]:
    paper = Paper("second", "Moths Again", f"{APPLIED} {BETTER}", 2022)
    said = _in(paper)
    entities = (
        thing("MothNet", MODEL, Role.USES, forms=("MothNets",), evidence=(said(APPLIED),)),
        thing("moth counting", TASK, Role.ADDRESSES, evidence=(said(APPLIED),)),
        thing("Lanterns", DATASET, Role.EVALUATES_ON, evidence=(said(BETTER),)),
        thing("accuracy", METRIC, Role.REPORTS, evidence=(said(BETTER),)),
    )
    relation = Relation(0, EntityRelation.APPLIED_TO, 1, (said(APPLIED),))
    merge = Merge("MothNets", "MothNet", MODEL, "plural", "second")
    result = _score(0, 2, 3, "85.1%", said(BETTER))
    return paper, tell(
        "second", *entities, relations=(relation,), results=(result,), merges=(merge,)
    )


def _third() -> tuple[Paper, Extraction]:
    paper = Paper("third", "FlyNet at Dusk", f"{TESTED} {SUMMED}")
    said = _in(paper)
    entities = (
        thing("FlyNet", MODEL, Role.USES, evidence=(said(TESTED),)),
        thing("Lanterns", DATASET, Role.EVALUATES_ON, evidence=(said(TESTED),)),
        thing("Streetlamps", DATASET, Role.EVALUATES_ON, evidence=(said(TESTED),)),
        thing("accuracy", METRIC, Role.MENTIONS, evidence=(said(SUMMED),)),
    )
    result = _score(None, 2, 3, "70%", said(SUMMED))
    return paper, tell("third", *entities, results=(result,))


@pytest.fixture(scope="session")
def corpus() -> Knowledge:
    """Four papers on moths, of which the last says nothing; read it, do not change it."""
    told = (_first(), _second(), _third())
    empty = Paper("fourth", "Silence", "Nothing is said here.")
    papers = [empty, *(paper for paper, _ in told)]
    return assemble(papers, [tell("fourth"), *(extraction for _, extraction in told)])
