"""The map in layers, standing alone in a file, as the tests in a browser open it; and what they measure on it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page

from orggraph import resources
from orggraph.graph import project
from orggraph.i18n import Lang
from orggraph.model.tables import to_tables
from orggraph.picture.region import content
from orggraph.picture.region_page import region_page
from orggraph.sources.dataset_yaml import read_dataset
from tests.browser.conftest import PageOpener
from tests.picture.graphs import hostile

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


@pytest.fixture(scope="session")
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
