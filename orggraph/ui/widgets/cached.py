"""What must not be computed again at each run, kept by the reader's choices and the versions of the data."""

from __future__ import annotations

import streamlit as st

from orggraph.graph import Graph
from orggraph.i18n import Lang
from orggraph.reports import layout
from orggraph.reports.drawing import Drawing
from orggraph.reports.selection import Filter, part
from orggraph.ui.page import Visit

Key = tuple[object, ...]


def key_of(visit: Visit) -> Key:
    """What the projection of a visit depends on."""
    versions = tuple((name, visit.heads[name]["version"], visit.heads[name]["hash"]) for name in visit.datasets)
    return (visit.lang, versions, visit.date, visit.prefer, visit.with_names)


@st.cache_resource(show_spinner=False, max_entries=32)
def filtered(key: Key, chosen: Filter, _graph: Graph) -> Graph:
    """The part of a projection that a filter keeps."""
    return part(_graph, chosen)


@st.cache_resource(show_spinner=False, max_entries=64)
def drawings(
    key: Key,
    view: layout.View,
    chosen: Filter,
    centre: str | None,
    choice: layout.Choice,
    title: str,
    height: int,
    lang: Lang,
    _graph: Graph,
) -> tuple[Drawing, ...]:
    """A view of a graph, for every width of screen."""
    return layout.for_screens(view, _graph, height, centre=centre, title=title, choice=choice, lang=lang)
