"""The boards of a cooperation: which there are, how large, chaired by whom, of whom made up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from orggraph.errors import Misfit
from orggraph.graph import reading
from orggraph.graph.edges import Edge
from orggraph.graph.reading import Seat
from orggraph.i18n import N, T, Text
from orggraph.model.terms import BodyKind, Capacity, Severity
from orggraph.rules.schema import Rule
from orggraph.rules.scope import Hit, Pattern, Scope


class BodiesPresentParams(BaseModel):
    """The kinds of body that there must be, and those of them that have a chair."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kinds: Annotated[tuple[BodyKind, ...], Field(min_length=1)]
    chaired: tuple[BodyKind, ...] = ()


def bodies_present(scope: Scope, params: BodiesPresentParams, _rule: Rule) -> Iterator[Hit]:
    """Bodies that a legal form has: fires where one of them, or who chairs it, is not in the data.

    One hit for an arrangement, with everything that was looked for and not found.
    """
    missing: list[Text] = [T("{body}", body=kind.names) for kind in params.kinds if not scope.bodies(kind)]
    for kind in params.chaired:
        bodies = scope.bodies(kind)
        if bodies and not any(seat.capacity == "chair" for body in bodies for seat in reading.seats(scope.graph, body)):
            missing.append(T("a chair of {body}", body=kind.names))
    if missing:
        total = len(params.kinds) + len(params.chaired)
        said = N(
            "Of {m} things that {arrangement} has by its form, {n} is not in the data: {names}.",
            "Of {m} things that {arrangement} has by its form, {n} are not in the data: {names}.",
            len(missing), m=total, arrangement=scope.name(scope.id), names=missing,
        )  # fmt: skip
        yield Hit((scope.id,), said, value=len(missing), denominator=total, unit="bodies", absent=True)


BODIES_PRESENT = Pattern("bodies_present", BodiesPresentParams, "arrangement", bodies_present)


class BoardSizeParams(BaseModel):
    """The board; at least so many members, the chair included; or at most a share of another board."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    body: BodyKind
    least: Annotated[int, Field(ge=1)] | None = None
    of: BodyKind | None = None
    most: Annotated[float, Field(gt=0, le=1)] | None = Field(None, description="Share of the members of the other board")
    free_below: Annotated[int, Field(ge=0)] = Field(
        0, description="No limit where only mayors take part, of fewer municipalities than this"
    )

    @model_validator(mode="after")
    def _measures(self) -> BoardSizeParams:
        if (self.least is None) == (self.most is None) or (self.most is None) != (self.of is None):
            raise Misfit(T("give either least, or of and most"))
        return self


def board_size(scope: Scope, params: BoardSizeParams, rule: Rule) -> Iterator[Hit]:
    """How many members a board has: fires below a least number, or where it is more than a share of another board.

    One hit for each board whose number of members does not fit.
    """
    for body in scope.bodies(params.body):
        edges = _seats(scope, body)
        size = reading.count(scope.graph, [edge.source for edge in edges])
        if not edges or size is None or (size == 1 and not scope.declares(rule.complete, body)):
            continue  # one seat alone is how a source speaks of members in general
        if params.least is not None and size < params.least:
            said = N(
                "{body} has {n} member; {least} are asked for, the chair included.",
                "{body} has {n} members; {least} are asked for, the chair included.",
                size, body=scope.name(body), least=params.least,
            )  # fmt: skip
            yield Hit((body,), said, edges, value=size, denominator=params.least, unit="members", absent=True)
        elif params.of is not None and params.most is not None:
            yield from _share(scope, params, body, edges, size)


def _share(scope: Scope, params: BoardSizeParams, body: str, edges: tuple[Edge, ...], size: int) -> Iterator[Hit]:
    if scope.organs == {"mayor"} and len(scope.participants) < params.free_below:
        return
    for other in scope.bodies(params.of or ""):
        wider = _seats(scope, other)
        whole = reading.count(scope.graph, [edge.source for edge in wider])
        if not whole or size <= (params.most or 0) * whole:
            continue
        chairs = sum(1 for edge in edges if scope.graph.nodes[edge.source].get("capacity") == "chair")
        disputed = size - chairs <= (params.most or 0) * whole
        said = T("{body} has {n} members, {other} {m}.", body=scope.name(body), n=size, other=scope.name(other), m=whole)
        if disputed:
            said = T("{said} Whether the chair counts can be read in two ways; without the chair the limit is kept.", said=said)
        severity = Severity.JUSTIFY if disputed else None
        yield Hit((body, other), said, (*edges, *wider), value=size, denominator=whole, unit="members", absent=True, severity=severity)


def _seats(scope: Scope, body: str) -> tuple[Edge, ...]:
    return tuple(seat.edge for seat in reading.seats(scope.graph, body))


BOARD_SIZE = Pattern("board_size", BoardSizeParams, "arrangement", board_size)


class OneChairParams(BaseModel):
    """The kinds of the two bodies."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    first: BodyKind
    second: BodyKind


