"""The page for what nobody foresaw: no stack trace for the reader, the whole of it in the log."""

from __future__ import annotations

import logging

import streamlit as st

from orggraph.i18n import DEFAULT_LANG, LANGUAGES, T

LOG = logging.getLogger("orggraph.ui")


def unforeseen(error: Exception) -> bool:
    """Log an error that a script did not handle, and show a page in its place; True: Streamlit shows nothing of its own."""
    LOG.error("a page failed", exc_info=error)
    lang = next((known for known in LANGUAGES if known == st.query_params.get("lang")), DEFAULT_LANG)
    st.error(T("Something went wrong here. Nothing was changed.").render(lang))
    st.write(T("Reload the page, or choose another. If it stays: the log of the program that serves the app says more.").render(lang))
    return True
