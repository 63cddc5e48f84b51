"""Formats: told by content, whatever a file is called; what is in none says what to do."""

from __future__ import annotations

import json

import pytest

from kg.readers.detect import FORMATS, detect_format, why_unknown

LONG = "Moths come to the lantern one after another and somebody has to count all of them. " * 3
PAPER = {"title": "A", "abstract": "b"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (json.dumps(PAPER), "JSONL"),
        (f"\n\n{json.dumps(PAPER)}\n{json.dumps(PAPER)}", "JSONL"),
        (json.dumps([PAPER]), "JSON"),
        (json.dumps(PAPER, indent=1), "JSON"),
        (json.dumps({"papers": [PAPER]}), "JSON"),
        (json.dumps([PAPER | {"paperId": "1"}]), "Semantic Scholar"),
        (json.dumps(PAPER | {"abstract_inverted_index": None}), "OpenAlex"),
        (json.dumps(PAPER | {"authors_parsed": []}), "arXiv metadata"),
        (json.dumps(PAPER | {"abstract": "paperId, TY  - , @article{a}"}), "JSONL"),
        (json.dumps(PAPER | {"paperId": "1"})[:-9] + "\n" + json.dumps(PAPER), "JSONL"),
        ('<feed xmlns="http://www.w3.org/2005/Atom"/>', "arXiv feed"),
        ("TY  - JOUR\n", "RIS"),
        ("% mine\n@misc{a,}", "BibTeX"),
        ("title,abstract\n", "CSV or TSV"),
        ('title,abstract\nA,"\nTY  - JOUR\n@a{b,\n{""title"": 1}\n"', "CSV or TSV"),
        (f"Mar 11\n\nMoths\n\n{LONG}", "paper list"),
    ],
)
def test_detect_format_tells_each_format_by_content(text: str, expected: str) -> None:
    found = detect_format(text)
    assert found is not None
    assert found.name == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty; give a file with papers"),
        ("\n \n", "empty; give a file with papers"),
        ("t\x00i\x00t\x00l\x00e\x00", "not text, or UTF-16 without its mark; give text in UTF-8"),
        ("caf\udce9", "not UTF-8 (byte 0xe9); save the file as UTF-8"),
        (
            "just a few words",
            "no papers found; formats that are read: CSV or TSV, OpenAlex, Semantic Scholar, "
            "arXiv metadata, JSONL, JSON, arXiv feed, BibTeX, RIS, paper list; "
            "examples: paperkg sources",
        ),
    ],
)
def test_detect_says_why_a_text_is_in_no_format(text: str, reason: str) -> None:
    assert detect_format(text) is None
    assert why_unknown(text) == reason


@pytest.mark.parametrize(
    "text",
    [
        f"# Heading\n\n{LONG}\n\n## Another\n\n{LONG}",
        "MIT License\n\nCopyright\n\n" + "Permission is granted\nto count moths.\n" * 20,
        f"<html><body>\n\n{LONG}\n\n</body></html>",
        "[section]\nkey = value\n",
        "def f() -> None:\n    return {}\n",
    ],
)
def test_detect_takes_no_other_text_for_papers(text: str) -> None:
    assert detect_format(text) is None


def test_detect_formats_have_names_of_their_own() -> None:
    assert len({format_.name for format_ in FORMATS}) == len(FORMATS)
