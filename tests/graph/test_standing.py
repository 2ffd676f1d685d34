"""Which records count: what is proposed, or a seat of what is proposed, is nowhere counted as actual."""

from __future__ import annotations

import pytest

from orggraph import queries
from orggraph.graph import project, standing
from orggraph.graph.concentration import counts
from orggraph.model.dataset import Dataset
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset
from orggraph.store.connection import Connection
from orggraph.store.loading import load
from orggraph.store.schema import prepare
from orggraph.views import matrices, overview, seats

REGION = """
dataset: {id: d, title: D, reference_date: 2026-01-01, complete: [HOLDS]}
Organization: [{id: o, name: O, kind: municipality}]
Body: [{id: b, name: B, kind: council, tier: political, part_of: organization/o%s}, {id: c, name: C, kind: bureau, tier: official}]
Role: [{id: r, name: R, load_hours: 4}]
Post: [{id: p, name: P, in: body/b, has_role: role/r, on_behalf_of: organization/o}, {id: q, name: Q, in: body/c, has_role: role/r}]
Person: [{id: a, name: A, holds: [post/p, post/q]}]
"""
STATUSES = ("proposed", "open", "former")


def dataset(status: str) -> Dataset:
    return read_dataset(REGION % ("" if status == "actual" else f", status: {status}"))


@pytest.fixture(params=["actual", *STATUSES])
def status(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_count_and_view_takes_the_seats_of_what_is_actual_alone(status: str) -> None:
    graph = project(to_tables(dataset(status)))
    n = 1 + (status == "actual")
    assert (counts(graph, "d/person/a")["posts"], counts(graph, "d/person/a")["bodies"]) == (n, n)
    assert overview.overview(graph).held == n
    seated = [cell["column"] for cell in matrices.matrix(graph, "person-body") if cell["row"] == "d/person/a"]
    assert seated == ["d/body/b", "d/body/c"][-n:]
    assert sum(seat.held for seat in seats.seats_by_role(graph).seats.values()) == n


def test_every_query_that_counts_does_so_too(connection: Connection, status: str) -> None:
    prepare(connection)
    load(connection, dataset(status), by="tests")
    n = 1 + (status == "actual")
    (row,) = queries.run(connection, "load-of-people")
    assert (row["posts"], row["bodies"]) == (n, n)
    assert [row["bodies"] for row in queries.run(connection, "who-sees-everything", {"at_least": 1})] == [n]
    assert len(queries.run(connection, "shared-members", {"at_least": 1})) == n - 1
    shown = {row["post_id"]: row["status"] for row in queries.run(connection, "roles-of-person")}
    assert shown == {"d/post/p": status, "d/post/q": "actual"}


@pytest.mark.parametrize(
    ("taken", "ends"), [(standing.ACTUAL, ["a"]), (standing.PLACES, ["a", "o"]), (standing.NOT_FORMER, ["a", "o", "p"])]
)
def test_edges_and_the_nodes_that_they_lead_to_have_the_standing_that_is_asked(taken: standing.Standing, ends: list[str]) -> None:
    topics = "".join(f"  - {{id: {name[0]}, name: {name}, status: {name}}}\n" for name in ("actual", "open", "proposed", "former"))
    parts = ", ".join(f"topic/{name}" for name in "aopf")
    text = f"dataset: {{id: d, title: D}}\nTopic:\n{topics}  - {{id: t, name: T, part_of: [{parts}]}}\n"
    graph = project(to_tables(read_dataset(text)))
    assert sorted(edge.target[-1] for edge in standing.edges(graph, "d/topic/t", "PART_OF", taken)) == ends
    assert sorted(edge.target[-1] for edge in standing.edges_of_type(graph, "PART_OF", taken)) == ends
    assert standing.edges(graph, "d/topic/f", "PART_OF", taken, incoming=True) != []
