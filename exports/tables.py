"""Tab-separated tables."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from exports.files import replacing
from ontology.records import Knowledge

__all__ = ["tsv_lines", "write_merges"]


def tsv_lines(header: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterable[str]:
    r"""Lines of a table; tabs and line ends inside a cell become spaces.

    >>> list(tsv_lines(["a", "b"], [["1\t", "2"]]))
    ['a\tb\n', '1\t2\n']
    """
    for row in (header, *rows):
        yield "\t".join(" ".join(cell.split()) for cell in row) + "\n"


def write_merges(knowledge: Knowledge, path: Path) -> None:
    """Write every join of two names: from, to, type, rule, paper (empty: across papers)."""
    rows = ((m.source, m.target, m.type, m.rule, m.paper) for m in knowledge.merges)
    with replacing(path) as file:
        for line in tsv_lines(("from", "to", "type", "rule", "paper"), rows):
            file.write(line.encode("utf-8", "replace"))
