"""How long a route takes: its gates, how long one waits at each, which cannot be passed by, and the whole as a distribution.

A **gate** is a step that waits for the meeting of a body. Work between meetings, and what is sent or told, is no gate: only
the days that a step takes at least (``days_min``) count for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import networkx as nx
import numpy as np

from orggraph.graph import durations
from orggraph.graph.courses import Course, Stop
from orggraph.graph.durations import Numbers, Span
from orggraph.graph.kept import kept
from orggraph.graph.meetings import YEAR, Rhythm, rhythm
from orggraph.graph.projection import Graph
from orggraph.model.terms import AtMode, StepAction

NO_MEETING = frozenset(
    {
        StepAction.SEND,
        StepAction.INFORM,
        StepAction.EXECUTE,
        StepAction.REPLY,
        StepAction.RECEIVE,
        StepAction.PUBLISH,
        StepAction.ACCOUNT_FOR,
    }
)
"""What is done without waiting for a meeting."""
ASKING = frozenset({StepAction.ADVISE, StepAction.CONSULT, StepAction.DISCUSS, StepAction.SUBMIT_VIEW, StepAction.PREPARE})
"""What two bodies can do beside each other, since neither decides."""
END = "\N{END OF TEXT}"
START = "\N{START OF TEXT}"
"""No id can be these."""


@dataclass(frozen=True)
class Gate:
    """A step, and what one waits for in it."""

    stop: Stop
    rhythms: tuple[Rhythm, ...]
    """Of the bodies whose meetings it may wait for; none: it waits for no meeting."""
    lacks_body: bool
    """Whether it asks for a meeting, and no body is named."""
    least: float
    """Days that it takes at least."""
    may_be_passed: bool
    """Whether it is optional, or taken on a condition."""
    mode: AtMode | None

    @property
    def unknown(self) -> tuple[str, ...]:
        """The bodies of which nothing says how often they meet, or for how many a record stands."""
        return tuple(rhythm.body for rhythm in self.rhythms if rhythm.a_year is None or rhythm.of is None)


@dataclass(frozen=True)
class Network:
    """One way to go a route: which step follows which, and how long each takes."""

    order: nx.DiGraph[str]
    spans: Mapping[str, Span]

    @cached_property
    def masses(self) -> Numbers | None:
        """The chance of each duration, on the grid of :mod:`~orggraph.graph.durations`; None where branches share steps.

        Steps after each other add up, branches between two steps count by the latest. Branches that share a step are no independent
        parts: then only the simulation answers.
        """
        chain = nx.DiGraph(self.order)
        chain.add_edges_from((START, node) for node, degree in self.order.in_degree() if degree == 0)
        chain.add_edges_from((node, END) for node, degree in self.order.out_degree() if degree == 0)
        if not self.order:
            return np.ones(1)
        return _between(chain, self.spans, nx.immediate_dominators(cast(Any, chain), START), START, END)

    def simulate(self, n: int = 20_000, seed: int = 1) -> Numbers:
        """So many durations, drawn with a seed: the longest way through the network, each time."""
        generator = np.random.default_rng(seed)
        done: dict[str, Numbers] = {}
        for step in nx.lexicographical_topological_sort(self.order):
            before = [done[other] for other in self.order.predecessors(step)]
            done[step] = (np.maximum.reduce(before) if before else np.zeros(n)) + self.spans[step].draw(generator, n)
        ends = [done[step] for step, degree in self.order.out_degree() if degree == 0]
        whole: Numbers = np.maximum.reduce(ends) if ends else np.zeros(n)
        return whole

    @cached_property
    def _drawn(self) -> Numbers:
        return self.simulate()

    def quantiles(self, *shares: float) -> tuple[float, ...]:
        """Days within which so large a share is done: by formula, and where branches share steps by simulation."""
        if self.masses is not None:
            return tuple(durations.quantile(self.masses, share) for share in shares)
        return tuple(float(value) for value in np.quantile(self._drawn, shares))

    @property
    def mean(self) -> float:
        """Days on average."""
        return durations.mean(self.masses) if self.masses is not None else float(self._drawn.mean())

    @property
    def longest(self) -> float:
        """The longest that it can take."""
        most: dict[str, float] = {}
        for step in nx.topological_sort(self.order):
            most[step] = max((most[other] for other in self.order.predecessors(step)), default=0.0) + self.spans[step].longest
        return max(most.values(), default=0.0)


def _between(chain: nx.DiGraph[str], spans: Mapping[str, Span], before: Mapping[str, str], start: str, end: str) -> Numbers | None:
    """The chances of the time from the end of one step to the end of another that it comes before in every way."""
    own = spans[end].masses if end in spans else np.ones(1)
    ways = list(chain.predecessors(end))
    if end == start or ways == [start]:
        return own if end != start else np.ones(1)
    if len(ways) == 1:
        rest = _between(chain, spans, before, start, ways[0])
        return None if rest is None else durations.together(rest, own)
    fork = before[end]
    inside = [({way} | nx.ancestors(cast(Any, chain), way)) - nx.ancestors(cast(Any, chain), fork) - {fork} for way in ways]
    if sum(map(len, inside)) > len(set().union(*inside)):
        return None
    branches = [_between(chain, spans, before, fork, way) for way in ways]
    first = np.ones(1) if fork == start else _between(chain, spans, before, start, fork)
    if first is None or any(branch is None for branch in branches):
        return None
    return durations.together(first, durations.latest(*[branch for branch in branches if branch is not None]), own)


@dataclass(frozen=True)
class Plan:
    """A route with its gates, as it can be timed."""

    course: Course
    gates: Mapping[str, Gate]
    order: nx.DiGraph[str]
    """Which step follows which, without the ways back; ``condition`` on an edge says when it is taken."""
    back: tuple[tuple[str, str], ...]
    """Ways back to an earlier step: a loop, here taken no time."""
    by_number: bool
    """Whether no source says what follows what, and the numbers are the order."""

    @property
    def unknown(self) -> tuple[str, ...]:
        """The bodies of which nothing says how often they meet."""
        return tuple(dict.fromkeys(body for gate in self.gates.values() for body in gate.unknown))

    @property
    def without_body(self) -> tuple[str, ...]:
        """The steps that ask for a meeting, and name no body."""
        return tuple(step for step, gate in self.gates.items() if gate.lacks_body)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The steps that wait for a meeting, in the order of the route."""
        return tuple(step for step, gate in self.gates.items() if gate.rhythms)

    @property
    def has_choice(self) -> bool:
        """Whether there is more than one way to go it: a step that may be passed, a condition, or several bodies of which one will do."""
        several = (sum(each.wait is not None for each in gate.rhythms) > 1 and gate.mode != AtMode.ALL for gate in self.gates.values())
        return any(gate.may_be_passed for gate in self.gates.values()) or any(self.chooses(step) for step in self.order) or any(several)

    def way(self, *, short: bool = False, without: Iterable[str] = ()) -> Network:
        """One way to go the route.

        Parameters
        ----------
        short
            Past every step that may be passed by, at the body that meets most often where one of several will do, and along the branch
            that takes least. Else all steps, at the body that meets least often.
        without
            Steps that are left out.
        """
        left_out = set(without) | ({step for step, gate in self.gates.items() if gate.may_be_passed} if short else set())
        order = without_steps(self.order, left_out & set(self.order))
        if not short:  # all steps are taken, so that what passes one by says nothing more
            order = nx.transitive_reduction(order)
        bodies = {step: _chosen(self.gates[step], short=short, before=_before(self.gates, order, step)) for step in order}
        spans = {step: self._span(order, bodies, step) for step in order}
        if short:
            order = _shortest(order, spans)
        return Network(order, {step: spans[step] for step in order})

    def _span(self, order: nx.DiGraph[str], bodies: Mapping[str, Sequence[Rhythm]], step: str) -> Span:
        """How long a step takes: no wait where the same body does the step before it in the same meeting.

        Where a draft is sent with a term, the councils meet while that runs: the term goes to the step that follows.
        """
        gate, ways = self.gates[step], list(order.predecessors(step))
        sent = [self.gates[way] for way in ways if self._action(way) == StepAction.SEND]
        least = gate.least or max((other.least for other in sent), default=0.0)
        if self._action(step) == StepAction.SEND and any(self._action(way) == StepAction.SUBMIT_VIEW for way in order.successors(step)):
            least = 0.0
        mine = {rhythm.body for rhythm in bodies[step]}
        if len(ways) == 1 and mine and mine == {rhythm.body for rhythm in bodies[ways[0]]} and not gate.least:
            return Span((), least)
        return Span(waits(bodies[step]), least)

    def _action(self, step: str) -> str:
        return self.gates[step].stop.action

    @cached_property
    def compulsory(self) -> frozenset[str]:
        """The steps that no way passes by: immediate dominators of the end, and what is always reached beside them.

        Where a step has several ways on and none has a condition, all are gone. Where one has a condition, it is a choice.
        """
        choice = nx.DiGraph(self.order)
        choice.add_edges_from((step, END) for step, degree in self.order.out_degree() if degree == 0)
        passed = {step for step, gate in self.gates.items() if gate.may_be_passed}
        for step in passed & set(choice):
            choice.add_edges_from((before, after) for before in list(choice.predecessors(step)) for after in list(choice.successors(step)))
        after = nx.immediate_dominators(cast(Any, choice.reverse()), END)
        always: set[str] = set()
        ahead = [step for step, degree in self.order.in_degree() if degree == 0]
        while ahead:
            step = ahead.pop()
            if step in always or step == END:
                continue
            always.add(step)
            ahead.append(after.get(step, END))
            if not self.chooses(step):
                ahead += self.order.successors(step)
        return frozenset(always - passed)

    def chooses(self, step: str) -> bool:
        """Whether one of the ways on from a step has a condition."""
        return _chooses(self.order, step)


