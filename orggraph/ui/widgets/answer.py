"""The answer to a question or a statement: as a table, a graph or JSON, and to save."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from orggraph.errors import OrggraphError, StoreError
from orggraph.graph import Graph
from orggraph.i18n import N, T
from orggraph.model.relationships import TYPES
from orggraph.picture import export, layout
from orggraph.queries import DATASET, Query
from orggraph.tables import tables
from orggraph.tables.headings import headings
from orggraph.tables.results import graph_of
from orggraph.tables.rows import Rows
from orggraph.ui.map_component import relation_map
from orggraph.ui.page import Visit
from orggraph.ui.widgets import look, take
from orggraph.ui.widgets.address import Address
from orggraph.ui.widgets.table import table

FORMS = {"table": T("Table"), "graph": T("Graph"), "json": T("JSON")}
HEIGHT = 460
MOST_JSON = 200_000
"""Signs of JSON on the page; the file holds all of it."""


def guarded(visit: Visit, ask: Callable[[], Rows]) -> Rows | None:
    """The rows, or what went wrong in words; a store that has gone is for the whole page."""
    try:
        return ask()
    except StoreError:
        raise
    except OrggraphError as error:
        st.error(look.as_text(error.text(visit.lang)))
        return None


def answer(visit: Visit, rows: Rows, name: str, query: Query | None, address: Address) -> None:
    """Show rows.

    Parameters
    ----------
    visit
        The reader's choices.
    rows
        As the store gives them.
    name
        Of the files that are saved.
    query
        The question of the library that they answer; None: a statement of one's own.
    address
        Of the page; ``as`` says in which form, None: a graph where the rows hold one, else a table.
    """
    if not rows:
        st.info(visit.say(T("No rows: these data hold no answer to this question.")))
        return
    one_region = DATASET if query is not None and len(visit.datasets) == 1 else None
    columns = tuple(column for column in rows.columns or tuple(rows[0]) if column != one_region)
    graph = graph_of(rows, visit.graph)
    form = _bar(visit, rows, columns, name, query, address, drawn=bool(len(graph)))
    if form == "json":
        _json(visit, rows)
        return
    if form == "graph":
        _picture(visit, graph, name)
    if form == "table" or query is not None:
        _table(visit, rows, columns, query)


def _bar(visit: Visit, rows: Rows, columns: Sequence[str], name: str, query: Query | None, address: Address, *, drawn: bool) -> str:
    """How many rows, in which form (which it gives), and the files."""
    counted = visit.say(N("{n} row", "{n} rows", len(rows)))
    if rows.more:
        counted += ". " + visit.say(T("There are more than {n}; only these are shown.", n=len(rows)))
    unasked = "graph" if drawn and ((query is not None and query.shows == "graph") or (query is None and _is_graph(rows))) else "table"
    known = [form for form in FORMS if drawn or form != "graph"]
    form = address["as"] if address["as"] in known else unasked
    key = "cypher_as"
    st.session_state[key] = form

    def changed() -> None:
        address["as"] = st.session_state[key] if st.session_state[key] != unasked else None

    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{counted}**", width="stretch")
        st.segmented_control(
            visit.say(T("Form of the answer")),
            known,
            format_func=lambda name: visit.say(FORMS[name]),
            key=key,
            on_change=changed,
            required=True,
            label_visibility="collapsed",
            width="content",
        )
        take.button(
            visit,
            visit.say(T("Save as CSV")),
            lambda: _as_csv(visit, rows, columns, query),
            f"{name}.csv",
            "text/csv",
            icon=":material/download:",
            width="content",
        )
        take.button(
            visit,
            visit.say(T("Save as JSON")),
            lambda: _as_json(rows),
            f"{name}.json",
            "application/json",
            icon=":material/download:",
            width="content",
        )
    return str(form)


def _json(visit: Visit, rows: Rows) -> None:
    text = _as_json(rows)
    st.code(text[:MOST_JSON], language="json", height=560)
    if len(text) > MOST_JSON:
        st.caption(visit.say(T("This is the beginning; the file holds all of it.")))


def _as_json(rows: Rows) -> str:
    return json.dumps(list(rows), ensure_ascii=False, indent=2, default=str)


def _as_csv(visit: Visit, rows: Rows, columns: Sequence[str], query: Query | None) -> str:
    """The rows, with what they were made from; of a statement of one's own all datasets are named, for it may read them all."""
    if query is None:
        read = ", ".join(f"{name} v{head['version']}{' (invented)' if head.get('fictional') else ''}" for name, head in visit.heads.items())
        return tables.to_csv([{**row, "datasets_read": read} for row in rows], [*columns, "datasets_read"])
    origin = [column for column in export.ORIGIN if column not in columns]
    heads = [*query.headings(columns, visit.lang), *headings(origin, visit.lang)]
    return tables.to_csv(export.with_origin(visit.graph, query.in_words(rows, visit.lang)), [*columns, *origin], heads)


