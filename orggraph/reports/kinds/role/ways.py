"""How decisions reach one: the routes on which an own body or post has its turn, and where that turn is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from orggraph.graph import Graph
from orggraph.graph.edges import Edge
from orggraph.graph.reading import into, out
from orggraph.graph.standing import NOT_FORMER, edges
from orggraph.i18n import Bilingual, N, T
from orggraph.model.dates import next_day
from orggraph.model.nodes import LABELS
from orggraph.model.terms import AtMode, BodyKind, StatementKind, StepAction, Tier
from orggraph.reports import drawing
from orggraph.reports.kinds.role.hats import Worn
from orggraph.reports.page import Block, Heading, Line, Picture, Prose, Question, Questions, Section, Stage, Table, Way, Ways, Words, line
from orggraph.reports.writer import Writer

MOST_DRAWN = 4
_MANY_PLACES = 3
TURNS_AWAY = frozenset({StepAction.SEND.value})
"""A step that sends is taken at its receivers: for them it is no turn."""


@dataclass(frozen=True)
class Turn:
    """A route with its steps in order, and those at which an own body or post has its turn."""

    route: str
    steps: tuple[str, ...]
    mine: dict[str, tuple[str, ...]]
    """Per step the own bodies and posts."""

    @property
    def places(self) -> tuple[str, ...]:
        """The own bodies and posts on the route."""
        return tuple(dict.fromkeys(place for places in self.mine.values() for place in places))


def turns(graph: Graph, me: Worn, day: date) -> list[Turn]:
    """The routes with a turn of one's own: those that meet most of one's bodies first, then those of the region, then the next dates."""
    own = dict.fromkeys((*me.bodies, *me.posts))
    by_route: dict[str, dict[str, tuple[str, ...]]] = {}
    for place in own:
        for edge in into(graph, place, "AT"):
            for route in into(graph, edge.source, "HAS_STEP"):
                if graph.nodes[edge.source].get("action") not in TURNS_AWAY:
                    mine = by_route.setdefault(route.source, {})
                    mine[edge.source] = (*mine.get(edge.source, ()), place)
    every = [Turn(route, steps_of(graph, route), mine) for route, mine in by_route.items()]
    order = {body: i for i, body in enumerate((*me.bodies, *me.posts))}
    return sorted(
        every, key=lambda turn: (-len(turn.places), min(map(order.__getitem__, turn.places)), _next(graph, turn, day), turn.route)
    )


def steps_of(graph: Graph, route: str) -> tuple[str, ...]:
    """The steps of a route in order."""
    steps = [edge.target for edge in edges(graph, route, "HAS_STEP", NOT_FORMER)]
    return tuple(sorted(steps, key=lambda step: (graph.nodes[step].get("number") or 0, step)))


def _next(graph: Graph, turn: Turn, day: date) -> str:
    days = [next_day(graph.nodes[step]["by"], day).isoformat() for step in turn.mine if graph.nodes[step].get("by")]
    return min(days, default="9999")


def name_of(writer: Writer, route: str) -> str:
    """The name of a route without the words that all of them begin with."""
    name = writer.name(route)
    for start in ("Route van de ", "Route van het ", "Route van een ", "Route van "):
        if name.startswith(start):
            rest = name.removeprefix(start)
            return rest[:1].upper() + rest[1:]
    return name


def section(writer: Writer, me: Worn, routes: Sequence[Turn]) -> Section:
    """The section."""
    question = T("By which way does a decision come to me, and where do I stand on it?")
    silent: tuple[str, ...] = ()
    if routes:
        blocks, silent = _described(writer, routes), (writer.say(T("how many days most steps take")),)
    else:
        blocks = _undescribed(writer, me)
        silent = (writer.say(T("which steps a decision takes, and within which time")),)
    return Section("routes", writer.say(T("How decisions reach you")), writer.say(question), tuple(blocks), silent)


def _described(writer: Writer, routes: Sequence[Turn]) -> list[Block]:
    n = len(routes)
    drawn, rest = routes[:MOST_DRAWN], routes[MOST_DRAWN:]
    text = N("{n} kind of decision passes your bodies.", "{n} kinds of decisions pass your bodies.", n)
    how = T("A filled circle is a step where it is your turn; an open circle is a step of others, a dashed circle may be passed by.")
    blocks: list[Block] = [Prose(line(writer.say(text), " ", writer.say(how)))]
    blocks.append(Ways(tuple(_way(writer, turn) for turn in drawn), writer.say(T("your turn"))))
    if rest:
        title = writer.say(T("The other decisions"))
        head = (T("Decision"), T("What your body does"), T("Where"), T("Each year by"))
        rows = [
            row
            for turn in sorted(rest, key=lambda turn: (writer.short(turn.places[0]), name_of(writer, turn.route)))
            for row in _rows(writer, turn)
        ]
        blocks += [Heading(title), Table(title, tuple(map(writer.say, head)), tuple(rows), (2.4, 1.8, 1.5, 0.9))]
    return blocks


def _rows(writer: Writer, turn: Turn) -> list[tuple[Line, ...]]:
    graph = writer.graph
    rows: list[tuple[Line, ...]] = []
    for place in turn.places:
        steps = [step for step in turn.steps if place in turn.mine.get(step, ())]
        actions = dict.fromkeys(StepAction(graph.nodes[step]["action"]).names[writer.lang] for step in steps)
        days = [graph.nodes[step]["by"] for step in steps if graph.nodes[step].get("by")]
        by = writer.date(f"2001-{min(days)}", year=False) if days else "–"
        cited = writer.cite(graph.nodes[turn.route])
        name = line(writer.called(turn.route)) if place != turn.places[0] else (writer.called(turn.route),)
        rows.append(
            (_renamed(name, name_of(writer, turn.route), cited), line(writer.listing(actions)), line(writer.short(place)), line(by))
        )
    return rows


def _renamed(name: Line, text: str, cites: tuple[int, ...]) -> Line:
    return line(Words(text, cites, name[0].node))


def _way(writer: Writer, turn: Turn) -> Way:
    graph = writer.graph
    stops = [
        drawing.Stop(_number(graph, step, i), _tier(graph, step), step in turn.mine, bool(graph.nodes[step].get("optional")))
        for i, step in enumerate(turn.steps, 1)
    ]
    names = {tier.value: tier.names[writer.lang] for tier in Tier} | {"": writer.say(T("Others"))}
    places = [writer.short(place) for place in turn.places]
    why = (
        T("You meet it in {n} hats: {places}", n=len(places), places=writer.listing(places))
        if len(places) > 1
        else T("{place}", place=places[0])
    )
    alt = T(
        "{route} in {n} steps; your turn: {mine}", route=name_of(writer, turn.route), n=len(stops),
        mine=writer.listing(stop.number for stop in stops if stop.mine),
    )  # fmt: skip
    name = _renamed((writer.called(turn.route),), name_of(writer, turn.route), writer.cite(graph.nodes[turn.route]))
    stages = tuple(_stage(writer, turn, step, i) for i, step in enumerate(turn.steps, 1))
    return Way(name, writer.say(why), Picture(drawing.lanes(stops, names), writer.say(alt)), stages, len(places) > 1)


def _number(graph: Graph, step: str, i: int) -> str:
    return str(graph.nodes[step].get("number") or i)


def _tier(graph: Graph, step: str) -> str | None:
    places = [edge.target for edge in out(graph, step, "AT")]
    tiers = {graph.nodes[place].get("tier") or _tier_of_post(graph, place) for place in places}
    return next(iter(tiers)) if len(tiers) == 1 else None


def _tier_of_post(graph: Graph, place: str) -> str | None:
    return next((graph.nodes[edge.target].get("tier") for edge in out(graph, place, "IN")), None)


def _stage(writer: Writer, turn: Turn, step: str, i: int) -> Stage:
    graph, attributes = writer.graph, writer.graph.nodes[step]
    when = [str(attributes["condition"])] if attributes.get("condition") else []
    if attributes.get("days_min"):
        when.append(writer.say(T("at least {n} days", n=attributes["days_min"])))
    if attributes.get("by"):
        when.append(writer.say(T("each year by {day}", day=writer.date(f"2001-{attributes['by']}", year=False))))
    return Stage(_number(graph, step, i), line(writer.name(step)), _where(writer, step), ", ".join(when), step in turn.mine)


def _where(writer: Writer, step: str) -> Line:
    graph = writer.graph
    at: list[Edge] = out(graph, step, "AT")
    places = [edge.target for edge in at]
    if len(places) < _MANY_PLACES:
        return writer.names(places)
    kinds = {graph.nodes[place].get("kind") for place in places}
    labels = {graph.nodes[place]["label"] for place in places}
    if len(kinds) == 1 and labels == {"Body"}:
        what = BodyKind(str(kinds.pop())).names
    else:
        what = LABELS[labels.pop()].plural.lower() if len(labels) == 1 else Bilingual("plaatsen", "places")
    text = (
        T("any of {n} × {what}", n=len(places), what=what)
        if graph.nodes[step].get("at_mode") == AtMode.ANY
        else T("all {n} × {what}", n=len(places), what=what)
    )
    return line(writer.say(text))


def _undescribed(writer: Writer, me: Worn) -> list[Block]:
    """Where no route is described: that, and the questions that the sources themselves ask about deciding."""
    graph = writer.graph
    data = graph.nodes
    around = {*me.bodies, *me.posts, *me.roles, *(node for node in graph if data[node]["label"] in ("Cooperation", "Product"))}
    open_questions = [
        node
        for node in sorted(graph)
        if data[node].get("kind") == StatementKind.QUESTION and any(edge.target in around for edge in out(graph, node, "ABOUT"))
    ]
    text = T("The sources describe no route on which one of your bodies has its turn.")
    blocks: list[Block] = [Prose(line(writer.say(text)))]
    if open_questions:
        questions = tuple(
            Question(writer.name(node), line(*_about(writer, node)), writer.say(T("question of the source")), colour="#17693F")
            for node in open_questions
        )
        blocks += [Prose(line(writer.say(T("They do ask these questions, which are open:")))), Questions(questions)]
    return blocks


def _about(writer: Writer, node: str) -> Line:
    attributes = writer.graph.nodes[node]
    text = str(attributes.get("description") or attributes.get("note") or "")
    about = writer.names(edge.target for edge in out(writer.graph, node, "ABOUT"))
    concerning = line(writer.say(T("It concerns: ")), *about)
    cites = writer.cite(attributes)
    first = line(Words(text + " ", cites)) if text and about else ()
    return (*first, *concerning, *(line(Words("", cites)) if not text and about else ()))
