"""What was extracted, kept by the hash of text and pipeline, so that nothing is read twice."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Iterator
from dataclasses import replace

from kg.library.database import DATABASE, Connection, pack, transaction, unpack
from ontology.errors import LibraryError
from ontology.records import Extraction, Paper

__all__ = ["extracted", "forget", "known_fingerprints", "storing"]

SECONDS = 0.5  # between two commits: of what is extracted, so much can a kill lose


def known_fingerprints(connection: Connection) -> set[str]:
    """The fingerprints of all that was extracted."""
    return {row[0] for row in connection.execute("SELECT fingerprint FROM extractions")}


def storing(
    connection: Connection, extractions: Iterable[Extraction]
) -> Generator[Extraction, None, None]:
    """Keep extractions as they come by, also those of an iteration that is broken off.

    Args:
        connection: Open for writing.
        extractions: To be kept.

    Yields:
        The same.
    """
    waiting: list[Extraction] = []
    last = time.monotonic()
    try:
        for extraction in extractions:
            waiting.append(extraction)
            if time.monotonic() - last > SECONDS:
                ready, waiting, last = waiting, [], time.monotonic()
                _put(connection, ready)
            yield extraction
    finally:
        _put(connection, waiting)


def _put(connection: Connection, extractions: list[Extraction]) -> None:
    if not extractions:
        return
    with transaction(connection):
        connection.executemany(
            "INSERT OR REPLACE INTO extractions VALUES (?, ?)",
            ((extraction.fingerprint, pack(extraction)) for extraction in extractions),
        )


def extracted(connection: Connection, wanted: Iterable[tuple[Paper, str]]) -> Iterator[Extraction]:
    """What was extracted from papers.

    Args:
        connection: To the database.
        wanted: Papers, each with the fingerprint of its extraction.

    Yields:
        An extraction under the id of the paper, in the order asked for.

    Raises:
        LibraryError: If one is missing: the library was changed meanwhile, or is damaged.
    """
    for paper, fingerprint in wanted:
        row = connection.execute(
            "SELECT record FROM extractions WHERE fingerprint = ?", (fingerprint,)
        ).fetchone()
        if row is None:
            msg = (
                f"{DATABASE}: what was extracted of paper {paper.id} is gone: the library was "
                "changed after it was loaded (load it again), or is damaged (build it again)"
            )
            raise LibraryError(msg)
        found = unpack(row[0], Extraction)
        if found.paper != paper.id:  # the same text under another id, or the id changed
            merges = tuple(replace(merge, paper=paper.id) for merge in found.merges)
            found = replace(found, paper=paper.id, merges=merges)
        yield found


def forget(connection: Connection, kept: Iterable[str], *, spare: bool) -> None:
    """Forget what was extracted from papers that the library does not hold.

    Args:
        connection: In a transaction, before the papers change.
        kept: Fingerprints of the papers that the library has from now on.
        spare: Whether to keep what belongs to no paper yet: a build that was
            broken off goes on with it.
    """
    table = "papers" if spare else "extractions"
    before = {row[0] for row in connection.execute(f"SELECT fingerprint FROM {table}")}  # noqa: S608
    connection.executemany(
        "DELETE FROM extractions WHERE fingerprint = ?",
        ((fingerprint,) for fingerprint in sorted(before - set(kept))),
    )
