"""Relatiekaart: the graph as layers, rings or a network, and the same as a table and as Cypher."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from orggraph import queries
from orggraph.graph import provenance
from orggraph.i18n import Bilingual, N, T
from orggraph.picture import export
from orggraph.search.entries import TAKES
from orggraph.tables import tables
from orggraph.tables.headings import headings, in_words
from orggraph.ui.map_component.region import Opening, region_card, region_map
from orggraph.ui.page import Page, Visit
from orggraph.ui.widgets import downloads, look, take
from orggraph.ui.widgets.cached import region_content
from orggraph.ui.widgets.canvas import canvas
from orggraph.ui.widgets.map_choices import ADDRESS, VIEWS, chosen_filter, filters, forget_unknown
from orggraph.ui.widgets.table import table
from orggraph.views import selection
from orggraph.views.selection import Filter
from orggraph.workspace.hiding import refused_queries

NODE_ID = "NODE_ID"
"""Stands in an address for the id of a node, which the browser fills in."""
ALL_TIMES = "map_all_times"
"""Name in the session: whether the reader asked to choose the date."""


def render(visit: Visit) -> None:
    """Draw the page."""
    ADDRESS.read()
    forget_unknown(visit)
    layers = ADDRESS["view"] == "swimlanes"
    if layers:
        _layers(visit)
    else:
        canvas(visit, _title(visit), _file(visit))
    _below(visit, layers)
    ADDRESS.write()


def _layers(visit: Visit) -> None:
    """The map that stays in the browser: the page hears of it only when another view is asked for."""
    with st.sidebar:
        region_card(key="region_card", lang=visit.lang)
    with st.spinner(visit.say(T("The map is being drawn …"))):
        content = region_content(visit, _title(visit), times=bool(st.session_state.get(ALL_TIMES)))
    event = region_map(
        content.text, version=content.version, key="region_map", memory=" ".join(visit.datasets),
        opening=_opening(), node_link=visit.link("onderdeel", id=NODE_ID),
        questions=_questions(visit),
        views=[(view, visit.say(name)) for view, name in VIEWS.items()], heading=visit.say(T("Relation map")),
        presenting=not visit.shows_counts("Person"),
    )  # fmt: skip
    downloads.region(visit, content.text, _file(visit))
    if event.times:
        st.session_state[ALL_TIMES] = True
        st.rerun()
    if event.view:
        ADDRESS["view"] = event.view
        ADDRESS["id"] = ADDRESS["centre"] = event.chosen
        st.rerun()


def _questions(visit: Visit) -> list[tuple[str, list[str], str]]:
    """The questions of the library that one node is enough for, each with the labels it can be asked of."""
    fitting, refused = [], refused_queries(visit.access)
    for name, query in queries.registry().items():
        needed = [param for param, declared in query.params.items() if declared.default is None and not declared.optional]
        takes = needed or [param for param in query.params if param in TAKES]
        if len(takes) == 1 and takes[0] in TAKES and name not in refused:
            address = visit.link("cypher", query=name, param=[f"{takes[0]}={NODE_ID}"])
            fitting.append((query.title[visit.lang], sorted(TAKES[takes[0]]), address))
    return sorted(fitting)


def _opening() -> Opening:
    """How the map opens: as the address asks."""
    mark = ADDRESS["mark"] or next((f"n{place}" for name in ("organization", "topic") for place in ADDRESS[name]), "")
    ends = (ADDRESS["from"], ADDRESS["to"])
    path = ends if all(ends) else None
    several = {name: tuple((ADDRESS[name] or "").split()) for name in ("open", "hide", "only", "forms")}
    return Opening(select=ADDRESS["id"], overlay=ADDRESS["over"] or "", mark=mark, path=path, **several)


def _title(visit: Visit) -> str:
    return ", ".join(map(visit.region, visit.datasets))


def _below(visit: Visit, layers: bool) -> None:
    chosen = chosen_filter()
    edges = selection.kept(visit.graph, chosen)
    titles = N("The same as a table ({n} relation)", "The same as a table ({n} relations)", len(edges))
    with st.expander(visit.say(titles), on_change="rerun", key="map_table") as opened:
        if opened.open:
            if layers:
                filters(visit)
            _table(visit, selection.relation_rows(visit.graph, edges, visit.lang))
    with st.expander(visit.say(T("Show the Cypher")), on_change="rerun", key="map_cypher") as opened:
        if opened.open:
            _cypher(visit, chosen)


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
        return tables.to_csv(in_words(export.with_origin(visit.graph, rows), visit.lang), columns, headings(columns, visit.lang))

    take.button(visit, visit.say(T("Save as CSV")), made, f"{_file(visit)}.csv", "text/csv")


def _cypher(visit: Visit, chosen: Filter) -> None:
    text = selection.statement(visit.graph, chosen, _passed_over(visit))
    st.caption(visit.say(T("Gives the rows of the table; it runs as it stands on the page Cypher and in any Neo4j tool.")))
    st.code(text, language="cypher", wrap_lines=True)
    st.html(look.link(visit.say(T("Open on the page Cypher")), visit.link("cypher", statement=text)))


def _passed_over(visit: Visit) -> list[str]:
    """The claims that the preferred sources put aside, and what another dataset says has ended."""
    if not visit.prefer:
        return list(provenance(visit.graph).left_out)
    whole = visit.work.graph(on=visit.date, datasets=visit.datasets, with_names=visit.with_names)
    gone = set(whole) - set(visit.graph)
    gone |= set(provenance(visit.graph).left_out)
    return sorted(gone | {str(key) for *_, key in whole.edges(keys=True)} - {str(key) for *_, key in visit.graph.edges(keys=True)})


def _file(visit: Visit) -> str:
    return f"relatiekaart-{'-'.join(visit.datasets)}" if visit.lang == "nl" else f"relation-map-{'-'.join(visit.datasets)}"


page = Page(
    path="relatiekaart", title=Bilingual("Relatiekaart", "Relation map"), icon="hub", order=10, render=render,
    words="kaart plaatje tekening netwerk lagen kringen plattegrond organogram pad route tussen picture network graph layers rings path",
    takes={"id": TAKES["id"]},
)  # fmt: skip
