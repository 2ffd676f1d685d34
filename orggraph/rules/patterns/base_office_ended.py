"""Seats that outlive the office they depend on: fires where that office has certainly passed to somebody else."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict, Field

from orggraph.graph import reading
from orggraph.graph.edges import Edge
from orggraph.graph.reading import Seat
from orggraph.i18n import N
from orggraph.model.terms import BodyKind
from orggraph.rules.applying import Hit, Pattern, Scope
from orggraph.rules.schema import Rule


class Params(BaseModel):
    """The kind of body whose seats depend on an office."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    body: BodyKind
    of_councils: bool = Field(False, description="Only bodies that councils propose or appoint")


def base_office_ended(scope: Scope, params: Params, _rule: Rule) -> Iterator[Hit]:
    """One hit for each body, with the seats whose holder no longer has the office behind it."""
    for body in scope.bodies(params.body):
        if params.of_councils and not scope.proposed_by_councils(body):
            continue
        seats = reading.seats(scope.graph, body)
        found = [(seat, edges) for seat in seats if (edges := _passed(scope, seat))]
        if found:
            edges = tuple(edge for _, some in found for edge in some)
            said = N(
                "In {body} {n} of {m} seats is held by somebody whose office behind the seat now has another holder: {names}.",
                "In {body} {n} of {m} seats are held by somebody whose office behind the seat now has another holder: {names}.",
                len(found), m=len(seats), body=scope.name(body), names=[scope.name(seat.post) for seat, _ in found],
            )  # fmt: skip
            certain = scope.certain(*edges) and not any(edge.attributes.get("acting") for edge in edges)
            yield Hit((body,), said, edges, value=len(found), denominator=len(seats), unit="seats", certain=certain)


def _passed(scope: Scope, seat: Seat) -> tuple[Edge, ...]:
    """The facts by which the office behind a seat is another's: who holds the seat, what it depends on, who holds that."""
    for holding in reading.holders(scope.graph, seat.post):
        own = reading.municipality_of(scope.graph, seat.post)
        if any(one.organization == own for one in reading.offices(scope.graph, holding.source)):
            continue  # another office in the same municipality may carry the seat as well
        for base in reading.into(scope.graph, seat.post, "QUALIFIES_FOR"):
            others = reading.holders(scope.graph, base.source)
            if others and reading.count(scope.graph, [base.source]) == 1 and holding.source not in {one.source for one in others}:
                return (holding, base, *others)
    return ()


PATTERN = Pattern("base_office_ended", Params, "arrangement", base_office_ended)
