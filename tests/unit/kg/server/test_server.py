"""The server with real clients and with hostile ones: refused or stopped, and it goes on."""

from __future__ import annotations

import asyncio
import json
import shutil
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
import uvicorn
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

from exports.formats import FORMATS
from kg.server import app as application
from kg.server import pages
from kg.server.app import make_app
from kg.server.pages import Asked
from kg.server.pool import Limits, Pool
from kg.server.run import bind, names_of
from kg.sparql import text as texts
from kg.sparql.engine import Reply
from ontology.errors import LibraryError
from ontology.knowledge import Knowledge

NAMES = "SELECT ?n { ?x a pk:Model ; skos:prefLabel ?n } ORDER BY ?n"
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {' '.join(f'?a{n} ?b{n} ?c{n} .' for n in range(8))} }}"
OUTSIDE = "root:"


class _Running(uvicorn.Server):
    """A server that says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listens = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listens.set()


def load(folder: Path) -> ox.Store:
    """The store of an exported library: with hostile texts, which no reader would let in."""
    store = ox.Store()
    if not (folder / FORMATS["turtle"].filename).exists():
        raise LibraryError("no library here")
    store.bulk_load(path=str(folder / FORMATS["turtle"].filename))
    return store


@contextmanager
def serving(folder: Path, limits: Limits) -> Iterator[int]:
    """A server of a library in a thread; its port."""
    listening = bind("127.0.0.1", 0)
    pool = Pool(partial(load, folder), limits)
    pool.start()
    app = make_app(pool, folder, names_of("127.0.0.1"), ["https://friend.example"])
    server = _Running(uvicorn.Config(app, http="h11", ws="none", log_level="critical"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    assert server.listens.wait(60)
    try:
        yield listening.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(60)
        pool.close()
        listening.close()


@pytest.fixture(scope="module")
def port(hostile: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A server of the library with hostile names; one query takes at most one second."""
    folder = tmp_path_factory.mktemp("served") / "out"
    for name in ("html", "turtle"):
        FORMATS[name].write(hostile, folder / FORMATS[name].filename)
    (folder.parent / "secret").write_text(OUTSIDE)
    with serving(folder, Limits(seconds=1.0, answer=30_000, workers=1)) as found:
        yield found


Ask = Callable[..., tuple[HTTPResponse, str]]


@pytest.fixture
def ask(port: int) -> Ask:
    """A function from method, path, body and headers to the response and its text."""

    def send(
        method: str, path: str, body: str | bytes | None = None, **headers: str
    ) -> tuple[HTTPResponse, str]:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, named)
        response = connection.getresponse()
        text = response.read().decode("utf-8")
        connection.close()
        return response, text

    return send


def query(text: str) -> str:
    return f"/sparql?{urlencode({'query': text})}"


def test_server_answers_sparqlwrapper(port: int) -> None:
    client = SPARQLWrapper(f"http://127.0.0.1:{port}/sparql")
    client.setQuery(f"PREFIX pk: <https://w3id.org/paperkg/ontology#> {NAMES}")
    client.setReturnFormat(JSON)
    for method in ("GET", POST):
        client.setMethod(method)
        found = client.query().convert()
        assert isinstance(found, dict)
        rows = found["results"]["bindings"]
        assert {"FlyNet", "MothNet"} <= {row["n"]["value"] for row in rows}
    client.setQuery("CONSTRUCT { ?x a pk:Task } WHERE { ?x a pk:Task }")
    client.setReturnFormat(TURTLE)
    turtle = client.query().convert()
    assert isinstance(turtle, bytes)
    assert b"pkt:moth-counting a pk:Task ." in turtle


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")
def test_server_answers_curl(port: int) -> None:
    url = f"http://127.0.0.1:{port}/sparql"
    command = ["curl", "--silent", "--fail", "--header", "Accept: text/csv", url]
    done = subprocess.run(
        [*command, "--data-urlencode", f"query={NAMES}"], capture_output=True, check=True
    )
    assert done.stdout.startswith(b"n\r\n")


