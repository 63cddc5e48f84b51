"""JSONL and JSON of ours: all fields of a record reach the paper."""

from __future__ import annotations

import json

import pytest

from kg.readers.format import Skipped, SourceText
from kg.readers.records import JSON, JSONL, read_records
from ontology.records import Paper

GOOD = {"title": "Counting Moths", "abstract": "We count moths."}


def test_records_paper_has_all_fields_of_its_record() -> None:
    fields = {
        "id": "moths-21", "year": 2021, "authors": ["Ada Falter", "Bo Nachtigall"],
        "venue": "NIGHT", "url": "https://example.org/moths", "doi": "10.5555/moths",
        "arxiv": "2101.00001", "license": "CC-BY 4.0", "unknown": {"left": "out"},
    }  # fmt: skip
    assert list(read_records(SourceText("x", json.dumps(GOOD | fields)))) == [
        Paper(
            id="moths-21",
            title="Counting Moths",
            abstract="We count moths.",
            year=2021,
            authors=("Ada Falter", "Bo Nachtigall"),
            venue="NIGHT",
            url="https://example.org/moths",
            doi="10.5555/moths",
            arxiv="2101.00001",
            license="CC-BY 4.0",
        )
    ]


def test_records_half_surrogate_pairs_are_replaced_and_whole_ones_are_kept() -> None:
    line = r'{"title": "A \ud800 b", "abstract": "\ud83e\udd8b \uDfff", "authors": ["\ud800"]}'
    (paper,) = read_records(SourceText("x", line))
    assert isinstance(paper, Paper)
    assert (paper.title, paper.abstract) == ("A \ufffd b", "\U0001f98b \ufffd")
    assert paper.authors == ("\ufffd",)
    assert paper.text.encode()  # can be written


@pytest.mark.parametrize(
    "text", [json.dumps([GOOD, {"title": "A"}]), json.dumps({"x": [GOOD, {}]})]
)
def test_records_bad_one_is_skipped_with_its_number(text: str) -> None:
    good, bad = read_records(SourceText("x.json", text))
    assert isinstance(good, Paper)
    assert isinstance(bad, Skipped)
    assert bad.where == "x.json, record 2"


def test_records_of_a_conference_list_are_jsonl() -> None:
    line = {"id": "night2021/1", "year": 2021, "venue": "night"} | GOOD
    text = json.dumps(line) + "\n"
    assert JSONL.matches(text)
    assert not JSON.matches("title,abstract")
    (paper,) = read_records(SourceText("x", text))
    assert isinstance(paper, Paper)
    assert (paper.id, paper.venue) == ("night2021/1", "night")
