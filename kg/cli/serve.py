"""The command `serve`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import Out, output, talk, warn
from kg.sparql.limits import SECONDS

__all__ = ["serve"]

_PATHS = (
    ("/", "the graph"),
    ("/query", "queries"),
    ("/sparql", "the SPARQL endpoint"),
    ("/graph.ttl", "all triples"),
)


def serve(
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on; 0.0.0.0 lets others in.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Port; 0 for one that is free.")
    ] = 8000,
    timeout: Annotated[
        float, typer.Option("--timeout", min=0.001, help="Seconds that a query may take.")
    ] = SECONDS,
    cors: Annotated[
        list[str] | None,
        typer.Option(
            "--cors",
            metavar="ORIGIN",
            help="Another site whose pages may ask; * for all. May be given repeatedly.",
        ),
    ] = None,
    out: Out = Path("out"),
) -> None:
    """Serve a library: its page, queries, a SPARQL endpoint, a page for every thing.

    Example:  `paperkg serve --port 0`
    """
    from kg.library.store import must_be_built
    from kg.server.run import bind, names_of
    from kg.server.run import serve as run

    must_be_built(out)
    with bind(host, port) as listening:
        hosts = names_of(host)
        if not hosts:
            warn(f"whoever can reach {host} can read all of the library")
        _say_where(host, listening.getsockname()[1])
        run(out, listening, hosts=hosts, origins=cors or (), seconds=timeout)


def _say_where(host: str, port: int) -> None:
    url = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    console = output()
    for path, what in _PATHS:
        console.print(f"{url}{path:<12}{what}", markup=False, soft_wrap=True)
    talk().print("Ctrl-C ends it")
