"""Holds the bodies of one dataset beside a template: their counterparts, seats, and topics that look alike.

Only what is actual counts: proposed, former and open bodies and relationships are passed by. Linear in the bodies, their
posts and the words of their topics.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from orggraph.analyses._templates import Template
from orggraph.graph import Graph, neighbours, standing
from orggraph.graph.datasets import complete_parts
from orggraph.graph.edges import Edge
from orggraph.model.terms import Capacity

JOINING = frozenset({"en", "and", "of", "or", "de", "het", "the", "van", "voor", "in"})
"""Words that tell nothing of what a topic is about."""


@dataclass(frozen=True)
class Pairing:
    """One body, and the counterparts found for it."""

    body: str
    counterparts: tuple[str, ...] = ()
    edges: tuple[Edge, ...] = ()
    usual: bool = False
    """Whether they are of the kind that a counterpart usually is."""

    @property
    def inferred(self) -> bool:
        """Whether it is inferred that they are the counterparts."""
        return any(standing.inferred(edge.attributes) for edge in self.edges)


@dataclass(frozen=True)
class Ways:
    """What data tell of who takes a seat."""

    rules: tuple[Edge, ...] = ()
    """Agreed rules about it."""
    offices: tuple[Edge, ...] = ()
    """Offices or roles that go together with it, without saying which."""


@dataclass(frozen=True)
class Bodies:
    """The actual bodies of one dataset."""

    graph: Graph
    dataset: str
    ids: Sequence[str]

    def of(self, template: Template) -> list[str]:
        """The bodies that a template is about."""
        return [body for body in self.ids if self.graph.nodes[body].get("kind") in template.bodies]

    @cached_property
    def _actual(self) -> frozenset[str]:
        return frozenset(self.ids)

    def complete(self, types: set[str]) -> bool:
        """Whether the dataset declares one of these labels or relationship types complete, so that absence counts."""
        return not types.isdisjoint(complete_parts(self.graph, self.dataset))

    def topics(self, body: str) -> list[Edge]:
        """What a body is about."""
        return [edge for edge in neighbours(self.graph, body, "COVERS") if counts(edge)]

    def is_general(self, body: str, template: Template) -> bool:
        """Whether a body stands for several of its kind: they are its parts, or are about the parts of its topic."""
        parts = [edge.source for topic in self.topics(body) for edge in neighbours(self.graph, topic.target, "PART_OF", incoming=True)]
        near = [edge.source for edge in neighbours(self.graph, body, "PART_OF", incoming=True)]
        near += [edge.source for part in parts for edge in neighbours(self.graph, part, "COVERS", incoming=True)]
        return any(node in self._actual and node != body and self.graph.nodes[node].get("kind") in template.bodies for node in near)

    def pairing(self, template: Template, body: str) -> Pairing:
        """The counterparts of a body, the usual kind before others."""
        wanted = template.counterpart
        if wanted is None:
            return Pairing(body)
        reached: dict[str, tuple[Edge, ...]] = {}
        for way in wanted.ways:
            ends: dict[str, tuple[Edge, ...]] = {body: ()}
            for step in way:
                ends = {there: (*edges, edge) for here, edges in ends.items() for there, edge in _step(self.graph, here, step)}
            reached = {**ends, **reached}
        kinds = {node: self.graph.nodes[node].get("kind") for node in reached if node in self._actual}
        usual = tuple(node for node, kind in kinds.items() if kind in wanted.kinds)
        chosen = usual or tuple(node for node, kind in kinds.items() if kind in wanted.other_kinds)
        return Pairing(body, chosen, tuple(edge for node in chosen for edge in reached[node]), bool(usual))

    def seats(self, body: str, capacity: Capacity) -> list[Edge]:
        """The seats of a body in one capacity, those still to be decided included, as the edges that lead to it."""
        edges = neighbours(self.graph, body, "IN", incoming=True)
        return [edge for edge in edges if self._is_seat(edge, capacity)]

    def _is_seat(self, edge: Edge, capacity: Capacity) -> bool:
        return self.graph.nodes[edge.source].get("capacity") == capacity and standing.has(edge.attributes, standing.PLACES)

    def is_open(self, post: str) -> bool:
        """Whether a seat is explicitly still to be decided."""
        return bool(self.graph.nodes[post].get("status") == "open")

    def roles(self, post: str) -> list[Edge]:
        """The roles of a seat."""
        return [edge for edge in neighbours(self.graph, post, "HAS_ROLE") if counts(edge)]

    def is_taken(self, post: str) -> bool:
        """Whether data tell who takes a seat: a holder, or one single office that brings it."""
        if any(counts(edge) for edge in neighbours(self.graph, post, "HOLDS", incoming=True)):
            return True
        offices = {edge.source for edge in self._offices(post)}
        if any(self._is_one(office) for office in offices):
            return True
        posts = {edge.source for way in self._combined(post) for edge in neighbours(self.graph, way.source, "HAS_ROLE", incoming=True)}
        return len(posts) == 1 and all(self._is_one(post) for post in posts)

    def ways(self, role: str, posts: Sequence[str]) -> Ways:
        """What data tell of who takes these seats of one role (or one seat without a role)."""
        about = [edge for node in dict.fromkeys((role, *posts)) for edge in neighbours(self.graph, node, "ABOUT", incoming=True)]
        rules = [edge for edge in about if self.graph.nodes[edge.source].get("kind") == "rule"]
        offices = {edge.id: edge for post in posts for edge in self._combined(post)}
        offices = offices or {edge.id: edge for post in posts for edge in self._offices(post)}
        return Ways(tuple(rules), tuple(offices.values()))

    def _offices(self, post: str) -> list[Edge]:
        return [edge for edge in neighbours(self.graph, post, "QUALIFIES_FOR", incoming=True) if counts(edge)]

    def _combined(self, post: str) -> list[Edge]:
        edges = [edge for role in self.roles(post) for edge in neighbours(self.graph, role.target, "COMBINES_WITH", incoming=True)]
        return [edge for edge in edges if counts(edge)]

    def _is_one(self, post: str) -> bool:
        return not {"count", "per"} & self.graph.nodes[post].keys()

    def overlaps(self, template: Template) -> Iterator[tuple[str, str, list[Edge]]]:
        """Pairs of topics (the wider first) of which the one is called by all words of the other, with their bodies."""
        covered: dict[str, list[Edge]] = defaultdict(list)
        for body in self.of(template):
            if not self.is_general(body, template):
                for edge in self.topics(body):
                    covered[edge.target].append(edge)
        words = {topic: frozenset(re.findall(r"\w+", self.graph.nodes[topic]["name"].casefold())) - JOINING for topic in covered}
        with_word: dict[str, set[str]] = defaultdict(set)
        for topic, own in words.items():
            for word in own:
                with_word[word].add(topic)
        for topic, own in words.items():
            same = set.intersection(*(with_word[word] for word in own)) - {topic} if own else set()
            for other in sorted(same):
                apart = {edge.source for edge in covered[topic]} != {edge.source for edge in covered[other]}
                if apart and (words[other] != own or topic < other):
                    yield other, topic, [*covered[other], *covered[topic]]


def counts(edge: Edge) -> bool:
    """Whether a relationship is actual: neither former, nor proposed, nor open."""
    return standing.has(edge.attributes, standing.ACTUAL)


def _step(graph: Graph, node: str, step: str) -> Iterator[tuple[str, Edge]]:
    back = step[0] == "<"
    for edge in neighbours(graph, node, step[1:], incoming=back):
        if counts(edge):
            yield (edge.source if back else edge.target), edge
