"""What must not be computed again at each run, kept by the reader's choices and the versions of the data."""

from __future__ import annotations

import streamlit as st

from orggraph.graph import Graph
from orggraph.picture import layout
from orggraph.picture.drawing import Drawing
from orggraph.ui.page import Visit
from orggraph.views.selection import Filter, part

Key = tuple[object, ...]


def key_of(visit: Visit) -> Key:
    """What the projection of a visit depends on; for ``hash_funcs`` of Streamlit's caches."""
    versions = tuple((name, visit.heads[name]["version"], visit.heads[name]["hash"]) for name in visit.datasets)
    return (visit.lang, versions, visit.date, visit.prefer, visit.with_names)


@st.cache_resource(show_spinner=False, max_entries=32, hash_funcs={Visit: key_of})
def filtered(visit: Visit, chosen: Filter) -> Graph:
    """The part of a projection that a filter keeps."""
    return part(visit.graph, chosen)


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs={Visit: key_of})
def drawings(
    visit: Visit,
    chosen: Filter,
    view: layout.View,
    *,
    centre: str | None,
    choice: layout.Choice,
    title: str,
    heights: tuple[int, int],
) -> tuple[Drawing, ...]:
    """A view of a part of the graph, for every width of screen; ``heights`` as ``height`` and ``tall`` of ``layout.for_screens``."""
    graph = filtered(visit, chosen)
    height, tall = heights
    return layout.for_screens(view, graph, height, tall=tall, centre=centre, title=title, choice=choice, lang=visit.lang)
