"""OpenAlex: abstracts from their index, names from their depths, odd records without a crash."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kg.readers.format import Skipped, SourceText
from kg.readers.openalex import abstract_of, looks_like_openalex, read_openalex
from ontology.iris import paper_id
from ontology.records import Paper

WORK: dict[str, Any] = {
    "id": "https://openalex.org/W42",
    "doi": "https://doi.org/10.5555/Moths.1",
    "title": "Counting Moths",
    "display_name": "Counting Moths",
    "publication_year": 2021,
    "authorships": [
        {"author": {"display_name": "Ada Falter"}},
        {"author": {"display_name": "Bo Ek"}},
    ],
    "primary_location": {
        "landing_page_url": "https://example.org/moths",
        "source": {"display_name": "Journal of Lamps"},
        "license": "cc-by",
    },
    "abstract_inverted_index": {"moths": [1, 4], "We": [0], "by": [3], "count": [2]},
}


def read(*works: object) -> list[Paper | Skipped]:
    """What is read from a page of works."""
    return list(read_openalex(SourceText("x", json.dumps({"meta": {}, "results": works}))))


def test_openalex_paper_has_all_fields_of_its_work() -> None:
    assert read(WORK) == [
        Paper(
            id="W42",
            title="Counting Moths",
            abstract="We moths count by moths",
            year=2021,
            authors=("Ada Falter", "Bo Ek"),
            venue="Journal of Lamps",
            license="cc-by",
            url="https://example.org/moths",
            doi="10.5555/moths.1",
        )
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (json.dumps(WORK) + "\n" + json.dumps(WORK), True),
        (json.dumps([WORK]), True),
        (json.dumps({"meta": {"count": 1}, "group_by": [], "results": [WORK]}, indent=2), True),
        ('{"id": "https://openalex.org/W1", "title": "A"}', True),
        ('{"id": "W1", "title": "https://openalex.org/"}', False),
        ('{"id": [7], "title": "abstract_inverted_index"}', False),
        ("abstract_inverted_index", False),
    ],
)
def test_openalex_is_told_by_its_fields(text: str, expected: bool) -> None:
    assert looks_like_openalex(text) is expected


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        ({"b": [5], "a": [1_000_000_000]}, "b a"),  # gaps cost nothing
        ({"a": [0, 0], "b": [0]}, "a a b"),
        ({"a": ["0", None, 1], "b": 7, "c": []}, "a"),
        ({"two words": [1], "\u2028": [0]}, "\u2028 two words"),
        ({}, ""),
        (None, ""),
        ([1], ""),
    ],
)
def test_openalex_abstract_is_its_words_in_order(index: object, expected: str) -> None:
    assert abstract_of(index) == expected


@pytest.mark.parametrize("index", [None, {}, "We count", {"a": "b"}])
def test_openalex_work_without_index_is_skipped(index: object) -> None:
    reason = 'no abstract_inverted_index; add a field "abstract_inverted_index" with text'
    assert read(WORK | {"abstract_inverted_index": index}) == [Skipped("x, record 1", reason)]


def test_openalex_fields_that_are_not_as_they_should_be_are_unknown() -> None:
    (paper,) = read(
        WORK
        | {
            "id": None, "doi": None, "title": None, "publication_year": "soon",
            "authorships": [None, {"author": None}, {"author": {"display_name": 7}}, "Ada"],
            "primary_location": {"source": None, "landing_page_url": None},
            "ids": {"doi": "https://doi.org/10.5555/x"},
        }
    )  # fmt: skip
    assert isinstance(paper, Paper)
    assert (paper.id, paper.title) == (paper_id("Counting Moths"), "Counting Moths")
    assert (paper.year, paper.authors, paper.venue) == (None, (), None)
    assert (paper.doi, paper.url) == ("10.5555/x", "https://doi.org/10.5555/x")


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("lines", [False, True])
def test_openalex_works_with_a_display_name_alone_are_read_beside_a_broken_one(
    lines: bool, indent: int | None
) -> None:
    works = [
        WORK
        | {"display_name": name, "concepts": [{"display_name": "Moth"}, {"display_name": "Owl"}]}
        for name in ("A", "B", "C")
    ]
    for work in works:
        del work["title"]
    text = "\n".join(map(json.dumps, works)) if lines else json.dumps(works, indent=indent)
    text = text.replace('"B"', '"B" B')
    assert looks_like_openalex(text)
    found = list(read_openalex(SourceText("x", text)))
    assert [paper.title for paper in found if isinstance(paper, Paper)] == ["A", "C"]
    assert sum(isinstance(item, Skipped) for item in found) == 1


@pytest.mark.parametrize("field", ["authorships", "primary_location", "ids"])
@pytest.mark.parametrize("given", [None, 7, "x", [7], {"source": "x"}, [[]]])
def test_openalex_reads_on_whatever_a_field_holds(field: str, given: object) -> None:
    (paper,) = read(WORK | {field: given})
    assert isinstance(paper, Paper)
