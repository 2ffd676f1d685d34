"""Doubt stands in fields of its own: which field is inferred, which readings there are, and not in a note alone."""

from __future__ import annotations

import pytest

from orggraph.analyses.commission_chain import commission_chain
from orggraph.analyses.contradictions import contradictions
from orggraph.analyses.ownership import ownership
from orggraph.errors import InvalidInput
from orggraph.findings import Finding
from orggraph.graph import project
from orggraph.model.dataset import Dataset
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset, write_dataset

BODY = """
orggraph: 1
dataset: {{id: proef, title: Proef, reference_date: 2026}}
Source: [{{id: brief, name: Brief}}]
Body:
  - {{id: groep, name: Groep, kind: steering_group, tier: official, sources: [brief 1], {more}}}
"""
COMMISSION = """
orggraph: 1
dataset: {{id: proef, title: Proef, reference_date: 2026}}
Source: [{{id: brief, name: Brief}}]
Cooperation: [{{id: regio, name: Regio, sources: [brief 1]}}]
Person: [{{id: a, name: opdrachtgever A, sources: [brief 1]}}, {{id: b, name: uitvoerder B, sources: [brief 1]}}]
Assignment:
  - id: "1"
    name: Iets doen
    number: 1
    sources: [brief 2]
    commissioned_by: {{to: person/a, side: official{more}}}
    carried_out_by: person/b
"""
SIDES = """
orggraph: 1
dataset: {{id: proef, title: Proef, reference_date: 2026}}
Source: [{{id: brief, name: Brief}}]
Cooperation: [{{id: regio, name: Regio, sources: [brief 1]}}]
Slot: [{{id: wie, name: Wie?, difference: {difference}, sources: [brief 2]}}]
Claim:
  - {{id: een, name: Eerste, subject: cooperation/regio, field: name, value: A, slot: slot/wie, evidence: {first}, sources: [brief 2]}}
  - {{id: twee, name: Tweede, subject: cooperation/regio, field: name, value: B, slot: slot/wie, evidence: {second}, sources: [brief 3]}}
"""


def codes(dataset: Dataset) -> list[str]:
    return [warning.code for warning in dataset.warnings]


@pytest.mark.parametrize(
    "note",
    ["Dat zij ambtelijk is, is afgeleid", "Wij lezen dat als een groep", "De voluit geschreven naam is van ons", "Its layer is inferred"],
)
def test_a_note_alone_may_not_confess_what_is_ours(note: str) -> None:
    assert codes(read_dataset(BODY.format(more=f'note: "{note}"'))) == ["confessed"]
    assert codes(read_dataset(BODY.format(more=f'note: "{note}", inferred: [tier]'))) == []
    assert codes(read_dataset(BODY.format(more=f'note: "{note}", evidence: inferred'))) == []


def test_a_note_that_says_what_is_missing_confesses_nothing() -> None:
    assert codes(read_dataset(BODY.format(more='note: "Wie erin zitten staat er niet"'))) == []


@pytest.mark.parametrize("name", ["teir", "majority"])
def test_inferred_names_a_field_with_a_value(name: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_dataset(BODY.format(more=f"inferred: [{name}]"))

    (problem,) = refused.value.problems
    assert (problem.code, problem.line) == ("unknown_field", 6)
    assert name in problem.message.render("nl")


def test_an_inferred_field_is_kept_and_read_back() -> None:
    dataset = read_dataset(BODY.format(more="inferred: [tier]"))

    assert read_dataset(write_dataset(dataset)).content_hash == dataset.content_hash
    assert dataset.by_id["proef/body/groep"].row()["inferred"] == ["tier"]


def findings(text: str) -> list[Finding]:
    graph = project(to_tables(read_dataset(text)))
    return [*ownership(graph), *commission_chain(graph), *contradictions(graph)]


@pytest.mark.parametrize("more", [", inferred: [side]", ", evidence: inferred"])
def test_an_inferred_side_is_told_where_commissioners_are_counted(more: str) -> None:
    told = {one.measure: one.text.render("en") for one in findings(COMMISSION.format(more=more)) if one.subjects[0].label == "Cooperation"}

    assert "inferred at 1 (1)" in told["official_owner"]
    assert "At 1 a link or its side is inferred." in told["commission_chain"]


def test_a_stated_side_is_not_called_inferred() -> None:
    assert not any("inferred" in one.text.render("en") for one in findings(COMMISSION.format(more="")))


@pytest.mark.parametrize(("first", "second", "warned"), [("stated", "stated", []), ("stated", "inferred", ["one_reading"])])
def test_a_contradiction_takes_two_sides_that_are_stated(first: str, second: str, warned: list[str]) -> None:
    assert codes(read_dataset(SIDES.format(difference="contradicts", first=first, second=second))) == warned


def test_readings_of_one_text_are_no_contradiction() -> None:
    text = SIDES.format(difference="readings", first="inferred", second="inferred")
    (finding,) = findings(text)

    assert codes(read_dataset(text)) == []
    assert (finding.measure, finding.severity, finding.value) == ("readings", "info", 2)
    assert "several ways" in finding.text.render("en")
