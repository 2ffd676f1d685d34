"""The posts that are handed over: who holds them, since when until when, who held them before, who replaces the holder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from orggraph.graph.edges import Edge
from orggraph.graph.reading import holders, into, out
from orggraph.i18n import T
from orggraph.model.dates import first_day, last_counted
from orggraph.model.terms import StatementKind
from orggraph.reports.kinds.handover.matters import Matters, late
from orggraph.reports.kinds.handover.scope import OPEN, PARTS, Scope, called, lacking, parties
from orggraph.reports.kinds.role.matters import OPEN_STATEMENTS
from orggraph.reports.kinds.role.seats import predecessor
from orggraph.reports.page import Block, Heading, Line, Prose, Section, Table, Task, Tasks, Words, line
from orggraph.reports.writer import Writer

SOON = timedelta(days=365)
MOST = 40
"""So many posts, or open lines of one kind, are listed; the app has all of them."""


def section(writer: Writer, about: Scope) -> Section:
    """The section."""
    graph = writer.graph
    posts = about.posts[:MOST]
    blocks: list[Block] = []
    if posts:
        head = (T("Post"), T("Holder"), T("Since"), T("Until"), T("Before"), T("Replaced by"))
        rows = tuple(_row(writer, post) for post in posts)
        blocks.append(Table(writer.say(T("Posts")), tuple(map(writer.say, head)), rows, (2.2, 1.6, 1.1, 1.1, 1.4, 1.6)))
    else:
        blocks.append(Prose(line(writer.say(T("The sources name no post here.")))))
    if len(about.posts) > MOST:
        blocks.append(Prose(line(writer.say(T("{n} more are in the app.", n=len(about.posts) - MOST))), tone="quiet"))
    n = len(about.posts)
    held = {post: holders(graph, post) for post in about.posts}
    counts = (
        (T("the holder"), sum(not edges for edges in held.values())),
        (T("until when"), sum(not any(_end(edge) for edge in edges) for edges in held.values())),
        (T("who held the post before"), sum(not predecessor(graph, post) for post in held)),
        (T("who replaces the holder"), sum(not into(graph, post, "DEPUTY_OF") for post in held)),
    )
    question = writer.say(T("Which posts are concerned, and who has them?"))
    return Section("functies", writer.say(T("Posts")), question, tuple(blocks), tuple(lacking(counts, n, writer)))


def _row(writer: Writer, post: str) -> tuple[Line, ...]:
    graph = writer.graph
    held = holders(graph, post)
    before = predecessor(graph, post)
    instead = [edge.source for edge in into(graph, post, "DEPUTY_OF")]
    people = [edge.source for node in instead for edge in holders(graph, node)]
    return (
        line(writer.called(post, graph.nodes[post])),
        writer.listed([(writer.called(edge.source, edge.attributes),) for edge in held]) or writer.unstated(),
        _days(writer, [str(edge.attributes.get("start_date") or "") for edge in held]),
        _days(writer, [_end(edge) for edge in held]),
        _before(writer, before),
        writer.names(people or instead) or writer.unstated(),
    )


def _before(writer: Writer, before: tuple[str, str] | None) -> Line:
    if before is None or before[0] not in writer.graph:
        return writer.unstated()
    return line(writer.called(before[0]), writer.say(T(", until {date}", date=writer.date(last_counted(before[1])))))


def _days(writer: Writer, days: Sequence[str]) -> Line:
    return line(writer.listing(dict.fromkeys(writer.date(day) for day in days if day))) or writer.unstated()


def _end(edge: Edge) -> str:
    return str(edge.attributes.get("end_date") or "")


def open_section(writer: Writer, about: Scope, known: Matters, taken: Matters) -> Section:
    """What is open, and what ends."""
    kinds = (
        (T("Posts without a holder"), list(_empty(writer, about))),
        (T("What ends within a year"), list(_ending(writer, about))),
        (T("Matters to look at first"), list(_first(writer, known))),
        (T("Decisions without a result"), list(_undecided(writer, taken))),
        (T("What the sources leave open"), list(_statements(writer, about, known))),
    )
    blocks: list[Block] = []
    for title, tasks in kinds:
        if tasks:
            blocks += [Heading(writer.say(title)), Tasks(tuple(tasks[:MOST]), writer.say(T("ask:")))]
    if not blocks:
        blocks.append(Prose(line(writer.say(T("The sources name nothing that is open or ends.")))))
    question = writer.say(T("What has to be arranged?"))
    return Section("open", writer.say(T("What is open, and what ends")), question, tuple(blocks))


def _empty(writer: Writer, about: Scope) -> Iterator[Task]:
    graph = writer.graph
    deputies = [edge.source for post in about.posts for edge in into(graph, post, "DEPUTY_OF")]
    for post in dict.fromkeys((*about.posts, *deputies)):
        several = graph.nodes[post].get("per") or (graph.nodes[post].get("count") or 1) > 1
        if not several and not holders(graph, post):
            by = writer.names(edge.source for edge in into(graph, post, "APPOINTS"))
            yield Task(line(writer.called(post, graph.nodes[post]), "."), by)


def _ending(writer: Writer, about: Scope) -> Iterator[Task]:
    graph = writer.graph
    last = (first_day(writer.day) + SOON).isoformat()
    ends = [(_end(edge), edge.target, edge.source) for post in about.posts for edge in holders(graph, post)]
    ends += [(str(graph.nodes[node].get("end_date") or ""), node, "") for node in (*about.posts, *about.bodies)]
    for end, node, person in sorted(set(ends)):
        if end and writer.day <= end <= last:
            who = ("; ", writer.called(person)) if person else ()
            yield Task(line(writer.say(T("Until {date}: ", date=writer.date(last_counted(end)))), writer.called(node), *who, "."))


def _first(writer: Writer, known: Matters) -> Iterator[Task]:
    """Matters whose day is past, or of which a side is still to be decided."""
    graph = writer.graph
    for node in known:
        kinds = ("COMMISSIONED_BY", "CARRIED_OUT_BY", "MONITORED_BY", "INVOLVES")
        undecided = [
            PARTS[kind, None]
            for kind in kinds
            if kind in graph.nodes[node].get("open", ())
            or any(graph.nodes[edge.target].get("status") == OPEN for edge in parties(graph, node, kind))
        ]
        texts = [_past(writer, node)] if late(writer, node) else []
        if undecided:
            texts.append(writer.say(T("still to be decided: {what}", what=writer.listing(map(writer.say, undecided)))))
        if texts:
            by = parties(graph, node, "CARRIED_OUT_BY") or parties(graph, node, "COMMISSIONED_BY")
            yield Task(line(writer.called(node), f" – {'; '.join(texts)}."), _settled(writer, by))


def _past(writer: Writer, node: str) -> str:
    """That the day of a matter is past, with how far it is: that may be all the way."""
    progress = writer.graph.nodes[node].get("progress")
    return writer.say(T("the day is past; state: {state}", state=progress) if progress else T("the day is past"))


def _undecided(writer: Writer, taken: Matters) -> Iterator[Task]:
    graph = writer.graph
    for node in taken:
        if not graph.nodes[node].get("result"):
            by = parties(graph, node, "OWNED_BY") or parties(graph, node, "TAKEN_BY")
            yield Task(line(writer.called(node), "."), _settled(writer, by))


def _settled(writer: Writer, edges: Sequence[Edge]) -> Line:
    """Whom one can ask: not what is still to be decided."""
    settled = dict.fromkeys(edge.target for edge in edges if writer.graph.nodes[edge.target].get("status") != OPEN)
    return writer.listed([called(writer, node) for node in list(settled)[:2]])


def _statements(writer: Writer, about: Scope, known: Mapping[str, object]) -> Iterator[Task]:
    graph = writer.graph
    around = dict.fromkeys((about.subject, *about.posts, *about.bodies, *about.topics, *known))
    nodes = {edge.source for node in around for edge in into(graph, node, "ABOUT") if graph.nodes[edge.source]["label"] == "Statement"}
    for node in sorted(nodes):
        attributes = graph.nodes[node]
        if attributes["kind"] in OPEN_STATEMENTS:
            kind = StatementKind(attributes["kind"]).names[writer.lang]
            concerns = [edge.target for edge in out(graph, node, "ABOUT") if edge.target in around]
            words = Words(f"{kind[:1].upper()}{kind[1:]}: “{attributes['name']}”", writer.cite(attributes), node)
            yield Task(line(words, " (", *writer.names(concerns[:3]), ")."))
