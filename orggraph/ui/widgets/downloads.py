"""Pictures to keep: SVG, PNG, and a page that stands alone and makes no request."""

from __future__ import annotations

import json
from collections.abc import Sequence

import streamlit as st

from orggraph.access import Permission
from orggraph.i18n import T
from orggraph.picture import browser, export, raster
from orggraph.picture import pictures as drawn
from orggraph.picture.drawing import Drawing
from orggraph.picture.region_page import region_page
from orggraph.ui.page import Visit
from orggraph.ui.widgets import take


def pictures(visit: Visit, drawing: Drawing, all_widths: Sequence[Drawing], name: str) -> None:
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
    """
    if not visit.access.may(Permission.EXPORT):
        return
    facts = export.facts(visit.graph, visit.lang)

    def page() -> str:
        return browser.standalone_html(all_widths, facts=facts, lang=visit.lang)

    forms = (
        (T("Page that works by itself (HTML)"), page, "html", "text/html"),
        (T("Drawing (SVG)"), lambda: drawn.svg(drawing, facts=facts), "svg", "image/svg+xml"),
        (T("Picture (PNG)"), lambda: raster.png(drawing, facts), "png", "image/png"),
    )
    with st.popover(visit.say(T("Save")), icon=":material/download:"):
        for title, make, suffix, mime in forms:
            take.button(visit, visit.say(title), make, f"{name}.{suffix}", mime, width="stretch")


def region(visit: Visit, content: str, name: str) -> None:
    """Offer the map in layers as a page that stands alone; ``content`` is what it shows, as JSON."""

    def page() -> str:
        return region_page(json.loads(content), facts=export.facts(visit.graph, visit.lang))

    title = visit.say(T("Page that works by itself (HTML)"))
    take.button(visit, title, page, f"{name}.html", "text/html", icon=":material/download:")
