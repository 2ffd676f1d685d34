"""What only the browser can do: the language of the document, words of Streamlit's own controls in it, and scrolling."""

from __future__ import annotations

from typing import Any

import streamlit as st

from orggraph.i18n import Lang, T

WORDS = (
    T("Collapse sidebar"), T("Expand sidebar"), T("Sidebar"), T("App pages"), T("Open"), T("Clear all"), T("Clear value"), T("Fullscreen"),
    T("Close fullscreen"), T("Close"), T("Download as CSV"), T("Show/hide columns"), T("Copy to clipboard"), T("Main menu"),
)  # fmt: skip
"""Names of Streamlit's own controls."""
TEXTS = (T("Select all"), T("No results"))
"""Streamlit's own lines in lists to choose from."""
SKIP = T("To the content")
"""The first tab stop of each page."""
MORE = T("{n} more", n="{n}")
"""What Streamlit writes where not all pages fit in the navigation."""
HELP = T("Help for {name}", name="")
"""How Streamlit begins the name of a help sign."""


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component("orggraph.document", js="document.js")


def speak(lang: Lang, title: str, *, content: str) -> None:
    """Give the document its language and title, Streamlit's own controls words in that language, and a way past them.

    Parameters
    ----------
    lang
        The language.
    title
        The title of the document.
    content
        The key of the container that the first tab stop of the page leads to.
    """
    words = {word.message: word.render(lang) for word in WORDS}
    texts = {word.message: word.render(lang) for word in TEXTS}
    begins = {HELP.render("en"): HELP.render(lang)}
    skip = {"text": SKIP.render(lang), "to": f".st-key-{content}"}
    _component()(
        key="document",
        data={"lang": lang, "title": title, "words": words, "texts": texts, "begins": begins, "skip": skip, "more": MORE.render(lang)},
    )


@st.cache_resource(show_spinner=False)
def _in_sight() -> Any:
    return st.components.v2.component("orggraph.in_sight", js="in_sight.js")


def bring_in_sight(selector: str, *, within: str, detail: str = "", arrived: str = "") -> None:
    """Scroll a list so far that one of its entries is in sight; all are named by a selector of CSS.

    Parameters
    ----------
    selector, within
        The entry, and the list.
    detail
        What shows the entry; where it stands below the list, on a small screen, it comes in sight when another entry is chosen.
    arrived
        Changes when the reader comes here from elsewhere: then ``detail`` comes in sight on any screen, and gets the focus.
    """
    _in_sight()(key="in_sight", data={"selector": selector, "within": within, "detail": detail, "arrived": arrived})
