"""Four people at one address, each in a browser of their own: they sign in at a real provider, see what they may, and sign out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.axe import violations
from tests.conftest import free_port
from tests.signin.serving import SECRET, certificate, configured, provider, wait_for

ROOT = Path(__file__).parents[2]
RIGHTS = {"administrator": "beheerder", "secretary": "secretaris", "member": "lid", "reader": "lezer"}
PICTURES = os.environ.get("ORGGRAPH_PICTURES")
"""A folder for pictures of what each sees, where somebody wants to look."""
PICTURED = ("signalen", "bijhouden", "cypher", "mijn-rol")


@contextmanager
def app(folder: Path, home: Path, port: int, config: Path) -> Iterator[Path]:
    """The app behind sign-in; gives the file with all that it says."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "STREAMLIT_"))}
    environment |= {"ORGGRAPH_HOME": str(home), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "orggraph", "app", "--port", str(port), "--config", str(config)]
    words = folder / "words"
    with words.open("wb") as out:
        process = subprocess.Popen(command, env=environment, cwd=folder, stdout=out, stderr=out)
        try:
            wait_for(port, 120)
            arguments = Path(f"/proc/{process.pid}/cmdline")
            assert not arguments.exists() or SECRET not in arguments.read_text()
            yield words
        finally:
            process.terminate()
            process.wait(20)


@contextmanager
def person(chromium: Browser, name: str, address: str) -> Iterator[Page]:
    """Somebody who opens an address of the app and signs in."""
    context: BrowserContext = chromium.new_context(viewport={"width": 1280, "height": 900}, ignore_https_errors=True)
    context.set_default_timeout(120_000)
    page = context.new_page()
    page.goto(address)
    page.locator(f'button[value="{name}"]').click()
    try:
        yield page
    finally:
        context.close()


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png")


@pytest.fixture(scope="module")
def address(regions_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder, port = tmp_path_factory.mktemp("signed-in"), free_port()
    with provider() as issuer:
        config = configured(folder, f"http://127.0.0.1:{port}", issuer)
        with app(folder, regions_home, port, config) as words:
            yield f"http://127.0.0.1:{port}"
        assert SECRET not in words.read_text(encoding="utf-8")


def test_four_people_at_once_see_the_same_address_each_by_their_right_and_sign_out_alone(chromium: Browser, address: str) -> None:
    start = f"{address}/?lang=nl&dataset=voorbeeldregio"
    with ExitStack() as stack:
        pages = {name: stack.enter_context(person(chromium, name, start)) for name in RIGHTS}
        for name, page in pages.items():
            expect(page.get_by_text(f"Aangemeld als {name}@example.org ({RIGHTS[name]})")).to_be_visible(timeout=120_000)
            expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=120_000)
            assert page.url == start
            picture(page, f"start-{name}")
            held = {cookie["name"]: cookie for cookie in page.context.cookies()}
            assert (held["orggraph"]["httpOnly"], held["orggraph"]["sameSite"]) == (True, "Lax")
        for path in PICTURED if PICTURES else ():
            for name, page in pages.items():
                page.goto(f"{address}/{path}?lang=nl&dataset=voorbeeldregio")
                page.wait_for_timeout(8000)
                picture(page, f"{path}-{name}")
        sign_out(pages["secretary"])
        pages["secretary"].goto(f"{address}/signalen")
        expect(pages["secretary"].locator('button[value="secretary"]')).to_be_visible()
        pages["member"].reload()
        expect(pages["member"].get_by_text("Aangemeld als member@example.org (lid)")).to_be_visible(timeout=120_000)


def sign_out(page: Page) -> None:
    """Sign out by the link in the bar at the left, and its button."""
    page.get_by_role("link", name="Afmelden").click()
    page.get_by_role("button", name="Afmelden").click()
    expect(page.get_by_role("heading", name="U bent afgemeld")).to_be_visible()
    assert violations(page) == []
    picture(page, "signed-out")


def test_who_is_in_no_group_sees_one_page_and_nothing_of_the_app(chromium: Browser, address: str) -> None:
    with person(chromium, "stranger", f"{address}/?lang=en") as page:
        expect(page.get_by_role("heading", name="You have no right here yet")).to_be_visible()
        picture(page, "stranger")
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        assert violations(page, colours_alone=True) == []
        page.get_by_role("link", name="Sign in as somebody else").click()
        expect(page.locator('button[value="reader"]')).to_be_visible()


def test_an_open_page_says_that_its_session_is_over(chromium: Browser, address: str) -> None:
    with person(chromium, "member", f"{address}/?lang=en&dataset=voorbeeldregio") as page:
        expect(page.get_by_text("Signed in as member@example.org (member)")).to_be_visible(timeout=120_000)
        other = page.context.new_page()
        other.goto(f"{address}/afmelden?lang=en")
        other.get_by_role("button", name="Sign out").click()
        expect(other.get_by_role("heading", name="You are signed out")).to_be_visible()
        expect(page.get_by_role("heading", name="Your session is over")).to_be_visible(timeout=60_000)
        picture(page, "session-over")
        assert "voorbeeldregio" not in page.inner_text("body")
        expect(page.get_by_role("link", name="Sign in again")).to_be_visible()


CADDY = shutil.which("caddy")


@pytest.mark.skipif(CADDY is None and os.environ.get("CI") != "true", reason="Caddy is not installed")
def test_behind_the_proxy_of_the_compose_file_by_https(chromium: Browser, regions_home: Path, tmp_path: Path) -> None:
    port, outside, tls = free_port(), free_port(), tmp_path / "tls"
    tls.mkdir()
    certificate(tls)
    public = f"https://localhost:{outside}"
    environment = os.environ | {
        "ORGGRAPH_SITE": public, "ORGGRAPH_UPSTREAM": f"127.0.0.1:{port}", "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"),
    }  # fmt: skip
    command = [str(CADDY), "run", "--adapter", "caddyfile", "--config", str(ROOT / "deploy" / "Caddyfile")]
    with provider() as issuer, app(tmp_path, regions_home, port, configured(tmp_path, public, issuer, '"127.0.0.1"')):
        proxy = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_for(outside)
            with person(chromium, "secretary", f"{public}/?lang=nl&dataset=voorbeeldregio") as page:
                expect(page.get_by_text("Aangemeld als secretary@example.org (secretaris)")).to_be_visible(timeout=120_000)
                expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=120_000)
                held = {cookie["name"]: cookie for cookie in page.context.cookies()}
                assert held["__Host-orggraph"]["httpOnly"]
                assert [name for name, cookie in held.items() if not cookie["secure"] and cookie["domain"] == "localhost"] == []
                picture(page, "behind-the-proxy")
        finally:
            proxy.terminate()
            proxy.wait(20)
