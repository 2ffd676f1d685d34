"""The versions that a load and a removal make, ready to be written in their transaction."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from orggraph.model.tables import Tables, from_tables
from orggraph.store import reading
from orggraph.store.connection import Connection
from orggraph.store.difference import Difference
from orggraph.store.versions import Cause, Gone, Version, as_tables, made, removed_version, whole_version

if TYPE_CHECKING:
    from orggraph.model.base import Row
    from orggraph.model.dataset import Dataset


def versions_of_load(connection: Connection, dataset: Dataset, difference: Difference, cause: Cause) -> list[Version]:
    """The version that a load makes; before it the one that is there, where an older orggraph kept none."""
    head = head_of(difference, cause, {"title": dataset.info.title, "hash": dataset.content_hash})
    head |= {"nodes": len(dataset.node_rows), "relationships": len(dataset.relationship_rows)}
    changes, gone = changes_of(difference)
    first = [] if difference.before or not difference.version else [unkept(connection, dataset.id)]
    before = difference.before or (first[0].head if first else None)
    return [*first, made(head, before, changes, gone, dataset)]


def changes_of(difference: Difference) -> tuple[Tables, Gone]:
    """What a version keeps of a difference: the records that came or changed, and the ids of those that went."""
    came = as_tables(
        [*difference.nodes_added, *difference.nodes_changed], [*difference.relationships_added, *difference.relationships_changed]
    )
    return came, (list(difference.nodes_removed), [row["id"] for row in difference.relationships_removed])


def head_of(difference: Difference, cause: Cause, more: Row) -> Row:
    """What the version after a difference says of itself, with ``more``."""
    own = {"dataset": difference.dataset, "number": difference.next_version, "at": datetime.now(UTC).isoformat(timespec="seconds")}
    return {**own, "by": cause.by, "reason": cause.reason, "source": cause.source, **difference.counts(), **more}


def unkept(connection: Connection, dataset: str) -> Version:
    """The version that is there now, of a store that kept none: its records are read back."""
    tables = reading.read_tables(connection, [dataset])
    there, info = tables.datasets[dataset], from_tables(tables)[0].info
    head = {"dataset": dataset, "number": there["version"], "at": there["loaded_at"], "by": there["loaded_by"], "title": info.title}
    counts = {name: there[name] for name in ("nodes", "relationships", "hash")}
    nothing = dict.fromkeys(("added", "changed", "removed"), 0)
    return whole_version(head | counts | nothing, info.model_dump(mode="json", exclude_none=True), tables)


def versions_of_removal(connection: Connection, difference: Difference, cause: Cause, title: str) -> list[Version]:
    """The version in which a dataset is gone; before it the one that is there, where an older orggraph kept none."""
    nothing = {"title": title, "hash": "", "nodes": 0, "relationships": 0}
    first = [] if difference.before else [unkept(connection, difference.dataset)]
    return [*first, removed_version(head_of(difference, cause, nothing))]