@pytest.mark.parametrize(
    ("accept", "media", "start"),
    [
        ("", "application/sparql-results+json", '{"head"'),
        ("*/*", "application/sparql-results+json", '{"head"'),
        ("text/csv", "text/csv; charset=utf-8", "n\r\n"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", "?n\n"),
        ("application/sparql-results+xml", "application/sparql-results+xml", "<?xml"),
        (
            "image/png, text/csv;q=0.2, application/json;q=0.9",
            "application/sparql-results+json",
            "{",
        ),
        ("text/csv;q=what, */*;q=0.1", "application/sparql-results+json", "{"),
    ],
)
def test_server_gives_rows_as_wanted(accept: str, media: str, start: str, ask: Ask) -> None:
    response, text = ask("GET", query(NAMES), Accept=accept)
    assert (response.status, response.headers["content-type"]) == (200, media)
    assert text.startswith(start)


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("application/n-triples", "application/n-triples"),
        ("application/ld+json", "application/ld+json"),
        ("*/*", "text/turtle; charset=utf-8"),
    ],
)
def test_server_gives_triples_as_wanted(accept: str, media: str, ask: Ask) -> None:
    response, text = ask("GET", query("DESCRIBE pkt:moth-counting"), Accept=accept)
    assert (response.status, response.headers["content-type"]) == (200, media)
    assert "moth counting" in text


def test_server_takes_a_query_as_body(ask: Ask) -> None:
    sent = {"Content_Type": "application/sparql-query"}
    response, text = ask("POST", "/sparql", NAMES, **sent)
    assert response.status == 200
    assert "MothNet" in text
    assert json.loads(ask("POST", "/sparql", "ASK { ?x a pk:Moth }", **sent)[1])["boolean"] is False


FORM = "application/x-www-form-urlencoded"
SPARQL = "application/sparql-query"
UPDATE = "application/sparql-update"
LONG = NAMES + "#" * 1_000_000


