"""Kinds of cause behind judgements that were wrong: hats that stop at a body, matters under a portfolio, acts of another day."""

from __future__ import annotations

import pytest

from orggraph.findings import Finding
from orggraph.graph import project
from orggraph.model.tables import to_tables
from orggraph.rules import RuleBase, rule_base
from orggraph.rules.applying import apply
from orggraph.rules.findings import of_hit
from orggraph.rules.matching import Matcher
from orggraph.sources.dataset_yaml import read_dataset

HATS = """
orggraph: 1
dataset: {{id: k, title: K, reference_date: 2026-01-01, fictional: true}}
Organization: [{{id: aa, name: A, kind: municipality}}]
Topic:
  - {{id: fysiek, name: Fysiek}}
  - {{id: wonen, name: Wonen, part_of: topic/fysiek}}
  - {{id: ruimte, name: Ruimte, part_of: topic/fysiek}}
Body:
  - {{id: team, name: Team, kind: project_group, tier: official}}
  - {{id: db, name: DB, kind: executive_board, tier: executive}}
Role: [{{id: wethouder, name: Wethouder}}, {{id: voorzitter-overleg, name: Voorzitter overleg}}]
Post:
  - {{id: trekker, name: Trekker, capacity: {capacity}, in: body/team, has_role: role/voorzitter-overleg}}
  - {{id: opdrachtgever, name: Opdrachtgever, in: organization/aa}}
  - {{id: wethouder, name: Wethouder, has_role: role/wethouder, in: organization/aa, covers: topic/{local}}}
  - {{id: db-lid, name: DB-lid, capacity: member, in: body/db, covers: topic/{regional}}}
Assignment: [{{id: werk, name: Werk, commissioned_by: {{to: post/opdrachtgever, side: political}}, carried_out_by: body/team}}]
Person:
  - {{id: p, name: P, holds: [post/trekker, post/opdrachtgever]}}
  - {{id: q, name: Q, holds: [post/wethouder, post/db-lid]}}
"""


def pairs(capacity: str = "chair", local: str = "wonen", regional: str = "wonen") -> set[tuple[str, str, str]]:
    """Who meets by which pair on what."""
    text = HATS.format(capacity=capacity, local=local, regional=regional)
    found = Matcher(project(to_tables(read_dataset(text)))).people()
    return {(one.subjects[0].rsplit("/", 1)[-1], one.rule.id, str(one.object).split("/", 1)[1]) for one in found}


@pytest.mark.parametrize(("capacity", "meets"), [("chair", True), ("member", False), ("secretary", False)])
def test_who_chairs_the_body_that_carries_out_is_contractor(capacity: str, meets: bool) -> None:
    assert (("p", "commissioner-contractor", "assignment/werk") in pairs(capacity)) is meets


@pytest.mark.parametrize(
    ("local", "regional", "matter"),
    [("wonen", "wonen", "topic/wonen"), ("wonen", "fysiek", "topic/wonen"), ("fysiek", "wonen", "topic/wonen"), ("wonen", "ruimte", None)],
)
def test_a_matter_under_a_portfolio_is_the_same_matter(local: str, regional: str, matter: str | None) -> None:
    met = {what for who, rule, what in pairs(local=local, regional=regional) if (who, rule) == ("q", "local-regional")}

    assert met == ({matter} if matter else set())


DECISION = """
orggraph: 1
dataset: {{id: k, title: K, reference_date: 2026-01-01, fictional: true}}
Organization: [{{id: aa, name: A, kind: municipality}}, {{id: zorg, name: Zorg, kind: partner}}]
Body: [{{id: raad, name: Raad, kind: council, tier: political, part_of: organization/aa}}]
Post:
  - {{id: raadslid, name: Raadslid, capacity: member, in: body/raad}}
  - {{id: directeur, name: Directeur, in: organization/zorg}}
Decision: [{{id: inkoop, name: Inkoop, date: "{date}", taken_by: body/raad, results_in: assignment/zorg}}]
Assignment: [{{id: zorg, name: Zorg leveren, carried_out_by: organization/zorg}}]
Person: [{{id: p, name: P, holds: [{{to: post/raadslid, start_date: "{seat}"}}, {{to: post/directeur, start_date: 2010-01-01}}]}}]
"""


def decided(date: str, seat: str = "2018-03-29", rule: str = "gemw-28-personal") -> list[Finding]:
    graph = project(to_tables(read_dataset(DECISION.format(date=date, seat=seat))))
    chosen = rule_base().rules[rule]
    return [of_hit(graph, text, hit) for text, hit in apply(graph, chosen.kind, RuleBase({}, {}, {rule: chosen}))]


def test_a_decision_is_judged_by_the_law_of_its_own_day() -> None:
    [old], [new] = decided("2021-05-25"), decided("2025-05-25")

    assert "beraadslaging" not in str(old.quote)
    assert "Tot 2023" in old.text.render("nl")
    assert "2021-05-25" in old.text.render("nl")
    assert "beraadslaging" in str(new.quote)


def test_who_took_the_seat_after_the_decision_was_not_in_it() -> None:
    assert decided("2021-05-25", seat="2022-03-30") == []
    assert decided("2021", seat="2021-09-01") != []


def test_before_the_texts_that_were_read_nothing_is_said_of_a_decision() -> None:
    assert decided("2001-05-25", seat="1998-04-01") == []
