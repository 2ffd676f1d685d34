"""A proposal on the calendar, where a decision is, what saves time, and the same by every form: against days counted by hand."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest

from orggraph import regions
from orggraph.errors import UnknownName, WrongUsage
from orggraph.graph import Graph, project
from orggraph.graph.courses import Course, courses
from orggraph.graph.meetings import assumptions
from orggraph.graph.timing import plan
from orggraph.model.tables import to_tables
from orggraph.reports.bars import Bar, Whole, bars
from orggraph.sources.dataset_yaml import read_dataset
from orggraph.views.proposals import schedule
from orggraph.views.same_proposal import same_proposal
from orggraph.views.waiting import savings, step_of, waiting
from orggraph.views.whereabouts import in_words, whereabouts

DAY = date(2026, 4, 15)


@pytest.fixture(scope="module")
def example() -> Graph:
    return project(to_tables(read_dataset(regions.path("voorbeeldregio"))))


@pytest.fixture(scope="module")
def arnhem() -> Graph:
    return project(to_tables(read_dataset(regions.path("arnhem-nijmegen"))))


def course(graph: Graph, slug: str) -> Course:
    return next(each for each in courses(graph) if each.route.endswith(f"/{slug}"))


def test_a_proposal_goes_by_the_dated_meetings(example: Graph) -> None:
    """AO 26 May, PFHO 11 June, GSO 8 July, colleges about two weeks later, DB 3 September: counted in the calendar of the region."""
    made = schedule(example, plan(example, course(example, "woondeal")), DAY)
    assert [str(stage.sittings[0].day) for stage in made.stages] == ["2026-05-26", "2026-06-11", "2026-07-08", "2026-07-23", "2026-09-03"]
    assert [stage.sittings[0].meeting is None for stage in made.stages] == [False, False, False, True, False]
    assert made.stages[0].sittings[0].papers == date(2026, 5, 16)
    assert made.decided == date(2026, 9, 3)
    assert {pen.rsplit("/", 1)[-1] for pen in made.stages[0].pens} == {"ao-wonen-secretaris"}


def test_a_term_and_the_summer_of_the_councils(example: Graph) -> None:
    """Sent on 8 May after the DB of 7 May, 84 days to 31 July while the councils meet on 26 May; then DB and AB."""
    made = schedule(example, plan(example, course(example, "begroting-regio")), DAY)
    view = next(stage for stage in made.stages if stage.step.endswith("-3"))
    assert (view.term, view.done) == (date(2026, 7, 31), date(2026, 7, 31))
    assert {sitting.day for sitting in view.sittings} == {date(2026, 5, 26)}
    assert made.quiet == ((date(2026, 6, 30), date(2026, 9, 29)),)
    assert made.decided == date(2026, 10, 8)


def test_where_decisions_are(example: Graph) -> None:
    def where(slug: str) -> tuple[set[str], bool]:
        [place] = whereabouts(example, f"voorbeeldregio/decision/{slug}", DAY)
        return {step.rsplit("/", 1)[-1] for step in place.now}, not place.contradicting

    assert where("begroting-2026") == (set(), True)
    assert where("grondstoffenplan") == ({"grondstoffen-1"}, True)
    [plan_of_waste] = whereabouts(example, "voorbeeldregio/decision/grondstoffenplan", DAY)
    assert plan_of_waste.rest.decided == date(2026, 12, 10)  # the meeting on whose agenda it stands, not the one before


def test_the_decision_year_of_arnhem_nijmegen_on_a_calendar(arnhem: Graph) -> None:
    made = schedule(arnhem, plan(arnhem, course(arnhem, "jaar-van-besluitvorming")), date(2019, 4, 1))
    days = {stage.gate.stop.number: stage.sittings[0].day for stage in made.stages if stage.sittings and stage.sittings[0].day}
    assert [str(days[number]) for number in (2, 3, 4, 5, 10)] == ["2019-10-21", "2019-11-12", "2019-11-15", "2019-12-02", "2020-01-20"]
    assert days[9] == date(2020, 1, 31)  # January: its last day, estimated
    assert made.decided is None  # of December and January no day is stated
    [place] = whereabouts(arnhem, "arnhem-nijmegen/decision/versterking-samenwerking", date(2019, 11, 1))
    assert place.last is not None and place.last.day == date(2019, 10, 21)


def test_dates_that_contradict_the_route_are_a_sentence() -> None:
    records = """
