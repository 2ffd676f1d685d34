"""How long a route takes, and a proposal on its way: gates, what saves time, and by which day papers must be in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from babel.dates import format_date

from orggraph.analyses.routes import in_words
from orggraph.errors import NotFound, WrongUsage
from orggraph.graph import provenance
from orggraph.graph.courses import Course, courses
from orggraph.i18n import Bilingual, T
from orggraph.model.dates import first_day
from orggraph.reports.drawing import tier_colour
from orggraph.reports.page import Block, Dates, Day, Event, Line, Page, Prose, Section, Table, Words, line
from orggraph.reports.report import Report, Request, subject
from orggraph.reports.writer import Writer
from orggraph.views.lookup import resolve
from orggraph.views.proposals import Schedule, Stage, schedule
from orggraph.views.waiting import CHANGES, Wait, Waiting, savings, waiting
from orggraph.views.whereabouts import is_of

SUBJECTS = ("Route",)
TITLE = Bilingual("Besluitroutes", "Decision routes")
BETWEEN = ","
MOST_SAVINGS = 12
MOST_NAMES = 3


def page(request: Request, name: str) -> Page:
    """The sheet of a route: ``ROUTE`` for a proposal of the day asked, or ``ROUTE,DAY``; without a name of the first route.

    Raises
    ------
    NotFound, WrongUsage
        No route of that name, or a day that is none.
    """
    graph, writer = request.graph, Writer(request.graph, request.lang)
    called, _, day = name.partition(BETWEEN)
    known = {course.route: course for course in courses(graph)}
    if not known:
        nothing = Prose(line(writer.say(T("These data describe no route of a decision, at this date."))))
        return writer.page(TITLE[request.lang], TITLE[request.lang], sections=(Section("niets", TITLE[request.lang], "", (nothing,)),))
    route = _meant(request, called, list(known.values())) if called else next(iter(known))
    answer = waiting(graph, known[route])
    made = schedule(graph, answer.timed, _start(day.strip() or str(provenance(graph).on.get(graph.nodes[route]["dataset"], writer.day))))
    sections = (_gates(writer, answer), *_savings(writer, answer), _calendar(writer, made))
    events = tuple(_events(writer, made))
    about = writer.say(T("Waiting for meetings and terms; no work, no postponement, no second reading."))
    return writer.page(TITLE[request.lang], writer.name(route), under=about, sections=sections, events=events)


def _meant(request: Request, called: str, known: list[Course]) -> str:
    """The route of a name, or that which a decision, product or arrangement of that name travels."""
    try:
        return subject(request.graph, called, SUBJECTS)
    except NotFound:
        node = resolve(request.graph, called, labels=("Route", "Decision", "Product", "Arrangement"))
        travelled = [course.route for course in known if is_of(course, node)]
        if not travelled:
            raise
        return travelled[0]


def _start(day: str) -> date:
    try:
        return first_day(day)
    except ValueError:
        hint = T("Expected here: {what}.", what=T("a year, a month or a day: 2015, 2015-03 or 2015-03-31"))
        raise WrongUsage(T("{given} is no date", given=day), hint) from None


def _names(writer: Writer, nodes: list[str]) -> Line:
    few = [(writer.called(node),) for node in nodes[:MOST_NAMES]]
    more = [line(writer.say(T("{n} more", n=len(nodes) - MOST_NAMES)))] if len(nodes) > MOST_NAMES else []
    return writer.listed([*few, *more]) if nodes else writer.unstated()


def _gates(writer: Writer, answer: Waiting) -> Section:
    """How long in a sentence, and each gate."""
    lead = Prose(line(Words(writer.say(in_words(writer.graph, answer.timed, answer.network)), strong=True)))
    head = (T("Step"), T("Who"), T("Average wait"), T("Longest wait"), T("May be passed by"))
    rows = tuple(_gate(writer, wait) for wait in answer.waits)
    table = Table(writer.say(T("The gates of the route")), tuple(map(writer.say, head)), rows, (4, 4, 2, 2, 2))
    question = writer.say(T("How long does it take, and whom can it not pass by?"))
    return Section("stappen", writer.say(T("The gates of the route")), question, (lead, *([table] if rows else [])))


def _gate(writer: Writer, wait: Wait) -> tuple[Line, ...]:
    known = not wait.gate.unknown
    return (
        line(Words(writer.name(wait.step), writer.cite(writer.graph.nodes[wait.step]), wait.step)),
        _names(writer, [rhythm.body for rhythm in wait.rhythms]),
        line(writer.say(T("same meeting") if wait.same else T("{n} days", n=round(wait.mean)) if known else T("not known"))),
        line(writer.say(T("{n} days", n=round(wait.longest)) if known else T("not known"))),
        line(writer.say(T("no") if wait.compulsory else T("yes"))),
    )


def _savings(writer: Writer, answer: Waiting) -> Iterator[Section]:
    """What leaving out, merging or running in parallel would save, each by itself."""
    most = savings(answer)[:MOST_SAVINGS] if answer.assessable else []
    if not most:
        return
    head = (T("What"), T("Steps"), T("Saves on average"), T("Half within"), T("Nine in ten within"))
    rows = tuple(
        (
            line(writer.say(CHANGES[saving.how])),
            _names(writer, list(saving.steps)),
            *(line(writer.say(T("{n} days", n=round(days)))) for days in (saving.days, saving.p50, saving.p90)),
        )
        for saving in most
    )
    title = writer.say(T("What saves time"))
    note = T("Each change by itself, the most first. Whether it may be done is for you to say: a gate is there for a reason.")
    table = Table(title, tuple(map(writer.say, head)), rows, (2, 5, 2, 2, 2))
    yield Section("scheelt", title, writer.say(T("What can be left out, taken together, or beside each other?")),
                  (table, Prose(line(writer.say(note)), tone="quiet")))  # fmt: skip


def _calendar(writer: Writer, made: Schedule) -> Section:
    """A proposal put in on a day: its meetings, by when papers are in, who holds the pen."""
    title = writer.say(T("A proposal put in on a day"))
    end, start = made.decided or made.done, writer.date(made.start.isoformat())
    if end is None:
        lead = T("Put in on {start}; from some step on no date can be given, since it is not known when it is taken.", start=start)
    else:
        params = {"start": start, "end": writer.date(end.isoformat()), "n": (end - made.start).days}
        decided = T("Ready on {start}, decided on {end}: {n} days.", **params)
        lead = decided if made.decided else T("Ready on {start}, done on {end}: {n} days.", **params)
    blocks: list[Block] = [Prose(line(Words(writer.say(lead), strong=True)))]
    for first, last in made.quiet:
        text = T("Between {first} and {last} no council on this route meets.", first=writer.date(str(first)), last=writer.date(str(last)))
        blocks.append(Prose(line(writer.say(text)), tone="quiet"))
    days = tuple(_day(writer, made, stage) for stage in made.stages if stage.done)
    if days:
        blocks.append(Dates(days, writer.say(T("by estimate:"))))
    return Section("kalender", title, writer.say(T("When is it where, and by which day must the papers be in?")), tuple(blocks))


def _day(writer: Writer, made: Schedule, stage: Stage) -> Day:
    day = stage.done or made.start
    bodies = [sitting.body for sitting in stage.sittings] or [edge.target for edge in stage.gate.stop.at]
    papers = min((sitting.papers for sitting in stage.sittings if sitting.papers), default=None)
    more = [writer.listing([writer.short(body) for body in bodies[:MOST_NAMES]])] if bodies else []
    more += [writer.say(T("papers in by {day}", day=writer.date(papers.isoformat())))] if papers else []
    more += [writer.say(T("holds the pen: {names}", names=writer.listing(map(writer.name, stage.pens[:MOST_NAMES]))))] if stage.pens else []
    tier = writer.graph.nodes[bodies[0]].get("tier") if bodies else None
    estimated = any(sitting.meeting is None for sitting in stage.sittings)
    step = writer.graph.nodes[stage.step]
    pattern = "d MMM" if day.isoformat()[:4] == writer.day[:4] else "d MMM y"
    return Day(
        format_date(day, pattern, locale=writer.lang).replace(".", ""), day.isoformat(),
        line(Words(writer.name(stage.step), writer.cite(step), stage.step)), tuple(more), tier_colour(tier), last=estimated,
    )  # fmt: skip


def _events(writer: Writer, made: Schedule) -> Iterator[Event]:
    """The meetings, and the days by which papers must be in."""
    route = writer.name(made.timed.course.route)
    for stage in made.stages:
        for sitting in stage.sittings:
            what = f"{writer.name(stage.step)}: {route}"
            if sitting.day:
                yield Event(f"{stage.step}-{sitting.body}-{sitting.day}", sitting.day.isoformat(), what, writer.short(sitting.body))
            if sitting.papers:
                text = writer.say(T("Papers in: {what}", what=what))
                name = f"{stage.step}-{sitting.body}-{sitting.papers}-papers"
                yield Event(name, sitting.papers.isoformat(), text, writer.short(sitting.body))


REPORT = Report(
    name="route",
    title=TITLE,
    about=Bilingual(
        "een route; met een komma en een dag erachter een voorstel van die dag",
        "a route; with a comma and a day after it a proposal of that day",
    ),
    page=page,
    subjects=SUBJECTS,
    optional=True,
)
"""The sheet of a route."""
