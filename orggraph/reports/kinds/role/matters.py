"""Open matters that one inherits: what a predecessor leaves, open places, assignments, decisions, statements on one's own subjects."""

from __future__ import annotations

from collections.abc import Iterator

from orggraph.graph.reading import holders, into, out
from orggraph.graph.standing import NOT_FORMER, edges
from orggraph.i18n import T
from orggraph.model.dates import last_counted
from orggraph.model.terms import Capacity, StatementKind
from orggraph.reports.kinds.role.expected import is_described
from orggraph.reports.kinds.role.hats import Hat, Worn, is_home
from orggraph.reports.kinds.role.seats import deputies, is_new, predecessor
from orggraph.reports.kinds.role.who import people_in, seated_as
from orggraph.reports.page import Block, Heading, Line, Prose, Section, Task, Tasks, Words, line
from orggraph.reports.writer import Writer

_CARRY = ("CARRIED_OUT_BY", "COMMISSIONED_BY", "MONITORED_BY", "INVOLVES")
OPEN_STATEMENTS = frozenset(
    {
        StatementKind.QUESTION,
        StatementKind.PROBLEM,
        StatementKind.PITFALL,
        StatementKind.GOAL,
        StatementKind.AMBITION,
        StatementKind.PROPOSAL,
    }
)
"""Kinds of statement that leave something open."""
MOST = 12
"""So many matters of one kind are listed; the app has all of them."""


def section(writer: Writer, me: Worn, routes: tuple[str, ...]) -> Section:
    """The section; ``routes`` are those on which one has a turn."""
    kinds = (
        (T("To arrange at the start"), list(_at_start(writer, me))),
        (T("Assignments and agreements"), list(_assignments(writer, me))),
        (T("Decisions"), list(_decisions(writer, me))),
        (T("What the sources leave open on your subjects"), list(_statements(writer, me, routes))),
    )
    blocks: list[Block] = []
    silent = []
    for title, tasks in kinds:
        if tasks:
            blocks += [Heading(writer.say(title)), Tasks(tuple(tasks[:MOST]), writer.say(T("ask:")))]
        if len(tasks) > MOST:
            silent.append(
                writer.say(T("here: {n} more ({what}); the app has all of them", n=len(tasks) - MOST, what=writer.say(title).lower()))
            )
    if not blocks:
        blocks.append(Prose(line(writer.say(T("The sources name no open matter for these hats.")))))
    if not kinds[1][1]:
        silent.append(writer.say(T("which assignments and agreements are yours")))
    return Section(
        "open", writer.say(T("What is still open")), writer.say(T("What do I have to know or arrange?")), tuple(blocks), tuple(silent)
    )


def _secretary(writer: Writer, hat: Hat) -> Line:
    """Who keeps the papers of a body; whom to ask."""
    posts = [
        post
        for body in hat.bodies
        if writer.graph.nodes[body]["label"] == "Body"
        for post in seated_as(writer.graph, body, Capacity.SECRETARY)
    ]
    return writer.names(people_in(writer.graph, posts)[:2]) or (writer.names(posts[:1]) if posts else line(writer.say(T("the secretary"))))


def _at_start(writer: Writer, me: Worn) -> Iterator[Task]:
    graph = writer.graph
    for hat in me.hats:
        before = predecessor(graph, hat.post) if hat.post else None
        if before and before[0] in graph and is_new(writer, hat):
            text = T("The handover of your predecessor, until {date}: ", date=writer.date(last_counted(before[1])))
            yield Task(line(writer.say(text), writer.called(before[0]), " (", writer.called(hat.node), ")."), _secretary(writer, hat))
    for hat in me.hats:
        for post in (post for post, people in deputies(graph, hat) if not people):
            by = writer.names(edge.source for edge in into(graph, hat.node, "APPOINTS"))
            yield Task(line(writer.say(T("The seat that replaces you is there, but nobody holds it: ")), writer.called(post), "."), by)
    missing = [hat for hat in me.hats if hat.post and not deputies(graph, hat) and not all(is_home(graph, body) for body in hat.bodies)]
    if missing:
        names = writer.names(dict.fromkeys(body for hat in missing for body in hat.bodies))
        yield Task(line(writer.say(T("Who replaces you in: ")), *names, "."), _secretary(writer, missing[0]))
    bare = [role for role in me.roles if not is_described(writer, role)]
    if bare:
        yield Task(line(writer.say(T("A description of: ")), *writer.names(bare), "."), _secretary(writer, me.hats[0]))
    yield from _checked_before(writer, me)


def _checked_before(writer: Writer, me: Worn) -> Iterator[Task]:
    """Posts whose record was last checked before one took them up."""
    for hat in me.hats:
        start = hat.holding.attributes.get("start_date") if hat.holding else None
        checked = writer.graph.nodes[hat.post].get("verified_on") if hat.post else None
        if start and checked and checked < start and is_new(writer, hat):
            text = T("Was last checked on {date}, before you took it up: ", date=writer.date(checked))
            yield Task(
                line(writer.say(text), writer.called(hat.node), "."), line(str(writer.graph.nodes[hat.node].get("verified_by") or ""))
            )


