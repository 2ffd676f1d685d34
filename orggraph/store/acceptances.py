"""Acceptances in the store: outside the datasets, so that they outlive a reload."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orggraph.store.connection import Connection

if TYPE_CHECKING:
    from orggraph.model.base import Row


def read_all(connection: Connection) -> list[Row]:
    """Every acceptance, by the id of its finding."""
    rows = connection.read("MATCH (a:Acceptance) RETURN properties(a) AS acceptance ORDER BY a.id")
    return [row["acceptance"] for row in rows]


def write(connection: Connection, acceptance: Row) -> None:
    """Keep an acceptance; it replaces an earlier one of the same finding (``id``)."""
    connection.write("MERGE (a:Acceptance {id: $id}) SET a = $acceptance", id=acceptance["id"], acceptance=acceptance)


def remove(connection: Connection, finding: str) -> bool:
    """Take an acceptance back; whether there was one."""
    rows = connection.write("MATCH (a:Acceptance {id: $id}) DELETE a RETURN count(*) AS n", id=finding)
    return bool(rows[0]["n"])
