"""What is said of one paper: frozen, comparable, and the few things it works out."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from ontology.records import Evidence, Mention, Paper

EVIDENCE = Evidence("MothNet wins.", 10, 23, ((10, 17),), "hand", 0.5)


@pytest.mark.parametrize(
    ("title", "abstract", "text"),
    [
        ("On Moths", "They fly.", "On Moths\nThey fly."),
        ("On Moths ", "", "On Moths \n"),
        ("  \U0001d4aan\u00a0Moths", " a\n b ", "  \U0001d4aan\u00a0Moths\n a\n b "),
    ],
)
def test_records_paper_text_is_title_and_abstract_untouched(
    title: str, abstract: str, text: str
) -> None:
    assert Paper("p", title, abstract).text == text


def test_records_paper_needs_three_fields_only() -> None:
    paper = Paper("p", "On Moths", "")
    assert (paper.year, paper.authors, paper.venue, paper.url) == (None, (), None, None)
    assert paper.node == "paper/p"


def test_records_are_frozen_and_take_no_new_fields() -> None:
    mention = Mention(0, 7, "MothNet", "hand", 1.0)
    with pytest.raises(FrozenInstanceError):
        mention.start = 3  # type: ignore[misc]
    with pytest.raises((AttributeError, TypeError)):
        mention.note = "x"  # type: ignore[attr-defined]


def test_records_with_the_same_fields_are_equal_and_hash_alike() -> None:
    assert replace(EVIDENCE) == EVIDENCE
    assert len({EVIDENCE, replace(EVIDENCE), replace(EVIDENCE, confidence=0.6)}) == 2
    assert hash(EVIDENCE) == hash(replace(EVIDENCE))