orggraph: 1
dataset: {id: d, title: Klein, reference_date: 2026-06-01}
Body: [{id: db, name: DB, kind: executive_board, tier: executive, meetings_min: 10}]
Decision: [{id: b, name: Besluit, follows: route/r, date: 2026-12-01, status: proposed, taken_by: body/db}]
Route: [{id: r, name: Route, has_step: [step/s1, step/s2, step/s3]}]
Step:
  - {id: s1, name: Een, number: 1, action: propose, at: body/db, next: step/s2}
  - {id: s2, name: Twee, number: 2, action: send, at: body/db, next: step/s3}
  - {id: s3, name: Drie, number: 3, action: decide, at: body/db}
Act:
  - {id: a1, name: Voorstel, action: propose, date: 2026-05-10, act_of: step/s1, about: decision/b}
  - {id: a2, name: Zending, action: send, date: 2026-05-01, act_of: step/s2, about: decision/b}
"""
    graph = project(to_tables(read_dataset(records)))
    [place] = whereabouts(graph, "d/decision/b", date(2026, 6, 1))
    texts = [str(text) for text in in_words(graph, place)]
    assert any("“Een” is dated 2026-05-10, and “Twee”, which comes after it, 2026-05-01" in text for text in texts)
    assert place.now == ("d/step/s3",)


def test_the_same_proposal_by_every_form_within_three_seconds(example: Graph) -> None:
    before = time.monotonic()
    answers = {str(answer.form): answer for answer in same_proposal(example)}
    assert time.monotonic() - before < 3
    assert len([answer for answer in answers.values() if answer.whole]) >= 4
    covenant, public = answers["covenant"], answers["public_body"]
    assert (covenant.decide, public.decide) == (14, 1)  # seven colleges and seven councils, or one board
    assert [halt.step.at for halt in public.halts] == ["official", "consultation", "executive", "councils", "board"]
    assert public.whole is not None and covenant.whole is not None and public.whole[1] > covenant.whole[1]
    assert [answer.whole for answer in answers.values()] == sorted(answer.whole for answer in answers.values() if answer.whole)


def test_forms_without_frequencies_are_not_assessable(arnhem: Graph) -> None:
    answers = same_proposal(arnhem)
    assert len(answers) == 2 and not any(answer.whole for answer in answers)
    known = same_proposal(arnhem, assumptions(arnhem, ["raden=10", "regiocommissie=10", "bestuur=6"]))
    alliance = next(answer for answer in known if answer.form == "network_alliance")
    assert alliance.decide == 18 and alliance.whole is not None


def test_what_saves_time(example: Graph) -> None:
    answer = waiting(example, course(example, "woondeal"))
    best = savings(answer)[0]
    assert best.how in {"without", "together"} and best.days == pytest.approx(40, abs=0.5)
    beside = next(saving for saving in savings(answer) if saving.how == "beside")
    assert 0 < beside.days < 40
    with pytest.raises(WrongUsage, match="does not follow"):
        waiting(example, course(example, "woondeal"), together=[("voorbeeldregio/step/woondeal-1", "voorbeeldregio/step/woondeal-5")])
    with pytest.raises(UnknownName):
        step_of(example, course(example, "woondeal"), "99")


def test_bars_hold_every_text_and_escape_it() -> None:
    gate = Bar("<b>AO</b>", "official", 10.0, 30.0, compulsory=False, text="10 dagen")
    for width in (440, 860):
        drawn = bars([gate], [Whole("Alles", 5, 10, 20, "10 dagen")], width=width)
        assert "&lt;b&gt;AO" in drawn and drawn.count("10 dagen") == 2 and "stroke-dasharray" in drawn
    assert bars([], []).startswith("<svg")


def test_a_calendar_without_meetings_says_from_where_no_date_is_known() -> None:
    graph = project(to_tables(read_dataset(regions.path("noord-veluwe"))))
    made = schedule(graph, plan(graph, course(graph, "voorstel")), DAY)
    assert made.done is None and made.stages[0].done is None
    known = plan(
        graph, course(graph, "voorstel"), assumptions(graph, ["ao=12", "management=24", "db=12", "po=6", "colleges=48", "raden=10", "ab=4"])
    )
    dated = schedule(graph, known, DAY, papers=0)
    assert dated.done is not None and len(dated.estimated) == 12
    assert dated.done - DAY < timedelta(days=250)
