"""Where everything stands in a picture of the graph: swimlanes by tier, rings round one node, or a network.

Each function gives a Drawing whose cards lie within the given width and height and never over each other; what does
not fit is grouped. Positions are computed in Python, from the widths of the text itself, so that the browser needs no
physics and every picture of one graph is the same.
"""

from __future__ import annotations

from typing import Literal, get_args

from orggraph.graph import Graph
from orggraph.i18n import DEFAULT_LANG, Lang
from orggraph.picture.drawing import Drawing
from orggraph.picture.folding import Choice
from orggraph.picture.lanes import swimlanes
from orggraph.picture.network import network
from orggraph.picture.rings import rings

__all__ = ["VIEWS", "WIDTHS", "Choice", "View", "draw", "for_screens", "network", "rings", "swimlanes"]

View = Literal["swimlanes", "rings", "network"]
VIEWS: tuple[View, ...] = get_args(View)
WIDTHS: tuple[int, ...] = (520, 900, 1260)
"""Widths in pixels for which a map on a canvas is laid out: phone, window with a sidebar, wide window. The widest that fits is shown."""


def draw(
    view: View,
    graph: Graph,
    width: float,
    height: float,
    *,
    centre: str | None = None,
    steps: int = 2,
    title: str = "",
    choice: Choice | None = None,
    lang: Lang = DEFAULT_LANG,
) -> Drawing:
    """One view of a graph; without a centre, rings give swimlanes.

    Parameters
    ----------
    view
        Which view.
    graph
        Nodes with ``label``, ``name`` and, for a body, ``tier``; edges with ``type``.
    width, height
        Room in pixels.
    centre, steps
        For rings: the node in the middle, and how many rings.
    title
        Name of the picture, for who cannot see it.
    choice
        What the reader expanded, and what must stand apart.
    lang
        Language of the texts.

    Raises
    ------
    NotFound
        The graph has no node with the id of the centre.
    """
    if view == "rings" and centre is not None:
        return rings(graph, centre, width, height, steps=steps, title=title, choice=choice, lang=lang)
    if view == "network":
        return network(graph, width, height, title=title, choice=choice, lang=lang)
    return swimlanes(graph, width, height, title=title, choice=choice, lang=lang)


def for_screens(
    view: View,
    graph: Graph,
    height: float,
    *,
    centre: str | None = None,
    steps: int = 2,
    title: str = "",
    choice: Choice | None = None,
    lang: Lang = DEFAULT_LANG,
) -> tuple[Drawing, ...]:
    """One view for every width in ``WIDTHS``, narrow to wide; parameters and errors as for ``draw``."""
    return tuple(draw(view, graph, width, height, centre=centre, steps=steps, title=title, choice=choice, lang=lang) for width in WIDTHS)
