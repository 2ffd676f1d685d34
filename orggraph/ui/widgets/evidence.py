"""The evidence of a finding: drawn as a small map, told in sentences, with the places that say so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import streamlit as st

from orggraph.findings import Finding
from orggraph.graph import provenance
from orggraph.graph.datasets import datasets_of
from orggraph.graph.edges import Edge
from orggraph.i18n import T
from orggraph.model import marks
from orggraph.model.nodes import LABELS
from orggraph.model.relationships import TYPES
from orggraph.model.terms import Side
from orggraph.picture import evidence as picture
from orggraph.picture import layout
from orggraph.picture.drawing import Drawing
from orggraph.ui.map_component import relation_map
from orggraph.ui.page import Visit
from orggraph.ui.widgets.cached import key_of
from orggraph.ui.widgets.facts import title
from orggraph.ui.widgets.look import link, node_link, plain, source_link
from orggraph.ui.widgets.table import table

HEIGHT = 300
FEW = 5
"""Up to so many nodes need less height."""


def drawn(visit: Visit, finding: Finding) -> None:
    """Draw the nodes and edges by which a finding is so; nothing where one thing stands alone."""
    nodes = [node for node in finding.nodes if node in visit.graph]
    if not finding.edges or len(nodes) < 2:
        return
    if len(nodes) > picture.MOST_DRAWN:
        st.caption(visit.say(T("The evidence is too much for a small map; it stands in the table.")))
        return
    height = HEIGHT if len(nodes) > FEW else HEIGHT - 110
    drawings = _drawings(visit, finding, height)
    relation_map(drawings, key=f"evidence_{finding.id}", height=height, lang=visit.lang)


def _key_of_finding(finding: Finding) -> tuple[str, str]:
    return finding.id, finding.fingerprint


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs={Visit: key_of, Finding: _key_of_finding})
def _drawings(visit: Visit, finding: Finding, height: int) -> tuple[Drawing, ...]:
    part = picture.evidence_graph(visit.graph, finding)
    everything = layout.Choice(keep=frozenset(part))
    return layout.for_screens("network", part, height, title=visit.say(T("Evidence")), choice=everything, lang=visit.lang)


def listed(visit: Visit, finding: Finding) -> None:
    """The evidence as a table: what stands between whom, how sure that is, and where it says so."""
    rows = [_row(visit, edge) for edge in finding.edges if edge.source in visit.graph and edge.target in visit.graph]
    if not rows:
        rows = [
            [node_link(visit, node), "", "", citations(visit, visit.graph.nodes[node])] for node in finding.nodes if node in visit.graph
        ]
    if not rows:
        return
    heads = [visit.say(text) for text in (T("From"), T("Relation"), T("To"), T("Where it says so"))]
    table(visit, heads, rows, caption=visit.say(T("Evidence")), height=330)


def _row(visit: Visit, edge: Edge) -> list[str]:
    return [
        node_link(visit, edge.source),
        relation(visit, edge.attributes) + remarks(visit, edge.attributes),
        node_link(visit, edge.target),
        citations(visit, edge.attributes),
    ]


def relation(visit: Visit, attributes: Mapping[str, Any]) -> str:
    """A relation in words (safe HTML)."""
    return plain(TYPES[attributes["type"]].title[visit.lang])


def remarks(visit: Visit, attributes: Mapping[str, Any]) -> str:
    """What to know of a relationship, between brackets: side, part, time in words, whether it is inferred, proposed or open (safe HTML)."""
    side = next((known.names[visit.lang] for known in Side if known == attributes.get("side")), None)
    words = f"“{attributes['as_stated']}”" if attributes.get("as_stated") else None
    parts = (side, attributes.get("part"), words, standing(visit, attributes), origin(visit, attributes))
    remark = "; ".join(str(part) for part in parts if part)
    return f' <span class="og-quiet">({plain(remark)})</span>' if remark else ""


def origin(visit: Visit, attributes: Mapping[str, Any]) -> str:
    """Which of several regions that are looked at together state it; empty where one is chosen."""
    if len(visit.datasets) < 2:
        return ""
    return ", ".join(visit.region(dataset) for dataset in datasets_of(attributes))


def standing(visit: Visit, attributes: Mapping[str, Any]) -> str:
    """How sure a record is, in words; empty where a source states that it is so."""
    model = TYPES[attributes["type"]] if "type" in attributes else LABELS[attributes["label"]]
    fields = ", ".join(title(visit, model, field).lower() for field in attributes.get("inferred", ()))
    partly = visit.say(T("inferred: {fields}", fields=fields)) if fields else ""
    known = (mark for mark in attributes.get("marks", ()) if mark != marks.PARTLY)
    return "; ".join(words for words in (marks.words(known, visit.lang, notes=False), partly) if words)


def citations(visit: Visit, attributes: Mapping[str, Any], *, between: str = "<br>") -> str:
    """Links to the places in sources that say a record (safe HTML)."""
    sources = provenance(visit.graph).sources
    pairs = dict.fromkeys(zip(attributes.get("sources", ()), attributes.get("locators", ()), strict=True))
    names = {source: short(row["name"], source) for source, row in sources.items()}
    return between.join(source_link(visit, source, names[source], place) for source, place in pairs if source in sources)


def places(visit: Visit, attributes: Mapping[str, Any]) -> str:
    """Per source, by name, the places in it that say a record, in the order of their numbers (safe HTML); empty where none does."""
    sources = provenance(visit.graph).sources
    places: dict[str, dict[str, None]] = {}
    for source, place in zip(attributes.get("sources", ()), attributes.get("locators", ()), strict=True):
        if source in sources:
            places.setdefault(source, {})[place] = None
    parts = []
    for source, named in sorted(places.items()):
        links = ", ".join(link(place, visit.link("bron", id=source, place=place)) for place in sorted(named, key=_by_number) if place)
        parts.append(f"<dt>{source_link(visit, source, sources[source]['name'])}</dt><dd>{links}</dd>")
    return "".join(parts)


def _by_number(place: str) -> list[tuple[bool, int, str]]:
    """Sorts the 2 before the 10."""
    return [(part.isdigit(), int(part) if part.isdigit() else 0, part) for part in re.split(r"(\d+)", place)]


def short(name: str, source: str) -> str:
    """A source by its number where it is called by one, else by its name."""
    last = source.rsplit("/", 1)[-1]
    return last if last.isdigit() else name


def sources_of(visit: Visit, finding: Finding) -> list[tuple[str, str]]:
    """The documents behind a finding: id and name, each once."""
    known = provenance(visit.graph).sources
    return [(source, known[source]["name"]) for source in dict.fromkeys(source for source, _ in finding.sources) if source in known]
