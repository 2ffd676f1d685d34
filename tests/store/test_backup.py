"""All of a store in one file, and back, on either kind of server; a file that is not whole is refused whole."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from benchmarks.synthetic import region
from orggraph.errors import InvalidInput, Refused
from orggraph.store import acceptances, backup, loading, schema
from orggraph.store.connection import Connection
from orggraph.workspace import Workspace
from tests.conftest import empty
from tests.store.snapshots import snapshot
from tests.store.test_loading import topics


def filled(connection: Connection) -> Workspace:
    empty(connection)
    schema.prepare(connection)
    work = Workspace(connection)
    for dataset in (topics("a", "b"), topics("a", "c"), topics("x", dataset="weg"), region(120, seed=1), region(130, seed=2)):
        loading.load(connection, dataset, "test")
    work.remove("weg")
    acceptances.write(connection, {"id": "f", "fingerprint": "p", "by": "ik", "reason": "zo", "at": "2026-01-01"})
    work.keep_versions(50)
    return work


@pytest.mark.parametrize("way", [("embedded", "neo4j"), ("neo4j", "embedded")])
def test_it_goes_over_to_the_other_kind_of_server(way: tuple[str, str], request: pytest.FixtureRequest, tmp_path: Path) -> None:
    here, there = (request.getfixturevalue(f"{kind}_connection") for kind in way)
    work, other = filled(here), Workspace(there)
    summary = work.backup(tmp_path / "all.backup")
    assert (summary.datasets, summary.versions, summary.acceptances) == (2, 6, 1)
    assert other.restore_backup(tmp_path / "all.backup") == summary
    assert other.versions() == work.versions()
    assert snapshot(there) == snapshot(here, without=frozenset({"loaded_at", "lock"}))
    for row in work.versions():
        if row["kind"] != "removed":
            old = [each.at_version(row["dataset"], row["number"]).content_hash for each in (work, other)]
            assert old[0] == old[1]
    assert other.load(topics("a", "d")).version == 3


def test_a_backup_that_is_not_whole_is_refused_whole(connection: Connection, tmp_path: Path) -> None:
    work, file = filled(connection), tmp_path / "all.backup"
    work.backup(file)
    whole, before = file.read_bytes(), snapshot(connection)
    text = gzip.decompress(whole)
    spoilt = [whole[:cut] for cut in range(0, len(whole), max(1, len(whole) // 40))]
    spoilt += [whole[:at] + bytes([whole[at] ^ 255]) + whole[at + 1 :] for at in range(20, len(whole), max(1, len(whole) // 40))]
    spoilt += [gzip.compress(text[:at]) for at in range(0, len(text), max(1, len(text) // 40))]
    spoilt += [gzip.compress(text.replace(b'"zo"', b'"ja"', 1)), gzip.compress(b"".join(text.splitlines(keepends=True)[1:])), b"{}", text]
    for content in spoilt:
        file.write_bytes(content)
        with pytest.raises(InvalidInput):
            work.restore_backup(file, replace_all=True)
    with pytest.raises(InvalidInput, match="no such file"):
        work.restore_backup(tmp_path / "none")
    assert snapshot(connection) == before


def test_a_store_that_holds_something_is_not_overwritten_unasked(connection: Connection, tmp_path: Path) -> None:
    work, file = filled(connection), tmp_path / "all.backup"
    summary = work.backup(file)
    work.load(topics("z"))
    work.load(topics("y", dataset="nieuw"))
    before = snapshot(connection)
    with pytest.raises(Refused, match="streek"):
        work.restore_backup(file)
    assert snapshot(connection) == before
    assert work.restore_backup(file, replace_all=True) == summary
    assert [row["id"] for row in work.datasets()] == ["d", "streek"]


def test_what_one_transaction_does_not_hold_comes_back_in_parts(
    embedded_connection: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, file = filled(embedded_connection), tmp_path / "all.backup"
    summary, before = work.backup(file), work.versions()
    monkeypatch.setattr(loading, "CAP", 100)
    work.load(region(150, seed=3))
    assert work.restore_backup(file, replace_all=True) == summary
    assert work.versions() == before


def test_what_is_kept_beside_the_graph_is_in_the_backup() -> None:
    assert set(backup.BESIDE) >= {"Acceptance", "Meta"}
    assert set(schema.OURS) - {"Entity", "Dataset", "Commit", "Version", "VersionPart"} == set(backup.BESIDE)
