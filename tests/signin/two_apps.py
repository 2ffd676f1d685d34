"""The app twice over one Neo4j behind the proxy of the Compose file, and readers without a browser who go on when one of them goes."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import os
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

import httpx2
import psutil
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException
from websockets.typing import Origin, Subprotocol

from orggraph.store.embedded import ServerAddress
from tests.conftest import free_port
from tests.signin.serving import Browser, configured, provider

ROOT = Path(__file__).parents[2]
CADDYFILE = ROOT / "deploy" / "Caddyfile"
COOKIE = "__Host-orggraph-app"
"""The cookie by which the proxy sends somebody to the app that they had before."""
ERROR = 500
AGAIN = 0.2
"""Seconds until a reader who was cut off tries again, as Streamlit's page does."""
SILENT = 30
"""Seconds without a word after which a reader takes the connection for cut off."""


@dataclass
class App:
    """One of the apps, in a process of its own."""

    folder: Path
    home: Path
    store: ServerAddress
    config: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where the proxy finds it."""
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        """Begin to start it."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "STREAMLIT_"))}
        environment |= {"ORGGRAPH_HOME": str(self.home), "PYTHONPATH": str(ROOT)}
        environment |= {"NEO4J_URI": self.store.uri, "NEO4J_USERNAME": self.store.user, "NEO4J_PASSWORD": self.store.password}
        command = [sys.executable, "-m", "orggraph", "app", "--port", str(self.port), "--config", str(self.config)]
        with (self.folder / f"app-{self.port}.log").open("ab") as log:
            self.process = subprocess.Popen(command, env=environment, cwd=self.folder, stdout=log, stderr=log)

    def answers(self) -> bool:
        """Whether it says that it runs."""
        with suppress(OSError):
            connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
            connection.request("GET", "/gezond")
            return connection.getresponse().status == 200
        return False

    def wait(self, seconds: float = 120) -> None:
        """Wait until it answers."""
        until = time.monotonic() + seconds
        while not self.answers():
            assert self.process and self.process.poll() is None, "the app ended"
            assert time.monotonic() < until, f"the app does not answer within {seconds} seconds"
            time.sleep(0.1)

    def memory(self) -> float:
        """What it holds, in MB."""
        assert self.process
        return float(psutil.Process(self.process.pid).memory_info().rss / 1e6)

    def kill(self) -> None:
        """End it without warning."""
        if self.process:
            self.process.kill()
            self.process.wait(20)

    def stop(self, seconds: float = 30) -> None:
        """End it in order."""
        if self.process:
            self.process.terminate()
            self.process.wait(seconds)


@dataclass
class Served:
    """Two apps behind one address."""

    address: str
    apps: Sequence[App]

    def app_of(self, cookies: dict[str, str]) -> App:
        """The app to which the proxy sends somebody with these cookies."""
        (app,) = (each for each in self.apps if hmac.new(b"", each.address.encode(), hashlib.sha256).hexdigest() == cookies[COOKIE])
        return app


@contextmanager
def two_apps(folder: Path, home: Path, store: ServerAddress, caddy: str) -> Iterator[Served]:
    """Two apps over one home and store, and the proxy of the Compose file before them."""
    outside = free_port()
    public = f"https://localhost:{outside}"
    with provider() as issuer, ExitStack() as stack:
        config = configured(folder, public, issuer, '"127.0.0.1"')
        apps = [App(folder, home, store, config) for _ in range(2)]
        for app in apps:
            stack.callback(app.kill)
            app.start()
        for app in apps:
            app.wait()
        environment = os.environ | {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "data"), "ORGGRAPH_SITE": public}
        environment["ORGGRAPH_UPSTREAM"] = " ".join(app.address for app in apps)
        with (folder / "caddy.log").open("wb") as log:
            command = [caddy, "run", "--adapter", "caddyfile", "--config", str(CADDYFILE)]
            proxy = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        stack.callback(proxy.wait, 20)
        stack.callback(proxy.terminate)
        answers_by_https(public)
        yield Served(public, apps)


