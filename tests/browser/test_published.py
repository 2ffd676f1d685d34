"""A published region, opened from its folder: nothing is asked beyond it, the search leads to a page, and axe finds nothing."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import PageOpener
from tests.publish.conftest import published

__all__ = ["published"]


def test_it_opens_from_a_folder_and_is_searched_there(published: Path, page_of: PageOpener) -> None:
    page: Page = page_of(1280, 800, still=True)
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url))
    page.goto((published / "index.html").as_uri())
    assert violations(page) == []
    page.keyboard.press("/")
    page.keyboard.type("gremiumvanniemand")
    expect(page.get_by_role("status")).to_have_text("Geen pagina met die naam.")
    page.get_by_role("searchbox").fill("WÓNEN bo")
    expect(page.get_by_role("list", name="Resultaten").get_by_role("link").first).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("onen")
    assert violations(page) == []
    for name in ("Signalen", "Rollen"):
        page.get_by_role("navigation", name="Pagina's").get_by_role("link", name=name).click()
        expect(page.get_by_role("link", name=name, exact=True)).to_have_attribute("aria-current", "page")
        assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("navigation", name="Pagina's").get_by_role("link", name="Kaart").click()
    expect(page.get_by_role("link", name="Naar de start")).to_be_visible()
    inside = published.as_uri()
    assert not [url for url in asked if not url.startswith((inside, "data:", "blob:"))]
