"""Who knows: predecessors, deputies and secretaries, and who else has a part in the matters."""

from __future__ import annotations

from collections.abc import Iterator

from orggraph.graph.reading import holders, into
from orggraph.graph.standing import NOT_FORMER, has
from orggraph.i18n import T, Text
from orggraph.model.terms import Capacity
from orggraph.reports.kinds.handover.matters import Matters
from orggraph.reports.kinds.handover.scope import Scope, part_of, parties
from orggraph.reports.kinds.role.seats import predecessor
from orggraph.reports.kinds.role.who import seated_as
from orggraph.reports.page import Block, Line, Prose, Section, Table, line
from orggraph.reports.writer import Writer

MOST, MOST_MATTERS = 40, 4
"""So many people are listed, and so many matters with each part."""
KINDS = ("COMMISSIONED_BY", "CARRIED_OUT_BY", "OWNED_BY", "MONITORED_BY", "INVOLVES")
Heard = dict[str, tuple[dict[str, None], dict[str, list[str]]]]
"""By who knows: the posts by which they do, and by part the nodes that they know of."""


def section(writer: Writer, about: Scope, known: Matters) -> Section:
    """The section; ``known`` are the matters and decisions."""
    heard: Heard = {}
    for node, part, of in (*_beside(writer, about), *_having_a_part(writer, known)):
        _hear(writer, about, heard, node, part, of)
    blocks: list[Block] = []
    if heard:
        head = (T("Who"), T("Post"), T("Knows of"))
        rows = tuple(_row(writer, who, posts, parts) for who, (posts, parts) in list(heard.items())[:MOST])
        caption = T("Who else is involved, or was before")
        blocks.append(Table(writer.say(caption), tuple(map(writer.say, head)), rows, (1.5, 1.8, 3.4)))
    else:
        blocks.append(Prose(line(writer.say(T("The sources name nobody else.")))))
    if len(heard) > MOST:
        blocks.append(Prose(line(writer.say(T("{n} more are in the app.", n=len(heard) - MOST))), tone="quiet"))
    silent = (writer.say(T("telephone numbers and mail addresses")),) if heard else ()
    return Section("wie", writer.say(T("Who knows")), writer.say(T("Whom can one ask?")), tuple(blocks), silent)


def _beside(writer: Writer, about: Scope) -> Iterator[tuple[str, Text, str]]:
    """Predecessors, deputies, secretaries: who, as what, and of which post or body."""
    graph = writer.graph
    for post in about.posts:
        before = predecessor(graph, post)
        if before and before[0] in graph:
            yield before[0], T("held it before"), post
        yield from ((edge.source, T("replaces the holder"), post) for edge in into(graph, post, "DEPUTY_OF"))
    for body in about.bodies:
        yield from ((post, T("secretary"), body) for post in seated_as(graph, body, Capacity.SECRETARY))


def _having_a_part(writer: Writer, known: Matters) -> Iterator[tuple[str, Text, str]]:
    for node in known:
        for kind in KINDS:
            yield from ((edge.target, part_of(edge), node) for edge in parties(writer.graph, node, kind))


def _hear(writer: Writer, about: Scope, heard: Heard, node: str, part: Text, of: str) -> None:
    graph = writer.graph
    if node == about.subject or not has(graph.nodes[node], NOT_FORMER) or graph.nodes[node].get("status") == "open":
        return
    people = [edge.source for edge in holders(graph, node)] if graph.nodes[node]["label"] == "Post" else []
    for who in people or [node]:
        if about.label in ("Person", "Post") and (who in about.people or who in about.posts):
            continue
        posts, parts = heard.setdefault(who, ({}, {}))
        posts.update({node: None} if who != node else {})
        nodes = parts.setdefault(writer.say(part), [])
        if of not in nodes:
            nodes.append(of)


def _row(writer: Writer, who: str, posts: dict[str, None], parts: dict[str, list[str]]) -> tuple[Line, ...]:
    texts: list[Line] = []
    for part, nodes in parts.items():
        more = writer.say(T(" and {n} more", n=len(nodes) - MOST_MATTERS)) if len(nodes) > MOST_MATTERS else ""
        texts.append(line(f"{part}: ", *writer.names(nodes[:MOST_MATTERS]), more))
    spoken = [words for i, text in enumerate(texts) for words in (*(line("; ") if i else ()), *text)]
    return line(writer.called(who)), writer.names(list(posts)[:3]) or line("–"), tuple(spoken)
