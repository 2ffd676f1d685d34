"""``python -m benchmarks [SIZE …]``: measure at 1,000, 10,000 and 100,000 nodes (or the sizes given), write results and page.

Raw seconds go to ``benchmarks/results.json``, the ratios to ``docs/benchmarks.md``. Sizes that are not measured keep
what an earlier run found.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import figures, measure, report, work
from orggraph.store import embedded
from orggraph.store.embedded import ServerAddress
from tests.conftest import Neo4jServer, neo4j_libraries

RESULTS = Path(__file__).parent / "results.json"
SIZES = (1_000, 10_000, 100_000)


def main(sizes: tuple[int, ...]) -> None:
    results: dict[str, Any] = json.loads(RESULTS.read_text()) if RESULTS.is_file() else {}
    for size in sizes:
        times = 5 if size <= 10_000 else 2
        here = results[str(size)] = {"day": f"{datetime.now(UTC).date()}", "machine": report.machine()}
        for name, server in (("embedded", embedded_server), ("neo4j", neo4j_server)):
            with server() as address:
                measure.on_server(address, 300, 1)  # warm up: a server that has just started is slow
                here[name] = tell(name, size, measure.on_server(address, size, times) | work.with_a_file(address, size))
        here["limits"] = tell("limits", size, measure.off_server(size, times))
        here["figures"] = tell("figures", size, figures.of_size(size, 3))
        results["command"] = measure.start_of_the_command()
        results["work"] = tell("work", size, work.with_the_example() | work.in_a_home())
        RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
        report.write(results)


def tell(name: str, size: int, found: measure.Seconds) -> measure.Seconds:
    print(f"{size:>7} {name}: " + ", ".join(f"{what} {seconds:.3f}" for what, seconds in found.items()), flush=True)
    return found


@contextmanager
def embedded_server() -> Iterator[ServerAddress]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        try:
            yield embedded.ensure_running(home)
        finally:
            embedded.stop(home)


@contextmanager
def neo4j_server() -> Iterator[ServerAddress]:
    with tempfile.TemporaryDirectory() as folder:
        server = Neo4jServer(Path(folder) / "neo4j", neo4j_libraries(), options=())
        try:
            server.start()
            yield server.address
        finally:
            server.stop()


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
