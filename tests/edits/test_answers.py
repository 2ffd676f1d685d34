"""Lists that ask holders whether it is still right: written, filled in as people do, read back, and applied."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from orggraph.edits import apply, propose
from orggraph.edits.answers import outcome, proposed
from orggraph.errors import InvalidInput, WrongUsage
from orggraph.exports.workbook.checklist import FIRST, files, make, zipped
from orggraph.graph import project
from orggraph.i18n import LANGUAGES, Lang
from orggraph.model.relationships import Holds
from orggraph.model.tables import to_tables
from orggraph.sources import read
from orggraph.sources.workbook.checklist import Answers, Checklist, read_answers
from orggraph.store.embedded import ServerAddress
from orggraph.views.upkeep import checklist, confirmed, holders
from orggraph.workspace import Workspace
from tests.edits.conftest import FILE, trial_region

DAY = "2024-06-01"
A = "proefregio/person/a"
Cells = Mapping[str, Any]
"""What is written into cells, by their names: E7."""


@pytest.fixture(scope="module")
def known() -> Checklist:
    return checklist(project(to_tables(read(FILE)), on=DAY), A)


def filled(tmp_path: Path, known: Checklist, cells: Cells, lang: Lang = "nl") -> Path:
    book = load_workbook(io.BytesIO(make(known, DAY, lang)))
    for name, value in cells.items():
        book.worksheets[0][name] = value
    path = tmp_path / f"{known.person.rsplit('/', 1)[-1]}.xlsx"
    book.save(path)
    return path


def problems(path: Path) -> list[str]:
    with pytest.raises(InvalidInput) as refusal:
        read_answers(path)
    return [problem.text("nl") for problem in refusal.value.problems]


def test_a_list_has_a_line_for_each_post_and_the_same_bytes_twice(known: Checklist) -> None:
    assert [line.post.rsplit("/", 1)[-1] for line in known.lines] == ["ab-lid-elzen", "db-lid-elzen", "elzen-wethouder", "pfho-voorzitter"]
    for lang in LANGUAGES:
        assert make(known, DAY, lang) == make(known, DAY, lang)
    graph = project(to_tables(read(FILE)), on=DAY)
    lists = files([checklist(graph, holder) for holder in holders(graph)], DAY, "nl")
    assert len(lists) == len(holders(graph)) > 1
    assert zipped(lists) == zipped(dict(reversed(lists.items())))


def test_what_is_not_filled_in_is_no_answer(tmp_path: Path, known: Checklist) -> None:
    assert {answer.reply for answer in read_answers(filled(tmp_path, known, {})).answers} == {"none"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_answers_in_either_language_are_read_wherever_rows_and_columns_went(tmp_path: Path, known: Checklist, lang: Lang) -> None:
    words = {"nl": ("Klopt", " klopt niet meer ", "anders, namelijk"), "en": ("right", "No longer right", "otherwise")}[lang]
    path = filled(tmp_path, known, {"E7": words[0], "E8": words[1], "F8": date(2024, 5, 1), "E9": words[2], "G9": "plv."}, lang)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet.insert_cols(2)
    sheet.insert_rows(FIRST + 2)
    book.save(path)
    answers = read_answers(path)
    assert [answer.reply for answer in answers.answers] == ["right", "stopped", "other", "none"]
    assert (answers.answers[1].stopped, answers.answers[2].other) == ("2024-05-01", "plv.")


@pytest.mark.parametrize(
    ("cells", "place", "words"),
    [
        ({"E7": "misschien"}, "rij 7, kolom E", "geen antwoord"),
        ({"E7": "=1+1"}, "rij 7, kolom E", "geen antwoord"),
        ({"E8": "klopt niet meer"}, "rij 8, kolom F", "sinds wanneer"),
        ({"E8": "klopt niet meer", "F8": "morgen"}, "rij 8, kolom F", "geen datum"),
        ({"E8": "klopt niet meer", "F8": "=TODAY()"}, "rij 8, kolom F", "formule"),
        ({"E9": "anders"}, "rij 9, kolom G", "anders is"),
        ({"E9": "anders", "C9": "ooit"}, "rij 9, kolom C", "geen datum"),
        ({"H9": "weg"}, "rij 9, kolom H", "geen kenmerk"),
        ({"H9": None, "E9": "klopt"}, "rij 9, kolom E", "zonder de regel"),
        ({"E6": "Antwoord"}, "rij 6", "Klopt dit nog?"),
        ({"A4": "iets"}, "", "geen lijst"),
        ({"D4": "iemand"}, "rij 1", "van wie"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(tmp_path: Path, known: Checklist, cells: Cells, place: str, words: str) -> None:
    said = problems(filled(tmp_path, known, cells))
    assert any(place in text and words in text for text in said), said


def test_all_is_said_at_once(tmp_path: Path, known: Checklist) -> None:
    assert len(problems(filled(tmp_path, known, {"E7": "misschien", "E8": "klopt niet meer", "E9": "anders"}))) == 3


def test_a_line_twice_is_refused(tmp_path: Path, known: Checklist) -> None:
    path = filled(tmp_path, known, {})
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet["H8"] = sheet["H7"].value
    book.save(path)
    assert "ook in rij 7" in problems(path)[0]


def test_a_file_that_is_something_else_is_refused(tmp_path: Path) -> None:
    for name, content in (("a.xlsx", b"geen werkboek"), ("b.xlsx", b"PK\x03\x04")):
        (tmp_path / name).write_bytes(content)
        assert problems(tmp_path / name)
    other = Workbook()
    other.save(tmp_path / "c.xlsx")
    assert "geen lijst" in problems(tmp_path / "c.xlsx")[0]


@pytest.fixture
def work(embedded_server: ServerAddress) -> Iterator[Workspace]:
    with trial_region(embedded_server) as workspace:
        yield workspace


def held(work: Workspace) -> dict[str, Holds]:
    edges = work.dataset("proefregio").relationships
    return {edge.target.rsplit("/", 1)[-1]: edge for edge in edges if isinstance(edge, Holds) and edge.source == A}


def test_answers_become_changes_that_are_shown_and_applied(work: Workspace, tmp_path: Path, known: Checklist) -> None:
    cells = {"E7": "klopt", "E8": "klopt niet meer", "F8": date(2024, 5, 1), "E9": "anders", "C9": "2022-06-15", "G9": "zonder stem"}
    result = outcome(work, [read_answers(filled(tmp_path, known, cells))], DAY)
    assert (result.confirmed, result.changed, result.unanswered, len(result.by_hand), result.overtaken) == (1, 2, 1, 1, ())
    made = proposed(work, result, "antwoorden")
    assert made is not None
    assert len(made.sentences) == 3
    assert "{" not in "".join(sentence.render(lang) for sentence in made.sentences for lang in LANGUAGES)
    apply(work, made, by="griffie")
    after = held(work)
    assert (after["ab-lid-elzen"].verified_on, after["ab-lid-elzen"].verified_by) == (DAY, "bestuurder A")
    assert after["db-lid-elzen"].end_date == "2024-05-01"
    assert after["elzen-wethouder"].start_date == "2022-06-15"
    shares = {share.body: share for share in confirmed(work.graph(on=DAY))}
    assert (shares["proefregio/body/ab"].confirmed, shares["proefregio/body/ab"].percentage) == (1, 33)


def test_what_changed_meanwhile_is_told_and_left(work: Workspace, tmp_path: Path, known: Checklist) -> None:
    apply(work, propose(work, "proefregio", "resign", {"person": A, "post": "ab-lid-elzen", "on": "2024-05-20"}))
    result = outcome(work, [read_answers(filled(tmp_path, known, {"E7": "klopt", "E9": "klopt"}))], DAY)
    assert result.confirmed == 1
    (problem,) = result.overtaken
    assert (problem.line, problem.sheet, problem.level) == (7, "Klopt dit nog", "warning")


@pytest.mark.parametrize("second", ["proefregio", "elders"])
def test_lists_that_do_not_go_together_are_refused(work: Workspace, second: str) -> None:
    lists = [Answers("proefregio", 1, A, (), "a.xlsx"), Answers(second, 1, A, (), "b.xlsx")]
    with pytest.raises(InvalidInput, match=r"b\.xlsx|problem"):
        outcome(work, lists, DAY)


def test_a_line_that_would_end_before_it_begins_is_refused(work: Workspace, tmp_path: Path, known: Checklist) -> None:
    cells = {"E8": "klopt niet meer", "F8": "2001"}
    with pytest.raises(InvalidInput) as refusal:
        outcome(work, [read_answers(filled(tmp_path, known, cells))], DAY)
    assert "rij 8" in refusal.value.problems[0].text("nl")
    with pytest.raises(WrongUsage, match="gisteren"):
        outcome(work, [read_answers(filled(tmp_path, known, {}))], "gisteren")
