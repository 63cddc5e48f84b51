"""One suite for every reader: what each must do with its own format and with anything else."""

from __future__ import annotations

import gzip
import importlib
import pkgutil
import random
from collections.abc import Callable
from pathlib import Path

import pytest

import kg.readers
from kg.readers.detect import FORMATS, detect_format
from kg.readers.format import Format, Skipped, SourceText
from kg.readers.reading import read_sources
from ontology.records import Paper

GOOD = '"title": "{}", "abstract": "We count."'
LONG = "Moths come to the lantern one after another and somebody has to count all of them. " * 3
# A text of each format with a record that is none between the papers A and B.
BROKEN: dict[str, str] = {
    "OpenAlex": '{"results": [{"title": "A", "abstract_inverted_index": {"b": [0]}}, '
    '{"title": "C", "abstract_inverted_index": null}, '
    '{"title": "B", "abstract_inverted_index": {"b": [0]}}]}',
    "Semantic Scholar": '{"data": [{"paperId": "1", "title": "A", "abstract": "b"}, '
    '{"paperId": "2", "title": "C", "abstract": null}, '
    '{"paperId": "3", "title": "B", "abstract": "b"}]}',
    "arXiv metadata": '{"title": "A", "abstract": "b", "authors_parsed": []}\n'
    '{"title": "C", "authors_parsed": [\n'
    '{"title": "B", "abstract": "b", "authors_parsed": []}\n',
    "JSONL": '{"title": "A", "abstract": "b"}\n{"title": "C"\n{"title": "B", "abstract": "b"}\n',
    "JSON": '[\n{"title": "A", "abstract": "b"},\n{"title" "C"},\n{"title": "B", "abstract": "b"}]',
    "arXiv feed": '<feed xmlns="http://www.w3.org/2005/Atom">'
    "<entry><title>A</title><summary>b</summary></entry>\n"
    "<entry><title>C</title></entry>\n"
    "<entry><title>B</title><summary>b</summary></entry></feed>",
    "RIS": "TY  - JOUR\nTI  - A\nAB  - b\nER  -\nTY  - JOUR\nTI  - C\nER  -\n"
    "TY  - JOUR\nTI  - B\nAB  - b\nER  -\n",
    "BibTeX": "@article{a, title={A}, abstract={b}}\n@article{c, title={C\n"
    "@article{b, title={B}, abstract={b}}\n",
    "CSV or TSV": 'title,abstract\nA,b\nC,"b\nB,b\n',
    "paper list": f"Mar 11\n\nA\n\n{LONG}\n\nC\n\nB\n\n{LONG}\n",
}
JUNK = (
    "",
    "\n\n  \n",
    "plain words",
    "{",
    "[1, 2",
    '{"title": 1, "abstract": []}',
    '{"title": {"a": []}, "id": [], "authors": 7, "externalIds": [], "authorships": {}}',
    "null",
    "\x00\x01\x02",
    "\ud800\udcff",
    "<feed><entry>",
    "TY  - ",
    "@a{b,",
    'title,abstract\n"',
    "Mar 11\n\n" * 3,
    "[" * 100_000,
    '{"a":' * 100_000,
    "{" * 100_000,
    "<a>" * 100_000,
)
ENCODE: dict[str, Callable[[str], bytes]] = {
    "mark": lambda text: text.encode("utf-8-sig"),
    "UTF-16": lambda text: text.encode("utf-16"),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "gzip": lambda text: gzip.compress(text.encode()),
}

every_format = pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.name)


def read(format_: Format, text: str) -> tuple[list[Paper], list[Skipped]]:
    """Papers and skipped records of a text; fails where one breaks the contract."""
    papers: list[Paper] = []
    skipped: list[Skipped] = []
    for item in format_.read(SourceText("some file", text)):
        if isinstance(item, Skipped):
            assert item.where.startswith("some file")
            assert "; " in item.reason  # what is wrong; what to do
            skipped.append(item)
        else:
            assert item.id
            assert item.title.strip()
            assert item.abstract.strip()
            assert "\n" not in item.title
            item.text.encode()
            papers.append(item)
    return papers, skipped


