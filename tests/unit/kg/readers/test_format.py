"""Formats: a row of a table; lines with their numbers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.readers.format import Format, Skipped, SourceText, numbered_lines
from ontology.records import Paper


def test_format_of_ones_own_reads_papers() -> None:
    def read(source: SourceText) -> Iterator[Paper | Skipped]:
        for number, line in numbered_lines(source.text):
            yield Paper(line, line, source.name) if line else Skipped(f"{number}", "empty")

    format_ = Format("titles", "Titles.", lambda text: True, read, "A\n")
    assert list(format_.read(SourceText("x", format_.example))) == [
        Paper("A", "A", "x"),
        Skipped("2", "empty"),
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("\n", ["", ""]),
        ("a\n\nb", ["a", "", "b"]),
        ("a\u2028b\x85c\x0bd\re\n", ["a\u2028b\x85c\x0bd\re", ""]),
    ],
)
def test_format_numbered_lines_end_with_a_line_feed_only(text: str, lines: list[str]) -> None:
    assert list(numbered_lines(text)) == list(enumerate(lines, start=1))
