"""What a security or privacy officer reads: every requirement has an answer, and every answer that is yes shows what exists."""

from __future__ import annotations

import ast
import importlib
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "officer"
TEST = re.compile(r"tests/[\w/]+\.py::\w+")
ANSWERS = {"met", "unmet", "not_applicable", "outside"}
OF_ASVS = {
    1: (8, 19), 2: (4, 7), 3: (8, 11), 4: (2, 8), 5: (4, 5), 6: (13, 22), 7: (6, 12), 8: (4, 3), 9: (4, 3), 10: (5, 24), 11: (3, 11),
    12: (3, 6), 13: (1, 12), 14: (2, 7), 15: (3, 10), 16: (0, 16), 17: (0, 7),
}  # fmt: skip
"""How many requirements each chapter of ASVS 5.0.0 has at level 1 and at level 2."""
OF_BIO2 = {5: 37, 6: 8, 7: 14, 8: 34}
"""How many controls each chapter of BIO2 has, as ISO 27002:2022."""
OBLIGATORY = {"name", "description_short", "organization", "status", "contact_email", "publication_category", "lang"}
"""The fields without which the register of algorithms publishes nothing (publication standard 1.0)."""
OTHERS = {
    "category", "begin_date", "end_date", "website", "url", "goal", "proportionality", "human_intervention", "risks", "lawful_basis",
    "lawful_basis_grouping", "process_index_url", "impacttoetsen_grouping", "impacttoetsen", "source_data", "source_data_grouping",
    "methods_and_models", "provider", "publiccode", "standard_version", "source_id", "tags",
}  # fmt: skip
LONGEST = {
    "name": 100, "description_short": 350, "organization": 100, "contact_email": 500, "website": 500, "process_index_url": 500,
    "goal": 2500, "proportionality": 2500, "human_intervention": 2500, "risks": 2500, "lawful_basis": 2500, "impacttoetsen": 2500,
    "source_data": 2500, "methods_and_models": 5000, "provider": 200, "publiccode": 500, "source_id": 100, "tags": 2500,
}  # fmt: skip
"""The most characters of a field."""
CLOSED = {
    "status": {"In ontwikkeling", "In gebruik", "Buiten gebruik"},
    "publication_category": {"Hoog-risico AI-systeem", "Impactvolle algoritmes", "Overige algoritmes"},
    "lang": {"nld"},
    "standard_version": {"1.0"},
}


@cache
def read(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def requirements(name: str) -> list[dict[str, Any]]:
    return [requirement for chapter in read(name)["chapters"] for requirement in chapter["requirements"]]


@cache
def functions(path: str) -> frozenset[str]:
    """The tests of a file; none: it is not there."""
    file = ROOT / path
    tree = ast.parse(file.read_text(encoding="utf-8")) if file.is_file() else ast.Module([], [])
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def missing(tests: list[str]) -> list[str]:
    """The named tests that do not exist."""
    return [test for test in tests if test.partition("::")[2] not in functions(test.partition("::")[0])]


@pytest.mark.parametrize("name", ["asvs.yaml", "bio2.yaml", "dpia.md", "dreigingsmodel.md"])
def test_every_test_that_an_answer_names_exists(name: str) -> None:
    named = TEST.findall((FOLDER / name).read_text(encoding="utf-8"))
    assert len(named) > 10
    assert missing(named) == []


def test_a_test_that_does_not_exist_is_noticed() -> None:
    own = "tests/repository/test_officer.py"
    assert missing(
        [f"{own}::test_of_nobody", "tests/no/file.py::test_x", f"{own}::{test_a_test_that_does_not_exist_is_noticed.__name__}"]
    ) == [
        f"{own}::test_of_nobody",
        "tests/no/file.py::test_x",
    ]


def test_every_requirement_of_level_1_and_2_has_one_answer() -> None:
    asked = requirements("asvs.yaml")
    levels = Counter((int(requirement["id"].split(".")[0]), requirement["level"]) for requirement in asked)
    assert levels == Counter({(chapter, level): n for chapter, both in OF_ASVS.items() for level, n in zip((1, 2), both, strict=True) if n})
    ids = [requirement["id"] for requirement in asked]
    assert len(ids) == len(set(ids)) == 253
    assert ids == sorted(ids, key=lambda number: [int(part) for part in number.split(".")])


def test_every_control_of_bio2_has_one_answer() -> None:
    ids = [requirement["id"] for requirement in requirements("bio2.yaml")]
    assert ids == [f"{chapter}.{number}" for chapter, n in OF_BIO2.items() for number in range(1, n + 1)]


@pytest.mark.parametrize("name", ["asvs.yaml", "bio2.yaml"])
def test_a_yes_shows_something_and_every_other_answer_says_why(name: str) -> None:
    reasons = read(name)["reasons"]
    used = {requirement["because"] for requirement in requirements(name) if "because" in requirement}
    assert used == set(reasons)
    for requirement in requirements(name):
        assert requirement["answer"] in ANSWERS, requirement["id"]
        assert ("how" in requirement) != ("because" in requirement), requirement["id"]
        shown = requirement.get("tests", []) + requirement.get("docs", [])
        assert bool(shown) == (requirement["answer"] == "met"), requirement["id"]
        assert [path for path in requirement.get("docs", ()) if not (ROOT / path).is_file()] == [], requirement["id"]


def test_the_pages_count_what_the_files_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "docs")
    pages = importlib.import_module("officer_pages")
    for name, page in (("asvs.yaml", pages.asvs()), ("bio2.yaml", pages.bio2())):
        answers = Counter(requirement["answer"] for requirement in requirements(name))
        assert f"**{answers['met']} van de {answers['met'] + answers['unmet']}**" in page
        rows = [line for line in page.splitlines() if re.match(r"\| \d+\.\d+", line)]
        assert [row.split()[1] for row in rows] == [requirement["id"] for requirement in requirements(name)]
        assert sum("| **nee** |" in row for row in rows) == answers["unmet"] > 0


