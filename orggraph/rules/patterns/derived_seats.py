"""Seats that depend on the office of alderman, when a new college is coming."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from pydantic import BaseModel, ConfigDict, Field

from orggraph.graph import reading
from orggraph.graph.edges import Edge
from orggraph.i18n import N
from orggraph.rules import authority, people
from orggraph.rules.schema import Rule
from orggraph.rules.scope import Hit, Pattern, Scope


class Params(BaseModel):
    """How long before polling day it is worth saying."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    days_before: int = Field(92, ge=0)


def _run(scope: Scope, params: Params, _rule: Rule) -> Iterator[Hit]:
    nodes = scope.graph.nodes
    for college in nodes:
        attributes = nodes[college]
        if attributes.get("kind") != "college" or attributes["dataset"] != scope.dataset or not reading.live(attributes):
            continue
        organization = reading.organization_of(scope.graph, college)
        polling = _coming(scope, params, organization, college) if organization else None
        if polling is None or organization is None:
            continue
        seats = _depending(scope, organization, college)
        if not seats:
            continue
        said = N(
            "Polling day in {municipality}: {date}. When the new aldermen accept, {n} seat that depends on their office opens: {names}.",
            "Polling day in {municipality}: {date}. When the new aldermen accept, {n} seats that depend on their office open: {names}.",
            len(seats), municipality=scope.name(organization), date=polling.day.isoformat(),
            names=authority.names(scope.graph, list(seats)),
        )  # fmt: skip
        edges = (polling.edge, *(edge for way in seats.values() for edge in way))
        yield Hit((college,), said, edges=edges, nodes=tuple(seats), object=polling.meeting, value=len(seats), unit="seats")


def _coming(scope: Scope, params: Params, organization: str, college: str) -> people.Polling | None:
    """The polling day after which the college has not been renewed yet: lately past, or near."""
    councils = reading.bodies_of(scope.graph, organization, "council")
    days = [one for council in councils for one in people.polling_days(scope, council)]
    near = [one for one in days if scope.on < one.day <= scope.on + timedelta(days=params.days_before)]
    if near:
        return near[0]
    past = people.latest_polling(scope, councils)
    if past is None or scope.on - past.day > timedelta(days=365) or people.renewed(people.aldermen(scope, college), past.day):
        return None
    return past


def _depending(scope: Scope, organization: str, college: str) -> dict[str, tuple[Edge, ...]]:
    """Seats elsewhere that depend on posts of alderman: by what is stated, or held by an alderman for the municipality."""
    found: dict[str, tuple[Edge, ...]] = {}
    for seat in reading.seats(scope.graph, college):
        if seat.capacity == "chair":
            continue
        for edge in reading.out(scope.graph, seat.post, "QUALIFIES_FOR"):
            found.setdefault(edge.target, (edge,))
    for holding in people.aldermen(scope, college):
        for other in reading.posts_of(scope.graph, holding.source):
            for speaks in reading.out(scope.graph, other.target, "ON_BEHALF_OF"):
                if speaks.target == organization and reading.office(scope.graph, other.target) is None:
                    found.setdefault(other.target, (holding, other, speaks))
    return found


PATTERN = Pattern("derived_seats", Params, "dataset", _run)
