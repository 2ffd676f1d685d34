"""What must not be computed again at each run, kept by the reader's choices and the versions of the data."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass

import streamlit as st

from orggraph.graph import Graph
from orggraph.graph.forms import forms
from orggraph.model.terms import Severity
from orggraph.picture import layout
from orggraph.picture.drawing import Drawing
from orggraph.picture.region import content
from orggraph.ui.page import Visit
from orggraph.views.selection import Filter, part

Key = tuple[object, ...]


def key_of(visit: Visit) -> Key:
    """What the projection of a visit and its findings depend on; for ``hash_funcs`` of Streamlit's caches."""
    versions = tuple((name, visit.heads[name]["version"], visit.heads[name]["hash"]) for name in visit.datasets)
    accepted = tuple(finding.id for finding in visit.findings if finding.accepted)
    return (visit.lang, versions, accepted, visit.date, visit.prefer, visit.with_names, visit.access.permissions)


@st.cache_resource(show_spinner=False, max_entries=32, hash_funcs={Visit: key_of})
def filtered(visit: Visit, chosen: Filter) -> Graph:
    """The part of a projection that a filter keeps."""
    return part(visit.graph, chosen)


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs={Visit: key_of})
def drawings(
    visit: Visit, chosen: Filter, view: layout.View, *, centre: str | None, choice: layout.Choice, title: str, height: int
) -> tuple[Drawing, ...]:
    """A view of a part of the graph, for a narrow and a wide screen."""
    graph = filtered(visit, chosen)
    return layout.for_screens(view, graph, height, centre=centre, title=title, choice=choice, lang=visit.lang)


@dataclass(frozen=True)
class RegionContent:
    """The content of the map in layers as JSON, and a text that is another where the content is another."""

    text: str
    version: str


@st.cache_resource(show_spinner=False, max_entries=16, hash_funcs={Visit: key_of})
def region_content(visit: Visit, title: str, *, times: bool = False) -> RegionContent:
    """What the map in layers shows, with what was found on each node; with ``times`` also what was and what will be."""
    graph = visit.graph
    if times:
        graph = visit.work.graph(visit.date, visit.datasets, visit.prefer, visit.with_names, all_times=True)
    compared = forms(visit.graph, graph)
    made = content(graph, title=title, signals=_signals(visit), times=times, forms=compared, lang=visit.lang)
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    return RegionContent(text, hashlib.sha256(text.encode()).hexdigest()[:16])


def _signals(visit: Visit) -> dict[str, list[str]]:
    """Per node the titles of what was found on it and asks for attention."""
    titles: dict[str, list[str]] = defaultdict(list)
    for finding in visit.findings:
        if finding.assessable and finding.accepted is None and finding.severity is not Severity.INFO:
            for case in finding.cases:
                for subject in case.about:
                    titles[subject].append(case.title[visit.lang])
    return titles
