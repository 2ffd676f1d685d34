"""The script that Streamlit runs: controls and navigation around the pages that the registry finds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import streamlit as st

from orggraph.access import Access
from orggraph.errors import OrggraphError, StoreError
from orggraph.i18n import Lang, T
from orggraph.ui import document, reader, signed_in, style, visit
from orggraph.ui.page import GROUPS, Page, Visit, allowed, grouped, registry
from orggraph.ui.search_bar import search_bar
from orggraph.ui.widgets.look import as_text
from orggraph.ui.widgets.standing import CHOICES, nobody_yet, standing

HERE = Path(__file__).parent
CONTENT = "content"
"""The part of a page below navigation, choices and search: what the first tab stop leads to."""


def main() -> None:
    """Draw one run of the app."""
    lang = visit.chosen_lang()
    st.set_page_config(page_title="orggraph", page_icon=str(HERE / "icon.png"), layout="wide", initial_sidebar_state="auto")
    style.apply()
    st.logo(str(HERE / "logo.svg"), size="large")
    if signed_in.is_over(lang):
        return
    holder: dict[str, Visit] = {}
    try:
        access = reader.access()
    except OrggraphError as error:
        _refused(error, lang)
        return
    pages = {page: _streamlit_page(page, lang, holder, offered=page.in_navigation and allowed(page, access)) for page in registry()}
    chosen = st.navigation(_sections(pages, access, lang), position="top")
    current = next(page for page, made in pages.items() if made is chosen or made.url_path == chosen.url_path)
    document.speak(lang, f"{current.title[lang]} · orggraph", content=CONTENT)
    try:
        with st.sidebar:
            visit.language_switch(lang)
            holder["visit"] = visit.controls(visit.workspace(lang), lang, access)
            signed_in.who(holder["visit"].access, lang)
    except StoreError as error:
        visit.store_gone(error, lang)
        return
    except OrggraphError as error:
        _refused(error, lang)
        return
    search_bar(lang, holder["visit"])
    if not current.says_itself:
        standing(holder["visit"], current.covers(holder["visit"]) if current.covers else CHOICES)
    with st.container(key=CONTENT):
        nobody_yet(holder["visit"], current.path)
        chosen.run()


def _sections(pages: Mapping[Page, st.Page], access: Access, lang: Lang) -> dict[str, list[st.Page]]:
    """The navigation: the pages by group; those that have no place in it, or may not be opened, are of no group."""
    offered = [page for page in pages if page.in_navigation and allowed(page, access)]
    groups = grouped(offered)
    groups[""] = [*groups.get("", []), *(page for page in pages if page not in offered)]
    return {GROUPS[group][lang]: [pages[page] for page in held] for group, held in sorted(groups.items(), key=lambda item: bool(item[0]))}


def _streamlit_page(page: Page, lang: Lang, holder: dict[str, Visit], *, offered: bool) -> st.Page:
    return st.Page(
        _guarded(page, lang, holder),
        title=page.title[lang],
        icon=f":material/{page.icon}:",
        url_path=page.path or "start",
        default=not page.path,
        visibility="visible" if offered else "hidden",
    )


def _guarded(page: Page, lang: Lang, holder: dict[str, Visit]) -> Callable[[], None]:
    """The page, with every foreseen error as a clear text in its place."""

    def run() -> None:
        here = holder["visit"]
        try:
            if page.needs_data and not here.datasets:
                _nothing_loaded(lang)
            else:
                page.draw(here)
        except StoreError as error:
            visit.store_gone(error, lang)
        except OrggraphError as error:
            st.title(page.title[lang], anchor=False)
            st.error(as_text(error.text(lang)))

    return run


def _refused(error: OrggraphError, lang: Lang) -> None:
    """What the controls ask for cannot be."""
    st.title(T("This cannot be shown").render(lang), anchor=False)
    st.error(as_text(error.text(lang)))
    st.write(T("Change it in the bar at the left.").render(lang))


def _nothing_loaded(lang: Lang) -> None:
    st.title(T("Nothing is loaded yet").render(lang), anchor=False)
    st.write(T("The store is empty. Load the built-in regions, or a file of your own; then look again.").render(lang))
    st.code("orggraph load\norggraph load FILE.yaml", language=None)
    st.button(T("Look again now").render(lang), type="primary")


main()
