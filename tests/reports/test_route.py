"""The sheet of a route: its figures are those of the route, and its calendar has meetings and the days of papers."""

from __future__ import annotations

import pytest

from orggraph.errors import NotFound, WrongUsage
from orggraph.reports.page import Dates, Table, texts
from tests.reports.conftest import Made

ASKED = "woondeal,2026-05-01"


def test_gates_savings_and_a_proposal_on_its_day(made: Made) -> None:
    page = made("voorbeeldregio", ASKED, "en", "route")
    written = " ".join(texts(page.sections))

    assert "half of the proposals are through within 138 days of waiting, nine out of ten within 204" in written
    gates, savings = (next(block for block in page.sections[n].blocks if isinstance(block, Table)) for n in (0, 1))
    assert (len(gates.rows), len(savings.rows)) == (5, 11)
    assert "Ready on 1 May 2026, decided on 3 September 2026: 125 days." in written
    [days] = [block for block in page.sections[2].blocks if isinstance(block, Dates)]
    assert [day.iso for day in days.days] == ["2026-05-26", "2026-06-11", "2026-07-08", "2026-07-23", "2026-09-03"]
    assert "papers in by 16 May 2026" in days.days[0].more
    assert [day.last for day in days.days] == [False, False, False, True, False], "no college has a dated meeting"


def test_its_calendar_has_meetings_and_days_of_papers(made: Made) -> None:
    events = made("voorbeeldregio", ASKED, "nl", "route").events

    assert ("2026-05-16", "Stukken binnen: Ambtelijk voorstel: Route van een afspraak over wonen") in {(e.date, e.what) for e in events}
    assert len({event.uid for event in events}) == len(events)


def test_a_decision_stands_for_its_route_and_a_region_without_routes_says_so(made: Made) -> None:
    page = made("arnhem-nijmegen", "versterking-samenwerking,2019-04-01", "nl", "route")

    assert page.title == "Van discussienotitie tot raadsbesluit"
    assert "vanaf een stap is geen datum te geven" in " ".join(texts(page.sections))
    assert "geen route van een besluit" in " ".join(texts(made("amersfoort", "", "nl", "route").sections))
    with pytest.raises(NotFound):
        made("voorbeeldregio", "woondael", "nl", "route")
    with pytest.raises(WrongUsage, match="morgen"):
        made("voorbeeldregio", "woondeal,morgen", "nl", "route")
