"""Every query of the library, on both servers, against rows worked out by hand; and what each file must have."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml

from orggraph import queries
from orggraph.queries import Query
from orggraph.store.connection import Connection
from orggraph.store.statement_check import reading
from tests.conftest import SOAK

EXPECTED = Path(__file__).parent / "expected"
LEAST = 40


class Loader(yaml.SafeLoader):
    """YAML in which a date stays text."""

    yaml_implicit_resolvers: ClassVar = {
        first: [(tag, form) for tag, form in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def expected() -> dict[str, list[dict[str, Any]]]:
    return {path.stem: Loader(path.read_text(encoding="utf-8")).get_single_data() for path in sorted(EXPECTED.glob("*.yaml"))}


def cases() -> list[Any]:
    """Each case on the embedded server; on Neo4j, which takes seconds to plan a query, the first of each, and all in the soak."""
    return [
        pytest.param(server, name, case, id=f"{server}-{name}-{number}-{case['dataset']}")
        for server in ("embedded", "neo4j")
        for name, several in expected().items()
        for number, case in enumerate(several)
        if server == "embedded" or SOAK or number == 0
    ]


@pytest.mark.parametrize(("library_connection", "name", "case"), cases(), indirect=["library_connection"], scope="module")
def test_a_query_gives_the_rows_worked_out_by_hand(library_connection: Connection, name: str, case: dict[str, Any]) -> None:
    query = queries.get(name)
    columns = case.get("columns", [column for column in query.columns if column not in (queries.MARKS, queries.DATASET)])

    rows = queries.run(
        library_connection, query, case.get("params"), datasets=[case["dataset"]], on=case.get("date"), prefer=case.get("prefer", [])
    )

    assert all(list(row) == list(query.columns) for row in rows)
    assert [[short(row[column], case["dataset"]) for column in columns] for row in rows] == case["rows"]


def short(value: Any, dataset: str) -> Any:
    """A value as the files of expected rows write it: ids without the dataset, a node as its id, a relationship as its type."""
    if isinstance(value, str):
        return value.removeprefix(f"{dataset}/")
    if isinstance(value, list):
        return [short(one, dataset) for one in value]
    if isinstance(value, dict):
        return value["type"] if "type" in value else short(value["id"], dataset)
    return value


def test_there_are_queries_and_each_has_expected_rows() -> None:
    with_rows = {name for name, several in expected().items() if any(case["rows"] for case in several)}

    assert len(queries.registry()) >= LEAST
    assert with_rows == set(queries.registry())


@pytest.mark.parametrize("query", queries.registry().values(), ids=lambda query: query.name)
def test_a_header_is_complete_and_the_statement_keeps_to_the_house(query: Query) -> None:
    words = [query.title, query.question, *(param.about for param in query.params.values()), *query.columns.values()]

    assert all(text is not None and text["nl"] and text["en"] for text in words)
    assert query.question["nl"].endswith("?")
    assert query.question["en"].endswith("?")
    assert "$datasets" in query.statement
    assert "ORDER BY" in query.statement
    assert ";" not in "".join(line for line in query.statement.splitlines() if not line.startswith("//"))
    assert all(f"${name}" in query.statement for name in query.params)
    # An id that may be null is looked up as coalesce(id, ''): for null the embedded server looks through all records.
    assert not re.search(r"OPTIONAL MATCH \(\w+(:\w+)? ?\{id: \w+(\.\w+)?\}", query.statement)


def test_no_query_writes() -> None:
    """Each is asked of Neo4j in a session that may only read, too, which refuses a writing statement (``test_read_only.py``)."""
    for query in queries.registry().values():
        reading(query.statement)
