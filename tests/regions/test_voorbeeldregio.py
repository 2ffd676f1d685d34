"""The example region: fictional throughout, as large as it should be, and each rule and measure at work in it and silent nearby."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
import yaml

from orggraph import analyses, regions
from orggraph.findings import Severity
from orggraph.graph import edges_by_type
from orggraph.model.dataset import Dataset
from orggraph.model.nodes import Arrangement, Body, Meeting, Organization, Person, Post, Role, Source
from orggraph.model.terms import ArrangementForm, BodyKind, MeetingKind, OrganizationKind, Privacy
from orggraph.rules import rule_base
from orggraph.sources.dataset_yaml import read_dataset
from orggraph.yamltree import read_tree
from scripts.voorbeeldregio import build, shown
from scripts.voorbeeldregio.shown import Shown

EXISTING = Path(__file__).parents[1] / "data" / "existing_governments.yaml"
LINES = tuple(shown.lines())


@cache
def region() -> Dataset:
    return read_dataset(regions.path(shown.REGION))


def of_kind(kind: BodyKind) -> list[Body]:
    return [node for node in region().nodes if isinstance(node, Body) and node.kind is kind]


def test_the_file_is_what_the_cast_and_the_facts_give() -> None:
    same = regions.path(shown.REGION).read_text(encoding="utf-8") == build.text()
    assert same, "make it anew: python -m scripts.voorbeeldregio.build"


# Fictional, and says so.


def test_title_and_every_source_say_that_it_is_fictional() -> None:
    info = region().info

    assert info.fictional
    assert "fictief" in info.title
    assert "fictional" in (info.title_en or "")
    names = [node.name for node in region().nodes if isinstance(node, Source)]
    assert len(names) == 9
    assert [name for name in names if "(fictief)" not in name] == []


def test_no_municipality_province_or_water_board_has_these_names() -> None:
    known = read_tree(EXISTING).value
    existing = {plain(name) for name in (*known["municipalities"], *known["others"])}
    governments = {OrganizationKind.MUNICIPALITY, OrganizationKind.PROVINCE, OrganizationKind.WATER_BOARD}
    ours = {plain(node.name) for node in region().nodes if isinstance(node, Organization) and node.kind in governments}

    assert len(existing) > 400
    assert {"amersfoort", "hilversum"} <= existing  # the comparison would find one that exists
    assert len(ours) == 9
    assert {name for name in ours if {name, name.removeprefix("waterschap ")} & existing} == set()


def plain(name: str) -> str:
    return re.sub(r"^(gemeente|provincie) | \(fictief\)$", "", name.lower())


def test_everybody_holds_a_public_office_by_invention_and_has_a_name_of_its_own() -> None:
    people = [node for node in region().nodes if isinstance(node, Person)]

    assert {person.privacy for person in people} == {Privacy.PUBLIC_OFFICE}
    assert len({person.name for person in people}) == len(people)
    assert all(" " in person.name for person in people)


# As large as it should be.


def test_counts_of_what_is_in_it() -> None:
    counted = Counter(node.label() for node in region().nodes)

    assert 150 <= counted["Person"] <= 165
    assert counted["Post"] == 444
    assert counted["Word"] == 42
    forms = {node.form for node in region().nodes if isinstance(node, Arrangement)}
    assert forms == {
        ArrangementForm.PUBLIC_BODY, ArrangementForm.OPERATIONAL, ArrangementForm.JOINT_BODY, ArrangementForm.CENTRE_MUNICIPALITY,
        ArrangementForm.COVENANT,
    }  # fmt: skip


def test_seven_municipalities_each_with_council_college_and_holders_of_its_offices() -> None:
    towns = {node.id: node for node in region().nodes if isinstance(node, Organization) and node.kind is OrganizationKind.MUNICIPALITY}
    inhabitants = sorted(town.inhabitants or 0 for town in towns.values())

    assert len(towns) == len(of_kind(BodyKind.COUNCIL)) == len(of_kind(BodyKind.COLLEGE)) == len(of_kind(BodyKind.COUNCIL_COMMITTEE)) == 7
    assert (inhabitants[0], inhabitants[-1]) == (25300, 159800)
    held = {edge.target.rsplit("/", 1)[-1] for edge in edges_by_type(shown.graph(), "HOLDS")}
    slugs = [town.rsplit("/", 1)[-1] for town in towns]
    assert {f"{office}-{slug}" for slug in slugs for office in ("burgemeester", "gemeentesecretaris", "griffier")} <= held


def test_the_council_seats_add_up_to_what_the_law_gives_for_the_inhabitants() -> None:
    # Gemeentewet 8: 21 up to 30,000 inhabitants, 23 up to 35,000, 29 up to 50,000, 31, 33 up to 70,000, 37 and 39
    seats: Counter[str] = Counter()
    for node in region().nodes:
        if isinstance(node, Post) and node.id.split("/")[-1].startswith(("raadslid-", "raadsleden-")):
            seats[re.sub(r".*/raads(lid|leden)-|-\d+$", "", node.id)] += node.count or 1

    assert seats == {
        "graafhaven": 39, "veldermonde": 37, "wolderveen": 33, "sint-aldert": 31, "zandermeer": 29, "eikerhout": 23, "kromwaard": 21,
    }  # fmt: skip


def test_four_portfolio_councils_each_with_officials_who_prepare_it() -> None:
    councils = {body.id for body in of_kind(BodyKind.PORTFOLIO_COUNCIL)}
    prepared = {edge.target for edge in edges_by_type(shown.graph(), "PREPARES") if edge.source.split("/")[-1].startswith("ao-")}

    assert len(councils) == 4
    assert councils == prepared


def test_the_calendar_holds_a_whole_year_and_the_polling_day() -> None:
    meetings = [node for node in region().nodes if isinstance(node, Meeting)]
    months = {node.date[:7] for node in meetings if node.date and node.date.startswith("2025")}

    assert len(months) == 11  # all but August
    assert {node.date for node in meetings if node.kind is MeetingKind.ELECTION} == {"2022-03-16", "2026-03-18"}
    assert region().info.reference_date == "2026-04-15"


FREE = (
    ("2025-01-01", "2025-01-05"), ("2025-02-22", "2025-03-02"), ("2025-04-18", "2025-05-05"), ("2025-05-29", "2025-06-01"),
    ("2025-06-07", "2025-06-09"), ("2025-07-19", "2025-08-31"), ("2025-10-18", "2025-10-26"), ("2025-12-20", "2026-01-04"),
    ("2026-02-14", "2026-02-22"), ("2026-04-03", "2026-04-06"), ("2026-04-25", "2026-05-05"), ("2026-05-14", "2026-05-17"),
    ("2026-05-23", "2026-05-25"), ("2026-07-18", "2026-08-30"), ("2026-10-17", "2026-10-25"), ("2026-12-19", "2026-12-31"),
)  # fmt: skip
"""School holidays and days off, from and to, in the middle of the country."""


def test_nobody_meets_in_a_weekend_or_on_holiday() -> None:
    days = {node.date for node in region().nodes if isinstance(node, Meeting) and node.date}

    assert len(days) > 60
    assert {day for day in days if date.fromisoformat(day).weekday() > 4 or any(first <= day <= last for first, last in FREE)} == set()


def test_a_budget_can_be_adopted_after_the_days_that_the_councils_have_and_a_meeting_falls_in_between() -> None:
    cycles = yaml.safe_load((build.HERE / "cast.yaml").read_text(encoding="utf-8"))["cycle"]
    nodes = {node.id.split("/", 1)[1]: node for node in region().nodes}
    meets = {
        (edge.target.split("/", 1)[1], nodes[edge.source.split("/", 1)[1]].row().get("date"))
        for edge in edges_by_type(shown.graph(), "MEETING_OF")
    }

    assert len(cycles) == 10
    for one in cycles:
        ready = date.fromisoformat(f"2025-{one['draft']}") + timedelta(days=one["days"])
        assert str(ready)[5:] <= one["adopt"] <= one["budget"], one["a"]
        assert any(body == one["ab"] and str(ready) <= str(day) <= f"2025-{one['adopt']}" for body, day in meets), one["a"]


def test_role_cards_are_described_for_most_roles_and_open_for_some() -> None:
    roles = [node for node in region().nodes if isinstance(node, Role)]
    expecting, supported = ({edge.source for edge in edges_by_type(shown.graph(), kind)} for kind in ("EXPECTS_OF", "SUPPORTED_BY"))
    described = [role for role in roles if role.purpose and role.accountabilities and role.id in expecting and role.id in supported]

    assert len(described) == 23
    assert [role.id.rsplit("/", 1)[-1] for role in roles if role.expects] == ["ambtelijk-opdrachtgever"]  # of whom, only words say
    assert any(not role.purpose for role in roles)


# Each rule and each measure at work, and silent nearby.


def test_the_table_names_every_rule_and_every_measure_that_shows() -> None:
    base = rule_base()
    rules = {*base.rules, *base.pairs}
    measures = {(one.kind, one.measure) for one in shown.found() if one.rule not in rules}

    shown_here = {line.rule for line in LINES if line.rule}
    assert shown_here | shown.by_cases() == rules
    assert shown_here & shown.by_cases() == set()
    assert {(line.kind, line.measure) for line in LINES if line.kind} >= measures


def test_the_table_names_every_measure_that_an_analysis_declares() -> None:
    declared = {(kind, measure) for kind, analysis in analyses.registry().items() for measure in analysis.measures}
    by_rule = {("role_conflicts", "people"), ("role_conflicts", "roles")}  # pairs, which the table names by their rule
    never = {("role_overload", "involvements")}  # counted for whoever looks, never a finding

    assert {(line.kind, line.measure) for line in LINES if line.kind} | shown.elsewhere() == declared - by_rule - never


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_it_fires_where_the_table_says_and_is_silent_nearby(line: Shown) -> None:
    assert line.silent in shown.graph(line.day)
    assert line.hits() != []
    assert [finding.text.render("en") for finding in line.about_silent()] == []


def test_most_rules_fire_as_what_they_are() -> None:
    base = rule_base().rules
    of_law = [(base[line.rule], line) for line in LINES if line.rule is not None and line.rule in base]
    milder = {rule.id for rule, line in of_law if rule.severity not in {one.severity for one in line.hits()}}

    assert milder == set()


def test_what_the_region_does_not_call_complete_is_not_assessable() -> None:
    assert "Mandate" not in region().info.complete
    by_rule = {one.rule: one for one in shown.found() if not one.assessable}

    assert "awb-10-15-delegation-basis" in by_rule
    assert by_rule["awb-10-15-delegation-basis"].value is None


def test_before_the_data_are_complete_nothing_stands_by_absence() -> None:
    of_law = [one for one in shown.found("2005-06-01") if one.kind == "composition" and one.origin == "law"]

    stated = {"wgr-13-9-chair-by-board", "wgr-13-1-origin-councils", "wgr-34-budget-province"}
    assert {one.rule for one in of_law if one.assessable} == stated
    assert [one for one in of_law if not one.assessable]


def test_no_rule_of_the_joint_arrangements_act_fires_on_the_covenant() -> None:
    ours = {"arrangement/alliantie", "cooperation/samenwerking-alliantie", "body/ea-bo", "body/ea-bo-energie", "body/ea-ao"}
    about = {
        subject.id.removeprefix(f"{shown.REGION}/")
        for one in shown.found()
        if one.severity in {Severity.BAR, Severity.JUSTIFY}
        for subject in one.subjects
    }

    assert about & ours == set()
    assert about
