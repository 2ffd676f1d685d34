"""How the app is served: on this machine only, without telemetry, under one policy; in both ways of starting, from any folder."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import Config
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

import orggraph
from orggraph.errors import Refused
from orggraph.ui.launch import refuse_beyond_loopback
from tests.conftest import free_port

ROOT = Path(__file__).parents[2]
LOOPBACK = {"0100007F", "00000000000000000000000001000000"}
LISTENS = "0A"
STREAMLIT = [Subprotocol("streamlit")]
EVERYWHERE = ".".join("0000")


@dataclass
class Served:
    """An app that runs."""

    port: int
    process: subprocess.Popen[bytes]

    def get(self, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=90)  # the first search makes the findings, on a machine that is busy
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer, answer.read()


@contextmanager
def served(command: list[str], port: int, home: Path, folder: Path) -> Iterator[Served]:
    """Run a command from a foreign folder until the app answers."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "STREAMLIT_"))}
    environment |= {"ORGGRAPH_HOME": str(home), "PYTHONPATH": str(ROOT), "HOME": str(folder)}
    process = subprocess.Popen(command, env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    app = Served(port, process)
    try:
        until = time.monotonic() + 60
        while True:
            assert process.poll() is None, "the app ended while it started"
            try:
                if app.get("/gezond")[0].status == 200:
                    break
            except (OSError, HTTPException):
                pass
            assert time.monotonic() < until, "the app does not answer"
            time.sleep(0.1)
        yield app
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module", params=["orggraph app", "streamlit run app.py"])
def app(request: pytest.FixtureRequest, regions_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The app, started from a folder that is not its own."""
    port = free_port()
    ways = {
        "orggraph app": [sys.executable, "-m", "orggraph", "app", "--port", str(port)],
        "streamlit run app.py": [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port)],
    }
    with served(ways[request.param], port, regions_home, tmp_path_factory.mktemp("elsewhere")) as running:
        yield running


def test_ctrl_c_ends_it_without_a_word_of_failure(regions_home: Path, tmp_path: Path) -> None:
    port, told = free_port(), tmp_path / "told"
    command = ["sh", "-c", f'exec "$@" 2>"{told}"', "sh", sys.executable, "-m", "orggraph", "app", "--port", str(port)]
    with served(command, port, regions_home, tmp_path) as running:
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(20) == 0
    assert "Aborted" not in told.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "path", ["/", "/signalen", "/gezond", "/_stcore/health", "/_stcore/host-config", "/no/such/page", "/static/no.js", "/zoek?q=ab"]
)
def test_every_answer_has_the_policy(app: Served, path: str) -> None:
    answer, _ = app.get(path)
    policy = answer.headers["content-security-policy"]
    assert policy
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert parts["default-src"] == "'self'"
    assert "unsafe-inline" not in parts["script-src"]
    assert "unsafe-eval" not in parts["script-src"]
    assert "http" not in policy
    assert "*" not in policy
    assert parts["object-src"] == parts["base-uri"] == "'none'"
    assert parts["frame-ancestors"] == "'self'"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(("asked", "lang"), [("", "nl"), ("?lang=en", "en"), ("?lang=nl", "nl"), ("?lang=%22onload%3D", "nl")])
def test_the_document_has_the_language_that_is_asked(app: Served, asked: str, lang: str) -> None:
    for encoding in ("identity", "gzip, br"):
        answer, body = app.get(f"/{asked}", accept="text/html", **{"accept-encoding": encoding})
        assert answer.status == 200
        assert f'<html lang="{lang}"'.encode() in body


def test_it_listens_on_loopback_alone(app: Served) -> None:
    listening = set()
    for table in ("tcp", "tcp6"):
        for line in Path("/proc/net", table).read_text().splitlines()[1:]:
            address, port = line.split()[1].split(":")
            if int(port, 16) == app.port and line.split()[3] == LISTENS:
                listening.add(address)
    assert listening
    assert listening <= LOOPBACK


def test_it_sends_no_telemetry_and_no_error_links(app: Served) -> None:
    told = first_session(app.port)
    assert told.gather_usage_stats is False
    assert told.show_error_links == Config.SHOW_ERROR_LINKS_FALSE
    assert told.toolbar_mode == Config.ToolbarMode.MINIMAL


def first_session(port: int) -> Config:
    """What the server tells a browser when a session begins."""
    with connect(f"ws://127.0.0.1:{port}/_stcore/stream", origin=Origin(f"http://127.0.0.1:{port}"), subprotocols=STREAMLIT) as stream:
        asked = BackMsg()
        asked.rerun_script.query_string = ""
        stream.send(asked.SerializeToString())
        while True:
            message = ForwardMsg()
            message.ParseFromString(bytes(stream.recv(timeout=30)))  # type: ignore[arg-type]
            if message.WhichOneof("type") == "new_session":
                return message.new_session.config


FOREIGN_HOSTS = [
    "evil.test:{port}", "evil.test", "127.0.0.1", "127.0.0.1:1", "localhost.evil.test:{port}", "192.0.2.2:{port}", "0.0.0.0:{port}", "",
]  # fmt: skip
FOREIGN_ORIGINS = [
    "http://evil.test:{port}", "http://127.0.0.1:1", "http://127.0.0.1", "https://127.0.0.1:{port}", "http://localhost:{port}",
    "http://0.0.0.0:{port}", "http://192.0.2.2:{port}", "null", "file://", "http://127.0.0.1:{port}.evil.test", None,
]  # fmt: skip
PATHS = [
    "/", "/signalen", "/gezond", "/_stcore/health", "/_stcore/host-config", "/_stcore/upload_file/a/b", "/static/no.js", "/no/such/page",
    "/zoek?q=ab",
]  # fmt: skip
UPGRADE = (
    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: streamlit\r\n"
)


def status(port: int, path: str, *headers: str) -> int:
    """The status of an answer to headers written by hand."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as raw:
        raw.sendall("".join([f"GET {path} HTTP/1.1\r\n", *(f"{line}\r\n" for line in headers), "\r\n"]).encode())
        return int(raw.makefile("rb").readline().split()[1])


def handshake(port: int, host: str, origin: str | None) -> int:
    """The status of a WebSocket's handshake."""
    lines = [UPGRADE.strip(), f"Host: {host.format(port=port)}", *([f"Origin: {origin.format(port=port)}"] if origin else [])]
    return status(port, "/_stcore/stream", *lines)


@pytest.mark.parametrize("path", PATHS)
def test_a_foreign_host_gets_nothing_on_any_path(app: Served, path: str) -> None:
    statuses = {host: status(app.port, path, f"Host: {host.format(port=app.port)}") for host in FOREIGN_HOSTS}
    assert {host: code for host, code in statuses.items() if code not in (400, 403)} == {}
    assert status(app.port, path) == 400
    assert status(app.port, path, f"Host: 127.0.0.1:{app.port}", "Host: evil.test") in (400, 403)
    assert status(app.port, path, f"Host: 127.0.0.1:{app.port}", "Origin: http://evil.test") == 403
    for name in ("127.0.0.1", "localhost", "LocalHost"):
        assert status(app.port, path, f"Host: {name}:{app.port}") not in (400, 403)


def test_a_websocket_opens_for_the_page_of_its_own_host_and_port_alone(app: Served) -> None:
    assert handshake(app.port, "127.0.0.1:{port}", "http://127.0.0.1:{port}") == 101
    assert handshake(app.port, "localhost:{port}", "http://localhost:{port}") == 101
    opened = [origin for origin in FOREIGN_ORIGINS if handshake(app.port, "127.0.0.1:{port}", origin) == 101]
    opened += [host for host in FOREIGN_HOSTS if handshake(app.port, host, f"http://{host}") == 101]
    assert opened == []


def allowed(host: str) -> bool:
    """Whether the app may be served at an address."""
    try:
        refuse_beyond_loopback(host)
    except Refused:
        return False
    return True


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_this_machine_is_allowed(host: str) -> None:
    assert allowed(host)


@pytest.mark.parametrize("host", [EVERYWHERE, "::", "192.168.1.10", "example.org", "localhost.example.org", "", "127.0.0.1.example.org"])
def test_beyond_this_machine_is_refused(host: str) -> None:
    with pytest.raises(Refused) as refused:
        refuse_beyond_loopback(host)
    assert "bereiken" in refused.value.text("nl")


def test_the_command_refuses_too(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "orggraph", "app", "--host", EVERYWHERE]
    result = subprocess.run(command, env=os.environ | {"ORGGRAPH_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}, cwd=tmp_path,
                            capture_output=True, text=True, check=False, timeout=60)  # fmt: skip
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert EVERYWHERE in result.stderr
    assert "http" not in result.stderr  # it does not first say where it opens


def test_streamlit_alone_refuses_an_address_beyond_loopback(regions_home: Path, tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port), "--server.address", EVERYWHERE]
    result = subprocess.run(command, env=os.environ | {"ORGGRAPH_HOME": str(regions_home), "PYTHONPATH": str(ROOT)}, cwd=tmp_path,
                            capture_output=True, text=True, check=False, timeout=60)  # fmt: skip
    assert result.returncode != 0
    assert EVERYWHERE in result.stderr


def test_an_empty_store_stays_empty_where_that_is_asked(tmp_path: Path, own_embedded: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "orggraph", "app", "--port", str(port), "--empty"]
    with served(command, port, own_embedded, tmp_path):
        first_session(port)
        with orggraph.connect(own_embedded) as work:
            assert work.datasets() == []


def test_the_search_answers_in_json_and_is_kept_nowhere(app: Served) -> None:
    answer, body = app.get("/zoek?lang=en&dataset=voorbeeldregio&date=2026-05&q=wie%20vervangt%20de%20voorzitter%20van%20het%20AB")
    first = next(result for result in json.loads(body)["results"] if "query=deputies" in result["href"])
    where = urlsplit(first["href"])

    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
    assert answer.headers["cache-control"] == "no-store"
    assert "access-control-allow-origin" not in answer.headers
    assert (first["kind"], first["about"]) == ("question", "Question · Deputies · for Algemeen bestuur (AB)")
    assert where.path == "/cypher"
    assert parse_qs(where.query) == {
        "lang": ["en"], "dataset": ["voorbeeldregio"], "date": ["2026-05"], "query": ["deputies"], "param": ["body=voorbeeldregio/body/ab"],
    }  # fmt: skip


def test_the_search_leads_to_no_loads_where_one_presents(app: Served) -> None:
    asked = "/zoek?dataset=voorbeeldregio&q=wie%20heeft%20te%20veel%20op%20zijn%20bord"
    every, left, presented = (json.loads(app.get(path)[1])["results"] for path in (asked, f"{asked}&present=1", "/zoek?q=ab&present=1"))
    assert any("load-of-people" in result["href"] for result in every)
    assert presented
    assert all("present=1" in result["href"] for result in presented)
    assert not any("load-of-people" in result["href"] or "role_overload" in result["href"] for result in left)


@pytest.mark.parametrize(
    ("asked", "status"),
    [("", 200), ("?q=", 200), ("?q=ab&dataset=nowhere&lang=xx", 200), ("?q=ab&date=2026-02-31", 400), ("?q=%00%ff<script>", 200)],
)
def test_whatever_the_search_is_asked_it_answers(app: Served, asked: str, status: int) -> None:
    answer, body = app.get(f"/zoek{asked}")
    told = json.loads(body)
    assert answer.status == status
    assert bool(told["message"]) == (status != 200)
    assert "Traceback" not in body.decode()
