"""The bill of materials says what the package is made of."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement

from scripts import sbom

ROOT = Path(__file__).parents[2]
FROM_OTHERS = {".mjs", ".woff2", ".ttf"}
COMMITTED = (ROOT / "orggraph.cdx.json").read_text(encoding="utf-8")
THIRD_PARTY = json.loads((ROOT / "orggraph" / "third_party.json").read_text(encoding="utf-8"))


def test_it_is_that_of_the_lock() -> None:
    assert sbom.bill_of_materials() == COMMITTED, "renew it: python scripts/sbom.py"


def test_it_is_valid_cyclonedx() -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(COMMITTED) is None


def test_it_has_every_locked_requirement() -> None:
    lines = (line for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines() if re.match(r"\w", line))
    locked = {(requirement.name, str(requirement.specifier)) for requirement in (Requirement(line.rstrip(" \\")) for line in lines)}
    components = json.loads(COMMITTED)["components"]
    assert {(part["name"], f"=={part['version']}") for part in components if part["bom-ref"].startswith("pypi:")} == locked


def test_every_file_of_others_has_an_entry() -> None:
    files = {path for path in (ROOT / "orggraph").rglob("*") if path.suffix in FROM_OTHERS}
    assert files
    assert files <= {path for entry in THIRD_PARTY for pattern in entry["files"] for path in ROOT.glob(pattern)}


@pytest.mark.parametrize("entry", THIRD_PARTY, ids=lambda entry: entry["name"])
def test_every_entry_has_its_files(entry: dict[str, list[str]]) -> None:
    for pattern in entry["files"]:
        assert list(ROOT.glob(pattern)), pattern


def test_the_version_is_that_of_the_file() -> None:
    (entry,) = (entry for entry in THIRD_PARTY if entry["name"] == "vis-network")
    head = (ROOT / entry["files"][0]).read_text(encoding="utf-8")[:1000]
    assert f"@version {entry['version']}\n" in head
