"""What a row rests on, its column ``marks`` tells: of every query, for every type of relationship that it reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from orggraph import queries
from orggraph.model.dataset import Dataset
from orggraph.model.marks import NOTE
from orggraph.model.relationships import TYPES
from orggraph.queries import MARKS, Query
from orggraph.sources.dataset_yaml import read_dataset
from orggraph.store.connection import Connection
from orggraph.store.loading import load
from orggraph.store.schema import prepare
from tests.conftest import connected, empty
from tests.queries.conftest import DATASETS

TABLES = [query for query in queries.registry().values() if MARKS in query.columns]
Rows = dict[str, list[dict[str, Any]]]


def types_in(query: Query) -> set[str]:
    """The types of relationship that a statement names."""
    code = "\n".join(line for line in query.statement.splitlines() if not line.startswith("//"))
    return {name for name in TYPES if re.search(rf"\b{name}\b", code)}


FILTERS = {("preferences", "PREFERS")}
"""Where a type also decides whether there is an answer at all: topics are listed only where wishes were given."""
READ = sorted(set().union(*map(types_in, TABLES)) - {"DOCUMENTED_IN"})


def with_notes(dataset: Dataset) -> Dataset:
    """The dataset with on each relationship a note that tells its type."""
    noted = tuple(one.model_copy(update={"note": one.type}) for one in dataset.relationships)
    return replace(dataset, relationships=noted)


def rows_of(connection: Connection, asked: list[Query]) -> Rows:
    return {query.name: queries.run(connection, query, datasets=["proefregio"]) for query in asked}


@pytest.fixture(scope="module")
def answers(embedded_server: Any) -> Iterator[tuple[Rows, dict[str, Rows]]]:
    """Every answer with all relationships, and per type the answers of the queries that read it without any of that type."""
    dataset = with_notes(read_dataset(DATASETS["proefregio"]))
    with connected(embedded_server) as connection:
        empty(connection)
        prepare(connection)
        load(connection, dataset, by="tests")
        whole = rows_of(connection, TABLES)
        without = {}
        for kind in READ:
            left = tuple(one for one in dataset.relationships if one.type != kind)
            load(connection, replace(dataset, relationships=left), by="tests")
            without[kind] = rows_of(connection, [query for query in TABLES if kind in types_in(query)])
        yield whole, without


def bare(row: dict[str, Any]) -> dict[str, Any]:
    return {column: value for column, value in row.items() if column != MARKS}


@pytest.mark.parametrize("query", TABLES, ids=lambda query: query.name)
def test_a_row_that_falls_without_a_relationship_told_that_it_rests_on_it(query: Query, answers: tuple[Rows, dict[str, Rows]]) -> None:
    whole, without = answers
    silent = [
        (kind, bare(row))
        for kind in sorted(types_in(query) & set(READ))
        if (query.name, kind) not in FILTERS
        for row in whole[query.name]
        if bare(row) not in [bare(other) for other in without[kind][query.name]] and f"{NOTE}{kind}" not in row.get(MARKS, ())
    ]
    assert not silent
