"""The database: one writer, a clear word for every trouble, all or nothing."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from kg.library.database import (
    DATABASE,
    LOCK,
    Connection,
    get_fact,
    pack,
    reading,
    set_fact,
    transaction,
    unpack,
    writing,
)
from ontology.errors import LibraryError
from ontology.records import Paper

HOLD = """
import sys
from pathlib import Path
from kg.library.database import writing
with writing(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_database_packs_and_unpacks() -> None:
    paper = Paper("a", "Moths \U0001f98b", "We count.", authors=("Ada", "Bo"))
    assert unpack(pack(paper), Paper) == paper


@pytest.mark.parametrize("data", [b"", b"moths", pack(["a"]), pack(Paper("a", "b", "c"))[:-4]])
def test_database_says_what_cannot_be_unpacked(data: bytes) -> None:
    with pytest.raises(LibraryError, match=f"{DATABASE} is damaged .+build the library again$"):
        unpack(data, Paper)


def _stopped(connection: Connection) -> None:
    with transaction(connection):
        set_fact(connection, "moths", "8")
        raise KeyboardInterrupt


def _fill(folder: Path) -> None:
    """Write more than there is room for."""
    with writing(folder) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
        with transaction(connection):
            set_fact(connection, "moths", "x" * 100_000)


def test_database_changes_all_or_nothing(tmp_path: Path) -> None:
    with writing(tmp_path) as connection:
        with transaction(connection):
            set_fact(connection, "moths", "7")
        with pytest.raises(KeyboardInterrupt):
            _stopped(connection)
        assert get_fact(connection, "moths") == "7"
    with reading(tmp_path) as connection:
        assert get_fact(connection, "moths") == "7"
        assert get_fact(connection, "owls") is None


def test_database_has_one_writer_and_frees_it_when_that_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        message = f"{tmp_path}: another paperkg changes this library now; wait until it has ended"
        with pytest.raises(LibraryError, match=f"^{re.escape(message)}$"), writing(tmp_path):
            pass
        other.kill()
    with writing(tmp_path) as connection:
        assert get_fact(connection, "moths") is None


def test_database_is_read_while_another_writes(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        set_fact(writer, "moths", "7")
        with reading(tmp_path) as reader:
            assert get_fact(reader, "moths") == "7"


def test_database_says_that_the_disk_is_full(tmp_path: Path) -> None:
    message = rf"{DATABASE}: database or disk is full; make room on the disk; the same command"
    with pytest.raises(LibraryError, match=message):
        _fill(tmp_path)
    with reading(tmp_path) as connection:
        assert get_fact(connection, "moths") is None


def test_database_says_that_it_cannot_be_written(tmp_path: Path) -> None:
    with writing(tmp_path):
        pass
    message = f"{DATABASE}: attempt to write a readonly database; see who may write there, or"
    with pytest.raises(LibraryError, match=message), reading(tmp_path) as connection:
        set_fact(connection, "moths", "7")


def _read_beside(folder: Path, said: str) -> str | None:
    """What is read where no log can be made, after somebody else wrote something."""
    with reading(folder) as connection:
        if said:
            with writing(folder) as other:
                set_fact(other, "moths", said)
        return get_fact(connection, "moths")


def test_database_is_read_where_nobody_may_write_unless_somebody_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing(tmp_path) as connection:
        set_fact(connection, "moths", "7")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert _read_beside(tmp_path, "") == "7"
    assert {path.name for path in tmp_path.iterdir()} == {DATABASE, LOCK}  # no log was made
    message = f"{tmp_path / DATABASE}: changed while it was read; try again"
    with pytest.raises(LibraryError, match=f"^{re.escape(message)}$"):
        _read_beside(tmp_path, "8")
    with writing(tmp_path) as other:
        set_fact(other, "moths", "9")
        assert _read_beside(tmp_path, "") == "9"  # there is a log, with that in it


@pytest.mark.parametrize("below", ["", "out"])
def test_database_says_where_no_folder_can_be(below: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("moths")
    folder = tmp_path / "file" / below
    message = rf"^{folder}: cannot be written \(.+\); choose another folder with --out$"
    with pytest.raises(LibraryError, match=message), writing(folder):
        pass


def test_database_lets_mistakes_of_ours_through(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError), writing(tmp_path) as connection:
        connection.execute("SELECT moths FROM facts")
