"""Requests wait for a free process, but not for ever, and not too many of them."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pyoxigraph as ox
import pytest

from kg.server import pool as pools
from kg.server.pool import BusyError, Limits, Pool
from kg.sparql.engine import Form, Reply, Request
from kg.sparql.worker import Worker

Answered = TypeVar("Answered")

REQUEST = Request("ASK {}", {})
ANSWER = Reply(Form.JSON, b"yes")


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Workers that answer when this is set, without a process."""
    event = threading.Event()

    def answer(self: Worker, request: Request, seconds: float) -> Reply:
        assert event.wait(60)
        return ANSWER

    monkeypatch.setattr(Worker, "ask", answer)
    yield event
    event.set()


def run(asking: Coroutine[None, None, Answered]) -> Answered:
    """What a coroutine gives, in a thread of its own: a browser test has a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asking).result()


def test_pool_gives_each_worker_back(held: threading.Event) -> None:
    held.set()

    async def ask() -> list[Reply]:
        pool = Pool(ox.Store, Limits(workers=1))
        try:
            return [await pool.ask(REQUEST) for _ in range(3)]
        finally:
            pool.close()

    assert run(ask()) == [ANSWER] * 3


def test_pool_is_busy_when_none_is_free_in_time(held: threading.Event) -> None:
    async def ask() -> Reply:
        pool = Pool(ox.Store, Limits(seconds=0.01, workers=1))
        first = asyncio.ensure_future(pool.ask(REQUEST))
        await asyncio.sleep(0)
        with pytest.raises(BusyError, match=r"^busy with other queries"):
            await pool.ask(REQUEST)
        held.set()
        return await first

    assert run(ask()) == ANSWER


def test_pool_lets_only_some_wait(held: threading.Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "QUEUE", 1)

    async def ask() -> list[Reply]:
        pool = Pool(ox.Store, Limits(seconds=60, workers=1))
        asked = [asyncio.ensure_future(pool.ask(REQUEST)) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(BusyError):
            await pool.ask(REQUEST)
        held.set()
        return await asyncio.gather(*asked)

    assert run(ask()) == [ANSWER] * 2


def test_pool_worker_is_free_only_when_it_is_done(held: threading.Event) -> None:
    async def ask() -> Reply:
        pool = Pool(ox.Store, Limits(seconds=60, workers=1))
        first = asyncio.ensure_future(pool.ask(REQUEST))
        await asyncio.sleep(0)
        first.cancel()  # nobody waits any more, and yet the process is at work
        with pytest.raises(asyncio.CancelledError):
            await first
        second = asyncio.ensure_future(pool.ask(REQUEST))
        await asyncio.sleep(0)
        assert not second.done()
        held.set()
        return await second

    assert run(ask()) == ANSWER


def test_pool_ends_a_process_whose_store_is_of_what_the_library_was(
    held: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    held.set()
    closed: list[str] = []
    states = ["old", "old", "new", "new"]
    monkeypatch.setattr(Worker, "close", lambda self: closed.append(states[0]))

    async def ask() -> list[list[str]]:
        pool = Pool(ox.Store, Limits(workers=1), lambda: states.pop(0))
        seen = []
        for _ in range(4):
            await pool.ask(REQUEST)
            seen.append(list(closed))
        return seen

    assert run(ask()) == [[], [], ["new"], ["new"]]
