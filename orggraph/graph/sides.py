"""What sources say where they differ: every side of every point of difference.

A side is a claim on a property, a relationship, or a node (often a post) that answers a slot. A projection is cut to a
date and to preferred sources; here all sides stand, also those that the projection leaves out, so that a difference
between sources does not vanish because somebody chose one of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from orggraph.model.base import Row
from orggraph.model.tables import Tables

Citations = Mapping[str, tuple[list[str], list[str]]]
"""Of nodes: the ids of the sources, and the places in them, as parallel lists."""


@dataclass(frozen=True)
class Side:
    """What one side says on a point of difference."""

    id: str
    slot: str
    dataset: str
    kind: str
    """The label or relationship type of the record that says it."""
    answer: str
    """What it says: a claim's value, a relationship's note or its two ends with its period, a node's name (never from an overlay)."""
    about: tuple[str, ...]
    """Ids of the nodes that it is about, the nearest first."""
    evidence: str = "stated"
    cited: tuple[tuple[str, str], ...] = ()
    """Source and place, in that order."""
    ends: tuple[str, str] | None = None
    """Of a relationship: where it starts and ends."""

    def among(self, same: Mapping[str, str]) -> Side:
        """The same side, with records that share a node (see :mod:`orggraph.graph.same`) under the id of that node."""
        if same.keys().isdisjoint(self.about):
            return self
        about = tuple(dict.fromkeys(same.get(node, node) for node in self.about))
        return replace(self, about=about, ends=self.ends and (same.get(self.ends[0], self.ends[0]), same.get(self.ends[1], self.ends[1])))


def sides(tables: Tables, citations: Citations, datasets: Collection[str]) -> tuple[Side, ...]:
    """All sides in these datasets, by slot, then by place and id: in every period, whichever source is preferred."""
    nodes = [
        (table.kind, row)
        for table in tables.nodes
        if "slot" in table.columns
        for row in table.rows()
        if "slot" in row and row["dataset"] in datasets
    ]
    edges = [
        (table.kind, row)
        for table in tables.relationships
        if "slot" in table.columns
        for row in table.rows()
        if "slot" in row and row["dataset"] in datasets
    ]
    sides = [*_of_nodes(tables, nodes, citations), *_of_relationships(tables, edges)]
    return tuple(sorted(sides, key=lambda side: (side.slot, side.cited, side.id)))


def _of_nodes(tables: Tables, rows: list[tuple[str, Row]], citations: Citations) -> Iterator[Side]:
    seats = _seats(tables, {row["id"] for _, row in rows})
    for kind, row in rows:
        about = (row["subject"],) if kind == "Claim" else (*seats.get(row["id"], ()), row["id"])
        answer = row["value"] if kind == "Claim" else row["name"]
        cited = zip(*citations.get(row["id"], ((), ())), strict=True)
        yield Side(row["id"], row["slot"], row["dataset"], kind, answer, about, row["evidence"], tuple(sorted(cited)))


def _of_relationships(tables: Tables, rows: list[tuple[str, Row]]) -> Iterator[Side]:
    names = _names(tables, {row[end] for _, row in rows for end in ("source", "target")})
    for kind, row in rows:
        ends = (row["source"], row["target"])
        answer = (row.get("note") or " – ".join(names.get(end, end) for end in ends)) + _period(row)
        cited = zip(row.get("sources", ()), row.get("locators", ()), strict=True)
        yield Side(row["id"], row["slot"], row["dataset"], kind, answer, ends, row["evidence"], tuple(sorted(cited)), ends)


def _period(row: Row) -> str:
    """The period that a side states, for sides that differ in nothing else."""
    start, end = row.get("start_date", ""), row.get("end_date", "")
    return f" ({start} – {end})".replace("( ", "(").replace(" )", ")") if start or end else ""


def _seats(tables: Tables, posts: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """Where each of these posts has its seat; a difference between posts is about that body."""
    bodies: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for table in tables.relationships if posts else ():
        if table.kind == "IN":
            for post, body in zip(table.columns["source"], table.columns["target"], strict=True):
                if post in posts:
                    bodies[post] += (body,)
    return bodies


def _names(tables: Tables, ids: Collection[str]) -> Mapping[str, str]:
    if not ids:
        return {}
    return {
        node: name for table in tables.nodes for node, name in zip(table.columns["id"], table.columns["name"], strict=True) if node in ids
    }
