"""The relation map in a browser: what is really written on the canvas, and what a reader can do with it."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from orggraph.i18n import LANGUAGES, Lang
from orggraph.picture.browser import standalone_html
from orggraph.picture.layout import for_screens
from tests.browser.conftest import AppStarter, PageOpener
from tests.picture.graphs import HOSTILE, hostile

# Notes every text that reaches the screen, with the place that the canvas itself gives it: a measure that does not
# rest on what the map says of itself.
WATCH = """
const draw = CanvasRenderingContext2D.prototype.fillText, clear = CanvasRenderingContext2D.prototype.clearRect;
window.written = [];
CanvasRenderingContext2D.prototype.clearRect = function (...a) {
  if (this.canvas.isConnected) window.written = [];
  return clear.apply(this, a);
};
CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...more) {
  if (this.canvas.isConnected) {
    const m = this.getTransform(), box = this.canvas.getBoundingClientRect(), times = box.width / this.canvas.width;
    const px = parseFloat(this.font.match(/([\\d.]+)px/)[1]), at = m.transformPoint(new DOMPoint(x, y - px * 0.75));
    const wide = this.measureText(text).width;
    const high = px * m.a * times;
    window.written.push({text, x: box.x + at.x * times, y: box.y + at.y * times, w: wide * m.a * times, h: high, px: high});
  }
  return draw.call(this, text, x, y, ...more);
};
"""
READY = "() => window.__orggraphMap && window.__orggraphMap.labels().length > 0"
REGIONS = ("amersfoort", "gooi-en-vechtstreek")
EXAMPLE = "voorbeeldregio"
CENTRES = {
    "consultations": "test/body/board",
    "hostile": "test/body/h1",
    "amersfoort": "amersfoort/body/bora",
    "gooi-en-vechtstreek": "gooi-en-vechtstreek/person/a",
    EXAMPLE: f"{EXAMPLE}/person/hanneke-roskam",
}


def show(page: Page, address: str, **ask: str) -> None:
    page.goto(f"{address}/?" + "&".join(f"{name}={value}" for name, value in ask.items()))
    page.wait_for_function(READY)
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    page.evaluate("window.__orggraphMap.redraw()")
    page.wait_for_timeout(400)


def ask(page: Page, expression: str) -> Any:
    return page.evaluate(f"window.__orggraphMap.{expression}")


def settle(page: Page) -> None:
    """Wait until the view is the same in two frames one after the other. An animation counts frames, not time."""
    page.evaluate("() => { window.view = null; }")
    page.wait_for_function("""() => {
      const map = window.__orggraphMap, view = JSON.stringify([map.scale(), map.position()]), same = view === window.view;
      window.view = view;
      return same;
    }""")


def overlapping(boxes: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [
        (a["text"], b["text"])
        for a, b in itertools.combinations(boxes, 2)
        if a["x"] < b["x"] + b["w"] and b["x"] < a["x"] + a["w"] and a["y"] < b["y"] + b["h"] and b["y"] < a["y"] + a["h"]
    ]


@pytest.mark.parametrize(
    ("graph", "view", "size"),
    [
        *itertools.product([EXAMPLE, "hostile", "2000"], ["rings", "network"], [(1280, 720)]),
        *itertools.product([EXAMPLE], ["rings", "network"], [(1920, 1080)]),
        ("hostile", "swimlanes", (1280, 720)),
    ],
)
def test_every_text_is_readable_and_clear(app: AppStarter, page_of: PageOpener, graph: str, view: str, size: tuple[int, int]) -> None:
    page = page_of(*size, script=WATCH)
    show(page, app("map_app.py"), graph=graph, view=view, centre=CENTRES.get(graph, "test/body/b0"))
    written = page.evaluate("window.written")
    stage = ask(page, "stage()")
    assert len(written) > 5
    assert overlapping(written) == []
    assert min(text["px"] for text in written) >= 10.99
    for text in written:
        assert text["x"] >= stage["x"] - 0.5, text
        assert text["x"] + text["w"] <= stage["x"] + stage["width"] + 0.5, text
        assert text["y"] >= stage["y"] - 0.5, text
        assert text["y"] + text["h"] <= stage["y"] + stage["height"] + 0.5, text
    bar = page.locator(".og-bar").bounding_box()
    assert bar is not None
    assert bar["y"] + bar["height"] <= stage["y"] + 1.5
    around = page.locator(".og-legend li, .og-bar button, .og-status")
    assert min(around.evaluate_all("all => all.map(one => parseFloat(getComputedStyle(one).fontSize))")) >= 11


@pytest.mark.parametrize("graph", REGIONS)
def test_the_map_reports_what_it_wrote(app: AppStarter, page_of: PageOpener, graph: str) -> None:
    page = page_of(script=WATCH)
    show(page, app("map_app.py"), graph=graph)
    assert sorted(label["text"] for label in ask(page, "labels()")) == sorted(text["text"] for text in page.evaluate("window.written"))


def click_card(page: Page, card_id: str, *, double: bool = False) -> None:
    card = next(card for card in ask(page, "cards()") if card["id"] == card_id)
    stage = ask(page, "stage()")
    mouse = page.mouse.dblclick if double else page.mouse.click
    mouse(stage["x"] + card["at"]["x"], stage["y"] + card["at"]["y"])


def test_a_click_selects_and_dims_the_rest(app: AppStarter, page_of: PageOpener) -> None:
    page = page_of()
    show(page, app("map_app.py"))
    click_card(page, "test/body/bo-3")
    expect(page.get_by_text("Selected: test/body/bo-3.")).to_be_visible()
    expect(page.locator(".og-status")).to_have_text("BO recreatie en toerisme")
    expect(page.locator(".og-live")).to_contain_text("bestuurlijk overleg")


def test_quiet_lines_show_on_selection(app: AppStarter, page_of: PageOpener) -> None:
    page = page_of()
    show(page, app("map_app.py"))
    before = {line["id"] for line in ask(page, "visibleLines()")}
    expect(page.locator(".og-legend .og-more")).to_be_visible()
    expect(page.locator(".og-legend .og-quiet:visible")).to_have_count(0)
    ask(page, "select('test/body/bo-3')")
    page.wait_for_timeout(300)
    new = {line["id"] for line in ask(page, "visibleLines()")} - before
    assert new
    expect(page.locator(".og-legend .og-more")).to_be_hidden()
    expect(page.locator(".og-legend .og-quiet[data-sign]:visible").first).to_be_visible()
    assert all("test/body/bo-3" in line for line in new)


def test_a_double_click_unfolds_and_folds_again(app: AppStarter, page_of: PageOpener) -> None:
    page = page_of(1920, 1080)
    show(page, app("map_app.py"))
    click_card(page, "test/body/bo-3", double=True)
    expect(page.get_by_text("Expanded: ['test/body/bo-3'].")).to_be_visible()
    page.wait_for_function("() => window.__orggraphMap.cards().some(card => card.label === 'Post')")
    ask(page, "select('test/body/bo-3')")
    page.locator(".og-stage").focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("Expanded: [].")).to_be_visible()


def test_the_keyboard_does_what_the_mouse_does(app: AppStarter, page_of: PageOpener) -> None:
    page = page_of()
    show(page, app("map_app.py"))
    page.locator(".og-stage").focus()
    page.keyboard.press("ArrowDown")
    first = ask(page, "focus()")
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
    assert ask(page, "focus()") != first
    page.keyboard.press("Enter")
    assert ask(page, "selected()") == ask(page, "focus()")
    expect(page.get_by_text(f"Selected: {ask(page, 'focus()')}.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text("Selected: None.")).to_be_visible()
    before = ask(page, "scale()")
    page.keyboard.press("+")
    settle(page)
    assert ask(page, "scale()") > before
    page.keyboard.press("-")
    page.keyboard.press("-")
    settle(page)
    assert ask(page, "scale()") == pytest.approx(before)


def test_tab_leaves_the_map(app: AppStarter, page_of: PageOpener) -> None:
    page = page_of()
    show(page, app("map_app.py"))
    page.locator(".og-stage").focus()
    page.keyboard.press("Tab")
    assert page.get_by_role("button", name="Again").evaluate("button => button === document.activeElement")


def test_zoom_and_place_survive_a_rerun_and_a_change_of_page(app: AppStarter, page_of: PageOpener) -> None:
    page = page_of()
    show(page, app("map_app.py"))
    slow = page.context.new_cdp_session(page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 12})  # frames come slower than the animation counts on
    page.get_by_role("button", name="Inzoomen").click()
    settle(page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    scale, place = ask(page, "scale()"), ask(page, "position()")
    page.get_by_role("button", name="Again").click()
    page.wait_for_timeout(600)
    assert ask(page, "scale()") == pytest.approx(scale)
    page.evaluate("() => { window.__orggraphMap = null; }")
    page.get_by_role("link", name="Other").click()
    expect(page.get_by_role("heading", name="Elsewhere")).to_be_visible()
    page.get_by_role("link", name="Map").click()
    page.wait_for_function(READY)
    settle(page)
    assert ask(page, "scale()") == pytest.approx(scale)
    assert ask(page, "position()") == pytest.approx(place)


def test_a_selection_from_outside_finds_a_folded_post(app: AppStarter, page_of: PageOpener) -> None:
    page = page_of()
    show(page, app("map_app.py"), select="test/post/bo-3-1")
    assert ask(page, "selected()") == "test/body/bo-3"


def test_english(app: AppStarter, page_of: PageOpener) -> None:
    page = page_of()
    show(page, app("map_app.py"), lang="en")
    expect(page.get_by_role("button", name="Zoom in")).to_be_visible()
    expect(page.locator(".og-legend")).to_contain_text("Executive")


def test_the_picture_is_saved(app: AppStarter, page_of: PageOpener) -> None:
    page = page_of()
    show(page, app("map_app.py"))
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Opslaan als PNG").click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"\x89PNG")


def test_hostile_names_are_text(app: AppStarter, page_of: PageOpener) -> None:
    page = page_of(1920, 1080)
    show(page, app("map_app.py"), graph="hostile")
    for i in range(len(HOSTILE)):
        ask(page, f"select('test/body/h{i}')")
        card = next(card for card in ask(page, "cards()") if card["id"] == f"test/body/h{i}")
        stage = ask(page, "stage()")
        page.mouse.move(stage["x"] + card["at"]["x"], stage["y"] + card["at"]["y"])
        page.wait_for_timeout(350)
    assert page.evaluate("window.hacked") is None
    expect(page.locator(".og-bar script, .og-bar img, .vis-tooltip script, .vis-tooltip img")).to_have_count(0)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_that_stands_alone(page_of: PageOpener, tmp_path: Path, lang: Lang) -> None:
    file = tmp_path / "map.html"
    facts = [("<script>window.hacked=1</script>", "</dd><script>window.hacked=1</script>")]
    drawings = for_screens("swimlanes", hostile(), 480, title="</title><script>window.hacked=1</script>", lang=lang)
    file.write_text(standalone_html(drawings, facts=facts, lang=lang), encoding="utf-8")
    page = page_of(1280, 720, script=WATCH)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(file.as_uri())
    page.wait_for_function(READY)
    page.wait_for_timeout(500)
    page.get_by_text("Hetzelfde als tabel" if lang == "nl" else "The same as a table").click()
    expect(page.locator("td", has_text="window.hacked").first).to_be_visible()
    assert page.evaluate("window.hacked") is None
    assert overlapping(page.evaluate("window.written")) == []
    assert [url for url in requests if not url.startswith(("data:", "blob:"))] == [file.as_uri()]
