"""Files from practice on boards: the municipality behind a seat, and the size of a board with deputies."""

from __future__ import annotations

from pathlib import Path

from orggraph.analyses.composition import composition
from orggraph.findings import Finding
from orggraph.graph import project
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset

HERE = Path(__file__).parent


def findings(case: str, rule: str) -> list[Finding]:
    graph = project(to_tables(read_dataset(HERE / f"{case}.yaml")))
    return [finding for finding in composition(graph) if finding.rule == rule]


def test_a_seat_is_held_against_the_municipality_that_it_speaks_for() -> None:
    [finding] = findings("c28-herkomst", "wgr-13-6-origin-colleges")

    assert (finding.assessable, finding.value, finding.denominator) == (True, 2, 6)
    assert "“ab-2” (alderman of “Gemeente Bovenmeer”)" in finding.text.render("en")
    assert "“ab-3”" in finding.text.render("en")


def test_deputies_do_not_make_a_board_larger() -> None:
    [finding] = findings("c27-db-te-groot", "wgr-14-3-half")

    assert (finding.assessable, finding.value, finding.denominator) == (True, 3, 5)
    assert findings("c27-db-te-groot", "wgr-14-1-size") == []
