"""What rules and analyses read of a graph: live facts, seats, base offices, certain overlaps. Nothing here judges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fnmatch import fnmatchcase
from typing import Any, Literal, NamedTuple

from orggraph.graph import Graph
from orggraph.graph.datasets import by_dataset
from orggraph.graph.edges import Edge
from orggraph.graph.kept import kept
from orggraph.graph.standing import ACTUAL, edges, has
from orggraph.model.dates import first_day, last_day

OfficeKind = Literal["mayor", "alderman", "councillor", "secretary", "griffier", "civil_servant"]
VOTING = frozenset({"chair", "deputy_chair", "member", None})
"""Capacities in which one sits as a member; a deputy member, secretary, adviser or guest does not."""


def live(attributes: Mapping[str, Any]) -> bool:
    """Whether a node or edge is so: not proposed, former or still to be decided."""
    return has(attributes, ACTUAL)


def out(graph: Graph, node: str, kind: str) -> list[Edge]:
    """The live edges of one type that leave a node, to live nodes."""
    return edges(graph, node, kind)


def into(graph: Graph, node: str, kind: str) -> list[Edge]:
    """The live edges of one type that reach a node, from live nodes."""
    return edges(graph, node, kind, incoming=True)


def labelled(graph: Graph, dataset: str, label: str) -> Sequence[str]:
    """The nodes of one label in one dataset."""
    return by_dataset(graph, label).get(dataset, ())


def certain(attributes: Mapping[str, Any], on: date) -> bool:
    """Whether something holds on a day by the narrowest reading of its dates, and of that of what it begins or ends with.

    "2022" began at the latest on its last day, and ended at the earliest on its first.
    """
    starts = filter(None, (attributes.get("start_date"), attributes.get("starts_on")))
    ends = filter(None, (attributes.get("end_date"), attributes.get("ends_on")))
    return all(last_day(start) <= on for start in starts) and all(on < first_day(end) for end in ends)


def parts(graph: Graph, wholes: Iterable[str], *, without: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Bodies and organizations that are part of one of these, at any depth.

    Parameters
    ----------
    wholes
        An arrangement and the cooperations that it governs. A body that stands directly under another arrangement is
        left out.
    without
        Organizations that are not looked into: participants, whose own councils are no part of the cooperation.
    """
    ahead = list(wholes)
    own = set(ahead)
    inside: dict[str, None] = {}
    while ahead:
        for edge in into(graph, ahead.pop(0), "PART_OF"):
            part = edge.source
            if part in inside or part in without or graph.nodes[part]["label"] not in {"Body", "Organization"}:
                continue
            direct = {up.target for up in out(graph, part, "PART_OF") if graph.nodes[up.target]["label"] == "Arrangement"}
            if direct and not direct & own:
                continue
            inside[part] = None
            ahead.append(part)
    return tuple(inside)


def bodies_of(graph: Graph, organization: str, *kinds: str) -> tuple[str, ...]:
    """The bodies of an organization of these kinds (none given: all), directly under it."""
    parts = (edge.source for edge in into(graph, organization, "PART_OF"))
    return tuple(
        dict.fromkeys(
            part for part in parts if graph.nodes[part]["label"] == "Body" and (not kinds or graph.nodes[part].get("kind") in kinds)
        )
    )


def councils_together(graph: Graph, dataset: str) -> tuple[str, ...]:
    """Bodies that stand for several councils at once, where a dataset names them as one."""
    return tuple(
        body
        for body in labelled(graph, dataset, "Body")
        if graph.nodes[body].get("kind") == "council" and live(graph.nodes[body]) and _several(graph, body)
    )


def _several(graph: Graph, body: str) -> bool:
    """Whether a record stands for more than one body: it says so, or it is of an organization that does."""
    attributes = graph.nodes[body]
    return (attributes.get("count") or 1) > 1 or bool(attributes.get("per"))


