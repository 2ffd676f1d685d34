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


def findings_of(rule: str, on: str, *holds: str, meetings: str = "", others: str = "", inhabitants: str = "") -> list[Finding]:
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
    leaving = [AFTER_ELECTION[0], seat("2022-06-01", "wethouder", "2026-06-01")]
    findings = findings_of(RULE, "2026-04-15", *leaving, meetings=ELECTION)

    assert judged(findings) == ("info", True)
    assert "2026-03-18" in findings[0].text.render("nl")
    assert any(node.endswith("meeting/stemming") for node in findings[0].nodes)


def test_whether_there_is_a_new_college_must_be_known() -> None:
    unknown = findings_of(RULE, "2026-04-15", *AFTER_ELECTION, meetings=ELECTION)
    checked = [AFTER_ELECTION[0], seat("2022-06-01", "wethouder", more=", verified_on: 2026-04-10")]

    assert judged(unknown) == ("bar", False)
    assert "2026-03-18" in unknown[0].text.render("en")
    assert judged(findings_of(RULE, "2026-04-15", *checked, meetings=ELECTION)) == ("info", True)


def test_when_the_new_college_is_there_the_law_dismissed_the_old_alderman() -> None:
    others = seat("2026-06-01", "ander")
    findings = findings_of(RULE, "2026-07-01", *AFTER_ELECTION, meetings=ELECTION, others=others)
    checked = [AFTER_ELECTION[0], seat("2022-06-01", "wethouder", more=", verified_on: 2026-06-15")]

    assert judged(findings) == ("bar", False)
    assert "2026-06-01" in findings[0].text.render("en")
    assert judged(findings_of(RULE, "2026-07-01", *checked, meetings=ELECTION, others=others)) == ("bar", True)


@pytest.mark.parametrize("meetings", ["", ELECTION])
@pytest.mark.parametrize("others", ["", seat("2026-06-01", "ander")])
def test_more_knowledge_never_makes_it_worse(meetings: str, others: str) -> None:
    assert judged(findings_of(RULE, "2026-07-01", *AFTER_ELECTION, meetings=meetings, others=others)) == ("bar", False)


def test_without_a_polling_day_nothing_is_said_of_the_first_year() -> None:
    findings = findings_of(RULE, "2026-04-15", *AFTER_ELECTION)

    assert judged(findings) == ("bar", False)
    assert "dag van de stemming" in findings[0].text.render("nl")
    assert findings[0].value is None


def test_after_more_than_a_year_no_polling_day_is_needed() -> None:
    reappointed = [AFTER_ELECTION[0], seat("2022-06-01", "wethouder", more=", verified_on: 2027-05-01")]

    assert judged(findings_of(RULE, "2027-06-01", *reappointed)) == ("bar", True)


def test_a_term_that_is_over_and_was_never_checked_is_no_certain_office() -> None:
    [finding] = findings_of(RULE, "2027-06-01", *AFTER_ELECTION)
    [old] = findings_of(
        "gemw-13-councillor-mayor", "2026-01-01", seat("2014-03-27", more=", verified_on: 2019-05"), seat("2024-01-01", "burgemeester-bb")
    )

    assert (finding.severity.value, finding.assessable) == ("bar", False)
    assert "was not verified since" in finding.text.render("en")
    assert (old.severity.value, old.assessable) == ("bar", False)
    assert "last verified on 2019-05" in old.text.render("en")


BECAME = [seat("2022-03-30"), seat("2025-11-01", "wethouder")]


@pytest.mark.parametrize(
    ("on", "others", "expected"),
    [
        ("2025-12-01", "", ("bar", False)),
        ("2025-12-01", seat("2025-11-20", more=", admitted: 2025-12-02"), ("bar", False)),
        ("2025-12-01", seat("2025-11-20"), ("bar", True)),
        ("2026-03-01", seat("2025-11-20"), ("bar", True)),
    ],
)
def test_a_councillor_made_alderman_stays_until_the_successor(on: str, others: str, expected: tuple[str, bool]) -> None:
    assert judged(findings_of(RULE, on, *BECAME, others=others)) == expected


def test_the_stated_end_of_the_seat_says_that_it_waits_for_the_successor() -> None:
    for more in (", end_date: 2025-12-20", ", until_successor: true"):
        assert judged(findings_of(RULE, "2025-12-01", seat("2022-03-30", more=more), BECAME[1])) == ("info", True)


def test_one_record_for_several_seats_names_no_successor() -> None:
    region = REGION.replace("name: Raadslid,", "name: Raadsleden, count: 21,")
    text = region.format(on="2026-03-01", holds=", ".join(BECAME), meetings="", others=seat("2025-11-20"), inhabitants="")
    chosen = rule_base().rules[RULE]
    graph = project(to_tables(read_dataset(text)))

    [(_, hit)] = apply(graph, chosen.kind, RuleBase({}, {}, {RULE: chosen}))
    assert not hit.certain


