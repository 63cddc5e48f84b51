"""JSONL and JSON: one object a paper, with a title and an abstract."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.readers.fields import make_paper
from kg.readers.format import Format, Skipped, SourceText
from kg.readers.json_text import looks_like_json, looks_like_jsonl, read_objects
from ontology.records import Paper

__all__ = ["JSON", "JSONL", "read_records"]


def _to_paper(where: str, record: dict[str, Any]) -> Paper | Skipped:
    return make_paper(
        where,
        title=record.get("title"),
        abstract=record.get("abstract"),
        id_=record.get("id"),
        year=record.get("year"),
        authors=record.get("authors"),
        venue=record.get("venue"),
        url=record.get("url"),
        doi=record.get("doi"),
        arxiv=record.get("arxiv"),
        license_=record.get("license"),
    )


def read_records(source: SourceText) -> Iterator[Paper | Skipped]:
    """Read one paper an object; what is no paper is reported and skipped."""
    return read_objects(source, _to_paper)


JSONL = Format(
    name="JSONL",
    about="One JSON object a line: title and abstract; id, year, authors, venue, url, doi, "
    "arxiv and license if you have them. Lists of conference papers often come like this.",
    matches=looks_like_jsonl,
    read=read_records,
    example="""\
{"title": "Counting Moths at Night", "abstract": "We count moths at a lamp.", "year": 2021}
{"title": "Owls and Lamps", "abstract": "We ask whether owls hunt there.", "venue": "NIGHT"}
""",
)
JSON = Format(
    name="JSON",
    about="A list of such objects, one of them, or an object with a list of them in it.",
    matches=looks_like_json,
    read=read_records,
    example="""\
{
  "papers": [
    {"title": "Counting Moths at Night", "abstract": "We count the moths that a lamp draws."},
    {"title": "Owls and Lamps", "abstract": "We ask whether owls hunt near lamps."}
  ]
}
""",
)
