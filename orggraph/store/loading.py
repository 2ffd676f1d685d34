"""A dataset into the store, by difference and as one unit.

What is there (``id`` and ``hash`` of each record) is compared with what comes, and only the difference is written, in
one explicit transaction together with the ``Dataset`` node. Its first statement takes the lock on that node and compares
the version from which the difference was made: of two loaders one wins, the other gets a clear error. Killed at
any moment, client or server, the store holds exactly the old or exactly the new content.
"""

from __future__ import annotations

import getpass
import json
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final

from orggraph.errors import Refused, TooLarge, UnknownName
from orggraph.garbage import no_garbage_collection
from orggraph.i18n import T
from orggraph.model.base import Row
from orggraph.model.dataset import Dataset
from orggraph.model.tables import Table, by_kind
from orggraph.store import commits, reading, retention, versions
from orggraph.store.commits import conflict
from orggraph.store.connection import Connection, Transaction
from orggraph.store.difference import Difference, Loaded
from orggraph.store.faults import LostRace
from orggraph.store.keeping import versions_of_load, versions_of_removal
from orggraph.store.versions import Cause, Version

LARGE_PART: Final = 3
"""A load that takes out more than one in so many records of a dataset is asked about: a file may have been cut off."""
CAP: Final = 100_000
"""Changed records that one transaction may hold; measured at the smallest memory that either server is given."""
BATCH: Final = 5_000
EACH: Final = "UNWIND range(0, size($id) - 1) AS i"
STEPS: Final = ("compared", "locked", "writing", "written", "committed")
"""The named moments of a load, for those who watch it; "writing" comes after each statement that wrote something."""

Watch = Callable[[str], None]
__all__ = ["Difference", "Loaded", "compare", "load", "load_each", "remove", "user"]


def compare(connection: Connection, dataset: Dataset) -> Difference:
    """What loading a dataset would change; nothing is written."""
    return commits.of_one_version(connection, lambda: _compare(connection, dataset), [dataset.id])


def _compare(connection: Connection, dataset: Dataset) -> Difference:
    head = _head(connection, dataset.id)
    if head and head["hash"] == dataset.content_hash:
        return Difference(dataset.id, head["version"], head_changed=False)
    version, before = head["version"] if head else 0, versions.last(connection, dataset.id)
    there_nodes, there_edges = _present(connection, dataset.id) if head else ({}, {})
    nodes = _changes(dataset.node_rows, {key: row["hash"] for key, row in there_nodes.items()})
    edges = _changes(dataset.relationship_rows, {key: row["hash"] for key, row in there_edges.items()})
    gone = sorted(there_edges.keys() - edges.ids)
    return Difference(
        dataset.id, version, before, nodes.added, nodes.changed, sorted(there_nodes.keys() - nodes.ids),
        edges.added, edges.changed, [there_edges[key] for key in gone],
    )  # fmt: skip


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
        How many changed records one transaction may hold; raise it for a server that has the memory.
    difference
        What :func:`compare` gave for it, where that was asked before; a load in between is noticed.

    Raises
    ------
    LoadConflict
        Another loader changed the dataset meanwhile; nothing was written.
    TooLarge
        More than ``cap`` records would change; nothing was written.
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
    _refuse_too_large(difference, cap)
    kept = versions_of_load(connection, dataset, difference, cause)
    head = {
        **dataset.info.model_dump(mode="json", exclude_none=True),
        **_derived(dataset),
        "version": difference.next_version,
        "loaded_at": kept[-1].head["at"],
        "loaded_by": cause.by,
    } | ({"file": cause.file} if cause.file and not dataset.warnings else {})
    with _one_wins(dataset.id), connection.transaction(commits.marked(connection, dataset.id)) as transaction:
        _lock(transaction, difference)
        tell("locked")
        _write(transaction, difference, tell)
        transaction.run("MATCH (d:Dataset {id: $id}) SET d = $head", id=dataset.id, head=head)
        for version in kept:
            version.write(transaction)
        tell("written")
    tell("committed")
    retention.prune(connection, dataset.id)
    return Loaded(dataset.id, difference.next_version, difference)


