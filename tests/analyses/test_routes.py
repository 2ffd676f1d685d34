"""How long routes take: against figures worked out by hand, the law of Irwin and Hall, a closed form, and simulation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import combinations
from math import factorial, prod

import networkx as nx
import numpy as np
import pytest
from scipy.stats import irwinhall

from orggraph import regions
from orggraph.analyses import find
from orggraph.errors import UnknownName, WrongUsage
from orggraph.findings import Finding, Severity
from orggraph.graph import Graph, durations, project
from orggraph.graph.courses import courses
from orggraph.graph.durations import Span, every, until_all
from orggraph.graph.meetings import assumptions, rhythm
from orggraph.graph.timing import Network, beside, plan
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset

Small = Callable[..., Graph]
MEETINGS = ["ao=12", "management=24", "db=12", "po=6", "colleges=48", "raden=10", "ab=4"]
"""The frequencies under which the docs work Noord-Veluwe out: meetings a year."""


@pytest.fixture(scope="module")
def noord_veluwe() -> Graph:
    return project(to_tables(read_dataset(regions.path("noord-veluwe"))))


def chain(*spans: Span) -> Network:
    return Network(nx.path_graph([str(i) for i in range(len(spans))], nx.DiGraph), {str(i): span for i, span in enumerate(spans)})


def exact(gaps: list[float], x: float) -> float:
    """The chance that independent waits, each uniform up to its gap, add up to x at most: the closed form, by inclusion and exclusion."""
    subsets = [subset for n in range(len(gaps) + 1) for subset in combinations(gaps, n)]
    total = sum((-1) ** len(subset) * max(x - sum(subset), 0) ** len(gaps) for subset in subsets)
    return total / (factorial(len(gaps)) * prod(gaps))


def test_two_gates_by_hand() -> None:
    network = chain(Span((every(365 / 12),)), Span((every(365 / 4),)))
    assert network.mean == pytest.approx(60.8, abs=0.1)
    assert network.quantiles(0.5, 0.9) == pytest.approx((60.8, 98.1), abs=0.3)
    assert network.longest == pytest.approx(365 / 12 + 365 / 4)


def test_equal_gates_follow_irwin_and_hall() -> None:
    network = chain(*[Span((every(30.0),))] * 5)
    for share in (0.1, 0.5, 0.9):
        assert network.quantiles(share)[0] == pytest.approx(irwinhall.ppf(share, 5) * 30, abs=0.3)


def test_unequal_gates_follow_the_closed_form() -> None:
    gaps = [7.6, 30.4, 36.5, 60.8, 91.25]
    network = chain(*[Span((every(gap),)) for gap in gaps])
    for share in (0.1, 0.5, 0.9):
        assert exact(gaps, network.quantiles(share)[0]) == pytest.approx(share, abs=0.005)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_formula_and_simulation_agree_with_terms_branches_and_many_bodies(share: float) -> None:
    order: nx.DiGraph[str] = nx.DiGraph([("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("d", "e")])
    spans = {
        "a": Span((every(30.0),)),
        "b": Span((every(60.0),), least=42),
        "c": Span((every(36.5, of=6), every(20.0))),
        "d": Span((until_all([[date(2026, 1, 1), date(2026, 1, 31), date(2026, 5, 1)], [date(2026, 1, 5), date(2026, 5, 20)]]),)),  # type: ignore[arg-type]
        "e": Span((), least=7),
    }
    network = Network(order, spans)
    assert network.masses is not None and network.masses.sum() == pytest.approx(1)
    assert np.quantile(network.simulate(seed=3), share) == pytest.approx(network.quantiles(share)[0], abs=1.2)


def test_branches_that_share_steps_are_simulated_alone() -> None:
    order: nx.DiGraph[str] = nx.DiGraph([("a", "c"), ("a", "d"), ("b", "d"), ("b", "e"), ("c", "z"), ("d", "z"), ("e", "z")])
    network = Network(order, {step: Span((every(30.0),)) for step in order})
    assert network.masses is None
    assert 30 < network.quantiles(0.5)[0] < network.longest == 90


def test_dated_meetings_count_the_summer(small: Small) -> None:
    """Gaps of 30, 30, 120, 30, 30, 120 days: (4·900 + 2·14400) ÷ (2·360) = 45, where 365 ÷ 6 ÷ 2 would be 30."""
    days = ["2026-01-01", "2026-01-31", "2026-03-02", "2026-06-30", "2026-07-30", "2026-08-29", "2026-12-27"]
    meetings = "".join(f"  - {{id: m{i}, name: M, date: {day}, meeting_of: body/ab}}\n" for i, day in enumerate(days))
    graph = small(f"Body:\n  - {{id: ab, name: AB, kind: general_board, tier: executive}}\nMeeting:\n{meetings}")
    each = rhythm(graph, "klein/body/ab")
    assert (each.basis, each.wait) == ("dates", 45)
    joint = until_all([each.days])
    assert joint is not None
    assert durations.mean(Span((joint,)).masses) == pytest.approx(45, abs=0.1)
    assert rhythm(graph, "klein/body/ab", {"klein/body/ab": 4}).wait == pytest.approx(45.6, abs=0.1)


def test_bodies_that_meet_on_one_day_wait_no_longer_than_one() -> None:
    days = [date(2026, month, 1) for month in range(1, 13)]
    assert until_all([days] * 7) == until_all([days])
    assert until_all([days[:2], days[6:]]) is None


# Noord-Veluwe, as the docs work it out by hand.


def test_noord_veluwe_by_hand(noord_veluwe: Graph) -> None:
    [course] = [each for each in courses(noord_veluwe) if each.route.endswith("voorstel")]
    timed = plan(noord_veluwe, course, assumptions(noord_veluwe, MEETINGS))
    whole, short = timed.way(), timed.way(short=True)

    assert [step[-2:] for step in timed.waiting] == [f"{n:02}" for n in range(1, 13)]
    assert sorted(step[-2:] for step in timed.compulsory) == ["01", "02", "03", "04", "06", "07", "08", "09", "10", "12", "13"]
    assert whole.mean == pytest.approx(15.2 + 7.6 + 15.2 + 6.5 + 30.4 + 15.2 + 31.3 + 15.2 + 45.6, abs=0.2)
    assert short.mean == pytest.approx(15.2 + 7.6 + 15.2 + 30.4 + 15.2 + 6.5 + 15.2, abs=0.2)
    assert whole.quantiles(0.1, 0.5, 0.9) == pytest.approx((182.3 - 47.1, 182.3, 182.3 + 47.1), abs=2)
    assert np.quantile(whole.simulate(), (0.1, 0.5, 0.9)) == pytest.approx(whole.quantiles(0.1, 0.5, 0.9), abs=1)
    straight = timed.way(without=[f"noord-veluwe/step/voorstel-{n}" for n in ("07", "08")])
    both = beside(straight, "noord-veluwe/step/voorstel-06", "noord-veluwe/step/voorstel-09")
    assert whole.mean - both.mean == pytest.approx(30.4 + 15.2 + 31.3 - 38.6, abs=0.3)


def test_noord_veluwe_is_not_assessable_without_frequencies(noord_veluwe: Graph) -> None:
    findings = {one.measure: one for one in find(noord_veluwe, ["routes"])}
    parts = [part.text.render("nl") for part in findings["duration"].parts]
    assert not findings["duration"].assessable
    assert any("“AO”" in text and "en nog 2" in text for text in parts)
    assert any("deze stappen noemen geen gremium" in text for text in parts)
    [one] = [one for one in find(noord_veluwe, ["routes"], {"meetings": MEETINGS}) if one.assessable]
    assert {figure.measure: (figure.value, figure.denominator) for figure in one.counts}["compulsory"] == (10, 12)
    assert "assumed meetings a year of 7 bodies" in str(one.text)


# Small routes: a loop, a choice, a step without a body, no power, an empty region.

BODIES = """
Arrangement: [{id: a, name: A, form: covenant}]
Body:
  - {id: ao, name: AO, kind: official_consultation, tier: official, meetings_min: 10}
  - {id: bo, name: BO, kind: political_consultation, tier: executive, meetings_min: 4, part_of: arrangement/a}
