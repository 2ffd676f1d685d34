"""Streamlit's own files: whole, from memory, asked for with the page; and answers that leave at once."""

from __future__ import annotations

import asyncio
import re
import socket
from pathlib import Path
from typing import Any

import pytest
import streamlit
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from orggraph.ui import asgi, browser_files
from tests.conftest import complete

STATIC = Path(streamlit.__file__).parent / "static"


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(middleware=[Middleware(browser_files.BrowserFiles)]))


def test_each_file_comes_as_it_is_on_disk(client: TestClient) -> None:
    names = browser_files.names()
    assert len(names) > 100
    for name in names:
        answer = client.get(name)
        assert answer.content == (STATIC / name.lstrip("/")).read_bytes()
        assert "immutable" in answer.headers["cache-control"]
    assert client.get(next(name for name in names if name.endswith(".js"))).headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize("path", ["/static/js/none.js", "/static/../index.html", "/static/js/../../manifest.json", "/index.html", "/"])
def test_what_is_no_such_file_goes_on(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_page_asks_at_once_for_the_scripts_of_each_element_of_every_page() -> None:
    scripts = re.findall(r'modulepreload" crossorigin href="\./([^"]+)"', browser_files.preloads().decode())
    files = {script.rpartition("/")[2].partition(".")[0] for script in scripts}
    assert set(browser_files.EVERYWHERE) <= files
    assert len(scripts) == len(set(scripts))
    assert {f"/{script}" for script in scripts} <= browser_files.names()


def test_no_answer_waits_for_the_browser_to_acknowledge_its_first_part() -> None:
    """On a socket that was bound beforehand, as Streamlit does, asyncio leaves Nagle's algorithm on."""
    assert asgi.MAIN.is_file()  # imported, it takes effect
    options: list[int] = []

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        options.extend(
            protocol.transport.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            for protocol in server.server_state.connections
        )
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"ok"})

    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_level="critical"))

    async def asked() -> bytes:
        bound = socket.create_server(("127.0.0.1", 0))
        serving = asyncio.create_task(server.serve(sockets=[bound]))
        reader, writer = await asyncio.open_connection(*bound.getsockname())
        writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        answer = await reader.read()
        writer.close()
        server.should_exit = True
        await serving
        return answer

    assert complete(asked()).endswith(b"ok\r\n0\r\n\r\n")
    assert options
    assert all(options)
