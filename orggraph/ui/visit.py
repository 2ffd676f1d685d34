"""The reader's choices, from the controls beside the pages and the address; and what is shared between runs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import streamlit as st

from orggraph.errors import StoreError
from orggraph.findings import Finding
from orggraph.graph import Graph, provenance
from orggraph.i18n import DEFAULT_LANG, LANGUAGES, Lang, T
from orggraph.model.base import Row
from orggraph.ui.page import Visit
from orggraph.workspace import Workspace, connect

LANGUAGE_NAMES: Mapping[Lang, str] = {"nl": "Nederlands", "en": "English"}


@st.cache_resource(show_spinner=False)
def workspace() -> Workspace:
    """The one workspace that all sessions of the app share."""
    work = connect()
    if os.environ.get("ORGGRAPH_EMPTY") != "1":
        work.fill_once()
    return work


def forget_workspace() -> None:
    """Connect anew at the next run: the store went away, or came back."""
    workspace.clear()


def chosen_lang() -> Lang:
    """The language asked in the address or chosen before; the switch itself is drawn by :func:`controls`."""
    asked = st.session_state.get("lang") or st.query_params.get("lang") or os.environ.get("ORGGRAPH_LANG")
    return asked if asked in LANGUAGES else DEFAULT_LANG


def language_switch(lang: Lang) -> None:
    """The switch between languages."""
    st.session_state.setdefault("lang", lang)
    label = T("Language").render(lang)
    st.segmented_control(
        label,
        LANGUAGES,
        format_func=LANGUAGE_NAMES.__getitem__,
        key="lang",
        required=True,
        label_visibility="collapsed",
        bind="query-params",
    )


def controls(work: Workspace, lang: Lang) -> Visit:
    """Draw the controls that all pages share, and give what they lead to."""
    heads = {head["id"]: head for head in work.datasets()}
    datasets = _datasets(heads, lang)
    with st.expander(T("Date, sources, names").render(lang), expanded=False):
        date = _date(heads, datasets, lang)
        prefer = _prefer(work, datasets, lang)
        with_names = st.toggle(
            T("Names of people").render(lang),
            key="with_names",
            help=T("Shows people's names where the owner of this machine keeps a list of them; otherwise function labels.").render(lang),
        )
    graph = work.graph(on=date, datasets=datasets, prefer=prefer, with_names=with_names)
    return Visit(lang, work, heads, datasets, date, prefer, with_names, graph, findings(work, graph))


def findings(work: Workspace, graph: Graph) -> tuple[Finding, ...]:
    """The findings of a projection with their acceptances; the analyses run once for each projection."""
    return tuple(work.find(graph))


def _datasets(heads: Mapping[str, Row], lang: Lang) -> tuple[str, ...]:
    if not heads:
        return ()
    names = {name: head["title"] if lang == "nl" else head.get("title_en", head["title"]) for name, head in heads.items()}
    asked = [name for name in st.query_params.get("dataset", "").split(",") if name in heads]
    if "dataset" not in st.session_state or st.session_state["dataset"] not in heads:
        st.session_state["dataset"] = asked[0] if asked else next(iter(heads))
    chosen = st.selectbox(T("Region").render(lang), list(heads), format_func=lambda name: names[name], key="dataset", bind="query-params")
    return (chosen,)


def _date(heads: Mapping[str, Row], datasets: tuple[str, ...], lang: Lang) -> str | None:
    reference = heads[datasets[0]].get("reference_date") if datasets else None
    shown = T("Default: {date}, the date of the source", date=reference or "…").render(lang)
    text = st.text_input(
        T("Date asked").render(lang),
        key="date",
        placeholder=shown,
        help=T("A year, a month or a day: 2015, 2015-03 or 2015-03-31.").render(lang),
        bind="query-params",
    )
    return text.strip() or None


def _prefer(work: Workspace, datasets: tuple[str, ...], lang: Lang) -> tuple[str, ...]:
    sources = provenance(work.graph(datasets=datasets)).sources
    chosen = st.multiselect(
        T("Where sources differ, follow").render(lang),
        list(sources),
        format_func=lambda source: sources[source]["name"],
        key="prefer",
        placeholder=T("All sources side by side").render(lang),
    )
    return tuple(chosen)


def store_gone(error: StoreError, lang: Lang) -> None:
    """The page shown while the store cannot be reached; it looks again by itself."""
    forget_workspace()
    st.title(T("The store does not answer").render(lang))
    st.error(error.text(lang))
    st.write(T("Nothing is lost. This page looks again every few seconds, and goes on when the store is back.").render(lang))
    st.button(T("Look again now").render(lang), type="primary")
    _look_again()


@st.fragment(run_every=5)
def _look_again(**_: Any) -> None:
    if st.session_state.get("looked"):
        st.session_state["looked"] = False
        st.rerun()
    st.session_state["looked"] = True
