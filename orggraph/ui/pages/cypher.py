"""Cypher: the query library with its parameters, and free queries that only read; as a table, a graph and CSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from orggraph import queries
from orggraph.errors import OrggraphError, StoreError
from orggraph.graph import Graph
from orggraph.i18n import Bilingual, N, T
from orggraph.model.nodes import LABELS
from orggraph.model.relationships import TYPES
from orggraph.params import Param
from orggraph.picture import export, layout
from orggraph.queries import DATASET, Query
from orggraph.tables import tables
from orggraph.tables.headings import headings
from orggraph.tables.results import graph_of
from orggraph.tables.rows import Rows
from orggraph.ui.map_component import relation_map
from orggraph.ui.page import Page, Visit
from orggraph.ui.widgets import look
from orggraph.ui.widgets.address import Address
from orggraph.ui.widgets.cached import key_of
from orggraph.ui.widgets.table import table

ADDRESS = Address("cypher", {"query": None, "statement": None, "param": [], "own": None, "seconds": None})
LIMIT = 1000
SECONDS = (2, 5, 15, 60)
"""Rows of a free query, and the seconds that it may be given: the first where nobody chooses."""
EXAMPLE = "MATCH (post:Post)-[:IN]->(body:Body)\nRETURN body.name AS body, count(post) AS posts\nORDER BY posts DESC, body"
FIRST = "how-bodies-relate"
HEIGHT = 460


def render(visit: Visit) -> None:
    """Draw the page."""
    ADDRESS.read()
    if ADDRESS["statement"]:
        ADDRESS["own"] = "1"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title("Cypher", anchor=False, width="stretch")
        _kind_switch(visit)
    if ADDRESS["own"]:
        _free(visit)
    else:
        _library(visit)
    ADDRESS.write()


def _kind_switch(visit: Visit) -> None:
    kinds = {"": T("Questions of the library"), "1": T("Your own Cypher")}
    st.session_state["cypher_kind"] = ADDRESS["own"] or ""

    def switched() -> None:
        ADDRESS["own"] = st.session_state["cypher_kind"] or None
        if not ADDRESS["own"]:
            ADDRESS["statement"] = None

    st.segmented_control(
        visit.say(T("Kind of question")),
        list(kinds),
        format_func=lambda kind: visit.say(kinds[kind]),
        key="cypher_kind",
        on_change=switched,
        required=True,
        label_visibility="collapsed",
        width="content",
    )


def _library(visit: Visit) -> None:
    known = {name: query for name, query in queries.registry().items() if name != queries.PASSED_OVER}
    if ADDRESS["query"] and ADDRESS["query"] not in known:
        st.warning(visit.say(T("The library has no question {name}.", name=look.as_code(ADDRESS["query"]))))
        ADDRESS["query"] = None
    name = ADDRESS["query"] or (FIRST if FIRST in known else next(iter(known)))
    query = known[name]
    order = sorted(known, key=lambda name: known[name].title[visit.lang].casefold())
    st.session_state["cypher_query"] = name
    columns = st.columns([3, *([2] * min(len(query.params), 2))]) if query.params else [st.container()]
    with columns[0]:
        st.selectbox(
            visit.say(T("Question")),
            order,
            format_func=lambda name: known[name].title[visit.lang],
            key="cypher_query",
            on_change=_chose_query,
            filter_mode="contains",
        )
    given = _params(visit, query, columns[1:] or columns)
    st.header(look.as_text(query.question[visit.lang]), anchor=False)
    missing = [name for name, param in query.params.items() if param.default is None and not param.optional and not given.get(name)]
    if missing:
        st.info(visit.say(T("Choose first: {what}.", what=[query.params[name].about or name for name in missing])))
    else:
        rows = _guarded(visit, lambda: _library_rows(visit, name, tuple(sorted(given.items()))))
        if rows is not None:
            _result(visit, rows, name, query)
    with st.expander(visit.say(T("Show the Cypher")), key="cypher_text"):
        st.code(query.statement, language="cypher", wrap_lines=True)
        st.caption(visit.say(T("On the command line: {command}", command=f"`orggraph query {name}`")))


def _chose_query() -> None:
    ADDRESS["query"], ADDRESS["param"] = st.session_state["cypher_query"], []


def _params(visit: Visit, query: Query, places: Sequence[Any]) -> dict[str, str]:
    """The parameters of a query as controls; what they say, by name."""
    given = dict(pair.split("=", 1) for pair in ADDRESS["param"] if "=" in pair)
    for i, (name, param) in enumerate(query.params.items()):
        with places[i % len(places)]:
            value = _param(visit, query.name, name, param, given.get(name))
        given.pop(name, None)
        if value:
            given[name] = value
    given = {name: value for name, value in given.items() if name in query.params}
    ADDRESS["param"] = [f"{name}={value}" for name, value in sorted(given.items())]
    return given


def _param(visit: Visit, query: str, name: str, param: Param, value: str | None) -> str | None:
    about = param.about[visit.lang] if param.about else name
    key = f"cypher_{query}_{name}"
    if key not in st.session_state and value is not None:
        st.session_state[key] = value
    if param.type == "id":
        nodes = visit.graph.nodes
        options = sorted(nodes, key=lambda node: (nodes[node]["name"].casefold(), node))
        return st.selectbox(
            about, options, index=None, key=key, placeholder=visit.say(T("Choose …")), filter_mode="contains", accept_new_options=True,
            format_func=lambda node: _called(visit, node),
        )  # fmt: skip
    if param.values is not None:
        words = {value: names[visit.lang] for value, names in param.values.items()}
        known = sorted(words, key=lambda value: words[value].casefold())
        return st.selectbox(about, known, index=None, key=key, placeholder=visit.say(T("All")), format_func=words.__getitem__)
    return st.text_input(about, key=key, placeholder=str(param.default) if param.default is not None else "") or None


def _called(visit: Visit, node: str) -> str:
    if node not in visit.graph:
        return node
    return f"{visit.graph.nodes[node]['name']} ({LABELS[visit.graph.nodes[node]['label']].title[visit.lang].lower()})"


@st.cache_resource(show_spinner=False, max_entries=64, ttl=600, hash_funcs={Visit: key_of})
def _library_rows(visit: Visit, name: str, given: tuple[tuple[str, str], ...]) -> Rows:
    return visit.work.query(name, datasets=visit.datasets, on=visit.date, prefer=visit.prefer, with_names=visit.with_names, **dict(given))


@st.cache_resource(show_spinner=False, max_entries=4, ttl=60, hash_funcs={Visit: key_of})
def _free_rows(visit: Visit, statement: str, seconds: int) -> Rows:
    return visit.work.cypher(statement, limit=LIMIT, timeout=seconds, with_names=visit.with_names)


def _free(visit: Visit) -> None:
    if ADDRESS["statement"] and "cypher_own" not in st.session_state:
        st.session_state["cypher_own"] = ADDRESS["statement"]
    st.session_state.setdefault("cypher_own", EXAMPLE)
    st.caption(visit.say(T("Only reading is possible, on all datasets. At most {rows} rows.", rows=LIMIT)))
    st.session_state.setdefault("cypher_seconds", next((seconds for seconds in SECONDS if str(seconds) == ADDRESS["seconds"]), SECONDS[0]))
    with st.form("cypher_form", border=False):
        text = st.text_area("Cypher", key="cypher_own", height=190, label_visibility="collapsed")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            run = st.form_submit_button(visit.say(T("Ask")), type="primary", icon=":material/play_arrow:")
            seconds = st.selectbox(visit.say(T("Seconds at most")), SECONDS, key="cypher_seconds", width=160)
    if run:
        st.session_state["cypher_ran"] = text
        ADDRESS["statement"] = text
        ADDRESS["seconds"] = str(seconds) if seconds != SECONDS[0] else None
    if not text.strip() or st.session_state.get("cypher_ran") != text:
        return
    with st.spinner(visit.say(T("Asking …"))):
        rows = _guarded(visit, lambda: _free_rows(visit, text, seconds))
    if rows is not None:
        _result(visit, rows, "cypher", None)


def _guarded(visit: Visit, ask: Any) -> Rows | None:
    """The rows, or what went wrong in words; a store that has gone is for the whole page."""
    try:
        rows: Rows = ask()
    except StoreError:
        raise
    except OrggraphError as error:
        st.error(look.as_text(error.text(visit.lang)))
        return None
    return rows


def _result(visit: Visit, rows: Rows, name: str, query: Query | None) -> None:
    if not rows:
        st.info(visit.say(T("No rows: these data hold no answer to this question.")))
        return
    one_region = DATASET if query is not None and len(visit.datasets) == 1 else None
    columns = tuple(column for column in rows.columns or tuple(rows[0]) if column != one_region)
    graph = graph_of(rows, visit.graph)
    if query is not None:
        rows = Rows(query.in_words(rows, visit.lang), columns=columns, more=rows.more)
    counted = visit.say(N("{n} row", "{n} rows", len(rows)))
    if rows.more:
        counted += ". " + visit.say(T("There are more than {n}; only these are shown.", n=len(rows)))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{counted}**", width="stretch")
        st.download_button(
            visit.say(T("Save as CSV")), lambda: _as_csv(visit, rows, columns, query), f"{name}.csv", "text/csv", on_click="ignore",
            icon=":material/download:", width="content",
        )  # fmt: skip
    if (query is not None and query.shows == "graph") or (query is None and _is_graph(rows)):
        _picture(visit, graph, name)
    _table(visit, rows, columns, query)


def _as_csv(visit: Visit, rows: Rows, columns: Sequence[str], query: Query | None) -> str:
    """The rows, with what they were made from; a free statement reads all datasets, so there all are named."""
    if query is None:
        read = ", ".join(f"{name} v{head['version']}{' (invented)' if head.get('fictional') else ''}" for name, head in visit.heads.items())
        return tables.to_csv([{**row, "datasets_read": read} for row in rows], [*columns, "datasets_read"])
    origin = [column for column in export.ORIGIN if column not in columns]
    heads = [*query.headings(columns, visit.lang), *headings(origin, visit.lang)]
    return tables.to_csv(export.with_origin(visit.graph, rows), [*columns, *origin], heads)


def _is_graph(rows: Rows) -> bool:
    return any(isinstance(value, dict) and ("labels" in value or "type" in value or "nodes" in value) for value in rows[0].values())


def _picture(visit: Visit, graph: Graph, name: str) -> None:
    if not len(graph):
        return
    made = layout.for_screens("swimlanes", graph, HEIGHT, title=visit.say(T("The answer as a graph")), lang=visit.lang)
    relation_map(made, key=f"answer-{name}", height=HEIGHT, lang=visit.lang)


def _table(visit: Visit, rows: Rows, columns: Sequence[str], query: Query | None) -> None:
    """The rows, with a link where a column names what the next identifies."""
    kept = list(columns)
    if query:
        named = [column for column in columns if not (column.endswith("_id") and column.removesuffix("_id") in columns)]
        kept = [column for column in named if any(row.get(column) not in (None, [], "") for row in rows)]
    heads = query.headings(kept, visit.lang) if query else kept
    cells = [[_cell(visit, row.get(column), row.get(f"{column}_id")) for column in kept] for row in rows]
    table(visit, heads, cells, caption=visit.say(T("The answer")), height=560)
    if query and len(kept) < len(named):
        st.caption(visit.say(T("Columns in which nothing is stated are in the CSV only.")))


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


page = Page(
    path="cypher", title=Bilingual("Cypher", "Cypher"), icon="terminal", order=90, render=render, group="keep",
    words="query vraag zelf schrijven eigen vragen bibliotheek database console opvragen analist write own questions library",
)  # fmt: skip
