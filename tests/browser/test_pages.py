"""The pages of the app in a browser: both languages, both regions, hostile names, an empty store; the keyboard; axe."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from orggraph.ui import page as pages
from tests.browser.axe import serious, violations
from tests.browser.conftest import PageOpener
from tests.browser.hostile_region import NAMES
from tests.browser.test_map import EXAMPLE, READY, WATCH, click_card, overlapping

NEEDS_ID = {
    "onderdeel": {
        "amersfoort": "amersfoort/body/bora",
        "gooi-en-vechtstreek": "gooi-en-vechtstreek/person/a",
        "vreemde-namen": "vreemde-namen/person/x0",
        EXAMPLE: f"{EXAMPLE}/person/hanneke-roskam",
    },
    "bron": {
        "amersfoort": "amersfoort/source/000",
        "gooi-en-vechtstreek": "gooi-en-vechtstreek/source/002",
        "vreemde-namen": "vreemde-namen/source/bron",
        EXAMPLE: f"{EXAMPLE}/source/regeling",
    },
}
ON_EXAMPLE = {"wie-zit-waar", "signalen"}
"""Pages that only the example region fills."""
SHORT = {"bron": "amersfoort"}
"""Pages that axe would look at for half a minute in another region."""
EMPTY = ("", "relatiekaart", "onderdeel")
"""Pages of an empty store: one place says what to do, for all of them."""
PATHS = [page.path for page in pages.registry()]
OF_NO_REGION = {page.path for page in pages.registry() if page.says_itself}
"""Pages that are about no region, whichever is chosen."""
STYLED = """() => {
  const icon = document.querySelector("[data-testid='stTopNavLink'] [data-testid='stIconMaterial']");
  return icon && ["rgb(74, 85, 97)", "rgb(180, 192, 204)"].includes(getComputedStyle(icon).color);
}"""
"""The app's own style sheet is at work."""
GROUND = "() => getComputedStyle(document.querySelector(\"[data-testid='stApp']\")).backgroundColor"
DONE = "[data-test-script-state='notRunning']"
AT_REST = """() => {
  if (!document.querySelector("[data-test-script-state='notRunning']")) { window.restingSince = undefined; return false; }
  window.restingSince ??= performance.now();
  return performance.now() - window.restingSince > 300;
}"""
"""The app has had nothing to do for a while: what a component says after a run begins the next at once."""


def address(app: str, path: str, dataset: str = "", lang: str = "nl", **more: str) -> str:
    asked = {"lang": lang, **({"dataset": dataset} if dataset else {}), **more}
    if path in NEEDS_ID and dataset:
        asked.setdefault("id", NEEDS_ID[path][dataset])
    return f"{app}/{path}?" + "&".join(f"{name}={value}" for name, value in asked.items())


def visit(page: Page, where: str) -> Page:
    page.goto(where)
    page.locator("[data-testid='stMain'] h1").first.wait_for(timeout=60_000)
    page.wait_for_function(AT_REST, timeout=60_000)
    assert page.locator("[data-testid='stException']").count() == 0
    return page


def test_the_registry_holds_the_pages_that_are_asked_for() -> None:
    assert {"", "relatiekaart", "wie-zit-waar", "cypher"} <= set(PATHS)


@pytest.mark.parametrize("path", PATHS)
def test_every_page_opens_by_its_link_and_axe_finds_nothing_serious(whole_app: str, page_of: PageOpener, path: str) -> None:
    dataset = EXAMPLE if path in ON_EXAMPLE else SHORT.get(path, "gooi-en-vechtstreek")
    page = visit(page_of(still=True), address(whole_app, path, dataset))  # still: no colour halfway to another
    whole(page, "nl")
    page.wait_for_function(STYLED)
    assert ground(page) == "rgb(255, 255, 255)"
    assert serious(page) == []
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"() => ({GROUND})() === 'rgb(17, 23, 30)'")
    page.wait_for_function(AT_REST)
    assert serious(page, colours_alone=True) == []