def _chooses(order: nx.DiGraph[str], step: str) -> bool:
    return any(order.edges[step, way].get("condition") for way in order.successors(step))


def plan(graph: Graph, course: Course, assumed: Mapping[str, float] | None = None) -> Plan:
    """A route with its gates.

    Parameters
    ----------
    graph
        The projection.
    course
        The route.
    assumed
        Meetings a year by body, which go before what the data say.
    """
    if assumed:
        return _plan(graph, course, assumed)
    return kept(graph, ("plan", course.route), lambda: _plan(graph, course, None))


def _plan(graph: Graph, course: Course, assumed: Mapping[str, float] | None) -> Plan:
    order: nx.DiGraph[str] = nx.DiGraph()
    order.add_nodes_from(stop.step for stop in course.stops)
    for stop in course.stops:
        order.add_edges_from((stop.step, way.target, {"condition": way.attributes.get("condition")}) for way in stop.next)
    by_number = not order.number_of_edges() and len(course.stops) > 1
    if by_number:
        nx.add_path(order, [stop.step for stop in course.stops])
    back = []
    while not nx.is_directed_acyclic_graph(order):
        ring = nx.find_cycle(order)
        place = {stop.step: i for i, stop in enumerate(course.stops)}
        way = min(ring, key=lambda edge: (order.edges[edge[:2]].get("condition") is None, place[edge[1]] - place[edge[0]]))
        back.append((way[0], way[1]))
        order.remove_edge(way[0], way[1])
    gates = {stop.step: _gate(graph, stop, assumed) for stop in course.stops}
    return Plan(course, gates, order, tuple(back), by_number)