def _assignments(writer: Writer, me: Worn) -> Iterator[Task]:
    graph = writer.graph
    own = {me.subject, *me.posts, *me.bodies, *me.roles}
    topics = {edge.target for post in me.posts for edge in out(graph, post, "COVERS")}
    near: dict[str, None] = {}
    for node in sorted(own):
        near |= {edge.source: None for kind in _CARRY for edge in edges(graph, node, kind, NOT_FORMER, incoming=True)}
    near |= {edge.source: None for topic in sorted(topics) for edge in into(graph, topic, "COVERS")}
    near |= {
        edge.source: None
        for body in me.bodies
        for meeting in into(graph, body, "MEETING_OF")
        for edge in into(graph, meeting.source, "AGREED_AT")
    }
    chosen = [node for node in near if graph.nodes[node]["label"] == "Assignment" and not _past(writer, node)]
    for node in sorted(chosen, key=lambda node: (graph.nodes[node].get("due") or "9999", graph.nodes[node].get("number") or 0, node)):
        yield _assignment(writer, node)


def _past(writer: Writer, node: str) -> bool:
    """Whether it was due more than a year before the day asked."""
    due = str(writer.graph.nodes[node].get("due") or "9999")
    return due[:4] < str(int(writer.day[:4]) - 1)


def _assignment(writer: Writer, node: str) -> Task:
    graph, attributes = writer.graph, writer.graph.nodes[node]
    number = f"{attributes['number']}. " if attributes.get("number") else ""
    due = writer.date(attributes.get("due")) or str(attributes.get("due_as_stated") or "")
    ready = writer.say(T(", ready {when}", when=due)) if due else ""
    late = (
        writer.say(T(" (that day is past)")) if attributes.get("due") and attributes["due"] < writer.day[: len(attributes["due"])] else ""
    )
    lacks = _lacking(writer, node)
    what = line(number, writer.called(node, attributes), ready + late, f". {lacks}" if lacks else ".")
    by = [edge.target for edge in out(graph, node, "CARRIED_OUT_BY")] or [edge.target for edge in out(graph, node, "COMMISSIONED_BY")]
    return Task(what, writer.listed([_with_holder(writer, who) for who in by[:2]]))


def _with_holder(writer: Writer, node: str) -> Line:
    people = [edge.source for edge in holders(writer.graph, node)] if writer.graph.nodes[node]["label"] == "Post" else []
    return line(*writer.names(people), ", ", writer.name(node)) if people else line(writer.called(node))


def _lacking(writer: Writer, node: str) -> str:
    """Which sides of an assignment are still to be decided."""
    graph = writer.graph
    kinds = {
        "COMMISSIONED_BY": T("who commissions it"),
        "CARRIED_OUT_BY": T("who carries it out"),
        "MONITORED_BY": T("who monitors it"),
        "INVOLVES": T("who is involved"),
    }
    undecided = {
        kind for kind in kinds for edge in edges(graph, node, kind, NOT_FORMER) if graph.nodes[edge.target].get("status") == "open"
    }
    open_kinds = [kind for kind in kinds if kind in undecided or kind in graph.nodes[node].get("open", ())]
    return (
        writer.say(T("To be decided: {what}.", what=writer.listing(writer.say(kinds[kind]) for kind in open_kinds))) if open_kinds else ""
    )


def _decisions(writer: Writer, me: Worn) -> Iterator[Task]:
    """Decisions of own bodies that are still to be taken, or of which no result is stated."""
    graph = writer.graph
    nodes = {edge.source for body in (*me.bodies, *me.posts) for edge in edges(graph, body, "TAKEN_BY", NOT_FORMER, incoming=True)}
    for node in sorted(nodes, key=lambda node: (graph.nodes[node].get("date") or "9999", node)):
        attributes = graph.nodes[node]
        if attributes.get("result") or (attributes.get("date") or "9999") < writer.day:
            continue
        when = writer.say(T(", planned {when}", when=writer.date(attributes["date"]))) if attributes.get("date") else ""
        by = writer.listed([_with_holder(writer, edge.target) for edge in out(graph, node, "OWNED_BY")[:2]])
        yield Task(line(writer.called(node, attributes), when, "."), by or line(writer.say(T("nobody is named as its owner"))))


def _statements(writer: Writer, me: Worn, routes: tuple[str, ...]) -> Iterator[Task]:
    graph = writer.graph
    topics = {edge.target for node in (*me.posts, *me.bodies) for edge in out(graph, node, "COVERS")}
    around = {me.subject, *me.posts, *me.bodies, *me.roles, *topics, *routes}
    nodes = {edge.source for node in around for edge in into(graph, node, "ABOUT")}
    for node in sorted(nodes):
        attributes = graph.nodes[node]
        asked_above = not routes and attributes.get("kind") == StatementKind.QUESTION  # beside the routes that are not described
        if attributes["label"] != "Statement" or attributes["kind"] not in OPEN_STATEMENTS or asked_above:
            continue
        kind = StatementKind(attributes["kind"]).names[writer.lang]
        about = [edge.target for edge in out(graph, node, "ABOUT") if edge.target in around]
        words = Words(f"{kind[:1].upper()}{kind[1:]}: “{attributes['name']}”", writer.cite(attributes), node)
        yield Task(line(words, ".", writer.say(T(" It concerns ")), *writer.names(about[:3]), "."))
