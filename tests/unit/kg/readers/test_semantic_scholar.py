"""Semantic Scholar: pages, lists and lines; identifiers from their object."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kg.readers.format import Skipped, SourceText
from kg.readers.semantic_scholar import looks_like_semantic_scholar, read_semantic_scholar
from ontology.records import Paper

RECORD: dict[str, Any] = {
    "paperId": "a1b2",
    "externalIds": {"DOI": "10.5555/Moths.1", "ArXiv": "2101.00001", "CorpusId": 7},
    "title": "Counting Moths",
    "abstract": "We count moths.",
    "year": 2021,
    "venue": "Journal of Lamps",
    "url": "https://www.semanticscholar.org/paper/a1b2",
    "openAccessPdf": {"url": "https://example.org/moths.pdf", "license": "CCBY"},
    "authors": [{"authorId": "1", "name": "Ada Falter"}, {"authorId": "2", "name": "Bo Ek"}],
}
PAPER = Paper(
    id="a1b2",
    title="Counting Moths",
    abstract="We count moths.",
    year=2021,
    authors=("Ada Falter", "Bo Ek"),
    venue="Journal of Lamps",
    url="https://www.semanticscholar.org/paper/a1b2",
    doi="10.5555/moths.1",
    arxiv="2101.00001",
    license="CCBY",
)


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(RECORD),
        json.dumps(RECORD) + "\n" + json.dumps(RECORD) + "\n",
        json.dumps([RECORD]),
        json.dumps({"total": 1, "token": None, "data": [RECORD]}),
        json.dumps({"recommendedPapers": [RECORD]}, indent=1),
    ],
)
def test_semantic_scholar_is_told_and_read_in_each_shape(text: str) -> None:
    assert looks_like_semantic_scholar(text)
    assert set(read_semantic_scholar(SourceText("x", text))) == {PAPER}


@pytest.mark.parametrize("text", ['{"title": "paperId"}', "paperId", "[]", '[{"title": "A"}]'])
def test_semantic_scholar_is_not_seen_in_others(text: str) -> None:
    assert not looks_like_semantic_scholar(text)


def test_semantic_scholar_missing_paper_and_missing_abstract_are_skipped() -> None:
    text = json.dumps([None, RECORD | {"abstract": None}, RECORD])
    null, lacking, good = read_semantic_scholar(SourceText("x", text))
    needed = "a JSON null; an object with title and abstract is needed"
    assert null == Skipped("x, record 1", needed)
    assert lacking == Skipped("x, record 2", 'no abstract; add a field "abstract" with text')
    assert good == PAPER


def test_semantic_scholar_paper_may_have_little() -> None:
    record = {"corpusId": 7, "title": "A", "abstract": "B", "externalIds": None, "year": None}
    dated = record | {"publicationDate": "2020-01-02"}
    (paper,) = read_semantic_scholar(SourceText("x", json.dumps(dated)))
    assert paper == Paper("7", "A", "B", 2020)
