"""What holds on a day is the same in Cypher, in a projection and by the definition, on any dataset and on both servers."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from orggraph import queries
from orggraph.graph import project
from orggraph.model.dataset import Dataset
from orggraph.model.tables import to_tables
from orggraph.store import loading, reading, schema
from orggraph.store.connection import Connection
from tests.conftest import SOAK
from tests.holding import RANKS, Holding, JointHolding, hanging_datasets, regions_that_share

CUT = "coalesce(x.valid_from, '') <= $on AND $on < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over"
"""The line by which every query of the library cuts to a day."""
HOLDING = f"""
MATCH (n:Entity) WHERE n.dataset IN $datasets AND all(x IN [n] WHERE {CUT})
RETURN n.id AS id, coalesce($standing[n.id], n.standing, n.status) AS standing
UNION ALL
MATCH (a:Entity)-[r]->(b:Entity) WHERE r.dataset IN $datasets AND all(x IN [a, r, b] WHERE {CUT}) RETURN r.id AS id, null AS standing
"""
FILLED = ["datasets", "on", "passed_over", "standing"]
SETTINGS = settings(max_examples=100 if SOAK else 4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SETTINGS
@given(hanging_datasets())
def test_cypher_projection_and_definition_agree(connection: Connection, dataset: Dataset) -> None:
    schema.prepare(connection)
    loading.load(connection, dataset, "tester")  # over what the last example left, so by difference
    holding = Holding(dataset)
    stored, made = reading.read_tables(connection, ["d"]), to_tables(dataset)
    for day in holding.days[:: max(1, len(holding.days) // 4)]:
        rows = connection.read(HOLDING, queries.fill(connection, FILLED, datasets=["d"], on=day.isoformat()))
        expected = holding.on(day)
        assert {row["id"] for row in rows} == expected
        assert {row["id"]: row["standing"] for row in rows if row["standing"]} == {
            node: holding.standing(node, day) for node in expected & dataset.by_id.keys()
        }
        for tables in (stored, made):
            graph = project(tables, on=day.isoformat())
            assert set(graph) | {key for _, _, key in graph.edges(keys=True)} == expected


@SETTINGS
@given(regions_that_share())
def test_they_agree_on_datasets_that_share_things(connection: Connection, pair: tuple[tuple[Dataset, Dataset], dict[str, str]]) -> None:
    datasets, same = pair
    schema.prepare(connection)
    for dataset in datasets:
        loading.load(connection, dataset, "tester")
    holding, tables = JointHolding(datasets, same), reading.read_tables(connection, ["d", "e"])
    standing = {rank: status.value for status, rank in RANKS.items()}
    for day in holding.days[:: max(1, len(holding.days) // 4)]:
        rows = connection.read(HOLDING, queries.fill(connection, FILLED, datasets=["d", "e"], on=day.isoformat()))
        firm = {node: holding.record_on(node, day) for dataset in datasets for node in dataset.by_id}
        expected = {node: standing[rank] for node, rank in firm.items() if rank is not None}
        assert {row["id"]: row["standing"] for row in rows if row["standing"]} == expected
        graph = project(tables, on=day.isoformat())
        assert set(graph) == {same.get(node, node) for node in expected}
        ends = {frozenset({source, target}) for source, target in graph.edges()}
        edges = {edge.id: edge for dataset in datasets for edge in dataset.relationships}
        held = [edges[row["id"]] for row in rows if row["id"] in edges]
        joined = {frozenset({same.get(edge.source, edge.source), same.get(edge.target, edge.target)}) for edge in held}
        assert joined == ends
