"""The boards of a cooperation: which there are, how large, chaired by whom, of whom made up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from pydantic import Field, model_validator

from orggraph.errors import Misfit
from orggraph.graph import reading
from orggraph.graph.edges import Edge
from orggraph.graph.reading import Seat
from orggraph.i18n import N, T, Text
from orggraph.model.terms import BodyKind, Capacity
from orggraph.model.value_object import ValueObject
from orggraph.rules import people
from orggraph.rules.schema import Rule
from orggraph.rules.scope import Hit, Pattern, Scope


class BodiesPresentParams(ValueObject):
    """The kinds of body that there must be, and those of them that have a chair."""

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
        statement = N(
            "Of {m} bodies and chairs that {arrangement} has by its form, {n} is not in the data: {names}.",
            "Of {m} bodies and chairs that {arrangement} has by its form, {n} are not in the data: {names}.",
            len(missing),
            m=total,
            arrangement=scope.name(scope.id),
            names=missing,
        )
        yield Hit((scope.id,), statement, value=len(missing), denominator=total, unit="bodies", absent=True)


BODIES_PRESENT = Pattern("bodies_present", BodiesPresentParams, "arrangement", bodies_present)


class BoardSizeParams(ValueObject):
    """The board; at least so many members, the chair included; or at most a share of another board."""

    body: BodyKind
    least: Annotated[int, Field(ge=1)] | None = None
    of: BodyKind | None = None
    most: Annotated[float, Field(gt=0, le=1)] | None = Field(
        None, description="Share of the members of the other board; who has no seat there does not count"
    )
    free_below: Annotated[int, Field(ge=0)] = Field(
        0, description="No limit where only mayors take part, of fewer municipalities than this"
    )

    @model_validator(mode="after")
    def _measures(self) -> BoardSizeParams:
        if (self.least is None) == (self.most is None) or (self.most is None) != (self.of is None):
            raise Misfit(T("give either least, or of and most"))
        return self


class _Size(NamedTuple):
    """How many members a board has, the seats behind that, and whether there may be more than these."""

    members: int
    seats: tuple[Seat, ...]
    open: bool


def board_size(scope: Scope, params: BoardSizeParams, rule: Rule) -> Iterator[Hit]:
    """How many members a board has: fires below a least number, or where it is more than a share of another board.

    One hit for each board whose number of members does not fit. A size that a source states settles it; else seats are counted.
    """
    for body in scope.bodies(params.body):
        size = _size(scope, rule, body)
        if size is None:
            continue
        if params.least is not None and size.members < params.least:
            statement = N(
                "{body} has {n} member; {least} are asked for, the chair included: {short} short.",
                "{body} has {n} members; {least} are asked for, the chair included: {short} short.",
                size.members,
                body=scope.name(body),
                least=params.least,
                short=params.least - size.members,
            )
            edges = tuple(seat.edge for seat in size.seats)
            yield Hit((body,), statement, edges, value=size.members, denominator=params.least, unit="members", absent=size.open)
        elif params.of is not None and params.most is not None:
            yield from _share(scope, params, rule, body, size)


def _size(scope: Scope, rule: Rule, body: str) -> _Size | None:
    """The size of a board as stated, else by its seats; None where these do not tell."""
    seats, stated = tuple(reading.seats(scope.graph, body)), scope.graph.nodes[body].get("seats")
    if stated is not None:
        return _Size(stated, seats, open=False)
    counted = reading.count(scope.graph, [seat.post for seat in seats])
    if not seats or counted is None or (counted == 1 and not scope.declares(rule.complete, body)):
        return None  # one seat alone is how a source speaks of members in general
    return _Size(counted, seats, open=not scope.declares(rule.complete, body))


def _share(scope: Scope, params: BoardSizeParams, rule: Rule, body: str, size: _Size) -> Iterator[Hit]:
    if scope.organs == {"mayor"} and len(scope.participants) < params.free_below:
        return
    for other in scope.bodies(params.of or ""):
        whole = _size(scope, rule, other)
        if whole is None or not whole.members:
            continue
        limit = int((params.most or 0) * whole.members)
        outside = [seat for seat in size.seats if _is_outside(scope, seat, {member.post for member in whole.seats})]
        least = size.members - len(outside)
        if size.members <= limit or (least <= limit and scope.declares(rule.complete, body, other)):
            continue
        statement = _statement(scope, body, other, size.members, whole.members, limit)
        why = None
        if outside:
            names = [scope.name(seat.post) for seat in outside]
            statement = T(
                "{said} Of these {names} have no seat there in the data; who has none does not count.", said=statement, names=names
            )
        if least <= limit:
            why = T("how many of its members also have a seat in the other is between {least} and {most}", least=least, most=size.members)
        edges = tuple(seat.edge for seat in (*size.seats, *whole.seats))
        yield Hit((body, other), statement, edges, value=least, denominator=whole.members, unit="members", absent=whole.open,
                  certain=least > limit, why=why)  # fmt: skip


def _statement(scope: Scope, body: str, other: str, members: int, whole: int, limit: int) -> Text:
    return T(
        "{body} has {n} members, {other} {m}; with a seat there at most {limit} fit.",
        body=scope.name(body),
        n=members,
        other=scope.name(other),
        m=whole,
        limit=limit,
    )


BOARD_SIZE = Pattern("board_size", BoardSizeParams, "arrangement", board_size)


class OneChairParams(ValueObject):
    """The kinds of the two bodies."""

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
            statement = T(
                "{first} is chaired by {one}, {second} by {other}: two people instead of one.",
                first=scope.name(first),
                second=scope.name(second),
                one=_people(scope, here),
                other=_people(scope, there),
            )
            edges = (*here, *there)
            chairs = len({edge.source for edge in edges})
            yield Hit((first, second), statement, edges, value=chairs, denominator=2, unit="bodies", certain=scope.certain(*edges))


def _chairs(scope: Scope, body: str) -> list[Edge]:
    """The edges by which people chair a body; who only acts as chair is left out, since the law asks for the chair."""
    posts = [seat.post for seat in reading.seats(scope.graph, body) if seat.capacity == "chair"]
    return [edge for post in posts for edge in reading.holders(scope.graph, post) if not edge.attributes.get("acting")]


def _people(scope: Scope, held: list[Edge]) -> list[Text]:
    return [people.since(T("{name}", name=scope.name(edge.source)), edge) for edge in held]


ONE_CHAIR = Pattern("one_chair", OneChairParams, "arrangement", one_chair)


class OneOriginParams(ValueObject):
    """The kind of board."""

    body: BodyKind


def one_origin(scope: Scope, params: OneOriginParams, _rule: Rule) -> Iterator[Hit]:
    """Whether a board is of one municipality alone: fires where each of its seats speaks for the same one.

    One hit for each board of at least two seats that all speak for one municipality.
    """
    for body in scope.bodies(params.body):
        seats = reading.seats(scope.graph, body)
        towns = {reading.municipality_of(scope.graph, seat.post) for seat in seats}
        if len(seats) > 1 and len(towns) == 1 and (town := towns.pop()) is not None:
            statement = T("All {n} members of {body} speak for {town}.", n=len(seats), body=scope.name(body), town=scope.name(town))
            edges = tuple(edge for seat in seats for edge in (seat.edge, *reading.out(scope.graph, seat.post, "ON_BEHALF_OF")))
            yield Hit((body,), statement, edges, (town,), value=len(seats), denominator=len(seats), unit="members", absent=True)


ONE_ORIGIN = Pattern("one_origin", OneOriginParams, "arrangement", one_origin)


class SetUpByParams(ValueObject):
    """The kind of board whose advisory committees are meant, and the kinds of board that may set these up."""

    advising: BodyKind
    by: Annotated[tuple[BodyKind, ...], Field(min_length=1)]


def set_up_by(scope: Scope, params: SetUpByParams, _rule: Rule) -> Iterator[Hit]:
    """Who sets up a committee that advises a board: fires where another than the boards of the cooperation or their chair does.

    One hit for each such committee.
    """
    boards = scope.bodies(params.advising)
    chairs = {seat.post for board in boards for seat in reading.seats(scope.graph, board) if seat.capacity == "chair"}
    entitled = {*scope.bodies(*params.by), *chairs}
    committees = dict.fromkeys(edge.source for board in (*boards, *sorted(chairs)) for edge in reading.into(scope.graph, board, "ADVISES"))
    for committee in committees:
        others = [edge for edge in reading.into(scope.graph, committee, "APPOINTS") if edge.source not in entitled]
        if others:
            statement = T(
                "{committee} is set up by {names}.", committee=scope.name(committee), names=[scope.name(edge.source) for edge in others]
            )
            yield Hit((committee,), statement, tuple(others), value=len(others), unit="bodies", certain=scope.certain(*others))


SET_UP_BY = Pattern("set_up_by", SetUpByParams, "arrangement", set_up_by)


class OneBoardParams(ValueObject):
    """The kind of board that there is, and the kinds that there are not beside it."""

    board: BodyKind
    beside: Annotated[tuple[BodyKind, ...], Field(min_length=1)]


def one_board(scope: Scope, params: OneBoardParams, _rule: Rule) -> Iterator[Hit]:
    """One board that is not divided: fires where another stands beside it.

    One hit for each arrangement with both.
    """
    boards, others = scope.bodies(params.board), scope.bodies(*params.beside)
    if boards and others:
        statement = T(
            "{arrangement} has {boards} and beside it {others}.",
            arrangement=scope.name(scope.id),
            boards=[scope.name(body) for body in boards],
            others=[scope.name(body) for body in others],
        )
        yield Hit((scope.id,), statement, nodes=(*boards, *others), value=len(boards) + len(others), denominator=1, unit="bodies")


ONE_BOARD = Pattern("one_board", OneBoardParams, "arrangement", one_board)


class OutsidersParams(ValueObject):
    """The seats (in bodies of a kind, in some capacities: none given means all members), the other board, the most."""

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
        seats = [seat for seat in reading.seats(scope.graph, body) if not params.capacities or seat.capacity in params.capacities]
        outside = [seat for seat in seats if _is_outside(scope, seat, inside)]
        if len(outside) > params.most * len(seats):
            edges = tuple(edge for seat in outside for edge in (seat.edge, *reading.holders(scope.graph, seat.post)))
            statement = N(
                "{n} of {m} seats in {body} is held by somebody from outside {board}: {names}.",
                "{n} of {m} seats in {body} are held by people from outside {board}: {names}.",
                len(outside),
                m=len(seats),
                body=scope.name(body),
                board=params.board.names,
                names=[
                    T("{name} ({people})", name=scope.name(seat.post), people=_people(scope, reading.holders(scope.graph, seat.post)))
                    for seat in outside
                ],
            )
            yield Hit((body,), statement, edges, value=len(outside), denominator=len(seats), unit="seats", absent=True)


def _is_outside(scope: Scope, seat: Seat, inside: set[str]) -> bool:
    """Whether a seat has holders, none of whom sits on the board, and no seat on the board brings it."""
    held = reading.holders(scope.graph, seat.post)
    brought = any(edge.source in inside for edge in reading.into(scope.graph, seat.post, "QUALIFIES_FOR"))
    sits = any(edge.target in inside for holding in held for edge in reading.posts_of(scope.graph, holding.source))
    return bool(held) and not brought and not sits


OUTSIDERS = Pattern("outsiders", OutsidersParams, "arrangement", outsiders)