def whole(page: Page, lang: str) -> None:
    """Check that a page has come, in its language, under one heading."""
    expect(page.locator("html")).to_have_attribute("lang", lang)
    expect(page.get_by_text("Page not found")).to_have_count(0)
    expect(page.get_by_text("Choose an option")).to_have_count(0)  # Streamlit's own words, in English alone
    expect(page.get_by_text("Choose options")).to_have_count(0)
    assert page.locator("[data-testid='stMain'] h1").count() == 1


@pytest.mark.parametrize("path", PATHS)
def test_hostile_names_are_text_on_every_page(whole_app: str, page_of: PageOpener, path: str) -> None:
    page = visit(page_of(), address(whole_app, path, "vreemde-namen", "en"))
    whole(page, "en")  # the test above has each page in Dutch
    assert page.evaluate("window.hacked") is None
    assert page.locator("img[src*='example.org'], a[href*='example.org'], a[href^='javascript'], b:text-is('vet')").count() == 0
    if path not in OF_NO_REGION:
        expect(page.locator("body")).to_contain_text(NAMES[0])


def test_the_bar_at_the_left_covers_no_page_on_a_phone(whole_app: str, page_of: PageOpener) -> None:
    page = visit(page_of(390, 844), address(whole_app, "wie-zit-waar", EXAMPLE))
    over = "() => document.elementFromPoint(150, 300).closest(\"[data-testid='stMain']\") !== null"
    assert page.evaluate(over)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_on_paper_a_page_is_light_and_without_what_can_only_be_clicked(whole_app: str, page_of: PageOpener) -> None:
    page = visit(page_of(dark=True), address(whole_app, "signalen", EXAMPLE))
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator(".og-finding")).to_be_visible()
    for clicked in ("[data-testid='stSidebar']", "[data-testid='stHeader']", ".st-key-findings_list", ".st-key-handout button"):
        assert not page.locator(clicked).first.is_visible(), clicked
    ground, ink = page.locator(".og-finding").evaluate(
        "(one) => [getComputedStyle(one.closest('[data-testid=stMain]')).backgroundColor, getComputedStyle(one.querySelector('p')).color]"
    )
    assert ground == "rgb(255, 255, 255)"
    assert ink != "rgb(233, 238, 244)"


def test_the_heads_of_a_matrix_are_whole_names(whole_app: str, page_of: PageOpener) -> None:
    page = visit(page_of(), address(whole_app, "wie-zit-waar", EXAMPLE))
    heads = page.locator(".og-grid thead th span")
    assert heads.count() > 20
    cut = heads.evaluate_all(
        "(all) => all.filter((one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1).length"
    )
    assert cut == 0


@pytest.mark.parametrize(("form", "wide"), [("A4", 297), ("A3", 420)])
def test_a_matrix_of_many_columns_fits_the_sheet(whole_app: str, page_of: PageOpener, form: str, wide: int) -> None:
    page = visit(page_of(), address(whole_app, "wie-zit-waar", EXAMPLE, matrix="role-body"))
    assert page.locator(".og-grid thead th").count() > 60
    paper = PdfReader(io.BytesIO(page.pdf(format=form)))
    box = paper.pages[0].mediabox
    assert box.width > box.height
    assert round(float(box.width) / 72 * 25.4) == pytest.approx(wide, abs=1)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": round((wide - 18) / 25.4 * 96), "height": 700})
    right = "one => Math.max(...[...one.querySelectorAll('th, td')].map(cell => cell.getBoundingClientRect().right))"
    assert page.locator(".og-grid").evaluate(right) <= (wide - 18) / 25.4 * 96 + 1


@pytest.mark.parametrize("path", EMPTY)
def test_a_page_says_what_to_do_when_nothing_is_loaded(empty_app: str, page_of: PageOpener, path: str) -> None:
    page = visit(page_of(), address(empty_app, path))
    expect(page.locator("[data-testid='stMain']")).to_contain_text("orggraph load")


