"""Mijn raad: what reaches one council and when, what became of its views, its delegates, and how far it is from what is decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from orggraph.analyses import tables
from orggraph.findings import Table
from orggraph.graph.councils import councils
from orggraph.i18n import Bilingual, N, T
from orggraph.queries import get
from orggraph.ui.page import Page, Visit
from orggraph.ui.widgets import documents, measured
from orggraph.ui.widgets.address import Address
from orggraph.ui.widgets.cached import key_of
from orggraph.ui.widgets.dates import in_words
from orggraph.ui.widgets.look import link, node_link, plain
from orggraph.ui.widgets.table import table as as_table

PATH = "mijn-raad"
QUERY = "views-due"
ADDRESS = Address("council", {"council": None})


def render(visit: Visit) -> None:
    """Draw the page."""
    ADDRESS.read()
    st.title(visit.say(T("My council")), anchor=False)
    known = councils(visit.graph)
    if not known:
        text = T("These data name no council, at this date. Choose another region or date at the left.")
        st.html(f"<p>{plain(visit.say(text))} {link(visit.say(T('To the start page')), visit.link(''))}</p>")
        return
    if ADDRESS["council"] not in known:
        if ADDRESS["council"]:
            st.info(visit.say(T("There is no such council in this region, at this date; choose one of those below.")))
        ADDRESS["council"] = known[0]
    ADDRESS.widget(
        "council",
        st.selectbox,
        visit.say(N("{n} council: choose", "{n} councils: choose", len(known))),
        known,
        format_func=lambda node: str(visit.graph.nodes[node]["name"]),
        filter_mode="contains",
        width=620,
    )
    ADDRESS.write()
    council = ADDRESS["council"]
    documents.save(visit, "council", council, f"{PATH}-{council.rsplit('/', 1)[-1]}")
    _coming(visit, council)
    for number, table in enumerate(_tables(visit, council), 1):
        measured.show(visit, table, f"{PATH}-{council.rsplit('/', 1)[-1]}-{number}")
    ways = (
        link(visit.say(T("How far it is from each decision")), visit.link("samenhang", question="council_distance")),
        link(visit.say(T("What there is to discuss")), visit.link("signalen", subject=council)),
    )
    st.html(f"<p>{' · '.join(ways)}</p>")


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs={Visit: key_of})
def _tables(visit: Visit, council: str) -> tuple[Table, ...]:
    """Of one council; a column that would say its name in each row is left out."""
    return tuple(table.without("council") for table in tables(visit.graph, "council_views", {"council": council}))


@st.cache_data(show_spinner=False, max_entries=64, hash_funcs={Visit: key_of})
def _due(visit: Visit, council: str) -> Sequence[Mapping[str, Any]]:
    rows = visit.work.query(
        QUERY, datasets=visit.datasets, on=visit.date, prefer=visit.prefer, with_names=visit.with_names, council=council
    )
    return [dict(row) for row in rows]


def _coming(visit: Visit, council: str) -> None:
    """The drafts on which the council may give a view, by when."""
    rows = _due(visit, council)
    dated = [row for row in rows if row["due"]]
    answered = [row for row in rows if row["replies"]]
    st.header(visit.say(T("What comes to the council")), anchor=False)
    if not rows:
        st.html(f"<p>{plain(visit.say(T('These data describe no route in which this council gives a view.')))}</p>")
        return
    first = in_words(dated[0]["due"], visit.lang) if dated else ""
    sentence = N(
        "This council may give its view in {n} route; of {k} it is known by when, and in {replied} it is answered with reasons.",
        "This council may give its view in {n} routes; of {k} it is known by when, and in {replied} it is answered with reasons.",
        len(rows), k=len(dated), replied=len(answered),
    )  # fmt: skip
    texts = [visit.say(sentence), *([visit.say(T("The first is due by {date}.", date=first))] if first else [])]
    st.html(f'<p class="og-sentence">{plain(" ".join(texts))}</p>')
    titles = get(QUERY).headings(("draft", "route", "arrives_by", "due", "meetings", "replies", "outcome"), visit.lang)
    as_table(visit, titles, [_row(visit, row) for row in rows], caption=visit.say(T("What comes to the council")))
    basis = T("By the routes that the sources describe, the next time from the date asked. What is empty is not stated.")
    st.caption(visit.say(basis))
    more = link(visit.say(T("All columns, and the question behind it")), visit.link("cypher", query=QUERY, param=[f"council={council}"]))
    st.html(f"<p>{more}</p>")


def _row(visit: Visit, row: Mapping[str, Any]) -> list[str]:
    """One route as cells (safe HTML)."""
    route = link(row["route"], visit.link("besluitroutes", route=row["route_id"]))
    days = [plain(in_words(row[name], visit.lang)) if row[name] else _none() for name in ("arrives_by", "due")]
    listed = [_nodes(visit, row[name], row[f"{name}_id"]) for name in ("meetings", "replies", "outcome")]
    return [_nodes(visit, row["draft"], row["draft_id"]), route, *days, *listed]


def _nodes(visit: Visit, names: Sequence[str], ids: Sequence[str]) -> str:
    pairs = zip(names or (), ids or (), strict=True)
    return ", ".join(node_link(visit, node, name) if node in visit.graph else plain(name) for name, node in pairs) or _none()


def _none() -> str:
    return '<span class="og-quiet">–</span>'


page = Page(
    path=PATH, title=Bilingual("Mijn raad", "My council"), icon="account_balance", order=33, render=render, group="decide",
    words="gemeenteraad raadslid raadsleden griffier zienswijze zienswijzen afgevaardigde council councillor views drafts delegates",
    takes={"council": frozenset({"Body"})},
)  # fmt: skip
