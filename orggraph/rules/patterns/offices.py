"""Municipal offices: how many one may hold, where they may sit, what depends on them, and what is published of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import Field

from orggraph.graph import Graph, reading
from orggraph.graph.datasets import datasets_of
from orggraph.graph.edges import Edge
from orggraph.graph.reading import Office, OfficeKind
from orggraph.i18n import N, T, Text
from orggraph.model.terms import BodyKind, Severity
from orggraph.model.value_object import ValueObject
from orggraph.rules import authority, people
from orggraph.rules.schema import Rule
from orggraph.rules.scope import Hit, Pattern, Scope


class OneOfficeParams(ValueObject):
    """Which office, and up to how many inhabitants together the law allows it in several municipalities."""

    office: OfficeKind
    inhabitants_max: int | None = Field(None, description="Up to so many inhabitants together it is allowed; None: never")
    acting: bool = Field(True, description="Whether who only acts in it counts too")


def one_office(scope: Scope, params: OneOfficeParams, _rule: Rule) -> Iterator[Hit]:
    """One office held in several municipalities."""
    for person, offices in people.office_holders(scope):
        held: dict[str, Office] = {}
        for office in offices:
            if office.kind == params.office and (params.acting or not office.edges[0].attributes.get("acting")):
                held.setdefault(office.organization, office)
        if len(held) > 1:
            yield _one_office_hit(scope, params, person, held)


def _one_office_hit(scope: Scope, params: OneOfficeParams, person: str, held: dict[str, Office]) -> Hit:
    edges = tuple(edge for office in held.values() for edge in office.edges)
    statement = T(
        "{person} is {office} of {n} municipalities: {names}.",
        person=scope.name(person),
        office=people.OFFICES[params.office],
        n=len(held),
        names=[_place_since(scope, office) for office in held.values()],
    )
    statement = people.together(statement, scope.on, *(office.edges[0] for office in held.values()))
    certain, severity, why = scope.certain(*edges), None, None
    if params.inhabitants_max is not None:
        appointed = max((start for office in held.values() if (start := office.edges[0].attributes.get("start_date"))), default=None)
        inhabitants = [people.inhabitants(scope.graph.nodes[municipality], appointed) for municipality in held]
        total = sum(number or 0 for number in inhabitants)
        unknown = None in inhabitants and total <= params.inhabitants_max
        why = T("how many inhabitants these municipalities have together is not stated") if unknown and certain else None
        certain = certain and not unknown
        if not unknown:
            severity = Severity.INFO if total <= params.inhabitants_max else None
            statement = _counted(statement, total, complete=None not in inhabitants)
    return Hit((person,), statement, edges=edges, value=len(held), unit="municipalities", certain=certain, severity=severity, why=why)


def _place_since(scope: Scope, office: Office) -> Text:
    start, place = office.edges[0].attributes.get("start_date"), scope.name(office.organization)
    return T("{place} (since {date})", place=place, date=start) if start else T("{words}", words=place)


def _counted(statement: Text, total: int, *, complete: bool) -> Text:
    if complete:
        return T("{said} Together these have {total} inhabitants.", said=statement, total=total)
    return T("{said} Together these have at least {total} inhabitants.", said=statement, total=total)


ONE_OFFICE = Pattern("one_office", OneOfficeParams, "dataset", one_office)


SetUpBy = Literal["council", "college"]
WORDS = {"council": T("of the council"), "college": T("set up by the college or the mayor")}
COMMITTEES = frozenset({BodyKind.COUNCIL_COMMITTEE, BodyKind.INQUIRY_COMMITTEE, BodyKind.OBJECTIONS_COMMITTEE, BodyKind.ADVISORY_COMMITTEE})
"""Kinds of body that are of the organ of which they are part."""


class OfficeInCommitteeParams(ValueObject):
    """Which offices, and whose committees."""

    offices: Annotated[tuple[OfficeKind, ...], Field(min_length=1)]
    set_up_by: SetUpBy
    exempt_kinds: tuple[BodyKind, ...] = Field((), description="Kinds of committee that the law excepts")


def office_in_committee(scope: Scope, params: OfficeInCommitteeParams, _rule: Rule) -> Iterator[Hit]:
    """A municipal office holder in a committee that belongs to the other side: of the council, or of the college or mayor."""
    return people.once(_hits(scope, params))


def _hits(scope: Scope, params: OfficeInCommitteeParams) -> Iterator[Hit]:
    for person, offices in people.office_holders(scope):
        own = {office.organization: office for office in offices if office.kind in params.offices}
        for holding in reading.posts_of(scope.graph, person) if own else ():
            if scope.graph.nodes[holding.target].get("capacity") not in reading.VOTING:
                continue
            for seat in reading.out(scope.graph, holding.target, "IN"):
                founded = _founder(scope.graph, seat.target, params.set_up_by)
                if founded is None or founded[0] not in own:
                    continue
                office = own[founded[0]]
                yield _in_committee(scope, params, office, (holding, seat, *founded[1]))


def _in_committee(scope: Scope, params: OfficeInCommitteeParams, office: Office, way: tuple[Edge, ...]) -> Hit:
    edges, committee = (*office.edges, *way), way[1].target
    statement = T(
        "{person}, {office} of {municipality}, is a member of {committee}, a committee {whose}.",
        person=scope.name(way[0].source),
        office=people.office_since(office),
        municipality=scope.name(office.organization),
        committee=scope.name(committee),
        whose=WORDS[params.set_up_by],
    )
    statement = people.together(statement, scope.on, office.edges[0], way[0])
    excepted = scope.graph.nodes[committee].get("kind") in params.exempt_kinds
    if excepted:
        statement = T("{said} For a committee on objections or complaints the law then made an exception.", said=statement)
    return Hit(
        (way[0].source,),
        statement,
        edges=edges,
        object=committee,
        value=2,
        unit="capacities",
        certain=scope.certain(*edges),
        severity=Severity.INFO if excepted else None,
    )


def _founder(graph: Graph, body: str, organ: SetUpBy) -> tuple[str, tuple[Edge, ...]] | None:
    """Whose committee a body is, by municipality, with the edges that say so; None where it is not one of this organ."""
    for edge in reading.into(graph, body, "APPOINTS"):
        source = graph.nodes[edge.source]
        office = reading.office(graph, edge.source) if source["label"] == "Post" else None
        if office and office.kind == "mayor" and organ == "college":
            return office.organization, (edge,)
        if source.get("kind") == organ and (organization := reading.organization_of(graph, edge.source)):
            return organization, (edge,)
    kind = graph.nodes[body].get("kind")
    for edge in reading.out(graph, body, "PART_OF") if kind in COMMITTEES else ():
        if graph.nodes[edge.target].get("kind") == organ and (organization := reading.organization_of(graph, edge.target)):
            return organization, (edge,)
    if organ == "council" and kind == BodyKind.COUNCIL_COMMITTEE:
        organization = reading.organization_of(graph, body)
        return (organization, ()) if organization else None
    return None


OFFICE_IN_COMMITTEE = Pattern("office_in_committee", OfficeInCommitteeParams, "dataset", office_in_committee)


class DerivedSeatsParams(ValueObject):
    """How long before polling day it is worth saying."""

    days_before: int = Field(92, ge=0)


def derived_seats(scope: Scope, params: DerivedSeatsParams, _rule: Rule) -> Iterator[Hit]:
    """Seats that depend on the office of alderman, when a new college is coming."""
    nodes = scope.graph.nodes
    for college in nodes:
        attributes = nodes[college]
        if attributes.get("kind") != "college" or scope.dataset not in datasets_of(attributes) or not reading.live(attributes):
            continue
        organization = reading.organization_of(scope.graph, college)
        polling = _coming(scope, params, organization, college) if organization else None
        if polling is None or organization is None:
            continue
        seats = _depending(scope, organization, college)
        if not seats:
            continue
        statement = N(
            "Polling day in {municipality}: {date}. When the new aldermen accept, {n} seat that depends on their office opens: {names}.",
            "Polling day in {municipality}: {date}. When the new aldermen accept, {n} seats that depend on their office open: {names}.",
            len(seats),
            municipality=scope.name(organization),
            date=polling.day.isoformat(),
            names=authority.names(scope.graph, list(seats), most=len(seats)),
        )
        edges = (polling.edge, *(edge for way in seats.values() for edge in way))
        yield Hit((college,), statement, edges=edges, nodes=tuple(seats), object=polling.meeting, value=len(seats), unit="seats")


def _coming(scope: Scope, params: DerivedSeatsParams, organization: str, college: str) -> people.Polling | None:
    """The polling day after which the college has not been renewed yet: lately past, or near."""
    councils = reading.bodies_of(scope.graph, organization, "council")
    days = [poll for council in councils for poll in people.polling_days(scope, council)]
    near = [poll for poll in days if scope.on < poll.day <= scope.on + timedelta(days=params.days_before)]
    if near:
        return near[0]
    past = people.latest_polling(scope, councils)
    if past is None or scope.on - past.day > timedelta(days=365) or people.renewed(people.aldermen(scope, college), past.day):
        return None
    return past


def _depending(scope: Scope, organization: str, college: str) -> dict[str, tuple[Edge, ...]]:
    """Seats elsewhere that depend on posts of alderman: by what is stated, or held by an alderman for the municipality."""
    ways: dict[str, tuple[Edge, ...]] = {}
    for seat in reading.seats(scope.graph, college):
        if seat.capacity == "chair":
            continue
        for edge in reading.out(scope.graph, seat.post, "QUALIFIES_FOR"):
            ways.setdefault(edge.target, (edge,))
    for holding in people.aldermen(scope, college):
        for other in reading.posts_of(scope.graph, holding.source):
            for speaks in reading.out(scope.graph, other.target, "ON_BEHALF_OF"):
                if speaks.target == organization and reading.office(scope.graph, other.target) is None:
                    ways.setdefault(other.target, (holding, other, speaks))
    return ways


DERIVED_SEATS = Pattern("derived_seats", DerivedSeatsParams, "dataset", derived_seats)


class SideFunctionsParams(ValueObject):
    """Of which offices."""

    offices: Annotated[tuple[OfficeKind, ...], Field(min_length=1)]


def side_functions(scope: Scope, params: SideFunctionsParams, _rule: Rule) -> Iterator[Hit]:
    """Whether the side functions of office holders are published."""
    silent, judged = [], 0
    for person, offices in people.office_holders(scope):
        own = [office for office in offices if office.kind in params.offices]
        if not own:
            continue
        judged += 1
        published = scope.graph.nodes[person].get("side_functions_published")
        if published is None:
            silent.append(person)
        elif not published:
            statement = T(
                "{person} is {office} of {municipality}; the side functions are stated not to be published.",
                person=scope.name(person),
                office=people.office_name(own[0]),
                municipality=scope.name(own[0].organization),
            )
            yield Hit(
                (person,), statement, edges=own[0].edges, value=0, denominator=1, unit="persons", certain=scope.certain(*own[0].edges)
            )
    if silent:
        statement = T("Of {n} of {m} office holders it is not stated whether the side functions are published.", n=len(silent), m=judged)
        yield scope.silence(statement, silent, judged, "persons")


SIDE_FUNCTIONS = Pattern("side_functions", SideFunctionsParams, "dataset", side_functions)
