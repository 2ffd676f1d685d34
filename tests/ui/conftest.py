"""Runs pages without a browser, over the built-in regions on the shared embedded server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from orggraph.ui import visit

Opener = Callable[..., AppTest]


def one_page(path: str) -> None:
    """The script of a run of one page: what main.py does around it, without the navigation, which AppTest cannot follow."""
    import streamlit as st

    from orggraph.errors import Refused
    from orggraph.ui import visit as choices
    from orggraph.ui.page import registry

    lang = choices.chosen_lang()
    choices.language_switch(lang)
    shown = next(page for page in registry() if page.path == path)
    try:
        shown.draw(choices.controls(choices.workspace(lang), lang))
    except Refused as refusal:
        st.error(refusal.text(lang))


def whole_app() -> None:
    """The script of a run of the whole app; run from elsewhere, so that AppTest does not take ``pages`` for Streamlit's own kind."""
    import runpy

    from orggraph.ui.asgi import MAIN

    runpy.run_path(str(MAIN))


@pytest.fixture(scope="module")
def fresh(regions_home: Path) -> Iterator[Path]:
    """The app as it has just begun, for the tests of a module as for its readers: they share what it keeps."""
    st.cache_resource.clear()
    st.cache_data.clear()
    yield regions_home
    visit.forget_workspace()


@pytest.fixture
def regions(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The app looks at the built-in regions; gives the folder of their store."""
    monkeypatch.setenv("ORGGRAPH_HOME", str(fresh))
    return fresh


@pytest.fixture
def opened(regions: Path) -> Opener:
    """Runs one page by its path, with what its address asks."""
    assert regions.is_dir()

    def run(path: str, **asked: str | list[str]) -> AppTest:
        test = AppTest.from_function(one_page, args=(path,), default_timeout=60)
        return go(test, **asked)

    return run


@pytest.fixture
def app(regions: Path) -> Opener:
    """Runs the whole app at its first page, with what the address asks."""
    assert regions.is_dir()

    def run(**asked: str | list[str]) -> AppTest:
        return go(AppTest.from_function(whole_app, default_timeout=60), **asked)

    return run


def go(test: AppTest, **asked: str | list[str]) -> AppTest:
    """Run with an address."""
    for name, value in asked.items():
        test.query_params[name] = value
    test.run()
    assert [error.value for error in test.exception] == []
    return test


def written(test: AppTest) -> str:
    """All that a run wrote in its main part, HTML included."""
    html = [element.proto.body for element in test.get("html")]
    texts = [one.value for kind in (test.title, test.markdown, test.caption, test.error, test.warning, test.info) for one in kind]
    return "\n".join([*html, *texts])


def everything(test: AppTest) -> str:
    """All that a run wrote, what can be chosen in it, and what its components got."""
    options = [str(option) for box in test.selectbox for option in box.options]
    return "\n".join([written(test), *options, *(str(part.proto) for part in test.get("bidi_component"))])
