"""The map in layers in a browser: unfolding in place, one's own bodies, a path, the keyboard; and that the app is not asked."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_core_python.sync_playwright import Axe
from lxml import etree
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from orggraph import resources
from orggraph.graph import project
from orggraph.i18n import LANGUAGES, Lang
from orggraph.model.tables import to_tables
from orggraph.picture.region import content
from orggraph.picture.region_page import region_page
from orggraph.sources.dataset_yaml import read_dataset
from tests.browser.conftest import PageOpener
from tests.model.test_validity import RETURNED
from tests.picture.graphs import HOSTILE, hostile

Opener = Callable[..., Page]
SIZES = ((1280, 720), (1920, 1080), (390, 844))
BOARD, REGION = "voorbeeldregio/body/ab", "voorbeeldregio"
SEATS, HELD = 31, 27
"""Seats of the board in the example region, and how many of them are held."""
PLACES = """() => Object.fromEntries([...document.querySelectorAll('.card, .lane > h2')].map(e => {
  const r = e.getBoundingClientRect(); return [e.dataset.key ?? e.id, [r.left + scrollX, r.top + scrollY]]; }))"""
TEXTS = """() => {
  const walk = document.createTreeWalker(document.querySelector('.board'), NodeFilter.SHOW_TEXT), boxes = [];
  for (let t; (t = walk.nextNode());) {
    if (!t.data.trim() || !t.parentElement.checkVisibility() || t.parentElement.closest('.unseen')) continue;
    const range = document.createRange(); range.selectNodeContents(t);
    for (const r of range.getClientRects()) if (r.width > 1) boxes.push({text: t.data.trim(), x: r.x, y: r.y, w: r.width, h: r.height,
      px: parseFloat(getComputedStyle(t.parentElement).fontSize)});
  }
  return boxes;
}"""
THROUGH = """() => {
  const board = document.querySelector('.board').getBoundingClientRect();
  const cards = [...document.querySelectorAll('.board .card')].map(e => e.getBoundingClientRect());
  return [...document.querySelectorAll('.wires .wire')].filter(path => {
    const n = path.getTotalLength();
    for (let d = 4; d < n - 4; d += 4) {
      const p = path.getPointAtLength(d), x = p.x + board.left, y = p.y + board.top;
      if (cards.some(r => x > r.left + 2 && x < r.right - 2 && y > r.top + 2 && y < r.bottom - 2)) return true;
    }
    return false;
  }).length;
}"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Lang], Path]:
    """Pages that stand alone, by region and language, each made once."""
    folder, made = tmp_path_factory.mktemp("maps"), dict[tuple[str, Lang], Path]()

    def file(region: str, lang: Lang) -> Path:
        if (region, lang) not in made:
            graph = (
                hostile() if region == "hostile" else project(to_tables(read_dataset(resources.package_path("regions", f"{region}.yaml"))))
            )
            path = folder / f"{region}-{lang}.html"
            path.write_text(region_page(content(graph, title=region, signals={BOARD: ["a"]}, lang=lang)), encoding="utf-8")
            made[region, lang] = path
        return made[region, lang]

    return file


@pytest.fixture
def opened(page_of: PageOpener, files: Callable[[str, Lang], Path]) -> Opener:
    """Opens the map of a region, without movement, ready to be read."""

    def open_map(region: str = REGION, lang: Lang = "nl", size: tuple[int, int] = SIZES[0]) -> Page:
        page = page_of(*size, still=True)
        page.goto(files(region, lang).as_uri())
        page.wait_for_function("() => window.__orggraphLanesMap?.started && document.fonts.status === 'loaded'")
        return page

    return open_map


def card(page: Page, name: str) -> Locator:
    return page.locator(".board .card", has=page.locator(f".main:has-text('{name}')")).first


def sideways(page: Page, before: dict[str, list[float]]) -> float:
    after: dict[str, list[float]] = page.evaluate(PLACES)
    return max(abs(after[key][0] - before[key][0]) for key in before if key in after)


def overlapping(boxes: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [
        (a["text"], b["text"])
        for a, b in itertools.combinations(boxes, 2)
        if min(a["x"] + a["w"], b["x"] + b["w"]) - max(a["x"], b["x"]) > 1
        and min(a["y"] + a["h"], b["y"] + b["h"]) - max(a["y"], b["y"]) > 4
    ]


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
        assert [(one["id"], one["nodes"][0]["html"][:200]) for one in Axe().run(page)["violations"]] == []
        card(page, "Algemeen bestuur (AB)").locator(".main").click()
        card(page, "Algemeen bestuur (AB)").locator(".main").click()
        page.locator("select.tool").first.select_option("overLoad")
    page.emulate_media(color_scheme="dark")
    assert [one["id"] for one in Axe().run(page)["violations"]] == []


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


def test_a_date_and_what_came_and_went_since_another(page_of: PageOpener, tmp_path: Path) -> None:
    graph = project(to_tables(read_dataset(resources.package_path("regions", f"{REGION}.yaml"))), all_times=True)
    file = tmp_path / "times.html"
    file.write_text(region_page(content(graph, title=REGION, times=True)), encoding="utf-8")
    page = page_of(*SIZES[0], still=True)
    page.goto(file.as_uri())
    board = card(page, "Algemeen bestuur (AB)")
    expect(board.locator(".fold")).to_have_text(f"{HELD}/{SEATS}")
    before = page.evaluate(PLACES)
    page.get_by_label("Vergelijk met").select_option("2022-01-01")
    expect(page.locator(".times .note")).to_have_text(re.compile(r"\d+ kwamen, \d+ gingen"))
    expect(board.locator(".badge")).to_contain_text("+")
    expect(page.locator(".detail h3").first).to_contain_text("Gekomen")
    legend = page.locator(".legend")
    expect(legend).to_contain_text(re.compile(r"\d+ relaties kwamen"))
    expect(legend).to_contain_text(re.compile(r"\d+ relaties gingen"))
    drawn = set(page.locator(".wires .wire:not(.faint)").evaluate_all("all => all.map(one => getComputedStyle(one).stroke)"))
    assert drawn == {"rgb(23, 105, 63)", "rgb(158, 73, 8)"}
    assert page.evaluate(THROUGH) == 0
    page.get_by_label("Datum", exact=True).focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".times output")).not_to_have_text("15 april 2026")
    page.evaluate("window.__orggraphLanesMap.compare('2026-01-01', '')")
    expect(board.locator(".fold")).not_to_have_text(f"{HELD}/{SEATS}")
    assert sideways(page, before) == 0


