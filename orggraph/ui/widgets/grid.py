"""A matrix as HTML: heads turned so that many fit, a row head that stays in sight, cells that say what they mean."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape

import streamlit as st

from orggraph.ui.widgets.look import plain


@dataclass(frozen=True)
class Head:
    """The head of a row or column: safe HTML, the colour beside it, and of a row the name of the group that it stands in."""

    html: str
    colour: str = "#43505E"
    group: str = ""


@dataclass(frozen=True)
class Mark:
    """What stands in a cell: a short text, its full meaning, how it looks (a class of the style sheet), where it leads."""

    text: str
    about: str
    look: str
    href: str = ""


def grid(
    rows: Sequence[tuple[str, Head]],
    columns: Sequence[tuple[str, Head]],
    marks: Mapping[tuple[str, str], Mark],
    *,
    caption: str,
    corner: str,
) -> None:
    """Show a matrix.

    Parameters
    ----------
    rows, columns
        Keys and heads.
    marks
        What stands in the cells that are not empty, by the keys of row and column.
    caption
        Name of the table, for who cannot see it.
    corner
        What the rows are, and what the columns are.
    """
    heads = "".join(
        f'<th scope="col" style="border-bottom-color:{head.colour}"><div>'
        f'<span title="{escape(_words(head.html), quote=True)}">{head.html}</span></div></th>'
        for _, head in columns
    )
    body = "".join(
        (_group(head.group, len(columns)) if head.group and (not i or rows[i - 1][1].group != head.group) else "")
        + _row(key, head, columns, marks)
        for i, (key, head) in enumerate(rows)
    )
    st.html(
        f'<div class="og-grid-scroll" tabindex="0" role="region" aria-label="{escape(caption, quote=True)}" '
        f'style="--columns:{len(columns)}"><table class="og-grid">'
        f'<thead><tr><td class="og-corner">{plain(corner)}</td>{heads}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def legend(entries: Sequence[tuple[str, str, str]]) -> None:
    """What the signs mean: per entry the sign's text, its look, its meaning."""
    items = "".join(
        f'<li><span class="og-mark {look}" aria-hidden="true">{escape(text)}</span>{plain(about)}</li>' for text, look, about in entries
    )
    st.html(f'<ul class="og-marks">{items}</ul>')


def _group(name: str, columns: int) -> str:
    """A row that names the rows below it; the name stays in sight."""
    return f'<tr class="og-grid-group"><th scope="rowgroup">{plain(name)}</th><td colspan="{columns}"></td></tr>'


def _row(key: str, head: Head, columns: Sequence[tuple[str, Head]], marks: Mapping[tuple[str, str], Mark]) -> str:
    cells = "".join('<td class="og-self"></td>' if key == column else _cell(marks.get((key, column))) for column, _ in columns)
    return f'<tr><th scope="row" style="border-left-color:{head.colour}">{head.html}</th>{cells}</tr>'


def _cell(mark: Mark | None) -> str:
    if mark is None:
        return "<td></td>"
    about = escape(mark.about, quote=True)
    inner = f'<span aria-hidden="true">{escape(mark.text)}</span><span class="og-hidden">{about}</span>'
    if mark.href:
        return f'<td><a class="og-mark {mark.look}" href="{escape(mark.href, quote=True)}" target="_self" title="{about}">{inner}</a></td>'
    return f'<td><span class="og-mark {mark.look}" title="{about}">{inner}</span></td>'


def _words(html: str) -> str:
    """The words of a head, without its marks."""
    return unescape(re.sub(r"<[^>]*>", "", html))
