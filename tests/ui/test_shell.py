"""What stands around the pages: language, region, date, preferred sources, a store that is gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from orggraph.ui import visit
from tests.ui.conftest import Opener, go, whole_app, written


def test_the_app_opens_with_people_in_it_and_says_that_they_are_invented(app: Opener) -> None:
    test = app()
    assert "Wie doet wat in deze samenwerking" in written(test)
    assert "Regio Zilverwaard" in written(test)
    assert "Dit is de voorbeeldregio" in written(test)
    assert "dataset" not in test.query_params  # no choice: a region of one's own takes its place


@pytest.mark.parametrize(
    ("loaded", "opens"),
    [
        ({"amersfoort": "1", "voorbeeldregio": "2"}, "voorbeeldregio"),
        ({"amersfoort": "1", "eigen": "2", "voorbeeldregio": "3"}, "eigen"),
        ({"ander": "3", "eigen": "2", "voorbeeldregio": "1"}, "ander"),
        ({"amersfoort": "1", "noord-veluwe": "2"}, "amersfoort"),
    ],
)
def test_a_region_of_ones_own_opens_in_place_of_the_example(loaded: dict[str, str], opens: str) -> None:
    assert visit.unasked({name: {"loaded_at": f"2026-01-0{day}"} for name, day in loaded.items()}) == opens


def test_the_address_chooses_language_and_region(app: Opener) -> None:
    test = app(lang="en", dataset="gooi-en-vechtstreek")
    assert "Who does what in this cooperation" in written(test)
    assert "as of 16 October 2025" in written(test)


def test_the_switch_changes_language_and_address(app: Opener) -> None:
    test = app(dataset="amersfoort")
    test.button_group(key="visit_lang").set_value("en").run()
    assert "Who does what in this cooperation" in written(test)
    assert "en" in test.query_params["lang"]


def test_a_region_that_is_not_loaded_is_said_with_the_nearest(app: Opener) -> None:
    test = app(dataset="amersfort")
    assert "die niet geladen is" in test.warning[0].value
    assert "amersfoort" in test.warning[1].value
    assert "Regio Zilverwaard" in written(test)


def test_a_link_to_a_part_alone_finds_its_region(opened: Opener) -> None:
    test = opened("onderdeel", id="gooi-en-vechtstreek/body/ab")
    assert "Algemeen Bestuur" in written(test)


@pytest.mark.parametrize("date", ["2024-13", "gisteren", "2024-02-30"])
def test_a_date_that_does_not_exist_is_said(app: Opener, date: str) -> None:
    test = app(date=date)
    assert test.title[0].value == "Dit kan niet worden getoond"
    assert test.expander[0].proto.expanded


def test_a_date_can_be_chosen(app: Opener) -> None:
    test = app(dataset="gooi-en-vechtstreek")
    test.text_input(key="visit_date").set_value("2024-03").run()
    assert "peildatum maart 2024" in written(test)
    assert "2024-03" in test.query_params["date"]


def test_a_preferred_source_stands_above_the_page_and_in_the_address(app: Opener) -> None:
    test = app(dataset="amersfoort", prefer="001")
    assert "waar bronnen verschillen: Regio Amersfoort, pagina &quot;Organisatie&quot;" in written(test)
    assert test.query_params["prefer"] in ("amersfoort/source/001", ["amersfoort/source/001"])


def test_a_source_that_is_not_there_is_said(app: Opener) -> None:
    test = app(dataset="amersfoort", prefer="999")
    assert "bron 999" in test.warning[0].value.replace("\\", "")


def test_a_preference_does_not_follow_to_another_region(app: Opener) -> None:
    test = app(dataset="amersfoort", prefer="001")
    test.selectbox(key="visit_dataset").set_value("gooi-en-vechtstreek").run()
    assert "alle bronnen naast elkaar" in written(test)
    assert not test.warning


def test_names_of_people_are_off_and_cannot_be_put_on_where_no_list_is_kept(app: Opener) -> None:
    test = app(dataset="amersfoort", names="1")
    assert test.toggle(key="visit_names").disabled
    assert not test.toggle(key="visit_names").value


@pytest.mark.usefixtures("regions")
def test_a_store_that_is_gone_gives_one_clear_page_and_is_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as gone:
        gone.setenv("NEO4J_URI", "bolt://127.0.0.1:9")
        visit.forget_workspace()
        test = go(AppTest.from_function(whole_app, default_timeout=60))
        assert test.title[0].value == "De opslag antwoordt niet"
        assert len(test.error) == 1
        assert "Traceback" not in written(test)
    test.run()
    assert "Wie doet wat in deze samenwerking" in written(test)


def test_an_empty_store_says_what_to_do(own_embedded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORGGRAPH_HOME", str(own_embedded))
    monkeypatch.setenv("ORGGRAPH_EMPTY", "1")
    visit.forget_workspace()
    test = go(AppTest.from_function(whole_app, default_timeout=60))
    visit.forget_workspace()
    assert test.title[0].value == "Er is nog niets geladen"
    assert "orggraph load" in test.code[0].value
