"""JSONL and JSON: one object a paper; what is no paper is reported with its place."""

from __future__ import annotations

import json

import pytest

from kg.readers.format import Skipped, SourceText
from kg.readers.records import looks_like_json, looks_like_jsonl, read_json, read_jsonl
from ontology.iris import paper_id
from ontology.records import Paper

GOOD = {"title": "Counting Moths", "abstract": "We count moths."}


def read_one(record: dict[str, object]) -> Paper:
    """The only paper of a record that stands alone on its line."""
    (paper,) = read_jsonl(SourceText("x.jsonl", json.dumps(GOOD | record)))
    assert isinstance(paper, Paper)
    return paper


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"title": "A", "abstract": "b"}', True),
        ('\n\n  {"title": "A"}\nrubbish', True),
        ('{"id": 1}\n{"title": "A"}', True),  # the first record is bad, the format is clear
        ('{"papers": [{"title": "A"}]}\n', False),  # one line, no paper by itself
        ('{\n"title": "A"}', False),
        ('[{"title": "A"}]', False),
        ('"title"', False),
        ("A title", False),
        ("", False),
    ],
)
def test_records_jsonl_is_told_by_its_first_line(text: str, expected: bool) -> None:
    assert looks_like_jsonl(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"), [("  [", True), ('\n{"a"', True), ("A [b]", False), ("", False)]
)
def test_records_json_is_told_by_its_first_character(text: str, expected: bool) -> None:
    assert looks_like_json(text) is expected


def test_records_paper_has_all_fields_of_its_record() -> None:
    fields = {
        "id": "moths-21", "year": 2021, "authors": ["Ada Falter", "Bo Nachtigall"],
        "venue": "NIGHT", "url": "https://example.org/moths", "unknown": {"left": "out"},
    }  # fmt: skip
    assert read_one(fields) == Paper(
        id="moths-21",
        title="Counting Moths",
        abstract="We count moths.",
        year=2021,
        authors=("Ada Falter", "Bo Nachtigall"),
        venue="NIGHT",
        url="https://example.org/moths",
    )


@pytest.mark.parametrize("given", [None, "", "  ", 0])
def test_records_paper_without_id_gets_one_from_its_title(given: object) -> None:
    assert read_one({"id": given}).id == paper_id("Counting Moths")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (2021, 2021),
        ("2021", 2021),
        (" 2021-05-03", 2021),
        (2021.0, 2021),
        ("21", None),
        ("in press", None),
        (None, None),
        (True, None),
        ([2021], None),
    ],
)
def test_records_year_is_four_digits_in_front_or_unknown(given: object, expected: object) -> None:
    assert read_one({"year": given}).year == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Ada Falter; Bo Nachtigall ;", ("Ada Falter", "Bo Nachtigall")),
        ([{"name": " Ada Falter "}, {"nom": "x"}, "Bo", "", 7], ("Ada Falter", "Bo")),
        (None, ()),
        (7, ()),
    ],
)
def test_records_authors_are_taken_from_each_usual_form(
    given: object, expected: tuple[str, ...]
) -> None:
    assert read_one({"authors": given}).authors == expected


@pytest.mark.parametrize("given", ["", "  ", 7, ["NIGHT"], None])
def test_records_venue_that_is_no_text_is_unknown(given: object) -> None:
    assert read_one({"venue": given}).venue is None


def test_records_title_is_one_line_and_abstract_keeps_its_inside() -> None:
    paper = read_one({"title": " Counting\n  Moths ", "abstract": "\n We  count.\n\nTwice.\u2028 "})
    assert paper.title == "Counting Moths"
    assert paper.abstract == "We  count.\n\nTwice."


def test_records_line_separator_within_a_text_ends_no_line() -> None:
    line = json.dumps(GOOD | {"abstract": "One\u2028two\x85three"}, ensure_ascii=False)
    (paper,) = read_jsonl(SourceText("x", line + "\n"))
    assert isinstance(paper, Paper)
    assert paper.abstract == "One\u2028two\x85three"


