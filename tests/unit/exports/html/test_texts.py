"""Texts: what sentences are taken from, and offsets as JavaScript counts them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.html.texts import (
    SHARD,
    UNKNOWN,
    astral_places,
    graph_texts,
    in_units,
    knowledge_texts,
    shards,
)
from exports.without_text import without_text
from ontology.knowledge import Knowledge

ASTRAL = "\U0001d4aa and \U0001f98b\u200d\U0001f98b"  # a mathematical letter and a joined emoji


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.data())
def test_texts_units_slice_as_code_points_do(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    astral = astral_places(text)
    units = text.encode("utf-16-le")
    cut = units[2 * in_units(start, astral) : 2 * in_units(end, astral)]
    assert cut.decode("utf-16-le") == text[start:end]


@pytest.mark.parametrize(("offset", "expected"), [(0, 0), (1, 2), (6, 7), (7, 9), (8, 10), (9, 12)])
def test_texts_units_count_astral_characters_twice(offset: int, expected: int) -> None:
    assert in_units(offset, astral_places(ASTRAL)) == expected


def test_texts_of_a_library_hold_every_mention(small: Knowledge) -> None:
    text = knowledge_texts(small).read("paper/second")
    assert text.is_whole
    assert text.text == small.papers[1].text
    named = [(text.text[start:end], node) for start, end, node in text.mentions]
    assert named == [("MothNets", "model/mothnet"), ("moth counting", "task/moth-counting")]


def test_texts_mentions_stand_by_start_the_longer_first(knowledge: Knowledge) -> None:
    texts = knowledge_texts(knowledge)
    for paper in knowledge.papers:
        mentions = texts.read(paper.node).mentions
        assert list(mentions) == sorted(mentions, key=lambda m: (m[0], -m[1], m[2]))


def test_texts_published_without_words_keep_titles_only(knowledge: Knowledge) -> None:
    published = without_text(knowledge)
    for paper in published.papers:
        text = knowledge_texts(published).read(paper.node)
        assert not text.is_whole
        assert text.text == f"{paper.title}\n"
        assert all(end <= len(text.text) for _, end, _ in text.mentions)


def test_texts_of_a_graph_are_its_sentences(small: Knowledge) -> None:
    texts = graph_texts(small.graph)
    for _, tail, data in small.graph.edges(data=True):
        text = texts.read(data["paper"])
        at = texts.place(data["paper"], data["sentence_start"])
        assert text.text[at : at + len(data["sentence"])] == data["sentence"]
        assert not text.is_whole
        start = at + data["start"] - data["sentence_start"]
        end = at + data["end"] - data["sentence_start"]
        if tail == "dataset/lantern" and data["relation"] == "evaluatesOn":
            assert (start, end, tail) in text.mentions


def test_texts_of_a_graph_stand_once(small: Knowledge) -> None:
    text = graph_texts(small.graph).read("paper/second")
    assert text.text == "We apply MothNets to moth counting."


def test_texts_of_a_graph_without_sentences_are_empty(small: Knowledge) -> None:
    texts = graph_texts(without_text(small).graph)
    assert texts.read("paper/second") == UNKNOWN
    assert texts.place("paper/second", 12) == 0


def test_texts_of_an_unknown_paper_are_empty(small: Knowledge) -> None:
    assert knowledge_texts(small).read("paper/none") == UNKNOWN
    assert graph_texts(nx.MultiDiGraph()).read("paper/none") == UNKNOWN


def test_texts_shards_convert_offsets(make_known: Callable[..., Knowledge]) -> None:
    known = make_known(title=f"{ASTRAL}: Counting Moths at Night")
    (paper,) = known.papers
    shift = len(paper.text) - len("MothNet: Counting Moths at Night\n") - len(paper.abstract)
    extraction = known.extractions[0]
    moved = replace(
        extraction,
        entities=tuple(
            replace(
                entity,
                mentions=tuple(
                    replace(m, start=m.start + shift, end=m.end + shift) for m in entity.mentions
                ),
            )
            for entity in extraction.entities
        ),
    )
    texts = knowledge_texts(replace(known, extractions=(moved,)))
    index = {node: number for number, node in enumerate(known.graph)}
    (shard,) = shards([paper.node], texts, index)
    (text,), (flat,) = shard["text"], shard["mentions"]
    assert isinstance(text, str)
    assert isinstance(flat, list)
    units = text.encode("utf-16-le")
    named = [
        (units[2 * start : 2 * (start + length)].decode("utf-16-le"), node)
        for start, length, node in zip(flat[::3], flat[1::3], flat[2::3], strict=True)
    ]
    assert ("MothNet", index["model/mothnet"]) in named
    assert len(named) == sum(len(entity.mentions) for entity in moved.entities)


def test_texts_shards_hold_all_papers_in_order(knowledge: Knowledge) -> None:
    papers = [paper.node for paper in knowledge.papers] * 60
    found = list(shards(papers, knowledge_texts(knowledge), {}))
    assert [len(shard["text"]) for shard in found] == [SHARD, SHARD, len(papers) - 2 * SHARD]
    assert [text for shard in found for text in shard["text"]] == [
        paper.text for paper in knowledge.papers
    ] * 60
