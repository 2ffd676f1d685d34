"""Reading all of some datasets back: only those, columns aligned, and never of two versions at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from orggraph.errors import LoadConflict
from orggraph.graph import project
from orggraph.model.base import Citation
from orggraph.model.dataset import Dataset, DatasetInfo
from orggraph.model.nodes import Source, Topic
from orggraph.model.relationships import PartOf
from orggraph.model.tables import to_tables
from orggraph.store import loading, reading, schema
from orggraph.store.commit_states import TRIES
from orggraph.store.connection import Connection, Record


def dataset(name: str, *notes: str | None) -> Dataset:
    cited = (Citation(source=f"{name}/source/s", locator="p. 1"), Citation(source=f"{name}/source/s"))
    nodes = [
        Topic(dataset=name, id=f"{name}/topic/t{number}", name=str(number), note=note, sources=cited if note else ())
        for number, note in enumerate(notes)
    ]
    edges = [PartOf(dataset=name, source=node.id, target=nodes[0].id, note=node.note, sources=node.sources) for node in nodes[1:]]
    source = Source(dataset=name, id=f"{name}/source/s", name="Bron")
    return Dataset(DatasetInfo(id=name, title=name, reference_date="2026"), (source, *nodes), tuple(edges))


@pytest.fixture
def store(connection: Connection) -> Connection:
    schema.prepare(connection)
    for one in (dataset("a", "x", None, "z", None), dataset("b", None, None)):
        loading.load(connection, one, "tester")
    return connection


def test_what_is_absent_keeps_its_place(store: Connection) -> None:
    tables = reading.read_tables(store, ["a"])
    (topics,) = [table for table in tables.nodes if table.kind == "Topic"]
    assert (topics.columns["name"], topics.columns["note"]) == (["0", "1", "2", "3"], ["x", None, "z", None])
    (edges,) = [table for table in tables.relationships if table.kind == "PART_OF"]
    rows = {row["source"][-2:]: row for row in edges.rows()}
    assert {key: row.get("note") for key, row in rows.items()} == {"t1": None, "t2": "z", "t3": None}
    assert rows["t2"]["locators"] == ["p. 1", ""]
    assert "sources" not in rows["t1"]


@pytest.mark.parametrize(
    ("wanted", "given"), [(None, {"a", "b"}), (["b"], {"b"}), (["b", "a"], {"a", "b"}), (["c"], set()), ([], set()), (["b", "c"], {"b"})]
)
def test_only_what_is_asked(store: Connection, wanted: list[str] | None, given: set[str]) -> None:
    tables = reading.read_tables(store, wanted)
    assert set(tables.datasets) == given
    assert {row["dataset"] for table in (*tables.nodes, *tables.relationships) for row in table.rows()} == given


def test_an_empty_store_gives_an_empty_graph(connection: Connection) -> None:
    assert reading.datasets(connection) == []
    graph = project(reading.read_tables(connection))
    assert (len(graph), graph.number_of_edges()) == (0, 0)


def test_a_graph_from_the_store_is_the_graph_of_the_objects(store: Connection) -> None:
    read = project(reading.read_tables(store))
    made = project(to_tables(dataset("a", "x", None, "z", None), dataset("b", None, None)))
    assert dict(read.nodes(data=True)) == dict(made.nodes(data=True))
    assert {key: data for *_, key, data in read.edges(keys=True, data=True)} == {
        key: data for *_, key, data in made.edges(keys=True, data=True)
    }


def test_the_head_tells_what_was_loaded(store: Connection) -> None:
    head = reading.read_tables(store, ["a"]).datasets["a"]
    assert (head["title"], head["reference_date"], head["version"], head["loaded_by"]) == ("a", "2026", 1, "tester")
    assert not {"lock", "columns"} & set(head)


class Interrupted(Connection):
    """A connection at which something happens each time before the topics are read."""

    happens: list[Dataset]

    def read_columns(self, statement: str, params: Mapping[str, Any] | None = None, /, **more: Any) -> dict[str, list[Any]]:
        if ":Topic)" in statement and self.happens:
            loading.load(self, self.happens.pop(), "another")
        return super().read_columns(statement, params, **more)


@pytest.fixture
def interrupted(store: Connection, request: pytest.FixtureRequest) -> Interrupted:
    address = request.getfixturevalue(f"{store.kind}_server")
    opened = Interrupted.open(address.uri, address.user, address.password, address.database)
    request.addfinalizer(opened.close)
    return opened


def test_a_load_between_two_queries_is_noticed(interrupted: Interrupted) -> None:
    new = dataset("a", "new", "new")
    interrupted.happens = [new]
    tables = reading.read_tables(interrupted, ["a"])
    assert project(tables).nodes.keys() == project(to_tables(new)).nodes.keys()
    assert tables.datasets["a"]["version"] == 2


def test_who_cannot_read_one_version_is_told(interrupted: Interrupted) -> None:
    interrupted.happens = [dataset("a", str(number)) for number in range(TRIES + 1)]
    with pytest.raises(LoadConflict):
        reading.read_tables(interrupted, ["a"])


def test_the_driver_gives_plain_values(store: Connection) -> None:
    rows: list[Record] = [row for table in reading.read_tables(store).nodes for row in table.rows()]
    assert {type(value) for row in rows for value in row.values()} <= {str, int, float, bool, list}
