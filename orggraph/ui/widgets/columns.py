"""A drawing of columns, of one part or of several above each other: plain HTML, with every number as text beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from orggraph.ui.widgets.look import plain

HIGH = 180
"""Pixels of the highest column."""


@dataclass(frozen=True)
class Part:
    """A part of a column: its number, what it says in words, and its look (a class of ``widgets.css`` after ``og-part-``)."""

    value: int
    text: str
    look: str


@dataclass(frozen=True)
class Column:
    """A column: what stands below it, its parts from below, and what stands above it."""

    label: str
    parts: tuple[Part, ...]
    marks: tuple[str, ...] = ()


def columns(caption: str, drawn: Sequence[Column], legend: Mapping[str, str] | None = None) -> None:
    """Draw columns.

    Parameters
    ----------
    caption
        What they show, above them.
    drawn
        The columns, from the left.
    legend
        Per look what it stands for.
    """
    most = max((sum(part.value for part in column.parts) for column in drawn), default=0) or 1
    items = "".join(_column(column, most) for column in drawn)
    keys = "".join(f'<li><span class="og-part-{look}"></span>{plain(text)}</li>' for look, text in (legend or {}).items())
    below = f'<ul class="og-columns-legend">{keys}</ul>' if keys else ""
    st.html(f'<figure class="og-columns"><figcaption>{plain(caption)}</figcaption><ol>{items}</ol>{below}</figure>')


def _column(column: Column, most: int) -> str:
    parts = "".join(
        f'<span class="og-part-{part.look}" style="height:{HIGH * part.value / most:.1f}px" title="{escape(part.text, quote=True)}"></span>'
        for part in reversed(column.parts)
    )
    words = "; ".join(part.text for part in column.parts)
    marks = "".join(f'<span class="og-columns-mark">{plain(mark)}</span>' for mark in column.marks)
    bar = f'{marks}<span class="og-columns-bar" aria-hidden="true">{parts}</span>'
    return f'<li>{bar}<b>{plain(column.label)}</b><span class="og-hidden">{plain(words)}</span></li>'
