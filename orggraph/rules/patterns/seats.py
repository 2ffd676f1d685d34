"""The seats of a board: from which office their holders come, who appoints them, and whether that office has ended."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from orggraph.graph import provenance, reading
from orggraph.graph.edges import Edge
from orggraph.graph.reading import Office, OfficeKind, Seat
from orggraph.i18n import N, T, Text
from orggraph.model.dates import first_day
from orggraph.model.terms import BodyKind, Capacity, OrganizationKind
from orggraph.model.value_object import ValueObject
from orggraph.rules import people
from orggraph.rules.schema import Rule, Shell
from orggraph.rules.scope import Hit, Pattern, Scope


class OriginParams(ValueObject):
    """Offices that fit a seat in bodies of a kind, and offices that do not; a member with one that fits is not looked at."""

    body: BodyKind
    fits: tuple[OfficeKind, ...] = ()
    out: Annotated[tuple[OfficeKind, ...], Field(min_length=1)]
    of_councils: bool = Field(False, description="Only bodies that councils propose or appoint")
    exempt_roles: tuple[Shell, ...] = Field((), description="Not bodies with a seat in one of these roles, by their slugs")
    training: tuple[OfficeKind, ...] = Field((), description="Offices that fit where training of officials is all that it is for")


class _Misfit(NamedTuple):
    """A seat with an office that does not fit: which, of what municipality, and the facts."""

    seat: Seat
    office: Office
    edges: tuple[Edge, ...]


def origin(scope: Scope, params: OriginParams, _rule: Rule) -> Iterator[Hit]:
    """From which municipal office members come: fires where it is known, and does not fit the board or the municipality.

    One hit for each body, with the members whose office does not fit. Members whose holder has no office at all in the
    municipality that the seat speaks for are something that was not found.
    """
    for body in scope.bodies(params.body):
        if params.of_councils and not scope.proposed_by_councils(body):
            continue
        seats = reading.seats(scope.graph, body)
        if any(fnmatchcase(role, shell) for seat in seats for role in _roles(scope, seat) for shell in params.exempt_roles):
            continue
        misfits = [misfit for seat in seats if (misfit := _misfit(scope, params, seat))]
        without = [seat for seat in seats if _has_none(scope, params, seat)]
        if misfits:
            yield _misfits(scope, params, body, misfits, len(seats))
        elif without:
            yield _none(scope, body, without, len(seats))


def _speaks_for(scope: Scope, seat: Seat) -> str | None:
    """The one municipality that a seat speaks for; None where that is not stated, is no municipality or a record of several."""
    own = reading.municipality_of(scope.graph, seat.post)
    single = own is not None and not people.stands_for_several(scope.graph, own)
    return own if own is not None and single and scope.graph.nodes[own].get("kind") == OrganizationKind.MUNICIPALITY else None


def _roles(scope: Scope, seat: Seat) -> list[str]:
    return [edge.target.rsplit("/", 1)[-1] for edge in reading.out(scope.graph, seat.post, "HAS_ROLE")]


def _misfit(scope: Scope, params: OriginParams, seat: Seat) -> _Misfit | None:
    """The office behind a seat where none fits: of the wrong kind, or of another municipality than the seat speaks for."""
    own, offices = _speaks_for(scope, seat), reading.origins(scope.graph, seat.post)
    if any(office.kind in params.fits and own in {None, office.organization} for office in offices):
        return None
    for office in offices:
        if office.kind in params.out or office.kind in params.fits:
            return _Misfit(seat, office, (seat.edge, *office.edges))
    return None


def _has_none(scope: Scope, params: OriginParams, seat: Seat) -> bool:
    """Whether a seat that speaks for a municipality is held by people without any office there."""
    known = _speaks_for(scope, seat) is not None and bool(reading.holders(scope.graph, seat.post))
    return known and not reading.origins(scope.graph, seat.post) and bool(params.fits)


def _misfits(scope: Scope, params: OriginParams, body: str, misfits: list[_Misfit], seats: int) -> Hit:
    surest, certain = scope.surest(misfits, lambda misfit: misfit.edges)
    training = all(misfit.office.kind in params.training for misfit in surest)
    statement = N(
        "Of {m} seats in {body}, {n} goes with an office that does not fit here: {names}.",
        "Of {m} seats in {body}, {n} go with an office that does not fit here: {names}.",
        len(surest),
        m=seats,
        body=scope.name(body),
        names=[_named(scope, misfit) for misfit in surest],
    )
    edges = tuple(edge for misfit in surest for edge in misfit.edges)
    why = T("whether it is for the training of officials alone, where this is allowed, is not stated") if training else None
    return Hit((body,), statement, edges, value=len(surest), denominator=seats, unit="seats", certain=certain and not training, why=why)


def _named(scope: Scope, misfit: _Misfit) -> Text:
    """A seat with the office that goes with it: of whom, and since when."""
    office = T("{office} of {municipality}", office=people.OFFICES[misfit.office.kind], municipality=scope.name(misfit.office.organization))
    return T("{name} ({office})", name=scope.name(misfit.seat.post), office=people.since(office, misfit.office.edges[0]))


def _none(scope: Scope, body: str, without: list[Seat], seats: int) -> Hit:
    statement = N(
        "Of {m} seats in {body}, {n} is held by somebody of whom the data hold no office in the municipality it speaks for: {names}.",
        "Of {m} seats in {body}, {n} are held by people of whom the data hold no office in the municipality they speak for: {names}.",
        len(without),
        m=seats,
        body=scope.name(body),
        names=[_holders(scope, seat) for seat in without],
    )
    edges = tuple(edge for seat in without for edge in (seat.edge, *reading.holders(scope.graph, seat.post)))
    return Hit((body,), statement, edges, value=len(without), denominator=seats, unit="seats", absent=True, certain=scope.certain(*edges))


def _holders(scope: Scope, seat: Seat) -> Text:
    """A seat with the offices that its holders have elsewhere; of one without any, the seat alone."""
    elsewhere = [
        T("{office} of {municipality}", office=people.OFFICES[office.kind], municipality=scope.name(office.organization))
        for holding in reading.holders(scope.graph, seat.post)
        for office in reading.offices(scope.graph, holding.source)
    ]
    if not elsewhere:
        return T("{name}", name=scope.name(seat.post))
    return T("{name} ({offices})", name=scope.name(seat.post), offices=elsewhere)


ORIGIN = Pattern("origin", OriginParams, "arrangement", origin)


class AppointedByParams(ValueObject):
    """The seats (in bodies of a kind, in some capacities: none given means all members), and who fills them."""

    seats: BodyKind
    capacities: tuple[Capacity, ...] = ()
    by: BodyKind | Literal["own_council", "own_college"]


_OWN: dict[str, tuple[BodyKind, Text]] = {
    "own_council": (BodyKind.COUNCIL, T("the own council")),
    "own_college": (BodyKind.COLLEGE, T("the own college")),
}


class _Made(NamedTuple):
    """A seat, and the edges by which it is filled."""

    seat: Seat
    by: list[Edge]

    @property
    def edges(self) -> tuple[Edge, ...]:
        """Where the seat stands, and who fills it."""
        return (self.seat.edge, *self.by)


def appointed_by(scope: Scope, params: AppointedByParams, _rule: Rule) -> Iterator[Hit]:
    """Who fills a seat: fires where another than the one entitled appoints, or where nobody is said to.

    One hit for each body: of seats that another fills; where there is none, of seats of which nobody says who does.
    """
    whom = _OWN[params.by][1] if params.by in _OWN else T("the {body}", body=BodyKind(params.by).names)
    for body in scope.bodies(params.seats):
        seats = [seat for seat in reading.seats(scope.graph, body) if _is_meant(scope, params, seat)]
        made = [_Made(seat, reading.into(scope.graph, seat.post, "APPOINTS")) for seat in seats]
        others = [seat for seat in made if seat.by and not any(_entitled(scope, params, seat.seat, edge) for edge in seat.by)]
        silent = [seat.seat for seat in made if not seat.by]
        if others:
            yield _by_others(scope, body, others, len(seats), whom)
        elif silent:
            statement = T(
                "For {n} of {m} seats in {body} the data do not say that {whom} fills them: {names}.",
                n=len(silent),
                m=len(seats),
                body=scope.name(body),
                whom=whom,
                names=[scope.name(seat.post) for seat in silent],
            )
            edges = tuple(seat.edge for seat in silent)
            yield Hit((body,), statement, edges, value=len(silent), denominator=len(seats), unit="seats", absent=True)


def _by_others(scope: Scope, body: str, others: list[_Made], seats: int, whom: Text) -> Hit:
    surest, certain = scope.surest(others, lambda made: made.edges)
    names = [
        T("{seat} (by {names})", seat=scope.name(made.seat.post), names=[scope.name(edge.source) for edge in made.by]) for made in surest
    ]
    statement = N(
        "{n} of {m} seats in {body} is filled by another than {whom}: {names}.",
        "{n} of {m} seats in {body} are filled by another than {whom}: {names}.",
        len(surest),
        m=seats,
        body=scope.name(body),
        whom=whom,
        names=names,
    )
    edges = tuple(edge for made in surest for edge in made.edges)
    return Hit((body,), statement, edges, value=len(surest), denominator=seats, unit="seats", certain=certain)


def _is_meant(scope: Scope, params: AppointedByParams, seat: Seat) -> bool:
    """Whether a seat is one of those that the rule is about: a province or water board has no council or college of that kind."""
    if params.capacities and seat.capacity not in params.capacities:
        return False
    own = reading.municipality_of(scope.graph, seat.post) if params.by in _OWN else None
    return own is None or scope.graph.nodes[own].get("kind") == OrganizationKind.MUNICIPALITY


def _entitled(scope: Scope, params: AppointedByParams, seat: Seat, made: Edge) -> bool:
    """Whether who appoints may be the one entitled: of the kind that is, and not known to be another municipality's."""
    kind = scope.graph.nodes[made.source].get("kind")
    if params.by not in _OWN:
        return bool(kind == params.by)
    own, theirs = reading.municipality_of(scope.graph, seat.post), reading.organization_of(scope.graph, made.source)
    together = scope.councils.get(own or "", ()) if params.by == "own_council" else ()
    return kind == _OWN[params.by][0] and (made.source in together or None in {own, theirs} or own == theirs)


