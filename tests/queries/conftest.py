"""The datasets that the queries are asked of, loaded once for a server and module."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest

from orggraph import resources
from orggraph.graph import Graph, project
from orggraph.model.checks import check
from orggraph.model.dataset import Dataset
from orggraph.model.relationships_people import Holds
from orggraph.model.relationships_work import CarriedOutBy, CommissionedBy, Involves, MonitoredBy, OwnedBy
from orggraph.model.tables import to_tables
from orggraph.model.terms import Side, Status
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
AT_RANDOM = "toeval"
DRAWN = (Holds, CommissionedBy, CarriedOutBy, Involves, OwnedBy, MonitoredBy)
"""What is drawn of the region at random, so many of each."""
MANY = 30
WHEN = (
    {}, {}, {}, {"status": "proposed"}, {"status": "former"}, {"end_date": "2020"}, {"start_date": "2030-05"}, {"start_date": "2011"},
)  # fmt: skip


def at_random(seed: int = 7) -> Dataset:
    """The trial region with people at random on posts, and owners, monitors and commissions at random: some proposed, some over.

    What is said to be open stays so: an owner named beside one that is open is another question.
    """
    text = DATASETS["proefregio"].read_text(encoding="utf-8").replace("id: proefregio\n  title", f"id: {AT_RANDOM}\n  title", 1)
    region, chance = read_dataset(text), random.Random(seed)
    made = {(edge.type, edge.source, edge.target): edge for edge in region.relationships}
    left_open = {edge.source for edge in region.relationships if edge.status is Status.OPEN}
    left_open |= {node.id for node in region.nodes if node.open or node.status is Status.OPEN}
    for kind in DRAWN:
        starts, ends = (
            [node.id for node in region.nodes if node.label() in labels and node.id not in left_open]
            for labels in (kind.sources_of, kind.targets_of)
        )
        for _ in range(MANY):
            side = {"side": chance.choice(list(Side))} if "side" in kind.tells_apart and chance.random() < 0.8 else {}
            drawn = {"source": chance.choice(starts), "target": chance.choice(ends), **side, **chance.choice(WHEN)}
            made.setdefault((kind.type, drawn["source"], drawn["target"]), kind(dataset=AT_RANDOM, **drawn))  # type: ignore[arg-type]
    dataset = Dataset(region.info, region.nodes, tuple(made.values()))
    assert [problem for problem in check(dataset) if problem.level == "error"] == []
    return dataset


SMALL = {"patstelling": Path(__file__).parents[1] / "data" / "patstelling.yaml"}
"""What no region holds, for the rows of one question."""


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def library_connection(request: pytest.FixtureRequest, filled: Filling) -> Connection:
    """A connection to a database that holds exactly the datasets above, on each server; only read from it."""
    return filled(request.getfixturevalue(f"{request.param}_server"), *DATASETS.values(), *SMALL.values(), random_region())


@pytest.fixture(params=[*DATASETS, AT_RANDOM])  # not of the module: its turns would fill the databases anew each time
def dataset(request: pytest.FixtureRequest) -> str:
    """Each of the datasets, by its id."""
    return str(request.param)


@pytest.fixture
def graph(dataset: str) -> Graph:
    """Its projection at its own date; only read from."""
    return _projected(dataset)


@cache
def _projected(dataset: str) -> Graph:
    return project(to_tables(random_region() if dataset == AT_RANDOM else read_dataset(DATASETS[dataset])))


@cache
def random_region() -> Dataset:
    """One drawn region for the whole run."""
    return at_random()
