"""The hats of a subject: posts held, a post with what comes with it, or roles that go together where there are no posts to tell apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from orggraph.graph import Graph
from orggraph.graph.edges import Edge
from orggraph.graph.reading import holders, into, municipality_of, organization_of, out, posts_of
from orggraph.graph.standing import PLACES, edges
from orggraph.model.terms import BodyKind, Tier
from orggraph.views.concerns import Circle

SUBJECTS = ("Person", "Post", "Role")
_HOME = frozenset({BodyKind.COUNCIL, BodyKind.COLLEGE, BodyKind.COUNCIL_COMMITTEE})
_ORDER: Mapping[str | None, int] = {Tier.EXECUTIVE: 0, Tier.POLITICAL: 1, Tier.OFFICIAL: 2, Tier.DELIVERY: 3}


@dataclass(frozen=True)
class Hat:
    """One hat. ``post`` is None for a role that no post, or more than one, has; then ``posts`` are those, where there are any."""

    roles: tuple[str, ...]
    bodies: tuple[str, ...]
    post: str | None = None
    posts: tuple[str, ...] = ()
    holding: Edge | None = None
    by_role: bool = False
    base: bool = False
    """Whether other hats hang on it: it qualifies for them."""

    @property
    def node(self) -> str:
        """The node that it is called by: its post, or its role where it is asked by role."""
        return self.roles[0] if self.by_role or self.post is None else self.post


@dataclass(frozen=True)
class Worn:
    """Somebody or something with hats."""

    subject: str
    label: str
    hats: tuple[Hat, ...]
    home: str | None
    """The municipality, or other organization, for which the hats speak."""
    people: frozenset[str] = frozenset()
    """Who it is: the person, or who holds the post."""

    @property
    def bodies(self) -> tuple[str, ...]:
        """The bodies of the hats, each once."""
        return tuple(dict.fromkeys(body for hat in self.hats for body in hat.bodies))

    @property
    def posts(self) -> tuple[str, ...]:
        """The posts of the hats."""
        return tuple(dict.fromkeys(post for hat in self.hats for post in hat.posts))

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles of the hats, each once."""
        return tuple(dict.fromkeys(role for hat in self.hats for role in hat.roles))

    @property
    def circle(self) -> Circle:
        """What is theirs, for what concerns them: also the hats that go together with the one asked."""
        return Circle(frozenset({self.subject, *self.posts, *self.roles}), frozenset(self.bodies))


def worn(graph: Graph, subject: str) -> Worn:
    """The hats of a person, a post or a role, those of the region first."""
    label = graph.nodes[subject]["label"]
    if label == "Person":
        hats = [_of_post(graph, edge.target, edge) for edge in posts_of(graph, subject)]
    elif label == "Post":
        hats = [_of_post(graph, post) for post in _with_post(graph, subject)]
    else:
        hats = [_of_role(graph, role) for role in _with_role(graph, subject)]
    hats.sort(key=lambda hat: (hat.node != subject, _rank(graph, hat), str(graph.nodes[hat.node]["name"]), hat.node))
    owned = (municipality_of(graph, post) or _municipality(graph, post) for hat in hats for post in hat.posts)
    people = {subject} if label == "Person" else {edge.source for edge in holders(graph, subject)} if label == "Post" else set()
    return Worn(subject, label, tuple(hats), next(filter(None, owned), None), frozenset(people))


def is_home(graph: Graph, body: str) -> bool:
    """Whether a body is of a municipality itself, not of the region."""
    return graph.nodes[body].get("kind") in _HOME


def one_home(graph: Graph, me: Worn) -> bool:
    """Whether all bodies at home are of the one municipality for which the hats speak; a mayor may have two."""
    return me.home is not None and all(organization_of(graph, body) == me.home for body in me.bodies if is_home(graph, body))


def _municipality(graph: Graph, post: str) -> str | None:
    for edge in out(graph, post, "IN"):
        whole = edge.target if graph.nodes[edge.target]["label"] == "Organization" else None
        whole = whole or (organization_of(graph, edge.target) if graph.nodes[edge.target]["label"] == "Body" else None)
        if whole and graph.nodes[whole].get("kind") == "municipality":
            return whole
    return None


def _rank(graph: Graph, hat: Hat) -> tuple[bool, int, bool, int]:
    """Bodies of the region before those at home, those of the largest cooperation before others, its general board first."""
    data = graph.nodes
    bodies = [data[body] for body in hat.bodies]
    home = all(body.get("kind") in _HOME for body in bodies) if bodies else hat.base
    first = bodies[0] if bodies else {}
    wholes = [edge.target for body in hat.bodies[:1] for edge in out(graph, body, "PART_OF")]
    size = max((len(into(graph, whole, "PART_OF")) for whole in wholes), default=0)
    return home, -size, first.get("kind") != BodyKind.GENERAL_BOARD, _ORDER.get(first.get("tier"), 4)


def _of_post(graph: Graph, post: str, holding: Edge | None = None) -> Hat:
    held = holders(graph, post)
    roles = tuple(edge.target for edge in edges(graph, post, "HAS_ROLE", PLACES))
    bodies = tuple(edge.target for edge in edges(graph, post, "IN", PLACES))
    only = held[0] if len(held) == 1 else None
    return Hat(roles, bodies, post, (post,), holding or only, base=bool(out(graph, post, "QUALIFIES_FOR")))


def _of_role(graph: Graph, role: str) -> Hat:
    posts = tuple(sorted({edge.source for edge in into(graph, role, "HAS_ROLE")}))
    bodies = tuple(dict.fromkeys(edge.target for post in posts for edge in out(graph, post, "IN")))
    return Hat((role,), bodies, posts[0] if len(posts) == 1 else None, posts, by_role=True)


def _with_post(graph: Graph, post: str) -> Iterator[str]:
    """A post, those that its holder has it by, and those that it brings."""
    yield post
    around = [edge.source for edge in into(graph, post, "QUALIFIES_FOR")] + [edge.target for edge in out(graph, post, "QUALIFIES_FOR")]
    yield from sorted(set(around) - {post})


def _with_role(graph: Graph, role: str) -> Iterator[str]:
    """A role, and those that the same person is expected to have."""
    yield role
    around = [edge.source for edge in into(graph, role, "COMBINES_WITH")] + [edge.target for edge in out(graph, role, "COMBINES_WITH")]
    yield from sorted(set(around) - {role})
