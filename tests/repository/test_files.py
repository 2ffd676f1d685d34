"""What a repository of public software promises beside its code: locks, licence, description, loopback."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def pins(lock: str) -> dict[str, set[str]]:
    """Package → its versions, of which there are several where platforms or Pythons differ."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([a-z0-9._-]+)==([^ ;\\]+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE):
        found.setdefault(name, set()).add(version)
    return found


def read_yaml(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text)
    assert len(entries) > 50
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "//" not in text
    assert not re.search(r"^\s*(?:-i|-f|--(?:extra-)?index|--find-links|--trusted-host)", text, re.MULTILINE)


def test_both_locks_stand_in_one_environment() -> None:
    run, test = pins(LOCKS[0]), pins(LOCKS[1])
    assert {name: versions for name, versions in run.items() if test.get(name) != versions} == {}


@pytest.mark.parametrize(
    ("lock", "needs"),
    [
        (LOCKS[0], [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"]]),
        (LOCKS[1], [one for group in PROJECT["dependency-groups"].values() for one in group if isinstance(one, str)]),
    ],
)
def test_what_the_project_names_is_locked(lock: str, needs: list[str]) -> None:
    names = [re.split(r"[^A-Za-z0-9._-]", need)[0].lower().replace("_", "-") for need in needs]
    assert [name for name in names if name not in pins(lock)] == []


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert re.findall(r"^(\d+)\.[A-Z]", text, re.MULTILINE) == [str(number) for number in range(1, 16)]
    assert "Appendix" in text
    assert PROJECT["project"]["license"] == "EUPL-1.2"


def test_publiccode_says_what_it_must() -> None:
    about = read_yaml("publiccode.yml")
    assert about["publiccodeYmlVersion"] == "0.4"
    required = {"name", "url", "platforms", "categories", "developmentStatus", "softwareType", "description", "legal", "maintenance"}
    assert required | {"localisation"} <= about.keys()
    assert about["legal"]["license"] == PROJECT["project"]["license"]
    assert about["softwareVersion"] == PROJECT["project"]["version"]
    assert set(about["description"]) == {"nl", "en"} == set(about["localisation"]["availableLanguages"])
    for description in about["description"].values():
        assert len(description["shortDescription"]) <= 150 <= len(description["longDescription"]) <= 10_000
        assert description["features"]
    assert [contact["name"] for contact in about["maintenance"]["contacts"]]


def test_compose_is_reached_from_this_machine_alone() -> None:
    services = read_yaml("compose.yaml")["services"]
    assert list(services) == ["neo4j"]
    assert all(port.startswith("127.0.0.1:") for port in services["neo4j"]["ports"])
    assert "${NEO4J_PASSWORD:?" in services["neo4j"]["environment"]["NEO4J_AUTH"]


def test_ci_runs_the_test_command_of_the_readme() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", str(script)], check=True)
    text = script.read_text(encoding="utf-8")
    assert "export CI=true" in text
    assert re.search(r"^make test\b", text, re.MULTILINE)


def test_the_changelog_knows_this_version_or_what_is_to_come() -> None:
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] == "Unreleased" or headings[0] == PROJECT["project"]["version"]


def test_no_file_knows_the_machine_it_was_made_on() -> None:
    homes = re.compile(r"/(?:home|Users)/[a-z]|/root/|C:\\\\Users")
    texts = [
        path for path in tracked() if path.suffix in {".py", ".md", ".yaml", ".yml", ".toml", ".lock", ".ipynb", ".cypher", ".po", ".js"}
    ]
    assert len(texts) > 50
    own = Path(__file__).resolve()
    assert [path.name for path in texts if path.resolve() != own and homes.search(path.read_text(encoding="utf-8"))] == []


def test_notebooks_hold_no_output() -> None:
    notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
    assert notebooks
    for path in notebooks:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        assert not any(cell["outputs"] or cell["execution_count"] for cell in cells if cell["cell_type"] == "code"), path.name


def test_workers_share_no_server(request: pytest.FixtureRequest) -> None:
    """Each worker of a run takes whole groups; where their names got lost, each would start servers of its own."""
    grouped = request.node.nodeid.endswith("@repository/test_files.py")

    assert grouped is hasattr(request.config, "workerinput")
