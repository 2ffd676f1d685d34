"""One of two apps over one Neo4j ends and starts again while people read: nobody sees an error page, and all go on where they were."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from orggraph.store.embedded import ServerAddress
from tests.browser.test_sign_in import person
from tests.conftest import Filling
from tests.signin.two_apps import COOKIE, Reader, Served, two_apps

CADDY = shutil.which("caddy")
pytestmark = pytest.mark.skipif(CADDY is None and os.environ.get("CI") != "true", reason="Caddy is not installed")
PAGES = ("start", "signalen", "mijn-rol", "cypher")
WATCH = """() => {
    window.dialogs = 0; window.here = true;
    new MutationObserver(() => { window.dialogs += document.querySelectorAll("[role=dialog]").length })
        .observe(document.body, {childList: true, subtree: true});
}"""
"""Counts dialogs: Streamlit's own *Connection error* is one. A page that is fetched again knows nothing of ``here``."""


@pytest.fixture
def served(tmp_path: Path, neo4j_server: ServerAddress, filled: Filling) -> Iterator[Served]:
    filled(neo4j_server, "voorbeeldregio")
    with two_apps(tmp_path, tmp_path / "home", neo4j_server, str(CADDY)) as standing:
        yield standing


def test_one_of_two_apps_is_killed_and_starts_again_and_nobody_sees_an_error(
    served: Served, chromium: Browser, wait_until: Callable[[Callable[[], object], float], None]
) -> None:
    over = threading.Event()
    readers = [Reader(served, "reader", page) for page in PAGES]
    with ThreadPoolExecutor(len(readers)) as pool, person(chromium, "member", f"{served.address}/signalen?dataset=voorbeeldregio") as page:
        reading = [pool.submit(reader.read, over) for reader in readers]
        try:
            answers: list[int] = []
            page.on("response", lambda answer: answers.append(answer.status))
            title = page.get_by_role("heading", level=1, name="Signalen")
            expect(title).to_be_visible(timeout=60_000)
            page.evaluate(WATCH)
            wait_until(lambda: all(reader.seconds for reader in readers), 60)
            before = page.url
            held = {cookie["name"]: cookie for cookie in page.context.cookies()}
            assert (held[COOKIE]["secure"], held[COOKIE]["httpOnly"], held[COOKIE]["sameSite"]) == (True, True, "Lax")
            (had,) = {served.app_of({COOKIE: held[COOKIE]["value"]}).port}
            gone = next(app for app in served.apps if app.port == had)
            with page.expect_websocket(timeout=60_000):
                gone.kill()
            counts = [len(reader.seconds) for reader in readers]
            wait_until(lambda: all(len(reader.seconds) > n + 1 for reader, n in zip(readers, counts, strict=True)), 60)
            page.get_by_role("link", name="Start", exact=True).first.click()
            expect(page.get_by_text("Aangemeld als member@example.org (lid)")).to_be_visible(timeout=60_000)
            gone.start()
            gone.wait()
            counts = [len(reader.seconds) for reader in readers]
            wait_until(lambda: all(len(reader.seconds) > n + 1 for reader, n in zip(readers, counts, strict=True)), 60)
            assert (page.evaluate("[window.here, window.dialogs]"), max(answers) < 500, before) == ([True, 0], True, before)
        finally:
            over.set()
        for future in reading:
            future.result(120)
    assert [error for reader in readers for error in reader.errors] == []
