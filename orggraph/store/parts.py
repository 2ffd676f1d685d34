"""A load that is more than one transaction holds: in parts, under a mark that keeps readers away until all of it is there.

The mark is that of every commit (:mod:`orggraph.store.commits`), made before the first part and cleared after the last. It says who
loads and how many parts are written. The last part alone writes the head of the dataset and the head of its version: until then the
version that is there is the old one, whatever stands in the records.

Who finds the mark and nobody who works under it makes the records what the version says that is there, from what is kept
of that version (:func:`end_of`): the old where the loader was killed before its last part, nothing where the dataset was new. Each part
begins by looking whether the mark is still its own: a loader that was taken for dead writes no more.

Other programs than orggraph do not know of the mark, and see a large load while it is written.
"""

from __future__ import annotations

import os
import platform
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from orggraph.errors import LoadConflict
from orggraph.i18n import T
from orggraph.store import commits, comparing, processes, versions, writing
from orggraph.store.connection import Connection, Transaction
from orggraph.store.difference import Difference
from orggraph.store.versions import Version

if TYPE_CHECKING:
    from orggraph.model.base import Row

PART: Final = 25_000
"""Records in a part: some seconds of work, so that who looks sees that the loader lives."""
PIECES: Final = 8
"""Nodes with content of a version (each at most 1 MB) that are written or swept in one transaction."""
SILENT: Final = 300
"""Seconds without a new part after which a loader of another machine is taken for dead."""


@dataclass(frozen=True)
class Steps:
    """What a load does beside its records: take the lock on the dataset, finish in the last part, and tell where it is."""

    lock: Callable[[Transaction, Difference], None]
    finish: Callable[[Transaction], None]
    tell: Callable[[str], None]


@dataclass
class Parts:
    """The transactions of a load in parts, one after the other; each holds at most ``size`` records."""

    connection: Connection
    mark: commits.Mark
    size: int
    tell: Callable[[str], None] = lambda _step: None
    _open: ExitStack = field(default_factory=ExitStack)
    _transaction: Transaction | None = None
    _room: int = 0

    def run(self, statement: str, columns: Mapping[str, Sequence[Any]]) -> list[Row]:
        """Run a statement in the part that is open, or in the next one where that has no room."""
        records = len(columns["id"])
        if self._transaction is None or self._room < records:
            self._open.close()
            self._transaction = self._open.enter_context(self.next())
            self._room = self.size
        self._room -= records
        rows = self._transaction.run(statement, columns)
        self.tell("writing")
        return rows

    @contextmanager
    def next(self) -> Iterator[Transaction]:
        """A part: it is written only while the mark is this loader's. Raises LoadConflict."""
        with self.connection.transaction() as transaction:
            if not transaction.run(
                "MATCH (c:Commit {id: $id}) SET c.part = c.part + 1, c.at = timestamp() "
                "WITH c WHERE c.state = $state AND c.loader = $loader RETURN c.part AS part",
                id=self.mark.dataset, state=self.mark.state, loader=self.mark.loader,
            ):  # fmt: skip
                raise commits.conflict(self.mark.dataset)
            yield transaction

    def write(self, difference: Difference) -> None:
        """Write a difference in as many parts as it takes."""
        with self._open:
            writing.write(self.run, difference, self.size)
        self._transaction = None


