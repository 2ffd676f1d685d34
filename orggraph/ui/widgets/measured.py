"""A table of figures as pages show it: its sentence, its picture, its rows, how it was counted, and the file to take along."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from orggraph.access import Permission
from orggraph.findings import Cell, Column, Table
from orggraph.i18n import N, T, first_few
from orggraph.picture import export
from orggraph.tables import tables as writing
from orggraph.tables.headings import headings
from orggraph.ui.page import Visit
from orggraph.ui.widgets import take
from orggraph.ui.widgets.dates import in_words
from orggraph.ui.widgets.look import node_link, plain
from orggraph.ui.widgets.table import table as as_table
from orggraph.workspace.restricted import counts_people

MOST_BARS = 15
"""So many rows are drawn; the table holds all."""
MOST_NAMED = 6
"""So many names stand open in a cell."""


def show(visit: Visit, table: Table, name: str) -> None:
    """Show a table under its title.

    Parameters
    ----------
    visit
        The reader's choices.
    table
        What is measured; a table of people is left out in the presentation mode.
    name
        Name of the file to take along, without the region and the suffix.
    """
    st.header(table.title[visit.lang], anchor=False)
    st.html(f'<p class="og-sentence">{plain(visit.say(table.sentence))}</p>')
    if not visit.shows_counts("Person") and counts_people(visit.graph, table):
        closed = T("In the presentation mode no table of people stands here.")
        st.caption(visit.say(closed if visit.presenting else visit.access.refusal(Permission.LOADS).message))
        return
    if table.bar and table.rows:
        _bars(visit, table, table.bar)
    _rows(visit, table, name)


def _ids(value: Cell) -> list[str]:
    if value is None:
        return []
    return [value] if isinstance(value, str) else [str(node) for node in value]  # type: ignore[union-attr]


def _bars(visit: Visit, table: Table, name: str) -> None:
    """The values of one column as bars, each named by the first columns of its row; the table says the same."""
    drawn = [(row, float(value)) for row in table.rows if isinstance(value := row.get(name), int | float)]
    if not drawn:
        return
    most = max(value for _, value in drawn) or 1
    column = table.columns[name]
    heads = [other for other, each in table.columns.items() if each.kind in ("node", "text")][:2]
    words = dict(zip(map(id, table.rows), table.in_words(visit.graph, visit.lang), strict=True))
    lines = []
    for row, value in drawn[:MOST_BARS]:
        texts = words[id(row)]
        named = " · ".join(
            str(texts[head] if not isinstance(texts[head], list) else ", ".join(texts[head])) for head in heads if texts[head]
        )
        lines.append(
            f"<li><span>{plain(named)}</span><i><b style='width:{100 * value / most:.1f}%'></b></i><span>{plain(texts[name])}</span></li>"
        )
    left = len(drawn) - MOST_BARS
    note = f"<p class='og-quiet'>{plain(visit.say(N('{n} more in the table', '{n} more in the table', left)))}</p>" if left > 0 else ""
    label = escape(f"{table.title[visit.lang]}: {column.title[visit.lang]}", quote=True)
    caption = f"<figcaption>{plain(column.title[visit.lang])}</figcaption>"
    st.html(f'<figure class="og-bars" aria-label="{label}">{caption}<ul>{"".join(lines)}</ul>{note}</figure>')


def _rows(visit: Visit, table: Table, name: str) -> None:
    words = table.in_words(visit.graph, visit.lang)
    cells = [
        [_cell(visit, column, row.get(key), worded[key]) for key, column in table.columns.items()]
        for row, worded in zip(table.rows, words, strict=True)
    ]
    if cells:
        as_table(visit, table.headings(visit.lang), cells, caption=table.title[visit.lang])
    st.caption(visit.say(table.basis))
    if not cells:
        return
    rows: list[dict[str, Any]] = export.with_origin(visit.graph, words)
    columns = (*table.columns, *export.ORIGIN)
    text = writing.to_csv(rows, columns, [*table.headings(visit.lang), *headings(export.ORIGIN, visit.lang)])
    file = f"{name}-{'-'.join(visit.datasets)}.csv"
    take.button(visit, visit.say(T("Save as CSV")), text, file, "text/csv", icon=":material/download:", key=f"csv_{name}")


def _cell(visit: Visit, column: Column, value: Cell, words: Any) -> str:
    """A cell (safe HTML): nodes as links, the many cut off, and what has no value as such."""
    if value is None or value in ((), []):
        return '<span class="og-quiet">–</span>'
    if column.kind == "node":
        links: list[object] = [node_link(visit, node) if node in visit.graph else plain(words) for node in _ids(value)]
        few = first_few(links, MOST_NAMED)
        return ", ".join(str(each) if isinstance(each, str) else plain(visit.say(each)) for each in few)
    return plain(in_words(value, visit.lang) if column.kind == "date" and isinstance(value, str) else words)
