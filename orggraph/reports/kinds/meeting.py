"""One meeting on one page: items, what came before, whose they are; of a member hats, vote and deputy; of a body its agenda."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from orggraph.findings import Finding
from orggraph.graph import Graph
from orggraph.graph.meetings import meetings
from orggraph.graph.reading import VOTING, Seat, holders, into, municipality_of, out, seats
from orggraph.graph.standing import NOT_FORMER, edges
from orggraph.i18n import Bilingual, N, T, Text
from orggraph.model.dates import first_day, is_day
from orggraph.model.terms import Capacity, StepAction
from orggraph.reports.kinds.role.hats import Worn, worn
from orggraph.reports.kinds.role.meets import TAGS, asking
from orggraph.reports.kinds.role.seats import vote as weight
from orggraph.reports.page import Block, Card, Cards, Event, Line, Page, Prose, Question, Questions, Section, Table, Words, line
from orggraph.reports.report import Report, Request, subject
from orggraph.reports.writer import Writer
from orggraph.rules import rule_base
from orggraph.rules.cycle import rounds
from orggraph.views.agenda import Expected, Item, expected, items
from orggraph.views.whereabouts import in_words, whereabouts

SUBJECTS = ("Meeting", "Body", "Person", "Post")
TITLE = Bilingual("Vergadering", "Meeting")
BETWEEN = ","
"""Between a meeting and the member for whom the page is."""
OWNERS = ("OWNED_BY", "COMMISSIONED_BY", "CARRIED_OUT_BY", "MONITORED_BY")
"""Who a matter is of."""
MOST = 4
"""So many points to consider are on one page; the page Signalen has all."""


def page(request: Request, name: str) -> Page:
    """The page of a meeting, of a meeting for one member (``meeting,person``), or the agenda check of a body.

    A person or post alone is given the next meeting of one of their bodies that has an agenda, else the next meeting. Raises NotFound.
    """
    graph, writer = request.graph, Writer(request.graph, request.lang)
    first, _, member = name.partition(BETWEEN)
    node = subject(graph, first.strip(), SUBJECTS)
    label = graph.nodes[node]["label"]
    who = subject(graph, member.strip(), ("Person", "Post")) if member.strip() else None
    if label == "Body":
        return _of_body(writer, node)
    if label in {"Person", "Post"}:
        who, meeting = node, next_meeting(graph, worn(graph, node), first_day(writer.day))
        if meeting is None:
            text = Prose(line(writer.say(T("The sources name no meeting ahead of a body in which this seat is."))))
            section = Section("agenda", writer.say(T("The agenda")), "", (text,))
            return writer.page(TITLE[request.lang], writer.name(node), sections=(section,))
        node = meeting
    return _of_meeting(request, writer, node, who)


def next_meeting(graph: Graph, me: Worn, on: date) -> str | None:
    """The next meeting of one of somebody's bodies: the first with an agenda, else the first."""
    ahead = sorted((meeting.day, meeting.node) for body in me.bodies for meeting in meetings(graph, body) if meeting.day >= on)
    return next((node for _, node in ahead if items(graph, node)), ahead[0][1] if ahead else None)


def _of_meeting(request: Request, writer: Writer, meeting: str, who: str | None) -> Page:
    graph = writer.graph
    bodies = [edge.target for edge in edges(graph, meeting, "MEETING_OF", NOT_FORMER) if graph.nodes[edge.target]["label"] == "Body"]
    me = worn(graph, who) if who else None
    agenda = items(graph, meeting)
    sections = [
        Section("agenda", writer.say(T("The agenda")), writer.say(T("What is decided here, and whose is it?")), _agenda(writer, agenda, me))
    ]
    if me:
        sections += [_seat(writer, me, bodies), _hats(request, writer, me, bodies, agenda)]
    else:
        sections.append(_members(writer, bodies))
    sections += [_check(writer, body, meeting) for body in bodies]
    title = f"{writer.name(meeting)}" if not who else f"{writer.name(meeting)}: {writer.name(who)}"
    return writer.page(
        TITLE[writer.lang],
        title,
        under=_when(writer, meeting),
        sections=tuple(sections),
        events=_events(writer, meeting, agenda),
        numbered=False,
        fitted=True,
    )


