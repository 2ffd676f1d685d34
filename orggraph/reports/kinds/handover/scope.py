"""What a handover is about: the posts, bodies and topics of its subject, and which part these have in something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from orggraph.graph import Graph
from orggraph.graph.edges import Edge
from orggraph.graph.reading import holders, into, out, posts_of
from orggraph.graph.standing import NOT_FORMER, PLACES, edges
from orggraph.i18n import T, Text
from orggraph.reports.page import Line, Words, line
from orggraph.reports.writer import Writer

SUBJECTS = ("Person", "Post", "Body", "Topic")
OPEN = "open"
"""Status of what is still to be decided."""
PARTS: Mapping[tuple[str, str | None], Text] = {
    ("COMMISSIONED_BY", "political"): T("political commissioner"),
    ("COMMISSIONED_BY", "official"): T("official commissioner"),
    ("COMMISSIONED_BY", None): T("commissioner"),
    ("CARRIED_OUT_BY", None): T("contractor"),
    ("OWNED_BY", "political"): T("political owner"),
    ("OWNED_BY", "official"): T("official owner"),
    ("OWNED_BY", None): T("owner"),
    ("MONITORED_BY", None): T("monitors it"),
    ("INVOLVES", None): T("involved"),
    ("TAKEN_BY", None): T("takes the decision"),
    ("ADOPTED_BY", None): T("adopts it"),
    ("PREPARES", None): T("prepares it"),
    ("RESPONSIBLE_FOR", None): T("answers for it"),
    ("AGREED_AT", None): T("agreed in a meeting of its own"),
    ("COVERS", None): T("on its topic"),
    ("ABOUT", None): T("it is about it"),
}
"""By type of relationship and side: what somebody is in a matter."""
TO_BODIES: Mapping[str, Text] = {"TAKEN_BY": T("takes part in the decision"), "ADOPTED_BY": T("takes part in adopting it")}
"""What a body does, and what its members are then said to do."""
BY = frozenset({"PREPARES", "RESPONSIBLE_FOR"})
"""Relationships that lead to what is done; all others lead from it."""


@dataclass(frozen=True)
class Scope:
    """A subject with its posts, the bodies of these, its topics, and the people who it is or who hold its posts."""

    subject: str
    label: str
    posts: tuple[str, ...]
    bodies: tuple[str, ...]
    topics: tuple[str, ...]
    people: frozenset[str]

    @property
    def own(self) -> tuple[str, ...]:
        """What has a part in matters by itself; of a topic only what is about it."""
        return () if self.label == "Topic" else tuple(dict.fromkeys((self.subject, *self.posts)))


def scope(graph: Graph, subject: str) -> Scope:
    """The scope of a person, post, body or topic."""
    label = graph.nodes[subject]["label"]
    topics: tuple[str, ...] = ()
    if label == "Person":
        posts = [edge.target for edge in posts_of(graph, subject)]
    elif label == "Body":
        posts = [edge.source for edge in edges(graph, subject, "IN", PLACES, incoming=True)]
    elif label == "Topic":
        topics = _below(graph, subject)
        posts = [edge.source for topic in topics for edge in into(graph, topic, "COVERS") if graph.nodes[edge.source]["label"] == "Post"]
    else:
        posts = [subject]
    around = [subject] if label == "Body" else [edge.target for post in posts for edge in out(graph, post, "IN")]
    bodies = tuple(node for node in dict.fromkeys(around) if graph.nodes[node]["label"] == "Body")
    covering = [subject] if label == "Body" else posts
    topics = topics or tuple(dict.fromkeys(edge.target for node in covering for edge in out(graph, node, "COVERS")))
    people = {subject} if label == "Person" else {edge.source for post in posts for edge in holders(graph, post)}
    return Scope(subject, label, tuple(dict.fromkeys(posts)), bodies, topics, frozenset(people))


def _below(graph: Graph, topic: str) -> tuple[str, ...]:
    """A topic and those within it, at any depth."""
    topics = [topic]
    for each in topics:
        topics += [edge.source for edge in into(graph, each, "PART_OF") if edge.source not in topics]
    return tuple(node for node in topics if graph.nodes[node]["label"] == "Topic")


def taking_part(graph: Graph, about: Scope, label: str, kinds: Iterable[str]) -> dict[str, list[Text]]:
    """The nodes of a label in which the scope has a part by one of these relationships, each with the parts."""
    parts: dict[str, list[Text]] = {}
    for kind in kinds:
        for node in _ends(about, kind):
            for edge in edges(graph, node, kind, NOT_FORMER, incoming=kind not in BY):
                other = edge.target if kind in BY else edge.source
                part = TO_BODIES[kind] if kind in TO_BODIES and node not in about.own else part_of(edge)
                if graph.nodes[other]["label"] == label and part not in parts.get(other, ()):
                    parts.setdefault(other, []).append(part)
    return parts


def _ends(about: Scope, kind: str) -> tuple[str, ...]:
    if kind in ("COVERS", "ABOUT"):
        return about.topics if kind == "COVERS" else tuple(dict.fromkeys((*about.topics, about.subject)))
    return tuple(dict.fromkeys((*about.own, *about.bodies))) if kind in TO_BODIES and about.own else about.own


def part_of(edge: Edge) -> Text:
    """What an edge says that somebody is in a matter."""
    kind = edge.attributes["type"]
    return PARTS.get((kind, edge.attributes.get("side"))) or PARTS[kind, None]


def parties(graph: Graph, node: str, kind: str, *sides: str | None) -> list[Edge]:
    """The edges from a matter to who has a part in it; ``sides``: only those of one of these sides."""
    return [edge for edge in edges(graph, node, kind, NOT_FORMER) if not sides or edge.attributes.get("side") in sides]


def called(writer: Writer, node: str) -> Line:
    """A party by name: of a post who holds it, with the post; what is still to be decided says so."""
    graph = writer.graph
    if graph.nodes[node].get("status") == OPEN:
        return line(Words(writer.say(T("to be decided")), open=True))
    people = [edge.source for edge in holders(graph, node)] if graph.nodes[node]["label"] == "Post" else []
    return line(*writer.names(people), " (", writer.called(node), ")") if 0 < len(people) < MOST_HOLDERS else line(writer.called(node))


MOST_HOLDERS = 3
"""From so many holders of a post on, the post alone is named."""


def named(writer: Writer, edges_to: Iterable[Edge]) -> Line:
    """Parties as a list; an open line where there is none."""
    names = [called(writer, node) for node in dict.fromkeys(edge.target for edge in edges_to)]
    return writer.listed(list(dict.fromkeys(names))) or writer.unstated()


def with_parts(writer: Writer, node: str, parts: Iterable[Text]) -> Line:
    """A matter by its number and name, with the parts that the subject has in it."""
    attributes = writer.graph.nodes[node]
    number = f"{attributes['number']}. " if attributes.get("number") else ""
    texts = writer.listing(writer.say(part) for part in parts)
    return line(number, writer.called(node, attributes), Words(f" – {texts}") if texts else "")


def lacking(counts: Iterable[tuple[Text, int]], total: int, writer: Writer) -> Iterator[str]:
    """What the sources do not say, with for how many of how many."""
    for what, n in counts:
        if n:
            yield writer.say(T("{what} ({n} of {total})", what=writer.say(what), n=n, total=total))
