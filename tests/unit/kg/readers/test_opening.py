"""Opening: folders in order, packed files, line ends and marks; what cannot be read is reported."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import re
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kg.readers import opening
from kg.readers.format import Skipped, SourceText
from kg.readers.opening import open_source
from ontology.errors import SourceError

TEXT = "Été: moths\nand owls \U0001f98b\n"


@pytest.fixture
def path(in_folder: Path) -> Path:
    """A file to be written, in the working directory."""
    return Path("x")


def opened(source: str) -> list[SourceText | Skipped]:
    """All texts of a source."""
    return list(open_source(source))


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("packed", [False, True])
def test_opening_knows_line_ends_marks_and_gzip(
    ending: str, encoding: str, packed: bool, path: Path
) -> None:
    mark = "\ufeff" if encoding.endswith("e") else ""
    data = (mark + TEXT.replace("\n", ending)).encode(encoding)
    path.write_bytes(gzip.compress(data) if packed else data)
    assert opened("x") == [SourceText("x", TEXT)]


def test_opening_line_separators_end_no_line(path: Path) -> None:
    path.write_bytes("a\u2028b\x85c\x0bd\n".encode())
    assert opened("x") == [SourceText("x", "a\u2028b\x85c\x0bd\n")]


def test_opening_bytes_that_are_not_utf8_can_be_told(path: Path) -> None:
    path.write_bytes(b"caf\xe9 \xff\n")
    assert opened("x") == [SourceText("x", "caf\udce9 \udcff\n")]


def test_opening_takes_the_files_of_a_folder_in_order_of_their_names(in_folder: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c", "c.gz", ".hidden", ".git/config", "a/.x", "empty/"):
        if name.endswith("/"):
            Path("papers", name).mkdir(parents=True)
        else:
            Path("papers", name).parent.mkdir(parents=True, exist_ok=True)
            Path("papers", name).write_text(name)
    os.mkfifo("papers/pipe")  # would be waited for
    names = ["papers/a/b/c", "papers/a/z.txt", "papers/b.txt", "papers/c.gz"]
    assert [item.name for item in opened("papers") if isinstance(item, SourceText)] == names
    assert opened("papers/") == opened("papers")
    assert opened("papers/empty") == []


def test_opening_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    data = gzip.compress(TEXT.encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert opened("-") == [SourceText("standard input", TEXT)]


def test_opening_refuses_a_missing_file(in_folder: Path) -> None:
    with pytest.raises(SourceError, match=r"^none\.jsonl: no such file$"):
        opened("none.jsonl")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_opening_reports_a_file_without_permission(path: Path) -> None:
    path.touch(mode=0)
    reason = "cannot be read (Permission denied); see who may read it"
    assert opened("x") == [Skipped("x", reason)]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_opening_reports_a_folder_without_permission(in_folder: Path) -> None:
    Path("papers/closed").mkdir(parents=True)
    Path("papers/x").write_text("a")
    Path("papers/closed").chmod(0)
    reason = "cannot be read (Permission denied); see who may read it"
    assert opened("papers") == [SourceText("papers/x", "a"), Skipped("papers/closed", reason)]
    Path("papers/closed").chmod(0o700)


def test_opening_reports_a_link_that_leads_nowhere(path: Path) -> None:
    path.symlink_to("x")
    (item,) = opened("x")
    assert isinstance(item, Skipped)
    assert item.reason.startswith("cannot be read (Too many levels of symbolic links")


def test_opening_reports_a_name_that_is_too_long() -> None:
    (item,) = opened("a" * 300)
    assert isinstance(item, Skipped)
    assert item.reason == "cannot be read (File name too long); see who may read it"


def test_opening_keeps_what_can_be_unpacked(path: Path) -> None:
    lines = "".join(f"{number} moths\n" for number in range(10_000))
    packed = gzip.compress(lines.encode())
    path.write_bytes(packed[: len(packed) // 2])
    text, damage = opened("x")
    assert isinstance(text, SourceText)
    assert lines.startswith(text.text)
    assert len(text.text) > 1_000
    reason = "the packed file ends too early; papers may be missing: fetch it again"
    assert damage == Skipped("x", reason)


@pytest.mark.parametrize("place", [2, 20, -6])
def test_opening_reports_a_packed_file_that_is_damaged(place: int, path: Path) -> None:
    data = bytearray(gzip.compress(os.urandom(100)))
    data[place] ^= 0xFF
    path.write_bytes(data)
    *_, damage = opened("x")
    assert isinstance(damage, Skipped)
    assert damage.reason.startswith("the packed file is damaged (")
    assert damage.reason.endswith("); papers may be missing: fetch it again")


def test_opening_reads_no_more_than_the_memory_holds(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "MOST_BYTES", 1_000_000)
    large = b"\n" * 50_000_000
    path.write_bytes(large)
    least = 16 * opening.CHUNK  # where reading stops
    rest = "but at most 1,000,000 can be read; split the file"
    assert opened("x") == [Skipped("x", f"at least 50,000,000 bytes, {rest}")]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(large)))
    assert opened("-") == [Skipped("standard input", f"at least {least:,} bytes, {rest}")]
    path.write_bytes(gzip.compress(large))
    (packed,) = opened("x")
    assert isinstance(packed, Skipped)
    assert re.fullmatch(rf"at least 1,0\d\d,\d\d\d bytes unpacked, {rest}", packed.reason)
    path.write_bytes(large[:1_000_000])
    assert opened("x") == [SourceText("x", "\n" * 1_000_000)]


def test_opening_reads_a_pipe_no_further_than_the_memory_holds(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "MOST_BYTES", 1_000)
    os.mkfifo(path)
    with ThreadPoolExecutor(1) as thread:
        thread.submit(path.write_bytes, b"\n" * 2_000)
        (item,) = opened("x")
    assert isinstance(item, Skipped)
    assert item.reason.startswith("at least 2,000 bytes, but at most 1,000 can be read")


def test_opening_packed_members_stand_one_after_another(path: Path) -> None:
    path.write_bytes(gzip.compress(b"a\n") + gzip.compress(b"b\n"))
    assert opened("x") == [SourceText("x", "a\nb\n")]


def _zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("papers.jsonl", TEXT)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\n\x00\xff", "a PDF; give titles and abstracts as text"),
        (_zipped(), "a ZIP archive or an office document; unpack it, or save it as CSV"),
        (bz2.compress(b"a"), "packed with bzip2; unpack it"),
        (lzma.compress(b"a"), "packed with xz; unpack it"),
        (b"\x28\xb5\x2f\xfd\x04", "packed with zstd; unpack it"),
        (gzip.compress(b"%PDF-1.7\n", mtime=0), "a PDF; give titles and abstracts as text"),
    ],
)
def test_opening_says_what_a_file_is_and_what_to_do(data: bytes, reason: str, path: Path) -> None:
    path.write_bytes(data)
    assert opened("x") == [Skipped("x", reason)]