def _when(writer: Writer, meeting: str) -> str:
    record = writer.graph.nodes[meeting]
    times = "–".join(filter(None, (record.get("start_time"), record.get("end_time"))))
    return ", ".join(filter(None, (writer.date(record.get("date")) or record.get("as_stated"), times, record.get("place"))))


def _events(writer: Writer, meeting: str, agenda: Sequence[Item]) -> tuple[Event, ...]:
    record = writer.graph.nodes[meeting]
    if not is_day(record.get("date")):
        return ()
    about = "\n".join(writer.name(item.node) for item in agenda)
    start, end, place = (str(record.get(field) or "") for field in ("start_time", "end_time", "place"))
    return (Event(meeting, record["date"], writer.name(meeting), place, start, end, about),)


def _agenda(writer: Writer, agenda: Sequence[Item], me: Worn | None) -> tuple[Block, ...]:
    if not agenda:
        return (Prose(line(writer.say(T("The sources name no item on this agenda.")))),)
    count = N("{n} item.", "{n} items.", len(agenda))
    return (Prose(line(Words(writer.say(count), strong=True))), Cards(tuple(_card(writer, item, me) for item in agenda)))


def _card(writer: Writer, item: Item, me: Worn | None) -> Card:
    graph, record = writer.graph, writer.graph.nodes[item.node]
    about = [writer.called(node, graph.nodes[node]) for node in item.about]
    facts: list[tuple[str, Line]] = []
    owned = [(kind, edge) for node in item.about for kind in OWNERS for edge in edges(graph, node, kind, NOT_FORMER)]
    for kind, title in ((OWNERS[:2], T("Owner, commissioner")), (OWNERS[2:], T("Carries out, watches"))):
        owners = dict.fromkeys(edge.target for each, edge in owned if each in kind)
        if owners or kind == OWNERS[:2]:
            facts.append((writer.say(title), writer.names(owners) if owners else writer.unstated()))
    if record.get("papers"):
        facts.append((writer.say(T("Papers")), line("; ".join(record["papers"]))))
    so_far = list(_so_far(writer, item))
    if so_far:
        facts.append((writer.say(T("Route so far")), line(" ".join(so_far))))
    if me:
        facts.append((writer.say(T("You, at this item")), _hats_at(writer, item, me)))
    number = f"{item.number}. " if item.number else ""
    return Card(
        line(number, Words(writer.name(item.node), writer.cite(record), item.node)),
        writer.listed([(word,) for word in about]),
        (),
        tuple(facts),
    )


def _so_far(writer: Writer, item: Item) -> Iterator[str]:
    """Where what an item is about is on its route."""
    graph = writer.graph
    for node in item.about:
        if graph.nodes[node]["label"] in {"Decision", "Product"}:
            for place in whereabouts(graph, node, first_day(writer.day)):
                texts = in_words(graph, place, lambda day: writer.date(day.isoformat()))
                yield from (writer.say(text) for text in texts[:2])
            return


def _hats_at(writer: Writer, item: Item, me: Worn) -> Line:
    """In which capacities somebody meets an item: as owner, commissioner or contractor, on its topic, or in a body on its route."""
    graph, posts, bodies = writer.graph, set(me.posts), set(me.bodies)
    hats: dict[str, None] = {}
    for node in item.about:
        for kind, text in ROLES.items():
            hats |= dict.fromkeys(
                writer.say(text) for edge in edges(graph, node, kind, NOT_FORMER) if edge.target in {*posts, *bodies, *me.people}
            )
        topics = {edge.target for edge in out(graph, node, "COVERS")} | ({node} if graph.nodes[node]["label"] == "Topic" else set())
        for post in me.posts:
            if topics & {edge.target for edge in out(graph, post, "COVERS")}:
                hats[writer.say(T("portfolio holder ({post})", post=writer.name(post)))] = None
        hats |= dict.fromkeys(_on_route(writer, node, bodies))
    return line("; ".join(hats)) if hats else line(writer.say(T("as a member, by what the sources say")))


