"""What is deployed together fits together: the Compose file, the proxy, and the example of a configuration."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import yaml

from orggraph.signin.configuration import read

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]


def test_only_the_proxy_is_reachable_and_on_this_machine_alone() -> None:
    assert {name: service["ports"] for name, service in SERVICES.items() if "ports" in service} == {"proxy": ["127.0.0.1:8443:8443"]}
    assert SERVICES["neo4j"]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"]["internal"] is True


def test_the_example_of_a_configuration_is_in_order_and_believes_that_proxy(tmp_path: Path) -> None:
    shutil.copy(DEPLOY / "sign-in.example.toml", tmp_path / "sign-in.toml")
    secret = tmp_path / "client-secret"
    secret.write_text("x", encoding="utf-8")
    secret.chmod(0o600)
    sign_in = read(tmp_path / "sign-in.toml")

    assert [str(network) for network in sign_in.proxies] == [f"{SERVICES['proxy']['networks']['outside']['ipv4_address']}/32"]
    assert f"{{$ORGGRAPH_SITE:{sign_in.address}}}" in (DEPLOY / "Caddyfile").read_text(encoding="utf-8")


def test_two_apps_are_alike_and_the_proxy_knows_both_and_when_they_answer() -> None:
    caddyfile = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    apps = {name: service for name, service in SERVICES.items() if name.startswith("app")}
    assert "--config" in apps["app-1"]["command"]
    assert apps["app-1"] == apps["app-2"]
    assert f"{{$ORGGRAPH_UPSTREAM:{' '.join(f'{name}:8501' for name in apps)}}}" in caddyfile
    assert SERVICES["proxy"]["depends_on"].keys() == apps.keys()
    (path,) = re.findall(r"health_uri (\S+)", caddyfile)
    assert f"http://127.0.0.1:8501{path}" in apps["app-1"]["healthcheck"]["test"][-1]


def test_the_same_neo4j_stands_in_both_files_and_no_password_on_a_command_line() -> None:
    alone = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]["neo4j"]
    together = SERVICES["neo4j"]
    for key in ("image", "healthcheck"):
        assert alone[key] == together[key]
    assert "-p " not in alone["healthcheck"]["test"][1]


def test_every_file_that_is_named_is_there_or_told_how_to_make() -> None:
    how = (ROOT / "docs" / "how-to" / "sign-in.md").read_text(encoding="utf-8")
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    for service in SERVICES.values():
        for mount in service.get("volumes", []):
            if mount.startswith("./"):
                name = mount.split(":")[0].removeprefix("./")
                assert (DEPLOY / name).exists() or (name in how and any(line.strip("/") == f"deploy/{name}" for line in ignored)), name
    copied = re.findall(r"^!(\S+)$", (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8"), re.MULTILINE)
    assert [name for name in copied if not (ROOT / name).exists()] == []
