"""Doubts about names: each check finds its trouble, and is silent without it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from kg.checks.finding import Finding, FindingKind
from kg.checks.names import generic_hubs, near_duplicates, suspicious_merges, two_types
from kg.library import assemble
from ontology.records import Extraction, Knowledge, Paper, PaperEntity
from ontology.schema import EntityType, Role

MODEL, DATASET, TASK, METRIC = EntityType
Tell = Callable[..., Extraction]
Thing = Callable[..., PaperEntity]
Look = Callable[[Knowledge], Iterator[Finding]]


@pytest.fixture(name="known")
def _known(tell: Tell) -> Callable[..., Knowledge]:
    """A function from the entities of papers, one list a paper, to knowledge."""

    def make(*told: list[PaperEntity]) -> Knowledge:
        papers = [Paper(f"p{n}", f"Paper {n}", "Text.") for n in range(len(told))]
        said = [tell(p.id, *things) for p, things in zip(papers, told, strict=True)]
        return assemble(papers, said)

    return make


def found(look: Look, knowledge: Knowledge) -> list[tuple[int, str, str]]:
    return [
        (finding.damage, finding.subject, f"{finding.table}: {finding.line}")
        for finding in look(knowledge)
    ]


@pytest.mark.parametrize("look", [suspicious_merges, generic_hubs, two_types, near_duplicates])
def test_checks_of_a_good_library_are_silent(look: Look, corpus: Knowledge) -> None:
    assert list(look(corpus)) == []


def test_checks_suspicious_merge(known: Callable[..., Knowledge], thing: Thing) -> None:
    odd = thing("MothNet", MODEL, Role.USES, forms=("MothNet", "lamp counter"))
    knowledge = known([odd], [thing("MothNet", MODEL, Role.USES)])
    assert found(suspicious_merges, knowledge) == [
        (1, "MothNet (Model)", "distinct.tsv: Model\tMothNet\tlamp counter")
    ]


@pytest.mark.parametrize(
    ("name", "form", "type_"),
    [
        ("moth counting network", "MCN", MODEL),  # an abbreviation
        ("moth counting", "counting of moths", TASK),  # shares words
        ("large language model", "LLM", MODEL),  # the vocabulary says so
        ("MothNet", "Mothnets", MODEL),  # spelling
    ],
)
def test_checks_names_that_belong_together(
    known: Callable[..., Knowledge], thing: Thing, name: str, form: str, type_: EntityType
) -> None:
    assert found(suspicious_merges, known([thing(name, type_, forms=(name, form))])) == []


def test_checks_generic_hub(known: Callable[..., Knowledge], thing: Thing) -> None:
    papers = [[thing("lampness", METRIC), thing("MothNet"), thing("accuracy", METRIC)]] * 3
    assert found(generic_hubs, known(*papers)) == [
        (3, "lampness (Metric)", "reject.tsv: Metric\tlampness\t")
    ]
    assert found(generic_hubs, known(*papers[:2])) == []


def test_checks_two_types(known: Callable[..., Knowledge], thing: Thing) -> None:
    knowledge = known([thing("Lanterns", DATASET)], [thing("Lanterns", DATASET)],
                      [thing("Lantern", TASK)])  # fmt: skip
    (finding,) = two_types(knowledge)
    assert (finding.kind, finding.damage, finding.subject) == (FindingKind.TYPES, 1, "Lanterns")
    assert finding.detail == "Dataset in 2, Task in 1; Task for example in p2"
    assert (finding.table, finding.line) == ("retype.tsv", "Lanterns\tTask\tDataset\t")


@pytest.mark.parametrize(
    ("one", "other", "type_"),
    [
        ("moth data base", "moth database", DATASET),
        ("moth counting", "counting of moths", TASK),
        ("nocturnal network", "nocturnel network", MODEL),
    ],
)
def test_checks_near_duplicates(
    known: Callable[..., Knowledge], thing: Thing, one: str, other: str, type_: EntityType
) -> None:
    knowledge = known([thing(one, type_)], [thing(one, type_)], [thing(other, type_)])
    assert found(near_duplicates, knowledge) == [
        (1, f"{other} ({type_})", f"aliases.tsv: {type_}\t{other}\t{one}")
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("MothNet-101", "MothNet-102"), ("MothNet", "MothNot"), ("moth mixer", "fly mixer")],
)
def test_checks_versions_and_short_names_are_no_duplicates(
    known: Callable[..., Knowledge], thing: Thing, one: str, other: str
) -> None:
    assert found(near_duplicates, known([thing(one)], [thing(other)])) == []


def test_checks_near_duplicates_are_of_one_type(
    known: Callable[..., Knowledge], thing: Thing
) -> None:
    knowledge = known([thing("moth data base", DATASET)], [thing("moth database", TASK)])
    assert found(near_duplicates, knowledge) == []


def test_checks_an_abbreviation_excuses_no_name_that_leads_nowhere(
    known: Callable[..., Knowledge], thing: Thing
) -> None:
    odd = thing("MothNet", MODEL, Role.USES, forms=("MothNet", "lamp counter", "LC"))
    found_ = [finding.line for finding in suspicious_merges(known([odd]))]
    assert found_ == ["Model\tMothNet\tlamp counter", "Model\tMothNet\tlc"]
