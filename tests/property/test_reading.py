"""Properties of reading: any text comes back, nothing raises, order and repeats change nothing."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from io import StringIO
from xml.sax.saxutils import escape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from exports.text import xml_safe
from kg.readers.detect import FORMATS, detect_format
from kg.readers.fields import unwrap
from kg.readers.format import Format, Skipped, SourceText
from kg.readers.merging import merge_papers
from kg.readers.reading import read_sources
from ontology.errors import SourceError
from ontology.iris import paper_id
from ontology.records import Paper

Texts = list[tuple[str, str]]  # title and abstract of each paper

PIECES = st.sampled_from(
    ['"', "'", ",", ";", "\t", "\n", "\n\n", "  ", "{", "}", "\\", "&amp;", "<b>", "]]>", "$", "%",
     "\u2028", "\x85", "\u200b", "\u202e", "\ufeff", "TY  - ", "ER  - ", "@a{b,", "Mar 11",
     "\U0001f98b"]
)  # fmt: skip
ANY = st.lists(PIECES | st.text(max_size=8), max_size=8).map("".join)
VISIBLE = st.builds("{}x{}".format, ANY, ANY)
TEXTS = st.lists(st.tuples(VISIBLE, VISIBLE), min_size=1, max_size=4)


def fold(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def on_one_line(text: str) -> str:
    """A text without line breaks; gaps within a line stay."""
    return re.sub(r"\s*[\r\n]\s*", " ", text.strip())


def as_is(text: str) -> str:
    """A text without white space around it."""
    return text.strip()


def _jsonl(texts: Texts) -> str:
    return "".join(json.dumps({"title": t, "abstract": a}) + "\n" for t, a in texts)


def _json(texts: Texts) -> str:
    papers = [{"title": t, "abstract": a} for t, a in texts]
    return json.dumps({"papers": papers}, indent=1, ensure_ascii=False)


def _semantic_scholar(texts: Texts) -> str:
    return json.dumps({"data": [{"paperId": "", "title": t, "abstract": a} for t, a in texts]})


def _openalex(texts: Texts) -> str:
    works = []
    for title, abstract in texts:
        index: dict[str, list[int]] = {}
        for place, word in enumerate(abstract.split()):
            index.setdefault(word, []).append(place)
        works.append({"title": title, "abstract_inverted_index": index})
    return json.dumps(works)


def _arxiv_metadata(texts: Texts) -> str:
    records = ({"title": t, "abstract": a, "authors_parsed": []} for t, a in texts)
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def _arxiv_feed(texts: Texts) -> str:
    entries = (
        f"<entry><title>{escape(t)}</title><summary>{escape(a)}</summary></entry>" for t, a in texts
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{"".join(entries)}</feed>'


def _ris(texts: Texts) -> str:
    return "".join(f"TY  - JOUR\nTI  - {t}\nAB  - {a}\nER  - \n" for t, a in texts)


def _bibtex(texts: Texts) -> str:
    return "".join(
        f"@article{{k{n},\n title = {{{t}}},\n abstract = {{{a}}}\n}}\n"
        for n, (t, a) in enumerate(texts)
    )


def _table(texts: Texts) -> str:
    file = StringIO(newline="")
    rows = [("Title", "Abstract"), *texts]
    csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    return file.getvalue()


def _paper_list(texts: Texts) -> str:
    return "Mar 11\n\n" + "".join(f"{t}\n\n{a}\n\n" for t, a in texts)


@dataclass(frozen=True)
class Writer:
    """How a format is written, what it cannot hold, and what becomes of a title and an abstract."""

    write: Callable[[Texts], str]
    can_hold: Callable[[str], str] = str
    abstract: Callable[[str], str] = as_is
    title: Callable[[str], str] = on_one_line


def without(*characters: str) -> Callable[[str], str]:
    """A function that takes some characters out of a text."""
    return lambda text: "".join(" " if char in characters else char for char in text)


WRITERS: dict[str, Writer] = {
    "JSONL": Writer(_jsonl),
    "JSON": Writer(_json),
    "OpenAlex": Writer(_openalex, abstract=fold),
    "Semantic Scholar": Writer(_semantic_scholar),
    "arXiv metadata": Writer(_arxiv_metadata, abstract=unwrap),
    "arXiv feed": Writer(_arxiv_feed, lambda text: xml_safe(text.replace("\r", " ")), unwrap),
    "RIS": Writer(_ris, lambda text: fold(text)),
    "BibTeX": Writer(_bibtex, without(*"{}\\$~%&\"@`-'"), fold, fold),
    "CSV or TSV": Writer(_table, without("\r")),
    "paper list": Writer(_paper_list, lambda text: f"About {fold(text)[:60]} {'word ' * 60}end"),
}

every_format = pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.name)


def read(format_: Format, text: str) -> list[Paper]:
    """The papers of a text; fails where something is skipped."""
    items = list(format_.read(SourceText("x", text)))
    assert [item for item in items if isinstance(item, Skipped)] == []
    return [item for item in items if isinstance(item, Paper)]


def test_reading_every_format_has_a_writer_here() -> None:
    assert sorted(WRITERS) == sorted(format_.name for format_ in FORMATS)


@every_format
@settings(max_examples=60, deadline=None)
@given(texts=TEXTS)
@example(texts=[("x\u2028y", "x\x85\u2028y\u200b\u202e")])
def test_reading_gives_back_what_was_written(format_: Format, texts: Texts) -> None:
    writer = WRITERS[format_.name]
    held = [(writer.can_hold(title), writer.can_hold(abstract)) for title, abstract in texts]
    if format_.name == "paper list":
        held = [(title[:60], abstract) for title, abstract in held]
    text = writer.write(held)
    assert detect_format(text) is format_
    papers = read(format_, text)
    assert [(p.title, p.abstract) for p in papers] == [
        (writer.title(title), writer.abstract(abstract)) for title, abstract in held
    ]
    assert all(p.text == f"{p.title}\n{p.abstract}" for p in papers)


@every_format
@settings(max_examples=100, deadline=None)
@given(text=ANY | st.text(alphabet=st.characters()))
def test_reading_raises_for_no_text(format_: Format, text: str) -> None:
    assert format_.matches(text) in {True, False}
    for item in format_.read(SourceText("x", text)):
        assert isinstance(item, Paper | Skipped)


@settings(max_examples=200, deadline=None)
@given(data=st.binary() | st.text().map(str.encode), beside=st.booleans())
@example(data=b"\x1f\x8b", beside=True)
@example(data=b"\xff\xfe\x00", beside=False)
def test_reading_a_file_of_any_bytes_gives_papers_or_says_why(
    data: bytes, beside: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "any").write_bytes(data)
    if beside:
        (folder / "good").write_text('{"title": "Good", "abstract": "We count."}')
        reading = read_sources([str(folder)])
        assert "Good" in {paper.title for paper in reading.papers}
        assert reading.skipped or len(reading.papers) > 1
    else:
        with suppress(SourceError):  # the only error there may be
            assert read_sources([str(folder)]).papers


# Few values, so that records often share one, and often through others.
PAPERS = st.builds(
    lambda id_, title, abstract, doi, arxiv, year: Paper(
        id_ or paper_id(title), title, abstract, year, doi=doi, arxiv=arxiv
    ),
    id_=st.sampled_from([None, None, "1", "2"]),
    title=st.sampled_from(["A", "a.", "B", "C", "C++", "D"]),
    abstract=st.sampled_from(["We count.", "We count moths.", "we count moths", "Owls.", "Bats"]),
    doi=st.sampled_from([None, None, "10.5555/a", "10.5555/b"]),
    arxiv=st.sampled_from([None, None, "2101.00001", "2101.00002"]),
    year=st.sampled_from([None, 2020, 2021]),
)
FOUND = st.lists(st.tuples(st.sampled_from(["x", "y"]), PAPERS), max_size=8)


@settings(max_examples=300, deadline=None)
@given(data=st.data(), found=FOUND)
def test_merging_order_changes_nothing(data: st.DataObject, found: list[tuple[str, Paper]]) -> None:
    assert merge_papers(data.draw(st.permutations(found))) == merge_papers(found)


@settings(max_examples=300, deadline=None)
@given(found=FOUND)
def test_merging_loses_no_paper_and_makes_up_none(found: list[tuple[str, Paper]]) -> None:
    papers, _ = merge_papers(found)
    records = [record for _, record in found]
    assert len({paper.id for paper in papers}) == len(papers)
    for keys in ([p.doi for p in papers], [p.arxiv for p in papers]):
        kept = [key for key in keys if key]
        assert len(kept) == len(set(kept))
    for paper in papers:
        assert (paper.title, paper.abstract) in {(r.title, r.abstract) for r in records}


@settings(max_examples=300, deadline=None)
@given(found=FOUND)
def test_merging_what_is_merged_changes_nothing(found: list[tuple[str, Paper]]) -> None:
    papers, _ = merge_papers(found)
    assert merge_papers(("z", paper) for paper in papers) == (papers, ())


@settings(max_examples=100, deadline=None)
@given(found=FOUND, year=st.integers(1990, 2030))
def test_merging_a_paper_with_itself_is_that_paper(
    found: list[tuple[str, Paper]], year: int
) -> None:
    papers, _ = merge_papers(found)
    twice = [*papers, *(replace(paper, year=None) for paper in papers)]
    dated = merge_papers(("x", replace(paper, year=paper.year or year)) for paper in twice)[0]
    assert [replace(paper, year=None) for paper in dated] == [
        replace(paper, year=None) for paper in papers
    ]
