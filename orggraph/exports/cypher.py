"""A Cypher script that fills an empty database: no driver, no orggraph, any client.

Values are literals of the language: a text is written as JSON writes it (Cypher knows the same escapes), so that no name
can end its literal. The labels, types and properties are those of the schema. Each statement makes at most 500 records.
orggraph does not take it for a load of its own: the head bears no version.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

from orggraph.exports import Export, Origin
from orggraph.model.base import Row
from orggraph.model.dataset import Dataset
from orggraph.model.tables import to_tables

ROWS = 500


def make(dataset: Dataset, origin: Origin, _suffix: str) -> bytes:
    """The script: the head of the dataset, then nodes, then relationships."""
    tables = to_tables(dataset)
    head = dataset.info.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    parts = [f"// {origin.sentence()}", f"CREATE (d:Dataset) SET d = {literal(head)};"]
    for table in tables.nodes:
        made = f"AS row CREATE (n:Entity:{table.kind}) SET n = row;"
        parts += [f"UNWIND {literal(rows)} {made}" for rows in _parts(list(table.rows()))]
    for table in tables.relationships:
        for rows in _parts(list(table.rows())):
            ends = "MATCH (a:Entity {id: row.source}), (b:Entity {id: row.target})"
            own = [{"ends": {"source": row.pop("source"), "target": row.pop("target")}, "own": row} for row in rows]
            statement = f"UNWIND {literal(own)} AS both WITH both.ends AS row, both.own AS own {ends}"
            parts.append(f"{statement} CREATE (a)-[r:{table.kind}]->(b) SET r = own;")
    return ("\n".join(parts) + "\n").encode()


def _parts(rows: list[Row]) -> Iterator[list[Row]]:
    for first in itertools.count(0, ROWS):
        if not (part := rows[first : first + ROWS]):
            return
        yield part


def literal(value: Any) -> str:
    """A value as Cypher writes it: maps with plain keys, texts with escapes, lists, numbers, booleans, null."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {literal(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(literal(item) for item in value) + "]"
    return json.dumps(value, allow_nan=False)


EXPORT = Export("cypher", (".cypher", ".cyp"), make)
