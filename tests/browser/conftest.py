"""What the browser tests share: one Chromium for the run, pages that watch for requests, and small Streamlit apps.

``page_of(width, height)`` opens a page that keeps to the loopback address: any other request fails the test, and so
does an error on the console. ``app(script)`` starts a Streamlit script of this folder and gives its address.
``whole_app`` is orggraph itself, over a store with both regions, the invented region and one with hostile names;
``empty_app`` is the same over an empty store.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from orggraph import regions
from tests.browser.hostile_region import hostile_region

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
]  # fmt: skip
ROOT = Path(__file__).parents[2]
STARTS_WITHIN = 180.0
LOOPBACK = {"127.0.0.1", "localhost", ""}
QUIET_SCHEMES = {"data", "blob", "file", "about"}
FORGET = "() => { try { localStorage.clear(); } catch { /* a page without an origin keeps nothing */ } }"

AppStarter = Callable[[str], str]
PageOpener = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of the whole run."""
    if CHROMIUM is None and os.environ.get("CI") != "true":
        pytest.skip("Chromium is not installed")
    assert CHROMIUM, "Chromium must be there where CI=true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def visitor(chromium: Browser) -> Iterator[BrowserContext]:
    """Somebody who comes again: the browser keeps the files of the app from page to page, and the tests forget what pages keep."""
    context = chromium.new_context()
    yield context
    context.close()


@pytest.fixture
def page_of(visitor: BrowserContext) -> Iterator[PageOpener]:
    """Opens pages; at the end no request may have gone beyond loopback, and no error may stand on a console."""
    outside: list[str] = []
    errors: list[str] = []

    def open_page(width: int = 1280, height: int = 720, *, script: str = "", still: bool = False, dark: bool = False) -> Page:
        page = visitor.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(reduced_motion="reduce" if still else "no-preference", color_scheme="dark" if dark else "light")
        if script:
            page.add_init_script(script)
        page.on("request", lambda request: outside.append(request.url) if _is_outside(request.url) else None)
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" and not _is_probe(message) else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield open_page
    for page in visitor.pages:
        page.evaluate(FORGET)
        page.close()
    visitor.clear_cookies()
    assert outside == []
    assert errors == []


def _is_probe(message: ConsoleMessage) -> bool:
    """Streamlit looks for its own address below the page's first; on a deep link that is not there."""
    return "/_stcore/" in message.location["url"]


def _is_outside(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in QUIET_SCHEMES and (parts.hostname or "") not in LOOPBACK


@pytest.fixture(scope="session")
def app() -> Iterator[AppStarter]:
    """Starts Streamlit scripts of this folder, each once, and stops them at the end."""
    running: dict[str, tuple[subprocess.Popen[bytes], str]] = {}

    def start(script: str) -> str:
        if script not in running:
            port = _free_port()
            process = _start(Path(__file__).parent / script, port)
            running[script] = (process, f"http://127.0.0.1:{port}")
            _wait(process, port)
        return running[script][1]

    yield start
    for process, _ in running.values():
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def whole_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of orggraph itself, with the regions and a region of hostile names loaded."""
    home = tmp_path_factory.mktemp("whole-app")
    hostile = home / "vreemde-namen.yaml"
    hostile.write_text(hostile_region(), encoding="utf-8")
    with _orggraph(home, "load", *regions.names(), str(ROOT / "tests" / "data" / "proefregio.yaml"), str(hostile)) as address:
        yield address


@pytest.fixture(scope="session")
def empty_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of orggraph over a store that holds nothing."""
    with _orggraph(tmp_path_factory.mktemp("empty-app"), "store", "start", extra=("--empty",)) as address:
        yield address


@contextmanager
def _orggraph(home: Path, *first: str, extra: tuple[str, ...] = ()) -> Iterator[str]:
    """Run a command over a home, and then the app; both end with the block."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    environment |= {"ORGGRAPH_HOME": str(home), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "orggraph"]
    subprocess.run([*command, *first], env=environment, cwd=home, check=True, stdout=subprocess.DEVNULL)
    port = _free_port()
    process = subprocess.Popen([*command, "app", "--port", str(port), *extra], env=environment, cwd=home, stdout=subprocess.DEVNULL)
    try:
        _wait(process, port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)
        subprocess.run([*command, "store", "stop"], env=environment, cwd=home, check=True, stdout=subprocess.DEVNULL)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start(script: Path, port: int) -> subprocess.Popen[bytes]:
    options = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    arguments = [f"--{name}={value}" for name, value in options.items()]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "streamlit", "run", str(script), *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        assert process.poll() is None, "Streamlit stopped while starting"
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/_stcore/health")
            if connection.getresponse().status == 200:
                return
        except (HTTPException, OSError):
            time.sleep(0.1)
    raise AssertionError(f"no answer within {STARTS_WITHIN} s")
