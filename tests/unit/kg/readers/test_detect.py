"""Sources: told by content, decoded, each paper once; every error says where and what to do."""

from __future__ import annotations

import io
import json
import os
import random
import re
import sys
from pathlib import Path

import pytest

from kg.readers.detect import FORMATS, detect_format, read_sources
from kg.readers.format import Skipped, SourceText
from ontology.errors import SourceError
from ontology.iris import paper_id
from ontology.records import Paper

LONG = "Moths come to the lantern one after another and somebody has to count all of them. " * 3


def line(title: str, abstract: str = "We count.", **fields: object) -> str:
    """A paper as a line of JSONL."""
    return json.dumps({"title": title, "abstract": abstract, **fields}) + "\n"


def read(*texts: str, strict: bool = False) -> tuple[tuple[Paper, ...], tuple[Skipped, ...]]:
    """Papers and skipped records of files with these texts, in the working directory."""
    names = [f"{number}.jsonl" for number in range(len(texts))]
    for name, text in zip(names, texts, strict=True):
        Path(name).write_text(text, encoding="utf-8")
    reading = read_sources(names, strict=strict)
    return reading.papers, reading.skipped


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (line("A"), "JSONL"),
        ("\n\n" + line("A") + line("B"), "JSONL"),
        ('[{"title": "A", "abstract": "b"}]', "JSON"),
        ('{\n "title": "A",\n "abstract": "b"\n}', "JSON"),
        ('{"papers": [{"title": "A", "abstract": "b"}]}', "JSON"),
        (f"Mar 11\n\nMoths\n\n{LONG}", "paper list"),
    ],
)
def test_detect_format_tells_each_format_by_content(text: str, expected: str) -> None:
    assert detect_format(SourceText("x", text)).name == expected


@pytest.mark.parametrize("text", ["", "\n \n", "just a few words", "title,abstract\nA,b\n"])
def test_detect_format_refuses_what_none_matches(text: str) -> None:
    message = "^x: no papers found; formats that are read: JSONL, JSON, paper list$"
    with pytest.raises(SourceError, match=message):
        detect_format(SourceText("x", text))


def test_detect_formats_have_names_of_their_own() -> None:
    assert len({format_.name for format_ in FORMATS}) == len(FORMATS)


def test_detect_sorts_papers_and_counts_what_each_source_held(in_folder: Path) -> None:
    (in_folder / "b.jsonl").write_text(line("B", id="2") + line("C", id="1"))
    (in_folder / "a.json").write_text('[{"title": "B", "abstract": "We count."}]')
    reading = read_sources(["b.jsonl", "a.json"])
    assert [paper.id for paper in reading.papers] == ["1", "2"]
    assert reading.counts == (("b.jsonl", 2), ("a.json", 1))
    assert reading.skipped == ()


def test_detect_of_none_is_empty() -> None:
    reading = read_sources([])
    assert (reading.papers, reading.counts, reading.skipped) == ((), (), ())


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_detect_knows_each_line_end(ending: str, in_folder: Path) -> None:
    text = (line("A") + line("B")).replace("\n", ending)
    (in_folder / "x").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert {paper.title for paper in read_sources(["x"]).papers} == {"A", "B"}


@pytest.mark.parametrize("end", ["", "/"])
def test_detect_refuses_a_folder(end: str, in_folder: Path) -> None:
    (in_folder / "papers").mkdir()
    message = f"^papers{end}: is a folder; name the files in it, for instance papers/\\*$"
    with pytest.raises(SourceError, match=message):
        read_sources([f"papers{end}"])


def test_detect_refuses_a_missing_file(in_folder: Path) -> None:
    with pytest.raises(SourceError, match=r"^none\.jsonl: no such file$"):
        read_sources(["none.jsonl"])


def test_detect_refuses_a_name_that_is_too_long() -> None:
    with pytest.raises(SourceError, match=r"^a+: cannot be read \(File name too long\)$"):
        read_sources(["a" * 300])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_detect_refuses_a_file_without_permission(in_folder: Path) -> None:
    (in_folder / "x").touch(mode=0)
    with pytest.raises(SourceError, match=r"^x: cannot be read \(Permission denied\)$"):
        read_sources(["x"])


