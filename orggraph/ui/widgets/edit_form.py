"""A form for one edit: a field for each parameter, made from what the edit declares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from orggraph.edits import Edit
from orggraph.graph import standing
from orggraph.graph.people import name_order
from orggraph.graph.reading import holders
from orggraph.i18n import T, Text
from orggraph.params import Param
from orggraph.ui.page import Visit
from orggraph.ui.widgets.cached import key_of

DAY = "2026-05-01"


def fields(visit: Visit, dataset: str, edit: Edit) -> dict[str, Any]:
    """Draw the fields; gives what is filled in, by parameter. Empty fields are left out."""
    values = {name: _field(visit, dataset, f"edit_{edit.key}_{name}", param) for name, param in edit.params.items()}
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def _field(visit: Visit, dataset: str, key: str, param: Param) -> Any:
    label = param.about[visit.lang] if param.about else key
    if param.values is not None:
        names = {term: names[visit.lang] for term, names in param.values.items()}
        return st.selectbox(label, list(names), index=None, format_func=names.__getitem__, key=key, placeholder=visit.say(CHOOSE))
    if param.labels or param.type == "id":
        return _nodes(visit, dataset, key, label, param)
    if param.type == "boolean":
        return st.checkbox(label, value=bool(param.default), key=key)
    # A text also for a day: the parts of Streamlit's own date field have English names and no value for a screen reader.
    return st.text_input(label, key=key, max_chars=200, placeholder=DAY if param.type == "date" else "").strip()


CHOOSE: Text = T("Choose or type")


def _nodes(visit: Visit, dataset: str, key: str, label: str, param: Param) -> Any:
    names = known(visit, dataset, param.labels)
    common: dict[str, Any] = {"format_func": lambda node: names.get(node, node), "key": key, "placeholder": visit.say(CHOOSE)}
    if param.type == "list":
        return st.multiselect(label, list(names), **common)
    return st.selectbox(label, list(names), index=None, accept_new_options=param.type == "string", **common)


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs={Visit: key_of})
def known(visit: Visit, dataset: str, labels: tuple[str, ...]) -> Mapping[str, str]:
    """The nodes of a dataset with these labels (none: any), by id, each as people tell it apart."""
    graph = visit.graph
    nodes = [node for node, data in graph.nodes(data=True) if node.startswith(f"{dataset}/") and (not labels or data["label"] in labels)]
    return {node: _called(visit, node) for node in sorted(nodes, key=lambda node: name_order(graph, node))}


def _called(visit: Visit, node: str) -> str:
    graph, name = visit.graph, str(visit.graph.nodes[node]["name"])
    if graph.nodes[node]["label"] != "Post":
        return name
    places = [edge.target for edge in standing.edges(graph, node, "IN", standing.NOT_FORMER)]
    people = [edge.source for edge in holders(graph, node)]
    return " · ".join([name, *(str(graph.nodes[beside]["name"]) for beside in (*places, *people))])
