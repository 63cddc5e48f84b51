"""The lexicon: case, hyphens, plurals, the longest match, no overlap."""

from __future__ import annotations

import pytest

from extractors.lexicon import Lexicon, Match

LEXICON = Lexicon(
    [
        ("multi-layer tide", 1),
        ("MLT", 2),
        ("CLIP", 3),
        ("tidal flow network", 4),
        ("flow", 5),
        ("TideBank-1K", 6),
        ("TideBank", 7),
        ("C++", 8),
        ("accuracies", 9),
    ]
)


def found(text: str, lexicon: Lexicon[int] = LEXICON) -> list[tuple[str, int]]:
    return [(text[m.start : m.end], m.value) for m in lexicon.find(text)]


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("a multi layer tide", [("multi layer tide", 1)]),
        ("a multi\u2013layer tide", [("multi\u2013layer tide", 1)]),
        ("Multi-Layer Tides", [("Multi-Layer Tides", 1)]),  # lower-case forms in any case
        ("MULTI-LAYER TIDE", [("MULTI-LAYER TIDE", 1)]),
        ("an MLT and two MLTs", [("MLT", 2), ("MLTs", 2)]),
        ("accuracy", [("accuracy", 9)]),  # the form is in the plural
        ("written in C++.", [("C++", 8)]),
        ("CLIP-like", [("CLIP", 3)]),
    ],
)
def test_lexicon_folds_hyphens_plurals_and_small_letters(
    text: str, matches: list[tuple[str, int]]
) -> None:
    assert found(text) == matches


@pytest.mark.parametrize(
    "text",
    [
        "we clip the gradient",  # CLIP is no clip
        "an mlt",
        "MLTS",
        "multilayer tide",
        "multi, layer tide",
        "multi - layer tide",
        "multi\nlayer tide",  # no match over a line end
        "overflowing",
        "",
    ],
)
def test_lexicon_finds_nothing_else(text: str) -> None:
    assert found(text) == []


def test_lexicon_longest_form_wins() -> None:
    text = "tidal flow networks, flow, TideBank-1K, TideBank"
    assert found(text) == [
        ("tidal flow networks", 4),
        ("flow", 5),
        ("TideBank-1K", 6),
        ("TideBank", 7),
    ]


def test_lexicon_falls_back_to_shorter_forms() -> None:
    lexicon = Lexicon([("tidal flow network", 1), ("tidal flow", 2), ("tidal", 3)])
    assert found("tidal flow; tidal flow nets; tidal", lexicon) == [
        ("tidal flow", 2),
        ("tidal flow", 2),
        ("tidal", 3),
    ]


def test_lexicon_matches_do_not_overlap() -> None:
    lexicon = Lexicon([("tide pool", 1), ("pool party", 2)])
    assert found("tide pool party", lexicon) == [("tide pool", 1)]


def test_lexicon_takes_the_first_form_that_fits() -> None:
    lexicon = Lexicon([("Tide", 1), ("tide", 2), ("tide", 3)])
    assert found("Tide and tide", lexicon) == [("Tide", 1), ("tide", 2)]


@pytest.mark.parametrize("forms", [[], [("", 1), ("-", 2), (" ", 3)]])
def test_lexicon_without_words_finds_nothing(forms: list[tuple[str, int]]) -> None:
    assert found("a - b", Lexicon(forms)) == []


def test_lexicon_counts_in_code_points() -> None:
    text = "\U0001f30a CLIP"
    assert list(LEXICON.find(text)) == [Match(2, 6, 3)]
