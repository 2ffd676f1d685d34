"""The year of budget, accounts, frames and amendments: each route counted back from the days that the law of that year sets.

Counted back from the last day that is known, of each step the latest possible day: its own day of the year, the day of the law,
the first of what comes after it less the days that must lie between, and, where its body decides or gives a view, the last
dated meeting of that body up to then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, cast

import networkx as nx

from orggraph.graph import Graph, provenance
from orggraph.graph.courses import Course, courses
from orggraph.graph.datasets import datasets_of
from orggraph.graph.meetings import meetings
from orggraph.graph.standing import NOT_FORMER, edges
from orggraph.graph.timing import Plan, plan
from orggraph.model.dates import first_day
from orggraph.model.terms import BodyKind, OrganizationKind, ProductKind, StepAction
from orggraph.rules.files import RuleBase
from orggraph.rules.needs import Need
from orggraph.rules.schema import Rule

DAY = timedelta(days=1)
ROUND = 400
"""Days before the last step within which a round of a year falls."""
IN_MEETING = frozenset({StepAction.DECIDE, StepAction.RATIFY, StepAction.SUBMIT_VIEW, StepAction.CONSENT})
"""What is taken in a meeting on a day that counts here. Preparing, offering and replying may be done between meetings."""
KINDS = frozenset(kind.value for kind in ProductKind)


@dataclass(frozen=True)
class Milestone:
    """A step of a round, and the latest day on which it is possible."""

    step: str
    latest: date
    """The latest day; of what is taken in a meeting, that of the meeting (the earliest, where several bodies must)."""
    limit: date
    """The day up to which it may be, before any meeting is looked up."""
    stated: date | None
    """The day that the route itself names."""
    sittings: tuple[tuple[str, date, str], ...] = ()
    """Body, day and meeting."""
    without: tuple[str, ...] = ()
    """Bodies that have dated meetings, and none that fits."""
    undated: tuple[str, ...] = ()
    """Bodies without any dated meeting in this round."""
    rules: tuple[Rule, ...] = ()
    """The rules of law that set its day."""

    @property
    def slack(self) -> int | None:
        """Days between the day that the route names and the latest one; below zero: it comes too late.

        None: the route names none, or a meeting before that day takes it.
        """
        return (self.latest - self.stated).days if self.stated and not self.sittings else None


@dataclass(frozen=True)
class Round:
    """One product in one year, counted back."""

    product: str
    course: Course
    timed: Plan
    milestones: tuple[Milestone, ...]
    """In the order of the route."""

    @property
    def year(self) -> int:
        """The year in which it is decided."""
        return self.milestones[-1].latest.year

    def of(self, *actions: StepAction) -> tuple[Milestone, ...]:
        """The milestones of these actions."""
        return tuple(stone for stone in self.milestones if self.timed.gates[stone.step].stop.action in actions)


@dataclass
class _Counting:
    """What is known while one route is counted back."""

    graph: Graph
    timed: Plan
    needs: Sequence[tuple[Rule, Need]]
    on: date
    stones: dict[str, Milestone] = field(default_factory=dict)

    def action(self, step: str) -> str:
        return self.timed.gates[step].stop.action

    def days_of_year(self, step: str) -> dict[str, tuple[Rule, ...]]:
        """The days of the year on a step, each with the rules that set it; none for the route's own."""
        days: dict[str, tuple[Rule, ...]] = {}
        if by := self.graph.nodes[step].get("by"):
            days[by] = ()
        for rule, need in self.needs:
            if need.by and self.action(step) in need.actions and self.at(step, need):
                days[need.by] = (*days.get(need.by, ()), rule)
        return days

    def at(self, step: str, need: Need) -> bool:
        """Whether a step is at whom a need asks for."""
        stop = self.timed.gates[step].stop
        kinds = {self.graph.nodes[edge.target].get("kind") for edge in (*stop.at, *stop.addressed)}
        wanted = {"councils": BodyKind.COUNCIL.value, "province": OrganizationKind.PROVINCE.value, None: None}[need.at]
        return wanted is None or wanted in kinds

    def between(self, step: str) -> Iterator[tuple[str, int, tuple[Rule, ...]]]:
        """The later steps before which so many days must lie after a step, by the route or by law."""
        reached = nx.descendants(cast(Any, self.timed.order), step)
        after = [later for later in nx.lexicographical_topological_sort(self.timed.order) if later in reached]
        own = int(self.timed.gates[step].least)
        if own and self.action(step) == StepAction.SEND:
            yield from ((later, own, ()) for later in self._first(after, (StepAction.PROPOSE, StepAction.DECIDE)))
        elif own:
            yield from ((later, own, ()) for later in self.timed.order.successors(step))
        for rule, need in self.needs:
            if need.days and need.before and self.action(step) in need.actions and self.at(step, need):
                yield from ((later, need.days, (rule,)) for later in self._first(after, need.before))

    def _first(self, steps: Sequence[str], actions: Iterable[str]) -> list[str]:
        wanted = set(actions)
        return [step for step in steps if self.action(step) in wanted][:1]

    def count(self) -> None:
        """Work out the milestones, the last first."""
        order = list(nx.lexicographical_topological_sort(self.timed.order, key=lambda step: list(self.timed.gates).index(step)))
        anchors = [step for step in order if self.days_of_year(step)]
        if not anchors:
            return
        anchor = anchors[-1]
        end = min(_next(day, self.on) for day in self.days_of_year(anchor))
        for step in reversed(order[: order.index(anchor) + 1]):  # what comes after the last day that is known has none
            self.stones[step] = self._stone(step, end if step == anchor else None)

    def _stone(self, step: str, end: date | None) -> Milestone:
        last = [self.stones[later].latest for later in self.timed.order.successors(step) if later in self.stones]
        limits: list[tuple[date, tuple[Rule, ...]]] = [(day, ()) for day in last]
        limits += [
            (self.stones[later].latest - timedelta(days=days), rules) for later, days, rules in self.between(step) if later in self.stones
        ]
        near = end or min((day for day, _ in limits), default=self.on + timedelta(days=ROUND))
        dated = {_nearest(day, near): rules for day, rules in self.days_of_year(step).items()}
        stated = next((day for day, rules in dated.items() if not rules), None)
        limits += [(day, rules) for day, rules in dated.items() if rules or day <= near]
        limit, _ = min(limits or [(near, ())], key=lambda each: each[0])
        rules = tuple(rule for day, setting in limits if day == limit for rule in setting)
        if self.action(step) not in IN_MEETING:
            return Milestone(step, limit, limit, stated, rules=rules)
        return self._met(step, limit, stated, rules)

    def _met(self, step: str, limit: date, stated: date | None, rules: tuple[Rule, ...]) -> Milestone:
        """A milestone of what is taken in a meeting."""
        after = [later for later in self.timed.order.successors(step) if later in self.stones and self.action(later) in IN_MEETING]
        before = [self.stones[later].latest for later in after]
        limit = min([limit, *(day - DAY for day in before)])
        bodies = [edge.target for edge in self.timed.gates[step].stop.at if self.graph.nodes[edge.target]["label"] == "Body"]
        sittings, without, undated = [], [], []
        for body in bodies:
            every = meetings(self.graph, body)
            fit = [meeting for meeting in every if limit - timedelta(days=ROUND // 2) <= meeting.day <= limit]
            near = [meeting for meeting in every if abs((meeting.day - limit).days) <= ROUND // 2]
            if fit:
                sittings.append((body, fit[-1].day, fit[-1].node))
            elif near:
                without.append(body)
            else:
                undated.append(body)
        latest = min([day for _, day, _ in sittings], default=limit)
        return Milestone(step, latest, limit, stated, tuple(sittings), tuple(without), tuple(undated), rules)


def _next(day: str, on: date) -> date:
    """The next such day of a year, on or after a day."""
    same = date.fromisoformat(f"{on.year}-{day}")
    return same if same >= on else date.fromisoformat(f"{on.year + 1}-{day}")


def _nearest(day: str, near: date) -> date:
    """Of the years around a day the one in which a day of the year falls nearest to it."""
    years = [date.fromisoformat(f"{year}-{day}") for year in (near.year - 1, near.year, near.year + 1)]
    return min(years, key=lambda each: (abs((each - near).days), each))


def rounds(graph: Graph, base: RuleBase) -> list[Round]:
    """The next round of each product of planning and control that has a route with a day in it, by route.

    Parameters
    ----------
    graph
        The projection.
    base
        The rules: of those on the steps of a route, the text that holds on the day asked.
    """
    answers: list[Round] = []
    for course in courses(graph):
        for purpose in course.purposes:
            attributes = graph.nodes[purpose.node]
            if attributes["label"] != "Product" or attributes.get("kind") not in KINDS or not course.stops:
                continue
            on = first_day(provenance(graph).on.get(datasets_of(attributes)[0]) or date.today().isoformat())
            timed = plan(graph, course)
            counting = _Counting(graph, timed, list(_needs(graph, base, course, attributes["kind"], on)), on)
            counting.count()
            if counting.stones:
                answers.append(
                    Round(purpose.node, course, timed, tuple(counting.stones[step] for step in timed.gates if step in counting.stones))
                )
    return answers


def _needs(graph: Graph, base: RuleBase, course: Course, kind: str, on: date) -> Iterator[tuple[Rule, Need]]:
    """What the law of a day asks of the route of a product, by the form of the arrangement whose route it is."""
    arrangements = [_arrangement(graph, edge.target) for edge in course.of]
    for arrangement in filter(None, arrangements):
        attributes = graph.nodes[arrangement]
        for rule in base.rules.values():
            if rule.pattern != "route_steps":
                continue
            for text in rule.texts_between(on, on, attributes.get("start_date")):
                if kind in text.params.get("products", ()) and (not text.forms or attributes.get("form") in text.forms):
                    yield from ((text, Need.model_validate(need)) for need in text.params["steps"])


def _arrangement(graph: Graph, node: str) -> str | None:
    if graph.nodes[node]["label"] == "Arrangement":
        return node
    return next((edge.target for edge in edges(graph, node, "GOVERNED_BY", NOT_FORMER)), None)


def by_body(answers: Iterable[Round]) -> Mapping[str, list[tuple[Round, Milestone, date, str]]]:
    """The sittings of all rounds by body: the round, its milestone, the day and the meeting."""
    bodies: dict[str, list[tuple[Round, Milestone, date, str]]] = {}
    for answer in answers:
        for stone in answer.milestones:
            for body, day, meeting in stone.sittings:
                bodies.setdefault(body, []).append((answer, stone, day, meeting))
    return bodies