def _is_graph(rows: Rows) -> bool:
    return any(isinstance(value, dict) and ("labels" in value or "type" in value or "nodes" in value) for value in rows[0].values())


def _picture(visit: Visit, graph: Graph, name: str) -> None:
    if not len(graph):
        return
    made = layout.for_screens("swimlanes", graph, HEIGHT, title=visit.say(T("The answer as a graph")), lang=visit.lang)
    relation_map(made, key=f"answer-{name}", height=HEIGHT, lang=visit.lang)


def _table(visit: Visit, rows: Rows, columns: Sequence[str], query: Query | None) -> None:
    """The rows, with a link where a column names what the next identifies, or holds a node."""
    kept, readable = list(columns), query.in_words(rows, visit.lang) if query else list(rows)
    if query:
        named = [column for column in columns if not (column.endswith("_id") and column.removesuffix("_id") in columns)]
        kept = [column for column in named if any(row.get(column) not in (None, [], "") for row in rows)]
    heads = query.headings(kept, visit.lang) if query else kept
    cells = [[_cell(visit, read.get(column), _node_of(row, column)) for column in kept] for row, read in zip(rows, readable, strict=True)]
    table(visit, heads, cells, caption=visit.say(T("The answer")), height=560)
    if query and len(kept) < len(named):
        st.caption(visit.say(T("Columns in which nothing is stated are in the CSV only.")))


def _node_of(row: Mapping[str, Any], column: str) -> Any:
    """The id of what a cell names: that of the node that it holds, or what the column beside it says."""
    value = row.get(column)
    return value["id"] if isinstance(value, Mapping) and "labels" in value else row.get(f"{column}_id")


def _cell(visit: Visit, value: Any, node: Any = None) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        ends = node if isinstance(node, list | tuple) and len(node) == len(value) else [None] * len(value)
        return "<br>".join(_cell(visit, item, end) for item, end in zip(value, ends, strict=True))
    if isinstance(value, bool):
        return look.plain(visit.say(T("yes") if value else T("no")))
    if isinstance(value, Mapping):
        return _record(visit, value)
    linked = node if isinstance(node, str) else value
    if isinstance(linked, str) and linked in visit.graph:
        return look.node_link(visit, linked, str(value) if linked != value else None)
    return look.plain(value)


def _record(visit: Visit, value: Mapping[str, Any]) -> str:
    if "labels" in value:
        name = str((value.get("properties") or {}).get("name") or value.get("id"))
        return look.node_link(visit, value["id"], name) if value.get("id") in visit.graph else look.plain(name)
    if "type" in value and "source" in value:
        nodes = visit.graph.nodes
        ends = [nodes[value[end]]["name"] if value[end] in nodes else value[end] for end in ("source", "target")]
        title = TYPES[value["type"]].title[visit.lang] if value["type"] in TYPES else value["type"]
        return look.plain(f"{ends[0]} – {title} → {ends[1]}")
    return look.plain(", ".join(f"{name}: {entry}" for name, entry in value.items()))
