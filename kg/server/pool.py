"""The processes that answer for the server, a few at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.sparql.limits import SECONDS
from kg.sparql.worker import Worker
from ontology.errors import QueryError

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.sparql.engine import Reply, Request

__all__ = ["BusyError", "Limits", "Pool"]

QUEUE = 8  # requests that may wait for each process


class BusyError(QueryError):
    """All processes are at work, and enough requests wait for them."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a request may take.

    Attributes:
        seconds: For a query; as long again it may wait for its turn.
        answer: Bytes of an answer.
        workers: Queries at a time.
    """

    seconds: float = SECONDS
    answer: int = 20_000_000
    workers: int = 2


class Pool:
    """Workers of one library.

    Args:
        open_: Opens its store; see `Worker`.
        limits: What a request may take.
        state: Tells what the library holds now by a value that changes with it:
            what was removed from it is not told any more.
    """

    def __init__(
        self,
        open_: Callable[[], ox.Store],
        limits: Limits,
        state: Callable[[], object] = lambda: None,
    ) -> None:
        self.limits = limits
        self._state = state
        self._workers = [Worker(open_) for _ in range(limits.workers)]
        self._states: dict[Worker, object] = {}
        self._threads = ThreadPoolExecutor(limits.workers)
        self._idle: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()
        for worker in self._workers:
            self._idle.put_nowait(worker)
        self._waiting = 0

    def start(self) -> None:
        """Start the processes, one after the other: the first may have a store to make.

        Raises:
            PaperkgError: If the store cannot be opened.
        """
        for worker in self._workers:
            self._refresh(worker)
            worker.start()

    async def ask(self, request: Request) -> Reply:
        """Answer a request when a process is free.

        Raises:
            BusyError: If none is free in time.
            QueryError: See `Worker.ask`.
        """
        loop = asyncio.get_running_loop()
        worker = await self._free()
        asked = loop.run_in_executor(self._threads, self._answer, worker, request)
        # The process is free when it is, not when somebody no longer waits for it.
        asked.add_done_callback(lambda _: self._idle.put_nowait(worker))
        return await asyncio.shield(asked)

    def _answer(self, worker: Worker, request: Request) -> Reply:
        self._refresh(worker)
        return worker.ask(request, self.limits.seconds)

    def _refresh(self, worker: Worker) -> None:
        """End a process whose store is of what the library was."""
        state = self._state()
        if self._states.get(worker, state) != state:
            worker.close()
        self._states[worker] = state

    async def _free(self) -> Worker:
        with suppress(asyncio.QueueEmpty):
            return self._idle.get_nowait()
        msg = "busy with other queries; try again in a while"
        if self._waiting >= QUEUE * self.limits.workers:
            raise BusyError(msg)
        self._waiting += 1
        try:
            return await asyncio.wait_for(self._idle.get(), self.limits.seconds)
        except TimeoutError as error:
            raise BusyError(msg) from error
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """End the processes, whatever they do."""
        for worker in self._workers:
            worker.close()
        self._threads.shutdown(wait=False, cancel_futures=True)
