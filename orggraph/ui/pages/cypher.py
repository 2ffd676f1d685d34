"""Cypher: the query library with its parameters, and statements of one's own that only read; as a table, a graph and JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from orggraph import queries
from orggraph.access import Permission
from orggraph.i18n import Bilingual, T
from orggraph.model.nodes import LABELS
from orggraph.params import Param
from orggraph.queries import Query
from orggraph.search.entries import things_named
from orggraph.tables.rows import Rows
from orggraph.ui.page import Page, Visit
from orggraph.ui.widgets import look, own_cypher
from orggraph.ui.widgets.address import Address
from orggraph.ui.widgets.answer import answer, guarded
from orggraph.ui.widgets.cached import key_of
from orggraph.ui.widgets.standing import CHOICES
from orggraph.views.lookup import not_there
from orggraph.workspace.hiding import refused_queries

ADDRESS = Address("cypher", {"query": None, "statement": None, "param": [], "own": None, "seconds": None, "as": None})
FIRST = "how-bodies-relate"


def render(visit: Visit) -> None:
    """Draw the page."""
    ADDRESS.read()
    if ADDRESS["statement"]:
        ADDRESS["own"] = "1"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title("Cypher", anchor=False, width="stretch")
        if visit.access.may(Permission.CYPHER):
            _kind_switch(visit)
    if ADDRESS["own"]:
        visit.access.require(Permission.CYPHER)
        own_cypher.draw(visit, ADDRESS)
    else:
        _library(visit)
    ADDRESS.write()


def _covers(_visit: Visit) -> frozenset[str]:
    """A statement of one's own keeps to what it names; a question of the library to all choices."""
    ADDRESS.read()
    return own_cypher.covers(ADDRESS) if ADDRESS["own"] or ADDRESS["statement"] else CHOICES


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
    refused = refused_queries(visit.access) - {ADDRESS["query"]}
    known = {name: query for name, query in known.items() if name not in refused}
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
        rows = guarded(visit, lambda: _library_rows(visit, name, tuple(sorted(given.items()))))
        if rows is not None and not rows:
            for error in not_there(visit.graph, things_named(given)):
                st.warning(look.as_text(error.text(visit.lang)))
        if rows is not None:
            answer(visit, rows, name, query, ADDRESS)
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


page = Page(
    path="cypher", title=Bilingual("Cypher", "Cypher"), icon="terminal", order=90, render=render, group="look", covers=_covers,
    words="query vraag zelf schrijven eigen vragen bibliotheek database console opvragen analist write own questions library",
)  # fmt: skip
