"""Exports get ready beside the library and are put in place at once.

All of them are written to a folder of their own first; then the database
commits what they show; then each takes its place. Killed before the commit,
the library is as it was; killed after it, whoever opens the library next puts
the rest in place. So no export is ever half written, and none says something
else than the library for longer than until then.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from kg.library.database import Connection, get_fact, reading, set_fact, transaction, writing
from ontology.errors import ExportError, LibraryError

__all__ = ["STAGE", "STORE", "announce", "clear", "drop_store", "finish", "publish", "staging"]

STAGE = ".staged"
STORE = ".store"  # what `kg.library.triple_store` keeps
_READY = "staged"  # the fact that lists what is staged and belongs to the library


def clear(folder: Path) -> Path:
    """Make the stage empty.

    Args:
        folder: Of the library.

    Returns:
        The stage.
    """
    stage = folder / STAGE
    shutil.rmtree(stage, ignore_errors=True)
    return stage


def drop_store(folder: Path) -> None:
    """Delete the store of the triples: it is of what the library was, and made anew when asked for.

    Args:
        folder: Of the library.
    """
    shutil.rmtree(folder / STORE, ignore_errors=True)


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """An empty stage to be filled; where that fails, nothing is left on it.

    Args:
        folder: Of the library.

    Yields:
        The stage.
    """
    try:
        yield clear(folder)
    except BaseException:
        clear(folder)
        raise


def announce(connection: Connection, folder: Path) -> None:
    """Say, in the transaction that changes the library, that the stage holds its exports."""
    stage = folder / STAGE
    names = sorted(p.relative_to(stage).as_posix() for p in stage.rglob("*") if p.is_file())
    set_fact(connection, _READY, msgspec.json.encode(names).decode())


def _announced(connection: Connection) -> list[str]:
    return msgspec.json.decode(get_fact(connection, _READY) or "[]", type=list[str])


def publish(connection: Connection, folder: Path) -> None:
    """Put in place what was staged and announced; forget what was staged only.

    Raises:
        ExportError: If a file cannot take its place.
    """
    names = _announced(connection)
    for path in (folder / STAGE / name for name in names):
        if path.exists():  # else it is in place since before a kill
            _place(path, folder / path.relative_to(folder / STAGE))
    if names:
        with transaction(connection):
            set_fact(connection, _READY, "[]")
    clear(folder)


def _place(path: Path, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
    except OSError as error:
        msg = (
            f"{target}: cannot be replaced ({error.strerror}); move away what is there and run "
            "the command again"
        )
        raise ExportError(msg) from error


def finish(folder: Path) -> None:
    """Put in place what a build had announced when it was killed; where it can be written."""
    try:
        with reading(folder) as connection:
            names = _announced(connection)
        if names:
            with writing(folder) as connection:
                publish(connection, folder)
    except (LibraryError, ExportError):  # not there, or in use: not for a reader to mend
        return
