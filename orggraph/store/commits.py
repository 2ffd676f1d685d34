"""One reading sees one version: a mark around each commit, which readers look at before and after.

Both servers read what is committed, record by record: a statement that runs while a load commits sees half of it. So each
dataset has a node ``Commit`` whose ``state`` is odd while a commit of it is on its way: it becomes odd in a transaction of its
own before the commit is sent, and even in another once the commit is over, however it ended. A reader takes the states
before and after; where one was odd it waits, where they differ it reads again. What it gives was read between two commits.

That is a sequence lock, kept in the database, so that it holds across processes and machines, and for answers that come
in several pulls (the second look follows the last of them). A load never waits for a reader, and pays two small writes.
Snapshots of the server would be less, but Neo4j has none for reading, and the embedded server none across pages;
versions on the records would be asked of everybody who writes Cypher.

A loader that was killed leaves its mark odd. Who finds it so for long takes the lock that the loader held
(:func:`_end_of`): with it in hand no commit of that loader is on its way any more, and none can follow. A load in several
transactions stands under one mark, which says so (:mod:`orggraph.store.parts`).
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from orggraph.errors import LoadConflict, OrggraphError, StoreUnreachable
from orggraph.i18n import T
from orggraph.store import commit_states
from orggraph.store.commit_states import LONG, LOOKS_EVERY, STATES, TOO_LONG, A, States, are_settled, states, still_changing
from orggraph.store.connection import Connection


@dataclass(frozen=True)
class Mark:
    """The mark of a commit of a dataset; ``loader`` names who loads in parts, and is None for a load in one transaction."""

    dataset: str
    state: int
    loader: str | None = None


def of_one_version(connection: Connection, work: Callable[[], A], datasets: Collection[str] | None = None) -> A:
    """What some reading gives when no load is committed meanwhile; it is repeated until that is so.

    Parameters
    ----------
    connection
        The store.
    work
        Reads, in one statement or several; may run more than once.
    datasets
        Those that it reads; None: all.

    Raises
    ------
    LoadConflict
        They were changed again and again, or a load does not end.
    """
    return commit_states.of_one_version(lambda: settle(connection, datasets), lambda: states(connection.read(STATES), datasets), work)


def settle(connection: Connection, datasets: Collection[str] | None = None) -> States:
    """Wait until no commit is on its way, and give the states. Raises LoadConflict where one does not end."""
    started = time.monotonic()
    while True:
        seen = states(connection.read(STATES), datasets)
        if are_settled(seen):
            return seen
        waited = time.monotonic() - started
        if waited > TOO_LONG:
            raise still_changing()
        if waited > LONG:
            for dataset, state in seen.items():
                if state % 2:
                    _end_of(connection, Mark(dataset, state))
        time.sleep(LOOKS_EVERY)


@contextmanager
def marked(connection: Connection, dataset: str, loader: str | None = None, parts: int = 0) -> Iterator[Mark]:
    """Mark that within this block a commit of a dataset is on its way.

    Parameters
    ----------
    connection, dataset
        The store, and what is loaded.
    loader, parts
        Of a load in several transactions: its name, and about how many there are.

    Raises
    ------
    LoadConflict
        That of another loader is; this one comes second.
    """
    rows = connection.write(
        "MERGE (c:Commit {id: $id}) ON CREATE SET c.state = 0 SET c.lock = 1 WITH c WHERE c.state % 2 = 0 "
        "SET c.state = c.state + 1, c.loader = $loader, c.part = 0, c.parts = $parts, c.at = timestamp() RETURN c.state AS state",
        id=dataset, loader=loader, parts=parts,
    )  # fmt: skip
    if not rows:
        raise conflict(dataset)
    mark = Mark(dataset, rows[0]["state"], loader)
    try:
        yield mark
    except BaseException:
        with contextlib.suppress(OrggraphError):  # where the server is gone, who comes next ends it
            _end_of(connection, mark)
        raise
    with contextlib.suppress(StoreUnreachable):  # it is committed; a mark that stays is cleared by who comes next
        _clear(connection, mark)


def conflict(dataset: str) -> LoadConflict:
    """The error for the loader that came second."""
    return LoadConflict(
        T("Another loader changed {dataset} at the same time.", dataset=dataset),
        T("Nothing of yours was written. Look at what changed, and load again."),
    )


def _end_of(connection: Connection, mark: Mark) -> None:
    """Make sure that a commit is no longer on its way, and say so.

    The lock of the loader is taken: Neo4j gives it when the loader's transaction has ended; the embedded server, which knows no
    waiting, refuses a commit that was made before somebody else wrote this record. A load in parts is undone first.

    Raises
    ------
    LoadConflict
        It goes in parts, and its loader lives.
    """
    from orggraph.store import parts  # it needs the marks

    parts.end_of(connection, mark)
    connection.write(
        "MERGE (d:Dataset {id: $id}) ON CREATE SET d.version = 0 SET d.lock = coalesce(d.lock, 0) + 1", within=TOO_LONG, id=mark.dataset
    )
    connection.write("MATCH (d:Dataset {id: $id}) WHERE d.version = 0 DELETE d", id=mark.dataset)
    _clear(connection, mark)


def _clear(connection: Connection, mark: Mark) -> None:
    connection.write("MATCH (c:Commit {id: $id}) WHERE c.state = $state SET c.state = $state + 1", id=mark.dataset, state=mark.state)
