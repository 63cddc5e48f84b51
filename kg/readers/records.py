"""JSONL and JSON: one object a paper, with a title and an abstract."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from kg.readers.format import Skipped, SourceText
from ontology.iris import paper_id
from ontology.records import Paper

__all__ = ["looks_like_json", "looks_like_jsonl", "read_json", "read_jsonl"]

_LONE = re.compile("[\ud800-\udfff]")
FIRST_LINES = 20  # how many objects may be broken before the text is taken for something else


def looks_like_jsonl(text: str) -> bool:
    r"""Whether one of the first lines with anything on it is a JSON object by itself.

    A single line without a title is no paper, but may hold a list of them: that is JSON.

    >>> looks_like_jsonl('{"title": "A", "abstract": "b"}\n'), looks_like_jsonl('[{"title": "A"}]')
    (True, False)
    """
    lines = (line for line in text.split("\n") if line.lstrip().startswith("{"))
    return any(_is_record(line, text) for line in islice(lines, FIRST_LINES))


def _is_record(line: str, text: str) -> bool:
    try:
        return "title" in _parse(line) or line.strip() != text.strip()
    except ValueError:
        return False


def looks_like_json(text: str) -> bool:
    """Whether the text is one JSON array or object over several lines.

    >>> looks_like_json('[{"title": "A"}]'), looks_like_json("A title")
    (True, False)
    """
    return text.lstrip()[:1] in {"[", "{"}


def _parse(text: str) -> Any:
    """JSON; half surrogate pairs, which no file can hold, become U+FFFD."""
    try:
        data = json.loads(text)
        if "\\ud" in text.lower():
            data = json.loads(_LONE.sub("\ufffd", json.dumps(data, ensure_ascii=False)))
        return data
    except RecursionError as error:
        msg = "nested too deeply"
        raise ValueError(msg) from error


def read_jsonl(source: SourceText) -> Iterator[Paper | Skipped]:
    """Read one paper a line; bad lines are reported and skipped."""
    for number, line in enumerate(source.text.split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{source.name}:{number}"
        try:
            record = _parse(line)
        except ValueError as error:
            yield Skipped(where, f"not JSON ({error}); each line must be one JSON object")
            continue
        yield _to_paper(record, where)


def read_json(source: SourceText) -> Iterator[Paper | Skipped]:
    """Read an array of papers, one paper, or an object with a list of papers in it."""
    try:
        data = _parse(source.text)
    except ValueError as error:
        yield Skipped(source.name, f"not JSON ({error})")
        return
    if isinstance(data, dict) and not data.get("title"):
        data = next((v for v in data.values() if isinstance(v, list)), data)
    records = data if isinstance(data, list) else [data]
    for number, record in enumerate(records, start=1):
        yield _to_paper(record, f"{source.name}, record {number}")


def _to_paper(record: Any, where: str) -> Paper | Skipped:
    if not isinstance(record, dict):
        return Skipped(
            where, f"a JSON {type(record).__name__}; an object with title and abstract is needed"
        )
    title, abstract = record.get("title"), record.get("abstract")
    if not isinstance(title, str) or not title.strip():
        return Skipped(where, 'no title; add a field "title" with text')
    if not isinstance(abstract, str) or not abstract.strip():
        return Skipped(where, 'no abstract; add a field "abstract" with text')
    plain_title = " ".join(title.split())
    return Paper(
        id=str(record.get("id") or "").strip() or paper_id(plain_title),
        title=plain_title,
        abstract=abstract.strip(),
        year=_year(record.get("year")),
        authors=_authors(record.get("authors")),
        venue=_text(record.get("venue")),
        url=_text(record.get("url")),
    )


def _year(value: object) -> int | None:
    found = re.match(r"\s*([0-9]{4})(?![0-9])", str(value))  # "2021", 2021, "2021-05-03"
    return int(found.group(1)) if found else None


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _authors(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(name.strip() for name in value.split(";") if name.strip())
    if isinstance(value, list):
        names = [v.get("name") if isinstance(v, dict) else v for v in value]
        return tuple(name.strip() for name in names if isinstance(name, str) and name.strip())
    return ()
