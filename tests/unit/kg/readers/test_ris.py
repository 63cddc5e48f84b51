"""RIS: fields by their tags, texts that go on, records without an end."""

from __future__ import annotations

import pytest

from kg.readers.format import Skipped, SourceText
from kg.readers.ris import looks_like_ris, read_ris
from ontology.records import Paper

FULL = """TY  - JOUR
ID  - moths-21
TI  - Counting Moths
at Night
AU  - Falter, Ada
AU  - Ek, Bo, Jr.
AU  - The Moth Group
PY  - 2021/05/03/
T2  - Journal of Lamps
UR  - https://example.org/moths
DO  - 10.5555/Moths.1
KW  - moths
AB  - We count the moths
that a lamp draws.
AB  - Then we count owls.
ZZ  - unknown
ER  -
"""


def record(title: str, abstract: str = "We count.", end: str = "ER  - \n") -> str:
    """A small record."""
    return f"TY  - JOUR\nTI  - {title}\nAB  - {abstract}\n{end}"


def read(text: str) -> list[Paper | Skipped]:
    """What is read from a text."""
    return list(read_ris(SourceText("x", text)))


def titles(text: str) -> list[str]:
    """Titles of the papers in a text."""
    return [item.title for item in read(text) if isinstance(item, Paper)]


def test_ris_paper_has_all_fields_of_its_record() -> None:
    assert read(FULL) == [
        Paper(
            id="moths-21",
            title="Counting Moths at Night",
            abstract="We count the moths that a lamp draws. Then we count owls.",
            year=2021,
            authors=("Ada Falter", "Bo Ek Jr.", "The Moth Group"),
            venue="Journal of Lamps",
            url="https://example.org/moths",
            doi="10.5555/moths.1",
        )
    ]


def test_ris_older_tags_are_known_too() -> None:
    text = (
        "TY  - CONF\nT1  - A\nA1  - Falter, Ada\nY1  - 1999\nJO  - NIGHT\nN2  - We count.\nER  - "
    )
    (paper,) = read(text)
    assert isinstance(paper, Paper)
    assert (paper.title, paper.abstract, paper.authors) == ("A", "We count.", ("Ada Falter",))
    assert (paper.year, paper.venue) == (1999, "NIGHT")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FULL, True),
        ("\ufeff\nTY  - JOUR", True),
        (" TY  - JOUR", False),
        ("TYPE", False),
        ("", False),
    ],
)
def test_ris_is_told_by_a_line_that_begins_a_record(text: str, expected: bool) -> None:
    assert looks_like_ris(text) is expected


def test_ris_record_without_an_end_loses_nothing() -> None:
    assert titles(record("A", end="") + "\n" + record("B") + record("C", end="")) == ["A", "B", "C"]


def test_ris_lines_between_records_belong_to_none() -> None:
    text = "Exported at night\n" + record("A") + "\n2 of 2\n" + record("B")
    first, second = read(text)
    assert isinstance(first, Paper)
    assert (first.abstract, titles(text)) == ("We count.", ["A", "B"])
    assert isinstance(second, Paper)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("TY  - JOUR\nAB  - b\nER  -\n", 'no TI; add a field "TI" with text'),
        ("TY  - JOUR\nTI  - C\nER  -\n", 'no AB; add a field "AB" with text'),
        ("TY  - \nER  -\n", 'no TI; add a field "TI" with text'),
        ("TY  - JOUR\nwhat is this\nER  -\n", 'no TI; add a field "TI" with text'),
        (record("C", "caf\udce9"), "not UTF-8 (byte 0xe9); save the file as UTF-8"),
    ],
)
def test_ris_bad_record_is_skipped_with_its_line(bad: str, reason: str) -> None:
    _, skipped, last = read(record("A") + bad + record("B"))
    assert skipped == Skipped("x:5", reason)
    assert isinstance(last, Paper)


def test_ris_line_separator_within_a_text_ends_no_line() -> None:
    (paper,) = read(record("A", "One\u2028TY  - two\x85three"))
    assert isinstance(paper, Paper)
    assert paper.abstract == "One\u2028TY  - two\x85three"
