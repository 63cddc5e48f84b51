"""Doubts about names: each check finds its trouble, and is silent without it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from kg.assembly import assemble
from kg.checks.finding import Finding, FindingKind
from kg.checks.names import generic_hubs, near_duplicates, suspicious_merges, two_types
from kg.overrides.tables import NO_OVERRIDES, Overrides
from ontology.knowledge import Knowledge
from ontology.records import Extraction, Paper, PaperEntity
from ontology.schema import EntityType, Role

MODEL, DATASET, TASK, METRIC = EntityType
Tell = Callable[..., Extraction]
Thing = Callable[..., PaperEntity]
Look = Callable[[Knowledge], Iterator[Finding]]


def merges(knowledge: Knowledge) -> Iterator[Finding]:
    return suspicious_merges(knowledge, NO_OVERRIDES)


def duplicates(knowledge: Knowledge) -> Iterator[Finding]:
    return near_duplicates(knowledge, NO_OVERRIDES)


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


@pytest.mark.parametrize("look", [merges, generic_hubs, two_types, duplicates])
def test_checks_of_a_good_library_are_silent(look: Look, corpus: Knowledge) -> None:
    assert list(look(corpus)) == []


def test_checks_suspicious_merge(known: Callable[..., Knowledge], thing: Thing) -> None:
    odd = thing("MothNet", MODEL, Role.USES, forms=("MothNet", "lamp counter"))
    knowledge = known([odd], [thing("MothNet", MODEL, Role.USES)])
    assert found(merges, knowledge) == [
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
    assert found(merges, known([thing(name, type_, forms=(name, form))])) == []


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
        ("convolutional counter", "convolutonal counter", MODEL),
        ("Deep-Sea MothNet", "Dep Sea MothNet", MODEL),
    ],
)
def test_checks_near_duplicates(
    known: Callable[..., Knowledge], thing: Thing, one: str, other: str, type_: EntityType
) -> None:
    knowledge = known([thing(one, type_)], [thing(one, type_)], [thing(other, type_)])
    assert found(duplicates, knowledge) == [
        (1, f"{other} ({type_})", f"aliases.tsv: {type_}\t{other}\t{one}")
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MothNet-101", "MothNet-102"), ("MothNet", "MothNot"), ("moth mixer", "fly mixer"),
        ("ImageNet", "ImageNet-R"), ("ImageNet-A", "ImageNet-R"), ("imagenet-a", "imagenet-r"),
        ("ResNet-101-FPN", "ResNeXt-101-FPN"), ("EfficientNet", "EfficientDet"),
    ],
)  # fmt: skip
def test_checks_versions_and_short_names_are_no_duplicates(
    known: Callable[..., Knowledge], thing: Thing, one: str, other: str
) -> None:
    assert found(duplicates, known([thing(one)], [thing(other)])) == []


def test_checks_near_duplicates_are_of_one_type(
    known: Callable[..., Knowledge], thing: Thing
) -> None:
    knowledge = known([thing("moth data base", DATASET)], [thing("moth database", TASK)])
    assert found(duplicates, knowledge) == []


def test_checks_an_abbreviation_excuses_no_name_that_leads_nowhere(
    known: Callable[..., Knowledge], thing: Thing
) -> None:
    odd = thing("MothNet", MODEL, Role.USES, forms=("MothNet", "lamp counter", "LC"))
    found_ = [finding.line for finding in merges(known([odd]))]
    assert found_ == ["Model\tMothNet\tlamp counter", "Model\tMothNet\tlc"]


def test_checks_do_not_doubt_what_the_user_decided(
    known: Callable[..., Knowledge], thing: Thing, tell: Tell
) -> None:
    told = [tell("p0", thing("MothNet")), tell("p1", thing("lamp counter"))]
    papers = [Paper("p0", "A", "b"), Paper("p1", "B", "b")]
    aliases = {(MODEL, "lamp counter"): "MothNet", (MODEL, "mothnet"): "MothNet"}
    joined = assemble(papers, told, Overrides(aliases=aliases))
    assert list(suspicious_merges(joined, Overrides(aliases=aliases))) == []
    pair = known([thing("moth data base", DATASET)], [thing("moth database", DATASET)])
    distinct = {
        (DATASET, "moth database"): frozenset({"moth data base"}),
        (DATASET, "moth data base"): frozenset({"moth database"}),
    }
    assert list(near_duplicates(pair, NO_OVERRIDES)) != []
    assert list(near_duplicates(pair, Overrides(distinct=distinct))) == []


def test_checks_a_name_is_to_be_joined_with_one_other_only(
    known: Callable[..., Knowledge], thing: Thing
) -> None:
    names = ["nocturnal network", "nocturnel network", "nocturnal netwerk"]
    knowledge = known([thing(names[0])], *[[thing(name)] for name in names[1:] * 2])
    lines = [finding.line for finding in near_duplicates(knowledge, NO_OVERRIDES)]
    assert len({line.split("\t")[1] for line in lines}) == len(lines)


def test_checks_a_merge_is_told_by_the_name_beside_it(
    known: Callable[..., Knowledge], thing: Thing, tell: Tell
) -> None:
    odd = thing("moth counting network", MODEL, forms=("moth counting network", "lamp gadget"))
    others = [[thing("moth counting network", MODEL, forms=("MCN", "moth counting network"))]] * 3
    (finding,) = suspicious_merges(known([odd], *others), NO_OVERRIDES)
    assert finding.line == "Model\tmoth counting network\tlamp gadget"
