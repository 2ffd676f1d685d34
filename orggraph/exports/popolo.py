"""Popolo in JSON: persons, organizations, posts and memberships, as the specification's schemas have them.

A body, an organization and a cooperation are organizations, each with its kind as classification; a post belongs to the
body in which it is; who holds it has a membership with its dates. A partial date stays partial, as the specification lets
it. People bear the name that the dataset has: a function label.
"""

from __future__ import annotations

import json
from typing import Any

from orggraph.exports import Export, Origin
from orggraph.model.base import Node, Record
from orggraph.model.dataset import Dataset
from orggraph.model.nodes import Body, Cooperation, Organization, Person, Post
from orggraph.model.relationships import HasRole, Holds, In, OnBehalfOf, PartOf

ORGANIZATIONS = (Organization, Body, Cooperation)


def make(dataset: Dataset, origin: Origin, _suffix: str) -> bytes:
    """The document; ``meta`` says where it is from."""
    ends = {kind: _targets(dataset, kind) for kind in (In, PartOf, HasRole, OnBehalfOf)}
    nodes = dataset.nodes
    document: dict[str, Any] = {
        "meta": vars(origin),
        "persons": [_named(node) for node in nodes if isinstance(node, Person)],
        "organizations": [
            _named(node)
            | _filled(
                classification=_kind(node),
                parent_id=ends[PartOf].get(node.id),
                founding_date=node.start_date,
                dissolution_date=node.end_date,
            )
            for node in nodes
            if isinstance(node, ORGANIZATIONS)
        ],
        "posts": [
            _filled(
                id=node.id,
                label=node.name,
                organization_id=ends[In][node.id],
                role=_name(dataset, ends[HasRole].get(node.id)),
                start_date=node.start_date,
                end_date=node.end_date,
            )
            for node in nodes
            if isinstance(node, Post) and node.id in ends[In]
        ],
        "memberships": [
            _filled(
                id=holds.id,
                person_id=holds.source,
                post_id=holds.target,
                organization_id=ends[In].get(holds.target),
                on_behalf_of_id=ends[OnBehalfOf].get(holds.target),
                start_date=holds.start_date,
                end_date=holds.end_date,
            )
            for holds in dataset.relationships
            if isinstance(holds, Holds)
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _targets(dataset: Dataset, kind: type[Record]) -> dict[str, str]:
    """The first end of a relationship of each node, where it is an organization, a post or a role."""
    kept = (*ORGANIZATIONS, Post) if kind is not HasRole else ()
    targets: dict[str, str] = {}
    for edge in dataset.relationships:
        if isinstance(edge, kind) and (not kept or isinstance(dataset.by_id.get(edge.target), kept)):
            targets.setdefault(edge.source, edge.target)
    return targets


def _named(node: Node) -> dict[str, Any]:
    identifiers = [dict(zip(("scheme", "identifier"), identifier.split(":", 1), strict=True)) for identifier in node.identifiers]
    return _filled(id=node.id, name=node.name, identifiers=identifiers)


def _kind(node: Node) -> str:
    return str(getattr(node, "kind", "cooperation"))


def _name(dataset: Dataset, node: str | None) -> str | None:
    return dataset.by_id[node].name if node in dataset.by_id else None


def _filled(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, [], "")}


DATED = ("id", "name", "start_date", "end_date")
EXPORT = Export(
    "popolo",
    (".json",),
    make,
    {
        "Person": ("id", "name", "identifiers"),
        **{kind.label(): (*DATED, "kind", "identifiers") for kind in ORGANIZATIONS},
        "Post": DATED,
    },
    {"HOLDS": ("start_date", "end_date"), **dict.fromkeys(("IN", "PART_OF", "HAS_ROLE", "ON_BEHALF_OF"), ())},
)
