"""The states of commits: what a reader looks at before and after (see :mod:`orggraph.store.commits`)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final, TypeVar

from orggraph.errors import LoadConflict
from orggraph.i18n import T

A = TypeVar("A")
States = Mapping[str, int]
"""Dataset → state of its commits; odd while one is on its way."""
STATES: Final = "MATCH (c:Commit) RETURN c.id AS id, c.state AS state"
TRIES: Final = 12
"""Readings, before a reader is told that the datasets go on changing."""
LOOKS_EVERY: Final = 0.01
"""Seconds between two looks at a commit that is on its way."""
LONG: Final = 5.0
"""Seconds after which a commit that is on its way may be one that nobody will end."""
TOO_LONG: Final = 60.0
"""Seconds after which a reader no longer waits for it."""


def states(rows: Sequence[Mapping[str, Any]], datasets: Collection[str] | None = None) -> States:
    """The states in the answer to :data:`STATES`, of some datasets or of all."""
    return {row["id"]: row["state"] for row in rows if datasets is None or row["id"] in datasets}


def are_settled(seen: States) -> bool:
    """Whether no commit is on its way."""
    return not any(state % 2 for state in seen.values())


def of_one_version(
    settled: Callable[[], States], seen: Callable[[], States], work: Callable[[], A], failures: type[Exception] = Exception
) -> A:
    """What some reading gives when no load is committed meanwhile; it is repeated until that is so.

    Parameters
    ----------
    settled
        Waits until no commit is on its way, and gives the states.
    seen
        Gives the states as they are.
    work
        Reads, in one statement or several; may run more than once.
    failures
        What a load can make of a reading in its way: the embedded server no longer finds a record that it was about to give.

    Raises
    ------
    LoadConflict
        The datasets were changed again and again. What ``work`` raises where none was.
    """
    for _ in range(TRIES):
        before = settled()
        try:
            result = work()
        except failures:
            if settled() == before:
                raise
            continue
        if seen() == before:
            return result
    raise still_changing()


def still_changing() -> LoadConflict:
    """The error for who cannot read one version."""
    return LoadConflict(
        T("The datasets changed again and again while they were read."), T("Wait until the loading that goes on has ended, and ask again.")
    )
