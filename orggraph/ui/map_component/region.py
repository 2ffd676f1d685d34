"""The map in layers as a Streamlit component: its content travels once, and what the reader does stays in the browser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from orggraph.i18n import DEFAULT_LANG, Lang, T


@dataclass(frozen=True)
class RegionEvent:
    """What the page must know, once: another view that is asked for, and the node that is chosen then; or all times."""

    view: str = ""
    chosen: str | None = None
    times: bool = False
    """Whether all times are asked for, so that the reader can choose the date."""


@dataclass(frozen=True)
class Opening:
    """How the map opens.

    A node that is chosen, cards that are unfolded, an overlay, what is marked, the ends of a path, layers that are left out, the
    relations to which it keeps, and two forms of cooperation to compare. A change of one of these takes effect in a map that stands
    already; else the reader's own choices stay.
    """

    select: str | None = None
    open: tuple[str, ...] = ()
    overlay: str = ""
    mark: str = ""
    path: tuple[str, str] | None = None
    hide: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


@st.cache_resource(show_spinner=False)
def _renderer(name: str) -> Any:
    return st.components.v2.component(f"orggraph.{name}", js="component.js", css="lanes.css", isolate_styles=True)


def region_map(
    content: str,
    *,
    version: str,
    key: str,
    memory: str,
    opening: Opening,
    node_link: str = "",
    questions: Sequence[tuple[str, Sequence[str], str]] = (),
    views: Sequence[tuple[str, str]] = (),
    heading: str = "",
    presenting: bool = False,
) -> RegionEvent:
    """Show the map.

    Parameters
    ----------
    content
        What :func:`orggraph.picture.region.content` gives, as JSON: the same text each run, so that the browser keeps it.
    version
        Another text where the content is another.
    key
        Unique on the page.
    memory
        What is chosen and open, and where cards stand, is kept under this name, also over a change of page: one a region.
    opening
        How it opens.
    node_link
        Address of the page of a node, with ``NODE_ID`` for its id.
    questions
        Questions that can be asked of one node: title, the labels it can be asked of, and its address with ``NODE_ID`` for the id.
    views
        The views of the map, id and name; the first is this one.
    heading
        The heading of the page, where the map has it in its own row.
    presenting
        Whether the presentation mode is on: then the map offers no overlay about people.
    """
    data = {
        "content": content, "version": version, "key": memory, "nodeLink": node_link, "views": list(views), "heading": heading,
        "presenting": presenting,
        "questions": [list(question) for question in questions],
        "opening": {"select": opening.select, "open": list(opening.open), "overlay": opening.overlay, "mark": opening.mark,
                    "path": list(opening.path) if opening.path else None,
                    "hide": list(opening.hide), "only": list(opening.only), "forms": list(opening.forms)},
    }  # fmt: skip
    result = _renderer("region_map")(key=key, data=data, on_view_change=_nothing, on_times_change=_nothing)
    state = result.view or {}
    return RegionEvent(state.get("view", ""), state.get("chosen"), bool(result.times))


def region_card(*, key: str, lang: Lang = DEFAULT_LANG) -> None:
    """The place in the sidebar for the card of what is chosen; where the sidebar is not in sight it stands with the map."""
    _renderer("region_card")(key=key, data={"slot": True, "label": T("Chosen").render(lang)})


def _nothing() -> None:
    """The values are read after the run; a callback must be named for them to arrive."""
