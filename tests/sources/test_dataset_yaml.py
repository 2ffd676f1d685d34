"""Reading a dataset file: ten mistakes give ten messages, and what a secretary writes is read right."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from orggraph.errors import InvalidInput, Problem
from orggraph.model.dataset import Dataset
from orggraph.model.terms import Evidence, Status
from orggraph.sources.dataset_yaml import read_dataset, write_dataset

HEAD = "orggraph: 1\ndataset: {id: proef, title: Proef}\n"
TEN_MISTAKES = """\
orggraph: 1
dataset: {id: proef, title: Proef, reference_date: 2026-01-01, complete: [HOLD]}
Source:
  - {id: besluit, name: Besluit}
  - {id: besluit, name: Nog een besluit}
Body:
  - {id: ab, name: Algemeen bestuur, kind: general_bord, tier: executive}
  - {id: db, name: Dagelijks bestuur, kind: executive_board, tier: executive, qorum: de helft}
Role:
  - {id: voorzitter, name: Voorzitter, load_hours: veel}
Post:
  - id: ab-voorzitter
    name: Voorzitter AB
    start_date: 2015-02-30
  - id: db-voorzitter
    name: Voorzitter DB
    in: body/dbb
    has_role: source/besluit
    sources: [beslut artikel 3]
    end_date: 2014
    start_date: 2015
  - name: Zonder id
