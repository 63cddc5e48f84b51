"""Sources: files and folders in any format; good papers survive whatever stands beside them."""

from __future__ import annotations

import gzip
import io
import json
import random
import re
import sys
from pathlib import Path

import pytest

from kg.readers.detect import FORMATS
from kg.readers.format import Skipped
from kg.readers.reading import read_sources
from ontology.errors import SourceError
from ontology.iris import paper_id

GOOD = '{"title": "Moths", "abstract": "We count."}\n'


def line(title: str, abstract: str = "We count.", **fields: object) -> str:
    """A paper as a line of JSONL."""
    return json.dumps({"title": title, "abstract": abstract, **fields}) + "\n"


@pytest.fixture(autouse=True)
def good(in_folder: Path) -> Path:
    """A file with one paper in an empty working directory."""
    (in_folder / "good.jsonl").write_text(GOOD)
    return in_folder / "good.jsonl"


def test_reading_sorts_papers_and_counts_what_each_source_held() -> None:
    Path("b.jsonl").write_text(line("B", id="2") + line("C", id="1"))
    Path("a.json").write_text('[{"title": "B", "abstract": "We count."}]')
    reading = read_sources(["b.jsonl", "a.json"])
    assert [paper.id for paper in reading.papers] == ["1", "2"]
    assert reading.counts == (("b.jsonl", 2), ("a.json", 1))
    assert reading.skipped == ()


def test_reading_of_none_is_empty() -> None:
    reading = read_sources([])
    assert (reading.papers, reading.counts, reading.skipped) == ((), (), ())


def test_reading_takes_every_format_whatever_its_name(in_folder: Path) -> None:
    Path("papers/deep").mkdir(parents=True)
    for number, format_ in enumerate(FORMATS):
        Path("papers", f"{number}.pdf").write_text(format_.example, encoding="utf-8")
        Path("papers/deep", f"{number}").write_bytes(gzip.compress(format_.example.encode()))
    reading = read_sources(["papers"])
    assert reading.skipped == ()
    assert [note for note in reading.conflicts if "different abstracts" not in note.reason] == []
    assert {paper.title for paper in reading.papers} == {
        "Counting Moths at Night",
        "Owls and Lamps",
    }
    assert len(reading.papers) == 2
    ((name, count),) = reading.counts
    assert (name, count) == ("papers", 2 * (len(FORMATS) + 2))


def test_reading_takes_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(line("Ä").encode())))
    reading = read_sources(["-"])
    assert [paper.title for paper in reading.papers] == ["Ä"]
    assert reading.counts == (("standard input", 1),)


HUGE = "We count moths. " * 320_000
BAD = {
    "empty file": (b"", "bad", "empty; give a file with papers"),
    "only a mark": (b"\xef\xbb\xbf\r\n", "bad", "empty; give a file with papers"),
    "only a header": (b"title,abstract\n", "bad", "no records in this CSV or TSV; give a file"),
    "empty list": (b"[]", "bad", "no records in this JSON; give a file with papers"),
    "page without papers": (b"Mar 11\n\nNo letters today", "bad", "no papers found; formats that"),
    "binary": (bytes(range(256)) * 4, "bad", "not text, or UTF-16 without its mark; give text in"),
    "PDF": (b"%PDF-1.7\n\xff", "bad", "a PDF; give titles and abstracts as text"),
    "UTF-16 without mark": (GOOD.encode("utf-16-le"), "bad", "not text, or UTF-16 without its"),
    "Latin-1": ("Falter zählen".encode("latin-1"), "bad", "not UTF-8 (byte 0xe4); save the file"),
    "bad byte": (b'{"title": "B", "abstract": "caf\xe9"}', "bad:1", "not UTF-8 (byte 0xe9); save"),
    "no title": (b'[{"abstract": "A"}]', "bad, record 1", 'no title; add a field "title"'),
    "no abstract": (b'{"title": "A"}', "bad:1", 'no abstract; add a field "abstract" with text'),
    "only marks": (line("\u200b\u200f").encode(), "bad:1", "no title; add a field"),
    "5 MB": (line("A", HUGE).encode(), "bad:1", "abstract of 5,120,000 characters; give at most"),
    "5 MB title": (line(HUGE).encode(), "bad:1", "title of 5,120,000 characters; give at most"),
    "control": (b'{"title": "A\x00", "abstract": "b"}\n{}', "bad:1", "not JSON (Invalid control"),
    "broken JSON": (b'{"title": "A"', "bad:1", "not JSON ("),
    "deep JSON": (b"[" * 200_000, "bad:1", "not JSON (nested too deeply); papers may be missing"),
    "broken BibTeX": (b"@article{a title={A}}", "bad:1", "not BibTeX (Expected comma after entry"),
    "broken XML": (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "bad:1", "not well-formed ("),
    "broken CSV": (b'title,abstract\nA,"b', "bad:2", "not a row (unexpected end of data); close"),
    "cut gzip": (gzip.compress(GOOD.encode() * 99)[:-9], "bad", "the packed file ends too early"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "where", "reason"), BAD.values(), ids=BAD)
