"""Routes of products and decisions: their steps, order and days, and who adopts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal, NamedTuple

import networkx as nx
from pydantic import BaseModel, ConfigDict, Field, model_validator

from orggraph.errors import Misfit
from orggraph.graph import edges_by_type, neighbours, reading
from orggraph.graph.edges import Edge
from orggraph.i18n import T, Text
from orggraph.model.dates import DayOfYear
from orggraph.model.terms import BodyKind, MandateKind, OrganizationKind, PowerAct, StepAction
from orggraph.rules.schema import Rule, Words
from orggraph.rules.scope import Hit, Pattern, Scope


class Need(BaseModel):
    """A step that a route has: by one of these actions, at whom, before which other step, how long before, by which day."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    actions: Annotated[tuple[StepAction, ...], Field(min_length=1)]
    at: Literal["councils", "province"] | None = None
    before: tuple[StepAction, ...] = ()
    days: Annotated[int, Field(ge=1)] | None = Field(None, description="Days from this step to the one that it comes before")
    by: DayOfYear | None = None
    after: tuple[StepAction, ...] = ()
    within: Annotated[int, Field(ge=1)] | None = Field(None, description="Days at most from the step that it comes after to this one")

    @model_validator(mode="after")
    def _measures(self) -> Need:
        if self.days and not self.before:
            raise Misfit(T("days need the step that it comes before"))
        if bool(self.within) != bool(self.after):
            raise Misfit(T("within and after go together"))
        return self


