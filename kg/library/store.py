"""The library as a whole: what it holds, and how it changes in one step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from extractors.resources import contents_digest
from kg.assembly import assemble
from kg.library.database import (
    REVISION,
    Connection,
    get_fact,
    reading,
    set_fact,
    transaction,
    unfinished,
)
from kg.library.extractions import extracted, forget
from kg.library.publishing import announce, drop_store, finish
from kg.library.resolved import load_papers, load_resolved, paper_digests, save_resolved
from kg.library.sources import put_records
from kg.overrides.tables import Overrides, read_overrides
from kg.readers.merging import Found
from ontology.errors import LibraryError
from ontology.knowledge import Knowledge
from ontology.records import Extraction, Paper
from ontology.version import __version__

__all__ = [
    "Content",
    "change",
    "looking",
    "must_be_built",
    "read_knowledge",
    "read_parts",
    "restore",
]

_RESOLVED = "resolved"  # the fact that says by what the library was resolved


@dataclass(frozen=True, slots=True)
class Content:
    """What a library is to hold.

    Attributes:
        records: What sources gave, with the name of each.
        fingerprints: Of the extraction of each paper, by paper id.
        knowledge: What follows from all that.
        overrides: The decisions it was resolved with.
        spare: Whether what was extracted of no paper that it holds is kept.
    """

    records: Sequence[Found]
    fingerprints: dict[str, str]
    knowledge: Knowledge
    overrides: Overrides
    spare: bool = False


def _resolved_by(overrides: Overrides) -> str:
    packages = ("extractors", "ontology", "kg")  # kg.resolution takes rules from the first, too
    return f"{__version__} {contents_digest(*packages)} {overrides.digest}"


def _resolution(connection: Connection, folder: Path) -> str:
    resolved = get_fact(connection, _RESOLVED)
    if resolved is None:
        raise unfinished(folder)
    return resolved


def must_be_built(folder: Path) -> None:
    """Refuse a folder that holds no library.

    Raises:
        LibraryError: If there is none, or no build of it has ended yet.
    """
    with reading(folder) as connection:
        _resolution(connection, folder)


@contextmanager
def looking(folder: Path) -> Iterator[tuple[Connection, Overrides, bool]]:
    """A library to be read, after what a killed build had announced is put in place.

    Args:
        folder: Written by ``paperkg build``.

    Yields:
        Its database, the user's decisions of now, and whether it was resolved
        with these by this version.

    Raises:
        LibraryError: If there is none, of another version, or damaged, or no
            build of it has ended yet.
    """
    finish(folder)
    overrides = read_overrides(folder)
    with reading(folder) as connection, _told_as_damage(folder):
        is_current = _resolution(connection, folder) == _resolved_by(overrides)
        yield connection, overrides, is_current


def change(connection: Connection, folder: Path, content: Content) -> None:
    """Make a library hold something else, in one transaction.

    What nothing speaks of any more is gone from the file too. The exports must
    have been staged.

    Args:
        connection: Open for writing.
        folder: Of the library.
        content: What it shall hold.
    """
    drop_store(folder)  # before, so that a kill after the commit leaves none
    with transaction(connection):
        put_records(connection, content.records)
        forget(connection, content.fingerprints.values(), spare=content.spare)
        save_resolved(connection, content.knowledge, content.fingerprints)
        set_fact(connection, _RESOLVED, _resolved_by(content.overrides))
        set_fact(connection, REVISION, _digest(connection, content))
        announce(connection, folder)
    drop_store(folder)  # again: a query may have made one until then


def _digest(connection: Connection, content: Content) -> str:
    """A hash of what was just saved, by the papers as they were packed for that."""
    digests = paper_digests(connection)
    digest = sha256(_resolved_by(content.overrides).encode())
    for paper in content.knowledge.papers:
        digest.update(digests[paper.node])
        digest.update(content.fingerprints[paper.id].encode())
    return digest.hexdigest()


def read_parts(folder: Path) -> tuple[tuple[Paper, ...], tuple[Extraction, ...], Overrides]:
    """What a library folder holds: papers, what was extracted, what the user decided.

    Args:
        folder: Written by ``paperkg build``.

    Raises:
        LibraryError: If there is none, of another version, or damaged.
    """
    with looking(folder) as (connection, overrides, _):
        return *_parts(connection), overrides


def _parts(connection: Connection) -> tuple[tuple[Paper, ...], tuple[Extraction, ...]]:
    papers = load_papers(connection)
    return tuple(paper for paper, _ in papers), tuple(extracted(connection, papers))


def read_knowledge(folder: Path) -> Knowledge:
    """Restore the knowledge of a library folder.

    Where it was resolved by another version, or with other overrides than
    those of now, it is resolved again; the folder stays as it is.

    Args:
        folder: Written by ``paperkg build``.

    Returns:
        The same knowledge.

    Raises:
        LibraryError: If there is none, of another version, or damaged.
    """
    with looking(folder) as (connection, overrides, is_current):
        if is_current:
            return load_resolved(connection, folder, overrides)
        papers, extractions = _parts(connection)
    return restore(folder, papers, extractions, overrides)


def restore(
    folder: Path,
    papers: Iterable[Paper],
    extractions: Iterable[Extraction],
    overrides: Overrides,
) -> Knowledge:
    """Put together what was read from a library folder.

    Raises:
        LibraryError: If an extraction is damaged.
    """
    with _told_as_damage(folder):
        return assemble(papers, extractions, overrides)


@contextmanager
def _told_as_damage(folder: Path) -> Iterator[None]:
    """What goes wrong with records that do not belong together, in words for the user."""
    try:
        yield
    except LibraryError:
        raise
    except (LookupError, ValueError) as error:
        msg = f"{folder}: damaged ({error}); delete it and build the library again"
        raise LibraryError(msg) from error
