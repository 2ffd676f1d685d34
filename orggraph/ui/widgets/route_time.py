"""A route in time: how long it takes, a proposal put in on a day, where decisions are on it, and the same by every form of cooperation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import cast

import streamlit as st

from orggraph.analyses.routes import in_words
from orggraph.errors import OrggraphError
from orggraph.graph import provenance
from orggraph.graph.courses import Course
from orggraph.graph.meetings import Rhythm, assumptions
from orggraph.i18n import N, T, Text, more
from orggraph.model.dates import first_day
from orggraph.reports.bars import Bar, Whole, bars
from orggraph.ui.page import Visit
from orggraph.ui.sheet import sheet
from orggraph.ui.widgets import documents
from orggraph.ui.widgets.dates import in_words as dated
from orggraph.ui.widgets.look import as_text, node_link, plain
from orggraph.ui.widgets.table import table
from orggraph.views import whereabouts as places
from orggraph.views.proposals import PAPERS, Schedule, Stage, schedule
from orggraph.views.same_proposal import FormWay, same_proposal, ways
from orggraph.views.waiting import CHANGES, Wait, Waiting, savings, waiting

WIDTHS = (("wide", 860), ("narrow", 440))
STYLE = """
.sheet { border: 0; padding: 0; }
.course { border: 1px solid #D5DBE2; border-radius: 8px; overflow: hidden; } .course svg { display: block; width: 100%; height: auto; }
.sheet.dark { background: none; } .sheet.dark .course { border-color: #3D4A58; }
.sheet.dark .course svg { filter: invert(1) hue-rotate(180deg); }
.wide { max-width: 860px; } .narrow { display: none; max-width: 440px; }
@media (max-width: 700px) { .wide { display: none; } .narrow { display: block; } }
"""
"""Which of two drawings is seen, by the width of the screen."""
MOST_SAVINGS, MOST_NAMED = 6, 3


def show(visit: Visit, course: Course) -> None:
    """How long the route takes: the sentence, the bars, the table, and what saves time."""
    st.header(visit.say(T("How long it takes")), anchor=False)
    key = f"route_meetings_{course.route}"
    assumed = _assumed(visit, key)
    answer = waiting(visit.graph, course, assumed=assumed)
    st.html(f'<p class="og-lead">{plain(visit.say(in_words(visit.graph, answer.timed, answer.network)))}</p>')
    if answer.timed.back:
        st.caption(visit.say(T("This route can go back to an earlier step; what is told here is going there once.")))
    if answer.assessable:
        _bars(visit, answer)
    if answer.waits:
        _gates(visit, answer)
        _assume(visit, key)
    if answer.assessable:
        _savings(visit, answer)
    _calendar(visit, answer)
    _whereabouts(visit, course, assumed)


def _assumed(visit: Visit, key: str) -> dict[str, float]:
    """What the reader assumes of meetings a year; none where that cannot be read, and then it is told."""
    given = str(st.session_state.get(key) or "")
    try:
        return assumptions(visit.graph, [part.strip() for part in given.split(",") if part.strip()])
    except OrggraphError as error:
        st.warning(as_text(error.text(visit.lang)))
        return {}


def _assume(visit: Visit, key: str) -> None:
    """Where the reader says what is assumed."""
    st.text_input(
        visit.say(T("Assume other meetings a year (body=number, with commas)")),
        key=key,
        placeholder="ab=4, db=10",
        help=visit.say(T("The last part of the address of a body, and how often it meets a year. It goes before what the data say.")),
        width=420,
    )


def _few(visit: Visit, nodes: Sequence[str]) -> str:
    """The names of the first few nodes as links, and how many more there are (safe HTML)."""
    links = [node_link(visit, node) for node in nodes[:MOST_NAMED]]
    rest = len(nodes) - MOST_NAMED
    return ", ".join([*links, *([plain(visit.say(more(rest)))] if rest > 0 else [])])


def drawing(visit: Visit, alt: Text, gates: Sequence[Bar], wholes: Sequence[Whole], *, key: str, after: bool = True) -> None:
    """Bars for a wide and for a narrow screen; a table says the same."""
    label = escape(visit.say(alt), quote=True)
    pictures = "".join(
        f'<div class="course {name}" role="img" aria-label="{label}">{bars(gates, wholes, width=width, after=after)}</div>'
        for name, width in WIDTHS
    )
    sheet(f"<style>{STYLE}</style>{pictures}", key=key)


def _days(visit: Visit, days: float) -> str:
    return visit.say(N("{n} day", "{n} days", round(days)))


def _bars(visit: Visit, answer: Waiting) -> None:
    nodes = visit.graph.nodes
    gates = [
        Bar(str(nodes[wait.step]["name"]), wait.gate.stop.tiers[0], wait.mean, wait.longest, wait.compulsory, _days(visit, wait.mean))
        for wait in answer.waits
        if wait.longest
    ]
    whole = [_whole(visit, visit.say(T("The whole route")), answer.whole)]
    if answer.short[1] < answer.whole[1]:
        whole.append(_whole(visit, visit.say(T("The shortest way")), answer.short))
    drawing(visit, T("Bars of the wait in each step; the table below says the same"), gates, whole, key="routes_time")
    legend = T(
        "A bar: the wait on average, after those before it. A thin line: the longest wait. Dashed: may be passed by. "
        "A band: from one in ten to nine in ten of the proposals, with a mark at the half."
    )
    st.caption(visit.say(legend))
    note = T(
        "This is waiting for meetings and terms, not work, postponement or a second reading: at least so long, and of no one proposal."
    )
    st.caption(visit.say(note))


def _whole(visit: Visit, title: str, quantiles: tuple[float, float, float]) -> Whole:
    text = T("{p50} days; nine in ten {p90}", p50=round(quantiles[1]), p90=round(quantiles[2]))
    return Whole(title, *quantiles, visit.say(text))


def _gates(visit: Visit, answer: Waiting) -> None:
    heads = (T("No."), T("Step"), T("Who"), T("Meetings a year"), T("Wait on average"), T("Longest wait"), T("May be passed by"))
    rows = [
        [
            str(wait.gate.stop.number),
            node_link(visit, wait.step),
            _few(visit, [rhythm.body for rhythm in wait.rhythms]) or plain("–"),
            plain(_frequency(visit, wait.rhythms)),
            plain(_mean(visit, wait)),
            plain(visit.say(T("not known")) if wait.gate.unknown else _days(visit, wait.longest)),
            plain(visit.say(T("no") if wait.compulsory else T("yes"))),
        ]
        for wait in answer.waits
    ]
    table(visit, [visit.say(head) for head in heads], rows, caption=visit.say(T("Wait in each step")), height=700)


def _mean(visit: Visit, wait: Wait) -> str:
    if wait.gate.unknown:
        return visit.say(T("not known"))
    return visit.say(T("same meeting")) if wait.same else _days(visit, wait.mean)


def _frequency(visit: Visit, rhythms: Sequence[Rhythm]) -> str:
    """How often bodies meet, and by what that is known."""
    by = {"dates": T("by dates"), "stated": T("stated"), "assumed": T("assumed"), "unknown": T("not known")}
    parts = dict.fromkeys(f"{rhythm.a_year:.2g} ({visit.say(by[rhythm.basis])})" for rhythm in rhythms if rhythm.a_year)
    unknown = [visit.say(by["unknown"])] if any(not rhythm.a_year for rhythm in rhythms) else []
    return ", ".join([*parts, *unknown]) or "–"


def _savings(visit: Visit, answer: Waiting) -> None:
    most = savings(answer)[:MOST_SAVINGS]
    if not most:
        return
    heads = [visit.say(text) for text in (T("What"), T("Steps"), T("Saves on average"), T("Half within"), T("Nine in ten within"))]
    rows = [
        [
            plain(visit.say(CHANGES[saving.how])),
            " + ".join(node_link(visit, step) for step in saving.steps),
            plain(_days(visit, saving.days)),
            plain(_days(visit, saving.p50)),
            plain(_days(visit, saving.p90)),
        ]
        for saving in most
    ]
    title = visit.say(T("What saves time"))
    st.subheader(title, anchor=False)
    table(visit, heads, rows, caption=title)
    st.caption(
        visit.say(T("Each change by itself, the most first. Whether it may be done is for you to say: a gate is there for a reason."))
    )


def _calendar(visit: Visit, answer: Waiting) -> None:
    """A proposal put in on a day."""
    title = visit.say(T("A proposal put in on a day"))
    st.subheader(title, anchor=False)
    graph, course = visit.graph, answer.timed.course
    today = str(provenance(graph).on.get(graph.nodes[course.route]["dataset"], ""))
    left, right = st.columns(2)
    given = left.text_input(visit.say(T("Ready on")), today, key=f"route_start_{course.route}", help=visit.say(T("A day: 2026-03-31.")))
    papers = right.number_input(
        visit.say(T("Days that papers are in before a meeting")), 0, 365, PAPERS, key=f"route_papers_{course.route}"
    )
    try:
        start = first_day(given.strip())
    except ValueError:
        st.warning(visit.say(T("This is no day that exists. Write year, month and day: 2026-03-31.")))
        return
    made = schedule(graph, answer.timed, start, papers=int(papers))
    st.html(f'<p class="og-lead">{plain(visit.say(sentence(visit, made)))}</p>')
    for first, last in made.quiet:
        text = T("Between {first} and {last} no council on this route meets.", first=_day(visit, first), last=_day(visit, last))
        st.caption(visit.say(text))
    heads = (T("No."), T("Step"), T("Papers in by"), T("Meets on"), T("Who"), T("Holds the pen"), T("Done on"))
    rows = [row for stage in made.stages for row in _stage(visit, stage)]
    table(visit, [visit.say(head) for head in heads], rows, caption=title, height=700)
    stated = str(graph.nodes[course.route]["name"])
    st.caption(visit.say(T("To keep: {route} by what the data state, for a proposal of this day.", route=stated)))
    documents.save(visit, "route", f"{course.route},{start}", f"besluitroute-{course.route.rsplit('/', 1)[-1]}-{start}")
    if made.weeks:
        weeks = ", ".join(str(day.isocalendar().week) for day in made.weeks)
        st.caption(visit.say(T("Weeks in which councils on this route meet: {weeks}.", weeks=weeks)))


def sentence(visit: Visit, made: Schedule) -> Text:
    """When a proposal is decided and done, in a sentence."""
    start = _day(visit, made.start)
    end = made.decided or made.done
    if end is None:
        steps = [visit.graph.nodes[stage.step]["name"] for stage in made.stages if stage.done is None][:1]
        return T(
            "Ready on {start}: from “{step}” on no date can be given, since it is not known when it is taken.",
            start=start,
            step=steps[0] if steps else "",
        )
    params = {"start": start, "end": _day(visit, end), "n": (end - made.start).days}
    text = (
        T("Ready on {start}, decided on {end}: {n} days.", **params)
        if made.decided
        else T("Ready on {start}, done on {end}: {n} days.", **params)
    )
    estimated = len(made.estimated)
    if not any(stage.sittings for stage in made.stages):
        return T("{text} No step on the way waits for a meeting that is known.", text=text)
    if not estimated:
        return T("{text} All meetings on the way are dated.", text=text)
    return N(
        "{text} Of {n} meeting on the way the day is estimated.",
        "{text} Of {n} meetings on the way the day is estimated.",
        estimated,
        text=text,
    )


def _day(visit: Visit, day: date | None) -> str:
    return dated(day, visit.lang) if day else "–"


def _stage(visit: Visit, stage: Stage) -> list[list[str]]:
    """The rows of a step: one for each day on which bodies take it."""
    days: dict[tuple[date | None, date | None, bool], list[str]] = {}
    for sitting in stage.sittings:
        days.setdefault((sitting.papers, sitting.day, sitting.meeting is None), []).append(sitting.body)
    none: dict[tuple[date | None, date | None, bool], list[str]] = {(None, None, False): [edge.target for edge in stage.gate.stop.at]}
    pens = _few(visit, stage.pens) or plain("–")
    rows = []
    for (papers, day, estimated), bodies in (days or none).items():
        when = _day(visit, day)
        if stage.same:
            when = visit.say(T("{day}, the same meeting", day=when))
        elif estimated and day:
            when = visit.say(T("about {day}", day=when))
        elif not day and (stated := visit.graph.nodes[stage.step].get("as_stated")):
            when = f"“{stated}”"
        elif stage.gate.rhythms and not day:
            when = visit.say(T("not known"))
        names = _few(visit, bodies)
        number, step = str(stage.gate.stop.number), node_link(visit, stage.step)
        rows.append([number, step, plain(_day(visit, papers)), plain(when), names, pens, plain(_day(visit, stage.done))])
    return rows


def _whereabouts(visit: Visit, course: Course, assumed: Mapping[str, float]) -> None:
    """Where the decisions and products that travel this route are now."""
    graph = visit.graph
    mine = [purpose.node for purpose in course.purposes if graph.nodes[purpose.node]["label"] in {"Decision", "Product"}]
    if not mine or not course.stops:
        return
    st.subheader(visit.say(T("Where it is now")), anchor=False)
    on = first_day(provenance(graph).on[graph.nodes[course.route]["dataset"]])
    entries = []
    for node in mine:
        for place in places.whereabouts(graph, node, on, assumed=assumed):
            if place.course.route == course.route:
                texts = " ".join(visit.say(text) for text in places.in_words(graph, place, lambda day: dated(day, visit.lang)))
                entries.append(f"<li>{node_link(visit, node)}: {plain(texts)}</li>")
    st.html(f"<ul>{''.join(entries)}</ul>")


def forms(visit: Visit) -> None:
    """The same proposal by every form of cooperation of the region."""
    answers = same_proposal(visit.graph)
    if len(answers) < 2:
        return
    st.header(visit.say(T("The same proposal by every form of cooperation")), anchor=False)
    known = [answer for answer in answers if answer.whole]
    if len(known) > 1:
        first, last = known[0], known[-1]
        text = T(
            "Quickest by {first}: half is through within {p50} days. By {last} that is {other} days.",
            first=first.form.names.lower(), p50=round(cast("tuple[float, float, float]", first.whole)[1]),
            last=last.form.names.lower(), other=round(cast("tuple[float, float, float]", last.whole)[1]),
        )  # fmt: skip
        st.html(f'<p class="og-lead">{plain(visit.say(text))}</p>')
    wholes = [_whole(visit, _form(visit, answer), answer.whole) for answer in known if answer.whole]
    if wholes:
        drawing(visit, T("Bands of the duration by each form; the table below says the same"), (), wholes, key="routes_forms")
    heads = (T("Form"), T("Steps"), T("Half within"), T("Nine in ten within"), T("Bodies that decide"), T("Whom it binds"))
    rows = [_form_row(visit, answer) for answer in answers]
    table(visit, [visit.say(head) for head in heads], rows, caption=visit.say(T("The same proposal by every form")), height=700)
    note = T(
        "The way by each form is ours, as short as the form allows; every form gets the municipalities of the widest arrangement here. "
        "Councils have {n} days for a view. {why}.",
        n=ways().days,
        why=ways().why_days,
    )
    st.caption(visit.say(note))


def _form(visit: Visit, answer: FormWay) -> str:
    return f"{answer.form.names[visit.lang]}: {visit.graph.nodes[answer.arrangement]['name']}"


def _form_row(visit: Visit, answer: FormWay) -> list[str]:
    steps = []
    for halt in answer.halts:
        bodies = [rhythm.body for rhythm in halt.rhythms]
        name = node_link(visit, bodies[0]) if len(bodies) == 1 else plain(visit.say(N("{n} body", "{n} bodies", len(bodies))))
        because = f" ({halt.step.because})" if halt.step.because else ""
        elsewhere = visit.say(T(", of another arrangement")) if halt.elsewhere else ""
        steps.append(f"{plain(halt.step.action.names[visit.lang])}: {name}{plain(because + elsewhere)}")
    quantiles = answer.whole
    unknown = plain(visit.say(T("not assessable")))
    return [
        plain(_form(visit, answer)),
        "<br>".join(steps),
        plain(_days(visit, quantiles[1])) if quantiles else unknown,
        plain(_days(visit, quantiles[2])) if quantiles else unknown,
        plain(answer.decide),
        plain(answer.way.binds[visit.lang]),
    ]
