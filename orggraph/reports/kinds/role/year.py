"""Your year: meetings of own bodies, days by which something is due, and what of that is tight; as a list and as events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date

from orggraph.graph import Graph
from orggraph.graph.reading import into, out
from orggraph.i18n import T, Text
from orggraph.model.dates import is_day, next_day
from orggraph.model.terms import BodyKind, MeetingKind, StepAction
from orggraph.reports import drawing
from orggraph.reports.kinds.role.hats import Worn
from orggraph.reports.kinds.role.ways import Turn, name_of, steps_of
from orggraph.reports.kinds.role.who import home_bodies
from orggraph.reports.page import Block, Dates, Day, Event, Line, Mark, Picture, Prose, Section, Words, line
from orggraph.reports.writer import Writer

AHEAD = timedelta(days=365)
OFTEN = 8
"""A body that meets more often in the year ahead is told in one line."""
LEAST_DRAWN = 3
"""Fewer days are no year to draw."""
TIGHT = 1
"""Days between the last view and the decision that leave little time for an answer."""
_DUE = frozenset(
    {StepAction.DECIDE.value, StepAction.DISCUSS.value, StepAction.PROPOSE.value, StepAction.ADVISE.value, StepAction.RATIFY.value}
)


@dataclass(frozen=True)
class Moment:
    """A meeting, or a day by which something is due (``last``)."""

    day: str
    body: str
    what: Line
    last: bool
    node: str
    start: str = ""
    end: str = ""
    place: str = ""
    items: tuple[str, ...] = ()


def moments(writer: Writer, me: Worn, turns: Sequence[Turn]) -> list[Moment]:
    """All of them in the year from the day asked, in order."""
    day = date.fromisoformat(writer.day)
    councils = [body for body in home_bodies(writer.graph, me.home, BodyKind.COUNCIL) if body not in me.bodies]
    every = [*_meetings(writer, me, councils), *_due(writer, turns, day), *_views(writer, me, turns, councils, day)]
    until = (day + AHEAD).isoformat()
    return sorted(
        (moment for moment in every if writer.day <= moment.day <= until),
        key=lambda moment: (moment.day, moment.last, moment.start, moment.node),
    )


def section(writer: Writer, me: Worn, every: Sequence[Moment], turns: Sequence[Turn]) -> Section:
    """The section."""
    blocks: list[Block] = []
    if every:
        often = _often(every)
        days = tuple(_day(writer, moment) for moment in every if moment.last or moment.body not in often)
        blocks += [
            *([_picture(writer, every)] if len(every) >= LEAST_DRAWN else []),
            *(_regular(writer, meetings) for meetings in often.values()),
        ]
        blocks += [Dates(days, writer.say(T("by this day at the latest:")))] if days else []
    undated = [node for body in me.bodies for node in _undated(writer.graph, body)]
    if undated:
        texts = [
            line(
                Words(
                    f"{writer.name(node)} ({writer.graph.nodes[node].get('as_stated') or writer.say(T('no date'))})",
                    writer.cite(writer.graph.nodes[node]),
                )
            )
            for node in undated
        ]
        blocks.append(Prose(line(*writer.listed(texts), "."), lead=writer.say(T("Without a full date:"))))
    blocks += [
        Prose(words, lead=writer.say(lead), tone="warn") for lead, words in (*_clashes(writer, me, every), *_tight(writer, every, turns))
    ]
    if not blocks:
        blocks.append(Prose(line(writer.say(T("The sources name no meeting and no day that binds you.")))))
    question = T("When must I be where, and which days are fixed?")
    return Section("jaar", writer.say(T("Your year")), writer.say(question), tuple(blocks), _silent(writer, me, every))


def events(every: Sequence[Moment]) -> tuple[Event, ...]:
    """The same for a calendar file."""
    return tuple(
        Event(
            f"{moment.node}-{moment.day}",
            moment.day,
            "".join(words.text for words in moment.what),
            moment.place,
            moment.start,
            moment.end,
            "\n".join(moment.items),
        )
        for moment in every
    )


def _meetings(writer: Writer, me: Worn, councils: Sequence[str]) -> Iterator[Moment]:
    graph = writer.graph
    for body in (*me.bodies, *councils):
        for edge in into(graph, body, "MEETING_OF"):
            meeting = graph.nodes[edge.source]
            items = _items(graph, edge.source)
            if meeting.get("kind") == MeetingKind.ELECTION or not is_day(meeting.get("date")) or (body in councils and not items):
                continue
            start, end = str(meeting.get("start_time") or ""), str(meeting.get("end_time") or "")
            what = line(Words(writer.name(body) if body in me.bodies else writer.short(body), writer.cite(meeting), edge.source))
            yield Moment(meeting["date"], body, what, False, edge.source, start, end, str(meeting.get("place") or ""), items)


def _items(graph: Graph, meeting: str) -> tuple[str, ...]:
    items = [edge.source for edge in into(graph, meeting, "ITEM_OF")]
    return tuple(str(graph.nodes[item]["name"]) for item in sorted(items, key=lambda item: (graph.nodes[item].get("number") or 0, item)))


def _undated(graph: Graph, body: str) -> list[str]:
    return sorted(edge.source for edge in into(graph, body, "MEETING_OF") if not is_day(graph.nodes[edge.source].get("date")))


def _due(writer: Writer, turns: Sequence[Turn], day: date) -> Iterator[Moment]:
    graph = writer.graph
    for turn in turns:
        for step, places in turn.mine.items():
            attributes = graph.nodes[step]
            if attributes.get("by") and attributes.get("action") in _DUE:
                text = T("{step} ({route})", step=writer.name(step), route=name_of(writer, turn.route))
                yield Moment(
                    next_day(attributes["by"], day).isoformat(),
                    places[0],
                    line(Words(writer.say(text), writer.cite(attributes), turn.route)),
                    True,
                    step,
                )


def _views(writer: Writer, me: Worn, turns: Sequence[Turn], councils: Sequence[str], day: date) -> Iterator[Moment]:
    """Days by which the own council gives its view on what an own body decides."""
    graph = writer.graph
    own = [*councils, *(body for body in me.bodies if graph.nodes[body].get("kind") == BodyKind.COUNCIL)]
    for turn in turns:
        for step in turn.steps:
            council = next((edge.target for edge in out(graph, step, "AT") if edge.target in own), None)
            if graph.nodes[step].get("action") == StepAction.SUBMIT_VIEW and council and (last := view_due(graph, turn.route, step, day)):
                text = T("View of the council on: {route}", route=name_of(writer, turn.route))
                yield Moment(
                    last.isoformat(), council, line(Words(writer.say(text), writer.cite(graph.nodes[step]), turn.route)), True, step
                )


def view_due(graph: Graph, route: str, step: str, day: date) -> date | None:
    """The last day for a view, the next time: its own day of the year, else so many days after the draft is sent at the latest."""
    view = graph.nodes[step]
    if view.get("by"):
        return next_day(view["by"], day)
    steps = steps_of(graph, route)
    sent = [graph.nodes[other] for other in steps[: steps.index(step)] if graph.nodes[other].get("action") == StepAction.SEND]
    days = view.get("days_min") or (sent[-1].get("days_min") if sent else None)
    if not sent or not sent[-1].get("by") or days is None:
        return None
    return next_day(sent[-1]["by"], day - timedelta(days=int(days))) + timedelta(days=int(days))


def _day(writer: Writer, moment: Moment) -> Day:
    this_year = moment.day[:4] == writer.day[:4]
    time = f"{moment.start}–{moment.end}" if moment.end else moment.start
    more = tuple(filter(None, [", ".join(filter(None, [time, moment.place])), "; ".join(moment.items)]))
    colour = drawing.tier_colour(writer.graph.nodes[moment.body].get("tier"))
    text = format_date(date.fromisoformat(moment.day), "d MMM" if this_year else "d MMM y", locale=writer.lang).replace(".", "")
    return Day(text, moment.day, moment.what, more, colour, moment.last)


def _often(every: Sequence[Moment]) -> dict[str, list[Moment]]:
    """The meetings of bodies that meet so often that a list of their days tells nothing."""
    meetings: dict[str, list[Moment]] = {}
    for moment in every:
        if not moment.last:
            meetings.setdefault(moment.body, []).append(moment)
    return {body: there for body, there in meetings.items() if len(there) > OFTEN}


def _regular(writer: Writer, meetings: Sequence[Moment]) -> Prose:
    """How often such a body meets, on which weekday and at what time most, and when first."""
    days = Counter(format_date(date.fromisoformat(moment.day), "EEEE", locale=writer.lang) for moment in meetings)
    times = Counter("–".join(filter(None, [moment.start, moment.end])) for moment in meetings)
    weekday, time = days.most_common(1)[0][0], times.most_common(1)[0][0]
    text = T(
        "{n} times this year, mostly on {weekday} {time}; first on {first}. All days are in the calendar file.",
        n=len(meetings),
        weekday=weekday,
        time=time,
        first=writer.date(meetings[0].day),
    )
    return Prose(line(Words(writer.say(text), meetings[0].what[0].cites)), lead=f"{writer.name(meetings[0].body)}:")


def _picture(writer: Writer, every: Sequence[Moment]) -> Picture:
    first = date.fromisoformat(writer.day).replace(day=1)
    last = date.fromisoformat(every[-1].day)
    n = max((last.year - first.year) * 12 + last.month - first.month + 1, 6)
    months = [format_date(_month(first, i), "LLL", locale=writer.lang).rstrip(".") for i in range(n)]
    bodies = list(dict.fromkeys(moment.body for moment in every))
    rows = [
        drawing.Row(writer.short(body), writer.graph.nodes[body].get("tier"), tuple((m.day, m.last) for m in every if m.body == body))
        for body in bodies
    ]
    alt = T("Your year in {n} months: a dot is a meeting, a diamond a last day. The same stands in the list.", n=n)
    key: tuple[tuple[Mark, Text], ...] = (("meeting", T("meeting")), ("day", T("last day")), ("now", T("the day of this page")))
    drawn = drawing.year(rows, first, months, date.fromisoformat(writer.day))
    return Picture(drawn, writer.say(alt), tuple((mark, writer.say(text)) for mark, text in key), width="half")


def _month(first: date, i: int) -> date:
    return date(first.year + (first.month - 1 + i) // 12, (first.month - 1 + i) % 12 + 1, 1)


def _clashes(writer: Writer, me: Worn, every: Sequence[Moment]) -> list[tuple[Text, Line]]:
    """Days with two own meetings; what is known of their times is told."""
    days: dict[str, list[Moment]] = {}
    for moment in every:
        if not moment.last and moment.body in me.bodies:
            days.setdefault(moment.day, []).append(moment)
    texts = [
        writer.say(T("{day} ({bodies})", day=writer.date(day), bodies=writer.listing(_timed(writer, moment) for moment in there)))
        for day, there in days.items()
        if len(there) > 1
    ]
    if not texts:
        return []
    timed = all(moment.start for there in days.values() if len(there) > 1 for moment in there)
    how = T("Look whether you can be at both.") if timed else T("The sources do not give all times; ask whether you can be at both.")
    return [(T("Two meetings on one day:"), line(writer.listing(texts), ". ", writer.say(how)))]


def _timed(writer: Writer, moment: Moment) -> str:
    return f"{writer.short(moment.body)}, {moment.start}" if moment.start else writer.short(moment.body)


def _tight(writer: Writer, every: Sequence[Moment], turns: Sequence[Turn]) -> Iterator[tuple[Text, Line]]:
    """Routes of which the last view comes after the meeting that must decide, or just before it."""
    graph, little = writer.graph, []
    for turn in turns:
        views = [
            moment.day
            for moment in every
            if moment.last and moment.node in turn.steps and graph.nodes[moment.node]["action"] == StepAction.SUBMIT_VIEW
        ]
        steps = [step for step in turn.mine if graph.nodes[step].get("action") == StepAction.DECIDE and graph.nodes[step].get("by")]
        for step in steps if views else ():
            body, view = turn.mine[step][0], max(views)
            by = next_day(graph.nodes[step]["by"], date.fromisoformat(view)).isoformat()
            meetings = [moment.day for moment in every if moment.body == body and not moment.last]
            between = [day for day in meetings if view < day <= by]
            route = name_of(writer, turn.route)
            if not between:
                before = max((day for day in meetings if day <= view), default="")
                yield T("Does this calendar fit?"), line(writer.say(_no_meeting(writer, route, body, (view, by, before))))
            elif (date.fromisoformat(between[0]) - date.fromisoformat(view)).days <= TIGHT:
                little.append(
                    writer.say(
                        T("{route} (views by {view}, decision on {day})", route=route, view=writer.date(view), day=writer.date(between[0]))
                    )
                )
    if little:
        text = T(
            "Between the last view and the decision there is at most one day for an answer with reasons: {routes}. "
            "Ask whether the draft was sent earlier.",
            routes=writer.listing(little),
        )
        yield T("Little time for an answer."), line(writer.say(text))


def _no_meeting(writer: Writer, route: str, body: str, days: tuple[str, str, str]) -> Text:
    view, by, before = days
    dates = {"route": route, "view": writer.date(view), "by": writer.date(by), "body": writer.name(body)}
    if before:
        return T(
            "{route}: the councils have until {view} for their view if the draft was sent on the last day, and the decision is due by "
            "{by}. {body} does not meet in between; it does on {before}, before that period ends. Ask whether the draft was sent earlier.",
            before=writer.date(before),
            **dates,
        )
    return T(
        "{route}: the councils have until {view} for their view if the draft was sent on the last day, and the decision is due by {by}. "
        "The sources name no meeting of {body} in between. Ask when it decides.",
        **dates,
    )


def _silent(writer: Writer, me: Worn, every: Sequence[Moment]) -> tuple[str, ...]:
    meetings = [moment for moment in every if not moment.last]
    texts = []
    bare = [
        writer.short(body)
        for body in me.bodies
        if writer.graph.nodes[body]["label"] == "Body" and not any(m.body == body for m in meetings)
    ]
    if bare:
        texts.append(writer.say(T("when {bodies} meets", bodies=writer.listing(bare))))
    n = len([moment for moment in meetings if not moment.start])
    if n:
        texts.append(writer.say(T("at what time {n} of {total} meetings begin", n=n, total=len(meetings))))
    n = len([moment for moment in meetings if not moment.place])
    if n:
        texts.append(writer.say(T("where {n} of {total} meetings are", n=n, total=len(meetings))))
    return tuple(texts)
