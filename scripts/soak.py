"""Kills loads and servers many times, reads many times while loads commit, and writes what came of it to ``docs/soak.md``.

``python scripts/soak.py [KILLS [READINGS]]``: so many kills (default 100) of clients and as many of servers, and so many readings
(default 5,000), on each kind of server. It runs the tests of kills and of torn readings, both kinds of server side by side, and
a hundred corruptions of each extract; the first store that holds neither exactly the old nor exactly the new ends it.
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
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "soak.md"
NAMES = {"embedded": "embedded", "neo4j": "Neo4j"}
HEAD = """\
# Killing loads

A load is one transaction, and the promise is that a store which was killed in the middle of one holds exactly what it held
before, or exactly what was being loaded. `make soak` tries that. A process of its own replaces one synthetic region of 400
nodes by another; then that process (the client) or the server is ended with SIGKILL, in turn at a named step (before the write,
once the lock was taken, after some statement of the write, after the last one, after the commit) and at a seeded random moment
of the load. The server is started again where it was killed. Then every node and relationship is read with a query of its own,
with labels, ends and all properties, and compared with the content that an unharmed load leaves. Beyond that:

- what was killed before its commit was sent is the old; what was told to be committed is the new;
- the same load, repeated by another client, succeeds and leaves exactly the new.

Beside each load somebody goes on editing another dataset, and somebody goes on reading both: by free Cypher, in several pulls, and as
tables. After each kill, every edit that was confirmed is a version that holds its value, the versions have no gap, each reading was of
one version, and both edit and read again on the server that was started again.

About half of the loads go in parts of 60 records (as one of more than 100,000 does), and say so below; a few kills of each sort are part
of `make test`.
"""

READINGS = """\
# Reading while loads commit

A process of its own goes on replacing one region of 180 nodes by another of 300. Meanwhile free Cypher counts nodes and relationships and
compares them with the head of the dataset, free Cypher brings a row for each node in several pulls, three queries of the library give
either exactly what they give of the one region or of the other, and the tables of the projection hold what their head says.
A reading that mixes two versions is torn; one that met a change again and again is told to wait, and gets nothing. Some of these
readings are part of `make test`.
"""

MARKS = """\
Without the looks before and after, 61 of 600 such readings on the embedded server were torn. What the marks cost a load, as the
median of loads with and without them in turn, in one run: embedded 1.04 (180 nodes) and 1.01 (1,000 nodes); Neo4j 0.98 and, too noisy
to say more than that it is not slower, 0.51.
"""


def main(kills: int = 100, readings: int = 5000) -> int:
    """Run the tests; write the page when all went well, or say what did not."""
    with tempfile.TemporaryDirectory() as folder:
        killed, read = Path(folder) / "kills.jsonl", Path(folder) / "readings.jsonl"
        started = time.monotonic()
        asked = {
            "ORGGRAPH_KILLS": str(kills), "ORGGRAPH_KILLS_LOG": str(killed), "ORGGRAPH_CORRUPTIONS": "100",
            "ORGGRAPH_READINGS": str(readings), "ORGGRAPH_READINGS_LOG": str(read), "CI": "true",
        }  # fmt: skip
        tests = [str(ROOT / "tests" / name) for name in ("store/test_kill.py", "store/test_torn.py", "sources/test_corruption.py")]
        status = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-n", "2", *tests], cwd=ROOT, env={**os.environ, **asked}, check=False
        ).returncode
        if status:
            return status
        PAGE.write_text(page(rows_of(killed), rows_of(read), time.monotonic() - started), encoding="utf-8")
    return 0


def rows_of(log: Path) -> list[dict[str, Any]]:
    """The lines of a log."""
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def page(kills: Sequence[dict[str, Any]], readings: Sequence[dict[str, Any]], seconds: float) -> str:
    """The page: what was tried, on which machine, and the counts."""
    counted = Counter((kill["kind"], kill["victim"], step(kill), kill["outcome"]) for kill in kills)
    rows = [
        f"| {NAMES[kind]} | {victim} | {moment} | {counted[kind, victim, moment, 'old']} | {counted[kind, victim, moment, 'new']} |"
        for kind, victim, moment in sorted(dict.fromkeys(key[:3] for key in counted))
    ]
    today = f"{datetime.now(UTC).date()}"
    done = f"{today}, {len(kills):,} kills, all as promised; the whole run took {seconds / 60:.0f} minutes: {hardware()}."
    parts = [
        HEAD, f"## The last run\n\n{done}\n",
        table("Server | Killed | When | Old | New", 2, rows),
        table("Server | Kills | Edits kept | Readings of one version", 3, [beside(kind, kills) for kind in NAMES]),
        f"{READINGS}\n{today}: {hardware()}.\n",
        table("Server | Readings | Loads meanwhile | Torn | Told to wait | Minutes", 5, map(read_row, readings)),
        MARKS,
    ]  # fmt: skip
    return "\n".join(parts)


def table(head: str, numbers: int, rows: Iterable[str]) -> str:
    """A table whose last columns are numbers."""
    columns = head.count("|") + 1
    return "\n".join([f"| {head} |", "|" + "---|" * (columns - numbers) + "---:|" * numbers, *rows, ""])


def beside(kind: str, kills: Iterable[dict[str, Any]]) -> str:
    """A row of the table of edits and readings beside the kills of a server; one that was lost or torn had ended the run."""
    own = [kill for kill in kills if kill["kind"] == kind]
    edits, readings = (sum(kill[name] for kill in own) for name in ("edits", "readings"))
    return f"| {NAMES[kind]} | {len(own):,} | {edits:,} | {readings:,} |"


def read_row(row: Mapping[str, Any]) -> str:
    """A row of the table of readings: how many, beside how many loads, and what came of them."""
    counts = " | ".join(f"{row[name]:,}" for name in ("readings", "loads", "torn", "refused"))
    return f"| {NAMES[row['kind']]} | {counts} | {row['seconds'] / 60:.0f} |"


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
