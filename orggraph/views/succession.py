"""What falls between two projections of one region: seats with their chain, bodies, work, knowledge, and in which order to fill.

Both are at the same day: one as it is, one after the change. So nothing counts that would have ended anyway. Linear in the edges of
posts; nothing here judges anybody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from orggraph.graph import Graph, edges_by_type, provenance
from orggraph.graph.edges import Edge
from orggraph.graph.people import name_order
from orggraph.graph.reading import holders, into, out, posts_of, seats
from orggraph.model.dates import first_day, next_day

WORK = ("OWNED_BY", "COMMISSIONED_BY", "CARRIED_OUT_BY", "MONITORED_BY")
"""By which a decision or assignment is somebody's."""
CHAIR = "chair"
DAYS_A_YEAR = 365.25


@dataclass(frozen=True)
class Fall:
    """One holding that ends, and the seats of the same person that end with it, by how many steps they are away from it."""

    person: str
    post: str
    steps: tuple[tuple[str, ...], ...]

    @property
    def seats(self) -> tuple[str, ...]:
        """All posts that fall: the first, then those that depend on it."""
        return (self.post, *(post for step in self.steps for post in step))


@dataclass(frozen=True)
class Emptied:
    """A body with fewer holders than before: voting seats filled before and after, of how many; and its chair."""

    body: str
    before: int
    after: int
    seats: int
    chairless: bool
    """It had a chair with a holder, and has none after."""

    @property
    def half_empty(self) -> bool:
        """Half of its voting seats or more has no holder, and that was not so before."""
        return 2 * self.after <= self.seats < 2 * self.before


@dataclass(frozen=True)
class Orphan:
    """A decision or assignment of which a tie (owner, commissioner, contractor, monitor) leads to posts without a holder now."""

    work: str
    tie: str
    post: str


@dataclass(frozen=True)
class Known:
    """How many people have a topic in one of their posts, before and after, and the years of holding that go."""

    topic: str
    before: int
    after: int
    years: float
    dated: int
    """Of how many of the holdings that go it is stated since when; years count only these."""


@dataclass(frozen=True)
class Vacancy:
    """An open post and what asks for it first. ``by``: the first day by which a step is to be done in a body that waits for it."""

    post: str
    body: str | None
    waiting: tuple[str, ...]
    """Posts that can be filled only after it."""
    by: str | None
    product: str | None
    """The step that has that day."""
    meeting: str | None
    """The first meeting of a body that waits for it."""


def fallen(before: Graph, after: Graph) -> list[Fall]:
    """The holdings that end, each chain once: by person, the post that depends on none of the others first."""
    gone: dict[str, set[str]] = defaultdict(set)
    for edge in edges_by_type(before, "HOLDS"):
        if not after.has_edge(edge.source, edge.target):
            gone[edge.source].add(edge.target)
    return [fall for person in sorted(gone, key=lambda node: name_order(before, node)) for fall in _chains(before, person, gone[person])]


def _chains(graph: Graph, person: str, posts: set[str]) -> Iterator[Fall]:
    derived = {edge.target for post in posts for edge in out(graph, post, "QUALIFIES_FOR") if edge.target in posts and edge.target != post}
    reached: set[str] = set()
    for first in [*sorted(posts - derived), *sorted(derived)]:  # the second only where posts qualify for each other in a ring
        if first in reached:
            continue
        reached.add(first)
        steps: list[tuple[str, ...]] = []
        ahead = [first]
        while ahead:
            near = {edge.target for post in ahead for edge in out(graph, post, "QUALIFIES_FOR")} & posts - reached
            ahead = sorted(near)
            reached |= near
            steps += [tuple(ahead)] if ahead else []
        yield Fall(person, first, tuple(steps))


def emptied(before: Graph, after: Graph, falls: Iterable[Fall]) -> list[Emptied]:
    """The bodies in which a seat fell, those with the smallest share of seats filled first."""
    posts = {post for fall in falls for post in fall.seats}
    bodies = sorted({edge.target for post in posts for edge in out(before, post, "IN") if before.nodes[edge.target]["label"] == "Body"})
    rows = [_emptied(before, after, body) for body in bodies]
    return sorted(rows, key=lambda row: (row.after / row.seats if row.seats else 1.0, name_order(before, row.body)))


def _emptied(before: Graph, after: Graph, body: str) -> Emptied:
    filled = [_filled(graph, body) for graph in (before, after)]
    stated = before.nodes[body].get("seats") or 0
    chaired = [any(seat.capacity == CHAIR and holders(graph, seat.post) for seat in seats(graph, body)) for graph in (before, after)]
    number = max(stated, len(seats(before, body)), filled[0])
    return Emptied(body, filled[0], filled[1], number, chaired[0] and not chaired[1])


def _filled(graph: Graph, body: str) -> int:
    """How many sit in a body as members: each person once for each voting seat."""
    return sum(len(holders(graph, seat.post)) for seat in seats(graph, body)) if body in graph else 0