Route: [{id: r, name: R, route_of: arrangement/a, has_step: [step/s1, step/s2, step/s3]}]
"""
STEPS = """
Step:
  - {id: s1, name: Een, number: 1, action: advise, at: body/ao, next: step/s2}
  - {id: s2, name: Twee, number: 2, action: discuss, at: body/bo, next: step/s3}
  - {id: s3, name: Drie, number: 3, action: decide, at: body/bo}
"""


def by_measure(graph: Graph) -> dict[str, Finding]:
    return {one.measure: one for one in find(graph, ["routes"])}


def test_steps_of_one_body_after_each_other_are_one_meeting_and_no_power_is_a_tension(small: Small) -> None:
    findings = by_measure(small(BODIES + STEPS))
    assert findings["duration"].value == pytest.approx((36.5 + 91.25) / 2, abs=1)
    assert (findings["power"].severity, findings["power"].value, findings["power"].denominator) == (Severity.TENSION, 0, 1)
    assert {"loops"}.isdisjoint(findings)


@pytest.mark.parametrize(
    ("change", "measure", "words"),
    [
        (("at: body/bo}", "at: body/bo, next: {to: step/s1, condition: niet akkoord}}"), "loops", "go back from “Drie” to “Een”"),
        (("at: body/ao, ", ""), "duration", "these steps name no body: “Een”"),
        ((", meetings_min: 4", ""), "duration", "not known how often these meet: “BO”"),
    ],
)
def test_what_stands_in_the_way_is_a_sentence_and_the_rest_goes_on(small: Small, change: tuple[str, str], measure: str, words: str) -> None:
    findings = by_measure(small((BODIES + STEPS).replace(*change)))
    assert words in str(findings[measure].text)
    assert "power" in findings


def test_what_is_optional_or_on_a_branch_of_a_choice_can_be_passed_by(small: Small) -> None:
    steps = STEPS.replace("next: step/s2}", "next: [step/s2, {to: step/s3, condition: haast}]}")
    graph = small(BODIES + steps)
    timed = plan(graph, courses(graph)[0])
    assert sorted(step[-2:] for step in timed.compulsory) == ["s1", "s3"]
    assert timed.way(short=True).order.number_of_nodes() == 2
    parallel = small(BODIES + STEPS.replace("next: step/s2}", "next: [step/s2, step/s3]}"))
    assert len(plan(parallel, courses(parallel)[0]).compulsory) == 3
    passed = small(BODIES + STEPS.replace("action: discuss", "action: discuss, optional: true"))
    assert sorted(step[-2:] for step in plan(passed, courses(passed)[0]).compulsory) == ["s1", "s3"]


def test_a_term_runs_while_the_councils_meet(small: Small) -> None:
    graph = small("""
