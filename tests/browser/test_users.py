"""Four people at work, each with the clicks that it takes: a new alderman, a director, a board secretary, an analyst."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageOpener
from tests.browser.test_map import EXAMPLE
from tests.browser.test_pages import DONE, address, visit
from tests.browser.test_search import LONG, typed


def arrived(page: Page, path: str) -> Page:
    """The page that a click led to, when it is there."""
    page.wait_for_url(f"**/{path}?**", timeout=60_000)
    page.locator(DONE).wait_for(state="attached", timeout=60_000)
    return page


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 844)], ids=["desk", "phone"])
def test_a_new_alderman_finds_their_own_place_in_two_clicks(whole_app: str, page_of: PageOpener, width: int, height: int) -> None:
    page = visit(page_of(width, height), address(whole_app, "", EXAMPLE))
    page.get_by_role("combobox", name="Naam, functie of gemeente").click()
    page.keyboard.type("Spijkerboer")
    page.get_by_role("option", name="Spijkerboer").first.click()
    arrived(page, "mijn-rol")
    expect(page.get_by_role("heading", name="Berend Spijkerboer")).to_be_visible(timeout=LONG)
    expect(page.get_by_role("heading", name="Uw jaar")).to_be_attached()


@pytest.mark.parametrize(("lang", "asked"), [("nl", "Welke petten botsen?"), ("en", "Which hats collide?")])
def test_a_director_sees_which_hats_collide_in_one_click(whole_app: str, page_of: PageOpener, lang: str, asked: str) -> None:
    page = visit(page_of(), address(whole_app, "", EXAMPLE, lang))
    page.get_by_role("link", name=asked).click()
    arrived(page, "signalen")
    expect(page.locator(".og-finding")).to_be_visible(timeout=LONG)
    expect(page.locator(".og-finding")).to_be_in_viewport()


def test_a_board_secretary_saves_the_empty_seats_in_their_own_words(whole_app: str, page_of: PageOpener, tmp_path: Path) -> None:
    page = typed(visit(page_of(1920, 1080), address(whole_app, "", EXAMPLE)), "lege stoelen")
    page.keyboard.press("Enter")
    arrived(page, "cypher")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Opslaan als CSV").click()
    saved.value.save_as(tmp_path / "stoelen.csv")
    assert "De functie" in (tmp_path / "stoelen.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("dataset", [EXAMPLE, "gooi-en-vechtstreek"])
def test_an_analyst_asks_a_statement_that_keeps_to_the_region(whole_app: str, page_of: PageOpener, dataset: str) -> None:
    page = visit(page_of(), address(whole_app, "cypher", dataset, own="1"))
    page.get_by_role("button", name="Stel de vraag").click(timeout=LONG)
    expect(page.get_by_text("Dit antwoord: beperkt tot")).to_be_visible(timeout=LONG)
    assert parse_qs(urlsplit(page.url).query)["dataset"] == [dataset]
