"""CSV and TSV with a header line, as spreadsheets and databases export them.

The csv module of Python reads the rows. A row that it cannot read, most often
for a quote that is never closed, is reported, and reading goes on in the next
line that has all cells: one bad row must not swallow the rows below it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from kg.readers.fields import make_paper
from kg.readers.format import Format, Skipped, SourceText, numbered_lines
from ontology.records import Paper

__all__ = ["TABLE", "looks_like_table", "read_table"]

SEPARATORS = (",", "\t", ";")
# How columns are called; the first that is there counts.
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "title": ("title", "paper title", "document title", "article title"),
        "abstract": ("abstract", "abstract note", "abstract text", "summary"),
        "id_": ("id", "paper id", "key", "eid"),
        "year": ("year", "publication year", "pub year", "date", "publication date"),
        "authors": ("authors", "author", "author names", "author full names"),
        "venue": ("venue", "journal", "conference", "publication title", "source title"),
        "url": ("url", "link"),
        "doi": ("doi",),
        "arxiv": ("arxiv", "arxiv id"),
        "license_": ("license", "licence", "rights"),
    }
)


def _key(name: str) -> str:
    return " ".join(re.split(r"[\s_]+", name.casefold().strip()))


def _split(line: str, separator: str, *, quotes: bool = True) -> list[str]:
    try:
        if quotes:
            return next(csv.reader([line], delimiter=separator, strict=True), [])
        return next(csv.reader([line], delimiter=separator, quoting=csv.QUOTE_NONE), [])
    except csv.Error:
        return []


def _columns(header: list[str]) -> dict[str, int]:
    """Which column holds what."""
    keys = [_key(name) for name in header]
    found = {
        field: next((keys.index(name) for name in names if name in keys), -1)
        for field, names in COLUMNS.items()
    }
    return {field: place for field, place in found.items() if place >= 0}


def _header(text: str) -> tuple[int, str]:
    """The first line with anything on it, and its number."""
    return next((item for item in numbered_lines(text) if item[1].strip()), (1, ""))


def _separator(header: str) -> str | None:
    """The separator with which a line names a title and an abstract."""
    for separator in SEPARATORS:
        if {"title", "abstract"} <= _columns(_split(header, separator)).keys():
            return separator
    return None


def looks_like_table(text: str) -> bool:
    r"""Whether the first line names a column for titles and one for abstracts.

    >>> looks_like_table("ID\tTitle\tAbstract\n"), looks_like_table("A title, an abstract")
    (True, False)
    """
    return _separator(_header(text)[1]) is not None


def _rows(
    lines: list[str], at: int, separator: str, width: int
) -> Iterator[tuple[int, list[str] | str]]:
    """The cells of each row from a line on, or what is wrong with it; with its line from 0."""
    while at < len(lines):
        rest = (lines[number] + "\n" for number in range(at, len(lines)))
        reader = csv.reader(rest, delimiter=separator, strict=True)
        start = at
        try:
            for row in reader:
                yield start, row
                start = at + reader.line_num
            return
        except csv.Error as error:
            plain = _plain_cells(lines[start], separator)
            yield start, plain if len(plain) == width else str(error)
            at = start + 1
            while len(plain) != width and at < len(lines):
                plain = _split(lines[at], separator)
                at += len(plain) != width


def _plain_cells(line: str, separator: str) -> list[str]:
    """The cells of a line whose quotes come in pairs and mean themselves, as in most TSV."""
    return _split(line, separator, quotes=False) if line.count('"') % 2 == 0 else []


def _to_paper(where: str, header: list[str], row: list[str]) -> Paper | Skipped:
    if any(row[len(header) :]):
        reason = (
            f"{len(row)} cells under {len(header)} headings; put cells with separators in quotes"
        )
        return Skipped(where, reason)
    columns = _columns(header)
    cells = {field: row[at] if at < len(row) else "" for field, at in columns.items()}
    names = (header[columns["title"]].strip(), header[columns["abstract"]].strip())
    return make_paper(where, names=names, **{"title": None, "abstract": None} | cells)


def read_table(source: SourceText) -> Iterator[Paper | Skipped]:
    """Read one paper a row; columns are known by their names in any case."""
    number, line = _header(source.text)
    separator = _separator(line)
    if separator is None:
        return
    header = _split(line, separator)
    for at, row in _rows(source.text.split("\n"), number, separator, len(header)):
        where = f"{source.name}:{at + 1}"
        if isinstance(row, str):
            yield Skipped(where, f"not a row ({row}); close its quotes")
        elif any(cell.strip() for cell in row):
            yield _to_paper(where, header, row)


TABLE = Format(
    name="CSV or TSV",
    about="A table whose first line names the columns, title and abstract among them, in any "
    "case; id, year, authors (with semicolons), venue, url, doi, arxiv and license if you have "
    "them.",
    matches=looks_like_table,
    read=read_table,
    example="""\
Title,Abstract,Year,Authors
Counting Moths at Night,"We count the moths, and owls, that a lamp draws.",2021,Ada Falter; Bo Ek
""",
)
