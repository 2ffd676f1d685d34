"""What is wrong with the records of a foreign file is said of all of them at once, each at its place."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from orggraph import sources
from orggraph.errors import InvalidInput
from orggraph.i18n import T
from orggraph.model.nodes import Person
from orggraph.sources._records import Records
from orggraph.yamltree import read_text

COMMITTEES = "- {type: house, name: Committee on Rules, thomas_id: HSRU}\n- {type: house, thomas_id: HSXX}\n- {type: house, name: N}\n"
MEMBERS = "HSRU:\n- {name: A, bioguide: A1}\n- {name: B}\n"
LEGISLATORS = """
- {id: {bioguide: A1}, name: {first: A, last: A}, terms: [{type: rep, state: CA, district: 1, start: '2025-01-03', end: '2027-01-03'}]}
- {id: {bioguide: B1}, name: {first: B, last: B}, terms: [{type: rep, state: CA, district: 2, start: 3 January, end: '2027-01-03'}]}
"""


def test_every_wrong_record_of_a_folder_is_told_at_once(tmp_path: Path) -> None:
    texts = {"committees-current": COMMITTEES, "committee-membership-current": MEMBERS, "legislators-current": LEGISLATORS}
    for name, text in texts.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(InvalidInput) as refusal:
        sources.read(tmp_path)

    told = [(Path(str(problem.file)).stem, problem.line, problem.record, problem.code) for problem in refusal.value.problems]
    assert told == [
        ("committees-current", 2, None, "missing_field"),
        ("committees-current", 3, None, "missing_field"),
        ("committee-membership-current", 3, "HSRU 2", "missing_field"),
        ("legislators-current", 3, None, "date"),
    ]
    assert "het veld name ontbreekt" in refusal.value.text("nl")
    assert "start_date is geen datum: 3 January" in refusal.value.text("nl")


def test_the_rows_of_a_table_are_told_by_their_line(tmp_path: Path) -> None:
    file = tmp_path / "mensen.csv"
    file.write_text("naam;vast\nAn;ja\n;ja\nBo\n", encoding="utf-8-sig")
    records = Records(file, T("Take the whole file of one version."))

    def person(row: tuple[int, dict[str, str]]) -> Iterator[Person]:
        if row[1]["vast"] is None:
            raise ValueError("twee kolommen")
        yield Person(dataset="d", id=f"d/person/{row[0]}", name=row[1]["naam"])

    rows = enumerate(csv.DictReader(read_text(file).splitlines(), delimiter=";"), 2)
    made = list(records.each(rows, person, line=lambda row: row[0], name=lambda row: row[1]["naam"] or None))

    assert [node.name for node in made] == ["An"]
    with pytest.raises(InvalidInput) as refusal:
        records.done()
    assert [(problem.line, problem.record, problem.code) for problem in refusal.value.problems] == [
        (3, None, "bad_value"), (4, "Bo", "format"),
    ]  # fmt: skip


@pytest.mark.parametrize(("raw", "code"), [("naam\nJosé\n".encode("cp1252"), "encoding"), (None, "unreadable")])
def test_a_text_that_cannot_be_read_says_why(tmp_path: Path, raw: bytes | None, code: str) -> None:
    file = tmp_path / "mensen.csv"
    if raw is not None:
        file.write_bytes(raw)
    with pytest.raises(InvalidInput) as refusal:
        read_text(file)
    (problem,) = refusal.value.problems
    assert (problem.code, problem.line) == (code, 2 if raw else None)


def test_names_that_a_module_reads_are_declared_with_its_source() -> None:
    named = {source.key for source in sources.registry() if source.names}
    assert named >= {"congress", "leidinggevenden"}
