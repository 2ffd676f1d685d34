"""People in rows by their names, where somebody asked for them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from orggraph.model.names import sort_key

Row = dict[str, Any]


def with_names(row: Row, names: Mapping[str, str]) -> Row:
    """Show names of people: a column ``c`` names what the column ``c_id`` identifies, one by one where both are lists.

    A column that counts what the other lists stays as it is.
    """
    named = dict(row)
    for column, ids in row.items():
        name = column.removesuffix("_id")
        if name == column or name not in row:
            continue
        if isinstance(ids, list) and isinstance(row[name], list):
            named[name] = [names.get(node, label) for node, label in zip(ids, row[name], strict=True)]
        elif isinstance(ids, str) and ids in names:
            named[name] = names[ids]
    return named


def by_surname(rows: list[Row], names: Mapping[str, str]) -> list[Row]:
    """Rows with people in the order of their surnames; what stands before the first column of people keeps its order."""
    columns = list(rows[0]) if rows else []
    people = next((column for column in columns if any(_hashable(row.get(f"{column}_id")) in names for row in rows)), None)
    if people is None:
        return rows
    before = columns[: columns.index(people)]
    runs = groupby(rows, key=lambda row: [row[column] for column in before])
    return [row for _, run in runs for row in sorted(run, key=lambda row: sort_key(row[people] or ""))]


def _hashable(value: Any) -> str:
    return value if isinstance(value, str) else ""