@pytest.mark.parametrize("width", [1280, 390])
def test_chosen_forms_can_be_read_in_the_dark_and_nothing_sticks_out(whole_app: str, page_of: PageOpener, width: int) -> None:
    where = address(whole_app, "samenwerkingsvormen", EXAMPLE) + "".join(
        f"&form={EXAMPLE}/arrangement/{slug}" for slug in ("regeling-2024", "alliantie")
    )
    page = visit(page_of(width, 844, still=True, dark=True), where)
    page.wait_for_function(STYLED if width > 640 else "() => document.querySelector('.og-forms')")
    assert violations(page, colours_alone=True) == []
    assert page.locator("[data-testid='stMain']").evaluate("one => one.scrollWidth - one.clientWidth") == 0


def test_my_role_can_be_read_at_every_width_and_by_axe(whole_app: str, page_of: PageOpener) -> None:
    page = visit(page_of(still=True), address(whole_app, "mijn-rol", EXAMPLE, who=f"{EXAMPLE}/person/berend-spijkerboer"))
    page.wait_for_function(STYLED)
    expect(page.locator("section.part")).to_have_count(9)
    assert serious(page) == []
    expect(page.locator(".sheet")).to_have_css("background-color", "rgb(255, 255, 255)")
    page.emulate_media(color_scheme="dark")
    expect(page.locator(".sheet")).to_have_css("background-color", "rgb(17, 23, 30)")
    page.wait_for_function(AT_REST)
    assert serious(page, colours_alone=True) == []
    page.get_by_role("navigation", name="Inhoud").get_by_role("link", name="Uw jaar").click()
    expect(page.get_by_role("heading", name="Uw jaar")).to_be_in_viewport()
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.querySelector(\"[data-testid='stMain']\").scrollWidth") <= 390


def ground(page: Page) -> str:
    """The colour that the app stands on."""
    return str(page.evaluate(GROUND))


def test_a_dossier_is_chosen_read_and_kept_in_word(whole_app: str, page_of: PageOpener, tmp_path: Path) -> None:
    page = visit(page_of(still=True), address(whole_app, "overdracht", EXAMPLE))
    page.get_by_role("combobox", name="Wat wordt overgedragen?").fill("Wonen")
    page.get_by_role("option").filter(has_text="Wonen · onderwerp").first.click()
    expect(page.locator(".sheet h1")).to_have_text("Wonen")
    assert serious(page) == []
    with page.expect_download() as download:
        page.get_by_role("button", name="Word").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == "overdracht-wonen.docx"
    assert file.read_bytes().startswith(b"PK")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.querySelector(\"[data-testid='stMain']\").scrollWidth") <= 390


def test_what_is_invented_says_so_wherever_the_reader_is(whole_app: str, page_of: PageOpener) -> None:
    page = visit(page_of(), address(whole_app, "wie-zit-waar", EXAMPLE))
    line = page.locator(".og-standing .og-chip-open")
    expect(line).to_have_text("Verzonnen: mensen, plaatsen en bronnen hierin bestaan niet")
    page.get_by_role("button", name="Opslaan als CSV").scroll_into_view_if_needed()
    page.mouse.wheel(0, 4000)
    expect(line).to_be_in_viewport()
    visit(page, address(whole_app, "wie-zit-waar", "gooi-en-vechtstreek"))
    expect(page.locator(".og-standing")).to_contain_text("Gooi")
    expect(line).to_have_count(0)