def test_suite_covers_every_registered_format() -> None:
    assert sorted(BROKEN) == sorted(format_.name for format_ in FORMATS)


def test_suite_covers_every_format_of_a_module() -> None:
    modules = [
        importlib.import_module(f"kg.readers.{module.name}")
        for module in pkgutil.iter_modules(kg.readers.__path__)
    ]
    made = [value for module in modules for value in vars(module).values()]
    assert {id(value) for value in made if isinstance(value, Format)} == {id(f) for f in FORMATS}


@every_format
def test_reader_knows_and_reads_its_example(format_: Format) -> None:
    assert detect_format(format_.example) is format_
    papers, skipped = read(format_, format_.example)
    assert papers
    assert skipped == []
    assert format_.example.endswith("\n")
    assert format_.about.endswith(".")


@every_format
def test_reader_gives_the_same_twice(format_: Format) -> None:
    assert read(format_, format_.example) == read(format_, format_.example)


@every_format
def test_reader_keeps_good_papers_beside_a_broken_one(format_: Format) -> None:
    text = BROKEN[format_.name]
    assert detect_format(text) is format_
    papers, skipped = read(format_, text)
    assert [paper.title for paper in papers] == ["A", "B"]
    assert skipped


@pytest.mark.parametrize("start", ["[", '{"meta": {}, "results": ['])
def test_reader_keeps_good_works_without_a_title_beside_a_broken_one(start: str) -> None:
    work = '{{"display_name": "{}", "abstract_inverted_index": {{"b": [0]}}, "concepts": [{}]}}'
    part = '{"display_name": "C"}'
    text = f"{start}{work.format('A', part)}, {work.format('C', part)[:-9]}, {work.format('B', '')}"
    format_ = detect_format(text)
    assert format_ is not None
    papers, skipped = read(format_, text)
    assert (format_.name, [paper.title for paper in papers]) == ("OpenAlex", ["A", "B"])
    assert len(skipped) == 1


@pytest.mark.parametrize("text", JUNK, ids=lambda text: repr(text[:12]))
@every_format
def test_reader_finds_no_paper_in_junk_and_never_raises(format_: Format, text: str) -> None:
    assert format_.matches(text) in {True, False}
    assert read(format_, text)[0] == []


@every_format
def test_reader_takes_a_text_that_is_cut_off_anywhere(format_: Format) -> None:
    whole, _ = read(format_, format_.example)
    for end in range(len(format_.example)):
        papers, _ = read(format_, format_.example[:end])
        assert len(papers) <= len(whole)


@every_format
def test_reader_takes_a_text_that_is_damaged_anywhere(format_: Format) -> None:
    bits = ['"', "{", "}", "[", ",", "\n", "\\", "\t", "<", ">", "&", "\x00", "\u2028", "\ud800"]
    chosen = random.Random(7)  # noqa: S311
    for _ in range(300):
        start = chosen.randrange(len(format_.example))
        rest = format_.example[start + chosen.randrange(9) :]
        damaged = format_.example[:start] + chosen.choice(bits) + rest
        assert format_.matches(damaged) in {True, False}
        read(format_, damaged)


@pytest.mark.parametrize("way", ENCODE)
@every_format
def test_reader_reads_its_example_from_any_file(format_: Format, way: str, in_folder: Path) -> None:
    Path("plain.csv").write_text(format_.example, encoding="utf-8")
    Path("other.bib").write_bytes(ENCODE[way](format_.example))
    plain, other = read_sources(["plain.csv"]), read_sources(["other.bib"])
    assert (plain.skipped, other.skipped) == ((), ())
    assert plain.papers == other.papers != ()