def answers_by_https(address: str, seconds: float = 60) -> None:
    """Wait until the proxy has made its certificate, and passes on that an app runs."""
    until = time.monotonic() + seconds
    while True:
        with suppress(httpx2.HTTPError):
            if httpx2.get(f"{address}/gezond", verify=False).status_code == 200:
                return
        assert time.monotonic() < until, "the proxy does not answer"
        time.sleep(0.1)


def no_certificates() -> ssl.SSLContext:
    """TLS with whoever answers: the proxy's authority is of this test alone."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


@dataclass
class Reader:
    """Somebody who goes on reading, as a browser does: files by http, and a page's WebSocket, which is opened anew where it is cut off.

    Attributes
    ----------
    errors
        What no reader should get: an answer of 500 or more, an answer that was cut off, a page with an error.
    seconds
        How long each run of a page took, by the moment at which it ended.
    cut
        How often the WebSocket was cut off.
    """

    served: Served
    name: str
    page: str
    errors: list[str] = field(default_factory=list)
    seconds: list[tuple[float, float]] = field(default_factory=list)
    cut: int = 0
    ports: set[int] = field(default_factory=set)

    def sign_in(self) -> Browser:
        """Sign in at the provider, through the proxy."""
        browser = Browser(httpx2.Client(headers={"accept": "text/html"}, verify=False, timeout=60), self.served.address)
        assert browser.sign_in(self.name).status_code == 200
        return browser

    def read(self, over: threading.Event) -> None:
        """Sign in, and read until it is over."""
        asyncio.run(self._read(self.sign_in(), over))

    def visit(self) -> None:
        """Sign in, and read the page once."""

        async def once() -> None:
            async with self.stream(self.sign_in()) as stream:
                await self.run(stream)

        asyncio.run(once())

    async def _read(self, browser: Browser, over: threading.Event) -> None:
        while not over.is_set():
            try:
                async with self.stream(browser) as stream:
                    self.ports.add(self.served.app_of(dict(browser.client.cookies)).port)
                    while not over.is_set():
                        began = time.monotonic()
                        await self.run(stream)
                        self.seconds.append((time.monotonic(), time.monotonic() - began))
                        self.get(browser, "/signalen?dataset=voorbeeldregio")
                        self.get(browser, "/_stcore/health")
            except InvalidStatus as refusal:
                self.errors.append(f"stream: {refusal.response.status_code}")
                await asyncio.sleep(AGAIN)
            except (ConnectionClosed, EOFError, OSError, WebSocketException):
                self.cut += 1
                await asyncio.sleep(AGAIN)

    def stream(self, browser: Browser) -> connect:
        """The WebSocket of a page; before it, as a page does, a look whether the app is there, which may lead to the other one."""
        self.get(browser, "/_stcore/health")
        cookies = "; ".join(f"{name}={value}" for name, value in browser.client.cookies.items())
        return connect(
            self.served.address.replace("https", "wss") + "/_stcore/stream", origin=Origin(self.served.address), ssl=no_certificates(),
            subprotocols=[Subprotocol("streamlit")], additional_headers={"cookie": cookies}, max_size=None,
            open_timeout=60, close_timeout=1,
        )  # fmt: skip

    def get(self, browser: Browser, path: str) -> None:
        """Ask a file."""
        try:
            answer = browser.open(path)
        except httpx2.HTTPError as error:
            self.errors.append(f"{path}: {type(error).__name__}")
            return
        if answer.status_code >= ERROR or not answer.content:
            self.errors.append(f"{path}: {answer.status_code}")

    async def run(self, stream: ClientConnection) -> None:
        """Ask the page, and read until its run is over."""
        question = BackMsg()
        question.rerun_script.query_string = "lang=nl&dataset=voorbeeldregio"
        question.rerun_script.page_name = self.page
        await stream.send(question.SerializeToString())
        message = ForwardMsg()
        while message.WhichOneof("type") != "script_finished":
            async with asyncio.timeout(SILENT):  # the client waits for ever where an end was said and the connection stays
                message.ParseFromString(bytes(await stream.recv()))  # type: ignore[arg-type]
            element = message.delta.new_element
            if element.HasField("exception") or element.alert.format == Alert.ERROR:
                self.errors.append(f"{self.page}: {element.exception.message or element.alert.body}")
