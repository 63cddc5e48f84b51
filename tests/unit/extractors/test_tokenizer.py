"""The tokenizer: letters and digits are words, signs stand alone, the text stays as it is."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from extractors.tokenizer import WORD, make_tokenizer, split_words

TEXTS = (
    "CIFAR-10/100 and Human3.6m.",
    "don't say e.g. U.S.A. or can't :)",
    r"$\beta$-VAE reaches 83.8\% at \url{https://example.org/a?b=c_d}",
    "  two  gaps,\ttab\n\nand ends ",
    "\U0001f30a\U0001f30a na\u00efve \u4e2d\u6587 x\u0301 5\u00bd \u00b2",
    "((nested [brackets]))...!?",
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    language = spacy.blank("en")
    language.tokenizer = make_tokenizer(language.vocab)
    return language


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ViT-B/16", ["ViT", "-", "B", "/", "16"]),
        ("a_b", ["a", "_", "b"]),
        ("1,000.5", ["1", ",", "000", ".", "5"]),
        ("don't", ["don", "'", "t"]),
        ("x\n y", ["x", "y"]),
        ("", []),
    ],
)
def test_tokenizer_splits_words(text: str, words: list[str]) -> None:
    assert split_words(text) == words


@pytest.mark.parametrize("text", TEXTS)
def test_tokenizer_splits_as_split_words_does(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert [token.text for token in doc if not token.is_space] == split_words(text)


@pytest.mark.parametrize("text", TEXTS)
def test_tokenizer_aligns_with_every_span_of_words(nlp: Language, text: str) -> None:
    doc = nlp(text)
    words = list(WORD.finditer(text))
    for first in words:
        for last in words[words.index(first) :]:
            span = doc.char_span(first.start(), last.end())
            assert span is not None
            assert span.text == text[first.start() : last.end()]


def test_tokenizer_has_no_exceptions_for_english(nlp: Language) -> None:
    assert [token.text for token in nlp("e.g.")] == ["e", ".", "g", "."]
    assert [token.text for token in spacy.blank("en")("e.g.")] == ["e.g."]
