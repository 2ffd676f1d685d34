"""A page with nothing but the relation map, for the tests: which graph and view stands in the address."""

from __future__ import annotations

import networkx as nx
import streamlit as st

from orggraph.graph import project
from orggraph.i18n import Lang
from orggraph.model.tables import to_tables
from orggraph.picture.layout import VIEWS, Choice, for_screens
from orggraph.resources import package_path
from orggraph.sources.dataset_yaml import read_dataset
from orggraph.ui.map_component import relation_map
from tests.picture import graphs

HEIGHT = 480

st.set_page_config(layout="wide")
ask = st.query_params
lang: Lang = "en" if ask.get("lang") == "en" else "nl"


@st.cache_resource
def graph_of(name: str) -> nx.MultiDiGraph[str]:
    if name.isdigit():
        return graphs.large(int(name))
    if hasattr(graphs, name):
        made: nx.MultiDiGraph[str] = getattr(graphs, name)()
        return made
    return project(to_tables(read_dataset(package_path("regions", f"{name}.yaml"))))


def map_page() -> None:
    expanded: set[str] = st.session_state.setdefault("expanded", set())
    event = relation_map(
        for_screens(
            next(view for view in VIEWS if view == ask.get("view", "swimlanes")),
            graph_of(ask.get("graph", "consultations")),
            HEIGHT,
            centre=ask.get("centre"),
            choice=Choice(expanded=frozenset(expanded)),
            lang=lang,
        ),
        key="map",
        height=HEIGHT,
        select=ask.get("select"),
        lang=lang,
    )
    st.write(f"Selected: {event.selected}.")
    st.write(f"Expanded: {sorted(expanded)}.")
    st.button("Again")
    if event.expand:
        expanded.symmetric_difference_update({event.expand})
        st.rerun()


def other_page() -> None:
    st.header("Elsewhere")


st.navigation([st.Page(map_page, title="Map", default=True), st.Page(other_page, title="Other", url_path="other")], position="top").run()
