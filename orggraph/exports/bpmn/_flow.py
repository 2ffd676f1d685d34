"""A route as parts and ways: tasks, gateways and events in lanes, and the sequence between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from orggraph.graph import Graph
from orggraph.graph.courses import Course, Stop
from orggraph.graph.edges import Edge
from orggraph.i18n import Lang, T
from orggraph.model.nodes import Step
from orggraph.model.relationships import TYPES
from orggraph.model.terms import AtMode, StepAction, Term
from orggraph.model.titles import title_of

LONGEST = 45
"""So many characters stand beside a lane or an event; what is longer is its first name, and all of it is in the documentation."""


@dataclass(frozen=True)
class Part:
    """A task, gateway or event."""

    id: str
    tag: str
    name: str
    lane: int
    documentation: str = ""


@dataclass(frozen=True)
class Way:
    """From one part to the next."""

    id: str
    source: str
    target: str
    name: str = ""
    default: bool = False


@dataclass(frozen=True)
class Lane:
    """Who acts in the steps of a lane."""

    name: str
    documentation: str


@dataclass
class Flow:
    """A whole route."""

    key: str
    name: str
    lanes: list[Lane] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)

    def part(self, identity: str) -> Part:
        """The part of an id."""
        return next(part for part in self.parts if part.id == identity)

    def add(self, source: str, target: str, name: str = "", *, default: bool = False) -> None:
        """Add a way."""
        self.ways.append(Way(f"way-{len(self.ways)}", source, target, name, default))


def flow(graph: Graph, course: Course, lang: Lang) -> Flow:
    """The parts and ways of a route.

    Parameters
    ----------
    graph
        The projection that holds the route.
    course
        The route, with at least one step.
    lang
        The language of the words that are ours.
    """
    return _Making(graph, course, lang).made()


class _Making:
    """A flow while it is made."""

    def __init__(self, graph: Graph, course: Course, lang: Lang) -> None:
        self.graph, self.course, self.lang = graph, course, lang
        self.flow = Flow(_slug(course.route), str(graph.nodes[course.route]["name"]))
        self.lanes: dict[frozenset[str], int] = {}
        self.entries: dict[str, str] = {}
        self.exits: dict[str, str] = {}

    def made(self) -> Flow:
        for stop in self.course.stops:
            self._task(stop)
        for stop in self.course.stops:
            self._onward(stop)
        if any(stop.next for stop in self.course.stops):
            self._events()
        return self.flow

    def _task(self, stop: Stop) -> None:
        """The task, with the way round it where it is not always taken."""
        attributes = self.graph.nodes[stop.step]
        key, lane = _slug(stop.step), self._lane(stop)
        task = Part(f"step-{key}", "task", str(attributes["name"]), lane, self._documentation(stop))
        condition, optional = attributes.get("condition"), attributes.get("optional")
        leading = {way.attributes.get("condition") for other in self.course.stops for way in other.next if way.target == stop.step}
        if not optional and (not condition or leading == {condition}):  # a condition of every way that leads there stands on those
            self.flow.parts.append(task)
            self.entries[stop.step] = self.exits[stop.step] = task.id
            return
        words = str(condition or T("may be passed by").render(self.lang))
        before, after = f"before-{key}", f"after-{key}"
        self.flow.parts += [Part(before, "exclusiveGateway", "", lane), task, Part(after, "exclusiveGateway", "", lane)]
        self.flow.add(before, task.id, words)
        self.flow.add(before, after, default=True)
        self.flow.add(task.id, after)
        self.entries[stop.step], self.exits[stop.step] = before, after

    def _lane(self, stop: Stop) -> int:
        """The number of the lane of who acts in a step."""
        who = frozenset(edge.target for edge in stop.at)
        if who not in self.lanes:
            names = self._names(stop.at) or [T("who: not stated").render(self.lang)]
            self.lanes[who] = len(self.lanes)
            self.flow.lanes.append(Lane(*self._shortened(names)))
        return self.lanes[who]

    def _shortened(self, names: Sequence[str]) -> tuple[str, str]:
        """Names as they fit beside something, and all of them where they do not."""
        text = ", ".join(names)
        if len(names) < 2 or len(text) <= LONGEST:
            return text, ""
        return T("{names} and {n} more", names=names[0], n=len(names) - 1).render(self.lang), text

    def _onward(self, stop: Stop) -> None:
        """What follows on a step: directly, or by a gateway."""
        source, ways = self.exits[stop.step], stop.next
        conditions = [str(way.attributes.get("condition") or "") for way in ways]
        if len(ways) > 1:
            kind, gateway = _gateway(conditions), f"choice-{_slug(stop.step)}"
            self.flow.parts.append(Part(gateway, kind, "", self.flow.part(source).lane))
            self.flow.add(source, gateway)
            source = gateway
        lone = conditions.count("") == 1 and len(ways) > 1 and any(conditions)
        for way, condition in zip(ways, conditions, strict=True):
            self.flow.add(source, self.entries[way.target], condition, default=lone and not condition)

    def _events(self) -> None:
        """A start before each first step, an end after each last one; a step without any order has neither."""
        reached = {way.target for stop in self.course.stops for way in stop.next}
        first = [stop for stop in self.course.stops if stop.next and stop.step not in reached] or [self.course.stops[0]]
        travels, all_of_it = self._shortened([str(self.graph.nodes[purpose.node]["name"]) for purpose in self.course.purposes])
        for stop in first:
            event = Part(f"start-{_slug(stop.step)}", "startEvent", travels, self.flow.part(self.entries[stop.step]).lane, all_of_it)
            self.flow.parts.append(event)
            self.flow.add(event.id, self.entries[stop.step])
        for stop in self.course.stops:
            if not stop.next and stop.step in reached:
                event = Part(f"end-{_slug(stop.step)}", "endEvent", "", self.flow.part(self.exits[stop.step]).lane)
                self.flow.parts.append(event)
                self.flow.add(self.exits[stop.step], event.id)

    def _documentation(self, stop: Stop) -> str:
        """What a task cannot bear, a line each."""
        attributes = self.graph.nodes[stop.step]
        lines = [
            f"{title_of(Step, name).render(self.lang)}: {_worded(attributes[name], terms, self.lang)}"
            for name, terms in (("action", StepAction), ("at_mode", AtMode), ("days_min", None), ("by", None), ("description", None))
            if attributes.get(name) is not None
        ]
        for kind, others in (("ADDRESSED_TO", stop.addressed), ("INVOLVES", stop.involves)):
            if others:
                lines.append(f"{TYPES[kind].title[self.lang]}: {', '.join(self._names(others))}")
        return "\n".join(lines)

    def _names(self, edges: Iterable[Edge]) -> Sequence[str]:
        nodes = (self.graph.nodes[edge.target] for edge in edges)
        return [str(node.get("short_name") or node["name"]) for node in nodes]


def _gateway(conditions: Sequence[str]) -> str:
    """The kind of a gateway by the conditions of its ways; an empty one is a way of which nothing is said."""
    if not any(conditions):
        return "parallelGateway"
    return "exclusiveGateway" if conditions.count("") <= 1 else "inclusiveGateway"


def _worded(value: object, terms: type[Term] | None, lang: Lang) -> str:
    return terms(str(value)).names[lang] if terms else str(value)


def _slug(identity: str) -> str:
    return identity.rsplit("/", 1)[-1]