def test_records_half_surrogate_pairs_are_replaced_and_whole_ones_are_kept() -> None:
    line = r'{"title": "A \ud800 b", "abstract": "\ud83e\udd8b \uDfff", "authors": ["\ud800"]}'
    (paper,) = read_jsonl(SourceText("x", line))
    assert isinstance(paper, Paper)
    assert (paper.title, paper.abstract) == ("A \ufffd b", "\U0001f98b \ufffd")
    assert paper.authors == ("\ufffd",)
    assert paper.text.encode()  # can be written


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"abstract": "b"}', 'no title; add a field "title" with text'),
        ('{"title": " ", "abstract": "b"}', 'no title; add a field "title" with text'),
        ('{"title": ["A"], "abstract": "b"}', 'no title; add a field "title" with text'),
        ('{"title": "A"}', 'no abstract; add a field "abstract" with text'),
        ('{"title": "A", "abstract": null}', 'no abstract; add a field "abstract" with text'),
        ("[1]", "a JSON list; an object with title and abstract is needed"),
        ('"A"', "a JSON str; an object with title and abstract is needed"),
        ("null", "a JSON NoneType; an object with title and abstract is needed"),
    ],
)
def test_records_jsonl_skips_what_is_no_paper_and_says_why(line: str, reason: str) -> None:
    source = SourceText("x.jsonl", f"{json.dumps(GOOD)}\n\n{line}\n{json.dumps(GOOD)}\n")
    first, skipped, last = read_jsonl(source)
    assert skipped == Skipped("x.jsonl:3", reason)
    assert first == last
    assert isinstance(first, Paper)


@pytest.mark.parametrize("line", ["{", "[" * 100_000, '{"year": ' + "9" * 5000 + "}"])
def test_records_line_that_is_no_json_is_skipped(line: str) -> None:
    (skipped,) = read_jsonl(SourceText("x.jsonl", line))
    assert isinstance(skipped, Skipped)
    assert skipped.where == "x.jsonl:1"
    assert skipped.reason.startswith("not JSON (")
    assert skipped.reason.endswith("); each line must be one JSON object")


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([GOOD, GOOD | {"title": "More Moths"}]),
        json.dumps({"count": 2, "papers": [GOOD, GOOD | {"title": "More Moths"}]}, indent=1),
        json.dumps({"title": "", "data": [GOOD, GOOD | {"title": "More Moths"}], "more": [1]}),
    ],
)
def test_records_json_reads_a_list_wherever_it_stands(text: str) -> None:
    papers = [paper for paper in read_json(SourceText("x.json", text)) if isinstance(paper, Paper)]
    assert [paper.title for paper in papers] == ["Counting Moths", "More Moths"]


def test_records_json_reads_one_paper() -> None:
    source = SourceText("x.json", json.dumps(GOOD | {"authors": ["A", "B"]}, indent=2))
    (paper,) = read_json(source)
    assert isinstance(paper, Paper)
    assert paper.authors == ("A", "B")


def test_records_json_counts_records_from_one() -> None:
    source = SourceText("x.json", json.dumps([GOOD, {"title": "A"}, 3]))
    _, second, third = read_json(source)
    assert second == Skipped("x.json, record 2", 'no abstract; add a field "abstract" with text')
    assert third == Skipped(
        "x.json, record 3", "a JSON int; an object with title and abstract is needed"
    )


def test_records_json_that_does_not_parse_is_one_skipped_record() -> None:
    (skipped,) = read_json(SourceText("x.json", '[{"title": "A",]'))
    assert isinstance(skipped, Skipped)
    assert skipped.where == "x.json"
    assert skipped.reason.startswith("not JSON (")


def test_records_jsonl_survives_a_broken_first_line() -> None:
    text = '{"title": "A", "abs\n{"title": "B", "abstract": "About b."}\n'
    assert looks_like_jsonl(text)
    found = list(read_jsonl(SourceText("x", text)))
    assert [type(item).__name__ for item in found] == ["Skipped", "Paper"]


@pytest.mark.parametrize(
    ("given", "year"),
    [(2021, 2021), ("2021", 2021), ("2021-05-03", 2021), (12345, None), ("soon", None), (21, None)],
)
def test_records_year(given: object, year: int | None) -> None:
    record = json.dumps({"title": "A", "abstract": "b", "year": given})
    (paper,) = read_jsonl(SourceText("x", record))
    assert isinstance(paper, Paper)
    assert paper.year == year
