"""What a page says when a link names something that is not there, or nothing at all."""

from __future__ import annotations

import streamlit as st

from orggraph.errors import NotFound, nearest
from orggraph.i18n import T
from orggraph.model.nodes import LABELS
from orggraph.ui.page import Visit
from orggraph.ui.widgets.look import link, node_link, plain


def not_here(visit: Visit, wanted: str, error: NotFound) -> None:
    """Say that there is no such node in this choice, why that may be, and what comes near."""
    st.html(f"<h1>{plain(visit.say(T('This part is not here')))}</h1><p>{plain(visit.say(error.message))}</p>")
    region = wanted.split("/", 1)[0]
    if region in visit.heads and region not in visit.datasets:
        there = link(visit.say(T("Look in {region}", region=visit.region(region))), visit.link("onderdeel", id=wanted, dataset=region))
        st.html(f"<p>{plain(visit.say(T('It belongs to another region.')))} {there}</p>")
    elif visit.date or visit.prefer:
        st.html(f"<p>{plain(visit.say(T('It may exist on another date, or by another source: those are chosen at the left.')))}</p>")
    names = {data["name"]: node for node, data in visit.graph.nodes(data=True)}
    close = [names.get(name, name) for name in nearest(wanted.rsplit("/", 1)[-1], [*visit.graph, *names], most=5)]
    close += [node for node in nearest(wanted, visit.graph, most=5) if node not in close]
    near = "".join(f"<li>{node_link(visit, node)}</li>" for node in close[:6] if node in visit.graph)
    if near:
        st.html(f'<h2>{plain(visit.say(T("What comes near")))}</h2><ul class="og-near">{near}</ul>')


def choose(visit: Visit) -> None:
    """Let the reader choose a node."""
    st.title(visit.say(T("Choose a part")), anchor=False)
    data = visit.graph.nodes
    order = sorted(data, key=lambda node: (str(data[node]["name"]).casefold(), node))
    chosen = st.selectbox(
        visit.say(T("Name")), order, index=None, placeholder=visit.say(T("A body, post, person, topic …")), filter_mode="contains",
        format_func=lambda node: f"{data[node]['name']} ({LABELS[data[node]['label']].title[visit.lang].lower()})",
    )  # fmt: skip
    if chosen:
        st.query_params["id"] = chosen
        st.rerun()
