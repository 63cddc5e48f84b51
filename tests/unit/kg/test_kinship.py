"""Kinship: versions of models and special cases of tasks, told by names."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources import files

import pytest

from kg.kinship import COMPONENT, broader_keys, variant_keys
from kg.resolution import resolve
from ontology.keys import name_key
from ontology.knowledge import Claim
from ontology.records import Extraction, PaperEntity
from ontology.schema import EntityRelation, EntityType, Role

MODEL, DATASET, TASK, METRIC = EntityType
VARIANT_OF, BROADER = EntityRelation.VARIANT_OF, EntityRelation.BROADER
Tell = Callable[..., Extraction]
Thing = Callable[..., PaperEntity]


def kin(*told: Extraction) -> list[Claim]:
    return [c for c in resolve(told).claims if c.relation in {VARIANT_OF, BROADER}]


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("MothNet-v2", ["mothnet"]),
        ("MothNet-7B-Chat", ["mothnet 7b", "mothnet"]),
        ("MothNet-L/16", ["mothnet"]),
        ("MothNet++", []),
        ("MothNet Large", ["mothnet"]),
        ("MothNet2", ["mothnet"]),
        ("MothNet-50", ["mothnet"]),
        ("M3", []),
        ("Moth Mixer", []),
        ("Large", []),
        ("", []),
        ("moth2vec", []),
    ],
)
def test_kinship_of_models(name: str, of: list[str]) -> None:
    assert list(variant_keys(name_key(name))) == of


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("unsupervised moth counting", ["moth counting", "counting"]),
        ("moth counting in videos", ["moth counting", "counting"]),
        ("counting of moths", ["counting"]),
        ("counting", []),
        ("of moths", []),
        ("", []),
    ],
)
def test_kinship_of_tasks(name: str, of: list[str]) -> None:
    assert list(broader_keys(name_key(name))) == of


def test_kinship_joins_the_nearest_that_the_corpus_names(thing: Thing, tell: Tell) -> None:
    told = tell("p1", *(thing(name) for name in ("MothNet-2-7B", "MothNet-2", "MothNet")))
    assert [(c.head, c.relation, c.tail) for c in kin(told)] == [
        ("model/mothnet-2", VARIANT_OF, "model/mothnet"),
        ("model/mothnet-2-7b", VARIANT_OF, "model/mothnet-2"),
    ]


def test_kinship_knows_aliases(thing: Thing, tell: Tell) -> None:
    told = tell("p1", thing("LLM-7B"), thing("large language model"))
    assert [(c.relation, c.tail) for c in kin(told)] == [(VARIANT_OF, "model/large-language-model")]


def test_kinship_keeps_to_one_type(thing: Thing, tell: Tell) -> None:
    assert kin(tell("p1", thing("MothNet-2"), thing("MothNet", DATASET))) == []
    assert kin(tell("p1", thing("dark Lanterns", DATASET), thing("Lanterns", DATASET))) == []


def test_kinship_is_told_by_papers_that_name_both(thing: Thing, tell: Tell) -> None:
    narrow = thing("blind moth counting", TASK, Role.ADDRESSES)
    told = [
        tell("p1", narrow),
        tell("p2", narrow, thing("moth counting", TASK)),
        tell("p3", thing("moth counting", TASK)),
    ]
    assert [(c.head, c.paper) for c in kin(*told)] == [("task/blind-moth-counting", "paper/p2")]


def test_kinship_is_told_once_where_no_paper_names_both(thing: Thing, tell: Tell) -> None:
    narrow = thing("blind moth counting", TASK, Role.ADDRESSES, core=True)
    (claim,) = kin(tell("p2", narrow), tell("p1", narrow), tell("p3", thing("moth counting", TASK)))
    assert claim.paper == "paper/p1"
    assert claim.core
    assert (claim.evidence[0].component, claim.confidence) == (COMPONENT, narrow.confidence)
    assert claim.evidence[0].sentence == narrow.roles[0].evidence[0].sentence


def test_kinship_words_are_sorted_unique_and_say_where_they_are_from() -> None:
    lines = (files("kg") / "kin_words.tsv").read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    assert re.search(r"\bSource: \w", " ".join(head))
    header, *rows = lines[len(head) :]
    assert header == "kind\tword"
    assert rows == sorted(set(rows))
    assert {row.split("\t")[0] for row in rows} == {"preposition", "version"}
