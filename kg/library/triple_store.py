"""The triples of a library in a store on disk beside it, so that a query need not load the library.

Made when first asked for, and anew when the library, its overrides or this
program changed; whoever deletes it loses nothing. It is written elsewhere and
then named, so that a kill leaves none or a whole one. Several processes may
read one. A small library, or one where nobody may write, gets a store in memory.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
from filelock import FileLock

from extractors.resources import contents_digest
from kg.library.database import REVISION, get_fact, reading
from kg.library.publishing import STORE, finish
from kg.memory import collecting_later
from kg.overrides.tables import read_overrides
from ontology.errors import LibraryError

if TYPE_CHECKING:
    from ontology.knowledge import Knowledge

__all__ = ["WORTH", "open_store", "state_of"]

WORTH = 200  # papers from which a store on disk is worth its folder
_UNUSABLE = (OSError, RuntimeError)  # what pyoxigraph raises for a folder that is no good
_LOCK = "lock"
_NEW = "new"


def open_store(folder: Path) -> ox.Store:
    """The triples of a library, to be asked.

    Args:
        folder: Written by ``paperkg build``.

    Returns:
        A store: on disk and read-only, or in memory.

    Raises:
        LibraryError: If there is no library, of another version, or damaged.
    """
    finish(folder)
    place = folder / STORE / state_of(folder)
    if place.is_dir():
        with suppress(*_UNUSABLE):  # damaged: made anew
            return ox.Store.read_only(str(place))
        shutil.rmtree(place, ignore_errors=True)
    try:
        found = _fresh(folder, place)
    except LibraryError:
        if state_of(folder) == place.name:
            raise
        found = None
    return found or open_store(folder)  # the library changed while it was read: again


def _fresh(folder: Path, place: Path) -> ox.Store | None:
    """A store of what the library holds; None if that is something else than it was."""
    # Much is imported here that a store that is ready does without.
    from exports.rdf import triples
    from kg.library.store import read_knowledge
    from kg.sparql.engine import make_store

    knowledge = read_knowledge(folder)
    if len(knowledge.papers) >= WORTH:
        with suppress(*_UNUSABLE):  # nobody may write there, or the disk is full
            _make(knowledge, place)
            if state_of(folder) == place.name:
                return ox.Store.read_only(str(place))
            shutil.rmtree(place, ignore_errors=True)  # what was removed must not stay behind
            return None
    return make_store(triples(knowledge))


def state_of(folder: Path) -> str:
    """A name for what the library holds now, without reading it; the same while a build runs.

    Raises:
        LibraryError: If there is no library, of another version, or damaged.
    """
    with reading(folder) as connection:
        revision = get_fact(connection, REVISION) or ""
    parts = [contents_digest("exports", "ontology", "kg"), read_overrides(folder).digest, revision]
    return sha256("\n".join(parts).encode()).hexdigest()[:16]


def _make(knowledge: Knowledge, place: Path) -> None:
    """Write a store and give it its name; what else stands there is of former states."""
    from exports.rdf import descriptions
    from kg.sparql.names import add_keys

    place.parent.mkdir(exist_ok=True)
    with FileLock(place.parent / _LOCK):
        if place.exists():  # another process was quicker
            return
        for other in place.parent.iterdir():
            if other.name != _LOCK:
                shutil.rmtree(other, ignore_errors=True)
        new = place.with_name(_NEW)
        try:
            store = ox.Store(str(new))
            with collecting_later():
                store.bulk_extend(
                    ox.Quad(subject, predicate, value)
                    for subject, pairs in descriptions(knowledge)
                    for predicate, value in pairs
                )
            add_keys(store)
            store.optimize()  # into few files
            store.flush()
            del store  # closes it
            new.replace(place)
        finally:
            shutil.rmtree(new, ignore_errors=True)  # half of one
