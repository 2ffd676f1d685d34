"""What is read while loads commit is of one version: free Cypher, library queries and the projection, on both servers.

Some readings run with all tests; ``ORGGRAPH_READINGS`` asks for another number for each server, and ``ORGGRAPH_READINGS_LOG``
names a file to which each server adds a line (``make soak`` does both).
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from neo4j.exceptions import Neo4jError

from benchmarks.synthetic import region
from orggraph.errors import LoadConflict, StatementFailed
from orggraph.model.dataset import Dataset
from orggraph.sources.dataset_yaml import write_dataset
from orggraph.store import commits, loading, schema
from orggraph.store.connection import Connection
from orggraph.store.embedded import ServerAddress
from orggraph.store.faults import GONE
from orggraph.workspace import Workspace
from tests.store import readings

READINGS = int(os.environ.get("ORGGRAPH_READINGS", "60"))
LOG = os.environ.get("ORGGRAPH_READINGS_LOG")
CHILD = Path(__file__).parent / "loop_child.py"
QUESTIONS = ("who-holds-what", "load-of-people", "how-bodies-relate")


@dataclass
class Streek:
    """A store in which another process goes on replacing one region by another, and what each of the two gives."""

    work: Workspace
    regions: tuple[Dataset, Dataset]
    answers: dict[str, list[Any]] = field(default_factory=dict)
    loader: subprocess.Popen[str] | None = None

    def asked(self, number: int) -> bool:
        """Whether a query of the library gives what it gives of one of the regions."""
        question = QUESTIONS[number % len(QUESTIONS)]
        return list(self.work.query(question)) in self.answers[question]


@pytest.fixture
def streek(connection: Connection, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Streek]:
    schema.prepare(connection)
    made = Streek(Workspace(connection), (region(180, seed=1), region(300, seed=2)))
    files = [tmp_path / "first.yaml", tmp_path / "second.yaml"]
    for file, dataset in zip(files, made.regions, strict=True):
        file.write_text(write_dataset(dataset), encoding="utf-8")
        loading.load(connection, dataset, "test")
        for question in QUESTIONS:
            made.answers.setdefault(question, []).append(list(made.work.query(question)))
    address = request.getfixturevalue(f"{connection.kind}_server")
    there = {
        "NEO4J_URI": address.uri,
        "NEO4J_USERNAME": address.user,
        "NEO4J_PASSWORD": address.password,
        "NEO4J_DATABASE": address.database,
    }
    made.loader = subprocess.Popen(
        [sys.executable, str(CHILD), *map(str, files)],
        env={**os.environ, **there, "PYTHONPATH": str(Path(__file__).parents[2])}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert made.loader.stdout is not None
    assert made.loader.stdout.readline() == "loaded\n"
    yield made
    made.loader.kill()
    made.loader.communicate()


def test_nothing_that_is_read_is_of_two_versions(streek: Streek) -> None:
    ways: list[Callable[[int], bool]] = [
        lambda _: readings.free(streek.work),
        streek.asked,
        lambda _: readings.streamed(streek.work),
        lambda _: readings.projected(streek.work),
    ]
    before, started = streek.work.datasets()[0]["version"], time.monotonic()
    torn, refused = [], 0
    for number in range(READINGS):
        try:
            if not ways[number % len(ways)](number // len(ways)):
                torn.append(number)
        except LoadConflict:
            refused += 1
    loads = streek.work.datasets()[0]["version"] - before
    assert streek.loader is not None
    assert streek.loader.poll() is None
    if LOG:
        with Path(LOG).open("a", encoding="utf-8") as file:
            counts = {"readings": READINGS, "loads": loads, "torn": len(torn), "refused": refused}
            file.write(json.dumps({"kind": streek.work.connection.kind, **counts, "seconds": time.monotonic() - started}) + "\n")
    assert torn == [], (torn, refused, loads)
    assert refused <= READINGS // 10  # a reader that a busy machine keeps waiting is told so, and reads nothing torn
    assert loads > 3  # it went on all the time


@pytest.fixture
def replacing(embedded_connection: Connection, embedded_server: ServerAddress) -> Iterator[Connection]:
    """A store in which somebody goes on replacing all records of a dataset, as fast as the server takes it."""
    schema.prepare(embedded_connection)
    ended = threading.Event()

    def replace() -> None:
        server = embedded_server
        with Connection.open(server.uri, server.user, server.password, server.database) as writer:
            for number in itertools.count():
                with writer.transaction(commits.marked(writer, "x")) as transaction:
                    transaction.run("MATCH (n:Entity {dataset: 'x'}) DETACH DELETE n")
                    transaction.run(
                        "UNWIND range(1, 300) AS i CREATE (:Entity:Body {id: $name + i, dataset: 'x'})", name=f"x/body/{number}-"
                    )
                if ended.is_set():
                    return

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(replace)
        yield embedded_connection
        ended.set()
        writing.result()


def test_a_record_that_goes_while_it_is_read_fails_no_reading(replacing: Connection) -> None:
    """Only the embedded server fails then; here is waited until it did so to its plain driver, beside our readings."""
    statement, failures = "MATCH (n:Entity {dataset: 'x'}) RETURN n.id AS id", 0
    until = time.monotonic() + 60
    while failures < 3 and time.monotonic() < until:
        replacing.read(statement)
        with replacing._driver.session(database=replacing.database) as session:
            try:
                session.run(statement).consume()
            except Neo4jError as error:
                assert error.code == GONE
                failures += 1
    assert failures


def test_free_cypher_that_fails_while_a_load_is_committed_is_asked_again(connection: Connection) -> None:
    with connection.transaction(commits.marked(connection, "x")):
        pass
    slow = (
        "MATCH (c:Commit {id: 'x'}) WITH c.state AS state UNWIND range(1, 1500) AS i UNWIND range(1, 1500) AS j WITH state, count(*) AS n"
    )
    failing = f"{slow} RETURN n / (state - 2) AS half"
    with pytest.raises(StatementFailed):
        connection.read_only(failing)
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(connection.read_only, failing)
        time.sleep(0.1)
        with connection.transaction(commits.marked(connection, "x")):
            assert not answer.done()
        assert answer.result().rows == [{"half": 1500 * 1500 // 2}]
