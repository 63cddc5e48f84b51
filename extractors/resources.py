"""The data files of the extractors: words and cues, one a line, each with its source above it."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

__all__ = ["read_table", "read_words"]


def _lines(name: str) -> list[str]:
    text = (files("extractors") / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def read_words(name: str) -> frozenset[str]:
    """The words of a list in ``extractors/data``; lines that start with # are comments."""
    return frozenset(_lines(name))


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a tab-separated table in ``extractors/data``, by column name."""
    rows = csv.DictReader(_lines(name), delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple(dict(row) for row in rows)
