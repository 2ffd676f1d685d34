"""The line above every page: which region, as of when, by which sources; so that no picture is without it."""

from __future__ import annotations

import streamlit as st

from orggraph.graph import Graph, provenance
from orggraph.i18n import T
from orggraph.picture import export
from orggraph.ui.page import Visit
from orggraph.ui.widgets.dates import in_words
from orggraph.ui.widgets.look import link, plain

CHOICES = frozenset({"datasets", "date", "prefer"})
"""The reader's choices that a page keeps to."""


def standing(visit: Visit, covers: frozenset[str] = CHOICES) -> None:
    """Show the line, which stays in sight while the page scrolls; nothing where nothing is loaded.

    ``covers``: to which choices the page keeps; the line claims no other.
    """
    if not visit.datasets:
        return
    datasets = visit.datasets if "datasets" in covers else tuple(visit.heads)
    title = " + ".join(map(visit.region, datasets)) if "datasets" in covers else visit.say(T("All regions in the store"))
    parts = [
        _date(visit) if "date" in covers else visit.say(T("whatever the date")),
        _sources(visit) if "prefer" in covers else visit.say(T("all sources side by side")),
        *([visit.say(T("with names of people"))] if visit.with_names else []),
        *([visit.say(T("presentation mode: nothing about one person, no loads, preferences or remarks"))] if visit.presenting else []),
    ]
    invented = any(visit.heads[dataset].get("fictional") for dataset in datasets)
    fictional = f'<span class="og-chip og-chip-open">{plain(visit.say(export.INVENTED))}</span>' if invented else ""
    spans = "".join(f"<span>{plain(part)}</span>" for part in parts)
    with st.container(key="standing"):
        st.html(f'<div class="og-standing"><strong>{plain(title)}</strong>{spans}{fictional}</div>')


def nobody_yet(visit: Visit, path: str) -> None:
    """Where a date lies before all that the sources tell of people, say so, with the way to the date of the sources."""
    if not visit.date or _is_held(visit.graph):
        return
    sources = visit.work.graph(datasets=visit.datasets, prefer=visit.prefer, with_names=visit.with_names)
    if _is_held(sources):
        nobody = T(
            "On this date ({date}) nobody holds a post in these data: the sources tell of another time.",
            date=in_words(visit.date, visit.lang),
        )
        there = link(visit.say(T("Look on the date of the sources")), visit.link(path, date=None, **_here()))
        st.html(f'<p class="og-note" role="status">{plain(visit.say(nobody))} {there}</p>')


def _is_held(graph: Graph) -> bool:
    """Whether anybody holds anything."""
    return any(data["type"] == "HOLDS" for *_, data in graph.edges(data=True))


def _here() -> dict[str, str]:
    """What the address names beside the reader's choices."""
    return {name: st.query_params[name] for name in ("id", "who", "query", "route") if name in st.query_params}


def _date(visit: Visit) -> str:
    head = visit.heads[visit.datasets[0]]
    date = visit.date or head.get("reference_date") or provenance(visit.graph).on.get(head["id"], "")
    return visit.say(T("as of {date}", date=in_words(date, visit.lang)))


def _sources(visit: Visit) -> str:
    sources = provenance(visit.graph).sources
    preferred = [sources[source]["name"] for source in visit.prefer if source in sources]
    return visit.say(T("where sources differ: {names}", names=preferred)) if preferred else visit.say(T("all sources side by side"))
