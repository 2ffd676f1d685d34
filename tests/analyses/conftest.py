"""Projections that the tests of analyses share: the built-in regions, and small ones from text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

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


def seats(sits_in: Mapping[str, str], **kinds: str) -> str:
    """Records of people who sit in bodies: per person the bodies as letters; ``kinds``: what a body is, if no working group."""
    bodies = sorted({body for there in sits_in.values() for body in there})
    lines = ["Body:"]
    lines += [f"  - {{id: {body}, name: {body.upper()}, {kinds.get(body, 'kind: working_group, tier: official')}}}" for body in bodies]
    lines.append("Post:")
    lines += [f"  - {{id: {body}-{who}, name: {body} {who}, in: body/{body}}}" for who, there in sits_in.items() for body in there]
    lines.append("Person:")
    for who, there in sits_in.items():
        held = ", ".join(f"post/{body}-{who}" for body in there)
        lines.append(f"  - {{id: {who}, name: {who.capitalize()}, holds: [{held}]}}")
    return "\n".join(lines) + "\n"
