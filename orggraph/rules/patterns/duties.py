"""What a board owes others: relations that each must have, and how often it meets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from orggraph.graph import reading
from orggraph.graph.edges import Edge
from orggraph.i18n import N, T, Text
from orggraph.model.dates import first_day
from orggraph.model.relationships import TYPES
from orggraph.model.terms import BodyKind, MeetingKind
from orggraph.rules.schema import Rule, known_type
from orggraph.rules.scope import Hit, Pattern, Scope


class EdgeToEachParams(BaseModel):
    """From whom, to whom, by which types; each of the types must be there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    types: Annotated[tuple[Annotated[str, AfterValidator(known_type)], ...], Field(min_length=1)]
    each: Literal["member", "council", "body"] = Field(description="Members of, councils to or from, or bodies of the kind in ``body``")
    body: BodyKind
    to: Literal["own_council", "body", "others"] = Field(description="The member's council; the body from each council; other bodies")
    others: BodyKind | None = Field(None, description="The kind of body that bodies must have it to")
    also_from: tuple[BodyKind, ...] = Field((), description="Bodies from which it may come instead; the region's organization always may")
    of_councils: bool = Field(False, description="Only bodies that councils propose or appoint")


class _Asked(NamedTuple):
    """One that must have the relationships: where they may start, and where they may end."""

    starts: frozenset[str]
    ends: frozenset[str]


def edge_to_each(scope: Scope, params: EdgeToEachParams, _rule: Rule) -> Iterator[Hit]:
    """A relationship that each of several must have: members to their own council, a board to every council, councils to a body.

    One hit for an arrangement, with how many lack one of the relationships in the data.
    """
    for body in scope.bodies(params.body):
        if params.of_councils and not scope.proposed_by_councils(body):
            continue
        asked = list(_ASKED[params.each](scope, params, body))
        lacking = [one for one in asked if any(not _found(scope, kind, one) for kind in params.types)]
        if lacking:
            said = _said(scope, params, body, len(lacking), len(asked))
            known = tuple(edge for one in asked for kind in params.types for edge in _found(scope, kind, one))
            yield Hit((body,), said, known, value=len(lacking), denominator=len(asked), unit="relationships", absent=True)


def _found(scope: Scope, kind: str, asked: _Asked) -> list[Edge]:
    return [edge for start in asked.starts for edge in reading.out(scope.graph, start, kind) if edge.target in asked.ends]


def _members(scope: Scope, _params: EdgeToEachParams, body: str) -> Iterator[_Asked]:
    for seat in reading.seats(scope.graph, body):
        own = reading.municipality_of(scope.graph, seat.post)
        if own in scope.councils:  # for whom a seat speaks may be left open; then it has no own council to speak of
            bases = (edge.source for edge in reading.into(scope.graph, seat.post, "QUALIFIES_FOR"))
            yield _Asked(frozenset({seat.post, *bases}), scope.councils[own])


def _councils(scope: Scope, params: EdgeToEachParams, body: str) -> Iterator[_Asked]:
    ours = frozenset({body, *(scope.bodies(*params.also_from) if params.also_from else ()), *scope.organizations})
    for nodes in scope.councils.values():
        yield _Asked(nodes, frozenset({body})) if params.to == "body" else _Asked(ours, nodes)


def _bodies(scope: Scope, params: EdgeToEachParams, body: str) -> Iterator[_Asked]:
    others = frozenset(scope.bodies(params.others or ""))
    if others:
        yield _Asked(frozenset({body, *(seat.post for seat in reading.seats(scope.graph, body))}), others)


_ASKED = {"member": _members, "council": _councils, "body": _bodies}


def _said(scope: Scope, params: EdgeToEachParams, body: str, lacking: int, asked: int) -> Text:
    relations = [T("“{name}”", name=TYPES[kind].title) for kind in params.types]
    name = scope.name(body)
    if params.each == "member":
        return T("For {n} of {m} members of {body} the data lack this relation to the own council: {relations}.",
                 n=lacking, m=asked, body=name, relations=relations)  # fmt: skip
    if params.each == "body":
        return T("For {body} the data lack this relation to the {others}: {relations}.",
                 body=name, others=BodyKind(params.others or params.body).names, relations=relations)  # fmt: skip
    if params.to == "body":
        return T("For {n} of {m} councils the data lack this relation to {body}: {relations}.",
                 n=lacking, m=asked, body=name, relations=relations)  # fmt: skip
    return T("For {n} of {m} councils the data lack this relation from {body}: {relations}.",
             n=lacking, m=asked, body=name, relations=relations)  # fmt: skip


EDGE_TO_EACH = Pattern("edge_to_each", EdgeToEachParams, "arrangement", edge_to_each)


class MeetingsAYearParams(BaseModel):
    """The kind of body, and the least number of meetings in a year."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    body: BodyKind
    least: Annotated[int, Field(ge=1)]


def meetings_a_year(scope: Scope, params: MeetingsAYearParams, _rule: Rule) -> Iterator[Hit]:
    """How often a body meets: fires where the norm is too low, or where a whole past year holds too few meetings.

    One hit for each body: by its norm, else by the meetings of the last whole year in which the arrangement was in force.
    """
    year = scope.on.year - 1
    began = scope.attributes.get("start_date")
    whole = began is None or first_day(began).isoformat() <= f"{year}-01-01"
    for body in scope.bodies(params.body):
        attributes = scope.graph.nodes[body]
        most = attributes.get("meetings_max")
        if most is not None and most < params.least:
            said = T("{body} meets at most {n} times a year; {least} are asked for.", body=scope.name(body), n=most, least=params.least)
            yield Hit((body,), said, value=most, denominator=params.least, unit="meetings")
            continue
        held = [edge for edge in reading.into(scope.graph, body, "MEETING_OF") if _in_year(scope.graph.nodes[edge.source], year)]
        if whole and len(held) < params.least:
            said = N(
                "Of {year} the data hold {n} meeting of {body}; {least} are asked for.",
                "Of {year} the data hold {n} meetings of {body}; {least} are asked for.",
                len(held), year=year, body=scope.name(body), least=params.least,
            )  # fmt: skip
            told = any(_in_year(scope.graph.nodes[one], year) for one in reading.labelled(scope.graph, scope.dataset, "Meeting"))
            yield Hit(
                (body,), said, tuple(held), value=len(held), denominator=params.least, unit="meetings", absent=True, certain=told,
                why=None if told else T("the data hold no meeting at all of {year}", year=year),
            )  # fmt: skip


def _in_year(meeting: dict[str, str], year: int) -> bool:
    return meeting.get("kind") != MeetingKind.ELECTION and meeting.get("date", "").startswith(str(year))


MEETINGS_A_YEAR = Pattern("meetings_a_year", MeetingsAYearParams, "arrangement", meetings_a_year)
