"""What an HTTP server may give away, or take for something else, and this one does not: methods, folders, types, other sites."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import free_port
from tests.ui.test_serving import Served, served

FILES_OF_NOBODY = ["/.git/config", "/.env", "/static/", "/static/../main.py", "/static/%2e%2e/main.py", "/pyproject.toml", "/main.py"]


@pytest.fixture(scope="module")
def app(regions_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    port = free_port()
    with served(
        [sys.executable, "-m", "orggraph", "app", "--port", str(port)], port, regions_home, tmp_path_factory.mktemp("x")
    ) as running:
        yield running


def first_line(app: Served, *lines: str, body: str = "") -> str:
    """The first line of the answer to a request written by hand; empty: the connection was closed."""
    with socket.create_connection(("127.0.0.1", app.port), timeout=20) as raw:
        raw.sendall("\r\n".join([*lines, f"Host: 127.0.0.1:{app.port}", "Connection: close", "", body]).encode())
        return raw.makefile("rb").readline().decode().strip()


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "DELETE"])
def test_a_method_that_nothing_uses_is_refused(app: Served, method: str) -> None:
    for path in ("/", "/signalen", "/zoek?q=ab", "/gezond"):
        assert first_line(app, f"{method} {path} HTTP/1.1").split()[1] in {"400", "403", "404", "405"}


@pytest.mark.parametrize("path", FILES_OF_NOBODY)
def test_no_folder_is_listed_and_no_file_beside_the_pages_is_given(app: Served, path: str) -> None:
    answer, body = app.get(path)
    told = body.decode("utf-8", "replace")
    own = answer.status == 200 and '<div id="root">' in told  # an address of the app: its own page, whatever was asked
    assert own or answer.status in {400, 403, 404} or (answer.status == 301 and answer.headers["location"] == path.rstrip("/"))
    for word in ("Index of", "[core]", "NEO4J_", "[project]", "def main", "import streamlit"):
        assert word not in told


def test_every_answer_says_what_it_is(app: Served) -> None:
    kinds = {"/": "text/html", "/signalen": "text/html", "/gezond": "text/plain", "/zoek?q=ab": "application/json"}
    for path, kind in kinds.items():
        answer, _ = app.get(path, accept="text/html" if kind == "text/html" else "*/*")
        stated = answer.headers["content-type"]
        assert stated.startswith(kind)
        assert kind == "application/json" or "charset=utf-8" in stated.lower()  # JSON is UTF-8 by its own standard (RFC 8259)


def test_no_answer_lets_another_site_read_it(app: Served) -> None:
    for path in ("/", "/gezond", "/zoek?q=ab", "/_stcore/health", "/_stcore/host-config"):
        for headers in ({}, {"origin": "http://evil.test"}, {"origin": "null"}):
            answer, _ = app.get(path, **headers)
            assert answer.headers.get("access-control-allow-origin") is None, path
            assert answer.status == 200 if not headers else answer.status == 403, path


@pytest.mark.parametrize(
    "lines",
    [
        ("Content-Length: 4", "Content-Length: 40"),
        ("Content-Length: x",),
        ("Transfer-Encoding: chunked, identity",),
        ("Transfer-Encoding : x",),
    ],
)
def test_a_request_whose_end_is_in_doubt_is_refused(app: Served, lines: tuple[str, ...]) -> None:
    assert first_line(app, "POST /zoek HTTP/1.1", *lines, body="0\r\n\r\n").split()[1:2] in (["400"], ["501"])