def orphans(before: Graph, after: Graph, falls: Iterable[Fall]) -> list[Orphan]:
    """Decisions and assignments of a post that had a holder and has none now, by work and tie."""
    left = {post for fall in falls for post in fall.seats if post not in after or not holders(after, post)}
    ties = [(kind, edge) for post in left for kind in WORK for edge in into(before, post, kind)]
    return sorted((Orphan(edge.source, kind, edge.target) for kind, edge in ties), key=lambda row: (row.work, row.tie, row.post))


def known(before: Graph, after: Graph, falls: Sequence[Fall]) -> list[Known]:
    """The topics that somebody who leaves had in a post, those with nobody left first."""
    lost: dict[str, list[Edge]] = defaultdict(list)
    for fall in falls:
        for post in fall.seats:
            mine = [edge for edge in holders(before, post) if edge.source == fall.person]
            for edge in out(before, post, "COVERS"):
                lost[edge.target] += mine
    on = _day(before)
    rows = []
    for topic, ended in lost.items():
        dated = [first_day(edge.attributes["start_date"]) for edge in ended if edge.attributes.get("start_date")]
        years = sum(max(0, (on - day).days) for day in dated) / DAYS_A_YEAR
        rows.append(Known(topic, len(_people(before, topic)), len(_people(after, topic)), years, len(dated)))
    return sorted(rows, key=lambda row: (row.after, row.topic))


def _people(graph: Graph, topic: str) -> set[str]:
    if topic not in graph:
        return set()
    posts = (edge.source for edge in into(graph, topic, "COVERS") if graph.nodes[edge.source]["label"] == "Post")
    return {edge.source for post in posts for edge in holders(graph, post)}


def vacancies(after: Graph, falls: Iterable[Fall]) -> list[Vacancy]:
    """The posts that fell and have no holder now, in the order in which to fill them.

    First what has the earliest day by which a step is to be done, in its own body or in one of a seat that waits for it; then
    the earliest meeting; and always a post before those that depend on it.
    """
    posts = dict.fromkeys(post for fall in falls for post in fall.seats if post in after and not holders(after, post))
    waiting = {post: _waiting(after, post, posts) for post in posts}
    days, meetings = _statutory(after), _meetings(after)
    rows = []
    for post in posts:
        bodies = [place for each in (post, *waiting[post]) for place in _places(after, each)]
        by, step = min((days[body] for body in bodies if body in days), default=(None, None))
        meeting = min((meetings[body] for body in bodies if body in meetings), default=None)
        rows.append(Vacancy(post, next(iter(_places(after, post)), None), waiting[post], by, step, meeting))
    return sorted(rows, key=lambda row: (row.by or "9", row.meeting or "9", -len(row.waiting), name_order(after, row.post)))


def _waiting(graph: Graph, post: str, open_posts: Mapping[str, None]) -> tuple[str, ...]:
    reached, ahead = {post}, [post]
    while ahead:
        near = {edge.target for each in ahead for edge in out(graph, each, "QUALIFIES_FOR") if edge.target in open_posts} - reached
        reached |= near
        ahead = sorted(near)
    return tuple(sorted(reached - {post}))


def _places(graph: Graph, post: str) -> list[str]:
    return [edge.target for edge in out(graph, post, "IN")]


def _statutory(graph: Graph) -> dict[str, tuple[str, str]]:
    """Per body the first day, from that of the projection on, by which a step is to be done in it, and the step."""
    on = _day(graph)
    first: dict[str, tuple[str, str]] = {}
    for edge in edges_by_type(graph, "AT"):
        if by := graph.nodes[edge.source].get("by"):
            day = next_day(by, on).isoformat()
            first[edge.target] = min(first.get(edge.target, ("9", "")), (day, edge.source))
    return first


def _meetings(graph: Graph) -> dict[str, str]:
    """Per body the date of its first meeting from the day of the projection on."""
    on = _day(graph).isoformat()
    first: dict[str, str] = {}
    for edge in edges_by_type(graph, "MEETING_OF"):
        day, ordinary = graph.nodes[edge.source].get("date") or "", graph.nodes[edge.source].get("kind") != "election"
        if day >= on and ordinary:
            first[edge.target] = min(first.get(edge.target, "9"), day)
    return first


def _day(graph: Graph) -> date:
    return date.fromisoformat(max(provenance(graph).on.values(), default=date.today().isoformat()))


def newcomers(before: Graph, after: Graph) -> list[str]:
    """The people who hold a post after and held none of their posts before."""
    fresh = {edge.source for edge in edges_by_type(after, "HOLDS") if not before.has_edge(edge.source, edge.target)}
    return sorted(fresh, key=lambda node: name_order(after, node))


def leavers(falls: Iterable[Fall], after: Graph) -> dict[str, bool]:
    """Who leaves a post, and whether the last one that they held."""
    return {fall.person: not (fall.person in after and posts_of(after, fall.person)) for fall in falls}
