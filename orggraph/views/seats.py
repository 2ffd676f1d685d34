"""Who sits where, by role: which roles have seats in which bodies, and in which capacity."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from orggraph.graph import Graph, standing
from orggraph.model.terms import Tier

_TIERS = {tier.value: i for i, tier in enumerate(Tier)}
ORDER = ("chair", "deputy_chair", "secretary", "member", "deputy_member", "adviser", "guest")
"""Capacities, the one that is shown first first; others follow by name."""


@dataclass(frozen=True)
class Seat:
    """The seats of one row in one body: the posts, in which capacities, and how many of the posts are held."""

    row: str
    body: str
    posts: tuple[str, ...]
    capacities: tuple[str, ...]
    held: int


@dataclass(frozen=True)
class SeatTable:
    """Rows and bodies, in the order in which they are shown, and the seats by row and body."""

    rows: tuple[str, ...]
    bodies: tuple[str, ...]
    seats: dict[tuple[str, str], Seat]


def seats_by_role(graph: Graph) -> SeatTable:
    """Roles by bodies; bodies go by tier, rows by the first body that they sit in.

    A post with several roles is in the row of each, one without stands for itself.
    """
    roles: dict[str, list[str]] = defaultdict(list)
    for edge in standing.edges_of_type(graph, "HAS_ROLE", standing.PLACES):
        roles[edge.source].append(edge.target)
    held = {edge.target for edge in standing.edges_of_type(graph, "HOLDS")}
    posts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for edge in standing.edges_of_type(graph, "IN", standing.PLACES):
        if graph.nodes[edge.target]["label"] == "Body":
            for row in roles.get(edge.source, [edge.source]):
                posts[row, edge.target].append(edge.source)
    seats = {
        (row, body): Seat(row, body, tuple(sorted(some)), _capacities(graph, some), sum(1 for post in some if post in held))
        for (row, body), some in posts.items()
    }
    bodies = sorted({body for _, body in seats}, key=lambda body: _body_order(graph, body))
    place = {body: i for i, body in enumerate(bodies)}
    first: dict[str, int] = {}
    for row, body in seats:
        first[row] = min(first.get(row, len(bodies)), place[body])
    rows = sorted(first, key=lambda row: (first[row], graph.nodes[row]["name"], row))
    return SeatTable(tuple(rows), tuple(bodies), seats)


def by_tier(graph: Graph, bodies: Sequence[str]) -> list[str]:
    """Bodies by tier, from political to delivery, then by name."""
    return sorted(bodies, key=lambda body: _body_order(graph, body))


def _body_order(graph: Graph, body: str) -> tuple[int, str, str]:
    attributes = graph.nodes[body]
    return (_TIERS.get(attributes.get("tier", ""), len(_TIERS)), attributes["name"], body)


def _capacities(graph: Graph, posts: Sequence[str]) -> tuple[str, ...]:
    known = {graph.nodes[post]["capacity"] for post in posts if "capacity" in graph.nodes[post]}
    return tuple(sorted(known, key=lambda capacity: (ORDER.index(capacity) if capacity in ORDER else len(ORDER), capacity)))


def homes(graph: Graph, rows: Iterable[str]) -> dict[str, str]:
    """Per person or post the organization on whose behalf most of the posts are; of several the first by id.

    A row that speaks for none stands with the organization that its own post is in, where there is one; else it has no home.
    """
    wanted = set(rows)
    behalf: dict[str, list[str]] = defaultdict(list)
    for kind in ("ON_BEHALF_OF", "IN"):
        for edge in standing.edges_of_type(graph, kind, standing.PLACES):
            if graph.nodes[edge.target]["label"] == "Organization":
                behalf[edge.source].append(edge.target)
    posts: dict[str, list[str]] = defaultdict(list)
    for edge in standing.edges_of_type(graph, "HOLDS"):
        posts[edge.source].append(edge.target)
    home_of = {}
    for row in wanted:
        counted = Counter(home for post in (*posts.get(row, ()), row) for home in behalf.get(post, ()))
        if counted:
            home_of[row] = min(counted, key=lambda home: (-counted[home], home))
    return home_of
