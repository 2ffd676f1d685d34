"""Finds the pairs of the rule base in a projection: on people who wear both hats, and on roles that go together.

People: both hats must really meet, at a node that the ways of the rule lead to from each. Roles: a source says that
one person holds both (COMBINES_WITH); where no fact joins them, the rule's ``places`` say what they are about.
Each way is walked once per node and kept, so the work is linear in the capacities of people with two or more of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from itertools import combinations, permutations, product
from typing import NamedTuple

from orggraph.graph import Graph, edges_by_type, reading, standing
from orggraph.graph.datasets import complete_parts, datasets_of
from orggraph.graph.edges import Edge, adjacency
from orggraph.rules.files import RuleBase, rule_base
from orggraph.rules.schema import Hat, Meeting, Pair, Step

Reached = dict[str, tuple[Edge, ...]]
"""Nodes at the end of a way, each with the edges by which it was reached."""


class Capacity(NamedTuple):
    """One hat, and the node from which it is worn: a post, or an assignment or decision itself."""

    hat: str
    anchor: str
    edges: tuple[Edge, ...] = ()


@dataclass(frozen=True)
class Match:
    """A rule that applies: to which two subjects (one person, or two roles), in which hats, and on which object."""

    rule: Pair
    subjects: tuple[str, ...]
    hats: tuple[str, str]
    object: str | None
    edges: tuple[Edge, ...]
    met: bool = True
    """Whether facts join the two on the object; otherwise the rule says what they are about."""
    combined: Edge | None = None
    """For roles: the edge that says that one person holds both."""


class Matcher:
    """The rule base over one projection; it never changes the graph."""

    def __init__(self, graph: Graph, base: RuleBase | None = None) -> None:
        self.graph = graph
        self.base = base or rule_base()
        self._topics: dict[str, frozenset[str]] = {}
        self._steps: dict[Step, Mapping[str, Sequence[Edge]]] = {}
        self._roles: dict[str, tuple[str, ...]] = {}
        self._seats: dict[tuple[str | None, str | None], tuple[str, ...]] = {}
        self._worn: dict[str, tuple[Capacity, ...]] = {}
        self._kind: dict[str, str | None] = {node: attributes.get("kind") for node, attributes in graph.nodes(data=True)}
        self._capacity: dict[str, str | None] = {node: attributes.get("capacity") for node, attributes in graph.nodes(data=True)}
        self._apply: dict[tuple[str, str], list[Pair]] = defaultdict(list)
        for rule in self.base.pairs.values():
            for first, second in product(rule.first, rule.second):
                self._apply[first, second].append(rule)

    def people(self) -> Iterator[Match]:
        """What collides on people: one match a person, rule and object, in the order of the graph."""
        held = self._along(">HOLDS")
        bearers = dict.fromkeys(held)
        for _, _, along in self._object_hats:
            bearers |= {node: None for node in along if self.graph.nodes[node]["label"] == "Person"}
        for person in bearers:
            capacities = self._objects(person, ())
            for holding in held.get(person, ()):
                capacities += self._of_post(holding)
            if len(capacities) > 1:
                yield from self._of_person(person, capacities)

    def roles(self) -> Iterator[Match]:
        """What collides on roles: one match a pair of roles, rule and object; the two roles in the order of their ids."""
        rules = tuple(self.base.pairs.values())
        combined = self._combinations()
        for (first, second), edge in combined.items():
            yield from self._of_roles(first, second, edge, rules)
        rules = tuple(rule for rule in rules if rule.also_uncombined)
        for first, second in self._side_by_side():
            if (first, second) not in combined:
                yield from self._of_roles(first, second, None, rules)

    def combined_with(self, role: str) -> set[str]:
        """All roles that sources put in one person together with this role, itself included."""
        reached = {role}
        ahead = [role]
        while ahead:
            here = ahead.pop()
            for step in (">COMBINES_WITH", "<COMBINES_WITH"):
                new = set(self._reach(here, (step,))) - reached
                reached |= new
                ahead += new
        return reached

    # people ---------------------------------------------------------------------------------------------------

    def _objects(self, bearer: str, way: tuple[Edge, ...]) -> list[Capacity]:
        """The hats that a person, post or role wears by what it is worn for, each anchored there."""
        return [
            Capacity(hat, edge.source if back else edge.target, (*way, edge))
            for hat, back, along in self._object_hats
            for edge in along.get(bearer, ())
        ]

    def _of_post(self, holding: Edge) -> list[Capacity]:
        post = holding.target
        capacities = self._of_chaired(post, (holding,))
        capacities += [Capacity(hat, post, (holding, *role)) for hat, role in self._post_hats(post)]
        return capacities + self._objects(post, (holding,))

    def _of_chaired(self, post: str, way: tuple[Edge, ...]) -> list[Capacity]:
        """The hats that who chairs a body wears for it."""
        if self._capacity[post] != "chair":
            return []
        worn = [capacity for seat in self._along(">IN").get(post, ()) for capacity in self._objects(seat.target, (*way, seat))]
        return [capacity for capacity in worn if self.base.hats[capacity.hat].by_chair]

    def _of_person(self, person: str, capacities: Sequence[Capacity]) -> Iterator[Match]:
        met: dict[tuple[str, str], Match] = {}
        for first, second in permutations(capacities, 2):
            for rule in self._apply.get((first.hat, second.hat), ()):
                for node, edges in self._meetings(rule, first, second):
                    before = met.get((rule.id, node))
                    ties = (*first.edges, *second.edges, *edges)
                    hats, known = (before.hats, before.edges) if before else ((first.hat, second.hat), ())
                    met[rule.id, node] = Match(rule, (person,), hats, node, (*known, *ties))
        yield from met.values()

    def _meetings(self, rule: Pair, first: Capacity, second: Capacity) -> Iterator[tuple[str, tuple[Edge, ...]]]:
        if first.edges and first.edges == second.edges:
            return  # one role of one seat is one capacity, whatever hats its words fit; two roles of a seat are two
        for meeting in rule.meet:
            there = self._reach(first.anchor, meeting.first)
            here = self._reach(second.anchor, meeting.second)
            for node in there.keys() & here.keys():
                if self.graph.nodes[node]["label"] != "Post":
                    yield node, (*there[node], *here[node])
            if covering(meeting):
                yield from self._within(there, here)

    def _within(self, there: Reached, here: Reached) -> Iterator[tuple[str, tuple[Edge, ...]]]:
        """Matters of the one that are part of a matter of the other: a portfolio covers what lies under it."""
        for topic, other in product(there, here):
            if topic != other and other in self._above(topic):
                yield topic, (*there[topic], *here[other])
            elif topic != other and topic in self._above(other):
                yield other, (*there[topic], *here[other])

    def _above(self, topic: str) -> frozenset[str]:
        if topic not in self._topics:
            self._topics[topic] = reading.topics_above(self.graph, topic)
        return self._topics[topic]

    # roles ----------------------------------------------------------------------------------------------------

    def _role_capacities(self, role: str) -> tuple[Capacity, ...]:
        if role not in self._worn:
            posts = [role, *(edge.source for edge in self._along("<HAS_ROLE").get(role, ()))]
            hats = self._role_hats(role) or self._seat_hats(posts[1:])
            worn = [Capacity(hat, post) for hat in hats for post in posts]
            self._worn[role] = (
                *worn,
                *(
                    Capacity(capacity.hat, capacity.anchor)
                    for post in posts
                    for capacity in (*self._objects(post, ()), *self._of_chaired(post, ()))
                ),
            )
        return self._worn[role]

    def _of_roles(self, role: str, other: str, combined: Edge | None, rules: tuple[Pair, ...]) -> Iterator[Match]:
        for rule in rules:
            for first, second in ((role, other), (other, role)):
                firsts = [capacity for capacity in self._role_capacities(first) if capacity.hat in rule.first]
                seconds = [capacity for capacity in self._role_capacities(second) if capacity.hat in rule.second]
                if not firsts or not seconds:
                    continue
                hats = (firsts[0].hat, seconds[0].hat)
                edges = (combined,) if combined else ()
                facts = [node for a in firsts for b in seconds for node, _ in self._meetings(rule, a, b)]
                objects: Sequence[str | None] = sorted(set(facts)) or self._place(rule, firsts, seconds)
                subjects = tuple(sorted((role, other)))
                for node in objects or [None]:
                    yield Match(rule, subjects, hats, node, edges, bool(facts), combined)
                break

    def _place(self, rule: Pair, firsts: Sequence[Capacity], seconds: Sequence[Capacity]) -> list[str]:
        for place in rule.places:
            capacities = firsts if place.of == "first" else seconds
            met = {node for capacity in capacities for node in self._reach(capacity.anchor, place.way)}
            if met:
                return sorted(met)
        return []

    def _combinations(self) -> dict[tuple[str, str], Edge]:
        """The pairs of roles that a source puts in one person, each in the order of their ids, and the edge that says so."""
        combinations: dict[tuple[str, str], Edge] = {}
        for edge in edges_by_type(self.graph, "COMBINES_WITH"):
            combinations.setdefault((min(edge[:2]), max(edge[:2])), edge)
        return combinations

    def _side_by_side(self) -> Iterator[tuple[str, str]]:
        """Pairs of official roles of one dataset whose words fit some hat: the same people may well hold both.

        Where it is known who holds the posts of both roles, nothing is left to ask: whom it concerns is found as a person.
        """
        groups: dict[str, list[str]] = defaultdict(list)
        for role, attributes in self.graph.nodes(data=True):
            if attributes["label"] == "Role" and attributes.get("side") == "official" and self._role_hats(role):
                for dataset in datasets_of(attributes):
                    groups[dataset].append(role)
        known = {role for roles in groups.values() for role in roles if self._holders_known(role)}
        pairs = dict.fromkeys(pair for roles in groups.values() for pair in combinations(sorted(roles), 2))
        yield from (pair for pair in pairs if not known.issuperset(pair))

    def _holders_known(self, role: str) -> bool:
        """Whether every post of a role has a holder in the data, or is vacant in a dataset that has all holders."""
        posts = [edge.source for edge in self._along("<HAS_ROLE").get(role, ())]
        complete = any("HOLDS" in complete_parts(self.graph, dataset) for dataset in datasets_of(self.graph.nodes[role]))
        return bool(posts) and (complete or all(self._along("<HOLDS").get(post) for post in posts))

    # hats and ways --------------------------------------------------------------------------------------------

    @cached_property
    def _object_hats(self) -> list[tuple[str, bool, Mapping[str, Sequence[Edge]]]]:
        """Hats that are known by what they are worn for: the hat, whether the step goes back, and where it leads."""
        return [(hat.id, step[0] == "<", self._along(step)) for hat in self.base.hats.values() for step in hat.objects]

    def _post_hats(self, post: str) -> Sequence[tuple[str, tuple[Edge, ...]]]:
        """The hats of a post, each with the edge to the role whose words fit it; by the kind of seat where no words do."""
        roles = self._along(">HAS_ROLE").get(post, ())
        words: list[tuple[str, tuple[Edge, ...]]] = [(hat, (edge,)) for edge in roles for hat in self._role_hats(edge.target)]
        return words or [(hat, tuple(roles)) for hat in self._seat_hats([post])]

    def _role_hats(self, role: str) -> tuple[str, ...]:
        if role not in self._roles:
            slug = role.rsplit("/", 1)[-1]
            self._roles[role] = tuple(hat.id for hat in self.base.hats.values() if any(fnmatchcase(slug, words) for words in hat.roles))
        return self._roles[role]

    def _seat_hats(self, posts: Sequence[str]) -> tuple[str, ...]:
        along = self._along(">IN")
        seats = {(self._kind[edge.target], self._capacity[post]) for post in posts for edge in along.get(post, ())}
        for seat in seats - self._seats.keys():
            self._seats[seat] = tuple(hat.id for hat in self.base.hats.values() if seated(hat, *seat))
        if len(seats) == 1:
            return self._seats[seats.pop()]
        return tuple(sorted({hat for seat in seats for hat in self._seats[seat]}))

    def _reach(self, start: str, way: Sequence[Step]) -> Reached:
        reached: Reached = {start: ()}
        for step in way:
            onward: Reached = {}
            along = self._along(step)
            for node, edges in reached.items():
                for edge in along.get(node, ()):
                    onward.setdefault(edge.target if step[0] == ">" else edge.source, (*edges, edge))
            reached = onward
        return reached

    def _along(self, step: Step) -> Mapping[str, Sequence[Edge]]:
        """All edges that a step may take, by the node that it starts from; what is over takes nobody anywhere."""
        if step not in self._steps:
            by_node = adjacency(self.graph, step[1:], incoming=step[0] == "<")
            if not all(standing.has(edge.attributes, standing.NOT_FORMER) for edge in edges_by_type(self.graph, step[1:])):
                by_node = {
                    node: [edge for edge in edges if standing.has(edge.attributes, standing.NOT_FORMER)] for node, edges in by_node.items()
                }
            self._steps[step] = by_node
        return self._steps[step]


def covering(meeting: Meeting) -> bool:
    """Whether both ways end at matters that something covers, so that hats meet too where one lies within the other."""
    return (*meeting.first, "")[-2:-1] == (*meeting.second, "")[-2:-1] == (">COVERS",)


def seated(hat: Hat, kind: str | None, capacity: str | None) -> bool:
    """Whether a kind of seat shows a hat."""
    return any(kind in seat.bodies and (not seat.capacities or capacity in seat.capacities) for seat in hat.seats)
