"""A filter on a graph in memory and the Cypher that says the same give the same relationships, on both servers."""

from __future__ import annotations

from typing import Any

import pytest

from orggraph import regions
from orggraph.graph import Graph, provenance
from orggraph.model.relationships import TYPES
from orggraph.sources.dataset_yaml import read_dataset
from orggraph.store.connection import Connection
from orggraph.views import selection
from orggraph.views.selection import Filter
from orggraph.workspace import Workspace
from tests.conftest import SOAK, Filling
from tests.graph.test_same import EAST, WEST

PREFERRED = {
    "amersfoort": "amersfoort/source/001",
    "arnhem-nijmegen": "arnhem-nijmegen/source/004",
    "gooi-en-vechtstreek": "gooi-en-vechtstreek/source/002",
    "noord-veluwe": "noord-veluwe/source/003",
    "voorbeeldregio": "voorbeeldregio/source/regeling",
}


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def work(request: pytest.FixtureRequest, filled: Filling) -> Workspace:
    """All regions, once for each server."""
    return Workspace(filled(request.getfixturevalue(f"{request.param}_server"), *sorted(PREFERRED)))


def first(graph: Graph, label: str) -> tuple[str, ...]:
    return tuple(sorted(node for node, attributes in graph.nodes(data=True) if attributes["label"] == label)[:2])


def filters(graph: Graph, dataset: str) -> dict[str, Filter]:
    source = (f"{dataset}/source/{'000' if dataset == 'amersfoort' else '002'}",)
    return {
        "nothing": Filter(),
        "tier": Filter(tiers=("official",)),
        "tiers": Filter(tiers=("official", "executive")),
        "organizations": Filter(organizations=first(graph, "Organization")),
        "topics": Filter(topics=first(graph, "Topic")),
        "relations": Filter(relations=("IN", "PREPARES", "COMMISSIONED_BY")),
        "source": Filter(sources=source),
        "all": Filter(("official", "executive"), first(graph, "Organization"), (), tuple(TYPES), source),
    }


def cases() -> list[Any]:
    """Each filter of each region on the embedded server; on Neo4j, which takes seconds to plan, of one region, and all in the soak."""
    return [
        pytest.param(server, dataset, name, id=f"{server}-{name}-{dataset}")
        for server in ("embedded", "neo4j")
        for name in ("nothing", "tier", "tiers", "organizations", "topics", "relations", "source", "all")
        for dataset in sorted(PREFERRED)
        if server == "embedded" or SOAK or dataset == "voorbeeldregio" or name == "all"
    ]


@pytest.mark.parametrize(("work", "dataset", "name"), cases(), indirect=["work"], scope="module")
def test_the_cypher_gives_the_rows_of_the_table(work: Workspace, dataset: str, name: str) -> None:
    graph = work.graph(datasets=dataset)
    chosen = filters(graph, dataset)[name]
    told = [row["id"] for row in work.cypher(selection.statement(graph, chosen), limit=5000)]
    assert told == [edge.id for edge in selection.kept(graph, chosen)]


@pytest.mark.parametrize("dataset", sorted(PREFERRED))
def test_the_cypher_knows_date_and_preferred_source(work: Workspace, dataset: str) -> None:
    whole = work.graph(on="2030", datasets=dataset)
    graph = work.graph(on="2030", datasets=dataset, prefer=PREFERRED[dataset])
    gone = (set(whole) - set(graph)) | {key for *_, key in whole.edges(keys=True)} - {key for *_, key in graph.edges(keys=True)}
    statement = selection.statement(graph, Filter(), gone)
    assert [row["id"] for row in work.cypher(statement, limit=5000)] == [edge.id for edge in selection.kept(graph, Filter())]


def test_every_region_has_a_case() -> None:
    assert set(PREFERRED) == set(regions.names())


def test_a_part_keeps_the_body_of_each_post(work: Workspace) -> None:
    graph = work.graph(datasets="amersfoort")
    part = selection.part(graph, Filter(relations=("HAS_ROLE",)))
    posts = [node for node, attributes in part.nodes(data=True) if attributes["label"] == "Post"]
    assert posts
    assert {kind for *_, kind in part.edges(data="type")} == {"HAS_ROLE", "IN"}
    assert selection.part(graph, Filter()) is graph


def test_the_cypher_knows_what_is_one_thing_in_two_regions(connection: Connection) -> None:
    work = Workspace(connection)
    work.load_all([*map(read_dataset, (EAST, WEST))], by="tests")
    graph = work.graph()
    for chosen in (
        Filter(),
        Filter(tiers=("executive",)),
        Filter(organizations=("east/organization/a",)),
        Filter(relations=("HOLDS", "IN")),
        Filter(sources=("west/source/list",)),
    ):
        rows = work.cypher(selection.statement(graph, chosen), limit=5000)
        edges = selection.kept(graph, chosen)
        names = [(graph.nodes[edge.source]["name"], graph.nodes[edge.target]["name"]) for edge in edges]
        assert {edge.id for edge in edges} & set(provenance(graph).shared_claims)
        assert [(row["from_id"], row["to_id"], row["id"]) for row in rows] == [(edge.source, edge.target, edge.id) for edge in edges]
        assert [(row["from"], row["to"]) for row in rows] == names
