"""The script that Streamlit runs: controls and navigation around the pages that the registry finds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from orggraph.errors import OrggraphError, StoreError
from orggraph.i18n import Lang, T
from orggraph.ui import style, visit
from orggraph.ui.page import Page, Visit, registry

ICON = Path(__file__).parent / "icon.png"


def main() -> None:
    """Draw one run of the app."""
    lang = visit.chosen_lang()
    st.set_page_config(page_title="orggraph", page_icon=str(ICON), layout="wide", initial_sidebar_state="expanded")
    style.apply(lang)
    holder: dict[str, Visit] = {}
    pages = [_streamlit_page(page, lang, holder) for page in registry()]
    shown = [made for page, made in zip(registry(), pages, strict=True) if page.in_navigation]
    hidden = [made for page, made in zip(registry(), pages, strict=True) if not page.in_navigation]
    chosen = st.navigation([*shown, *hidden], position="top")
    try:
        with st.sidebar:
            visit.language_switch(lang)
            holder["visit"] = visit.controls(visit.workspace(), lang)
    except StoreError as error:
        visit.store_gone(error, lang)
        return
    except OrggraphError as error:
        st.error(error.text(lang))
        return
    chosen.run()


def _streamlit_page(page: Page, lang: Lang, holder: dict[str, Visit]) -> st.Page:
    return st.Page(
        _guarded(page, lang, holder),
        title=page.title[lang],
        icon=f":material/{page.icon}:",
        url_path=page.path or "start",
        default=not page.path,
        visibility="visible" if page.in_navigation else "hidden",
    )


def _guarded(page: Page, lang: Lang, holder: dict[str, Visit]) -> Callable[[], None]:
    """The page, with every foreseen error as a clear text in its place."""

    def run() -> None:
        here = holder["visit"]
        try:
            if page.needs_data and not here.datasets:
                _nothing_loaded(page, lang)
            else:
                page.render(here)
        except StoreError as error:
            visit.store_gone(error, lang)
        except OrggraphError as error:
            st.title(page.title[lang])
            st.error(error.text(lang))

    return run


def _nothing_loaded(page: Page, lang: Lang) -> None:
    st.title(page.title[lang])
    st.info(T("Nothing is loaded yet.").render(lang))
    st.write(
        T("Load the built-in regions with `orggraph load`, or a file of your own with `orggraph load FILE`; then look again.").render(lang)
    )


main()
