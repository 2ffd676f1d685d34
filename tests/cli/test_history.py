"""Versions on the command line: listed, compared, restored, asked as they were, and backed up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from orggraph.cli import run
from orggraph.sources.dataset_yaml import write_dataset
from orggraph.store.connection import connect
from tests.conftest import empty
from tests.store.test_loading import topics

pytestmark = pytest.mark.usefixtures("embedded_server")


@pytest.fixture(autouse=True)
def at_home(embedded_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An emptied embedded store."""
    monkeypatch.setenv("ORGGRAPH_HOME", str(embedded_home))
    with connect() as connection:
        empty(connection)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A dataset file in the store, in its second version."""
    path = tmp_path / "d.yaml"
    for names in (("a", "b"), ("a", "c")):
        path.write_text(write_dataset(topics(*names)), encoding="utf-8")
        assert run(["load", str(path), "--by", "ik", "--reason", "zo", "--yes"]) == 0
    return path


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    capsys.readouterr()
    assert run([*arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_versions_are_listed_compared_and_restored(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = asked(capsys, "versions", "d")
    assert [(row["number"], row["by"], row["reason"], row["source"]) for row in rows] == [
        (1, "ik", "zo", "d.yaml"),
        (2, "ik", "zo", "d.yaml"),
    ]
    assert {(row["change"], row["name"]) for row in asked(capsys, "diff", "d", "1", "2") if row["kind"] == "Topic"} == {
        ("added", "c"), ("removed", "b"),
    }  # fmt: skip
    for given in (("1",), ("d", "1"), ("d@1", str(file)), ("1", "2", "--dataset", "d")):
        assert len(asked(capsys, "diff", *given)) == 4, given
    assert asked(capsys, "diff", "2", str(file)) == []
    assert run(["restore", "d", "1", "--reason", "terug", "--lang", "en"]) == 0
    assert "that is version 3" in capsys.readouterr().err
    assert asked(capsys, "diff", "d@1", "d@3") == []
    assert [row["number"] for row in asked(capsys, "versions", "--findings")] == [1, 2, 3]
    assert run(["findings", "--dataset", "d", "--version", "1"]) == 0
    assert run(["show", "d/topic/b", "--version", "d@1"]) == 0
    assert run(["show", "d/topic/b", "--version", "d@2"]) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("restore", "d", "9"), ("restore", "d", "een"), ("restore", "d", "1", "2"), ("diff", "1", "2", "3", "4"), ("versions", "e"),
        ("query", "who-holds-what", "--version", "1"), ("cypher", "RETURN 1 AS x", "--version", "1"), ("versions", "--keep", "0"),
        ("versions", "--keep", "veel"), ("findings", "--version", "x"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("file")
def test_what_cannot_be_meant_is_said(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run([*arguments, "--lang", "en"]) == 2
    assert capsys.readouterr().err


@pytest.mark.usefixtures("file")
def test_a_backup_and_back(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    backup = tmp_path / "all.backup"
    (made,) = asked(capsys, "store", "backup", str(backup))
    assert run(["remove", "d"]) == 0
    assert run(["store", "restore", str(backup)]) == 1
    assert asked(capsys, "store", "restore", str(backup), "--yes") == [made]
    assert len(asked(capsys, "versions")) == 2
    backup.write_bytes(backup.read_bytes()[:-9])
    assert run(["store", "restore", str(backup), "--yes"]) == 1
