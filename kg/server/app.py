"""The web application: routes, statuses and headers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from kg.queries import named_queries
from kg.server.pages import POLICY, Asked, answer_page, query_page, style
from kg.server.pool import BusyError, Pool
from kg.server.protocol import RefusedError, choose_forms, preferred, read_query, triples_of
from kg.server.things import find_thing, read_thing, write_thing
from kg.sparql.engine import AnswerTooLargeError, Form, Request
from kg.sparql.worker import TimeOutError
from ontology.errors import PaperkgError, QueryError

if TYPE_CHECKING:
    from starlette.requests import Request as HttpRequest
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["make_app"]

_STATUS = {TimeOutError: 408, AnswerTooLargeError: 413, BusyError: 503}
_HTML = {"text/html", "application/xhtml+xml"}
_SET = "set."  # what fields of the form begin with that are parameters


class _Safe:
    """Headers for every answer: no guessing of types, no word of where links were followed."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message["headers"],
                    (b"x-content-type-options", b"nosniff"),
                    (b"referrer-policy", b"no-referrer"),
                ]
            await send(message)

        await self.app(scope, receive, sending)


def _say(status: int, reason: str) -> Response:
    headers = {"retry-after": "5"} if status == 503 else None
    return PlainTextResponse(f"{reason}\n", status, headers=headers)


def _refuse(error: QueryError) -> Response:
    return _say(_STATUS.get(type(error), 400), str(error))


def _page(html: str, status: int = 200) -> Response:
    body = html.encode("utf-8", "replace")
    return Response(
        body, status, {"content-security-policy": POLICY}, media_type="text/html; charset=utf-8"
    )


def _wants_html(request: HttpRequest) -> bool:
    wanted = next(preferred(request.headers.get("accept", "")), "")
    return wanted in _HTML


def _triples_wanted(request: HttpRequest) -> Form | None:
    """The format of triples that is wanted of a thing; None where that is its page.

    Who takes anything gets the page, unless triples are named and wanted more:
    ``text/turtle, */*;q=0.1`` is what clients of RDF send.
    """
    accept = request.headers.get("accept") or "*/*"
    for media in preferred(accept):
        if media in _HTML or media == "*/*":
            return None
        if (form := triples_of(media)) is not None:
            return form
    return choose_forms(accept)[1]


