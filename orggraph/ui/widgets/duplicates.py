"""Who is who: pairs of records that may be one, each with its reasons; a person decides."""

from __future__ import annotations

import streamlit as st

from orggraph.edits import propose
from orggraph.graph import Graph, standing
from orggraph.graph.datasets import datasets_of
from orggraph.graph.edges import Edge
from orggraph.graph.people import name_order
from orggraph.i18n import N, T
from orggraph.model.nodes import LABELS
from orggraph.ui.page import Visit
from orggraph.ui.widgets import proposal
from orggraph.ui.widgets.look import link, plain
from orggraph.views.duplicates import Duplicates, Pair, decision, duplicates

MOST_PAIRS, MOST_POSTS = 20, 3


def show(visit: Visit) -> None:
    """Draw the pairs of the chosen regions, and between these and the others where that is chosen."""
    if proposal.pending(visit):
        return
    st.write(visit.say(T("Records that look alike. Only you can say whether they are of one and the same; nothing is joined by itself.")))
    everywhere = len(visit.heads) > len(visit.datasets) and st.toggle(
        visit.say(T("Compare with all other regions too")), key="who_everywhere"
    )
    datasets = list(visit.heads) if everywhere else list(visit.datasets)
    graph = visit.work.graph(datasets=datasets, with_names=visit.with_names, all_times=True)
    with st.spinner(visit.say(T("Comparing …"))):
        known = duplicates(graph)
    pairs = [
        pair for pair in known.pairs if any(set(datasets_of(graph.nodes[node])) & set(visit.datasets) for node in (pair.first, pair.second))
    ]
    _compared(visit, known, len(pairs))
    for pair in pairs[:MOST_PAIRS]:
        _pair(visit, graph, pair)
    if len(pairs) > MOST_PAIRS:
        st.caption(
            visit.say(T("{n} more pairs follow when these are decided; `orggraph who-is-who` lists all.", n=len(pairs) - MOST_PAIRS))
        )


def _compared(visit: Visit, known: Duplicates, pairs: int) -> None:
    if not pairs:
        st.success(visit.say(T("No two records look so much alike that they may be one.")))
    counted = N("{n} pair may be one, of {compared} that were compared, of {records} records.",
                "{n} pairs may be one, of {compared} that were compared, of {records} records.",
                pairs, compared=known.compared, records=known.records)  # fmt: skip
    st.caption(visit.say(counted))
    if known.unnamed:
        text = N("{n} person stands here without a name, and cannot be compared.",
                 "{n} persons stand here without a name, and cannot be compared.", known.unnamed)  # fmt: skip
        st.caption(visit.say(text))


def _pair(visit: Visit, graph: Graph, pair: Pair) -> None:
    dataset, record, other = decision(graph, pair, visit.datasets)
    with st.container(border=True):
        likely = T("{kind}, score {share} of 100", kind=LABELS[pair.label].title, share=int(pair.score * 100))
        st.caption(visit.say(likely))
        st.html("".join(f"<p>{_described(visit, graph, node)}</p>" for node in (pair.first, pair.second)))
        speaks = [plain(visit.say(reason.text)) for reason in pair.reasons if not reason.against]
        against = [plain(visit.say(reason.text)) for reason in pair.reasons if reason.against]
        lines = [f"{plain(visit.say(T('For:')))} {'; '.join(speaks)}"] if speaks else []
        lines += [f"{plain(visit.say(T('Against:')))} {'; '.join(against)}"] if against else []
        st.html("".join(f"<p>{line}</p>" for line in lines))
        with st.container(horizontal=True):
            for edit, words in (("same", T("The same")), ("differ", T("Not the same"))):
                key = f"who_{edit}_{pair.first}_{pair.second}"
                st.button(visit.say(words), key=key, on_click=_decide, args=(visit, dataset, edit, record, other))


def _decide(visit: Visit, dataset: str, edit: str, record: str, other: str) -> None:
    proposal.keep(visit, lambda: propose(visit.work, dataset, edit, {"record": record, "other": other}))


def _described(visit: Visit, graph: Graph, node: str) -> str:
    """A record: its name, what of it tells it apart, and the region that has it."""
    data = graph.nodes[node]
    name = link(data["name"], visit.link("onderdeel", id=node)) if node in visit.graph else plain(data["name"])
    if data["label"] == "Person":
        held = sorted(standing.edges(graph, node, "HOLDS", standing.NOT_FORMER), key=lambda edge: name_order(graph, edge.target))
        beside = [_seat(graph, edge) for edge in held[:MOST_POSTS]]
    else:
        beside = [str(graph.nodes[edge.target]["name"]) for edge in standing.edges(graph, node, "PART_OF", standing.NOT_FORMER)]
    regions = ", ".join(visit.region(name) for name in datasets_of(data))
    return " · ".join([name, *map(plain, beside), f"<small>{plain(regions)}, {plain(node)}</small>"])


def _seat(graph: Graph, holding: Edge) -> str:
    places = standing.edges(graph, holding.target, "IN", standing.NOT_FORMER)
    place = f" ({graph.nodes[places[0].target]['name']})" if places else ""
    years = "–".join(str(holding.attributes.get(field, ""))[:4] for field in ("start_date", "end_date"))
    return f"{graph.nodes[holding.target]['name']}{place}" + (f", {years}" if years != "–" else "")
