"""The texts that sentences are taken from, and offsets as JavaScript counts them.

A sentence is not stored: a claim knows its paper and where in the paper's
text it stands. Of a bare graph only the sentences of its edges are known; put
one below the other they are the text of the paper.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, Protocol

from ontology.knowledge import Knowledge
from ontology.records import Extraction, Paper
from ontology.schema import Role

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "SHARD",
    "UNKNOWN",
    "Sentences",
    "Text",
    "Texts",
    "WholeTexts",
    "astral_places",
    "graph_texts",
    "in_units",
    "knowledge_texts",
    "shards",
]

SHARD = 500  # texts that are inflated together
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_ROLES = frozenset(map(str, Role))


@dataclass(frozen=True, slots=True)
class Text:
    """A text with what is named where; offsets in code points.

    Attributes:
        text: Title, line end, abstract; or sentences, one a line.
        mentions: Start, end and node id of each, by start, the longer first.
        is_whole: Whether it is the paper's, not some sentences of it.
    """

    text: str
    mentions: tuple[tuple[int, int, str], ...]
    is_whole: bool


UNKNOWN = Text("", (), is_whole=False)


def _in_order(mentions: Iterable[tuple[int, int, str]]) -> tuple[tuple[int, int, str], ...]:
    return tuple(sorted(mentions, key=lambda m: (m[0], -m[1], m[2])))


class Texts(Protocol):
    """Where the texts come from."""

    def read(self, paper: str) -> Text:
        """The text of a paper, by its node id; empty where nothing is known."""

    def place(self, paper: str, sentence_start: int) -> int:
        """Where in `read` a sentence starts that starts there in the paper."""


@dataclass(frozen=True, slots=True)
class WholeTexts:
    """Texts of papers with everything that was found in them."""

    papers: Mapping[str, tuple[Paper, Extraction]]
    links: Mapping[str, Sequence[str]]

    def read(self, paper: str) -> Text:
        """See `Texts`."""
        if paper not in self.papers:
            return UNKNOWN
        record, extraction = self.papers[paper]
        length = len(record.text)
        mentions = (
            (mention.start, mention.end, node)
            for entity, node in zip(extraction.entities, self.links[record.id], strict=True)
            for mention in entity.mentions
            if mention.end <= length  # published without text, a paper has its title only
        )
        return Text(record.text, _in_order(mentions), is_whole=bool(record.abstract))

    def place(self, paper: str, sentence_start: int) -> int:
        """See `Texts`."""
        return sentence_start


@dataclass(frozen=True, slots=True)
class Sentences:
    """What a bare graph knows of its texts: the sentences of its edges, one a line."""

    texts: Mapping[str, Text]
    places: Mapping[str, Mapping[int, int]]

    def read(self, paper: str) -> Text:
        """See `Texts`."""
        return self.texts.get(paper, UNKNOWN)

    def place(self, paper: str, sentence_start: int) -> int:
        """See `Texts`; the end of the text where the edge has no sentence."""
        return self.places.get(paper, {}).get(sentence_start, len(self.read(paper).text))


def knowledge_texts(knowledge: Knowledge) -> WholeTexts:
    """The texts of a library."""
    pairs = zip(knowledge.papers, knowledge.extractions, strict=True)
    return WholeTexts({paper.node: (paper, found) for paper, found in pairs}, knowledge.links)


def graph_texts(graph: nx.MultiDiGraph[str]) -> Sentences:
    """What a bare graph knows of its texts: the sentences of its edges, and what roles mark.

    Args:
        graph: Keeps the contract of `kg.graph`; it is not changed.
    """
    sentences: dict[str, dict[int, str]] = defaultdict(dict)
    named: dict[str, set[tuple[int, int, int, str]]] = defaultdict(set)
    for _, tail, data in graph.edges(data=True):
        paper, at = data["paper"], data["sentence_start"]
        if data["sentence"]:
            sentences[paper][at] = data["sentence"]
            if data["relation"] in _ROLES:
                named[paper].add((at, data["start"], data["end"], tail))
    texts, places = {}, {}
    for paper, found in sentences.items():
        ordered = sorted(found.items())
        lengths = (len(sentence) + 1 for _, sentence in ordered)
        ends = accumulate(lengths, initial=0)
        places[paper] = {start: place for (start, _), place in zip(ordered, ends, strict=False)}
        mentions = (
            (start - at + places[paper][at], end - at + places[paper][at], node)
            for at, start, end, node in named[paper]
        )
        text = "\n".join(sentence for _, sentence in ordered)
        texts[paper] = Text(text, _in_order(mentions), is_whole=False)
    return Sentences(texts, places)


def astral_places(text: str) -> list[int]:
    r"""Offsets of the characters that JavaScript counts twice: those beyond U+FFFF.

    >>> astral_places("a\U0001f98bb\U0001d4aa")
    [1, 3]
    """
    return [found.start() for found in _ASTRAL.finditer(text)]


def in_units(offset: int, astral: Sequence[int]) -> int:
    r"""An offset in code points as one in UTF-16 units.

    Args:
        offset: In code points.
        astral: From `astral_places` of the text.

    >>> in_units(1, [1, 3]), in_units(2, [1, 3]), in_units(4, [1, 3])
    (1, 3, 6)
    """
    return offset + bisect_left(astral, offset)


def shards(
    papers: Sequence[str], texts: Texts, index: Mapping[str, int]
) -> Iterator[dict[str, list[object]]]:
    """The texts in shards of `SHARD`, for JSON.

    Args:
        papers: Node ids; their order numbers the texts.
        texts: Where they come from.
        index: Number of each node.

    Yields:
        ``text``, ``whole`` (1 where it is the paper's own) and ``mentions``, of each text a flat
        list of start, length and node; offsets in UTF-16 units.
    """
    for first in range(0, len(papers), SHARD):
        found = [texts.read(paper) for paper in papers[first : first + SHARD]]
        yield {
            "text": [text.text for text in found],
            "whole": [int(text.is_whole) for text in found],
            "mentions": [_flat(text, index) for text in found],
        }


def _flat(text: Text, index: Mapping[str, int]) -> list[int]:
    units = partial(in_units, astral=astral_places(text.text))
    return [
        number
        for start, end, node in text.mentions
        if node in index
        for number in (units(start), units(end) - units(start), index[node])
    ]