class _Site:
    """What the routes share: the processes that answer, and the folder of the library."""

    def __init__(self, pool: Pool, folder: Path) -> None:
        self.pool = pool
        self.folder = folder

    async def sparql(self, request: HttpRequest) -> Response:
        """The endpoint of the SPARQL 1.1 protocol."""
        try:
            query = await read_query(request)
            if query is None:
                return self._described(request)
            rows, triples = choose_forms(request.headers.get("accept"))
            most = self.pool.limits.answer
            reply = await self.pool.ask(Request(query, {}, rows, triples, most, explained=True))
        except RefusedError as error:
            return _say(error.status, str(error))
        except QueryError as error:
            return _refuse(error)
        return Response(reply.body, media_type=_media(reply.form), headers={"vary": "accept"})

    def _described(self, request: HttpRequest) -> Response:
        """The service description, or for a reader the page with the form."""
        if _wants_html(request):
            return RedirectResponse("/query", 303)
        formats = "".join(f"\n  # {form}" for form in Form)
        body = (
            "@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .\n"
            "<#service> a sd:Service ; sd:endpoint <> ;\n"
            "  sd:supportedLanguage sd:SPARQL11Query ;\n"
            "  sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ] ] .\n"
            f"# answers come as:{formats}\n"
        )
        return Response(body, media_type=_media(Form.TURTLE))

    async def query(self, request: HttpRequest) -> Response:
        """The page on which queries are chosen and written."""
        fields = request.query_params
        name, text = fields.get("name", ""), fields.get("query", "")
        if name and name not in named_queries():
            return _say(404, f"no query is called so; see {request.url.path} for those there are")
        values = {k[len(_SET) :]: v for k, v in fields.items() if k.startswith(_SET) and v.strip()}
        asked = Asked(name, named_queries().get(name, text), values)
        if not (text or "run" in fields):
            return _page(query_page(asked))
        most = self.pool.limits.answer
        try:
            reply = await self.pool.ask(Request(asked.query, values, most=most, explained=True))
        except QueryError as error:
            page = query_page(replace(asked, problem=str(error)))
            return _page(page, _STATUS.get(type(error), 400))
        # A large answer takes a while to read, in which others are to be answered.
        return _page(await asyncio.to_thread(answer_page, asked, reply))

    async def thing(self, request: HttpRequest) -> Response:
        """What is known of a thing, at the path of its IRI."""
        most = self.pool.limits.answer
        try:
            node, form = await find_thing(self.pool.ask, request.path_params["node"], most)
            form = form or _triples_wanted(request)
            if form is None:
                page = await read_thing(self.pool.ask, node, most)
                found = None if page is None else _page(page)
            else:
                body = await write_thing(self.pool.ask, node, form, most)
                found = None if body is None else Response(body, media_type=_media(form))
        except RefusedError as error:
            return _say(error.status, str(error))
        except QueryError as error:
            return _refuse(error)
        if found is None:
            return _say(404, "nothing of this name is in the library")
        found.headers["vary"] = "accept"
        return found

    async def file(self, request: HttpRequest) -> Response:
        """An export of the library: the page of the graph, or all triples."""
        from exports.formats import find_format

        format_ = find_format("turtle" if request.url.path == "/graph.ttl" else "html")
        path = self.folder / format_.filename
        if not path.is_file():
            hint = f"make it with: paperkg export --format {format_.name}"
            return _say(404, f"the library has no {format_.filename}; {hint}")
        media = "text/html" if format_.name == "html" else _media(Form.TURTLE)
        return FileResponse(path, media_type=media)

    async def style(self, _request: HttpRequest) -> Response:
        """The style sheet of the pages."""
        return Response(style(), media_type="text/css")


def _media(form: Form) -> str:
    return f"{form}; charset=utf-8" if form.startswith("text/") else str(form)


async def _failed(_request: HttpRequest, error: Exception) -> Response:
    """The library cannot be opened any more: it was moved, or built by another version."""
    return _say(503, str(error))


async def _told(_request: HttpRequest, error: Exception) -> Response:
    """What went wrong with a request that no route took."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    reasons = {
        404: "nothing is here; there are: / /query /sparql /graph.ttl /id/TYPE/NAME",
        405: "this method is not allowed here: the library is read only",
    }
    response = _say(status, reasons.get(status, "the request cannot be answered"))
    if isinstance(error, HTTPException) and error.headers:
        response.headers.update(error.headers)
    return response


def make_app(
    pool: Pool, folder: Path, hosts: Sequence[str] = (), origins: Sequence[str] = ()
) -> Starlette:
    """The application.

    Args:
        pool: The processes that answer; closed when the application ends.
        folder: Of the library.
        hosts: The names by which it may be called; any if none is given. A
            page elsewhere whose name was made to lead here is refused by that.
        origins: The other sites whose pages may ask it; ``*`` for all.
    """
    site = _Site(pool, folder)
    routes = [
        Route("/", site.file),
        Route("/graph.ttl", site.file),
        Route("/query", site.query),
        Route("/sparql", site.sparql, methods=["GET", "POST"]),
        Route("/style.css", site.style),
        Route("/id/{node:path}", site.thing),
    ]
    middleware = [Middleware(_Safe)]
    if hosts:
        middleware.append(
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)
        )
    if origins:
        middleware.append(
            Middleware(CORSMiddleware, allow_origins=list(origins), allow_methods=["GET", "POST"])
        )

    @asynccontextmanager
    async def living(_app: Starlette) -> AsyncIterator[None]:
        try:
            yield
        finally:
            pool.close()

    return Starlette(
        routes=routes,
        middleware=middleware,
        lifespan=living,
        exception_handlers={HTTPException: _told, PaperkgError: _failed},
    )
