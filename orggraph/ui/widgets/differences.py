"""Where sources differ: the question, and what each of them says, side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import streamlit as st

from orggraph.graph import neighbours, provenance
from orggraph.i18n import T, Text
from orggraph.model.terms import Difference
from orggraph.ui.page import Visit
from orggraph.ui.widgets import evidence
from orggraph.ui.widgets.look import node_link, plain, source_link

DIFFERENCES: Mapping[Difference, Text] = {
    Difference.CONTRADICTS: T("The sources contradict each other."),
    Difference.NARROWER: T("One says it more narrowly than the other."),
    Difference.DIFFERS: T("They say something else, without contradicting each other."),
    Difference.READINGS: T("The source can be read in several ways."),
}
Claims = dict[tuple[str, str], list[str]]
"""Per source and place what it says, as safe HTML."""


def page(visit: Visit, slot: str) -> None:
    """The page of one point of difference."""
    row = provenance(visit.graph).slots[slot]
    st.html(f"<h1>{plain(row['name'])}</h1>{_slot(visit, slot, _answers(visit).get(slot, {}), heading=False)}")


def of_node(visit: Visit, node: str) -> None:
    """What is claimed of a node beside its fields, and the points of difference that it has part in; nothing where there are none."""
    meant = [row for row in provenance(visit.graph).claims if row["subject"] == node and not row.get("slot")]
    for row in meant:
        st.html(f'<p class="og-note">{plain(row["name"])}: {plain(row["value"])}{evidence.remarks(visit, row)}</p>')
    touched = {data.get("slot") for _, _, data in [*visit.graph.in_edges(node, data=True), *visit.graph.out_edges(node, data=True)]}
    touched |= {visit.graph.nodes[edge.source].get("slot") for edge in neighbours(visit.graph, node, "IN", incoming=True)}
    touched |= {visit.graph.nodes[node].get("slot")} | {row.get("slot") for row in provenance(visit.graph).claims if row["subject"] == node}
    slots = sorted(slot for slot in touched if slot in provenance(visit.graph).slots)
    if slots:
        answers = _answers(visit)
        parts = "".join(_slot(visit, slot, answers.get(slot, {})) for slot in slots)
        st.html(f"<h2>{plain(visit.say(T('Where the sources differ')))}</h2>{parts}")


def _slot(visit: Visit, slot: str, claims: Claims, *, heading: bool = True) -> str:
    row = provenance(visit.graph).slots[slot]
    difference = visit.say(DIFFERENCES[Difference(row["difference"])])
    sides = "".join(f'<div class="og-side"><h4>{title}</h4>{text}</div>' for title, text in _sides(visit, claims))
    note = f'<p class="og-quiet">{plain(row["note"])}</p>' if row.get("note") else ""
    title = f"<h3>{plain(row['name'])}</h3>" if heading else ""
    kind = f'<p class="og-quiet">{plain(difference)}</p>'
    return f'<article class="og-slot">{title}{kind}<div class="og-sides">{sides}</div>{note}</article>'


def _sides(visit: Visit, claims: Claims) -> Iterator[tuple[str, str]]:
    """Title and text of each side: a source; or, where one source differs within itself, each place of it."""
    sources = provenance(visit.graph).sources
    per_source: dict[str, list[str]] = defaultdict(list)
    for (source, _), texts in claims.items():
        per_source[source] += texts
    if len(per_source) > 1:
        for source, texts in sorted(per_source.items()):
            yield source_link(visit, source, sources[source]["name"]), _listed(texts)
        return
    per_text: dict[str, list[str]] = defaultdict(list)
    for (source, place), texts in claims.items():
        for text in texts:
            per_text[text].append(source_link(visit, source, evidence.short(sources[source]["name"], source), place))
    for text, places in per_text.items():
        yield " · ".join(dict.fromkeys(places)), f"<p>{text}</p>"


def _listed(texts: list[str]) -> str:
    unlike = list(dict.fromkeys(texts))
    return f"<p>{unlike[0]}</p>" if len(unlike) == 1 else f"<ul>{''.join(f'<li>{text}</li>' for text in unlike)}</ul>"


def _answers(visit: Visit) -> dict[str, Claims]:
    """Per point of difference what each source answers: a claim in words, a relationship, a post."""
    by_slot: dict[str, Claims] = defaultdict(lambda: defaultdict(list))
    graph = visit.graph
    for row in provenance(graph).claims:
        _add(by_slot, row, plain(row["value"]))
    for node, data in graph.nodes(data=True):
        _add(by_slot, data, node_link(visit, node))
    for source, target, data in graph.edges(data=True):
        if data.get("slot"):
            note = f'<br><span class="og-quiet">{plain(data["note"])}</span>' if data.get("note") else ""
            _add(by_slot, data, f"{node_link(visit, source)} {evidence.relation(visit, data)} {node_link(visit, target)}{note}")
    return by_slot


def _add(by_slot: dict[str, Claims], row: Mapping[str, Any], text: str) -> None:
    if row.get("slot"):
        for place in dict.fromkeys(zip(row.get("sources", ()), row.get("locators", ()), strict=True)):
            by_slot[row["slot"]][place].append(text)
