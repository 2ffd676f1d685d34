"""What a page says when a link names something that is not there, or nothing at all."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from orggraph.errors import NotFound, nearest
from orggraph.i18n import T
from orggraph.model.nodes import LABELS
from orggraph.ui.page import Visit
from orggraph.ui.widgets.look import link, plain

BETWEEN = " · "
"""Between a name and what tells it apart."""
MOST_NEAR = 6


def not_here(
    visit: Visit, wanted: str, error: NotFound, *, title: str = "", page: str = "onderdeel", param: str = "id",
    names: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """Say that there is no such node in this choice, why that may be, and what comes near.

    Parameters
    ----------
    visit
        The reader's choices.
    wanted, error
        What the address asks, and why it is not there.
    title, page, param
        Heading; the page that shows such nodes, and the parameter of its address that names one.
    names
        What can be meant, by id, each called ``name · what more tells it apart``; none: every node.
    """
    heading = title or visit.say(T("This part is not here"))
    st.html(f"<h1>{plain(heading)}</h1><p>{plain(visit.say(error.message))}</p>")
    region = wanted.split("/", 1)[0]
    if region in visit.heads and region not in visit.datasets:
        there = link(visit.say(T("Look in {region}", region=visit.region(region))), visit.link(page, **{param: wanted, "dataset": region}))
        st.html(f"<p>{plain(visit.say(T('It belongs to another region.')))} {there}</p>")
    elif visit.date or visit.prefer:
        st.html(f"<p>{plain(visit.say(T('It may exist on another date, or by another source: those are chosen at the left.')))}</p>")
    if names is None:
        names = {node: str(data["name"]) for node, data in visit.graph.nodes(data=True)}
    meant = {node.rsplit("/", 1)[-1]: node for node in names} | {text.split(BETWEEN)[0]: node for node, text in names.items()}
    close = dict.fromkeys(meant[name] for name in nearest(wanted.rsplit("/", 1)[-1], meant, most=MOST_NEAR))
    if close:
        near = "".join(entry(names[node], visit.link(page, **{param: node})) for node in close)
        st.html(f'<h2>{plain(visit.say(T("What comes near")))}</h2><ul class="og-near">{near}</ul>')


def entry(called: str, href: str) -> str:
    """A line of a list: the name as a link, and below it what tells it apart (safe HTML)."""
    name, _, more = called.partition(BETWEEN)
    below = f'<br><span class="og-quiet">{plain(more)}</span>' if more else ""
    return f"<li>{link(name, href)}{below}</li>"


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
