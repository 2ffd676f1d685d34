"""A dataset into the store, by difference and as one unit.

What is there (``id`` and ``hash`` of each record) is compared with what comes, and only the difference is written, in
one explicit transaction together with the ``Dataset`` node. Its first statement takes the lock on that node and compares
the version from which the difference was made: of two loaders one wins, the other gets a clear error. Killed at
any moment, client or server, the store holds exactly the old or exactly the new content. What is more than one transaction
holds goes in parts (:mod:`orggraph.store.parts`), and is as much of one piece for who reads.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

from orggraph.access import user
from orggraph.errors import Refused, StoreUnreachable, UnknownName
from orggraph.garbage import no_garbage_collection
from orggraph.i18n import T
from orggraph.model.tables import grouped
from orggraph.store import commits, comparing, parts, reading, retention, versions, writing
from orggraph.store.commits import conflict
from orggraph.store.comparing import NOTHING, between
from orggraph.store.connection import Connection, Transaction
from orggraph.store.difference import Difference, Loaded
from orggraph.store.faults import LostRace
from orggraph.store.keeping import versions_of_load, versions_of_removal
from orggraph.store.versions import Cause, Version

if TYPE_CHECKING:
    from orggraph.model.base import Row
    from orggraph.model.dataset import Dataset

LARGE_PART: Final = 3
"""A load that takes out more than one in so many records of a dataset is asked about: a file may have been cut off."""
CAP: Final = 100_000
"""Changed records that one transaction holds, measured at the smallest memory that either server is given; more go in parts."""
LARGE_CONTENT: Final = 32_000_000
"""Bytes of the content of a version, likewise."""
STEPS: Final = ("compared", "locked", "writing", "written", "committed")
"""The named moments of a load, for those who watch it; "writing" comes after each statement that wrote something."""

Watch = Callable[[str], None]
__all__ = ["Difference", "Loaded", "compare", "load", "load_each", "remove", "user"]


def compare(connection: Connection, dataset: Dataset, before: Dataset | None = None) -> Difference:
    """What loading a dataset would change; nothing is written.

    Parameters
    ----------
    connection
        The store.
    dataset
        What would be loaded.
    before
        The dataset as it was before: where its rows are at hand and the store still holds exactly that, none is read once more.
    """
    return commits.of_one_version(connection, lambda: _compare(connection, dataset, before), [dataset.id])


def _compare(connection: Connection, dataset: Dataset, before: Dataset | None) -> Difference:
    head = _head(connection, dataset.id)
    if head and head["hash"] == dataset.content_hash:
        return Difference(dataset.id, head["version"], head_changed=False)
    if head and before and before.has_rows and head["hash"] == before.content_hash:
        there = comparing.of(before)
    else:
        there = comparing.present(connection, dataset.id, head["records"]) if head else NOTHING
    return between(there, dataset, dataset.id, head["version"] if head else 0, versions.last(connection, dataset.id))


def load(
    connection: Connection,
    dataset: Dataset,
    by: str | Cause,
    *,
    watch: Watch | None = None,
    cap: int = CAP,
    difference: Difference | None = None,
) -> Loaded:
    """Replace exactly this dataset by what is given; a second load of the same writes nothing.

    Parameters
    ----------
    connection
        The store; its constraints must be there (:func:`orggraph.store.schema.prepare`).
    dataset
        A checked dataset.
    by
        Who loads, or also why and from what; kept with the version.
    watch
        Called with the name of each of :data:`STEPS`, when it is reached.
    cap
        How many changed records one transaction holds: more go in parts of at most so many. Raise it for a server that has the memory.
    difference
        What :func:`compare` gave for it, where that was asked before; a load in between is noticed.

    Raises
    ------
    LoadConflict
        Another loader changed the dataset meanwhile; nothing was written.
    """
    with no_garbage_collection():
        cause = by if isinstance(by, Cause) else Cause(by)
        return _load(connection, dataset, difference or compare(connection, dataset), cause, watch or (lambda _step: None), cap)


def load_each(
    connection: Connection, datasets: Sequence[Dataset], by: str, *, reason: str | None = None, may_shrink: bool = True
) -> list[Loaded]:
    """Load datasets one after the other; unless they may shrink, none where one would lose more than a third (Refused)."""
    differences = [compare(connection, dataset) for dataset in datasets]
    for difference in differences if not may_shrink else ():
        _refuse_shrinking(connection, difference)
    pairs = zip(datasets, differences, strict=True)
    return [
        load(connection, dataset, Cause(by, reason, dataset.origin.name, dataset.origin.file), difference=difference)
        for dataset, difference in pairs
    ]


def _refuse_shrinking(connection: Connection, difference: Difference) -> None:
    """Raise Refused where a load would take out more than a third of what the dataset holds: a file may have been cut off."""
    head = _head(connection, difference.dataset)
    there = head["records"] if head else 0
    gone = difference.counts()["removed"]
    if gone * LARGE_PART > there:
        raise Refused(
            T("This takes out {n} of the {all} records of {dataset}; nothing was written.", n=gone, all=there, dataset=difference.dataset),
            T("Is the file whole? If it is meant so: --yes."),
        )


def _load(connection: Connection, dataset: Dataset, difference: Difference, cause: Cause, tell: Watch, cap: int) -> Loaded:
    tell("compared")
    if difference.is_empty:
        return Loaded(dataset.id, difference.version, difference)
    kept = versions_of_load(connection, dataset, difference, cause)
    head = {
        **dataset.info.model_dump(mode="json", exclude_none=True),
        **_derived(dataset),
        "version": difference.next_version,
        "loaded_at": kept[-1].head["at"],
        "loaded_by": cause.by,
    } | ({"file": cause.file, "warnings": len(dataset.warnings)} if cause.file else {})
    _apply(connection, difference, head, kept, tell, cap)
    with suppress(StoreUnreachable):  # it is committed; what is too old goes with the next load
        retention.prune(connection, dataset.id)
    return Loaded(dataset.id, difference.next_version, difference)


def _apply(connection: Connection, difference: Difference, head: Row | None, kept: Sequence[Version], tell: Watch, cap: int) -> None:
    """Write a difference, the head that follows (None: the dataset is gone) and versions, as one unit."""

    def finish(transaction: Transaction) -> None:
        set_head = "SET d = $head" if head else "DELETE d"
        transaction.run(f"MATCH (d:Dataset {{id: $id}}) {set_head}", id=difference.dataset, head=head or {})
        tell("written")

    with _one_wins(difference.dataset):
        if difference.size > cap or sum(version.size for version in kept) > LARGE_CONTENT:
            parts.write(connection, difference, kept, parts.Steps(_lock, finish, tell), min(cap, parts.PART))
        else:
            with connection.transaction(commits.marked(connection, difference.dataset)) as transaction:
                _lock(transaction, difference)
                tell("locked")
                writing.write(_run_in(transaction, tell), difference)
                for version in kept:
                    version.write(transaction)
                finish(transaction)
    tell("committed")


def _run_in(transaction: Transaction, tell: Watch) -> writing.Run:
    def run(statement: str, columns: Mapping[str, Sequence[Any]]) -> list[Row]:
        rows = transaction.run(statement, columns)
        tell("writing")
        return rows

    return run


def replace(connection: Connection, name: str, dataset: Dataset | None, head: Row, kept: Sequence[Version]) -> None:
    """Make a dataset and all its versions what a backup holds, as one unit.

    What is too large for one transaction and there already is taken out first: killed between the two, it is not there.

    Parameters
    ----------
    name, dataset
        Its id, and its records; None: it is not there, and its versions alone are.
    head
        Its head, as a load wrote it.
    kept
        Its versions.
    """
    there = _head(connection, name)
    if dataset:
        difference = compare(connection, dataset)
    else:
        difference = between(comparing.present(connection, name), None, name, there["version"] if there else 0)
    made = {**head, **_derived(dataset)} if dataset else None
    if difference.size > CAP or sum(version.size for version in kept) > LARGE_CONTENT:
        _forget(connection, name, there)
        difference = between(NOTHING, dataset, name)
        _apply(connection, difference, made, kept, lambda _step: None, CAP)
        return
    with _one_wins(name), connection.transaction(commits.marked(connection, name)) as transaction:
        _lock(transaction, difference)
        writing.write(_run_in(transaction, lambda _step: None), difference)
        transaction.run("MATCH (d:Dataset {id: $id}) " + ("SET d = $head" if made else "DELETE d"), id=name, head=made or {})
        for label in ("Version", "VersionPart"):
            transaction.run(f"MATCH (v:{label} {{dataset: $dataset}}) DELETE v", dataset=name)
        for version in kept:
            version.write(transaction)


def _forget(connection: Connection, name: str, head: Row | None) -> None:
    """Take a dataset out with all its versions."""
    gone = between(comparing.present(connection, name), None, name, head["version"] if head else 0)
    _apply(connection, gone, None, (), lambda _step: None, CAP)
    connection.write("MATCH (v:Version {dataset: $dataset}) DELETE v", dataset=name)
    parts.sweep(connection, name)


def remove(connection: Connection, dataset: str, by: str | Cause | None = None, *, watch: Watch | None = None, cap: int = CAP) -> Loaded:
    """Take a dataset out, as one unit; its versions stay. Raises UnknownName where it is not there, and as :func:`load`."""
    head = _head(connection, dataset)
    if head is None:
        raise UnknownName(T("dataset"), dataset, (row["id"] for row in reading.datasets(connection)))
    there = comparing.present(connection, dataset, head["records"])
    difference = between(there, None, dataset, head["version"], versions.last(connection, dataset))
    kept = versions_of_removal(connection, difference, by if isinstance(by, Cause) else Cause(by or user()), head["title"])
    _apply(connection, difference, None, kept, watch or (lambda _step: None), cap)
    return Loaded(dataset, 0, difference)


def _head(connection: Connection, dataset: str) -> Row | None:
    rows = connection.read(
        "MATCH (d:Dataset {id: $id}) WHERE d.version > 0 "
        "RETURN d.version AS version, d.hash AS hash, d.title AS title, d.nodes + d.relationships AS records", id=dataset,
    )  # fmt: skip
    return rows[0] if rows else None


def _derived(dataset: Dataset) -> Row:
    """What the head of a dataset says of its records."""
    return {
        "hash": dataset.content_hash,
        "nodes": len(dataset.node_rows),
        "relationships": len(dataset.relationship_rows),
        "columns": json.dumps(_columns(dataset), sort_keys=True),
    }


def _columns(dataset: Dataset) -> dict[str, dict[str, list[str]]]:
    """The properties in use per label and type, so that who reads all asks for no others."""
    kinds = {"nodes": grouped(dataset.node_rows, "label"), "relationships": grouped(dataset.relationship_rows, "type")}
    return {name: {kind: sorted(set().union(*rows) - {"label", "type"}) for kind, rows in of.items()} for name, of in kinds.items()}


@contextmanager
def _one_wins(dataset: str) -> Iterator[None]:
    """Two loaders at once: the server lets one commit; the other leaves this block with a LoadConflict."""
    try:
        yield
    except LostRace as error:
        raise conflict(dataset) from error


def _lock(transaction: Transaction, difference: Difference) -> None:
    """Take the lock on the dataset, and make sure that it is as it was when the difference was worked out."""
    rows = transaction.run(
        "MERGE (d:Dataset {id: $id}) ON CREATE SET d.version = 0 SET d.lock = coalesce(d.lock, 0) + 1 RETURN d.version AS version",
        id=difference.dataset,
    )
    if rows[0]["version"] != difference.version:
        raise conflict(difference.dataset)
