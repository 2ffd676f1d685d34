"""The records of a folder as Ibis tables, cut to a day: what holds then, how firmly, and between which nodes.

The counterpart of :mod:`orggraph.graph.projection` and :mod:`orggraph.graph.standing` for records that stay in columns. Which
properties say when a record holds is told in :mod:`orggraph.model.periods`, of which :func:`_cut` is ``on_day``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import ibis
from ibis.expr.types import Table, Value

from orggraph.columns._folder import Folder
from orggraph.errors import WrongUsage
from orggraph.graph.standing import Standing
from orggraph.i18n import N, T
from orggraph.model.base import ANY
from orggraph.model.fields import forms
from orggraph.model.identity import OWN, SAME_AS
from orggraph.model.nodes import LABELS
from orggraph.model.relationships import TYPES
from orggraph.model.tables import OUTSIDE_GRAPH

KINDS = {"integer": "int64", "number": "float64", "boolean": "boolean"}
"""The types of columns by the kind of field; every other is text."""
NODE = {"id": "string", "name": "string", "label": "string", "standing": "string"}
EDGE = {"id": "string", "source": "string", "target": "string", "standing": "string"}
ENDS = {f"{end}_{name}": "string" for end in ("source", "target") for name in ("label", "standing")}


class Records:
    """The records of one folder on one day, in an engine.

    Parameters
    ----------
    folder
        Where the columns are.
    read
        Gives the table of a path.
    keep
        Works a table out once, for all who read it after that.
    on
        The day asked, as an ISO date; None: every record, whenever it holds.
    """

    def __init__(self, folder: Folder, read: Callable[[str], Table], keep: Callable[[Table], Table], on: str | None) -> None:
        self.folder, self.keep, self.on = folder, keep, on
        self._read = read
        self._tables: dict[str, Table] = {}
        self._edges: dict[tuple[str, ...], Table] = {}

    def nodes(self, label: str, *fields: str) -> Table:
        """The nodes of a label that hold: ``id``, ``name``, ``label``, ``standing``, and these fields."""
        types = {name: _type(label, name) for name in fields}
        if label not in self.folder.nodes:
            return _none(NODE | types)
        table = self._raw(self.folder.nodes[label])
        own = {name: _column(table, name, kind) for name, kind in types.items()}
        return table.select("id", "name", label=ibis.literal(label), standing=table.standing, **own)

    def edges(self, kind: str, *fields: str) -> Table:
        """The relationships of a type that hold, between nodes that do: with the label and the standing of both ends."""
        key = (kind, *fields)
        if key not in self._edges:
            self._edges[key] = self._between(kind, fields)
        return self._edges[key]

    def stated(self, kind: str) -> Table:
        """The records of a label or type as they stand in the folder, whenever they hold; without a file no rows."""
        path = self.folder.nodes.get(kind) or self.folder.relationships.get(kind)
        return self._read(path) if path else _none(EDGE)

    def leading(self, kind: str, standing: Standing) -> Table:
        """The relationships of a type that count, as seen from their source: they and their targets have one of these standings."""
        edges = self.edges(kind)
        return edges.filter(has(edges.standing, standing), has(edges.target_standing, standing))

    def reaching(self, kind: str, standing: Standing) -> Table:
        """The same as seen from their target."""
        edges = self.edges(kind)
        return edges.filter(has(edges.standing, standing), has(edges.source_standing, standing))

    def closure(self, start: Table, steps: Table) -> Table:
        """All that is reached: from pairs ``node``, ``reached`` on, by steps ``here``, ``there``, until nothing is new."""
        reached = ahead = self.keep(start.select("node", "reached").distinct())
        while True:
            onward = ahead.join(steps, ahead.reached == steps.here).select(node=ahead.node, reached=steps.there).distinct()
            ahead = self.keep(onward.anti_join(reached, ["node", "reached"]))
            if not ahead.count().execute():
                return reached
            reached = self.keep(reached.union(ahead))

    def _between(self, kind: str, fields: Sequence[str]) -> Table:
        types = {name: _type(kind, name) for name in fields}
        if not self.folder.rows.get(kind):
            return _none(EDGE | ENDS | types)
        table = self._raw(self.folder.relationships[kind])
        edges = table.select("id", "source", "target", "standing", **{name: _column(table, name, of) for name, of in types.items()})
        starts = self._of(TYPES[kind].sources_of).rename(source="id", source_label="label", source_standing="standing")
        ends = self._of(TYPES[kind].targets_of).rename(target="id", target_label="label", target_standing="standing")
        return self.keep(edges.join(starts, "source").join(ends, "target").select(*EDGE, *ENDS, *fields))

    def _of(self, labels: Sequence[str]) -> Table:
        """The nodes of these labels: id, label and standing."""
        every = [label for label in LABELS if label not in OUTSIDE_GRAPH] if ANY in labels else labels
        there = [self.nodes(label).select("id", "label", "standing") for label in every if label in self.folder.nodes]
        return ibis.union(*there) if there else _none(dict.fromkeys(("id", "label", "standing"), "string"))

    def _raw(self, path: str) -> Table:
        if path not in self._tables:
            table = self._read(path)
            self._tables[path] = table.mutate(standing=_column(table, "status", "string")) if self.on is None else _cut(table, self.on)
        return self._tables[path]


def refuse_same(records: Records) -> None:
    """Refuse records that are one thing, by an identifier that they share or a SAME_AS that somebody decided.

    Joining them shortens, renames and adds up what holds (:mod:`orggraph.graph.same`), which only a graph does. It is asked for more
    than :func:`orggraph.model.identity.one_id` joins, never for less.
    """
    alike = [_bearers(records, label) for label in records.folder.nodes if label not in OUTSIDE_GRAPH]
    alike.append(records.stated(SAME_AS).agg(n=ibis._.count()))
    n = int(ibis.union(*alike).n.sum().execute() or 0)
    if n:
        message = N(
            "In this folder {n} identifier or SAME_AS makes several records one thing.",
            "In this folder {n} identifiers or SAME_AS make several records one thing.",
            n,
        )
        raise WrongUsage(message, T("Only a graph joins them: ask with --engine networkx, or load the dataset."))


def _bearers(records: Records, label: str) -> Table:
    """How many identifiers several records of a label bear, or name another record."""
    table = records.stated(label)
    if "identifiers" not in table.columns:
        return _none({"n": "int64"})
    borne = table.filter(table.identifiers.length() > 0).select("id", identifier=table.identifiers.unnest()).distinct()
    each = borne.group_by("identifier").agg(n=borne.count())
    return each.filter((each.n > 1) | each.identifier.startswith(OWN)).agg(n=ibis._.count())


def has(column: Value, standing: Standing) -> Value:
    """Whether a record has one of these standings."""
    return column.isin(sorted(standing))


def of_standing(table: Table, standing: Standing) -> Table:
    """The nodes with one of these standings."""
    return table.filter(has(table.standing, standing))


def lasting(table: Table, day: str) -> Value:
    """Whether a record that states these itself lasts on a day: as :func:`orggraph.register.country.lasts`."""
    first, before = table.valid_from.fill_null(""), table.valid_before.fill_null("")
    return (first <= day) & ((before == "") | (before > day))


def _cut(table: Table, on: str) -> Table:
    """What holds on a day, with how firmly: as :func:`orggraph.model.periods.on_day`."""
    first, before = _column(table, "valid_from", "string"), _column(table, "valid_before", "string")
    there = [first.isnull() | (first <= on), before.isnull() | (before > on)]
    if "interrupted" in table.columns:
        gaps = table.interrupted.filter(lambda period: _covers(period, on)).length()
        there.append(gaps.fill_null(0) == 0)
    standing = [_column(table, name, "string") for name in ("standing", "status")]
    if "weaker" in table.columns:
        weaker = table.weaker.filter(lambda period: _covers(period, on))
        standing.insert(0, ibis.ifelse(weaker.length() > 0, weaker[0].split(" ")[1], None))
    return table.filter(*there).mutate(standing=ibis.coalesce(*standing))


def _covers(period: Value, day: str) -> Value:
    """Whether a period, written as ``FIRST/BEFORE`` with a word after it or not, covers a day."""
    ends = period.split(" ")[0].split("/")
    return (ends[0] <= day) & (ends[1] > day)


def _column(table: Table, name: str, kind: str) -> Value:
    """A column; of what no record states, nothing."""
    return table[name].cast(kind) if name in table.columns else ibis.null(kind)


def _type(kind: str, field: str) -> str:
    form = forms(LABELS.get(kind) or TYPES[kind]).get(field)
    if form is None:
        return "string"
    return f"array<{KINDS.get(form.kind, 'string')}>" if form.many else KINDS.get(form.kind, "string")


def _none(schema: dict[str, str]) -> Table:
    """A table without rows."""
    return small((), tuple(schema.items()))


@cache
def small(rows: tuple[tuple[Any, ...], ...], schema: tuple[tuple[str, str], ...]) -> Table:
    """A table of few rows. It is never let go: an engine drops its view when it goes, which may be amid a call to Spark, and then hangs."""
    return ibis.memtable([dict(zip(dict(schema), row, strict=True)) for row in rows], schema=dict(schema))
