"""Papers of Semantic Scholar: answers of its Graph interface, or one paper a line.

The fields are those of https://api.semanticscholar.org/api-docs/graph.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.readers.fields import make_paper
from kg.readers.format import Format, Skipped, SourceText
from kg.readers.json_text import first_objects, read_objects
from ontology.records import Paper

__all__ = ["SEMANTIC_SCHOLAR", "looks_like_semantic_scholar", "read_semantic_scholar"]

_MARKS = {"paperId", "externalIds", "corpusId"}


def looks_like_semantic_scholar(text: str) -> bool:
    """Whether a text is JSON whose records have an identifier of Semantic Scholar.

    >>> looks_like_semantic_scholar('{"data": [{"paperId": "a1", "title": "A"}]}')
    True
    """
    return any(_MARKS & record.keys() for record in first_objects(text))


def _to_paper(where: str, record: dict[str, Any]) -> Paper | Skipped:
    others = record.get("externalIds")
    external = others if isinstance(others, dict) else {}
    pdf = record.get("openAccessPdf")
    return make_paper(
        where,
        title=record.get("title"),
        abstract=record.get("abstract"),
        id_=record.get("paperId") or record.get("corpusId"),
        year=record.get("year") or record.get("publicationDate"),
        authors=record.get("authors"),
        venue=record.get("venue"),
        url=record.get("url"),
        doi=external.get("DOI"),
        arxiv=external.get("ArXiv"),
        license_=pdf.get("license") if isinstance(pdf, dict) else None,
    )


def read_semantic_scholar(source: SourceText) -> Iterator[Paper | Skipped]:
    """Read one paper a record."""
    return read_objects(source, _to_paper)


SEMANTIC_SCHOLAR = Format(
    name="Semantic Scholar",
    about="Papers as the Graph interface gives them with the fields title and abstract: "
    "a page with data, a list, or one paper a line.",
    matches=looks_like_semantic_scholar,
    read=read_semantic_scholar,
    example="""\
{
  "total": 1,
  "data": [
    {
      "paperId": "a1b2c3",
      "externalIds": {"DOI": "10.5555/moths.1", "ArXiv": "2101.00001"},
      "title": "Counting Moths at Night",
      "abstract": "We count the moths that a lamp draws.",
      "year": 2021,
      "venue": "Journal of Lamps",
      "authors": [{"authorId": "7", "name": "Ada Falter"}]
    }
  ]
}
""",
)
