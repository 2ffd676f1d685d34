"""Projections that the tests of analyses share: the built-in regions, and small ones from text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from orggraph import regions
from orggraph.graph import Graph, project
from orggraph.model.base import digest
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset

Small = Callable[..., Graph]
HEAD = "orggraph: 1\ndataset: {id: klein, title: Klein, reference_date: 2026-01-01, fictional: true}\n"


@pytest.fixture(scope="session")
def gooi() -> Graph:
    return project(to_tables(read_dataset(regions.path("gooi-en-vechtstreek"))))


@pytest.fixture(scope="session")
def amersfoort() -> Graph:
    return project(to_tables(read_dataset(regions.path("amersfoort"))))


@pytest.fixture(scope="session")
def small() -> Small:
    """Makes a projection from the records of a dataset file, without its head."""

    def make(records: str, **options: str) -> Graph:
        return project(to_tables(read_dataset(HEAD + records)), **options)

    return make


@pytest.fixture(scope="session")
def content() -> Callable[[Graph], str]:
    """A fingerprint of everything in a projection."""

    def fingerprint(graph: Graph) -> str:
        edges = sorted(
            (key, source, target, sorted(map(repr, data.items()))) for source, target, key, data in graph.edges(keys=True, data=True)
        )
        return digest([sorted((node, sorted(map(repr, data.items()))) for node, data in graph.nodes(data=True)), edges, repr(graph.graph)])

    return fingerprint
