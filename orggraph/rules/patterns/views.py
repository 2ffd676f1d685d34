"""Whether a year's plan leaves room between the last view of the councils and the meeting that decides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, NamedTuple

from pydantic import Field

from orggraph.graph import reading
from orggraph.graph.edges import Edge
from orggraph.i18n import N, T, Text
from orggraph.model.dates import is_day
from orggraph.model.terms import MeetingKind, StepAction
from orggraph.model.value_object import ValueObject
from orggraph.rules.plans import Plan
from orggraph.rules.schema import Rule
from orggraph.rules.scope import Hit, Pattern, Scope


class RoomAfterViewsParams(ValueObject):
    """How many days the reply to the views, and its reading, take at least."""

    days: Annotated[int, Field(ge=1, le=365)]


class _Term(NamedTuple):
    """A year's plan: the last day for views, the day at the latest for the decision, and the steps that say so."""

    last: date
    due: date
    decide: str
    steps: tuple[str, ...]


def room_after_views(scope: Scope, params: RoomAfterViewsParams, _rule: Rule) -> Iterator[Hit]:
    """Whether a meeting of who decides falls after the last view and by the day at the latest: fires where none does, or too soon.

    The last view is due on its own day, or so many days after the day on which the draft is sent at the latest. Each is a day of
    every year; asked is the year in which the decision is next due. One hit for each route and body that decides. Linear in the
    steps and meetings.
    """
    for route in reading.labelled(scope.graph, scope.dataset, "Route"):
        of = {edge.target for edge in reading.out(scope.graph, route, "ROUTE_OF")}
        if (of and not of & {scope.id, *scope.cooperations}) or not reading.live(scope.graph.nodes[route]):
            continue
        plan = Plan(scope, route)
        for term in _terms(scope, plan):
            for at in reading.out(scope.graph, term.decide, "AT"):
                yield from _judged(scope, params, route, plan, term, at)


def _terms(scope: Scope, plan: Plan) -> Iterator[_Term]:
    """For each step that decides by a day: the last view before it."""
    nodes = scope.graph.nodes
    views = plan.taken((StepAction.SUBMIT_VIEW,))
    for decide in plan.taken((StepAction.DECIDE,)):
        day = nodes[decide].get("by")
        if day is None:
            continue
        due = _on(day, scope.on.year)
        due = due if due >= scope.on else _on(day, scope.on.year + 1)
        before = [(last, view, send) for view in views if plan.precedes(view, decide) for last, send in _last(scope, plan, view, due)]
        if before:
            last, view, send = max(before)
            yield _Term(last, due, decide, tuple(dict.fromkeys((send, view, decide))))


def _last(scope: Scope, plan: Plan, view: str, due: date) -> Iterator[tuple[date, str]]:
    """The last day for a view, in the year before a due date, and the step that says so."""
    nodes = scope.graph.nodes
    if by := nodes[view].get("by"):
        yield _before(by, due), view
        return
    for send in plan.taken((StepAction.SEND,)):
        days = nodes[view].get("days_min") or nodes[send].get("days_min")
        if days and nodes[send].get("by") and plan.precedes(send, view):
            yield _before(nodes[send]["by"], due) + timedelta(days=days), send


def _on(day: str, year: int) -> date:
    return date.fromisoformat(f"{year}-{day}")


def _before(day: str, due: date) -> date:
    """The last such day of a year that is no later than another."""
    same = _on(day, due.year)
    return same if same <= due else _on(day, due.year - 1)


def _judged(scope: Scope, params: RoomAfterViewsParams, route: str, plan: Plan, term: _Term, at: Edge) -> Iterator[Hit]:
    body, year = at.target, term.due.year
    meetings = sorted(_meetings(scope, body, year), key=lambda meeting: meeting[0])
    latest = next((meeting for meeting in reversed(meetings) if meeting[0] <= term.due), None)
    left = (latest[0] - term.last).days if latest else -1
    if left >= params.days:
        return
    statement = _statement(scope, params, route, body, term, latest[0] if latest else None, left)
    edges = (*(plan.has[step] for step in term.steps), at, *([latest[1]] if latest else []))
    why = None if meetings else T("the data hold no meeting of {body} in {year}", body=scope.name(body), year=str(year))
    yield Hit((route,), statement, edges, object=body, value=max(left, 0), denominator=params.days, unit="days", certain=not why, why=why)


def _meetings(scope: Scope, body: str, year: int) -> Iterator[tuple[date, Edge]]:
    """The meetings of a body in a year of which the day is stated."""
    for edge in reading.into(scope.graph, body, "MEETING_OF"):
        meeting = scope.graph.nodes[edge.source]
        day = meeting.get("date")
        if is_day(day) and meeting.get("kind") != MeetingKind.ELECTION and date.fromisoformat(day).year == year:
            yield date.fromisoformat(day), edge


def _statement(scope: Scope, params: RoomAfterViewsParams, route: str, body: str, term: _Term, meeting: date | None, left: int) -> Text:
    words = {
        "route": scope.name(route),
        "body": scope.name(body),
        "last": term.last.isoformat(),
        "due": term.due.isoformat(),
        "asked": params.days,
    }
    if meeting is None:
        return T("{route}: councils can give their view until {last}, and by {due} no meeting of {body} is in the data.", **words)
    if left < 0:
        return T(
            "{route}: councils can give their view until {last}; the last meeting of {body} up to {due} is on {day}, before that day.",
            day=meeting.isoformat(),
            **words,
        )
    return N(
        "{route}: councils can give their view until {last}, and {body} meets on {day}: {n} day for a reply with reasons, where {asked} "
        "are asked for.",
        "{route}: councils can give their view until {last}, and {body} meets on {day}: {n} days for a reply with reasons, where {asked} "
        "are asked for.",
        left,
        day=meeting.isoformat(),
        **words,
    )


ROOM_AFTER_VIEWS = Pattern("room_after_views", RoomAfterViewsParams, "arrangement", room_after_views)
