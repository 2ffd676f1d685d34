"""The routes of a region: their steps in order, who acts in each, what follows on what, and who owns what travels them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from orggraph.graph import Graph
from orggraph.graph.edges import Edge
from orggraph.graph.kept import kept
from orggraph.graph.standing import ACTUAL, NOT_FORMER, edges, has
from orggraph.model.terms import BodyKind, StepAction, Tier

DECIDES = frozenset({StepAction.DECIDE.value, StepAction.RATIFY.value})
"""What is done in a step that decides."""
_TIERS = [tier.value for tier in Tier]


@dataclass(frozen=True)
class Stop:
    """A step on a route. What is former is left out; what is proposed or still to be decided is in it, with its standing."""

    step: str
    number: int
    """Its place as the source draws it, or, where it gives none, its place among the steps."""
    edge: Edge
    """By which the route has it."""
    at: tuple[Edge, ...]
    """Who acts in it: to bodies, posts and organizations."""
    tiers: tuple[str, ...]
    """The layers of who acts, from political to delivery; an empty text for who has none, and where nobody is named."""
    involves: tuple[Edge, ...]
    addressed: tuple[Edge, ...]
    next: tuple[Edge, ...]
    """To the steps of this route that come after it."""
    action: str
    """What is done in it."""
    decides: bool
    settled: bool
    """Whether it is so, and neither proposed nor still to be decided."""


@dataclass(frozen=True)
class Purpose:
    """A product, decision, topic or arrangement for which a route is, with who owns it and who adopts or takes it."""

    node: str
    edge: Edge
    owners: tuple[Edge, ...]
    adopters: tuple[Edge, ...]


@dataclass(frozen=True)
class Course:
    """A route with its steps in order."""

    route: str
    stops: tuple[Stop, ...]
    of: tuple[Edge, ...]
    """To the cooperation or arrangement whose route it is."""
    purposes: tuple[Purpose, ...]


def courses(graph: Graph) -> list[Course]:
    """The routes that a projection holds, by name; those without a step too.

    Parameters
    ----------
    graph
        The projection of a region on a day.
    """
    return list(kept(graph, ("courses",), lambda: _courses(graph)))


def _courses(graph: Graph) -> list[Course]:
    routes = [node for node, attributes in graph.nodes(data=True) if attributes["label"] == "Route" and has(attributes, NOT_FORMER)]
    return [_course(graph, route) for route in sorted(routes, key=lambda route: (str(graph.nodes[route]["name"]).casefold(), route))]


def _course(graph: Graph, route: str) -> Course:
    held = edges(graph, route, "HAS_STEP", NOT_FORMER)
    held.sort(key=lambda edge: (graph.nodes[edge.target].get("number") or 0, edge.target))
    steps = frozenset(edge.target for edge in held)
    stops = tuple(_stop(graph, edge, i, steps) for i, edge in enumerate(held, 1))
    return Course(route, stops, tuple(edges(graph, route, "ROUTE_OF", NOT_FORMER)), _purposes(graph, route))


def _stop(graph: Graph, edge: Edge, i: int, steps: frozenset[str]) -> Stop:
    step, attributes = edge.target, graph.nodes[edge.target]
    at = tuple(edges(graph, step, "AT", NOT_FORMER))
    named = {_tier(graph, place.target) for place in at} or {""}
    after = [way for way in edges(graph, step, "NEXT", NOT_FORMER) if way.target in steps]
    return Stop(
        step=step,
        number=attributes.get("number") or i,
        edge=edge,
        at=at,
        tiers=tuple(tier for tier in (*_TIERS, "") if tier in named),
        involves=tuple(edges(graph, step, "INVOLVES", NOT_FORMER)),
        addressed=tuple(edges(graph, step, "ADDRESSED_TO", NOT_FORMER)),
        next=tuple(sorted(after, key=lambda way: (graph.nodes[way.target].get("number") or 0, way.target, way.id))),
        action=str(attributes.get("action") or ""),
        decides=attributes.get("action") in DECIDES,
        settled=_settled(attributes) and _settled(edge.attributes),
    )


def _settled(attributes: Any) -> bool:
    return has(attributes, ACTUAL) and not attributes.get("open")


def _tier(graph: Graph, place: str) -> str:
    """The layer of a body, or of the first body in which a post stands."""
    bodies = [edge.target for edge in edges(graph, place, "IN", NOT_FORMER)]
    return next((graph.nodes[node]["tier"] for node in (place, *bodies) if graph.nodes[node].get("tier") in _TIERS), "")


def _purposes(graph: Graph, route: str) -> tuple[Purpose, ...]:
    by_route = [(edge.target, edge) for edge in edges(graph, route, "ROUTE_FOR", NOT_FORMER)]
    by_decision = [(edge.source, edge) for edge in edges(graph, route, "FOLLOWS", NOT_FORMER, incoming=True)]
    return tuple(
        Purpose(
            node,
            edge,
            tuple(edges(graph, node, "OWNED_BY", NOT_FORMER)),
            tuple(way for kind in ("ADOPTED_BY", "TAKEN_BY") for way in edges(graph, node, kind, NOT_FORMER)),
        )
        for node, edge in {node: (node, edge) for node, edge in (*by_route, *by_decision)}.values()
    )


def council_first(graph: Graph, route: str) -> bool:
    """Whether a council acts in a step of a route that comes before the first in which is decided, by the numbers of the steps."""
    steps = [edge.target for edge in edges(graph, route, "HAS_STEP", NOT_FORMER)]
    decides = [_place(graph, step) for step in steps if graph.nodes[step].get("action") in DECIDES]
    first = min(decides, default=None)
    return any(
        (first is None or _place(graph, step) < first)
        and any(graph.nodes[edge.target].get("kind") == BodyKind.COUNCIL for edge in edges(graph, step, "AT", NOT_FORMER))
        for step in steps
    )


def _place(graph: Graph, step: str) -> int:
    return int(graph.nodes[step].get("number") or 0)
