"""Files from practice on municipal offices: acting mayors, the weeks around an election, a return after leave."""

from __future__ import annotations

from pathlib import Path

import pytest

from orggraph.analyses.role_conflicts import role_conflicts
from orggraph.graph import project
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset

HERE = Path(__file__).parent


def judged(case: str, on: str) -> dict[str, tuple[str | None, str, bool]]:
    """By person the rule of law that says something of the offices held, how much it asks, and whether it is assessable."""
    graph = project(to_tables(read_dataset(HERE / f"{case}.yaml")), on=on)
    found = [one for one in role_conflicts(graph) if one.measure in {"exclusive_offices", "one_office"}]
    return {one.subjects[0].id.rsplit("/", 1)[-1]: (one.rule, one.severity.value, one.assessable) for one in found}


@pytest.mark.parametrize(
    ("case", "on", "expected"),
    [
        (
            "c03-waarnemend",
            "2025-07-15",
            {
                "p2": ("gemw-36b-alderman-mayor", "info", True),
                "p3": ("gemw-13-councillor-mayor", "bar", True),
                "p4": ("gemw-36b-alderman-mayor", "bar", True),
            },
        ),
        (
            "c03-waarnemend",
            "2025-08-15",
            {"p3": ("gemw-13-councillor-mayor", "bar", True), "p4": ("gemw-36b-alderman-mayor", "bar", True)},
        ),
        (
            "c04-verkiezing",
            "2026-04-15",
            {"p1": ("gemw-13-councillor-alderman", "info", True), "p2": ("gemw-13-councillor-alderman", "bar", True)},
        ),
        ("c04-verkiezing", "2026-06-01", {"p3": ("gemw-13-councillor-alderman", "info", True)}),
        ("c16-terugkeer", "2023-03-01", {}),
    ],
)
def test_offices_are_judged_as_the_law_has_them(case: str, on: str, expected: dict[str, tuple[str, str, bool]]) -> None:
    assert judged(case, on) == expected


def test_a_return_to_the_same_seat_after_leave_is_no_mistake() -> None:
    dataset = read_dataset(HERE / "c16-terugkeer.yaml")

    assert dataset.warnings == ()
