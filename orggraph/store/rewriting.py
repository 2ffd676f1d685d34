"""The versions of a dataset with other records in each of them: what a person asks by right goes from all that was kept."""

from __future__ import annotations

from collections.abc import Callable

from orggraph.errors import StoreError
from orggraph.i18n import T
from orggraph.model.dataset import Dataset
from orggraph.store import loading, versions
from orggraph.store.comparing import NOTHING, between, of
from orggraph.store.connection import Connection
from orggraph.store.difference import Difference
from orggraph.store.keeping import changes_of, head_of
from orggraph.store.versions import LISTED, REMOVED, Cause, Version, made, removed_version

STATED = ("by", "reason", "source")
"""What a version says of itself in somebody's words."""


def rewrite(connection: Connection, dataset: str, change: Callable[[Dataset], Dataset], text: Callable[[str], str], cause: Cause) -> int:
    """Change a dataset and all its versions, as one unit, and add a version that says so; how many versions changed.

    Parameters
    ----------
    connection, dataset
        The store, and the id of the dataset; it may have been taken out, so that only versions are left.
    change
        Makes the records of one version the new ones.
    text
        Likewise for who made a version, why, and from what.
    cause
        Who changes it, and why.

    Raises
    ------
    StoreError
        What is kept of a version is damaged; nothing is written.
    """
    kept: list[Version] = []
    before: Dataset | None = None
    changed = 0
    for row in versions.listed(connection, dataset):
        head = {name: row[name] for name in LISTED if name != "kind"} | {name: text(row[name]) for name in STATED if row[name]}
        if row["kind"] == REMOVED:
            kept, before = [*kept, removed_version(head)], None
            continue
        whole = change(versions.dataset_of(connection, dataset, row["number"]))
        changed += whole.content_hash != row["hash"]
        kept.append(_version(head, before, whole, kept[-1] if kept else None))
        before = whole
    if not kept:
        raise StoreError(T("The database keeps no version of {dataset}.", dataset=dataset), T("Load it once more, then try again."))
    last = head_of(Difference(dataset, kept[-1].head["number"]), cause, {"title": kept[-1].head["title"]})
    if before is None:
        loading.replace(connection, dataset, None, {}, [*kept, removed_version(last | {"hash": "", "nodes": 0, "relationships": 0})])
        return changed
    counts = {"nodes": len(before.node_rows), "relationships": len(before.relationship_rows)}
    kept.append(_version(last | counts, before, before, kept[-1]))
    head = before.info.model_dump(mode="json", exclude_none=True)
    loading.replace(connection, dataset, before, head | {"version": last["number"], "loaded_at": last["at"], "loaded_by": cause.by}, kept)
    return changed


def _version(head: dict[str, object], before: Dataset | None, whole: Dataset, last: Version | None) -> Version:
    difference = between(of(before) if before else NOTHING, whole, whole.id)
    came, gone = changes_of(difference)
    stated = head | {"hash": whole.content_hash, "title": whole.info.title}
    return made(stated, last.head if last and before else None, came, gone, whole)
