"""``python -m benchmarks.browser [SIZE …]``: the map in a browser beside neo4j-viz and streamlit-agraph, on the same graph, in one run.

Each tool gets the same nodes and relationships, as one page from a local server, without a Python that it would wait for. What
counts is what the eye gets: the browser sends its frames (320 × 180), and a picture is stable from the first frame that looks like
the last of a still second. Crossings and labels over each other are counted in a load of their own, which is not timed.
"""

from __future__ import annotations

import base64
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, CDPSession, Error, Page, sync_playwright

from benchmarks import report, rival_pages
from benchmarks.__main__ import RESULTS
from benchmarks.browser_report import ALL, OURS
from benchmarks.synthetic import region
from orggraph.graph import Graph, project
from orggraph.model.tables import to_tables
from orggraph.picture.region import content
from orggraph.picture.region_page import region_page
from tests.browser.conftest import CHROMIUM, FLAGS

SIZES = (200, 1_000, 2_000)
ROUNDS, CLICKS = 3, 5
WIDE, HIGH = 1280, 720
STILL, LONGEST = 1.0, 60.0
"""Seconds without another picture that count as still, and after which a page is given up."""
SLOW = 20.0
"""A page that took so long is loaded once."""
COUNTS = Path(__file__).parent / "counting.js"
Found = dict[str, float | None]


def main(sizes: tuple[int, ...]) -> None:
    results: dict[str, Any] = json.loads(RESULTS.read_text()) if RESULTS.is_file() else {}
    found: dict[str, dict[str, Found]] = {}
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        with served(Path(folder)) as address:
            for size in sizes:
                pages = written(project(to_tables(region(size))), Path(folder), size)
                found[str(size)] = measured(browser, address, pages)
        chromium = browser.version
        browser.close()
    machine = f"{report.machine()}, {rival_pages.versions()}, Chromium {chromium}"
    waiting = round(max(0.0, os.getloadavg()[2] - 3), 1)  # over a quarter of an hour; a browser of this run is about three
    results["browser"] = {"day": f"{datetime.now(UTC).date()}", "machine": machine, "waiting": waiting, "found": found}
    RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    report.write(results)


@dataclass(frozen=True)
class Trial:
    """A page of one tool: its name in the folder, what runs before its scripts, and how a spot to click is found."""

    file: str
    before: str = ""
    selector: str = ""
    """Of elements to click; none: a node is known by its colour."""


def written(graph: Graph, folder: Path, size: int) -> dict[str, Trial]:
    """The pages of all tools for one graph."""
    made = content(graph, title=f"{size}")
    (folder / f"ours-{size}.html").write_text(region_page(made), encoding="utf-8")
    rival_pages.write(graph, folder, size, WIDE, HIGH)
    cards, nodes = made["cards"], made["nodes"]
    unfolded = [nodes[card["at"]]["i"] if "at" in card else card["id"] for card in cards]
    unfolded += [nodes[i]["i"] for card in cards if card.get("L") == "Body" for i in card["m"]]
    state = {"selected": None, "mark": "", "overlay": "", "types": ["PREPARES", "ADVISES"], "open": [[one, None] for one in unfolded]}
    memory = f"window.__orggraphLanes = {json.dumps({'page': {'slots': {}, 'columns': {}, 'state': state}})};"
    return {
        OURS: Trial(f"ours-{size}.html", selector=".board .card .main"),
        ALL: Trial(f"ours-{size}.html", before=memory, selector=".board .seat, .board .card .main"),
        "neo4j-viz": Trial(f"neo4j-viz-{size}.html"),
        "streamlit-agraph": Trial(f"agraph-{size}.html"),
    }


def measured(browser: Browser, address: str, pages: Mapping[str, Trial]) -> dict[str, Found]:
    """Per tool the median of some loads, and the counts; the tools take turns."""
    starts: dict[str, list[float | None]] = {tool: [] for tool in pages}
    clicks: dict[str, list[float]] = {tool: [] for tool in pages}
    for _ in range(ROUNDS):
        for tool, trial in pages.items():
            if any(one is None or one > SLOW for one in starts[tool]):
                continue
            with opened(browser, trial) as (page, frames):
                start = frames.stable(page, partial(page.goto, f"{address}/{trial.file}", wait_until="commit"), from_navigation=True)
                starts[tool].append(start)
                if start is not None:
                    clicks[tool] += clicked(page, frames, trial)
    found: dict[str, Found] = {}
    for tool, trial in pages.items():
        known = [one for one in starts[tool] if one is not None]
        found[tool] = {
            "start": statistics.median(known) if known else None, "click": statistics.median(clicks[tool]) if clicks[tool] else None,
            **counted(browser, address, trial),
        }  # fmt: skip
        print(f"{trial.file:>22} {tool}: {found[tool]}", flush=True)
    return found


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server of a folder on the loopback."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