def _on_route(writer: Writer, node: str, bodies: set[str]) -> Iterator[str]:
    """The bodies in which one sits elsewhere on its route, each with what it does there."""
    graph = writer.graph
    routes = [edge.source for edge in into(graph, node, "ROUTE_FOR")] + [edge.target for edge in out(graph, node, "FOLLOWS")]
    steps = [edge.target for route in dict.fromkeys(routes) for edge in out(graph, route, "HAS_STEP")]
    at: dict[str, list[str]] = {}
    for step in sorted(steps, key=lambda step: graph.nodes[step].get("number") or 0):
        for edge in out(graph, step, "AT"):
            if edge.target in bodies:
                at.setdefault(edge.target, []).append(StepAction(graph.nodes[step]["action"]).names[writer.lang])
    for body, actions in at.items():
        yield writer.say(T("on the route in {body}: {actions}", body=writer.short(body), actions=list(dict.fromkeys(actions))))


def _seat(writer: Writer, me: Worn, bodies: Sequence[str]) -> Section:
    """The member's seats in the body: capacity, on whose behalf, what the vote is worth, who replaces."""
    blocks: list[Block] = []
    silent: list[str] = []
    for body in bodies:
        mine = [seat for seat in seats(writer.graph, body, voting=False) if seat.post in me.posts]
        blocks += [Prose(words, lead=lead) for seat in mine for lead, words in _of_seat(writer, body, seat)]
        if not mine:
            blocks.append(Prose(line(writer.say(T("By what the sources say you have no seat in {body}.", body=writer.name(body))))))
        blocks += _rule(writer, body)
        silent += [writer.say(T("who replaces {post}", post=writer.name(seat.post))) for seat in mine if not _deputies(writer.graph, seat)]
    return Section(
        "zetel", writer.say(T("Your seat")), writer.say(T("As whom am I here, and what is my vote worth?")), tuple(blocks), tuple(silent)
    )


def _of_seat(writer: Writer, body: str, seat: Seat) -> Iterator[tuple[str, Line]]:
    graph = writer.graph
    town = municipality_of(graph, seat.post)
    capacity = Capacity(seat.capacity).names[writer.lang] if seat.capacity else writer.say(T("capacity not stated"))
    behalf = T("{capacity}, for {town}", capacity=capacity, town=writer.name(town)) if town else T("{capacity}", capacity=capacity)
    yield writer.say(T("You sit here as:")), line(Words(writer.say(behalf), writer.cite(graph.nodes[seat.post]), seat.post))
    yield writer.say(T("Your vote:")), line(writer.say(vote(graph, body, seat)))
    deputies = _deputies(graph, seat)
    if deputies:
        people = [edge.source for post in deputies for edge in holders(graph, post)]
        yield writer.say(T("Who replaces you:")), writer.names(people or deputies)


def _deputies(graph: Graph, seat: Seat) -> list[str]:
    """The posts that replace a seat."""
    return [edge.source for edge in into(graph, seat.post, "DEPUTY_OF")]


def vote(graph: Graph, body: str, seat: Seat) -> Text:
    """What a vote is worth: its votes of all votes, or one of the members where no votes are stated."""
    hat = next(hat for hat in worn(graph, seat.post).hats if hat.post == seat.post)
    own, total = weight(graph, hat) or (None, None)
    if seat.capacity not in VOTING:
        return T("none: this capacity does not vote by itself")
    if own is not None and total:
        return T("{n} of {m} votes ({share}%)", n=own, m=total, share=round(100 * own / total, 1))
    if any(graph.nodes[each.post].get("votes") is not None for each in seats(graph, body)):
        return T("not stated for this seat")
    return T("one of {m} members; votes are not stated", m=len(seats(graph, body)))


