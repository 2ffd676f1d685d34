"""Samenhang: what analyses measure everywhere, each with its sentence, its picture and its table."""

from __future__ import annotations

import streamlit as st

from orggraph.analyses import registry, tables
from orggraph.findings import Analysis, Table
from orggraph.i18n import Bilingual, N, T
from orggraph.ui.page import Page, Visit
from orggraph.ui.widgets import documents, measured
from orggraph.ui.widgets.address import Address
from orggraph.ui.widgets.cached import key_of
from orggraph.ui.widgets.look import link, plain

PATH = "samenhang"
ADDRESS = Address("structure", {"question": None})
FIRST = ("interlocks", "key_persons", "voting", "forms")
"""The questions that are asked most: how crowded it is, who ties it together, who can decide, what each form asks."""


def render(visit: Visit) -> None:
    """Draw the page."""
    ADDRESS.read()
    st.title(visit.say(T("Structure")), anchor=False)
    known = {kind: registry()[kind] for kind in sorted(registry(), key=_place) if registry()[kind].tables}
    if ADDRESS["question"] not in known:
        if ADDRESS["question"]:
            st.info(visit.say(T("There is no such question; these are the ones that there are.")))
        ADDRESS["question"] = next(iter(known))
    ADDRESS.widget(
        "question",
        st.selectbox,
        visit.say(N("{n} question: choose", "{n} questions: choose", len(known))),
        list(known),
        format_func=lambda kind: f"{known[kind].title[visit.lang]}: {known[kind].question[visit.lang]}",
        filter_mode="contains",
        width=760,
    )
    ADDRESS.write()
    _answer(visit, known[ADDRESS["question"]])


def _place(kind: str) -> tuple[int, str]:
    """What is asked most stands first; the rest follows by name."""
    return FIRST.index(kind) if kind in FIRST else len(FIRST), kind


def _answer(visit: Visit, analysis: Analysis) -> None:
    made = _tables(visit, analysis.kind)
    if not made:
        text = T("These data hold nothing to measure here, at this date. Choose another region, date or question.")
        st.html(f"<p>{plain(visit.say(text))} {link(visit.say(T('To the start page')), visit.link(''))}</p>")
        return
    documents.save(visit, "figures", analysis.kind, f"{PATH}-{analysis.kind}")
    for number, table in enumerate(made, 1):
        measured.show(visit, table, f"{PATH}-{analysis.kind}-{number}")
    if any(finding.kind == analysis.kind for finding in visit.findings):
        st.html(f"<p>{link(visit.say(T('What there is to discuss of this')), visit.link('signalen', kind=analysis.kind))}</p>")


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs={Visit: key_of})
def _tables(visit: Visit, kind: str) -> tuple[Table, ...]:
    return tuple(tables(visit.graph, kind))


page = Page(
    path=PATH,
    title=Bilingual("Samenhang", "Structure"),
    icon="lan",
    order=25,
    render=render,
    group="look",
    words=(
        "verbanden netwerk overlap bestuurlijke drukte stemmen macht invloed escalatie valkuilen concentratie dekking spin in het web "
        "network power voting interlocks pitfalls concentration coverage"
    ),
)
