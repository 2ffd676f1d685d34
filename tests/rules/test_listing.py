"""The rule base as rows, and what a change of law changes for whom."""

from __future__ import annotations

import json
from datetime import date

import pytest

from orggraph.graph import project
from orggraph.model.tables import to_tables
from orggraph.rules import rule_base
from orggraph.rules.listing import changes, effects, in_force, rows
from orggraph.sources.dataset_yaml import read_dataset

BEFORE, AFTER = date(2022, 6, 30), date(2022, 7, 1)
REGION = """
orggraph: 1
dataset: {id: klein, title: Klein, reference_date: 2022-07-01, fictional: true, complete_since: 2000,
  complete: [Arrangement, Body, Post, IN, INFORMS, PARTICIPATES_IN]}
Organization:
  - {id: aa, name: A, kind: municipality, participates_in: {to: arrangement/regeling, organs: [college]}}
  - {id: bb, name: B, kind: municipality, participates_in: {to: arrangement/regeling, organs: [college]}}
Arrangement: [{id: regeling, name: Regeling, form: public_body, start_date: START}]
Cooperation: [{id: samen, name: Samen, governed_by: arrangement/regeling}]
Body:
  - {id: raad-aa, name: Raad A, kind: council, tier: political, part_of: organization/aa}
  - {id: raad-bb, name: Raad B, kind: council, tier: political, part_of: organization/bb}
  - {id: ab, name: AB, kind: general_board, tier: executive, part_of: cooperation/samen}
  - {id: db, name: DB, kind: executive_board, tier: executive, part_of: cooperation/samen}
"""


def changed_for(start: str) -> dict[str, str | None]:
    """What a change of law does in a small region, by rule."""
    graph = project(to_tables(read_dataset(REGION.replace("START", start))))
    return {str(one.finding.rule): one.change for one in effects(graph, rule_base(), BEFORE, AFTER)}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_text_of_every_rule_is_a_row(lang: str) -> None:
    told = rows(rule_base(), lang)  # type: ignore[arg-type]

    assert len(told) == sum(len(rule.texts) for rule in rule_base().rules.values())
    assert {row["id"] for row in told} == set(rule_base().rules)
    assert all(row["title"] and row["states"] for row in told)
    ours = {rule.id for rule in rule_base().rules.values() if rule.origin == "ours"}
    assert {row["id"] for row in told if not row["article"]} == ours == {"views-leave-room"}
    json.dumps(told)


def test_on_a_day_each_rule_has_one_text_at_most() -> None:
    told = rows(rule_base(), "en", on=date(2026, 10, 1))

    before = {row["id"]: row["article"] for row in rows(rule_base(), "en", on=date(2022, 12, 31))}
    articles = {row["id"]: row["article"] for row in told}
    assert len(articles) == len(told)
    assert (before["gemw-36a-3-one-aldermanship"], articles["gemw-36a-3-one-aldermanship"]) == ("36a(3)", "36a(4)")


def test_what_begins_ends_and_changes_is_told_with_what_differs() -> None:
    told = {row["id"]: row for row in changes(rule_base(), date(2022, 12, 31), date(2023, 1, 1), "en")}

    assert {row["change"] for row in told.values()} <= {"begins", "ends", "changes"}
    assert (told["gemw-28-personal"]["change"], told["gemw-28-personal"]["what"]) == ("changes", ["explanation", "article"])
    assert "beraadslaging" in told["gemw-28-personal"]["quote_after"]
    assert "beraadslaging" not in told["gemw-28-personal"]["quote_before"]
    assert changes(rule_base(), date(2023, 1, 1), date(2023, 1, 1), "en") == []


def test_a_rule_holds_between_its_days_and_not_on_the_last() -> None:
    rule = rule_base().rules["gemw-100-2-secretary-griffier"]

    assert in_force(rule, date(2003, 3, 11)) is None
    assert in_force(rule, date(2016, 1, 31)) is rule.texts[0]
    assert in_force(rule, date(2016, 2, 1)) is rule.texts[1]


def test_the_same_facts_are_asked_under_both_laws() -> None:
    changed = changed_for("2022-07-01")

    assert changed["wgr-17-2-inform-councils"] == "appears"
    assert changed["wgr-11a-evaluation"] == "appears"
    assert "wgr-14-1-size" not in changed


def test_an_older_arrangement_keeps_what_it_may_keep() -> None:
    changed = changed_for("2000-01-01")

    assert changed["wgr-17-2-inform-councils"] == "appears"
    assert "wgr-11a-evaluation" not in changed
