"""What holds on a day is the same in Cypher, in a projection and by the definition, on any dataset and on both servers."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from orggraph.graph import project
from orggraph.model.dataset import Dataset
from orggraph.model.tables import to_tables
from orggraph.store import loading, reading, schema
from orggraph.store.connection import Connection
from tests.holding import Holding, hanging_datasets

CUT = "coalesce(x.valid_from, '') <= $day AND $day < coalesce(x.valid_before, '9999')"
"""The line by which every query of the library cuts to a day."""
HOLDING = f"""
MATCH (n:Entity) WHERE all(x IN [n] WHERE {CUT}) RETURN n.id AS id, coalesce(n.standing, n.status) AS standing
UNION ALL
MATCH (a:Entity)-[r]->(b:Entity) WHERE all(x IN [a, r, b] WHERE {CUT}) RETURN r.id AS id, null AS standing
"""


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hanging_datasets())
def test_cypher_projection_and_definition_agree(connection: Connection, dataset: Dataset) -> None:
    schema.prepare(connection)
    loading.load(connection, dataset, "tester")  # over what the last example left, so by difference
    holding = Holding(dataset)
    stored, made = reading.read_tables(connection), to_tables(dataset)
    for day in holding.days[:: max(1, len(holding.days) // 4)]:
        rows = connection.read(HOLDING, day=day.isoformat())
        expected = holding.on(day)
        assert {row["id"] for row in rows} == expected
        assert {row["id"]: row["standing"] for row in rows if row["standing"]} == {
            node: holding.standing(node) for node in expected & dataset.by_id.keys()
        }
        for tables in (stored, made):
            graph = project(tables, on=day.isoformat())
            assert set(graph) | {key for _, _, key in graph.edges(keys=True)} == expected
