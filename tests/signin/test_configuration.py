"""The configuration of sign-in: what it says, and all that can be wrong with it at once, never with a secret in the words."""

from __future__ import annotations

from pathlib import Path

import pytest

from orggraph.access import Right
from orggraph.errors import InvalidInput
from orggraph.signin.configuration import read, settled

SECRET = "not-for-anybody-else"
NO_ADDRESS = "This is no address of the web. It begins with https:// and holds no user or password."
NO_PATH = "An address of the app ends after its name and port. It cannot stand below a path of another site."
NO_SECRET = "A secret does not stand in this file. Name where it stands: client_secret_file or client_secret_env."
ONE = "Only one of these keys can stand here: issuer, metadata."
GOOD = """
[app]
address = "https://Orggraph.example.org:443/"
session_hours = 2.5
idle_minutes = 20

[provider]
name = "The region"
issuer = "https://login.example.org/realms/region"
client_id = "orggraph"
client_secret_file = "secret"
scopes = ["openid", "email"]
who = "upn"

[groups]
claim = "realm_access.roles"
reader = ["everybody"]
member = ["members"]
secretary = ["secretaries", "deputies"]
administrator = ["administrators"]

[proxy]
trusted = ["127.0.0.1", "172.16.0.0/12", "fd00::/8"]
"""


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A file with the good configuration, and its secret beside it."""
    secret = tmp_path / "secret"
    secret.write_text(f"{SECRET}\n", encoding="utf-8")
    secret.chmod(0o600)
    file = tmp_path / "sign-in.toml"
    file.write_text(GOOD, encoding="utf-8")
    return file


def problems(file: Path, old: str = "", new: str = "") -> list[str]:
    """What is wrong with the good configuration after a change, as key: text."""
    content = GOOD.replace(old, new)
    assert content != GOOD or not old
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        read(file)
    assert SECRET not in refused.value.text("en") + refused.value.text("nl") + repr(refused.value)
    return [problem.text("en").removeprefix(f"{file}: ") for problem in refused.value.problems]


def test_a_good_file_is_read_whole(written: Path) -> None:
    read_in = read(written)

    assert (read_in.address, read_in.host, read_in.secure, read_in.hours, read_in.idle) == (
        "https://orggraph.example.org",
        "orggraph.example.org",
        True,
        2.5,
        20,
    )
    provider = read_in.provider
    assert provider.metadata == "https://login.example.org/realms/region/.well-known/openid-configuration"
    assert (provider.name, provider.client_id, provider.client_secret) == ("The region", "orggraph", SECRET)
    assert (provider.scopes, provider.who, provider.certificates) == (("openid", "email"), "upn", None)
    assert read_in.claim == "realm_access.roles"
    assert read_in.groups["deputies"] is Right.SECRETARY
    assert [str(network) for network in read_in.proxies] == ["127.0.0.1/32", "172.16.0.0/12", "fd00::/8"]
    assert SECRET not in repr(read_in)


def test_the_highest_of_somebodys_groups_counts(written: Path) -> None:
    read_in = read(written)
    assert read_in.right(frozenset({"everybody", "deputies", "members", "elsewhere"})) is Right.SECRETARY
    assert read_in.right(frozenset({"everybody"})) is Right.READER
    assert read_in.right(frozenset({"Everybody", "elsewhere"})) is None


def test_a_secret_may_stand_in_the_environment(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change = 'client_secret_file = "secret"', 'client_secret_env = "OF_THE_CLIENT"'
    assert problems(written, *change) == ["provider.client_secret_env: The environment variable OF_THE_CLIENT is not set."]
    monkeypatch.setenv("OF_THE_CLIENT", SECRET)
    assert read(written).provider.client_secret == SECRET


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("https://Orggraph", "http://Orggraph", "app.address: Beyond this machine an address begins with https://."),
        (":443/", ":443/region", f"app.address: {NO_PATH}"),
        ("https://Orggraph", "ftp://Orggraph", f"app.address: {NO_ADDRESS}"),
        ("https://login", "https://u:p@login", f"provider.issuer: {NO_ADDRESS}"),
        ("session_hours = 2.5", "session_hours = 0", "app.session_hours: A number is expected here, above 0 and at most 24."),
        ("session_hours = 2.5", "sesion_hours = 3", "app.sesion_hours: This key is unknown. Known: session_hours."),
        ("idle_minutes = 20", "idle_minutes = '20'", "app.idle_minutes: A number is expected here, above 0 and at most 1440."),
        ("[groups]", "[group]", "group: This key is unknown. Known: groups."),
        ("client_id", "clientid", "provider.client_id: This key is missing."),
        ('"secret"\n', '"away"\n', "provider.client_secret_file: {folder}/away cannot be read: there is no such file."),
        ("client_secret_file", "client_secret", f"provider.client_secret: {NO_SECRET}"),
        ('issuer = "https://login.example.org/realms/region"', "", "provider: One of these keys is needed: issuer, metadata."),
        ('who = "upn"', 'metadata = "https://x.example.org"', f"provider.metadata: {ONE}"),
        ('who = "upn"', "who = 7", "provider.who: A text is expected here, between quotation marks."),
        ('who = "upn"', 'certificates = "secret"', "provider.certificates: {folder}/secret holds no certificates in PEM."),
        ('"openid", ', "", "provider.scopes: The scope openid is needed: without it no provider says who signs in."),
        ('["members"]', '"members"', 'groups.member: A list of texts is expected here: ["…", "…"].'),
        ('"members"', '"everybody"', "groups.member: The group everybody stands under reader too; a group gives one right."),
        ("member =", "members =", "groups.members: This key is unknown. Known: member."),
        ('"127.0.0.1"', '"127.0.0.1.5"', "proxy.trusted: 127.0.0.1.5 is no address or network. Such as 127.0.0.1 or 172.16.0.0/12."),
        ('["127.0.0.1", "172.16.0.0/12", "fd00::/8"]', "[]", "proxy.trusted: This key is missing."),
    ],
)  # fmt: skip
def test_each_mistake_says_its_key_what_is_wrong_and_what_is_known(written: Path, old: str, new: str, problem: str) -> None:
    assert problem.format(folder=written.parent) in problems(written, old, new)


def test_all_mistakes_are_said_at_once(written: Path) -> None:
    written.write_text('[provider]\nissuer = "http://x.example.org"\nclient_secret = "geheim-woord"\n[extra]\n', encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        read(written)
    keys = [problem.record for problem in refused.value.problems]
    assert keys == ["extra", "app", "provider.client_secret", "provider.issuer", "provider.client_id", "provider", "groups"]
    assert "geheim-woord" not in refused.value.text("nl")
    assert "sleutel" in refused.value.text("nl")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o666])
def test_a_secret_that_others_can_read_is_refused(written: Path, mode: int) -> None:
    (written.parent / "secret").chmod(mode)
    (problem,) = problems(written)
    assert problem == (
        f"provider.client_secret_file: Others can read {written.parent}/secret (mode {mode:o}). "
        f"Take that away: chmod 600 {written.parent}/secret"
    )


@pytest.mark.parametrize("content", [b"", b"two\nlines", b"\xff\xfe", b"x" * 20_000])
def test_a_file_that_holds_no_secret_is_refused_without_its_words(written: Path, content: bytes) -> None:
    (written.parent / "secret").write_bytes(content)
    (problem,) = problems(written)
    assert problem == f"provider.client_secret_file: {written.parent}/secret does not hold one secret on one line."


@pytest.mark.parametrize(("content", "words"), [(b"[app\n", "no TOML"), (b"\xff", "no UTF-8")])
def test_what_is_no_configuration_is_refused(written: Path, content: bytes, words: str) -> None:
    written.write_bytes(content)
    with pytest.raises(InvalidInput, match=words):
        read(written)
    with pytest.raises(InvalidInput, match="there is no such file"):
        read(written.parent / "absent.toml")


@pytest.mark.parametrize(
    ("claims", "path", "value"),
    [
        ({"groups": ["a"]}, "groups", ["a"]),
        ({"realm_access": {"roles": ["a"]}}, "realm_access.roles", ["a"]),
        ({"urn:example.org:member": ["a"]}, "urn:example.org:member", ["a"]),
        ({"realm_access": ["a"]}, "realm_access.roles", None),
        ({}, "groups", None),
    ],
)
def test_a_claim_is_found_by_its_name_or_where_its_dots_lead(claims: dict[str, object], path: str, value: object) -> None:
    assert settled(claims, path) == value
