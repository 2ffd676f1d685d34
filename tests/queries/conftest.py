"""The datasets that the queries are asked of, loaded once for a server and module."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from orggraph import resources
from orggraph.graph import Graph, project
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset
from orggraph.store.connection import Connection
from tests.conftest import Filling

DATASETS = {
    "proefregio": Path(__file__).parents[1] / "data" / "proefregio.yaml",
    "amersfoort": resources.package_path("regions", "amersfoort.yaml"),
    "gooi-en-vechtstreek": resources.package_path("regions", "gooi-en-vechtstreek.yaml"),
    "noord-veluwe": resources.package_path("regions", "noord-veluwe.yaml"),
    "arnhem-nijmegen": resources.package_path("regions", "arnhem-nijmegen.yaml"),
}
SMALL = {"patstelling": Path(__file__).parents[1] / "data" / "patstelling.yaml"}
"""What no region holds, for the rows of one question."""


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def library_connection(request: pytest.FixtureRequest, filled: Filling) -> Connection:
    """A connection to a database that holds exactly the datasets above, on each server; only read from it."""
    return filled(request.getfixturevalue(f"{request.param}_server"), *DATASETS.values(), *SMALL.values())


@pytest.fixture(params=DATASETS)  # not of the module: its turns would fill the databases anew each time
def dataset(request: pytest.FixtureRequest) -> str:
    """Each of the datasets, by its id."""
    return str(request.param)


@pytest.fixture
def graph(dataset: str) -> Graph:
    """Its projection at its own date; only read from."""
    return _projected(dataset)


@cache
def _projected(dataset: str) -> Graph:
    return project(to_tables(read_dataset(DATASETS[dataset])))
