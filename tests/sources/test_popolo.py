"""Popolo as the specification has it, and as files in practice depart from it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeVar

import pytest

from orggraph.errors import InvalidInput, Problem
from orggraph.exports import Origin
from orggraph.exports.popolo import make
from orggraph.model.dataset import Dataset
from orggraph.model.nodes import Body, Organization, Person, Post
from orggraph.model.relationships import AffiliatedWith, Holds, In
from orggraph.sources import popolo, read, source_of

K = TypeVar("K")
ANS = {"id": "p1", "name": "Ans de Boer"}
RAAD = {"id": "raad", "name": "Gemeenteraad Dorp", "classification": "legislature"}
PARTY = {"id": "lijst-1", "name": "Lijst 1", "classification": "party"}
SEAT = {"person_id": "p1", "organization_id": "raad", "role": "raadslid"}


def written(folder: Path, document: Any, name: str = "dorp.json") -> Path:
    file = folder / name
    file.write_text(json.dumps(document, indent=1) if not isinstance(document, str) else document, encoding="utf-8")
    return file


def dataset(folder: Path, **lists: Any) -> Dataset:
    return read(written(folder, {"persons": [ANS], "organizations": [RAAD, PARTY], "memberships": [SEAT], **lists}))


def of(made: Dataset, kind: type[K]) -> list[K]:
    return [record for record in (*made.nodes, *made.relationships) if isinstance(record, kind)]


def left_out(made: Dataset) -> list[Problem]:
    return [problem for problem in made.warnings if problem.code == "left_out"]


def test_a_membership_becomes_a_seat_and_its_holder(tmp_path: Path) -> None:
    made = dataset(tmp_path, memberships=[{**SEAT, "on_behalf_of_id": "lijst-1", "start_date": "2022", "end_date": "2024-05-31T00:00:00Z"}])
    (post,), (holds,), (tie,) = of(made, Post), of(made, Holds), of(made, AffiliatedWith)
    assert (post.name, holds.start_date, holds.end_date) == ("raadslid, Gemeenteraad Dorp", "2022", "2024-05-31")
    assert tie.target == "dorp/organization/lijst-1"
    assert [(body.kind, body.inferred) for body in of(made, Body)] == [("council", ("kind", "tier"))]
    assert made.info.reference_date == "2022"
    assert all(record.sources for record in (holds, tie, post, *of(made, Person)))
    assert holds.sources[0].locator == "regel 21, memberships 1"


def test_people_bear_a_function_and_no_id_shows_a_name(tmp_path: Path) -> None:
    file = written(tmp_path, {"persons": [{"id": "ans-de-boer", "name": "Ans de Boer"}], "organizations": [RAAD],
                              "memberships": [{**SEAT, "person_id": "ans-de-boer"}]})  # fmt: skip
    (person,) = of(read(file), Person)
    assert person.name == "raadslid, Gemeenteraad Dorp"
    assert "boer" not in person.id
    assert popolo.names(file) == {person.id: "Ans de Boer"}


def test_two_of_one_function_have_labels_of_their_own(tmp_path: Path) -> None:
    made = dataset(tmp_path, persons=[ANS, {"id": "p2", "name": "Bo"}], memberships=[SEAT, {**SEAT, "person_id": "p2"}])
    assert {person.name for person in of(made, Person)} == {"raadslid, Gemeenteraad Dorp (1)", "raadslid, Gemeenteraad Dorp (2)"}
    (post,) = of(made, Post)
    assert (post.count, post.inferred) == (2, ("count",))


@pytest.mark.parametrize(
    ("stated", "kept"),
    [("2015", "2015"), ("2015-00-00", "2015"), ("2015-03-00", "2015-03"), ("31-03-2015", "2015-03-31"), ("", None), ("0000-00-00", None)],
)
def test_dates_as_they_are_written(tmp_path: Path, stated: str, kept: str | None) -> None:
    (holds,) = of(dataset(tmp_path, memberships=[{**SEAT, "start_date": stated}]), Holds)
    assert holds.start_date == kept


@pytest.mark.parametrize(
    ("start", "end", "words"), [("lang geleden", None, "lang geleden"), ("2020-05", "2019-01-01", "2020-05 – 2019-01-01")]
)
def test_what_is_no_period_is_kept_in_words_and_told(tmp_path: Path, start: str, end: str | None, words: str) -> None:
    made = dataset(tmp_path, memberships=[{**SEAT, "start_date": start, "end_date": end}])
    assert [(holds.start_date, holds.as_stated) for holds in of(made, Holds)] == [(None, words)]
    assert [(remark.code, remark.line) for remark in made.warnings] == [("reading", 21)]


def test_names_by_language_and_records_within_records(tmp_path: Path) -> None:
    post = {"id": "vz", "label": {"lang:en": "Chair"}, "organization": {"id": "raad", "name": {"lang:en": "Council", "lang:nl": "Raad"}}}
    made = read(written(tmp_path, {**ANS, "memberships": [{"post": post, "start_date": "2020"}], "identifiers": []}))
    assert [post.name for post in of(made, Post)] == ["Chair"]
    assert [body.name for body in of(made, Body)] == ["Raad"]
    assert len(of(made, Holds)) == len(of(made, In)) == 1


def test_a_person_of_several_files_is_one_and_cites_them_all(tmp_path: Path) -> None:
    for number in (1, 2):
        seat = {**SEAT, "id": f"m{number}", "role": f"rol {number}"}
        written(tmp_path, {"persons": [ANS], "organizations": [RAAD], "memberships": [seat]}, f"{number}.json")
    made = read(tmp_path)
    (person,), (body,) = of(made, Person), of(made, Body)
    assert len(person.sources) == len(body.sources) == 2
    assert len(of(made, Holds)) == 2


def test_a_record_that_stands_again_in_another_way_is_told(tmp_path: Path) -> None:
    made = dataset(tmp_path, memberships=[{**SEAT, "id": "m"}, {**SEAT, "id": "m", "role": "voorzitter"}])
    assert len(of(made, Holds)) == 1
    assert "staat hier nog eens met een andere role" in made.warnings[0].text("nl")


@pytest.mark.parametrize(
    ("membership", "words"),
    [
        ({"organization_id": "raad"}, "een lidmaatschap van niemand"),
        ({"person_id": "p1"}, "een lidmaatschap van niets"),
        ({**SEAT, "person_id": "weg"}, "person noemt weg, en dat staat er niet"),
        ({**SEAT, "organization_id": "weg"}, "organization noemt weg"),
    ],
)
def test_a_membership_that_hangs_in_the_air_is_left_out_by_its_line(tmp_path: Path, membership: dict[str, str], words: str) -> None:
    made = dataset(tmp_path, memberships=[membership])
    assert of(made, Holds) == []
    assert any(words in remark.text("nl") and remark.line == 21 and remark.record == "memberships 1" for remark in left_out(made))


def test_who_holds_one_seat_twice_at_once_has_a_second(tmp_path: Path) -> None:
    made = dataset(tmp_path, memberships=[{**SEAT, "id": "a", "start_date": "2012"}, {**SEAT, "id": "b", "start_date": "2016"}])
    assert len(of(made, Holds)) == len(of(made, Post)) == 2


def test_a_holder_outside_the_life_of_the_body_is_left_out_with_the_reason(tmp_path: Path) -> None:
    ended = {**RAAD, "dissolution_date": "2010"}
    made = dataset(tmp_path, organizations=[ended], memberships=[{**SEAT, "start_date": "2015"}])
    assert of(made, Holds) == []
    assert "valt niet binnen die van" in left_out(made)[0].text("nl")


def test_personal_data_stay_out_and_are_counted(tmp_path: Path) -> None:
    made = dataset(
        tmp_path, persons=[{**ANS, "birth_date": "1970", "email": "a@b.nl", "identifiers": [{"scheme": "BSN", "identifier": "1"}]}]
    )
    assert [person.identifiers for person in of(made, Person)] == [()]
    assert sum("persoonsgegevens blijven eruit" in remark.text("nl") for remark in left_out(made)) == 3


@pytest.mark.parametrize(
    "document",
    [
        {"persons": ["x"], "memberships": []},
        {"persons": [{"name": ["x"]}], "memberships": []},
        {"persons": [{"gender": "x"}], "memberships": []},
        {"persons": [{"id": "p", "name": "x" * 10_000_000}], "memberships": []},
        {"persons": [{"id": "p", "name": "a\0b"}], "memberships": []},
        {"persons": [], "memberships": [], "organizations": []},
        '{"persons": [{"id": 1, "id": 2}], "memberships": []}',
        '{"persons": [' + "[" * 5000 + "]" * 5000 + '], "memberships": []}',
        '{"persons": [{"id": "\\ud800"}], "memberships": []}',
        '{"persons": [{"id": ' + "9" * 5000 + '}], "memberships": []}',
        '{"persons": [{"id": NaN}], "memberships": []}',
        '{"persons": [{"id": "a"},], "memberships": []}',
        '{"persons": [{"id": "a"}], "memberships": []',
    ],
    ids=range(13),
)
def test_what_is_no_popolo_is_refused_with_its_line(tmp_path: Path, document: Any) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(written(tmp_path, document), "popolo")
    assert all(problem.line or problem.code == "empty" for problem in refused.value.problems)
    assert len(refused.value.text("nl")) < 2_000


def test_what_orggraph_exports_comes_back(tmp_path: Path) -> None:
    before = dataset(tmp_path, memberships=[{**SEAT, "start_date": "2020"}])
    origin = Origin.of(before, 1, "2026-01-01")
    file = tmp_path / "out.json"
    file.write_bytes(make(before, origin, ".json"))
    after = read(file)
    assert source_of(file).key == "popolo"
    for kind in (Body, Organization, Post, Person, Holds, In):
        assert len(of(after, kind)) == len(of(before, kind)), kind
    assert [body.kind for body in of(after, Body)] == ["council"]
