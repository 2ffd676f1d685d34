"""The versions of each dataset, kept in the store: what was known when, by whom and why, and the content of each.

A load writes its version in the same transaction as the records, so that a version is there exactly when its load is. Of
most versions only what came, changed and went is kept; a whole is kept first, and again as soon as the changes since the
last one take as much as it did: then keeping them never takes more than twice the changes. Content is JSON in columns,
compressed, on nodes ``VersionPart`` that hang on nothing and are no ``Entity``: no query, count or projection meets them.

What is read back is checked: each piece by its own SHA-256, and the dataset that comes of them by its canonical hash.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from orggraph.errors import StoreError, WrongUsage
from orggraph.i18n import T
from orggraph.model.tables import ROWS, UNREAD, Table, Tables, by_kind, from_tables
from orggraph.store.connection import Connection, Transaction

if TYPE_CHECKING:
    from orggraph.model.base import Row
    from orggraph.model.dataset import Dataset

PART: Final = 1_000_000
"""Bytes that one node holds at most."""
Gone = tuple[Sequence[str], Sequence[str]]
"""The ids of nodes and of relationships that went."""
WHOLE, CHANGES, REMOVED = "whole", "changes", "removed"
LISTED: Final = (
    "dataset", "number", "at", "by", "reason", "source", "title", "nodes", "relationships", "added", "changed", "removed", "kind", "hash",
)  # fmt: skip
"""What a version says of itself."""


@dataclass(frozen=True)
class Cause:
    """Who makes a version, why, and from what; ``file`` is the hash of the file that it was read from."""

    by: str
    reason: str | None = None
    source: str | None = None
    file: str | None = None


@dataclass(frozen=True)
class Version:
    """A version that is ready to be written: its head, and its content in parts."""

    head: Row
    parts: Sequence[bytes]

    @property
    def size(self) -> int:
        """Bytes of its content."""
        return sum(map(len, self.parts))

    def write(self, transaction: Transaction) -> None:
        """Write it, in the transaction of the load."""
        self.write_head(transaction)
        self.write_parts(transaction, 0, len(self.parts))

    def write_head(self, transaction: Transaction) -> None:
        """Write what it says of itself: from then on it is there."""
        transaction.run("CREATE (v:Version) SET v = $head", head=self.head)

    def write_parts(self, transaction: Transaction, first: int, before: int) -> None:
        """Write some of its content."""
        for part, content in list(enumerate(self.parts))[first:before]:
            transaction.run(
                "CREATE (p:VersionPart {id: $id, dataset: $dataset, number: $number, part: $part, content: $content})",
                id=f"{self.head['id']}/{part}", dataset=self.head["dataset"], number=self.head["number"], part=part, content=content,
            )  # fmt: skip


def listed(connection: Connection, dataset: str | None = None) -> list[Row]:
    """The versions of a dataset, or of all, by dataset and number: :data:`LISTED`, what is not known as None."""
    where = "WHERE v.dataset = $dataset " if dataset else ""
    columns = ", ".join(f"v.{name} AS {name}" for name in LISTED)
    return connection.read(f"MATCH (v:Version) {where}RETURN {columns} ORDER BY v.dataset, v.number", dataset=dataset)


def last(connection: Connection, dataset: str) -> Row | None:
    """The head of the last version of a dataset; None where it has none."""
    rows = connection.read(
        "MATCH (v:Version {dataset: $dataset}) RETURN properties(v) AS head ORDER BY v.number DESC LIMIT 1", dataset=dataset
    )
    return rows[0]["head"] if rows else None


def made(head: Mapping[str, Any], before: Row | None, changes: Tables, gone: Gone, whole: Dataset) -> Version:
    """The version that a load makes.

    Parameters
    ----------
    head
        What it says of itself (:data:`LISTED`, without ``kind``).
    before
        The head of the version from which the changes were worked out; None: there is none, so that the whole is kept.
    changes, gone
        The records that came or changed, and the ids of nodes and relationships that went.
    whole
        All of it.
    """
    info = whole.info.model_dump(mode="json", exclude_none=True)
    if before and before["kind"] != REMOVED and before["number"] == head["number"] - 1:
        content = packed(info, changes, gone)
        since = before["since"] + len(content)
        if since <= before["base"]:
            return _version(head, CHANGES, content, since=since, base=before["base"])
    return whole_version(head, info, as_tables(whole.node_rows, whole.relationship_rows))


def whole_version(head: Mapping[str, Any], info: Mapping[str, Any], tables: Tables) -> Version:
    """A version of which all is kept."""
    content = packed(info, tables)
    return _version(head, WHOLE, content, since=0, base=len(content))


def removed_version(head: Mapping[str, Any]) -> Version:
    """The version in which a dataset is no longer there."""
    return _version(head, REMOVED, b"", since=0, base=0)


def as_tables(nodes: Sequence[Row], relationships: Sequence[Row], datasets: Mapping[str, Mapping[str, Any]] | None = None) -> Tables:
    """Rows of a load in the columns in which they are kept."""
    ordered = (sorted(rows, key=itemgetter("id")) for rows in (nodes, relationships))
    kinds = (by_kind(rows, key, without=UNREAD) for rows, key in zip(ordered, ("label", "type"), strict=True))
    return Tables(next(kinds), next(kinds), datasets or {})


def packed(info: Mapping[str, Any], tables: Tables, gone: Gone = ((), ())) -> bytes:
    """Content as it is kept: the head of the dataset, records by kind in columns, and what went."""
    from pydantic_core import to_json

    kinds = {"nodes": tables.nodes, "relationships": tables.relationships}
    columns = {name: {table.kind: dict(table.columns) for table in kept} for name, kept in kinds.items()}
    return zlib.compress(to_json({"info": info, **columns, "gone": {"nodes": gone[0], "relationships": gone[1]}}), 6)


def tables_of(connection: Connection, dataset: str, number: int) -> Tables:
    """The records of a dataset as they were in a version, and its head.

    Raises
    ------
    WrongUsage
        There is no such version, or the dataset was taken out in it.
    StoreError
        What is kept of it is damaged.
    """
    head = _head(connection, dataset, number)
    pieces = connection.read(
        "MATCH (v:Version {dataset: $dataset}) WHERE v.kind = 'whole' AND v.number <= $number "
        "WITH max(v.number) AS first MATCH (v:Version {dataset: $dataset}) WHERE first <= v.number AND v.number <= $number "
        "RETURN v.number AS number, v.sha256 AS sha256 ORDER BY number",
        dataset=dataset, number=number,
    )  # fmt: skip
    parts = connection.read(
        "MATCH (p:VersionPart {dataset: $dataset}) WHERE $first <= p.number AND p.number <= $number "
        "RETURN p.number AS number, p.content AS content ORDER BY p.number, p.part",
        dataset=dataset, number=number, first=pieces[0]["number"] if pieces else number,
    )  # fmt: skip
    contents = {piece["number"]: b"".join(part["content"] for part in parts if part["number"] == piece["number"]) for piece in pieces}
    if not pieces or any(hashlib.sha256(contents[piece["number"]]).hexdigest() != piece["sha256"] for piece in pieces):
        raise damaged(dataset, number)
    return replayed(head, contents.values())


def replayed(head: Row, contents: Iterable[bytes]) -> Tables:
    """The records that a whole and the changes after it give, checked by the canonical hash of the version."""
    nodes: dict[str, Row] = {}
    relationships: dict[str, Row] = {}
    info: Row = {}
    for content in contents:
        kept = json.loads(zlib.decompress(content))
        info = kept["info"]
        for rows, name, key in ((nodes, "nodes", "label"), (relationships, "relationships", "type")):
            for record in kept["gone"][name]:
                rows.pop(record, None)
            for kind, columns in kept[name].items():
                rows |= {row["id"]: {**row, key: kind} for row in Table(kind, columns).rows()}
    tables = as_tables(list(nodes.values()), list(relationships.values()), {head["dataset"]: info})
    if head["rows"] == ROWS and from_tables(tables)[0].content_hash != head["hash"]:
        raise damaged(head["dataset"], head["number"])
    return tables


def content_of(connection: Connection, dataset: str, number: int) -> str:
    """What is kept of a version itself, as JSON: the whole, or what came, changed and went; for who seeks a text in it."""
    parts = connection.read(
        "MATCH (p:VersionPart {dataset: $dataset, number: $number}) RETURN p.content AS content ORDER BY p.part",
        dataset=dataset, number=number,
    )  # fmt: skip
    content = b"".join(part["content"] for part in parts)
    return zlib.decompress(content).decode() if content else ""


def of_content(head: Row, content: bytes) -> Version:
    """A version of a backup. Raises StoreError where the content is not that of the head."""
    if hashlib.sha256(content).hexdigest() != head["sha256"]:
        raise damaged(head["dataset"], head["number"])
    return Version(head, _parts(content))


def checked(kept: Sequence[Version]) -> Dataset | None:
    """The dataset that all its versions lead to; None where the last takes it out. Raises StoreError where they do not fit."""
    last = kept[-1].head
    if last["kind"] == REMOVED:
        return None
    first = max(number for number, version in enumerate(kept) if version.head["kind"] == WHOLE)
    numbers = [version.head["number"] for version in kept[first:]]
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        raise damaged(last["dataset"], last["number"])
    return from_tables(replayed(last, (b"".join(version.parts) for version in kept[first:])))[0]


def dataset_of(connection: Connection, dataset: str, number: int) -> Dataset:
    """A dataset as it was in a version; raises as :func:`tables_of`."""
    return from_tables(tables_of(connection, dataset, number))[0]


def damaged(dataset: str, number: int) -> StoreError:
    """The error for a version whose content is no longer what was kept."""
    return StoreError(
        T("What the database keeps of version {number} of {dataset} is damaged.", number=number, dataset=dataset),
        T("The other versions may be whole; a backup holds it (`orggraph store restore`)."),
    )


def keep_last(transaction: Transaction, dataset: str, first: Version) -> None:
    """Forget the versions before one, which is kept whole from now on; in one transaction."""
    number = first.head["number"]
    transaction.run("MATCH (v:Version {dataset: $dataset}) WHERE v.number < $number DELETE v", dataset=dataset, number=number)
    transaction.run("MATCH (p:VersionPart {dataset: $dataset}) WHERE p.number <= $number DELETE p", dataset=dataset, number=number)
    transaction.run("MATCH (v:Version {id: $id}) SET v = $head", id=first.head["id"], head=first.head)
    first.write_parts(transaction, 0, len(first.parts))


def whole_of(connection: Connection, dataset: str, number: int) -> Version:
    """A version as one of which all is kept."""
    head = _head(connection, dataset, number, removed=True)
    if head["kind"] == REMOVED:
        return removed_version(head)
    (kept,) = from_tables(tables_of(connection, dataset, number))
    return whole_version(head, kept.info.model_dump(mode="json", exclude_none=True), as_tables(kept.node_rows, kept.relationship_rows))


def _head(connection: Connection, dataset: str, number: int, *, removed: bool = False) -> Row:
    rows = connection.read("MATCH (v:Version {id: $id}) RETURN properties(v) AS head", id=f"{dataset}@{number}")
    if not rows:
        known = [str(row["number"]) for row in listed(connection, dataset)]
        raise WrongUsage(
            T("There is no version {number} of {dataset}.", number=number, dataset=dataset),
            T("Known: {names}.", names=[*known[:3], "…", *known[-3:]] if len(known) > 6 else known) if known else None,
        )
    head: Row = rows[0]["head"]
    if head["kind"] == REMOVED and not removed:
        raise WrongUsage(
            T("In version {number} {dataset} was taken out: it holds nothing.", number=number, dataset=dataset),
            T("Choose a version before it; `orggraph versions` lists them."),
        )
    return head


def _version(head: Mapping[str, Any], kind: str, content: bytes, *, since: int, base: int) -> Version:
    stated = {name: value for name, value in head.items() if value is not None}
    own = {"id": f"{head['dataset']}@{head['number']}", "kind": kind, "since": since, "base": base, "size": len(content)}
    return Version({"rows": ROWS, **stated, **own, "sha256": hashlib.sha256(content).hexdigest()}, _parts(content))


def _parts(content: bytes) -> list[bytes]:
    return [content[start : start + PART] for start in range(0, len(content), PART)]