def write(connection: Connection, difference: Difference, kept: Sequence[Version], steps: Steps, size: int) -> None:
    """Write a difference and versions in parts, seen by readers of orggraph in one step.

    Parameters
    ----------
    connection
        The store.
    difference
        What to write.
    kept
        Versions: that of the load, and before it the one that is there where none was kept of it.
    steps
        What else it does.
    size
        Records in a part, at most.

    Raises
    ------
    LoadConflict
        Another loader was first, or took this one for dead; what was there is there again.
    """
    with commits.marked(connection, difference.dataset, loader(), parts=-(-difference.size // size)) as mark:
        parts = Parts(connection, mark, size, steps.tell)
        with parts.next() as transaction:
            steps.lock(transaction, difference)
            steps.tell("locked")
        for number, version in enumerate(kept):
            for first in range(0, len(version.parts), PIECES):
                with parts.next() as transaction:
                    version.write_parts(transaction, first, first + PIECES)
            if number < len(kept) - 1:
                with parts.next() as transaction:
                    version.write_head(transaction)
        parts.write(difference)
        with parts.next() as transaction:
            steps.lock(transaction, difference)
            for version in kept[-1:]:
                version.write_head(transaction)
            steps.finish(transaction)
            transaction.run("MATCH (c:Commit {id: $id}) SET c.loader = null", id=difference.dataset)


def loader() -> str:
    """The name of a load of this process, by which others look whether it is still there; no two loads have the same."""
    return f"{platform.node()} {os.getpid()} {uuid.uuid4()}"


def end_of(connection: Connection, mark: commits.Mark) -> None:
    """Make the records of a dataset what its version says, where a load in parts was left behind.

    Parameters
    ----------
    connection
        The store.
    mark
        The dataset, the state, and who asks: its own load failed, or another name.

    Raises
    ------
    LoadConflict
        The loader lives, or somebody else is at this already.
    StoreError
        What is kept of the version is damaged.
    """
    rows = connection.read(
        "MATCH (c:Commit {id: $id}) WHERE c.state = $state AND c.loader IS NOT NULL "
        "RETURN c.loader AS loader, c.part AS part, c.parts AS parts, timestamp() - c.at > $silent AS silent",
        id=mark.dataset, state=mark.state, silent=SILENT * 1000,
    )  # fmt: skip
    if not rows:
        return
    (seen,) = rows
    if seen["loader"] != mark.loader and not (seen["silent"] or _is_gone(seen["loader"])):
        raise _busy(mark.dataset, seen["part"], seen["parts"])
    own = commits.Mark(mark.dataset, mark.state, loader())
    taken = connection.write(
        "MATCH (c:Commit {id: $id}) SET c.lock = coalesce(c.lock, 0) + 1 "
        "WITH c WHERE c.state = $state AND c.loader = $before AND c.part = $part "
        "SET c.loader = $loader, c.at = timestamp() RETURN c.id AS id",
        id=own.dataset, state=own.state, loader=own.loader, before=seen["loader"], part=seen["part"],
    )  # fmt: skip
    if not taken:
        raise _busy(mark.dataset, seen["part"], seen["parts"])
    _undo(connection, own)


def _undo(connection: Connection, mark: commits.Mark) -> None:
    rows = connection.read("MATCH (d:Dataset {id: $id}) WHERE d.version > 0 RETURN d.version AS version", id=mark.dataset)
    kept = versions.dataset_of(connection, mark.dataset, rows[0]["version"]) if rows else None
    difference = comparing.between(comparing.present(connection, mark.dataset), kept, mark.dataset)
    Parts(connection, mark, PART).write(difference)
    sweep(connection, mark.dataset)


def sweep(connection: Connection, dataset: str) -> None:
    """Take away content of versions that are not there."""
    rows = connection.read("MATCH (v:Version {dataset: $id}) RETURN max(v.number) AS number", id=dataset)
    last = (rows[0]["number"] if rows else None) or 0
    while connection.write(
        f"MATCH (p:VersionPart {{dataset: $id}}) WHERE p.number > $last WITH p LIMIT {PIECES} DELETE p RETURN count(*) AS n",
        id=dataset, last=last,
    )[0]["n"]:  # fmt: skip
        pass


def _is_gone(name: str) -> bool:
    """Whether a loader was a process of this machine that has ended."""
    machine, pid, _ = name.rsplit(" ", 2)
    return machine == platform.node() and not processes.command_line(int(pid))


def _busy(dataset: str, part: int, parts: int) -> LoadConflict:
    """The error for who cannot read because a large load is on its way."""
    return LoadConflict(
        T("A large load of {dataset} is being written: part {n} of about {all}.", dataset=dataset, n=part, all=max(part, parts)),
        T("Wait until it has ended, and ask again. What it does not touch can be read: name the datasets."),
    )
