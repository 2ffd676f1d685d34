"""``python -m benchmarks.visits``: how long a visitor waits for Start and for the map, beside an empty page of Streamlit.

A first visit is one with a browser that kept nothing; a second one has the files of the first. A page counts as there when what
it is opened for stands: the matters of Start, the cards of the map. The app is fresh when it answers for the first time.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from benchmarks import report
from benchmarks.__main__ import RESULTS
from benchmarks.readers import app, wait
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.conftest import free_port

PAGES = {"Start": ("", ".og-matters"), "map": ("relatiekaart", ".board .card")}
EMPTY = "import streamlit as st\nst.html('<p class=\"there\">empty</p>')\n"
ROUNDS, FRESH = 7, 3


@contextmanager
def empty_page(folder: Path) -> Iterator[str]:
    """The address of an app that shows nothing."""
    script, port = folder / "empty.py", free_port()
    script.write_text(EMPTY, encoding="utf-8")
    options = ["--server.headless", "true", "--server.port", str(port), "--browser.gatherUsageStats", "false"]
    process = subprocess.Popen([sys.executable, "-m", "streamlit", "run", str(script), *options], stdout=subprocess.DEVNULL)
    try:
        wait(port, "/_stcore/health")
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait()


def visit(context: BrowserContext, url: str, selector: str) -> float:
    page = context.new_page()
    began = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.wait_for_selector(selector, timeout=60_000)
    took = time.perf_counter() - began
    page.close()
    return took


def first_and_second(browser: Browser, url: str, selector: str) -> tuple[float, float]:
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    try:
        return visit(context, url, selector), visit(context, url, selector)
    finally:
        context.close()


def main() -> None:
    results: dict[str, Any] = {"day": f"{datetime.now(UTC).date()}", "machine": report.machine()}
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        home = Path(folder) / "home"
        for name, (path, selector) in PAGES.items():
            took = []
            for _ in range(FRESH):
                with app(home) as (port, _process):
                    took.append(first_and_second(browser, f"http://127.0.0.1:{port}/{path}", selector)[0])
            results[f"{name} fresh"] = statistics.median(took)
        with empty_page(Path(folder)) as empty, app(home) as (port, _process):
            urls = {"empty": (empty, ".there")} | {name: (f"http://127.0.0.1:{port}/{path}", at) for name, (path, at) in PAGES.items()}
            for url, selector in urls.values():
                first_and_second(browser, url, selector)
            rounds = [{name: first_and_second(browser, *where) for name, where in urls.items()} for _ in range(ROUNDS)]
        for name in urls:
            results[f"{name} warm"] = statistics.median(each[name][0] for each in rounds)
            results[f"{name} again"] = statistics.median(each[name][1] for each in rounds)
        for name in PAGES:
            results[f"{name} ÷ empty"] = statistics.median(each[name][0] / each["empty"][0] for each in rounds)
        browser.close()
    print({name: round(value, 2) for name, value in results.items() if isinstance(value, float)}, flush=True)
    kept = json.loads(RESULTS.read_text()) if RESULTS.is_file() else {}
    RESULTS.write_text(json.dumps(kept | {"visits": results}, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    report.write(json.loads(RESULTS.read_text()))


if __name__ == "__main__":
    main()
