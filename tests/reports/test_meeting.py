"""The page of a meeting, for everybody, for one member and as an agenda check; and the calendar of budget and accounts."""

from __future__ import annotations

from datetime import date

import pytest

from orggraph import regions
from orggraph.analyses import find
from orggraph.errors import NotFound
from orggraph.findings import Finding
from orggraph.graph import Graph, project
from orggraph.model.tables import to_tables
from orggraph.reports import calendar as ics
from orggraph.reports.page import Page, texts
from orggraph.reports.report import Request, get
from orggraph.rules import rule_base
from orggraph.rules.cycle import rounds
from orggraph.sources.dataset_yaml import read_dataset
from orggraph.views.agenda import expected

BODY = "voorbeeldregio/body/ab"


@pytest.fixture(scope="module")
def example() -> Graph:
    return project(to_tables(read_dataset(regions.path("voorbeeldregio"))))


@pytest.fixture(scope="module")
def findings(example: Graph) -> list[Finding]:
    return find(example, ["role_conflicts", "composition", "calendar"])


def made(graph: Graph, findings: list[Finding], report: str, subject: str) -> tuple[Page, str]:
    page = get(report).page(Request(graph, "nl", lambda: findings), subject)
    return page, " | ".join(texts(page.sections))


def test_a_meeting_for_one_member(example: Graph, findings: list[Finding]) -> None:
    page, text = made(example, findings, "meeting", "ab-2026-07-02,hanneke-roskam")
    assert "2 juli 2026, 14:00–16:30" in page.under
    assert "4 van de 30 stemmen (13,3%)" in text and "Jasper Wijnveld" in text
    assert "op de route in AB Regio: besluiten" in text and "eigenaar" in text
    assert "Punten om vooraf te bedenken" in text and "lid van het algemeen bestuur" in text
    assert b"SUMMARY:AB\\, 2 juli 2026" in ics.render(page)


def test_the_article_stands_with_its_words(example: Graph, findings: list[Finding]) -> None:
    _, text = made(example, findings, "meeting", "db-voorzitter")
    assert "Wgr 13(1), 15" in text and "“Indien de regeling mede is getroffen door raden" in text


def test_a_meeting_for_everybody_and_a_wrong_name(example: Graph, findings: list[Finding]) -> None:
    _, text = made(example, findings, "meeting", "raad-eikerhout-2026-05-26")
    assert "Zienswijze ontwerpbegroting 2027" in text and "Wie in Gemeenteraad van Eikerhout zit" in text
    with pytest.raises(NotFound):
        made(example, findings, "meeting", "nergens")
    with pytest.raises(NotFound):
        made(example, findings, "meeting", "ab-2026-07-02,niemand")


def test_the_agenda_check_by_hand(example: Graph, findings: list[Finding]) -> None:
    """The board's own calendar: budget and accounts on 2 July, the strategy in October, the plan in December; two stand on an agenda."""
    wanted = {each.what.rsplit("/", 1)[-1]: each for each in expected(example, rounds(example, rule_base()), BODY, date(2026, 4, 15))}
    assert {what: str(each.day) for what, each in wanted.items()} == {
        "begroting-regio": "2026-07-02",
        "jaarrekening-regio": "2026-07-02",
        "inkoopstrategie": "2026-10-08",
        "grondstoffenplan": "2026-12-10",
    }
    assert [what for what, each in wanted.items() if each.item] == ["begroting-regio", "grondstoffenplan"]
    assert str(wanted["begroting-regio"].papers) == "2026-06-22"
    _, text = made(example, findings, "meeting", "ab")
    assert "2 van de 4 zaken staan op tijd op een agenda" in text


def test_the_calendar_of_a_person_a_product_and_the_region(example: Graph, findings: list[Finding]) -> None:
    page, text = made(example, findings, "calendar", "begroting-werkbedrijf")
    assert "18 juni 2026" in text and "Wgr 35(1), 35(3), 35(4)" in text and "27 dagen eerder" in text
    person, own = made(example, findings, "calendar", "hanneke-roskam")
    assert "als voorzitter" in own and len(person.events) < len(made(example, findings, "calendar", "")[0].events)
    assert ics.render(person).count(b"BEGIN:VEVENT") == len(person.events)
    assert page.events


def test_regions_without_meetings_or_products_say_so() -> None:
    bare = project(to_tables(read_dataset(regions.path("noord-veluwe"))))
    assert "noemen geen komende vergadering" in made(bare, [], "meeting", "db")[1]
    assert "geen product van planning en control" in made(bare, [], "calendar", "")[1]


def test_a_decision_is_followed_from_proposal_to_effect(example: Graph) -> None:
    findings = find(example, ["follow_up", "ownership"])
    page, text = made(example, findings, "decision", "woonafspraken")
    assert "2 van de 7 besluiten van gemeentelijke gremia zelf zijn als genomen vastgelegd" in text
    assert "3 juni 2025" in text and "17 juni 2025" in text and "8 mei 2025" in text
    assert "met bevoegdheid: Dagelijks bestuur (DB)" in text and "3 van de 4 onderdelen" in text
    assert [event.date for event in page.events] == sorted(event.date for event in page.events)
    _, whole = made(example, findings, "decision", "begroting-2026")
    assert "4 van de 4 onderdelen" in whole and "alle stappen zijn gezet" in whole and "7 apr 2025" in whole
    _, ahead = made(example, findings, "decision", "grondstoffenplan")
    assert "10 dec" in ahead
    local = next(one for one in findings if one.measure == "local_decisions" and one.subjects[0].id.endswith("/woonafspraken"))
    assert "2025-06-03" in str(local.text) and (local.value, local.denominator) == (2, 7)


def test_a_decision_without_a_route_or_a_day_says_so() -> None:
    records = "orggraph: 1\ndataset: {id: d, title: Klein, reference_date: 2026-01-01}\nDecision: [{id: b, name: Besluit}]\n"
    graph = project(to_tables(read_dataset(records)))
    _, text = made(graph, find(graph, ["follow_up"]), "decision", "b")
    assert "noemen geen route" in text and "noemen er geen dag" in text and "0 van de 4 onderdelen" in text
