"""Everything that the store holds of some datasets, as columns: one query per label and type, however many records.

Each query collects every property into one list, in one record (measured: 20 times faster than a record per row, see
``docs/benchmarks``). ``collect`` leaves out null, so what is absent travels as an empty text, which no property ever is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from orggraph.garbage import no_garbage_collection
from orggraph.model.identity import names_records
from orggraph.model.tables import UNREAD, Table, Tables
from orggraph.store import pages
from orggraph.store.commits import of_one_version
from orggraph.store.connection import Connection

if TYPE_CHECKING:
    from orggraph.model.base import Row

ABSENT = ""


def datasets(connection: Connection) -> list[Row]:
    """The heads of all datasets in the store, by id: their own fields and version, hash, counts, when and by whom loaded."""
    rows = connection.read("MATCH (d:Dataset) WHERE d.version > 0 RETURN properties(d) AS head ORDER BY d.id")
    return [row["head"] for row in rows]


def read_tables(connection: Connection, wanted: Iterable[str] | None = None) -> Tables:
    """All records of datasets.

    Parameters
    ----------
    connection
        The store.
    wanted
        Ids of datasets; None: all that are there. Ids that are not there give nothing.

    Raises
    ------
    LoadConflict
        The datasets went on changing. A load that ends between two queries is noticed, and all is read again: what is
        given is of one version.
    """
    chosen = None if wanted is None else list(wanted)

    def read() -> Tables:
        with no_garbage_collection():
            return _read(connection, _heads(connection, chosen))

    return of_one_version(connection, read, chosen)


def read_identities(connection: Connection, wanted: Iterable[str] | None = None) -> Tables:
    """What tells which records are the same: ids with identifiers, and the SAME_AS between records.

    Ask it within :func:`orggraph.store.commits.of_one_version`, which queries have around all that they read.
    """
    heads = _heads(connection, None if wanted is None else list(wanted))
    reader = _Reader(connection, sorted(heads), _most(heads))
    nodes, relationships = _used(heads)
    labels = sorted(label for label, names in nodes.items() if "identifiers" in names)
    same = sorted(relationships.get("SAME_AS", ()))
    return Tables(
        tuple(_identified(reader, label) for label in labels),
        (reader.relationships("SAME_AS", same),) if same else (),
    )


def _identified(reader: _Reader, label: str) -> Table:
    """The records of a label with identifiers; all of them, where an identifier is the id of a record, which need not bear any."""
    table = reader.nodes(label, ["id", "identifiers"], "x.identifiers IS NOT NULL")
    return reader.nodes(label, ["id", "identifiers"]) if names_records(table) else table


def read_varying(connection: Connection, wanted: Iterable[str]) -> Tables:
    """The records that do not hold from one day to another, or not equally firmly (see :mod:`orggraph.model.validity`)."""
    heads = _heads(connection, list(wanted))
    reader = _Reader(connection, sorted(heads), _most(heads))
    nodes, relationships = (
        {kind: sorted(names & _PERIODS) for kind, names in sorted(used.items()) if names & {"interrupted", "weaker"}}
        for used in _used(heads)
    )
    varying = "x.interrupted IS NOT NULL OR x.weaker IS NOT NULL"
    return Tables(
        tuple(reader.nodes(label, names, varying) for label, names in nodes.items()),
        tuple(reader.relationships(kind, names) for kind, names in relationships.items()),
    )


_PERIODS = frozenset({"id", "dataset", "status", "standing", "valid_from", "valid_before", "interrupted", "weaker"})


def _heads(connection: Connection, wanted: Sequence[str] | None) -> dict[str, Row]:
    heads = {head["id"]: head for head in datasets(connection)}
    return heads if wanted is None else {name: heads[name] for name in wanted if name in heads}


def _most(heads: Mapping[str, Row]) -> int:
    """No kind of any of these datasets has more records."""
    return max((head[kind] for head in heads.values() for kind in ("nodes", "relationships")), default=0)


def _used(heads: Mapping[str, Row]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The properties in use of each label, and of each type, but for those that nobody reads."""
    nodes: dict[str, set[str]] = {}
    relationships: dict[str, set[str]] = {}
    for head in heads.values():
        columns = json.loads(head["columns"])
        for kinds, by_kind in ((nodes, columns["nodes"]), (relationships, columns["relationships"])):
            for kind, names in by_kind.items():
                kinds.setdefault(kind, set()).update(name for name in names if name not in UNREAD)
    return nodes, relationships


