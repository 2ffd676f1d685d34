"""Mistakes of practice in a file: what check says of each, and of the lawful file that lies beside it nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from orggraph.errors import InvalidInput, Problem
from orggraph.graph import project
from orggraph.model.nodes import Body
from orggraph.model.relationships import Holds
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset
from orggraph.views.lookup import roles

FOLDER = Path(__file__).parent


def problems_of(name: str) -> list[Problem]:
    """What is told of a case: of a refused file its problems, else its warnings."""
    (file,) = FOLDER.glob(f"{name}-*.yaml")
    try:
        return list(read_dataset(file).warnings)
    except InvalidInput as refusal:
        return list(refusal.problems)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("c01", [("warning", "day_between")]),
        ("c02", []),
        ("c02b", [("warning", "too_many_holders")]),
        ("c03", []),
        ("c04", [("warning", "too_many_holders")]),
        ("c05", []),
        ("c06", []),
        ("c08", [("error", "to_itself"), ("error", "to_itself")]),
        ("c09", []),
        ("c13", []),
        ("c13b", [("error", "character")]),
        ("c15", [("error", "unknown_field")]),
        ("c16", []),
        ("c17", [("error", "overlap"), ("error", "overlap")]),
        ("c22", [("error", "unknown_field")]),
        ("c23", []),
        ("c23b", []),
        ("c26", [("error", "bad_value"), ("error", "bad_value")]),
        ("c31", [("warning", "too_many_holders")]),
        ("c32", [("error", "period")]),
    ],
)
def test_each_kind_is_told(name: str, expected: list[tuple[str, str]]) -> None:
    assert [(problem.level, problem.code) for problem in problems_of(name)] == expected
    assert all(problem.line and problem.hint for problem in problems_of(name))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("c01", "niemand vervult c01-tm/post/raadslid-a-1 op 2024-05-31"),
        ("c01", "schrijf dan last_day: 2024-05-31"),
        ("c02b", "heeft 1 zetel en 2 houders sinds 2024-06-01"),
        ("c31", "de delen van c31-aandeel-boven-een/post/wethouder-a-1 zijn samen 1,6 sinds 2024"),
        ("c17", "één persoon vervult c17-zelfde-zetel-tweemaal/post/raadslid-a-1 tweemaal in dezelfde tijd sinds 2026-05-13"),
        ("c08", "reports_to gaat van een record naar zichzelf"),
        ("c15", "er is geen veld party. Schrijf affiliated_with."),
        ("c22", "Schrijf elke vergadering met haar datum"),
        ("c26", "Schrijf jan-de-vries."),
        ("c26", "Schrijf p-e."),
        ("c32", "het eindigt (2003-02-21) voordat het begint (2006-11-29)"),
    ],
)
def test_it_is_told_with_the_figures_and_what_to_do(name: str, words: str) -> None:
    assert any(words in problem.text("nl") for problem in problems_of(name))


@pytest.mark.parametrize(
    ("number", "hint"),
    [
        ("02", "Schrijf 2026-03-18."),
        ("04", "Wat geen einde heeft, heeft geen einddatum: laat die weg."),
        ("06", "Schrijf 2026-03-18."),
        ("08", "Dat is een periode: schrijf start_date: 2025 en end_date: 2026."),
        ("10", "Schrijf 2026-03-18."),
        ("12", "Schrijf 2026-03."),
    ],
)
def test_a_date_is_proposed_in_the_right_spelling(number: str, hint: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        read_dataset(FOLDER / f"c14-datum-{number}.yaml")
    (problem,) = refusal.value.problems
    assert problem.hint is not None
    assert problem.hint.render("nl") == hint


@pytest.mark.parametrize("number", ["13", "14"])
def test_an_empty_date_is_not_stated(number: str) -> None:
    (holding,) = (one for one in read_dataset(FOLDER / f"c14-datum-{number}.yaml").relationships if isinstance(one, Holds))
    assert holding.start_date is None


def test_the_last_day_counts_where_it_is_called_so() -> None:
    text = (FOLDER / "c01-tm.yaml").read_text(encoding="utf-8").replace("end_date: 2024-05-31", "last_day: 2024-05-31")
    dataset = read_dataset(text)
    assert dataset.warnings == ()
    assert "2024-06-01" in {one.end_date for one in dataset.relationships}


def test_a_body_keeps_its_former_name() -> None:
    (body,) = (node for node in read_dataset(FOLDER / "c23-hernoemd.yaml").nodes if isinstance(node, Body) and node.former_names)
    assert body.former_names == ("Commissie Ruimte",)


def test_the_roles_of_a_person_say_the_last_day_as_it_was_written() -> None:
    text = (FOLDER / "c01-tm.yaml").read_text(encoding="utf-8").replace("end_date: 2024-05-31", "last_day: 2024-05-31")
    graph = project(to_tables(read_dataset(text)), on="2024-05-31")
    (row,) = roles(graph, "c01-tm/person/p1")
    assert (row["end_date"], row["last_day"]) == ("2024-06-01", "2024-05-31")


@pytest.mark.parametrize(
    ("whole", "second", "told"),
    [("", "end_date: 2024", ["d/cooperation/r"]), (", end_date: 2023", "end_date: 2024", []), ("", "start_date: 2024", [])],
    ids=["goes on without a form", "has an end", "has another form"],
)
def test_a_cooperation_that_outlives_its_last_arrangement_is_told(whole: str, second: str, told: list[str]) -> None:
    dataset = read_dataset(f"""
dataset: {{id: d, title: D, reference_date: 2026-01-01}}
Cooperation: [{{id: r, name: R, governed_by: [arrangement/een, arrangement/twee]{whole}}}]
Arrangement:
  - {{id: een, name: Een, form: public_body, end_date: 2023}}
  - {{id: twee, name: Twee, form: public_body, {second}}}
""")
    assert [problem.record for problem in dataset.warnings if problem.code == "outlived"] == told
