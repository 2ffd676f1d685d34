"""Make the pictures of the README: the app's pages on the built-in regions, taken in Chromium from a store of its own.

    python scripts/readme_pictures.py

Writes ``docs/_static/pictures/*.png`` and the part of README.md between its two marks.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "_static" / "pictures"
README = ROOT / "README.md"
MARKS = ("<!-- pictures -->", "<!-- /pictures -->")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]


@dataclass(frozen=True)
class Picture:
    """One picture: the page's address, what the address asks, and what the README says below it."""

    name: str
    page: str
    params: dict[str, str]
    caption: str


TAKEN = (
    Picture(
        "my-role",
        "mijn-rol",
        {"dataset": "voorbeeldregio", "who": "voorbeeldregio/person/berend-spijkerboer"},
        "My role: the guided page of an alderman of the invented region",
    ),
    Picture("map", "relatiekaart", {"dataset": "amersfoort"}, "Regio Amersfoort as a map in layers"),
    Picture("matrix", "wie-zit-waar", {"dataset": "gooi-en-vechtstreek"}, "Roles against roles: which pull apart"),
    Picture(
        "people",
        "wie-zit-waar",
        {"dataset": "voorbeeldregio", "of": "voorbeeldregio/organization/graafhaven"},
        "Who sits where, of one municipality of the invented region",
    ),
    Picture("findings", "signalen", {"dataset": "gooi-en-vechtstreek"}, "What the analyses find, as questions to discuss"),
)


def main() -> None:
    """Take all pictures and put them into the README."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.exit("Chromium is needed to take pictures.")
    with tempfile.TemporaryDirectory() as home, app(Path(home)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for picture in TAKEN:
            take(browser, address, picture)
        browser.close()
    lines = [f"![{one.caption}](docs/_static/pictures/{one.name}.png)\n*{one.caption}.*" for one in TAKEN]
    before, rest = README.read_text(encoding="utf-8").split(MARKS[0])
    after = rest.split(MARKS[1])[1]
    README.write_text(f"{before}{MARKS[0]}\n" + "\n\n".join(lines) + f"\n{MARKS[1]}{after}", encoding="utf-8")


def take(browser: Browser, address: str, picture: Picture) -> None:
    """Open a page, wait until it stands still, and write its picture with as few colours as it needs."""
    page = browser.new_page(viewport={"width": 1280, "height": 720}, device_scale_factor=1.5, reduced_motion="reduce")
    page.goto(f"{address}/{picture.page}?{urlencode({'lang': 'nl', **picture.params})}")
    page.wait_for_selector("[data-testid='stMain'] h1", timeout=60_000)
    page.wait_for_selector("[data-test-script-state='notRunning']", timeout=60_000)
    page.wait_for_timeout(2_000)
    path = PICTURES / f"{picture.name}.png"
    page.screenshot(path=path)
    page.close()
    Image.open(path).convert("RGB").quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)


@contextmanager
def app(home: Path) -> Iterator[str]:
    """Run the app on a store of its own; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    env = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")} | {"ORGGRAPH_HOME": str(home)}
    orggraph = [sys.executable, "-c", "from orggraph.cli import main; main()"]
    process = subprocess.Popen([*orggraph, "app", "--port", str(port)], env=env, cwd=ROOT)
    try:
        wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)
        subprocess.run([*orggraph, "store", "stop"], env=env, cwd=ROOT, check=False)


def wait_for(port: int, process: subprocess.Popen[bytes], seconds: float = 120) -> None:
    """Wait until the app answers; ends with a message when it does not."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/")
            connection.getresponse()
        except OSError:
            time.sleep(0.3)
        else:
            return
    sys.exit("The app did not start.")


if __name__ == "__main__":
    main()
