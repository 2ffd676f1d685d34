"""What a database holds, asked in its own words: none of the code that is tested has a part in it."""

from __future__ import annotations

from typing import Any

from orggraph.store.connection import Connection

HISTORY = ("Commit", "Version", "VersionPart")
"""Labels of what grows with each load, whatever is loaded; ``test_versions.py`` looks at it."""
BY_THE_CLOCK = frozenset({"loaded_at"})
"""Properties that differ between two loads of the same."""


def snapshot(connection: Connection, without: frozenset[str] = BY_THE_CLOCK) -> list[Any]:
    """Every node and relationship but history, with labels, type, ends and properties (but some), in an order of its own."""
    apart = " OR ".join(f"n:{label}" for label in HISTORY)
    nodes = connection.read(f"MATCH (n) WHERE NOT ({apart}) RETURN labels(n) AS labels, properties(n) AS properties")
    edges = connection.read("MATCH (a)-[r]->(b) RETURN a.id AS source, type(r) AS type, b.id AS target, properties(r) AS properties")
    return sorted([_fixed(row, without) for row in (*nodes, *edges)], key=repr)


def _fixed(row: dict[str, Any], without: frozenset[str]) -> list[Any]:
    kept = {name: sorted(value) if name == "labels" else value for name, value in row.items() if name != "properties"}
    properties = {name: value for name, value in row["properties"].items() if name not in without}
    return [sorted(kept.items()), sorted(properties.items(), key=lambda item: item[0])]


def records(connection: Connection) -> list[Any]:
    """As :func:`snapshot`, without the heads of datasets: their versions count loads."""
    return [row for row in snapshot(connection) if ("labels", ["Dataset"]) not in row[0]]
