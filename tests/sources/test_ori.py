"""Open council information: meetings of bodies, their agenda items and people, as pages, lists and single records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from orggraph.errors import InvalidInput
from orggraph.model.nodes import AgendaItem, Body, Meeting, Organization, Person
from orggraph.model.relationships import AffiliatedWith, ItemOf, MeetingOf, PartOf
from orggraph.sources import ori, read, source_of
from tests.sources.extracts import folder
from tests.sources.test_popolo import of


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return folder("ori", tmp_path) / "raad.json"


def test_a_page_of_the_api(page: Path) -> None:
    assert source_of(page).key == "ori"
    made = read(page)
    first, second = sorted(of(made, Meeting), key=lambda meeting: meeting.id)
    assert (first.date, first.start_time, first.end_time, first.place) == ("2026-02-10", "19:30", "22:05", "Raadszaal")
    assert (second.date, made.info.reference_date) == ("2026-03-03", "2026-03-03")
    assert {(body.name, body.kind) for body in of(made, Body)} == {
        ("Gemeenteraad Dorp", "council"),
        ("Commissie Ruimte", "council_committee"),
    }
    assert len(of(made, MeetingOf)) == len(of(made, PartOf)) == 2
    assert {(one.name, one.identifiers) for one in of(made, Organization)} == {("Gemeente Dorp", ("tooi:gm9999",)), ("Lijst 1", ())}
    assert [(item.number, item.papers) for item in of(made, AgendaItem)] == [
        (1, ()),
        (2, ("Begroting 2027 https://ori.example/begroting",)),
    ]
    assert len(of(made, ItemOf)) == 2
    assert [person.name for person in of(made, Person)] == ["Raadslid"]
    assert [tie.start_date for tie in of(made, AffiliatedWith)] == ["2022-03-30"]
    assert list(ori.names(page).values()) == ["A. de Boer"]
    assert of(made, ItemOf)[0].sources[0].locator.startswith("regel ")


def test_what_is_left_out_is_told(page: Path) -> None:
    told = [(remark.text("nl"), remark.line) for remark in read(page).warnings if remark.code == "left_out"]
    assert any("vergadering noemt weg" in text and line for text, line in told)
    assert any("informatieobject" in text for text, _line in told)
    assert any("geslachtsaanduiding" in text and "persoonsgegevens blijven eruit" in text for text, _line in told)
    assert any("vergaderstatus" in text for text, _line in told)


def test_a_single_record_and_lists_by_kind(page: Path, tmp_path: Path) -> None:
    results = json.loads(page.read_text(encoding="utf-8"))["results"]
    file = tmp_path / "een.json"
    file.write_text(json.dumps(results[0]), encoding="utf-8")
    assert [meeting.name for meeting in of(read(file), Meeting)] == ["Raadsvergadering"]
    file.write_text(json.dumps({"agendapunten": results[2:4], "vergaderingen": results[:2]}), encoding="utf-8")
    assert len(of(read(file), ItemOf)) == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"id": None}, "missing_field"),
        ({"naam": "x" * 10_000_000}, "bad_value"),
        ({"naam": "a\0b"}, "bad_value"),
        ({"georganiseerddoorgremium": "raad"}, "format"),
        ({"georganiseerddoorgremium": {"gremiumidentificatie": "1"}}, "missing_field"),
    ],
)
def test_what_is_no_record_of_it_is_refused_with_its_line(tmp_path: Path, change: dict[str, Any], code: str) -> None:
    file = tmp_path / "raad.json"
    meeting = {"id": "1", "naam": "Raad", "vergaderdatum": "2026", "dossiertype": "vergadering", **change}
    file.write_text(json.dumps({"results": [meeting]}), encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        read(file, "ori")
    assert [(problem.code, problem.line, problem.record) for problem in refused.value.problems] == [(code, 1, "results 1")]
    assert len(refused.value.text("nl")) < 1_000


def test_a_file_without_any_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text('{"results": []}', encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        read(file, "ori")
    assert [problem.code for problem in refused.value.problems] == ["empty"]
