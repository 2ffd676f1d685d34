"""Whose database this is: the constraints, the version of the store, and whether other things live in it."""

from __future__ import annotations

from typing import Final

from orggraph.errors import StoreError
from orggraph.i18n import T
from orggraph.model.tables import KEPT_APART
from orggraph.store.connection import Connection

VERSION: Final = 2
"""The version of what stands in a store; raised when an older orggraph could no longer read it."""
OURS: Final = ("Entity", *KEPT_APART)


def check_version(connection: Connection) -> bool:
    """Whether the store was prepared before, as this orggraph does it. Raises StoreError when a newer one did it."""
    rows = connection.read("MATCH (m:Meta {id: 'orggraph'}) RETURN m.version AS version")
    if rows and rows[0]["version"] > VERSION:
        raise StoreError(
            T(
                "The database was made by a newer orggraph (store version {there}, this one knows {here}).",
                there=rows[0]["version"],
                here=VERSION,
            ),
            T("Update orggraph, or use another database."),
        )
    return bool(rows and rows[0]["version"] == VERSION)


def prepare(connection: Connection, *, beside_others: bool = False) -> None:
    """Make the store ready to be loaded into: constraints and indexes, and a node that says whose it is.

    Does nothing where that was done before. Raises StoreError when the database holds nodes that are not ours, unless
    ``beside_others`` says that they may stay side by side.
    """
    from orggraph.model.schema import constraints

    if check_version(connection):
        return
    if not beside_others:
        _refuse_foreign(connection)
    for statement in constraints():
        connection.write(statement)
    connection.write("MERGE (m:Meta {id: 'orggraph'}) SET m.version = $version", version=VERSION)


def is_filled(connection: Connection) -> bool:
    """Whether the built-in regions were put here once; what was removed since stays away."""
    return _mark(connection, "filled")


def is_filling(connection: Connection) -> bool:
    """Whether putting the built-in regions here was begun and did not come to its end."""
    return _mark(connection, "filling")


def begin_filling(connection: Connection) -> None:
    """Remember that the built-in regions are being put here, for the first time."""
    connection.write("MATCH (m:Meta {id: 'orggraph'}) WHERE NOT coalesce(m.filled, false) SET m.filling = true")


def mark_filled(connection: Connection) -> None:
    """Remember that the built-in regions need not be put here any more, unless that was begun and is not at its end."""
    connection.write("MATCH (m:Meta {id: 'orggraph'}) WHERE NOT coalesce(m.filling, false) SET m.filled = true")


def end_filling(connection: Connection) -> None:
    """Remember that all the built-in regions were put here."""
    connection.write("MATCH (m:Meta {id: 'orggraph'}) SET m.filling = false, m.filled = true")


def _mark(connection: Connection, name: str) -> bool:
    rows = connection.read("MATCH (m:Meta {id: 'orggraph'}) RETURN m.filled AS filled, m.filling AS filling")
    return bool(rows and rows[0][name])


def _refuse_foreign(connection: Connection) -> None:
    ours = " OR ".join(f"n:{label}" for label in OURS)
    rows = connection.read(f"MATCH (n) WHERE NOT ({ours}) RETURN labels(n) AS labels LIMIT 1")
    if rows:
        raise StoreError(
            T("The database holds nodes that are not of orggraph (label {labels}).", labels=rows[0]["labels"]),
            T("Use a database of its own, or say that orggraph may live beside them: ORGGRAPH_BESIDE_OTHERS=1."),
        )
