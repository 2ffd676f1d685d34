"""A table as HTML: readable by a screen reader, with heads that stay in sight; every cell is text or a link."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from orggraph.i18n import N
from orggraph.ui.page import Visit
from orggraph.ui.widgets.look import plain

_NARROW = 12
"""Signs up to which a column is narrow."""
MOST_ROWS = 500
"""More rows than this make a page slow; the rest is in the download."""


def table(visit: Visit, heads: Sequence[str], rows: Sequence[Sequence[str]], *, caption: str, height: int = 420) -> None:
    """Show a table.

    Parameters
    ----------
    visit
        The reader's choices.
    heads
        Texts of the heads.
    rows
        Cells as safe HTML: made by the functions of :mod:`orggraph.ui.widgets.look`.
    caption
        Name of the table, for who cannot see it.
    height
        Most pixels that it takes before it scrolls.
    """
    looks = [_look(row[i] for row in rows[:MOST_ROWS]) for i in range(len(heads))]
    head = "".join(f'<th scope="col"{look}>{plain(title)}</th>' for title, look in zip(heads, looks, strict=True))
    body = "".join(
        "<tr>" + "".join(f"<td{look}>{cell}</td>" for cell, look in zip(row, looks, strict=True)) + "</tr>" for row in rows[:MOST_ROWS]
    )
    st.html(
        f'<div class="og-scroll" style="max-height:{int(height)}px" tabindex="0" role="region" aria-label="{escape(caption, quote=True)}">'
        f"<table class='og-table'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
    if len(rows) > MOST_ROWS:
        more = len(rows) - MOST_ROWS
        st.caption(visit.say(N("{n} more row is in the download.", "{n} more rows are in the download.", more)))


def _look(cells: Iterable[str]) -> str:
    """A column of little text is narrow."""
    return "" if any(len(re.sub(r"<[^>]*>", "", cell)) > _NARROW for cell in cells) else ' class="og-narrow"'