def test_the_figures_of_a_double_office_are_told() -> None:
    [finding] = findings_of(
        "gemw-13-councillor-mayor", "2026-01-01", seat("2022-03-30"), seat("2025-12-02", "burgemeester-bb", more=", acting: true")
    )

    text = finding.text.render("en")
    assert "councillor (since 2022-03-30)" in text
    assert "acting mayor (since 2025-12-02)" in text
    assert "That is since 2025-12-02: 30 days." in text


def test_without_dates_the_exceptions_cannot_be_judged() -> None:
    findings = findings_of(RULE, "2026-01-01", seat(None), seat(None, "wethouder"))

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
    findings = findings_of("gemw-13-councillor-mayor", on, seat("2022-03-30"), seat(start, "burgemeester-bb", end))

    assert [(one.severity.value, one.assessable) for one in findings] == expected


@pytest.mark.parametrize(
    ("rule", "first", "second", "acting", "expected"),
    [
        ("gemw-36b-alderman-mayor", "wethouder", "burgemeester", True, "info"),
        ("gemw-36b-alderman-mayor", "wethouder", "burgemeester", False, "bar"),
        ("gemw-36b-alderman-mayor", "wethouder", "burgemeester-bb", True, "bar"),
        ("gemw-13-councillor-mayor", "raadslid", "burgemeester-bb", True, "bar"),
    ],
)
def test_acting_excuses_an_alderman_who_stands_in_and_nobody_else(rule: str, first: str, second: str, acting: bool, expected: str) -> None:
    more = ", acting: true" if acting else ""

    assert judged(findings_of(rule, "2026-01-01", seat("2022-01-01", first), seat("2025-01-01", second, more=more))) == (expected, True)


@pytest.mark.parametrize(
    ("rule", "office", "stated", "expected"),
    [
        ("gemw-36b-alderman-mayor", "wethouder", "ground: by_appointment", ("info", True)),
        ("gemw-36b-alderman-mayor", "wethouder", "ground: by_crown", ("bar", True)),
        ("gemw-36b-alderman-mayor", "wethouder", "appointment: Gemeentewet artikel 77", ("info", True)),
        ("gemw-36b-alderman-mayor", "wethouder", "appointment: Gemeentewet artikel 78", ("bar", True)),
        ("gemw-13-councillor-mayor", "raadslid", "ground: by_law", ("info", True)),
        ("gemw-13-councillor-mayor", "raadslid", "appointment: Gemeentewet artikel 77", ("info", True)),
        ("gemw-13-councillor-mayor", "raadslid", "appointment: Gemeentewet artikel 78", ("bar", True)),
        ("gemw-13-councillor-mayor", "raadslid", "acting: true", ("bar", False)),
    ],
)
def test_the_ground_of_acting_decides(rule: str, office: str, stated: str, expected: tuple[str, bool]) -> None:
    more = f", {stated}" + ("" if stated == "acting: true" else ", acting: true")

    assert judged(findings_of(rule, "2026-01-01", seat("2022-03-30", office), seat("2025-01-01", "burgemeester", more=more))) == expected


@pytest.mark.parametrize(
    ("inhabitants", "expected"),
    [(", inhabitants: 5000", ("info", True)), (", inhabitants: 5001", ("justify", True)), ("", ("justify", False))],
)
def test_one_mayor_for_several_small_municipalities(inhabitants: str, expected: tuple[str, bool]) -> None:
    holds = [seat("2020-01-01", "burgemeester"), seat("2020-01-01", "burgemeester-bb")]

    assert judged(findings_of("gemw-64-several-mayoralties", "2026-01-01", *holds, inhabitants=inhabitants)) == expected


def test_the_inhabitants_at_appointment_count() -> None:
    holds = [seat("2020-01-01", "burgemeester"), seat("2020-01-01", "burgemeester-bb")]
    small = ', inhabitants: 6000, inhabitants_then: ["2019-01-01 4800", "2022-01-01 5900"]'

    assert judged(findings_of("gemw-64-several-mayoralties", "2026-01-01", *holds, inhabitants=small)) == ("info", True)


def test_a_proposed_or_former_holding_is_no_office() -> None:
    for status in ("proposed", "former", "open"):
        held = seat("2022-01-01", "burgemeester-bb", more=f", status: {status}")
        assert findings_of("gemw-13-councillor-mayor", "2026-01-01", seat("2022-03-30"), held) == []


def test_one_record_for_several_municipalities_says_nothing_of_offices() -> None:
    several = ", inhabitants: 5000, count: 7"
    holds = [seat("2022-03-30"), seat("2022-01-01", "burgemeester-bb")]

    assert judged(findings_of("gemw-13-councillor-mayor", "2026-01-01", *holds)) == ("bar", True)
    assert findings_of("gemw-13-councillor-mayor", "2026-01-01", *holds, inhabitants=several) == []
