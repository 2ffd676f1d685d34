"""The versions of a workspace: look back, compare, restore, and keep all of it in a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from orggraph.errors import WrongUsage
from orggraph.i18n import T
from orggraph.model.tables import Tables, to_tables
from orggraph.store import loading, retention, versions
from orggraph.store.connection import Connection
from orggraph.store.loading import Loaded
from orggraph.store.versions import Cause

if TYPE_CHECKING:
    from orggraph.findings import Finding
    from orggraph.graph import Graph
    from orggraph.model.base import Row
    from orggraph.model.dataset import Dataset
    from orggraph.store import backup as backups
    from orggraph.views.changes import Change


class History:
    """The part of a workspace that knows what was known when."""

    connection: Connection
    lock: RLock

    if TYPE_CHECKING:  # of the workspace that this is a part of

        def datasets(self) -> list[Row]: ...

        def dataset(self, name: str) -> Dataset: ...

        def graph(
            self,
            on: str | None = None,
            datasets: str | Sequence[str] | None = None,
            prefer: str | Sequence[str] = (),
            with_names: bool = False,
            all_times: bool = False,
            version: int | Mapping[str, int] | None = None,
        ) -> Graph: ...

        def find(self, graph: Graph, kinds: Sequence[str] = ()) -> list[Finding]: ...

        def _allowed(self, dataset: Dataset) -> Dataset: ...

    def versions(self, dataset: str | None = None) -> list[Row]:
        """The versions of a dataset, or of all, by dataset and number.

        Each has ``dataset``, ``number``, ``at`` (UTC), ``by``, ``reason``, ``source`` (the file or region it was read from),
        ``title``, how many ``nodes`` and ``relationships`` it holds, how many records it ``added``, ``changed`` and
        ``removed``, its ``kind`` (``removed``: the dataset was taken out) and the canonical ``hash`` of its content.
        Raises UnknownName for a dataset that never was here.
        """
        from orggraph.regions import not_loaded

        rows = versions.listed(self.connection, dataset)
        if dataset and not rows and dataset not in {row["id"] for row in self.datasets()}:
            raise not_loaded(dataset, {row["dataset"] for row in self.versions()})
        return rows

    def at_version(self, dataset: str, number: int) -> Dataset:
        """A dataset as it was in a version. Raises WrongUsage where there is none such, StoreError where it is damaged."""
        self.versions(dataset)
        return self._allowed(versions.dataset_of(self.connection, dataset, number))

    def diff(self, before: Dataset, after: Dataset) -> list[Change]:
        """What differs between two datasets, in words: of :meth:`at_version`, :meth:`dataset` or :meth:`read`."""
        from orggraph.views.changes import changes

        return changes(before, after)

    def known_at(self, moment: str) -> dict[str, int]:
        """The version of each dataset that was the last at a moment (ISO, UTC; a day: at its end); what :meth:`graph` takes.

        What was not there yet, or had been taken out, is left out.
        """
        known: dict[str, Row] = {}
        for row in self.versions():
            if row["at"][: len(moment)] <= moment:
                known[row["dataset"]] = row
        return {dataset: row["number"] for dataset, row in known.items() if row["kind"] != versions.REMOVED}

    def restore(self, dataset: str, number: int, *, by: str | None = None, reason: str | None = None) -> Loaded:
        """Make a new version that equals an old one; nothing of history goes. Where it equals the last, nothing is written.

        Raises
        ------
        WrongUsage
            There is no such version, or the dataset was taken out in it.
        StoreError
            What is kept of it is damaged, or another loader was first.
        """
        old = self.at_version(dataset, number)
        cause = Cause(by or loading.user(), reason, f"{dataset}@{number}")
        return loading.load(self.connection, old, cause)

    def trend(self, dataset: str, kinds: Sequence[str] = ()) -> list[Row]:
        """The findings of a dataset by itself over its versions: how many, how many of them new, how many solved since the one before.

        Each version is asked at its own reference date, with the rules and acceptances of today. Columns ``dataset``, ``number``,
        ``at``, ``by``, ``reason``, ``findings``, ``new``, ``solved``, and how many there are of each severity that occurs.
        """
        rows: list[Row] = []
        before: set[str] | None = None
        for version in self.versions(dataset):
            if version["kind"] == versions.REMOVED:
                before = None
                continue
            graph = self.graph(datasets=dataset, version=version["number"])
            findings = [finding for finding in self.find(graph, kinds) if finding.assessable]
            ids = {finding.id for finding in findings}
            row = {name: version[name] for name in ("dataset", "number", "at", "by", "reason")}
            row |= {"findings": len(ids), "new": len(ids - before) if before is not None else None}
            row |= {"solved": len(before - ids) if before is not None else None}
            rows.append(row | Counter(finding.severity.value for finding in findings))
            before = ids
        severities = {name for row in rows for name in row}
        return [{**dict.fromkeys(severities - row.keys(), 0), **row} for row in rows]

    def keep_versions(self, most: int | None) -> int:
        """Keep the last so many versions of each dataset from now on, or all (None); how many went.

        The setting is of the store, so that it holds for all who load.
        """
        return retention.keep(self.connection, most)

    def kept_versions(self) -> int | None:
        """How many versions of each dataset are kept; None: all."""
        return retention.kept(self.connection)

    def backup(self, file: Path) -> backups.Summary:
        """Write all of the store to a file: datasets with their versions, acceptances, decisions and settings."""
        from orggraph.store import backup as backups

        return backups.write(self.connection, file)

    def restore_backup(self, file: Path, *, replace_all: bool = False) -> backups.Summary:
        """Make the store what a backup holds.

        Raises
        ------
        InvalidInput
            It is no backup, or not as it was written; nothing was changed.
        Refused
            The store holds something, and ``replace_all`` is not given.
        """
        from orggraph.store import backup as backups

        return backups.restore(self.connection, file, replace_all=replace_all)

    def _numbers(self, datasets: str | Sequence[str] | None, version: int | Mapping[str, int] | None) -> dict[str, int]:
        """The versions asked, by dataset."""
        if version is None:
            return {}
        if not isinstance(version, int):
            return dict(version)
        chosen = (datasets,) if isinstance(datasets, str) else tuple(datasets or {row["dataset"] for row in self.versions()})
        if len(chosen) != 1:
            raise WrongUsage(
                T("The number of a version says nothing without its dataset, and {n} are asked.", n=len(chosen)), T("Choose one dataset.")
            )
        return {chosen[0]: version}

    def _old(self, heads: Mapping[str, Mapping[str, Any]]) -> dict[str, int]:
        """Of the datasets of a projection those that it knows in another version than that of now."""
        now = {row["id"]: row["version"] for row in self.datasets()}
        return {name: head["version"] for name, head in heads.items() if head.get("version", now.get(name)) != now.get(name)}

    def _heads_at(self, numbers: Mapping[str, int]) -> dict[str, Row]:
        """The heads of old versions, by dataset."""
        listed = {(row["dataset"], row["number"]): row for dataset in numbers for row in self.versions(dataset)}
        heads = {dataset: listed.get((dataset, number)) for dataset, number in numbers.items()}
        for dataset, head in heads.items():
            if head is None or head["kind"] == versions.REMOVED:
                versions.dataset_of(self.connection, dataset, numbers[dataset])  # says why not
        return {dataset: {**head, "id": dataset, "version": head["number"]} for dataset, head in heads.items() if head}

    def _tables_at(self, heads: Iterable[str], numbers: Mapping[str, int]) -> Tables:
        """The records of datasets, of some of them as they were in a version."""
        now = {row["id"]: row for row in self.datasets()}
        known = {
            name: versions.dataset_of(self.connection, name, numbers[name]) if name in numbers else self.dataset(name) for name in heads
        }
        tables = to_tables(*known.values())
        counted = {
            name: {"version": numbers.get(name, now.get(name, {}).get("version")), "hash": dataset.content_hash}
            | {"nodes": len(dataset.node_rows), "relationships": len(dataset.relationship_rows)}
            for name, dataset in known.items()
        }
        return replace(tables, datasets={name: {**info, **counted[name]} for name, info in tables.datasets.items()})
