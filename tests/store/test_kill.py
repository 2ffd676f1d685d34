"""A load that is killed, client or server, at any moment: the store then holds exactly the old or exactly the new.

Beside it somebody edits another dataset and somebody reads all: no edit that was confirmed is lost, and no reading is torn.
A few kills of each kind run with all tests, the last of them with such company; ``ORGGRAPH_KILLS`` asks for another number, all
in company, and ``ORGGRAPH_KILLS_LOG`` names a file to which each kill adds a line (``make soak`` does both).
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

import pytest

from benchmarks.synthetic import region
from orggraph.model.dataset import Dataset
from orggraph.sources.dataset_yaml import write_dataset
from orggraph.store import commits, embedded, loading, reading, schema, versions
from orggraph.store.connection import Connection
from orggraph.store.embedded import ServerAddress
from orggraph.workspace import Workspace
from tests.conftest import connected
from tests.store import traffic
from tests.store.snapshots import snapshot
from tests.store.traffic import NEIGHBOUR, Traffic

KILLS = int(os.environ.get("ORGGRAPH_KILLS", "0"))
LOG = os.environ.get("ORGGRAPH_KILLS_LOG")
NODES = 400 if KILLS else 150
UNCOMMITTED = ("compared", "locked", "writing", "written")
COUNTED = frozenset({"loaded_at", "loaded_by", "version", "lock"})
CHILD = Path(__file__).parent / "load_child.py"
Victim = Literal["client", "server"]
SAMPLE: dict[Victim, tuple[int, ...]] = {"client": (2, 4, 6, 8, 1), "server": (8,)}
"""Which moments of a plan of ten are tried when no number is asked: each step for clients; a server takes long to start again."""
IN_PARTS = 60
"""Records that a transaction holds of a load in parts: some of the region's, so that there are many parts."""


class Server(Protocol):
    """A server of this test's own, which may be killed."""

    @property
    def address(self) -> ServerAddress: ...

    def start(self) -> None: ...

    def kill(self) -> None: ...


@dataclass
class EmbeddedServer:
    """The embedded server of a folder, killed without warning."""

    home: Path

    @property
    def address(self) -> ServerAddress:
        return embedded.ensure_running(self.home)

    def start(self) -> None:
        embedded.ensure_running(self.home)

    def kill(self) -> None:
        pid = embedded.status(self.home).pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)


@dataclass
class World:
    """A server that holds one of two regions, and what it should hold of each."""

    server: Server
    files: tuple[Path, Path]
    regions: tuple[Dataset, Dataset]
    traffic: Traffic
    held: list[list[Any]] = field(default_factory=list)
    now: int = 0
    seconds: float = 0.0

    def prepare(self) -> None:
        """Load each region once without being killed: what the store should hold, and how long a load takes."""
        with opened(self.server) as connection:
            schema.prepare(connection)
            traffic.prepare(connection)
            for dataset in (*self.regions, self.regions[0]):
                started = time.monotonic()
                loading.load(connection, dataset, "test")
                self.seconds = time.monotonic() - started
                self.held.append(of_region(connection))
        assert self.held[0] == self.held[2] != self.held[1]


def of_region(connection: Connection) -> list[Any]:
    """What the store holds, but for the dataset that is edited meanwhile."""
    return [row for row in snapshot(connection, without=COUNTED) if NEIGHBOUR not in repr(row)]


def opened(server: Server) -> Connection:
    return connected(server.address)