@pytest.mark.parametrize(
    ("method", "path", "body", "media", "status", "said"),
    [
        ("POST", "/sparql", ENDLESS, SPARQL, 408, "stopped after 1 seconds"),
        ("POST", "/sparql", LONG, SPARQL, 413, "larger than 100,000 bytes"),
        ("POST", "/sparql", urlencode({"query": LONG}), FORM, 413, "larger than"),
        ("POST", "/sparql", "SELECT * { ?s ?p ?o . ?x ?y ?z }", SPARQL, 413, "answer is larger"),
        ("POST", "/sparql", "SELECT * { ?x a }", SPARQL, 400, "does not parse at line 1, column "),
        ("POST", "/sparql", "(" * 50_000, SPARQL, 400, "does not parse"),
        ("POST", "/sparql", "INSERT DATA { pk:a pk:b pk:c }", SPARQL, 400, "INSERT is not allowed"),
        ("POST", "/sparql", "DELETE WHERE { ?s ?p ?o }", UPDATE, 403, "read only"),
        ("POST", "/sparql", "update=CLEAR+ALL", FORM, 403, "read only"),
        ("POST", "/sparql", "a=b", FORM, 400, "the field is called query"),
        ("POST", "/sparql", "query=ASK{}&query=ASK{}", FORM, 400, "more than one query"),
        ("POST", "/sparql", "&".join("a=b" for _ in range(99)), FORM, 400, "the form cannot be"),
        ("POST", "/sparql", b"\xff\xfe", SPARQL, 400, "the body is not UTF-8"),
        ("POST", "/sparql", "{}", "application/json", 415, "send application/sparql-query"),
        ("POST", "/sparql", "", "", 415, "a body of type (none)"),
        ("POST", "/sparql?default-graph-uri=x", NAMES, SPARQL, 400, "there is one graph"),
        ("GET", f"{query(NAMES)}&default-graph-uri=file:///etc/passwd", None, "", 400, "one graph"),
        ("GET", f"{query(NAMES)}&named-graph-uri=x", None, "", 400, "one graph"),
        ("GET", "/sparql?update=CLEAR+ALL", None, "", 403, "read only"),
        ("GET", query("LOAD <file:///etc/passwd>"), None, "", 400, "LOAD is not allowed"),
        ("GET", query("SELECT * FROM <file:///etc/passwd> {}"), None, "", 400, "FROM is not all"),
        ("GET", query("ASK { SERVICE <http://127.0.0.1:9/> {} }"), None, "", 400, "SERVICE is not"),
        ("GET", query("ASK { SERVICESILENT<http://127.0.0.1:9/>{} }"), None, "", 400, "SERVICE is"),
        ("PUT", "/sparql", "x", SPARQL, 405, "read only"),
        ("DELETE", "/id/model/mothnet", None, "", 405, "read only"),
        ("PATCH", "/", "x", "", 405, "read only"),
        ("GET", "/nothing", None, "", 404, "there are: / /query /sparql"),
        ("GET", "/id/../secret", None, "", 404, ""),
        ("GET", "/id/%2e%2e/%2e%2e/secret", None, "", 404, "nothing of this name"),
        ("GET", "/../secret", None, "", 404, ""),
        ("GET", "/style.css/../../secret", None, "", 404, ""),
        ("GET", "/id//etc/passwd", None, "", 404, "nothing of this name"),
        ("GET", "/id/model/x%00%0d%0aSet-Cookie:a", None, "", 404, "nothing is here"),
        ("GET", "/query?name=../../secret", None, "", 404, "no query is called so"),
    ],
)  # fmt: skip
def test_server_refuses_and_goes_on(
    method: str, path: str, body: str | None, media: str, status: int, said: str, ask: Ask
) -> None:
    response, text = ask(method, path, body, **({"Content_Type": media} if media else {}))
    assert response.status == status
    assert said in text
    assert OUTSIDE not in text
    assert response.headers["set-cookie"] is None
    after, names = ask("GET", query(NAMES), Accept="text/csv")
    assert (after.status, "MothNet" in names) == (200, True)


def test_server_refuses_formats_it_has_not(ask: Ask) -> None:
    response, text = ask("GET", query(NAMES), Accept="image/png")
    assert response.status == 406
    assert "there are: application/sparql-results+json, text/csv" in text
    assert ask("GET", "/id/model/mothnet", Accept="image/png")[0].status == 406


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example"])
def test_server_refuses_other_names(host: str, ask: Ask) -> None:
    response, text = ask("GET", query(NAMES), Host=host)
    assert response.status == 400
    assert "MothNet" not in text


def test_server_lets_only_named_sites_read(ask: Ask) -> None:
    allowed = "access-control-allow-origin"
    friend, _ = ask("GET", query(NAMES), Origin="https://friend.example")
    assert friend.headers[allowed] == "https://friend.example"
    stranger, _ = ask("GET", query(NAMES), Origin="https://stranger.example")
    assert stranger.headers[allowed] is None
    preflight, _ = ask(
        "OPTIONS", "/sparql", Origin="https://friend.example", Access_Control_Request_Method="POST"
    )
    assert preflight.status == 200


def test_server_headers_are_safe(ask: Ask) -> None:
    for path in ("/query", "/id/model/mothnet", query(NAMES), "/nothing"):
        response, _ = ask("GET", path)
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["server"] is None or "uvicorn" in response.headers["server"]
    policy = ask("GET", "/query")[0].headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_server_has_the_page_and_the_triples(ask: Ask) -> None:
    page, html = ask("GET", "/")
    assert page.headers["content-type"].startswith("text/html")
    assert html.startswith("<!doctype html>")
    triples, turtle = ask("GET", "/graph.ttl")
    assert triples.headers["content-type"] == "text/turtle; charset=utf-8"
    assert "pkm:mothnet a pk:Model" in turtle


