"""A person's rights on the command line: listed first, done with --yes, and clear where nobody fits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orggraph.cli import run
from orggraph.store.connection import connect
from tests.conftest import empty
from tests.privacy.test_person import FILE, NAME

pytestmark = pytest.mark.usefixtures("embedded_server")


@pytest.fixture(autouse=True)
def loaded(embedded_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store with one region."""
    monkeypatch.setenv("ORGGRAPH_HOME", str(embedded_home))
    with connect() as connection:
        empty(connection)
    file = tmp_path / "regio.yaml"
    file.write_text(FILE, encoding="utf-8")
    assert run(["load", str(file)]) == 0


def test_a_removal_is_listed_first_and_done_with_yes(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["person", "remove", NAME, "--format", "json", "--lang", "en"]) == 0
    listed, said = capsys.readouterr()
    assert {row["kind"] for row in json.loads(listed)} >= {"record", "relationship", "text", "version", "file"}
    assert "Nothing was changed" in said
    assert run(["person", "remove", NAME, "--yes", "--format", "json", "--lang", "en"]) == 0
    left, said = capsys.readouterr()
    assert {row["reached"] for row in json.loads(left)} == {False}
    assert "1 version was rewritten" in said
    assert run(["person", "find", NAME]) == 1
    assert NAME in capsys.readouterr().err


def test_a_correction_reaches_what_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["person", "correct", NAME, "Sanne Smit", "--yes"]) == 0
    capsys.readouterr()
    assert run(["person", "find", "Sanne Smit", "--format", "json"]) == 0
    assert NAME not in capsys.readouterr().out


def test_who_left_long_ago_is_listed_and_removed(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["person", "expired", "--years", "5", "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 2
    assert run(["person", "expired", "--years", "5", "--remove", "--format", "json"]) == 0
    capsys.readouterr()
    assert run(["person", "expired", "--years", "5", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert run(["person", "expired", "--years", "0"]) == 2


@pytest.mark.parametrize("arguments", [["find", "Niemand Hier"], ["remove", "Niemand Hier", "--yes"], ["correct", NAME, " ", "--yes"]])
def test_what_cannot_be_is_one_clear_sentence(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["person", *arguments, "--lang", "en"]) in (1, 2)
    assert "Traceback" not in capsys.readouterr().err
