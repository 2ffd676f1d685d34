"""The looks that Streamlit's theme cannot hold: focus that shows, headings that fit, cards and chips."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from orggraph.ui.widgets import look

SHEETS = ("colours.css", "style.css", "shell.css", "print.css")
"""The colours first: all others name them."""


def apply() -> None:
    """Put the style sheets in the page."""
    st.html(f"<style>{_sheet()}</style>")
    look.apply()


@cache
def _sheet() -> str:
    return "".join((Path(__file__).parent / name).read_text(encoding="utf-8") for name in SHEETS)
