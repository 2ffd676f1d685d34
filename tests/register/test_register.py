"""The extract that comes with the package, and a first dataset made from it."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from orggraph.cli import run
from orggraph.errors import NotFound, WrongUsage
from orggraph.model.nodes import Arrangement, Body, Organization, Post
from orggraph.model.terms import ArrangementForm, Evidence
from orggraph.register import begin, contents, extract, matches
from orggraph.register.beginning import boards
from orggraph.sources import read
from orggraph.sources._records.register import FORMS
from orggraph.sources.dataset_yaml import read_dataset, write_dataset
from orggraph.sources.roo import read_register
from tests.people.published import unpacked

DAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("22253", "Gemeente Ermelo"),
        ("roo:22253", "Gemeente Ermelo"),
        ("tooi:gm0233", "Gemeente Ermelo"),
        ("ermelo", "Gemeente Ermelo"),
        ("gemeente amersfort", "Gemeente Amersfoort"),
        ("omgevingsdienst regio utrecht", "Gemeenschappelijke Regeling Omgevingsdienst regio Utrecht"),
        ("archief vechtstr", "Gemeenschappelijke Regeling Archief Gooi en Vechtstreek"),
    ],
)
def test_something_is_known_by_number_and_by_words(words: str, name: str) -> None:
    assert matches(words)[0].name == name


def test_the_extract_is_made_from_the_export_byte_for_byte(tmp_path: Path) -> None:
    export = unpacked("nl-gr-roo", tmp_path) / "roo-derived-2.6.3.xml"
    contents.write(read_register(export), tmp_path / "made.gz")
    made, shipped = ((path.read_bytes()) for path in (tmp_path / "made.gz", Path(contents.__file__).parent / contents.FILE))
    assert json.loads(gzip.decompress(made)) == json.loads(gzip.decompress(shipped))


def test_every_arrangement_of_the_extract_can_be_begun_with() -> None:
    regulations = extract().regulations
    assert len(regulations) == 316
    for regulation in regulations:
        dataset = begin("Eigen regio", regulation.id, on=DAY)
        assert not dataset.warnings
        (arrangement,) = [node for node in dataset.nodes if isinstance(node, Arrangement)]
        assert arrangement.form == FORMS[regulation.form]
        bodies = [node for node in dataset.nodes if isinstance(node, Body) and any("wgr" in at.source for at in node.sources)]
        assert len(bodies) == len(boards().get(arrangement.form.value, ()))
        assert all(node.evidence is Evidence.INFERRED for node in dataset.nodes if isinstance(node, Post))


def test_a_public_body_has_its_boards_and_a_seat_for_each_participant() -> None:
    dataset = begin("Regio Gooi en Vechtstreek", "29446305", on=DAY)
    assert dataset.id == "regio-gooi-en-vechtstreek"
    posts = sorted(node.id.rpartition("/")[2] for node in dataset.nodes if isinstance(node, Post))
    towns = ["blaricum", "eemnes", "gooise-meren", "hilversum", "huizen", "laren", "wijdemeren"]
    assert posts == sorted(["ab-voorzitter", "db-voorzitter", *(f"ab-lid-{town}" for town in towns)])
    assert read_dataset(write_dataset(dataset)).content_hash == dataset.content_hash


def test_one_council_has_all_its_arrangements() -> None:
    dataset = begin("Mijn raad", "gemeente ermelo", on=DAY)
    assert sum(isinstance(node, Arrangement) for node in dataset.nodes) == matches("22253")[0].participants == 3
    assert read_dataset(write_dataset(dataset)).content_hash == dataset.content_hash


def test_boards_are_those_of_forms_that_the_model_knows() -> None:
    assert set(boards()) <= {form.value for form in ArrangementForm}
    assert {board.members for board in boards()["public_body"]} == {True, False}


@pytest.mark.parametrize("suffix", [".yaml", ".xlsx", ".ods"])
def test_an_empty_dataset_can_be_loaded(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"leeg{suffix}"
    assert run(["new", "Leeg", "-o", str(file)]) == 0
    assert not [node for node in read(file).nodes if isinstance(node, Organization)]


@pytest.mark.parametrize("suffix", [".xlsx", ".ODS"])
def test_a_workbook_is_begun_at_once(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"regio{suffix}"
    assert run(["new", "Regio Gooi en Vechtstreek", "--from", "29446305", "-o", str(file)]) == 0
    assert read(file).content_hash == begin("Regio Gooi en Vechtstreek", "29446305").content_hash


def test_what_is_not_there_or_not_clear_is_said() -> None:
    with pytest.raises(NotFound, match="nothing of the number or name qqqq"):
        begin("X", "qqqq")
    with pytest.raises(NotFound, match=r"several things of the name veiligheidsregio.*Twente"):
        begin("X", "veiligheidsregio")
    with pytest.raises(WrongUsage, match="holds no letter or digit"):
        begin("!!")


def test_a_file_that_is_there_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "regio.yaml"
    file.write_text("mine", encoding="utf-8")
    assert run(["new", "Regio", "-o", str(file)]) == 2
    assert file.read_text(encoding="utf-8") == "mine"
    assert "bestaat al" in capsys.readouterr().err
    assert run(["new", "Regio", "-o", str(tmp_path / "regio.doc")]) == 2
    assert "Bekend: .ods, .xlsx, .yaml, .yml" in capsys.readouterr().err
    assert run(["new", "Regio", "-o", str(tmp_path / "not" / "regio.yaml")]) == 1, "as of every command that writes a file"
