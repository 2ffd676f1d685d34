"""The Dutch register of joint arrangements: each figure counted from the file without orggraph is reached through the store.

A participation is counted where organization and arrangement both still exist. The register names 35 participants that
have ended in arrangements that go on; they are counted apart.
"""

from __future__ import annotations

import statistics
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from orggraph import queries
from orggraph.sources import read
from orggraph.sources._records.register import ID
from orggraph.workspace import Workspace
from tests.people.published import People, figures, unpacked

FOLDER = "nl-gr-roo"
DAY = "2026-01-01"
IN_FORCE = "coalesce(a.valid_from, '') <= $day AND $day < coalesce(a.valid_before, '9999')"
FORMS = {"BVO": "operational_management_organisation", "GO": "joint_body", "RZM": "light_arrangement", "OL": "public_body"}


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> People:
    file: Path = unpacked(FOLDER, tmp_path_factory.mktemp("roo")) / "roo-derived-2.6.3.xml"
    return People(read(file), {}, figures(FOLDER))


def number(store: Workspace, statement: str, day: str = DAY) -> int:
    return int(store.connection.read(statement, day=day)[0]["n"])


def test_what_is_in_the_register(store: Workspace, people: People) -> None:
    expected = people.expected
    assert number(store, "MATCH (a:Arrangement) RETURN count(a) AS n") == expected["regelingen"]["total"]
    assert number(store, "MATCH ()-[p:PARTICIPATES_IN]->() RETURN count(p) AS n") == expected["participations"]["total"]
    for year, arrangements in expected["regelingen"]["in_force_on"].items():
        assert number(store, f"MATCH (a:Arrangement) WHERE {IN_FORCE} RETURN count(a) AS n", f"{year}-01-01") == arrangements
    in_force = f"MATCH (o)-[p:PARTICIPATES_IN]->(a:Arrangement) WHERE {IN_FORCE} RETURN count(p) AS n"
    assert number(store, in_force) == expected["participations"]["in_force"]


def test_forms_in_force(store: Workspace, people: People) -> None:
    graph = store.graph(on=DAY, datasets=ID)
    forms = Counter(attributes["form"] for _node, attributes in graph.nodes(data=True) if attributes["label"] == "Arrangement")
    assert forms == {FORMS[form]: arrangements for form, arrangements in people.expected["regelingen"]["in_force_by_vorm"].items()}


def test_arrangements_per_organization(store: Workspace, people: People) -> None:
    expected = people.expected
    rows: list[dict[str, Any]] = queries.run(store.connection, "arrangements-per-organization", datasets=[ID], on=DAY)
    counts = [(row["organization"], row["arrangements"]) for row in rows]
    assert counts[:10] == [tuple(pair) for pair in expected["top10_participants_in_force"]]
    assert sum(arrangements >= 10 for _name, arrangements in counts) == expected["participants_with_>=10_in_force"]
    ended = expected["participations"]["ended_organisatie_still_in_in_force_regeling"]
    assert sum(arrangements for _name, arrangements in counts) == expected["participations"]["in_force"] - ended
    municipalities = [arrangements for name, arrangements in counts if name.startswith("Gemeente ")]
    assert statistics.median(municipalities) == expected["gemeenten_in_force"]["median"]
    assert max(municipalities) == expected["gemeenten_in_force"]["max"]


def test_versions_follow_each_other(store: Workspace, people: People) -> None:
    versions = people.expected["versions"]
    known = versions["next"] - versions["next_target_absent"]
    assert number(store, "MATCH (:Arrangement)-[s:SUCCEEDS]->(:Arrangement) RETURN count(s) AS n") == known


def test_what_is_left_out_is_said(people: People) -> None:
    left_out = [problem.text("nl") for problem in people.dataset.warnings if problem.code == "left_out"]
    assert any(f"weggelaten: {people.expected['council_party_rows']} regels van partijen" in text for text in left_out)
    assert any(f"de verdeelsleutel van {people.expected['participations']['with_verdeelsleutel']} deelnemers" in text for text in left_out)