@pytest.fixture(params=["own_embedded", "own_neo4j"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    own = request.getfixturevalue(request.param)
    server: Server = EmbeddedServer(own) if isinstance(own, Path) else own
    regions = (region(NODES, seed=1), region(NODES, seed=2))
    files = (tmp_path / "first.yaml", tmp_path / "second.yaml")
    for file, dataset in zip(files, regions, strict=True):
        file.write_text(write_dataset(dataset), encoding="utf-8")
    made = World(server, files, regions, Traffic(server.address))
    made.prepare()
    yield made


@dataclass(frozen=True)
class Moment:
    """When to kill: at a named step, or so long after the load began to write."""

    step: str | None = None
    times: int = 1
    delay: float = 0.0
    cap: int = loading.CAP

    def __str__(self) -> str:
        when = f"{self.step}" if self.step else f"after {self.delay:.3f} s"
        return f"{when}, in parts" if self.cap == IN_PARTS else when


def moments(count: int, seed: int, seconds: float) -> Iterator[Moment]:
    """Named steps and random moments in turn."""
    chance = random.Random(seed)
    for number in range(count):
        if number % 2:
            yield Moment(delay=chance.uniform(0, seconds * 1.1), cap=chance.choice((IN_PARTS, loading.CAP)))
        else:
            step = loading.STEPS[number // 2 % len(loading.STEPS)]
            yield Moment(step, chance.randint(1, 9) if step == "writing" else 1, cap=chance.choice((IN_PARTS, loading.CAP)))


def test_a_killed_load_leaves_the_old_or_the_new(world: World, request: pytest.FixtureRequest) -> None:
    kind = "neo4j" if "neo4j" in request.node.name else "embedded"
    for victim, sample in SAMPLE.items():
        plan = list(moments(KILLS or 10, 2 * (kind == "neo4j") + (victim == "server"), world.seconds))
        outcomes = set()
        busy = [Moment("writing", 12, cap=IN_PARTS)] if victim == "server" else []
        for moment in plan if KILLS else [*(plan[number] for number in sample), *busy]:
            beside = world.traffic if KILLS or moment in busy else None
            outcome = killed_once(world, victim, moment, beside)
            outcomes.add(outcome)
            note(kind=kind, victim=victim, moment=str(moment), outcome=outcome, **(beside.counts() if beside else {}))
        assert "old" in outcomes
        assert victim == "server" or "new" in outcomes, "a client that is killed after its commit leaves the new"


def killed_once(world: World, victim: Victim, moment: Moment, beside: Traffic | None) -> str:
    """Kill one load of the other region; then look at what is there, load it once more unharmed, and look again. Old or new?"""
    other = 1 - world.now
    if beside:
        beside.start()
    child = start_child(world, other, moment)
    steps = read_until(child, "waiting" if moment.step else "compared")
    time.sleep(moment.delay)
    (child if victim == "client" else world.server).kill()
    rest, said = child.communicate(timeout=120)  # closes what it waits for: it goes on, and meets what is left of the server
    steps += rest.split()
    if victim == "server":
        assert child.returncode == (0 if "committed" in steps else 3), said
        world.server.start()
    if beside:
        beside.end(world.server.address)
    acknowledged = "committed" in steps
    with opened(world.server) as connection:
        commits.settle(connection)
        there = settled(connection)
        assert there in world.held[:2], f"neither old nor new after {victim} was killed at {moment}"
        outcome = "new" if there == world.held[other] else "old"
        if acknowledged or moment.step in UNCOMMITTED:
            assert outcome == ("new" if acknowledged else "old")
        (before,) = (row for row in reading.datasets(connection) if row["id"] == world.regions[other].id)
        after = loading.load(connection, world.regions[other], "test")
        assert after.version == before["version"] + (outcome == "old")
        assert of_region(connection) == world.held[other]
        if beside:
            beside.assert_kept(Workspace(connection))
        numbers = [row["number"] for row in versions.listed(connection, world.regions[other].id)]
        assert numbers == list(range(1, after.version + 1))
        for number, dataset in ((after.version, world.regions[other]), (after.version - 1, world.regions[1 - other])):
            assert versions.dataset_of(connection, dataset.id, number).content_hash == dataset.content_hash
    world.now = other
    return outcome


def start_child(world: World, which: int, moment: Moment) -> subprocess.Popen[str]:
    address = world.server.address
    there = {
        "NEO4J_URI": address.uri,
        "NEO4J_USERNAME": address.user,
        "NEO4J_PASSWORD": address.password,
        "NEO4J_DATABASE": address.database,
    }
    wait_at = f"{moment.step}:{moment.times}" if moment.step else "-"
    return subprocess.Popen(
        [sys.executable, str(CHILD), str(world.files[which]), wait_at, str(moment.cap)],
        env={**os.environ, **there, "PYTHONPATH": str(Path(__file__).parents[2])},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def read_until(child: subprocess.Popen[str], word: str) -> list[str]:
    assert child.stdout is not None
    lines: list[str] = []
    for line in child.stdout:
        lines.append(line.strip())
        if lines[-1] == word:
            return lines
    raise AssertionError(f"the child ended before {word}: {child.stderr.read() if child.stderr else ''}")


def settled(connection: Connection) -> list[Any]:
    """What the store holds once the server has ended what the killed client left behind."""
    before = of_region(connection)
    for _ in range(50):
        time.sleep(0.2)
        now = of_region(connection)
        if now == before:
            return now
        before = now
    raise AssertionError("the store goes on changing although nobody writes")


def note(**kill: Any) -> None:
    if LOG:
        with Path(LOG).open("a", encoding="utf-8") as file:
            file.write(json.dumps(kill) + "\n")
