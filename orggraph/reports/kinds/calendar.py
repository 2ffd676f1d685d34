"""The calendar of planning and control: per product the latest day of each step, who acts in which capacity, and what does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from orggraph.graph import Graph
from orggraph.graph.reading import holders, seats
from orggraph.i18n import Bilingual, N, T
from orggraph.model.terms import Capacity, StepAction
from orggraph.reports.drawing import tier_colour
from orggraph.reports.kinds.role.hats import worn
from orggraph.reports.page import Block, Dates, Day, Event, Line, Page, Prose, Section, Table, Words, line
from orggraph.reports.report import Report, Request, subject
from orggraph.reports.writer import Writer
from orggraph.rules import rule_base
from orggraph.rules.cycle import Milestone, Round, rounds

SUBJECTS = ("Person", "Post", "Body", "Product", "Cooperation", "Arrangement")
TITLE = Bilingual("P&C-kalender", "Planning calendar")


@dataclass(frozen=True)
class Turn:
    """A step of a round that concerns the subject: as which, at which bodies."""

    answer: Round
    stone: Milestone
    bodies: tuple[str, ...]
    posts: tuple[str, ...]


def page(request: Request, name: str) -> Page:
    """The calendar of the whole region, or of a person, post, body, product, cooperation or arrangement. Raises NotFound."""
    graph, writer = request.graph, Writer(request.graph, request.lang)
    node = subject(graph, name, SUBJECTS) if name else None
    turns = list(turns_of(graph, rounds(graph, rule_base()), node))
    findings = [each for each in request.findings if each.kind == "calendar" and each.measure != "fits"]
    products = {turn.answer.product for turn in turns}
    blocks: list[Block] = [_lead(writer, turns)]
    if turns:
        blocks.append(Dates(tuple(day_of(writer, turn) for turn in turns), writer.say(T("at the latest:"))))
    sections = [
        Section(
            "dagen",
            writer.say(T("The days")),
            writer.say(T("What must be done by when, and who acts?")),
            tuple(blocks),
            _silent(writer, turns),
        )
    ]
    parts = [part for finding in findings for part in (finding.parts or (finding,)) if {about.id for about in part.subjects} & products]
    if parts:
        texts = tuple(Prose(line(part.text.render(request.lang)), tone="warn") for part in parts)
        title = writer.say(T("Days that do not fit"))
        sections.append(Section("past-niet", title, writer.say(T("Can this be done earlier, or the meeting later?")), texts))
    sections += list(_per_product(writer, turns))
    about = T("Each step counted back from the days of the law and the dated meetings: the latest day on which it is possible.")
    title = writer.name(node) if node else writer.say(T("All products"))
    return writer.page(
        TITLE[request.lang], title, under=writer.say(about), sections=tuple(sections), events=tuple(events_of(writer, turns))
    )


def turns_of(graph: Graph, answers: Sequence[Round], node: str | None) -> Iterator[Turn]:
    """The steps of the next rounds that concern somebody or something, by day."""
    label = graph.nodes[node]["label"] if node else ""
    mine = worn(graph, node) if node and label in {"Person", "Post"} else None
    bodies = set(mine.bodies) if mine else {node}
    posts = set(mine.posts) if mine else set()
    every = []
    for answer in answers:
        whole = node is None or answer.product == node or node in {edge.target for edge in answer.course.of}
        for stone in answer.milestones:
            at = tuple(edge.target for edge in answer.timed.gates[stone.step].stop.at)
            there = at if whole else tuple(body for body in at if body in bodies or body in posts)
            if there or (whole and not at):  # a step that names no body is a day all the same
                own = tuple(seat.post for body in there for seat in seats(graph, body, voting=False) if seat.post in posts) if mine else ()
                every.append(Turn(answer, stone, there, own))
    yield from sorted(every, key=lambda turn: (_on(turn), turn.answer.product, turn.stone.step))


def _on(turn: Turn) -> date:
    """The day on which it is for these bodies."""
    return min([day for body, day, _ in turn.stone.sittings if body in turn.bodies], default=turn.stone.latest)


def _lead(writer: Writer, turns: Sequence[Turn]) -> Prose:
    products = {turn.answer.product for turn in turns}
    if not turns:
        return Prose(line(writer.say(T("The sources name no product of planning and control with a day in its route, for this."))))
    first = next((turn for turn in turns if _on(turn).isoformat() >= writer.day), turns[-1])
    text = N(
        "{n} product, {days} days; the next is {day}: {step}.",
        "{n} products, {days} days; the next is {day}: {step}.",
        len(products),
        days=len(turns),
        day=writer.date(_on(first).isoformat()),
        step=writer.name(first.stone.step),
    )
    return Prose(line(Words(writer.say(text), strong=True)))


def day_of(writer: Writer, turn: Turn) -> Day:
    """The day of a step, with who acts, by which article, and the day that the route names where that is another."""
    graph, day = writer.graph, _on(turn)
    step = graph.nodes[turn.stone.step]
    what = line(
        Words(writer.name(turn.stone.step), writer.cite(step), turn.stone.step),
        ": ",
        Words(writer.name(turn.answer.product), (), turn.answer.product),
    )
    more = [_who(writer, turn)]
    if turn.stone.rules:
        more.append(", ".join(dict.fromkeys(f"{rule.basis.act} {rule.basis.article}" for rule in turn.stone.rules if rule.basis)))
    if turn.stone.stated and turn.stone.stated != day:
        more.append(writer.say(T("the route names {day}", day=writer.date(turn.stone.stated.isoformat()))))
    met = any(body in turn.bodies for body, _, _ in turn.stone.sittings)
    tier = graph.nodes[turn.bodies[0]].get("tier") if turn.bodies else None
    pattern = "d MMM" if day.isoformat()[:4] == writer.day[:4] else "d MMM y"
    return Day(
        format_date(day, pattern, locale=writer.lang).replace(".", ""),
        day.isoformat(),
        what,
        tuple(filter(None, more)),
        tier_colour(tier),
        last=not met,
    )


def _who(writer: Writer, turn: Turn) -> str:
    """Where it is, and of a person in which capacity."""
    if not turn.bodies:
        return writer.say(T("no body is named"))
    names = writer.listing(dict.fromkeys(writer.short(body) for body in turn.bodies))
    capacities = [writer.graph.nodes[post].get("capacity") for post in turn.posts]
    words = dict.fromkeys(Capacity(capacity).names[writer.lang] for capacity in capacities if capacity)
    return writer.say(T("{names}, as {capacities}", names=names, capacities=list(words))) if words else names


def _per_product(writer: Writer, turns: Sequence[Turn]) -> Iterator[Section]:
    """A table for each product: who decides, who gives a view, and all its days."""
    for product in dict.fromkeys(turn.answer.product for turn in turns):
        answer = next(turn.answer for turn in turns if turn.answer.product == product)
        head = tuple(writer.say(text) for text in (T("Step"), T("Latest day"), T("Who"), T("Holds the pen"), T("By what")))
        rows = tuple(_row(writer, answer, stone) for stone in answer.milestones)
        decides = [edge.target for stone in answer.of(StepAction.DECIDE) for edge in answer.timed.gates[stone.step].stop.at]
        question = writer.say(T("Who decides: {names}", names=writer.listing(map(writer.name, dict.fromkeys(decides))))) if decides else ""
        table = Table(writer.say(T("Days of {product}", product=writer.name(product))), head, rows, (4, 3, 4, 3, 4))
        yield Section(product.rsplit("/", 1)[-1], writer.name(product), question, (table,))


def _row(writer: Writer, answer: Round, stone: Milestone) -> tuple[Line, ...]:
    graph, stop = writer.graph, answer.timed.gates[stone.step].stop
    bodies = [edge.target for edge in stop.at]
    pens = [seat.post for body in bodies for seat in seats(graph, body, voting=False) if seat.capacity == Capacity.SECRETARY]
    people = [edge.source for post in pens for edge in holders(graph, post)]
    law = dict.fromkeys(f"{rule.basis.act} {rule.basis.article}" for rule in stone.rules if rule.basis)
    by = [*law] or [writer.say(T("a dated meeting") if stone.sittings else T("the route, and what comes after it"))]
    few = bodies[:3]
    who = (
        writer.listing([*map(writer.short, few), *([writer.say(T("{n} more", n=len(bodies) - 3))] if len(bodies) > 3 else [])])
        if few
        else ""
    )
    return (
        line(Words(writer.name(stone.step), writer.cite(graph.nodes[stone.step]), stone.step)),
        line(writer.date(stone.latest.isoformat())),
        line(who) or writer.unstated(),
        writer.listed([(Words(writer.name(node), (), node),) for node in (people or pens)[:2]]) if pens else writer.unstated(),
        line(", ".join(by)),
    )


def _silent(writer: Writer, turns: Sequence[Turn]) -> tuple[str, ...]:
    bodies = dict.fromkeys(body for turn in turns for body in (*turn.stone.undated, *turn.stone.without))
    return (writer.say(T("when {bodies} meets", bodies=writer.listing(map(writer.short, bodies)))),) if bodies else ()


def events_of(writer: Writer, turns: Sequence[Turn]) -> Iterator[Event]:
    """The days for a calendar file."""
    for turn in turns:
        what = f"{writer.name(turn.stone.step)}: {writer.name(turn.answer.product)}"
        yield Event(f"{turn.stone.step}-{turn.answer.product}-{_on(turn)}", _on(turn).isoformat(), what, about=_who(writer, turn))


REPORT = Report(
    name="calendar",
    title=TITLE,
    about=Bilingual("een persoon, functie, gremium, product of regeling; zonder onderwerp de hele regio",
                    "a person, post, body, product or arrangement; without a subject the whole region"),
    page=page,
    subjects=SUBJECTS,
    optional=True,
)  # fmt: skip
"""The calendar."""