def organization_of(graph: Graph, body: str) -> str | None:
    """The organization that a body is part of, through bodies around it."""
    seen = {body}
    ahead = [body]
    while ahead:
        for edge in out(graph, ahead.pop(0), "PART_OF"):
            if graph.nodes[edge.target]["label"] == "Organization":
                return edge.target
            if edge.target not in seen:
                seen.add(edge.target)
                ahead.append(edge.target)
    return None


def apart(graph: Graph, nodes: Iterable[str]) -> tuple[str, ...]:
    """These, each once, without a group of which a part is among them: a group is not counted beside its members."""
    each = dict.fromkeys(nodes)
    return tuple(node for node in each if not any(edge.source in each for edge in edges(graph, node, "PART_OF", incoming=True)))


def count(graph: Graph, nodes: Iterable[str]) -> int | None:
    """How many things nodes stand for; None where one of them stands for an unknown number."""
    total = 0
    for node in nodes:
        attributes = graph.nodes[node]
        if attributes.get("count") is None and attributes.get("per"):
            return None
        total += 1 if attributes.get("count") is None else attributes["count"]
    return total


class Seat(NamedTuple):
    """A seat in a body: the post, and the edge by which it stands there."""

    post: str
    edge: Edge
    capacity: str | None


def seats(graph: Graph, body: str, *, voting: bool = True) -> list[Seat]:
    """The seats in a body; ``voting``: only those of its members."""
    taken = [Seat(edge.source, edge, graph.nodes[edge.source].get("capacity")) for edge in into(graph, body, "IN")]
    return [seat for seat in taken if not voting or seat.capacity in VOTING]


def holders(graph: Graph, post: str) -> list[Edge]:
    """The edges by which people hold a post."""
    return into(graph, post, "HOLDS")


def posts_of(graph: Graph, person: str) -> list[Edge]:
    """The edges by which a person holds posts."""
    return out(graph, person, "HOLDS")


class Office(NamedTuple):
    """A municipal office, and the post that is it."""

    kind: OfficeKind
    organization: str
    post: str
    edges: tuple[Edge, ...] = ()
    """From the holder, where asked of a person, to the body or organization."""


_SEATS: Mapping[tuple[str, str | None], OfficeKind] = {
    ("college", "chair"): "mayor",
    ("college", "member"): "alderman",
    ("college", "deputy_chair"): "alderman",
    ("council", "member"): "councillor",
    ("council", "deputy_chair"): "councillor",
    ("council", "secretary"): "griffier",
    ("college", "secretary"): "secretary",
}


def roles_like(graph: Graph, shells: Iterable[str]) -> frozenset[str]:
    """The roles whose slug fits one of these shell patterns."""
    patterns = tuple(shells)
    every = (role for roles in by_dataset(graph, "Role").values() for role in roles) if patterns else ()
    return frozenset(role for role in every if any(fnmatchcase(role.rsplit("/", 1)[-1], pattern) for pattern in patterns))


def office(graph: Graph, post: str) -> Office | None:
    """The municipal office that a post is, by the body it stands in and its capacity; for officials by role. None: another post."""
    return kept(graph, ("office", post), lambda: _office(graph, post))


def _office(graph: Graph, post: str) -> Office | None:
    for edge in out(graph, post, "IN"):
        place = graph.nodes[edge.target]
        if place["label"] == "Organization":
            if place.get("kind") == "municipality" and (kind := _official(graph, post)):
                return Office(kind, edge.target, post, (edge,))
            continue
        organization = organization_of(graph, edge.target)
        if organization is None or graph.nodes[organization].get("kind") != "municipality":
            continue
        seat = _SEATS.get((place.get("kind", ""), graph.nodes[post].get("capacity")))
        if seat is None and place.get("tier") in {"official", "delivery"}:
            seat = _official(graph, post) or "civil_servant"
        if seat:
            return Office(seat, organization, post, (edge,))
    return None


def _official(graph: Graph, post: str) -> OfficeKind | None:
    roles = [edge.target for edge in out(graph, post, "HAS_ROLE")]
    slugs = {role.rsplit("/", 1)[-1] for role in roles}
    if "gemeentesecretaris" in slugs:
        return "secretary"
    if "griffier" in slugs:
        return "griffier"
    return "civil_servant" if any(graph.nodes[role].get("side") == "official" for role in roles) else None


