"""Every format is read back by another program than the one that wrote it, on every region; what it leaves out is said."""

from __future__ import annotations

import io
import json
from collections import Counter
from functools import cache
from pathlib import Path

import networkx as nx
import pyarrow.parquet as pq
import pytest
from jsonschema import Draft4Validator
from rdflib import FOAF, ORG, RDF
from rdflib import Graph as Triples
from referencing import Registry
from referencing.jsonschema import DRAFT4

import orggraph
from orggraph import regions
from orggraph.cli import run
from orggraph.exports import Origin, graphs, registry
from orggraph.graph import Graph, project
from orggraph.model.dataset import Dataset
from orggraph.model.tables import from_tables, to_tables
from orggraph.picture.pictures import graph_json
from orggraph.sources import read
from orggraph.sources.dataset_yaml import read_dataset
from orggraph.store.connection import Connection
from orggraph.workspace import Workspace
from tests.conftest import SOAK, empty

POPOLO = Path(__file__).parents[1] / "data" / "popolo"
HOSTILE = """orggraph: 1
dataset: {id: vijandig, title: "<script>alert(1)</script>"}
Body:
- {id: ab, name: "x'}) DETACH DELETE n //", kind: general_board, tier: executive, note: '=cmd|"/c calc"!A1'}
Organization:
- {id: dorp, name: 'a"b\\\\c ☃ </Body>', kind: municipality, identifiers: ["roo:1"], start_date: "2019"}
Post:
- {id: p, name: '{"a": 1}', in: body/ab, on_behalf_of: organization/dorp}
Person:
- {id: a, name: "wethouder \\u2028", holds: {to: post/p, start_date: "2020-05", end_date: "2024-06-01"}}
"""


@cache
def dataset(name: str) -> Dataset:
    return read_dataset(HOSTILE) if name == "vijandig" else read(regions.path(name))


def origin(name: str) -> Origin:
    return Origin.of(dataset(name), 3, "2026-06-01")


def made(name: str, key: str, suffix: str) -> bytes:
    content = registry()[key].make(dataset(name), origin(name), suffix)
    assert isinstance(content, bytes)
    return content


@cache
def projection(name: str) -> Graph:
    return project(to_tables(dataset(name)))


NAMES = [*regions.names(), "vijandig"]


def test_the_formats_of_the_contract_that_are_there() -> None:
    assert registry().keys() >= {"yaml", "workbook", "org", "popolo", "ameff", "bpmn", "parquet", "neo4j-csv", "cypher"}


@pytest.mark.parametrize("name", NAMES)
def test_records_survive_their_rows(name: str) -> None:
    (back,) = from_tables(to_tables(dataset(name)))
    assert back.content_hash == dataset(name).content_hash


@pytest.mark.parametrize("key", sorted(registry()))
def test_an_export_is_the_same_twice(key: str) -> None:
    export = registry()[key]
    for suffix in export.suffixes or ("",):
        content, again = (export.make(dataset("noord-veluwe"), origin("noord-veluwe"), suffix) for _ in range(2))
        assert content == again


@pytest.mark.parametrize("name", NAMES)
def test_yaml_holds_everything(name: str) -> None:
    assert read_dataset(made(name, "yaml", ".yaml").decode()).content_hash == dataset(name).content_hash
    assert registry()["yaml"].left_out(dataset(name)) == {}


@pytest.mark.parametrize("suffix", [".ttl", ".jsonld"])
@pytest.mark.parametrize("name", NAMES)
def test_org_holds_who_holds_what(name: str, suffix: str) -> None:
    triples = Triples().parse(data=made(name, "org", suffix), format="turtle" if suffix == ".ttl" else "json-ld")
    counts = Counter(node.label() for node in dataset(name).nodes)
    assert len(set(triples.subjects(RDF.type, FOAF.Person))) == counts["Person"]
    assert len(set(triples.subjects(RDF.type, ORG.Post))) == counts["Post"]
    assert len(set(triples.subjects(RDF.type, ORG.FormalOrganization))) == counts["Organization"]
    holdings = {edge.id for edge in dataset(name).relationships if edge.type == "HOLDS"}
    assert len(set(triples.subjects(RDF.type, ORG.Membership))) == len(holdings)


