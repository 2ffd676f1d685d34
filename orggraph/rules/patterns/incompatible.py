"""Posts beside a municipal office that the law keeps apart from it: elsewhere in government, in an audit, or for the municipality."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from itertools import product
from typing import Annotated, NamedTuple

from pydantic import Field

from orggraph.graph import Graph, reading
from orggraph.graph.edges import Edge
from orggraph.graph.reading import Office, OfficeKind
from orggraph.i18n import T, Text
from orggraph.model.terms import Affiliation, OrganizationKind, Severity
from orggraph.model.value_object import ValueObject
from orggraph.rules import authority, people
from orggraph.rules.schema import Rule, Seat, Shell
from orggraph.rules.scope import Hit, Pattern, Scope


class Side(ValueObject):
    """What one of two posts is: a municipal office, a post by its role, or a kind of seat; any of those given."""

    offices: tuple[OfficeKind, ...] = ()
    roles: tuple[Shell, ...] = Field((), description="Shell patterns over the slug of a role's id")
    within: tuple[OrganizationKind, ...] = Field((), description="Posts by role count in organizations of these kinds alone")
    seats: tuple[Seat, ...] = ()


class PostsApartParams(ValueObject):
    """Which posts the law keeps apart, and what it excepts."""

    first: Side
    second: Side
    same_municipality: bool = Field(False, description="Only where both are of one municipality; a joint body is of each that takes part")
    exempt_roles: tuple[Shell, ...] = Field((), description="Roles that the law excepts, by their slugs")


class _Post(NamedTuple):
    """A post that somebody holds: in words, of which municipalities it is, and the edges that say so."""

    id: str
    statement: Text
    municipalities: frozenset[str]
    edges: tuple[Edge, ...]


def posts_apart(scope: Scope, params: PostsApartParams, _rule: Rule) -> Iterator[Hit]:
    """Two posts in one hand that the law keeps apart; one hit for each person and second post."""
    return people.once(_apart_hits(scope, params))


def _apart_hits(scope: Scope, params: PostsApartParams) -> Iterator[Hit]:
    roles = {side: reading.roles_like(scope.graph, side.roles) for side in (params.first, params.second)}
    if not all(side.offices or side.seats or roles[side] for side in roles):
        return
    offices = dict(people.office_holders(scope))
    for person in reading.labelled(scope.graph, scope.dataset, "Person"):
        held = reading.posts_of(scope.graph, person)
        own = offices.get(person, ())
        firsts = _of_side(scope, params.first, held, own, roles[params.first]) if len(held) > 1 else []
        seconds = _of_side(scope, params.second, held, own, roles[params.second]) if firsts else []
        of_second = {second.id for second in seconds}
        for first, second in product(firsts, seconds):
            if first.id in of_second or (params.same_municipality and not first.municipalities & second.municipalities):
                continue
            yield _apart(scope, params, person, first, second)


def _apart(scope: Scope, params: PostsApartParams, person: str, first: _Post, second: _Post) -> Hit:
    edges = (*first.edges, *second.edges)
    statement = T("{person} is {one}, and {other}.", person=scope.name(person), one=first.statement, other=second.statement)
    statement = people.together(statement, scope.on, first.edges[0], second.edges[0])
    excepted = any(_has_role(scope.graph, post.id, params.exempt_roles) for post in (first, second))
    if excepted:
        statement = T("{said} {why}", said=statement, why=T("For this work the law makes an exception."))
    return Hit(
        (person,),
        statement,
        edges=edges,
        object=second.id,
        value=2,
        unit="capacities",
        certain=scope.certain(*edges),
        severity=Severity.INFO if excepted else None,
    )


def _of_side(scope: Scope, side: Side, held: list[Edge], offices: tuple[Office, ...], roles: frozenset[str]) -> list[_Post]:
    """The posts of somebody that are what a side asks."""
    graph = scope.graph
    posts = [
        _Post(
            office.post,
            T("{office} of {place}", office=people.office_since(office), place=scope.name(office.organization)),
            frozenset({office.organization}),
            office.edges,
        )
        for office in offices
        if office.kind in side.offices
    ]
    for holding in held if side.seats or roles else ():
        for seat in reading.out(graph, holding.target, "IN"):
            if _fits(graph, side, holding.target, seat.target, roles):
                words = T("{post} in {place}", post=scope.name(holding.target), place=scope.name(seat.target))
                municipalities = _municipalities(graph, side, seat.target)
                posts.append(_Post(holding.target, people.since(words, holding), municipalities, (holding, seat)))
    return posts


def _municipalities(graph: Graph, side: Side, place: str) -> frozenset[str]:
    """Of which a post there is; a kind of seat is of its own municipality alone: a committee of a joint body is of none."""
    if not side.seats:
        return frozenset(reading.municipalities_served(graph, place))
    employer = reading.employer(graph, place)
    return frozenset({employer} if employer else ())


def _fits(graph: Graph, side: Side, post: str, place: str, roles: frozenset[str]) -> bool:
    kind, capacity = graph.nodes[place].get("kind"), graph.nodes[post].get("capacity")
    if any(kind in seat.bodies and (not seat.capacities or capacity in seat.capacities) for seat in side.seats):
        return True
    if not any(edge.target in roles for edge in reading.out(graph, post, "HAS_ROLE")):
        return False
    employer = reading.employer(graph, place)
    return not side.within or (employer is not None and graph.nodes[employer].get("kind") in side.within)


def _has_role(graph: Graph, post: str, shells: tuple[Shell, ...]) -> bool:
    roles = [edge.target.rsplit("/", 1)[-1] for edge in reading.out(graph, post, "HAS_ROLE")] if shells else []
    return any(fnmatchcase(role, shell) for role in roles for shell in shells)


POSTS_APART = Pattern("posts_apart", PostsApartParams, "dataset", posts_apart)

IN_SERVICE = frozenset({Affiliation.EMPLOYED, Affiliation.SECONDED, Affiliation.HIRED})
"""Ties by which somebody works in an organization."""


class WorksForParams(ValueObject):
    """Of which office holders it is asked, and what the law excepts."""

    offices: Annotated[tuple[OfficeKind, ...], Field(min_length=1)]
    exempt_roles: tuple[Shell, ...] = Field((), description="Roles that the law excepts, by their slugs")


def works_for(scope: Scope, params: WorksForParams, _rule: Rule) -> Iterator[Hit]:
    """An office holder who works, in another's service, for the own municipality.

    By what is stated (an assignment, a mandate, standing in for an official there), or by a place in an organization in which
    the municipality takes part; the latter asks for reasons only, and says nothing where the work is stated to be for others.
    """
    return people.once(_working(scope, params))


def _working(scope: Scope, params: WorksForParams) -> Iterator[Hit]:
    for person, offices in people.office_holders(scope):
        own = {office.organization: office for office in offices if office.kind in params.offices}
        held = reading.posts_of(scope.graph, person) if own else []
        for municipality, office in own.items():
            for holding in held if len(held) > 1 else ():
                if authority.official(scope.graph, holding.target) and not _has_role(scope.graph, holding.target, params.exempt_roles):
                    yield from _in_post(scope, office, holding, municipality)
            for tie in reading.out(scope.graph, person, "AFFILIATED_WITH"):
                served = reading.municipalities_served(scope.graph, tie.target)
                if tie.attributes.get("kind") in IN_SERVICE and tie.target != municipality and municipality in served:
                    yield _works(scope, office, tie, (tie, *served[municipality]), stated=False)


def _in_post(scope: Scope, office: Office, holding: Edge, municipality: str) -> Iterator[Hit]:
    graph, post = scope.graph, holding.target
    places = reading.out(graph, post, "IN")
    if reading.out(graph, post, "ON_BEHALF_OF"):
        return  # a seat that is held for a municipality, and no service of another
    if any(municipality in {place.target, reading.organization_of(graph, place.target)} for place in places):
        return  # in the municipality's own service: another rule
    if stated := _stated(graph, post, municipality):
        yield _works(scope, office, holding, (holding, *stated), stated=True)
        return
    done = [edge for node in (post, *(place.target for place in places)) for edge in reading.into(graph, node, "CARRIED_OUT_BY")]
    for place in places:
        served = reading.municipalities_served(graph, place.target)
        if municipality in served and not done:
            yield _works(scope, office, holding, (holding, place, *served[municipality]), stated=False)


def _stated(graph: Graph, post: str, municipality: str) -> tuple[Edge, ...]:
    """The facts that say that a post works for a municipality."""
    for deputy in reading.out(graph, post, "DEPUTY_OF"):
        if reading.employer(graph, deputy.target) == municipality and authority.official(graph, deputy.target):
            return (deputy,)
    units = (post, *(edge.target for edge in reading.out(graph, post, "IN") if graph.nodes[edge.target]["label"] == "Body"))
    for unit, (way, by) in product(units, (("CARRIED_OUT_BY", "COMMISSIONED_BY"), ("GRANTED_TO", "GRANTED_BY"))):
        for done in reading.into(graph, unit, way):
            for given in reading.out(graph, done.source, by):
                if reading.employer(graph, given.target) == municipality:
                    return (done, given)
    return ()


def _works(scope: Scope, office: Office, tie: Edge, way: tuple[Edge, ...], *, stated: bool) -> Hit:
    edges = (*office.edges, *way)
    names = {
        "person": scope.name(tie.source),
        "office": people.office_since(office),
        "place": scope.name(office.organization),
        "work": people.since(T("{words}", words=scope.name(tie.target)), tie),
    }
    if stated:
        statement = T("{person} is {office} of {place}, and works for it in {work}.", **names)
    else:
        statement = T("{person} is {office} of {place}, and works in {work}, for municipalities of which this is one.", **names)
    return Hit(
        (tie.source,),
        people.together(statement, scope.on, office.edges[0], tie),
        edges=edges,
        object=tie.target,
        value=2,
        unit="capacities",
        certain=scope.certain(*edges),
        severity=None if stated else Severity.JUSTIFY,
    )


WORKS_FOR = Pattern("works_for", WorksForParams, "dataset", works_for)


class TiedToOwnParams(ValueObject):
    """Of which office holders, and which ties with the own municipality."""

    offices: Annotated[tuple[OfficeKind, ...], Field(min_length=1)]
    ties: Annotated[tuple[Affiliation, ...], Field(min_length=1)]


def tied_to_own(scope: Scope, params: TiedToOwnParams, _rule: Rule) -> Iterator[Hit]:
    """An office holder who has, beside the office, a tie of one of these kinds with the own municipality."""
    return people.once(_tied(scope, params))


def _tied(scope: Scope, params: TiedToOwnParams) -> Iterator[Hit]:
    for person, offices in people.office_holders(scope):
        own = {office.organization: office for office in offices if office.kind in params.offices}
        for tie in reading.out(scope.graph, person, "AFFILIATED_WITH") if own else ():
            if tie.target in own and tie.attributes.get("kind") in params.ties:
                yield _with_own(scope, own[tie.target], tie)


def _with_own(scope: Scope, office: Office, tie: Edge) -> Hit:
    edges = (*office.edges, tie)
    statement = T(
        "{person} is {office} of {place}, and has a tie with it of another kind: {tie}.",
        person=scope.name(tie.source),
        office=people.office_since(office),
        place=scope.name(tie.target),
        tie=people.since(T("{words}", words=Affiliation(tie.attributes["kind"]).names), tie),
    )
    return Hit((tie.source,), statement, edges, object=tie.target, value=2, unit="capacities", certain=scope.certain(*edges))


TIED_TO_OWN = Pattern("tied_to_own", TiedToOwnParams, "dataset", tied_to_own)
