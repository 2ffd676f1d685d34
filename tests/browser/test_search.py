"""The bar on top of every page: typed in, gone through by keyboard, and led to what was chosen; the way past it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import serious
from tests.browser.conftest import PageOpener
from tests.browser.hostile_region import NAMES
from tests.browser.test_map import EXAMPLE
from tests.browser.test_pages import DONE, address, visit

LONG = 20_000
"""Milliseconds that a busy machine may take."""
FOCUSED = "() => { let at = document.activeElement; while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement; return at; }"


def typed(page: Page, words: str) -> Page:
    """Type in the bar, from wherever the reader is, until the results are there."""
    page.locator(".st-key-search").get_by_role("combobox").wait_for()
    page.keyboard.press("Control+k")
    with page.expect_response(lambda answer: parse_qs(urlsplit(answer.url).query).get("q") == [words]):
        page.keyboard.type(words)
    page.get_by_role("option").first.wait_for()
    return page


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 844)], ids=["desk", "phone"])
def test_a_question_is_typed_chosen_and_answered(whole_app: str, page_of: PageOpener, width: int, height: int) -> None:
    page = typed(visit(page_of(width, height, still=True), address(whole_app, "signalen", EXAMPLE)), "vervanging AB")
    bar = page.get_by_role("combobox", name="Zoek of vraag")
    options = page.get_by_role("option")

    expect(bar).to_have_attribute("aria-expanded", "true")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(bar).to_have_attribute("aria-activedescendant", "og-result-1")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert serious(page) == []

    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cypher?**")
    page.locator(DONE).wait_for(state="attached", timeout=60_000)
    assert parse_qs(urlsplit(page.url).query)["param"] == [f"body={EXAMPLE}/body/ab"]
    expect(page.get_by_role("heading", level=2).first).to_contain_text("Wie vervangt mij")


def test_escape_closes_the_list_and_a_slash_opens_the_bar(whole_app: str, page_of: PageOpener) -> None:
    page = visit(page_of(), address(whole_app, "wie-zit-waar", EXAMPLE, "en"))
    bar = page.get_by_role("combobox", name="Search or ask")
    bar.wait_for()
    page.keyboard.press("/")
    expect(bar).to_be_focused()
    expect(bar).to_have_value("")

    page.keyboard.type("general/board")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(bar).to_have_value("general/board")
    bar.fill("qqqqqqqqq")
    expect(page.get_by_text("Nothing fits these words, and nothing resembles them.").first).to_be_visible(timeout=LONG)
    page.route("**/zoek**", lambda route: route.fulfill(body="no answer"))
    bar.fill("board")
    expect(page.get_by_text("The search does not answer.").first).to_be_visible(timeout=LONG)


def test_what_only_another_region_has_is_offered_and_opens_there(whole_app: str, page_of: PageOpener) -> None:
    page = typed(visit(page_of(), address(whole_app, "signalen", EXAMPLE)), "Hilversum")
    expect(page.get_by_text("Deze regio kent niet al deze woorden; een andere die geladen is wel:").first).to_be_visible()
    expect(page.get_by_role("option").first).to_contain_text("in Regio Gooi en Vechtstreek")
    page.keyboard.press("Enter")
    page.wait_for_url("**/onderdeel?**")
    expect(page.get_by_role("heading", level=1)).to_have_text("Gemeente Hilversum", timeout=60_000)
    assert parse_qs(urlsplit(page.url).query)["dataset"] == ["gooi-en-vechtstreek"]


def test_hostile_names_are_text_in_the_list(whole_app: str, page_of: PageOpener) -> None:
    page = typed(visit(page_of(), address(whole_app, "", "vreemde-namen")), "script window hacked")
    expect(page.get_by_role("option").first).to_contain_text(NAMES[0])
    assert page.evaluate("window.hacked") is None


def test_the_first_stop_leads_past_navigation_and_choices(whole_app: str, page_of: PageOpener) -> None:
    page = visit(page_of(), address(whole_app, "relatiekaart", EXAMPLE))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    page.keyboard.press("Enter")
    assert "st-key-content" in page.evaluate("document.activeElement.className")
    page.keyboard.press("Tab")
    assert page.evaluate_handle(FOCUSED).evaluate(
        "(at) => at.getRootNode().host?.closest('.st-key-content') ?? at.closest('.st-key-content')"
    )
