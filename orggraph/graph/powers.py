"""With which power a body, organization or post decides: its own, transferred, granted, or none that is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from orggraph.graph import standing
from orggraph.graph.datasets import by_dataset
from orggraph.graph.edges import Edge
from orggraph.graph.projection import Graph

Power = Literal["own", "transferred", "granted", "unknown", "none", "untaken"]
"""``untaken``: nobody who takes it is named; ``unknown``: whether powers were transferred is not said."""
LOCAL = frozenset({"council", "college"})
BOARDS = frozenset({"general_board", "executive_board", "regional_council"})
"""Kinds of body to which an arrangement may transfer powers."""
AUTHORITIES = frozenset({"municipality", "province", "water_board", "national_government"})
WITHOUT_POWERS = frozenset({"covenant", "light_arrangement"})
"""Forms to which no powers can be transferred."""
HAS_POWER: frozenset[Power] = frozenset({"own", "transferred", "granted"})


def power_of(graph: Graph, taker: str, only: str | None) -> tuple[Power, tuple[Edge, ...]]:
    """The power with which somebody decides, and the edges that say so.

    Parameters
    ----------
    taker
        A body, organization, post or person.
    only
        The arrangement that holds where none is stated: that of a dataset with one and no more (:func:`only_arrangements`).
    """
    attributes = graph.nodes[taker]
    if is_local(graph, taker) or (attributes["label"] == "Organization" and attributes.get("kind") in AUTHORITIES):
        return "own", ()
    granted = _granted(graph, taker)
    if granted:
        return "granted", granted
    if attributes["label"] == "Body" and attributes.get("kind") not in BOARDS:
        return "none", ()
    arrangements, edges = _arrangements(graph, taker)
    if not arrangements and only:
        arrangements = [only]
    answers = {_transfers(graph.nodes[arrangement]) for arrangement in arrangements}
    if True in answers:
        return "transferred", edges
    return ("none" if answers == {False} else "unknown"), edges


def _transfers(arrangement: Mapping[str, object]) -> bool | None:
    stated = arrangement.get("powers_transferred")
    if isinstance(stated, bool):
        return stated
    return False if arrangement.get("form") in WITHOUT_POWERS else None


def _granted(graph: Graph, taker: str) -> tuple[Edge, ...]:
    """By which a mandate was given to a body or to one of its posts."""
    seats = standing.edges(graph, taker, "IN", standing.PLACES, incoming=True)
    ways: list[tuple[Edge, ...]] = [(edge,) for edge in standing.edges(graph, taker, "GRANTED_TO", incoming=True)]
    ways += [(edge, seat) for seat in seats for edge in standing.edges(graph, seat.source, "GRANTED_TO", incoming=True)]
    return ways[0] if ways else ()


def _arrangements(graph: Graph, taker: str) -> tuple[list[str], tuple[Edge, ...]]:
    """The arrangements that a body is under by what it is part of."""
    forms: list[str] = []
    edges: list[Edge] = []
    seen, ahead = {taker}, [taker]
    while ahead:
        here = ahead.pop()
        for edge in [tie for kind in ("PART_OF", "GOVERNED_BY") for tie in standing.edges(graph, here, kind, standing.NOT_FORMER)]:
            if edge.target not in seen and (standing.has(edge.attributes, standing.ACTUAL) or edge.attributes["type"] == "PART_OF"):
                seen.add(edge.target)
                edges.append(edge)
                ahead.append(edge.target)
                if graph.nodes[edge.target]["label"] == "Arrangement":
                    forms.append(edge.target)
    return forms, tuple(edges)


def only_arrangements(graph: Graph) -> dict[str, str]:
    """The actual arrangement of each dataset that has one and no more."""
    actual = {
        dataset: [node for node in nodes if standing.has(graph.nodes[node], standing.ACTUAL)]
        for dataset, nodes in by_dataset(graph, "Arrangement").items()
    }
    return {dataset: nodes[0] for dataset, nodes in actual.items() if len(nodes) == 1}


def is_local(graph: Graph, node: str) -> bool:
    """Whether a body is a council or college, or an organization a municipality."""
    attributes = graph.nodes[node]
    return attributes.get("kind") in (LOCAL if attributes["label"] == "Body" else {"municipality"})
