"""`serve`: says where, answers, and ends at once at Ctrl-C."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from kg.server.run import ServerError, bind, names_of

Call = Callable[..., CompletedProcess[str]]
SCRIPT = Path(sysconfig.get_path("scripts")) / "paperkg"


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent in another way there")
def test_serve_says_where_answers_and_ends_at_once(library: Path) -> None:
    command = [str(SCRIPT), "serve", "--port", "0", "--out", str(library)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        lines = [process.stdout.readline() for _ in range(4)]
        urls = [line.split()[0] for line in lines]
        assert [url[url.index("/", 8) :] for url in urls] == [
            "/",
            "/query",
            "/sparql",
            "/graph.ttl",
        ]
        asked = f"{urls[2]}?{urlencode({'query': 'ASK { ?p a pk:Paper }'})}"
        with urlopen(asked, timeout=120) as response:  # noqa: S310
            assert b'"boolean":true' in response.read()
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == "Ctrl-C ends it\n"
        assert process.wait(60) == 0


def test_serve_says_that_a_port_is_busy(paperkg: Call, library: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(
            ServerError, match=rf"^127\.0\.0\.1:{port}: cannot listen there \(.+--port"
        ):
            paperkg("serve", "--port", str(port), "--out", library)


def test_serve_needs_a_library(installed: Call, in_folder: Path) -> None:
    said = installed("serve", cwd=in_folder)
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith("error: out: no library here; make one with: paperkg build")


def test_serve_warns_where_others_can_reach_it(
    paperkg: Call, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[dict[str, object]] = []
    monkeypatch.setattr("kg.server.run.serve", lambda *_, **options: called.append(options))
    said = paperkg("serve", "--host", "0.0.0.0", "--port", "0", "--out", library)  # noqa: S104
    assert said.stderr.startswith("warning: whoever can reach 0.0.0.0 can read all of the library")
    said = paperkg("serve", "--port", "0", "--cors", "https://a.example", "--out", library)
    assert said.stderr == "Ctrl-C ends it\n"
    assert [options["hosts"] for options in called] == [(), names_of("localhost")]
    assert [options["origins"] for options in called] == [(), ["https://a.example"]]


def test_serve_address_of_no_machine() -> None:
    with pytest.raises(ServerError, match=r"^moth: no address of this machine"):
        bind("moth", 0)


@pytest.mark.parametrize(
    ("host", "any_name"), [("127.0.0.1", False), ("::1", False), ("192.0.2.1", True), ("x", True)]
)
def test_serve_names_it_may_be_called_by(host: str, any_name: bool) -> None:
    assert (names_of(host) == ()) is any_name
