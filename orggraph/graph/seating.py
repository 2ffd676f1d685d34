"""Who sits in which body: people and bodies as a graph of their own, from which ties between people and between bodies follow.

A person sits in a body by holding a post that is a seat in it, in whatever capacity. Linear in those edges.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import combinations
from typing import NamedTuple

import networkx as nx

from orggraph.graph.edges import Edge
from orggraph.graph.kept import kept
from orggraph.graph.projection import Graph
from orggraph.graph.standing import edges, edges_of_type
from orggraph.graph.structure import Structure


class Seating(NamedTuple):
    """That a person sits in a body, and the two edges that say so."""

    person: str
    body: str
    edges: tuple[Edge, Edge]


def seatings(graph: Graph) -> tuple[Seating, ...]:
    """Each seat that somebody is known to hold in a body; of a projection gathered once."""
    return kept(graph, ("seatings",), lambda: _seatings(graph))


def _seatings(graph: Graph) -> tuple[Seating, ...]:
    return tuple(
        Seating(holding.source, seat.target, (holding, seat))
        for holding in edges_of_type(graph, "HOLDS")
        for seat in edges(graph, holding.target, "IN")
        if graph.nodes[seat.target]["label"] == "Body"
    )


def people_in(graph: Graph) -> Mapping[str, frozenset[str]]:
    """The people that are known to sit in each body; a body of which nobody is known is absent."""
    people: dict[str, set[str]] = defaultdict(set)
    for seating in seatings(graph):
        people[seating.body].add(seating.person)
    return {body: frozenset(there) for body, there in people.items()}


def people_and_bodies(graph: Graph) -> nx.Graph[str]:
    """People and the bodies in which they sit, tied once for each pair; a graph in two parts."""
    return nx.Graph((seating.person, seating.body) for seating in seatings(graph))


def structure_of_seats(graph: Graph) -> Structure:
    """The structure of :func:`people_and_bodies`; of a projection made once."""
    return kept(graph, ("structure of seats",), lambda: Structure.of(people_and_bodies(graph)))


def people_together(graph: Graph) -> nx.Graph[str]:
    """People, tied where they sit in one body together. Quadratic in the members of a body."""
    ties: nx.Graph[str] = nx.Graph()
    for people in people_in(graph).values():
        ties.add_nodes_from(people)
        ties.add_edges_from(combinations(sorted(people), 2))
    return ties


def shared_people(graph: Graph) -> Mapping[tuple[str, str], int]:
    """How many people two bodies share, for each pair that shares any; the smaller id first. Quadratic in the bodies of a person."""
    bodies: dict[str, set[str]] = defaultdict(set)
    for seating in seatings(graph):
        bodies[seating.person].add(seating.body)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for there in bodies.values():
        for pair in combinations(sorted(there), 2):
            shared[pair] += 1
    return shared
