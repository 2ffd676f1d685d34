"""What people do with the product: a file loaded again, a field corrected, all analyses, every question of the library, a command."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.measure import Seconds, seconds
from benchmarks.rival_loads import prepare
from benchmarks.synthetic import world
from orggraph import analyses, edits, queries, regions, resources
from orggraph.graph import Graph, project
from orggraph.model.dataset import Dataset
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset, write_dataset
from orggraph.store import embedded, loading, schema
from orggraph.store.connection import Connection
from orggraph.store.embedded import ServerAddress
from orggraph.workspace import Workspace

EXAMPLE = "voorbeeldregio"


def with_a_file(address: ServerAddress, size: int) -> Seconds:
    """One region, beside the others of that size: its file loaded, loaded again, loaded with one record changed; and edits in the app."""
    prepare(address)
    dataset, *others = world(size)
    topic = next(node for node in dataset.nodes if node.id.split("/")[1] == "topic")
    with (
        Connection.open(address.uri, address.user, address.password, address.database) as connection,
        tempfile.TemporaryDirectory() as folder,
    ):
        schema.prepare(connection)
        for other in others:
            loading.load(connection, other, "benchmark")
        work, file = Workspace(connection), Path(folder) / "streek.yaml"
        text = write_dataset(dataset)
        file.write_text(text, encoding="utf-8")
        found = {"first load of a file": seconds(lambda: work.load(file)), "unchanged file": seconds(lambda: work.load(file), 3)}
        file.write_text(text.replace(f"name: {topic.name}", f"name: {topic.name} anders", 1), encoding="utf-8")
        found["one record changed in the file"] = seconds(lambda: work.load(file))
        found["an edit written"] = median(_edit(work, dataset.id, topic.id, f"Nieuw {number}") for number in range(5))
        return found


def _edit(work: Workspace, dataset: str, subject: str, value: str) -> float:
    proposal = edits.propose(work, dataset, "correct", {"subject": subject, "field": "description", "value": value})
    return seconds(lambda: edits.apply(work, proposal, by="benchmark"))


def with_the_example() -> Seconds:
    """All analyses on a fresh projection of the example region and of 20,000 nodes."""
    example = read_dataset(resources.package_path("regions", f"{EXAMPLE}.yaml"))
    analyses.find(graph_of(example))  # the rules are read once in a process
    return {
        f"all analyses, {EXAMPLE}": min(_all_analyses(example) for _ in range(3)),
        "all analyses, 20,000 nodes": _all_analyses(*world(20_000)),
    }


def graph_of(*datasets: Dataset) -> Graph:
    return project(to_tables(*datasets))


def _all_analyses(*datasets: Dataset) -> float:
    graph = graph_of(*datasets)
    return seconds(lambda: analyses.find(graph))


def in_a_home() -> Seconds:
    """An empty home that is filled with the five regions, commands on it, and each question of the library."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        environment = {**os.environ, "ORGGRAPH_HOME": folder}

        def command(*arguments: str) -> None:
            subprocess.run([sys.executable, "-m", "orggraph", *arguments], env=environment, check=True, capture_output=True)

        try:
            found = {"first load of five regions": seconds(lambda: command("load", *regions.names()))}
            found["orggraph datasets"] = seconds(lambda: command("datasets"), 3)
            found["orggraph query"] = seconds(lambda: command("query", "shared-members", "--dataset", EXAMPLE), 3)
            with Workspace(Connection.embedded(home)) as work:
                found |= _slowest_question(work)
            return found
        finally:
            embedded.stop(home)


def _slowest_question(work: Workspace) -> Seconds:
    asked = [name for name, query in queries.registry().items() if all(p.optional or p.default is not None for p in query.params.values())]
    took = {name: seconds(lambda name=name: work.query(name, datasets=[EXAMPLE]), 3) for name in asked}  # type: ignore[misc]
    slowest = max(took, key=lambda name: took[name])
    return {f"slowest question: {slowest}": took[slowest], "questions": float(len(took))}
