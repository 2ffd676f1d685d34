"""What a board owes others: relations that each must have, and how often it meets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, Field

from orggraph.graph import reading
from orggraph.graph.edges import Edge
from orggraph.i18n import N, T, Text
from orggraph.model.dates import last_day
from orggraph.model.relationships import TYPES
from orggraph.model.terms import BodyKind, ClauseMatter, MandateKind, MeetingKind, OrganizationKind, StepAction
from orggraph.model.value_object import ValueObject
from orggraph.rules.acts import done
from orggraph.rules.needs import names as action_names
from orggraph.rules.schema import Rule, known_type
from orggraph.rules.scope import Hit, Pattern, Scope


class EdgeToEachParams(ValueObject):
    """From whom, to whom, by which types; each of the types must be there."""

    types: Annotated[tuple[Annotated[str, AfterValidator(known_type)], ...], Field(min_length=1)]
    each: Literal["member", "council", "unseated", "body"] = Field(
        description="Members of, councils to or from, those of them that no seat speaks for, or bodies of the kind in ``body``"
    )
    body: BodyKind
    to: Literal["own_council", "body", "others"] = Field(description="The member's council; the body from each council; other bodies")
    others: BodyKind | None = Field(None, description="The kind of body that bodies must have it to")
    also_from: tuple[BodyKind, ...] = Field((), description="Bodies from which it may come instead; the region's organization always may")
    of_councils: bool = Field(False, description="Only bodies that councils propose or appoint")


class _Duty(NamedTuple):
    """One that must have the relationships: which, where they may start, and where they may end."""

    node: str
    starts: frozenset[str]
    ends: frozenset[str]


def edge_to_each(scope: Scope, params: EdgeToEachParams, _rule: Rule) -> Iterator[Hit]:
    """A relationship that each of several must have: members to their own council, a board to every council, councils to a body.

    One hit for an arrangement, with those that lack one of the relationships in the data.
    """
    for body in scope.bodies(params.body):
        if params.of_councils and not scope.proposed_by_councils(body):
            continue
        duties = list(_DUTIES[params.each](scope, params, body))
        lacking = {kind: [duty.node for duty in duties if not _edges(scope, kind, duty)] for kind in params.types}
        names = list(dict.fromkeys(node for nodes in lacking.values() for node in nodes))
        if names:
            relations = [T("“{name}”", name=TYPES[kind].title) for kind, nodes in lacking.items() if nodes]
            statement = _statement(scope, params, body, relations, names, len(duties))
            known = tuple(edge for duty in duties for kind in params.types for edge in _edges(scope, kind, duty))
            lacks = dict.fromkeys(party for node in names for party in (node, *sorted(scope.councils.get(node, ()))))
            yield Hit(
                (body,),
                statement,
                known,
                lacking=tuple(lacks),
                value=len(names),
                denominator=len(duties),
                unit="relationships",
                absent=True,
            )


def _edges(scope: Scope, kind: str, duty: _Duty) -> list[Edge]:
    return [edge for start in duty.starts for edge in reading.out(scope.graph, start, kind) if edge.target in duty.ends]


def _members(scope: Scope, _params: EdgeToEachParams, body: str) -> Iterator[_Duty]:
    for seat in reading.seats(scope.graph, body):
        own = reading.municipality_of(scope.graph, seat.post)
        if own in scope.councils:  # for whom a seat speaks may be left open; then it has no own council to speak of
            bases = (edge.source for edge in reading.into(scope.graph, seat.post, "QUALIFIES_FOR"))
            yield _Duty(seat.post, frozenset({seat.post, *bases}), scope.councils[own])


def _councils(scope: Scope, params: EdgeToEachParams, body: str) -> Iterator[_Duty]:
    ours = frozenset({body, *(scope.bodies(*params.also_from) if params.also_from else ()), *scope.organizations})
    for town, nodes in scope.councils.items():
        yield _Duty(town, nodes, frozenset({body})) if params.to == "body" else _Duty(town, ours, nodes)


def _unseated(scope: Scope, params: EdgeToEachParams, body: str) -> Iterator[_Duty]:
    """Councils of participants that no seat speaks for; none where for some seat it is not stated for whom it speaks."""
    towns = [reading.municipality_of(scope.graph, seat.post) for seat in reading.seats(scope.graph, body)]
    if towns and None not in towns:
        yield from (duty for duty in _councils(scope, params, body) if duty.node not in towns)


def _bodies(scope: Scope, params: EdgeToEachParams, body: str) -> Iterator[_Duty]:
    others = frozenset(scope.bodies(params.others or ""))
    if others:
        yield _Duty(body, frozenset({body, *(seat.post for seat in reading.seats(scope.graph, body))}), others)


_DUTIES = {"member": _members, "council": _councils, "unseated": _unseated, "body": _bodies}


def _statement(scope: Scope, params: EdgeToEachParams, body: str, relations: list[Text], lacking: list[str], whole: int) -> Text:
    words = {
        "n": len(lacking),
        "m": whole,
        "body": scope.name(body),
        "relations": relations,
        "names": [scope.name(node) for node in lacking],
    }
    if params.each == "member":
        return T("For {n} of {m} members of {body} the data lack this relation to the own council: {relations} ({names}).", **words)
    if params.each == "body":
        others = BodyKind(params.others or params.body).names
        return T(
            "For {body} the data lack this relation to the {others}: {relations}.", body=words["body"], others=others, relations=relations
        )
    if params.each == "unseated":
        return T("For {n} of {m} councils without a seat the data lack this relation from {body}: {relations} ({names}).", **words)
    if params.to == "body":
        return T("For {n} of {m} councils the data lack this relation to {body}: {relations} ({names}).", **words)
    return T("For {n} of {m} councils the data lack this relation from {body}: {relations} ({names}).", **words)


EDGE_TO_EACH = Pattern("edge_to_each", EdgeToEachParams, "arrangement", edge_to_each)


class MeetingsAYearParams(ValueObject):
    """The kind of body, and the least number of meetings in a year."""

    body: BodyKind
    least: Annotated[int, Field(ge=1)]


def meetings_a_year(scope: Scope, params: MeetingsAYearParams, rule: Rule) -> Iterator[Hit]:
    """How often a body meets: fires where the norm is too low, or where a whole past year holds too few meetings.

    One hit for each body: by its norm, else by the meetings of the last whole year in which arrangement and body were there.
    """
    for body in scope.bodies(params.body):
        attributes = scope.graph.nodes[body]
        least, most = attributes.get("meetings_min"), attributes.get("meetings_max")
        if most is not None and most < params.least:
            statement = T(
                "{body} meets at most {n} times a year; {least} are asked for.", body=scope.name(body), n=most, least=params.least
            )
            yield Hit((body,), statement, value=most, denominator=params.least, unit="meetings")
        elif (least is None or least < params.least) and _there_all_year(scope, attributes):
            yield from _counted(scope, params, rule, body)


def _there_all_year(scope: Scope, body: Mapping[str, Any]) -> bool:
    """Whether the arrangement and the body began before the last whole year, as far as that is stated."""
    began = [start for start in (scope.attributes.get("start_date"), body.get("start_date")) if start]
    return all(last_day(start) <= date(scope.on.year - 1, 1, 1) for start in began)


def _counted(scope: Scope, params: MeetingsAYearParams, rule: Rule, body: str) -> Iterator[Hit]:
    first = date(scope.on.year - 1, 1, 1)
    held = [edge for edge in reading.into(scope.graph, body, "MEETING_OF") if _in_year(scope.graph.nodes[edge.source], first.year)]
    if len(held) >= params.least:
        return
    statement = N(
        "Of {year} the data hold {n} meeting of {body}; {least} are asked for.",
        "Of {year} the data hold {n} meetings of {body}; {least} are asked for.",
        len(held),
        year=first.year,
        body=scope.name(body),
        least=params.least,
    )
    why = None
    if not any(_in_year(scope.graph.nodes[meeting], first.year) for meeting in reading.labelled(scope.graph, scope.dataset, "Meeting")):
        why = T("the data hold no meeting at all of {year}", year=first.year)
    elif not scope.declares(rule.complete, body, on=first):
        why = T("the meetings of all of {year} need not be in the data", year=first.year)
    yield Hit(
        (body,),
        statement,
        tuple(held),
        value=len(held),
        denominator=params.least,
        unit="meetings",
        absent=True,
        certain=why is None,
        why=why,
    )


def _in_year(meeting: dict[str, str], year: int) -> bool:
    return meeting.get("kind") != MeetingKind.ELECTION and meeting.get("date", "").startswith(str(year))


MEETINGS_A_YEAR = Pattern("meetings_a_year", MeetingsAYearParams, "arrangement", meetings_a_year)


class PublicMeetingsParams(ValueObject):
    """The kind of body whose meetings are public."""

    body: BodyKind


def public_meetings(scope: Scope, params: PublicMeetingsParams, _rule: Rule) -> Iterator[Hit]:
    """Whether a body meets in public: fires where a meeting is stated not to be.

    One hit for each body, with the meetings behind closed doors.
    """
    for body in scope.bodies(params.body):
        meetings = [edge for edge in reading.into(scope.graph, body, "MEETING_OF") if scope.graph.nodes[edge.source].get("date")]
        closed = [edge for edge in meetings if scope.graph.nodes[edge.source].get("public") is False]
        if closed:
            statement = N(
                "Of {m} meetings of {body} {n} is stated not to be public: {days}.",
                "Of {m} meetings of {body} {n} are stated not to be public: {days}.",
                len(closed),
                m=len(meetings),
                body=scope.name(body),
                days=[scope.graph.nodes[edge.source]["date"] for edge in closed],
            )
            yield Hit((body,), statement, tuple(closed), value=len(closed), denominator=len(meetings), unit="meetings")


PUBLIC_MEETINGS = Pattern("public_meetings", PublicMeetingsParams, "arrangement", public_meetings)


class CouncilsHeardParams(ValueObject):
    """On which matter each council is told and heard beforehand, and by which acts; acts by which a council says no."""

    on: Literal["committee_with_powers", "legal_person", "advisory_committee"]
    actions: Annotated[tuple[StepAction, ...], Field(min_length=1)]
    refused_by: tuple[StepAction, ...] = ()


def councils_heard(scope: Scope, params: CouncilsHeardParams, _rule: Rule) -> Iterator[Hit]:
    """Whether each council was told and heard before a step that the law names: fires where no act to it is in the data.

    One hit for each committee or legal person, with the councils that were not reached, or that said no.
    """
    acts = done(scope)
    for node in _MATTERS[params.on](scope):
        refused = [act for act in acts if node in act.about and act.action in params.refused_by]
        parties = {party for act in acts if node in act.about and act.action in params.actions for party in act.parties}
        without = [town for town, nodes in scope.councils.items() if not nodes & parties]
        words = {"matter": scope.name(node), "n": len(without), "m": len(scope.councils), "what": action_names(params.actions)}
        if refused:
            statement = T(
                "On {matter}: {what} by {names} on {day}.",
                matter=scope.name(node),
                what=StepAction(refused[0].action).names,
                names=[scope.name(party) for party in sorted(refused[0].parties)],
                day=refused[0].day or "?",
            )
            yield Hit((node,), statement, refused[0].edges, value=len(refused), denominator=len(scope.councils), unit="councils")
        elif without:
            statement = T(
                "On {matter} the data hold no act “{what}” at {n} of {m} councils: {names}.",
                names=[scope.name(town) for town in without],
                **words,
            )
            yield Hit((node,), statement, value=len(without), denominator=len(scope.councils), unit="councils", absent=True)


def _with_powers(scope: Scope) -> Iterator[str]:
    """Committees of the cooperation to which its general board transferred powers."""
    boards = frozenset(scope.bodies("general_board"))
    for body in scope.bodies():
        for edge in reading.into(scope.graph, body, "GRANTED_TO"):
            delegation = scope.graph.nodes[edge.source].get("kind") == MandateKind.DELEGATION
            by_board = any(given.target in boards for given in reading.out(scope.graph, edge.source, "GRANTED_BY"))
            if delegation and by_board and scope.graph.nodes[body].get("kind") not in {"general_board", "executive_board"}:
                yield body
                break


def _legal_persons(scope: Scope) -> Iterator[str]:
    """Partner and delivery organizations that are part of the cooperation."""
    kinds = {OrganizationKind.PARTNER, OrganizationKind.DELIVERY_ORGANIZATION}
    return (organization for organization in scope.organizations if scope.graph.nodes[organization].get("kind") in kinds)


def _of_councils(scope: Scope) -> Iterator[str]:
    return (body for body in scope.bodies("advisory_committee") if scope.proposed_by_councils(body))


_MATTERS = {"committee_with_powers": _with_powers, "legal_person": _legal_persons, "advisory_committee": _of_councils}

COUNCILS_HEARD = Pattern("councils_heard", CouncilsHeardParams, "arrangement", councils_heard)


class ProvidedForParams(ValueObject):
    """For which matter an arrangement must itself make room, and the clause by which it does."""

    on: Literal["committee_with_powers", "legal_person"]
    clause: ClauseMatter


def provided_for(scope: Scope, params: ProvidedForParams, _rule: Rule) -> Iterator[Hit]:
    """What an arrangement allows only by a clause of its own: fires where it is there, and no such clause is in the data.

    One hit for an arrangement, with the committees or legal persons for which it makes no room.
    """
    matters = tuple(_MATTERS[params.on](scope))
    if matters and params.clause not in scope.attributes.get("clauses", ()):
        names = [scope.name(node) for node in matters]
        statement = T(
            "The data hold no clause of {arrangement} on {clause}, and {n} of these: {names}.",
            arrangement=scope.name(scope.id),
            clause=params.clause.names,
            n=len(matters),
            names=names,
        )
        yield Hit((scope.id,), statement, nodes=matters, value=0, denominator=1, unit="clauses", absent=True)


PROVIDED_FOR = Pattern("provided_for", ProvidedForParams, "arrangement", provided_for)


class DismissedByParams(ValueObject):
    """Members of which board, and which body alone can dismiss them."""

    seats: BodyKind
    by: BodyKind


def dismissed_by(scope: Scope, params: DismissedByParams, rule: Rule) -> Iterator[Hit]:
    """Who dismissed a member of a board, by the text of the day of the act: fires where it was another body than the law names.

    One hit for each act of dismissal.
    """
    entitled = frozenset(scope.bodies(params.by))
    posts = {seat.post: seat.edge for board in scope.bodies(params.seats) for seat in reading.seats(scope.graph, board, voting=False)}
    for act in done(scope):
        about = sorted(act.about & posts.keys())
        texts = scope.texts(rule, act.first, act.last) if act.day else scope.texts(rule, scope.on, scope.on)
        if act.action != StepAction.DISMISS or not about or not texts:
            continue
        by = [edge for edge in act.edges if edge.attributes["type"] == "DONE_BY"]
        if by and entitled.isdisjoint(edge.target for edge in by):
            words = {"post": scope.name(about[0]), "names": [scope.name(edge.target) for edge in by], "day": act.day or "?"}
            statement = T(
                "The holder of {post} was dismissed by {names} on {day}, where the law names the {body}.", body=params.by.names, **words
            )
            yield Hit(
                (act.node,),
                statement,
                (*act.edges, posts[about[0]]),
                object=about[0],
                value=1,
                denominator=1,
                unit="decisions",
                text=texts[-1],
            )


DISMISSED_BY = Pattern("dismissed_by", DismissedByParams, "arrangement", dismissed_by, acts=True)
