"""Signing in at a real provider program, and what is shown where that cannot be: who gets in, until when, and who does not."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from orggraph.cli import run
from orggraph.signin.provider import Failure, NotSignedIn, believe_of
from orggraph.signin.sessions import Session
from orggraph.ui import asgi, doors
from orggraph.workspace.audit import Act, Audit
from tests.conftest import free_port
from tests.signin.serving import SECRET, Guarded, certificate, guarded, heading, provider

Log = pytest.LogCaptureFixture


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with provider() as address:
        yield address


@pytest.fixture(scope="module")
def app(issuer: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    with guarded(tmp_path_factory.mktemp("home"), issuer) as standing:
        yield standing


@pytest.mark.parametrize("right", ["administrator", "secretary", "member", "reader"])
def test_who_signs_in_has_the_right_of_their_groups_and_the_page_they_wanted(app: Guarded, right: str) -> None:
    answer = app.browser().sign_in(right, "/signalen?dataset=a&lang=en")
    assert answer.text.startswith(f"{right}@example.org {right} ")
    assert str(answer.url) == f"{app.address}/signalen?dataset=a&lang=en"


def test_a_cookie_of_another_version_is_none(app: Guarded) -> None:
    sessions = app.door.sessions
    session = sessions.begin("iemand", frozenset({"g"}))
    assert sessions.of_cookie(sessions.sealed(session)) == session
    for other in ({"name": "a", "who": "iemand"}, asdict(session) | {"groups": ["g"], "more": 1}):
        assert sessions.of_cookie(sessions.seal("session", other)) is None


def test_who_is_not_signed_in_gets_nothing_but_the_way_to_sign_in(app: Guarded) -> None:
    assert app.browser().redirect("/kaart?id=x/y&lang=en") == f"{app.address}/aanmelden?to=%2Fkaart%3Fid%3Dx%2Fy%26lang%3Den&lang=en"
    for path, accept in (("/zoek?q=ab", "*/*"), ("/media/x.pdf", "image/png"), ("/_stcore/health", "*/*")):
        answer = httpx2.get(f"{app.address}{path}", headers={"accept": accept})
        assert (answer.status_code, answer.text) == (401, "Meld u eerst aan.")
    assert httpx2.post(f"{app.address}/", headers={"accept": "text/html", "origin": app.address}).status_code == 401
    with pytest.raises(InvalidStatus) as refused:
        connect(f"ws://127.0.0.1:{app.port}/stream", origin=Origin(app.address))
    assert refused.value.response.status_code == 403
    assert httpx2.get(f"http://127.0.0.1:{app.port}/gezond", headers={"host": "anything"}).text == "ok"


def test_the_provider_is_asked_with_state_nonce_and_pkce(app: Guarded) -> None:
    first, second = (parse_qs(urlsplit(app.browser().redirect("/aanmelden")).query) for _ in range(2))
    assert first["response_type"] == ["code"]
    assert first["code_challenge_method"] == ["S256"]
    assert first["redirect_uri"] == [f"{app.address}/aanmelden/terug"]
    for name in ("state", "nonce", "code_challenge"):
        assert len(first[name][0]) >= 20
        assert first[name] != second[name]
    assert SECRET not in str(first)


@pytest.mark.parametrize(
    "to", ["https://evil.test/", "//evil.test", "/\\evil.test", "@evil.test", "/afmelden", "/aanmelden?to=/x", "/a\r\nb: c"]
)
def test_signing_in_leads_nowhere_else(app: Guarded, to: str) -> None:
    browser = app.browser()
    form = browser.client.get(f"{app.address}/aanmelden", params={"to": to}, follow_redirects=True)
    answer = browser.client.post(form.url, data={"sub": "reader"}, follow_redirects=True)
    assert str(answer.url) == f"{app.address}/"


def test_the_cookie_is_kept_from_scripts_and_holds_no_token(app: Guarded) -> None:
    browser = app.browser()
    browser.sign_in("secretary")
    value = browser.client.cookies["orggraph"]
    held = app.door.sessions.unseal("session", value) or {}
    assert held.keys() == {"name", "who", "groups", "until", "since"}
    assert held["groups"] == ["iedereen", "secretariaat"]
    assert held["until"] - time.time() == pytest.approx(8 * 3600, abs=120)
    lines = [
        header for answer in _steps(app, "reader") for header in answer.headers.get_list("set-cookie") if header.startswith("orggraph")
    ]
    assert len(lines) == 3
    assert all("HttpOnly" in line and "SameSite=lax" in line and "Path=/" in line for line in lines)


def _steps(app: Guarded, name: str) -> list[httpx2.Response]:
    browser = app.browser()
    form = browser.open("/")
    answer = browser.client.post(form.url, data={"sub": name}, follow_redirects=True)
    return [*form.history, *answer.history]


def test_a_cookie_that_somebody_else_made_or_changed_is_worth_nothing(app: Guarded) -> None:
    browser = app.browser()
    browser.sign_in("reader")
    value = browser.client.cookies["orggraph"]
    forged = app.door.sessions.seal("signing in", {"name": "0" * 32, "who": "x", "groups": ["beheer"], "until": time.time() + 99})
    for cookie in (f"x{value}", value[:-1], value.replace(".", "..", 1), "", forged, "e30.AAAA"):
        answer = httpx2.get(app.address, cookies={"orggraph": cookie}, headers={"accept": "text/html"})
        assert answer.status_code == 303, cookie


def test_what_a_group_gives_today_counts_not_what_it_gave_at_sign_in(app: Guarded) -> None:
    session = Session("0" * 32, "x", frozenset({"gone"}), time.time() + 99, time.time())
    answer = httpx2.get(app.address, cookies={"orggraph": app.door.sessions.sealed(session)}, headers={"accept": "text/html"})
    assert (answer.status_code, heading(answer)) == (403, "U hebt hier nog geen recht")


def test_a_session_ends_at_its_time(app: Guarded) -> None:
    begun = app.door.sessions.begin("reader@example.org", frozenset({"iedereen"}))
    over = replace(begun, until=time.time() - 1)
    assert app.door.access(begun) is not None
    assert app.door.access(over) is None
    answer = httpx2.get(app.address, cookies={"orggraph": app.door.sessions.sealed(over)}, headers={"accept": "text/html"})
    assert answer.status_code == 303


def test_a_session_in_which_nobody_does_anything_ends(app: Guarded) -> None:
    sessions = app.door.sessions
    new = sessions.begin("reader@example.org", frozenset({"iedereen"}))
    hour = 3600
    begun, long_ago = replace(new, since=time.time() - 0.9 * hour), replace(new, since=time.time() - 1.1 * hour)
    assert [app.door.access(session) is None for session in (begun, long_ago)] == [False, True]
    sessions.see(long_ago)  # what is noted in time carries on: the file stands for both, which are one session
    assert app.door.access(long_ago) is not None
    seen = app.door.sessions.home / "sign-in" / "seen" / new.name
    os.utime(seen, (0, time.time() - 1.1 * hour))
    cookies = {"orggraph": sessions.sealed(long_ago)}
    headers = {"accept": "text/html"}
    assert httpx2.get(app.address, cookies=cookies, headers=headers).status_code == 303
    assert httpx2.get(app.address, cookies={"orggraph": sessions.sealed(begun)}, headers=headers).status_code == 200
    assert time.time() - seen.stat().st_mtime < 60  # a page is a deed
    assert seen.stat().st_mode & 0o077 == 0


def test_what_a_page_sends_by_itself_is_no_deed(app: Guarded) -> None:
    """Else an open page that looks whether its session is over would keep it going."""
    clicked, looked, beat = BackMsg(), BackMsg(), BackMsg()
    clicked.rerun_script.query_string = "lang=nl"
    looked.rerun_script.is_auto_rerun = True
    beat.app_heartbeat = True
    kinds = [doors.is_deed({"type": "websocket.receive", "bytes": sent.SerializeToString()}) for sent in (clicked, looked, beat)]
    assert kinds == [True, False, False]
    assert not any(doors.is_deed(message) for message in ({"bytes": b"\xff"}, {"text": "x"}, {"type": "websocket.disconnect"}))
    session = replace(app.door.sessions.begin("reader@example.org", frozenset({"iedereen"})), since=time.time() - 1800)
    seen = app.door.sessions.home / "sign-in" / "seen" / session.name
    headers = {"cookie": f"orggraph={app.door.sessions.sealed(session)}"}
    httpx2.get(f"{app.address}/_stcore/health", headers=headers)
    with connect(f"ws://127.0.0.1:{app.port}/stream", origin=Origin(app.address), additional_headers=headers) as stream:
        assert stream.recv(timeout=20) == "in"
        for sent in (looked, clicked):
            assert not seen.exists()
            stream.send(sent.SerializeToString())
            assert stream.recv(timeout=20) == "got it"
        assert seen.exists()


def test_an_administrator_signs_out_somebody_or_everybody(app: Guarded, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORGGRAPH_HOME", str(app.door.sessions.home))
    people = {name: app.browser() for name in ("reader", "member", "secretary")}
    for name, browser in people.items():
        browser.sign_in(name)

    def still_in() -> list[str]:
        return [name for name, browser in people.items() if browser.client.get(app.address).status_code == 200]

    refused = (["--right", "secretary", "sign-out", "--everybody"], ["sign-out"], ["sign-out", "--everybody", "--who", "x"])
    assert [run(command) for command in refused] == [1, 2, 2]
    assert len(still_in()) == 3
    assert run(["sign-out", "--who", "member@example.org"]) == 0
    assert still_in() == ["reader", "secretary"]
    people["member"].sign_in("member")
    assert len(still_in()) == 3
    assert run(["sign-out", "--everybody"]) == 0
    assert still_in() == []
    lines = [(line.act, line.subject) for line in Audit(app.door.sessions.home).read() if line.act == Act.END_SESSIONS]
    assert lines == [("end-sessions", "*"), ("end-sessions", "member@example.org")]


def test_who_signs_out_is_out_everywhere_also_with_a_copy_of_the_cookie(app: Guarded) -> None:
    browser = app.browser()
    browser.sign_in("reader")
    copy = browser.client.cookies["orggraph"]
    assert heading(browser.open("/afmelden?lang=en")) == "Sign out of this app?"
    assert browser.open("/").status_code == 200  # a link alone signs nobody out
    for origin in ("https://evil.test", "null", None):
        assert browser.post("/afmelden", origin).status_code == 403
    out = browser.post("/afmelden?lang=en", app.address)
    assert out.headers["location"] == f"{app.address}/afgemeld?lang=en"
    assert "orggraph" not in browser.client.cookies
    page = browser.open("/afgemeld?lang=en")
    assert heading(page) == "You are signed out"
    assert "end_session" in page.text
    assert httpx2.get(app.address, cookies={"orggraph": copy}, headers={"accept": "text/html"}).status_code == 303


def test_who_signs_in_again_is_out_of_the_session_before(app: Guarded) -> None:
    browser = app.browser()
    browser.sign_in("reader")
    before = browser.client.cookies["orggraph"]
    form = browser.open("/aanmelden")
    browser.client.post(form.url, data={"sub": "member"}, follow_redirects=True)
    assert browser.client.cookies["orggraph"] != before
    assert browser.open("/").text.startswith("member@example.org member ")
    assert httpx2.get(app.address, cookies={"orggraph": before}, headers={"accept": "text/html"}).status_code == 303


def test_who_came_and_went_stands_in_the_audit_and_who_did_not_get_in_in_the_log(issuer: str, tmp_path: Path, caplog: Log) -> None:
    caplog.set_level(logging.WARNING, "orggraph.sign-in")
    with guarded(tmp_path, issuer) as standing:
        browser = standing.browser()
        browser.sign_in("secretary")
        browser.post("/afmelden", standing.address)
        standing.browser().sign_in("stranger")
        standing.browser().open("/aanmelden/terug?error=access_denied")
    written = [(entry.who, entry.right, entry.act) for entry in reversed(Audit(tmp_path).read())]
    assert written == [("secretary@example.org", "secretary", "sign-in"), ("secretary@example.org", "secretary", "sign-out")]
    words = [record.getMessage() for record in caplog.records if record.name == "orggraph.sign-in"]
    assert len(words) == 2
    assert "stranger@example.org" in words[0]
    assert "denied" in words[1]


def test_where_the_audit_cannot_be_written_somebody_comes_in_and_the_log_says_so(issuer: str, tmp_path: Path, caplog: Log) -> None:
    (tmp_path / "audit").write_text("a file stands where the folder should be", encoding="utf-8")
    with guarded(tmp_path, issuer) as standing:
        assert standing.browser().sign_in("reader").status_code == 200
    assert any("the audit was not written" in record.getMessage() for record in caplog.records)


def test_no_answer_to_somebody_who_signed_in_is_kept(app: Guarded) -> None:
    browser = app.browser()
    browser.sign_in("reader")
    for path in ("/", "/signalen?id=x", "/media/mijn-rol.pdf", "/zoek?q=ab", "/afmelden"):
        assert browser.open(path).headers["cache-control"] == "no-store", path


def test_an_app_that_ends_does_not_wait_for_what_does_not_end(issuer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asgi, "ENDS_WITHIN", 1)
    with ThreadPoolExecutor(1) as pool, guarded(tmp_path, issuer) as short:
        browser = short.browser()
        browser.sign_in("reader")
        waiting = pool.submit(browser.client.get, f"{short.address}/slow", timeout=60)
        time.sleep(0.5)
        assert not waiting.done()
        began = time.monotonic()
    assert time.monotonic() - began < 15


def test_an_open_page_is_cut_off_when_its_session_is_over(app: Guarded, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "LOOKS_EVERY", 0.05)
    monkeypatch.setattr(doors, "GRACE", 0)
    browser = app.browser()
    browser.sign_in("reader")
    cookie = browser.client.cookies["orggraph"]
    headers = {"cookie": f"orggraph={cookie}"}
    with connect(f"ws://127.0.0.1:{app.port}/stream", origin=Origin(app.address), additional_headers=headers) as stream:
        assert stream.recv(timeout=20) == "in"
        browser.post("/afmelden", app.address)
        with pytest.raises(ConnectionClosed):
            stream.recv(timeout=20)
    with pytest.raises(InvalidStatus):
        connect(f"ws://127.0.0.1:{app.port}/stream", origin=Origin("http://evil.test"), additional_headers=headers)


@pytest.mark.parametrize(("lang", "words"), [("nl", "U hebt hier nog geen recht"), ("en", "You have no right here yet")])
def test_who_is_in_no_group_that_counts_gets_a_page_and_no_session(app: Guarded, lang: str, words: str) -> None:
    browser = app.browser()
    answer = browser.sign_in("stranger", f"/?lang={lang}")
    assert (answer.status_code, heading(answer)) == (403, words)
    assert "stranger@example.org" in answer.text
    assert "elders" not in answer.text
    assert "orggraph" not in browser.client.cookies
    assert "anew=1" in answer.text


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ("{path}?{query}", 400, "Deze aanmelding is niet meer geldig"),  # without the cookie of who began
        ("{path}?error=access_denied&error_description=geheim-woord", 403, "U bent niet aangemeld"),
        ("{path}?error=unauthorized_client&error_description=geheim-woord", 502, "De regio weigert deze app"),
        ("{path}?code=x&state=y", 400, "Deze aanmelding is niet meer geldig"),
        ("{path}", 400, "Deze aanmelding is niet meer geldig"),
    ],
)
def test_what_comes_back_without_having_begun_here_is_refused(app: Guarded, change: str, status: int, words: str) -> None:
    browser = app.browser()
    form = browser.open("/")
    back = browser.client.post(form.url, data={"sub": "administrator"}).headers["location"]
    path = change.format(path="/aanmelden/terug", query=urlsplit(back).query)
    answer = app.browser().open(path)
    assert (answer.status_code, heading(answer)) == (status, words)
    assert "geheim-woord" not in answer.text
    assert "orggraph" not in answer.cookies


def test_a_code_is_good_for_one_time(app: Guarded) -> None:
    browser = app.browser()
    form = browser.open("/")
    back = browser.client.post(form.url, data={"sub": "reader"}).headers["location"]
    kept = dict(browser.client.cookies)
    assert browser.client.get(back).status_code == 303
    again = httpx2.get(back, cookies=kept)
    assert (again.status_code, heading(again)) == (400, "Deze aanmelding is niet meer geldig")


BROKEN = {
    "expired": (("--age", "-7200"), ("Wat De regio stuurde is verlopen", "What De regio sent has expired"), 403),
    "clock": (("--clock", "7200"), ("Twee klokken lopen niet gelijk", "Two clocks differ"), 403),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_a_provider_sends_must_be_of_now(tmp_path: Path, case: str) -> None:
    options, words, status = BROKEN[case]
    with provider(*options) as issuer, guarded(tmp_path, issuer) as standing:
        for lang, text in zip(("nl", "en"), words, strict=True):
            answer = standing.browser().sign_in("administrator", f"/?lang={lang}")
            assert (answer.status_code, heading(answer)) == (status, text)
            assert "orggraph" not in answer.cookies


@pytest.mark.parametrize("claim", ["aud=another-app", "nonce=of-another-time", "iss=https://evil.test"])
def test_what_was_meant_for_another_or_said_by_another_is_not_trusted(tmp_path: Path, claim: str) -> None:
    with provider("--instead", claim) as issuer, guarded(tmp_path, issuer) as standing:
        answer = standing.browser().sign_in("administrator")
        assert (answer.status_code, heading(answer)) == (403, "Wat De regio stuurde is niet te vertrouwen")
        assert "orggraph" not in answer.cookies


def test_a_name_makes_no_line_of_the_log(tmp_path: Path, caplog: Log) -> None:
    caplog.set_level(logging.INFO, "orggraph.sign-in")
    with provider("--instead", "email=a@example.org\nadministrator\x1b[2K signed in") as issuer, guarded(tmp_path, issuer) as standing:
        assert standing.browser().sign_in("reader").text.startswith("a@example.org administrator [2K signed in reader ")
    lines = [record.getMessage() for record in caplog.records if record.name == "orggraph.sign-in"]
    assert [line for line in lines if "a@example.org" in line] == ["a@example.org administrator [2K signed in: sign-in"]


def test_a_provider_that_is_down_gets_a_page_and_is_asked_again(tmp_path: Path) -> None:
    with guarded(tmp_path, f"http://127.0.0.1:{free_port()}") as standing:
        for lang, text in (("nl", "De aanmelddienst antwoordt niet"), ("en", "The sign-in service does not answer")):
            answer = standing.browser().open(f"/?lang={lang}")
            assert (answer.status_code, heading(answer)) == (502, text)
    with guarded(tmp_path, f"http://127.0.0.1:{standing.port}") as other:  # nothing listens where the first one did
        assert heading(other.browser().open("/")) == "De aanmelddienst antwoordt niet"


def test_what_is_no_provider_gets_the_same_page(tmp_path: Path) -> None:
    with provider() as issuer, guarded(tmp_path, f"{issuer}/elsewhere") as standing:
        assert heading(standing.browser().open("/")) == "De aanmelddienst antwoordt niet"


SAFE = {
    "issuer": "https://a.example.org",
    **dict.fromkeys(("authorization_endpoint", "token_endpoint", "jwks_uri"), "https://a.example.org/x"),
}


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": "https://b.example.org"},
        {"token_endpoint": "http://a.example.org/x"},
        {"jwks_uri": "file:///x"},
        {"authorization_endpoint": ""},
    ],
)
def test_a_provider_that_says_of_itself_what_cannot_be_is_not_believed(change: dict[str, str]) -> None:
    believe_of("https://a.example.org/", SAFE.copy())
    with pytest.raises(NotSignedIn) as refused:
        believe_of("https://a.example.org", SAFE | change)
    assert refused.value.failure is Failure.UNTRUSTED


def test_only_signatures_that_the_provider_alone_can_make_count() -> None:
    metadata: dict[str, object] = {**SAFE, "id_token_signing_alg_values_supported": ["none", "HS256", "RS256", "ES256"]}
    believe_of("https://a.example.org", metadata)
    assert metadata["id_token_signing_alg_values_supported"] == ["RS256", "ES256"]


def test_a_certificate_that_nobody_trusts_gets_a_page_unless_it_is_named(tmp_path: Path) -> None:
    named = certificate(tmp_path)
    with provider("--tls", str(tmp_path), tls=True) as issuer:
        with guarded(tmp_path, issuer) as standing:
            for lang, text in (
                ("nl", "De aanmelddienst kan niet bewijzen wie hij is"),
                ("en", "The sign-in service cannot prove who it is"),
            ):
                answer = standing.browser().open(f"/?lang={lang}")
                assert (answer.status_code, heading(answer)) == (502, text)
        with guarded(tmp_path, issuer, more=f'certificates = "{named.name}"') as standing:
            assert standing.browser().sign_in("member").text.startswith("member@example.org member ")


def test_an_app_over_another_home_trusts_none_of_it(app: Guarded, issuer: str, tmp_path: Path) -> None:
    browser = app.browser()
    browser.sign_in("administrator")
    with guarded(tmp_path, issuer) as other:
        answer = httpx2.get(other.address, cookies={"orggraph": browser.client.cookies["orggraph"]}, headers={"accept": "text/html"})
        assert answer.status_code == 303


def test_no_secret_is_written_anywhere(issuer: str, tmp_path: Path, caplog: Log) -> None:
    caplog.set_level(logging.DEBUG)
    with guarded(tmp_path, issuer) as standing:
        browser = standing.browser()
        pages = [browser.sign_in("secretary").text, browser.open("/afmelden").text, standing.browser().sign_in("stranger").text]
        cookie = browser.client.cookies["orggraph"]
        standing.browser().open("/aanmelden/terug?error=invalid_client")
    key = (tmp_path / "sign-in" / "cookie-key").read_text(encoding="utf-8")
    secrets = (SECRET, key, cookie)
    ours = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith(("orggraph", "authlib")))
    assert "secretary@example.org: sign-in" in ours
    for text in (*pages, ours):
        assert not [secret for secret in secrets if secret in text]
    for path in tmp_path.rglob("*"):
        if path.is_file() and path.name != "sign-in.toml":
            assert path.stat().st_mode & 0o077 == 0, path
        elif path.is_file():
            assert SECRET not in path.read_text(encoding="utf-8")


def test_the_key_of_the_cookies_is_refused_where_others_can_read_it(tmp_path: Path) -> None:
    from orggraph.errors import Refused
    from orggraph.signin.secrets import cookie_key

    first = cookie_key(tmp_path)
    assert cookie_key(tmp_path) == first
    assert len(first) == 64
    (tmp_path / "sign-in" / "cookie-key").chmod(0o644)
    with pytest.raises(Refused) as refused:
        cookie_key(tmp_path)
    assert "chmod 600" in refused.value.text("nl")
    assert first not in refused.value.text("nl")