"""


def problems(text: str, file: str = "proef.yaml") -> tuple[Problem, ...]:
    with pytest.raises(InvalidInput) as caught:
        read_dataset(text, file=file)
    return caught.value.problems


def read(body: str) -> Dataset:
    return read_dataset(HEAD + body)


def test_mistakes_are_all_told_at_once_with_their_places() -> None:
    found = problems(TEN_MISTAKES)
    assert [(one.code, one.line, one.column, one.record) for one in found] == [
        ("unknown_part", 2, 64, "proef"),
        ("duplicate_id", 5, 6, "proef/source/besluit"),
        ("unknown_value", 7, 38, "proef/body/ab"),
        ("unknown_field", 8, 79, "proef/body/db"),
        ("bad_value", 10, 40, "proef/role/voorzitter"),
        ("date", 14, 5, "proef/post/ab-voorzitter"),
        ("unknown_id", 17, 5, "proef/post/db-voorzitter in"),
        ("wrong_end", 18, 5, "proef/post/db-voorzitter has_role"),
        ("unknown_source", 19, 5, "proef/post/db-voorzitter"),
        ("period", 20, 5, "proef/post/db-voorzitter"),
        ("no_id", 22, 5, None),
    ]
    told = {one.code: one.text("en") for one in found}
    assert all(text.startswith(f"proef.yaml:{one.line}:{one.column}: ") for text, one in zip(told.values(), found, strict=True))
    for code, nearest_known in {
        "unknown_part": "HOLDS",
        "unknown_value": "general_board",
        "unknown_field": "quorum",
        "unknown_id": "body/db",
        "unknown_source": "besluit",
    }.items():
        assert f"Known: {nearest_known}" in told[code]
    assert "2015-02-30" in told["date"]


def test_mistakes_in_the_head_do_not_hide_those_in_records() -> None:
    found = problems("orggraph: 1\ndataset: {id: proef, title: P, reference_date: 2026-13-01}\nBody: [{id: ab, name: AB, kind: council}]\n")
    assert [(one.code, one.line) for one in found] == [("date", 2), ("missing_field", 3)]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ("Role: [{id: a, name: A, load_hours: veel}]", "een getal"),
        ("Body: [{id: a, name: A, kind: council, tier: political, meetings_min: vier}]", "een geheel getal"),
        ("Body: [{id: a, name: A, kind: council, tier: political, meetings_min: -1}]", "0 of meer"),
        ("Topic: [{id: a, name: [A]}]", "een tekst"),
        ("Step: [{id: a, name: A, by: 02-29}]", "een maand en een dag die elk jaar heeft"),
        ("Step: [{id: a, name: A, by: begin}]", "een maand en een dag die elk jaar heeft"),
    ],
)
def test_what_is_expected_is_said_in_the_language_of_the_reader(record: str, expected: str) -> None:
    hints = [one.hint.render("nl") for one in problems(f"{HEAD}{record}\n") if one.hint]
    assert any(hint.startswith(f"Hier wordt verwacht: {expected}") for hint in hints), hints


def test_why_a_file_cannot_be_read_is_said_in_the_language_of_the_reader(tmp_path: Path) -> None:
    for path, why in ((tmp_path / "niets.yaml", "er is geen bestand met die naam"), (tmp_path, "het is een map")):
        with pytest.raises(InvalidInput) as caught:
            read_dataset(path)
        assert why in caught.value.text("nl")


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "no_dataset", None),
        ("- a\n- b\n", "no_dataset", 1),
        ("just text\n", "no_dataset", 1),
        ("orggraph: 1\nBody: []\n", "no_dataset", 1),
        ("dataset: proef\n", "no_dataset", 1),
        ("dataset: {id: proef}\n", "missing_field", 1),
        ("dataset: {id: Proef, title: Proef}\n", "bad_value", 1),
        ("dataset: {id: proef, title: ''}\n", "bad_value", 1),
        ("dataset: {id: proef, title: P, titel_en: P}\n", "unknown_field", 1),
        ("dataset: {id: proef, title: P, reference_date: gisteren}\n", "date", 1),
        ("orggraph: 2\ndataset: {id: proef, title: P}\n", "version", 1),
        (HEAD + "Bodies: []\n", "unknown_section", 3),
        (HEAD + "Body: {id: ab}\n", "no_list", 3),
        (HEAD + "Body: [ab]\n", "no_id", 3),
        (HEAD + "Body: [[ab]]\n", "no_id", 3),
        (HEAD + "Topic: [{id: [a], name: A}]\n", "no_id", 3),
        (HEAD + "Topic: [{id: A b, name: A}]\n", "bad_value", 3),
        (HEAD + "Topic: [{id: body/a, name: A}]\n", "foreign_id", 3),
        (HEAD + "Topic: [{id: ander/topic/a, name: A}]\n", "foreign_id", 3),
        (HEAD + "Topic: [{id: a}]\n", "missing_field", 3),
        (HEAD + "Topic: [{id: a, name: [A]}]\n", "bad_value", 3),
        (HEAD + "Topic: [{id: a, name: A, dataset: ander}]\n", "unknown_field", 3),
        (HEAD + "Topic: [{id: b, name: B}, {id: a, name: A, part_of: {to: topic/b, source: topic/a}}]\n", "unknown_field", 3),
        (HEAD + "Topic: [{id: a, name: A, part_of: {to: topic/a, since: 2015}}]\n", "unknown_field", 3),
        (HEAD + "Topic: [{id: a, name: A, part_of: {target: topic/a}}]\n", "no_end", 3),
        (HEAD + "Topic: [{id: a, name: A, part_of: [[topic/a]]}]\n", "no_end", 3),
        (HEAD + "Topic: [{id: a, name: A, part_of: ~}]\n", "no_end", 3),
        (HEAD + "Topic: [{id: a, name: A, part_of: ander/topic/b}]\n", "unknown_id", 3),
        (HEAD + "Topic: [{id: a, name: A, documented_in: source/b}]\n", "unknown_field", 3),
        (HEAD + "Topic: [{id: a, name: A, sources: [[b]]}]\n", "citation", 3),
        (HEAD + "Topic: [{id: a, name: A, sources: {source: [b]}}]\n", "citation", 3),
        (HEAD + "Topic: [{id: a, name: A, sources: [{source: b, page: 3}]}]\n", "unknown_field", 3),
        (HEAD + "Topic: [{id: a, name: A}]\nTopic: [{id: b, name: B}]\n", "duplicate_key", 4),
        (HEAD + "Topic: [{id: a, name: A, name: B}]\n", "duplicate_key", 3),
        (HEAD + "Organization: [{id: a, name: A, kind: partner, inhabitants: 99999999999999999999}]\n", "bad_value", 3),
        (HEAD + "Organization: [{id: a, name: A, kind: partner, inhabitants: -1}]\n", "bad_value", 3),
        (HEAD + "Organization: [{id: a, name: A, kind: partner, inhabitants: 1.5}]\n", "bad_value", 3),
        (HEAD + "Arrangement: [{id: a, name: A, form: covenant, staff_fte: nan}]\n", "bad_value", 3),
        (HEAD + "Arrangement: [{id: a, name: A, form: covenant, staff_fte: .inf}]\n", "bad_value", 3),
        (HEAD + "Arrangement: [{id: a, name: A, form: covenant, powers_transferred: misschien}]\n", "bad_value", 3),
    ],
)
def test_one_mistake_one_message_at_its_line(text: str, code: str, line: int | None) -> None:
    (problem,) = problems(text)
    assert (problem.code, problem.line) == (code, line)
    assert problem.text("nl")


def test_an_end_that_could_not_be_read_is_no_second_problem() -> None:
    text = HEAD + "Topic:\n  - {id: a, name: A, statos: x}\n  - {id: b, name: B, part_of: topic/a}\n"
    assert [problem.code for problem in problems(text)] == ["unknown_field"]


def test_words_that_yaml_would_take_for_something_else() -> None:
    dataset = read(
        "Arrangement:\n  - {id: no, name: no, form: covenant, powers_transferred: no, staff_fte: 0,\n"
        "     start_date: 2015-01-01, end_date: 2016-02}\n"
    )
    (node,) = dataset.nodes
    row = node.row()
    assert (row["id"], row["name"], row["powers_transferred"], row["staff_fte"]) == ("proef/arrangement/no", "no", False, 0)
    assert (row["start_date"], row["valid_from"], row["end_date"], row["valid_before"]) == (
        "2015-01-01",
        "2015-01-01",
        "2016-02",
        "2016-03-01",
    )


@pytest.mark.parametrize("nothing", ["~", "null", "", "''", '""', "' '"])
def test_what_is_left_empty_is_not_stated(nothing: str) -> None:
    dataset = read(f"Topic:\n  - id: a\n    name: A\n    note: {nothing}\n")
    assert "note" not in dataset.nodes[0].row()
    assert dataset.content_hash == read("Topic: [{id: a, name: A}]\n").content_hash


def test_a_relationship_has_the_sources_and_standing_of_its_record() -> None:
    dataset = read(
        "Source: [{id: s, name: S}, {id: t, name: T}]\n"
        "Topic:\n"
        "  - {id: a, name: A}\n"
        "  - {id: b, name: B, status: proposed, evidence: inferred, sources: [s p. 1],\n"
        "     part_of: [topic/a, {to: topic/c, status: actual, sources: t}]}\n"
        "  - {id: c, name: C}\n"
    )
    inherited, own = dataset.relationships
    assert (inherited.status, inherited.evidence, inherited.sources[0].locator) == (Status.PROPOSED, Evidence.INFERRED, "p. 1")
    assert (own.status, own.evidence, own.sources[0].source) == (Status.ACTUAL, Evidence.INFERRED, "proef/source/t")


def test_the_same_claim_of_two_sources_is_one_relationship() -> None:
    dataset = read(
        "Source: [{id: s, name: S}, {id: t, name: T}]\n"
        "Topic:\n  - {id: a, name: A}\n"
        "  - {id: b, name: B, part_of: [{to: topic/a, sources: [s p. 1]}, {to: topic/a, sources: [t p. 2, s p. 1]}]}\n"
    )
    (relationship,) = dataset.relationships
    assert [(one.source, one.locator) for one in relationship.sources] == [("proef/source/s", "p. 1"), ("proef/source/t", "p. 2")]
    assert relationship.row()["locators"] == ["p. 1", "p. 2"]


def test_two_ways_to_state_one_relationship_are_a_problem_at_the_second() -> None:
    text = (
        HEAD
        + "Topic:\n  - {id: a, name: A}\n  - {id: b, name: B, part_of: [\n    {to: topic/a, note: een},\n    {to: topic/a, note: twee}]}\n"
    )
    (problem,) = problems(text)
    assert (problem.code, problem.line) == ("duplicate_relationship", 7)


HOSTILE = [
    "'; MATCH (n) DETACH DELETE n; //", "` }) DETACH DELETE n //", "Robert'); DROP TABLE", "<script>alert(1)</script>", "=cmd()", "{{7*7}}",
    "${HOME}", "%s %(a)s {0} {a}", "\u202eעברית\u202c", "مجلس", "é" * 300, "🏛️ raad", "a\\b\\n", '"', "'", "#", "- ", "? x", "a: b", "@x",
    "%x",     "no", "~", "null", "1e5", "0x1F", "2015-01-01", "\u2028x", "x\u00a0y", "\ufeffx",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_text(name: str) -> None:
    quoted = json.dumps(name, ensure_ascii=False).replace("\u2028", "\\u2028")
    dataset = read(f"Topic:\n  - {{id: a, name: {quoted}}}\n")
    assert dataset.nodes[0].name == name.strip()
    assert read_dataset(write_dataset(dataset)).nodes == dataset.nodes


def test_a_large_file_full_of_mistakes_is_told_in_time(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    records = "".join(f"  - {{id: t{number}, name: T, part_of: topic/u{number}}}\n" for number in range(3000))
    path.write_text(HEAD + "Topic:\n" + records)
    started = time.process_time()
    with pytest.raises(InvalidInput) as caught:
        read_dataset(path)
    assert len(caught.value.problems) == 1001
    assert caught.value.problems[-1].code == "too_many"
    assert time.process_time() - started < 10


def test_a_record_of_every_kind_of_problem_names_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "proef.yaml"
    path.write_text(TEN_MISTAKES, encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        read_dataset(path)
    lines = str(caught.value).splitlines()
    assert all(line.startswith(f"{path}:") for line in lines[:-1])
    assert lines[-1] == "11 problems found."
