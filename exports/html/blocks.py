"""Blocks: large data as gzip in base64, so that it can stand in a page and inflates in a browser.

A block holds either JSON (strings, by column) or numbers as they lie in
memory, little-endian, column after column, with a small directory that says
which is where. Everything is made and written piece by piece.
"""

from __future__ import annotations

import base64
import json
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping

from exports.text import utf8_safe

__all__ = [
    "Directory",
    "compact_json",
    "directory",
    "json_pieces",
    "narrow",
    "number_pieces",
    "packed",
]

Directory = dict[str, tuple[str, int, int]]

LEVEL = 6
PIECE = 2_000  # values of a list that are made into JSON at a time
_GZIP = 16 + zlib.MAX_WBITS  # zlib's gzip header has no time of day
_KINDS = {"B": "Uint8", "H": "Uint16", "I": "Uint32", "d": "Float64"}


def packed(pieces: Iterable[bytes]) -> Iterator[str]:
    """Compress and write in base64.

    Args:
        pieces: Of the data, in order.

    Yields:
        Base64 of one gzip member in pieces; the same for the same data and zlib.

    >>> import gzip
    >>> gzip.decompress(base64.b64decode("".join(packed([b"moth", b"net"]))))
    b'mothnet'
    """
    compressor = zlib.compressobj(LEVEL, zlib.DEFLATED, _GZIP)
    rest = b""
    for piece in pieces:
        rest += compressor.compress(piece)
        whole = len(rest) - len(rest) % 3  # three bytes are four letters, without padding
        if whole:
            yield base64.b64encode(rest[:whole]).decode("ascii")
            rest = rest[whole:]
    yield base64.b64encode(rest + compressor.flush()).decode("ascii")


def compact_json(data: object) -> str:
    r"""JSON without spaces; half surrogates become U+FFFD.

    >>> compact_json({"name": ["é", "\ud800"]})
    '{"name":["é","\ufffd"]}'
    """
    return utf8_safe(json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def json_pieces(columns: Mapping[str, Iterable[object]]) -> Iterator[bytes]:
    r"""Columns as a JSON object of lists, in pieces; half surrogates become U+FFFD.

    >>> b"".join(json_pieces({"name": ["a", "\ud800"], "year": []})).decode()
    '{"name":["a","\ufffd"],"year":[]}'
    """
    opening = "{"
    for key, values in columns.items():
        yield f"{opening}{compact_json(key)}:[".encode()
        opening = ","
        between = ""
        for piece in _by(PIECE, values):
            yield (between + compact_json(piece)[1:-1]).encode()
            between = ","
        yield b"]"
    yield b"}" if columns else b"{}"


def _by(size: int, values: Iterable[object]) -> Iterator[list[object]]:
    piece: list[object] = []
    for value in values:
        piece.append(value)
        if len(piece) == size:
            yield piece
            piece = []
    if piece:
        yield piece


def narrow(numbers: array[int]) -> array[int]:
    """The same numbers in one, two or four bytes each, as few as hold the greatest.

    >>> narrow(array("I", [1, 255])).itemsize, narrow(array("I", [1, 256])).itemsize
    (1, 2)
    """
    most = max(numbers, default=0)
    return array("B" if most < 1 << 8 else "H" if most < 1 << 16 else "I", numbers)


def _by_width(columns: Mapping[str, array[int] | array[float]]) -> list[str]:
    """Names of the columns, wide numbers first, so that every column starts where it may."""
    return sorted(columns, key=lambda name: -columns[name].itemsize)


def directory(columns: Mapping[str, array[int] | array[float]]) -> Directory:
    """Where each column lies in the block of `number_pieces`.

    Returns:
        Name to kind of number (as JavaScript's typed arrays are called), first
        byte, and how many.

    >>> directory({"type": array("B", [1, 2]), "papers": array("I", [7])})
    {'papers': ('Uint32', 0, 1), 'type': ('Uint8', 4, 2)}
    """
    found: Directory = {}
    at = 0
    for name in _by_width(columns):
        column = columns[name]
        found[name] = (_KINDS[column.typecode], at, len(column))
        at += len(column) * column.itemsize
    return found


def number_pieces(columns: Mapping[str, array[int] | array[float]]) -> Iterator[bytes]:
    """The numbers, little-endian, column after column."""
    for name in _by_width(columns):
        column = columns[name]
        if sys.byteorder == "big":
            column = column[:]
            column.byteswap()
        yield column.tobytes()
