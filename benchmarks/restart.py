"""``python -m benchmarks.restart [RERUNS]``: many readers of two apps behind the proxy, while an app and a server of the store go.

One run: what each phase did to those who read, what a session weighs, and whether the apps grow. The proxy is that of the Compose
file; the store a real Neo4j behind a router with three members (``tests/servers/router.py``).
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks import report
from benchmarks.__main__ import RESULTS, neo4j_server
from orggraph.workspace import Workspace
from tests.conftest import connected
from tests.servers.router import Cluster
from tests.signin.two_apps import Reader, Served, two_apps

READERS = 20
PAGES = ("start", "relatiekaart", "signalen", "mijn-rol")
RERUNS = 10_000
PHASE = 20.0
"""Seconds of a phase, at least."""
PEOPLE = ("reader", "member", "secretary", "administrator")


class Crowd:
    """All who read, and what the phases did to them."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.readers = [Reader(served, PEOPLE[n // len(PAGES) % len(PEOPLE)], PAGES[n % len(PAGES)]) for n in range(READERS)]
        self.phases: list[dict[str, Any]] = []

    @property
    def reruns(self) -> int:
        """How many runs of a page are over."""
        return sum(len(reader.seconds) for reader in self.readers)

    def everybody_reads(self, seconds: float = 300) -> None:
        """Wait until each has a page more."""
        before = [len(reader.seconds) for reader in self.readers]
        until = time.monotonic() + seconds
        while any(len(reader.seconds) == n for reader, n in zip(self.readers, before, strict=True)) and time.monotonic() < until:
            time.sleep(0.1)

    def phase(self, name: str, event: Callable[[], object] = lambda: None, seconds: float = PHASE) -> None:
        """Let something happen, and look on for a while."""
        began, errors, cut = time.monotonic(), self._errors(), self._cut()
        came = event()
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            time.sleep(0.1)
        self.everybody_reads()
        took = sorted(run for reader in self.readers for ended, run in list(reader.seconds) if ended >= began)
        waits = [after[0] - before[0] for reader in self.readers for before, after in _pairs(reader.seconds) if after[0] >= began]
        self.phases.append(
            {
                "name": name,
                "seconds": time.monotonic() - began,
                "runs": len(took),
                "median": statistics.median(took),
                "p95": took[int(0.95 * len(took))],
                "longest wait": max(waits),
                "cut": self._cut() - cut,
                "errors": self._errors() - errors,
                "back": came if isinstance(came, float) else None,
            }
        )
        print(self.phases[-1], flush=True)

    def _errors(self) -> int:
        return sum(len(reader.errors) for reader in self.readers)

    def _cut(self) -> int:
        return sum(reader.cut for reader in self.readers)

    def memory(self) -> float:
        """What both apps hold, in MB."""
        return sum(app.memory() for app in self.served.apps)

    def grown(self, reruns: int) -> dict[str, float]:
        """Go on until so many pages ran; what both apps hold after a tenth of them, and at the end, in MB."""
        first = self.reruns
        held = []
        for part in (reruns // 10, reruns):
            while self.reruns - first < part:
                time.sleep(0.2)
            held.append(self.memory())
        return {"reruns": self.reruns - first, "early": held[0], "late": held[1]}


def _pairs(seconds: list[tuple[float, float]]) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    return pairwise(list(seconds))


def killed(served: Served) -> float:
    """Kill an app, and start it again after a while; seconds from its start until it answers."""
    served.apps[0].kill()
    time.sleep(PHASE / 3)
    return started(served, 0)


def stopped(served: Served) -> float:
    """End the other app in order, and start it again."""
    served.apps[1].stop()
    time.sleep(PHASE / 3)
    return started(served, 1)


def started(served: Served, number: int) -> float:
    began = time.monotonic()
    served.apps[number].start()
    served.apps[number].wait(300)
    return time.monotonic() - began


def session_weight(crowd: Crowd) -> float:
    """What both apps hold more, a session, in MB, when everybody has a page open as well as what they read."""
    before = crowd.memory()
    with ThreadPoolExecutor(READERS) as pool:
        browsers = list(pool.map(lambda reader: reader.sign_in(), crowd.readers))
        streams = list(pool.map(lambda pair: pair[0].stream(pair[1]), zip(crowd.readers, browsers, strict=True)))
        list(pool.map(lambda pair: pair[0].run(pair[1]), zip(crowd.readers, streams, strict=True)))
        after = crowd.memory()
        for stream in streams:
            stream.close()
    return (after - before) / READERS


@contextmanager
def reading(crowd: Crowd) -> Iterator[None]:
    """Everybody reads until the end of the block."""
    over = threading.Event()
    with ThreadPoolExecutor(READERS) as pool:
        going = [pool.submit(reader.read, over) for reader in crowd.readers]
        try:
            yield
        finally:
            over.set()
        for future in going:
            future.result(300)


def measured(folder: Path, reruns: int) -> dict[str, Any]:
    with neo4j_server() as server:
        with connected(server) as opened:
            Workspace(opened).load_all(["voorbeeldregio"], by="the benchmark")
        host, port = server.uri.removeprefix("bolt://").split(":")
        cluster = Cluster(host, int(port))
        store = replace(server, uri=cluster.uri)
        with two_apps(folder, folder / "home", store, str(shutil.which("caddy"))) as served:
            crowd = Crowd(served)
            for reader in crowd.readers[: len(PAGES) * 2]:  # each app reads its libraries and the region once
                reader.visit()
            session_weight(crowd)  # what is made once: libraries of other pages, and what pages keep
            weight = session_weight(crowd)
            with reading(crowd):
                crowd.everybody_reads()
                crowd.phase("nothing happens")
                crowd.phase("an app is killed, and starts again", lambda: killed(served))
                crowd.phase("the other ends in order, and starts again", lambda: stopped(served))
                crowd.phase("the leader of the store is killed", lambda: cluster.kill(cluster.leader))
                crowd.phase("a follower that reads is killed", lambda: cluster.kill(cluster.members[1]))
                growth = crowd.grown(reruns)
            errors = [error for reader in crowd.readers for error in reader.errors]
        cluster.close()
    return {
        "day": f"{datetime.now(UTC).date()}", "machine": report.machine(), "load": os.getloadavg()[2], "readers": READERS,
        "phases": crowd.phases, "session": weight, "growth": growth, "errors": errors[:20],
    }  # fmt: skip


def main(reruns: int = RERUNS) -> None:
    with tempfile.TemporaryDirectory() as folder:
        results = measured(Path(folder), reruns)
    print(results["session"], results["growth"], results["errors"], flush=True)
    kept = json.loads(RESULTS.read_text()) | {"restart": results}
    RESULTS.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    report.write(kept)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
