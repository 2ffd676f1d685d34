"""Cases in which sources differ: both sides stand, and each says so."""

from __future__ import annotations

from pathlib import Path

from orggraph.analyses import find
from orggraph.graph import Graph, project
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset
from orggraph.views import lookup

CASES = Path(__file__).parent


def graph_of(case: str, *prefer: str) -> Graph:
    return project(to_tables(read_dataset(CASES / f"{case}.yaml")), prefer=prefer)


def test_two_roles_of_one_seat_are_two_rows_that_say_that_sources_differ() -> None:
    graph = graph_of("c20-twee-bronnen")
    people = [node for node, data in graph.nodes(data=True) if data["label"] == "Person"]
    rows = [row for person in people for row in lookup.roles(graph, person)]
    disputed = [row for row in rows if "disputed" in row["marks"]]
    assert {row["role"].rsplit("/", 1)[-1] for row in disputed} == {"wethouder", "burgemeester"}
    assert len({row["post"] for row in disputed}) == 1


def test_a_preferred_source_leaves_one_role() -> None:
    graph = graph_of("c20-twee-bronnen", "lijst")
    people = [node for node, data in graph.nodes(data=True) if data["label"] == "Person"]
    rows = [row for person in people for row in lookup.roles(graph, person)]
    roles = [row["role"].rsplit("/", 1)[-1] for row in rows if "disputed" in row["marks"]]
    assert roles == ["wethouder"]


def test_two_dates_of_one_start_are_both_told() -> None:
    text = " ".join(finding.text.render("nl") for finding in find(graph_of("c21-twee-begindata"), ["contradictions"]))
    assert "(2024-01-15 –)” (lijst" in text
    assert "(2024-02-01 –)” (site" in text
