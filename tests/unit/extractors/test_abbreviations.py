"""Definitions of abbreviations: which pairs are found, and where they start and end."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from extractors.abbreviations import AbbreviationFinder, find_abbreviations, long_form_start
from extractors.annotations import ABBREVIATIONS, Abbreviation


def pairs(text: str) -> list[tuple[str, str]]:
    return [
        (text[a.long_start : a.long_end], text[a.short_start : a.short_end])
        for a in find_abbreviations(text)
    ]


@pytest.mark.parametrize(
    ("text", "long", "short"),
    [
        ("We train a tidal flow network (TFN) twice.", "tidal flow network", "TFN"),
        ("TFN (tidal flow network) is trained.", "tidal flow network", "TFN"),
        ("with tidal flow networks (TFNs)", "tidal flow networks", "TFNs"),
        ("a mean water level (mWL)", "mean water level", "mWL"),
        ("a tidal flow network (TFN, in short)", "tidal flow network", "TFN"),
        ("a tidal flow network (TFN; [3])", "tidal flow network", "TFN"),
        ("a tidal flow network\u00a0(TFN)", "tidal flow network", "TFN"),
        ("d-weighted tidal flow (d-TF)", "d-weighted tidal flow", "d-TF"),
    ],
)
def test_abbreviations_finds_definition_in_either_order(text: str, long: str, short: str) -> None:
    assert pairs(text) == [(long, short)]


@pytest.mark.parametrize(
    "text",
    [
        "(TFN) stands first",
        "a tidal flow network (see Sec. 2)",
        "a tidal flow network (tfn)",  # no capital
        "tidal networks (T)",  # one letter
        "a tidal flow network (2021)",  # no letters
        "a b c d e f g h i j k l m (ABCDEFGHIJKLM)",  # not short
        "an unrelated thing (QZX)",
        "a tidal flow\nnetwork (TFN)",  # definitions do not cross line ends
        "the TFN network (TFN)",  # the long form cannot hold the short form
        "no bracket: tidal flow network, TFN",
        "",
    ],
)
def test_abbreviations_finds_nothing_where_nothing_is_defined(text: str) -> None:
    assert pairs(text) == []


def test_abbreviations_prefers_words_whose_initials_spell_the_short_form() -> None:
    # The letters of PPO stand in "policy optimization" too.
    assert pairs("We use proximal policy optimization (PPO).") == [
        ("proximal policy optimization", "PPO")
    ]


def test_abbreviations_takes_the_whole_hyphenated_word() -> None:
    assert pairs("a multi-layer tidal perceptron (LTP)") == [
        ("multi-layer tidal perceptron", "LTP")
    ]


def test_abbreviations_gives_all_definitions_in_text_order() -> None:
    text = "A tidal flow network (TFN) beats RCN (ripple count network) in mean water level (MWL)."
    assert pairs(text) == [
        ("tidal flow network", "TFN"),
        ("ripple count network", "RCN"),
        ("mean water level", "MWL"),
    ]


def test_abbreviations_looks_back_a_bounded_number_of_words() -> None:
    # Two letters reach over four words at most, as Schwartz and Hearst say.
    assert pairs("wave a b c d estimation (WE)") == []
    assert pairs("wave a b estimation (WE)") == [("wave a b estimation", "WE")]


@pytest.mark.parametrize(
    ("short", "before", "rest"),
    [
        ("TFN", "the tidal flow network ", "tidal flow network "),
        ("TFNs", "tidal flow networks ", "tidal flow networks "),
        ("LoRA", "with Low-Rank Adaptation", "Low-Rank Adaptation"),
    ],
)
def test_abbreviations_long_form_starts_at_a_word(short: str, before: str, rest: str) -> None:
    start = long_form_start(short, before)
    assert start is not None
    assert before[start:] == rest


@pytest.mark.parametrize(
    ("short", "before"), [("TFN", ""), ("TFN", "flow network tidal"), ("TFN", "artidal flow net")]
)
def test_abbreviations_long_form_needs_all_letters_in_order(short: str, before: str) -> None:
    assert long_form_start(short, before) is None


def test_abbreviations_component_leaves_them_on_the_doc(make_doc: Callable[..., Doc]) -> None:
    doc = make_doc("Tides\nA tidal flow network (TFN).", "paperkg_abbreviations")
    assert ABBREVIATIONS.get(doc) == (Abbreviation(8, 26, 28, 31),)
    assert doc.text[8:26] == "tidal flow network"


def test_abbreviations_find_leaves_the_doc_alone(make_doc: Callable[..., Doc]) -> None:
    doc = make_doc("Tides\nA tidal flow network (TFN).")
    found = AbbreviationFinder().find(doc)
    assert found == [Abbreviation(8, 26, 28, 31)]
    assert ABBREVIATIONS.get(doc) == ()
