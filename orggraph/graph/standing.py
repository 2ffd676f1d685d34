"""Which records of a projection count: by how firmly they hold, with all that they hang on.

A projection is cut to a day. What is left may still be no more than proposed, or be left to be decided, or be called
former without a date. Who reads it says which of these count, by one of the sets below.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from orggraph.garbage import no_garbage_collection
from orggraph.graph.edges import Edge, edges_by_type, neighbours
from orggraph.graph.kept import keeping, kept
from orggraph.graph.projection import Graph
from orggraph.model.terms import Evidence, Status

Standing = frozenset[str]
_ByEnd = dict[str, list[Edge]]
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
    of_graph = keeping(graph)
    if of_graph is None:
        there = neighbours(graph, node, kind, incoming=incoming)
        return [
            edge
            for edge in there
            if has(edge.attributes, standing) and has(graph.nodes[edge.source if incoming else edge.target], standing)
        ]
    key = ("edges that count", kind, standing, incoming)
    by_end: _ByEnd | None = of_graph.get(key)
    if by_end is None:
        by_end = of_graph[key] = _by_end(graph, kind, standing, incoming=incoming)
    return [*by_end.get(node, ())]


def _by_end(graph: Graph, kind: str, standing: Standing, *, incoming: bool) -> _ByEnd:
    """The edges of one type that count, by the node that they leave, or reach: asked so often that a projection is sorted out once."""
    there = _nodes(graph, standing)
    by_end: _ByEnd = {}
    with no_garbage_collection():
        for edge in edges_by_type(graph, kind):
            end, other = (edge.target, edge.source) if incoming else (edge.source, edge.target)
            if other in there and has(edge.attributes, standing):
                by_end.setdefault(end, []).append(edge)
    return by_end


def _nodes(graph: Graph, standing: Standing) -> frozenset[str]:
    """The nodes of a graph with one of these standings."""
    return kept(graph, ("standing", standing), lambda: frozenset(node for node, data in graph.nodes(data=True) if has(data, standing)))


def edges_of_type(graph: Graph, kind: str, standing: Standing = ACTUAL) -> Iterator[Edge]:
    """All edges of one type that have, with both their ends, one of these standings."""
    there = _nodes(graph, standing)
    for edge in edges_by_type(graph, kind):
        if edge.source in there and edge.target in there and has(edge.attributes, standing):
            yield edge
