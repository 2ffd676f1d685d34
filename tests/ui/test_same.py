"""One person in two regions: a page of one region says that there is more, and both together show one person."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from orggraph.store.connection import Connection
from orggraph.ui import visit
from orggraph.workspace import Workspace
from tests.ui.conftest import go, one_page, written

CASES = Path(__file__).parents[1] / "cases"


@pytest.fixture
def two_regions(embedded_connection: Connection, embedded_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The app looks at two regions with one alderman."""
    Workspace(embedded_connection).load_all([CASES / "s01-oost.yaml", CASES / "s01-west.yaml"], by="tests")
    monkeypatch.setenv("ORGGRAPH_HOME", str(embedded_home))
    st.cache_resource.clear()
    yield
    visit.forget_workspace()


def page(path: str, **asked: str | list[str]) -> AppTest:
    return go(AppTest.from_function(one_page, args=(path,), default_timeout=60), **asked)


@pytest.mark.usefixtures("two_regions")
def test_a_page_of_one_region_says_that_there_is_more_in_the_other() -> None:
    text = written(page("onderdeel", dataset="s01-west", id="s01-west/person/x"))
    assert "Hierover staat meer in Regio Oost." in text
    assert "dataset=s01-west&amp;dataset=s01-oost" in text
    assert "Lid namens Akerland" in text
    assert "Wethouder van Akerland" not in text


@pytest.mark.usefixtures("two_regions")
def test_both_regions_together_show_one_person_and_who_says_what() -> None:
    test = page("onderdeel", dataset=["s01-west", "s01-oost"], id="s01-west/person/x")
    assert (test.selectbox(key="visit_dataset").value, test.query_params["dataset"]) == ("s01-west+s01-oost", ["s01-west", "s01-oost"])
    text = written(test)
    assert "Wethouder van Akerland" in text
    assert "Wethouder van Cranendorp" in text
    assert "(Regio Oost)" in text
    assert "Hierover staat meer" not in text
    assert "De regio&#x27;s verschillen over naam: wethouder van Akerland (Regio Oost); wethouder van Cranendorp (Regio West)." in text


@pytest.mark.usefixtures("two_regions")
def test_the_card_on_the_map_is_of_one_municipality() -> None:
    text = written(page("relatiekaart", view="rings", dataset=["s01-oost", "s01-west"], id="s01-oost/organization/a"))
    assert "Akerland" in text
    assert "AB Oost" in text or "Lid namens Akerland" in text
    assert "Hierover staat meer in Regio West." in written(
        page("relatiekaart", view="rings", dataset="s01-oost", id="s01-oost/organization/a")
    )
