"""The year of budget and accounts counted back by hand, in the example region and in small ones without meetings or days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from orggraph import regions
from orggraph.analyses import find
from orggraph.findings import Severity
from orggraph.graph import Graph, project
from orggraph.model.tables import to_tables
from orggraph.rules import rule_base
from orggraph.rules.cycle import Round, rounds
from orggraph.sources.dataset_yaml import read_dataset

Small = Callable[..., Graph]


@pytest.fixture(scope="module")
def example() -> Graph:
    return project(to_tables(read_dataset(regions.path("voorbeeldregio"))))


def of(answers: list[Round], slug: str) -> dict[str, tuple[date, int | None]]:
    [answer] = [each for each in answers if each.product.endswith(f"/{slug}")]
    return {stone.step.rsplit("-", 1)[-1]: (stone.latest, stone.slack) for stone in answer.milestones}


def test_the_budget_of_two_arrangements_by_hand(example: Graph) -> None:
    """AB 2 July: views by the councils of 30 June, sent by 8 April as planned. Werkbedrijf: AB 10 September less 84 days is 18 June."""
    answers = rounds(example, rule_base())
    region = of(answers, "begroting-regio")
    assert (region["6"][0], region["3"][0], region["2"]) == (date(2026, 7, 2), date(2026, 6, 30), (date(2026, 4, 8), 0))
    work = of(answers, "begroting-werkbedrijf")
    assert (work["6"][0], work["2"], work["7"]) == (date(2026, 9, 10), (date(2026, 6, 18), -27), (date(2026, 9, 15), -16))


def test_days_that_contradict_are_tensions_with_law_and_meeting(example: Graph) -> None:
    findings = {(one.subjects[0].id.rsplit("/", 1)[-1], one.object): one for one in find(example, ["calendar"]) if one.measure == "slack"}
    one = findings["begroting-werkbedrijf", "voorbeeldregio/step/begroting-werkbedrijf-2"]
    assert (one.severity, one.value) == (Severity.TENSION, -27)
    assert "Wgr 35(1)" in str(one.text) and "2026-09-10" in str(one.text)
    assert not [key for key in findings if key[0] == "begroting-regio"]
    [whole] = [one for one in find(example, ["calendar"]) if one.measure == "fits"]
    assert (whole.value, whole.denominator) == (33, 40)


REGION = """
Cooperation: [{id: c, name: C, governed_by: arrangement/a}]
Arrangement: [{id: a, name: A, form: public_body, start_date: START}]
Body:
  - {id: ab, name: AB, kind: general_board, tier: executive, part_of: cooperation/c}
  - {id: raad, name: Raad, kind: council, tier: political}
Product: [{id: begroting, name: Begroting, kind: budget}]
Route: [{id: r, name: R, route_of: cooperation/c, route_for: product/begroting, has_step: [step/s1, step/s2, step/s3]}]
Step:
  - {id: s1, name: Zenden, number: 1, action: send, at: body/ab, addressed_to: body/raad, by: SEND, next: step/s2}
  - {id: s2, name: Aanbieden, number: 2, action: propose, at: body/ab, next: step/s3}
  - {id: s3, name: Vaststellen, number: 3, action: decide, at: body/ab, by: 07-01}
Meeting:
  - {id: m1, name: M1, date: YEAR-06-20, meeting_of: body/ab}
"""


@pytest.mark.parametrize(("year", "days"), [(2010, 42), (2018, 56), (2026, 84)])
def test_the_law_of_that_year_is_asked(small: Small, year: int, days: int) -> None:
    """Before 2015 six weeks, then eight, since July 2022 twelve."""
    text = REGION.replace("START", "2005-01-01").replace("SEND", "05-30").replace("YEAR", str(year))
    graph = small(text, on=f"{year}-01-15")
    [answer] = rounds(graph, rule_base())
    send = answer.milestones[0].latest
    assert (date(year, 6, 20) - send).days == days


def test_a_calendar_without_meetings_is_not_assessable_and_a_meeting_too_late_is(small: Small) -> None:
    text = REGION.replace("START", "2005-01-01").replace("SEND", "03-01")
    findings = {one.measure: one for one in find(small(text.replace("YEAR", "2020")), ["calendar"])}
    assert not findings["no_meeting"].assessable and "“AB”" in str(findings["no_meeting"].text)
    late = text.replace("YEAR-06-20", "2026-07-09")
    findings = {one.measure: one for one in find(small(late), ["calendar"])}
    assert (findings["no_meeting"].assessable, findings["no_meeting"].value) == (True, 1)


def test_without_products_or_days_there_is_nothing(small: Small) -> None:
    assert find(small("Person: [{id: p, name: P}]\n"), ["calendar"]) == []
    text = REGION.replace(", by: 07-01", "").replace(", by: SEND", "").replace("START", "2005-01-01").replace("YEAR", "2026")
    text = text.replace("public_body", "covenant")
    assert find(small(text), ["calendar"]) == []