class RouteStepsParams(BaseModel):
    """Which routes (for products of some kinds, for designated decisions, for the arrangement itself), and their steps."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    what: Words
    products: tuple[str, ...] = ()
    designated: bool = Field(False, description="Routes for which the arrangement asks a view of the councils")
    arrangement: bool = Field(False, description="Routes of the arrangement itself, as a draft")
    needed: bool = Field(False, description="Whether there must be such a route")
    steps: Annotated[tuple[Need, ...], Field(min_length=1)]


class Lack(NamedTuple):
    """Where a route departs from what is asked: in words; the facts; and whether it is only not found."""

    said: Text
    edges: tuple[Edge, ...] = ()
    absent: bool = True


def route_steps(scope: Scope, params: RouteStepsParams, _rule: Rule) -> Iterator[Hit]:
    """The steps of a route, their order, days and dates: fires where a step is too late, too short or in the wrong order.

    A route is looked at for what travels it. What is stated otherwise than asked stands by itself; a step, order or date that
    is not in the data is something that was not found.

    One hit for each route that is stated to differ; one for the arrangement with all that was not found.
    """
    routes = [route for route in reading.labelled(scope.graph, scope.dataset, "Route") if _asked(scope, params, route)]
    lacks = {route: [lack for need in params.steps for lack in _Route(scope, route).lacks(need)] for route in routes}
    stated = {route: found for route, some in lacks.items() if (found := [lack for lack in some if not lack.absent])}
    silent = {route: some for route, some in lacks.items() if some and route not in stated}
    what, name, whole = params.what.texts, scope.name(scope.id), len(params.steps)
    for route, some in stated.items():
        edges = tuple(edge for lack in some for edge in lack.edges)
        said = T("{route}, {what}: {lacks}.", route=scope.name(route), what=what, lacks=[lack.said for lack in some])
        yield Hit((route,), said, edges, value=len(some), denominator=whole, unit="steps", certain=scope.certain(*edges))
    if silent:
        open_ = [T("{route}: {lacks}", route=scope.name(route), lacks=[lack.said for lack in some]) for route, some in silent.items()]
        said = T("For {what} of {arrangement} the data leave open: {lacks}.", what=what, arrangement=name, lacks=open_)
        yield Hit((scope.id,), said, nodes=tuple(silent), value=len(silent), denominator=len(routes), unit="routes", absent=True)
    elif params.needed and not routes:
        said = T("The data hold no route for {what} of {arrangement}.", what=what, arrangement=name)
        yield Hit((scope.id,), said, value=0, denominator=1, unit="routes", absent=True)


def _asked(scope: Scope, params: RouteStepsParams, route: str) -> bool:
    nodes = scope.graph.nodes
    if not reading.live(nodes[route]):
        return False
    of = {edge.target for edge in reading.out(scope.graph, route, "ROUTE_OF")}
    if of and not of & {scope.id, *scope.cooperations}:
        return False
    if params.designated:
        return bool(nodes[route].get("view_required"))
    travels = [edge.target for edge in neighbours(scope.graph, route, "ROUTE_FOR")]
    if params.arrangement:
        return scope.id in travels
    return any(nodes[one]["label"] == "Product" and nodes[one].get("kind") in params.products for one in travels)


class _Route:
    """One route: its steps, where each is taken, and which comes before which."""

    def __init__(self, scope: Scope, route: str) -> None:
        self.scope = scope
        self.has = {edge.target: edge for edge in reading.out(scope.graph, route, "HAS_STEP")}
        self.order: nx.DiGraph[str] = nx.DiGraph()
        self.order.add_nodes_from(self.has)
        for step in self.has:
            self.order.add_edges_from((step, edge.target) for edge in reading.out(scope.graph, step, "NEXT") if edge.target in self.has)

    def lacks(self, need: Need) -> Iterator[Lack]:
        """Where the route departs from one step that is asked."""
        steps = self.taken(need.actions)
        what = T("{actions}", actions=[action.names for action in need.actions])
        if need.at:
            steps, lack = self.at_councils(steps, what) if need.at == "councils" else self.at_province(steps, what)
            yield from lack
        elif not steps:
            yield Lack(T("no step “{what}”", what=what))
        if steps and need.before:
            yield from self.before(steps, need)
        if steps and need.by:
            yield from self.by(steps, need.by, what)
        if need.within:
            yield from self.within(steps, need.after, need.within)

    def taken(self, actions: Sequence[StepAction]) -> list[str]:
        return [step for step in self.has if self.scope.graph.nodes[step].get("action") in actions]

    def at_councils(self, steps: list[str], what: Text) -> tuple[list[str], list[Lack]]:
        councils = self.scope.councils
        reached = {step: {edge.target for edge in reading.out(self.scope.graph, step, "AT")} for step in steps}
        there = [step for step in steps if any(nodes & reached[step] for nodes in councils.values())]
        without = [town for town, nodes in councils.items() if not any(nodes & reached[step] for step in steps)]
        if not councils:  # whose councils they are is not stated
            return [step for step in steps if any(self.scope.graph.nodes[node].get("kind") == "council" for node in reached[step])], []
        said = T("{n} of {m} councils without a step “{what}”", n=len(without), m=len(councils), what=what)
        return there, [Lack(said)] if without else []

    def at_province(self, steps: list[str], what: Text) -> tuple[list[str], list[Lack]]:
        nodes = self.scope.graph.nodes
        there = [
            step
            for step in steps
            if any(nodes[edge.target].get("kind") == OrganizationKind.PROVINCE for edge in reading.out(self.scope.graph, step, "AT"))
        ]
        return there, [] if there else [Lack(T("no step “{what}” to the province", what=what))]

    def before(self, steps: list[str], need: Need) -> Iterator[Lack]:
        """Whether each step comes before one of the others, and by how many days."""
        others = self.taken(need.before)
        then = T("{actions}", actions=[action.names for action in need.before])
        if not others:
            yield Lack(T("no step “{what}”", what=then))
            return
        for step in steps:
            name = self.scope.name(step)
            later = [other for other in others if self.precedes(step, other)]
            if not later:
                earlier = [other for other in others if self.precedes(other, step)]
                edges = tuple(self.has[one] for one in (step, *earlier))
                said = T("{step} does not come before “{then}”", step=name, then=then)
                yield Lack(said, edges, absent=False) if earlier else Lack(T("the order of {step} and “{then}”", step=name, then=then))
            elif need.days:
                yield from self.days(step, later, need.days)

    def days(self, step: str, later: Sequence[str], asked: int) -> Iterator[Lack]:
        """Whether enough days lie between a step and the first that it must precede."""
        ways = [nx.shortest_path(self.order, step, other) for other in later if nx.has_path(self.order, step, other)]
        between = min(ways, key=len)[:-1] if ways else [step]
        stated = [self.scope.graph.nodes[one].get("days_min") for one in between]
        name, total = self.scope.name(step), sum(days or 0 for days in stated)
        if stated[0] is None and total < asked:  # what the later steps take says nothing of the time that this one gives
            yield Lack(T("how many days after {step}", step=name))
        elif total < asked:
            said = T("{n} days after {step} where {asked} are asked for", n=total, step=name, asked=asked)
            yield Lack(said, tuple(self.has[one] for one in between), absent=False)

    def by(self, steps: list[str], limit: str, what: Text) -> Iterator[Lack]:
        for step in steps:
            day = self.scope.graph.nodes[step].get("by")
            if day is None:
                yield Lack(T("by which day “{what}”", what=what))
            elif day > limit:
                said = T("{step} by {day} where {limit} is asked for", step=self.scope.name(step), day=_day(day), limit=_day(limit))
                yield Lack(said, (self.has[step],), absent=False)

    def within(self, steps: list[str], after: Sequence[StepAction], most: int) -> Iterator[Lack]:
        """Whether a step follows another in time; where no days are stated, nothing says that it does not."""
        then = T("{actions}", actions=[action.names for action in after])
        for step in steps:
            ways = [nx.shortest_path(self.order, one, step)[1:] for one in self.taken(after) if nx.has_path(self.order, one, step)]
            way = min(ways, key=len, default=[])
            days = sum(self.scope.graph.nodes[one].get("days_min") or 0 for one in way)
            if days > most:
                said = T("{n} days from “{then}” to {step} where at most {most} are asked for",
                         n=days, then=then, step=self.scope.name(step), most=most)  # fmt: skip
                yield Lack(said, tuple(self.has[one] for one in way), absent=False)

    def precedes(self, step: str, other: str) -> bool:
        """Whether one step comes before another: by what follows what, else by their numbers."""
        if nx.has_path(self.order, step, other):
            return True
        nodes = self.scope.graph.nodes
        here, there = nodes[step].get("number"), nodes[other].get("number")
        return self.order.number_of_edges() == 0 and here is not None and there is not None and here < there


def _day(day: str) -> str:
    """A day of the year as both languages read it: 15-9."""
    month, number = day.split("-")
    return f"{int(number)}-{int(month)}"


ROUTE_STEPS = Pattern("route_steps", RouteStepsParams, "arrangement", route_steps)


class AdoptedByParams(BaseModel):
    """Kinds of product, the kind of body that adopts them, and the acts that it may not hand over by these kinds of authority."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    products: Annotated[tuple[str, ...], Field(min_length=1)]
    by: BodyKind
    acts: tuple[PowerAct, ...] = ()
    kinds: tuple[MandateKind, ...] = (MandateKind.DELEGATION,)


