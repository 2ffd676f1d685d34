"""The library as notebooks and scripts use it, on both servers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import orggraph
from orggraph import regions
from orggraph.errors import InvalidInput, NotFound, Refused, UnknownName, WrongUsage
from orggraph.graph import project
from orggraph.model.tables import to_tables
from orggraph.store import loading
from orggraph.store.connection import Connection
from orggraph.workspace import Workspace

GOOI = "gooi-en-vechtstreek"


@pytest.fixture
def work(connection: Connection) -> Workspace:
    """A workspace with the region of the action list."""
    opened = Workspace(connection)
    opened.load(GOOI, by="the tests")
    return opened


def test_the_store_gives_back_what_was_loaded(work: Workspace) -> None:
    (dataset,) = Workspace.read([GOOI])
    ours, theirs = project(to_tables(dataset)), work.graph()
    assert dict(ours.nodes(data=True)) == dict(theirs.nodes(data=True))
    assert {key: (u, v, a) for u, v, key, a in ours.edges(keys=True, data=True)} == {
        key: (u, v, a) for u, v, key, a in theirs.edges(keys=True, data=True)
    }


def test_a_graph_is_shared_and_cannot_be_changed(work: Workspace) -> None:
    graph = work.graph()
    assert work.graph() is graph
    with pytest.raises(nx.NetworkXError):
        graph.add_node("x")
    work.load("amersfoort")
    assert work.graph() is not graph
    assert work.graph(datasets=GOOI).number_of_nodes() == graph.number_of_nodes()


def test_findings_with_and_without_a_store_are_the_same(work: Workspace) -> None:
    graph = work.graph()
    assert [one.id for one in work.find(graph)] == [one.id for one in orggraph.find(graph)]
    assert {one.kind for one in work.find(graph, kinds=["ownership"])} == {"ownership"}


def test_an_acceptance_lapses_with_its_evidence_and_outlives_a_reload(work: Workspace, tmp_path: Path) -> None:
    finding = next(one for one in work.find(work.graph()) if one.measure == "commissions_given")
    accepted = work.accept(finding.id, reason="tijdelijk", by="secretaris")
    assert accepted.accepted is not None
    text = regions.path(GOOI).read_text(encoding="utf-8")
    changed = tmp_path / f"{GOOI}.yaml"
    changed.write_text(text.replace("title: ", "title: 'x' # ", 1), encoding="utf-8")
    work.load(changed)
    assert [one.id for one in work.accepted()] == [finding.id]
    person = finding.subjects[0].id.rsplit("/", 1)[-1]
    changed.write_text(text.replace(f"to: person/{person}, side: official", "to: person/a, side: official", 1), encoding="utf-8")
    assert changed.read_text() != text
    work.load(changed)
    assert work.accepted() == []
    work.withdraw(finding.id)
    with pytest.raises(NotFound):
        work.withdraw(finding.id)


@pytest.mark.parametrize(("reason", "by", "until"), [(" ", "x", None), ("x", "", None), ("x", "x", "2999"), ("x", "x", "2001-01-01")])
def test_an_acceptance_without_reason_name_or_future_is_refused(work: Workspace, reason: str, by: str, until: str | None) -> None:
    finding = work.find(work.graph())[0]
    with pytest.raises(WrongUsage):
        work.accept(finding.id, reason=reason, by=by, until=until)


def test_an_acceptance_holds_under_a_preferred_source(work: Workspace) -> None:
    work.load("amersfoort")
    graph = work.graph(prefer="000")
    found = {one.id: one for one in work.find(graph)}
    whole = {one.id: one for one in work.find(work.graph())}
    shared = found.keys() & whole.keys()
    assert shared
    assert all(found[one].fingerprint == whole[one].fingerprint for one in shared)


def test_several_files_one_bad_none_loaded(work: Workspace, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("dataset: {id: bad, title: Bad}\nBody: [{id: x}]\n", encoding="utf-8")
    with pytest.raises(InvalidInput):
        work.load_all(["amersfoort", bad])
    assert [head["id"] for head in work.datasets()] == [GOOI]


def test_names_resolve_and_candidates_are_told(work: Workspace) -> None:
    graph = work.graph()
    body = work.show(graph, "algemeen bestuur (ab)")
    assert body["labels"] == ["Body"]
    with pytest.raises(NotFound, match=f"{GOOI}/body/"):
        work.show(graph, f"{GOOI}/body/abb")
    with pytest.raises(UnknownName, match="role-role"):
        work.matrix(graph, "rol-rol")


def test_queries_give_rows_and_a_data_frame(work: Workspace) -> None:
    rows = work.query("commissions", dataset=GOOI)
    assert rows.columns
    assert list(rows.to_df().columns) == list(rows.columns)
    assert len(rows.to_df()) == len(rows) > 0
    with pytest.raises(WrongUsage):
        work.query("commissions", dataset=GOOI, datasets=["amersfoort"])
    with pytest.raises(WrongUsage, match="orggraph load amersfoort"):
        work.query("commissions", dataset="amersfoort")


def test_names_in_rows_only_when_asked(work: Workspace) -> None:
    names = set(work.names([GOOI]).values())
    assert names
    statement = "MATCH (p:Person) RETURN p.name AS name, p AS person ORDER BY name"
    without, named = work.cypher(statement), work.cypher(statement, with_names=True)
    assert names.isdisjoint(row["name"] for row in without)
    assert {row["name"] for row in named} <= names
    assert {row["person"]["properties"]["name"] for row in named} <= names


def test_free_cypher_reads_only_and_stops_at_the_limit(work: Workspace) -> None:
    rows = work.cypher("MATCH (n:Entity) RETURN n.id AS id ORDER BY id", limit=5)
    assert len(rows) == 5
    assert rows.more
    with pytest.raises(Refused):
        work.cypher("MATCH (n) DETACH DELETE n")
    assert work.graph().number_of_nodes() > 100


def test_a_removed_dataset_is_gone_and_the_other_whole(work: Workspace) -> None:
    work.load("amersfoort")
    before = dict(work.graph(datasets=GOOI).nodes(data=True))
    work.remove("amersfoort")
    assert [head["id"] for head in work.datasets()] == [GOOI]
    assert dict(work.graph().nodes(data=True)) == before


def test_only_an_embedded_store_fills_itself_and_only_once(connection: Connection) -> None:
    opened = Workspace(connection)
    filled = [one.dataset for one in opened.fill_once()]
    assert filled == (regions.names() if connection.kind == "embedded" else [])
    for dataset in filled:
        opened.remove(dataset)
    assert opened.fill_once() == []


def test_a_first_filling_that_was_cut_off_is_completed_at_the_next_start(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.kind != "embedded":
        pytest.skip("only an embedded store fills itself")
    opened = Workspace(connection)
    load, done = loading.load, []

    def cut_off(*args: Any, **named: Any) -> Any:
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(load(*args, **named))
        return done[-1]

    with monkeypatch.context() as patched:
        patched.setattr(loading, "load", cut_off)
        with pytest.raises(KeyboardInterrupt):
            opened.fill_once()
    assert [head["id"] for head in opened.datasets()] == regions.names()[:2]
    opened.load("tests/data/proefregio.yaml")

    assert [one.dataset for one in opened.fill_once()] == regions.names()[2:]
    opened.remove(regions.names()[0])
    assert opened.fill_once() == []
