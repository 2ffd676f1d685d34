"""Kills loads and servers many times, and writes what came of it to ``docs/soak.md``; first it reads a hundred corruptions of each extract.

``python scripts/soak.py [KILLS]``: so many kills (default 50) of clients and as many of servers, on each kind of server. It runs the
kill tests, which fail at the first store that holds neither exactly the old nor exactly the new.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "soak.md"
NAMES = {"embedded": "embedded", "neo4j": "Neo4j"}
HEAD = """\
# Killing loads

A load is one transaction, and the promise is that a store which was killed in the middle of one holds exactly what it held
before, or exactly what was being loaded. `make soak` tries that. A process of its own replaces one synthetic region of 1,500
nodes by another; then that process (the client) or the server is ended with SIGKILL, in turn at a named step (before the write,
once the lock was taken, after some statement of the write, after the last one, after the commit) and at a seeded random moment
of the load. The server is started again where it was killed. Then every node and relationship is read with a query of its own,
with labels, ends and all properties, and compared with the content that an unharmed load leaves. Beyond that:

- what was killed before its commit was sent is the old; what was told to be committed is the new;
- the same load, repeated by another client, succeeds and leaves exactly the new.

About half of the loads go in parts of 200 records (as one of more than 100,000 does), and say so below; a few kills of each sort are part
of `make test`.
"""

READINGS = """\
# Reading while loads commit

A process of its own goes on replacing one region of 180 nodes by another of 300. Meanwhile free Cypher counts nodes and relationships and
compares them with the head of the dataset, free Cypher brings a row for each node in several pulls, three queries of the library give
either exactly what they give of the one region or of the other, and the tables of the projection hold what their head says.
A reading that mixes two versions is torn; one that met a change again and again is told to wait, and gets nothing. Some 200 of these
readings a server are part of `make test`.
"""


def main(kills: int) -> int:
    """Run the kill tests; write the page when all went well, or say what did not."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "kills.jsonl"
        started = time.monotonic()
        asked = {"ORGGRAPH_KILLS": str(kills), "ORGGRAPH_KILLS_LOG": str(log), "ORGGRAPH_CORRUPTIONS": "100", "CI": "true"}
        tests = [str(ROOT / "tests" / name) for name in ("sources/test_corruption.py", "store/test_kill.py")]
        status = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", *tests], cwd=ROOT, env={**os.environ, **asked}, check=False
        ).returncode
        if status:
            return status
        PAGE.write_text(page([json.loads(line) for line in log.read_text().splitlines()], time.monotonic() - started), encoding="utf-8")
    return 0


def page(kills: Iterable[dict[str, Any]], seconds: float) -> str:
    """The page: what was tried, on which machine, and the counts."""
    kills = list(kills)
    counted = Counter((kill["kind"], kill["victim"], step(kill), kill["outcome"]) for kill in kills)
    rows = [
        f"| {NAMES[kind]} | {victim} | {moment} | {counted[kind, victim, moment, 'old']} | {counted[kind, victim, moment, 'new']} |"
        for kind, victim, moment in dict.fromkeys(key[:3] for key in counted)
    ]
    done = f"{datetime.now(UTC).date()}, {len(kills)} kills in {seconds / 60:.0f} minutes, all as promised: {hardware()}."
    table = ["| Server | Killed | When | Old | New |", "|---|---|---|---:|---:|", *rows]
    return "\n".join([HEAD, "## The last run", "", done, "", *table, ""])


def readings_page(readings: Iterable[dict[str, Any]]) -> str:
    """The part of the page about readings: how many, beside how many loads, and what came of them."""
    rows = [
        f"| {NAMES[row['kind']]} | {row['readings']} | {row['loads']} | {row['torn']} | {row['refused']} | {row['seconds'] / 60:.0f} |"
        for row in readings
    ]
    table = ["| Server | Readings | Loads meanwhile | Torn | Told to wait | Minutes |", "|---|---:|---:|---:|---:|---:|", *rows]
    return "\n".join(["", READINGS, f"{datetime.now(UTC).date()}: {hardware()}.", "", *table, ""])


def step(kill: dict[str, Any]) -> str:
    """The named step at which it was killed, or that it was at a random moment."""
    when, _, parts = str(kill["moment"]).partition(", ")
    return ", ".join(filter(None, ("random moment" if when.startswith("after ") else when, parts)))


def hardware() -> str:
    """The machine, as far as it matters here."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GB, {platform.system()}, Python {platform.python_version()}"


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
