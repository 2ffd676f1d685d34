"""Signing in at Keycloak itself: who has its distribution unpacked names that folder in ``ORGGRAPH_KEYCLOAK``.

    mvn dependency:copy -Dartifact=org.keycloak:keycloak-quarkus-dist:26.0.7:zip -DoutputDirectory=FOLDER

It is started with a realm that demands PKCE, a secret and the address of the app, with a mapper that puts groups in the token.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import free_port
from tests.signin.provider_program import PEOPLE
from tests.signin.serving import SECRET, certificate, guarded, heading, wait_for

KEYCLOAK = os.environ.get("ORGGRAPH_KEYCLOAK", "")
pytestmark = pytest.mark.skipif(not KEYCLOAK, reason="ORGGRAPH_KEYCLOAK names no folder of Keycloak")
PASSWORD = "of-a-trial"


@dataclass(frozen=True)
class Realm:
    """A realm that answers, and the line of the configuration that names its certificate."""

    issuer: str
    trust: str


def realm() -> dict[str, Any]:
    """What Keycloak reads when it starts: people in groups, and this app as a client that it trusts no further than it must."""
    mapper = {
        "name": "groups", "protocol": "openid-connect", "protocolMapper": "oidc-group-membership-mapper",
        "config": {"full.path": "false", "claim.name": "groups", "id.token.claim": "true", "userinfo.token.claim": "true"},
    }  # fmt: skip
    client = {
        "clientId": "orggraph", "secret": SECRET, "publicClient": False, "standardFlowEnabled": True, "protocolMappers": [mapper],
        "redirectUris": ["http://127.0.0.1:*"], "attributes": {"pkce.code.challenge.method": "S256"},
    }  # fmt: skip
    people = [
        {
            "username": name, "enabled": True, "email": f"{name}@example.org", "emailVerified": True,
            "firstName": name, "lastName": "Trial",
            "groups": [f"/{group}" for group in groups], "credentials": [{"type": "password", "value": PASSWORD, "temporary": False}],
        }
        for name, groups in PEOPLE.items()
    ]  # fmt: skip
    groups = sorted({group for groups in PEOPLE.values() for group in groups})
    named = [{"name": name} for name in groups]
    return {"realm": "region", "enabled": True, "sslRequired": "none", "groups": named, "users": people, "clients": [client]}


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Realm]:
    """The realm of a Keycloak that runs."""
    home, port = tmp_path_factory.mktemp("keycloak") / "kc", free_port()
    shutil.copytree(KEYCLOAK, home)
    (home / "data" / "import").mkdir(parents=True, exist_ok=True)
    (home / "data" / "import" / "region-realm.json").write_text(json.dumps(realm()), encoding="utf-8")
    certificate(home)  # its cookies are for https alone
    command = [
        "sh", str(home / "bin" / "kc.sh"), "start-dev", "--import-realm", "--http-host", "127.0.0.1", "--http-port", str(free_port()),
        "--https-port", str(port), "--https-certificate-file", str(home / "cert.pem"),
        "--https-certificate-key-file", str(home / "key.pem"),
    ]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, 600)
        yield Realm(f"https://127.0.0.1:{port}/realms/region", f'certificates = "{home / "cert.pem"}"')
    finally:
        process.terminate()
        process.wait(60)


@pytest.mark.parametrize("name", PEOPLE)
def test_people_of_keycloak_sign_in_with_the_right_of_their_groups(region: Realm, tmp_path: Path, name: str) -> None:
    with guarded(tmp_path, region.issuer, more=region.trust) as standing:
        browser = standing.browser()
        form = browser.open("/?lang=en")
        action = unescape(re.findall(r'<form id="kc-form-login"[^>]* action="([^"]+)"', form.text)[0])
        answer = browser.client.post(action, data={"username": name, "password": PASSWORD}, follow_redirects=True)
        if name == "stranger":
            assert (answer.status_code, heading(answer)) == (403, "You have no right here yet")
        else:
            assert answer.text.startswith(f"{name}@example.org {name} ")


def test_a_wrong_secret_of_the_client_gets_a_page_without_it(region: Realm, tmp_path: Path) -> None:
    with guarded(tmp_path, region.issuer, more=region.trust, secret="another-secret") as standing:
        browser = standing.browser()
        form = browser.open("/?lang=en")
        action = unescape(re.findall(r'<form id="kc-form-login"[^>]* action="([^"]+)"', form.text)[0])
        answer = browser.client.post(action, data={"username": "reader", "password": PASSWORD}, follow_redirects=True)
        assert (answer.status_code, heading(answer)) == (502, "De regio refuses this app")
        assert "another-secret" not in answer.text