@pytest.mark.parametrize("name", NAMES)
def test_popolo_fits_the_schemas_of_the_specification(name: str) -> None:
    document = json.loads(made(name, "popolo", ".json"))
    kinds = {"persons": "person", "organizations": "organization", "posts": "post", "memberships": "membership"}
    schemas = [json.loads(path.read_text(encoding="utf-8")) for path in POPOLO.glob("*.json")]
    known = Registry().with_resources([(schema["id"], DRAFT4.create_resource(schema)) for schema in schemas])
    for section, kind in kinds.items():
        schema = next(schema for schema in schemas if schema["id"].endswith(f"/{kind}.json#"))
        validator = Draft4Validator(schema, registry=known)
        for record in document[section]:
            assert [error.message for error in validator.iter_errors(record)] == []
    assert len(document["persons"]) == sum(node.label() == "Person" for node in dataset(name).nodes)
    posts = {post["id"] for post in document["posts"]}
    assert all(membership["post_id"] in posts for membership in document["memberships"])


@pytest.mark.parametrize("name", NAMES)
def test_parquet_holds_every_row(name: str) -> None:
    files = registry()["parquet"].make(dataset(name), origin(name), "")
    assert not isinstance(files, bytes)
    rows = {file.rpartition("/")[2].removesuffix(".parquet"): pq.read_table(io.BytesIO(content)) for file, content in files.items()}
    counts = Counter(node.label() for node in dataset(name).nodes)
    assert {label: rows[label].num_rows for label in counts} == counts
    names = {record["id"]: record["name"] for label in counts for record in rows[label].to_pylist()}
    assert names == {node.id: node.name for node in dataset(name).nodes}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_graph_files_are_read_back_by_networkx(name: str, form: str) -> None:
    graph = projection(name)
    content = io.BytesIO(graphs.graphml(graph) if form == "graphml" else graphs.gexf(graph))
    back = nx.read_graphml(content, force_multigraph=True) if form == "graphml" else nx.read_gexf(content)
    assert set(back) == set(graph)
    assert Counter(list(back.edges())) == Counter(list(graph.edges()))
    assert {node: data.get("name") for node, data in back.nodes(data=True)} == {node: data["name"] for node, data in graph.nodes(data=True)}


def test_a_flat_graph_suits_every_writer_and_measure_of_networkx() -> None:
    flat = orggraph.flat(projection("voorbeeldregio"))
    for write in (nx.write_graphml, nx.write_graphml_xml, nx.write_gexf):
        write(flat, io.BytesIO())
    json.dumps(nx.node_link_data(flat, edges="edges"))
    back = nx.node_link_graph(json.loads(graph_json(projection("noord-veluwe"))), directed=True, multigraph=True, edges="edges")
    assert Counter(back.edges()) == Counter(projection("noord-veluwe").edges())
    assert sum(nx.pagerank(projection("voorbeeldregio")).values()) == pytest.approx(1)


@pytest.mark.parametrize("name", ["gooi-en-vechtstreek", "vijandig"] if SOAK else ["vijandig"])
def test_the_cypher_script_makes_what_a_load_makes(neo4j_connection: Connection, name: str) -> None:
    with Workspace(neo4j_connection) as work:
        work.load(dataset(name), by="the tests")
        count = "MATCH (n:Entity) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS nodes, count(r) AS relationships"
        names = "MATCH (n:Entity) RETURN n.id AS id, n.name AS name, [x IN labels(n) WHERE x <> 'Entity'] AS labels ORDER BY id"
        loaded = [neo4j_connection.read(statement) for statement in (count, names)]
        work.remove(dataset(name).id)
        for statement in made(name, "cypher", ".cypher").decode().splitlines()[1:]:
            neo4j_connection.write(statement.removesuffix(";"))
        scripted = [neo4j_connection.read(statement) for statement in (count, names)]
        assert work.datasets() == []
        empty(neo4j_connection)
    assert scripted == loaded


def test_a_dataset_leaves_the_store_as_it_came_in(regions_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORGGRAPH_HOME", str(regions_home))
    for name in regions.names():
        file = tmp_path / f"{name}.yaml"
        assert run(["export", "yaml", "--dataset", name, "-o", str(file)]) == 0
        assert read(file).content_hash == dataset(name).content_hash


def test_what_cannot_be_written_is_said(
    regions_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ORGGRAPH_HOME", str(regions_home))
    file = str(tmp_path / "x.json")
    assert run(["export", "popolo", "--dataset", "amersfoort", "-o", file]) == 0
    assert "Dit kan het formaat niet bevatten:" in capsys.readouterr().err
    for arguments, words in (
        (["popoloo", "--dataset", "amersfoort", "-o", file], "Bekend: popolo"),
        (["popolo", "--dataset", "amersfort", "-o", file], "Bekend: amersfoort"),
        (["popolo", "--dataset", "amersfoort", "-o", "x.doc"], "Bekend: .json"),
        (["parquet", "--dataset", "amersfoort", "-o", str(tmp_path)], "bestaat al"),
    ):
        assert run(["export", *arguments]) == 2
        assert words in capsys.readouterr().err