def _gate(graph: Graph, stop: Stop, assumed: Mapping[str, float] | None) -> Gate:
    attributes = graph.nodes[stop.step]
    bodies = [edge.target for edge in stop.at if graph.nodes[edge.target]["label"] == "Body"]
    rhythms: tuple[Rhythm, ...] = ()
    if attributes["action"] not in NO_MEETING:
        rhythms = tuple(rhythm(graph, body, assumed) for body in bodies)
        if attributes["action"] == StepAction.PREPARE:  # who meets not, works on it
            rhythms = tuple(each for each in rhythms if each.a_year)
    return Gate(
        stop=stop,
        rhythms=rhythms,
        lacks_body=not stop.at and attributes["action"] not in NO_MEETING,
        least=float(attributes.get("days_min") or 0),
        may_be_passed=bool(attributes.get("optional") or attributes.get("condition")),
        mode=AtMode(attributes["at_mode"]) if attributes.get("at_mode") else None,
    )


def waits(rhythms: Sequence[Rhythm]) -> tuple[durations.Sawtooth, ...]:
    """The waits for meetings of bodies: those with dates together, since these fall on days that hang together; others apart."""
    known = [each for each in rhythms if each.a_year and each.of]
    dated = [each.days for each in known if each.basis == "dates"]
    joint = durations.until_all(dated) if dated else None
    apart = [each for each in known if each.basis != "dates" or joint is None]
    return (*([joint] if joint else []), *(durations.every(YEAR / (each.a_year or 1), each.of or 1) for each in apart))


