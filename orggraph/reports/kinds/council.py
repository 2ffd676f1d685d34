"""What reaches a council: drafts by when, what became of its views, its delegates and their votes, how far it is from decisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from orggraph.analyses import tables
from orggraph.errors import NotFound, did_you_mean, nearest
from orggraph.graph.councils import council_ways, councils
from orggraph.graph.courses import Stop, courses
from orggraph.i18n import Bilingual, N, T
from orggraph.model.terms import StepAction
from orggraph.reports.kinds import calendar
from orggraph.reports.measured import of_council, section
from orggraph.reports.page import Block, Dates, Day, Page, Prose, Section, Words, line
from orggraph.reports.report import Report, Request
from orggraph.reports.writer import Writer
from orggraph.rules import rule_base
from orggraph.rules.cycle import rounds

TITLE = Bilingual("Mijn raad", "My council")


def page(request: Request, name: str) -> Page:
    """What reaches one council, or what reaches all. Raises NotFound where no council is called so."""
    writer = Writer(request.graph, request.lang)
    chosen = _council(request, name) if name else None
    turns = [turn for council in ([chosen] if chosen else councils(request.graph)) for turn in _turns(request, council)]
    sections = [*_coming(writer, turns, chosen), *_measured(request, writer, chosen)]
    if not councils(request.graph):
        nothing = Prose(line(writer.say(T("These data name no council, at this date."))))
        sections = [Section("niets", TITLE[request.lang], "", (nothing,))]
    title = writer.name(chosen) if chosen else writer.say(T("All councils"))
    about = T("What comes to the council and by when, what became of its views, who speaks for it, and how far it is from decisions.")
    events = tuple(calendar.events_of(writer, turns)) if chosen else ()
    return writer.page(TITLE[request.lang], title, under=writer.say(about), sections=tuple(sections), events=events)


def _council(request: Request, name: str) -> str:
    nodes, there = request.graph.nodes, councils(request.graph)
    for node in there:
        if name in (node, node.rsplit("/", 1)[-1], nodes[node]["name"], nodes[node].get("short_name")):
            return node
    slugs = [node.rsplit("/", 1)[-1] for node in there]
    hint = did_you_mean(nearest(name, slugs) or slugs) if slugs else T("Choose another region or date.")
    raise NotFound(T("There is no council {name} here: not in this region, or not on this date.", name=name), hint)


def _turns(request: Request, council: str) -> list[calendar.Turn]:
    """The views of the council with a day, in the next rounds of the products."""
    every = calendar.turns_of(request.graph, rounds(request.graph, rule_base()), council)
    return [turn for turn in every if turn.answer.timed.gates[turn.stone.step].stop.action == StepAction.SUBMIT_VIEW]


def _coming(writer: Writer, turns: Sequence[calendar.Turn], council: str | None) -> Iterator[Section]:
    """The views by day; and the routes in which the council gives one, of which no day is known."""
    if council is None:
        return
    dated = {turn.answer.course.route for turn in turns}
    views = [course for course in courses(writer.graph) if _gives_a_view(course.stops, council)]
    undated = [course.route for course in views if course.route not in dated]
    if not views:
        blocks: list[Block] = [Prose(line(writer.say(T("These data describe no route in which this council gives a view."))))]
    else:
        lead = N(
            "This council may give its view in {n} route; of {k} the last day is known.",
            "This council may give its view in {n} routes; of {k} the last day is known.",
            len(views), k=len(views) - len(undated),
        )  # fmt: skip
        blocks = [Prose(line(Words(writer.say(lead), strong=True)))]
    if turns:
        blocks.append(Dates(tuple(_day(writer, turn) for turn in turns), writer.say(T("at the latest:"))))
    if undated:
        blocks.append(Prose(writer.names(undated), lead=writer.say(T("No day is known of:"))))
    basis = T("Counted back from the days of law and route and the dated meetings, the next time from the day asked.")
    blocks.append(Prose(line(writer.say(basis)), tone="quiet"))
    question = writer.say(T("Which drafts come, and by when must the view be there?"))
    yield Section("komt", writer.say(T("What comes to the council")), question, tuple(blocks))


def _gives_a_view(stops: Sequence[Stop], council: str) -> bool:
    return any(stop.action == StepAction.SUBMIT_VIEW and council in {edge.target for edge in stop.at} for stop in stops)


def _day(writer: Writer, turn: calendar.Turn) -> Day:
    """The day of a view, with the day by which the draft must be there."""
    day = calendar.day_of(writer, turn)
    sent = [stone.latest for stone in turn.answer.of(StepAction.SEND) if stone.latest <= turn.stone.latest]
    there = [writer.say(T("the draft must be sent by {day}", day=writer.date(max(sent).isoformat())))] if sent else []
    return replace(day, more=(*day.more, *there))


def _measured(request: Request, writer: Writer, council: str | None) -> Iterator[Section]:
    """Drafts, delegates and arrangements, and the distances."""
    questions = (
        T("What was done with our views?"), T("Who speaks for us, and what is that vote worth?"), T("Where do we take part?"),
    )  # fmt: skip
    made = tables(request.graph, "council_views", {"council": council} if council else {})
    for number, (table, question) in enumerate(zip(made, questions, strict=False), 1):
        own = table.without("council") if council else table
        yield section(request, writer, own, f"raad-{number}", writer.say(question))
    for number, table in enumerate(tables(request.graph, "council_distance"), 1):
        if council and "target" in table.columns:
            ways = [way for way in council_ways(request.graph) if way.council == council]
            steps = [way.steps for way in ways if way.steps is not None]
            sentence = T(
                "A way is known to {k} of {n} decisions and products; half of these are within {steps} steps.",
                k=len(steps), n=len(ways), steps=median(steps) if steps else "–",
            )  # fmt: skip
            own = replace(of_council(table, council), sentence=sentence)
        elif council:
            continue
        else:
            own = table
        yield section(request, writer, own, f"afstand-{number}", writer.say(T("How far is it from what is decided?")))


REPORT = Report(
    name="council",
    title=TITLE,
    about=Bilingual("een gemeenteraad; zonder onderwerp alle raden", "a municipal council; without a subject all councils"),
    page=page,
    optional=True,
)
"""What reaches a council."""