def offices(graph: Graph, person: str) -> list[Office]:
    """The municipal offices that a person holds, each with the edges that say so."""
    held = ((edge, office(graph, edge.target)) for edge in posts_of(graph, person))
    return [office._replace(edges=(edge, *office.edges)) for edge, office in held if office]


def origins(graph: Graph, post: str) -> list[Office]:
    """The municipal offices behind a regional seat: those that qualify for it, and those that its holders have."""
    base = [(edge, office(graph, edge.source)) for edge in into(graph, post, "QUALIFIES_FOR")]
    behind = [office._replace(edges=(edge, *office.edges)) for edge, office in base if office]
    own = municipality_of(graph, post)
    for holding in holders(graph, post):
        behind += [
            office._replace(edges=(holding, *office.edges))
            for office in offices(graph, holding.source)
            if own is None or office.organization == own
        ]
    return behind


def municipality_of(graph: Graph, post: str) -> str | None:
    """For which organization a regional seat speaks: as stated, else by the office that qualifies for it; None: not stated."""
    for edge in out(graph, post, "ON_BEHALF_OF"):
        if graph.nodes[edge.target]["label"] == "Organization":
            return edge.target
        return organization_of(graph, edge.target)
    for edge in into(graph, post, "QUALIFIES_FOR"):
        if base := office(graph, edge.source):
            return base.organization
    return None


def is_a_municipality(graph: Graph, node: str) -> bool:
    """Whether a node is one municipality; a record that stands for several is not."""
    return graph.nodes[node].get("kind") == "municipality" and not _several(graph, node)


def topics_above(graph: Graph, topic: str) -> frozenset[str]:
    """A topic and those that it is part of, at any height: a portfolio, and the domain above it."""
    seen = {topic}
    ahead = [topic]
    while ahead:
        new = {edge.target for edge in out(graph, ahead.pop(), "PART_OF") if graph.nodes[edge.target]["label"] == "Topic"} - seen
        seen |= new
        ahead += new
    return frozenset(seen)


def shared_topics(graph: Graph, some: Iterable[str], others: Iterable[str]) -> frozenset[str]:
    """The matters that two lists of topics have in common: equal, or of two that lie within each other the narrower.

    Two matters under one portfolio are not the same.
    """
    lineage = {topic: topics_above(graph, topic) for topic in {*some, *others}}
    return frozenset(
        topic if other in lineage[topic] else other
        for topic in some
        for other in others
        if other in lineage[topic] or topic in lineage[other]
    )


def municipalities_served(graph: Graph, place: str) -> dict[str, tuple[Edge, ...]]:
    """The municipalities that a body or organization is of, each with the edges that say so.

    Its own municipality, found by what it is part of; of a joint body or organization all that take part.
    """
    ways: dict[str, tuple[Edge, ...]] = {}
    ahead: list[tuple[str, tuple[Edge, ...]]] = [(place, ())]
    seen = {place}
    while ahead:
        here, way = ahead.pop(0)
        if graph.nodes[here].get("kind") == "municipality":
            ways.setdefault(here, way)
            continue
        for edge in into(graph, here, "PARTICIPATES_IN"):
            if graph.nodes[edge.source].get("kind") == "municipality":
                ways.setdefault(edge.source, (*way, edge))
        for edge in (*out(graph, here, "PART_OF"), *out(graph, here, "GOVERNED_BY")):
            if edge.target not in seen:
                seen.add(edge.target)
                ahead.append((edge.target, (*way, edge)))
    return ways


def employer(graph: Graph, node: str) -> str | None:
    """The organization to which a body or post belongs; None: not stated."""
    if graph.nodes[node]["label"] == "Organization":
        return node
    if graph.nodes[node]["label"] == "Body":
        return organization_of(graph, node)
    for edge in out(graph, node, "IN"):
        return employer(graph, edge.target)
    return None
