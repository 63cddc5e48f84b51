"""JSON and JSON Lines as containers: the objects in them, each with its place.

What is broken is reported and what stands around it is read all the same: a
line of JSONL by itself, a record of a JSON document by looking for the next
object that starts a record.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from kg.readers.format import Skipped, SourceText, numbered_lines
from ontology.records import Paper

__all__ = ["first_objects", "looks_like_json", "looks_like_jsonl", "read_objects"]

FIRST = 20  # how many objects may be broken before the text is taken for something else
MOST_BROKEN = 1_000  # in one JSON document; each is looked at to its end
_DOCUMENT = re.compile(r'\s*[\[{]\s*(?:["\[\]{}\d-]|null\b|true\b|false\b|\Z)')
_START = re.compile(r"(?:^|[\[,\n])[^\S\n]*(?=\{)")  # the last of several line ends counts
_INDEX = "abstract_inverted_index"  # tells a work of OpenAlex; what is in it is named like it
_GOES_ON = ("{", "[", ",", ":")  # ends the first line of a document that is set over several
_DECODER = json.JSONDecoder()

# From the place of an object and the object to a paper.
Convert = Callable[[str, dict[str, Any]], Paper | Skipped]


def looks_like_jsonl(text: str) -> bool:
    r"""Whether one of the first lines with anything on it is a JSON object by itself.

    A single line without a title is no paper, but may hold a list of them: that is JSON.

    >>> looks_like_jsonl('{"title": "A", "abstract": "b"}\n'), looks_like_jsonl('[{"title": "A"}]')
    (True, False)
    """
    first = next((line.strip() for _, line in numbered_lines(text) if line.strip()), "")
    if first.startswith("[") or (first.startswith("{") and first.endswith(_GOES_ON)):
        return False
    return any(_is_record(line, text) for line in _first_lines(text))


def looks_like_json(text: str) -> bool:
    """Whether the text is one JSON array or object over several lines.

    >>> looks_like_json('[{"title": "A"}]'), looks_like_json("[section]")
    (True, False)
    """
    return _DOCUMENT.match(text) is not None


def first_objects(text: str) -> Iterator[dict[str, Any]]:
    """The first records of a text, if it is JSON or JSONL, for a look at their fields.

    >>> list(first_objects('{"count": 1, "data": [{"title": "A"}]}'))
    [{'title': 'A'}]
    """
    values: Iterable[Any] = ()
    if looks_like_jsonl(text):
        values = (_try(line) for line in _first_lines(text))
    elif looks_like_json(text):
        values = (found for _, found in islice(_scan(text), FIRST))
    for value in values:
        yield from islice(_objects(value), FIRST)


def read_objects(source: SourceText, convert: Convert) -> Iterator[Paper | Skipped]:
    """The papers of a JSON or JSONL text.

    Args:
        source: Its name and text.
        convert: Makes a paper of one object.

    Yields:
        One item a record, in the order of the text.
    """
    for where, value in _lines(source) if looks_like_jsonl(source.text) else _document(source):
        if isinstance(value, Skipped):
            yield value
        elif isinstance(value, dict):
            yield convert(where, value)
        else:
            kind = "null" if value is None else type(value).__name__
            yield Skipped(where, f"a JSON {kind}; an object with title and abstract is needed")


def _first_lines(text: str) -> Iterator[str]:
    lines = (line for _, line in numbered_lines(text) if line.lstrip().startswith("{"))
    return islice(lines, FIRST)


def _is_record(line: str, text: str) -> bool:
    value = _try(line)
    return value is not None and (_is_titled(value) or line.strip() != text.strip())


def _parse(text: str) -> Any:
    try:
        return _DECODER.decode(text)
    except RecursionError as error:
        msg = "nested too deeply"
        raise ValueError(msg) from error


def _try(text: str) -> Any:
    try:
        return _parse(text)
    except ValueError:
        return None


def _lines(source: SourceText) -> Iterator[tuple[str, Any]]:
    for number, line in numbered_lines(source.text):
        if not line.strip():
            continue
        where = f"{source.name}:{number}"
        try:
            records = _records(_parse(line))
        except ValueError as error:
            reason = f"not JSON ({error}); each line must be one JSON object"
            records = iter([Skipped(where, reason)])
        yield from ((where, record) for record in records)


def _records(value: Any) -> Iterator[Any]:
    """The records in a value: a list, one paper, or an object with a list of papers in it."""
    if isinstance(value, dict) and not (value.get("title") or _INDEX in value):
        lists = (v for v in value.values() if isinstance(v, list))
        value = next((v for v in lists if any(_is_titled(item) for item in v)), value)
    return iter(value if isinstance(value, list) else [value])


def _is_titled(value: Any) -> bool:
    return isinstance(value, dict) and not value.keys().isdisjoint(("title", "display_name"))


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    return (record for record in _records(value) if isinstance(record, dict))


def _document(source: SourceText) -> Iterator[tuple[str, Any]]:
    try:
        records = _records(_parse(source.text))
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        where = f"{source.name}:{line}"
        yield where, Skipped(where, f"not JSON ({error}); papers may be missing: repair the file")
        for line, found in _scan(source.text):
            papers = (r for r in _objects(found) if "title" in r or _INDEX in r)
            yield from ((f"{source.name}:{line}", record) for record in papers)
        return
    for number, record in enumerate(records, start=1):
        yield f"{source.name}, record {number}", record


def _scan(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a text that can be read, each with its line, outermost first."""
    end, line, counted, broken = 0, 1, 0, 0
    for start in _START.finditer(text):
        place = start.end()
        if place < end:
            continue
        try:
            found, end = _DECODER.raw_decode(text, place)
        except (ValueError, RecursionError):
            broken += 1
            if broken > MOST_BROKEN:
                return
            continue
        line += text.count("\n", counted, place)
        counted = place
        yield line, found
