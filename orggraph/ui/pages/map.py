"""Relatiekaart: the graph as lanes, rings or a network; search, filters, a path, and the same as a table and as Cypher."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

import streamlit as st

from orggraph.graph import Graph, edges_by_type, provenance
from orggraph.graph.people import name_order
from orggraph.i18n import N, T, Text
from orggraph.model.nodes import LABELS
from orggraph.model.relationships import TYPES
from orggraph.model.terms import Tier
from orggraph.picture import export, layout
from orggraph.picture.drawing import Drawing
from orggraph.picture.folding import GROUP
from orggraph.search.entries import TAKES
from orggraph.tables import tables
from orggraph.ui.map_component import MapEvent, relation_map
from orggraph.ui.page import Page, Visit
from orggraph.ui.widgets import downloads, look
from orggraph.ui.widgets.address import Address
from orggraph.ui.widgets.cached import drawings, filtered
from orggraph.ui.widgets.node_card import group_card, node_card
from orggraph.ui.widgets.table import table
from orggraph.views import selection
from orggraph.views.lookup import path as shortest_path
from orggraph.views.selection import Filter

HEIGHT, TALL = 430, 760
"""Pixels of the map: what a window of 720 leaves, and the most that it grows to."""
VIEWS: dict[layout.View, Text] = {"swimlanes": T("Layers"), "rings": T("Rings"), "network": T("Network")}
FILTERS = ("tier", "organization", "topic", "relation", "source")
ADDRESS = Address("map", {"view": "swimlanes", "id": None, "centre": None, "from": None, "to": None} | {name: [] for name in FILTERS})


@dataclass(frozen=True)
class _Map:
    """What is shown: the part of the graph, the view of it, and the path asked for."""

    graph: Graph
    chosen: Filter
    view: layout.View
    centre: str | None
    path: dict[str, Any]
    drawings: tuple[Drawing, ...]

    @property
    def marked(self) -> tuple[str, ...]:
        """Ids of the nodes and relationships on the path."""
        return tuple(str(record["id"]) for record in (*self.path["nodes"], *self.path["relationships"]))


def render(visit: Visit) -> None:
    """Draw the page."""
    ADDRESS.read()
    _forget_unknown(visit)
    with st.sidebar:
        _search(visit)
        card = st.container()
    with st.container(horizontal=True, vertical_alignment="center", key="map_bar"):
        st.title(visit.say(T("Relation map")), width="stretch", anchor=False)
        _view_switch(visit)
        _filters(visit)
        path = _path_popover(visit)
        saving = st.container(width="content")
    picture = _picture(visit, path)
    with saving:
        _downloads(visit, picture)
    _above(visit, picture)
    event = relation_map(
        picture.drawings, key="relation_map", height=HEIGHT, tall=TALL, select=ADDRESS["id"], highlight=picture.marked, lang=visit.lang
    )
    _follow(picture, event)
    with card:
        _card(visit, picture)
    _below(visit, picture)
    ADDRESS.write()


def _forget_unknown(visit: Visit) -> None:
    """What a link or an earlier choice names and this graph does not hold is said once, and let go of."""
    for name in ("id", "centre", "from", "to"):
        if ADDRESS[name] and ADDRESS[name] not in visit.graph and not str(ADDRESS[name]).startswith(GROUP):
            st.warning(visit.say(T("There is no {name} in this graph.", name=look.as_code(ADDRESS[name]))))
            ADDRESS[name] = None
    options = _filter_options(visit)
    for name in FILTERS:
        ADDRESS[name] = [value for value in ADDRESS[name] if value in options[name]]
    if ADDRESS["view"] not in VIEWS:
        ADDRESS["view"] = "swimlanes"


def _names(visit: Visit, label: str | None = None) -> dict[str, str]:
    """Node ids in the order of their names, each with how it is called in a list."""
    nodes = [node for node, data in visit.graph.nodes(data=True) if label in (None, data["label"])]
    return {node: _listed(visit, node, alone=label is not None) for node in sorted(nodes, key=partial(name_order, visit.graph))}


def _listed(visit: Visit, node: str, *, alone: bool) -> str:
    """How a node is called in a list: with what it is, unless all are of one kind; a person with the function."""
    data = visit.graph.nodes[node]
    kind = data.get("function") or LABELS[data["label"]].title[visit.lang].lower()
    return data["name"] if alone else f"{data['name']} ({kind})"


def _search(visit: Visit) -> None:
    names = _names(visit)
    known = ADDRESS["id"] if ADDRESS["id"] in names else None
    st.session_state["map_search"] = known

    def searched() -> None:
        ADDRESS["id"] = st.session_state["map_search"]

    st.selectbox(
        visit.say(T("Search")), list(names), format_func=names.__getitem__, key="map_search", on_change=searched, index=None,
        placeholder=visit.say(T("A body, post, person, topic …")), filter_mode="contains",
    )  # fmt: skip


def _view_switch(visit: Visit) -> None:
    ADDRESS.widget(
        "view", st.segmented_control, visit.say(T("View")), list(VIEWS), format_func=lambda view: visit.say(VIEWS[view]), required=True,
        label_visibility="collapsed", width="content",
    )  # fmt: skip


def _filter_options(visit: Visit) -> dict[str, dict[str, str]]:
    types = {attributes["type"] for *_, attributes in visit.graph.edges(data=True)}
    return {
        "tier": {tier.value: tier.names[visit.lang] for tier in Tier},
        "organization": _names(visit, "Organization"),
        "topic": _names(visit, "Topic"),
        "relation": {kind: TYPES[kind].title[visit.lang] for kind in sorted(types, key=lambda kind: TYPES[kind].title[visit.lang])},
        "source": {source: row["name"] for source, row in provenance(visit.graph).sources.items()},
    }


def _filters(visit: Visit) -> None:
    titles = {"tier": T("Layer"), "organization": T("Organization"), "topic": T("Topic"), "relation": T("Relation"), "source": T("Source")}
    active = sum(1 for name in FILTERS if ADDRESS[name])
    label = visit.say(T("Filter ({n})", n=active) if active else T("Filter"))
    with st.popover(label, icon=":material/filter_list:", type="primary" if active else "secondary"):
        for name, options in _filter_options(visit).items():
            ADDRESS.widget(
                name, st.multiselect, visit.say(titles[name]), list(options), format_func=lambda key, known=options: known.get(key, key),
                placeholder=visit.say(T("All")),
            )  # fmt: skip
        if active and st.button(visit.say(T("Clear the filter"))):
            for name in FILTERS:
                ADDRESS[name] = []
            st.rerun()


def _path_popover(visit: Visit) -> dict[str, Any]:
    """The path between the two nodes chosen; empty where none is asked for."""
    names = _names(visit)
    active = bool(ADDRESS["from"] and ADDRESS["to"])
    with st.popover(visit.say(T("Path")), icon=":material/route:", type="primary" if active else "secondary"):
        for name, title in (("from", T("From")), ("to", T("To"))):
            ADDRESS.widget(
                name, st.selectbox, visit.say(title), list(names), format_func=names.__getitem__, index=None,
                placeholder=visit.say(T("Choose …")),
            )  # fmt: skip
        if active and st.button(visit.say(T("Clear the path"))):
            ADDRESS["from"] = ADDRESS["to"] = None
            st.rerun()
    if not (ADDRESS["from"] and ADDRESS["to"]):
        return {"nodes": [], "relationships": [], "length": None}
    return shortest_path(visit.graph, ADDRESS["from"], ADDRESS["to"])


def _picture(visit: Visit, path: dict[str, Any]) -> _Map:
    chosen = Filter(*(tuple(ADDRESS[name]) for name in FILTERS))
    graph = filtered(visit, chosen)
    view = cast(layout.View, ADDRESS["view"])
    centre = ADDRESS["centre"] or ADDRESS["id"] if view == "rings" else None
    if view == "rings" and centre not in graph:
        centre = _busiest(graph)

    def draw(keep: frozenset[str]) -> tuple[Drawing, ...]:
        choice = layout.Choice(frozenset(st.session_state.get("map_expanded", ())), keep)
        return drawings(visit, chosen, view, centre=centre, choice=choice, title=_title(visit), heights=(HEIGHT, TALL))

    on_path = frozenset(node["id"] for node in path["nodes"] if node["id"] in graph)
    made = draw(on_path)
    if ADDRESS["id"] in graph and any(drawing.stands_for.get(ADDRESS["id"], GROUP).startswith(GROUP) for drawing in made):
        made = draw(on_path | {ADDRESS["id"]})
    return _Map(graph, chosen, view, centre, path, made)


def _busiest(graph: Graph) -> str | None:
    """The body with the most seats, else the node with the most relationships; ties by id."""
    seats: dict[str, int] = {}
    for edge in edges_by_type(graph, "IN"):
        if graph.nodes[edge.target]["label"] == "Body":
            seats[edge.target] = seats.get(edge.target, 0) + 1
    counted = seats or {node: graph.degree(node) for node in graph}
    return min(counted, key=lambda node: (-counted[node], node), default=None)


def _title(visit: Visit) -> str:
    return ", ".join(map(visit.region, visit.datasets))


def _above(visit: Visit, picture: _Map) -> None:
    """What must be said before the map is looked at: that nothing is left of it, or the path in words."""
    if not len(picture.graph):
        st.info(visit.say(T("Nothing passes this filter. Choose less at a time, or clear the filter.")))
    if ADDRESS["from"] and ADDRESS["to"]:
        _path_in_words(visit, picture.path)


def _path_in_words(visit: Visit, path: dict[str, Any]) -> None:
    if path["length"] is None:
        st.info(visit.say(T("No path joins these two in this graph.")))
        return
    steps = "".join(f"<li>{_step(visit, edge)}</li>" for edge in path["relationships"])
    summary = N(
        "The shortest path: {n} step. Direction does not count.", "The shortest path: {n} steps. Direction does not count.", path["length"]
    )
    st.html(f'<div class="og-card"><strong>{look.plain(visit.say(summary))}</strong><ol class="og-path">{steps}</ol></div>')


def _step(visit: Visit, relationship: dict[str, Any]) -> str:
    ends = [look.node_link(visit, relationship[end]) for end in ("source", "target")]
    return f"{ends[0]} {look.plain(TYPES[relationship['type']].title[visit.lang])} {ends[1]}"


def _follow(picture: _Map, event: MapEvent) -> None:
    """Take over what the reader did in the map; a double click both chooses and unfolds."""
    chose = event.turn > st.session_state.get("map_turn", 0)
    if chose:
        st.session_state["map_turn"] = event.turn
        ADDRESS["id"] = event.selected
    if event.expand:
        _unfold(picture, event.expand)
    if chose or event.expand:
        st.rerun()


def _unfold(picture: _Map, card: str) -> None:
    """Unfold a group or a body, or fold it again; what holds nothing comes in the middle of the rings."""
    expanded = set(st.session_state.get("map_expanded", ()))
    holds = card.startswith(GROUP) or (picture.view != "rings" and any(edge.target == card for edge in edges_by_type(picture.graph, "IN")))
    if holds or card in expanded:
        st.session_state["map_expanded"] = tuple(sorted(expanded ^ {card}))
    else:
        ADDRESS["view"], ADDRESS["centre"] = "rings", card


def _card(visit: Visit, picture: _Map) -> None:
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


def _reading_aid(visit: Visit, picture: _Map) -> None:
    bodies = sum(1 for _, data in picture.graph.nodes(data=True) if data["label"] == "Body")
    posts = sum(1 for _, data in picture.graph.nodes(data=True) if data["label"] == "Post")
    counted = visit.say(T("{bodies} and {posts}.", bodies=N("{n} body", "{n} bodies", bodies), posts=N("{n} post", "{n} posts", posts)))
    aid = T(
        "Click a card to see what it is tied to; double-click to unfold it. A number on a body counts its posts. "
        "A dashed edge: proposed, inferred, or still to be decided."
    )
    st.html(f'<section class="og-card"><p>{look.plain(counted)}</p><p class="og-quiet">{look.plain(visit.say(aid))}</p></section>')


def _below(visit: Visit, picture: _Map) -> None:
    edges = selection.kept(picture.graph, picture.chosen) if picture.chosen == Filter() else selection.kept(visit.graph, picture.chosen)
    titles = N("The same as a table ({n} relation)", "The same as a table ({n} relations)", len(edges))
    with st.expander(visit.say(titles), on_change="rerun", key="map_table") as opened:
        if opened.open:
            _table(visit, selection.relation_rows(visit.graph, edges, visit.lang))
    with st.expander(visit.say(T("Show the Cypher")), on_change="rerun", key="map_cypher") as opened:
        if opened.open:
            _cypher(visit, picture)


def _table(visit: Visit, rows: Sequence[dict[str, Any]]) -> None:
    known = provenance(visit.graph).sources
    heads = [visit.say(text) for text in (T("From"), T("Relation"), T("To"), T("Where it says so"))]
    cells = []
    for row in rows:
        places = [look.source_link(visit, source, known[source]["name"], place) for source, place in row["sources"] if source in known]
        ends = [look.node_link(visit, row[end]) for end in ("from_id", "to_id")]
        cells.append([ends[0], look.plain(row["relation"]), ends[1], "<br>".join(places)])
    table(visit, heads, cells, caption=visit.say(T("The relations of this map")))
    columns = ("from", "relation", "to", "type", "from_id", "to_id", "id", "evidence", "status", *export.ORIGIN)

    def made() -> str:
        return tables.to_csv(export.with_origin(visit.graph, rows), columns)

    st.download_button(visit.say(T("Save as CSV")), made, f"{_file(visit)}.csv", "text/csv", on_click="ignore")


def _cypher(visit: Visit, picture: _Map) -> None:
    text = selection.statement(visit.graph, picture.chosen, _passed_over(visit))
    st.caption(visit.say(T("Gives the rows of the table; it runs as it stands on the page Cypher and in any Neo4j tool.")))
    st.code(text, language="cypher", wrap_lines=True)
    st.html(look.link(visit.say(T("Open on the page Cypher")), visit.link("cypher", statement=text)))


def _passed_over(visit: Visit) -> list[str]:
    """The claims that the preferred sources put aside."""
    if not visit.prefer:
        return []
    whole = visit.work.graph(on=visit.date, datasets=visit.datasets, with_names=visit.with_names)
    gone = set(whole) - set(visit.graph)
    return sorted(gone | {str(key) for *_, key in whole.edges(keys=True)} - {str(key) for *_, key in visit.graph.edges(keys=True)})


def _downloads(visit: Visit, picture: _Map) -> None:
    drawn = next((drawing for drawing in picture.drawings if drawing.width >= 1200), picture.drawings[-1])
    downloads.pictures(visit, drawn, picture.drawings, _file(visit), picture.marked)


def _file(visit: Visit) -> str:
    return f"relatiekaart-{'-'.join(visit.datasets)}" if visit.lang == "nl" else f"relation-map-{'-'.join(visit.datasets)}"


page = Page(
    path="relatiekaart", title={"nl": "Relatiekaart", "en": "Relation map"}, icon="hub", order=10, render=render, group="look",
    words="kaart plaatje tekening netwerk lagen kringen plattegrond organogram pad route tussen picture network graph layers rings path",
    takes={"id": TAKES["id"]},
)  # fmt: skip
