"""What a page of another site gets of the app, through a name that leads to this machine (DNS rebinding)."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Browser

from tests.browser.conftest import CHROMIUM, FLAGS


def test_a_name_of_somebody_else_for_this_machine_opens_nothing(chromium: Browser, whole_app: str) -> None:
    port = urlsplit(whole_app).port
    mapped = [*FLAGS, "--host-resolver-rules=MAP evil.test 127.0.0.1"]
    browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=mapped)
    try:
        page = browser.new_page()
        answer = page.goto(f"http://evil.test:{port}/signalen")
        assert answer is not None
        assert answer.status == 403
        assert page.title() == ""
        assert f"http://127.0.0.1:{port}" in page.inner_text("body")
        stream = f"ws://{{}}:{port}/_stcore/stream"
        opens = """url => new Promise(done => {
            const socket = new WebSocket(url, ["streamlit"]);
            socket.onopen = () => done(true);
            socket.onerror = () => done(false);
        })"""
        assert [page.evaluate(opens, stream.format(host)) for host in ("evil.test", "127.0.0.1", "localhost")] == [False, False, False]
        page.goto(whole_app)
        assert page.evaluate(opens, stream.format("127.0.0.1"))
    finally:
        browser.close()
