from __future__ import annotations

from collections.abc import Callable

import pytest

from orggraph.analyses import find
from orggraph.errors import WrongUsage
from orggraph.findings import Finding, Severity
from orggraph.graph import Graph

Small = Callable[..., Graph]


def by_subject(graph: Graph, **params: int) -> dict[tuple[str, str], Finding]:
    """By subject without its dataset, and measure."""
    return {(one.subjects[0].id.split("/", 1)[-1], one.measure): one for one in find(graph, ["freshness"], params)}


def values(graph: Graph, measure: str, **params: int) -> dict[str, tuple[float | None, float | None]]:
    return {subject: (one.value, one.denominator) for (subject, name), one in by_subject(graph, **params).items() if name == measure}


ROTA = """
Cooperation:
  - {id: regio, name: Regio}
Body:
  - {id: ab, name: AB, kind: general_board, tier: executive}
  - {id: db, name: DB, kind: executive_board, tier: executive}
Post:
  - {id: een, name: Een, in: body/ab}
  - {id: twee, name: Twee, in: body/ab}
  - {id: drie, name: Drie, in: body/ab}
  - {id: vier, name: Vier, in: body/ab}
  - {id: tijdelijk, name: Tijdelijk, in: body/db, end_date: 2026-03-15}
  - {id: los, name: Los}
Person:
  - {id: p, name: P, holds: {to: post/een, end_date: 2026-02-01}}
  - {id: q, name: Q, holds: {to: post/twee, end_date: 2026-05}}
  - {id: r, name: R, holds: {to: post/drie, end_date: 2026-12-31}}
  - {id: s, name: S, holds: {to: post/vier}}
  - {id: t, name: T, holds: {to: post/los, end_date: 2026-02-01}}
"""


def test_terms_that_end_are_counted_per_body_by_day(small: Small) -> None:
    graph = small(ROTA)

    assert values(graph, "terms_end") == {"body/ab": (2, 4), "body/db": (1, 1), "cooperation/regio": (1, 1)}
    one = by_subject(graph)["body/ab", "terms_end"]
    assert "per 2026-02-01 (“Een”), per 2026-06-01 (“Twee”)" in one.text.render("nl")
    assert {(edge.source, edge.attributes["type"]) for edge in one.edges} == {
        ("klein/person/p", "HOLDS"), ("klein/post/een", "IN"), ("klein/person/q", "HOLDS"), ("klein/post/twee", "IN"),
    }  # fmt: skip


@pytest.mark.parametrize(("days", "ending"), [(30, {}), (31, {"body/ab": (1, 4)}), (150, {"body/ab": (1, 4)}), (151, {"body/ab": (2, 4)})])
def test_a_term_ends_within_the_window_to_the_day(small: Small, days: int, ending: dict[str, tuple[float, float]]) -> None:
    ab = {subject: value for subject, value in values(small(ROTA), "terms_end", days=days).items() if subject == "body/ab"}

    assert ab == ending


def test_the_term_of_who_stays_until_there_is_a_successor_ends_when_stated(small: Small) -> None:
    staying = ROTA.replace("end_date: 2026-05}", "end_date: 2026-05, until_successor: true}")
    assert values(small(staying), "terms_end") == values(small(ROTA), "terms_end")
    assert values(small(staying, on="2026-06-01"), "terms_end", days=30) == {}


def test_what_ends_with_its_body_is_a_term_that_ends(small: Small) -> None:
    ending = ROTA.replace("in: body/db, end_date: 2026-03-15", "in: body/db")
    ending = ending.replace("tier: executive}\nPost", "tier: executive, end_date: 2026-03-15}\nPost")
    assert values(small(ending), "terms_end") == values(small(ROTA), "terms_end")


def test_what_has_ended_is_no_term_that_ends(small: Small) -> None:
    assert values(small(ROTA, on="2026-02-01"), "terms_end", days=30) == {}
    assert values(small(ROTA, on="2026-01-31"), "terms_end", days=1) == {"body/ab": (1, 4), "cooperation/regio": (1, 1)}


def test_a_former_or_open_seat_is_no_seat_that_ends(small: Small) -> None:
    former = ROTA.replace("end_date: 2026-02-01}", "end_date: 2026-02-01, status: former}")

    assert values(small(former), "terms_end") == {"body/ab": (1, 4), "body/db": (1, 1)}


