"""Reading JSONL whose lines have a fixed shape: gold annotations and benchmarks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import msgspec

from kg.readers.fields import bad_byte
from kg.readers.format import Skipped, SourceText, numbered_lines
from kg.readers.opening import open_source
from ontology.errors import SourceError

__all__ = ["read_rows"]

Row = TypeVar("Row")


def read_rows(
    sources: Iterable[str], row: type[Row], check: Callable[[Row], None]
) -> tuple[list[tuple[str, Row]], list[Skipped]]:
    """Read the lines of files.

    Args:
        sources: Paths, or ``-`` for standard input.
        row: A frozen record with the shape of a line.
        check: Raises ValueError where a line has the shape and is wrong all the same.

    Returns:
        Each good line with its place, and what is wrong with the others.

    Raises:
        SourceError: If there is no such file, or no good line in it.
    """
    good: list[tuple[str, Row]] = []
    skipped: list[Skipped] = []
    for source in sources:
        before, told = len(good), len(skipped)
        for item in _items(source, row, check):
            if isinstance(item, Skipped):
                skipped.append(item)
            else:
                good.append(item)
        if len(good) == before:
            reason = skipped[-1].reason if len(skipped) > told else "it is empty"
            msg = f"{source}: no annotated text could be read; the last line: {reason}"
            raise SourceError(msg)
    return good, skipped


def _items(
    source: str, row: type[Row], check: Callable[[Row], None]
) -> Iterator[tuple[str, Row] | Skipped]:
    decoder = msgspec.json.Decoder(row)
    for text in open_source(source):
        if not isinstance(text, SourceText):
            yield text
            continue
        for number, line in numbered_lines(text.text):
            if line.strip():
                yield _item(f"{text.name}:{number}", line, decoder, check)


def _item(
    where: str, line: str, decoder: msgspec.json.Decoder[Row], check: Callable[[Row], None]
) -> tuple[str, Row] | Skipped:
    if bad := bad_byte(line):
        return Skipped(where, bad)
    try:
        found = decoder.decode(line)
        check(found)
    except RecursionError:
        return Skipped(where, "nested too deeply")
    except (ValueError, msgspec.DecodeError) as error:  # both name what is wrong
        return Skipped(where, str(error))
    return where, found
