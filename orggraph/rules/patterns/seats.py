"""The seats of a board: from which office their holders come, who appoints them, and whether that office has ended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from orggraph.graph import reading
from orggraph.graph.edges import Edge
from orggraph.graph.reading import Office, OfficeKind, Seat
from orggraph.i18n import N, T, Text
from orggraph.model.terms import BodyKind, Capacity
from orggraph.rules import people
from orggraph.rules.schema import Rule
from orggraph.rules.scope import Hit, Pattern, Scope


class OriginParams(BaseModel):
    """Offices that fit a seat in bodies of a kind, and offices that do not; a member with one that fits is not looked at."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    body: BodyKind
    fits: tuple[OfficeKind, ...] = ()
    out: Annotated[tuple[OfficeKind, ...], Field(min_length=1)]
    of_councils: bool = Field(False, description="Only bodies that councils propose or appoint")


def origin(scope: Scope, params: OriginParams, _rule: Rule) -> Iterator[Hit]:
    """From which municipal office members come: fires where it is known, and is one that does not fit the board.

    One hit for each body, with the members whose office does not fit.
    """
    for body in scope.bodies(params.body):
        if params.of_councils and not scope.proposed_by_councils(body):
            continue
        seats = reading.seats(scope.graph, body)
        found: list[tuple[Seat, Office]] = []
        for seat in seats:
            offices = reading.origins(scope.graph, seat.post)
            if offices and not any(one.kind in params.fits for one in offices):
                found += [(seat, one) for one in offices if one.kind in params.out][:1]
        if found:
            names = [T("{name} ({office})", name=scope.name(seat.post), office=people.OFFICES[one.kind]) for seat, one in found]
            edges = tuple(edge for seat, one in found for edge in (seat.edge, *one.edges))
            said = N(
                "Of {m} seats in {body}, {n} goes with an office that does not fit here: {names}.",
                "Of {m} seats in {body}, {n} go with an office that does not fit here: {names}.",
                len(found), m=len(seats), body=scope.name(body), names=names,
            )  # fmt: skip
            yield Hit((body,), said, edges, value=len(found), denominator=len(seats), unit="seats", certain=scope.certain(*edges))


ORIGIN = Pattern("origin", OriginParams, "arrangement", origin)


class AppointedByParams(BaseModel):
    """The seats (in bodies of a kind, in some capacities: none given means all members), and who fills them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    seats: BodyKind
    capacities: tuple[Capacity, ...] = ()
    by: BodyKind | Literal["own_council"]


def appointed_by(scope: Scope, params: AppointedByParams, _rule: Rule) -> Iterator[Hit]:
    """Who fills a seat: fires where another than the one entitled appoints, or where nobody is said to.

    One hit for each body: of seats that another fills; where there is none, of seats of which nobody says who does.
    """
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


def _entitled(scope: Scope, params: AppointedByParams, seat: Seat, made: Edge) -> bool:
    """Whether who appoints may be the one entitled: of the kind that is, and not known to be another municipality's."""
    kind = scope.graph.nodes[made.source].get("kind")
    if params.by != "own_council":
        return bool(kind == params.by)
    own, theirs = reading.municipality_of(scope.graph, seat.post), reading.organization_of(scope.graph, made.source)
    return kind == "council" and (made.source in scope.councils.get(own or "", ()) or None in {own, theirs} or own == theirs)


def _whom(params: AppointedByParams) -> Text:
    return T("the own council") if params.by == "own_council" else T("the {body}", body=BodyKind(params.by).names)


APPOINTED_BY = Pattern("appointed_by", AppointedByParams, "arrangement", appointed_by)


class BaseOfficeEndedParams(BaseModel):
    """The kind of body whose seats depend on an office."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    body: BodyKind
    of_councils: bool = Field(False, description="Only bodies that councils propose or appoint")


def base_office_ended(scope: Scope, params: BaseOfficeEndedParams, _rule: Rule) -> Iterator[Hit]:
    """Seats that outlive the office they depend on: fires where that office has certainly passed to somebody else.

    One hit for each body, with the seats whose holder no longer has the office behind it.
    """
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


BASE_OFFICE_ENDED = Pattern("base_office_ended", BaseOfficeEndedParams, "arrangement", base_office_ended)