def _before(gates: Mapping[str, Gate], order: nx.DiGraph[str], step: str) -> frozenset[str]:
    """The bodies of the one step before."""
    ways = list(order.predecessors(step))
    return frozenset(each.body for each in gates[ways[0]].rhythms) if len(ways) == 1 else frozenset()


def _chosen(gate: Gate, *, short: bool, before: frozenset[str]) -> tuple[Rhythm, ...]:
    """The bodies that one waits for: all, or one of them where one will do."""
    known = [each for each in gate.rhythms if each.wait is not None]
    if len(known) < 2 or gate.mode == AtMode.ALL or (gate.mode is None and not short):
        return tuple(known)
    if short:
        return (min(known, key=lambda each: (each.body not in before, _whole_wait(each), each.body)),)
    return (max(known, key=lambda each: (_whole_wait(each), each.body)),)


def _whole_wait(each: Rhythm) -> float:
    """The wait until all bodies that a record stands for have met: of n bodies on average n of n + 1 parts of the time between two."""
    n = each.of or 1
    return (each.wait or 0.0) * 2 * n / (n + 1)


def without_steps(order: nx.DiGraph[str], steps: Iterable[str]) -> nx.DiGraph[str]:
    """The same order without some steps: what came before each goes on to what came after it."""
    rest = nx.DiGraph(order)
    for step in steps:
        rest.add_edges_from((before, after) for before in list(rest.predecessors(step)) for after in list(rest.successors(step)))
        rest.remove_node(step)
    return rest


def _shortest(order: nx.DiGraph[str], spans: Mapping[str, Span]) -> nx.DiGraph[str]:
    """The order with, of every choice, only the branch that takes least."""
    left: dict[str, float] = {}
    rest = nx.DiGraph(order)
    for step in reversed(list(nx.lexicographical_topological_sort(order))):
        ways = list(order.successors(step))
        if len(ways) > 1 and _chooses(order, step):
            best = min(ways, key=lambda way: (left[way], way))
            rest.remove_edges_from([(step, way) for way in ways if way != best])
            ways = [best]
        left[step] = durations.mean(spans[step].masses) + max((left[way] for way in ways), default=0.0)
    starts = [step for step, degree in order.in_degree() if degree == 0]
    reached = set(starts).union(*(nx.descendants(rest, start) for start in starts))
    return nx.DiGraph(rest.subgraph(reached))


def beside(network: Network, first: str, second: str) -> Network:
    """The same way with two steps, of which the second follows on the first alone, beside each other."""
    order = nx.DiGraph(network.order)
    before, after = list(order.predecessors(first)), list(order.successors(second))
    order.remove_edge(first, second)
    order.add_edges_from((way, second) for way in before)
    order.add_edges_from((first, way) for way in after)
    return Network(order, network.spans)


def merged(network: Network, first: str, second: str) -> Network:
    """The same way with two steps taken in one meeting: that of the body that one waits longest for."""
    longer = max((network.spans[first], network.spans[second]), key=lambda span: durations.mean(span.masses))
    spans = {**network.spans, first: longer, second: Span((), 0.0)}
    return Network(network.order, spans)
