"""The card of one node: what it is, what it is tied to, and where that stands."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from orggraph.graph import provenance
from orggraph.graph.edges import neighbours
from orggraph.i18n import T, more
from orggraph.model.relationships import TYPES
from orggraph.model.terms import Capacity
from orggraph.picture.palette import RELATION
from orggraph.ui.page import Visit
from orggraph.ui.widgets import evidence
from orggraph.ui.widgets.elsewhere import elsewhere
from orggraph.ui.widgets.look import capital, chips, node_link, plain, source_link

_MOST = 5
"""Neighbours named per relation; the others are on the node's own page."""
_ABOUT = "ABOUT"


def node_card(visit: Visit, node: str) -> None:
    """Show the card of a node of the graph."""
    attributes = visit.graph.nodes[node]
    parts = [f"<div>{chips(visit, node)}</div><h2>{plain(attributes['name'])}</h2>"]
    if attributes.get("function"):
        parts.append(f"<p>{plain(attributes['function'])}</p>")
    if attributes.get("description"):
        parts.append(f"<p>{plain(attributes['description'])}</p>")
    parts += _post(visit, node)
    doubt = evidence.standing(visit, attributes)
    if doubt:
        parts.append(f'<p class="og-quiet">{plain(capital(doubt))}.</p>')
    if attributes.get("note"):
        parts.append(f'<p class="og-quiet">{plain(attributes["note"])}</p>')
    parts.append(elsewhere(visit, node))
    parts += _relations(visit, node)
    parts += _sources(visit, node)
    st.html(f'<section class="og-card">{"".join(parts)}</section>')


def group_card(visit: Visit, name: str, members: Iterable[str]) -> None:
    """Show the card of a group of nodes: who is in it."""
    known = sorted((member for member in members if member in visit.graph), key=lambda node: visit.graph.nodes[node]["name"])
    items = "".join(f"<li>{node_link(visit, member)}</li>" for member in known[:40])
    rest = f"<li>{plain(visit.say(more(len(known) - 40)))}</li>" if len(known) > 40 else ""
    st.html(f'<section class="og-card"><h2>{plain(name)}</h2><ul>{items}{rest}</ul></section>')


def _post(visit: Visit, node: str) -> list[str]:
    attributes = visit.graph.nodes[node]
    if attributes["label"] != "Post":
        return []
    parts = []
    capacity = next((known for known in Capacity if known == attributes.get("capacity")), None)
    if capacity:
        parts.append(f"<p>{plain(capital(capacity.names[visit.lang]))}</p>")
    if not list(neighbours(visit.graph, node, "HOLDS", incoming=True)):
        parts.append(f'<p class="og-quiet">{plain(visit.say(T("The source does not say who holds this post.")))}</p>')
    return parts


def _relations(visit: Visit, node: str) -> list[str]:
    ways: dict[tuple[int, str, bool], dict[str, None]] = {}
    for incoming in (False, True):
        for source, target, kind in _edges(visit, node, incoming):
            if kind != _ABOUT and kind in RELATION:
                ways.setdefault((RELATION[kind].rank, kind, incoming), {})[source if incoming else target] = None
    parts = []
    for (_, kind, incoming), others in sorted(ways.items(), key=lambda way: way[0]):
        names = sorted(others, key=lambda node: visit.graph.nodes[node]["name"])
        items = "".join(f"<li>{node_link(visit, other)}</li>" for other in names[:_MOST])
        if len(names) > _MOST:
            items += f'<li class="og-quiet">{plain(visit.say(more(len(names) - _MOST)))}</li>'
        title = TYPES[kind].title[visit.lang]
        head = visit.say(T("… {relation} this", relation=title)) if incoming else title
        parts.append(f"<dt>{plain(head)}</dt><dd><ul>{items}</ul></dd>")
    return [f'<dl class="og-relations">{"".join(parts)}</dl>'] if parts else []


def _edges(visit: Visit, node: str, incoming: bool) -> Iterable[tuple[str, str, str]]:
    edges = visit.graph.in_edges(node, data=True) if incoming else visit.graph.out_edges(node, data=True)
    return ((source, target, attributes["type"]) for source, target, attributes in edges)


def _sources(visit: Visit, node: str) -> list[str]:
    attributes = visit.graph.nodes[node]
    known = provenance(visit.graph).sources
    places = list(dict.fromkeys(zip(attributes.get("sources", ()), attributes.get("locators", ()), strict=True)))
    items = "".join(
        f"<li>{source_link(visit, source, known[source]['name'], place)}</li>" for source, place in places[:_MOST] if source in known
    )
    return [f"<h3>{plain(visit.say(T('Where it says so')))}</h3><ul>{items}</ul>"] if items else []
