"""From a path to texts: files, folders and standard input, unpacked and decoded.

A path that is not there is a mistake of the call and stops it. What is there
and cannot be read is reported, so that the other sources are read all the same.
"""

from __future__ import annotations

import codecs
import gzip
import os
import sys
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from kg.readers.format import Skipped, SourceText
from ontology.errors import SourceError

__all__ = ["open_source"]

STDIN = "-"
CHUNK = 1 << 16
MOST_BYTES = 1 << 30  # of a text, unpacked: the papers in it take several times that in memory

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_GZIP = b"\x1f\x8b"
# First bytes of what people hand over by mistake, and what to do about it.
_OTHERS = (
    (b"%PDF-", "a PDF; give titles and abstracts as text"),
    (b"PK\x03\x04", "a ZIP archive or an office document; unpack it, or save it as CSV"),
    (b"BZh", "packed with bzip2; unpack it"),
    (b"\xfd7zXZ\x00", "packed with xz; unpack it"),
    (b"\x28\xb5\x2f\xfd", "packed with zstd; unpack it"),
)


def open_source(source: str) -> Iterator[SourceText | Skipped]:
    """The texts of a source.

    Args:
        source: A path, or ``-`` for standard input. Of a folder, all files in
            it and below are taken in the order of their names; hidden ones are
            left out.

    Yields:
        A text a file; of a file that is damaged, what can be read and what is wrong.

    Raises:
        SourceError: If there is no such file.
    """
    if source == STDIN:
        yield from _texts("standard input", _all_of(sys.stdin.buffer))
        return
    path = Path(source)
    try:
        is_folder = path.is_dir()
    except OSError as error:
        yield _unreadable(path, error)
        return
    yield from _folder(path) if is_folder else _file(path)


def _folder(folder: Path) -> Iterator[SourceText | Skipped]:
    """The files of a folder and of those in it, but not hidden ones, in order."""
    found: list[Path] = []
    closed: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(root, name) for name in names if not name.startswith(".")]
    for path in sorted(found):
        if path.is_file():
            yield from _file(path)
    for error in closed:
        yield _unreadable(error.filename, error)


def _file(path: Path) -> Iterator[SourceText | Skipped]:
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size  # nothing, of a pipe
            data = _all_of(file) if size <= MOST_BYTES else bytearray()
    except FileNotFoundError as error:
        msg = f"{path}: no such file"
        raise SourceError(msg) from error
    except OSError as error:
        yield _unreadable(path, error)
        return
    yield from _texts(str(path), data, size)


def _unreadable(path: Path, error: OSError) -> Skipped:
    return Skipped(str(path), f"cannot be read ({error.strerror}); see who may read it")


def _all_of(file: BinaryIO) -> bytearray:
    """What a file holds; of one that holds too much a little more than may be read."""
    data = bytearray()
    while len(data) <= MOST_BYTES and (part := file.read(CHUNK)):
        data += part
    return data


def _texts(name: str, data: bytearray, size: int = 0) -> Iterator[SourceText | Skipped]:
    """The text in what was read of a file of some size, if it is known."""
    damage, packed = None, data.startswith(_GZIP)
    if packed:
        data, damage = _unpack(data)
    size = max(size, len(data))
    if size > MOST_BYTES:
        what = f"at least {size:,} bytes{' unpacked' if packed else ''}"
        yield Skipped(name, f"{what}, but at most {MOST_BYTES:,} can be read; split the file")
        return
    other = next((reason for start, reason in _OTHERS if data.startswith(start)), None)
    if other is None:
        yield SourceText(name, _decode(data))
    for reason in filter(None, (other, damage)):
        yield Skipped(name, reason)


def _unpack(packed: bytearray) -> tuple[bytearray, str | None]:
    """All that can be unpacked and may be read, and what is wrong with the rest."""
    data, damage = bytearray(), None
    try:
        with gzip.open(BytesIO(packed)) as file:
            while len(data) <= MOST_BYTES and (part := file.read1(CHUNK)):
                data += part
    except EOFError:
        damage = "the packed file ends too early; papers may be missing: fetch it again"
    except (gzip.BadGzipFile, zlib.error) as error:
        damage = f"the packed file is damaged ({error}); papers may be missing: fetch it again"
    return data, damage


def _decode(data: bytearray) -> str:
    """UTF-16 where a mark says so, else UTF-8; see `SourceText` for what is neither."""
    if data.startswith(_UTF16):
        text = data.decode("utf-16", "replace")
    else:
        text = data.decode("utf-8-sig", "surrogateescape")
    return text.replace("\r\n", "\n").replace("\r", "\n")