APPOINTED_BY = Pattern("appointed_by", AppointedByParams, "arrangement", appointed_by)


class BaseOfficeEndedParams(ValueObject):
    """The kind of body whose seats depend on an office."""

    body: BodyKind
    of_councils: bool = Field(False, description="Only bodies that councils propose or appoint")


class _Outlived(NamedTuple):
    """A seat whose office is over: in words, and the facts."""

    statement: Text
    edges: tuple[Edge, ...]


def base_office_ended(scope: Scope, params: BaseOfficeEndedParams, _rule: Rule) -> Iterator[Hit]:
    """Seats that outlive the office they depend on: fires where that office has ended by its date, or is somebody else's.

    One hit for each body, with the seats whose holder no longer has the office behind it.
    """
    for body in scope.bodies(params.body):
        if params.of_councils and not scope.proposed_by_councils(body):
            continue
        seats = reading.seats(scope.graph, body)
        outlived = [term for seat in seats if (term := _outlived(scope, seat))]
        certain = [
            term for term in outlived if scope.certain(*term.edges) and not any(edge.attributes.get("acting") for edge in term.edges)
        ]
        chosen = certain or outlived
        if chosen:
            edges = tuple(edge for term in chosen for edge in term.edges)
            statement = N(
                "In {body} {n} of {m} seats is held by somebody who no longer has the office behind it: {names}.",
                "In {body} {n} of {m} seats are held by people who no longer have the office behind them: {names}.",
                len(chosen),
                m=len(seats),
                body=scope.name(body),
                names=[term.statement for term in chosen],
            )
            yield Hit((body,), statement, edges, value=len(chosen), denominator=len(seats), unit="seats", certain=bool(certain))


