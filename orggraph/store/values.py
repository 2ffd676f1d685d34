"""Values of the driver as plain ones: what JSON, a table and a picture can hold."""

from __future__ import annotations

import base64
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from neo4j.graph import Node, Path, Relationship

SHARED_LABEL = "Entity"
"""The label that every node of the graph has beside its own."""

OWN_PROPERTIES = frozenset({"hash", "valid_from", "valid_before", "interrupted", "weaker", "term_before"})
"""What the store adds to the properties of the model."""

_SIMPLE: Final = frozenset({str, int, bool, type(None)})
"""Types of what is plain as it is."""

Ends = Mapping[str, str | None]
"""The id property of a node by its elementId, which holds within one transaction only."""


def plain_rows(rows: Iterable[Mapping[str, Any]], ids_of: Callable[[list[str]], Ends]) -> list[dict[str, Any]]:
    """Rows with plain values.

    A node becomes ``{id, labels, properties}``, a relationship ``{id, type, source, target, properties}``, a path
    ``{nodes, relationships, length}``; dates become ISO text, bytes base64. ``id``, ``source`` and ``target`` are the
    property ``id`` of the record (None where it has none).

    Parameters
    ----------
    rows
        Column → value of the driver.
    ids_of
        Looks up the property ``id`` of nodes by elementId; asked once, and only for ends that came without properties.
    """
    rows = list(rows)
    known: dict[str, str | None] = {}
    wanted: set[str] = set()
    for relationship in _relationships(value for row in rows for value in row.values()):
        for end in relationship.nodes:
            if end is not None and "id" in end:
                known[end.element_id] = end["id"]
            elif end is not None:
                wanted.add(end.element_id)
    wanted -= known.keys()
    if wanted:
        known |= ids_of(sorted(wanted))
    return [{column: plain(value, known) for column, value in row.items()} for row in rows]


def plain(value: Any, ends: Ends) -> Any:
    """One value as a plain one; ``ends`` gives the ids of the nodes where relationships start and end."""
    if type(value) in _SIMPLE:  # nearly all are, and asking for the others takes ten times as long
        return value
    from neo4j.graph import Node, Path, Relationship

    made: Any
    match value:
        case float():
            made = value if math.isfinite(value) else str(value)
        case Node():
            made = _node(value, ends)
        case Relationship():
            made = _relationship(value, ends)
        case Path():
            made = _path(value, ends)
        case Mapping():
            made = {str(key): plain(item, ends) for key, item in value.items()}
        case list() | tuple():
            made = [plain(item, ends) for item in value]
        case bytes() | bytearray():
            made = base64.b64encode(value).decode()
        case _:
            made = value.iso_format() if hasattr(value, "iso_format") else str(value)
    return made


def _path(path: Path, ends: Ends) -> dict[str, Any]:
    return {
        "nodes": [_node(node, ends) for node in path.nodes],
        "relationships": [_relationship(relationship, ends) for relationship in path.relationships],
        "length": len(path),
    }


def _node(node: Node, ends: Ends) -> dict[str, Any]:
    return {"id": node.get("id"), "labels": sorted(node.labels - {SHARED_LABEL}), "properties": _properties(node, ends)}


def _relationship(relationship: Relationship, ends: Ends) -> dict[str, Any]:
    source, target = relationship.nodes
    return {
        "id": relationship.get("id"),
        "type": relationship.type,
        "source": ends.get(source.element_id) if source is not None else None,
        "target": ends.get(target.element_id) if target is not None else None,
        "properties": _properties(relationship, ends),
    }


def _properties(entity: Node | Relationship, ends: Ends) -> dict[str, Any]:
    return {key: plain(value, ends) for key, value in sorted(entity.items()) if key not in OWN_PROPERTIES}


def _relationships(values: Iterable[Any]) -> Iterator[Relationship]:
    for value in values:
        if type(value) in _SIMPLE:
            continue
        from neo4j.graph import Node, Path, Relationship

        if isinstance(value, Relationship):
            yield value
        elif isinstance(value, Path):
            yield from value.relationships
        elif isinstance(value, Mapping) and not isinstance(value, Node):
            yield from _relationships(value.values())
        elif isinstance(value, list | tuple):
            yield from _relationships(value)