CHECKED = """
Cooperation:
  - {id: regio, name: Regio}
Body:
  - {id: ab, name: AB, kind: general_board, tier: executive, verified_on: %s}
  - {id: db, name: DB, kind: executive_board, tier: executive, verified_on: 2025-12-01}
"""


@pytest.mark.parametrize(("checked", "old"), [("2025-07-01", 1), ("2025-07-02", 0), ("2025-07", 1), ("2024", 1)])
def test_checked_six_months_ago_to_the_day(small: Small, checked: str, old: int) -> None:
    one = by_subject(small(CHECKED % checked))["cooperation/regio", "not_verified"]

    assert (one.value, one.denominator, one.severity) == (old, 2, Severity.GAP if old else Severity.INFO)
    assert ("“AB”" in one.text.render("en")) is bool(old)
    assert "1 others have no such date" in one.text.render("en")


@pytest.mark.parametrize(("on", "old"), [("2025-08-31", 1), ("2025-08-30", 1), ("2025-08-27", 0)])
def test_six_months_before_the_end_of_august_is_the_end_of_february(small: Small, on: str, old: int) -> None:
    assert values(small(CHECKED % "2025-02-28", on=on), "not_verified") == {"cooperation/regio": (old, 2)}


def test_how_long_ago_is_a_parameter(small: Small) -> None:
    assert values(small(CHECKED % "2025-07-01"), "not_verified", months=1) == {"cooperation/regio": (2, 2)}
    assert values(small(CHECKED % "2025-07-01"), "not_verified", months=12) == {"cooperation/regio": (0, 2)}


OPEN = """
Cooperation:
  - {id: regio, name: Regio, open: [description]}
Body:
  - {id: ab, name: AB, kind: general_board, tier: executive}
Post:
  - {id: open, name: Open, in: body/ab, status: open}
  - {id: vast, name: Vast, in: {to: body/ab, status: open}}
Assignment:
  - {id: a, name: A, open: [due, monitored_by], commissioned_by: {to: post/open, status: open}}
"""


def test_what_is_open_is_counted_once(small: Small) -> None:
    one = by_subject(small(OPEN))["cooperation/regio", "open_slots"]

    assert one.value == 5
    assert one.text.render("nl").endswith("functies en andere gegevens 1, velden 3, relaties 1.")
    assert [edge.attributes["type"] for edge in one.edges] == ["COMMISSIONED_BY", "IN", "IN"]


HELD = """
Cooperation:
  - {id: regio, name: Regio}
Post:
  - {id: een, name: Een}
  - {id: twee, name: Twee}
Person:
  - {id: p, name: P, holds: {to: post/een%s}}
  - {id: q, name: Q, holds: {to: post/twee%s}}
"""


@pytest.mark.parametrize(
    ("bases", "value", "severity"),
    [
        (("", ""), None, Severity.INFO),
        ((", appointment: besluit 12", ""), 1, Severity.GAP),
        ((", appointment: besluit 12", ", appointment: besluit 13"), 2, Severity.INFO),
    ],
)
def test_appointments_are_assessable_where_one_is_stated(
    small: Small, bases: tuple[str, str], value: float | None, severity: Severity
) -> None:
    one = by_subject(small(HELD % bases))["cooperation/regio", "appointment"]

    assert (one.value, one.denominator, one.severity, one.assessable) == (value, 2, severity, value is not None)
    assert ("“Twee”" in one.text.render("nl")) is (value == 1)


def test_gooi_what_is_open_and_what_cannot_be_assessed(gooi: Graph) -> None:
    told = {measure: (one.value, one.assessable) for (_, measure), one in by_subject(gooi).items()}

    assert told == {"open_slots": (18, True), "not_verified": (None, False), "appointment": (None, False)}


def test_amersfoort_says_nowhere_when_it_was_checked(amersfoort: Graph) -> None:
    assert {measure: one.assessable for (_, measure), one in by_subject(amersfoort).items()} == {"not_verified": False}


@pytest.mark.parametrize("wrong", [{"days": -1}, {"days": 10**6}, {"months": -1}, {"months": 10**6}])
def test_a_window_that_is_none_is_said(gooi: Graph, wrong: dict[str, int]) -> None:
    with pytest.raises(WrongUsage, match="days must be"):
        find(gooi, ["freshness"], wrong)


def test_a_date_far_back_leaves_nothing_unchecked(small: Small) -> None:
    assert values(small(CHECKED % "2025", on="1000"), "not_verified", months=1_200) == {"cooperation/regio": (0, 2)}