def test_server_describes_itself_or_sends_readers_to_the_form(ask: Ask) -> None:
    described, turtle = ask("GET", "/sparql")
    assert described.headers["content-type"] == "text/turtle; charset=utf-8"
    assert "sd:SPARQL11Query" in turtle
    reader, _ = ask("GET", "/sparql", Accept="text/html,*/*;q=0.8")
    assert (reader.status, reader.headers["location"]) == (303, "/query")


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def test_server_has_a_page_for_a_thing(ask: Ask) -> None:
    response, html = ask("GET", "/id/model/mothnet", Accept=BROWSER)
    assert response.status == 200
    assert response.headers["vary"].startswith("accept")
    assert "<h1>MothNet</h1>" in html
    assert "We introduce MothNet for moth counting." in html
    assert '<a href="/id/task/moth-counting">moth counting</a>' in html
    assert '<a href="/id/model/mothnet.ttl">ttl</a>' in html


@pytest.mark.parametrize(
    ("path", "accept", "media"),
    [
        ("/id/model/mothnet.ttl", BROWSER, "text/turtle; charset=utf-8"),
        ("/id/model/mothnet.nt", "*/*", "application/n-triples"),
        ("/id/model/mothnet.json", "*/*", "application/ld+json"),
        ("/id/model/mothnet", "text/turtle", "text/turtle; charset=utf-8"),
        ("/id/model/mothnet", "application/ld+json", "application/ld+json"),
        ("/id/model/mothnet", "text/turtle, */*;q=0.1", "text/turtle; charset=utf-8"),
        (
            "/id/model/mothnet",
            "application/rdf+xml, application/n-triples;q=0.8, text/html;q=0.3, */*;q=0.1",
            "application/n-triples",
        ),
    ],
)
def test_server_has_triples_for_a_thing(path: str, accept: str, media: str, ask: Ask) -> None:
    response, text = ask("GET", path, Accept=accept)
    assert (response.status, response.headers["content-type"]) == (200, media)
    assert "We introduce MothNet" in text


@pytest.mark.parametrize("accept", [BROWSER, "text/turtle"])
def test_server_knows_nothing_of_what_is_not_there(accept: str, ask: Ask) -> None:
    response, text = ask("GET", "/id/model/nothing", Accept=accept)
    assert (response.status, text) == (404, "nothing of this name is in the library\n")


def test_server_escapes_hostile_names(hostile: Knowledge, ask: Ask) -> None:
    entity = next(e for e in hostile.entities if "<script>" in e.name)
    for path in (
        f"/id/{quote(entity.id)}",
        "/query?" + urlencode({"query": "SELECT ?n { ?x skos:prefLabel|dcterms:title ?n }"}),
        "/query?" + urlencode({"query": "SELECT </textarea><script>alert(1)</script>"}),
        "/query?" + urlencode({"name": "top-models", "set.most": '"><script>alert(1)', "run": "1"}),
    ):
        _, html = ask("GET", path, Accept=BROWSER)
        assert "alert(1)" in html
        assert "<script" not in html


def test_server_query_page_runs_named_queries(ask: Ask) -> None:
    response, html = ask("GET", "/query?name=task-models")
    assert response.status == 200
    assert 'name="set.task"' in html
    asked = urlencode({"name": "task-models", "set.task": "moth counting", "run": "1"})
    _, html = ask("GET", f"/query?{asked}")
    assert '<a href="/id/model/mothnet">MothNet</a>' in html
    missing, html = ask("GET", "/query?name=task-models&run=1")
    assert (missing.status, "needs a value for task" in html) == (400, True)


