"""CSV and TSV: columns by name, quotes as programs have them or as they are, bad rows alone."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from kg.readers.format import Skipped, SourceText
from kg.readers.table import looks_like_table, read_table
from ontology.records import Paper


def read(text: str) -> list[Paper | Skipped]:
    """What is read from a text."""
    return list(read_table(SourceText("x", text)))


def titles(text: str) -> list[str]:
    """Titles of the papers in a text; fails where something is skipped."""
    items = read(text)
    assert [item for item in items if isinstance(item, Skipped)] == []
    return [item.title for item in items if isinstance(item, Paper)]


@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_table_paper_has_all_fields_of_its_row(separator: str) -> None:
    file = StringIO()
    writer = csv.writer(file, delimiter=separator, lineterminator="\n")
    writer.writerows(
        [
            ["Publication Year", "ID", "Title", "Authors", "ABSTRACT", "Journal", "URL", "DOI",
             "arxiv_id", "Licence", "Notes"],
            ["2021", "moths-21", "Counting, Moths; at\tNight", "Ada Falter; Bo Ek",
             'We count "moths",\nand owls;\tby hand.', "Lamps", "https://example.org/moths",
             "10.5555/Moths.1", "2101.00001", "CC0", "x"],
        ]
    )  # fmt: skip
    assert read(file.getvalue()) == [
        Paper(
            id="moths-21",
            title="Counting, Moths; at\tNight",
            abstract='We count "moths",\nand owls;\tby hand.',
            year=2021,
            authors=("Ada Falter", "Bo Ek"),
            venue="Lamps",
            url="https://example.org/moths",
            doi="10.5555/moths.1",
            arxiv="2101.00001",
            license="CC0",
        )
    ]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("title,abstract", True),
        ("\n\nTITLE;Abstract;x", True),
        ('"Document Title","Abstract"', True),
        ("Key\tPublication Year\tTitle\tAbstract Note", True),
        ("paper_title,Summary", True),
        ("title,year", False),
        ("title abstract", False),
        ("titles,abstracts", False),
        ('"title,abstract', False),
        ("", False),
    ],
)
def test_table_is_told_by_its_first_line(header: str, expected: bool) -> None:
    assert looks_like_table(f"{header}\nA,b\n") is expected


def test_table_first_of_several_columns_counts() -> None:
    (paper,) = read("name,Summary,Abstract,Title,Date,Year\nx,s,b,A,1999,2021\n")
    assert isinstance(paper, Paper)
    assert (paper.title, paper.abstract, paper.year) == ("A", "b", 2021)


def test_table_rows_may_be_short_long_with_nothing_or_empty() -> None:
    assert titles("title,abstract,year\nA,b\n\nB,b,2021,,\n,,\n\nC,b,") == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",b", 'no Title; add a field "Title" with text'),
        ("C,", 'no Abstract; add a field "Abstract" with text'),
        ("C", 'no Abstract; add a field "Abstract" with text'),
        ("C,b,c", "3 cells under 2 headings; put cells with separators in quotes"),
        ('C,"b', "not a row (unexpected end of data); close its quotes"),
        ('"C"d",b', "not a row (',' expected after '\"'); close its quotes"),
        ("C,caf\udce9", "not UTF-8 (byte 0xe9); save the file as UTF-8"),
    ],
)
def test_table_bad_row_is_skipped_with_its_line(row: str, reason: str) -> None:
    first, skipped, last = read(f"Title,Abstract\nA,b\n{row}\nB,b\n")
    assert skipped == Skipped("x:3", reason)
    assert isinstance(first, Paper)
    assert isinstance(last, Paper)


def test_table_lines_are_counted_through_cells_of_several() -> None:
    _, skipped = read('title,abstract\nA,"b\n\nc"\nB,\n')
    assert skipped == Skipped("x:5", 'no abstract; add a field "abstract" with text')


def test_table_quote_that_is_never_closed_swallows_nothing_below() -> None:
    rows = "".join(f"{n},b\n" for n in range(9))
    skipped, *papers = read(f'title,abstract\nA,"b\nmore of b\n{rows}')
    assert isinstance(skipped, Skipped)
    assert [p.title for p in papers if isinstance(p, Paper)] == list("012345678")


def test_table_cell_too_long_for_a_cell_is_skipped_whole() -> None:
    skipped, paper = read('title,abstract\nA,"' + "we count\n" * 50_000 + '"\nB,b\n')
    assert isinstance(skipped, Skipped)
    assert (skipped.where, "field larger than field limit" in skipped.reason) == ("x:2", True)
    assert isinstance(paper, Paper)
    assert paper.title == "B"


def test_table_quotes_may_mean_themselves() -> None:
    text = 'title\tabstract\n"Why Count?": Moths\tWe "count".\n"All" "of" them\tb\nB\t"b"\n'
    assert titles(text) == ['"Why Count?": Moths', '"All" "of" them', "B"]


def test_table_line_separator_within_a_cell_ends_no_line() -> None:
    (paper,) = read("title,abstract\nA,One\u2028two\x85three\x0bfour\n")
    assert isinstance(paper, Paper)
    assert paper.abstract == "One\u2028two\x85three\x0bfour"


def test_table_of_nothing_but_its_header_holds_no_paper() -> None:
    assert read("title,abstract\n") == read("no header") == []
