"""The page of one source: what document it is, and place by place what it became, or why it was left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from orggraph import regions
from orggraph.errors import nearest
from orggraph.graph import provenance
from orggraph.i18n import Bilingual, T, more
from orggraph.model.base import Row
from orggraph.regions import Coverage, Place
from orggraph.ui.page import Page, Visit
from orggraph.ui.widgets import evidence
from orggraph.ui.widgets.cached import key_of
from orggraph.ui.widgets.dates import in_words
from orggraph.ui.widgets.look import capital, link, node_link, plain
from orggraph.ui.widgets.table import table
from orggraph.views.overview import Became, became

MOST = 6
"""Records named per place; the others are counted."""


def render(visit: Visit) -> None:
    """Draw the page."""
    known = provenance(visit.graph).sources
    wanted = st.query_params.get("id")
    if wanted is None or wanted not in known:
        _choose(visit, known, wanted)
        return
    _head(visit, known[wanted])
    coverage = regions.coverages().get(wanted)
    made = _became(visit, wanted)
    if coverage is None:
        _places(visit, made)
    else:
        _coverage(visit, coverage, made)


@st.cache_resource(show_spinner=False, max_entries=32, hash_funcs={Visit: key_of})
def _became(visit: Visit, source: str) -> Mapping[str, Became]:
    return became(visit.graph, source)


def _choose(visit: Visit, known: Mapping[str, Row], wanted: str | None) -> None:
    """All sources of the region; where a link asks another, what comes near stands first."""
    st.title(visit.say(T("Sources")), anchor=False)
    close: Sequence[str] = nearest(wanted, known) if wanted else ()
    if wanted:
        st.html(f'<p>{plain(visit.say(T("There is no such source in this region:")))} <span class="og-asked">{plain(wanted)}</span></p>')
    order = [*close, *(source for source in known if source not in close)]
    cards = "".join(
        f'<article class="og-matter"><h3>{link(known[source]["name"], visit.link("bron", id=source))}</h3>'
        f"<p>{plain(known[source].get('description', ''))}</p>"
        f'<p class="og-quiet">{plain(_share(visit, regions.coverages()[source])) if source in regions.coverages() else ""}</p></article>'
        for source in order
    )
    st.html(f'<div class="og-matters">{cards}</div>')


def _head(visit: Visit, row: Row) -> None:
    facts = [
        (T("Kind"), capital(row.get("kind", ""))),
        (T("Date"), in_words(row["date"], visit.lang) if row.get("date") else visit.say(T("not stated"))),
        (T("Publisher"), row.get("publisher") or visit.say(T("not stated"))),
        (T("Licence"), row.get("licence")),
        (T("Address"), row.get("url")),
    ]
    pairs = "".join(f"<div><dt>{plain(visit.say(title))}</dt><dd>{plain(value)}</dd></div>" for title, value in facts if value)
    about = f'<p class="og-about">{plain(row["description"])}</p>' if row.get("description") else ""
    st.html(f'<section class="og-head og-source"><h1>{plain(row["name"])}</h1>{about}<dl class="og-facts">{pairs}</dl></section>')


def _share(visit: Visit, coverage: Coverage) -> str:
    kept = sum(1 for place in coverage.places if not place.left_out)
    return visit.say(T("{n} of {m} places of the text became records", n=kept, m=len(coverage.places)))


def _coverage(visit: Visit, coverage: Coverage, made: Mapping[str, Became]) -> None:
    """Every place of the text, in its order."""
    cells = {place.at: _of_place(visit, coverage, place, made) for place in coverage.places}
    rows = [[str(number), plain(place.at), str(place.words), cells[place.at]] for number, place in enumerate(coverage.places, 1)]
    heads = [visit.say(text) for text in (T("No."), T("Place in the text"), T("Words"), T("What it became"))]
    wanted = st.query_params.get("place")
    if wanted in cells:
        title = plain(visit.say(T("The place of the link: {place}", place=wanted)))
        st.html(f'<section class="og-beside og-asked-place"><h2>{title}</h2>{cells[wanted]}</section>')
    share = _share(visit, coverage)
    rest = T("the others state no fact, and say why. Together the places hold all {n} words of the text.", n=coverage.words)
    st.html(
        f'<h2>{plain(visit.say(T("Place by place")))}</h2><p class="og-share"><strong>{plain(share)}</strong>; {plain(visit.say(rest))}</p>'
    )
    table(visit, heads, rows, caption=visit.say(T("Place by place")), height=900)


def _of_place(visit: Visit, coverage: Coverage, place: Place, made: Mapping[str, Became]) -> str:
    """What a place became, or why it was left out (safe HTML)."""
    if not place.left_out:
        doubt = f'<p class="og-quiet">{plain(coverage.doubts[place.doubt][visit.lang])}</p>' if place.doubt else ""
        return _records(visit, made.get(place.at)) + doubt
    reason = coverage.reasons[place.left_out][visit.lang]
    return f'<span class="og-quiet">{plain(visit.say(T("Left out: {reason}", reason=reason)))}</span>'


def _places(visit: Visit, made: Mapping[str, Became]) -> None:
    """A source of which no coverage is kept: the places that records name."""
    st.html(
        f"<h2>{plain(visit.say(T('What was taken from it')))}</h2>"
        f"<p>{plain(visit.say(T('This source was used for single facts; it was not encoded place by place.')))}</p>"
    )
    rows = [[plain(place), _records(visit, records)] for place, records in sorted(made.items())]
    table(
        visit, [visit.say(T("Place in the source")), visit.say(T("What it became"))], rows, caption=visit.say(T("What was taken from it"))
    )


def _records(visit: Visit, records: Became | None) -> str:
    """The records of one place (safe HTML)."""
    if records is None or not (records.nodes or records.edges or records.slots or records.claims):
        return f'<span class="og-quiet">{plain(visit.say(T("Not in this choice of date and sources.")))}</span>'
    parts = [node_link(visit, node) for node in records.nodes]
    slots = provenance(visit.graph).slots
    parts += [link(slots[slot]["name"], visit.link("onderdeel", id=slot)) for slot in records.slots]
    parts += [plain(f"“{claim}”") for claim in records.claims]
    parts += [
        f"{node_link(visit, edge.source)} {evidence.relation(visit, edge.attributes)} {node_link(visit, edge.target)}"
        for edge in records.edges
    ]
    items = "".join(f"<li>{part}</li>" for part in parts[:MOST])
    if len(parts) > MOST:
        rest = "".join(f"<li>{part}</li>" for part in parts[MOST:])
        head = visit.say(more(len(parts) - MOST))
        return f'<ul class="og-became">{items}</ul><details><summary>{plain(head)}</summary><ul class="og-became">{rest}</ul></details>'
    return f'<ul class="og-became">{items}</ul>'


page = Page(path="bron", title=Bilingual("Bron", "Source"), icon="description", order=91, render=render, in_navigation=False)
