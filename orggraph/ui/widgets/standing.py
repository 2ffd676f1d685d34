"""The line above every page: which region, as of when, by which sources; so that no picture is without it."""

from __future__ import annotations

import streamlit as st

from orggraph.graph import provenance
from orggraph.i18n import T
from orggraph.picture import export
from orggraph.ui.page import Visit
from orggraph.ui.widgets.dates import in_words
from orggraph.ui.widgets.look import plain


def standing(visit: Visit) -> None:
    """Show the line, which stays in sight while the page scrolls; nothing where nothing is loaded."""
    if not visit.datasets:
        return
    head = visit.heads[visit.datasets[0]]
    title = " + ".join(map(visit.region, visit.datasets))
    date = visit.date or head.get("reference_date") or provenance(visit.graph).on.get(head["id"], "")
    sources = provenance(visit.graph).sources
    preferred = [sources[source]["name"] for source in visit.prefer if source in sources]
    parts = [
        visit.say(T("as of {date}", date=in_words(date, visit.lang))),
        visit.say(T("where sources differ: {names}", names=preferred)) if preferred else visit.say(T("all sources side by side")),
        *([visit.say(T("with names of people"))] if visit.with_names else []),
        *([visit.say(T("presentation mode: nothing about one person, no loads, preferences or remarks"))] if visit.presenting else []),
    ]
    invented = any(visit.heads[dataset].get("fictional") for dataset in visit.datasets)
    fictional = f'<span class="og-chip og-chip-open">{plain(visit.say(export.INVENTED))}</span>' if invented else ""
    spans = "".join(f"<span>{plain(part)}</span>" for part in parts)
    with st.container(key="standing"):
        st.html(f'<div class="og-standing"><strong>{plain(title)}</strong>{spans}{fictional}</div>')
