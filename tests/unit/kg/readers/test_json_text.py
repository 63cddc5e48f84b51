"""JSON and JSONL as containers: which of them, every object with its place, good beside bad."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kg.readers.format import Skipped, SourceText
from kg.readers.json_text import first_objects, looks_like_json, looks_like_jsonl, read_objects
from ontology.records import Paper

NL, GAP = "\n" * 60_000, " \t" * 30_000
A, B = '{"title": "A"}', '{"title": "B"}'


def read(text: str) -> list[tuple[str, str]]:
    """Place and title or reason of each item."""

    def convert(where: str, record: dict[str, Any]) -> Paper | Skipped:
        return Paper(where, record["title"], "")

    items = read_objects(SourceText("x", text), convert)
    return [
        (item.where, item.reason) if isinstance(item, Skipped) else (item.id, item.title)
        for item in items
    ]


@pytest.mark.parametrize(
    ("text", "is_jsonl", "is_json"),
    [
        (A, True, True),
        (f"\n\n  {A}\nrubbish", True, True),
        ('{"id": 1}\n{"title": "A"}', True, True),  # the first record is bad, the format is clear
        ('{"title": "A", "abs\n{"title": "B"}\n', True, True),
        (f"a heading\n{A}\n{B}", True, False),
        ('{"papers": [{"title": "A"}]}\n', False, True),  # one line, no paper by itself
        ('{\n"title": "A"}', False, True),
        (f'{{"papers": [\n{A},\n{B}\n]}}', False, True),  # the last stands alone on its line
        (f"[\n{A},\n{B}\n]", False, True),
        (f"[{A}]", False, True),
        ("  [1", False, True),
        ("{", False, True),
        ("[section]\na = 1", False, False),
        ('"title"', False, False),
        ("A title", False, False),
        ("A [b]", False, False),
        ("", False, False),
    ],
)
def test_json_text_is_told_by_its_beginning(text: str, is_jsonl: bool, is_json: bool) -> None:
    assert (looks_like_jsonl(text), looks_like_json(text)) == (is_jsonl, is_json)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{A}\n\n{B}\n", [("x:1", "A"), ("x:3", "B")]),
        (f"[{A}, {B}]", [("x, record 1", "A"), ("x, record 2", "B")]),
        (f'{{"n": [1], "of": [], "papers": [null, {A}], "b": [{B}]}}', None),
        ('{\n"title": "A",\n"authors": [{"name": "B"}]}', [("x, record 1", "A")]),
        (f'{{"page": [{A}]}}\n{{"page": [{B}]}}', [("x:1", "A"), ("x:2", "B")]),
        (f"{A}\n[{B}]", [("x:1", "A"), ("x:2", "B")]),
        ("[]", []),
    ],
)
def test_json_text_reads_objects_wherever_they_stand(
    text: str, expected: list[tuple[str, str]] | None
) -> None:
    null = ("x, record 1", "a JSON null; an object with title and abstract is needed")
    assert read(text) == (expected if expected is not None else [null, ("x, record 2", "A")])


@pytest.mark.parametrize(
    ("value", "kind"), [("[[]]", "list"), ('"A"', "str"), ("null", "null"), ("1.5", "float")]
)
def test_json_text_says_what_is_no_object(value: str, kind: str) -> None:
    reason = f"a JSON {kind}; an object with title and abstract is needed"
    assert read(f"{A}\n{value}\n{B}\n") == [("x:1", "A"), ("x:2", reason), ("x:3", "B")]


def test_json_text_line_separator_within_a_text_ends_no_line() -> None:
    line = json.dumps({"title": "One\u2028two\x85three"}, ensure_ascii=False)
    assert read(f"{line}\n{B}\n") == [("x:1", "One\u2028two\x85three"), ("x:2", "B")]


@pytest.mark.parametrize(
    "line", ["{", "[" * 100_000, '{"year": ' + "9" * 5000 + "}", '{"a": "\x00"}']
)
def test_json_text_reports_a_broken_line_and_reads_the_others(line: str) -> None:
    (first, broken, last) = read(f"{A}\n{line}\n{B}\n")
    assert (first, last) == (("x:1", "A"), ("x:3", "B"))
    assert broken[0] == "x:2"
    assert broken[1].startswith("not JSON (")
    assert broken[1].endswith("); each line must be one JSON object")


@pytest.mark.parametrize(
    ("text", "line", "rest"),
    [
        (f'[\n{A},\n{{"title": "C" "D"}},\n{B}]', 3, [("x:2", "A"), ("x:4", "B")]),
        (f'[{A}, {{"title": "C", {B}]', 1, [("x:1", "A"), ("x:1", "B")]),
        (f'{{"papers": [\n{A},\n{B},\n{{"tit', 4, [("x:2", "A"), ("x:3", "B")]),  # cut off
        (f'{{"papers":\n[{A}, {B}]}}\nthat is all', 3, [("x:1", "A"), ("x:1", "B")]),
        ('{"authors": [{"name": "C"}], "title": "A",}', 1, []),  # names are no papers
        (f"[{NL}{A},{NL}{B},{NL}{{]", 180_001, [("x:60001", "A"), ("x:120001", "B")]),
        (f"{NL}[{A},{GAP}{B} {GAP}\n {GAP}{{]", 60_002, [("x:60001", "A"), ("x:60001", "B")]),
        ("[" * 100_000, 1, []),
        ('[{"a":' * 20_000, 1, []),
        ("{\n" + '[{"title": "A" 1}\n' * 2_000, 2, []),
    ],
)
def test_json_text_reads_what_is_whole_in_a_broken_document(
    text: str, line: int, rest: list[tuple[str, str]]
) -> None:
    (where, reason), *found = read(text)
    assert where == f"x:{line}"
    assert reason.startswith("not JSON (")
    assert reason.endswith("); papers may be missing: repair the file")
    assert found == rest


def test_json_text_first_objects_are_few_and_only_objects() -> None:
    lines = "".join(f'{{"title": "{n}"}}\n' for n in range(100))
    assert (
        len(list(first_objects(lines)))
        == len(list(first_objects(f"[1, {A}, {'7, ' * 9} {B}]"))) * 10
    )
    assert list(first_objects(f'[null, {A}, {{"a": ')) == [{"title": "A"}]
    assert list(first_objects("title")) == []
