"""The editor for Cypher in a browser: typing, completion, asking by the keyboard, what is kept, and who cannot see or use a mouse."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import PageOpener
from tests.browser.test_pages import address, visit

ANSWERS_WITHIN = 60_000
"""Milliseconds within which the server has answered, on a machine that does much else."""
FOCUSED = """() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element?.textContent || element?.getAttribute("aria-label");
}"""


def typed(page: Page, text: str) -> None:
    """Type, and take the first completion."""
    page.keyboard.type(text)
    page.locator(".cm-tooltip-autocomplete li[aria-selected]").wait_for()
    page.wait_for_timeout(150)  # CodeMirror takes no Enter for a completion that has only just opened
    page.keyboard.press("Enter")


def test_a_statement_is_written_asked_and_kept_by_the_keyboard(whole_app: str, page_of: PageOpener) -> None:
    page = visit(page_of(still=True), address(whole_app, "cypher", "amersfoort", own="1"))
    field = page.get_by_label("Cypher", exact=True)
    field.click()
    page.keyboard.press("Control+a")
    typed(page, "MATCH (b:Bod")
    page.keyboard.type(")")
    typed(page, " WHERE b.dataset IN $data")
    typed(page, " RETURN b.nam")
    page.keyboard.type(" AS naam ORDER BY naam LIMIT 3")
    expect(field).to_have_text("MATCH (b:Body) WHERE b.dataset IN $datasets RETURN b.name AS naam ORDER BY naam LIMIT 3")
    assert page.locator(".cy-type").all_inner_texts() == ["Body"]

    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-testid='stMain']")).to_contain_text("3 rijen", timeout=ANSWERS_WITHIN)
    expect(page.locator(".og-standing")).to_contain_text("Regio Amersfoort")
    expect(page.locator(".og-standing")).to_contain_text("ongeacht de datum")
    assert violations(page) == []

    field.click()
    page.keyboard.press("Escape")
    assert page.evaluate(FOCUSED) == "Stel de vraag"
    page.get_by_label("Naam om te bewaren").fill("Gremia <b>van</b> Amersfoort")
    page.keyboard.press("Enter")
    field.fill("MATCH (n) RETURN count(n) AS n")
    page.get_by_role("button", name="Stel de vraag").click()
    expect(page.locator(".og-standing")).to_contain_text("Alle regio's in de database", timeout=ANSWERS_WITHIN)

    page.wait_for_url(lambda where: "count" in where, timeout=ANSWERS_WITHIN)  # the address comes with the end of the run
    page.reload()
    field.wait_for(timeout=ANSWERS_WITHIN)
    expect(field).to_contain_text("count(n)")
    page.get_by_text("Eerder gevraagd").click()
    expect(page.locator(".menu[open] li")).to_have_count(2)
    page.keyboard.press("Escape")
    page.get_by_text("Bewaard", exact=True).click()
    page.get_by_role("button", name="Gremia <b>van</b> Amersfoort", exact=True).click()
    expect(field).to_contain_text("LIMIT 3")
    page.get_by_text("Labels (").click()
    page.get_by_role("button", name="Arrangement Regeling").click()
    expect(field).to_contain_text("Arrangement")
