"""Records as columns: how they travel between a dataset, the store and the graph."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from orggraph.model.base import Row
from orggraph.model.dataset import Dataset

UNREAD = frozenset({"hash"})
"""Properties by which a load works; nothing that is shown or analysed needs them."""


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
    nodes = by_kind(_by_id(row for dataset in datasets for row in dataset.node_rows), "label", without=UNREAD)
    relationships = by_kind(_by_id(row for dataset in datasets for row in dataset.relationship_rows), "type", without=UNREAD)
    return Tables(nodes, relationships, {dataset.id: dataset.info.model_dump(mode="json", exclude_none=True) for dataset in datasets})


def _by_id(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=itemgetter("id"))


def by_kind(rows: Iterable[Row], key: str, without: Collection[str] = ()) -> tuple[Table, ...]:
    """Group flat rows by label or type into tables; a kind's columns are those that some record has, but some."""
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row[key], []).append(row)
    return tuple(_table(kind, grouped[kind], {key, *without}) for kind in sorted(grouped))


def _table(kind: str, rows: Sequence[Row], without: Collection[str]) -> Table:
    names = {name for row in rows for name in row}.difference(without)
    return Table(kind, {name: [row.get(name) for row in rows] for name in sorted(names)})