def adopted_by(scope: Scope, params: AdoptedByParams, _rule: Rule) -> Iterator[Hit]:
    """Who adopts a product: fires where a body of the cooperation other than the one entitled does, or was given the power.

    One hit for each product that another body adopts, and for each authority by which another body may.
    """
    nodes = scope.graph.nodes
    others = set(scope.bodies()) - set(scope.bodies(params.by))
    for edge in edges_by_type(scope.graph, "ADOPTED_BY"):
        if edge.target in others and reading.live(edge.attributes) and nodes[edge.source].get("kind") in params.products:
            said = T("{product} is adopted by {body}.", product=scope.name(edge.source), body=scope.name(edge.target))
            yield Hit(
                (edge.source,), said, (edge,), object=edge.target, value=1, denominator=1, unit="products", certain=scope.certain(edge)
            )
    for edge in edges_by_type(scope.graph, "GRANTED_TO"):
        power = nodes[edge.source]
        if (
            edge.target in others
            and reading.live(edge.attributes)
            and power.get("act") in params.acts
            and power.get("kind") in params.kinds
        ):
            said = T("{power} gives {body} this power: {act}.", power=scope.name(edge.source), body=scope.name(edge.target),
                     act=PowerAct(power["act"]).names)  # fmt: skip
            yield Hit((edge.source,), said, (edge,), object=edge.target, value=1, denominator=1, unit="powers", certain=scope.certain(edge))


ADOPTED_BY = Pattern("adopted_by", AdoptedByParams, "arrangement", adopted_by)
