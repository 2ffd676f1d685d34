"""The page of one node: its facts, its posts, what it is tied to, the findings about it, what sources say differently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from orggraph.findings import Finding, weight
from orggraph.graph import Graph, neighbours
from orggraph.graph.edges import Edge
from orggraph.i18n import T, Text
from orggraph.model.base import Record
from orggraph.model.dates import last_counted
from orggraph.model.fields import forms
from orggraph.model.nodes import LABELS
from orggraph.model.relationships import TYPES
from orggraph.model.terms import Capacity
from orggraph.model.titles import title_of, value_of
from orggraph.picture.naming import kind_name
from orggraph.picture.palette import RELATION
from orggraph.picture.relations import FROM_OTHER_END
from orggraph.publish.addresses import IN_WEIGHT, PACK_OF, ROLE_OF
from orggraph.reports.page import Block, Line, Page, Prose, Section, Table, Words, line
from orggraph.reports.writer import Writer

UNREAD = frozenset({"id", "name", "description", "note", "evidence", "status", "sources", "slot", "dataset", "open", "inferred", "tier",
                    "kind", "privacy", "complete"})  # fmt: skip
"""Fields that stand elsewhere on the page, or that nobody reads."""
IN_TABLE = frozenset({"IN", "HAS_ROLE", "HOLDS", "ON_BEHALF_OF"})
"""What the table of posts says."""
HAVE_POSTS: Mapping[str, tuple[tuple[str, bool], ...]] = {
    "Person": (("HOLDS", False),),
    "Role": (("HAS_ROLE", True),),
    "Body": (("IN", True),),
    "Cooperation": (("IN", True),),
    "Organization": (("IN", True), ("ON_BEHALF_OF", True)),
}
"""By which relationships a node has posts, and whether they come in."""
MOST_NAMES = 40
"""So many names stand in one cell; the map has all."""
_NUMBERED = {capacity.value: n for n, capacity in enumerate(Capacity)}


def node_page(
    graph: Graph, node: str, findings: Sequence[Finding], roles: Sequence[str], writer: Writer, *, packed: bool = False
) -> Page:  # fmt: skip
    """The page of a node.

    Parameters
    ----------
    graph, node
        The projection, and the id of the node.
    findings
        Those about it.
    roles
        Ids of which there is a page of who is new there, that belong here.
    writer
        A fresh writer.
    packed
        Whether there is a document to take along about it.
    """
    data = graph.nodes[node]
    opening = tuple(_opening(writer, node, roles, packed=packed))  # before the sections: places are numbered in the order of citing
    sections = (
        ("feiten", T("Facts"), tuple(_facts(writer, data))),
        ("functies", T("Posts"), tuple(_posts(writer, node))),
        ("banden", T("What it is tied to"), tuple(_relations(writer, node))),
        ("signalen", T("Findings about this"), tuple(_findings(writer, findings))),
    )
    return writer.page(
        kind_name(data["label"], data.get("kind"), writer.lang),
        writer.name(node),
        under=str(data.get("function") or ""),
        opening=opening,
        sections=tuple(Section(name, writer.say(title), "", blocks) for name, title, blocks in sections if blocks),
        numbered=False,
    )


def _opening(writer: Writer, node: str, roles: Sequence[str], *, packed: bool) -> Iterator[Block]:
    data = writer.graph.nodes[node]
    cites = writer.cite(data)
    about = str(data.get("description") or "")
    if about:
        yield Prose((Words(about, cites),))
    if data.get("note"):
        yield Prose(line(str(data["note"])), tone="quiet")
    if roles:
        names = [(Words(writer.name(role), node=f"{ROLE_OF}{role}"),) for role in roles]
        yield Prose(writer.listed(names), lead=writer.say(T("New here? Read the page of:")))
    if packed:
        yield Prose((Words(writer.say(T("This post, to take along (PDF)")), node=f"{PACK_OF}{node}"),))


def _facts(writer: Writer, data: Mapping[str, Any]) -> Iterator[Block]:
    model = LABELS[data["label"]]
    rows = [
        (line(writer.say(title_of(model, field))), line(_value(writer, model, field, value)))
        for field in model.model_fields
        if field not in UNREAD and (value := data.get(field)) not in (None, (), [], "")
    ]
    if data.get("open"):
        rows.append((line(writer.say(T("Still to be decided"))), line(", ".join(_open(writer, model, name) for name in data["open"]))))
    if rows:
        heads = writer.say(T("Fact")), writer.say(T("Value"))
        yield Table(writer.say(T("Facts")), heads, tuple(rows), (1, 2))


def _open(writer: Writer, model: type[Record], name: str) -> str:
    return writer.say(title_of(model, name)) if name in model.model_fields else name


def _value(writer: Writer, model: type[Record], field: str, value: Any) -> str:
    """A value as people read it."""
    if isinstance(value, list | tuple):
        return "; ".join(_value(writer, model, field, item) for item in value)
    if forms(model)[field].kind == "partial-date":
        return writer.date(last_counted(value) if field == "end_date" else value)
    return writer.say(Text("{value}", {"value": value_of(model, field, value)}))


def _posts(writer: Writer, node: str) -> Iterator[Block]:
    """The posts of a body, an organization, a role or a person, as a table."""
    graph = writer.graph
    label = graph.nodes[node]["label"]
    ties = [(edge, incoming) for kind, incoming in HAVE_POSTS.get(label, ()) for edge in neighbours(graph, node, kind, incoming=incoming)]
    posts = {edge.source if incoming else edge.target: edge for edge, incoming in ties}
    posts = {post: edge for post, edge in posts.items() if graph.nodes[post]["label"] == "Post"}
    if not posts:
        return
    rows = []
    for post in sorted(posts, key=lambda post: (_rank(graph.nodes[post]), graph.nodes[post]["name"], post)):
        held = writer.names(edge.source for edge in neighbours(graph, post, "HOLDS", incoming=True))
        seat = writer.names(edge.target for edge in neighbours(graph, post, "IN"))
        behalf = writer.names(edge.target for edge in neighbours(graph, post, "ON_BEHALF_OF"))
        capacity = next((known.names[writer.lang] for known in Capacity if known == graph.nodes[post].get("capacity")), "")
        rows.append((line(writer.called(post, posts[post].attributes)), seat, line(capacity), behalf, held or writer.unstated()))
    heads = [T("Post"), T("Seat in"), T("Capacity"), T("On behalf of"), T("Held by")]
    left_out = {"Person": {4}, "Body": {1}, "Cooperation": {1}}.get(label, set())
    kept = [n for n in range(len(heads)) if n not in left_out and any(row[n] for row in rows)]
    yield Table(
        writer.say(T("Posts")), tuple(writer.say(heads[n]) for n in kept), tuple(tuple(row[n] for n in kept) for row in rows)
    )  # fmt: skip


def _rank(data: Mapping[str, Any]) -> int:
    return _NUMBERED.get(str(data.get("capacity")), len(_NUMBERED))


def _relations(writer: Writer, node: str) -> Iterator[Block]:
    """All other relationships: what each is, and with whom."""
    graph = writer.graph
    seated = graph.nodes[node]["label"] in HAVE_POSTS
    groups: dict[tuple[int, str], list[Edge]] = {}
    for edge in _edges(graph, node):
        kind, other = edge.attributes["type"], edge.target if edge.source == node else edge.source
        if seated and kind in IN_TABLE and graph.nodes[other]["label"] == "Post":
            continue
        rank = RELATION[kind].rank if kind in RELATION else len(RELATION)
        words = TYPES[kind].title[writer.lang] if edge.source == node else writer.say(FROM_OTHER_END[kind])
        groups.setdefault((rank, words), []).append(edge)
    rows = tuple((line(words), _others(writer, node, edges)) for (_, words), edges in sorted(groups.items(), key=lambda item: item[0]))
    if rows:
        yield Table(writer.say(T("Relationships")), (writer.say(T("Relation")), writer.say(T("With"))), rows, (1, 2))


def _edges(graph: Graph, node: str) -> Iterator[Edge]:
    for source, target, key, attributes in graph.out_edges(node, keys=True, data=True):
        yield Edge(source, target, key, attributes)
    for source, target, key, attributes in graph.in_edges(node, keys=True, data=True):
        if source != node:
            yield Edge(source, target, key, attributes)


def _others(writer: Writer, node: str, edges: Sequence[Edge]) -> Line:
    ends = {edge.target if edge.source == node else edge.source: edge.attributes for edge in edges}
    names = sorted(ends, key=lambda end: (writer.name(end), end))
    listed = [(writer.called(end, ends[end]),) for end in names[:MOST_NAMES]]
    if len(names) > MOST_NAMES:
        listed.append((Words(writer.say(T("{n} others", n=len(names) - MOST_NAMES))),))
    return writer.listed(listed)


def _findings(writer: Writer, findings: Sequence[Finding]) -> Iterator[Block]:
    for finding in findings:
        title = Words(writer.say(finding.question), node=f"{IN_WEIGHT}{anchor(finding)}")
        yield Prose((title,), lead=f"{weight(finding)[writer.lang]}:")


def anchor(finding: Finding) -> str:
    """Of which section of the page of findings a finding is."""
    return finding.severity.value if finding.assessable else "unknown"
