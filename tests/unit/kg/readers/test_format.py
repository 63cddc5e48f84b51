"""Formats: a row of a table; whatever text one is given, it tells papers and what it skipped."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.readers.detect import FORMATS
from kg.readers.format import Format, Skipped, SourceText
from ontology.records import Paper

JUNK = (
    "",
    "\n\n  \n",
    "plain words",
    "{",
    "[1, 2",
    '{"title": 1, "abstract": []}',
    "null",
    "\x00\x01\x02",
    "Mar 11\n\n" * 3,
    "[" * 100_000,
    '{"a":' * 100_000,
)


@pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.name)
@pytest.mark.parametrize("text", JUNK, ids=lambda text: repr(text[:12]))
def test_format_reads_no_paper_from_junk_and_never_raises(format_: Format, text: str) -> None:
    assert format_.matches(text) in {True, False}
    found = list(format_.read(SourceText("junk.txt", text)))
    assert [item for item in found if not isinstance(item, Skipped)] == []
    for item in found:
        assert isinstance(item, Skipped)
        assert item.where.startswith("junk.txt")
        assert item.reason


def test_format_of_ones_own_reads_papers() -> None:
    def read(source: SourceText) -> Iterator[Paper | Skipped]:
        for line in source.text.splitlines():
            yield Paper(line, line, source.name)

    format_ = Format("titles", lambda text: True, read)
    assert list(format_.read(SourceText("x", "A\nB"))) == [
        Paper("A", "A", "x"),
        Paper("B", "B", "x"),
    ]
