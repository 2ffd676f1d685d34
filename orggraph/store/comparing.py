"""What is there of a dataset against what should be: the difference that a load, or the undoing of one, writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from orggraph.model.tables import Table
from orggraph.store.connection import Connection
from orggraph.store.difference import Difference
from orggraph.store.pages import pages

if TYPE_CHECKING:
    from orggraph.model.base import Row
    from orggraph.model.dataset import Dataset

_ID: Final = itemgetter("id")
_NODES: Final = "MATCH (n:Entity {dataset: $id}) WHERE $from <= n.hash AND n.hash < $before "
_EDGES: Final = "MATCH (a:Entity {dataset: $id})-[r]->() WHERE $from <= r.hash AND r.hash < $before "


@dataclass(frozen=True)
class Present:
    """The records of a dataset in the store: nodes by id with ``hash``; relationships by id with ``hash``, ``type`` and ``source``."""

    nodes: Mapping[str, Row]
    relationships: Mapping[str, Row]


def present(connection: Connection, dataset: str, records: int | None = None) -> Present:
    """What is there of a dataset.

    Parameters
    ----------
    connection
        The store.
    dataset
        Its id.
    records
        How many records it has at most, where that is known; else they are counted.
    """
    if records is None:
        (nodes,) = connection.read("MATCH (n:Entity {dataset: $id}) RETURN count(n) AS n", id=dataset)
        (edges,) = connection.read("MATCH (:Entity {dataset: $id})-[r]->() RETURN count(r) AS n", id=dataset)
        records = max(nodes["n"], edges["n"])
    by_kind: tuple[dict[str, Row], dict[str, Row]] = {}, {}
    for first, before in pages(records):
        given = {"id": dataset, "from": first, "before": before}
        by_kind[0].update(_by_id(connection.read_columns(f"{_NODES}RETURN collect(n.id) AS id, collect(n.hash) AS hash", given)))
        columns = "collect(r.id) AS id, collect(r.hash) AS hash, collect(type(r)) AS type, collect(a.id) AS source"
        by_kind[1].update(_by_id(connection.read_columns(f"{_EDGES}RETURN {columns}", given)))
    return Present(*by_kind)


NOTHING: Final = Present({}, {})


def of(dataset: Dataset) -> Present:
    """What is there where the store holds exactly this dataset."""
    return Present({row["id"]: row for row in dataset.node_rows}, {row["id"]: row for row in dataset.relationship_rows})


def between(there: Present, dataset: Dataset | None, name: str, version: int = 0, before: Row | None = None) -> Difference:
    """What makes what is there a dataset; None: nothing of it stays.

    Parameters
    ----------
    there
        What is there.
    dataset
        What should be.
    name
        The id of the dataset.
    version, before
        See :class:`orggraph.store.difference.Difference`.
    """
    nodes = _changes(dataset.node_rows if dataset else (), there.nodes)
    edges = _changes(dataset.relationship_rows if dataset else (), there.relationships)
    gone = sorted(there.relationships.keys() - edges.ids)
    return Difference(
        name, version, before, nodes.added, nodes.changed, sorted(there.nodes.keys() - nodes.ids),
        edges.added, edges.changed, [there.relationships[key] for key in gone],
    )  # fmt: skip


@dataclass(frozen=True)
class _Changes:
    added: list[Row]
    changed: list[Row]
    ids: set[str]


def _changes(rows: Sequence[Row], there: Mapping[str, Row]) -> _Changes:
    ids = list(map(_ID, rows))
    added, changed = [], []
    for row, before in zip(rows, map(there.get, ids), strict=True):
        if before is None:
            added.append(row)
        elif before["hash"] != row["hash"]:
            changed.append(row)
    return _Changes(added, changed, set(ids))


def _by_id(columns: Mapping[str, Sequence[Any]]) -> dict[str, Row]:
    return {row["id"]: row for row in Table("", columns).rows()}
