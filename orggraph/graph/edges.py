"""Edges of a projection by type: one pass over the graph, kept for as long as the graph lives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from orggraph.graph.projection import Graph


class Edge(NamedTuple):
    """One edge of a projection."""

    source: str
    target: str
    id: str
    attributes: Mapping[str, Any]


_INDEX: WeakKeyDictionary[Graph, dict[str, list[Edge]]] = WeakKeyDictionary()


def edges_by_type(graph: Graph, *types: str) -> list[Edge]:
    """All edges of the given types, in the order of the graph. The graph is indexed at the first call."""
    index = _INDEX.get(graph)
    if index is None:
        index = defaultdict(list)
        for source, target, key, attributes in graph.edges(keys=True, data=True):
            index[attributes["type"]].append(Edge(source, target, key, attributes))
        _INDEX[graph] = index
    return [edge for kind in types for edge in index.get(kind, ())]


def neighbours(graph: Graph, node: str, kind: str, *, incoming: bool = False) -> Iterator[Edge]:
    """The edges of one type that leave a node, or that reach it."""
    if incoming:
        for source, _, key, attributes in graph.in_edges(node, keys=True, data=True):
            if attributes["type"] == kind:
                yield Edge(source, node, key, attributes)
    else:
        for _, target, key, attributes in graph.out_edges(node, keys=True, data=True):
            if attributes["type"] == kind:
                yield Edge(node, target, key, attributes)
