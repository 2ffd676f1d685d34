"""To go to another page of the app with what is chosen here, without loading the app anew."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

import streamlit as st

from orggraph.ui.page import Visit


def go(visit: Visit, path: str, params: Mapping[str, str]) -> None:
    """Go to a page, keeping the reader's choices; this run ends here.

    Parameters
    ----------
    visit
        The reader's choices.
    path
        The path of a page that the registry holds.
    asked
        What its address asks beside these choices.
    """
    given = parse_qs(urlsplit(visit.link(path, **params)).query)
    # Streamlit knows a page by its path alone: one made here is the one that the navigation holds.
    st.switch_page(st.Page(_nothing, url_path=path), query_params=given)


def _nothing() -> None:
    """What stands in the place of the page that the navigation holds."""
