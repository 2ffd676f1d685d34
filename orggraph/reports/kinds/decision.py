"""One decision from proposal to effect: its route, who took it with which power, local decisions, what came of it, who watches it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from babel.dates import format_date

from orggraph.analyses.follow_up import POWER, deciding, local_decisions, parts
from orggraph.graph.powers import HAS_POWER, only_arrangements
from orggraph.graph.reading import out
from orggraph.graph.standing import NOT_FORMER, edges
from orggraph.i18n import Bilingual, T, Text
from orggraph.model.dates import first_day, last_day
from orggraph.model.terms import Side
from orggraph.reports.drawing import tier_colour
from orggraph.reports.page import Block, Dates, Day, Event, Line, Page, Prose, Section, Table, Words, line
from orggraph.reports.report import Report, Request, subject
from orggraph.reports.writer import Writer
from orggraph.views.whereabouts import Whereabouts, in_words, whereabouts

SUBJECTS = ("Decision",)
TITLE = Bilingual("Besluit gevolgd", "Decision followed")
ABOUT_IT = frozenset({"follow_up", "ownership"})
"""Analyses that ask something of a decision."""
Moment = tuple[date, str, str, bool]
"""A day, what is on it, the node that says so, and whether it is still to come."""


def page(request: Request, name: str) -> Page:
    """The page of a decision. Raises NotFound where there is none of that name."""
    graph, writer = request.graph, Writer(request.graph, request.lang)
    node = subject(graph, name, SUBJECTS)
    places = whereabouts(graph, node, first_day(writer.day))
    moments = sorted(set(_moments(writer, node, places)))
    sections = [
        _holds(writer, node),
        _way(writer, places, moments),
        *_local(writer, node),
        *_outcome(writer, node),
        *_open(request, writer, node),
    ]
    record = graph.nodes[node]
    under = ", ".join(filter(None, (writer.date(record.get("date")), record.get("result"))))
    events = tuple(Event(f"{about}-{day}", day.isoformat(), what) for day, what, about, _ in moments)
    return writer.page(TITLE[request.lang], writer.name(node), under=under, sections=tuple(sections), events=events)


def _holds(writer: Writer, node: str) -> Section:
    """What makes it hold: who took it with which power, whose it is, who watches it, what came of it."""
    graph = writer.graph
    taken = deciding(graph, node, only_arrangements(graph).get(graph.nodes[node]["dataset"]))
    power = T("with power: {names}", names=writer.listing(map(writer.name, taken.takers))) if taken.power in HAS_POWER else None
    rows: list[tuple[Text, Line]] = [
        (
            T("Taken by"),
            line(writer.say(power)) if power else line(Words(writer.say(T("not recorded: {what}", what=POWER[taken.power])), open=True)),
        ),
        *((T("Owner ({side})", side=side.names), _named(writer, node, "OWNED_BY", side)) for side in Side),
        (T("Watched by"), _named(writer, node, "MONITORED_BY", None)),
        (T("Leads to"), _named(writer, node, "RESULTS_IN", None)),
    ]
    recorded = parts(graph, node, taken.power)
    n = sum(part is not None for part in recorded.values())
    lead = T("{n} of {m} parts that make a decision hold are recorded.", n=n, m=len(recorded))
    table = Table(writer.say(T("What makes a decision hold")), (writer.say(T("Part")), writer.say(T("Who or what"))),
                  tuple((line(writer.say(title)), words) for title, words in rows), (3, 7))  # fmt: skip
    question = writer.say(T("Whom does it bind, whose is it, and who looks back?"))
    return Section("bindt", writer.say(T("Does it bind?")), question, (Prose(line(Words(writer.say(lead), strong=True))), table))


def _named(writer: Writer, node: str, kind: str, side: Side | None) -> Line:
    every = [edge for edge in edges(writer.graph, node, kind, NOT_FORMER) if side is None or edge.attributes.get("side") == side.value]
    return writer.names(dict.fromkeys(edge.target for edge in every)) if every else writer.unstated()


def _moments(writer: Writer, node: str, places: list[Whereabouts]) -> Iterator[Moment]:
    """All days of the decision: steps taken and planned, itself, local decisions, and by when what came of it is due."""
    graph, on = writer.graph, first_day(writer.day)
    for place in places:
        for sign in place.signs:
            yield sign.day, writer.name(sign.step), sign.step, sign.day > on
        for stage in place.rest.stages:
            if stage.done and stage.sittings and not any(sign.step == stage.step for sign in place.signs):
                yield stage.done, writer.name(stage.step), stage.step, True
    if stated := graph.nodes[node].get("date"):
        yield last_day(str(stated)), writer.say(T("The decision itself")), node, last_day(str(stated)) > on
    for body, day in local_decisions(graph, node).dates:
        if day:
            yield last_day(day), writer.say(T("Decision of {body}", body=writer.name(body))), body, False
    for edge in edges(graph, node, "RESULTS_IN", NOT_FORMER):
        if due := graph.nodes[edge.target].get("due"):
            yield last_day(str(due)), writer.say(T("Due: {what}", what=writer.name(edge.target))), edge.target, last_day(str(due)) > on


def _way(writer: Writer, places: list[Whereabouts], moments: list[Moment]) -> Section:
    """Its days in order, and where it is now."""
    blocks: list[Block] = [
        Prose(line(" ".join(writer.say(text) for text in in_words(writer.graph, place, lambda day: writer.date(day.isoformat())))))
        for place in places
    ]
    if not places:
        blocks.append(Prose(line(writer.say(T("The sources name no route that it follows.")))))
    if moments:
        days = tuple(_day(writer, moment) for moment in moments)
        blocks.append(Dates(days, writer.say(T("expected:"))))
    else:
        blocks.append(Prose(line(writer.say(T("The sources name no day of it.")))))
    return Section(
        "weg", writer.say(T("From proposal to effect")), writer.say(T("What was done when, and what comes next?")), tuple(blocks)
    )


def _day(writer: Writer, moment: Moment) -> Day:
    day, what, node, ahead = moment
    pattern = "d MMM" if day.isoformat()[:4] == writer.day[:4] else "d MMM y"
    text = format_date(day, pattern, locale=writer.lang).replace(".", "")
    at = [edge.target for edge in out(writer.graph, node, "AT")] if writer.graph.nodes[node]["label"] == "Step" else []
    more = writer.listing([writer.short(body) for body in at[:3]]) if at else ""
    tier = writer.graph.nodes[at[0]].get("tier") if at else writer.graph.nodes[node].get("tier")
    return Day(
        text,
        day.isoformat(),
        line(Words(what, writer.cite(writer.graph.nodes[node]), node)),
        (more,) if more else (),
        tier_colour(tier),
        ahead,
    )


def _local(writer: Writer, node: str) -> Iterator[Section]:
    """The local decisions that go with it, n of m, each with its date."""
    local = local_decisions(writer.graph, node)
    if not local.bodies:
        return
    taken = dict(local.dates)
    if local.needed is None:
        lead = T("Not assessable: how many municipal bodies decide themselves is not said; {n} are recorded as taken.", n=local.taken)
    else:
        lead = T("{n} of {m} decisions of municipal bodies themselves are recorded as taken.", n=local.taken, m=local.needed)
    rows = tuple(
        (
            line(Words(writer.name(body), writer.cite(writer.graph.nodes[body]), body)),
            line(writer.date(taken[body]) or writer.say(T("taken, no day stated"))) if body in taken else writer.unstated(),
        )
        for body in local.bodies
    )
    table = Table(writer.say(T("Decisions of municipalities themselves")), (writer.say(T("Body")), writer.say(T("Taken on"))), rows, (6, 4))
    question = writer.say(T("Which municipalities still decide, and what holds until then?"))
    blocks = (Prose(line(Words(writer.say(lead), strong=True))), table)
    yield Section("gemeenten", writer.say(T("Decisions of municipalities themselves")), question, blocks)


def _outcome(writer: Writer, node: str) -> Iterator[Section]:
    """What came of it: who does it, by when, how far."""
    graph = writer.graph
    results = [edge.target for edge in edges(graph, node, "RESULTS_IN", NOT_FORMER)]
    if not results:
        return
    head = tuple(writer.say(text) for text in (T("What"), T("Contractor"), T("Due"), T("How far")))
    rows = tuple(
        (
            writer.names([result]),
            _named(writer, result, "CARRIED_OUT_BY", None),
            line(writer.date(graph.nodes[result].get("due")) or str(graph.nodes[result].get("due_as_stated") or "")) or writer.unstated(),
            line(str(graph.nodes[result].get("progress") or "")) or writer.unstated(),
        )
        for result in results
    )
    table = Table(writer.say(T("What comes of it")), head, rows, (5, 4, 3, 4))
    yield Section("gevolg", writer.say(T("What comes of it")), writer.say(T("Who does what, by when?")), (table,))


def _open(request: Request, writer: Writer, node: str) -> Iterator[Section]:
    """What the analyses ask of it."""
    every = [case for finding in request.findings if finding.kind in ABOUT_IT for case in finding.cases]
    mine = [case for case in every if node in {about.id for about in case.subjects} and not case.accepted]
    if mine:
        texts = tuple(
            Prose(line(Words(writer.say(case.text), writer.cite_places(case.sources))), lead=writer.say(case.question)) for case in mine
        )
        yield Section("open", writer.say(T("What is still open")), writer.say(T("What do we record or arrange?")), texts)


REPORT = Report(
    name="decision",
    title=TITLE,
    about=Bilingual("een besluit", "a decision"),
    page=page,
    subjects=SUBJECTS,
)
"""The page of a decision."""
