"""The overlay of names: whole names or their parts, told with their place where they are neither."""

from __future__ import annotations

from pathlib import Path

import pytest

from orggraph.errors import InvalidInput
from orggraph.model.names import PersonName
from orggraph.sources.names import read_names, read_person_names

CASES = Path(__file__).parents[1] / "cases" / "names"


def overlay(folder: Path, *entries: str) -> Path:
    (folder / "proef.yaml").write_text("dataset: proef\nnames:\n" + "".join(f"  - {entry}\n" for entry in entries), encoding="utf-8")
    return folder


def test_names_of_a_region_stand_in_dutch_order() -> None:
    names = read_person_names(["c24-namen"], CASES)
    assert [str(name) for name in sorted(names.values(), key=lambda name: name.sort_key)] == [
        "Sanne van der Akker", "J. Bakker", "J. Bakker", "'t Hart, Kees", "Ype Ynsma", "mr. dr. Ruud IJsbrand", "Éva Zomer",
        "Bo de Zwart-van den Aa",
    ]  # fmt: skip


def test_parts_that_are_given_count_more_than_those_that_are_read(tmp_path: Path) -> None:
    overlay(
        tmp_path,
        "{id: person/a, name: Jan Huis in 't Veld, surname: Huis in 't Veld, given_name: Jan}",
        "{id: person/b, given_name: Bo, particle: van der, surname: Akker, honorific: mr.}",
        "{id: person/c, name: A.B. Smit, given_name: Ans}",
    )
    names = read_person_names(["proef"], tmp_path)
    assert names["proef/person/a"].sort_key[0] == "huis in t veld"
    assert names["proef/person/c"] == PersonName("Smit", "", "Ans", "A.B.")
    assert read_names(["proef"], tmp_path) == {
        "proef/person/a": "Jan Huis in 't Veld", "proef/person/b": "mr. Bo van der Akker", "proef/person/c": "A.B. Smit",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "code", "words"),
    [
        ("{id: person/a}", "bad_value", "dit geeft geen naam"),
        ("{name: Ans Smit}", "missing_field", "het veld id ontbreekt"),
        ("{id: person/a, name: Ans, achternaam: Smit}", "unknown_field", "er is geen veld achternaam. Schrijf surname."),
        ("Ans Smit", "names", "geen id en naam"),
    ],
)
def test_what_is_no_name_is_told_with_its_place(tmp_path: Path, entry: str, code: str, words: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        read_names(["proef"], overlay(tmp_path, "{id: person/goed, name: Ans}", entry))
    (problem,) = refusal.value.problems
    assert (problem.code, problem.line) == (code, 4)
    assert words in problem.text("nl")
