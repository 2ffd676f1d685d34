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
WIDTHS: tuple[int, ...] = (520, 640, 760, 900, 1060, 1260, 1540)
"""Widths in pixels for which a map is laid out; the browser takes the widest that it has room for."""
WIDE, WIDEST = 1040, 1400
"""From these widths on a window is often higher too."""


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
    tall: float = 0,
    centre: str | None = None,
    steps: int = 2,
    title: str = "",
    choice: Choice | None = None,
    lang: Lang = DEFAULT_LANG,
) -> tuple[Drawing, ...]:
    """One view for every width in ``WIDTHS``, narrow to wide; parameters and errors as for ``draw``.

    With ``tall``, more than ``height``, the wide ones come in that height too, and those between in one halfway: a wide
    window is often a high one.
    """
    sizes = [(width, high) for width in WIDTHS for high in _heights(width, height, tall)]
    return tuple(draw(view, graph, *size, centre=centre, steps=steps, title=title, choice=choice, lang=lang) for size in sizes)


def _heights(width: float, height: float, tall: float) -> tuple[float, ...]:
    if tall <= height or width < WIDE:
        return (height,)
    return (height, tall) if width >= WIDEST else (height, (height + tall) / 2)
