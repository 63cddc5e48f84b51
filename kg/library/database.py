"""The embedded database of a library folder: opening, its version, errors, one writer at a time.

SQLite keeps what was committed through a kill or a power cut, and gives back
the last committed state. What the tables hold stands in `TABLES`; records are
msgpack, packed (`pack`). The names of sources are bytes, as file names are.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from filelock import FileLock, Timeout

from ontology.errors import LibraryError

__all__ = [
    "DATABASE",
    "REVISION",
    "SCHEMA_VERSION",
    "Connection",
    "compact",
    "get_fact",
    "pack",
    "reading",
    "set_fact",
    "transaction",
    "unfinished",
    "unpack",
    "writing",
]

DATABASE = "library.db"
LOCK = ".lock"
REVISION = "revision"  # the fact that changes at the end of a build, with what the library holds
SCHEMA_VERSION = 3
SECONDS = 10  # to wait for another program that has the database open
APPLICATION = 0x706B6731  # "pkg1": tells our database from others
COMPRESSION = 3  # beyond this it only gets slower
FIRST_SCHEMA = "manifest.json"  # what schema 1 had in place of a database

Connection = sqlite3.Connection
Record = TypeVar("Record")

TABLES = """
-- What sources gave, record by record; `nth` tells records of one source with one id apart.
CREATE TABLE records (source BLOB, id TEXT, nth INTEGER, record BLOB NOT NULL,
    PRIMARY KEY (source, id, nth)) WITHOUT ROWID;
