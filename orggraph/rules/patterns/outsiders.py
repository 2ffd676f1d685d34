"""Members of one board who do not sit on another: fires where they are more than a share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from orggraph.graph import reading
from orggraph.graph.reading import Seat
from orggraph.i18n import N
from orggraph.model.terms import BodyKind, Capacity
from orggraph.rules.applying import Hit, Pattern, Scope
from orggraph.rules.schema import Rule


class Params(BaseModel):
    """The seats (in bodies of a kind, in some capacities: none given means all members), the other board, the most."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    seats: BodyKind
    capacities: tuple[Capacity, ...] = ()
    board: BodyKind
    most: Annotated[float, Field(ge=0, lt=1)] = Field(0, description="Share of the seats that may be held from outside")


def outsiders(scope: Scope, params: Params, _rule: Rule) -> Iterator[Hit]:
    """One hit for each body with more members from outside than the share."""
    inside = {seat.post for board in scope.bodies(params.board) for seat in reading.seats(scope.graph, board)}
    if not inside:
        return
    for body in scope.bodies(params.seats):
        seats = [one for one in reading.seats(scope.graph, body) if not params.capacities or one.capacity in params.capacities]
        outside = [seat for seat in seats if _is_outside(scope, seat, inside)]
        if len(outside) > params.most * len(seats):
            edges = tuple(edge for seat in outside for edge in (seat.edge, *reading.holders(scope.graph, seat.post)))
            said = N(
                "{n} of {m} seats in {body} is held by somebody from outside {board}: {names}.",
                "{n} of {m} seats in {body} are held by people from outside {board}: {names}.",
                len(outside), m=len(seats), body=scope.name(body), board=params.board.names,
                names=[scope.name(seat.post) for seat in outside],
            )  # fmt: skip
            yield Hit((body,), said, edges, value=len(outside), denominator=len(seats), unit="seats", absent=True)


def _is_outside(scope: Scope, seat: Seat, inside: set[str]) -> bool:
    """Whether a seat has holders, none of whom sits on the board, and no seat on the board brings it."""
    held = reading.holders(scope.graph, seat.post)
    brought = any(edge.source in inside for edge in reading.into(scope.graph, seat.post, "QUALIFIES_FOR"))
    sits = any(edge.target in inside for one in held for edge in reading.posts_of(scope.graph, one.source))
    return bool(held) and not brought and not sits


PATTERN = Pattern("outsiders", Params, "arrangement", outsiders)
