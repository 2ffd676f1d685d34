"""Sources are found by what they declare; what none reads is told for what it is, in both languages."""

from __future__ import annotations

import json
import lzma
import zipfile
from pathlib import Path

import pytest

from orggraph import regions
from orggraph.errors import InvalidInput, Problem
from orggraph.sources import FOLDER, read, registry
from orggraph.workspace import Workspace

REGION = regions.path("amersfoort")
CSV = "naam;functie;gemeente\nAns;wethouder;Dorp\nBo;raadslid;Dorp\n"
AREAS = {"areas": [{"id": "a", "name": "Dorp"}], "events": []}


def refusal(path: Path) -> Problem:
    with pytest.raises(InvalidInput) as refused:
        read(path)
    (problem,) = refused.value.problems
    return problem


def test_each_source_says_its_name_and_its_files() -> None:
    assert len(registry()) >= 3
    for source in registry():
        assert source.name["nl"]
        assert source.name["en"]
        assert source.suffixes
        assert all(suffix == FOLDER or (suffix.startswith(".") and suffix == suffix.lower()) for suffix in source.suffixes)


@pytest.mark.parametrize("name", ["regio.yaml", "regio.yml", "REGIO.YAML", "regio.txt", "regio", "regio.json"])
def test_a_dataset_file_is_known_by_suffix_or_by_content(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(REGION.read_bytes())
    assert read(file).id == "amersfoort"
    assert Workspace.read([file])[0].content_hash == read(REGION).content_hash


def test_a_dataset_file_may_be_written_as_json(tmp_path: Path) -> None:
    file = tmp_path / "klein.json"
    file.write_text(json.dumps({"orggraph": 1, "dataset": {"id": "klein", "title": "Klein"}}), encoding="utf-8")
    assert read(file).id == "klein"


@pytest.mark.parametrize(
    ("name", "content", "dutch", "english"),
    [
        ("lijst.txt", CSV.replace(";", "\t"), "een tabel in csv met de kolommen naam, functie, gemeente", "a table in CSV"),
        ("popolo.json", json.dumps(AREAS), "Popolo in JSON (mensen en organisaties), met areas, events", "Popolo in JSON"),
        (
            "half.json",
            json.dumps({"person_id": 1}),
            "Het lijkt het meest op Popolo (--as popolo): er staat person_id in",
            "closest to Popolo",
        ),
        ("ding.json", '{"a": 1, "b": 2}', "JSON met a, b", "JSON with a, b"),
        ("half.json", '{"a": ', "JSON die niet compleet is", "JSON that is not whole"),
        ("lijst.json", "[1, 2]", "dit is JSON, en", "this is JSON, and"),
        ("register.xml", "<?xml version='1.0'?>\n<register><a/></register>", "XML (register)", "XML (register)"),
        ("pagina.html", "<!doctype html><html><body>x</body></html>", "een webpagina", "a web page"),
        ("leeg.csv", "", "een leeg bestand", "an empty file"),
        ("brief.txt", "Geacht bestuur\nHierbij de lijst", "gewone tekst", "plain text"),
        ("stuk.pdf", "%PDF-1.7 ...", "een pdf", "a PDF"),
        ("data.ttl.txt", "@prefix a: <http://a/> .\n", "RDF (Turtle)", "RDF (Turtle)"),
        ("nul.bin", "a\0b", "een bestand zonder tekst", "a file that holds no text"),
        ("iets.conf", "persons:\n  - x\nposts:\n", "YAML met persons, posts", "YAML with persons, posts"),
    ],
)
def test_what_no_source_reads_is_told_for_what_it_is(tmp_path: Path, name: str, content: str, dutch: str, english: str) -> None:
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    problem = refusal(file)
    assert problem.code == "unknown_format"
    assert dutch in problem.text("nl")
    assert english in problem.text("en")
    assert "datasetbestand (.yaml, .yml)" in problem.text("nl")


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ("xl/workbook.xml", "dit rekenblad kan niet worden gelezen"),
        ("word/document.xml", "een Word-document"),
        ("a.txt", "een ingepakt bestand"),
    ],
)
def test_an_office_document_is_told_for_what_it_is(tmp_path: Path, inside: str, what: str) -> None:
    file = tmp_path / "lijst.xlsx"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(inside, "x")
    assert what in refusal(file).text("nl")


def test_a_packed_file_and_a_folder_are_told(tmp_path: Path) -> None:
    packed = tmp_path / "regio.yaml.xz"
    packed.write_bytes(lzma.compress(REGION.read_bytes()))
    assert "een ingepakt bestand" in refusal(packed).text("nl")
    assert "een map met 1 bestanden" in refusal(tmp_path).text("nl")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("rules: []\n", "--rules"),
        ("names:\n  - {id: person/a, name: Ans}\n", "--with-names"),
        ("persons: []\nmemberships: []\n", "Popolo"),
        ("Body: []\n", "Begin het bestand met dataset"),
        ("- een\n", "Begin het bestand met dataset"),
    ],
)
def test_yaml_that_is_no_dataset_says_what_reads_it(tmp_path: Path, content: str, words: str) -> None:
    file = tmp_path / "iets.yaml"
    file.write_text(content, encoding="utf-8")
    assert words in refusal(file).text("nl")


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    assert "er is geen bestand met die naam" in refusal(tmp_path / "niets.csv").text("nl")


def test_a_source_with_something_else_in_it_says_so(tmp_path: Path) -> None:
    for name in ("committees-current", "committee-membership-current", "legislators-current"):
        (tmp_path / f"{name}.yaml").write_text("- {a: b}\n", encoding="utf-8")
    assert refusal(tmp_path).code == "format"
    turtle = tmp_path / "x.ttl"
    turtle.write_text("@prefix l: <http://data.lblod.info/vocabularies/leidinggevenden/> .\n l:a l:b", encoding="utf-8")
    assert refusal(turtle).code == "syntax"
    turtle.write_text("@prefix l: <http://data.lblod.info/vocabularies/leidinggevenden/> .\n l:a l:b l:c .", encoding="utf-8")
    assert refusal(turtle).code == "format"
