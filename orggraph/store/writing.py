"""The statements that write a difference: remove, change, create; nodes before the relationships that need them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from orggraph.model.tables import Table, by_kind
from orggraph.store.difference import Difference

if TYPE_CHECKING:
    from orggraph.model.base import Row

BATCH: Final = 5_000
"""Records in one statement."""
EACH: Final = "UNWIND range(0, size($id) - 1) AS i"

Run = Callable[[str, Mapping[str, Sequence[Any]]], "list[Row]"]
"""Runs a statement with the columns of a batch of records, of which ``id`` is always there; gives its rows."""


def write(run: Run, difference: Difference, most: int | None = None) -> None:
    """Write a difference.

    Parameters
    ----------
    run
        Runs one statement after the other, in one transaction or in several (:mod:`orggraph.store.parts`).
    difference
        What to write.
    most
        Records in one statement, at most; None: as many as usual.
    """
    batch = min(BATCH, most or BATCH)
    for statement, table in _on_what_is_there(difference):
        _each(run, statement, table, batch)
    places: dict[str, str] = {}
    for table in by_kind(difference.nodes_added, "label"):
        statement = f"{EACH} CREATE (n:Entity:{table.kind} {_properties(table)}) RETURN collect(n.id) AS id, collect(elementId(n)) AS place"
        places |= _places(_each(run, statement, table, batch))
    added = sorted(difference.relationships_added, key=itemgetter("target"))  # Neo4j locks a node once for all of its relationships
    _find_ends(run, added, places, batch)
    for table in by_kind(added, "type"):
        ends = "MATCH (a) WHERE elementId(a) = $a[i] MATCH (b) WHERE elementId(b) = $b[i]"
        _each(run, f"{EACH} {ends} CREATE (a)-[:{table.kind} {_properties(table)}]->(b)", _between_places(table, places), batch)


def _each(run: Run, statement: str, table: Table, batch: int) -> list[Row]:
    """Run a statement for all rows of a table, batch by batch."""
    rows: list[Row] = []
    for start in range(0, len(table), batch):
        rows += run(statement, {name: column[start : start + batch] for name, column in table.columns.items()})
    return rows


def _on_what_is_there(difference: Difference) -> Iterator[tuple[str, Table]]:
    """The statements that remove and change, each with its rows."""
    known = f"{EACH} MATCH (:Entity {{id: $source[i]}})-[r:%s {{id: $id[i]}}]->()"
    for table in by_kind(difference.relationships_removed, "type"):
        yield f"{known % table.kind} DELETE r", table
    for table in by_kind([{"id": removed, "label": "Entity"} for removed in difference.nodes_removed], "label"):
        yield f"{EACH} MATCH (n:Entity {{id: $id[i]}}) DETACH DELETE n", table
    for table in by_kind(difference.nodes_changed, "label"):
        yield f"{EACH} MATCH (n:Entity {{id: $id[i]}}) SET n = {_properties(table)}", table
    for table in by_kind(difference.relationships_changed, "type"):
        yield f"{known % table.kind} SET r = {_properties(table)}", table


def _find_ends(run: Run, rows: Sequence[Row], places: dict[str, str], batch: int) -> None:
    """Add the places of ends that were there before."""
    unknown = sorted({end for row in rows for end in (row["source"], row["target"])} - places.keys())
    statement = f"{EACH} MATCH (n:Entity {{id: $id[i]}}) RETURN collect(n.id) AS id, collect(elementId(n)) AS place"
    places |= _places(_each(run, statement, Table("", {"id": unknown}), batch))


def _between_places(table: Table, places: Mapping[str, str]) -> Table:
    """Relationships with the places of their ends, which a server finds in half the time that an id takes it.

    Places are good within this load alone.
    """
    columns = dict(table.columns)
    columns["a"] = [places[end] for end in columns.pop("source")]
    columns["b"] = [places[end] for end in columns.pop("target")]
    return Table(table.kind, columns)


def _places(rows: Sequence[Row]) -> dict[str, str]:
    return {node: place for row in rows for node, place in zip(row["id"], row["place"], strict=True)}


def _properties(table: Table) -> str:
    """A map of explicit properties, each taken from its column; names come from the model, never from a file."""
    names = (name for name in table.columns if name not in ("source", "target", "a", "b"))
    return "{" + ", ".join(f"{name}: ${name}[i]" for name in names) + "}"
