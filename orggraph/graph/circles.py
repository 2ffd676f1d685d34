"""Ways along relationships that come back where they began."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import networkx as nx

from orggraph.graph.edges import Edge


class Circle(NamedTuple):
    """Nodes that lead to each other."""

    nodes: tuple[str, ...]
    edges: tuple[Edge, ...]
    """Every edge between them."""
    turn: tuple[Edge, ...]
    """The edges of one way round, from the first node by id and back; of two between the same nodes both are in it."""

    @property
    def way(self) -> tuple[str, ...]:
        """The nodes of that way, in its order."""
        return tuple(dict.fromkeys(edge.source for edge in self.turn))


def circles(edges: Iterable[Edge]) -> Iterator[Circle]:
    """Each group of nodes that these edges lead round, once, by the first node of each.

    A group is a strongly connected component with an edge in it: linear in the edges. Of several ways round one is given.
    """
    by_ends: defaultdict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in edges:
        by_ends[edge.source, edge.target].append(edge)
    starts, ends = {start for start, _ in by_ends}, {end for _, end in by_ends}
    # What nothing leads to, or what leads to nothing, is in no circle: most records.
    ways: nx.DiGraph[str] = nx.DiGraph([(start, end) for start, end in by_ends if start in ends and end in starts])
    groups = (group for group in nx.strongly_connected_components(ways) if len(group) > 1 or ways.has_edge(min(group), min(group)))
    for group in sorted(groups, key=min):
        inside = ways.subgraph(group)
        turn = [(start, end) for start, end, *_ in nx.find_cycle(inside, min(group))]
        yield Circle(
            tuple(sorted(group)),
            tuple(edge for pair in sorted(inside.edges) for edge in by_ends[pair]),
            tuple(edge for pair in turn for edge in by_ends[pair]),
        )
