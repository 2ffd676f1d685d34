"""Each load is a version, in the transaction of the load; any comes back as it was, and none goes unless asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.synthetic import region
from orggraph.errors import OrggraphError, StoreError, UnknownName, WrongUsage
from orggraph.model.dataset import Dataset, DatasetInfo
from orggraph.store import loading, schema, versions
from orggraph.store.connection import Connection
from orggraph.store.versions import Cause
from orggraph.workspace import Workspace
from tests.conftest import SOAK
from tests.store.test_loading import topics
from tests.strategies import datasets


@pytest.fixture
def work(connection: Connection) -> Workspace:
    schema.prepare(connection)
    return Workspace(connection)


def noted(dataset: Dataset, note: str) -> Dataset:
    """The dataset with a note at its first node."""
    first, *rest = dataset.nodes
    return replace(dataset, nodes=(first.model_copy(update={"note": note}), *rest))


def test_any_version_comes_back_and_restoring_makes_a_new_one(work: Workspace) -> None:
    small, large = region(120, seed=1), region(200, seed=2)
    given_ = [small, noted(small, "one"), noted(small, "two"), large, noted(large, "three"), small]
    for number, dataset in enumerate(given_, 1):
        loaded = loading.load(work.connection, dataset, Cause("de griffie", f"reden {number}", "regio.yaml"))
        assert loaded.version == number
    rows = work.versions("streek")
    assert [(row["number"], row["by"], row["reason"], row["source"]) for row in rows] == [
        (number, "de griffie", f"reden {number}", "regio.yaml") for number in range(1, 7)
    ]
    assert [row["changed"] for row in rows][1:3] == [1, 1]
    assert [row["kind"] for row in rows] == ["whole", "changes", "changes", "whole", "changes", "whole"]
    for number, dataset in enumerate(given_, 1):
        kept = work.at_version("streek", number)
        assert (kept.content_hash, set(kept.nodes), set(kept.relationships)) == (
            dataset.content_hash, set(from_store(dataset).nodes), set(from_store(dataset).relationships),
        )  # fmt: skip
    before = work.versions("streek")
    restored = work.restore("streek", 5, by="ik", reason="terug")
    assert restored.version == 7
    assert work.dataset("streek").content_hash == noted(large, "three").content_hash
    assert work.versions("streek")[:6] == before
    assert work.versions("streek")[6]["source"] == "streek@5"
    assert work.restore("streek", 7).difference.is_empty
    assert len(work.versions()) == 7


def from_store(dataset: Dataset) -> Dataset:
    """The dataset as a store gives it back: the sources of a node are a set."""
    ordered = [
        node.model_copy(update={"sources": tuple(sorted(node.sources, key=lambda at: (at.source, at.locator)))}) for node in dataset.nodes
    ]
    return replace(dataset, nodes=tuple(ordered))


@settings(max_examples=100 if SOAK else 5, deadline=None, suppress_health_check=list(HealthCheck))
@given(several=st.lists(datasets(), min_size=2, max_size=4))
def test_any_datasets_come_back(work: Workspace, several: list[Dataset]) -> None:
    first = max((row["number"] for row in work.versions("proef")), default=0) if work.versions() else 0
    numbers = [loading.load(work.connection, dataset, "test").version for dataset in several]
    assert numbers[0] >= first
    for number, dataset in zip(numbers, several, strict=True):
        assert work.at_version("proef", number).content_hash == dataset.content_hash


def test_what_was_taken_out_is_still_known_and_numbers_go_on(work: Workspace) -> None:
    work.load(topics("a", "b"), by="test")
    work.remove("d", by="test")
    assert [row["kind"] for row in work.versions("d")] == ["whole", "removed"]
    assert work.datasets() == []
    with pytest.raises(WrongUsage, match="taken out"):
        work.at_version("d", 2)
    with pytest.raises(WrongUsage, match="taken out"):
        work.graph(datasets="d", version=2)
    assert work.restore("d", 1).version == 3
    assert work.dataset("d").content_hash == topics("a", "b").content_hash


def test_the_graph_of_what_was_known(work: Workspace) -> None:
    work.load(topics("a", "b"))
    work.load(topics("a", "c"))
    work.load(topics("x", dataset="e"))
    assert set(work.graph(datasets="d")) == {"d/topic/a", "d/topic/c"}
    assert set(work.graph(datasets="d", version=1)) == {"d/topic/a", "d/topic/b"}
    assert set(work.graph(version={"d": 1})) == {"d/topic/a", "d/topic/b"}
    assert set(work.graph(datasets=["d", "e"], version={"d": 1})) == {"d/topic/a", "d/topic/b", "e/topic/x"}
    assert work.graph(datasets="d", version=2).nodes == work.graph(datasets="d").nodes
    assert work.find(work.graph(datasets="d", version=1)) == work.find(work.graph(datasets="d", version=1))
    assert work.known_at("2999") == {"d": 2, "e": 1}
    assert work.known_at("2000") == {}
    with pytest.raises(WrongUsage, match="Choose one dataset"):
        work.graph(version=1)
    with pytest.raises(WrongUsage, match="no version 9"):
        work.graph(datasets="d", version=9)
    with pytest.raises(UnknownName):
        work.versions("f")


def test_no_query_count_or_projection_meets_versions(work: Workspace) -> None:
    work.load(topics("a", "b"))
    work.load(topics("a", "c"))
    (head,) = work.datasets()
    assert (head["nodes"], head["relationships"]) == (2, 1)
    assert work.cypher("MATCH (n:Entity) RETURN count(n) AS n") == [{"n": 2}]
    assert work.cypher("MATCH ()-[r]->() RETURN count(r) AS n") == [{"n": 1}]
    assert len(work.graph()) == 2


def test_retention_forgets_the_oldest_and_the_rest_comes_back(work: Workspace) -> None:
    several = [noted(topics("a", "b"), f"note {number}") for number in range(6)]
    for dataset in several[:4]:
        loading.load(work.connection, dataset, "test")
    assert work.kept_versions() is None
    assert work.keep_versions(2) == 2
    assert [row["number"] for row in work.versions("d")] == [3, 4]
    for dataset in several[4:]:
        loading.load(work.connection, dataset, "test")
    assert [row["number"] for row in work.versions("d")] == [5, 6]
    assert [work.at_version("d", number).content_hash for number in (5, 6)] == [dataset.content_hash for dataset in several[4:]]
    work.keep_versions(None)
    loading.load(work.connection, several[0], "test")
    assert [row["number"] for row in work.versions("d")] == [5, 6, 7]
    with pytest.raises(WrongUsage):
        work.keep_versions(0)


def test_damage_is_said_and_not_taken_for_content(work: Workspace) -> None:
    work.load(topics("a", "b"))
    work.load(topics("a", "c"))
    work.connection.write("MATCH (p:VersionPart {number: 1}) SET p.content = $content", content=b"\x00\x01")
    for number in (1, 2) if work.versions("d")[1]["kind"] == "changes" else (1,):
        with pytest.raises(StoreError, match="damaged"):
            work.restore("d", number)
    assert work.dataset("d").content_hash == topics("a", "c").content_hash


def test_a_store_that_kept_no_versions_begins_with_what_is_there(work: Workspace) -> None:
    work.load(topics("a", "b"), by="vroeger")
    work.connection.write("MATCH (v) WHERE v:Version OR v:VersionPart DELETE v")
    work.load(topics("a", "c"), by="nu")
    assert [(row["number"], row["by"]) for row in work.versions("d")] == [(1, "vroeger"), (2, "nu")]
    assert work.at_version("d", 1).content_hash == topics("a", "b").content_hash


def test_a_failed_load_makes_no_version(work: Workspace) -> None:
    work.load(topics("a", "b"))

    def fail(step: str) -> None:
        if step == "written":
            raise OrggraphError.__new__(OrggraphError)

    with pytest.raises(OrggraphError):
        loading.load(work.connection, topics("a", "c"), "test", watch=fail)
    assert [row["number"] for row in work.versions("d")] == [1]


def test_an_unchanged_file_is_known_by_its_hash(work: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from orggraph.sources.dataset_yaml import write_dataset

    file = tmp_path / "d.yaml"
    file.write_text(write_dataset(topics("a", "b")), encoding="utf-8")
    assert work.unchanged([file]) == []
    work.load(file)
    monkeypatch.setattr("orggraph.sources.read", None)  # it is not read
    assert work.load(file).difference.is_empty
    file.write_text(write_dataset(topics("a", "c")), encoding="utf-8")
    assert work.unchanged([file]) == []
    assert work.versions("d")[0]["source"] == "d.yaml"


def test_an_unchanged_file_with_warnings_says_how_many_it_gave(work: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "d.yaml"
    file.write_text(
        "orggraph: 1\ndataset: {id: d, title: D}\nBody:\n- {id: raad, name: Raad, kind: council, tier: political}\n"
        "Post:\n- {id: voorzitter, name: Voorzitter, in: body/raad, count: 1}\n"
        "Person:\n- {id: a, name: A, holds: [post/voorzitter]}\n- {id: b, name: B, holds: [post/voorzitter]}\n",
        encoding="utf-8",
    )
    warnings = len(work.read([file])[0].warnings)
    assert warnings
    work.load(file)
    monkeypatch.setattr("orggraph.sources.read", None)  # it is not read
    assert [same.warnings for same in work.unchanged([file])] == [warnings]
    assert work.load(file).difference.is_empty


def test_only_the_title_changes(work: Workspace) -> None:
    work.load(topics("a"))
    work.load(replace(topics("a"), info=DatasetInfo(id="d", title="Anders")))
    assert [work.at_version("d", number).info.title for number in (1, 2)] == ["D", "Anders"]


def test_the_trend_counts_new_and_solved(work: Workspace) -> None:
    for dataset in (region(120, seed=1), region(120, seed=2), region(120, seed=1)):
        loading.load(work.connection, dataset, "test")
    rows = work.trend("streek", ["role_overload"])
    assert [row["number"] for row in rows] == [1, 2, 3]
    assert rows[0]["findings"] == rows[2]["findings"] > 0
    assert (rows[0]["new"], rows[1]["new"] - rows[1]["solved"]) == (None, rows[1]["findings"] - rows[0]["findings"])


def test_a_part_holds_no_more_than_it_may(work: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "PART", 100)
    loading.load(work.connection, region(120, seed=1), "test")
    assert work.connection.read("MATCH (p:VersionPart) RETURN count(p) > 20 AS many, max(size(p.id)) < 30 AS small") == [
        {"many": True, "small": True}
    ]
    assert work.at_version("streek", 1).content_hash == region(120, seed=1).content_hash
