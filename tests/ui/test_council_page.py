"""Mijn raad: what comes to one council and what became of its views, with the figures of the question and of the analysis."""

from __future__ import annotations

import orggraph
from orggraph.analyses import tables
from tests.ui.conftest import Opener, everything, written

COUNCIL = "voorbeeldregio/body/raad-zandermeer"


def test_the_page_says_what_the_question_and_the_analysis_say(opened: Opener) -> None:
    test = opened("mijn-raad", dataset="voorbeeldregio", council=COUNCIL)
    with orggraph.connect() as work:
        due = work.query("views-due", datasets=["voorbeeldregio"], council=COUNCIL)
        made = tables(work.graph(datasets="voorbeeldregio"), "council_views", {"council": COUNCIL})

    assert not test.exception
    assert [button.proto.label for button in test.get("download_button")][:4] == ["PDF", "HTML", "Word", "Agenda"]
    assert f"in {len(due)} routes een zienswijze geven" in written(test)
    for table in made:
        assert table.sentence.render("nl") in written(test)


def test_an_unknown_council_and_a_region_without_any_say_so(opened: Opener) -> None:
    unknown = opened("mijn-raad", dataset="voorbeeldregio", council="voorbeeldregio/body/bestaat-niet", lang="en")
    without = opened("mijn-raad", dataset="amersfoort")

    assert "There is no such council" in written(unknown)
    assert "og-sentence" in everything(unknown)
    assert not without.exception
    assert "noemen geen raad" in written(without)
