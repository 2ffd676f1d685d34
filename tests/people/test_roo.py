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
ENDED = 3
"""Municipalities that have ended, and that the register still has in arrangements that go on; they take part in nothing else."""
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


def asked(store: Workspace, query: str, **params: Any) -> list[dict[str, Any]]:
    return queries.run(store.connection, query, params, datasets=[ID], on=DAY)


def test_where_a_municipality_stands(store: Workspace, people: People) -> None:
    (row,) = asked(store, "arrangements-per-municipality", municipality="Landgraaf")
    expected = people.expected["gemeenten_in_force"]
    assert (row["arrangements"], row["median"]) == (expected["max"], expected["median"])
    assert row["fewer"] + row["as_many"] == row["of_municipalities"] == expected["n"] - ENDED


def test_forms_over_the_years(store: Workspace, people: People) -> None:
    rows = asked(store, "forms-over-years")
    totals = {str(row["year"]): row["of_arrangements"] for row in rows}
    assert totals.items() >= people.expected["regelingen"]["in_force_on"].items()
    last = {row["form"]: row["arrangements"] for row in rows if row["year"] == int(DAY[:4])}
    assert last == {FORMS[form]: number for form, number in people.expected["regelingen"]["in_force_by_vorm"].items()}


def test_who_is_together_and_where(store: Workspace, people: People) -> None:
    pairs = [
        [row["arrangements"], *sorted([row["municipality"], row["other"]])] for row in asked(store, "municipalities-together", at_least=14)
    ]
    assert all([number, *sorted(names)] in pairs for number, *names in people.expected["top5_co_membership_pairs"])
    groups = asked(store, "same-municipalities")
    assert groups[0]["arrangements"] == max(row["arrangements"] for row in groups)
    assert all(row["arrangements"] == len(row["arrangement"]) > 1 for row in groups)
    organs = {row["organ"]: row for row in asked(store, "organs-taking-part")}
    assert organs["college"]["participations"] > organs["council"]["participations"] > organs["mayor"]["participations"]


def test_versions_follow_each_other(store: Workspace, people: People) -> None:
    versions = people.expected["versions"]
    known = versions["next"] - versions["next_target_absent"]
    assert number(store, "MATCH (:Arrangement)-[s:SUCCEEDS]->(:Arrangement) RETURN count(s) AS n") == known


def test_what_is_left_out_is_said(people: People) -> None:
    left_out = [problem.text("nl") for problem in people.dataset.warnings if problem.code == "left_out"]
    assert any(f"weggelaten: {people.expected['council_party_rows']} regels van partijen" in text for text in left_out)
    assert any(f"de verdeelsleutel van {people.expected['participations']['with_verdeelsleutel']} deelnemers" in text for text in left_out)
