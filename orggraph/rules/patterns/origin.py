"""From which municipal office members come: fires where it is known, and is one that does not fit the board."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from orggraph.graph import reading
from orggraph.graph.reading import Office, OfficeKind, Seat
from orggraph.i18n import N, T
from orggraph.model.terms import BodyKind
from orggraph.rules import people
from orggraph.rules.applying import Hit, Pattern, Scope
from orggraph.rules.schema import Rule


class Params(BaseModel):
    """Offices that fit a seat in bodies of a kind, and offices that do not; a member with one that fits is not looked at."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    body: BodyKind
    fits: tuple[OfficeKind, ...] = ()
    out: Annotated[tuple[OfficeKind, ...], Field(min_length=1)]
    of_councils: bool = Field(False, description="Only bodies that councils propose or appoint")


def origin(scope: Scope, params: Params, _rule: Rule) -> Iterator[Hit]:
    """One hit for each body, with the members whose office does not fit."""
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


PATTERN = Pattern("origin", Params, "arrangement", origin)
