"""Likeness: names taken apart, and what two of them share."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.likeness import FEATURES, Name, count_wider, features, make_name, stem
from ontology.keys import name_key
from ontology.schema import EntityType

TYPE = EntityType.TASK
INITIALS, CAPITALS, LETTERS = "initials", "capitals are initials", "letters in order"


def named(form: str, times: int = 1, *, in_title: bool = False) -> Name:
    return make_name(name_key(form), Counter({form: times}), in_title=in_title)


def alike(one: str, other: str, *more: str, defined: bool = False) -> dict[str, float]:
    """Features by name, those that are not zero only; `more` are other names of the paper."""
    a, b = named(one), named(other)
    names = [a, b, *map(named, more)]
    values = features(a, b, TYPE, count_wider(names), defined=defined)
    return {name: value for name, value in zip(FEATURES, values, strict=True) if value}


@pytest.mark.parametrize(
    "words",
    [
        ("detection", "detections", "detecting", "detector", "detected"),
        ("recognition", "recognizing", "recognizer"),
        ("training", "trainer", "trained"),
        ("optimization", "optimisation", "optimizing", "optimizer"),
        ("mapping", "maps", "map"),
        ("similarity", "similarities"),
        ("boxes", "box"),
    ],
)
def test_likeness_stems_of_one_word(words: tuple[str, ...]) -> None:
    assert len(set(map(stem, words))) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("tide", "tidal"), ("net", "nest"), ("ripple", "ride"), ("using", "us")]
)
def test_likeness_stems_of_two_words(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize("word", ["ing", "ion", "ates", "red", "es", "s"])
def test_likeness_stem_keeps_four_letters_where_there_are(word: str) -> None:
    assert stem(word) in {word, word.removesuffix("s")}
    assert len(stem(f"tide{word}")) >= 4


def test_likeness_takes_a_name_apart() -> None:
    forms = Counter({"Tidal Flow Networks": 1, "the detection of tidal flows": 2, "A": 2})
    made = make_name("detection of tidal flow network", forms, in_title=True)
    assert made == Name(
        key="detection of tidal flow network",
        forms=("A", "the detection of tidal flows", "Tidal Flow Networks"),
        words=("detection", "of", "tidal", "flow", "network"),
        stems=frozenset({"detect", "tidal", "flow", "network"}),
        telling=frozenset({"detect", "tidal", "flow"}),  # "network" alone tells nothing
        initials="dtfn",
        letters="detectionoftidalflownetwork",
        is_short=False,
        times=5,
        in_title=True,
    )


@pytest.mark.parametrize(
    ("form", "is_short"),
    [("TFN", True), ("TideNet", True), ("Tide", False), ("tide net", False), ("A TFN", False)],
)
def test_likeness_short_names_are_one_word_with_two_capitals(form: str, is_short: bool) -> None:
    assert named(form).is_short is is_short


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("TFN", "tidal flow network", {INITIALS, CAPITALS, LETTERS}),
        ("TFNs", "tidal flow networks", {INITIALS, CAPITALS, LETTERS}),
        ("TFoN", "tidal flow network", {CAPITALS, LETTERS}),
        ("TIFLO", "tidal flow", {LETTERS}),
        ("ToF", "tide of fog", {INITIALS, CAPITALS, LETTERS}),  # with the little words or without
        ("TF", "tide of fog", {INITIALS, CAPITALS, LETTERS}),
        ("R3B", "red rain rolls back", {INITIALS}),  # a number for what is repeated
        ("XYZ", "tidal flow network", set()),
        ("TFN", "tides", set()),  # one word has no initials
        ("TFN", "TFN", set()),
    ],
)
def test_likeness_of_an_acronym(short: str, long: str, expected: set[str]) -> None:
    assert alike(short, long).keys() & {INITIALS, CAPITALS, LETTERS} == expected


def test_likeness_of_a_name_and_a_longer_one() -> None:
    found = alike("ripple counting", "murky ripple counting")
    assert {"inside", "inside at the end", "telling truly inside", "same head"} <= found.keys()
    assert not {"inside at the start", "same stems", "inside but for generic words"} & found.keys()
    assert (found["words more"], found["one word more"], found["words"]) == (0.25, 1, 0.5)
    assert found["shared stems"] == pytest.approx(2 / 3)
    assert "rivals" not in found


def test_likeness_of_a_name_that_starts_a_longer_one() -> None:
    found = alike("ripple counting", "ripple counting system")
    assert {"inside at the start", "inside but for generic words"} <= found.keys()
    assert {"telling inside", "same telling stems"} <= found.keys()  # "system" tells nothing
    assert not {"inside at the end", "telling truly inside", "same stems"} & found.keys()


def test_likeness_of_two_forms_of_the_same_words() -> None:
    found = alike("ripple detection", "detecting ripples")
    assert {"same stems", "same telling stems", "shares a telling stem"} <= found.keys()
    assert (found["shared stems"], found["telling overlap"]) == (1, 1)


def test_likeness_of_names_that_share_nothing() -> None:
    assert alike("ripple counting", "lane detector").keys() == {
        "words", "words more", "names", "times of the shorter", "times of the longer", str(TYPE)
    }  # fmt: skip


def test_likeness_of_generic_names() -> None:
    found = alike("ranking network", "network")
    assert {"shorter tells nothing", "inside at the end", "one word"} <= found.keys()
    assert "telling inside" not in found


def test_likeness_counts_rivals() -> None:
    longer = ("murky ripple counting", "clear ripple counting", "ripple counting at night")
    assert alike("ripple counting", *longer[:1]).get("rivals", 0) == 0
    assert alike("ripple counting", *longer[:2])["rivals"] == pytest.approx(1 / 3)
    assert alike("ripple counting", *longer)["rivals"] == pytest.approx(2 / 3)


def test_likeness_tells_versions_apart() -> None:
    assert {"a digit", "different digits"} <= alike("Tide-3", "Tide-3.5").keys()
    assert {"a digit"} == alike("Tide-3", "Tide 3 net").keys() & {"a digit", "different digits"}


def test_likeness_knows_title_times_and_definitions() -> None:
    once, often = named("murky tide", in_title=True), named("tide", 8)
    values = features(often, once, EntityType.DATASET, count_wider([once, often]), defined=True)
    found = dict(zip(FEATURES, values, strict=True))
    assert found["defined together"] == 1
    assert (found["times of the shorter"], found["times of the longer"]) == (1, 0.25)
    assert (found["shorter in title"], found["longer in title"]) == (0, 1)
    assert found["longer only in title"] == 1
    twice = named("murky tide", 2, in_title=True)
    values = features(often, twice, TYPE, count_wider([often, twice]), defined=False)
    assert values[FEATURES.index("longer only in title")] == 0
    assert [found[str(type_)] for type_ in EntityType] == [0, 1, 0, 0]


def test_likeness_features_have_a_name_each() -> None:
    assert len(set(FEATURES)) == len(FEATURES)
    pair = named("a"), named("b")
    assert len(features(*pair, TYPE, count_wider(pair), defined=False)) == len(FEATURES)


FORMS = ("TFN", "tidal flow networks", "flow", "of the", "++", "Tide-3.5", "\u03b2-Tide", "W3C")


@pytest.mark.parametrize(("one", "other"), list(combinations(FORMS, 2)))
def test_likeness_is_the_same_for_either_order(one: str, other: str) -> None:
    names = [*map(named, FORMS)]
    a, b = names[FORMS.index(one)], names[FORMS.index(other)]
    found = features(a, b, TYPE, count_wider(names), defined=False)
    assert found == features(b, a, TYPE, count_wider(names), defined=False)
    assert found == features(a, b, TYPE, count_wider(names[::-1]), defined=False)


@given(st.text(min_size=1, max_size=20), st.text(alphabet="aB3 -", min_size=1, max_size=20))
def test_likeness_of_any_names_lies_between_0_and_1(one: str, other: str) -> None:
    a, b = named(one), named(other)
    values = features(a, b, TYPE, count_wider([a, b]), defined=False)
    assert all(isinstance(value, float) and 0 <= value <= 1 for value in values)
