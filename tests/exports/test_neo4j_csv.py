"""What ``neo4j-admin database import`` makes of the export equals a load; every region's files hold its rows."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path
from typing import Any

import pytest

from orggraph import regions
from orggraph.errors import TooLarge
from orggraph.exports import Origin, registry
from orggraph.exports.neo4j_csv import COMMAND
from orggraph.model.dataset import Dataset
from orggraph.model.tables import to_tables
from orggraph.picture.export import put_all
from orggraph.sources import read
from orggraph.sources.dataset_yaml import read_dataset
from orggraph.store.connection import Connection
from orggraph.workspace import Workspace
from tests.conftest import Neo4jServer, connected, empty, neo4j_libraries

AWKWARD = """orggraph: 1
dataset: {id: lastig, title: "a $(touch x) `touch y`\\nrm z", reference_date: "2026-01-01"}
Body:
- {id: ab, name: "x, \\"y\\"; z", kind: general_board, tier: executive, seats: 7, note: "een\\r\\ntwee\\n\\ndrie"}
Organization:
- {id: dorp, name: '=cmd|"/c calc"!A1', kind: municipality, identifiers: ["roo:1;2", "x:a,b"], start_date: "2019", inhabitants: 1000}
Post:
- {id: p, name: '{"a": 1}', in: body/ab, on_behalf_of: organization/dorp, votes: 1.5}
- {id: q, name: "'quoted' \\\\ ☃", in: body/ab, votes: 2}
Person:
- {id: a, name: wethouder, side_functions_published: true, holds: {to: post/p, start_date: "2020-05", end_date: "2024-06-01"}}
"""
NODES = "MATCH (n) WHERE n:Entity RETURN labels(n) AS labels, properties(n) AS properties ORDER BY n.id"
EDGES = "MATCH (a:Entity)-[r]->(b:Entity) RETURN a.id AS a, type(r) AS type, b.id AS b, properties(r) AS properties ORDER BY r.id, a, b"


def files(dataset: Dataset) -> dict[str, bytes]:
    content = registry()["neo4j-csv"].make(dataset, Origin.of(dataset, 3, "2026-06-01"), "")
    assert not isinstance(content, bytes)
    return dict(content)


@pytest.mark.parametrize("name", regions.names())
def test_the_files_hold_the_rows(name: str) -> None:
    dataset = read(regions.path(name))
    made = files(dataset)
    tables = to_tables(dataset)
    for folder, group in (("nodes", tables.nodes), ("relationships", tables.relationships)):
        for table in group:
            text = gzip.decompress(made[f"{folder}/{table.kind}.csv.gz"]).decode()
            head, *rows = csv.reader(io.StringIO(text, newline=""))
            assert len(rows) == len(table)
            assert len(head) == len(table.columns)
            assert f"{table.kind}={folder}/{table.kind}.csv.gz" in made[COMMAND].decode()


def test_a_sign_that_parts_items_is_refused() -> None:
    odd = read_dataset(AWKWARD)
    node = next(node for node in odd.nodes if node.identifiers)
    changed = tuple(node.model_copy(update={"identifiers": ("x:a\x1fb",)}) if each is node else each for each in odd.nodes)
    with pytest.raises(TooLarge, match=r"U\+001F"):
        files(Dataset(odd.info, changed, odd.relationships))


def test_neo4j_admin_makes_what_a_load_makes(tmp_path: Path) -> None:
    server = Neo4jServer(tmp_path / "neo4j", neo4j_libraries())
    dataset = read_dataset(AWKWARD)
    folder = tmp_path / "export"
    put_all(folder, files(dataset))
    server.bulk_import(folder)
    server.start()
    try:
        with connected(server.address) as opened:
            head = opened.read("MATCH (d:Dataset) RETURN d.id AS id, d.title AS title, d.version AS version")
            imported = _content(opened)
            empty(opened)
            with Workspace(opened) as work:
                work.load(dataset, by="the tests")
                loaded = _content(opened)
    finally:
        server.kill()
    assert [dict(row) for row in head] == [{"id": "lastig", "title": dataset.info.title, "version": None}]
    assert imported == loaded
    assert len(imported[0]) == len(dataset.nodes)


def _content(opened: Connection) -> list[list[Any]]:
    """Every record with its labels or ends and its properties; the hash is for loads alone."""
    rows = [[dict(row) for row in opened.read(statement)] for statement in (NODES, EDGES)]
    for row in (*rows[0], *rows[1]):
        row["properties"] = {name: value for name, value in row["properties"].items() if name != "hash"}
        if "labels" in row:
            row["labels"] = sorted(row["labels"])
    return rows
