"""The map in layers in a browser: unfolding in place, one's own bodies, a path, the keyboard; and that the app is not asked."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from playwright.sync_api import expect
from pypdf import PdfReader

from orggraph.i18n import LANGUAGES, Lang
from tests.browser.axe import violations
from tests.browser.conftest import PageOpener
from tests.browser.region_map import (
    BOARD,
    HELD,
    PLACES,
    REGION,
    SEATS,
    SIZES,
    TEXTS,
    THROUGH,
    Opener,
    card,
    files,
    opened,
    overlapping,
    sideways,
)
from tests.picture.graphs import HOSTILE

__all__ = ["files", "opened"]


def test_a_board_unfolds_in_place_and_folds_back(opened: Opener) -> None:
    page = opened()
    before = page.evaluate(PLACES)
    board = card(page, "Algemeen bestuur (AB)")
    board.locator(".fold").click()
    seats = page.locator(".panel .seat")
    expect(seats).to_have_count(SEATS)
    expect(page.locator(".panel .seat.vacant")).to_have_count(SEATS - HELD)
    expect(page.locator(".panel .count")).to_have_text(f"{HELD} van {SEATS} zetels bezet")
    expect(seats.first).to_contain_text("Hanneke Roskam")
    assert sideways(page, before) == 0
    assert page.evaluate(THROUGH) == 0
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(seats).to_have_count(0)
    assert page.evaluate(PLACES) == before
    page.get_by_role("button", name="Opnieuw doen").click()
    expect(seats).to_have_count(SEATS)
    board.locator(".fold").click()
    assert page.evaluate(PLACES) == before


def test_a_group_of_seven_becomes_seven(opened: Opener) -> None:
    page = opened()
    before = page.evaluate(PLACES)
    card(page, "7 × gemeenteraad").locator(".main").click()
    expect(page.locator(".panel .card")).to_have_count(7)
    assert sideways(page, before) == 0
    card(page, "Gemeenteraad van Eikerhout").locator(".fold").click()
    expect(page.locator(".panel .panel .seat")).to_have_count(6)
    assert overlapping(page.evaluate(TEXTS)) == []


def test_a_person_sees_the_own_bodies_as_cards(opened: Opener) -> None:
    page = opened()
    page.get_by_role("combobox", name="Zoek").fill("spijkerboer")
    page.keyboard.press("Enter")
    near = page.locator(".card.near .main")
    expect(near).to_have_count(5)
    assert not any("×" in name or "andere" in name for name in near.all_inner_texts())
    expect(page.locator(".card.near .why").first).to_have_text("lid")
    expect(page.locator(".detail h3").first).to_have_text("5 functies")


def test_a_relation_is_a_sentence_from_either_end_and_leads_on(opened: Opener) -> None:
    page = opened()
    card(page, "Dagelijks bestuur (DB)").locator(".main").click()
    detail = page.locator(".detail")
    expect(detail).to_contain_text("wordt voorbereid door")
    expect(detail).not_to_contain_text("omgekeerd")
    detail.get_by_role("button", name="Algemeen bestuur (AB)", exact=True).first.click()
    expect(detail.locator("h2")).to_have_text("Algemeen bestuur (AB)")


def test_the_shortest_paths_name_their_relations_and_can_be_kept_to_a_tie(opened: Opener) -> None:
    page = opened()
    card(page, "Gemeentesecretarissenoverleg").locator(".main").click()
    page.get_by_role("button", name="Pad …").click()
    card(page, "Algemeen bestuur (AB)").locator(".main").click()
    steps = page.locator(".detail .steps")
    expect(steps.first.locator("li")).to_have_count(1)
    expect(steps.first).to_contain_text("Gemeentesecretarissenoverleg (GSO) bereidt voor Algemeen bestuur (AB)")
    page.get_by_label("Langs").select_option("seats")
    expect(steps.first).to_contain_text("zetelt in Algemeen bestuur (AB)")
    expect(page.locator(".wires .wire").first).to_be_attached()
    page.get_by_label("alleen met de pijlen mee").check()
    expect(page.locator(".detail")).to_contain_text("Zo'n pad is er niet tussen deze twee.")


def test_an_overlay_counts_whole_bodies_also_when_something_is_marked(opened: Opener) -> None:
    page = opened()
    page.get_by_label("Op de kaarten").select_option("overOpen")
    expect(page.locator(".legend .note")).to_contain_text("plekken zijn open")
    expect(card(page, "Algemeen bestuur (AB)").locator(".badge")).to_have_text(f"{SEATS - HELD} open")
    page.get_by_label("Uitlichten").select_option("nvoorbeeldregio/organization/eikerhout")
    assert page.locator(".card.outside").count() > 5
    expect(card(page, "Algemeen bestuur (AB)").locator(".badge")).to_have_text(f"{SEATS - HELD} open")
    expect(card(page, "Algemeen bestuur (AB)").locator(".fold")).to_have_text(f"{HELD}/{SEATS}")
    for overlay in ("overHats", "overLoad", "overEnds", "overAge", "overSignals"):
        page.get_by_label("Op de kaarten").select_option(overlay)
        assert page.locator(".board .badge").count() > 0, overlay


def test_the_keyboard_reaches_every_card_and_goes_along_relations(opened: Opener) -> None:
    page = opened("amersfoort")
    stops = page.evaluate(
        "[...document.querySelectorAll('.lanes button, .lanes input, .lanes select')].filter(e => e.tabIndex === 0).length"
    )
    lanes = page.locator(".lane").count()
    assert stops <= lanes + 3
    page.locator(".lane button").first.focus()
    seen = set()
    for _ in range(page.locator(".lane button").count() + 1):
        seen.add(page.evaluate("document.activeElement.dataset.key ?? ''"))
        page.keyboard.press("ArrowRight")
    assert seen >= set(page.evaluate("[...document.querySelectorAll('.board .main')].map(e => e.dataset.key)"))
    board = card(page, "Bestuurlijk overleg Regio Amersfoort (BORA)").locator(".main")
    board.focus()
    page.keyboard.press("r")
    expect(page.locator(".detail h2")).to_have_text("Bestuurlijk overleg Regio Amersfoort (BORA)")
    assert page.evaluate("document.activeElement.dataset.go !== undefined")
    page.keyboard.press("Escape")
    expect(board).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".card.chosen")).to_have_count(0)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[0]))
@pytest.mark.parametrize(("region", "lang"), [(REGION, "nl"), ("amersfoort", "en"), ("hostile", "nl")])
def test_every_text_is_readable_and_no_line_crosses_a_card(opened: Opener, region: str, lang: Lang, size: tuple[int, int]) -> None:
    page = opened(region, lang, size)
    boxes = page.evaluate(TEXTS)
    assert len(boxes) > 5
    assert overlapping(boxes) == []
    assert min(box["px"] for box in boxes) >= 11
    assert page.evaluate(THROUGH) == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_finds_nothing_in_any_state(opened: Opener, lang: Lang) -> None:
    page = opened(lang=lang)
    for _ in range(2):
        assert violations(page) == []
        card(page, "Algemeen bestuur (AB)").locator(".main").click()
        card(page, "Algemeen bestuur (AB)").locator(".main").click()
        page.locator("select.tool").first.select_option("overLoad")
    page.emulate_media(color_scheme="dark")
    assert violations(page, colours_alone=True) == []


def test_hostile_names_are_text(opened: Opener) -> None:
    page = opened("hostile")
    for i in range(len(HOSTILE)):
        page.evaluate(f"window.__orggraphLanesMap.chooseId('test/body/h{i}')")
    page.get_by_role("combobox", name="Zoek").fill("script")
    page.wait_for_timeout(50)
    assert page.evaluate("window.hacked") is None
    expect(page.locator(".lanes img, .lanes script, .detail img")).to_have_count(0)


def test_the_app_is_not_asked_for_what_happens_on_the_map(whole_app: str, page_of: PageOpener) -> None:
    page = page_of(still=True)
    sent: list[Any] = []

    def watch(frame: Any) -> None:
        sent.append(frame)

    page.on("websocket", lambda socket: socket.on("framesent", watch))
    page.goto(f"{whole_app}/relatiekaart?lang=nl&dataset={REGION}&id={BOARD}")
    card(page, "Algemeen bestuur (AB)").wait_for(timeout=60_000)
    expect(card(page, "Algemeen bestuur (AB)")).to_have_class("card chosen")
    page.locator("[data-test-script-state='notRunning']").wait_for(state="attached")
    page.wait_for_timeout(500)
    before = len(sent)
    board = card(page, "Algemeen bestuur (AB)")
    board.locator(".fold").click()
    expect(page.locator(".panel .seat")).to_have_count(SEATS)
    page.locator(".panel .seat", has_text="Berend Spijkerboer").click()
    expect(page.locator(".detail h2")).to_have_text("Berend Spijkerboer")
    page.get_by_label("Op de kaarten").select_option("overLoad")
    page.wait_for_timeout(700)
    assert len(sent) == before
    question = page.locator(".detail a[href*='/cypher?']").first
    assert f"param=person%3D{REGION}%2Fperson%2Fberend-spijkerboer" in (question.get_attribute("href") or "")
    assert "berend-spijkerboer" in page.url
    assert "over=overLoad" in page.url
    page.get_by_role("button", name="Kringen").click()
    page.wait_for_function("() => window.__orggraphMap?.labels().length > 0")
    expect(page.locator("section.og-card h2")).to_have_text("Berend Spijkerboer")
    page.get_by_text("Lagen").click()
    expect(page.locator(".panel .seat")).to_have_count(SEATS)


def test_what_is_on_the_screen_is_saved_and_printed_on_one_sheet(opened: Opener) -> None:
    page = opened()
    card(page, "Algemeen bestuur (AB)").locator(".fold").click()
    saved = {}
    for suffix, title in (("png", "Plaatje (PNG)"), ("svg", "Tekening (SVG)")):
        page.get_by_role("button", name="Bewaren of afdrukken").click()
        with page.expect_download() as got:
            page.get_by_role("button", name=title).click()
        assert got.value.suggested_filename == f"voorbeeldregio-2026-04-15.{suffix}"
        saved[suffix] = Path(got.value.path()).read_bytes()
    assert saved["png"].startswith(b"\x89PNG")
    texts = [element.text or "" for element in etree.fromstring(saved["svg"]).iter("{http://www.w3.org/2000/svg}text")]
    assert texts[0] == REGION
    assert texts[1].startswith("peildatum 15 april 2026 · Verzonnen")
    assert {"Algemeen bestuur (AB)", "Hanneke Roskam", "bereidt voor"} <= set(texts)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(paper.pages) == 1
    assert "Hanneke Roskam" in paper.pages[0].extract_text()


def test_presenting_leaves_out_what_is_about_people(opened: Opener) -> None:
    page = opened()
    page.get_by_label("Op de kaarten").select_option("overLoad")
    page.get_by_role("button", name="Presenteren").click()
    expect(page.locator(".lanes")).to_have_class("lanes presenting")
    expect(page.locator(".board .badge")).to_have_count(0)
    page.get_by_role("button", name="Presenteren").click()
    expect(page.locator(".lanes")).to_have_class("lanes")