def test_detect_says_the_line_that_is_not_utf8(in_folder: Path) -> None:
    (in_folder / "x").write_bytes(b"one\ntwo\nthr\xe9e\n")
    message = r"^x:3: not UTF-8 \(byte 0xe9\); save the file as UTF-8$"
    with pytest.raises(SourceError, match=message):
        read_sources(["x"])


def test_detect_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(line("Ä").encode())))
    reading = read_sources(["-"])
    assert [paper.title for paper in reading.papers] == ["Ä"]
    assert reading.counts == (("standard input", 1),)


def test_detect_keeps_good_papers_beside_bad_records(in_folder: Path) -> None:
    papers, skipped = read(line("A") + "{\n" + line("B"), line("C") + '{"title": "D"}\n')
    assert {paper.title for paper in papers} == {"A", "B", "C"}
    assert [item.where for item in skipped] == ["0.jsonl:2", "1.jsonl:2"]


def test_detect_with_strict_stops_at_a_bad_record(in_folder: Path) -> None:
    message = '^0.jsonl:2: no abstract; add a field "abstract" with text$'
    with pytest.raises(SourceError, match=message):
        read(line("A") + '{"title": "D"}\n', strict=True)


def test_detect_with_strict_passes_good_papers(in_folder: Path) -> None:
    papers, skipped = read(line("A") + line("A"), strict=True)
    assert ([paper.title for paper in papers], skipped) == (["A"], ())


@pytest.mark.parametrize(
    ("text", "reason"),
    [("[]", "no records"), ('{"title": "A"}', 'no abstract; add a field "abstract" with text')],
)
def test_detect_refuses_a_source_without_any_paper(text: str, reason: str, in_folder: Path) -> None:
    message = re.escape(f"1.jsonl: no paper could be read; the last record: {reason}")
    with pytest.raises(SourceError, match=f"^{message}$"):
        read(line("A") + "{\n", text)


def test_detect_takes_one_title_spelled_differently_for_one_paper(in_folder: Path) -> None:
    papers, skipped = read(line("X-Mesh: Fast  Styles"), line("X-mesh: {F}ast styles"))
    assert len(papers) == 1
    assert skipped == ()  # the same abstract: nothing is lost


def test_detect_keeps_the_longest_abstract_and_reports_the_others(in_folder: Path) -> None:
    papers, skipped = read(line("A", "Short."), line("a", "Longer text."), line("A.", "Shorter."))
    assert [paper.abstract for paper in papers] == ["Longer text."]
    reason = "3 different abstracts under one title; the longest is kept"
    assert skipped == (Skipped(f"paper {paper_id('a')} (a)", reason),)


def test_detect_does_not_report_abstracts_that_differ_in_white_space(in_folder: Path) -> None:
    assert read(line("A", "We  count.\n"), line("A", "We\ncount."))[1] == ()


def test_detect_keeps_the_record_with_more_fields(in_folder: Path) -> None:
    papers, _ = read(line("A", id="a"), line("A", id="b", year=2021, venue="NIGHT"), line("A"))
    assert [(paper.id, paper.year) for paper in papers] == [("b", 2021)]


def test_detect_keeps_two_papers_under_one_id_apart(in_folder: Path) -> None:
    papers, skipped = read(line("A", "Long enough.", id="1"), line("B", "Short.", id="1"))
    assert [paper.title for paper in papers] == ["A"]
    assert skipped == (
        Skipped("paper 1 (B)", "id is used by another paper too (A); give it its own"),
    )


def test_detect_gives_the_same_in_any_order(in_folder: Path) -> None:
    records = [
        line("A", id="1", year=2020),
        line("A", id="1", year=2021),
        line("A", id="1", venue="NIGHT"),
        line("A", id="1", authors="Ada Falter"),
        line("B", "One.", id="1"),
        line("C", "One."),
        line("C", "Two."),
        line("D", "Three."),
        line("D", "Four."),
    ]
    expected = read("".join(records))
    assert [paper.title for paper in expected[0]] == ["A", "C", "D"]
    shuffled = random.Random(7)  # noqa: S311
    for _ in range(20):
        shuffled.shuffle(records)
        assert read("".join(records)) == expected
