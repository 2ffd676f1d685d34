"""The command that prints the tables of an analysis: every one of them in every form, and wrong usage in words."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from orggraph.analyses import registry
from orggraph.cli import run

EXAMPLE = ("--dataset", "voorbeeldregio")
MEASURING = sorted(kind for kind, analysis in registry().items() if analysis.tables)


@pytest.fixture(autouse=True)
def at_home(regions_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORGGRAPH_HOME", str(regions_home))


@pytest.mark.parametrize("kind", MEASURING)
def test_every_table_is_there_in_every_form(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["figures", kind, *EXAMPLE, "--format", "json"]) == 0
    tables = json.loads(capsys.readouterr().out)
    assert tables
    for number, table in enumerate(tables, 1):
        assert table["sentence"]
        assert run(["figures", kind, *EXAMPLE, "--format", "csv", "--table", str(number)]) == 0
        assert len(list(csv.reader(io.StringIO(capsys.readouterr().out)))) == len(table["rows"]) + 1
    for lang in ("nl", "en"):
        assert run(["figures", kind, *EXAMPLE, "--lang", lang]) == 0
        printed = capsys.readouterr()
        assert printed.err.count("\n") >= 2 * len(tables)


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["key_person"], 2, "Bekend: key_persons"),
        (["ownership"], 2, "analyse met tabellen"),
        (["key_persons", "--table", "9"], 2, "geen nummer 9"),
        (["key_persons", "--param", "least=0"], 2, "minstens 1"),
        (["key_persons", "--param", "minst=2"], 2, "least"),
    ],
)
def test_wrong_usage_says_what_there_is(arguments: list[str], status: int, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["figures", *arguments, *EXAMPLE]) == status
    printed = capsys.readouterr()
    assert printed.out == ""
    assert words in printed.err
