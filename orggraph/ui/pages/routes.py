"""Besluitroutes: one route of the region, drawn by layer and told step by step, and who owns what travels it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

import streamlit as st

from orggraph.errors import nearest
from orggraph.exports import bpmn
from orggraph.graph import standing
from orggraph.graph.courses import Course, Purpose, Stop, courses
from orggraph.graph.edges import Edge
from orggraph.graph.timing import plan
from orggraph.i18n import Bilingual, N, T
from orggraph.model.terms import AtMode, Evidence, StepAction, Tier
from orggraph.picture.naming import kind_name
from orggraph.reports.course import Branch, Station, course
from orggraph.ui.page import Page, Visit
from orggraph.ui.sheet import sheet
from orggraph.ui.widgets import evidence, route_time, take
from orggraph.ui.widgets.dates import in_words
from orggraph.ui.widgets.look import capital, chips, link, node_link, plain
from orggraph.ui.widgets.table import table

PATH = "besluitroutes"
MOST_NAMED = 3
"""So many who act in a step stand by name in the drawing; of more, their number."""


def render(visit: Visit) -> None:
    """Draw the page."""
    st.title(visit.say(T("Decision routes")), anchor=False)
    known = {each.route: each for each in courses(visit.graph)}
    wanted = st.query_params.get("route")
    if not known:
        _nothing(visit)
        return
    if wanted and wanted not in known:
        _not_here(visit, wanted, known)
        _choose(visit, known, None)
        return
    chosen = wanted or max(known, key=lambda route: len(plan(visit.graph, known[route]).waiting))
    _choose(visit, known, chosen)
    _route(visit, known[chosen])


def _nothing(visit: Visit) -> None:
    text = T("These data describe no route of a decision, at this date. Choose another region or date at the left.")
    ways = (link(visit.say(T("What there is to discuss")), visit.link("signalen")), link(visit.say(T("To the start page")), visit.link("")))
    st.html(f"<p>{plain(visit.say(text))} {' · '.join(ways)}</p>")


def _not_here(visit: Visit, wanted: str, known: Mapping[str, Course]) -> None:
    """Say that a link asks for a route that is not in this choice, and what comes near."""
    st.html(
        f"<p>{plain(visit.say(T('There is no such route in this region, at this date:')))} "
        f'<span class="og-asked">{plain(wanted)}</span></p>'
    )
    region = wanted.split("/", 1)[0]
    if region in visit.heads and region not in visit.datasets:
        there = link(visit.say(T("Look in {region}", region=visit.region(region))), visit.link(PATH, route=wanted, dataset=region))
        st.html(f"<p>{there}</p>")
    slugs = {route.rsplit("/", 1)[-1]: route for route in known}
    close = [slugs[slug] for slug in nearest(wanted.rsplit("/", 1)[-1], slugs)] or list(known)[:8]
    entries = "".join(f"<li>{link(visit.graph.nodes[route]['name'], visit.link(PATH, route=route))}</li>" for route in close)
    st.html(f'<ul class="og-near">{entries}</ul>')


def _choose(visit: Visit, known: Mapping[str, Course], wanted: str | None) -> None:
    """The choice of a route; it goes into the address."""
    options = list(known)
    chosen = st.selectbox(
        visit.say(N("{n} route: choose", "{n} routes: choose", len(options))),
        options,
        index=options.index(wanted) if wanted else None,
        format_func=lambda route: _called(visit, known[route]),
        filter_mode="contains",
        key=f"routes_route_{wanted}",
        placeholder=visit.say(T("Type a name")),
        width=620,
    )
    if chosen and chosen != wanted:
        st.query_params["route"] = chosen
        st.rerun()


def _called(visit: Visit, each: Course) -> str:
    """The name of a route, and whose it is where several in this choice are called so."""
    names = [visit.graph.nodes[each.route]["name"], *(visit.graph.nodes[edge.target]["name"] for edge in each.of)]
    return " · ".join(dict.fromkeys(map(str, names)))


def _route(visit: Visit, each: Course) -> None:
    attributes = visit.graph.nodes[each.route]
    about = "".join(f"<p>{plain(attributes[name])}</p>" for name in ("description", "note") if attributes.get(name))
    whose = ", ".join(node_link(visit, edge.target) + evidence.remarks(visit, edge.attributes) for edge in each.of)
    sure = evidence.standing(visit, attributes)
    facts = [
        (T("Route of"), whose or _none(visit)),
        (T("How sure"), plain(sure) if sure else ""),
        (T("View of the councils"), plain(_view(visit, attributes.get("view_required")))),
        (T("Where it says so"), evidence.citations(visit, attributes, between=", ")),
    ]
    rows = "".join(f"<p><strong>{plain(visit.say(title))}:</strong> {value}</p>" for title, value in facts if value)
    st.html(f'<section class="og-head"><h2>{node_link(visit, each.route)}</h2><p>{chips(visit, each.route)}</p>{about}{rows}</section>')
    if not each.stops:
        st.info(visit.say(T("The sources name this route, and not one step of it.")))
    else:
        route_time.show(visit, each)
        st.header(visit.say(T("The route, step by step")), anchor=False)
        _drawn(visit, each)
        _steps(visit, each)
        _take_along(visit, each)
    _purposes(visit, each)
    route_time.forms(visit)


def _take_along(visit: Visit, each: Course) -> None:
    """The route as a file for programs that draw processes, made when it is asked for."""
    take.button(visit,
        visit.say(T("Save as BPMN")), lambda: bpmn.of_route(visit.graph, each, date.today().isoformat(), visit.lang),
        f"{each.route.rsplit('/', 1)[-1]}.bpmn", "application/xml", key=f"routes_bpmn_{each.route}",
        icon=":material/download:", help=visit.say(T("For programs that draw processes, such as bpmn.io, Camunda or Signavio.")),
    )  # fmt: skip


def _view(visit: Visit, required: bool | None) -> str:
    if required is None:
        return visit.say(T("whether it is designated for one is not stated"))
    return visit.say(T("designated for one") if required else T("not designated for one"))


def _drawn(visit: Visit, each: Course) -> None:
    """The drawing for a wide and for a narrow screen; what it says stands in the table as well."""
    rows = {stop.step: i for i, stop in enumerate(each.stops)}
    stations = [_station(visit, each, stop, rows) for stop in each.stops]
    names = {tier.value: tier.names[visit.lang] for tier in Tier} | {"": visit.say(T("Others"))}
    alt = N(
        "{route}: drawing of {n} step; the table below says the same",
        "{route}: drawing of {n} steps; the table below says the same",
        len(stations),
        route=visit.graph.nodes[each.route]["name"],
    )
    pictures = "".join(
        f'<div class="course {name}" role="img" aria-label="{escape(visit.say(alt), quote=True)}">'
        f"{course(stations, names, width=width)}</div>"
        for name, width in route_time.WIDTHS
    )
    legend = T(
        "From top to bottom. A filled circle: here is decided. Several circles in a row: bodies of several layers. "
        "A dashed circle: the step may be passed by, is proposed or leaves something to be decided. "
        "A dashed line: proposed, inferred or still to be decided."
    )
    sheet(f"<style>{route_time.STYLE}</style>{pictures}", key="routes_course")
    st.caption(visit.say(legend))
    if len(stations) > 1 and not any(stop.next for stop in each.stops):
        st.caption(visit.say(T("No source says which step follows on which; the numbers are all there is of an order.")))


def _station(visit: Visit, each: Course, stop: Stop, rows: Mapping[str, int]) -> Station:
    attributes = visit.graph.nodes[stop.step]
    below = [_who(visit, stop)]
    if attributes.get("condition"):
        below.append(visit.say(T("when: {condition}", condition=attributes["condition"])))
    below += _when(visit, stop)
    if attributes.get("optional"):
        below.append(visit.say(T("may be passed by")))
    numbers = {other.step: other.number for other in each.stops}
    below += [
        visit.say(T("to {number} ({condition})", number=numbers[way.target], condition=way.attributes["condition"]))
        for way in stop.next
        if way.attributes.get("condition")
    ]
    return Station(
        str(stop.number),
        str(attributes["name"]),
        tuple(filter(None, below)),
        stop.tiers,
        stop.decides,
        bool(attributes.get("optional")) or not stop.settled,
        tuple(Branch(rows[way.target], _sure(way)) for way in stop.next),
    )


def _sure(way: Edge) -> bool:
    return standing.has(way.attributes, standing.ACTUAL) and way.attributes.get("evidence", Evidence.STATED) != Evidence.INFERRED


def _who(visit: Visit, stop: Stop) -> str:
    """Who acts in a step, as a text."""
    names = [str(visit.graph.nodes[edge.target]["name"]) for edge in stop.at]
    if not names:
        return visit.say(T("who: not stated"))
    if len(names) > MOST_NAMED:
        named = visit.say(T("{names} and {n} more", names=", ".join(names[: MOST_NAMED - 1]), n=len(names) - MOST_NAMED + 1))
    else:
        named = ", ".join(names)
    return _mode(visit, stop) + named


def _mode(visit: Visit, stop: Stop) -> str:
    """Whether any or all of several act."""
    mode = visit.graph.nodes[stop.step].get("at_mode")
    if len(stop.at) > 1 and not mode:
        return visit.say(T("any or all, not stated: "))
    return f"{AtMode(mode).names[visit.lang]}: " if mode and len(stop.at) > 1 else ""


def _when(visit: Visit, stop: Stop) -> list[str]:
    """How long a step takes, by which day, and what the source says of its time."""
    attributes = visit.graph.nodes[stop.step]
    texts = []
    if attributes.get("days_min"):
        texts.append(visit.say(N("at least {n} day", "at least {n} days", attributes["days_min"])))
    if attributes.get("by"):
        texts.append(visit.say(T("each year by {day}", day=_day(str(attributes["by"]), visit))))
    if attributes.get("as_stated"):
        texts.append(f"“{attributes['as_stated']}”")
    return texts


def _day(month_day: str, visit: Visit) -> str:
    return in_words(f"2000-{month_day}", visit.lang).removesuffix(" 2000")


def _steps(visit: Visit, each: Course) -> None:
    """The steps as a table."""
    title = visit.say(T("Step by step"))
    heads = (T("No."), T("Step"), T("Action"), T("Who"), T("When"), T("Next"), T("Where it says so"))
    numbers = {stop.step: stop.number for stop in each.stops}
    rows = [_row(visit, stop, numbers) for stop in each.stops]
    table(visit, [visit.say(text) for text in heads], rows, caption=title, height=900)


def _row(visit: Visit, stop: Stop, numbers: Mapping[str, int]) -> list[str]:
    attributes = visit.graph.nodes[stop.step]
    known = [evidence.standing(visit, attributes)]
    known += [visit.say(T("may be passed by"))] if attributes.get("optional") else []
    known += [visit.say(T("the source leaves something open"))] if attributes.get("open") else []
    remark = "; ".join(filter(None, known))
    step = node_link(visit, stop.step) + (f' <span class="og-quiet">({plain(remark)})</span>' if remark else "")
    step += f'<br><span class="og-quiet">{plain(attributes["note"])}</span>' if attributes.get("note") else ""
    when = [visit.say(T("when: {condition}", condition=attributes["condition"]))] if attributes.get("condition") else []
    when += _when(visit, stop)
    action = plain(StepAction(attributes["action"]).names[visit.lang])
    return [
        str(stop.number),
        step,
        f'<span class="og-whole">{f"<strong>{action}</strong>" if stop.decides else action}</span>',
        _people(visit, stop),
        "<br>".join(map(plain, when)) if when else _none(visit),
        "<br>".join(_after(visit, way, numbers) for way in stop.next),
        evidence.citations(visit, attributes),
    ]


def _people(visit: Visit, stop: Stop) -> str:
    """Who acts in a step, who is involved, and whom it is addressed to (safe HTML)."""
    at = _named(visit, stop.at)
    parts = [plain(_mode(visit, stop)) + at if at else _none(visit)]
    for title, others in ((T("involves:"), stop.involves), (T("addressed to:"), stop.addressed)):
        if others:
            parts.append(f'<span class="og-quiet">{plain(visit.say(title))}</span> {_named(visit, others)}')
    return "<br>".join(parts)


def _named(visit: Visit, ways: Sequence[Edge]) -> str:
    return ", ".join(node_link(visit, way.target) + evidence.remarks(visit, way.attributes) for way in ways)


def _after(visit: Visit, way: Edge, numbers: Mapping[str, int]) -> str:
    condition = way.attributes.get("condition")
    text = visit.say(T("{n} ({condition})", n=numbers[way.target], condition=condition)) if condition else str(numbers[way.target])
    return plain(text) + evidence.remarks(visit, way.attributes)


def _purposes(visit: Visit, each: Course) -> None:
    """What travels the route, who owns it and who adopts it."""
    st.header(visit.say(T("What travels this route, and whose it is")), anchor=False)
    if not each.purposes:
        st.html(f"<p>{plain(visit.say(T('No source says what this route is for.')))}</p>")
        return
    heads = [visit.say(text) for text in (T("What"), T("Owner"), T("Adopted or taken by"), T("Where it says so"))]
    table(visit, heads, [_purpose(visit, purpose) for purpose in each.purposes], caption=visit.say(T("What travels this route")))


def _purpose(visit: Visit, purpose: Purpose) -> list[str]:
    none = _none(visit)
    kind = capital(_kind(visit, purpose.node))
    return [
        f'{node_link(visit, purpose.node)} <span class="og-quiet">({plain(kind)})</span>{evidence.remarks(visit, purpose.edge.attributes)}',
        _named(visit, purpose.owners) or none,
        _named(visit, purpose.adopters) or none,
        evidence.citations(visit, purpose.edge.attributes) or none,
    ]


def _none(visit: Visit) -> str:
    """That the sources do not say it (safe HTML)."""
    return f'<span class="og-quiet">{plain(visit.say(T("not stated")))}</span>'


def _kind(visit: Visit, node: str) -> str:
    attributes = visit.graph.nodes[node]
    return kind_name(attributes["label"], attributes.get("kind"), visit.lang)


page = Page(
    path=PATH,
    title=Bilingual("Besluitroutes", "Decision routes"),
    icon="route",
    order=32,
    render=render,
    group="decide",
    words="route stappen besluitvorming proces zienswijze wie beslist steps decision process who decides",
    takes={"route": frozenset({"Route"})},
)
