"""Works of OpenAlex: pages of its interface, or one work a line.

An abstract comes as an index from each word to its places in the text, see
https://docs.openalex.org/api-entities/works/work-object#abstract_inverted_index.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.readers.fields import make_paper
from kg.readers.format import Format, Skipped, SourceText
from kg.readers.json_text import first_objects, read_objects
from ontology.records import Paper

__all__ = ["OPENALEX", "abstract_of", "looks_like_openalex", "read_openalex"]

_INDEX = "abstract_inverted_index"
_ADDRESS = "https://openalex.org/"


def looks_like_openalex(text: str) -> bool:
    """Whether a text is JSON whose records have an inverted index, or an id of OpenAlex.

    >>> looks_like_openalex('[{"title": "A", "abstract_inverted_index": {"We": [0]}}]')
    True
    """
    return any(
        _INDEX in record or _text(record.get("id")).startswith(_ADDRESS)
        for record in first_objects(text)
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def abstract_of(index: object) -> str:
    """The text that an inverted index stands for.

    >>> abstract_of({"moths": [1, 3], "We": [0], "count": [2]})
    'We moths count moths'
    """
    if not isinstance(index, dict):
        return ""
    words = (
        (place, word)
        for word, places in index.items()
        if isinstance(places, list)
        for place in places
        if isinstance(place, int)
    )
    return " ".join(word for _, word in sorted(words))


def _name_in(record: object, *path: str) -> object:
    """What stands at the end of a path of objects."""
    for key in path:
        record = record.get(key) if isinstance(record, dict) else None
    return record


def _to_paper(where: str, record: dict[str, Any]) -> Paper | Skipped:
    authorships = record.get("authorships")
    names = authorships if isinstance(authorships, list) else []
    ids = record.get("ids")
    return make_paper(
        where,
        title=record.get("title") or record.get("display_name"),
        abstract=abstract_of(record.get(_INDEX)),
        id_=_text(record.get("id")).removeprefix(_ADDRESS),
        year=record.get("publication_year"),
        authors=[_name_in(item, "author", "display_name") for item in names],
        venue=_name_in(record, "primary_location", "source", "display_name"),
        url=_name_in(record, "primary_location", "landing_page_url"),
        license_=_name_in(record, "primary_location", "license"),
        doi=record.get("doi") or _name_in(ids, "doi"),
        names=("title", _INDEX),
    )


def read_openalex(source: SourceText) -> Iterator[Paper | Skipped]:
    """Read one paper a work."""
    return read_objects(source, _to_paper)


OPENALEX = Format(
    name="OpenAlex",
    about="Works as the OpenAlex interface gives them: a page with results, or one work a line.",
    matches=looks_like_openalex,
    read=read_openalex,
    example="""\
{
  "meta": {"count": 1},
  "results": [
    {
      "id": "https://openalex.org/W1",
      "doi": "https://doi.org/10.5555/moths.1",
      "title": "Counting Moths at Night",
      "publication_year": 2021,
      "authorships": [{"author": {"display_name": "Ada Falter"}}],
      "primary_location": {"source": {"display_name": "Journal of Lamps"}},
      "abstract_inverted_index": {"We": [0], "count": [1], "moths.": [2]}
    }
  ]
}
""",
)