def test_reading_keeps_good_papers_beside_bad_input(
    content: bytes, where: str, reason: str
) -> None:
    Path("bad").write_bytes(content)
    reading = read_sources(["bad", "good.jsonl"])
    assert [paper.title for paper in reading.papers] == ["Moths"]
    assert (where, True) in [
        (item.where, item.reason.startswith(reason)) for item in reading.skipped
    ]


@pytest.mark.parametrize(("content", "where", "reason"), BAD.values(), ids=BAD)
def test_reading_with_strict_stops_at_bad_input(content: bytes, where: str, reason: str) -> None:
    Path("bad").write_bytes(content)
    with pytest.raises(SourceError, match=r"^bad[^ ]*( record 1)?: ."):
        read_sources(["bad", "good.jsonl"], strict=True)


@pytest.mark.parametrize("name", [name for name in BAD if name != "cut gzip"])
def test_reading_nothing_but_bad_input_is_an_error(name: str) -> None:
    Path("bad").write_bytes(BAD[name][0])
    with pytest.raises(SourceError, match=r"^bad[^ ]*( record 1)?: .") as caught:
        read_sources(["bad"])
    assert len(str(caught.value)) < 500


def test_reading_says_how_much_more_is_wrong() -> None:
    Path("bad").write_text('{"title": "A"}\n' * 3)
    reason = 'bad:1: no abstract; add a field "abstract" with text (and 2 more)'
    with pytest.raises(SourceError, match=f"^{re.escape(reason)}$"):
        read_sources(["bad"])


def test_reading_a_folder_without_papers_is_reported(in_folder: Path) -> None:
    Path("none").mkdir()
    reason = "a folder without files; give one with papers"
    assert read_sources(["none", "good.jsonl"]).skipped == (Skipped("none", reason),)
    Path("none/notes.txt").write_text("buy lamps")
    with pytest.raises(SourceError, match=r"^none/notes\.txt: no papers found; formats"):
        read_sources(["none"])


@pytest.mark.parametrize("strict", [False, True])
def test_reading_a_missing_file_stops(strict: bool) -> None:
    with pytest.raises(SourceError, match=r"^none\.jsonl: no such file$"):
        read_sources(["good.jsonl", "none.jsonl"], strict=strict)


@pytest.mark.parametrize(
    "text",
    [
        "MOTHS AND OWLS ARE COUNTED.",
        "Moths",
        "Wir zählen Falter. 我们数飞蛾。 نحن نعد العث",
        "One\u2028two\u2029three\x85four",
        "a\u200bb \u200fc\u202ed\ufeffe",
        "Moths &amp; owls &#233; &lt;b&gt;",
        r"$\mathcal{O}(n)$ \emph{moths} 5\%",
        "a\x00b\x1b[31mc",
    ],
)
def test_reading_takes_odd_text_as_it_stands(text: str) -> None:
    Path("odd").write_text(line("Odd", text))
    (paper,) = read_sources(["odd"], strict=True).papers
    assert paper.abstract == text


def test_reading_half_surrogates_become_what_can_be_written() -> None:
    Path("odd").write_text(line("Odd \ud800", "\udbff and \udfff"))
    (paper,) = read_sources(["odd"], strict=True).papers
    assert paper.text == "Odd \ufffd\n\ufffd and \ufffd"


def test_reading_tells_what_is_skipped_from_what_sources_disagree_about() -> None:
    Path("a").write_text(line("Moths", "We count moths.") + '{"title": "B"}\n')
    Path("b").write_text(line("Moths", "We eat moths."))
    reading = read_sources(["a", "b"])
    assert [item.where for item in reading.skipped] == ["a:2"]
    where = f"a, b: paper {paper_id('Moths')} (Moths)"
    assert [item.where for item in reading.conflicts] == [where]
    Path("a").write_text(line("Moths", "We count moths."))
    with pytest.raises(SourceError, match=r"^a, b: paper .+: 2 different abstracts"):
        read_sources(["a", "b"], strict=True)


def test_reading_gives_the_same_in_any_order() -> None:
    records = [
        line("A", id="1", year=2020),
        line("A", id="1", year=2021),
        line("A", id="1", venue="NIGHT"),
        line("A", id="1", authors="Ada Falter"),
        line("B", "One.", id="1"),
        line("C", "One.", doi="10.5555/c"),
        line("C", "Two.", arxiv="2101.00001"),
        line("D", "Three."),
        line("E", "Four.", doi="10.5555/c"),
    ]
    Path("x").write_text("".join(records))
    expected = read_sources(["x"])
    assert [paper.title for paper in expected.papers] == ["A", "B", "D", "E"]
    shuffled = random.Random(7)  # noqa: S311
    for _ in range(20):
        shuffled.shuffle(records)
        Path("x").write_text("".join(records))
        assert read_sources(["x"]) == expected
