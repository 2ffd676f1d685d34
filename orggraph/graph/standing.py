"""Which records of a projection count: by how firmly they hold, with all that they hang on.

A projection is cut to a day. What is left may still be no more than proposed, or be left to be decided, or be called
former without a date. Who reads it says which of these count, by one of the sets below.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from orggraph.graph.edges import Edge, edges_by_type, neighbours
from orggraph.graph.projection import Graph
from orggraph.model.terms import Evidence, Status

Standing = Collection[str]
ACTUAL: Standing = frozenset({"actual"})
"""What is so: for what counts and judges."""
PLACES: Standing = frozenset({"actual", "open"})
"""And what is there while only its filling is still to be decided: for what counts seats."""
NOT_FORMER: Standing = frozenset({"actual", "proposed", "open"})
"""And what is proposed: for what asks whether something is arranged or named at all, and tells the difference."""


def of(attributes: Mapping[str, Any]) -> Status:
    """The standing of a node or edge: its own status, or the weaker one of what it hangs on."""
    return Status(attributes.get("standing") or attributes.get("status", "actual"))


def has(attributes: Mapping[str, Any], standing: Standing) -> bool:
    """Whether a node or edge has one of these standings."""
    return (attributes.get("standing") or attributes.get("status", "actual")) in standing


def inferred(attributes: Mapping[str, Any], *fields: str) -> bool:
    """Whether a node or edge is inferred, or one of these fields of it."""
    return attributes.get("evidence") == Evidence.INFERRED or not set(fields).isdisjoint(attributes.get("inferred", ()))


def edges(graph: Graph, node: str, kind: str, standing: Standing = ACTUAL, *, incoming: bool = False) -> list[Edge]:
    """The edges of one type that leave a node, or reach it, where the edge and its other end have one of these standings."""
    there = neighbours(graph, node, kind, incoming=incoming)
    return [
        edge for edge in there if has(edge.attributes, standing) and has(graph.nodes[edge.source if incoming else edge.target], standing)
    ]


def edges_of_type(graph: Graph, kind: str, standing: Standing = ACTUAL) -> Iterator[Edge]:
    """All edges of one type that have, with both their ends, one of these standings."""
    for edge in edges_by_type(graph, kind):
        if all(has(record, standing) for record in (edge.attributes, graph.nodes[edge.source], graph.nodes[edge.target])):
            yield edge
