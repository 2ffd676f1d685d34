"""Small pictures in a page, as HTML that a screen reader reads too: bars before and after, and chains of what follows from what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from orggraph.ui.widgets.look import plain

COLOURS = ("#8A94A0", "#0B5CAD", "#9E4908", "#17693F", "#6F3699")
"""Of before, then of each scenario; each bar also bears its number and its name."""


@dataclass(frozen=True)
class Bars:
    """A row of bars: its name (safe HTML) and a value for each of the things that are compared."""

    name: str
    values: Sequence[float]
    texts: Sequence[str]
    """What stands beside each bar."""


def bars(rows: Sequence[Bars], names: Sequence[str], caption: str) -> None:
    """Draw rows of bars, all on one scale.

    Parameters
    ----------
    rows
        With as many values as there are names.
    names
        What the bars of a row are, in their order.
    caption
        Name of the picture.
    """
    most = max((value for row in rows for value in row.values), default=0) or 1
    key = "".join(f'<span><i style="background:{_colour(i)}"></i>{plain(name)}</span>' for i, name in enumerate(names))
    lines = "".join(f"<div>{row.name}</div><div>{_lines(row, names, most)}</div>" for row in rows)
    label = escape(caption, quote=True)
    st.html(f'<div class="og-compare-key">{key}</div><div class="og-compare" role="group" aria-label="{label}">{lines}</div>')


def _lines(row: Bars, names: Sequence[str], most: float) -> str:
    return "".join(
        f'<div class="og-compare-line"><span><span class="og-compare-bar" style="{_drawn(value / most, i)}"></span></span>'
        f'<span title="{escape(name, quote=True)}">{plain(text)}</span></div>'
        for i, (value, text, name) in enumerate(zip(row.values, row.texts, names, strict=True))
    )


def _drawn(share: float, place: int) -> str:
    return f"width:{100 * share:.1f}%;background:{_colour(place)}"


def _colour(place: int) -> str:
    return COLOURS[place % len(COLOURS)]


@dataclass(frozen=True)
class Chain:
    """What starts, and what follows from it, in steps; each as safe HTML."""

    first: str
    steps: Sequence[Sequence[str]]


def chains(rows: Sequence[Chain], caption: str) -> None:
    """Draw chains, one a line, each step with an arrow before it."""
    items = "".join(
        f'<li><span class="og-step og-first">{row.first}</span>'
        + "".join(
            '<span class="og-arrow" aria-hidden="true">→</span>' + "".join(f'<span class="og-step">{name}</span>' for name in step)
            for step in row.steps
        )
        + "</li>"
        for row in rows
    )
    st.html(f'<ul class="og-chains" aria-label="{escape(caption, quote=True)}">{items}</ul>')