def test_the_entry_of_the_register_has_every_obligatory_field_and_fits_the_standard(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = read("algoritmeregister.yaml")
    assert entry.keys() >= OBLIGATORY
    assert entry.keys() - OBLIGATORY - OTHERS == set()
    assert [field for field in OBLIGATORY if not str(entry[field]).strip()] == []
    assert {field: len(entry[field]) for field, most in LONGEST.items() if field in entry and len(entry[field]) > most} == {}
    assert {field: entry[field] for field, values in CLOSED.items() if entry[field] not in values} == {}
    monkeypatch.syspath_prepend(ROOT / "docs")
    page = importlib.import_module("officer_pages").register()
    assert [field for field in entry if f"`{field}`" not in page] == []
    for field in ("organization", "contact_email", "lawful_basis"):
        assert "IN TE VULLEN" in entry[field]


def test_the_entry_of_the_register_says_what_each_proposal_rests_on() -> None:
    said = read("algoritmeregister.yaml")["methods_and_models"]
    for proposal in ("Signalen", "Wie is wie", "Verlichting", "Verdeling van portefeuilles", "Zoeken"):
        assert re.search(rf"\(\d\) {proposal}", said)
    assert "Niet zelflerend" in said
    assert said.count("rust op") >= 3


def test_the_assessment_has_seventeen_points_and_says_what_is_to_be_filled_in() -> None:
    text = (FOLDER / "dpia.md").read_text(encoding="utf-8")
    points = re.findall(r"^### (\d+)\. ", text, re.MULTILINE)
    assert points == [str(number) for number in range(1, 18)]
    assert re.findall(r"^## ([A-D])\. ", text, re.MULTILINE) == list("ABCD")
    parts = re.split(r"^### ", text, flags=re.MULTILINE)[1:]
    facts_alone = [part.split(".")[0] for part in parts if "in te vullen" not in part.lower()]
    assert facts_alone == []


def test_the_threat_model_has_every_kind_of_threat_and_what_is_left() -> None:
    text = (FOLDER / "dreigingsmodel.md").read_text(encoding="utf-8")
    table = text.partition("## Dreigingen, naar STRIDE")[2].partition("## ")[0]
    kinds = Counter(re.findall(r"^\| (\w[\w ]+?) \|", table, re.MULTILINE))
    stride = {"Spoofing", "Tampering", "Repudiation", "Information disclosure", "Denial of service", "Elevation of privilege"}
    assert kinds.keys() - {"Soort"} == stride
    rows = [line for line in table.splitlines() if line.startswith("| ") and not line.startswith(("| Soort", "| ---"))]
    assert [row for row in rows if not TEST.search(row)] == []
    assert len(re.findall(r"^- \*\*", text.partition("## Wat overblijft")[2], re.MULTILINE)) >= 10


def test_the_largest_files_are_those_of_the_code() -> None:
    from orggraph import yamltree
    from orggraph.sources import roo
    from orggraph.sources._records import entries, rdf, table
    from orggraph.sources.workbook import gate, grids

    text = (
        (FOLDER / "dreigingsmodel.md").read_text(encoding="utf-8").partition("## Bestanden die worden aangenomen")[2].partition("\n## ")[0]
    )
    rows = {cells[1].strip(): "|".join(cells[3:]) for line in text.splitlines() if len(cells := line.split("|")) > 5}
    megabyte = 2**20
    upload = re.search(r"^maxUploadSize = (\d+)$", (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert upload is not None
    for kind, figures in {
        "Upload in de app": (f"{upload[1]} MB",),
        "Datasetbestand": (f"{yamltree.MAX_BYTES // megabyte} MB", f"{yamltree.MAX_VALUES} waarden", f"{yamltree.MAX_DEPTH} diep"),
        "Werkboek": (
            f"{gate.MAX_PACKED // megabyte} MB",
            f"{grids.MAX_CELLS} cellen",
            f"{gate.MAX_UNPACKED // megabyte} MB",
            f"{gate.MAX_MEMBERS} delen",
        ),
        "Lijst": (f"{table.MOST_BYTES // megabyte} MB", f"{table.MOST_UNPACKED // megabyte} MB"),
        "Register (ROO)": (f"{upload[1]} MB", f"{roo.MOST_DEPTH} diep"),
        "Popolo, raadsinformatie": (f"{upload[1]} MB", f"{entries.MOST_DEPTH} diep"),
        "RDF": (f"{upload[1]} MB", f"{rdf.MOST_TRIPLES} feiten"),
    }.items():
        assert [figure for figure in figures if f" {figure}" not in rows[kind]] == [], kind
