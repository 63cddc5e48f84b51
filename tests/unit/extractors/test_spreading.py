"""Spreading: a definition gives long and short forms one type, at all places."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from extractors.annotations import ABBREVIATIONS, CANDIDATES, Abbreviation, Candidate
from extractors.spreading import COMPONENT, Spreader, spread
from ontology.schema import EntityType, Subtype

TEXT = "murky tidal flow (TF) is hard. TF, TFs, TF-based, TF-2, ATF, TFX and X-TF."
PAIR = Abbreviation(6, 16, 18, 20)
LONG = Candidate(6, 16, EntityType.TASK, None, "tagger", 0.75)


def texts(found: list[Candidate]) -> list[str]:
    return [TEXT[c.start : c.end] for c in found]


def test_spreading_reaches_every_place_of_the_short_form() -> None:
    found = spread(TEXT, [LONG], (PAIR,))
    # Neither another name (TF-2, X-TF) nor a part of a word.
    assert texts(found) == ["tidal flow", "TF", "TF", "TFs", "TF"]
    assert found[-1].start == TEXT.index("TF-based")
    assert {(c.type, c.component, c.confidence) for c in found} == {
        (EntityType.TASK, COMPONENT, 0.75)
    }


def test_spreading_long_form_wins_over_short_form() -> None:
    short = Candidate(18, 20, EntityType.MODEL, Subtype.METHOD, "vocabulary", 0.95)
    assert {c.type for c in spread(TEXT, [short, LONG], (PAIR,))} == {EntityType.TASK}


def test_spreading_short_form_tells_what_the_long_form_is() -> None:
    short = Candidate(18, 20, EntityType.MODEL, Subtype.METHOD, "vocabulary", 0.95)
    found = spread(TEXT, [short], (PAIR,))
    assert texts(found)[0] == "tidal flow"
    assert {(c.type, c.subtype, c.confidence) for c in found} == {
        (EntityType.MODEL, Subtype.METHOD, 0.95)
    }


@pytest.mark.parametrize(("start", "long"), [(0, "murky tidal flow"), (12, "tidal flow")])
def test_spreading_takes_a_candidate_that_ends_with_the_long_form(start: int, long: str) -> None:
    other = Candidate(start, 16, EntityType.TASK, None, "tagger", 0.8)
    assert texts(spread(TEXT, [other], (PAIR,)))[0] == long


def test_spreading_exact_long_form_wins_over_one_that_ends_with_it() -> None:
    wider = Candidate(0, 16, EntityType.MODEL, Subtype.MODEL, "tagger", 0.9)
    found = spread(TEXT, [wider, LONG], (PAIR,))
    assert texts(found)[0] == "tidal flow"
    assert {c.type for c in found} == {EntityType.TASK}


def test_spreading_most_confident_candidate_decides() -> None:
    surer = Candidate(6, 16, EntityType.MODEL, Subtype.MODEL, "tagger", 0.9)
    for candidates in ([LONG, surer], [surer, LONG]):
        assert {c.type for c in spread(TEXT, candidates, (PAIR,))} == {EntityType.MODEL}


def test_spreading_has_a_least_confidence() -> None:
    weak = Candidate(6, 16, EntityType.TASK, None, "tagger", 0.5)
    assert {c.confidence for c in spread(TEXT, [weak], (PAIR,))} == {0.7}


@pytest.mark.parametrize(
    "candidates",
    [
        [],
        [Candidate(0, 5, EntityType.TASK, None, "tagger", 0.8)],
        [Candidate(6, 11, EntityType.TASK, None, "tagger", 0.8)],  # ends within the long form
        [Candidate(31, 33, EntityType.TASK, None, "tagger", 0.8)],  # TF, not at its definition
    ],
)
def test_spreading_nothing_known_nothing_spread(candidates: list[Candidate]) -> None:
    assert spread(TEXT, candidates, (PAIR,)) == []


def test_spreading_plural_short_form_reaches_the_singular() -> None:
    text = "tidal networks (TNs); a TN"
    known = [Candidate(0, 14, EntityType.MODEL, Subtype.MODEL, "tagger", 0.8)]
    found = spread(text, known, (Abbreviation(0, 14, 16, 19),))
    assert [text[c.start : c.end] for c in found] == ["tidal networks", "TNs", "TN"]


def test_spreading_short_form_is_no_pattern() -> None:
    text = "tidal graph plus (T+) and T+, TT"
    known = [Candidate(0, 16, EntityType.MODEL, Subtype.MODEL, "tagger", 0.8)]
    found = spread(text, known, (Abbreviation(0, 16, 18, 20),))
    assert [text[c.start : c.end] for c in found[1:]] == ["T+", "T+"]


def test_spreading_component_adds_candidates_once(make_doc: Callable[..., Doc]) -> None:
    # The second definition must not learn from what the first one spread to its short form.
    doc = make_doc("tidal flow (TF) or total fog (TF)")
    known = Candidate(0, 10, EntityType.TASK, None, "tagger", 0.75)
    pairs = [Abbreviation(0, 10, 12, 14), Abbreviation(19, 28, 30, 32)]
    ABBREVIATIONS.set(CANDIDATES.set(doc, [known]), pairs)
    spreader = Spreader()
    once = CANDIDATES.get(spreader(doc))
    assert [(c.start, c.component) for c in once] == [
        (0, COMPONENT),
        (0, "tagger"),
        (12, COMPONENT),
        (30, COMPONENT),
    ]
    assert CANDIDATES.get(spreader(doc)) == once
