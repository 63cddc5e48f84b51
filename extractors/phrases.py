"""Phrases by their last word: "lane detection" is a task, "focal loss" a method.

A table gives the last words (heads) with the type they make and how often
that was right in annotated abstracts; a list gives the words that no such
phrase can hold. From the head the phrase grows to the left up to the first of
those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from extractors.annotations import Candidate, add_candidates
from extractors.resources import read_table, read_words
from extractors.tokenizer import WORD
from ontology.keys import singular
from ontology.schema import EntityType, Subtype

__all__ = ["COMPONENT", "Head", "PhraseFinder", "find_phrases", "make_phrases", "read_heads"]

COMPONENT = "phrases"
MOST_WORDS = 5
_GAP = re.compile(r" |-|\u2010|\u2011")
_NUMBER = re.compile(r"[\d.,]+$")


@dataclass(frozen=True, slots=True)
class Head:
    """A last word and what it makes of a phrase; `alone` if it says enough without others."""

    type: EntityType
    subtype: Subtype | None
    confidence: float
    alone: bool


def read_heads() -> dict[str, Head]:
    """The table of heads, by singular lower-case word."""
    return {
        row["head"]: Head(
            EntityType(row["type"]),
            Subtype(row["subtype"]) if row["subtype"] else None,
            float(row["confidence"]),
            row["alone"] == "yes",
        )
        for row in read_table("heads.tsv")
    }


def find_phrases(
    text: str, heads: dict[str, Head], borders: frozenset[str]
) -> Iterator[tuple[int, int, Head]]:
    """Find phrases that end in a head.

    Args:
        text: Any text; phrases do not cross punctuation or line ends.
        heads: By singular lower-case word.
        borders: Lower-case words that end a phrase to the left.

    Yields:
        Start, end and head, in text order.

    >>> heads = {"detection": Head(EntityType.TASK, None, 0.8, False)}
    >>> text = "We improve real-time lane detection and detection."
    >>> borders = frozenset({"improve", "and"})
    >>> [text[start:end] for start, end, _ in find_phrases(text, heads, borders)]
    ['real-time lane detection']
    """
    words = list(WORD.finditer(text))
    for place, word in enumerate(words):
        head = heads.get(singular(word.group().lower()))
        if head is None or _goes_on(text, words, place, heads):
            continue
        first = place
        while first > 0 and place - first < MOST_WORDS:
            gap_word = words[first - 1]
            if gap_word.group() in "-\u2010\u2011" and first > 1:
                before = words[first - 2]
                if before.end() != gap_word.start() or gap_word.end() != words[first].start():
                    break
                step, left = 2, before.group()
            else:
                if text[gap_word.end() : words[first].start()] != " ":
                    break
                step, left = 1, gap_word.group()
            if not left[0].isalnum() or left.lower() in borders or _NUMBER.match(left):
                break
            first -= step
        if first < place or head.alone:
            yield words[first].start(), word.end(), head


def _goes_on(text: str, words: list[re.Match[str]], place: int, heads: dict[str, Head]) -> bool:
    """Whether the next word is a head too and this one its modifier."""
    if place + 1 >= len(words):
        return False
    after = words[place + 1]
    if after.group() in "-\u2010\u2011" and after.start() == words[place].end():
        return place + 2 < len(words) and words[place + 2].start() == after.end()
    gap = text[words[place].end() : after.start()]
    return bool(_GAP.fullmatch(gap)) and singular(after.group().lower()) in heads


class PhraseFinder:
    """Finds phrases by their heads."""

    def __init__(self, heads: dict[str, Head], borders: frozenset[str]) -> None:
        """Keep the tables.

        Args:
            heads: By singular lower-case word.
            borders: Words that end a phrase to the left.
        """
        self._heads = heads
        self._borders = borders

    def find(self, doc: Doc) -> list[Candidate]:
        """All phrases of the text."""
        return [
            Candidate(start, end, head.type, head.subtype, COMPONENT, head.confidence)
            for start, end, head in find_phrases(doc.text, self._heads, self._borders)
        ]

    def __call__(self, doc: Doc) -> Doc:
        """Add them to the candidates."""
        return add_candidates(doc, self.find(doc))


@Language.factory("paperkg_phrases", assigns=["doc._.paperkg_candidates"])
def make_phrases(nlp: Language, name: str) -> PhraseFinder:
    """Make the component with the tables of the package."""
    return PhraseFinder(read_heads(), read_words("borders.txt"))
