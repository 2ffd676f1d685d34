"""Loading by difference, as one unit, on both servers."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from benchmarks.synthetic import region
from orggraph.errors import LoadConflict, OrggraphError, UnknownName
from orggraph.model.base import Node
from orggraph.model.dataset import Dataset, DatasetInfo
from orggraph.model.nodes import Body, Person, Post, Topic
from orggraph.model.relationships import Holds, In, PartOf
from orggraph.model.tables import Tables, to_tables
from orggraph.model.terms import BodyKind, Evidence, Tier
from orggraph.sources.dataset_yaml import write_dataset
from orggraph.store import acceptances, commits, loading, pages, reading, schema, versions, writing
from orggraph.store.connection import Connection
from tests.conftest import SOAK
from tests.store.snapshots import records, snapshot
from tests.strategies import datasets

CHILD = Path(__file__).parent / "load_child.py"
HOSTILE = [
    "'; MATCH (n) DETACH DELETE n; //", "` }) DETACH DELETE n //", "Robert'); DROP TABLE", "<script>alert(1)</script>", "=cmd()", "$id[i]",
    "{{7*7}}", "\u202eעברית\u202c", "مجلس", "é" * 300, "🏛️ raad", 'a\\b\n"c"', "null", "NaN", "\\u0000", "x\u00a0y", "\u2028", "%s {0}",
]  # fmt: skip


@pytest.fixture
def store(connection: Connection) -> Connection:
    schema.prepare(connection)
    return connection


def topics(*names: str, dataset: str = "d", **more: Any) -> Dataset:
    """Topics of which each is part of the first."""
    nodes = [Topic(dataset=dataset, id=f"{dataset}/topic/{name}", name=name, **more) for name in names]
    edges = [PartOf(dataset=dataset, source=node.id, target=nodes[0].id) for node in nodes[1:]]
    return Dataset(DatasetInfo(id=dataset, title="D"), tuple(nodes), tuple(edges))


def with_nodes(dataset: Dataset, change: Callable[[Node], Node | None]) -> Dataset:
    """The dataset with other nodes; relationships that lost an end go too."""
    nodes = tuple(new for node in dataset.nodes if (new := change(node)) is not None)
    ids = {node.id for node in nodes}
    return replace(dataset, nodes=nodes, relationships=tuple(one for one in dataset.relationships if {one.source, one.target} <= ids))


def same(one: Tables, two: Tables) -> bool:
    """Whether two tables hold the same records, in whatever order and columns."""
    return _content(one) == _content(two)


def _content(tables: Tables) -> dict[str, dict[str, Any]]:
    return {table.kind: {row["id"]: row for row in table.rows()} for table in (*tables.nodes, *tables.relationships) if len(table)}


def test_what_is_loaded_reads_back(store: Connection) -> None:
    dataset = region(300)
    loaded = loading.load(store, dataset, "tester")
    assert (loaded.version, loaded.difference.counts()) == (
        1, {"added": len(dataset.nodes) + len(dataset.relationship_rows), "changed": 0, "removed": 0},
    )  # fmt: skip
    assert same(reading.read_tables(store), to_tables(dataset))
    (head,) = reading.datasets(store)
    assert (head["id"], head["version"], head["hash"], head["loaded_by"]) == (dataset.id, 1, dataset.content_hash, "tester")
    assert (head["nodes"], head["relationships"]) == (len(dataset.nodes), len(dataset.relationship_rows))


def test_when_a_body_ends_its_seats_end_in_the_store_too(store: Connection) -> None:
    body = Body(dataset="d", id="d/body/b", name="B", kind=BodyKind.COUNCIL, tier=Tier.POLITICAL)
    post = Post(dataset="d", id="d/post/p", name="P")
    person = Person(dataset="d", id="d/person/q", name="Q")
    edges = (In(dataset="d", source=post.id, target=body.id), Holds(dataset="d", source=person.id, target=post.id))
    loading.load(store, Dataset(DatasetInfo(id="d", title="D"), (body, post, person), edges), "tester")

    ended = Dataset(DatasetInfo(id="d", title="D"), (body.model_copy(update={"end_date": "2022"}), post, person), edges)
    loaded = loading.load(store, ended, "tester")

    assert loaded.difference.counts() == {"added": 0, "changed": 3, "removed": 0}
    rows = store.read("MATCH (n:Post)<-[h:HOLDS]-() RETURN n.valid_before AS post, n.ends_with AS with, h.valid_before AS holder")
    assert rows == [{"post": "2023-01-01", "with": body.id, "holder": "2023-01-01"}]
    assert same(reading.read_tables(store), to_tables(ended))
    loading.load(store, replace(ended, nodes=(body, post, person)), "tester")
    assert store.read("MATCH (n:Post) RETURN n.valid_before AS post, n.ends_with AS with") == [{"post": None, "with": None}]


def test_a_second_load_writes_nothing(store: Connection) -> None:
    loading.load(store, region(300), "tester")
    before, steps = snapshot(store), list[str]()
    loaded = loading.load(store, region(300), "another", watch=steps.append)
    assert (loaded.version, loaded.difference.is_empty, steps) == (1, True, ["compared"])
    assert snapshot(store) == before


def test_the_difference_alone_is_written(store: Connection) -> None:
    first = region(300)
    loading.load(store, first, "tester")
    gone = next(node.id for node in first.nodes if node.label() == "Person")
    second = with_nodes(
        first, lambda node: None if node.id == gone else node.model_copy(update={"note": "n"}) if node.label() == "Role" else node
    )
    second = replace(second, nodes=(*second.nodes, Topic(dataset=first.id, id=f"{first.id}/topic/new", name="Nieuw")))
    cited = sum(len(node.sources) for node in first.nodes if node.id == gone)
    held = len(first.relationships) - len(second.relationships)
    loaded = loading.load(store, second, "tester")
    assert loaded.difference.counts() == {"added": 1, "changed": 12, "removed": 1 + held + cited}
    assert same(reading.read_tables(store), to_tables(second))


def test_there_and_back_is_the_same(store: Connection) -> None:
    loading.load(store, region(300, seed=1), "tester")
    first = records(store)
    loading.load(store, region(200, seed=2), "tester")
    assert records(store) != first
    assert loading.load(store, region(300, seed=1), "tester").version == 3
    assert records(store) == first


def test_a_relationship_changes_and_goes(store: Connection) -> None:
    dataset = topics("a", "b", "c")
    loading.load(store, dataset, "tester")
    one, two = dataset.relationships
    loading.load(store, replace(dataset, relationships=(one.model_copy(update={"note": "n", "evidence": Evidence.INFERRED}),)), "tester")
    assert store.read("MATCH ()-[r:PART_OF]->() RETURN r.id AS id, r.note AS note") == [{"id": one.id, "note": "n"}]
    loading.load(store, dataset, "tester")
    assert store.read("MATCH ()-[r:PART_OF]->() RETURN r.note AS note") == [{"note": None}, {"note": None}]
    assert two.id in {row["id"] for row in store.read("MATCH ()-[r:PART_OF]->() RETURN r.id AS id")}


def test_the_head_alone_can_change(store: Connection) -> None:
    dataset = topics("a")
    loading.load(store, dataset, "tester")
    loaded = loading.load(store, replace(dataset, info=DatasetInfo(id="d", title="Anders")), "tester")
    assert (loaded.version, loaded.difference.size) == (2, 0)
    assert [head["title"] for head in reading.datasets(store)] == ["Anders"]


def test_a_dataset_goes_and_others_stay(store: Connection) -> None:
    loading.load(store, topics("a", "b", dataset="e"), "tester")
    other = records(store)
    loading.load(store, topics("a", "b"), "tester")
    assert loading.remove(store, "d").difference.counts() == {"added": 0, "changed": 0, "removed": 3}
    assert records(store) == other
    assert [head["id"] for head in reading.datasets(store)] == ["e"]
    assert loading.load(store, topics("a"), "tester").version == 3  # its history goes on


def test_what_is_not_there_cannot_go(store: Connection) -> None:
    loading.load(store, topics("a", dataset="amersfoort"), "tester")
    with pytest.raises(UnknownName, match="amersfoort"):
        loading.remove(store, "amersfort")


def test_an_empty_dataset_is_there(store: Connection) -> None:
    loading.load(store, topics(), "tester")
    assert reading.read_tables(store).datasets.keys() == {"d"}


def test_hostile_names_come_back_as_they_are(store: Connection) -> None:
    nodes = tuple(Topic(dataset="d", id=f"d/topic/t{number}", name=name.strip() or "x", note=name) for number, name in enumerate(HOSTILE))
    dataset = Dataset(DatasetInfo(id="d", title=HOSTILE[0], description=HOSTILE[1]), nodes, ())
    loading.load(store, dataset, HOSTILE[2])
    assert same(reading.read_tables(store), to_tables(dataset))
    assert [(head["title"], head["loaded_by"]) for head in reading.datasets(store)] == [(HOSTILE[0], HOSTILE[2])]


@given(dataset=datasets())
@settings(max_examples=100 if SOAK else 4, deadline=None, suppress_health_check=[*HealthCheck])
def test_any_dataset_reads_back(store: Connection, dataset: Dataset) -> None:
    loading.load(store, dataset, "tester")
    assert same(reading.read_tables(store), to_tables(dataset))
    assert loading.load(store, dataset, "tester").difference.is_empty


def test_what_one_transaction_does_not_hold_goes_in_parts_and_leaves_the_same(store: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "PAGE", 70)
    first, second = region(120, seed=1), region(180, seed=2)
    empty, whole = records(store), []
    for dataset in (first, second):
        loading.load(store, dataset, "tester")
        whole.append(records(store))
    loading.remove(store, first.id)
    steps: list[str] = []
    for dataset, left in ((first, whole[0]), (second, whole[1]), (first, whole[0])):
        loaded = loading.load(store, dataset, "tester", cap=100, watch=steps.append)
        assert records(store) == left
        assert versions.dataset_of(store, dataset.id, loaded.version).content_hash == dataset.content_hash
    assert steps.count("committed") == 3
    loading.remove(store, first.id, cap=100)
    assert records(store) == empty
    assert [row["number"] for row in versions.listed(store)] == [*range(1, 8)]


def test_a_load_in_parts_that_fails_leaves_what_was_there_and_keeps_readers_waiting_meanwhile(store: Connection) -> None:
    first, second = region(120, seed=1), region(180, seed=2)
    loading.load(store, first, "tester")
    before, seen = snapshot(store, without=frozenset({"lock"})), []

    def watch(step: str) -> None:
        if step == "writing":
            seen.append(step)
        if len(seen) == 4:
            with pytest.raises(LoadConflict, match=r"part \d+ of about \d+"):
                commits.settle(store)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        loading.load(store, second, "tester", cap=100, watch=watch)
    assert snapshot(store, without=frozenset({"lock"})) == before
    assert [row["number"] for row in versions.listed(store)] == [1]
    assert store.read("MATCH (p:VersionPart) WHERE p.number > 1 RETURN p.id AS id") == []
    assert loading.load(store, second, "tester", cap=100).version == 2


def test_acceptances_outlive_a_reload(store: Connection) -> None:
    accepted = {"id": "f1", "reason": "afgesproken", "by": "secretaris", "until": "2027-01-01"}
    loading.load(store, topics("a"), "tester")
    acceptances.write(store, accepted)
    loading.load(store, topics("b"), "tester")
    loading.remove(store, "d")
    assert acceptances.read_all(store) == [accepted]
    assert [acceptances.remove(store, "f1"), acceptances.remove(store, "f1")] == [True, False]


def test_a_loader_that_came_second_is_told_and_nothing_is_lost(store: Connection) -> None:
    loading.load(store, topics("a"), "tester")

    def another(step: str) -> None:
        if step == "compared":
            loading.load(store, topics("a", "b"), "first")

    with pytest.raises(LoadConflict):
        loading.load(store, topics("a", "c"), "second", watch=another)
    assert same(reading.read_tables(store), to_tables(topics("a", "b")))
    assert loading.load(store, topics("a", "c"), "second").version == 3


@pytest.mark.parametrize("there", [False, True])
def test_of_two_loaders_at_once_one_wins(store: Connection, there: bool) -> None:
    if there:
        loading.load(store, topics("a"), "tester")
    first, second = region(400, "d", seed=1), region(400, "d", seed=2)
    together, outcomes = threading.Barrier(2), dict[str, object]()

    def run(name: str, dataset: Dataset) -> None:
        try:
            outcomes[name] = loading.load(store, dataset, name, watch=lambda step: together.wait(30) if step == "compared" else None)  # type: ignore[func-returns-value]
        except OrggraphError as error:
            outcomes[name] = error

    threads = [threading.Thread(target=run, args=one) for one in (("first", first), ("second", second))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    lost = [name for name, outcome in outcomes.items() if isinstance(outcome, LoadConflict)]
    assert len(outcomes) == 2
    assert len(lost) == 1, outcomes
    (head,) = reading.datasets(store)
    assert head["loaded_by"] not in lost
    assert same(reading.read_tables(store), to_tables(first if head["loaded_by"] == "first" else second))
    assert loading.load(store, first if lost == ["first"] else second, lost[0]).version == head["version"] + 1


@pytest.mark.parametrize("step", ["compared", "locked", "written"])
def test_of_two_processes_one_wins(store: Connection, request: pytest.FixtureRequest, tmp_path: Path, step: str) -> None:
    address = request.getfixturevalue(f"{store.kind}_server")
    loading.load(store, topics("a"), "tester")
    file = tmp_path / "other.yaml"
    file.write_text(write_dataset(topics("a", "b")))
    there = {
        "NEO4J_URI": address.uri,
        "NEO4J_USERNAME": address.user,
        "NEO4J_PASSWORD": address.password,
        "NEO4J_DATABASE": address.database,
    }
    child = subprocess.Popen(
        [sys.executable, str(CHILD), str(file), step], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, **there, "PYTHONPATH": str(CHILD.parents[2])},
    )  # fmt: skip
    assert child.stdout is not None
    while child.stdout.readline().strip() != "waiting":
        assert child.poll() is None
    going_on = threading.Timer(0 if step == "compared" else 0.5, child.communicate)
    if step != "compared":
        going_on.start()  # it holds the lock: Neo4j lets who comes now wait for it, the embedded server lets who commits first win
    try:
        loading.load(store, topics("a", "c"), "here")
        won, held = "here", topics("a", "c")
    except LoadConflict:
        won, held = "child", topics("a", "b")
    if step == "compared":
        going_on.start()
    going_on.join(60)
    assert child.wait(60) == (0 if won == "child" else LoadConflict.exit_status)
    assert won == "here" or step != "compared"
    assert same(reading.read_tables(store), to_tables(held))


def test_an_error_within_the_write_leaves_the_old(store: Connection) -> None:
    loading.load(store, topics("a"), "tester")
    before = snapshot(store)

    def stumble(step: str) -> None:
        if step == "written":
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        loading.load(store, topics("a", "b"), "tester", watch=stumble)
    assert snapshot(store) == before
    with pytest.raises(ZeroDivisionError):
        loading.remove(store, "d", watch=stumble)
    assert snapshot(store) == before


def test_more_than_one_batch(store: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "BATCH", 7)
    monkeypatch.setattr(pages, "PAGE", 11)
    dataset, steps = region(100), list[str]()
    loading.load(store, dataset, "tester", watch=steps.append)
    assert steps.count("writing") > len(dataset.nodes) / 7
    assert same(reading.read_tables(store), to_tables(dataset))
    loading.remove(store, dataset.id)
    assert records(store) == [row for row in snapshot(store) if ("labels", ["Meta"]) in row[0]]
