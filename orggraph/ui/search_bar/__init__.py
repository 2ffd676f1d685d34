"""The bar on top of every page: what one types is answered by the app's own route, without a run of the page."""

from __future__ import annotations

from typing import Any

import streamlit as st

from orggraph.i18n import Lang, T
from orggraph.ui.page import Visit, address
from orggraph.ui.searching import ROUTE

TEXTS = {
    "label": T("Search or ask"),
    "placeholder": T("Search or ask: a name, a topic, a question"),
    "short": T("Search or ask"),
    "key": T("Press / to search"),
    "results": T("Results"),
    "one": T("1 result"),
    "many": T("{n} results", n="{n}"),
    "near": T("Nothing fits these words. This resembles them:"),
    "beyond": T("This region does not know all of these words; another that is loaded does:"),
    "nothing": T("Nothing fits these words, and nothing resembles them. Try a name, a topic or a question."),
    "gone": T("The search does not answer. Look whether the app still runs, and type on."),
}
"""What stands in the bar, by its name in the script."""


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component("orggraph.search_bar", js="search.js", css="search.css", isolate_styles=True)


def search_bar(lang: Lang, visit: Visit | None) -> None:
    """Show the bar. It searches what a visit looks at; without one, the pages and questions."""
    choices = visit.choices if visit else {"lang": lang}
    texts = {name: text.render(lang) for name, text in TEXTS.items()}
    with st.container(key="search"):
        _component()(key="search_bar", data={"route": address(ROUTE, choices), "texts": texts, "lang": lang})
