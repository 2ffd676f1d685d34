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
from dataclasses import dataclass, field
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any, Final

from orggraph.errors import LoadConflict, Refused, TooLarge, UnknownName
from orggraph.garbage import no_garbage_collection
from orggraph.i18n import T
from orggraph.model.base import Row
from orggraph.model.dataset import Dataset
from orggraph.model.tables import Table, by_kind
from orggraph.store import reading
from orggraph.store.connection import Connection, Transaction
from orggraph.store.faults import LostRace

LARGE_PART: Final = 3
"""A load that takes out more than one in so many records of a dataset is asked about: a file may have been cut off."""
CAP: Final = 100_000
"""Changed records that one transaction may hold; measured at the smallest memory that either server is given."""
BATCH: Final = 5_000
EACH: Final = "UNWIND range(0, size($id) - 1) AS i"
STEPS: Final = ("compared", "locked", "writing", "written", "committed")
"""The named moments of a load, for those who watch it; "writing" comes after each statement that wrote something."""

Watch = Callable[[str], None]


@dataclass(frozen=True)
class Difference:
    """What a load would write: rows that come, rows that change, and the keys of what goes."""

    dataset: str
    version: int
    """The version in the store from which this was worked out; 0 where the dataset is not there."""
    nodes_added: Sequence[Row] = ()
    nodes_changed: Sequence[Row] = ()
    nodes_removed: Sequence[str] = ()
    relationships_added: Sequence[Row] = ()
    relationships_changed: Sequence[Row] = ()
    relationships_removed: Sequence[Row] = ()
    """Rows with ``id``, ``type`` and ``source``."""
    head_changed: bool = True

    @property
    def size(self) -> int:
        """The number of records to write."""
        return sum(map(len, self._parts()))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write at all."""
        return not self.head_changed

    def counts(self) -> dict[str, int]:
        """Added, changed and removed, nodes and relationships together."""
        added, changed, removed, *more = map(len, self._parts())
        return {"added": added + more[0], "changed": changed + more[1], "removed": removed + more[2]}

    def _parts(self) -> tuple[Sequence[Any], ...]:
        return (
            self.nodes_added, self.nodes_changed, self.nodes_removed,
            self.relationships_added, self.relationships_changed, self.relationships_removed,
        )  # fmt: skip


@dataclass(frozen=True)
class Loaded:
    """The outcome of a load: the version now in the store, and what was written."""

    dataset: str
    version: int
    difference: Difference = field(repr=False)


def compare(connection: Connection, dataset: Dataset) -> Difference:
    """What loading a dataset would change; nothing is written."""
    head = _head(connection, dataset.id)
    if head and head["hash"] == dataset.content_hash:
        return Difference(dataset.id, head["version"], head_changed=False)
    version = head["version"] if head else 0
    there_nodes, there_edges = _present(connection, dataset.id) if head else ({}, {})
    nodes = _changes(dataset.node_rows, {key: row["hash"] for key, row in there_nodes.items()})
    edges = _changes(dataset.relationship_rows, {key: row["hash"] for key, row in there_edges.items()})
    gone = sorted(there_edges.keys() - edges.ids)
    return Difference(
        dataset.id, version, nodes.added, nodes.changed, sorted(there_nodes.keys() - nodes.ids),
        edges.added, edges.changed, [there_edges[key] for key in gone],
    )  # fmt: skip


def load(
    connection: Connection,
    dataset: Dataset,
    by: str,
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
        Who loads; kept with the version.
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
        return _load(connection, dataset, difference or compare(connection, dataset), by, watch or (lambda _step: None), cap)


def load_each(connection: Connection, datasets: Sequence[Dataset], by: str, *, may_shrink: bool = True) -> list[Loaded]:
    """Load datasets one after the other; unless they may shrink, none where one would lose more than a third (Refused)."""
    differences = [compare(connection, dataset) for dataset in datasets]
    for difference in differences if not may_shrink else ():
        _refuse_shrinking(connection, difference)
    pairs = zip(datasets, differences, strict=True)
    return [load(connection, dataset, by, difference=difference) for dataset, difference in pairs]


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


def _load(connection: Connection, dataset: Dataset, difference: Difference, by: str, tell: Watch, cap: int) -> Loaded:
    tell("compared")
    if difference.is_empty:
        return Loaded(dataset.id, difference.version, difference)
    _refuse_too_large(difference, cap)
    head = {
        **dataset.info.model_dump(mode="json", exclude_none=True),
        "hash": dataset.content_hash,
        "nodes": len(dataset.node_rows),
        "relationships": len(dataset.relationship_rows),
        "columns": json.dumps(_columns(dataset), sort_keys=True),
        "version": difference.version + 1,
        "loaded_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "loaded_by": by,
    }
    with _one_wins(dataset.id), connection.transaction() as transaction:
        _lock(transaction, difference)
        tell("locked")
        _write(transaction, difference, tell)
        transaction.run("MATCH (d:Dataset {id: $id}) SET d = $head", id=dataset.id, head=head)
        tell("written")
    tell("committed")
    return Loaded(dataset.id, difference.version + 1, difference)


def remove(connection: Connection, dataset: str, *, watch: Watch | None = None, cap: int = CAP) -> Loaded:
    """Take a dataset out, as one unit. Raises UnknownName where it is not there, and as :func:`load`."""
    head = _head(connection, dataset)
    if head is None:
        raise UnknownName(T("dataset"), dataset, (row["id"] for row in reading.datasets(connection)))
    nodes, edges = _present(connection, dataset)
    difference = Difference(dataset, head["version"], nodes_removed=sorted(nodes), relationships_removed=list(edges.values()))
    _refuse_too_large(difference, cap)
    tell = watch or (lambda _step: None)
    with _one_wins(dataset), connection.transaction() as transaction:
        _lock(transaction, difference)
        tell("locked")
        _write(transaction, difference, tell)
        transaction.run("MATCH (d:Dataset {id: $id}) DELETE d", id=dataset)
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
        "RETURN d.version AS version, d.hash AS hash, d.nodes + d.relationships AS records", id=dataset,
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


def conflict(dataset: str) -> LoadConflict:
    """The error for the loader that came second."""
    return LoadConflict(
        T("Another loader changed {dataset} at the same time.", dataset=dataset),
        T("Nothing of yours was written. Look at what changed, and load again."),
    )


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
