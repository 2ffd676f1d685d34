"""Ways of several steps: as NetworkX finds them, and alike whether one dataset knows all of a region or several know parts of it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import pytest

from orggraph import queries, regions
from orggraph.graph import Graph, project
from orggraph.model.base import Node, Relationship
from orggraph.model.dataset import Dataset, DatasetInfo
from orggraph.model.nodes import Body, Decision, Product
from orggraph.model.relationships import TYPES
from orggraph.model.tables import to_tables
from orggraph.model.terms import BodyKind, ProductKind, Tier
from orggraph.queries import Query
from orggraph.sources.dataset_yaml import read_dataset
from orggraph.store.connection import Connection
from orggraph.views import lookup
from orggraph.workspace import Workspace
from tests.conftest import BOTH_IN_SOAK, connected, empty
from tests.graph.test_same import split
from tests.queries.conftest import DATASETS

N = TypeVar("N", bound=Node)
DISTANCE = "council-distance"
WAYS = {"ADVISES", "PREPARES", "INFORMS", "ACCOUNTABLE_TO", "APPOINTS", "ESCALATES_TO", "TAKEN_BY", "ADOPTED_BY"}
FURTHEST = 8


def random_region(seed: int, name: str = "d") -> Dataset:
    """Councils, boards, decisions and products, joined at random: some alone, some far apart, some by several ways of one length."""
    chance = random.Random(seed)
    info = DatasetInfo(id=name, title="Bedacht", reference_date="2026-01-01", fictional=True)

    def make(made: type[N], number: int, **more: Any) -> N:
        return made(dataset=name, id=f"{name}/{made.label().lower()}/n{number:02}", name=f"{made.__name__} {number}", **more)

    councils = [make(Body, number, kind=BodyKind.COUNCIL, tier=Tier.POLITICAL) for number in range(4)]
    boards = [make(Body, number, kind=BodyKind.WORKING_GROUP, tier=Tier.EXECUTIVE) for number in range(4, 16)]
    targets: list[Decision | Product] = [make(Decision, number) for number in range(4)]
    targets += [make(Product, number, kind=ProductKind.BUDGET) for number in range(4)]
    bodies = [*councils, *boards]
    edges: dict[tuple[str, str, str], None] = {}
    for _ in range(chance.randrange(14, 26)):
        kind = chance.choice(["ADVISES", "INFORMS", "ACCOUNTABLE_TO"])
        source, target = chance.sample(bodies, 2)
        edges[kind, source.id, target.id] = None
    for product in targets[:-1]:
        edges["TAKEN_BY" if isinstance(product, Decision) else "ADOPTED_BY", product.id, chance.choice(boards).id] = None
    relationships = tuple(TYPES[kind](dataset=name, source=source, target=target) for kind, source, target in edges)
    return Dataset(info, (*bodies, *targets), relationships)


def loaded(connection: Connection, datasets: Sequence[Dataset]) -> Graph:
    """The store holds just these datasets; their projection."""
    Workspace(connection).load_all(datasets, by="tests")
    return project(to_tables(*datasets))


def ways(graph: Graph) -> Graph:
    """The graph of the relationships along which the distance is counted."""
    cut: Graph = graph.copy()
    others = [(source, target, key) for source, target, key, edge in graph.edges(keys=True, data=True) if edge["type"] not in WAYS]
    cut.remove_edges_from(others)
    return cut


def by_networkx(graph: Graph, rows: list[dict[str, Any]]) -> list[tuple[int | None, list[str] | None]]:
    """Steps and way from council to target of each row, as the path of NetworkX from target to council has them."""
    between = ways(graph)
    told: list[tuple[int | None, list[str] | None]] = []
    for row in rows:
        ends = row["target_id"], row["council_id"]
        way = lookup.path(between, *ends)
        known = way["length"] is not None and way["length"] <= FURTHEST
        told.append((way["length"], [node["id"] for node in way["nodes"]][-2:0:-1]) if known else (None, None))
    return told


def as_asked(rows: list[dict[str, Any]]) -> list[tuple[int | None, list[str] | None]]:
    return [(row["steps"], row["between_id"]) for row in rows]


@pytest.mark.parametrize("seed", range(3))
def test_the_distance_of_councils_is_that_of_networkx(connection: Connection, seed: int) -> None:
    graph = loaded(connection, [random_region(seed)])
    rows = queries.run(connection, DISTANCE)
    assert len(rows) == 4 * 8
    assert as_asked(rows) == by_networkx(graph, rows)
    assert {None} < {row["steps"] for row in rows}


@pytest.mark.parametrize("seed", range(3))
def test_the_distance_is_counted_over_datasets(connection: Connection, seed: int) -> None:
    """Parts of one region in two datasets: the same ways; between what no dataset has both of, only where there is a way."""
    parts = list(split(random_region(seed), seed))
    graph = loaded(connection, parts)
    rows = queries.run(connection, DISTANCE)
    assert as_asked(rows) == by_networkx(graph, rows)
    whole = project(to_tables(random_region(seed)))
    assert len(rows) == 4 * 8
    assert [row["steps"] for row in rows] == [steps for steps, _ in by_networkx(whole, [in_dataset(row, "d") for row in rows])]
    assert {"one", "one, two"} <= {row["dataset"] for row in rows}


def in_dataset(row: dict[str, Any], dataset: str) -> dict[str, Any]:
    return {column: f"{dataset}/{value.split('/', 1)[1]}" for column, value in row.items() if column in ("council_id", "target_id")}


def test_the_example_region_with_two_that_know_one_of_its_councils(connection: Connection) -> None:
    """The north takes a decision in a board that answers to the council; a service in the south informs it, and answers to another."""
    example = read_dataset(regions.source_path("voorbeeldregio"))
    council = min((node for node in example.nodes if isinstance(node, Body) and node.kind == BodyKind.COUNCIL), key=lambda node: node.id)
    known = council.model_copy(update={"identifiers": (*council.identifiers, KNOWN)})
    example = replace(example, nodes=tuple(known if node is council else node for node in example.nodes))
    graph = loaded(connection, [example, *neighbours()])

    rows = queries.run(connection, DISTANCE)

    assert as_asked(rows) == by_networkx(graph, rows)
    steps = {(row["council_id"], row["target_id"]): (row["steps"], row["between_id"]) for row in rows}
    thing = min("noord/body/raad", council.id)
    assert steps[thing, "noord/decision/besluit"] == (2, ["noord/body/bestuur"])
    assert steps["zuid/body/ver", "noord/decision/besluit"] == (4, ["zuid/body/dienst", thing, "noord/body/bestuur"])
    assert any(steps["zuid/body/ver", target][0] for _, target in steps if target.startswith("voorbeeldregio/"))
    alone = queries.run(connection, DISTANCE, datasets=["noord"])
    assert [(row["council_id"], row["steps"]) for row in alone] == [("noord/body/raad", 2)]


KNOWN = "was:council"


def neighbours() -> list[Dataset]:
    """Two regions that know a council of the example region, and a council, a board and a decision of their own."""

    def body(dataset: str, name: str, kind: BodyKind, **more: Any) -> Body:
        return Body(dataset=dataset, id=f"{dataset}/body/{name}", name=name, kind=kind, tier=Tier.POLITICAL, **more)

    def edge(kind: str, source: Node, target: Node) -> Relationship:
        return TYPES[kind](dataset=source.dataset, source=source.id, target=target.id)

    infos = [DatasetInfo(id=name, title=name, reference_date="2026-01-01", fictional=True) for name in ("noord", "zuid")]
    shared = [body(info.id, "raad", BodyKind.COUNCIL, identifiers=(KNOWN,)) for info in infos]
    board, service = body("noord", "bestuur", BodyKind.GENERAL_BOARD), body("zuid", "dienst", BodyKind.WORKING_GROUP)
    far = body("zuid", "ver", BodyKind.COUNCIL)
    decision = Decision(dataset="noord", id="noord/decision/besluit", name="Besluit")
    north = (edge("TAKEN_BY", decision, board), edge("ACCOUNTABLE_TO", board, shared[0]))
    south = (edge("INFORMS", service, shared[1]), edge("ACCOUNTABLE_TO", service, far))
    return [Dataset(infos[0], (shared[0], board, decision), north), Dataset(infos[1], (shared[1], service, far), south)]


@pytest.fixture(scope="module", params=BOTH_IN_SOAK)
def parts(request: pytest.FixtureRequest) -> Iterator[Connection]:
    """A store in which two datasets each know a part of one region, and much of it both."""
    with connected(request.getfixturevalue(f"{request.param}_server")) as connection:
        empty(connection)
        Workspace(connection).load_all(list(split(read_dataset(DATASETS["proefregio"]), 1)), by="tests")
        yield connection


@pytest.mark.parametrize("query", queries.registry().values(), ids=lambda query: query.name)
def test_every_question_is_answered_where_datasets_know_the_same_things(parts: Connection, query: Query) -> None:
    needed: dict[str, list[str]] = {name: [] for name in query.params if name == "prefer"}
    rows = queries.run(parts, query, needed)
    things = {row["id"] for row in parts.read("MATCH (n:Entity {dataset: 'two'}) WHERE NOT n:Source RETURN n.id AS id")}
    again = {row["id"] for row in parts.read("MATCH (n:Entity {dataset: 'one'}) RETURN n.id AS id")}
    later = {identity for identity in things if identity.replace("two/", "one/", 1) in again}
    assert later
    for row in rows:
        ids = [value for column, value in row.items() if column.endswith("_id")]
        named = {identity for value in ids for identity in (value if isinstance(value, list) else [value])}
        assert not named & later, "a row names a record, not the thing"
        if queries.DATASET in query.columns:
            assert row[queries.DATASET] in ("one", "two", "one, two")
