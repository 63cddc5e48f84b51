"""Serving: a socket, uvicorn, and an end at once."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from ontology.errors import PaperkgError

__all__ = ["ServerError", "bind", "names_of", "serve"]


class ServerError(PaperkgError, OSError):
    """An address cannot be listened on."""


def bind(host: str, port: int) -> socket.socket:
    """A socket that listens.

    Args:
        host: Name or number.
        port: 0 for one that is free.

    Raises:
        ServerError: If the address is in use, or not this machine's.
    """
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:
        raise ServerError(f"{host}: no address of this machine ({error.strerror})") from error
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows would share the port otherwise
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen()
    except OSError as error:
        listening.close()
        msg = f"{host}:{port}: cannot listen there ({error.strerror}); choose another with --port"
        raise ServerError(msg) from error
    return listening


def names_of(host: str) -> tuple[str, ...]:
    """The names by which a server on a host may be called; none if by any.

    On the machine itself only its own: else a page on the web, whose name was
    made to lead here, could read the library with the eyes of the user.

    >>> names_of("127.0.0.1"), names_of("0.0.0.0")
    (('127.0.0.1', 'localhost', '[::1]'), ())
    """
    with suppress(ValueError):
        if not ipaddress.ip_address(host).is_loopback:
            return ()
        return ("127.0.0.1", "localhost", "[::1]")
    return ("127.0.0.1", "localhost", "[::1]") if host == "localhost" else ()


def serve(
    folder: Path,
    listening: socket.socket,
    *,
    hosts: Sequence[str],
    origins: Sequence[str],
    seconds: float,
) -> None:
    """Serve a library until Ctrl-C.

    Args:
        folder: Of the library.
        listening: From `bind`.
        hosts: See `kg.server.app.make_app`.
        origins: See there.
        seconds: That a query may take.

    Raises:
        PaperkgError: If the store of the library cannot be opened.
    """
    import uvicorn

    from kg.library.triple_store import open_store, state_of
    from kg.server.app import make_app
    from kg.server.pool import Limits, Pool

    pool = Pool(partial(open_store, folder), Limits(seconds=seconds), partial(state_of, folder))
    try:
        pool.start()
        config = uvicorn.Config(
            make_app(pool, folder, hosts, origins),
            http="h11", ws="none", loop="asyncio", log_level="critical", access_log=False,
            server_header=False, limit_concurrency=100, timeout_keep_alive=5,
            timeout_graceful_shutdown=0,
        )  # fmt: skip
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])
    finally:
        pool.close()
