"""What is measured, on one server and size: seconds of each work, ours and that of its rivals."""

from __future__ import annotations

import gc
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import rival_loads, rival_reads
from benchmarks.synthetic import world
from orggraph.analyses.role_conflicts import role_conflicts
from orggraph.exports import Origin, neo4j_csv
from orggraph.garbage import no_garbage_collection
from orggraph.graph import project
from orggraph.model.dataset import Dataset
from orggraph.model.tables import Tables, to_tables
from orggraph.picture.export import put_all
from orggraph.store import loading, reading, schema
from orggraph.store.connection import Connection
from orggraph.store.embedded import ServerAddress
from tests.conftest import Neo4jServer, neo4j_libraries

ROW_BY_ROW_UP_TO = 10_000
Seconds = dict[str, float]


def seconds(work: Callable[[], object], times: int = 1) -> float:
    """The shortest of some runs: what else the machine does can only add."""
    shortest = float("inf")
    for _ in range(times):
        gc.collect()
        started = time.perf_counter()
        work()
        shortest = min(shortest, time.perf_counter() - started)
    return shortest


def fresh(datasets: list[Dataset]) -> list[Dataset]:
    """The same datasets with nothing worked out yet: rows and hashes are part of a load."""
    return [Dataset(one.info, one.nodes, one.relationships) for one in datasets]


def work_out(dataset: Dataset) -> tuple[object, ...]:
    """All that a load needs of a dataset before it speaks to the server."""
    return dataset.content_hash, dataset.node_rows, dataset.relationship_rows


def on_server(address: ServerAddress, size: int, times: int) -> Seconds:
    """Loads and reads on a server, ours and what a user would write."""
    datasets = world(size)
    tables = to_tables(*datasets)
    for dataset in datasets:
        work_out(dataset)
    with Connection.open(address.uri, address.user, address.password, address.database) as connection:
        by_turns = {  # a server that has just started learns: who comes later is quicker
            "UNWIND and CREATE": lambda: _rival(address, tables, rival_loads.by_columns),
            "first load": lambda: _load(connection, address, fresh(datasets)),
            "first load of rows": lambda: _load(connection, address, datasets),
        }
        rounds = [{name: load() for name, load in by_turns.items()} for _ in range(times)]
        found = {name: min(taken[name] for taken in rounds) for name in by_turns}
        found["second load"] = seconds(lambda: _load_all(connection, fresh(datasets)), times)
        found["read into a graph"] = seconds(lambda: project(reading.read_tables(connection)), times + 1)
    rivals = {}
    if size <= ROW_BY_ROW_UP_TO or connection.kind == "neo4j":  # the embedded server takes a quarter of an hour for 100,000
        rivals["UNWIND and MERGE"] = rival_loads.in_batches
    if size <= ROW_BY_ROW_UP_TO:
        rivals["one MERGE per row"] = rival_loads.row_by_row
    for name, rival in rivals.items():
        found[name] = _rival(address, tables, rival)
    if connection.kind == "neo4j":
        found["neo4j-admin import"] = min(_bulk_import(datasets) for _ in range(min(times, 2)))
    rival_loads.prepare(address)
    return found


def _bulk_import(datasets: list[Dataset]) -> float:
    """Files that are there into an empty database of a server that stands still; a Java that starts included."""
    merged = Dataset(datasets[0].info, tuple(n for d in datasets for n in d.nodes), tuple(r for d in datasets for r in d.relationships))
    with tempfile.TemporaryDirectory() as folder:
        server = Neo4jServer(Path(folder) / "neo4j", neo4j_libraries())
        files = Path(folder) / "files"
        put_all(files, neo4j_csv.make(merged, Origin.of(merged, 1, "2026-01-01"), ""))
        return seconds(lambda: server.bulk_import(files))


def _load(connection: Connection, address: ServerAddress, datasets: list[Dataset]) -> float:
    rival_loads.prepare(address)
    schema.prepare(connection)
    return seconds(lambda: _load_all(connection, datasets))


def _rival(address: ServerAddress, tables: Tables, load: Callable[[ServerAddress, Tables], None]) -> float:
    rival_loads.prepare(address)
    return seconds(lambda: load(address, tables))


def _load_all(connection: Connection, datasets: list[Dataset]) -> None:
    for dataset in datasets:
        loading.load(connection, dataset, "benchmark")


def off_server(size: int, times: int) -> Seconds:
    """The limits of this machine, and the analysis on a projection that is there."""
    datasets = world(size)
    tables = to_tables(*datasets)
    found: Seconds = {"rows and hashes": seconds(lambda: [work_out(one) for one in fresh(datasets)], times)}
    with tempfile.TemporaryDirectory() as folder:
        paths = iter(Path(folder) / f"{number}.duckdb" for number in range(times))
        found["DuckDB load"] = seconds(lambda: rival_loads.duckdb_load(tables, str(next(paths))), times)
        rival_reads.write_parquet(tables, Path(folder) / "parquet")
        found["parquet into a graph"] = seconds(lambda: rival_reads.read_parquet(Path(folder) / "parquet"), times + 1)
    graph = project(tables)
    with no_garbage_collection():  # as all analyses run
        found["first conflicts"] = seconds(lambda: role_conflicts(graph))
        found["conflicts"] = seconds(lambda: role_conflicts(graph), times + 2)
    duck = rival_reads.DuckConflicts(graph)
    found["DuckDB conflicts"] = seconds(duck.run, times + 2)
    ours = {(one.rule, one.subjects[0].id, one.object) for one in role_conflicts(graph) if one.measure == "people"}
    if ours != duck.run():
        raise RuntimeError("the analysis and its SQL do not find the same")
    found["collisions"] = len(ours)
    return found


def start_of_the_command(times: int = 7) -> Seconds:
    """How long ``orggraph --help`` takes, and a Python that does nothing."""

    def run(*arguments: str) -> None:
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)

    return {
        "orggraph --help": seconds(lambda: run("-m", "orggraph", "--help"), times),
        "empty Python": seconds(lambda: run("-c", "pass"), times),
    }
