"""The relation map as a Streamlit component: what Python has laid out, drawn by vis-network in the browser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from orggraph.i18n import DEFAULT_LANG, Lang
from orggraph.picture.browser import map_data
from orggraph.picture.drawing import Drawing

DEFAULT_HEIGHT = 480
"""Height of the canvas in pixels, without toolbar and legend."""


@dataclass(frozen=True)
class MapEvent:
    """What the reader did: the card that is selected (None: none), and the card just asked to unfold, once.

    ``turn`` is another number after each choice in the map, so that who also selects by other means knows which came last.
    """

    selected: str | None = None
    expand: str | None = None
    turn: int = 0


@st.cache_resource(show_spinner=False)
def _renderer() -> Any:
    return st.components.v2.component("orggraph.relation_map", js="map.js", css="map.css", isolate_styles=True)


def relation_map(
    drawing: Drawing | Sequence[Drawing],
    *,
    key: str,
    height: int = DEFAULT_HEIGHT,
    tall: int = 0,
    select: str | None = None,
    lang: Lang = DEFAULT_LANG,
) -> MapEvent:
    """Show the map and give what the reader chose in it.

    Parameters
    ----------
    drawing
        A drawing, or the same view for several widths (``layout.for_screens``): the browser takes the widest that fits.
    key
        Unique on the page; zoom and place are kept under it, also over a change of page.
    height
        Height of the canvas in pixels; toolbar (40) and legend come on top of it.
    tall
        Height up to which the canvas grows on a high window; 0: it does not.
    select
        Id of the node to select, from a search or a link; a change of it moves the selection in the map.
    lang
        Language of the map's own texts.

    Returns
    -------
    The selected card and the card to unfold: an id of the graph, or of a group (``group:…``).
    """
    drawings = (drawing,) if isinstance(drawing, Drawing) else tuple(drawing)
    result = _renderer()(
        key=key,
        data=map_data(drawings, key=key, height=height, tall=tall, select=select, lang=lang),
        default={"selected": {"id": select, "turn": 0}},
        on_selected_change=_nothing,
        on_expand_change=_nothing,
    )
    return MapEvent(result.selected["id"], result.expand, result.selected["turn"])


def _nothing() -> None:
    """The values are read after the run; a callback must be named for them to arrive."""
