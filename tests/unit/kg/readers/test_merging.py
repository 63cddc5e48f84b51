"""Merging: one paper for all its records, in any order; what sources disagree about is said."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from kg.readers.format import Skipped
from kg.readers.merging import merge_papers
from ontology.iris import paper_id
from ontology.records import Paper


def paper(
    title: str, abstract: str = "We count.", id_: str | None = None, **fields: object
) -> Paper:
    """A paper, by default with the id that a reader mints."""
    return replace(Paper(id_ or paper_id(title), title, abstract), **fields)  # type: ignore[arg-type]


def merged(*papers: Paper) -> tuple[Paper, ...]:
    """The papers of one source each, where all agree."""
    found, notes = merge_papers((f"{n}.jsonl", paper) for n, paper in enumerate(papers))
    assert notes == ()
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (paper("A", id_="1", doi="10.5555/a"), paper("B", id_="2", doi="10.5555/a")),
        (paper("A", id_="1", arxiv="2101.00001"), paper("B", id_="2", arxiv="2101.00001")),
        (paper("X-Mesh: Fast  Styles", id_="1"), paper("X-mesh: {F}ast styles", id_="2")),
        (paper("A", id_="1", doi="10.5555/a"), paper("A", id_="2", doi="10.5555/b")),
    ],
)
def test_merging_one_doi_arxiv_identifier_or_title_is_one_paper(one: Paper, other: Paper) -> None:
    assert len(merged(one, other)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (paper("A"), paper("B")),
        (paper("C", doi="10.5555/a"), paper("D", doi="10.5555/b")),
        (paper("C++"), paper("C#")),
        (paper("A", url="https://example.org"), paper("B", url="https://example.org")),
        (paper("A", doi="2101.00001"), paper("B", arxiv="2101.00001")),
    ],
)
def test_merging_others_stay_two(one: Paper, other: Paper) -> None:
    assert len(merged(one, other)) == 2


def test_merging_goes_on_through_a_third_record() -> None:
    chain = (
        paper("A", id_="1", doi="10.5555/a"),
        paper("B", id_="2", doi="10.5555/a", arxiv="2101.00001"),
        paper("C", id_="3", arxiv="2101.00001"),
        paper("c!", id_="4"),
        paper("D", id_="5"),
    )
    for order in permutations(chain):
        assert len(merged(*order)) == 2


def test_merging_keeps_papers_of_arxiv_with_one_title_apart() -> None:
    papers = (
        paper("Learning to Rank", "Pairs.", "arxiv:1801.00001", arxiv="1801.00001"),
        paper("Learning to rank", "Lists.", "arxiv:2105.00002", arxiv="2105.00002"),
        paper("Learning to rank.", "Lists", "old", arxiv="2105.00002", doi="10.5555/lists"),
        paper("Learning to Rank", "Pairs", "any"),  # of the first
        paper("Learning to rank", "Lists.", "journal", doi="10.5555/lists"),  # and yet of another
    )
    for order in permutations(papers):
        found = merged(*order)
        assert [one.abstract for one in found] == ["Pairs.", "Lists."]
        assert [one.arxiv for one in found] == ["1801.00001", "2105.00002"]


def test_merging_joins_by_title_what_has_one_arxiv_identifier_through_a_doi() -> None:
    trio = (
        paper("A", id_="1", doi="10.5555/a"),
        paper("a", id_="2"),
        paper("B", id_="3", doi="10.5555/a", arxiv="2101.00001"),
    )
    for order in permutations(trio):
        assert len(merged(*order)) == 1


def test_merging_takes_each_field_from_the_fullest_record_that_has_it() -> None:
    long = paper("Moths", "We count moths. Twice.", arxiv="2101.00001")
    full = paper(
        "MOTHS", "We count moths.", "moths-21", year=2021, authors=("Ada Falter",), venue="NIGHT",
        url="https://example.org", doi="10.5555/a",
    )  # fmt: skip
    short = paper("moths", "We count", "m", year=1999, venue="DAY")
    expected = replace(full, title="Moths", abstract=long.abstract, arxiv="2101.00001")
    for order in permutations((long, full, short)):
        assert merged(*order) == (expected,)


@pytest.mark.parametrize("ids", [("b", None), (None, "b"), ("b", "c")])
def test_merging_prefers_an_id_that_was_given(ids: tuple[str | None, str | None]) -> None:
    one, other = (paper("A", id_=id_) for id_ in ids)
    (found,) = merged(one, replace(other, abstract="We count"))
    assert found.id == "b"


def test_merging_says_where_abstracts_differ() -> None:
    found, notes = merge_papers(
        [
            ("b.csv", paper("A", "Shorter.")),
            ("a.bib", paper("a", "Longer text.")),
            ("a.bib", paper("A.", "Short.")),
        ]
    )
    assert [paper.abstract for paper in found] == ["Longer text."]
    reason = "3 different abstracts of one paper; the longest is kept"
    assert notes == (Skipped(f"a.bib, b.csv: paper {paper_id('a')} (a)", reason),)


@pytest.mark.parametrize(
    "abstract", ["We  count\nmoths.", "we count MOTHS", "We count", "We \u201ccount\u201d moths!"]
)
def test_merging_is_silent_where_nothing_else_is_said(abstract: str) -> None:
    assert len(merged(paper("A", "We count moths. Then owls."), paper("A", abstract))) == 1


def test_merging_keeps_two_papers_under_one_id_and_gives_one_a_new_one() -> None:
    one, other = paper("A", "Long enough.", "1"), paper("B", "Short.", "1")
    expected = (
        (one, replace(other, id=paper_id("B"))),
        (
            Skipped(
                "y: paper 1 (B)",
                "id is used by another paper too (A); this one gets an id of its own",
            ),
        ),
    )
    assert merge_papers([("x", one), ("y", other)]) == expected
    assert merge_papers([("y", other), ("x", one)]) == expected


def test_merging_finds_an_id_even_where_the_next_is_taken() -> None:
    trio = (
        paper("A", "Long enough.", "1"),
        paper("B", "Short.", "1"),
        paper("C", "Shorter", paper_id("B")),
    )
    for order in permutations(trio):
        found, _ = merge_papers(("x", one) for one in order)
        assert sorted(one.title for one in found) == ["A", "B", "C"]
        assert len({one.id for one in found}) == 3


def test_merging_sorts_papers_by_id() -> None:
    papers = (paper("A", id_="2"), paper("B", id_="10"), paper("C", id_="1"))
    assert [p.id for p in merged(*papers)] == ["1", "10", "2"]


def test_merging_of_none_is_none() -> None:
    assert merge_papers([]) == ((), ())
