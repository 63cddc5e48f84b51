"""A process for queries: stopped in time, sealed, and another one after each that failed."""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.sparql.engine import Request
from kg.sparql.worker import TimeOutError, Worker
from ontology.errors import LibraryError, QueryError

ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c = ?f && ?i > ?l) }"
NUMBERS = 300


def numbers() -> ox.Store:
    """A store of some triples."""
    store = ox.Store()
    name = ox.NamedNode("https://example.org/number")
    store.extend(ox.Quad(name, name, ox.Literal(number)) for number in range(NUMBERS))
    return store


def refuse() -> ox.Store:
    """No store."""
    raise LibraryError("no library here")


def die() -> ox.Store:
    """No store, and no word of it."""
    os._exit(3)


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker(numbers, memory=300 << 20) as started:
        yield started


def count(worker: Worker) -> bytes:
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    return worker.ask(Request(query, {}), 60).body


def test_worker_answers(worker: Worker) -> None:
    assert b'"value":"300"' in count(worker)


def test_worker_is_stopped_and_another_answers(worker: Worker) -> None:
    with pytest.raises(TimeOutError, match=r"^stopped after 0\.2 seconds: ask for less"):
        worker.ask(Request(ENDLESS, {}), 0.2)
    assert b'"value":"300"' in count(worker)


def test_worker_passes_on_what_is_refused(worker: Worker) -> None:
    with pytest.raises(QueryError, match=r"^SERVICE is not allowed"):
        worker.ask(Request("SELECT * { SERVICE <http://127.0.0.1:9/> {} }", {}), 60)
    reply = worker.ask(Request("SELECT", {}), 60)
    assert reply.broken == "SELECT"
    with pytest.raises(QueryError, match=r"^the answer is larger than 10 bytes"):
        worker.ask(Request("SELECT * { ?s ?p ?o }", {}, most=10), 60)
    with pytest.raises(QueryError, match=r"^no Model is called 'x'"):
        worker.ask(Request("ASK { ?p pk:uses $model }", {"model": "x"}), 60)


@pytest.mark.skipif(sys.platform != "linux", reason="the system has no such limit")
def test_worker_takes_no_more_memory_than_it_may(worker: Worker) -> None:
    greedy = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
    with pytest.raises(QueryError, match=r"^stopped: the query took more memory than it may"):
        worker.ask(Request(greedy, {}), 120)
    assert b'"value":"300"' in count(worker)


def sealed() -> ox.Store:
    """A store; from now on nothing looks at what a query says before it runs."""
    from kg.sparql import engine

    setattr(engine, "check_allowed", lambda query: None)  # noqa: B010
    return numbers()


@pytest.mark.skipif(sys.platform != "linux", reason="the system has no such limit")
def test_worker_can_reach_nothing_even_where_the_text_is_not_looked_at() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, Worker(sealed) as worker:
        server.setblocking(False)
        port = server.getsockname()[1]
        query = f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"
        with pytest.raises(QueryError, match=r"^the query cannot be answered: .*open files"):
            worker.ask(Request(query, {}), 60)
        with pytest.raises(BlockingIOError):
            server.accept()


def many_files(folder: Path) -> ox.Store:
    """A store on disk of more files than RocksDB opens at once."""
    name = ox.NamedNode("https://example.org/number")
    store = ox.Store(str(folder))
    for start in range(0, 90, 30):  # few enough that nothing is put together meanwhile
        store.bulk_extend(
            ox.Quad(name, name, ox.Literal(f"number {n}"), graph)
            for n in range(start, start + 30)
            for graph in (ox.DefaultGraph(), name)
        )
    store.flush()
    del store
    return ox.Store.read_only(str(folder))


def test_worker_reads_a_store_of_many_files(tmp_path: Path) -> None:
    with Worker(partial(many_files, tmp_path)) as worker:
        assert b'"value":"90"' in count(worker)
        found = worker.ask(Request('ASK { ?s ?p "number 55" }', {}), 60)
    assert len(list(tmp_path.glob("*.sst"))) > 16
    assert b"true" in found.body


def test_worker_says_why_there_is_no_store() -> None:
    with pytest.raises(LibraryError, match=r"^no library here$"), Worker(refuse) as worker:
        worker.start()
    with pytest.raises(QueryError, match=r"ended before it was ready"), Worker(die) as worker:
        worker.start()


def test_worker_that_was_killed_is_replaced(worker: Worker) -> None:
    worker.start()
    assert worker.process_id is not None
    os.kill(worker.process_id, signal.SIGTERM)
    with pytest.raises(QueryError, match=r"^the process for queries ended \(code -?\d+\)"):
        count(worker)
    assert b'"value":"300"' in count(worker)
