"""What is chosen on the map in layers itself, in a browser: a date, layers and relations, two forms, a view that is kept."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from orggraph import resources
from orggraph.graph import project
from orggraph.model.tables import to_tables
from orggraph.picture.region import content
from orggraph.picture.region_page import region_page
from orggraph.sources.dataset_yaml import read_dataset
from tests.browser.axe import violations
from tests.browser.conftest import PageOpener
from tests.browser.region_map import HELD, PLACES, REGION, SEATS, SIZES, THROUGH, Opener, card, files, opened, sideways
from tests.model.test_validity import RETURNED

__all__ = ["files", "opened"]


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
    assert violations(page) == []
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