Body:
  - {id: db, name: DB, kind: executive_board, tier: executive}
  - {id: raad, name: Raad, kind: council, tier: political, meetings_min: 10}
Route: [{id: r, name: R, has_step: [step/s1, step/s2]}]
Step:
  - {id: s1, name: Een, number: 1, action: send, at: body/db, days_min: 84, next: step/s2}
  - {id: s2, name: Twee, number: 2, action: submit_view, at: body/raad}
""")
    assert by_measure(graph)["duration"].value == 84


def test_a_region_without_routes_has_nothing_and_numbers_are_an_order(small: Small) -> None:
    assert find(small("Person: [{id: p, name: P}]\n"), ["routes"]) == []
    graph = small(BODIES + STEPS.replace(", next: step/s2", "").replace(", next: step/s3", ""))
    assert plan(graph, courses(graph)[0]).by_number
    assert by_measure(graph)["duration"].value == pytest.approx((36.5 + 91.25) / 2, abs=1)


@pytest.mark.parametrize(
    ("given", "error", "words"), [("ab", WrongUsage, "ab=4"), ("bo=0", WrongUsage, "“bo=0”"), ("bu=4", UnknownName, "bo")]
)
def test_an_assumption_that_cannot_be_read_says_how(small: Small, given: str, error: type[Exception], words: str) -> None:
    with pytest.raises(error) as raised:
        find(small(BODIES + STEPS), ["routes"], {"meetings": [given]})
    assert words in raised.value.text("en")  # type: ignore[attr-defined]