def _rule(writer: Writer, body: str) -> Iterator[Block]:
    """How a body decides, and who must be there."""
    record = writer.graph.nodes[body]
    rule = "; ".join(str(record[field]) for field in ("majority", "quorum") if record.get(field))
    if rule:
        yield Prose(line(Words(rule, writer.cite(record))), lead=writer.say(T("How it decides:")))


def _hats(request: Request, writer: Writer, me: Worn, bodies: Sequence[str], agenda: Sequence[Item]) -> Section:
    """The hats that meet at this table, as points to consider beforehand, with the article and its words."""
    graph = writer.graph
    near = {*bodies, *(node for item in agenda for node in item.about)}
    near |= {edge.target for node in tuple(near) for edge in out(graph, node, "COVERS")} | {
        seat.post for body in bodies for seat in seats(graph, body)
    }
    concerns = asking(graph, me, request.findings)
    touching = [
        each.finding for each in concerns if near & {*each.finding.nodes, each.finding.object, *(s.id for s in each.finding.subjects)}
    ]
    blocks: list[Block] = []
    if touching:
        blocks.append(Prose(line(writer.say(T("Points to consider beforehand; no reproach and no legal advice.")))))
        once = {(finding.rule, writer.say(finding.question)): finding for finding in reversed(touching)}
        blocks.append(Questions(tuple(_question(writer, finding) for finding in list(reversed(once.values()))[:MOST])))
        if len(once) > MOST:
            rest = N("{n} more question stands among the findings.", "{n} more questions stand among the findings.", len(once) - MOST)
            blocks.append(Prose(line(writer.say(rest)), tone="quiet"))
    else:
        blocks.append(Prose(line(writer.say(T("Nothing in the data says that your hats meet at this table.")))))
    question = writer.say(T("Which of my hats meet here?"))
    return Section("petten", writer.say(T("Hats that meet here")), question, tuple(blocks))


def _question(writer: Writer, finding: Finding) -> Question:
    tag, colour = TAGS[finding.origin]
    quote = f" “{finding.quote}”" if finding.quote else ""
    text = writer.say(finding.text)
    words = line(Words(text, writer.cite_places(finding.sources)), quote)
    basis = writer.say(finding.basis) if finding.basis else ""
    return Question(writer.say(finding.question), words, writer.say(tag), basis, colour)


def _members(writer: Writer, bodies: Sequence[str]) -> Section:
    """Who sits there, as what, with which vote and who replaces them."""
    graph = writer.graph
    head = tuple(writer.say(text) for text in (T("Seat"), T("As"), T("Vote"), T("Who replaces")))
    blocks: list[Block] = []
    for body in bodies:
        rows = [
            (
                writer.names([edge.source for edge in holders(graph, seat.post)] or [seat.post]),
                line(Capacity(seat.capacity).names[writer.lang]) if seat.capacity else writer.unstated(),
                line(writer.say(vote(graph, body, seat))),
                writer.names(_deputies(graph, seat)) if _deputies(graph, seat) else writer.unstated(),
            )
            for seat in seats(graph, body, voting=False)
            if seat.capacity != Capacity.DEPUTY_MEMBER  # they stand beside whom they replace
        ]
        blocks += _rule(writer, body)
        if rows:
            blocks.append(Table(writer.say(T("Who sits in {body}", body=writer.name(body))), head, tuple(rows), (4, 2, 4, 4)))
    if not blocks:
        blocks.append(Prose(line(writer.say(T("The sources name nobody who sits here.")))))
    return Section("leden", writer.say(T("Who sits there")), writer.say(T("In which capacity, and who replaces them?")), tuple(blocks))