def _outlived(scope: Scope, seat: Seat) -> _Outlived | None:
    """How the office behind a seat is over for who holds the seat: by its end date, or since others hold it."""
    own, ended = reading.municipality_of(scope.graph, seat.post), provenance(scope.graph).ended
    for holding in reading.holders(scope.graph, seat.post):
        if any(office.organization == own for office in reading.offices(scope.graph, holding.source)):
            continue  # another office in the same municipality may carry the seat as well
        words = {"seat": scope.name(seat.post), "person": scope.name(holding.source)}
        for base in reading.into(scope.graph, seat.post, "QUALIFIES_FOR"):
            others = reading.holders(scope.graph, base.source)
            end = ended.get((holding.source, base.source))
            if end and not _began_after(holding, end):
                return _Outlived(T("{seat} ({person}, office ended on {date})", date=end, **words), (holding, base))
            if others and reading.count(scope.graph, [base.source]) == 1 and holding.source not in {other.source for other in others}:
                holders = [people.since(T("{name}", name=scope.name(other.source)), other) for other in others]
                return _Outlived(T("{seat} ({person}, office now of {names})", names=holders, **words), (holding, base, *others))
    return None


def _began_after(holding: Edge, end: str) -> bool:
    """Whether a seat was taken after the office had ended, so on another ground."""
    start = holding.attributes.get("start_date")
    return start is not None and first_day(start) >= first_day(end)


BASE_OFFICE_ENDED = Pattern("base_office_ended", BaseOfficeEndedParams, "arrangement", base_office_ended)
