"""Measures of structure by igraph, from pairs of names, beside ours from the projection."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import isnan
from typing import Any

import igraph
import networkx as nx

from orggraph.analyses.interlocks import bodies_tied
from orggraph.analyses.key_persons import SEED, STARTS
from orggraph.graph import Graph
from orggraph.graph.seating import people_and_bodies, people_together
from orggraph.graph.structure import Structure

Pairs = Sequence[tuple[str, str]]
Pair = tuple[Callable[[], Any], Callable[[], Any]]


def measures(graph: Graph) -> Mapping[str, Pair]:
    """By name: ours on a graph of networkx that is there, and that of igraph on pairs of names, of which it makes its graph in its time."""
    seats, contacts, tied = people_and_bodies(graph), people_together(graph), bodies_tied(graph)
    seat_pairs, contact_pairs, tied_pairs = list(seats.edges), list(contacts.edges), list(tied.edges)
    starts = min(STARTS, len(seats))
    drawn = set(random.Random(SEED).sample(list(seats), starts))
    return {
        "only links (key_persons) beside igraph": (
            lambda: Structure.of(seats).articulation_points(),
            lambda: articulation_points(seat_pairs),
        ),
        "betweenness (key_persons) beside igraph": (
            lambda: Structure.of(seats).betweenness(starts, SEED),
            lambda: betweenness(seat_pairs, drawn),
        ),
        "constraint (key_persons) beside igraph": (
            lambda: {person: value for person, value in Structure.of(contacts).constraint().items() if not isnan(value)},
            lambda: of_each(contact_pairs, igraph.Graph.constraint),
        ),
        "core numbers (interlocks) beside igraph": (
            lambda: {body: core for body, core in nx.core_number(tied).items() if core},
            lambda: of_each(tied_pairs, igraph.Graph.coreness),
        ),
    }


def of_each(pairs: Pairs, measure: Callable[[igraph.Graph], Iterable[float]]) -> Mapping[str, float]:
    """A measure of every node by its name."""
    network = igraph.Graph.TupleList(pairs)
    return dict(zip(network.vs["name"], measure(network), strict=True))


def articulation_points(pairs: Pairs) -> set[str]:
    """The names of the articulation points."""
    network = igraph.Graph.TupleList(pairs)
    return set(network.vs[network.articulation_points()]["name"])


def betweenness(pairs: Pairs, starts: set[str]) -> Mapping[str, float]:
    """Estimated from the paths that begin at some nodes; these count no path from themselves."""
    network = igraph.Graph.TupleList(pairs)
    names, size = network.vs["name"], network.vcount()
    partial = network.betweenness(sources=[number for number, name in enumerate(names) if name in starts])
    return {name: value * (size - 1) / (len(starts) - (name in starts)) for name, value in zip(names, partial, strict=True)}


def strong_components(pairs: Iterable[tuple[str, str]]) -> Iterable[frozenset[str]]:
    """The groups of more than one node that lead to each other."""
    network = igraph.Graph.TupleList(pairs, directed=True)
    names = network.vs["name"] if network.vcount() else []
    return (frozenset(names[number] for number in group) for group in network.connected_components(mode="strong") if len(group) > 1)
