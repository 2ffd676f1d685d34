"""A report as one file: opened from a folder it asks nobody for anything, can be read on a phone, and axe finds nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from orggraph.reports import html
from orggraph.reports.report import Request, get
from tests.browser.axe import violations
from tests.browser.conftest import PageOpener
from tests.reports.conftest import region

SUBJECTS = (("voorbeeldregio", "berend-spijkerboer"), ("gooi-en-vechtstreek", "bestuurder-regio"), ("amersfoort", "bo-wonen-lid"))
SMALLEST = """() => Math.min(...[...document.querySelectorAll("svg text")].map((text) => {
  const box = text.ownerSVGElement;
  return parseFloat(text.getAttribute("font-size")) * box.getBoundingClientRect().width / box.viewBox.baseVal.width;
}))"""
"""The size in pixels of the smallest text in a drawing."""


@pytest.fixture(params=SUBJECTS, ids=[name for name, _ in SUBJECTS])
def opened(request: pytest.FixtureRequest, page_of: PageOpener, tmp_path: Path) -> Page:
    """A report about a subject, written to a folder and opened from there."""
    dataset, subject = request.param
    file = tmp_path / "rol.html"
    file.write_text(html.render(get("role").page(Request(region(dataset), "nl"), subject)), encoding="utf-8")
    page: Page = page_of(1280, 800)
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url) if not sent.url.startswith("data:") else None)
    page.goto(file.as_uri())
    assert asked == [file.as_uri()]
    return page


def test_a_report_opens_from_a_folder_and_axe_finds_nothing(opened: Page) -> None:
    assert opened.locator("section.part").count() == 9
    assert violations(opened) == []
    opened.set_viewport_size({"width": 390, "height": 844})
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390
    assert opened.evaluate(SMALLEST) >= 11.5
    assert violations(opened) == []


def test_the_list_of_contents_leads_to_each_section(page_of: PageOpener, tmp_path: Path) -> None:
    file = tmp_path / "rol.html"
    file.write_text(html.render(get("role").page(Request(region("voorbeeldregio"), "en"), "hilde-kamphorst")), encoding="utf-8")
    page: Page = page_of(390, 844, still=True)
    page.goto(file.as_uri())
    page.get_by_role("navigation", name="Contents").get_by_role("link", name="Your year").press("Enter")
    expect(page.get_by_role("heading", name="Your year")).to_be_in_viewport()
