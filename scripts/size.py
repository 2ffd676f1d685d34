"""One dataset of a million holdings, from file to findings: seconds and memory of each step, on one embedded server.

``python scripts/size.py [HOLDINGS]`` (default 200,000) makes a folder of Popolo files with invented bodies of forty seats, imports it,
loads it in parts, loads it once more, reads it back as a graph and runs every analysis. It prints each step with the memory that this
process and the server hold at most, and writes the table to ``docs/size.md``. An analysis gets ten minutes. The load stands beside a
plain UNWIND script that creates such records on a server of its own.
"""

from __future__ import annotations

import gc
import json
import random
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from benchmarks import rival_loads
from orggraph.analyses import registry
from orggraph.model.dataset import Dataset
from orggraph.model.tables import to_tables
from orggraph.store import embedded, parts, processes
from orggraph.store.bundle import HEAP
from orggraph.workspace import Workspace, connect
from scripts.soak import hardware

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "size.md"
SEATS = 40
"""Holdings in one body: its members, a chair and a secretary."""
IN_A_FILE = 500
"""Bodies in one file."""
RIVAL_HOLDINGS = 40_000
"""Holdings that the plain script creates, with all that belongs to them."""
PATIENCE = 600
"""Seconds that one analysis gets."""
NAME = "groot"
HEAD = """\
# One large dataset

`python scripts/size.py HOLDINGS`, part of `make soak`, makes a folder of Popolo files of invented bodies, each with 38 members, a
chair and a secretary; a person holds two or three seats. It is read (`orggraph import`), loaded in parts of {part:,} records,
loaded once more, read back as a graph and given to every analysis. Memory is the most that the process held until then, and what
the embedded server holds (its heap is {heap}). The **plain script** is the best that is written by hand: it creates such records with
`UNWIND` over columns and `CREATE`, in an empty store with the index on the id, and keeps no hash and no version; the ratio is of
records a second.
"""
A = TypeVar("A")


@dataclass
class Run:
    """The steps of a run, printed as they end."""

    home: Path
    rows: list[tuple[str, str, str, str]] = field(default_factory=list)

    def step(self, name: str, work: Callable[[], A], result: Callable[[A], str] = lambda _given: "") -> tuple[A, float]:
        """Do one step and print it; gives what it made, and its seconds."""
        started = time.perf_counter()
        given = work()
        seconds = time.perf_counter() - started
        self.tell(name, f"{seconds:.0f}", result(given))
        return given, seconds

    def tell(self, name: str, seconds: str, result: str) -> None:
        pid = embedded.status(self.home).pid
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        server = (processes.memory(pid) or 0) / 2**30 if pid else 0.0
        self.rows.append((name, seconds, f"{held:.1f} + {server:.1f}", result))
        print(f"{name:<40} {seconds:>6} s  {held:5.1f} GB + server {server:.1f} GB  {result}", flush=True)


def main(holdings: int) -> None:
    """Do all steps and write the page."""
    with tempfile.TemporaryDirectory() as folder:
        home, files = Path(folder) / "home", Path(folder) / NAME
        run = Run(home)
        run.step("make the files", lambda: make(files, holdings), lambda size: f"{size / 2**20:.0f} MB")
        try:
            ratio = measure(run, files)
            before = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
            PAGE.write_text(page(run, holdings, ratio, before), encoding="utf-8")
        finally:
            embedded.stop(home)


def measure(run: Run, files: Path) -> float:
    """All steps on one server; gives how many times as many records a second as the plain script."""
    with connect(run.home) as work:
        ratio = load(run, work, files)
        gc.collect()
        graph, _ = run.step("read into a graph", work.graph, lambda graph: f"{len(graph):,} nodes, {graph.number_of_edges():,} edges")
        for kind in registry():
            with limited(PATIENCE):
                try:
                    run.step(f"findings: {kind}", lambda kind=kind: work.find(graph, kinds=[kind]), lambda all_: f"{len(all_):,} findings")
                except TimeoutError:
                    run.tell(f"findings: {kind}", f"> {PATIENCE}", "not assessable at this size")
    return ratio


