"""The relation map on a canvas: rings round one node, or a network; each choice in it is a run of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import streamlit as st

from orggraph.graph import Graph, edges_by_type
from orggraph.i18n import N, T
from orggraph.picture import layout
from orggraph.picture.drawing import Drawing
from orggraph.picture.folding import GROUP
from orggraph.ui.map_component import MapEvent, relation_map
from orggraph.ui.page import Visit
from orggraph.ui.widgets import downloads, look
from orggraph.ui.widgets.cached import drawings, filtered
from orggraph.ui.widgets.map_choices import ADDRESS, chosen_filter, filters, names_of, view_switch
from orggraph.ui.widgets.node_card import group_card, node_card

HEIGHT = 430
"""Pixels of the map: what a window of 720 leaves."""


@dataclass(frozen=True)
class _Canvas:
    """What is shown: the part of the graph, and the view of it."""

    graph: Graph
    view: layout.View
    drawings: tuple[Drawing, ...]


def canvas(visit: Visit, title: str, file: str) -> None:
    """The view that is chosen, with search, filter and the card of what is selected.

    Parameters
    ----------
    visit
        The reader's choices.
    title
        Name of the region or regions.
    file
        Name of the files that can be saved, without suffix.
    """
    with st.sidebar:
        _search(visit)
        card = st.container()
    with st.container(horizontal=True, vertical_alignment="center", key="map_bar"):
        st.title(visit.say(T("Relation map")), width="stretch", anchor=False)
        view_switch(visit)
        filters(visit)
        saving = st.container(width="content")
    with st.spinner(visit.say(T("The map is being drawn …"))):
        picture = _picture(visit, title)
    with saving:
        downloads.pictures(visit, picture.drawings[-1], picture.drawings, file)
    if not len(picture.graph):
        st.info(visit.say(T("Nothing passes this filter. Choose less at a time, or clear the filter.")))
    event = relation_map(picture.drawings, key="relation_map", height=HEIGHT, tall=2 * HEIGHT, select=ADDRESS["id"], lang=visit.lang)
    _follow(picture, event)
    with card:
        _card(visit, picture)


def _search(visit: Visit) -> None:
    names = names_of(visit)
    known = ADDRESS["id"] if ADDRESS["id"] in names else None
    st.session_state["map_search"] = known

    def searched() -> None:
        ADDRESS["id"] = st.session_state["map_search"]

    st.selectbox(
        visit.say(T("Search")),
        list(names),
        format_func=names.__getitem__,
        key="map_search",
        on_change=searched,
        index=None,
        placeholder=visit.say(T("A body, post, person, topic …")),
        filter_mode="contains",
    )


def _picture(visit: Visit, title: str) -> _Canvas:
    chosen = chosen_filter()
    graph = filtered(visit, chosen)
    view = cast(layout.View, ADDRESS["view"])
    centre = ADDRESS["centre"] or ADDRESS["id"] if view == "rings" else None
    if view == "rings" and centre not in graph:
        centre = _busiest(graph)

    def draw(keep: frozenset[str]) -> tuple[Drawing, ...]:
        choice = layout.Choice(frozenset(st.session_state.get("map_expanded", ())), keep)
        return drawings(visit, chosen, view, centre=centre, choice=choice, title=title, height=HEIGHT)

    made = draw(frozenset())
    if ADDRESS["id"] in graph and any(drawing.stands_for.get(ADDRESS["id"], GROUP).startswith(GROUP) for drawing in made):
        made = draw(frozenset({ADDRESS["id"]}))
    return _Canvas(graph, view, made)


def _busiest(graph: Graph) -> str | None:
    """The body with the most seats, else the node with the most relationships; ties by id."""
    seats: dict[str, int] = {}
    for edge in edges_by_type(graph, "IN"):
        if graph.nodes[edge.target]["label"] == "Body":
            seats[edge.target] = seats.get(edge.target, 0) + 1
    counted = seats or {node: graph.degree(node) for node in graph}
    return min(counted, key=lambda node: (-counted[node], node), default=None)


def _follow(picture: _Canvas, event: MapEvent) -> None:
    """Take over what the reader did in the map; a double click both chooses and unfolds."""
    chose = event.turn > st.session_state.get("map_turn", 0)
    if chose:
        st.session_state["map_turn"] = event.turn
        ADDRESS["id"] = event.selected
    if event.expand:
        _unfold(picture, event.expand)
    if chose or event.expand:
        st.rerun()


def _unfold(picture: _Canvas, card: str) -> None:
    """Unfold a group or a body, or fold it again; what holds nothing comes in the middle of the rings."""
    expanded = set(st.session_state.get("map_expanded", ()))
    holds = card.startswith(GROUP) or (picture.view != "rings" and any(edge.target == card for edge in edges_by_type(picture.graph, "IN")))
    if holds or card in expanded:
        st.session_state["map_expanded"] = tuple(sorted(expanded ^ {card}))
    else:
        ADDRESS["view"], ADDRESS["centre"] = "rings", card


def _card(visit: Visit, picture: _Canvas) -> None:
    chosen = ADDRESS["id"]
    if chosen is None:
        _reading_aid(visit, picture)
    elif chosen in visit.graph:
        node_card(visit, chosen)
        if st.button(visit.say(T("Put in the middle")), icon=":material/adjust:", width="stretch"):
            ADDRESS["view"], ADDRESS["centre"] = "rings", chosen
            st.rerun()
        st.html(look.link(visit.say(T("Everything about this")), visit.link("onderdeel", id=chosen)))
    else:
        card = next((drawing.place[chosen] for drawing in picture.drawings if chosen in drawing.place), None)
        if card:
            group_card(visit, card.name, card.members)


def _reading_aid(visit: Visit, picture: _Canvas) -> None:
    bodies = sum(1 for _, data in picture.graph.nodes(data=True) if data["label"] == "Body")
    posts = sum(1 for _, data in picture.graph.nodes(data=True) if data["label"] == "Post")
    counted = visit.say(T("{bodies} and {posts}.", bodies=N("{n} body", "{n} bodies", bodies), posts=N("{n} post", "{n} posts", posts)))
    aid = T(
        "Click a card to see what it is tied to; double-click to unfold it. A number on a body counts its posts. "
        "A dashed edge: proposed, inferred, or still to be decided."
    )
    st.html(f'<section class="og-card"><p>{look.plain(counted)}</p><p class="og-quiet">{look.plain(visit.say(aid))}</p></section>')
