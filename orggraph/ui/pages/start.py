"""Start."""

from __future__ import annotations

import streamlit as st

from orggraph.ui.page import Page, Visit


def render(visit: Visit) -> None:
    """Draw the page."""
    st.title("Start")
    st.write(len(visit.graph), len(visit.findings))


page = Page(path="", title={"nl": "Start", "en": "Start"}, icon="home", order=0, render=render)