@pytest.mark.parametrize("view", ["rings", "network"])
@pytest.mark.parametrize("dataset", ["gooi-en-vechtstreek", EXAMPLE])
def test_the_whole_map_is_readable_at_1280_by_720(whole_app: str, page_of: PageOpener, dataset: str, view: str) -> None:
    page = visit(page_of(1280, 720, script=WATCH), address(whole_app, "relatiekaart", dataset, view=view))
    page.wait_for_function(READY)
    page.evaluate("window.__orggraphMap.redraw()")
    page.wait_for_timeout(500)
    written, stage = page.evaluate("window.written"), page.evaluate("window.__orggraphMap.stage()")
    assert len(written) > 5
    assert overlapping(written) == []
    assert min(text["px"] for text in written) >= 10.99
    assert stage["y"] + stage["height"] <= 720
    for text in written:
        assert stage["y"] - 0.5 <= text["y"], text
        assert text["y"] + text["h"] <= stage["y"] + stage["height"] + 0.5, text
        assert stage["x"] - 0.5 <= text["x"] <= text["x"] + text["w"] <= stage["x"] + stage["width"] + 0.5, text


def map_page(page: Page, app: str, dataset: str, **more: str) -> Page:
    visit(page, address(app, "relatiekaart", dataset, **more))
    page.locator(".board .card").first.wait_for()
    page.wait_for_timeout(300)
    return page


def test_a_click_in_the_rings_shows_the_card_and_is_in_the_address(whole_app: str, page_of: PageOpener) -> None:
    page = visit(page_of(), address(whole_app, "relatiekaart", "gooi-en-vechtstreek", view="rings"))
    page.wait_for_function(READY)
    for body, name in (("ab", "Algemeen Bestuur (AB)"), ("db", "Dagelijks Bestuur")):
        click_card(page, f"gooi-en-vechtstreek/body/{body}")
        expect(page.locator("section.og-card h2")).to_have_text(name)
        page.wait_for_url(f"**id=gooi-en-vechtstreek*body*{body}*")


def test_the_search_finds_what_the_map_has_folded_away(whole_app: str, page_of: PageOpener) -> None:
    page = map_page(page_of(), whole_app, "gooi-en-vechtstreek")
    page.get_by_role("combobox", name="Zoek een gremium").fill("Programmasecretaris")
    page.get_by_role("option", name="Programmasecretaris").first.click()
    expect(page.locator(".detail h2")).to_have_text("Programmasecretaris")


def test_a_link_with_a_path_shows_it_in_words(whole_app: str, page_of: PageOpener) -> None:
    ends = {"from": "amersfoort/organization/amersfoort", "to": "amersfoort/body/bora"}
    page = map_page(page_of(), whole_app, "amersfoort", **ends)
    expect(page.locator(".detail .steps").first.locator("li")).to_have_count(2)


def test_the_cypher_of_the_map_gives_the_rows_of_its_table(whole_app: str, page_of: PageOpener) -> None:
    page = map_page(page_of(), whole_app, "amersfoort", tier="official", relation="PREPARES")
    page.get_by_text("Hetzelfde als tabel").click()
    rows = page.locator(".og-table tbody tr")
    rows.first.wait_for()
    ends = sorted((row.locator("td").nth(0).inner_text(), row.locator("td").nth(2).inner_text()) for row in rows.all())
    page.get_by_text("Toon de Cypher").click()
    page.get_by_role("link", name="Openen op de pagina Cypher").click()
    page.get_by_role("button", name="Stel de vraag").click()
    page.locator(".og-table tbody tr").first.wait_for()
    answer = sorted((row.locator("td").nth(0).inner_text(), row.locator("td").nth(2).inner_text()) for row in rows.all())
    assert ends
    assert answer == ends


def test_an_unknown_id_in_a_link_is_said(whole_app: str, page_of: PageOpener) -> None:
    page = map_page(page_of(), whole_app, "amersfoort", id="amersfoort/body/weg", view="onzin")
    expect(page.get_by_text("amersfoort/body/weg staat niet in deze graaf.")).to_be_visible()


@pytest.mark.parametrize("dataset", ["amersfoort", "vreemde-namen"])
def test_the_page_that_works_by_itself_does(whole_app: str, page_of: PageOpener, tmp_path: Path, dataset: str) -> None:
    page = map_page(page_of(), whole_app, dataset)
    with page.expect_download() as got:
        page.get_by_role("button", name="Losse pagina (HTML)").click()
    file = tmp_path / "kaart.html"
    got.value.save_as(file)
    alone = page_of()
    alone.goto(file.as_uri())
    assert alone.locator(".board .card").count() > 5
    assert alone.evaluate("window.hacked") is None


