"""Data without what somebody may not see: one declaration of what each permission is about, in every form in which data travel."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

from orggraph.access import Access, Permission
from orggraph.model.marks import NOTE
from orggraph.model.tables import Table, Tables
from orggraph.tables.rows import Rows

if TYPE_CHECKING:
    from orggraph.findings import Finding
    from orggraph.graph import Graph
    from orggraph.model.base import Node, Relationship
    from orggraph.model.dataset import Dataset

    R = TypeVar("R", Node, Relationship)

CONTENT: Final = frozenset({Permission.LOADS, Permission.PREFERENCES, Permission.REMARKS})
"""Permissions on what stands in the records themselves."""
FIELDS: Final[Mapping[Permission, frozenset[str]]] = {
    Permission.REMARKS: frozenset({"note"}),
    Permission.LOADS: frozenset({"load_hours", "load_source", "hours"}),
    Permission.PREFERENCES: frozenset({"weight"}),
}
"""Fields of records and columns of answers that a permission is about."""
TYPES: Final[Mapping[Permission, frozenset[str]]] = {Permission.PREFERENCES: frozenset({"PREFERS"})}
"""Types of relationships that a permission is about."""
KINDS: Final[Mapping[Permission, frozenset[str]]] = {Permission.LOADS: frozenset({"role_overload"})}
"""Analyses that a permission is about."""
QUERIES: Final[Mapping[Permission, frozenset[str]]] = {
    Permission.LOADS: frozenset({"load-of-people"}),
    Permission.PREFERENCES: frozenset({"preferences"}),
}
"""Questions of the library whose whole answer a permission is about."""
OF_PEOPLE: Final = frozenset({"Person", "Post"})
"""Labels of what one person is, or holds: what comes together at it is what one person carries."""
SIGNED: Final = ("loaded_by", "by", "reason")
"""What the head of a dataset or version says of who made it, and why."""
UNSAID: Final = "–"
"""In place of who did something, and why."""
SHORT: Final = 12
"""A remark of so few signs may stand in another text by chance; it counts only where it is the whole text."""
Hidden = frozenset[Permission]


def hidden_from(access: Access) -> Hidden:
    """The permissions on content that somebody has not, as they look now."""
    return frozenset(CONTENT - access.permissions)


def refused_queries(access: Access) -> frozenset[str]:
    """The questions of the library that somebody may not ask."""
    return of(QUERIES, hidden_from(access))


def of(declared: Mapping[Permission, frozenset[str]], hidden: Hidden) -> frozenset[str]:
    """What is hidden of one of the declarations of this module."""
    return frozenset[str]().union(*(declared.get(permission, frozenset()) for permission in hidden))


def tables_without(tables: Tables, hidden: Hidden) -> Tables:
    """Records as columns without what is hidden; what is made of them cannot hold it."""
    types = of(TYPES, hidden)
    return replace(
        tables,
        nodes=tuple(_table_without(table, hidden) for table in tables.nodes),
        relationships=tuple(_table_without(table, hidden) for table in tables.relationships if table.kind not in types),
        datasets={name: head_without(head, hidden) for name, head in tables.datasets.items()},
    )


def head_without(head: Mapping[str, Any], hidden: Hidden) -> dict[str, Any]:
    """The head of a dataset or version; who made it, and why, is a remark."""
    unsaid = {name: UNSAID for name in SIGNED if name in head} if Permission.REMARKS in hidden else {}
    return {**head, **unsaid}


def _table_without(table: Table, hidden: Hidden) -> Table:
    from orggraph.model.nodes import Claim

    fields = of(FIELDS, hidden)
    columns = {name: column for name, column in table.columns.items() if name not in fields}
    if "note" in fields and "note" in table.columns and "marks" in columns:
        pairs = zip(columns["marks"], table.columns["note"], strict=True)
        columns["marks"] = [(marks and [mark for mark in marks if mark != f"{NOTE}{note}"]) or None for marks, note in pairs]
    if table.kind == Claim.__name__ and not fields.isdisjoint(table.columns["field"]):
        kept = [place for place, field in enumerate(table.columns["field"]) if field not in fields]
        columns = {name: [column[place] for place in kept] for name, column in columns.items()}
    return Table(table.kind, columns)


def dataset_without(dataset: Dataset, hidden: Hidden) -> Dataset:
    """A dataset without what is hidden, for who takes it along or thinks on with it."""
    from orggraph.model.nodes import Claim

    fields, types = of(FIELDS, hidden), of(TYPES, hidden)
    nodes = [_record_without(node, fields) for node in dataset.nodes if not (isinstance(node, Claim) and node.field in fields)]
    edges = [_record_without(edge, fields) for edge in dataset.relationships if edge.type not in types]
    return replace(dataset, nodes=tuple(nodes), relationships=tuple(edges))


def _record_without(record: R, fields: Collection[str]) -> R:
    stated = {name: None for name in fields if getattr(record, name, None) is not None}
    if not stated:
        return record
    lists = {name: tuple(field for field in getattr(record, name, ()) or () if field not in fields) for name in ("inferred", "open")}
    return record.model_copy(update=stated | {name: kept for name, kept in lists.items() if name in type(record).model_fields})


@dataclass(frozen=True)
class Kept:
    """What answers of the store may hold and must not: remarks word for word, and records that state something hidden."""

    hidden: Hidden
    remarks: frozenset[str] = frozenset()
    records: frozenset[str] = frozenset()

    def rows_without(self, rows: Rows) -> Rows:
        """An answer in which what is hidden is not stated, at any depth."""
        left = [row for row in rows if self.records.isdisjoint(value for value in row.values() if isinstance(value, str))]
        return Rows([self._mapping(row, drop=False) for row in left], columns=rows.columns, more=rows.more)

    def _mapping(self, given: Mapping[str, Any], *, drop: bool) -> dict[str, Any]:
        fields = of(FIELDS, self.hidden)
        kept = {name: self._value(value) for name, value in given.items() if name not in fields}
        return kept if drop else {name: kept.get(name) for name in given}

    def _value(self, value: Any) -> Any:
        if isinstance(value, str):
            return None if self._is_remark(value) else value
        if isinstance(value, Mapping):
            return None if value.get("type") in of(TYPES, self.hidden) and "source" in value else self._mapping(value, drop=True)
        if isinstance(value, list | tuple):
            fresh = [(item, self._value(item)) for item in value]
            return [made for item, made in fresh if made is not None or item is None]
        return value

    def _is_remark(self, text: str) -> bool:

        words = text.removeprefix(NOTE)
        return words in self.remarks or any(len(remark) > SHORT and remark in words for remark in self.remarks)


def may_be_shown(graph: Graph, finding: Finding) -> bool:
    """Whether a finding is about the arrangement, and names nobody: no load, no person among what it is about, no name in its text."""
    if any(case.kind in KINDS[Permission.LOADS] or _is_of_person(graph, case) for case in finding.cases):
        return False
    people = [str(graph.nodes[node]["name"]) for node in finding.nodes if node in graph and graph.nodes[node]["label"] == "Person"]
    text = finding.text.render("nl") + "".join(case.text.render("nl") for case in finding.parts)
    return not any(name in text for name in people)


def _is_of_person(graph: Graph, case: Finding) -> bool:
    met = case.object if case.object in graph else None
    return any(subject.label == "Person" for subject in case.subjects) or (met is not None and graph.nodes[met]["label"] == "Person")


def unsigned(findings: Iterable[Finding]) -> list[Finding]:
    """Findings without who accepted them and why; that they are accepted stays."""
    return [
        replace(finding, accepted=replace(finding.accepted, by=UNSAID, reason=UNSAID)) if finding.accepted else finding
        for finding in findings
    ]
