"""A page made of data, within a page of the app: with a style of its own, which touches nothing around it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from orggraph.reports import html


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component("orggraph.sheet", js="sheet.js", isolate_styles=True)


def sheet(body: str, *, key: str) -> None:
    """Show the body of a page.

    Parameters
    ----------
    body
        What :func:`orggraph.reports.html.body` gives: HTML of ours, in which all texts are escaped.
    key
        Unique on the page.
    """
    _component()(key=key, data={"body": body, "style": html.style()})