-- What was found in a text, by the hash of text and pipeline.
CREATE TABLE extractions (fingerprint TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
-- What follows from these: papers, entities, and which paper names which.
CREATE TABLE papers (number INTEGER PRIMARY KEY, node TEXT UNIQUE, title TEXT, fingerprint TEXT,
    record BLOB NOT NULL);
CREATE INDEX papers_by_title ON papers (title);
CREATE TABLE entities (number INTEGER PRIMARY KEY, node TEXT UNIQUE, type TEXT, papers INTEGER,
    degree INTEGER, record BLOB NOT NULL);
CREATE TABLE names (key TEXT, entity INTEGER, canonical INTEGER, PRIMARY KEY (key, entity))
    WITHOUT ROWID;
CREATE TABLE links (paper INTEGER, place INTEGER, entity INTEGER, PRIMARY KEY (paper, place))
    WITHOUT ROWID;
CREATE INDEX links_by_entity ON links (entity, paper);
-- What is said, in the order of `Knowledge.claims`; a claim without a head is of its paper.
CREATE TABLE claims (number INTEGER PRIMARY KEY, head INTEGER, relation TEXT, tail INTEGER,
    paper INTEGER, core INTEGER, evidence BLOB NOT NULL);
CREATE INDEX claims_by_head ON claims (head, tail);
CREATE INDEX claims_by_tail ON claims (tail, head);
CREATE INDEX claims_by_paper ON claims (paper, head);
CREATE TABLE results (number INTEGER PRIMARY KEY, node TEXT UNIQUE, paper INTEGER,
    record BLOB NOT NULL);
CREATE INDEX results_by_paper ON results (paper);
CREATE TABLE ends (entity INTEGER, result INTEGER, PRIMARY KEY (entity, result)) WITHOUT ROWID;
CREATE INDEX ends_by_result ON ends (result);
CREATE TABLE merges (record BLOB NOT NULL);
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


def pack(record: object) -> bytes:
    """A record as bytes.

    >>> unpack(pack(("a", 1)), tuple[str, int])
    ('a', 1)
    """
    return zlib.compress(msgspec.msgpack.encode(record), COMPRESSION)


@cache
def _decoder(type_: type[Any]) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(type_)


def unpack(data: bytes, type_: type[Record]) -> Record:
    """A record from bytes.

    Raises:
        LibraryError: If they hold no such record.
    """
    try:
        record: Record = _decoder(type_).decode(zlib.decompress(data))  # type: ignore[arg-type]
    except (zlib.error, msgspec.DecodeError) as error:
        msg = f"{DATABASE} is damaged ({error}); delete it and build the library again"
        raise LibraryError(msg) from error
    return record


_PLACE = "see who may write there, or choose another folder with --out"
_REMEDIES = {
    sqlite3.SQLITE_FULL: "make room on the disk; the same command goes on from there",
    sqlite3.SQLITE_READONLY: _PLACE,
    sqlite3.SQLITE_CANTOPEN: _PLACE,
    sqlite3.SQLITE_BUSY: "another program has it open; try again when it has ended",
    sqlite3.SQLITE_IOERR: "what was committed is kept; see whether the disk is full or damaged",
}


def _code(error: sqlite3.Error) -> int:
    """What SQLite calls the error, without the details."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """Errors of SQLite in words that say what to do."""
    path = folder / DATABASE
    try:
        yield
    except sqlite3.OperationalError as error:
        code = _code(error)
        if code not in _REMEDIES:  # no trouble of the user's
            raise
        raise LibraryError(f"{path}: {error}; {_REMEDIES[code]}") from error
    except sqlite3.DatabaseError as error:
        if _code(error) not in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
            raise
        msg = f"{path}: damaged ({error}); delete it and build the library again"
        raise LibraryError(msg) from error


def _absent(folder: Path) -> LibraryError:
    made = f"paperkg build SOURCES --out {folder}"
    if (folder / FIRST_SCHEMA).exists():
        return LibraryError(
            f"{folder}: library of schema 1, this version reads {SCHEMA_VERSION}; "
            f"build it again with: {made}"
        )
    return LibraryError(f"{folder}: no library here; make one with: {made}")


def unfinished(folder: Path) -> LibraryError:
    """What to say of a library whose first build was broken off."""
    return LibraryError(
        f"{folder}: its first build has not ended; the same command goes on: "
        f"paperkg build SOURCES --out {folder}"
    )


def _check_version(connection: Connection, folder: Path) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (schema,) = connection.execute("PRAGMA user_version").fetchone()
    if (application, schema) == (0, 0) and not _has_tables(connection):
        raise unfinished(folder)
    if (application, schema) != (APPLICATION, SCHEMA_VERSION):
        remedy = (
            "install a newer paperkg"
            if schema > SCHEMA_VERSION
            else f"delete it and build the library again with: paperkg build SOURCES --out {folder}"
        )
        msg = (
            f"{folder / DATABASE}: library of schema {schema}, this version reads "
            f"{SCHEMA_VERSION}; {remedy}"
        )
        raise LibraryError(msg)


@contextmanager
def reading(folder: Path) -> Iterator[Connection]:
    """Open the database of a library to read: all that is read is of one moment.

    What a killed writer left behind is mended by that. Where this user may make
    no log, and there is none, the file is read as if nobody could change it.

    Raises:
        LibraryError: If there is none, of another version, or damaged, or if
            somebody else changed what is read without a log.
    """
    path = folder / DATABASE
    if not path.is_file():
        raise _absent(folder)
    logged = os.access(folder, os.W_OK) or _log(path).exists()
    name = path.resolve().as_uri() + ("" if logged else "?immutable=1")
    with nullcontext() if logged else _unchanged(path), _explained(folder):
        connection = sqlite3.connect(name, timeout=SECONDS, uri=True)
        connection.isolation_level = None
        try:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("BEGIN")
            _check_version(connection, folder)
            yield connection
        finally:
            connection.close()


def _log(path: Path) -> Path:
    """Where SQLite writes ahead what is to be in a database; gone when nobody has it open."""
    return path.with_name(f"{path.name}-wal")


@contextmanager
def _unchanged(path: Path) -> Iterator[None]:
    """Whoever changes the database meanwhile makes what is read of it worthless."""

    def state() -> tuple[int, int, bool]:
        found = path.stat()
        return found.st_mtime_ns, found.st_size, _log(path).exists()

    before = state()
    try:
        yield
    finally:
        if state() != before:
            raise LibraryError(f"{path}: changed while it was read; try again")


@contextmanager
def writing(folder: Path) -> Iterator[Connection]:
    """Open the database of a library to change it; made if there is none.

    Raises:
        LibraryError: If it cannot be written, is of another version or damaged,
            or if another process changes it now.
    """
    with _locked(folder), _explained(folder):
        connection = sqlite3.connect(folder / DATABASE, timeout=SECONDS)
        connection.isolation_level = None
        try:
            connection.execute("PRAGMA secure_delete = ON")  # what is removed is gone
            _make(connection)
            _check_version(connection, folder)
            yield connection
        finally:
            connection.close()


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """No other process changes the library; the system frees a lock whose holder is killed."""
    lock = FileLock(folder / LOCK, timeout=0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        msg = f"{folder}: another paperkg changes this library now; wait until it has ended"
        raise LibraryError(msg) from error
    except OSError as error:
        msg = f"{folder}: cannot be written ({error.strerror}); choose another folder with --out"
        raise LibraryError(msg) from error
    try:
        yield
    finally:
        lock.release()


def _has_tables(connection: Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master").fetchone() is not None


def _make(connection: Connection) -> None:
    """Make the tables where there is nothing yet."""
    if not _has_tables(connection):
        # With a write-ahead log nobody who reads holds up a build, nor a build who reads.
        connection.execute("PRAGMA journal_mode = WAL")
        with transaction(connection):
            for statement in TABLES.split(";\n"):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """All of the changes inside, or none."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk ends it by itself
            connection.execute("ROLLBACK")
        raise


def compact(connection: Connection) -> None:
    """Give free space back to the disk where there is much of it; failing that is no harm."""
    (free,) = connection.execute("PRAGMA freelist_count").fetchone()
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    if free > pages / 3:
        with suppress(sqlite3.OperationalError):
            connection.execute("VACUUM")


def get_fact(connection: Connection, name: str) -> str | None:
    """A fact about the library, None where it is not set."""
    row = connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])


def set_fact(connection: Connection, name: str, value: str) -> None:
    """Set a fact about the library."""
    connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))
