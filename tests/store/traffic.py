"""Somebody who edits a dataset, and somebody who reads all, while loads of another dataset are killed beside them."""

from __future__ import annotations

import itertools
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks.synthetic import region
from orggraph import edits
from orggraph.errors import OrggraphError, StatementFailed
from orggraph.model.dataset import Dataset
from orggraph.store import loading
from orggraph.store.connection import Connection
from orggraph.store.embedded import ServerAddress
from orggraph.workspace import Workspace
from tests.conftest import connected
from tests.store import readings

NEIGHBOUR = "buren"
"""The dataset that is edited."""
NEIGHBOURS = region(80, NEIGHBOUR, seed=3)
SUBJECT = next(node.id for node in NEIGHBOURS.nodes if node.id.split("/")[1] == "topic")
BREATH = 0.4
"""Seconds between two edits or readings of a thread."""
READINGS: tuple[Callable[[Workspace], bool], ...] = (readings.free, readings.streamed, readings.projected)


@dataclass
class Traffic:
    """An editor and a reader, each a thread with a connection of its own, that go on whatever they meet."""

    address: ServerAddress
    written: dict[int, str] = field(default_factory=dict)
    """Version → value, of each edit that was confirmed."""
    readings: int = 0
    torn: list[str] = field(default_factory=list)
    refusals: Counter[str] = field(default_factory=Counter)
    """Errors that edits and readings met, by class."""
    faults: list[Exception] = field(default_factory=list)
    """What is no error of orggraph."""
    numbers: itertools.count[int] = field(default_factory=itertools.count)
    ending: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        """Go on from here, on the server that listens at the address."""
        self.ending.clear()
        self.written.clear()
        self.readings = 0
        self.refusals.clear()
        self.threads = [threading.Thread(target=self._repeat, args=(work,)) for work in (self._edit, self._read)]
        for thread in self.threads:
            thread.start()

    def end(self, address: ServerAddress) -> None:
        """Once each has succeeded again, at this address: stop. Raises AssertionError where one does not."""
        self.address = address
        edited, read = len(self.written), self.readings
        until = time.monotonic() + 90
        while (len(self.written) == edited or self.readings == read) and not self.faults:
            assert time.monotonic() < until, f"no edit or no reading after the kill: {self.refusals}"
            time.sleep(BREATH)
        self.ending.set()
        for thread in self.threads:
            thread.join(90)
            assert not thread.is_alive()
        assert not self.faults, self.faults
        assert not self.torn, self.torn

    def counts(self) -> dict[str, int]:
        """What was done since the start, and the errors that were met, by class."""
        return {"edits": len(self.written), "readings": self.readings, **self.refusals}

    def assert_kept(self, work: Workspace) -> None:
        """Each edit that was confirmed is a version with its value, and the last of them is what the store holds."""
        for version, value in self.written.items():
            assert description(work.at_version(NEIGHBOUR, version)) == value
        assert description(work.dataset(NEIGHBOUR)) == list(self.written.values())[-1]
        numbers = [row["number"] for row in work.versions(NEIGHBOUR)]
        assert numbers == list(range(1, numbers[-1] + 1))

    def _repeat(self, once: Callable[[Workspace, int], None]) -> None:
        """Do it again and again; after an error with a new connection. What no kill explains ends it."""
        while not self.ending.is_set():
            try:
                self._connected(once)
            except Exception as error:  # noqa: BLE001 - a thread has nobody above it who would see it
                if not isinstance(error, OrggraphError) or isinstance(error, StatementFailed):
                    self.faults.append(error)
                    return
                self.refusals[type(error).__name__] += 1
                self.ending.wait(BREATH)

    def _connected(self, once: Callable[[Workspace, int], None]) -> None:
        address = self.address
        with Workspace(connected(address)) as work:
            while address is self.address and not self.ending.wait(BREATH):
                once(work, next(self.numbers))

    def _edit(self, work: Workspace, number: int) -> None:
        value = f"Edit {number}"
        proposal = edits.propose(work, NEIGHBOUR, "correct", {"subject": SUBJECT, "field": "description", "value": value})
        self.written[edits.apply(work, proposal, by="editor").version] = value

    def _read(self, work: Workspace, number: int) -> None:
        way = READINGS[number % len(READINGS)]
        if not way(work):
            self.torn.append(way.__name__)
        self.readings += 1


def prepare(connection: Connection) -> None:
    """Load the dataset that is edited."""
    loading.load(connection, NEIGHBOURS, "test")


def description(dataset: Dataset) -> str | None:
    """What the edits change."""
    (subject,) = (node for node in dataset.nodes if node.id == SUBJECT)
    return subject.description
