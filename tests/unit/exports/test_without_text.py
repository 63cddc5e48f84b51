"""What is published without text holds no sentence of a paper, and all that may be said of it."""

from __future__ import annotations

import base64
import gzip
import re
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest
import rdflib

from exports.formats import FORMATS
from exports.without_text import without_text
from kg.layout import lay_out
from ontology.knowledge import Knowledge
from ontology.namespaces import PK, PREFIXES

WORDS = 4  # in a row, from an abstract: fewer are a name


@pytest.fixture(scope="module")
def published(knowledge: Knowledge) -> Knowledge:
    """The golden papers without their words."""
    return replace(without_text(knowledge), layout=lay_out(knowledge.graph))


def phrases(knowledge: Knowledge) -> set[str]:
    """Runs of words in abstracts that are part of no title, name or stated value."""
    named = {paper.title.lower() for paper in knowledge.papers}
    named |= {alias.lower() for e in knowledge.entities for alias in (e.name, *e.aliases)}
    named |= {result.value.lower() for result in knowledge.results}
    found = set()
    for paper in knowledge.papers:
        words = paper.abstract.split(" ")
        found |= {" ".join(words[n : n + WORDS]) for n in range(len(words) - WORDS + 1)}
    return {phrase for phrase in found if not any(phrase.lower() in name for name in named)}


def unpacked(data: bytes) -> str:
    """What a file says, the packed blocks of a page unpacked."""
    text = data.decode("utf-8", "replace")
    packed = re.findall(r'base64" id="[^"]+">([^<]*)</script>', text)
    blocks = (
        gzip.decompress(base64.b64decode(block)).decode("utf-8", "replace") for block in packed
    )
    return "\n".join([text, *blocks])


@pytest.mark.parametrize("name", FORMATS)
def test_without_text_no_format_holds_words_of_an_abstract(
    name: str, knowledge: Knowledge, published: Knowledge, tmp_path: Path
) -> None:
    def written(what: Knowledge) -> str:
        path = tmp_path / name
        FORMATS[name].write(what, path)
        files = [path] if path.is_file() else sorted(path.rglob("*"))
        return "\n".join(map(unpacked, (file.read_bytes() for file in files)))

    laid_out = replace(knowledge, layout=published.layout)
    texts = {name: written(laid_out), "": written(published)}
    inside = [phrase for phrase in phrases(knowledge) if phrase in texts[""]]
    assert inside == []
    if name not in {"merges", "types", "parquet"}:  # those hold no sentence, or packed
        assert [phrase for phrase in phrases(knowledge) if phrase in texts[name]]


def test_without_text_keeps_all_but_the_text(knowledge: Knowledge, published: Knowledge) -> None:
    for before, after in zip(knowledge.papers, published.papers, strict=True):
        assert replace(before, abstract="") == after
    assert [claim.id for claim in published.claims] == [claim.id for claim in knowledge.claims]
    for head, tail, key, data in knowledge.graph.edges(keys=True, data=True):
        assert published.graph.edges[head, tail, key] == {**data, "sentence": ""}
    assert list(published.graph.nodes(data=True)) == list(knowledge.graph.nodes(data=True))
    offsets = [(e.start, e.end, e.spans) for c in published.claims for e in c.evidence]
    assert offsets == [(e.start, e.end, e.spans) for c in knowledge.claims for e in c.evidence]


def test_without_text_changes_nothing_it_is_given(knowledge: Knowledge) -> None:
    before = knowledge.graph.copy()
    without_text(knowledge)
    assert nx.utils.graphs_equal(knowledge.graph, before)


def test_without_text_rdf_says_no_empty_sentence(published: Knowledge, tmp_path: Path) -> None:
    FORMATS["turtle"].write(published, tmp_path / "graph.ttl")
    graph = rdflib.Graph().parse(tmp_path / "graph.ttl")
    assert not list(graph.triples((None, rdflib.URIRef(PK["sentence"]), None)))
    assert not list(graph.triples((None, rdflib.URIRef(PREFIXES["dcterms"] + "abstract"), None)))
    assert list(graph.triples((None, rdflib.URIRef(PK["sentenceStart"]), None)))
