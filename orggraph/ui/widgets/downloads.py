"""Pictures to keep: SVG, PNG, and a page that stands alone and makes no request."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from orggraph.graph import provenance
from orggraph.i18n import T
from orggraph.reports import browser, export, pictures as drawn
from orggraph.reports.drawing import Drawing
from orggraph.ui.page import Visit


def pictures(visit: Visit, drawing: Drawing, all_widths: Sequence[Drawing], name: str, marked: Sequence[str] = ()) -> None:
    """Offer a drawing in three forms; each is made when it is asked for.

    Parameters
    ----------
    visit
        The reader's choices.
    drawing
        The drawing for a picture of one size.
    all_widths
        The same for several widths, for the page that stands alone.
    name
        Name of the files, without suffix.
    marked
        Ids of relationships and nodes to mark.
    """
    facts = export.facts(visit.graph, visit.lang)

    def page() -> str:
        return browser.standalone_html(all_widths, facts=facts, highlight=marked, lang=visit.lang)

    with st.popover(visit.say(T("Save")), icon=":material/download:"):
        st.download_button(
            visit.say(T("Page that works by itself (HTML)")), page, f"{name}.html", "text/html", on_click="ignore", width="stretch"
        )
        st.download_button(
            visit.say(T("Drawing (SVG)")), lambda: drawn.svg(drawing), f"{name}.svg", "image/svg+xml", on_click="ignore", width="stretch"
        )
        st.download_button(
            visit.say(T("Picture (PNG)")), lambda: export.png(drawing), f"{name}.png", "image/png", on_click="ignore", width="stretch"
        )
        st.caption(visit.say(T("As of {date}.", date=", ".join(dict.fromkeys(provenance(visit.graph).on.values())))))
