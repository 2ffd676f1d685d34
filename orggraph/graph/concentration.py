"""What stands at a person, or at a post: posts, bodies, roles, work, each with the relationships that show it, and of how many.

Linear in the edges of people and posts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from orggraph.graph import standing
from orggraph.graph.datasets import datasets_of
from orggraph.graph.edges import Edge
from orggraph.graph.projection import Graph
from orggraph.model.terms import Capacity

Things = dict[str, dict[str, list[Edge]]]
"""Per measure what is counted, each with the edges that show it."""

Totals = Mapping[str, Mapping[str, Collection[str]]]
"""Per dataset and measure what there is to count."""

WORK = {
    "commissions_given": ("COMMISSIONED_BY", "Assignment"),
    "commissions_carried_out": ("CARRIED_OUT_BY", "Assignment"),
    "involvements": ("INVOLVES", "Assignment"),
    "decisions": ("OWNED_BY", "Decision"),
}
"""Per measure the relationship that leads from a piece of work to who stands at it, and the label of that work."""
SEAT = {"bodies": "IN", "roles": "HAS_ROLE", "principals": "ON_BEHALF_OF"}
"""Per measure the relationship that leads from a post to what is counted."""
CHAIR = "chairs"
"""The measure of which the things are the posts with the capacity of chair."""
MEASURES = (*WORK, "bodies", "posts", "roles", "tiers", "principals", CHAIR)
"""What is counted."""
TOTALS: Mapping[str, tuple[str, ...]] = {
    "Assignment": ("commissions_given", "commissions_carried_out", "involvements"),
    "Decision": ("decisions",),
    "Body": ("bodies",),
    "Post": ("posts",),
    "Role": ("roles",),
}
"""Per label the measures of which its nodes are the whole."""


def counts(graph: Graph, node: str) -> dict[str, float]:
    """All measures of one person or post, for whoever looks at it; empty for any other node.

    ``hours`` only where loads exist: those of the roles, without meetings.
    """
    if graph.nodes[node]["label"] not in {"Person", "Post"}:
        return {}
    counted: dict[str, float] = {measure: len(things) for measure, things in things_of(graph, node).items()}
    loads, _ = loads_of(graph, node)
    return {**counted, "hours": sum(loads.values())} if loads else counted


def things_of(graph: Graph, node: str) -> Things:
    """What stands at a person or post, per measure."""
    posts = posts_of(graph, node)
    things: Things = {measure: {} for measure in MEASURES}
    things["posts"] = posts
    for bearer, way in {node: list[Edge](), **posts}.items():
        for measure, (step, label) in WORK.items():
            for edge in standing.edges(graph, bearer, step, incoming=True):
                if graph.nodes[edge.source]["label"] == label:
                    things[measure].setdefault(edge.source, []).extend([*way, edge])
    for post, way in posts.items():
        _add_seat(graph, post, way, things)
    for body, edges in things["bodies"].items():
        things["tiers"].setdefault(graph.nodes[body].get("tier", ""), []).extend(edges)
    return things


def _add_seat(graph: Graph, post: str, way: list[Edge], things: Things) -> None:
    """Count the body, role and principal of a post, and its chair."""
    for measure, step in SEAT.items():
        for edge in standing.edges(graph, post, step):
            if measure != "bodies" or graph.nodes[edge.target]["label"] == "Body":
                things[measure].setdefault(edge.target, []).extend([*way, edge])
    if graph.nodes[post].get("capacity") == Capacity.CHAIR:
        things[CHAIR][post] = way


def posts_of(graph: Graph, node: str) -> dict[str, list[Edge]]:
    """The posts that a person holds; for a post itself and, where it is a single seat, what it brings along."""
    if graph.nodes[node]["label"] == "Person":
        return {edge.target: [edge] for edge in standing.edges(graph, node, "HOLDS")}
    brought: dict[str, list[Edge]] = {node: []}
    ahead = [node]
    while ahead:
        here = ahead.pop()
        if "per" in graph.nodes[here] or graph.nodes[here].get("count", 1) != 1:
            continue
        for edge in standing.edges(graph, here, "QUALIFIES_FOR"):
            if edge.target not in brought:
                brought[edge.target] = [*brought[here], edge]
                ahead.append(edge.target)
    return brought


def unheld_posts(graph: Graph) -> list[str]:
    """Posts without a known holder that are no open place; one that another of them brings along is counted there."""
    there = [post for post in of_label(graph, "Post") if standing.has(graph.nodes[post], standing.ACTUAL)]
    posts = [post for post in there if not standing.edges(graph, post, "HOLDS", incoming=True)]
    brought = {post: posts_of(graph, post).keys() - {post} for post in posts}
    by = defaultdict(list)
    for post, others in brought.items():
        for other in others:
            by[other].append(post)
    return [post for post in posts if not any(other not in brought[post] or other < post for other in by[post])]


def totals_of(graph: Graph) -> Totals:
    """What there is of each measure, per dataset."""
    totals: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for node, attributes in graph.nodes(data=True):
        if not standing.has(attributes, standing.PLACES):
            continue
        for mine in (totals[dataset] for dataset in datasets_of(attributes)):
            for measure in TOTALS.get(attributes["label"], ()):
                mine[measure].add(node)
            if attributes["label"] == "Body":
                mine["tiers"].add(attributes.get("tier", ""))
            if attributes["label"] == "Post" and attributes.get("capacity") == Capacity.CHAIR:
                mine[CHAIR].add(node)
    for edge in standing.edges_of_type(graph, "ON_BEHALF_OF", standing.PLACES):
        for dataset in datasets_of(edge.attributes):
            totals[dataset]["principals"].add(edge.target)
    return totals


def of_how_many(totals: Totals, attributes: Mapping[str, Any], measure: str) -> int:
    """The denominator of a measure of a node: what there is in the datasets that know the node."""
    known = [totals.get(dataset, {}).get(measure, ()) for dataset in datasets_of(attributes)]
    return len(known[0]) if len(known) == 1 else len(set[str]().union(*known))  # a set of all posts is not copied for each person


def loads_of(graph: Graph, node: str) -> tuple[dict[str, float], list[Edge]]:
    """The normal loads of the roles at a person or post, each role once, and the edges to them."""
    loads: dict[str, float] = {}
    ties: list[Edge] = []
    for post, way in posts_of(graph, node).items():
        for edge in standing.edges(graph, post, "HAS_ROLE"):
            if "load_hours" in graph.nodes[edge.target]:
                loads[edge.target] = graph.nodes[edge.target]["load_hours"]
                ties += [*way, edge]
    return loads, ties


def of_label(graph: Graph, label: str) -> list[str]:
    """The nodes with a label, in the order of the graph."""
    return [node for node, attributes in graph.nodes(data=True) if attributes["label"] == label]