def test_a_cell_of_the_matrix_leads_to_its_explanation(whole_app: str, page_of: PageOpener) -> None:
    page = visit(page_of(), address(whole_app, "wie-zit-waar", "gooi-en-vechtstreek"))
    page.locator("a.og-mark").first.focus()
    page.keyboard.press("Enter")
    target = page.locator("article.og-pair:target")
    expect(target).to_be_in_viewport()
    expect(target.locator(".og-ask").first).to_contain_text("?")
    expect(target).to_contain_text("Onze regel")


def test_a_matter_opened_from_start_is_in_sight_and_no_button_wraps(whole_app: str, page_of: PageOpener) -> None:
    page = visit(page_of(), address(whole_app, "", EXAMPLE))
    page.locator(".og-matter a[href*='finding=']").last.click()
    heading = page.locator(".og-finding h2")
    expect(heading).to_be_focused(timeout=30_000)
    expect(heading).to_be_in_viewport()
    expect(page.locator("[class*='st-key-finding_chosen'] button")).to_be_in_viewport()
    bars = page.locator(".st-key-findings_bar button, [data-testid='stButtonGroup'] button, .st-key-handout button")
    heights = bars.evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().height)")
    tops = page.locator("[data-testid='stButtonGroup']").first.locator("button").evaluate_all("(all) => all.map((one) => one.offsetTop)")
    assert len(heights) > 5
    assert max(heights) <= 42
    assert len(set(tops)) == 1


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("CREATE (n:Body {id: 'x'}) RETURN n", "lezen"),
        ("MATCH (n) RETRUN n", "RETRUN"),
        ("MATCH (n:Body) RETURN n.name AS naam ORDER BY naam LIMIT 3", "3 rijen"),
    ],
)
def test_free_cypher_answers_in_words(whole_app: str, page_of: PageOpener, statement: str, words: str) -> None:
    page = visit(page_of(), address(whole_app, "cypher", "amersfoort", own="1"))
    page.get_by_label("Cypher", exact=True).fill(statement)
    page.get_by_role("button", name="Stel de vraag").click()
    expect(page.locator("[data-testid='stMain']")).to_contain_text(words)


def test_a_query_of_the_library_opens_by_its_link(whole_app: str, page_of: PageOpener) -> None:
    page = visit(page_of(), address(whole_app, "cypher", "gooi-en-vechtstreek", query="commissions"))
    expect(page.locator(".og-table tbody tr")).to_have_count(8)


def test_csv_of_hostile_names_holds_no_formula(whole_app: str, page_of: PageOpener, tmp_path: Path) -> None:
    page = visit(page_of(), address(whole_app, "cypher", "vreemde-namen", query="commissions"))
    with page.expect_download() as got:
        page.get_by_role("button", name="Opslaan als CSV").click()
    file = tmp_path / "rijen.csv"
    got.value.save_as(file)
    text = file.read_text(encoding="utf-8")
    assert "'=cmd" in text
    assert ",=cmd" not in text


def test_every_control_of_the_map_is_reached_with_the_keyboard(whole_app: str, page_of: PageOpener) -> None:
    page = map_page(page_of(), whole_app, "amersfoort")
    reached: set[str] = set()
    for _ in range(70):
        page.keyboard.press("Tab")
        reached.add(page.evaluate(FOCUSED))
    for wanted in ("Zoek een gremium", "Lagen", "Kringen", "Losse pagina", "1 product", "Hetzelfde als tabel"):
        assert any(wanted in one for one in reached), (wanted, reached)


FOCUSED = """() => {
  let e = document.activeElement;
  while (e && e.shadowRoot && e.shadowRoot.activeElement) e = e.shadowRoot.activeElement;
  return e ? `${e.getAttribute('aria-label') || ''} ${e.innerText || e.value || ''}` : '';
}"""
