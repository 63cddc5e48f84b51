"""Sentences: the title is one, full stops end others, abbreviations do not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from extractors.sentences import SentenceSplitter, find_sentences

DocMaker = Callable[..., Doc]


def split(text: str) -> list[str]:
    starts = find_sentences(text)
    ends = [*starts[1:], len(text)]
    return [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("A title\nWe go. It works.", ["A title", "We go.", "It works."]),
        ("What? A title. Yes!\nWe go.", ["What? A title. Yes!", "We go."]),  # titles stay whole
        ("T\nDoes it? It does! We end.", ["T", "Does it?", "It does!", "We end."]),
        ("T\nIt is (so.) We end.", ["T", "It is (so.)", "We end."]),
        ('T\nIt is "so." We end.', ["T", 'It is "so."', "We end."]),
        ('T\nIt is. "So" it ends.', ["T", "It is.", '"So" it ends.']),
        ("T\nIt is. (We end.)", ["T", "It is.", "(We end.)"]),
        ("T\nIt is. 5 follow.", ["T", "It is.", "5 follow."]),
        ("T\nIt is. $K$ follows.", ["T", "It is.", "$K$ follows."]),
        ("T\nIt is. \u00c9t\u00e9 follows.", ["T", "It is.", "\u00c9t\u00e9 follows."]),
        ("T\nIt is. tideNet follows.", ["T", "It is.", "tideNet follows."]),
        ("T\nIt is. t-MoT is. pix2pix is.", ["T", "It is.", "t-MoT is.", "pix2pix is."]),
        ("T\nOne.\n\nTwo.", ["T", "One.", "Two."]),
        ("T\nWe reach 83.8. It works.", ["T", "We reach 83.8.", "It works."]),
    ],
)
def test_sentences_split_at_stops(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


@pytest.mark.parametrize(
    "sentence",
    [
        "We beat some, e.g. Tide and i.e. Ripple.",
        "See Fig. 2, Figs. 3 and 4, Eq. 5, Sec. 6, Tab. 7 and Ref. 8.",
        "As Pond et al. Say it is.",
        "Tide vs. Ripple and others, cf. Pond.",
        "By J. Pond, Dr. Lake and Prof. River.",
        "The cost w.r.t. Time is approx. 5 resp. 6.",
        "It scores 83.8 on v1.2 of it.",
        "It goes on. without a capital.",
        "The U.S. Army and e.g. iTide.",
        "No stop at all",
    ],
)
def test_sentences_no_split_within(sentence: str) -> None:
    assert split(f"T\n{sentence}") == ["T", sentence]


@pytest.mark.parametrize("text", ["", "a", "A title", "A title\n", "A title\n \n"])
def test_sentences_title_alone_is_one(text: str) -> None:
    assert find_sentences(text) == [0]


def test_sentences_text_without_title_is_split() -> None:
    assert split("We go. It works.") == ["We go.", "It works."]


def test_sentences_component_marks_the_first_tokens(make_doc: DocMaker) -> None:
    doc = make_doc("A title\nWe go, e.g. Home. It works.")
    assert [sent.text.strip() for sent in doc.sents] == [
        "A title",
        "We go, e.g. Home.",
        "It works.",
    ]
    assert {token.is_sent_start for token in doc} == {True, False}


def test_sentences_start_with_a_word_not_with_a_gap(make_doc: DocMaker) -> None:
    doc = make_doc("A title\n\n  We go.  It works.")
    assert [sent[0].text for sent in doc.sents] == ["A", "We", "It"]
    assert SentenceSplitter().find(doc) == [sent.start for sent in doc.sents]


@pytest.mark.parametrize("text", ["\n", "  \nWe go. It works.", "...\nWe go."])
def test_sentences_first_token_always_starts_one(make_doc: DocMaker, text: str) -> None:
    doc = make_doc(text)
    assert doc[0].is_sent_start
    assert next(iter(doc.sents)).start == 0


def test_sentences_of_an_empty_text_are_none(make_doc: DocMaker) -> None:
    assert list(make_doc("").sents) == []


def test_sentences_find_leaves_the_doc_alone(make_doc: DocMaker) -> None:
    doc = make_doc("A title\nWe go.", "paperkg_abbreviations")
    SentenceSplitter().find(doc)
    assert not doc.has_annotation("SENT_START")
