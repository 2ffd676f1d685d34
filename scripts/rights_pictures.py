"""Make the pictures of docs/how-to/rights.md: the same addresses in four browsers, in which four people with four rights are signed in.

    python scripts/rights_pictures.py

Writes ``docs/_static/pictures/rights-*.png``, each with the four screens of one address. The people sign in at the provider program of
the tests; the store holds the invented region alone.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from orggraph.store import embedded  # noqa: E402 - after the folder of the checkout
from tests.browser.conftest import CHROMIUM, FLAGS  # noqa: E402
from tests.browser.test_sign_in import RIGHTS, app, person  # noqa: E402
from tests.conftest import free_port  # noqa: E402
from tests.signin.serving import configured, provider  # noqa: E402

PICTURES = ROOT / "docs" / "_static" / "pictures"
REGION = "voorbeeldregio"
ADDRESSES = {
    "signalen": {"dataset": REGION},
    "bijhouden": {"dataset": REGION, "show": "attention"},
    "mijn-rol": {"dataset": REGION, "who": f"{REGION}/person/berend-spijkerboer"},
    "logboek": {"dataset": REGION},
}
SIZE = (1180, 720)
"""Of a browser, in pixels."""
SCREEN = (720, 439)
"""Of a browser in the picture."""
BAR = 26
"""Height of the line that says whose browser it is."""
COLOURS = 40


def main() -> None:
    """Take all pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    if CHROMIUM is None:
        sys.exit("Chromium is needed to take pictures.")
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        home, port = Path(folder) / "home", free_port()
        environment = os.environ | {"ORGGRAPH_HOME": str(home), "PYTHONPATH": str(ROOT)}
        subprocess.run([sys.executable, "-m", "orggraph", "load", REGION], env=environment, check=True, stdout=subprocess.DEVNULL)
        stack.callback(embedded.stop, home)
        address = f"http://127.0.0.1:{port}"
        config = configured(Path(folder), address, stack.enter_context(provider()))
        stack.enter_context(app(Path(folder), home, port, config))
        browser = stack.enter_context(sync_playwright()).chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        pages = {name: stack.enter_context(person(browser, name, f"{address}/?lang=nl&dataset={REGION}")) for name in RIGHTS}
        for page in pages.values():
            page.set_viewport_size({"width": SIZE[0], "height": SIZE[1]})
        for path, asked in ADDRESSES.items():
            together({name: screen(page, f"{address}/{path}?{urlencode({'lang': 'nl', **asked})}") for name, page in pages.items()}, path)
        shutil.rmtree(home, ignore_errors=True)


def screen(page: Page, address: str) -> Image.Image:
    """What somebody sees at an address when it stands still."""
    page.goto(address)
    page.wait_for_selector("[data-testid='stMain'] h1", timeout=120_000)
    page.wait_for_selector("[data-test-script-state='notRunning']", timeout=120_000)
    page.wait_for_timeout(2_000)
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB").resize(SCREEN, Image.Resampling.LANCZOS)


def together(screens: dict[str, Image.Image], path: str) -> None:
    """The screens of all, two beside two, each below its right; with as few colours as it needs."""
    whole = Image.new("RGB", (2 * SCREEN[0] + 8, 2 * (SCREEN[1] + BAR) + 8), "#5f6b7a")
    draw, font = ImageDraw.Draw(whole), ImageFont.load_default(16)
    for number, (name, image) in enumerate(screens.items()):
        left, top = number % 2 * (SCREEN[0] + 8), number // 2 * (SCREEN[1] + BAR + 8)
        draw.text((left + 8, top + 3), f"{RIGHTS[name]}: /{path}", "white", font)
        whole.paste(image, (left, top + BAR))
    whole.quantize(COLOURS, dither=Image.Dither.NONE).save(PICTURES / f"rights-{path}.png", optimize=True)


if __name__ == "__main__":
    main()
