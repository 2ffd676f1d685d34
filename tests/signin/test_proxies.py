"""Which way a request came: believed of the proxies that are named, and of nobody else."""

from __future__ import annotations

from pathlib import Path

import httpx2
import pytest
from starlette.datastructures import Headers

from orggraph.signin.configuration import read
from orggraph.signin.proxies import SAYS_THE_WAY, client, objection
from tests.conftest import free_port
from tests.signin.serving import configured, guarded, heading

PUBLIC = "https://orggraph.example.org"
GOOD = {"x-forwarded-proto": "https", "x-forwarded-host": "orggraph.example.org", "x-forwarded-for": "203.0.113.9"}


@pytest.mark.parametrize(
    ("peer", "headers", "believed"),
    [
        ("10.0.0.2", GOOD, True),
        ("::ffff:10.0.0.2", GOOD, True),
        ("10.0.0.2", {"x-forwarded-proto": "https"}, True),
        ("10.0.0.2", {}, False),
        ("10.0.0.2", GOOD | {"x-forwarded-proto": "http"}, False),
        ("10.0.0.2", GOOD | {"x-forwarded-proto": "https, http"}, False),
        ("10.0.0.2", GOOD | {"x-forwarded-host": "evil.test"}, False),
        ("10.0.0.2", GOOD | {"x-forwarded-host": "evil.test, orggraph.example.org"}, False),
        ("10.0.1.2", GOOD, False),
        ("203.0.113.9", GOOD, False),
        ("127.0.0.1", GOOD, False),
        ("203.0.113.9", {}, False),
        ("", GOOD, False),
        ("testclient", GOOD, False),
    ],
)
def test_a_way_is_believed_of_a_named_proxy_alone(tmp_path: Path, peer: str, headers: dict[str, str], believed: bool) -> None:
    sign_in = read(configured(tmp_path, PUBLIC, "https://login.example.org", '"10.0.0.0/24"'))
    assert (objection(sign_in, peer, Headers(headers)) is None) == believed


def test_who_asks_is_the_last_that_a_proxy_did_not_add_itself(tmp_path: Path) -> None:
    sign_in = read(configured(tmp_path, PUBLIC, "https://login.example.org", '"10.0.0.0/24"'))
    for chain, address in {
        "203.0.113.9": "203.0.113.9",
        "198.51.100.7, 203.0.113.9": "203.0.113.9",  # the first was said by who asks
        "203.0.113.9, 10.0.0.3": "203.0.113.9",
        "<script>": "10.0.0.2",
        "": "10.0.0.2",
    }.items():
        assert client(sign_in, "10.0.0.2", Headers({"x-forwarded-for": chain})) == address
    assert client(sign_in, "203.0.113.7", Headers(GOOD)) == "203.0.113.7"


@pytest.mark.parametrize("name", SAYS_THE_WAY)
def test_a_proxy_that_nobody_named_gets_a_page(tmp_path: Path, name: str) -> None:
    with guarded(tmp_path, f"http://127.0.0.1:{free_port()}") as standing:
        for lang, words in (("nl", "Dit is niet de weg naar binnen"), ("en", "This is not the way in")):
            answer = httpx2.get(f"{standing.address}/?lang={lang}", headers={name: "127.0.0.1"})
            assert (answer.status_code, heading(answer)) == (403, words)
            assert standing.address in answer.text


def test_only_the_public_address_is_answered(tmp_path: Path) -> None:
    with guarded(tmp_path, f"http://127.0.0.1:{free_port()}", trusted='"127.0.0.1"', address=PUBLIC) as standing:
        here = f"http://127.0.0.1:{standing.port}/afgemeld"
        public = {"host": "orggraph.example.org"} | GOOD
        answer = httpx2.get(here, headers=public)
        assert answer.status_code == 200
        assert answer.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
        wrong = [
            {**public, "host": f"127.0.0.1:{standing.port}"}, {**public, "host": "orggraph.example.org:8501"},
            {"host": "orggraph.example.org"},
            {**public, "origin": "https://evil.test"}, {**public, "origin": "http://orggraph.example.org"},
        ]  # fmt: skip
        assert [httpx2.get(here, headers=headers).status_code for headers in wrong] == [403] * len(wrong)
        begun = httpx2.get(f"http://127.0.0.1:{standing.port}/", headers=public | {"accept": "text/html"})
        assert begun.headers["location"].startswith(f"{PUBLIC}/aanmelden?")
