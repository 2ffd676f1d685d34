"""``python -m benchmarks.readers``: many readers at once, without browsers: what the server does for each, and what a session weighs.

Each reader is a WebSocket that speaks Streamlit's protocol: it opens a session on a page and waits until the run is over. What is
measured is the time of the server, from the question to the last message of the run, and the bytes that came.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from benchmarks import report
from benchmarks.__main__ import RESULTS
from orggraph.store import embedded
from tests.conftest import free_port

READERS = 20
PAGES = {"Start": "start", "map": "relatiekaart"}
RERUNS = 10_000
ROUNDS = 5


@dataclass
class Reader:
    """A session."""

    stream: ClientConnection
    page: str
    received: int = 0

    def run(self) -> float:
        """Ask the page anew; seconds until the run is over."""
        question = BackMsg()
        question.rerun_script.query_string = ""
        question.rerun_script.page_name = self.page
        began = time.perf_counter()
        self.stream.send(question.SerializeToString())
        while True:
            data = bytes(self.stream.recv(timeout=120))  # type: ignore[arg-type]
            self.received += len(data)
            message = ForwardMsg()
            message.ParseFromString(data)
            if message.WhichOneof("type") == "script_finished":
                return time.perf_counter() - began


@contextmanager
def reader(port: int, page: str) -> Iterator[Reader]:
    address = f"127.0.0.1:{port}"
    with connect(
        f"ws://{address}/_stcore/stream", origin=Origin(f"http://{address}"), subprotocols=[Subprotocol("streamlit")], max_size=None
    ) as stream:
        yield Reader(stream, page)


@contextmanager
def app(home: Path) -> Iterator[tuple[int, psutil.Process]]:
    """The app over the built-in regions."""
    environment = {**os.environ, "ORGGRAPH_HOME": str(home)}
    port = free_port()
    subprocess.run([sys.executable, "-m", "orggraph", "load"], env=environment, check=True, capture_output=True)
    process = subprocess.Popen([sys.executable, "-m", "orggraph", "app", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL)
    try:
        wait(port, "/gezond")
        yield port, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait()
        embedded.stop(home)


def wait(port: int, path: str, seconds: float = 60) -> None:
    """Wait until something answers there."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.05)
    raise TimeoutError(f"nothing answers on port {port}")


def at_once(port: int, page: str) -> tuple[list[float], float]:
    """Each of many readers opens a page at the same moment: seconds of each, and the bytes of the largest session."""

    def visit(_number: int) -> tuple[float, int]:
        with reader(port, page) as session:
            return session.run(), session.received

    with ThreadPoolExecutor(READERS) as pool:
        visits = list(pool.map(visit, range(READERS)))
    return [seconds for seconds, _ in visits], max(size for _, size in visits)


def growth(port: int, process: psutil.Process, reruns: int) -> dict[str, float]:
    """What the program holds after a thousand reruns, and after all of them, in MB."""
    with reader(port, PAGES["Start"]) as session:
        early = 0.0
        for number in range(reruns):
            session.run()
            if number == reruns // 10:
                early = process.memory_info().rss / 1e6
        return {"reruns": reruns, "early": early, "late": process.memory_info().rss / 1e6}


def main(reruns: int = RERUNS) -> None:
    results: dict[str, Any] = {"day": f"{datetime.now(UTC).date()}", "machine": report.machine(), "readers": READERS}
    with tempfile.TemporaryDirectory() as folder, app(Path(folder)) as (port, process):
        for name, page in PAGES.items():
            with reader(port, page) as first:
                first.run()
            rounds = [at_once(port, page) for _ in range(ROUNDS)]
            seconds = sorted(each for times, _ in rounds for each in times)
            measured = {
                "median": statistics.median(seconds),
                "p95": seconds[int(0.95 * len(seconds))],
                "bytes": max(size for _, size in rounds),
            }
            results |= {f"{name} {figure}": value for figure, value in measured.items()}
            print(name, measured, flush=True)
        results["growth"] = growth(port, process, reruns)
        print(results["growth"], flush=True)
    kept = json.loads(RESULTS.read_text()) if RESULTS.is_file() else {}
    RESULTS.write_text(json.dumps(kept | {"readers": results}, indent=2) + "\n", encoding="utf-8")
    report.write(json.loads(RESULTS.read_text()))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
