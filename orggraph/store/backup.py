"""All of a store in one file, and back, from one kind of server to the other.

The file is compressed JSON, a line each for what is kept: the heads of datasets, their versions with the content as it is
stored, and whatever stands beside the graph (acceptances, settings: every label of ``KEPT_APART``). The records themselves
are those of the last version, whose canonical hash says so. The last line counts and hashes the rest. Nothing is written
before the whole file was read and everything in it agrees; afterwards the store is read back and hashed once more.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from orggraph.errors import InvalidInput, OrggraphError, Problem, Refused, StoreError, why_unread
from orggraph.i18n import T, Text
from orggraph.model.base import Row, digest
from orggraph.model.dataset import Dataset
from orggraph.model.tables import KEPT_APART, ROWS, from_tables
from orggraph.store import keeping, loading, reading, schema, versions
from orggraph.store.commits import of_one_version
from orggraph.store.connection import Connection
from orggraph.store.versions import Version

FORMAT: Final = 1
BESIDE: Final = tuple(label for label in KEPT_APART if label not in ("Dataset", "Commit", "Version", "VersionPart"))
"""Labels whose nodes go into the file as they are."""


@dataclass(frozen=True)
class Summary:
    """What a backup holds; ``hash`` is the canonical hash of all of it, equal for equal stores."""

    datasets: int
    versions: int
    acceptances: int
    hash: str


@dataclass
class Content:
    """All of a store."""

    heads: dict[str, Row] = field(default_factory=dict)
    versions: dict[str, list[Version]] = field(default_factory=dict)
    beside: list[tuple[str, Row]] = field(default_factory=list)
    whole: dict[str, Dataset] = field(default_factory=dict)
    """The records of each dataset that is there."""

    def summary(self) -> Summary:
        """How much it is, and its canonical hash."""
        heads = [[name, head["version"], self.whole[name].content_hash] for name, head in sorted(self.heads.items())]
        kept = sorted(json.dumps(version.head, sort_keys=True) for each in self.versions.values() for version in each)
        beside = sorted(json.dumps([label, properties], sort_keys=True, default=_coded) for label, properties in self.beside)
        accepted = sum(label == "Acceptance" for label, _ in self.beside)
        return Summary(len(heads), len(kept), accepted, digest([heads, kept, beside]))


def write(connection: Connection, file: Path) -> Summary:
    """Write all of a store to a file; it appears whole or not at all. Raises StoreError where it cannot be written."""
    content = of_one_version(connection, lambda: _content(connection))
    summary = content.summary()
    draft = file.with_name(file.name + ".part")
    try:
        draft.write_bytes(gzip.compress(b"".join(_lines(content, summary)), 6, mtime=0))
        draft.replace(file)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise StoreError(T("The backup cannot be written: {words}", words=f"{file}: {error.strerror or error}")) from error
    return summary


def read(file: Path) -> tuple[Content, Summary]:
    """What a backup file holds. Raises InvalidInput where it is none, was cut off or changed."""
    try:
        raw = gzip.decompress(file.read_bytes())
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise _refused(file, T("it was cut off or changed, or is something else")) from None
    except OSError as error:
        raise _refused(file, why_unread(error)) from None
    *rest, end = raw.splitlines(keepends=True) or [b""]
    try:
        last = json.loads(end)
        if last["sha256"] != hashlib.sha256(b"".join(rest)).hexdigest() or not raw.endswith(b"\n"):
            raise _refused(file, T("it was cut off or changed"))
        first, *lines = map(json.loads, rest)
        if first["format"] > FORMAT or first["store"] > schema.VERSION:
            raise _refused(file, T("a newer orggraph wrote it"))
        content = _read(lines)
        summary = content.summary()
    except (ValueError, KeyError, TypeError, zlib.error):
        raise _refused(file, T("it is no backup of orggraph")) from None
    except (StoreError, IndexError) as error:
        raise _refused(file, error.message if isinstance(error, OrggraphError) else T("a version is missing")) from None
    if first["rows"] == ROWS and summary.hash != last["hash"]:
        raise _refused(file, T("its content is not what its hash says"))
    return content, summary


def restore(connection: Connection, file: Path, *, replace_all: bool = False) -> Summary:
    """Make a store what a backup holds, dataset by dataset; raises as :meth:`orggraph.workspace.Workspace.restore_backup`."""
    content, summary = read(file)
    schema.prepare(connection)
    there = {row["id"] for row in reading.datasets(connection)} | {row["dataset"] for row in versions.listed(connection)}
    if there and not replace_all:
        raise Refused(
            T("The store holds {datasets}, which the backup would take the place of; nothing was written.", datasets=sorted(there)),
            T("Back it up first, if it is to be kept. If it is meant so: --yes."),
        )
    for name in sorted(there | content.versions.keys()):
        loading.replace(connection, name, content.whole.get(name), content.heads.get(name, {}), content.versions.get(name, ()))
    with connection.transaction() as transaction:
        for label in BESIDE:
            transaction.run(f"MATCH (n:{label}) DELETE n")
        for label, properties in content.beside:
            transaction.run(f"CREATE (n:{label}) SET n = $properties", properties=properties)
    after = _content(connection).summary()
    if after != summary:
        raise StoreError(T("What stands in the store now is not what the backup holds."), T("Do it again; the file is whole."))
    return after


def _content(connection: Connection) -> Content:
    """All that a store holds now."""
    content = Content()
    rows = connection.read("MATCH (d:Dataset) WHERE d.version > 0 RETURN properties(d) AS head ORDER BY d.id")
    content.heads = {row["head"]["id"]: {name: value for name, value in row["head"].items() if name != "lock"} for row in rows}
    parts: dict[tuple[str, int], list[bytes]] = {}
    columns = "p.dataset AS d, p.number AS n, p.content AS c"
    for row in connection.read(f"MATCH (p:VersionPart) RETURN {columns} ORDER BY p.dataset, p.number, p.part"):
        parts.setdefault((row["d"], row["n"]), []).append(row["c"])
    for row in connection.read("MATCH (v:Version) RETURN properties(v) AS head ORDER BY v.dataset, v.number"):
        head = row["head"]
        content.versions.setdefault(head["dataset"], []).append(Version(head, parts.get((head["dataset"], head["number"]), [])))
    for label in BESIDE:
        content.beside += [(label, row["p"]) for row in connection.read(f"MATCH (n:{label}) RETURN properties(n) AS p ORDER BY n.id")]
    for name in content.heads:
        content.whole[name] = from_tables(reading.read_tables(connection, [name]))[0]
        if name not in content.versions:  # a store of an orggraph that kept none
            content.versions[name] = [keeping.unkept(connection, name)]
    return content


def _lines(content: Content, summary: Summary) -> Iterator[bytes]:
    hashed = hashlib.sha256()
    made = datetime.now(UTC).isoformat(timespec="seconds")
    first = {"orggraph": "backup", "format": FORMAT, "store": schema.VERSION, "rows": ROWS, "at": made}
    kept = [version for each in content.versions.values() for version in each]
    lines: list[Mapping[str, Any]] = [
        first,
        *({"dataset": head} for head in content.heads.values()),
        *({"version": version.head, "content": base64.b64encode(b"".join(version.parts)).decode()} for version in kept),
        *({"label": label, "properties": properties} for label, properties in content.beside),
    ]
    for line in lines:
        text = json.dumps(line, ensure_ascii=False, sort_keys=True, default=_coded).encode() + b"\n"
        hashed.update(text)
        yield text
    yield json.dumps({"hash": summary.hash, "sha256": hashed.hexdigest()}).encode() + b"\n"


def _read(lines: list[Any]) -> Content:
    """The content of a file, with the records of each dataset; each version is worked out and checked."""
    content = Content()
    for line in lines:
        if "dataset" in line:
            content.heads[line["dataset"]["id"]] = line["dataset"]
        elif "version" in line:
            head = line["version"]
            content.versions.setdefault(head["dataset"], []).append(versions.of_content(head, base64.b64decode(line["content"])))
        elif line["label"] in BESIDE:
            own = line["properties"] | ({"version": schema.VERSION} if line["label"] == "Meta" else {})
            content.beside.append((line["label"], own))
    for name, kept in content.versions.items():
        dataset = versions.checked(kept)
        if (dataset is not None) != (name in content.heads):
            raise versions.damaged(name, kept[-1].head["number"])
        if dataset is not None:
            content.whole[name] = dataset
    if content.heads.keys() - content.whole.keys():
        raise IndexError
    return content


def _coded(value: Any) -> str:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.iso_format() if hasattr(value, "iso_format") else str(value)


def _refused(file: Path, why: Text) -> InvalidInput:
    message = T("this backup is not used: {why}", why=why)
    return InvalidInput([Problem("backup", message, T("Nothing was changed. Take another backup file."), str(file))])
