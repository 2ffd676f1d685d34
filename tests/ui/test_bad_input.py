"""A link to what is not there, a date before everything, a store that goes, two tabs: a clear page with a way on, on every page."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from orggraph.ui import page as pages
from orggraph.ui import visit
from tests.ui.conftest import Opener, go, whole_app, written

EXAMPLE = "voorbeeldregio"
GONE = f"{EXAMPLE}/person/weg"
ASKED = {
    "id": GONE, "who": GONE, "finding": "0123456789abcdef", "subject": GONE, "query": "weg", "centre": GONE, "matrix": "weg",
    "from": GONE, "to": GONE, "kind": "weg", "state": "weg", "view": "weg", "place": "weg", "of": GONE, "tier": "weg",
}  # fmt: skip
"""Whatever the pages read from their address, naming what has been removed."""
SAY_SO = {"mijn-rol", "relatiekaart", "signalen", "cypher", "onderdeel", "bron"}
"""Pages whose address names something."""


def ways_on(test: AppTest) -> int:
    """Links and controls of the main part."""
    return written(test).count("href=") + len([*test.main.selectbox, *test.main.button, *test.main.button_group])


@pytest.mark.parametrize("path", [page.path for page in pages.registry()])
def test_a_link_to_what_was_removed_gives_a_page_with_a_way_on(opened: Opener, path: str) -> None:
    test = opened(path, dataset=EXAMPLE, **ASKED)
    text = written(test).replace("\\", "")
    assert "Traceback" not in text
    assert ways_on(test) or path == "wat-dit-niet-is"
    if path in SAY_SO:
        assert "weg" in text or ASKED["finding"] in text


@pytest.mark.parametrize("path", [page.path for page in pages.registry()])
def test_a_date_before_everything_breaks_no_page(opened: Opener, path: str) -> None:
    test = opened(path, dataset=EXAMPLE, date="1800", **{"id" if path != "mijn-rol" else "who": f"{EXAMPLE}/person/hanneke-roskam"})
    assert "Traceback" not in written(test)


@pytest.mark.parametrize(("path", "asked"), [("signalen", {"kind": "weg"}), ("signalen", {"subject": GONE}), ("signalen", {"rule": "weg"})])
def test_a_filter_that_names_what_is_not_there_says_so(opened: Opener, path: str, asked: dict[str, str]) -> None:
    test = opened(path, dataset=EXAMPLE, **asked)
    assert [warning.value for warning in test.warning] and "weg" in test.warning[0].value.replace("\\", "")


def test_a_parameter_that_names_nothing_says_so_with_what_comes_near(opened: Opener) -> None:
    unknown = opened("cypher", dataset=EXAMPLE, query="deputies", param="person=Berend Spijkerbor")
    assert [warning.value.replace("\\", "") for warning in unknown.warning] == [
        "Berend Spijkerbor is hier niet: niet in deze regio, of niet op deze datum. Bekend: Berend Spijkerboer."
    ]
    assert not opened("cypher", dataset=EXAMPLE, query="deputies", param="person=Berend Spijkerboer").warning


def test_a_date_before_everything_is_said_with_the_way_to_another(app: Opener) -> None:
    text = written(app(dataset=EXAMPLE, date="1800"))
    assert "Op deze datum (1800) vervult in deze gegevens niemand een functie" in text
    assert "Kijk op de datum van de bronnen" in text
    assert "vervult in deze gegevens niemand" not in written(app(dataset=EXAMPLE, date="2026"))
    assert "vervult in deze gegevens niemand" not in written(app(dataset="amersfoort", date="2024"))  # there it is so on every date


def test_two_tabs_keep_their_own_choices(app: Opener) -> None:
    one, other = app(dataset="amersfoort"), app(dataset=EXAMPLE, lang="en", present="1")
    one.run()
    other.run()
    assert "Regio Amersfoort" in written(one)
    assert "presentatiestand" not in written(one)
    assert "Who does what" in written(other)
    assert "presentation mode" in written(other)


@pytest.mark.usefixtures("regions")
def test_a_store_that_goes_while_one_reads_is_said_and_the_page_comes_back(monkeypatch: pytest.MonkeyPatch, regions: Path) -> None:
    test = go(AppTest.from_function(whole_app, default_timeout=60), dataset="amersfoort", date="2024")
    with monkeypatch.context() as gone:
        gone.setenv("NEO4J_URI", "bolt://127.0.0.1:9")
        visit.forget_workspace()
        test.run()
        assert test.title[0].value == "De opslag antwoordt niet"
        assert test.button
    visit.forget_workspace()
    test.run()
    assert regions.is_dir()
    assert "peildatum 2024" in written(test)
