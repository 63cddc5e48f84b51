"""arXiv metadata: lines joined, names put together, the year from the identifier."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kg.readers.arxiv_metadata import looks_like_arxiv_metadata, read_arxiv_metadata
from kg.readers.format import Skipped, SourceText
from ontology.iris import paper_id
from ontology.records import Paper

RECORD: dict[str, Any] = {
    "id": "0704.0001",
    "submitter": "Ada Falter",
    "authors": "Ada Falter and Bo Ek",
    "title": "Counting Moths\n  at Night",
    "comments": "2 lamps",
    "journal-ref": "J. Lamps 7 (2008)",
    "doi": "10.5555/Moths.1",
    "license": "http://creativecommons.org/licenses/by/4.0/",
    "abstract": "  We count the moths\nthat a lamp draws.\n  Then we count owls.\n",
    "update_date": "2009-11-26",
    "authors_parsed": [["Falter", "Ada", ""], ["Ek", "Bo", "Jr.", "Lamp Institute"]],
}


def read(**fields: object) -> Paper | Skipped:
    """The only item of the record with some fields changed."""
    (item,) = read_arxiv_metadata(SourceText("x", json.dumps(RECORD | fields)))
    return item


def test_arxiv_metadata_paper_has_all_fields_of_its_record() -> None:
    assert read() == Paper(
        id="arxiv:0704.0001",
        title="Counting Moths at Night",
        abstract="We count the moths that a lamp draws.\nThen we count owls.",
        year=2007,
        authors=("Ada Falter", "Bo Ek Jr."),
        venue="J. Lamps 7 (2008)",
        url="https://doi.org/10.5555/moths.1",
        doi="10.5555/moths.1",
        arxiv="0704.0001",
        license="http://creativecommons.org/licenses/by/4.0/",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (json.dumps(RECORD) + "\n", True),
        (json.dumps([RECORD]), True),
        ('{"id": "0704.0001", "title": "A", "authors": "B"}', False),
        ("authors_parsed", False),
    ],
)
def test_arxiv_metadata_is_told_by_its_names(text: str, expected: bool) -> None:
    assert looks_like_arxiv_metadata(text) is expected


def test_arxiv_metadata_old_identifiers_are_known() -> None:
    paper = read(id="hep-th/9901001", doi=None)
    assert isinstance(paper, Paper)
    assert (paper.id, paper.year) == ("arxiv:hep-th/9901001", 1999)
    assert paper.url == "https://arxiv.org/abs/hep-th/9901001"


@pytest.mark.parametrize(("given", "expected"), [("draft-1", "draft-1"), (None, None), ([], None)])
def test_arxiv_metadata_other_ids_stay_and_the_year_is_that_of_the_update(
    given: object, expected: str | None
) -> None:
    paper = read(id=given)
    assert isinstance(paper, Paper)
    assert (paper.id, paper.year) == (expected or paper_id("Counting Moths at Night"), 2009)
    assert paper.arxiv is None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([["Falter", "Ada"]], ("Ada Falter",)),
        ([["Moth Group"]], ("Moth Group",)),
        ([[], "Ada", [7], None, ["Ek", "Bo", ""]], ("Bo Ek",)),
        ("Ada Falter", ()),
        (None, ()),
    ],
)
def test_arxiv_metadata_names_are_those_that_can_be_read(
    given: object, expected: tuple[str, ...]
) -> None:
    paper = read(authors_parsed=given)
    assert isinstance(paper, Paper)
    assert paper.authors == expected


@pytest.mark.parametrize("given", [None, "", " \n", 7])
def test_arxiv_metadata_without_abstract_is_skipped(given: object) -> None:
    assert read(abstract=given) == Skipped("x:1", 'no abstract; add a field "abstract" with text')