def load(run: Run, work: Workspace, files: Path) -> float:
    """Import and load, twice; the dataset is let go of."""
    (dataset,), _ = run.step("import (read and check)", lambda: work.read([files]), lambda read: f"{len(read[0].nodes):,} nodes")
    _, rows = run.step("rows and hashes", lambda: (dataset.content_hash, dataset.node_rows, dataset.relationship_rows))
    _, first = run.step("load", lambda: work.load(dataset), lambda loaded: f"{loaded.difference.size:,} records")
    run.step(
        "load again",
        lambda: work.load(Dataset(dataset.info, dataset.nodes, dataset.relationships)),
        lambda again: f"{again.difference.size} records",
    )
    run.step("one name changed", lambda: work.load(changed(dataset)), lambda again: f"{again.difference.size} records")
    records = len(dataset.node_rows) + len(dataset.relationship_rows)
    own, plain = records / (first + rows), rival(files.parent)
    run.tell("plain UNWIND script", "", f"{plain:,.0f} records a second; orggraph {own:,.0f}")
    return own / plain


def changed(dataset: Dataset) -> Dataset:
    """The same with another name for its first node, which makes the load compare everything."""
    first, *others = dataset.nodes
    return Dataset(dataset.info, (first.model_copy(update={"name": "Anders"}), *others), dataset.relationships)


def rival(folder: Path) -> float:
    """Records a second of a plain script, of a smaller dataset: what it takes for more follows, as it slows down only."""
    home, files = folder / "rival", folder / "small"
    make(files, RIVAL_HOLDINGS)
    tables = to_tables(*Workspace.read([files]))
    try:
        address = embedded.ensure_running(home)
        rival_loads.prepare(address)
        started = time.perf_counter()
        rival_loads.by_columns(address, tables)
        return sum(map(len, (*tables.nodes, *tables.relationships))) / (time.perf_counter() - started)
    finally:
        embedded.stop(home)


@contextmanager
def limited(seconds: int) -> Iterator[None]:
    """Raise TimeoutError where a block takes longer."""

    def stop(_number: int, _frame: Any) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


def make(folder: Path, holdings: int, seed: int = 1) -> int:
    """A folder of Popolo files with so many memberships; gives its size in bytes."""
    folder.mkdir()
    chance = random.Random(seed)  # noqa: S311 - invented data
    bodies, people = holdings // SEATS, holdings * 2 // 5
    for first in range(0, bodies, IN_A_FILE):
        numbers = range(first, min(first + IN_A_FILE, bodies))
        own = range(people * numbers.start // bodies, people * numbers.stop // bodies)
        owners = dict.fromkeys(number // 10 for number in numbers)
        content = {
            "organizations": [
                *({"id": f"o{number}", "name": f"Gemeente {number}"} for number in owners),
                *(_body(number) for number in numbers),
            ],
            "persons": [{"id": f"p{number}", "name": f"Persoon {number}"} for number in own],
            "memberships": [_membership(chance, number, seat, people, bodies) for number in numbers for seat in range(SEATS)],
        }
        (folder / f"{first:06}.json").write_text(json.dumps(content), encoding="utf-8")
    return sum(file.stat().st_size for file in folder.iterdir())


def _body(number: int) -> dict[str, str]:
    return {"id": f"b{number}", "name": f"Commissie {number}", "classification": "committee", "parent_id": f"o{number // 10}"}


def _membership(chance: random.Random, body: int, seat: int, people: int, bodies: int) -> dict[str, str]:
    """Who sits in a seat: somebody who sits in bodies near it."""
    near = people * body // bodies + (seat * 5 + chance.randrange(5)) - SEATS
    role = {0: "voorzitter", 1: "secretaris"}.get(seat, "lid")
    start = f"{chance.randint(2010, 2025)}-{chance.randint(1, 12):02}-01"
    return {"person_id": f"p{near % people}", "organization_id": f"b{body}", "role": role, "start_date": start}


def page(run: Run, holdings: int, ratio: float, before: str) -> str:
    """The page: what was done, on which machine, and the figures; those of other sizes stay as they were."""
    head = HEAD.format(part=parts.PART, heap=f"{HEAP[:-1]} MB")
    title = f"{holdings:,} holdings"
    others = [section for section in before.split("\n## ")[1:] if not section.startswith(title)]
    faster = f"The load writes {ratio:.1f} times as many records a second as the plain script."
    rows = [f"| {' | '.join(row)} |" for row in run.rows]
    table = ["| Step | Seconds | Memory (GB): own + server | Result |", "|---|---:|---:|---|", *rows]
    own = "\n".join([title, "", f"{datetime.now(UTC).date()}: {hardware()}. {faster}", "", *table, ""])
    sections = sorted([own, *others], key=lambda section: int(section.partition(" ")[0].replace(",", "")))
    return "\n## ".join([head, *sections])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
