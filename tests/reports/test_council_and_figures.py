"""What reaches a council, and what analyses measure, as sheets: their figures are those of the analyses, and who may not sees no people."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orggraph import analyses
from orggraph.errors import NotFound, UnknownName
from orggraph.reports.page import Cards, Dates, Table, texts
from orggraph.reports.report import Request, get
from tests.reports.conftest import Made, region

VIEWED = "raad-eikerhout"


def test_a_council_sees_what_comes_by_when(made: Made) -> None:
    page = made("voorbeeldregio", VIEWED, "en", "council")

    coming = page.sections[0]
    written = " ".join(texts(coming))
    assert "may give its view in 14 routes; of 6 the last day is known." in written
    [days] = [block for block in coming.blocks if isinstance(block, Dates)]
    assert [day.iso for day in days.days] == ["2026-04-09", "2026-05-26", "2026-05-26", "2026-05-26", "2026-06-30", "2026-06-30"]
    assert days.days[-1].more[-1] == "the draft must be sent by 18 June 2026"  # as worked out by hand on the page of the calendar
    assert [event.date for event in page.events] == [day.iso for day in days.days]


def test_its_tables_are_those_of_the_analyses(made: Made) -> None:
    page = made("voorbeeldregio", VIEWED, "nl", "council")
    graph = region("voorbeeldregio")

    whole = " ".join(texts(page.sections))
    for table in analyses.tables(graph, "council_views", {"council": VIEWED}):
        assert table.sentence.render("nl") in whole
    [far] = [block for block in page.sections[-1].blocks if isinstance(block, Table)]
    rows = [row for row in analyses.tables(graph, "council_distance")[1].rows if str(row["council"]).endswith(VIEWED)]
    assert len(far.rows) == min(len(rows), 60) > 10


def test_without_a_name_all_councils_and_without_councils_a_sentence(made: Made) -> None:
    assert made("voorbeeldregio", "", "en", "council").title == "All councils"
    assert "name no council" in " ".join(texts(made("amersfoort", "", "en", "council").sections))
    with pytest.raises(NotFound, match="raad-eikerhou") as refusal:
        made("voorbeeldregio", "raad-eikerhou", "en", "council")
    assert VIEWED in refusal.value.text("en")


def test_figures_of_one_question_and_of_all(made: Made) -> None:
    graph = region("voorbeeldregio")
    page = made("voorbeeldregio", "voting", "nl", "figures")
    every = made("voorbeeldregio", "", "nl", "figures")

    assert [section.title for section in page.sections] == [table.title["nl"] for table in analyses.tables(graph, "voting")]
    assert any(isinstance(block, Cards) for block in page.sections[0].blocks), "a wide table stands as cards"
    assert {section.id.rsplit("-", 1)[0] for section in every.sections} == {k for k, each in analyses.registry().items() if each.tables}
    with pytest.raises(UnknownName, match="votin"):
        made("voorbeeldregio", "votin", "nl", "figures")


def test_who_may_not_see_loads_gets_no_table_of_people() -> None:
    request = Request(region("voorbeeldregio"), "nl")
    named = "Renske Aalpoel"

    assert named in " ".join(texts(get("figures").page(request, "key_persons").sections))
    closed = " ".join(texts(get("figures").page(replace(request, shows_people=False), "key_persons").sections))
    assert named not in closed
    assert "Een tabel van mensen staat alleen waar dit mag" in closed
