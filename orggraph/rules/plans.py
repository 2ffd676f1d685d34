"""What a route plans: its steps, where each is taken, which comes before which, with how many days and by which day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import networkx as nx

from orggraph.graph import reading
from orggraph.i18n import T, Text
from orggraph.model.terms import OrganizationKind, StepAction
from orggraph.rules.needs import Lack, Need, day_words, names
from orggraph.rules.scope import Scope


class Plan:
    """One route as it is planned."""

    def __init__(self, scope: Scope, route: str) -> None:
        self.scope = scope
        self.has = {edge.target: edge for edge in reading.out(scope.graph, route, "HAS_STEP")}
        self.order: nx.DiGraph[str] = nx.DiGraph()
        self.order.add_nodes_from(self.has)
        for step in self.has:
            self.order.add_edges_from((step, edge.target) for edge in reading.out(scope.graph, step, "NEXT") if edge.target in self.has)

    def lacks(self, need: Need) -> Iterator[Lack]:
        """Where the plan departs from one step that is asked."""
        steps = self.taken(need.actions)
        if need.at:
            steps, lack = self.at_councils(steps, need.what) if need.at == "councils" else self.at_province(steps, need.what)
            yield from lack
        elif not steps:
            yield Lack(T("no step “{what}”", what=need.what))
        if steps and need.before:
            yield from self.before(steps, need)
        if steps and need.by:
            yield from self.by(steps, need.by, need.what)
        if need.within:
            yield from self.within(steps, need.after, need.within)

    def taken(self, actions: Sequence[StepAction]) -> list[str]:
        """The steps by one of these actions."""
        return [step for step in self.has if self.scope.graph.nodes[step].get("action") in actions]

    def reached(self, step: str) -> set[str]:
        """Where a step is taken, and to whom it is addressed."""
        return {edge.target for kind in ("AT", "ADDRESSED_TO") for edge in reading.out(self.scope.graph, step, kind)}

    def at_councils(self, steps: list[str], what: Text) -> tuple[list[str], list[Lack]]:
        """The steps at councils, and the councils without one."""
        councils = self.scope.councils
        reached = {step: self.reached(step) for step in steps}
        there = [step for step in steps if any(nodes & reached[step] for nodes in councils.values())]
        without = [town for town, nodes in councils.items() if not any(nodes & reached[step] for step in steps)]
        if not councils:  # whose councils they are is not stated
            return [step for step in steps if any(self.scope.graph.nodes[node].get("kind") == "council" for node in reached[step])], []
        statement = T(
            "{n} of {m} councils without a step “{what}” ({names})",
            n=len(without),
            m=len(councils),
            what=what,
            names=[self.scope.name(town) for town in without],
        )
        return there, [Lack(statement)] if without else []

    def at_province(self, steps: list[str], what: Text) -> tuple[list[str], list[Lack]]:
        """The steps at a province; a lack where there is none."""
        nodes = self.scope.graph.nodes
        there = [step for step in steps if any(nodes[place].get("kind") == OrganizationKind.PROVINCE for place in self.reached(step))]
        return there, [] if there else [Lack(T("no step “{what}” to the province", what=what))]

    def before(self, steps: list[str], need: Need) -> Iterator[Lack]:
        """Whether each step comes before one of the others, and by how many days."""
        others = self.taken(need.before)
        then = names(need.before)
        if not others:
            yield Lack(T("no step “{what}”", what=then))
            return
        for step in steps:
            name = self.scope.name(step)
            later = [other for other in others if self.precedes(step, other)]
            if not later:
                earlier = [other for other in others if self.precedes(other, step)]
                edges = tuple(self.has[stop] for stop in (step, *earlier))
                statement = T("{step} does not come before “{then}”", step=name, then=then)
                yield (
                    Lack(statement, edges, absent=False)
                    if earlier
                    else Lack(T("not stated in which order {step} and “{then}” come", step=name, then=then))
                )
            elif need.days:
                yield from self.days(step, later, need.days)

    def days(self, step: str, later: Sequence[str], least: int) -> Iterator[Lack]:
        """Whether enough days lie between a step and the first that it must precede."""
        ways = [nx.shortest_path(self.order, step, other) for other in later if nx.has_path(self.order, step, other)]
        between = min(ways, key=len)[:-1] if ways else [step]
        stated = [self.scope.graph.nodes[stop].get("days_min") for stop in between]
        name, total = self.scope.name(step), sum(days or 0 for days in stated)
        if stated[0] is None and total < least:  # what the later steps take says nothing of the time that this one gives
            yield Lack(T("not stated how many days after {step}", step=name))
        elif total < least:
            statement = T(
                "{n} days after {step} where {asked} are asked for: {short} short", n=total, step=name, asked=least, short=least - total
            )
            yield Lack(statement, tuple(self.has[stop] for stop in between), absent=False)

    def by(self, steps: list[str], limit: str, what: Text) -> Iterator[Lack]:
        """Whether each step is planned by a day of the year."""
        for step in steps:
            day = self.scope.graph.nodes[step].get("by")
            if day is None:
                yield Lack(T("not stated by which day “{what}”", what=what))
            elif day > limit:
                statement = T(
                    "{step} by {day} where {limit} is asked for", step=self.scope.name(step), day=day_words(day), limit=day_words(limit)
                )
                yield Lack(statement, (self.has[step],), absent=False)

    def within(self, steps: list[str], after: Sequence[StepAction], most: int) -> Iterator[Lack]:
        """Whether a step follows another in time, by the days on that other or on the step; none stated: nothing says that it does not."""
        nodes, then = self.scope.graph.nodes, names(tuple(after))
        for step in steps:
            ways = [nx.shortest_path(self.order, other, step) for other in self.taken(after) if nx.has_path(self.order, other, step)]
            way = min(ways, key=len, default=[])
            days = max(sum(nodes[stop].get("days_min") or 0 for stop in part) for part in (way[1:], way[:-1]))
            if days > most:
                statement = T(
                    "{n} days from “{then}” to {step} where at most {most} are asked for",
                    n=days,
                    then=then,
                    step=self.scope.name(step),
                    most=most,
                )
                yield Lack(statement, tuple(self.has[stop] for stop in way), absent=False)

    def precedes(self, step: str, other: str) -> bool:
        """Whether one step comes before another: by what follows what, else by their numbers."""
        if nx.has_path(self.order, step, other):
            return True
        nodes = self.scope.graph.nodes
        here, there = nodes[step].get("number"), nodes[other].get("number")
        return self.order.number_of_edges() == 0 and here is not None and there is not None and here < there