def replace(connection: Connection, name: str, dataset: Dataset | None, head: Row, kept: Sequence[Version]) -> None:
    """Make a dataset and all its versions what a backup holds, in one transaction.

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
        nodes, edges = _present(connection, name)
        difference = Difference(
            name, there["version"] if there else 0, nodes_removed=sorted(nodes), relationships_removed=list(edges.values())
        )
    _refuse_too_large(difference, CAP)
    with _one_wins(name), connection.transaction(commits.marked(connection, name)) as transaction:
        _lock(transaction, difference)
        _write(transaction, difference, lambda _step: None)
        made = {**head, **_derived(dataset)} if dataset else {}
        transaction.run("MATCH (d:Dataset {id: $id}) " + ("SET d = $head" if dataset else "DELETE d"), id=name, head=made)
        for label in ("Version", "VersionPart"):
            transaction.run(f"MATCH (v:{label} {{dataset: $dataset}}) DELETE v", dataset=name)
        for version in kept:
            version.write(transaction)


def remove(connection: Connection, dataset: str, by: str | Cause | None = None, *, watch: Watch | None = None, cap: int = CAP) -> Loaded:
    """Take a dataset out, as one unit; its versions stay. Raises UnknownName where it is not there, and as :func:`load`."""
    head = _head(connection, dataset)
    if head is None:
        raise UnknownName(T("dataset"), dataset, (row["id"] for row in reading.datasets(connection)))
    nodes, edges = _present(connection, dataset)
    before = versions.last(connection, dataset)
    difference = Difference(dataset, head["version"], before, nodes_removed=sorted(nodes), relationships_removed=list(edges.values()))
    _refuse_too_large(difference, cap)
    kept = versions_of_removal(connection, difference, by if isinstance(by, Cause) else Cause(by or user()), head["title"])
    tell = watch or (lambda _step: None)
    with _one_wins(dataset), connection.transaction(commits.marked(connection, dataset)) as transaction:
        _lock(transaction, difference)
        tell("locked")
        _write(transaction, difference, tell)
        transaction.run("MATCH (d:Dataset {id: $id}) DELETE d", id=dataset)
        for version in kept:
            version.write(transaction)
        tell("written")
    tell("committed")
    return Loaded(dataset, 0, difference)


@dataclass(frozen=True)
class _Changes:
    added: list[Row]
    changed: list[Row]
    ids: set[str]


def _changes(rows: Sequence[Row], there: Mapping[str, str]) -> _Changes:
    added = [row for row in rows if row["id"] not in there]
    changed = [row for row in rows if row["id"] in there and there[row["id"]] != row["hash"]]
    return _Changes(added, changed, {row["id"] for row in rows})


def _head(connection: Connection, dataset: str) -> Row | None:
    rows = connection.read(
        "MATCH (d:Dataset {id: $id}) WHERE d.version > 0 "
        "RETURN d.version AS version, d.hash AS hash, d.title AS title, d.nodes + d.relationships AS records", id=dataset,
    )  # fmt: skip
    return rows[0] if rows else None


def _present(connection: Connection, dataset: str) -> tuple[dict[str, Row], dict[str, Row]]:
    """What is there of a dataset: nodes by id, relationships by id; each with its hash."""
    nodes = connection.read_columns("MATCH (n:Entity {dataset: $id}) RETURN collect(n.id) AS id, collect(n.hash) AS hash", id=dataset)
    edges = connection.read_columns(
        "MATCH (a:Entity {dataset: $id})-[r]->() "
        "RETURN collect(r.id) AS id, collect(r.hash) AS hash, collect(type(r)) AS type, collect(a.id) AS source",
        id=dataset,
    )
    return _by_id(nodes), _by_id(edges)


def _by_id(columns: Mapping[str, Sequence[Any]]) -> dict[str, Row]:
    return {row["id"]: row for row in Table("", columns).rows()}


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
    used: dict[str, dict[str, set[str]]] = {"nodes": defaultdict(set), "relationships": defaultdict(set)}
    for row in dataset.node_rows:
        used["nodes"][row["label"]].update(row)
    for row in dataset.relationship_rows:
        used["relationships"][row["type"]].update(row)
    return {name: {kind: sorted(columns - {"label", "type"}) for kind, columns in by_kind.items()} for name, by_kind in used.items()}


def _refuse_too_large(difference: Difference, cap: int) -> None:
    if difference.size > cap:
        raise TooLarge(
            T(
                "{n} records of {dataset} would change; one load holds at most {most}.",
                n=difference.size,
                dataset=difference.dataset,
                most=cap,
            ),
            T("Nothing was written. Split the dataset into several."),
        )


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


def _write(transaction: Transaction, difference: Difference, tell: Watch) -> None:
    """Remove, create, change; nodes before the relationships that need them."""

    def run(statement: str, table: Table) -> Iterator[list[Row]]:
        for start in range(0, len(table), BATCH):
            yield transaction.run(statement, {name: column[start : start + BATCH] for name, column in table.columns.items()})
            tell("writing")

    for statement, table in _on_what_is_there(difference):
        deque(run(statement, table), maxlen=0)
    places: dict[str, str] = {}
    for table in by_kind(difference.nodes_added, "label"):
        statement = f"{EACH} CREATE (n:Entity:{table.kind} {_properties(table)}) RETURN collect(n.id) AS id, collect(elementId(n)) AS place"
        for rows in run(statement, table):
            places |= _places(rows)
    added = sorted(difference.relationships_added, key=itemgetter("target"))  # Neo4j locks a node once for all of its relationships
    _find_ends(transaction, added, places)
    for table in by_kind(added, "type"):
        ends = "MATCH (a) WHERE elementId(a) = $a[i] MATCH (b) WHERE elementId(b) = $b[i]"
        deque(run(f"{EACH} {ends} CREATE (a)-[:{table.kind} {_properties(table)}]->(b)", _between_places(table, places)), maxlen=0)


def _on_what_is_there(difference: Difference) -> Iterator[tuple[str, Table]]:
    """The statements that remove and change, each with its rows."""
    known = f"{EACH} MATCH (:Entity {{id: $source[i]}})-[r:%s {{id: $id[i]}}]->()"
    for table in by_kind(difference.relationships_removed, "type"):
        yield f"{known % table.kind} DELETE r", table
    for table in by_kind([{"id": removed, "label": "Entity"} for removed in difference.nodes_removed], "label"):
        yield f"{EACH} MATCH (n:Entity {{id: $id[i]}}) DETACH DELETE n", table
    for table in by_kind(difference.nodes_changed, "label"):
        yield f"{EACH} MATCH (n:Entity {{id: $id[i]}}) SET n = {_properties(table)}", table
    for table in by_kind(difference.relationships_changed, "type"):
        yield f"{known % table.kind} SET r = {_properties(table)}", table


def _find_ends(transaction: Transaction, rows: Sequence[Row], places: dict[str, str]) -> None:
    """Add the places of ends that were there before."""
    unknown = sorted({end for row in rows for end in (row["source"], row["target"])} - places.keys())
    for start in range(0, len(unknown), BATCH):
        statement = f"{EACH} MATCH (n:Entity {{id: $id[i]}}) RETURN collect(n.id) AS id, collect(elementId(n)) AS place"
        places |= _places(transaction.run(statement, id=unknown[start : start + BATCH]))


def _between_places(table: Table, places: Mapping[str, str]) -> Table:
    """Relationships with the places of their ends, which a server finds in half the time that an id takes it.

    Places are good within this transaction alone.
    """
    columns = dict(table.columns)
    columns["a"] = [places[end] for end in columns.pop("source")]
    columns["b"] = [places[end] for end in columns.pop("target")]
    return Table(table.kind, columns)


def _places(rows: Sequence[Row]) -> dict[str, str]:
    return {node: place for row in rows for node, place in zip(row["id"], row["place"], strict=True)}


def _properties(table: Table) -> str:
    """A map of explicit properties, each taken from its column; names come from the model, never from a file."""
    names = (name for name in table.columns if name not in ("source", "target", "a", "b"))
    return "{" + ", ".join(f"{name}: ${name}[i]" for name in names) + "}"


def user() -> str:
    """Who loads, where nobody says so: the user of this machine."""
    try:
        return getpass.getuser()
    except OSError:
        return "unknown"
