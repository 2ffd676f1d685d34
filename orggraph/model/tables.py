"""Records as columns: how they travel between a dataset, the store and the graph."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from orggraph.model.base import Row
from orggraph.model.dataset import Dataset


@dataclass(frozen=True)
class Table:
    """All records of one label or relationship type, column by column; None is "not stated"."""

    kind: str
    columns: Mapping[str, Sequence[Any]]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))

    def rows(self) -> Iterator[Row]:
        """The records as flat rows; what is not stated is absent."""
        whole = [name for name, column in self.columns.items() if None not in column]
        partly = [name for name in self.columns if name not in whole]
        rest = zip(*(self.columns[name] for name in partly), strict=True) if partly else itertools.repeat(())
        for values, more in zip(zip(*(self.columns[name] for name in whole), strict=True), rest, strict=False):
            row = dict(zip(whole, values, strict=True))
            row |= {name: value for name, value in zip(partly, more, strict=True) if value is not None}
            yield row


@dataclass(frozen=True)
class Tables:
    """Records of one or more datasets, and the heads of those datasets."""

    nodes: tuple[Table, ...]
    relationships: tuple[Table, ...]
    datasets: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def to_tables(*datasets: Dataset) -> Tables:
    """The tables of datasets that are at hand as objects, as the store would give them."""
    nodes = by_kind((row for dataset in datasets for row in dataset.node_rows), "label")
    relationships = by_kind((row for dataset in datasets for row in dataset.relationship_rows), "type")
    return Tables(nodes, relationships, {one.id: one.info.model_dump(mode="json", exclude_none=True) for one in datasets})


def by_kind(rows: Iterable[Row], key: str) -> tuple[Table, ...]:
    """Group flat rows by label or type into tables; a kind's columns are those that some record has."""
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row[key], []).append(row)
    return tuple(_table(kind, grouped[kind], key) for kind in sorted(grouped))


def _table(kind: str, rows: Sequence[Row], key: str) -> Table:
    names = dict.fromkeys(name for row in rows for name in row if name != key)
    return Table(kind, {name: [row.get(name) for row in rows] for name in sorted(names)})
