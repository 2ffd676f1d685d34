"""Names behind roles and posts: who holds what, and which colleague of the own municipality has a role."""

from __future__ import annotations

from collections.abc import Iterable

from orggraph.graph import Graph
from orggraph.graph.reading import employer, holders, into, municipality_of, organization_of, out, seats
from orggraph.model.terms import Capacity
from orggraph.reports.kinds.role.hats import Worn
from orggraph.reports.page import Line, line
from orggraph.reports.writer import Writer

MOST_NAMES = 3
"""So many holders of a role are named; where there are more, none is."""


def belongs_to(graph: Graph, post: str) -> str | None:
    """The organization for which a post speaks, or in which it is."""
    return municipality_of(graph, post) or employer(graph, post)


def posts_with(graph: Graph, role: str, home: str | None = None) -> list[str]:
    """The posts with a role; ``home``: only those of that organization."""
    posts = sorted({edge.source for edge in into(graph, role, "HAS_ROLE")})
    return [post for post in posts if home is None or belongs_to(graph, post) == home]


def people_in(graph: Graph, posts: Iterable[str]) -> list[str]:
    """Who holds one of these posts, each once."""
    return list(dict.fromkeys(edge.source for post in posts for edge in holders(graph, post)))


def behind(writer: Writer, me: Worn, node: str, *, own: bool = False) -> Line:
    """The names behind a role, post or body, where they are few; those at one's own tables before others.

    Parameters
    ----------
    node
        A role, post, body or organization.
    own
        Whether that of the own municipality is meant.
    """
    graph = writer.graph
    label = graph.nodes[node]["label"]
    if label == "Post":
        people = people_in(graph, [node])
    elif label == "Role":
        posts = posts_with(graph, node, me.home if own else None)
        near = [post for post in posts if any(edge.target in me.bodies for edge in out(graph, post, "IN"))]
        people = people_in(graph, near) or people_in(graph, posts)
    else:
        return ()
    people = [person for person in people if person not in me.people]
    return writer.names(people) if 0 < len(people) <= MOST_NAMES else ()


def named(writer: Writer, me: Worn, node: str, *, own: bool = False) -> Line:
    """A role, post or body with the names behind it in brackets."""
    people = behind(writer, me, node, own=own)
    return line(writer.called(node), " (", *people, ")") if people else line(writer.called(node))


def seated_as(graph: Graph, body: str, *capacities: Capacity) -> list[str]:
    """The posts in a body with one of these capacities."""
    return [seat.post for seat in seats(graph, body, voting=False) if seat.capacity in capacities]


def home_bodies(graph: Graph, home: str | None, *kinds: str) -> list[str]:
    """The bodies of these kinds of an organization."""
    own = [edge.source for edge in into(graph, home, "PART_OF")] if home else []
    return [body for body in own if graph.nodes[body].get("kind") in kinds and organization_of(graph, body) == home]
