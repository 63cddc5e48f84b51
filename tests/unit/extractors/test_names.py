"""Coined names: which words are names, where they stand, and what they name."""

from __future__ import annotations

import pytest

from extractors.names import CAPITALS, COINED, INTRODUCED, find_names, name_type
from ontology.schema import EntityType

NO_NAMES = frozenset({"GPU"})


def names(text: str) -> dict[str, float]:
    return {name: confidence for name, (confidence, _) in find_names(text, NO_NAMES).items()}


@pytest.mark.parametrize(
    ("text", "name", "confidence"),
    [
        ("A study\nThe MixNet layer works.", "MixNet", COINED),
        ("A study\nThe Tide-3 layer works.", "Tide-3", COINED),
        ("A study\nThe TLC layer works.", "TLC", CAPITALS),
        ("Tide: a layer\nTide works.", "Tide", INTRODUCED),
        ("A study\nWe propose Tide, which works.", "Tide", INTRODUCED),
        ("A study\nIt is a layer that we call Tide.", "Tide", INTRODUCED),
        ("A study\nA layer dubbed Tide works.", "Tide", INTRODUCED),
        ("A study\nThe layer, named \u201cTide\u201d, works.", "Tide", INTRODUCED),
        ("A study\nViT-B/16 works.", "ViT-B/16", COINED),
        (r"A study" + "\n" + r"The $\beta$-VAE works.", r"$\beta$-VAE", COINED),
    ],
)
def test_names_finds(text: str, name: str, confidence: float) -> None:
    assert names(text)[name] == confidence


@pytest.mark.parametrize(
    "text",
    [
        "A study\nIt runs on a GPU.",
        "A study\nA 7B layer with 5.3M weights in 3D.",
        "A study\nA State-Of-The-Art layer works.",
        "A study\nWe propose a simple layer.",
        "Tide: a layer\nNothing else is said of it.",
    ],
)
def test_names_finds_none(text: str) -> None:
    assert names(text) == {}


def test_names_takes_the_name_out_of_based() -> None:
    text = "A study\nMixNet-based layers work."
    assert find_names(text, NO_NAMES)["MixNet"][1] == [(8, 14)]


def test_names_splits_two_names_at_a_slash() -> None:
    assert set(names("A study\nThe MixNet/SumNet pair works.")) == {"MixNet", "SumNet"}


def test_names_finds_every_place() -> None:
    text = "Tide: a layer\nTide is not Tidemark, and Tide-2 is another."
    places = find_names(text, NO_NAMES)["Tide"][1]
    assert [text[start:end] for start, end in places] == ["Tide", "Tide"]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("We test on the Tide dataset.", EntityType.DATASET),
        ("We test on benchmarks such as Tide.", EntityType.DATASET),
        ("The Tide score rises.", EntityType.METRIC),
        ("The Tide task is hard.", EntityType.TASK),
        ("The Tide network is deep.", EntityType.MODEL),
        ("Tide.", EntityType.MODEL),
        ("On that data set, Tide improves recall.", EntityType.MODEL),
        ("Tide scores 88.5 there.", EntityType.MODEL),
    ],
)
def test_names_type_by_the_words_around(text: str, type_: EntityType) -> None:
    start = text.index("Tide")
    assert name_type(text, [(start, start + 4)]) is type_


def test_names_type_by_all_places() -> None:
    text = "Tide is new. The Tide dataset is large."
    assert name_type(text, [(0, 4), (17, 21)]) is EntityType.DATASET


def test_names_type_by_the_name_itself() -> None:
    assert name_type("TideBench", [(0, 9)]) is EntityType.DATASET
