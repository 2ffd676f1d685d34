"""How long one route takes, gate by gate, and what is saved by leaving a gate out, taking two in one meeting, or two beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from orggraph.errors import UnknownName, WrongUsage
from orggraph.graph import Graph, durations
from orggraph.graph.courses import Course
from orggraph.graph.meetings import Rhythm
from orggraph.graph.timing import ASKING, Gate, Network, Plan, beside, merged, plan
from orggraph.i18n import T, Text

How = Literal["without", "together", "beside"]
CHANGES: Mapping[How, Text] = {"without": T("leave out"), "together": T("in one meeting"), "beside": T("beside each other")}
"""What is done with the steps of a saving."""


@dataclass(frozen=True)
class Wait:
    """One gate of a route: for whom one waits, and how many days."""

    gate: Gate
    mean: float
    longest: float
    compulsory: bool
    same: bool
    """Whether it is done in the meeting of the step before it, so that nobody waits."""

    @property
    def step(self) -> str:
        """The step."""
        return self.gate.stop.step

    @property
    def rhythms(self) -> tuple[Rhythm, ...]:
        """How often the bodies meet."""
        return self.gate.rhythms


@dataclass(frozen=True)
class Saving:
    """What a change of the route saves: days on average, and p50 and p90 after it."""

    how: How
    steps: tuple[str, ...]
    days: float
    p50: float
    p90: float


@dataclass(frozen=True)
class Waiting:
    """How long a route takes."""

    timed: Plan
    network: Network
    waits: tuple[Wait, ...]
    whole: tuple[float, float, float]
    """p10, p50 and p90 in days, by all steps."""
    short: tuple[float, float, float]
    """The same by the shortest way."""
    mean: float

    @property
    def assessable(self) -> bool:
        """Whether all is known that it takes, and there is something to wait for."""
        return not self.timed.unknown and not self.timed.without_body and bool(self.timed.waiting)


def waiting(
    graph: Graph,
    course: Course,
    *,
    assumed: Mapping[str, float] | None = None,
    without: Sequence[str] = (),
    together: Iterable[tuple[str, str]] = (),
    parallel: Iterable[tuple[str, str]] = (),
) -> Waiting:
    """How long a route takes, as it is or changed.

    Parameters
    ----------
    graph
        The projection.
    course
        The route.
    assumed
        Meetings a year by body, which go before what the data say.
    without
        Steps that are left out.
    together, parallel
        Pairs of steps after each other that are taken in one meeting, or beside each other.

    Raises
    ------
    WrongUsage
        A pair of which the second does not follow on the first alone.
    """
    timed = plan(graph, course, assumed)
    network = timed.way(without=without)
    for change, pairs in ((merged, together), (beside, parallel)):
        for first, second in pairs:
            _check(graph, network, first, second)
            network = change(network, first, second)
    waits = [
        Wait(
            gate,
            durations.mean(network.spans[step].masses),
            network.spans[step].longest,
            step in timed.compulsory,
            bool(gate.rhythms) and not network.spans[step].waits,
        )
        for step, gate in timed.gates.items()
        if step in network.order and (gate.rhythms or network.spans[step].least)
    ]
    p10, p50, p90 = network.quantiles(0.1, 0.5, 0.9)
    s10, s50, s90 = timed.way(short=True, without=without).quantiles(0.1, 0.5, 0.9)
    return Waiting(timed, network, tuple(waits), (p10, p50, p90), (s10, s50, s90), network.mean)


def _check(graph: Graph, network: Network, first: str, second: str) -> None:
    order = network.order
    if first in order and second in order and list(order.successors(first)) == [second] and list(order.predecessors(second)) == [first]:
        return
    name = {step: graph.nodes[step]["name"] for step in (first, second)}
    raise WrongUsage(
        T("“{second}” does not follow on “{first}” alone.", first=name[first], second=name[second]),
        T("Give two steps after each other; leave out what stands between them."),
    )


def savings(answer: Waiting) -> list[Saving]:
    """What each change of a route by itself would save, the most first.

    Left out: any gate. Taken in one meeting: two gates after each other. Beside each other: two of different bodies of which neither
    decides. What saves less than half a day is left out.
    """
    every = [Saving(how, steps, answer.mean - network.mean, *network.quantiles(0.5, 0.9)) for how, steps, network in _changes(answer)]
    return sorted((saving for saving in every if saving.days >= 0.5), key=lambda saving: (-saving.days, saving.how, saving.steps))


def _changes(answer: Waiting) -> Iterator[tuple[How, tuple[str, ...], Network]]:
    network, gates = answer.network, answer.timed.gates
    waits = [wait.step for wait in answer.waits if wait.mean > 0]
    for step in waits:
        yield "without", (step,), Network(network.order, {**network.spans, step: durations.Span()})
    for step in waits:
        ways = list(network.order.successors(step))
        if len(ways) != 1 or ways[0] not in waits or list(network.order.predecessors(ways[0])) != [step]:
            continue
        yield "together", (step, ways[0]), merged(network, step, ways[0])
        if gates[step].stop.action in ASKING and gates[ways[0]].stop.action in ASKING:
            yield "beside", (step, ways[0]), beside(network, step, ways[0])


def step_of(graph: Graph, course: Course, name: str) -> str:
    """A step of a route by its number, its id, the last part of that, or its name. Raises UnknownName."""
    names: dict[str, str] = {}
    for stop in course.stops:
        for known in (stop.step, stop.step.rsplit("/", 1)[-1], str(graph.nodes[stop.step]["name"]), str(stop.number)):
            names.setdefault(known, stop.step)
    if name not in names:
        raise UnknownName(T("step"), name, names)
    return names[name]
