"""What is worked out once of a graph, and kept as long as the graph is."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import networkx as nx

from orggraph.graph.projection import Graph

T = TypeVar("T")
_KEPT: WeakKeyDictionary[Graph, dict[tuple[Hashable, ...], Any]] = WeakKeyDictionary()


def kept(graph: Graph, key: tuple[Hashable, ...], make: Callable[[], T]) -> T:
    """What ``make`` gave at the first call with this graph and key; of a graph that can still be changed, what it gives now.

    Parameters
    ----------
    graph
        What it is worked out of; with the graph goes what is kept of it.
    key
        What tells it apart: the name of who asks, and the parameters.
    make
        Works it out.
    """
    if not nx.is_frozen(graph):
        return make()
    of_graph = _KEPT.get(graph)
    if of_graph is None:
        of_graph = _KEPT[graph] = {}
    if key not in of_graph:
        of_graph[key] = make()
    answer: T = of_graph[key]
    return answer
