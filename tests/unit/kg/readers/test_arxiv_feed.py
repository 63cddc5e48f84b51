"""The Atom feed of arXiv: entries with their lines, nothing resolved or loaded, good beside bad."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.readers.arxiv_feed import looks_like_arxiv_feed, read_arxiv_feed
from kg.readers.format import Skipped, SourceText
from ontology.records import Paper

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">\n'
)
FULL = """<entry>
<id>http://arxiv.org/abs/2101.00001v2</id>
<published>2021-01-01T18:00:00Z</published>
<title>Counting Moths
  at Night</title>
<summary>  We count moths &amp; owls,
&#233;t&#xe9; too.
  Twice. <!-- thrice --></summary>
<author><name>Ada Falter</name></author>
<author><name>Bo Ek</name><arxiv:affiliation>Lamp Institute</arxiv:affiliation></author>
<arxiv:doi>10.5555/Moths.1</arxiv:doi>
<arxiv:journal_ref>J. Lamps 7 (2021)</arxiv:journal_ref>
</entry>
"""


def entry(title: str, summary: str = "We count.") -> str:
    """An entry on one line."""
    return f"<entry><title>{title}</title><summary>{summary}</summary></entry>\n"


def read(*entries: str, head: str = HEAD, end: str = "</feed>") -> list[Paper | Skipped]:
    """What is read from a feed of entries."""
    return list(read_arxiv_feed(SourceText("x", head + "".join(entries) + end)))


def titles(items: list[Paper | Skipped]) -> list[str]:
    """Titles of the papers among some items."""
    return [item.title for item in items if isinstance(item, Paper)]


def test_arxiv_feed_paper_has_all_fields_of_its_entry() -> None:
    assert read(FULL) == [
        Paper(
            id="arxiv:2101.00001",
            title="Counting Moths at Night",
            abstract="We count moths & owls, été too.\nTwice.",
            year=2021,
            authors=("Ada Falter", "Bo Ek"),
            venue="J. Lamps 7 (2021)",
            url="https://doi.org/10.5555/moths.1",
            doi="10.5555/moths.1",
            arxiv="2101.00001",
        )
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD, True),
        ("\n<!-- found for you --><feed>", True),
        ("<!DOCTYPE feed [<!ENTITY a 'b'>]><a:feed xmlns:a='http://www.w3.org/2005/Atom'/>", True),
        ("<html><p>feed</p></html>", False),
        ("<feeding/>", False),
        ("a <feed>", False),
    ],
)
def test_arxiv_feed_is_told_by_its_root(text: str, expected: bool) -> None:
    assert looks_like_arxiv_feed(text) is expected


def test_arxiv_feed_with_a_prefix_is_read() -> None:
    head = '<a:feed xmlns:a="http://www.w3.org/2005/Atom">'
    plain = entry("A").replace("</", "</a:").replace("<e", "<a:e").replace("<t", "<a:t")
    assert titles(read(plain.replace("<s", "<a:s"), head=head, end="</a:feed>")) == ["A"]


def test_arxiv_feed_bad_entry_is_skipped_with_its_line() -> None:
    lacking, empty, good = read("<entry/>\n", entry("A", " "), entry("B"))
    assert lacking == Skipped("x:3", 'no title; add a field "title" with text')
    assert empty == Skipped("x:4", 'no summary; add a field "summary" with text')
    assert isinstance(good, Paper)


def test_arxiv_feed_complaint_of_arxiv_is_no_paper() -> None:
    complaint = entry("Error", "incorrect id format for 7").replace(
        "<title>", "<id>https://arxiv.org/api/errors#incorrect_id_format_for_7</id><title>"
    )
    reason = "arXiv found no paper (incorrect id format for 7); ask it again"
    assert read(complaint) == [Skipped("x:3", reason)]


@pytest.mark.parametrize(
    ("bad", "line"),
    [
        ("<entry><title>C <b>not closed</title><summary>d</summary></entry>\n", 4),
        ("<entry><title>C</title><summary>a < b</summary></entry>\n", 4),
        ("<entry><title>C &eacute;</title><summary>d</summary></entry>\n", 4),
        ("<entry><title>C\x00\x0b</title><summary>d</summary></entry>\n", 4),
        ("<entry><title>C</title>\n", 6),
    ],
)
def test_arxiv_feed_reads_on_behind_what_is_not_well_formed(bad: str, line: int) -> None:
    first, *items = read(entry("A"), bad, entry("B"))
    assert isinstance(first, Skipped)
    assert first.where == f"x:{line}"
    assert first.reason.startswith("not well-formed (")
    assert first.reason.endswith("); papers may be missing: repair the file")
    assert {"A", "B"} <= set(titles(items))


def test_arxiv_feed_cut_off_keeps_what_stands_before() -> None:
    broken, *items = read(entry("A"), entry("B"), "<entry><title>C</ti", end="")
    assert isinstance(broken, Skipped)
    assert titles(items) == ["A", "B"]


def test_arxiv_feed_resolves_no_entity_and_opens_no_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("owls")
    doctype = (
        "<!DOCTYPE feed [<!ENTITY a 'moths'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
        f"<!ENTITY c SYSTEM 'file://{tmp_path}/secret'>]>\n"
    )
    head = '<feed xmlns="http://www.w3.org/2005/Atom">\n'
    (paper,) = read(entry("A &b; &c;"), head=doctype + head)
    assert isinstance(paper, Paper)
    assert paper.title == "A &b; &c;"


def test_arxiv_feed_of_a_text_too_long_is_cut_there_and_says_so() -> None:
    broken, *items = read(entry("A"), entry("B", "we count " * 1_200_000), entry("C"))
    assert isinstance(broken, Skipped)
    assert "papers may be missing" in broken.reason
    assert titles(items) == ["A"]
    too_long = items[1]
    assert isinstance(too_long, Skipped)
    assert too_long.reason.endswith(" characters; give at most 400,000")


def test_arxiv_feed_declaration_of_another_encoding_is_passed_over() -> None:
    head = HEAD.replace("UTF-8", "ISO-8859-1")
    assert titles(read(entry("Été"), head=head)) == ["Été"]


def test_arxiv_feed_entry_with_a_byte_that_is_not_utf8_is_skipped() -> None:
    bad, good = read(entry("Caf\udce9"), entry("B"))
    assert bad == Skipped("x:3", "not UTF-8; save the file as UTF-8")
    assert titles([good]) == ["B"]


@pytest.mark.parametrize(("text", "found"), [("", 1), ("rubbish", 0), (HEAD + "</feed>", 0)])
def test_arxiv_feed_without_entries_holds_no_paper(text: str, found: int) -> None:
    items = list(read_arxiv_feed(SourceText("x", text)))
    assert titles(items) == []
    assert len(items) >= found
