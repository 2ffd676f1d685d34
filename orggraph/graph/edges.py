"""Edges of a projection by type: one pass over the graph, kept for as long as the graph lives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import networkx as nx

from orggraph.garbage import no_garbage_collection
from orggraph.graph.kept import kept
from orggraph.graph.projection import Graph


class Edge(NamedTuple):
    """One edge of a projection."""

    source: str
    target: str
    id: str
    attributes: Mapping[str, Any]


def edges_by_type(graph: Graph, *types: str) -> list[Edge]:
    """All edges of the given types, in the order of the graph. The graph is indexed at the first call."""
    index = kept(graph, ("edges by type",), lambda: _index(graph))
    return [edge for kind in types for edge in index.get(kind, ())]


def _index(graph: Graph) -> dict[str, list[Edge]]:
    index: dict[str, list[Edge]] = defaultdict(list)
    with no_garbage_collection():
        for source, target, key, attributes in graph.edges(keys=True, data=True):
            index[attributes["type"]].append(Edge(source, target, key, attributes))
    return index


def adjacency(graph: Graph, kind: str, *, incoming: bool = False) -> Mapping[str, Sequence[Edge]]:
    """The edges of one type by the node that they leave, or reach. Made from the index at the first call, and kept."""
    return kept(graph, ("adjacency", kind, incoming), lambda: _by_end(graph, kind, incoming=incoming))


def _by_end(graph: Graph, kind: str, *, incoming: bool) -> dict[str, list[Edge]]:
    by_end: dict[str, list[Edge]] = defaultdict(list)
    with no_garbage_collection():
        for edge in edges_by_type(graph, kind):
            by_end[edge.target if incoming else edge.source].append(edge)
    return dict(by_end)


def neighbours(graph: Graph, node: str, kind: str, *, incoming: bool = False) -> Iterator[Edge]:
    """The edges of one type that leave a node, or that reach it."""
    if nx.is_frozen(graph):  # a projection; in a graph that may still change nothing kept can be trusted
        yield from adjacency(graph, kind, incoming=incoming).get(node, ())
    elif incoming:
        for source, _, key, attributes in graph.in_edges(node, keys=True, data=True):
            if attributes["type"] == kind:
                yield Edge(source, node, key, attributes)
    else:
        for _, target, key, attributes in graph.out_edges(node, keys=True, data=True):
            if attributes["type"] == kind:
                yield Edge(node, target, key, attributes)
