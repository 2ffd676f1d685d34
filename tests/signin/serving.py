"""What the tests of sign-in share: the provider program, the guards of the app in front of a page, and somebody with a browser's habits."""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import httpx2
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from orggraph.signin.configuration import read
from orggraph.signin.door import Door
from orggraph.signin.sessions import Sessions
from orggraph.ui.asgi import middleware
from tests.conftest import free_port

SECRET = "not-for-anybody-else"
PROGRAM = Path(__file__).with_name("provider_program.py")
CONFIGURATION = """
[app]
address = "{address}"
[provider]
name = "De regio"
issuer = "{issuer}"
client_id = "orggraph"
client_secret_file = "secret"
{provider}
[groups]
claim = "groups"
reader = ["iedereen"]
member = ["leden"]
secretary = ["secretariaat"]
administrator = ["beheer"]
[proxy]
trusted = [{trusted}]
"""


@contextmanager
def provider(*options: str, tls: bool = False) -> Iterator[str]:
    """The provider program, with its address."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-W", "ignore", str(PROGRAM), str(port), *options], stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield f"{'https' if tls else 'http'}://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def wait_for(port: int, seconds: float = 60) -> None:
    """Wait until something listens."""
    until = time.monotonic() + seconds
    while True:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        assert time.monotonic() < until, f"nothing listens on port {port}"
        time.sleep(0.1)


def configured(folder: Path, address: str, issuer: str, trusted: str = "", more: str = "", secret: str = SECRET) -> Path:
    """A configuration in a folder, with its secret beside it."""
    kept = folder / "secret"
    kept.write_text(secret, encoding="utf-8")
    kept.chmod(0o600)
    file = folder / "sign-in.toml"
    file.write_text(CONFIGURATION.format(address=address, issuer=issuer, trusted=trusted, provider=more), encoding="utf-8")
    return file


@dataclass
class Guarded:
    """A page behind the guards of the app."""

    address: str
    door: Door
    port: int

    def browser(self, **more: object) -> Browser:
        """Somebody who was never here."""
        return Browser(httpx2.Client(headers={"accept": "text/html"}, verify=False, timeout=30, **more), self.address)  # type: ignore[arg-type]


@contextmanager
def guarded(folder: Path, issuer: str, *, trusted: str = "", more: str = "", address: str = "", secret: str = SECRET) -> Iterator[Guarded]:
    """The guards of the app on loopback, before a page that says to whom it was given."""
    port = free_port()
    file = configured(folder, address or f"http://127.0.0.1:{port}", issuer, trusted, more, secret)
    sign_in = read(file)
    door = Door(sign_in, Sessions(sign_in, folder))

    def page(request: Request) -> PlainTextResponse:
        held = door.access(door.session(request.cookies))
        assert held is not None
        answer = PlainTextResponse(f"{held.who} {held.right} {request.url.scheme} {request.client and request.client.host}")
        answer.set_cookie("of-the-page", "1")
        return answer

    async def stream(socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_text("in")
        while (await socket.receive())["type"] == "websocket.receive":
            await socket.send_text("got it")

    async def slow(_request: Request) -> PlainTextResponse:
        await asyncio.sleep(600)
        return PlainTextResponse("late")

    routes = [
        Route("/slow", slow),
        Route("/gezond", lambda _: PlainTextResponse("ok")),
        WebSocketRoute("/stream", stream),
        Route("/{path:path}", page),
    ]
    inner = Starlette(routes=routes, middleware=middleware(door))
    server = uvicorn.Server(
        uvicorn.Config(inner, host="127.0.0.1", port=port, log_level="critical", forwarded_allow_ips="", ws="websockets-sansio")
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        wait_for(port)
        yield Guarded(sign_in.address, door, port)
    finally:
        server.should_exit = True
        thread.join(20)
    assert not thread.is_alive()


@dataclass
class Browser:
    """Somebody with a browser: it follows addresses and keeps cookies."""

    client: httpx2.Client
    address: str

    def open(self, path: str, **more: object) -> httpx2.Response:
        """Open a path of the app, wherever it leads."""
        return self.client.get(urljoin(self.address, path), follow_redirects=True, **more)  # type: ignore[arg-type]

    def sign_in(self, name: str, path: str = "/") -> httpx2.Response:
        """Open a page, and say at the provider who one is."""
        form = self.open(path)
        assert "authorize" in str(form.url), form.text
        return self.client.post(form.url, data={"sub": name}, follow_redirects=True)

    def redirect(self, path: str) -> str:
        """Where a path leads, without going there."""
        return self.client.get(urljoin(self.address, path)).headers["location"]

    def post(self, path: str, origin: str | None) -> httpx2.Response:
        """Send an empty form."""
        return self.client.post(urljoin(self.address, path), headers={"origin": origin} if origin else {})


def heading(answer: httpx2.Response) -> str:
    """The heading of a page."""
    (text,) = re.findall(r"<h1>(.*?)</h1>", answer.text)
    return str(text)


def certificate(folder: Path) -> Path:
    """A certificate for 127.0.0.1 that nobody else trusts, with its key, in a folder."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=orggraph test",
         "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost", "-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")],
        check=True, capture_output=True,
    )  # fmt: skip
    assert ssl.create_default_context(cafile=str(folder / "cert.pem"))
    return folder / "cert.pem"
