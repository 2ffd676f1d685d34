"""Measures of structure that NetworkX takes many times as long for as igraph, which works them out in C.

Each gives what the function of that name in NetworkX gives (a test holds them together). igraph is imported late: it takes as long
as a small region takes all analyses.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, TypeVar

import networkx as nx

if TYPE_CHECKING:
    import igraph

Value = TypeVar("Value")


@dataclass(frozen=True)
class Structure:
    """An undirected graph whose measures are asked: its nodes, and the same graph in igraph, by their numbers."""

    nodes: Sequence[str]
    flat: igraph.Graph

    @classmethod
    def of(cls, ties: nx.Graph[str]) -> Structure:
        """The structure of a graph without loops."""
        import igraph

        numbers = {node: number for number, node in enumerate(ties)}
        return cls(list(numbers), igraph.Graph(len(numbers), [(numbers[first], numbers[second]) for first, second in ties.edges]))

    def degree(self) -> Mapping[str, int]:
        """The number of ties of each node."""
        return self._by_node(self.flat.degree())

    def betweenness(self, starts: int | None = None, seed: int | None = None) -> Mapping[str, float]:
        """The sum over pairs of other nodes of the share of their shortest paths that lead past a node (Freeman 1977).

        Parameters
        ----------
        starts
            From so many nodes, drawn by ``seed``, it is estimated (Brandes and Pich 2007), as NetworkX draws and scales them:
            a start counts no path from itself, and is scaled by one start less. None: from all, which is exact.
        seed
            For the draw.
        """
        size = len(self.nodes)
        if starts is None or starts >= size:
            return self._by_node(self.flat.betweenness())
        drawn = set(random.Random(seed).sample(range(size), starts))  # noqa: S311 - a sample, no secret
        partial = self.flat.betweenness(sources=sorted(drawn))
        return self._by_node(value * (size - 1) / (starts - (number in drawn)) for number, value in enumerate(partial))

    def constraint(self) -> Mapping[str, float]:
        """How far the contacts of each node know each other (Burt 1992); not a number for a node without ties."""
        return self._by_node(self.flat.constraint())

    def effective_size(self) -> Mapping[str, float]:
        """The contacts of each node less what these have of each other: ``n - 2t / n`` for n contacts, t ties among them (Borgatti 1997).

        By the share of pairs of contacts that are tied, of which ``n (n - 1) / 2`` there are. Not a number for a node without ties.
        """
        degrees, tied = self.flat.degree(), self.flat.transitivity_local_undirected(mode="zero")
        return self._by_node(n - (n - 1) * share if n else nan for n, share in zip(degrees, tied, strict=True))

    def articulation_points(self) -> set[str]:
        """The nodes without which their part of the graph falls apart."""
        return {self.nodes[number] for number in self.flat.articulation_points()}

    def blocks(self) -> Sequence[Sequence[str]]:
        """The largest parts that hold together without any one of their nodes (biconnected components); a node without ties is in none."""
        return [[self.nodes[number] for number in block] for block in self.flat.biconnected_components()]

    def _by_node(self, values: Iterable[Value]) -> dict[str, Value]:
        return dict(zip(self.nodes, values, strict=True))
