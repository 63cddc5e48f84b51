"""RIS, as reference managers and publishers write it.

rispy takes a record apart. The records are told here, so that each has its
line and one without an end loses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.readers.fields import make_paper
from kg.readers.format import Format, Skipped, SourceText, numbered_lines
from ontology.records import Paper

__all__ = ["RIS", "looks_like_ris", "read_ris"]

_BEGIN = "TY  -"
_END = "ER  -"
_LONG = ("TI", "T1", "AB", "N2")  # tags whose text may go on, or stand there twice


def looks_like_ris(text: str) -> bool:
    """Whether a line of a text begins a record.

    >>> looks_like_ris("TY  - JOUR"), looks_like_ris("TY JOUR")
    (True, False)
    """
    return text.startswith(_BEGIN) or f"\n{_BEGIN}" in text


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines of each record, from its begin to its end or to the next begin."""
    start, lines = 0, list[str]()
    for number, line in numbered_lines(text):
        if line.startswith((_BEGIN, _END)) and lines:
            yield start, lines
            lines = []
        if line.startswith(_BEGIN):
            start, lines = number, [line]
        elif lines:
            lines.append(line)
    if lines:
        yield start, lines


def _one(record: dict[str, Any], *names: str) -> str | None:
    """The first of some fields that is there, on one line."""
    for name in names:
        value = record.get(name)
        if value:
            return " ".join(value) if isinstance(value, list) else str(value)
    return None


def _first_name_first(name: str) -> str:
    """A name as RIS has it (last, first, suffix) in the order it is spoken in.

    >>> _first_name_first("Falter, Ada, Jr."), _first_name_first("The Moth Group")
    ('Ada Falter Jr.', 'The Moth Group')
    """
    last, _, rest = name.partition(",")
    first, _, suffix = rest.partition(",")
    return " ".join(f"{first} {last} {suffix}".split())


def _to_paper(where: str, record: dict[str, Any]) -> Paper | Skipped:
    authors = record.get("authors") or record.get("first_authors") or []
    return make_paper(
        where,
        title=_one(record, "title", "primary_title"),
        abstract=_one(record, "abstract", "notes_abstract"),
        id_=_one(record, "id"),
        year=_one(record, "year", "publication_year", "date"),
        authors=[_first_name_first(name) for name in authors],
        venue=_one(record, "secondary_title", "journal_name", "alternate_title3"),
        url=next(iter(record.get("urls") or []), None),
        doi=_one(record, "doi"),
        names=("TI", "AB"),
    )


def read_ris(source: SourceText) -> Iterator[Paper | Skipped]:
    """Read one paper a record."""
    import rispy

    tags = [*rispy.LIST_TYPE_TAGS, *_LONG]
    for number, lines in _records(source.text):
        (record,) = rispy.loads("\n".join([*lines, _END]), list_tags=tags)
        yield _to_paper(f"{source.name}:{number}", record)


RIS = Format(
    name="RIS",
    about="Records of reference managers and publishers, with an abstract (AB or N2).",
    matches=looks_like_ris,
    read=read_ris,
    example="""\
TY  - JOUR
TI  - Counting Moths at Night
AU  - Falter, Ada
PY  - 2021
T2  - Journal of Lamps
DO  - 10.5555/moths.1
AB  - We count the moths that a lamp draws.
ER  -
""",
)
