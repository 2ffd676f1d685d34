"""Samenwerkingsvormen: the arrangements of a region side by side, and what is not stated of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import streamlit as st

from orggraph.analyses import tables
from orggraph.graph import provenance, standing
from orggraph.graph.edges import Edge
from orggraph.graph.forms import FAR, Form, forms
from orggraph.graph.kept import kept
from orggraph.i18n import Bilingual, N, T, Text, more
from orggraph.model.nodes import Arrangement
from orggraph.model.terms import MandateKind, Status
from orggraph.model.titles import title_of
from orggraph.ui.page import Page, Visit
from orggraph.ui.widgets import documents, evidence
from orggraph.ui.widgets.address import Address
from orggraph.ui.widgets.dates import in_words
from orggraph.ui.widgets.facts import words
from orggraph.ui.widgets.look import capital, link, plain, source_link

PATH = "samenwerkingsvormen"
FIRST = 4
"""So many forms stand side by side unasked."""
MOST = 8
"""So many names stand open in a cell; the rest can be unfolded."""
ADDRESS = Address("forms", {"form": []})


def render(visit: Visit) -> None:
    """Draw the page."""
    ADDRESS.read()
    st.title(visit.say(T("Forms of cooperation")), anchor=False)
    every = visit.work.graph(visit.date, visit.datasets, visit.prefer, visit.with_names, all_times=True)
    known = {form.node: form for form in forms(visit.graph, every)}
    if not known:
        text = T("These data name no form of cooperation. Choose another region at the left.")
        st.html(f"<p>{plain(visit.say(text))} {link(visit.say(T('To the start page')), visit.link(''))}</p>")
        return
    wanted = [node for node in ADDRESS["form"] if node in known]
    if len(wanted) < len(ADDRESS["form"]):
        st.info(visit.say(T("A form of the link is not in this region; the others are below.")))
    ADDRESS["form"] = wanted
    if len(known) > FIRST:
        ADDRESS.widget(
            "form",
            st.multiselect,
            visit.say(N("{n} form: choose which to compare", "{n} forms: choose which to compare", len(known))),
            list(known),
            format_func=lambda node: str(known[node].graph.nodes[node]["name"]),
            placeholder=visit.say(T("The first {n}: those that hold now, then the others", n=FIRST)),
        )
    chosen = wanted or sorted(known, key=lambda node: not known[node].now)[:FIRST]
    _table(visit, [known[node] for node in known if node in chosen])
    note = T(
        "A former form is shown by the records of its own time. Steps between a council and a board run along advising, preparing, "
        "informing, accounting, appointing and escalating, in either direction, {n} at the most; they are worked out here.",
        n=FAR,
    )
    st.caption(visit.say(note))
    drawn = [node for node in known if node in chosen and node in visit.graph][:2]
    if len(drawn) == 2:
        both = [f"“{visit.graph.nodes[node]['name']}”" for node in drawn]
        where = visit.link("relatiekaart", forms=" ".join(drawn))
        st.html(f"<p>{link(visit.say(T('{one} and {other} in one map', one=both[0], other=both[1])), where)}</p>")
    st.html(f"<p>{link(visit.say(T('What is measured of every form')), visit.link('samenhang', question='forms'))}</p>")
    documents.save(visit, "figures", "forms", PATH)
    ADDRESS.write()


@dataclass(frozen=True)
class _Row:
    """A row of the table: its head, what stands in a cell (safe HTML), and the records on which the cell rests."""

    head: Text
    cell: Callable[[Visit, Form], str]
    records: Callable[[Form], Iterable[Mapping[str, Any]]]


def _table(visit: Visit, chosen: Sequence[Form]) -> None:
    cited: dict[tuple[str, str], int] = {}
    heads = "".join(f'<th scope="col">{_name(visit, form)}{_chip(visit, form)}</th>' for form in chosen)
    body = "".join(
        f'<tr><th scope="row">{plain(visit.say(row.head))}</th>'
        + "".join(f"<td>{_cell(visit, row, form, cited)}</td>" for form in chosen)
        + "</tr>"
        for row in ROWS
    )
    caption = plain(visit.say(T("Forms of cooperation side by side")))
    st.html(
        f'<div class="og-scroll og-forms" tabindex="0" role="region" aria-label="{visit.say(T("Forms of cooperation side by side"))}">'
        f'<table class="og-table"><caption class="og-hidden">{caption}</caption><thead><tr><td></td>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )
    _places(visit, cited)


def _cell(visit: Visit, row: _Row, form: Form, cited: dict[tuple[str, str], int]) -> str:
    """What stands in a cell, with the numbers of the places that say so (safe HTML); a new place gets the next number."""
    text = row.cell(visit, form)
    if not text:
        return _none(visit)
    known = provenance(visit.graph).sources
    places = dict.fromkeys(
        place for record in row.records(form) for place in zip(record.get("sources", ()), record.get("locators", ()), strict=True)
    )
    numbers = sorted((cited.setdefault(place, len(cited) + 1), place) for place in places if place[0] in known)
    links = " ".join(_reference(visit, n, source, place) for n, (source, place) in numbers)
    return text + (f'<div class="og-numbers">{links}</div>' if links else "")


def _reference(visit: Visit, number: int, source: str, place: str) -> str:
    """A number that leads to a place in a source, and says which on being pointed at (safe HTML)."""
    name = provenance(visit.graph).sources[source]["name"]
    about = escape(f"{name}, {place}" if place else name, quote=True)
    label = escape(f"{number}, {visit.say(T('Where it says so'))}: {name}, {place}", quote=True)
    href = escape(visit.link("bron", id=source, place=place), quote=True)
    return f'<a href="{href}" target="_self" title="{about}" aria-label="{label}">{number}</a>'


def _places(visit: Visit, cited: Mapping[tuple[str, str], int]) -> None:
    """The places that the table cites, by number."""
    known = provenance(visit.graph).sources
    ordered = sorted(cited, key=cited.__getitem__)
    items = "".join(f"<li>{source_link(visit, source, known[source]['name'], place)}</li>" for source, place in ordered)
    if items:
        st.header(visit.say(T("Where it says so")), anchor=False)
        st.html(f'<ol class="og-places">{items}</ol>')


def _none(visit: Visit) -> str:
    return f'<span class="og-quiet">{plain(visit.say(T("not stated")))}</span>'


def _name(visit: Visit, form: Form) -> str:
    return _link(visit, form, form.node)


def _link(visit: Visit, form: Form, node: str) -> str:
    """The name of a node, as a link where it has a page on this date (safe HTML)."""
    name = form.graph.nodes[node]["name"]
    return link(name, visit.link("onderdeel", id=node)) if node in visit.graph else plain(name)


def _chip(visit: Visit, form: Form) -> str:
    status = standing.of(form.graph.nodes[form.node])
    if form.now and status is Status.ACTUAL:
        return ""
    text = visit.say(T("not on this date")) if status is Status.ACTUAL else status.names[visit.lang]
    return f'<br><span class="og-chip og-chip-open">{plain(text)}</span>'


def _list(visit: Visit, items: Sequence[str]) -> str:
    """Items under each other, the many folded (safe HTML)."""
    rows = [f"<div>{item}</div>" for item in items]
    if len(rows) <= MOST:
        return "".join(rows)
    head = plain(visit.say(more(len(rows) - MOST)))
    return "".join(rows[:MOST]) + f"<details><summary>{head}</summary>{''.join(rows[MOST:])}</details>"


def _field(name: str) -> Callable[[Visit, Form], str]:
    """A row for one field of the model."""

    def cell(visit: Visit, form: Form) -> str:
        attributes = form.graph.nodes[form.node]
        value = attributes.get(name)
        if value in (None, (), [], ""):
            return ""
        if isinstance(value, list | tuple):
            text = _list(visit, [plain(words(visit, Arrangement, name, item)) for item in value])
        else:
            text = plain(words(visit, Arrangement, name, value))
        guessed = name in attributes.get("inferred", ())
        return text + (f' <span class="og-quiet">({plain(visit.say(T("inferred from the source")))})</span>' if guessed else "")

    return cell


def _period(visit: Visit, form: Form) -> str:
    attributes = form.graph.nodes[form.node]
    start, end = attributes.get("start_date"), attributes.get("end_date")
    none = visit.say(T("not stated"))
    parts = [visit.say(T("since {date}", date=in_words(start, visit.lang))) if start else visit.say(T("since: {date}", date=none))]
    if end:
        parts.append(visit.say(T("up to and including {date}", date=words(visit, Arrangement, "end_date", end))))
    return plain(", ".join(parts))


def _members(visit: Visit, form: Form, ways: Sequence[Edge]) -> str:
    if not ways:
        return ""
    order = sorted(ways, key=lambda way: str(form.graph.nodes[way.source]["name"]))
    return _list(visit, [_link(visit, form, way.source) + evidence.remarks(visit, way.attributes) for way in order])


def _proposed(visit: Visit, form: Form) -> str:
    return _members(visit, form, form.proposed) or plain(visit.say(T("none")))


def _routes(visit: Visit, form: Form) -> str:
    return _list(
        visit,
        [
            link(form.graph.nodes[route]["name"], visit.link("besluitroutes", route=route))
            if route in visit.graph
            else plain(form.graph.nodes[route]["name"])
            for route in form.routes
        ],
    )


def _powers(visit: Visit, form: Form) -> str:
    """Which authority a body of it was granted: by its kind and name, what it covers and up to what (safe HTML)."""
    return _list(visit, [_power(visit, form, way) for way in form.powers])


def _power(visit: Visit, form: Form, way: Edge) -> str:
    attributes = form.graph.nodes[way.source]
    kind = capital(MandateKind(attributes["kind"]).names[visit.lang])
    scope = ", ".join(str(attributes[name]) for name in ("scope", "limit") if attributes.get(name))
    more = f' <span class="og-quiet">({plain(scope)})</span>' if scope else ""
    to = f'<span class="og-quiet">{plain(visit.say(T("granted to")))}</span> {_link(visit, form, way.target)}'
    return f"{plain(kind)}: {_link(visit, form, way.source)}{more} {to}{evidence.remarks(visit, way.attributes)}"


def _distances(visit: Visit, form: Form) -> str:
    if not form.distances:
        text = T("not assessable: no council of a participant, or no board that governs, is known")
        return f'<span class="og-quiet">{plain(visit.say(text))}</span>'
    counted = Counter(form.distances.values())
    lines = []
    for steps in sorted(counted, key=lambda steps: (steps is None, steps or 0)):
        n, total = counted[steps], len(form.distances)
        if steps is None:
            lines.append(visit.say(N("no way known: {n} of {total} council", "no way known: {n} of {total} councils", n, total=total)))
        else:
            lines.append(visit.say(N("{n} step: {k} of {total} councils", "{n} steps: {k} of {total} councils", steps, k=n, total=total)))
    return _list(visit, [plain(line) for line in lines])


def _figures(visit: Visit, form: Form) -> Mapping[str, Any]:
    """What the analysis measures of a form; nothing of one that does not hold on the date."""
    made = kept(visit.graph, ("figures of forms",), lambda: [row for table in tables(visit.graph, "forms") for row in table.rows])
    return next((row for row in made if row["form"] == form.node), {})


def _meetings(visit: Visit, form: Form) -> str:
    """Bodies and their meetings a year, with of how many bodies these are stated."""
    row = _figures(visit, form)
    if not row.get("bodies"):
        return ""
    bodies = N("{n} body", "{n} bodies", row["bodies"])
    if row["meetings"] is None:
        return plain(visit.say(T("{bodies}; how often these meet is stated of none", bodies=bodies)))
    text = T(
        "{bodies}; at least {meetings} meetings a year, as stated of {k} of {n}",
        bodies=bodies,
        meetings=row["meetings"],
        k=row["meetings_of"],
        n=row["bodies"],
    )
    return plain(visit.say(text))


def _councils_first(visit: Visit, form: Form) -> str:
    """In how many of its routes a council acts before it is decided."""
    row = _figures(visit, form)
    return plain(visit.say(N("{k} of {n} route", "{k} of {n} routes", row["routes"], k=row["heard"]))) if row.get("routes") else ""


def _seats(visit: Visit, form: Form) -> str:
    """Voting seats, the people known to sit in its bodies, and how unequally the seats are divided."""
    row = _figures(visit, form)
    if not row.get("seats"):
        return ""
    text = N("{n} seat", "{n} seats", row["seats"])
    if row["people"]:
        text = T("{seats}, {people} people known", seats=text, people=row["people"])
    if row["gini"] is not None:
        text = T("{seats}; inequality over municipalities {gini} (0: as many for each)", seats=text, gini=round(row["gini"], 2))
    return plain(visit.say(text))


def _itself(form: Form) -> list[Mapping[str, Any]]:
    return [form.graph.nodes[form.node]]


def _nodes(pick: Callable[[Form], Iterable[str]]) -> Callable[[Form], list[Mapping[str, Any]]]:
    return lambda form: [form.graph.nodes[node] for node in pick(form)]


def _ways(pick: Callable[[Form], Iterable[Edge]]) -> Callable[[Form], list[Mapping[str, Any]]]:
    return lambda form: [way.attributes for way in pick(form)]


def _listed(pick: Callable[[Form], Iterable[str]]) -> Callable[[Visit, Form], str]:
    return lambda visit, form: _list(visit, [_link(visit, form, node) for node in pick(form)])


def _of_model(name: str) -> _Row:
    return _Row(title_of(Arrangement, name), _field(name), _itself)


ROWS: tuple[_Row, ...] = (
    _of_model("form"),
    _Row(T("Period"), _period, _itself),
    _Row(T("Legal form of"), _listed(lambda form: form.cooperations), _nodes(lambda form: form.cooperations)),
    _Row(T("Take part"), lambda visit, form: _members(visit, form, form.participants), _ways(lambda form: form.participants)),
    _Row(T("Proposed to take part"), _proposed, _ways(lambda form: form.proposed)),
    _Row(T("Boards and other bodies"), _listed(lambda form: form.boards), _nodes(lambda form: form.boards)),
    _of_model("powers_transferred"),
    _of_model("powers"),
    _Row(T("Authorities granted to it"), _powers, _nodes(lambda form: [way.source for way in form.powers])),
    _of_model("decides"),
    _Row(T("By which routes"), _routes, _nodes(lambda form: form.routes)),
    _Row(T("Steps from the councils to its board"), _distances, lambda _form: ()),
    _Row(T("A council acts before it is decided"), _councils_first, lambda _form: ()),
    _Row(T("Bodies and meetings, counted"), _meetings, lambda _form: ()),
    _Row(T("Voting seats, counted"), _seats, lambda _form: ()),
    _of_model("means"),
    _of_model("staff_fte"),
    _of_model("statute"),
    _of_model("exit_clause"),
    _of_model("evaluation_clause"),
    _of_model("clauses"),
)
"""The rows: what each form says, or does not."""


page = Page(
    path=PATH,
    title=Bilingual("Samenwerkingsvormen", "Forms of cooperation"),
    icon="umbrella",
    order=34,
    render=render,
    group="decide",
    words="regeling rechtsvorm wgr paraplu vergelijken openbaar lichaam uittreden arrangement compare legal form umbrella",
)
