"""The lines for nginx that the docs show, in a real nginx with TLS in front of the guards of the app."""

from __future__ import annotations

import os
import re
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.conftest import free_port
from tests.signin.serving import Guarded, certificate, guarded, heading, provider, wait_for

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
pytestmark = pytest.mark.skipif(NGINX is None and os.environ.get("CI") != "true", reason="nginx is not installed")
DOCS = Path(__file__).parents[2] / "docs" / "how-to" / "sign-in.md"


@contextmanager
def nginx(folder: Path, outside: int, inside: int) -> Iterator[None]:
    """An nginx with the lines of the docs."""
    (lines,) = re.findall(r"^```text\n(location .*?)^```", DOCS.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    (limits,) = re.findall(r"^```text\n(map .*?)^```", DOCS.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert "http://127.0.0.1:8501" in lines
    written = "".join(f"{name}_temp_path {folder};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log stderr crit; events {{}} http {{ access_log off; {written}\n{limits} server {{ "
        f"listen 127.0.0.1:{outside} ssl; ssl_certificate {folder}/cert.pem; ssl_certificate_key {folder}/key.pem;\n"
        f"{lines.replace(':8501', f':{inside}')} }} }}",
        encoding="utf-8",
    )
    process = subprocess.Popen([str(NGINX), "-c", str(folder / "nginx.conf"), "-p", str(folder)], stderr=subprocess.DEVNULL)
    try:
        wait_for(outside, 20)
        yield
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def public(folder: Path) -> Iterator[Guarded]:
    """The guards behind nginx, at an address by https."""
    certificate(folder)
    outside = free_port()
    with (
        provider() as issuer,
        guarded(folder, issuer, trusted='"127.0.0.1"', address=f"https://127.0.0.1:{outside}") as standing,
        nginx(folder, outside, standing.port),
    ):
        yield standing


def test_people_sign_in_by_https_and_every_cookie_is_for_https_alone(tmp_path: Path) -> None:
    with public(tmp_path) as standing:
        browser = standing.browser()
        answer = browser.sign_in("secretary", "/signalen")
        assert answer.text.startswith("secretary@example.org secretary https ")
        assert str(answer.url) == f"{standing.address}/signalen"
        lines = [line for step in (*answer.history, answer) for line in step.headers.get_list("set-cookie")]
        assert len(lines) == 3
        assert all("; secure" in line.lower() for line in lines)
        assert [line.split("=")[0] for line in lines] == ["__Host-orggraph-signing-in", "__Host-orggraph", "of-the-page"]
        cookie = f"__Host-orggraph={browser.client.cookies['__Host-orggraph']}"
        stream = connect(
            standing.address.replace("https", "wss") + "/stream", origin=Origin(standing.address), additional_headers={"cookie": cookie},
            ssl=ssl.create_default_context(cafile=str(tmp_path / "cert.pem")),
        )  # fmt: skip
        with stream as messages:
            assert messages.recv(timeout=20) == "in"


def test_what_a_browser_says_of_its_way_is_replaced_and_another_host_refused(tmp_path: Path) -> None:
    with public(tmp_path) as standing:
        browser = standing.browser()
        lies = {"x-forwarded-for": "198.51.100.1", "x-forwarded-host": "evil.test", "x-forwarded-proto": "http"}
        browser.sign_in("reader")
        assert browser.open("/", headers=lies).text == "reader@example.org reader https 127.0.0.1"
        assert heading(browser.open("/", headers={"host": "evil.test"})) == "Dit is niet de weg naar binnen"


def test_the_way_in_is_not_asked_again_and_again(tmp_path: Path) -> None:
    with public(tmp_path) as standing:
        browser = standing.browser()
        answers = [browser.client.get(f"{standing.address}/aanmelden").status_code for _ in range(40)]
        assert (set(answers[:20]), answers[-1]) == ({302}, 429)
        assert {browser.client.get(f"{standing.address}/gezond").status_code for _ in range(40)} == {200}
