"""The files of the extractors: words and cues, one a line, each with its source above it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable

import numpy as np
from numpy.typing import NDArray

__all__ = ["contents_digest", "own_words", "read_arrays", "read_table", "read_words"]


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


@cache
def own_words(said_of: str) -> re.Pattern[str]:
    """The pattern of ``own_words.tsv`` for one of the things that a paper says of itself.

    >>> own_words("own contribution").search("On moths, it wins.")[0]
    'it'
    """
    row = next(row for row in read_table("own_words.tsv") if row["said of"] == said_of)
    return re.compile(row["pattern"])


def read_arrays(name: str) -> dict[str, NDArray[np.float32]]:
    """Arrays of ``extractors/model``, by name."""
    with as_file(files("extractors") / "model" / name) as path, np.load(path) as arrays:
        return {key: arrays[key].astype(np.float32) for key in arrays}


def _all_files(folder: Traversable) -> Iterator[Traversable]:
    """What a package reads and runs: neither what trains it nor what is written about it."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            if entry.name != "training":
                yield from _all_files(entry)
        elif not entry.name.endswith((".pyc", ".md")):
            yield entry


@cache
def _digest(package: str) -> bytes:
    """A hash of the files of one package; the weights alone are 24 MB, so each is read once."""
    total = sha256()
    for file in _all_files(files(package)):
        total.update(file.name.encode() + b"\0" + sha256(file.read_bytes()).digest())
    return total.digest()


def contents_digest(*packages: str) -> str:
    """A hash of the files of packages: of rules, words, vocabulary, weights.

    What was made by other contents is made again, without anybody having to
    remember to raise a version.

    Args:
        packages: Names of ours.
    """
    return sha256(b"".join(map(_digest, packages))).hexdigest()
