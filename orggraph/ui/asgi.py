"""What stands around the pages: own hosts only, a strict content security policy, the language of the document, a health route."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
import socket
from collections.abc import Callable, Collection, Coroutine
from functools import cache, wraps
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime.pages_manager import PagesManager
from uvicorn import Server
from uvicorn.protocols.http.h11_impl import H11Protocol

from orggraph.i18n import DEFAULT_LANG, LANGUAGES, Lang, T
from orggraph.signin.addresses import LOOPBACK_NAME, host_in_url
from orggraph.signin.door import Door
from orggraph.ui import browser_files, searching
from orggraph.ui.ready import is_ready

MAIN: Final = Path(__file__).resolve().parent / "main.py"
STREAMLIT_ROOT: Final = b'<div id="root">'
"""What Streamlit's own page holds."""
ENDS_WITHIN: Final = 5
"""Seconds that an app which is to end gives to what is under way; Docker gives ten before it kills."""
HTTP_PORT: Final = 80
"""The port that a browser leaves out."""
Shutdown = Callable[[Server, "list[socket.socket] | None"], Coroutine[Any, Any, None]]
# The folder pages/ beside the script is not Streamlit's own kind; without this the first deep link after a start is "not found".
PagesManager.uses_pages_directory = False


@cache
def content_security_policy() -> str:
    """Only this app's own files; of inline scripts only the ones that Streamlit's own page holds, by hash."""
    index = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    inline = re.findall(r"<script>(.*?)</script>", index, re.DOTALL)
    hashes = "".join(f" 'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in inline)
    return (
        f"default-src 'self'; script-src 'self'{hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; frame-src 'self'; frame-ancestors 'self'; "
        "object-src 'none'; base-uri 'none'; form-action 'self'"
    )


def _at_once(made: Callable[[H11Protocol, asyncio.Transport], None]) -> Callable[[H11Protocol, asyncio.Transport], None]:
    """``connection_made`` with answers sent as they come: asyncio does so only for a socket that it made itself, and Streamlit makes it.

    Otherwise the second part of each answer waits 40 ms for the browser to acknowledge the first (uvicorn's issue 3149).
    """

    @wraps(made)
    def connection_made(protocol: H11Protocol, transport: asyncio.Transport) -> None:
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        made(protocol, transport)

    return connection_made


def _in_time(shutdown: Shutdown) -> Shutdown:
    """``shutdown`` that waits only so long for what is under way; else one connection that stays keeps the program from ending."""

    @wraps(shutdown)
    async def bounded(server: Server, sockets: list[socket.socket] | None = None) -> None:
        server.config.timeout_graceful_shutdown = server.config.timeout_graceful_shutdown or ENDS_WITHIN
        await shutdown(server, sockets)

    return bounded


H11Protocol.connection_made = _at_once(H11Protocol.connection_made)  # type: ignore[method-assign,assignment]
Server.shutdown = _in_time(Server.shutdown)  # type: ignore[method-assign,assignment]


class Around:
    """Adds security headers to every answer, and the language asked (``?lang=``) to the document."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = _Answer(send, lang_of(scope))
        scope["headers"] = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding" or not _wants_page(scope)]
        await self.app(scope, receive, answer.send)


class OwnHosts:
    """Answers only to a browser that was sent to this app by name: other names may lead to this machine too (DNS rebinding).

    ``Host`` is one of the app's own, port included, and so is ``Origin`` where it is given; a WebSocket must give it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or _is_for_this_app(scope, hosts := own_hosts(scope["server"][1])):
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            text = T("This app answers only at {addresses}.", addresses=[f"http://{host}" for host in hosts]).render(lang_of(scope))
            await PlainTextResponse(text, HTTPStatus.FORBIDDEN)(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})


def own_hosts(port: int) -> list[str]:
    """What a browser may call this app: where it was told to listen, and this machine's own name; with the port that it has."""
    address = st.get_option("server.address") or LOOPBACK_NAME
    names = ["127.0.0.1", "[::1]"] if address == LOOPBACK_NAME else [host_in_url(address)]
    return [name if port == HTTP_PORT else f"{name}:{port}" for name in (*names, LOOPBACK_NAME)]


def _is_for_this_app(scope: Scope, hosts: Collection[str]) -> bool:
    headers = Headers(scope=scope)
    named, origins = headers.getlist("host"), headers.getlist("origin")
    if len(named) != 1 or named[0].lower() not in hosts:
        return False
    return origins == [f"http://{named[0]}"] or (scope["type"] == "http" and not origins)


class _Answer:
    """Passes an answer on; a page is held until it is whole, and its language set."""

    def __init__(self, send: Send, lang: str) -> None:
        self._send = send
        self.lang = lang
        self.start: Message | None = None
        self.body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message["headers"])
            headers["content-security-policy"] = content_security_policy()
            headers["x-content-type-options"] = "nosniff"
            headers["referrer-policy"] = "same-origin"
            if headers.get("content-type", "").startswith("text/html"):
                self.start = message
            else:
                await self._send(message)
        elif self.start is not None and message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_page(self.start)
        else:
            await self._send(message)

    async def _send_page(self, start: Message) -> None:
        body = self.body.replace(b'<html lang="en"', f'<html lang="{self.lang}"'.encode())
        if STREAMLIT_ROOT in body:  # a page of another kind, such as the one before the door, asks for none of it
            body = body.replace(b"</head>", browser_files.preloads() + b"</head>")
        headers = MutableHeaders(raw=start["headers"])
        del headers["etag"]
        headers["content-length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def lang_of(scope: Scope) -> Lang:
    """The language that an address asks for."""
    lang = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [DEFAULT_LANG])[0]
    return lang if lang in LANGUAGES else DEFAULT_LANG


def _wants_page(scope: Scope) -> bool:
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


async def _healthy(_request: Request) -> PlainTextResponse:
    ready = is_ready()
    return PlainTextResponse("ok" if ready else "not yet", HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE)


def middleware(door: Door | None) -> list[Middleware]:
    """What every request passes: on this machine alone its own names, behind a door the ways in and who signed in."""
    guards = [Middleware(OwnHosts)]
    if door is not None:
        from orggraph.ui.doors import Doors, Ways

        guards = [Middleware(Ways, door=door), Middleware(Doors, door=door)]
    return [Middleware(Around), *guards, Middleware(browser_files.BrowserFiles)]


ROUTES: Final = [Route("/gezond", _healthy), Route(f"/{searching.ROUTE}", searching.answer)]
