"""What is worked out once of a graph, and kept as long as the graph is."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import networkx as nx

from orggraph.graph.projection import Graph

T = TypeVar("T")
_NAME = "_orggraph_kept"


class Keeping(dict[tuple[Hashable, ...], Any]):
    """What is kept of one graph, by key. It lives in the graph itself, and goes into no file and no deep copy."""

    def __reduce__(self) -> tuple[type[Keeping], tuple[()]]:
        """An empty one: what is kept can be worked out again, and may hold what cannot be written."""
        return Keeping, ()


def keeping(graph: Graph) -> Keeping | None:
    """What is kept of a graph; None where it can still be changed, so that nothing that is kept could be trusted."""
    of_graph: Keeping | None = graph.__dict__.get(_NAME)
    if of_graph is None and nx.is_frozen(graph):
        of_graph = graph.__dict__[_NAME] = Keeping()
    return of_graph


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
    of_graph = keeping(graph)
    if of_graph is None:
        return make()
    if key not in of_graph:
        of_graph[key] = make()
    answer: T = of_graph[key]
    return answer
