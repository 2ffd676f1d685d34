"""Municipal bodies: who sits on what councillors alone may, who appoints whom, how many there are, and how long a term lasts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from orggraph.graph import reading
from orggraph.graph.edges import Edge
from orggraph.graph.reading import Office, OfficeKind
from orggraph.i18n import N, T
from orggraph.model.dates import last_day
from orggraph.model.terms import BodyKind, Capacity, Organ, OrganizationKind
from orggraph.model.value_object import ValueObject
from orggraph.rules import authority, people
from orggraph.rules.schema import Rule, Shell
from orggraph.rules.scope import Hit, Pattern, Scope


class CouncillorsOnlyParams(ValueObject):
    """Which bodies, which seats in them, and how many members at least."""

    kinds: Annotated[tuple[BodyKind, ...], Field(min_length=1)]
    of_one: bool = Field(False, description="Only bodies of one municipality, and not those of a cooperation")
    capacities: Annotated[tuple[Capacity, ...], Field(min_length=1)]
    least: int | None = Field(None, description="So many members at least")


def councillors_only(scope: Scope, params: CouncillorsOnlyParams, _rule: Rule) -> Iterator[Hit]:
    """A body, or a seat in it, for councillors alone: who is known to hold other offices, and none in the council."""
    for body in reading.labelled(scope.graph, scope.dataset, "Body"):
        attributes = scope.graph.nodes[body]
        if reading.live(attributes) and attributes.get("kind") in params.kinds and not (params.of_one and _is_joint(scope, body)):
            yield from _others(scope, params, body)
            yield from _too_few(scope, params, body)


def _is_joint(scope: Scope, body: str) -> bool:
    """Whether a body is of several municipalities, or of an organization that is none."""
    organization = reading.organization_of(scope.graph, body)
    stated = scope.graph.nodes[organization].get("kind") == OrganizationKind.MUNICIPALITY if organization else False
    return not stated and bool(organization or reading.municipalities_served(scope.graph, body))


def _others(scope: Scope, params: CouncillorsOnlyParams | JointInquiryParams, body: str) -> Iterator[Hit]:
    seats = [seat for seat in reading.seats(scope.graph, body, voting=False) if seat.capacity in params.capacities]
    of = frozenset(reading.municipalities_served(scope.graph, body))
    others: dict[str, tuple[Edge, ...]] = {}
    for seat in seats:
        for holding in reading.holders(scope.graph, seat.post):
            offices = reading.offices(scope.graph, holding.source)
            if offices and not any(office.kind == "councillor" and (not of or office.organization in of) for office in offices):
                others[holding.source] = (holding, seat.edge, *offices[0].edges)
    if others:
        edges = tuple(edge for way in others.values() for edge in way)
        statement = N(
            "In {body} {n} of {m} seats is held by somebody who is no councillor there: {names}.",
            "In {body} {n} of {m} seats are held by people who are no councillors there: {names}.",
            len(others),
            m=len(seats),
            body=scope.name(body),
            names=authority.names(scope.graph, list(others)),
        )
        yield Hit((body,), statement, edges=edges, value=len(others), denominator=len(seats), unit="seats", certain=scope.certain(*edges))


def _too_few(scope: Scope, params: CouncillorsOnlyParams | JointInquiryParams, body: str) -> Iterator[Hit]:
    seats = reading.seats(scope.graph, body)
    stated = scope.graph.nodes[body].get("seats")
    size = stated if stated is not None else reading.count(scope.graph, [seat.post for seat in seats])
    if params.least and size is not None and size < params.least and (seats or stated is not None):
        statement = T("{body} has {n} members, where {m} are asked at least.", body=scope.name(body), n=size, m=params.least)
        yield Hit(
            (body,),
            statement,
            edges=tuple(seat.edge for seat in seats),
            object=body,
            value=size,
            denominator=params.least,
            unit="seats",
            absent=stated is None,
        )


COUNCILLORS_ONLY = Pattern("councillors_only", CouncillorsOnlyParams, "dataset", councillors_only)


class JointInquiryParams(ValueObject):
    """Which seats count, how many members at least, and the organs beside which there is no joint inquiry."""

    capacities: Annotated[tuple[Capacity, ...], Field(min_length=1)]
    least: int
    not_beside: Annotated[tuple[Organ, ...], Field(min_length=1)]


def joint_inquiry(scope: Scope, params: JointInquiryParams, _rule: Rule) -> Iterator[Hit]:
    """A joint committee of inquiry: whether the arrangement leaves room for one, and whether it consists of councillors alone.

    One hit for each committee. Where the organs that take part are not stated, whether there can be one is a doubt.
    """
    for body in scope.bodies(BodyKind.INQUIRY_COMMITTEE):
        barring = [edge for edge in scope.participations if set(edge.attributes.get("organs", ())) & set(params.not_beside)]
        words = {"body": scope.name(body), "arrangement": scope.name(scope.id), "n": len(barring), "m": len(scope.participations)}
        if barring:
            statement = T(
                "{body} is a joint committee of inquiry into {arrangement}, in which the councils of {n} of {m} participants "
                "take part themselves.",
                **words,
            )
            yield Hit(
                (body,),
                statement,
                tuple(barring),
                value=len(barring),
                denominator=len(scope.participations),
                unit="participants",
                certain=scope.certain(*barring),
            )
        elif not scope.organs:
            statement = T("{body} is a joint committee of inquiry into {arrangement}.", **words)
            why = T("which organs take part in the arrangement is not stated")
            yield Hit((body,), statement, scope.participations, value=1, denominator=1, unit="bodies", certain=False, why=why)
        else:
            yield from _others(scope, params, body)
            yield from _too_few(scope, params, body)


JOINT_INQUIRY = Pattern("joint_inquiry", JointInquiryParams, "arrangement", joint_inquiry)


class AppointerParams(ValueObject):
    """Which office, and which organ of the same municipality fills it."""

    office: OfficeKind
    by: BodyKind


def appointer(scope: Scope, params: AppointerParams, _rule: Rule) -> Iterator[Hit]:
    """An office that is filled by another organ than the law names.

    And those of which it is not stated who does, where a dataset states it of others or calls it complete.
    """
    silent, judged = [], 0
    for post, office in people.offices_of(scope.graph).items():
        if office.kind != params.office or scope.graph.nodes[post]["dataset"] != scope.dataset:
            continue
        judged += 1
        appointing = reading.into(scope.graph, post, "APPOINTS")
        if not appointing:
            silent.append(post)
        elif not any(_is(scope, edge.source, params.by, office) for edge in appointing):
            statement = T(
                "{post} is appointed by {who}, where the law names the {body}.",
                post=scope.name(post),
                who=authority.names(scope.graph, [edge.source for edge in appointing]),
                body=params.by.names,
            )
            yield Hit((post,), statement, edges=tuple(appointing), value=0, denominator=1, unit="posts", certain=scope.certain(*appointing))
    if silent and (len(silent) < judged or scope.declares(["APPOINTS"])):
        statement = T(
            "Of {n} of {m} posts it is not stated who appoints to them: {names}.",
            n=len(silent),
            m=judged,
            names=authority.names(scope.graph, silent),
        )
        yield scope.silence(statement, silent, judged, "posts")


def _is(scope: Scope, body: str, kind: BodyKind, office: Office) -> bool:
    return scope.graph.nodes[body].get("kind") == kind and reading.organization_of(scope.graph, body) == office.organization


APPOINTER = Pattern("appointer", AppointerParams, "dataset", appointer)


class AldermenParams(ValueObject):
    """Which part of the council the aldermen are at most, full-time and part-time, and how many at least."""

    most: float = Field(gt=0, le=1)
    most_part_time: float = Field(gt=0, le=1)
    least: int = Field(ge=1)


def aldermen_number(scope: Scope, params: AldermenParams, _rule: Rule) -> Iterator[Hit]:
    """How many aldermen there are, against the number of seats in the council. Who replaces one on leave is not counted."""
    for college in reading.labelled(scope.graph, scope.dataset, "Body"):
        organization = _of_one(scope, college, BodyKind.COLLEGE)
        if organization is None:
            continue
        holdings = [edge for edge in people.aldermen(scope, college) if not edge.attributes.get("acting")]
        number = len({edge.source for edge in holdings})
        councils = reading.bodies_of(scope.graph, organization, BodyKind.COUNCIL)
        if size := council_seats(scope, councils):
            yield from _too_many(scope, params, college, holdings, councils, size)
        if number < params.least:
            statement = T(
                "{college} has {n} aldermen in the data, where {m} are asked at least.",
                college=scope.name(college),
                n=number,
                m=params.least,
            )
            yield Hit((college,), statement, edges=tuple(holdings), value=number, denominator=params.least, unit="posts", absent=True)


def _too_many(
    scope: Scope, params: AldermenParams, college: str, holdings: list[Edge], councils: tuple[str, ...], size: int
) -> Iterator[Hit]:
    number, part_time = len({edge.source for edge in holdings}), _part_time(holdings)
    allowed, ample = _rounded(size * (params.most_part_time if part_time else params.most)), _rounded(size * params.most_part_time)
    if number <= allowed:
        return
    statement = T(
        "{college} has {n} aldermen, where a council of {m} allows {most}.", college=scope.name(college), n=number, m=size, most=allowed
    )
    doubt = part_time is None and number <= ample
    why = T("whether aldermen work part-time is not stated, which would allow {n}", n=ample) if doubt else None
    yield Hit(
        (college,),
        statement,
        edges=tuple(holdings),
        nodes=councils,
        object=councils[0],
        value=number,
        denominator=allowed,
        unit="posts",
        certain=not doubt and scope.certain(*holdings),
        why=why,
    )


def _part_time(holdings: list[Edge]) -> bool | None:
    """Whether some alderman works part-time; None: not stated of all."""
    shares = [edge.attributes.get("share") for edge in holdings]
    if any(share is not None and share < 1 for share in shares):
        return True
    return None if None in shares else False


def _rounded(number: float) -> int:
    """To the nearest whole number, a half upward."""
    return int(number + 0.5)


def _of_one(scope: Scope, body: str, kind: BodyKind) -> str | None:
    """The municipality of a body of this kind; None: it is another, or stands for several."""
    attributes = scope.graph.nodes[body]
    if attributes.get("kind") != kind or not reading.live(attributes) or reading.count(scope.graph, [body]) != 1:
        return None
    organization = reading.organization_of(scope.graph, body)
    return organization if organization and not people.stands_for_several(scope.graph, organization) else None


def council_seats(scope: Scope, councils: tuple[str, ...]) -> int | None:
    """How many seats a council has, as stated, or where all its posts are in the data; None: not known."""
    if len(councils) != 1:
        return None
    stated: int | None = scope.graph.nodes[councils[0]].get("seats")
    if stated is not None or not scope.declares(["Post", "IN"], councils[0]):
        return stated
    return reading.count(scope.graph, [seat.post for seat in reading.seats(scope.graph, councils[0]) if seat.capacity != Capacity.CHAIR])


ALDERMEN_NUMBER = Pattern("aldermen_number", AldermenParams, "dataset", aldermen_number)


class CouncilSizeParams(ValueObject):
    """How many seats a council has: per number the inhabitants up to which it holds; above the last, ``above``."""

    up_to: Annotated[dict[int, int], Field(min_length=1, description="Inhabitants up to, by number of seats")]
    above: int


def council_size(scope: Scope, params: CouncilSizeParams, _rule: Rule) -> Iterator[Hit]:
    """The number of seats in a council, against the inhabitants at the last election."""
    for council in reading.labelled(scope.graph, scope.dataset, "Body"):
        organization = _of_one(scope, council, BodyKind.COUNCIL)
        if organization is None:
            continue
        polling = people.latest_polling(scope, [council])
        inhabitants = people.inhabitants(scope.graph.nodes[organization], polling.day.isoformat() if polling else None)
        size = council_seats(scope, (council,))
        if inhabitants is None or not size:
            continue
        due = min((seats for seats, most in params.up_to.items() if inhabitants <= most), default=params.above)
        if size != due:
            statement = T(
                "{council} has {n} seats, where {inhabitants} inhabitants ask for {m}.",
                council=scope.name(council),
                n=size,
                m=due,
                inhabitants=inhabitants,
            )
            yield Hit((council,), statement, nodes=(organization,), value=size, denominator=due, unit="seats")


COUNCIL_SIZE = Pattern("council_size", CouncilSizeParams, "dataset", council_size)


class TermOverParams(ValueObject):
    """Whose term, and how long it lasts."""

    offices: tuple[OfficeKind, ...] = ()
    roles: tuple[Shell, ...] = Field((), description="Shell patterns over the slug of a role's id, beside the offices")
    acting: bool = Field(False, description="Only who acts in the post; otherwise only who does not")
    years: int | None = None
    weeks: int | None = None


def term_over(scope: Scope, params: TermOverParams, _rule: Rule) -> Iterator[Hit]:
    """Somebody who holds a post longer than a term lasts, as far as the data say; one hit a post and holder."""
    posts = [post for post, office in people.offices_of(scope.graph).items() if office.kind in params.offices]
    posts += [edge.source for role in reading.roles_like(scope.graph, params.roles) for edge in reading.into(scope.graph, role, "HAS_ROLE")]
    for post in dict.fromkeys(post for post in posts if scope.graph.nodes[post]["dataset"] == scope.dataset):
        for holding in reading.holders(scope.graph, post):
            start = holding.attributes.get("start_date")
            ends = _end(last_day(start), params) if start else None
            if ends and scope.on >= ends and bool(holding.attributes.get("acting")) == params.acting:
                statement = T(
                    "{person} holds {post} since {date}; a term of that length ended on {end}.",
                    person=scope.name(holding.source),
                    post=scope.name(post),
                    date=start,
                    end=ends.isoformat(),
                )
                days = (scope.on - ends).days
                yield Hit(
                    (holding.source,), statement, edges=(holding,), object=post, value=days, unit="days", certain=scope.certain(holding)
                )


def _end(start: date, params: TermOverParams) -> date:
    if params.weeks:
        return start + timedelta(weeks=params.weeks)
    return people.years_after(start, params.years or 0)


TERM_OVER = Pattern("term_over", TermOverParams, "dataset", term_over)


class SidePostsParams(ValueObject):
    """Of which offices."""

    offices: Annotated[tuple[OfficeKind, ...], Field(min_length=1)]


def side_posts(scope: Scope, params: SidePostsParams, _rule: Rule) -> Iterator[Hit]:
    """The side functions that the data know of an office holder; what is held for the own municipality is none."""
    for person, offices in people.office_holders(scope):
        own = [office for office in offices if office.kind in params.offices]
        ties = _side_ties(scope, person) if own else []
        if ties:
            names = authority.names(scope.graph, list(dict.fromkeys(edge.target for edge in ties)))
            statement = N(
                "{person} is {office} of {municipality}, and has {n} side function in the data: {names}.",
                "{person} is {office} of {municipality}, and has {n} side functions in the data: {names}.",
                len(ties),
                person=scope.name(person),
                office=people.office_since(own[0]),
                names=names,
                municipality=scope.name(own[0].organization),
            )
            edges = (*own[0].edges, *ties)
            yield Hit((person,), statement, edges=edges, value=len(ties), unit="posts", certain=scope.certain(*edges))


def _side_ties(scope: Scope, person: str) -> list[Edge]:
    graph = scope.graph
    ties = [edge for edge in reading.out(graph, person, "AFFILIATED_WITH") if graph.nodes[edge.target].get("kind") != "party"]
    for holding in reading.posts_of(graph, person):
        employer = reading.employer(graph, holding.target)
        outside = employer is not None and graph.nodes[employer].get("kind") in {"partner", "delivery_organization"}
        if outside and not reading.out(graph, holding.target, "ON_BEHALF_OF") and not reading.into(graph, holding.target, "QUALIFIES_FOR"):
            ties.append(holding)
    return ties


SIDE_POSTS = Pattern("side_posts", SidePostsParams, "dataset", side_posts)