def test_server_query_page_runs_what_is_written(ask: Ask) -> None:
    _, html = ask("GET", "/query?" + urlencode({"query": NAMES}))
    assert "<td>MothNet</td>" in html
    _, html = ask("GET", "/query?" + urlencode({"query": "DESCRIBE pkt:moth-counting"}))
    assert "pkt:moth-counting" in html
    broken, html = ask("GET", "/query?" + urlencode({"query": "SELECT"}))
    assert (broken.status, "does not parse" in html) == (400, True)
    slow, html = ask("GET", "/query?" + urlencode({"query": ENDLESS}))
    assert (slow.status, "stopped after 1 seconds" in html) == (408, True)


def test_server_query_page_shows_the_first_of_many_rows(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = urlencode({"query": NAMES})
    total = ask("GET", f"/query?{asked}")[1].count("<td>")
    monkeypatch.setattr(pages, "MOST_SHOWN", 2)
    _, html = ask("GET", f"/query?{asked}")
    assert (html.count("<td>"), f"<p>{total} rows</p>" in html) == (2, True)
    assert f"<p>{total - 2} more are not shown; /sparql gives all.</p>" in html
    _, html = ask("GET", "/query?" + urlencode({"query": "DESCRIBE pkt:moth-counting"}))
    assert html.partition("<pre>")[2].partition("</pre>")[0].count("\n") == 1
    assert "more are not shown; /sparql gives all." in html
    assert ask("GET", query(NAMES), Accept="text/csv")[1].endswith("MothNet\r\n")  # the third


def test_server_does_not_work_on_what_is_large_where_it_answers_others(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "_undeclared", None)  # the process that is asked has its own
    broken, said = ask("GET", query("SELECT ?x { nope:x a ?x }"))
    assert (broken.status, "the prefix nope: is not declared" in said) == (400, True)

    def elsewhere(_asked: Asked, _reply: Reply) -> str:
        with pytest.raises(RuntimeError, match="no running event loop"):
            asyncio.get_running_loop()
        return "made elsewhere"

    monkeypatch.setattr(application, "answer_page", elsewhere)
    assert ask("GET", "/query?" + urlencode({"query": NAMES}))[1] == "made elsewhere"


def test_server_says_that_the_library_is_gone(small: Knowledge, tmp_path: Path) -> None:
    FORMATS["turtle"].write(small, tmp_path / FORMATS["turtle"].filename)
    with serving(tmp_path, Limits(seconds=0.2, workers=1)) as port:
        (tmp_path / FORMATS["turtle"].filename).unlink()
        said = []
        for path in (query(ENDLESS), query(NAMES)):  # the first ends the process
            connection = HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", path)
            response = connection.getresponse()
            said.append((response.status, response.read().decode("utf-8").strip()))
            connection.close()
    assert [status for status, _ in said] == [408, 503]
    assert said[1][1] == "no library here"


@pytest.mark.parametrize("ending", ["ttl", "nt", "json"])
def test_server_has_a_page_for_an_id_that_ends_like_a_format(
    ending: str, make_known: Callable[..., Knowledge], tmp_path: Path
) -> None:
    known = make_known(id=f"moths.{ending}")
    FORMATS["turtle"].write(known, tmp_path / FORMATS["turtle"].filename)
    with serving(tmp_path, Limits(workers=1)) as port:
        said = []
        for path in (f"moths.{ending}", f"moths.{ending}.nt", f"moths.{ending}.pdf"):
            connection = HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", f"/id/paper/{path}", headers={"Accept": BROWSER})
            response = connection.getresponse()
            media = str(response.headers["content-type"]).partition(";")[0]
            said.append((response.status, media, known.papers[0].title.encode() in response.read()))
            connection.close()
    assert said[:2] == [(200, "text/html", True), (200, "application/n-triples", True)]
    assert said[2][0] == 404


def test_server_says_what_export_is_missing(small: Knowledge, tmp_path: Path) -> None:
    FORMATS["turtle"].write(small, tmp_path / FORMATS["turtle"].filename)
    with serving(tmp_path, Limits(workers=1)) as port:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", "/")
        response = connection.getresponse()
        assert (response.status, b"paperkg export --format html" in response.read()) == (404, True)
        connection.close()
