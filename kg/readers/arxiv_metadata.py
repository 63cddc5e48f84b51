"""arXiv's own metadata: one JSON object a line, titles and abstracts in short lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.readers.fields import make_paper, unwrap
from kg.readers.format import Format, Skipped, SourceText
from kg.readers.json_text import first_objects, read_objects
from ontology.identifiers import arxiv_year, find_arxiv
from ontology.records import Paper

__all__ = ["ARXIV_METADATA", "looks_like_arxiv_metadata", "read_arxiv_metadata"]


def looks_like_arxiv_metadata(text: str) -> bool:
    """Whether a text is JSON whose records have names as arXiv takes them apart.

    >>> looks_like_arxiv_metadata('{"id": "0704.0001", "title": "A", "authors_parsed": []}')
    True
    """
    return any("authors_parsed" in record for record in first_objects(text))


def _names(parsed: object) -> list[str]:
    """Names from last name, first names, suffix (and affiliation, which is left out)."""
    names = []
    for parts in parsed if isinstance(parsed, list) else []:
        if isinstance(parts, list) and all(isinstance(part, str) for part in parts):
            last, first, suffix = (*parts, "", "", "")[:3]
            names.append(f"{first} {last} {suffix}")
    return names


def _to_paper(where: str, record: dict[str, Any]) -> Paper | Skipped:
    abstract, number = record.get("abstract"), record.get("id")
    arxiv = find_arxiv(number, bare=True) if isinstance(number, str) else None
    return make_paper(
        where,
        title=record.get("title"),
        abstract=unwrap(abstract) if isinstance(abstract, str) else None,
        id_=f"arxiv:{arxiv}" if arxiv else number,
        year=arxiv_year(arxiv) if arxiv else record.get("update_date"),
        authors=_names(record.get("authors_parsed")),
        venue=record.get("journal-ref"),
        doi=record.get("doi"),
        arxiv=arxiv,
        license_=record.get("license"),
    )


def read_arxiv_metadata(source: SourceText) -> Iterator[Paper | Skipped]:
    """Read one paper a line; the year is that of submission, as the identifier says."""
    return read_objects(source, _to_paper)


ARXIV_METADATA = Format(
    name="arXiv metadata",
    about="The metadata snapshot of arXiv, one JSON object a line; line breaks within a title or "
    "a paragraph are joined.",
    matches=looks_like_arxiv_metadata,
    read=read_arxiv_metadata,
    example=r'{"id": "2101.00001", "title": "Counting Moths\n  at Night", '
    r'"abstract": "  We count the moths\nthat a lamp draws.\n", '
    r'"authors_parsed": [["Falter", "Ada", ""]], "doi": null, "update_date": "2021-02-03"}'
    "\n",
)
