"""Records as columns: how they travel between a dataset, the store and the graph."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from orggraph.model.base import Citation, Node, Record, Relationship, Row
    from orggraph.model.dataset import Dataset, DatasetInfo

KEPT_APART = ("Dataset", "Acceptance", "Meta", "Commit", "Version", "VersionPart")
"""Labels of what a store keeps beside the graph: no record of a dataset has them."""
OUTSIDE_GRAPH = frozenset({"Source", "Slot", "Claim"})
"""Labels that say where knowledge comes from: in the store, but no nodes of a projection."""
ROWS = 6
"""The way in which records become rows; raise it when that changes, so that stores take the new rows at the next load."""
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
        rows = (dict(zip(whole, values, strict=True)) for values in zip(*(self.columns[name] for name in whole), strict=True))
        partly = [name for name in self.columns if name not in whole]
        if not partly:
            yield from rows
            return
        for row, values in zip(rows, zip(*(self.columns[name] for name in partly), strict=True), strict=True):
            row |= {name: value for name, value in zip(partly, values, strict=True) if value is not None}
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


def from_tables(tables: Tables) -> list[Dataset]:
    """The datasets whose records these are, by id: what :func:`to_tables` made columns of, record for record.

    What was worked out from other records (:mod:`orggraph.model.validity`, :mod:`orggraph.model.marks`) is left out again.
    """
    from orggraph.model.base import Citation
    from orggraph.model.dataset import Dataset
    from orggraph.model.nodes import LABELS
    from orggraph.model.relationships import TYPES, DocumentedIn

    citations: dict[str, list[Citation]] = {}
    relationships: dict[str, list[Relationship]] = {}
    for table in tables.relationships:
        kind = TYPES[table.kind]
        for row in table.rows():
            if kind is DocumentedIn:
                citations.setdefault(row["source"], []).append(Citation(source=row["target"], locator=row.get("locator", "")))
            else:
                cited = zip(row.get("sources", ()), row.get("locators", ()), strict=True)
                own = _own(kind, row) | {"sources": tuple(Citation(source=source, locator=locator) for source, locator in cited)}
                relationships.setdefault(row["dataset"], []).append(kind.model_validate(own))
    nodes: dict[str, list[Node]] = {}
    for table in tables.nodes:
        label = LABELS[table.kind]
        for row in table.rows():
            nodes.setdefault(row["dataset"], []).append(label.model_validate(_own(label, row) | {"sources": citations.get(row["id"], ())}))
    return [
        Dataset(_info(head), tuple(nodes.get(dataset, ())), tuple(relationships.get(dataset, ())))
        for dataset, head in sorted(tables.datasets.items())
    ]


def _own(kind: type[Record], row: Row) -> Row:
    """What a record states itself."""
    return {name: row[name] for name in kind.model_fields if name in row}


def _info(head: Mapping[str, Any]) -> DatasetInfo:
    from orggraph.model.dataset import DatasetInfo

    return DatasetInfo.model_validate({name: head[name] for name in DatasetInfo.model_fields if name in head})


def _by_id(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=itemgetter("id"))


def by_kind(rows: Iterable[Row], key: str, without: Collection[str] = ()) -> tuple[Table, ...]:
    """Group flat rows by label or type into tables; a kind's columns are those that some record has, but some."""
    kinds = grouped(rows, key)
    return tuple(_table(kind, kinds[kind], {key, *without}) for kind in sorted(kinds))


def grouped(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    """Rows by label or by type, each in their order."""
    kinds: dict[str, list[Row]] = {}
    for row in rows:
        kinds.setdefault(row[key], []).append(row)
    return kinds


def _table(kind: str, rows: Sequence[Row], without: Collection[str]) -> Table:
    names = set().union(*rows).difference(without)
    return Table(kind, {name: [row.get(name) for row in rows] for name in sorted(names)})
