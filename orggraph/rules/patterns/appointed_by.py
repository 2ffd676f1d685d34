"""Who fills a seat: fires where another than the one entitled appoints, or where nobody is said to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict

from orggraph.graph import reading
from orggraph.graph.edges import Edge
from orggraph.graph.reading import Seat
from orggraph.i18n import N, T, Text
from orggraph.model.terms import BodyKind, Capacity
from orggraph.rules.applying import Hit, Pattern, Scope
from orggraph.rules.schema import Rule


class Params(BaseModel):
    """The seats (in bodies of a kind, in some capacities: none given means all members), and who fills them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    seats: BodyKind
    capacities: tuple[Capacity, ...] = ()
    by: BodyKind | Literal["own_council"]


def appointed_by(scope: Scope, params: Params, _rule: Rule) -> Iterator[Hit]:
    """One hit for each body: of seats that another fills; where there is none, of seats of which nobody says who does."""
    for body in scope.bodies(params.seats):
        seats = [one for one in reading.seats(scope.graph, body) if not params.capacities or one.capacity in params.capacities]
        made = {seat.post: reading.into(scope.graph, seat.post, "APPOINTS") for seat in seats}
        others = [seat for seat in seats if made[seat.post] and not any(_entitled(scope, params, seat, edge) for edge in made[seat.post])]
        silent = [seat for seat in seats if not made[seat.post]]
        if others:
            edges = tuple(edge for seat in others for edge in (seat.edge, *made[seat.post]))
            said = N(
                "{n} of {m} seats in {body} is filled by another than {whom}: {names}.",
                "{n} of {m} seats in {body} are filled by another than {whom}: {names}.",
                len(others), m=len(seats), body=scope.name(body), whom=_whom(params), names=[scope.name(seat.post) for seat in others],
            )  # fmt: skip
            yield Hit((body,), said, edges, value=len(others), denominator=len(seats), unit="seats", certain=scope.certain(*edges))
        elif silent:
            said = T("For {n} of {m} seats in {body} the data do not say that {whom} fills them.", n=len(silent), m=len(seats),
                     body=scope.name(body), whom=_whom(params))  # fmt: skip
            edges = tuple(seat.edge for seat in silent)
            yield Hit((body,), said, edges, value=len(silent), denominator=len(seats), unit="seats", absent=True)


def _entitled(scope: Scope, params: Params, seat: Seat, made: Edge) -> bool:
    """Whether who appoints may be the one entitled: of the kind that is, and not known to be another municipality's."""
    kind = scope.graph.nodes[made.source].get("kind")
    if params.by != "own_council":
        return bool(kind == params.by)
    own, theirs = reading.municipality_of(scope.graph, seat.post), reading.organization_of(scope.graph, made.source)
    return kind == "council" and (made.source in scope.councils.get(own or "", ()) or None in {own, theirs} or own == theirs)


def _whom(params: Params) -> Text:
    return T("the own council") if params.by == "own_council" else T("the {body}", body=BodyKind(params.by).names)


PATTERN = Pattern("appointed_by", Params, "arrangement", appointed_by)
