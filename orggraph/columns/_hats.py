"""Hats and ways of the rule base over columns, shared by what collides on people and on roles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import ibis
from ibis.expr.types import Table

from orggraph.columns._records import Records, has, small
from orggraph.graph.standing import ACTUAL, NOT_FORMER
from orggraph.model.terms import BodyKind, Capacity
from orggraph.rules import RuleBase
from orggraph.rules.matching import covering, seated
from orggraph.rules.schema import Meeting, Step


def along(records: Records, step: Step) -> Table:
    """What a step leads to: ``id`` of the relationship, ``here``, ``there``; what is over takes nobody anywhere."""
    edges = records.edges(step[1:])
    edges = edges.filter(has(edges.standing, NOT_FORMER))
    here, there = ("target", "source") if step[0] == "<" else ("source", "target")
    return edges.select("id", here=here, there=there, label=f"{there}_label")


def words(records: Records, base: RuleBase) -> Table:
    """The hats whose words fit the slug of a role: ``role``, ``hat``."""
    roles = records.nodes("Role")
    slug = roles.id.re_replace("^.*/", "")
    fits = [
        roles.filter(slug.re_search(f"^({'|'.join(map(_expression, hat.roles))})$")).select(role="id", hat=ibis.literal(hat.id))
        for hat in base.hats.values()
        if hat.roles
    ]
    return ibis.union(*fits) if fits else roles.select(role="id", hat="name").limit(0)


def _expression(shell: str) -> str:
    """A shell pattern over a slug as a regular expression: of its characters only these two mean something else."""
    return shell.replace("*", ".*").replace("?", ".")


def by_seat(records: Records, base: RuleBase) -> Table:
    """The hats of posts by the kind of seat: ``post``, ``hat``."""
    kinds = [records.nodes(label, "kind").select(body="id", kind=ibis._.kind.fill_null("")) for label in ("Body", "Organization")]
    posts = records.nodes("Post", "capacity").select(post="id", capacity=ibis._.capacity.fill_null(""))
    seats = along(records, ">IN").select(post="here", body="there").join(ibis.union(*kinds), "body").join(posts, "post")
    return seats.join(_kinds_of_seat(base), ["kind", "capacity"]).select("post", "hat").distinct()


def chaired(records: Records) -> Table:
    """The bodies that posts chair: ``seat``, ``post``, ``body``."""
    posts = records.nodes("Post", "capacity")
    chairs = posts.filter(posts.capacity == Capacity.CHAIR.value).select(post="id")
    return along(records, ">IN").select(seat="id", post="here", body="there").semi_join(chairs, "post")


def _kinds_of_seat(base: RuleBase) -> Table:
    """Which hats each kind of seat shows: ``kind``, ``capacity``, ``hat``."""
    kinds, capacities = [kind.value for kind in BodyKind], [None, *(capacity.value for capacity in Capacity)]
    rows = tuple(
        (kind, capacity or "", hat.id)
        for kind, capacity in product(kinds, capacities)
        for hat in base.hats.values()
        if seated(hat, kind, capacity)
    )
    return small(rows, (("kind", "string"), ("capacity", "string"), ("hat", "string")))


def meetings(records: Records, first: Table, second: Table, meeting: Meeting, above: Table) -> Iterator[Table]:
    """Where the ways of a meeting arrive at one node: from pairs ``bearer``, ``start`` on either side to ``bearer``, ``object``.

    Any other column that both sides share has to be equal too.
    """
    here, there = (_arrived(records, side, way) for side, way in ((first, meeting.first), (second, meeting.second)))
    keys = [name for name in here.columns if name != "node"]
    same = here.join(there, [*keys, "node"]).select("bearer", object="node")
    yield same.anti_join(records.nodes("Post").select(object="id"), "object")
    if covering(meeting):
        pair = here.rename(topic="node").join(there.rename(other="node"), keys).select("bearer", "topic", "other")
        pair = pair.filter(pair.topic != pair.other)
        up, down = above.select(topic="node", other="reached"), above.select(other="node", topic="reached")
        yield pair.semi_join(up, ["topic", "other"]).select("bearer", object="topic")
        yield pair.anti_join(up, ["topic", "other"]).semi_join(down, ["topic", "other"]).select("bearer", object="other")


def _arrived(records: Records, side: Table, way: Sequence[Step]) -> Table:
    """Where a way leads from each ``start``, which it then is no more."""
    ends = reach(records, side.select("start").distinct(), way)
    return side.join(ends, "start").drop("start").distinct()


def reach(records: Records, start: Table, way: Sequence[Step]) -> Table:
    """The nodes at the end of a way: ``start``, ``node``."""
    reached = start.select("start", node="start")
    for step in way:
        onward = along(records, step).select("here", "there")
        reached = reached.join(onward, reached.node == onward.here).select("start", node="there").distinct()
    return reached


def topics_above(records: Records) -> Table:
    """Each topic with those that it is part of, at any height, as :func:`orggraph.graph.reading.topics_above`."""
    part = records.leading("PART_OF", ACTUAL)
    part = part.filter(part.source_label == "Topic", part.target_label == "Topic").select(here="source", there="target")
    return records.closure(part.select(node="here", reached="there"), part)
