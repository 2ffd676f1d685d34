"""What the relation map is asked for: view, what is chosen, and the filter, in the session and in the address."""

from __future__ import annotations

from functools import partial

import streamlit as st

from orggraph.graph import provenance
from orggraph.graph.kept import kept
from orggraph.graph.people import name_order
from orggraph.i18n import T, Text
from orggraph.model.nodes import LABELS
from orggraph.model.relationships import TYPES
from orggraph.model.terms import Tier
from orggraph.picture import layout
from orggraph.picture.folding import GROUP
from orggraph.ui.page import Visit
from orggraph.ui.widgets import look
from orggraph.ui.widgets.address import Address
from orggraph.views.selection import Filter

VIEWS: dict[layout.View, Text] = {"swimlanes": T("Layers"), "rings": T("Rings"), "network": T("Network")}
FILTERS = ("tier", "organization", "topic", "relation", "source")
ADDRESS = Address(
    "map",
    {
        "view": "swimlanes",
        "id": None,
        "centre": None,
        "from": None,
        "to": None,
        "open": None,
        "over": None,
        "mark": None,
        "hide": None,
        "only": None,
        "forms": None,
    }
    | {name: [] for name in FILTERS},
)


def chosen_filter() -> Filter:
    """The filter as it stands."""
    return Filter(*(tuple(ADDRESS[name]) for name in FILTERS))


def forget_unknown(visit: Visit) -> None:
    """What a link or an earlier choice names and this graph does not hold is said once, and let go of."""
    for name in ("id", "centre", "from", "to"):
        if ADDRESS[name] and ADDRESS[name] not in visit.graph and not str(ADDRESS[name]).startswith(GROUP):
            st.warning(visit.say(T("There is no {name} in this graph.", name=look.as_code(ADDRESS[name]))))
            ADDRESS[name] = None
    options = filter_options(visit)
    for name in FILTERS:
        ADDRESS[name] = [value for value in ADDRESS[name] if value in options[name]]
    if ADDRESS["view"] not in VIEWS:
        ADDRESS["view"] = "swimlanes"


def names_of(visit: Visit, label: str | None = None) -> dict[str, str]:
    """Node ids in the order of their names, each with how it is called in a list."""
    nodes = [node for node, data in visit.graph.nodes(data=True) if label in (None, data["label"])]
    return {node: _listed(visit, node, alone=label is not None) for node in sorted(nodes, key=partial(name_order, visit.graph))}


def _listed(visit: Visit, node: str, *, alone: bool) -> str:
    """How a node is called in a list: with what it is, unless all are of one kind; a person with the function."""
    data = visit.graph.nodes[node]
    kind = data.get("function") or LABELS[data["label"]].title[visit.lang].lower()
    return data["name"] if alone else f"{data['name']} ({kind})"


def view_switch(visit: Visit) -> None:
    """The switch between the views."""
    ADDRESS.widget(
        "view", st.segmented_control, visit.say(T("View")), list(VIEWS), format_func=lambda view: visit.say(VIEWS[view]), required=True,
        label_visibility="collapsed", width="content",
    )  # fmt: skip


def filter_options(visit: Visit) -> dict[str, dict[str, str]]:
    """Per part of the filter what can be chosen, and how it is called; worked out once a graph."""
    return kept(visit.graph, ("filter options", visit.lang), lambda: _options(visit))


def _options(visit: Visit) -> dict[str, dict[str, str]]:
    types = {attributes["type"] for *_, attributes in visit.graph.edges(data=True)}
    return {
        "tier": {tier.value: tier.names[visit.lang] for tier in Tier},
        "organization": names_of(visit, "Organization"),
        "topic": names_of(visit, "Topic"),
        "relation": {kind: TYPES[kind].title[visit.lang] for kind in sorted(types, key=lambda kind: TYPES[kind].title[visit.lang])},
        "source": {source: row["name"] for source, row in provenance(visit.graph).sources.items()},
    }


def filters(visit: Visit) -> None:
    """The filter, in a popover."""
    titles = {"tier": T("Layer"), "organization": T("Organization"), "topic": T("Topic"), "relation": T("Relation"), "source": T("Source")}
    active = sum(1 for name in FILTERS if ADDRESS[name])
    label = visit.say(T("Filter ({n})", n=active) if active else T("Filter"))
    with st.popover(label, icon=":material/filter_list:", type="primary" if active else "secondary"):
        for name, options in filter_options(visit).items():
            ADDRESS.widget(
                name, st.multiselect, visit.say(titles[name]), list(options), format_func=lambda key, known=options: known.get(key, key),
                placeholder=visit.say(T("All")),
            )  # fmt: skip
        if active and st.button(visit.say(T("Clear the filter"))):
            for name in FILTERS:
                ADDRESS[name] = []
            st.rerun()