def test_between_two_terms_a_seat_is_away(page_of: PageOpener, tmp_path: Path) -> None:
    file = tmp_path / "gap.html"
    graph = project(to_tables(read_dataset(RETURNED)), all_times=True)
    file.write_text(region_page(content(graph, title=REGION, times=True)), encoding="utf-8")
    page = page_of(*SIZES[0], still=True)
    page.goto(file.as_uri())
    seats = []
    for day in ("2015-12-31", "2016-01-01", "2017-12-31", "2018-01-01"):
        page.evaluate("day => window.__orggraphLanesMap.compare(day, '')", day)
        seats.append(card(page, "AB").locator(".fold").count())
    assert seats == [1, 0, 0, 1]


def test_layers_and_relations_are_filtered_on_the_map_itself(opened: Opener) -> None:
    page = opened()
    page.get_by_label("Op de kaarten").select_option("overOpen")
    before = page.evaluate(PLACES)
    badge = card(page, "Algemeen bestuur (AB)").locator(".badge")
    whole = badge.inner_text()
    page.get_by_role("button", name="Filter", exact=True).click()
    page.get_by_role("checkbox", name="Deelnemers").uncheck()
    page.get_by_role("checkbox", name="Ambtelijk").uncheck()
    page.get_by_role("checkbox", name="legt verantwoording af aan", exact=True).check()
    expect(page.locator(".lane:visible")).to_have_count(len(page.locator(".lane").all()) - 2)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Filter (3 keuzes)")).to_be_focused()
    shown = {key: place for key, place in page.evaluate(PLACES).items() if place != [0, 0]}
    assert len(shown) > 20
    assert all(before[key][0] == place[0] for key, place in shown.items())
    assert badge.inner_text() == whole
    kinds = "map => [...new Set(map.lines.map(line => map.region.types[line.type].id))]"
    page.mouse.move(2, 2)  # the pointer shows the lines of a card
    page.wait_for_function(f"() => ({kinds})(window.__orggraphLanesMap).join() === 'ACCOUNTABLE_TO'")
    page.get_by_role("combobox", name="Zoek").fill("Gemeentesecretarissenoverleg")
    page.keyboard.press("Enter")
    expect(page.locator(".lane[data-lane=official]")).to_be_visible()
    page.get_by_role("button", name="Filter (2 keuzes)").click()
    page.get_by_role("button", name="Filter wissen").click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Sluiten", exact=True).click()
    assert page.evaluate(PLACES) == before


def test_two_forms_of_cooperation_stand_in_one_picture(opened: Opener) -> None:
    page = opened()
    before = page.evaluate(PLACES)
    page.get_by_role("button", name="Vergelijk twee samenwerkingsvormen").click()
    page.get_by_label("De ene vorm (A)").select_option(f"{REGION}/arrangement/regeling-2024")
    page.get_by_label("De andere vorm (B)").select_option(f"{REGION}/arrangement/alliantie")
    expect(card(page, "Algemeen bestuur (AB)").locator(".badge")).to_have_text("A")
    expect(card(page, "7 × gemeente").locator(".badge")).to_have_text("A 7 · B 6")
    expect(card(page, "7 × gemeenteraad")).to_have_class(re.compile("outside"))
    expect(page.locator(".legend li")).to_have_count(4)
    expect(page.locator(".legend li").first).to_contain_text("Gemeenschappelijke regeling Regio Zilverwaard 2024: 20 kaarten")
    assert page.evaluate(THROUGH) == 0
    assert sideways(page, before) == 0
    assert [one["id"] for one in Axe().run(page)["violations"]] == []
    page.get_by_role("button", name="Ongedaan maken").click()
    page.get_by_role("button", name="Vergelijk twee samenwerkingsvormen").click()
    expect(page.locator(".legend")).to_be_hidden()
    assert page.evaluate(PLACES) == before


def test_a_view_is_kept_under_a_name(opened: Opener) -> None:
    page = opened()
    card(page, "Algemeen bestuur (AB)").locator(".fold").click()
    page.get_by_role("button", name="Bewaarde beelden").click()
    page.get_by_label("Naam van dit beeld").fill("het AB")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Alles dichtklappen").click()
    page.reload()
    page.get_by_role("button", name="Bewaarde beelden").click()
    page.get_by_role("button", name="het AB", exact=True).click()
    expect(page.locator(".panel .seat")).to_have_count(SEATS)
    page.get_by_role("button", name="Bewaarde beelden").click()
    page.get_by_role("button", name="Vergeet het AB").click()
    expect(page.get_by_role("button", name="het AB", exact=True)).to_have_count(0)
