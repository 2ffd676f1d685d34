"""Where a decision or product is on its route: which steps are taken by what the records show, what comes next, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import networkx as nx

from orggraph.graph import Graph
from orggraph.graph.courses import Course, courses
from orggraph.graph.datasets import first_names, quoted
from orggraph.graph.meetings import YEAR
from orggraph.graph.standing import ACTUAL, NOT_FORMER, edges, has
from orggraph.graph.timing import Plan, plan
from orggraph.i18n import T, Text
from orggraph.model.dates import is_day, last_day
from orggraph.views.proposals import Schedule, schedule


@dataclass(frozen=True)
class Sign:
    """What shows that a step was taken on a day, or is to be: an act, a meeting, an item on an agenda, a decision."""

    step: str
    day: date
    node: str


@dataclass(frozen=True)
class Whereabouts:
    """Where something is on a route, on the day asked."""

    what: str
    course: Course
    on: date
    signs: tuple[Sign, ...]
    """In order of day; those after the day asked are planned."""
    passed: frozenset[str]
    """Steps that are taken, or come before one that is."""
    now: tuple[str, ...]
    """Steps that come next; none: all are taken."""
    contradicting: tuple[tuple[Sign, Sign], ...]
    """Pairs of signs of which the step that comes first has the later day, one for each pair of steps."""
    rest: Schedule
    """The calendar of what is still to be done."""

    @property
    def last(self) -> Sign | None:
        """The last sign up to the day asked."""
        return max((sign for sign in self.signs if sign.day <= self.on), key=lambda sign: sign.day, default=None)


def whereabouts(graph: Graph, what: str, on: date, *, assumed: Mapping[str, float] | None = None) -> list[Whereabouts]:
    """Where a decision or product is on each of its routes.

    A step is taken when an act or the decision itself shows it, a meeting that is about the step, or an item on the agenda of a meeting
    of one of its bodies.
    An item does not show that a body decided: of a step that decides it only says when that is planned. What comes before a step that
    is taken counts as passed. Of a product that returns, only what is dated after its last decision counts.

    Parameters
    ----------
    graph
        The projection.
    what
        A decision that follows a route, a product or topic that a route is for, or a route itself.
    on
        The day asked.
    assumed
        Meetings a year by body.
    """
    return [_whereabouts(graph, what, course, on, assumed) for course in courses(graph) if is_of(course, what)]


def is_of(course: Course, what: str) -> bool:
    """Whether a route is this one, or one that a decision or product travels."""
    return what == course.route or any(purpose.node == what for purpose in course.purposes)


def _whereabouts(graph: Graph, what: str, course: Course, on: date, assumed: Mapping[str, float] | None) -> Whereabouts:
    timed = plan(graph, course, assumed)
    signs = _signs(graph, what, timed, on)
    done = {sign.step for sign in signs if sign.day <= on and _shows(graph, timed, sign)}
    passed = done.union(*(nx.ancestors(timed.order, step) for step in done))
    now = [step for step in timed.gates if step not in passed and passed.issuperset(timed.order.predecessors(step))]
    planned = {sign.step: sign.day for sign in signs if sign.day > on}
    rest = schedule(graph, timed, on, without=sorted(passed), planned=planned)
    return Whereabouts(what, course, on, tuple(signs), frozenset(passed), tuple(now), _contradicting(timed, signs), rest)


def _contradicting(timed: Plan, signs: Iterable[Sign]) -> tuple[tuple[Sign, Sign], ...]:
    first: dict[str, Sign] = {}
    for sign in signs:
        first.setdefault(sign.step, sign)
    pairs = [(first[step], first[later]) for step, later in nx.transitive_closure(timed.order).edges if {step, later} <= first.keys()]
    return tuple(pair for pair in pairs if pair[0].day > pair[1].day)


def _shows(graph: Graph, timed: Plan, sign: Sign) -> bool:
    """Whether a sign shows that the step was taken, and not only that it was on an agenda."""
    return graph.nodes[sign.node]["label"] != "AgendaItem" or not timed.gates[sign.step].stop.decides


def _signs(graph: Graph, what: str, timed: Plan, on: date) -> list[Sign]:
    """The signs that belong to this decision, or to the round of this product."""
    first, end = _round(graph, what, timed, on)
    about = [edge for node in _about(graph, what, timed) for edge in edges(graph, node, "ABOUT", NOT_FORMER, incoming=True)]
    records = dict.fromkeys(edge.source for edge in about)
    acts = [sign for node in records if graph.nodes[node]["label"] == "Act" for sign in _of_act(graph, node, timed)]
    items = _last_of_deciding(
        timed, [sign for node in records if graph.nodes[node]["label"] == "AgendaItem" for sign in _of_item(graph, node, timed)]
    )
    decisions = [
        sign
        for purpose in timed.course.purposes
        if graph.nodes[purpose.node]["label"] == "Decision" and (purpose.node == what or graph.nodes[what]["label"] != "Decision")
        for sign in _of_decision(graph, purpose.node, timed, on)
    ]
    sittings = [sign for step in timed.gates for sign in _of_meetings(graph, step)]
    every = [sign for sign in (*acts, *items, *decisions, *sittings) if first < sign.day <= end]
    before = _of_round_before(graph, what, timed)
    dated = dict.fromkeys(sign for sign in every if sign.day > on or (_shows(graph, timed, sign) and sign.step not in before))
    return sorted(dated, key=lambda sign: (sign.day, sign.step, sign.node))


def _last_of_deciding(timed: Plan, signs: Iterable[Sign]) -> list[Sign]:
    """Of a step that decides only the last item on an agenda: what is there before is for information, or a first reading."""
    ordered = sorted(signs, key=lambda sign: sign.day)
    last = {sign.step: sign for sign in ordered}
    return [sign for sign in ordered if not timed.gates[sign.step].stop.decides or sign == last[sign.step]]


def _of_round_before(graph: Graph, what: str, timed: Plan) -> frozenset[str]:
    """Of what returns, the steps that decide and those after them: where they were taken, that was the round before."""
    if graph.nodes[what]["label"] == "Decision":
        return frozenset()
    deciding = [step for step, gate in timed.gates.items() if gate.stop.decides]
    return frozenset(deciding).union(*(nx.descendants(timed.order, step) for step in deciding))


def _round(graph: Graph, what: str, timed: Plan, on: date) -> tuple[date, date]:
    """The days after which, and up to which, signs belong to this: a year before a decision, or since the last one on a product."""
    stated = graph.nodes[what].get("date")
    if graph.nodes[what]["label"] == "Decision" and stated:
        end = last_day(str(stated))
        return end - timedelta(days=YEAR), max(end, on) if end <= on else end + timedelta(days=YEAR)
    decided = [
        sign.day
        for purpose in timed.course.purposes
        if graph.nodes[purpose.node]["label"] == "Decision"
        for sign in _of_decision(graph, purpose.node, timed, on)
        if sign.day < on
    ]
    return max([on - timedelta(days=YEAR), *decided]), on + timedelta(days=YEAR)


def _about(graph: Graph, what: str, timed: Plan) -> list[str]:
    """The decision, and the products of its route with their parts: what acts and agenda items may be about."""
    products = [purpose.node for purpose in timed.course.purposes if graph.nodes[purpose.node]["label"] == "Product"]
    parts = [edge.source for product in products for edge in edges(graph, product, "PART_OF", NOT_FORMER, incoming=True)]
    return list(dict.fromkeys([what, *products, *parts]))


def _of_decision(graph: Graph, decision: str, timed: Plan, on: date) -> Iterator[Sign]:
    """That a decision was taken, at the last step that decides at who took it."""
    attributes = graph.nodes[decision]
    if not attributes.get("date") or not has(attributes, ACTUAL) or last_day(str(attributes["date"])) > on:
        return
    takers = {edge.target for edge in edges(graph, decision, "TAKEN_BY", NOT_FORMER)}
    deciding = [step for step, gate in timed.gates.items() if gate.stop.decides and takers & {edge.target for edge in gate.stop.at}]
    yield from (Sign(step, last_day(str(attributes["date"])), decision) for step in deciding[-1:])


def _of_act(graph: Graph, act: str, timed: Plan) -> Iterator[Sign]:
    """The step that an act carries out: as stated, else the one of its action that goes to the same bodies."""
    record = graph.nodes[act]
    if not is_day(record.get("date")):
        return
    own = [edge.target for edge in edges(graph, act, "ACT_OF", NOT_FORMER)]
    to = {edge.target for kind in ("ADDRESSED_TO", "DONE_BY") for edge in edges(graph, act, kind, NOT_FORMER)}
    sent = {edge.target for edge in edges(graph, act, "ADDRESSED_TO", NOT_FORMER)}
    like = [step for step, gate in timed.gates.items() if gate.stop.action == record["action"]]
    if len(like) > 1:
        like = [
            step
            for step in like
            if (sent or to) & {edge.target for edge in (*timed.gates[step].stop.addressed, *timed.gates[step].stop.at)}
        ]
    yield from (Sign(step, date.fromisoformat(record["date"]), act) for step in (own or like)[:1] if step in timed.gates)


def _of_meetings(graph: Graph, step: str) -> Iterator[Sign]:
    """The meetings that are about a step itself."""
    for edge in edges(graph, step, "ABOUT", NOT_FORMER, incoming=True):
        meeting = graph.nodes[edge.source]
        if meeting["label"] == "Meeting" and is_day(meeting.get("date")):
            yield Sign(step, date.fromisoformat(meeting["date"]), edge.source)


def _of_item(graph: Graph, item: str, timed: Plan) -> Iterator[Sign]:
    """The step that an item on an agenda is of: the last one that waits for a meeting of that body."""
    for edge in edges(graph, item, "ITEM_OF", NOT_FORMER):
        day = graph.nodes[edge.target].get("date")
        bodies = {way.target for way in edges(graph, edge.target, "MEETING_OF", NOT_FORMER)}
        steps = [step for step, gate in timed.gates.items() if gate.rhythms and bodies & {at.target for at in gate.stop.at}]
        yield from (Sign(step, date.fromisoformat(day), item) for step in steps[-1:] if is_day(day))


def in_words(graph: Graph, place: Whereabouts, written: Callable[[date], str] = date.isoformat) -> list[Text]:
    """Where something is, in sentences: what was done last, what comes next and when, and dates that contradict each other.

    ``written`` says how a day is written.
    """
    what, on = quoted(graph, place.what), written(place.on)
    texts = []
    if not place.now:
        texts.append(T("{what}: all steps are taken, on {on}.", what=what, on=on))
    else:
        texts.append(T("{what} is at {steps}, on {on}.", what=what, steps=first_names(graph, place.now), on=on))
    if place.last:
        day, node = written(place.last.day), quoted(graph, place.last.node)
        texts.append(T("Last: {step}, on {day}, as {node} shows.", step=quoted(graph, place.last.step), day=day, node=node))
    elif place.now:
        texts.append(T("No record shows that a step was taken: the calendar counts from the first step."))
    if place.rest.decided and place.now:
        texts.append(T("If all goes on from here, it is decided on {day}.", day=written(place.rest.decided)))
    for first, second in place.contradicting:
        text = T(
            "The dates contradict the route: {first} is dated {day}, and {second}, which comes after it, {other}.",
            first=quoted(graph, first.step),
            day=written(first.day),
            second=quoted(graph, second.step),
            other=written(second.day),
        )
        texts.append(text)
    return texts
