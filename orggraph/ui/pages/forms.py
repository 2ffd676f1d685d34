"""Samenwerkingsvormen: the arrangements of a region side by side, and what is not stated of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import streamlit as st

from orggraph.graph import standing
from orggraph.graph.edges import Edge
from orggraph.i18n import Bilingual, N, T, Text, more
from orggraph.model.nodes import Arrangement
from orggraph.model.terms import Status
from orggraph.model.titles import title_of
from orggraph.ui.page import Page, Visit
from orggraph.ui.widgets import evidence
from orggraph.ui.widgets.address import Address
from orggraph.ui.widgets.dates import in_words
from orggraph.ui.widgets.facts import words
from orggraph.ui.widgets.look import link, plain
from orggraph.views.forms import FAR, Form, forms

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
        "informing, accounting, appointing and escalating, in either direction, {n} at the most.",
        n=FAR,
    )
    st.caption(visit.say(note))
    ADDRESS.write()


def _table(visit: Visit, chosen: Sequence[Form]) -> None:
    heads = "".join(f'<th scope="col">{_name(visit, form)}{_chip(visit, form)}</th>' for form in chosen)
    body = "".join(
        f'<tr><th scope="row">{plain(visit.say(head))}</th>'
        + "".join(f"<td>{cell(visit, form) or _none(visit)}</td>" for form in chosen)
        + "</tr>"
        for head, cell in ROWS
    )
    caption = plain(visit.say(T("Forms of cooperation side by side")))
    st.html(
        f'<div class="og-scroll og-forms" tabindex="0" role="region" aria-label="{visit.say(T("Forms of cooperation side by side"))}">'
        f'<table class="og-table"><caption class="og-hidden">{caption}</caption><thead><tr><td></td>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


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


def _of_model(name: str) -> tuple[Text, Callable[[Visit, Form], str]]:
    return title_of(Arrangement, name), _field(name)


ROWS: tuple[tuple[Text, Callable[[Visit, Form], str]], ...] = (
    _of_model("form"),
    (T("Period"), _period),
    (T("Legal form of"), lambda visit, form: _list(visit, [_link(visit, form, node) for node in form.cooperations])),
    (T("Take part"), lambda visit, form: _members(visit, form, form.participants)),
    (T("Proposed to take part"), _proposed),
    (T("Boards and other bodies"), lambda visit, form: _list(visit, [_link(visit, form, node) for node in form.boards])),
    _of_model("powers_transferred"),
    _of_model("powers"),
    _of_model("decides"),
    (T("By which routes"), _routes),
    (T("Steps from the councils to its board"), _distances),
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
