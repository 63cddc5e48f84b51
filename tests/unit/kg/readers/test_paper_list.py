"""Pages copied from a paper-list site: title, blank line, abstract, below a header with a date."""

from __future__ import annotations

import pytest

from kg.readers.format import Skipped, SourceText
from kg.readers.paper_list import looks_like_paper_list, read_paper_list
from ontology.iris import paper_id
from ontology.records import Paper

LONG = "Moths come to the lantern one after another and somebody has to count all of them. " * 3
OTHER = (
    "Owls hunt at night, and nobody knows how many moths one of them eats before it is day. " * 3
)
HEADER = "new\n\nLetters by post!\n\nSubscribe\n\nMar 11\n\n"


def page(*blocks: str, header: str = HEADER) -> SourceText:
    """A page with some blocks below its header."""
    return SourceText("page.txt", header + "\n\n".join(blocks) + "\n")


def titles(source: SourceText) -> list[str]:
    """Titles of the papers that are read; fails where something is skipped."""
    found = list(read_paper_list(source))
    assert [item for item in found if isinstance(item, Skipped)] == []
    return [item.title for item in found if isinstance(item, Paper)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (page("Moths", LONG).text, True),
        (f"Moths\n\n{LONG}", True),
        (LONG, False),
        (f"{LONG}\n\nMoths", False),
        ("Moths\n\nOwls\n\nLanterns", False),
        ("", False),
        (page("# Moths", f"{LONG}\n{LONG}").text, True),
        (page("# Moths", LONG, header="").text, False),  # a text with headings
        (page("Moths", f"{LONG}\n{LONG}", header="").text, False),  # prose in lines
        (page("Moths", LONG, LONG, LONG, header="").text, False),
        (page("Moths", LONG, "Owls", OTHER, "Bats", header="").text, True),
    ],
)
def test_paper_list_is_told_by_short_blocks_before_long_ones(text: str, expected: bool) -> None:
    assert looks_like_paper_list(text) is expected


def test_paper_list_reads_papers_in_order_and_not_the_header() -> None:
    assert list(read_paper_list(page("Moths", LONG, "Owls", OTHER))) == [
        Paper(paper_id("Moths"), "Moths", LONG.strip()),
        Paper(paper_id("Owls"), "Owls", OTHER.strip()),
    ]


@pytest.mark.parametrize("date", ["Mar 11", "March 11", "Sep 3", "Dec 24, 2024"])
def test_paper_list_header_ends_with_a_date(date: str) -> None:
    assert titles(page("Moths", LONG, header=f"new\n\nSubscribe\n\n{date}\n\n")) == ["Moths"]


def test_paper_list_may_have_a_date_between_papers() -> None:
    assert titles(page("Moths", LONG, "Mar 10", "Owls", OTHER)) == ["Moths", "Owls"]


def test_paper_list_without_date_starts_at_its_first_block() -> None:
    assert titles(page("Moths", LONG, header="")) == ["Moths"]


def test_paper_list_takes_a_date_within_a_line_for_text() -> None:
    assert titles(page("Moths of Mar 11", LONG)) == ["Moths of Mar 11"]


def test_paper_list_abstract_may_be_a_short_sentence() -> None:
    short = "We count the moths that come to a lantern at night."
    (paper,) = read_paper_list(page("Moths", short))
    assert isinstance(paper, Paper)
    assert paper.abstract == short


def test_paper_list_title_over_two_lines_becomes_one_and_abstract_keeps_its_lines() -> None:
    (paper,) = read_paper_list(page("Moths\n  at   Night", f"{LONG}\n{OTHER}"))
    assert isinstance(paper, Paper)
    assert paper.title == "Moths at   Night"
    assert paper.abstract == f"{LONG.strip()}\n{OTHER.strip()}"


def test_paper_list_reports_a_title_without_abstract_with_its_line() -> None:
    lost, kept = read_paper_list(page("Lost", "Moths", LONG))
    assert lost == Skipped(
        "page.txt:9", "title 'Lost' without an abstract; put the abstract below it"
    )
    assert isinstance(kept, Paper)


def test_paper_list_reports_a_title_at_the_end() -> None:
    kept, lost = read_paper_list(page("Moths", LONG, "Cut off"))
    assert isinstance(kept, Paper)
    assert lost == Skipped(
        "page.txt:13", "title 'Cut off' without an abstract; put the abstract below it"
    )


def test_paper_list_of_nothing_but_a_header_holds_no_paper() -> None:
    assert list(read_paper_list(page())) == []
