"""Lists of others by a mapping: three shapes, every encoding and delimiter, and what is wrong with row and column."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from orggraph.cli import run
from orggraph.errors import InvalidInput, Problem
from orggraph.model.nodes import Arrangement, Body, Cooperation, Organization, Person, Post
from orggraph.model.relationships import AffiliatedWith, Holds, ParticipatesIn, PartOf, ReportsTo
from orggraph.sources import lists, read, source_of
from scripts import import_figures
from tests.sources.extracts import folder
from tests.sources.test_popolo import of

MAPPINGS = Path(import_figures.__file__).parent / "mappings"
MEMBERS = {"list": "members", "columns": {"person": "Naam", "body": "Gremium", "role": "Functie", "since": "Sinds"}}
ROWS = "Naam;Gremium;Functie;Sinds\nAns de Boer;Algemeen bestuur;voorzitter;18 maart 2022\nBo;Algemeen bestuur;lid;\n"


def listed(folder: Path, content: str | bytes, mapping: dict[str, Any], name: str = "lijst.csv") -> Path:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    (folder / f"{file.stem}.mapping.yaml").write_text(yaml.safe_dump(mapping), encoding="utf-8")
    return file


def sheet(folder: Path, rows: list[list[Any]], mapping: dict[str, Any]) -> Path:
    book = openpyxl.Workbook()
    assert book.active
    for row in rows:
        book.active.append(row)
    book.save(folder / "lijst.xlsx")
    (folder / "lijst.mapping.yaml").write_text(yaml.safe_dump(mapping), encoding="utf-8")
    return folder / "lijst.xlsx"


def refusal(file: Path) -> list[Problem]:
    with pytest.raises(InvalidInput) as refused:
        read(file)
    return list(refused.value.problems)


# the three shapes -----------------------------------------------------------------------------------------------


def test_a_list_of_members(tmp_path: Path) -> None:
    made = read(folder("examples", tmp_path) / "bestuur.csv")
    assert {(post.name, post.capacity) for post in of(made, Post)} == {
        ("voorzitter, Algemeen bestuur, Gemeente Dorp", "chair"),
        ("lid, Algemeen bestuur, Gemeente Stad", "member"),
        ("lid, Algemeen bestuur, Gemeente Veld", "member"),
    }
    assert [holds.start_date for holds in of(made, Holds)] == ["2022-06-01", "2022"]
    assert len(of(made, AffiliatedWith)) == len(of(made, Person)) == 2
    assert [(body.kind, body.tier) for body in of(made, Body)] == [("general_board", "executive")]
    assert [part.target for part in of(made, PartOf)] == ["bestuur/organization/regio-voorbeeld"]
    assert of(made, Holds)[0].sources[0].locator == "rij 3"


def test_an_organogram_with_report_lines(tmp_path: Path) -> None:
    mapping = {
        "list": "organogram",
        "columns": {"post": "Functie", "unit": "Afdeling", "reports_to": "Valt onder", "person": "Wie", "fte": "FTE"},
    }
    rows = (
        'Functie,Afdeling,Valt onder,Wie,FTE\nDirecteur,Directie,,Ans,1\nManager,Zorg,Directeur,vacature,"0,8"\nAdviseur,Zorg,Chef,Bo,0.5\n'
    )
    made = read(listed(tmp_path, rows, mapping))
    (line,) = of(made, ReportsTo)
    assert (line.source, line.target) == ("lijst/post/manager-zorg", "lijst/post/directeur-directie")
    assert [(holds.share, holds.target) for holds in of(made, Holds)] == [
        (1, "lijst/post/directeur-directie"),
        (0.5, "lijst/post/adviseur-zorg"),
    ]
    (left_out,) = [remark for remark in made.warnings if remark.code == "left_out"]
    assert (left_out.line, left_out.column) == (4, 3)
    assert "Chef, en dat is geen functie van de lijst" in left_out.text("nl")


def test_participants_with_a_column_for_each_arrangement(tmp_path: Path) -> None:
    mapping = {"list": "participants", "columns": {"participant": "Gemeente"}, "arrangements": ["GGD", "RUD"]}
    made = read(listed(tmp_path, "Gemeente\tGGD\tRUD\nDorp\tx\t\nStad\tJa\tx\n", mapping))
    assert {(part.source.rpartition("/")[2], part.target.rpartition("/")[2]) for part in of(made, ParticipatesIn)} == {
        ("dorp", "ggd"), ("stad", "ggd"), ("stad", "rud"),
    }  # fmt: skip


def test_a_stated_form_makes_an_arrangement(tmp_path: Path) -> None:
    mapping = {"list": "participants", "columns": {"participant": "Gemeente", "arrangement": "Regeling", "form": "Vorm"}}
    made = read(listed(tmp_path, "Gemeente,Regeling,Vorm\nDorp,GGD,openbaar lichaam\nDorp,Club,iets anders\n", mapping))
    assert [arrangement.form for arrangement in of(made, Arrangement)] == ["public_body"]
    assert len(of(made, Cooperation)) == 2
    assert any("iets anders is geen bekende vorm" in remark.text("nl") for remark in made.warnings)


# encodings, delimiters, sheets ----------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp850"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_delimiter_and_encoding_are_told_from_the_content(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = "Naam;Gremium;Functie;Sinds\n" + "".join(f"Zoë{n} Müller;Coöperatie für Größe;één lid;2020\n" for n in range(30))
    made = read(listed(tmp_path, rows.replace(";", delimiter).encode(encoding), MEMBERS))
    assert [body.name for body in of(made, Body)] == ["Coöperatie für Größe"]
    told = [remark for remark in made.warnings if "UTF-8" in remark.text("nl")]
    assert len(told) == (encoding in ("cp1252", "cp850"))


def test_what_was_encoded_twice_is_mended_and_each_value_told(tmp_path: Path) -> None:
    files = folder("nl-opengr-csv", tmp_path)
    made = lists.read_list(files / "provincies_opengr_provincies.csv", MAPPINGS / "opengr.yaml")
    told = " ".join(remark.text("nl") for remark in made.warnings)
    expected = json.loads((files / "expected.json").read_text(encoding="utf-8"))["opengr"]["mojibake_values"]
    assert len(expected) == 20
    assert [value for value in expected if f"{value} was dubbel gecodeerd" not in told] == []
    assert not [node.name for node in made.nodes if "Ã" in node.name]


def test_sheets_with_dates_and_numbers(tmp_path: Path) -> None:
    head = ["Naam", "Gremium", "Functie", "Sinds"]
    made = read(sheet(tmp_path, [["Overzicht"], head, ["Ans", "AB", "lid", date(2022, 6, 1)], [], ["Bo", "AB", "lid", 2020]], MEMBERS))
    assert {holds.start_date for holds in of(made, Holds)} == {"2022-06-01", "2020"}
    assert {holds.sources[0].locator for holds in of(made, Holds)} == {"rij 3", "rij 5"}


def test_a_workbook_of_orggraph_is_no_list_of_others(tmp_path: Path) -> None:
    file = sheet(tmp_path, [["Naam"], ["x"]], MEMBERS)
    assert source_of(file).key == "lists"
    book = openpyxl.load_workbook(file)
    book.create_sheet("orggraph").sheet_state = "hidden"
    book.save(file)
    try:
        assert source_of(file).key != "lists"
    except InvalidInput as refused:
        assert "lists" not in refused.text("nl")


# what is wrong --------------------------------------------------------------------------------------------------


def test_a_list_without_a_mapping_says_how_to_get_one(tmp_path: Path) -> None:
    (tmp_path / "lijst.csv").write_text(ROWS)
    (problem,) = refusal(tmp_path / "lijst.csv")
    assert "orggraph import lijst.csv --guess stelt er een voor; bewaar die als lijst.mapping.yaml" in problem.text("nl")


@pytest.mark.parametrize(
    ("mapping", "code", "words"),
    [
        ({"list": "members", "columns": {"person": "Wie", "body": "Orgaan"}}, "missing_column", "de kolom Wie ontbreekt"),
        ({"list": "members", "columns": {"persoon": "Naam", "body": "Gremium"}}, "unknown_field", "heeft geen persoon"),
        ({"list": "members", "columns": {"person": "Naam"}}, "missing_field", "een kolom of een waarde voor body"),
        ({"list": "leden"}, "unknown_value", "leden"),
        ({"list": "members", "columns": {"person": "Functie", "body": "Sinds"}, "header": 2}, "missing_column", "ontbreekt"),
        ({"list": "members", "columns": {"person": "Sinds", "body": "Leeg"}}, "no_row", "past op geen van de 2 rijen onder rij 1"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(tmp_path: Path, mapping: dict[str, Any], code: str, words: str) -> None:
    problems = refusal(listed(tmp_path, ROWS.replace("Sinds\n", "Sinds;Leeg\n"), mapping))
    assert words in " ".join(problem.text("nl") for problem in problems)
    assert code == problems[0].code or code == "unknown_value"


@pytest.mark.parametrize("cell", ["Ans; Bo", "Ans/Bo", "Ans & Bo", "Ans en Bo", '"Ans\nBo"', "Ans, Bo, Cor, Dirk"])
def test_two_people_in_one_cell_are_told_with_row_and_column(tmp_path: Path, cell: str) -> None:
    rows = f'Gremium|Naam\nAB|Ans en kinderen\nAB|"De Boer, Ans"\nAB|{cell}\n'
    problems = refusal(listed(tmp_path, rows, {"list": "members", "columns": {"person": "Naam", "body": "Gremium"}, "delimiter": "|"}))
    assert [(problem.code, problem.line, problem.column) for problem in problems] == [("two_people", 4, 2)]


def test_several_people_in_one_cell_where_the_mapping_says_so(tmp_path: Path) -> None:
    mapping = {"list": "members", "columns": {"person": "Naam", "body": "Gremium"}, "several": {"person": ";"}}
    assert len(of(read(listed(tmp_path, "Gremium,Naam\nAB,Ans; Bo\n", mapping)), Person)) == 2


def test_a_cell_of_ten_megabytes_and_one_with_a_control_character(tmp_path: Path) -> None:
    for content in (f"Naam;Gremium\n{'x' * 10_000_000};AB\n", "Naam;Gremium\nA\0b;AB\n", f"Naam;Gremium\n{'x' * 100_000};AB\n"):
        (problem,) = refusal(listed(tmp_path, content, {"list": "members", "columns": {"person": "Naam", "body": "Gremium"}}))
        assert problem.line == 2
        assert len(problem.text("nl")) < 1_000


def test_a_spreadsheet_that_is_a_bomb_or_names_paths_is_refused_or_harmless(tmp_path: Path) -> None:
    file = sheet(tmp_path, [["Naam", "Gremium", "Functie", "Sinds"], ["Ans", "AB", "lid", ""]], MEMBERS)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("../../weg.txt", "x")
    assert len(of(read(file), Person)) == 1
    assert not (tmp_path.parents[1] / "weg.txt").exists()
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/bomb.xml", "w", force_zip64=True) as part:
        for _megabytes in range(300):
            part.write(b"\0" * 2**20)
    assert [problem.code for problem in refusal(file)] == ["too_large"]


# a proposal -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "kind", "columns"),
    [
        (ROWS, "members", {"person": "Naam", "body": "Gremium", "role": "Functie", "since": "Sinds"}),
        ("Functie,Valt onder,Afdeling\nA,B,C\n", "organogram", {"post": "Functie", "reports_to": "Valt onder", "unit": "Afdeling"}),
        (
            "Deelnemer,Gemeenschappelijke regeling\nA,B\n",
            "participants",
            {"participant": "Deelnemer", "arrangement": "Gemeenschappelijke regeling"},
        ),
        (
            "Gemeente;CBS;GGD's\nA;0001;Noord\nB;0002;Noord\n",
            "participants",
            {"participant": "Gemeente", "participant_id": "CBS", "arrangement": "GGD's"},
        ),
        ("Gemeente;GGD;RUD\nA;x;\nB;x;x\n", "participants", {"participant": "Gemeente"}),
    ],
)
def test_a_mapping_is_proposed_and_reads_the_list(tmp_path: Path, rows: str, kind: str, columns: dict[str, str]) -> None:
    file = tmp_path / "lijst.csv"
    file.write_text(rows, encoding="utf-8")
    text, first = lists.guess(file)
    proposed = yaml.safe_load(text)
    assert (proposed["list"], proposed["columns"]) == (kind, columns)
    assert first[0]["row"] == 2
    (tmp_path / "lijst.mapping.yaml").write_text(text, encoding="utf-8")
    assert read(file).nodes


def test_the_command_prints_the_mapping_apart_from_the_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "lijst.csv"
    file.write_text(ROWS, encoding="utf-8")
    assert run(["import", str(file), "--guess"]) == 0
    out = capsys.readouterr()
    assert yaml.safe_load(out.out)["list"] == "members"
    assert "Ans de Boer" in out.err


def test_names_that_differ_in_capitals_stay_apart_and_are_told(tmp_path: Path) -> None:
    mapping = {"list": "participants", "columns": {"participant": "Gemeente", "arrangement": "Regeling"}}
    made = read(listed(tmp_path, "Gemeente,Regeling\nDorp,GGD\nDORP,GGD\n Dorp ,RUD\n", mapping))
    assert len(of(made, Organization)) == 2
    assert any("op 2 manieren geschreven" in remark.text("nl") for remark in made.warnings)
    assert json.dumps([record.id for record in of(made, Organization)]).count("dorp") == 2