def _of_body(writer: Writer, body: str) -> Page:
    """The agenda check of a body: its meetings ahead, and what must be on them."""
    graph, on = writer.graph, first_day(writer.day)
    ahead = [meeting for meeting in meetings(graph, body) if meeting.day >= on]
    head = tuple(writer.say(text) for text in (T("Meeting"), T("When"), T("On the agenda")))
    rows = tuple(
        (
            line(Words(writer.name(meeting.node), (), meeting.node)),
            line(_when(writer, meeting.node)),
            line("; ".join(writer.name(item.node) for item in items(graph, meeting.node))) or writer.unstated(),
        )
        for meeting in ahead
    )
    meets: Block = Table(writer.say(T("Meetings ahead")), head, rows, (4, 4, 6))
    if not rows:
        meets = Prose(line(writer.say(T("The sources name no meeting ahead of {body}.", body=writer.name(body)))))
    sections = (_check(writer, body, None), Section("data", writer.say(T("Meetings ahead")), writer.say(T("When does it meet?")), (meets,)))
    events = tuple(event for meeting in ahead for event in _events(writer, meeting.node, items(graph, meeting.node)))
    return writer.page(TITLE[writer.lang], writer.name(body), under=writer.say(T("Agenda check")), sections=sections, events=events)


def _check(writer: Writer, body: str, meeting: str | None) -> Section:
    """What must be on the agenda of a body by which date, and whether it is; of one meeting only what must be on it."""
    graph, on = writer.graph, first_day(writer.day)
    every = expected(graph, rounds(graph, rule_base()), body, on)
    wanted = [each for each in every if meeting in (None, each.meeting)]
    head = tuple(writer.say(text) for text in (T("What"), T("At the latest"), T("Papers in by"), T("On an agenda")))
    lacking = [each for each in wanted if each.item is None or each.late]
    blocks: list[Block] = []
    if wanted:
        text = N(
            "{m} of {n} matter is on an agenda in time.",
            "{m} of {n} matters are on an agenda in time.",
            len(wanted),
            m=len(wanted) - len(lacking),
        )
        blocks.append(Prose(line(Words(writer.say(text), strong=True)), tone="warn" if lacking else "plain"))
        blocks.append(
            Table(writer.say(T("What must be on the agenda")), head, tuple(_wanted(writer, each) for each in wanted), (5, 3, 3, 4))
        )
    else:
        blocks.append(Prose(line(writer.say(T("By what the sources say nothing must be on this agenda.")))))
    question = writer.say(T("What must be on it, by which date?"))
    title = writer.say(T("Agenda check of {body}", body=writer.name(body)))
    return Section("controle", title, question, tuple(blocks))


def _wanted(writer: Writer, each: Expected) -> tuple[Line, ...]:
    step = f" ({writer.name(each.step)})" if each.step else ""
    there = writer.unstated()
    if each.item and each.on:
        text = T("{day}, too late", day=writer.date(each.on.isoformat())) if each.late else T("{day}", day=writer.date(each.on.isoformat()))
        there = line(Words(writer.say(text), (), each.item))
    return (
        line(Words(writer.name(each.what), writer.cite(writer.graph.nodes[each.what]), each.what), step),
        line(writer.date(each.day.isoformat())),
        line(writer.date(each.papers.isoformat())),
        there,
    )


ROLES = {
    "OWNED_BY": T("owner"),
    "COMMISSIONED_BY": T("commissioner"),
    "CARRIED_OUT_BY": T("contractor"),
    "MONITORED_BY": T("who watches it"),
    "ADOPTED_BY": T("a body that adopts it"),
    "TAKEN_BY": T("a body that decides on it"),
}
REPORT = Report(
    name="meeting",
    title=TITLE,
    about=Bilingual("een vergadering, met een komma ook voor wie (vergadering,persoon); een gremium, persoon of functie",
                    "a meeting, with a comma also for whom (meeting,person); a body, person or post"),
    page=page,
    subjects=SUBJECTS,
)  # fmt: skip
"""The page of a meeting."""
