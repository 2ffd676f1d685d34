"""The looks that Streamlit's theme cannot hold: focus that shows, headings that fit, cards and chips."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from orggraph.i18n import Lang


def apply(lang: Lang) -> None:
    """Put the style sheet in the page."""
    st.html(f"<style>{_sheet()}</style><span hidden lang='{lang}'></span>")


@cache
def _sheet() -> str:
    return (Path(__file__).parent / "style.css").read_text(encoding="utf-8")