def one_chair(scope: Scope, params: OneChairParams, _rule: Rule) -> Iterator[Hit]:
    """Two bodies that one person chairs: fires where each is known to be chaired by somebody else.

    One hit for each two bodies that are chaired by different people.
    """
    for first in scope.bodies(params.first):
        for second in scope.bodies(params.second):
            here, there = _chairs(scope, first), _chairs(scope, second)
            if not here or not there or {edge.source for edge in here} & {edge.source for edge in there}:
                continue
            said = T(
                "{first} is chaired by {one}, {second} by {other}: two people instead of one.",
                first=scope.name(first), second=scope.name(second), one=_people(scope, here), other=_people(scope, there),
            )  # fmt: skip
            edges = (*here, *there)
            people = len({edge.source for edge in edges})
            yield Hit((first, second), said, edges, value=people, denominator=2, unit="bodies", certain=scope.certain(*edges))


def _chairs(scope: Scope, body: str) -> list[Edge]:
    """The edges by which people chair a body; who only acts as chair is left out, since the law asks for the chair."""
    posts = [seat.post for seat in reading.seats(scope.graph, body) if seat.capacity == "chair"]
    return [edge for post in posts for edge in reading.holders(scope.graph, post) if not edge.attributes.get("acting")]


def _people(scope: Scope, held: list[Edge]) -> list[str]:
    return [scope.name(person) for person in dict.fromkeys(edge.source for edge in held)]


ONE_CHAIR = Pattern("one_chair", OneChairParams, "arrangement", one_chair)


class OneOriginParams(BaseModel):
    """The kind of board."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    body: BodyKind


def one_origin(scope: Scope, params: OneOriginParams, _rule: Rule) -> Iterator[Hit]:
    """Whether a board is of one municipality alone: fires where each of its seats speaks for the same one.

    One hit for each board of at least two seats that all speak for one municipality.
    """
    for body in scope.bodies(params.body):
        seats = reading.seats(scope.graph, body)
        towns = {reading.municipality_of(scope.graph, seat.post) for seat in seats}
        if len(seats) > 1 and len(towns) == 1 and (town := towns.pop()) is not None:
            said = T("All {n} members of {body} speak for {town}.", n=len(seats), body=scope.name(body), town=scope.name(town))
            edges = tuple(edge for seat in seats for edge in (seat.edge, *reading.out(scope.graph, seat.post, "ON_BEHALF_OF")))
            yield Hit((body,), said, edges, (town,), value=len(seats), denominator=len(seats), unit="members", absent=True)


ONE_ORIGIN = Pattern("one_origin", OneOriginParams, "arrangement", one_origin)


class OutsidersParams(BaseModel):
    """The seats (in bodies of a kind, in some capacities: none given means all members), the other board, the most."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    seats: BodyKind
    capacities: tuple[Capacity, ...] = ()
    board: BodyKind
    most: Annotated[float, Field(ge=0, lt=1)] = Field(0, description="Share of the seats that may be held from outside")


def outsiders(scope: Scope, params: OutsidersParams, _rule: Rule) -> Iterator[Hit]:
    """Members of one board who do not sit on another: fires where they are more than a share.

    One hit for each body with more members from outside than the share.
    """
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


OUTSIDERS = Pattern("outsiders", OutsidersParams, "arrangement", outsiders)