def _read(connection: Connection, heads: Mapping[str, Row]) -> Tables:
    from orggraph.model.nodes import LABELS
    from orggraph.model.relationships import TYPES

    nodes, relationships = _used(heads)
    chosen = sorted(heads)
    most = max(sum(head[counted] for head in heads.values()) for counted in ("nodes", "relationships"))
    reader = _Reader(connection, chosen, most)
    with ThreadPoolExecutor(2, "orggraph-read") as pool:  # the server works at one answer while the other is taken in
        node_tables = pool.map(lambda kind: reader.nodes(kind, sorted(nodes[kind])), [kind for kind in LABELS if kind in nodes])
        edge_tables = pool.map(
            lambda kind: reader.relationships(kind, sorted(relationships[kind])), [kind for kind in TYPES if kind in relationships]
        )
    return Tables(tuple(node_tables), tuple(edge_tables), {name: _public(head) for name, head in heads.items()})


@dataclass(frozen=True)
class _Reader:
    """One reading of some datasets, in which no kind has more than ``most`` records."""

    connection: Connection
    datasets: Sequence[str]
    most: int

    def nodes(self, label: str, names: Sequence[str], condition: str = "true") -> Table:
        collected = ", ".join(f"collect(coalesce(x.{name}, $absent)) AS {name}" for name in names)
        return self._table(label, f"MATCH (x:{label}) WHERE x.dataset IN $datasets AND {condition}", collected, names)

    def relationships(self, kind: str, columns: Sequence[str]) -> Table:
        names = [name for name in columns if name not in ("source", "target")]
        collected = ", ".join(f"collect(coalesce(x.{name}, $absent)) AS {name}" for name in names)
        ends = "collect(a.id) AS source, collect(b.id) AS target"
        match = f"MATCH (a)-[x:{kind}]->(b) WHERE x.dataset IN $datasets"
        return self._table(kind, match, f"{ends}, {collected}", ["source", "target", *names])

    def _table(self, kind: str, match: str, collected: str, names: Sequence[str]) -> Table:
        columns: dict[str, list[Any]] = {name: [] for name in names}
        stretches = list(pages.pages(self._count(match)))
        within = " AND $from <= x.hash AND x.hash < $before" if len(stretches) > 1 else ""
        for first, before in stretches:
            page = self._columns(f"{match}{within} RETURN {collected}", names, {"from": first, "before": before})
            for name in names:
                columns[name] += page[name]
        # Put in order here: the embedded server takes four times as long to sort, and memory that it does not have.
        order = sorted(range(len(columns["id"])), key=columns["id"].__getitem__)
        return Table(kind, {name: [column[number] for number in order] for name, column in columns.items()})

    def _count(self, match: str) -> int:
        if self.most <= pages.PAGE:
            return self.most
        return int(self.connection.read(f"{match} RETURN count(x) AS n", datasets=list(self.datasets))[0]["n"])

    def _columns(self, statement: str, names: Sequence[str], stretch: Mapping[str, str]) -> dict[str, list[Any]]:
        given = self.connection.read_columns(statement, {"datasets": list(self.datasets), "absent": ABSENT, **stretch})
        return {name: _stated(given.get(name, [])) for name in names}


def _stated(values: list[Any]) -> list[Any]:
    return [None if value == ABSENT else value for value in values] if ABSENT in values else values


def _public(head: Mapping[str, Any]) -> Row:
    return {name: value for name, value in head.items() if name not in ("columns", "lock")}
