"""Whom or what a report can be about: persons, posts, roles and more, each called as a reader looks for it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from orggraph.graph.people import name_order
from orggraph.graph.reading import holders, municipality_of, posts_of
from orggraph.graph.standing import NOT_FORMER, has
from orggraph.model.nodes import LABELS
from orggraph.reports.report import get
from orggraph.ui.page import Visit
from orggraph.ui.widgets.cached import key_of
from orggraph.ui.widgets.missing import BETWEEN

MOST_POSTS = 3


@st.cache_resource(show_spinner=False, max_entries=32, hash_funcs={Visit: key_of})
def subjects(visit: Visit, report: str) -> Mapping[str, str]:
    """What a kind of report can be about, by id, each as a reader looks for it: name, functions, municipality.

    Persons are left out for who may not see what one person carries: their page is closed then.
    """
    nodes = visit.graph.nodes
    labels = [label for label in get(report).subjects if visit.shows_document(label)]
    ids = [node for node, data in nodes(data=True) if data["label"] in labels and has(data, NOT_FORMER)]
    ids.sort(key=lambda node: (labels.index(nodes[node]["label"]), name_order(visit.graph, node)))
    return {node: _called(visit, node) for node in ids}


def _called(visit: Visit, node: str) -> str:
    """One line: who or what it is, and from where."""
    graph = visit.graph
    data = graph.nodes[node]
    if data["label"] == "Person":
        posts = [edge.target for edge in posts_of(graph, node)]
        parts = [str(graph.nodes[post]["name"]) for post in posts[:MOST_POSTS]]
    else:
        posts = [node] if data["label"] == "Post" else []
        parts = [LABELS[data["label"]].title[visit.lang].lower()]
        parts += [str(graph.nodes[edge.source]["name"]) for post in posts for edge in holders(graph, post)[:1]]
    towns = dict.fromkeys(str(graph.nodes[town]["name"]) for post in posts if (town := municipality_of(graph, post)))
    return BETWEEN.join([str(data["name"]), *parts, *list(towns)[:1]])
