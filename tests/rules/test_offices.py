"""Two offices in one hand: what the law excepts around elections, and what dates allow to say."""

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
dataset: {{id: k, title: K, reference_date: {on}, fictional: true}}
Organization:
  - {{id: aa, name: A, kind: municipality, inhabitants: 5000}}
  - {{id: bb, name: B, kind: municipality{inhabitants}}}
Body:
  - {{id: raad, name: Raad, kind: council, tier: political, part_of: organization/aa}}
  - {{id: college, name: College, kind: college, tier: executive, part_of: organization/aa}}
  - {{id: college-bb, name: College B, kind: college, tier: executive, part_of: organization/bb}}
Post:
  - {{id: raadslid, name: Raadslid, capacity: member, in: body/raad}}
  - {{id: wethouder, name: Wethouder, capacity: member, in: body/college}}
  - {{id: ander, name: Andere wethouder, capacity: member, in: body/college}}
  - {{id: burgemeester, name: Burgemeester, capacity: chair, in: body/college}}
  - {{id: burgemeester-bb, name: Burgemeester B, capacity: chair, in: body/college-bb}}
Meeting:
  - {{id: oud, name: Oude verkiezing, kind: ordinary, date: 2022-03-16, meeting_of: body/raad}}
{meetings}
Person:
  - {{id: p, name: P, holds: [{holds}]}}
  - {{id: q, name: "Q", holds: [{others}]}}
"""
ELECTION = "  - {id: stemming, name: Verkiezing, kind: election, date: 2026-03-18, meeting_of: body/raad}"


def seat(start: str | None, post: str = "raadslid", end: str | None = None, more: str = "") -> str:
    fields = [f"to: post/{post}", *([f"start_date: {start}"] if start else []), *([f"end_date: {end}"] if end else [])]
    return "{" + ", ".join(fields) + more + "}"


def found(rule: str, on: str, *holds: str, meetings: str = "", others: str = "", inhabitants: str = "") -> list[Finding]:
    text = REGION.format(on=on, holds=", ".join(holds), meetings=meetings, others=others, inhabitants=inhabitants)
    graph = project(to_tables(read_dataset(text)))
    chosen = rule_base().rules[rule]
    return [of_hit(graph, chosen, hit) for _, hit in apply(graph, chosen.kind, RuleBase({}, {}, {rule: chosen}))]


def judged(findings: list[Finding]) -> tuple[str, bool]:
    [finding] = findings
    return finding.severity.value, finding.assessable


RULE = "gemw-13-councillor-alderman"
AFTER_ELECTION = [seat("2026-03-26"), seat("2022-06-01", "wethouder")]


def test_an_elected_alderman_stays_until_the_new_college() -> None:
    findings = found(RULE, "2026-04-15", *AFTER_ELECTION, meetings=ELECTION)

    assert judged(findings) == ("info", True)
    assert "2026-03-18" in findings[0].text.render("nl")
    assert any(node.endswith("meeting/stemming") for node in findings[0].nodes)


def test_when_the_new_college_is_there_the_exception_ends() -> None:
    findings = found(RULE, "2026-07-01", *AFTER_ELECTION, meetings=ELECTION, others=seat("2026-06-01", "ander"))

    assert judged(findings) == ("bar", True)


def test_without_a_polling_day_nothing_is_said_of_the_first_year() -> None:
    findings = found(RULE, "2026-04-15", *AFTER_ELECTION)

    assert judged(findings) == ("bar", False)
    assert "dag van de stemming" in findings[0].text.render("nl")
    assert findings[0].value is None


def test_after_more_than_a_year_no_polling_day_is_needed() -> None:
    assert judged(found(RULE, "2027-06-01", *AFTER_ELECTION)) == ("bar", True)


BECAME = [seat("2022-03-30"), seat("2025-11-01", "wethouder")]


@pytest.mark.parametrize(
    ("on", "others", "expected"),
    [
        ("2025-12-01", "", ("info", True)),
        ("2026-03-01", "", ("bar", False)),
        ("2025-12-01", seat("2025-11-20"), ("bar", True)),
        ("2026-03-01", seat("2025-11-20"), ("bar", True)),
    ],
)
def test_a_councillor_made_alderman_stays_until_the_successor(on: str, others: str, expected: tuple[str, bool]) -> None:
    assert judged(found(RULE, on, *BECAME, others=others)) == expected


def test_without_dates_the_exceptions_cannot_be_judged() -> None:
    findings = found(RULE, "2026-01-01", seat(None), seat(None, "wethouder"))

    assert judged(findings) == ("bar", False)
    assert findings[0].text.render("en").startswith("Not assessable: Councillor and alderman, because since when")


@pytest.mark.parametrize(
    ("start", "end", "on", "expected"),
    [
        ("2024", None, "2024-06-01", [("bar", False)]),
        ("2024", None, "2025-01-01", [("bar", True)]),
        ("2020", "2024", "2024-06-01", [("bar", False)]),
        ("2020", "2024", "2023-12-31", [("bar", True)]),
        ("2020", "2024-06-01", "2024-06-01", []),
    ],
)
def test_a_bar_needs_the_narrowest_reading(start: str, end: str | None, on: str, expected: list[tuple[str, bool]]) -> None:
    findings = found("gemw-13-councillor-mayor", on, seat("2019-01-01"), seat(start, "burgemeester-bb", end))

    assert [(one.severity.value, one.assessable) for one in findings] == expected


@pytest.mark.parametrize(
    ("rule", "first", "second", "acting", "expected"),
    [
        ("gemw-36b-alderman-mayor", "wethouder", "burgemeester", True, "info"),
        ("gemw-36b-alderman-mayor", "wethouder", "burgemeester", False, "bar"),
        ("gemw-36b-alderman-mayor", "wethouder", "burgemeester-bb", True, "bar"),
        ("gemw-13-councillor-mayor", "raadslid", "burgemeester", True, "bar"),
    ],
)
def test_acting_excuses_an_alderman_who_stands_in_and_nobody_else(rule: str, first: str, second: str, acting: bool, expected: str) -> None:
    more = ", acting: true" if acting else ""

    assert judged(found(rule, "2026-01-01", seat("2022-01-01", first), seat("2025-01-01", second, more=more))) == (expected, True)


@pytest.mark.parametrize(
    ("inhabitants", "expected"),
    [(", inhabitants: 5000", ("info", True)), (", inhabitants: 5001", ("justify", True)), ("", ("justify", False))],
)
def test_one_mayor_for_several_small_municipalities(inhabitants: str, expected: tuple[str, bool]) -> None:
    holds = [seat("2020-01-01", "burgemeester"), seat("2020-01-01", "burgemeester-bb")]

    assert judged(found("gemw-64-several-mayoralties", "2026-01-01", *holds, inhabitants=inhabitants)) == expected


def test_a_proposed_or_former_holding_is_no_office() -> None:
    for status in ("proposed", "former", "open"):
        held = seat("2022-01-01", "burgemeester-bb", more=f", status: {status}")
        assert found("gemw-13-councillor-mayor", "2026-01-01", seat("2019-01-01"), held) == []


def test_one_record_for_several_municipalities_says_nothing_of_offices() -> None:
    several = ", inhabitants: 5000, count: 7"
    holds = [seat("2019-01-01"), seat("2022-01-01", "burgemeester-bb")]

    assert judged(found("gemw-13-councillor-mayor", "2026-01-01", *holds)) == ("bar", True)
    assert found("gemw-13-councillor-mayor", "2026-01-01", *holds, inhabitants=several) == []
