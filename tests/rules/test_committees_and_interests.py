"""Whose committee a body is, what counts as an interest of one's own, and seats that a new college opens."""

from __future__ import annotations

import pytest

from orggraph.findings import Finding
from orggraph.graph import project
from orggraph.model.tables import to_tables
from orggraph.rules import RuleBase, rule_base
from orggraph.rules.applying import apply
from orggraph.rules.findings import of_hit
from orggraph.sources.dataset_yaml import read_dataset

REGION = """
orggraph: 1
dataset: {id: k, title: K, reference_date: 2022-06-01, fictional: true}
Organization:
  - {id: aa, name: A, kind: municipality}
  - {id: regio, name: Regio, kind: region}
  - {id: bedrijf, name: Bedrijf, kind: partner}
Body:
  - {id: raad, name: Raad, kind: council, tier: political, part_of: organization/aa, appoints: body/panel}
  - {id: college, name: College, kind: college, tier: executive, part_of: organization/aa}
  - {id: panel, name: Panel, kind: advisory_committee, tier: political}
  - {id: kring, name: Kring, kind: advisory_committee, tier: executive}
  - {id: db, name: DB, kind: executive_board, tier: executive, part_of: organization/regio}
Post:
  - {id: raadslid, name: Raadslid, capacity: member, in: body/raad}
  - {id: raadslid-2, name: Raadslid, capacity: member, in: body/raad}
  - {id: wethouder, name: Wethouder, capacity: member, in: body/college}
  - {id: burgemeester, name: Burgemeester, capacity: chair, in: body/college, appoints: body/kring}
  - {id: panel-lid, name: Panellid, capacity: member, in: body/panel}
  - {id: panel-voorzitter, name: Voorzitter panel, capacity: chair, in: body/panel}
  - {id: kring-lid, name: Kringlid, capacity: member, in: body/kring}
  - {id: kring-adviseur, name: Adviseur, capacity: adviser, in: body/kring}
  - {id: db-lid, name: DB-lid, capacity: member, in: body/db}
  - {id: directeur, name: Directeur, in: organization/bedrijf}
  - {id: commissaris, name: Commissaris, in: organization/bedrijf, on_behalf_of: organization/aa}
Decision:
  - {id: besluit, name: Besluit, taken_by: [body/raad, body/college], results_in: assignment/werk}
Assignment:
  - {id: werk, name: Werk, carried_out_by: CARRIER}
Product:
  - {id: rekening, name: Rekening, kind: accounts, about: organization/regio, adopted_by: body/raad}
Meeting:
  - {id: stemming, name: Stemming, kind: election, date: 2022-06-01, meeting_of: body/raad}
Person:
  - {id: p, name: P, holds: [HOLDS]}
"""


def findings_of(rule: str, holds: str, carrier: str = "organization/bedrijf", on: str | None = None) -> list[Finding]:
    graph = project(to_tables(read_dataset(REGION.replace("HOLDS", holds).replace("CARRIER", carrier))), on=on)
    chosen = rule_base().rules[rule]
    return [of_hit(graph, chosen, hit) for _, hit in apply(graph, chosen.kind, RuleBase({}, {}, {rule: chosen}))]


@pytest.mark.parametrize(
    ("rule", "holds", "expected"),
    [
        ("gemw-82-2-college-in-council-committee", "post/wethouder, post/panel-lid", 1),
        ("gemw-82-2-college-in-council-committee", "post/wethouder, post/panel-lid, post/panel-voorzitter", 1),
        ("gemw-82-2-college-in-council-committee", "post/wethouder, post/kring-lid", 0),
        ("gemw-83-2-councillor-in-college-committee", "post/raadslid, post/kring-lid", 1),
        ("gemw-83-2-councillor-in-college-committee", "post/raadslid, post/kring-adviseur", 0),
        ("gemw-83-2-councillor-in-college-committee", "post/raadslid, post/panel-lid", 0),
        ("gemw-28-personal", "post/raadslid, post/directeur", 1),
        ("gemw-28-personal", "post/raadslid, post/raadslid-2, post/directeur", 1),
        ("gemw-28-personal", "post/raadslid, post/commissaris", 0),
        ("gemw-28-personal", "post/directeur", 0),
        ("gemw-28-accounts", "post/raadslid, post/db-lid", 1),
        ("gemw-28-accounts", "post/wethouder, post/db-lid", 0),
    ],
)
def test_what_counts_and_counts_once(rule: str, holds: str, expected: int) -> None:
    assert len(findings_of(rule, holds)) == expected


@pytest.mark.parametrize(("carrier", "expected"), [("person/p", 1), ("post/directeur", 1), ("post/commissaris", 0), ("body/db", 0)])
def test_an_interest_of_one_s_own_is_that_of_who_carries_it_out(carrier: str, expected: int) -> None:
    findings = findings_of("awb-2-4-own-interest", "post/wethouder, post/directeur, post/commissaris, post/db-lid", carrier)

    assert len(findings) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2022-03-01", [1]), ("2022-02-28", []), ("2022-06-01", [1]), ("2023-05-31", [1]), ("2023-06-02", [])],
)
def test_seats_are_named_from_three_months_before_polling_day_to_a_year_after(on: str, expected: list[int]) -> None:
    findings = findings_of("gemw-42-derived-seats", "{to: post/wethouder, start_date: 2018-06-01}, post/commissaris", on=on)

    assert [finding.value for finding in findings] == expected