@dataclass
class Frames:
    """What the browser showed: of each frame its time (seconds since 1970) and its bytes."""

    session: CDPSession
    holds: Callable[[Image.Image], bool]
    """Whether a frame holds the picture, and not the page before it."""
    seen: list[tuple[float, str]] = field(default_factory=list)

    def take(self, frame: Mapping[str, Any]) -> None:
        self.seen.append((frame["metadata"]["timestamp"], frame["data"]))
        with suppress(Error):  # a last frame may come while the page closes
            self.session.send("Page.screencastFrameAck", {"sessionId": frame["sessionId"]})

    def stable(self, page: Page, act: Callable[[], object], *, from_navigation: bool = False) -> float | None:
        """Seconds from an act to the first frame that looks like the last one of a still second; None: it never was still."""
        self.seen.clear()
        began = time.time()
        act()
        if from_navigation:
            began = page.evaluate("performance.timeOrigin") / 1000
        until = time.monotonic() + LONGEST
        while time.monotonic() < until:
            page.wait_for_timeout(100)
            changed = self._changed()
            if time.time() - max(changed, began) > STILL and (not from_navigation or self._drawn()):
                return changed - began if changed >= began else None
        return None

    def _drawn(self) -> bool:
        return bool(self.seen) and self.holds(Image.open(BytesIO(base64.b64decode(self.seen[-1][1]))).convert("RGB"))

    def _changed(self) -> float:
        """When the picture that is there now came to be."""
        if not self.seen:
            return 0.0
        last = self.seen[-1][1]
        return next((self.seen[i + 1][0] for i in range(len(self.seen) - 2, -1, -1) if self.seen[i][1] != last), self.seen[0][0])


@contextmanager
def opened(browser: Browser, trial: Trial, before: str = "") -> Iterator[tuple[Page, Frames]]:
    """An empty page in a context of its own, of which the frames are taken; ``before`` runs before its scripts."""
    context = browser.new_context(viewport={"width": WIDE, "height": HIGH}, reduced_motion="reduce")
    page = context.new_page()
    page.add_init_script(f"{trial.before}\n{before}")
    session = context.new_cdp_session(page)
    frames = Frames(session, _is_no_blank if trial.selector else _has_node)
    session.on("Page.screencastFrame", frames.take)
    session.send("Page.startScreencast", {"format": "jpeg", "quality": 30, "maxWidth": WIDE // 4, "maxHeight": HIGH // 4})
    try:
        yield page, frames
    finally:
        context.close()


def _is_no_blank(frame: Image.Image) -> bool:
    return any(high - low > 60 for low, high in frame.getextrema())  # type: ignore[misc]


def _has_node(frame: Image.Image) -> bool:
    return any(rival_pages.is_node(frame.getpixel((x, y)), 40) for y in range(frame.height) for x in range(frame.width))


def clicked(page: Page, frames: Frames, trial: Trial) -> list[float]:
    """Seconds from a click to the last change that it makes, for some spots; a click that changes nothing does not count."""
    spots = _elements(page, trial.selector) if trial.selector else _coloured(page)
    times = [frames.stable(page, partial(page.mouse.click, *spot)) for spot in spots[:CLICKS]]
    return [one for one in times if one is not None]


def _elements(page: Page, selector: str) -> list[tuple[float, float]]:
    """The middles of elements that are in sight, far from each other."""
    script = """all => all.map(one => one.getBoundingClientRect()).filter(r => r.top > 60 && r.bottom < innerHeight - 10)
      .map(r => [r.left + r.width / 2, r.top + 12])"""
    return _apart([(x, y) for x, y in page.locator(selector).evaluate_all(script)])


def _coloured(page: Page) -> list[tuple[float, float]]:
    """Spots on nodes, by their colour."""
    shot = Image.open(BytesIO(page.screenshot())).convert("RGB")
    spots = [(x, y) for y in range(40, HIGH - 40, 4) for x in range(40, WIDE - 120, 4) if rival_pages.is_node(shot.getpixel((x, y)))]
    return _apart([(float(x), float(y)) for x, y in spots])


def _apart(spots: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """As many as are clicked, spread over all."""
    return spots[:: max(1, len(spots) // CLICKS)]


def counted(browser: Browser, address: str, trial: Trial) -> Found:
    """Crossings of lines and labels over each other, in a picture that stands still; None where nothing can be counted."""
    with opened(browser, trial, COUNTS.read_text(encoding="utf-8")) as (page, frames):
        frames.stable(page, partial(page.goto, f"{address}/{trial.file}", wait_until="commit"), from_navigation=True)
        page.set_viewport_size({"width": WIDE, "height": HIGH - 2})  # draws once more what is there
        page.wait_for_timeout(1500)
        counts: list[Found] = [frame.evaluate("window.counts()") for frame in page.frames]
        return max(counts, key=lambda one: one["labels"] or 0)


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
