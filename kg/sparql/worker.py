"""A process of its own that answers queries: it can be killed, and can open nothing.

pyoxigraph cannot be told to stop. So queries that may take long, or that
strangers wrote, run in another process, which is killed when time is up. Once
it holds its store it gets only so much more memory, and no more files or
connections than a large store has parts yet to open: none, mostly. So the
system refuses what a query tries to fetch, should `kg.sparql.text` have let it
through. That is on Linux; elsewhere the text alone is looked at.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from kg.processes import end_with_parent
from kg.sparql.limits import MEMORY
from ontology.errors import PaperkgError, QueryError

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.sparql.engine import Reply, Request

__all__ = ["TimeOutError", "Worker"]

_TOO_MUCH = "stopped: the query took more memory than it may; ask for less"
_KILLED = (-signal.SIGABRT, -9)  # how a process ends that gets no more memory
_TABLE = ".sst"  # how the files of a store on disk end
GRACE = 5.0  # seconds for a process to end after it was killed


class TimeOutError(QueryError):
    """A query took too long and was stopped."""


class Worker:
    """A process with a store, for one question at a time.

    Args:
        open_: Opens the store; called in the process, so it must be picklable.
        memory: Bytes that queries may take, beyond the store.
    """

    def __init__(self, open_: Callable[[], ox.Store], memory: int = MEMORY) -> None:
        self._open = open_
        self._memory = memory
        self._link: Connection | None = None
        self._process: BaseProcess | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def process_id(self) -> int | None:
        """Of the process that runs; None where none does."""
        return None if self._process is None else self._process.pid

    def start(self) -> Connection:
        """Start the process, unless it runs, and wait until its store is open.

        Returns:
            The connection to it.

        Raises:
            PaperkgError: If the store cannot be opened.
        """
        if self._link is not None:
            return self._link
        context = multiprocessing.get_context("spawn")
        link, other = context.Pipe()
        process = context.Process(target=_work, args=(other, self._open, self._memory), daemon=True)
        self._link, self._process = link, process
        try:
            process.start()
            other.close()
            failure: PaperkgError | None = link.recv()
        except EOFError as error:
            msg = f"the process for queries ended before it was ready (code {self._code()})"
            self.close()
            raise QueryError(msg) from error
        except BaseException:
            self.close()
            raise
        if failure is not None:
            self.close()
            raise failure
        return link

    def ask(self, request: Request, seconds: float) -> Reply:
        """Answer a request; a process that fails at it is killed, the next request gets another.

        Args:
            request: What and how.
            seconds: How long it may take, not counting the time to open the store.

        Raises:
            TimeOutError: If it takes longer.
            QueryError: If it is not allowed, needs too much memory, or its
                answer is too large.
            PaperkgError: If the store cannot be opened.
        """
        link = self.start()
        try:
            link.send(request)
            reply: Reply | QueryError | None = link.recv() if link.poll(seconds) else None
        except (EOFError, OSError) as error:
            code = self._code()
            self.close()
            msg = f"the process for queries ended (code {code})"
            raise QueryError(_TOO_MUCH if code in _KILLED else msg) from error
        except BaseException:
            self.close()
            raise
        if reply is None:
            self.close()
            msg = (
                f"stopped after {seconds:g} seconds: ask for less (a value in place of a "
                "variable, a LIMIT in a subquery), or allow more time"
            )
            raise TimeOutError(msg)
        if isinstance(reply, QueryError):
            raise reply
        return reply

    def _code(self) -> int | None:
        """How the process ended."""
        if self._process is None:
            return None
        self._process.join(GRACE)
        return self._process.exitcode

    def close(self) -> None:
        """End the process, whatever it does."""
        if self._link is not None:
            self._link.close()
        if self._process is not None and self._process.pid is not None:
            self._process.kill()
            self._process.join(GRACE)
        self._link = self._process = None


def _work(connection: Connection, open_: Callable[[], ox.Store], memory: int) -> None:
    """The life of the process: open the store, seal, answer until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is for the parent, which ends this
    end_with_parent()
    try:
        store = open_()
    except PaperkgError as error:
        connection.send(error)
        return
    from kg.sparql.engine import respond
    from kg.sparql.names import Names

    names = Names(store)
    _seal(memory)
    connection.send(None)
    with suppress(EOFError, BrokenPipeError):
        while True:
            request: Request = connection.recv()
            reply: Reply | QueryError
            try:
                reply = respond(store, names, request)
            except OSError as error:  # of the store: a damaged disk, say
                reply = QueryError(f"the store cannot be read ({error.strerror or error})")
            except QueryError as error:
                reply = type(error)(str(error))  # without what caused it: that may not travel
            except MemoryError:
                reply = QueryError(_TOO_MUCH)
            connection.send(reply)


def _seal(memory: int) -> None:
    """Open nothing from now on, and take only so much more memory; where the system can do that."""
    if sys.platform != "linux":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (_taken() + memory,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_files(),) * 2)


def _taken() -> int:
    """Bytes of address space that this process has."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _files() -> int:
    """The number below which files may be opened: 0, unless a store on disk has more to open.

    RocksDB opens sixteen tables with a store and the others when they are needed.
    """
    opened = {}
    for link in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # the one by which the folder was read
            opened[int(link.name)] = link.readlink()
    tables = {path for path in opened.values() if path.suffix == _TABLE}
    waiting = {table for path in tables for table in path.parent.glob(f"*{_TABLE}")} - tables
    return max(opened) + 1 + len(waiting) if waiting else 0
