"""Foreign files become datasets: what came in and what was left out is said, and nothing is half."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orggraph import regions
from orggraph.cli import run
from orggraph.sources import read
from orggraph.workspace import connect
from tests.people.published import unpacked


@pytest.fixture(autouse=True)
def at_home(regions_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORGGRAPH_HOME", str(regions_home))


@pytest.fixture(scope="module")
def officials(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpacked("be-leidinggevenden", tmp_path_factory.mktemp("import")) / "leidinggevenden.ttl"


@pytest.mark.parametrize("region", regions.names())
def test_a_dataset_under_another_id_is_the_same(region: str) -> None:
    dataset = read(regions.path(region))
    renamed = dataset.renamed("elders")
    ids = json.dumps([record.model_dump(mode="json") for record in (*renamed.nodes, *renamed.relationships)])
    assert f'"{region}/' not in ids
    assert renamed.renamed(region).content_hash == dataset.content_hash


def test_the_format_is_told_from_the_content(officials: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", str(officials), "--dry-run", "--dataset", "vlaanderen", "--format", "json"]) == 0
    out = capsys.readouterr()
    assert json.loads(out.out)[0]["dataset"] == "vlaanderen"
    assert "Functies" in out.err
    assert "Er is niets geschreven." in out.err


def test_an_imported_dataset_is_one_like_any_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "klein.yaml"
    file.write_text("orggraph: 1\ndataset: {id: klein, title: Klein}\nBody:\n- {id: ab, name: AB, kind: general_board, tier: executive}\n")
    try:
        assert run(["import", str(file), "--dataset", "groot"]) == 0
        capsys.readouterr()
        assert run(["show", "groot/body/ab", "--format", "json"]) == 0
        assert json.loads(capsys.readouterr().out)["labels"] == ["Body"]
    finally:
        with connect() as work:
            work.remove("groot")


def test_problems_of_all_files_at_once_and_nothing_is_loaded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    csv = tmp_path / "lijst.csv"
    csv.write_text("naam;gemeente\nAns;Dorp\n")
    good = tmp_path / "goed.yaml"
    good.write_text("orggraph: 1\ndataset: {id: goed, title: Goed}\n")
    assert run(["import", str(csv), str(good), str(tmp_path / "weg.xml")]) == 1
    err = capsys.readouterr().err
    assert "dit is een lijst met de kolommen naam, gemeente" in err
    assert "weg.xml" in err
    with connect() as work:
        assert "goed" not in {head["id"] for head in work.datasets()}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["a.xml", "--as", "ro"], "Onbekend (formaat): ro. Bekend: roo."),
        (["a.xml", "b.xml", "--dataset", "x"], "noemt één dataset"),
    ],
)
def test_wrong_usage(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["import", *arguments]) == 2 or "--as" in arguments
    assert words in capsys.readouterr().err


def test_an_id_that_is_none_is_refused_with_the_right_spelling(officials: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", str(officials), "--dataset", "Mijn Régio", "--dry-run"]) == 2
    assert "Schrijf het als mijn-regio." in capsys.readouterr().err
