"""Rules of one's own on the command line: given as a file, or kept in the folder of the user."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from orggraph.cli import run

RULE = """
rules:
  - id: our-evaluation
    kind: composition
    title: {nl: Terugblik, en: Looking back}
    explanation: {nl: Wij spraken af samen terug te kijken., en: We agreed to look back together.}
    states: {nl: Arrangement.evaluation_clause, en: Arrangement.evaluation_clause}
    question: {nl: Wanneer?, en: When?}
    remedy: {nl: Plan een terugblik., en: Plan to look back.}
    severity: tension
    pattern: clause
    params: {field: evaluation_clause, what: {nl: afspraak over terugkijken, en: agreement to look back}}
"""
ASKED = ("findings", "--dataset", "amersfoort", "--kind", "composition", "--format", "json", "--lang", "en")


@pytest.fixture
def folder(regions_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of the user's rules, which is gone after the test."""
    monkeypatch.setenv("ORGGRAPH_HOME", str(regions_home))
    folder = regions_home / "rules"
    folder.mkdir()
    yield folder
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()


def rules_behind(capsys: pytest.CaptureFixture[str], *more: str) -> list[str]:
    """The rules behind what is found."""
    assert run([*ASKED, *more]) == 0
    return [one["rule"] for one in json.loads(capsys.readouterr().out)]


def test_a_file_is_tried_when_it_is_given_and_a_folder_always(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(RULE, encoding="utf-8")

    assert rules_behind(capsys) == []
    assert rules_behind(capsys, "--rules", str(file)) == ["our-evaluation"]

    (folder / "ours.yaml").write_text(RULE, encoding="utf-8")
    assert rules_behind(capsys) == ["our-evaluation"]


def test_a_file_with_a_mistake_ends_with_status_1(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(RULE.replace("pattern: clause", "pattern: clauze"), encoding="utf-8")

    assert run([*ASKED, "--rules", str(file)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert f"{file}:11" in told.err
    assert "clause" in told.err
    assert not any(folder.iterdir())
