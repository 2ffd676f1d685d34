"""A proposal put in on a day: the calendar of its gates, by when the papers must be in, and who holds the pen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import networkx as nx

from orggraph.graph import Graph
from orggraph.graph.meetings import YEAR, Rhythm, meetings, quiet
from orggraph.graph.standing import ACTUAL, NOT_FORMER, edges
from orggraph.graph.timing import Gate, Plan
from orggraph.model.dates import is_day, last_day
from orggraph.model.terms import AtMode, BodyKind, Capacity, StepAction

PAPERS = 10
"""Days that papers are in before a meeting, where nobody says otherwise: ours, about what rules of order ask."""
RECESS = 56
"""Days without a meeting of any council from which it is called a quiet time, such as the summer: eight weeks, ours."""


@dataclass(frozen=True)
class Sitting:
    """The meeting at which one body takes a step. ``day`` None: nothing says when it meets."""

    body: str
    day: date | None
    papers: date | None
    """The last day on which its papers are in."""
    meeting: str | None = None
    """The dated meeting; None: the day is estimated from how often the body meets."""


@dataclass(frozen=True)
class Stage:
    """A step on the calendar."""

    gate: Gate
    ready: date | None
    """From when the proposal lies ready for it."""
    sittings: tuple[Sitting, ...]
    done: date | None
    """When it is done; None: that cannot be known."""
    term: date | None
    """The day on which the days that it takes at least are over."""
    pens: tuple[str, ...]
    """The posts that hold the pen: the secretaries of its bodies."""
    same: bool = False
    """Whether it is done in the meeting of the step before it."""

    @property
    def step(self) -> str:
        """The step."""
        return self.gate.stop.step


@dataclass(frozen=True)
class Schedule:
    """The calendar of one proposal."""

    timed: Plan
    start: date
    papers: int
    stages: tuple[Stage, ...]
    quiet: tuple[tuple[date, date], ...]
    """Times without a meeting of any council on the route, from the meeting before to the one after."""
    weeks: tuple[date, ...]
    """The Mondays of the weeks in which these councils meet."""

    @property
    def done(self) -> date | None:
        """When the last step is done; None: that cannot be known."""
        days = [stage.done for stage in self.stages]
        return max((day for day in days if day), default=None) if None not in days else None

    @property
    def decided(self) -> date | None:
        """When the last step that decides is done."""
        days = [stage.done for stage in self.stages if stage.gate.stop.decides]
        return max((day for day in days if day), default=None) if None not in days else None

    @property
    def estimated(self) -> tuple[Sitting, ...]:
        """The sittings whose day no calendar says."""
        return tuple(sitting for stage in self.stages for sitting in stage.sittings if sitting.meeting is None)


def schedule(
    graph: Graph,
    timed: Plan,
    start: date,
    *,
    papers: int = PAPERS,
    short: bool = False,
    without: Sequence[str] = (),
    planned: Mapping[str, date] | None = None,
) -> Schedule:
    """The calendar of a proposal that is put in on a day.

    Each step is taken at the first meeting of its body for which the papers can be in in time, counted from the day after the step before.
    Where no dated meeting follows, the day is estimated: the mean wait of the body after that day. A meeting that is itself about
    a step is that step's, also where nothing says when the step before it is done.

    Parameters
    ----------
    graph
        The projection.
    timed
        The route.
    start
        The day on which the proposal lies ready.
    papers
        Days that papers are in before a meeting.
    short
        Past all that may be passed by.
    without
        Steps that are left out, or done.
    planned
        By step a day before which it is not taken: that of the meeting on whose agenda it stands.
    """
    order = timed.way(short=short, without=without).order
    stages: dict[str, Stage] = {}
    for step in nx.lexicographical_topological_sort(order, key=lambda step: list(timed.gates).index(step)):
        before = [stages[way] for way in order.predecessors(step)]
        stages[step] = _stage(graph, timed.gates[step], before, (start, papers, (planned or {}).get(step)))
    days = [stage.done for stage in stages.values() if stage.done]
    councils = sorted(_council_days(graph, timed))
    until = max([start, *days])
    weeks = dict.fromkeys(day - timedelta(days=day.weekday()) for day in councils if start <= day <= until)
    still = tuple((first, last) for first, last in quiet(councils, RECESS) if first <= until and last >= start)
    return Schedule(timed, start, papers, tuple(stages.values()), still, tuple(weeks))


def _council_days(graph: Graph, timed: Plan) -> set[date]:
    bodies = {edge.target for gate in timed.gates.values() for edge in gate.stop.at}
    councils = [body for body in bodies if graph.nodes[body].get("kind") == BodyKind.COUNCIL]
    return {meeting.day for body in councils for meeting in meetings(graph, body)}


def _stage(graph: Graph, gate: Gate, before: Sequence[Stage], limits: tuple[date, int, date | None]) -> Stage:
    start, papers, planned = limits
    pens = _pens(graph, gate)
    done = [stage.done for stage in before]
    own = _own(graph, gate, max([start, *filter(None, done)]), papers)
    if own:
        return Stage(gate, None if None in done else max([start, *filter(None, done)]), own, own[0].day, None, pens)
    if gate.lacks_body or any(day is None for day in done):
        return Stage(gate, None, (), None, None, pens)
    ready = max([day + timedelta(days=1 if stage.sittings else 0) for day, stage in zip(done, before, strict=True) if day], default=start)
    if before and len(before) == 1 and _same(gate, before[0]):
        return Stage(gate, ready, before[0].sittings, before[0].done, None, pens, same=True)
    least = gate.least
    sent = [stage for stage in before if stage.gate.stop.action == StepAction.SEND and stage.gate.least]
    if gate.stop.action == StepAction.SUBMIT_VIEW and sent and not least:  # the term of the draft runs while the councils meet
        ready = max(stage.ready for stage in sent if stage.ready)
        least = max(stage.gate.least for stage in sent)
    if gate.rhythms:
        first = max(filter(None, (ready + timedelta(days=papers), planned)))
        sittings = _taken([_sitting(graph, rhythm, first, papers) for rhythm in gate.rhythms], gate)
    else:
        sittings = ()
    term = ready + timedelta(days=int(least)) if least else None
    if any(sitting.day is None for sitting in sittings):
        return Stage(gate, ready, sittings, None, term, pens)
    return Stage(gate, ready, sittings, max([ready, *filter(None, [term, *(sitting.day for sitting in sittings)])]), term, pens)


def _own(graph: Graph, gate: Gate, ready: date, papers: int) -> tuple[Sitting, ...]:
    """The first meeting that is about this step itself, from a day on; where only its month or year is stated, its last day, estimated."""
    dated = sorted(
        (last_day(str(graph.nodes[edge.source]["date"])), edge.source)
        for edge in edges(graph, gate.stop.step, "ABOUT", NOT_FORMER, incoming=True)
        if graph.nodes[edge.source]["label"] == "Meeting" and graph.nodes[edge.source].get("date")
    )
    for day, meeting in dated:
        if day >= ready:
            bodies = [edge.target for edge in edges(graph, meeting, "MEETING_OF", NOT_FORMER)]
            exact = meeting if is_day(graph.nodes[meeting]["date"]) else None
            return tuple(Sitting(body, day, day - timedelta(days=papers), exact) for body in bodies)
    return ()


def _same(gate: Gate, before: Stage) -> bool:
    """Whether a step is done by the body of the step before, in that meeting."""
    mine = {rhythm.body for rhythm in gate.rhythms}
    met = {sitting.body for sitting in before.sittings}
    return bool(mine) and not gate.least and (mine == met or (gate.mode == AtMode.ANY and bool(met) and met <= mine))


def _sitting(graph: Graph, rhythm: Rhythm, first: date, papers: int) -> Sitting:
    """The first meeting of a body on or after a day; where none has a date, about when it would meet."""
    meeting = next((meeting for meeting in meetings(graph, rhythm.body) if meeting.day >= first), None)
    if meeting:
        return Sitting(rhythm.body, meeting.day, meeting.day - timedelta(days=papers), meeting.node)
    if rhythm.wait is None:
        return Sitting(rhythm.body, None, None)
    day = first + timedelta(days=round(min(rhythm.wait * 2 * (rhythm.of or 1) / ((rhythm.of or 1) + 1), YEAR)))
    return Sitting(rhythm.body, day, day - timedelta(days=papers))


def _taken(sittings: Sequence[Sitting], gate: Gate) -> tuple[Sitting, ...]:
    """Where one of several bodies will do, the one that meets first."""
    known = [sitting for sitting in sittings if sitting.day]
    if gate.mode != AtMode.ANY or not known:
        return tuple(sittings)
    return (min(known, key=lambda sitting: (sitting.day or date.max, sitting.body)),)


def _pens(graph: Graph, gate: Gate) -> tuple[str, ...]:
    """The secretaries of the bodies of a step; of a post, that post."""
    posts = []
    for edge in gate.stop.at:
        if graph.nodes[edge.target]["label"] == "Post":
            posts.append(edge.target)
        seats = edges(graph, edge.target, "IN", ACTUAL, incoming=True)
        posts += [seat.source for seat in seats if graph.nodes[seat.source].get("capacity") == Capacity.SECRETARY]
    return tuple(dict.fromkeys(posts))
