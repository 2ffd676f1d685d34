"""Colliding hats on people, in columns: the pairs of the rule base that meet, as :class:`orggraph.rules.matching.Matcher` finds them.

Hats, pairs, ways and kinds of seat are read from the same rule base. What collides on roles, and what rules of law say of
offices in one hand, asks for the graph: of roles there are few, and the rules read dates, forms and acts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import product

import ibis
from ibis.expr.types import Table

from orggraph.analyses import role_conflicts as analysis
from orggraph.columns._measure import FINDINGS, Measured, of_findings
from orggraph.columns._records import Records, has, small
from orggraph.graph.standing import ACTUAL, NOT_FORMER
from orggraph.model.terms import BodyKind, Capacity
from orggraph.rules import RuleBase, rule_base
from orggraph.rules.matching import covering, seated
from orggraph.rules.schema import Meeting, Pair, Step

WORN = ("person", "hat", "anchor", "way")
"""A hat that somebody wears: from which node, and by which relationships; two hats by the same are one capacity."""


def role_conflicts(records: Records, base: RuleBase | None = None) -> Table:
    """The pairs of hats that meet on people: one row a person, rule and object."""
    rules = base or rule_base()
    worn = records.keep(_worn(records, rules))
    above = _above(records)
    nothing = worn.select("person", rule="hat", object="anchor").limit(0)
    matches = ibis.union(nothing, *(met for rule in rules.pairs.values() for met in _matches(records, worn, rule, above))).distinct()
    people = records.nodes("Person").select("id", "name")
    return matches.join(people, matches.person == people.id).select(
        subject="person", name="name", measure=ibis.literal("people"), rule="rule", object="object",
        value=ibis.literal(2.0), denominator=ibis.null("float64"),
    )  # fmt: skip


def _along(records: Records, step: Step) -> Table:
    """What a step leads to: ``id`` of the relationship, ``here``, ``there``; what is over takes nobody anywhere."""
    edges = records.edges(step[1:])
    edges = edges.filter(has(edges.standing, NOT_FORMER))
    here, there = ("target", "source") if step[0] == "<" else ("source", "target")
    return edges.select("id", here=here, there=there, label=f"{there}_label")


# hats -------------------------------------------------------------------------------------------------------------


def _worn(records: Records, base: RuleBase) -> Table:
    """The hats that people wear."""
    held = _along(records, ">HOLDS").select(holding="id", person="here", post="there")
    objects = [(hat, _along(records, step)) for hat in base.hats.values() for step in hat.objects]
    posts = records.nodes("Post", "capacity")
    seats = _along(records, ">IN").select(seat="id", post="here", body="there")
    chaired = seats.semi_join(posts.filter(posts.capacity == Capacity.CHAIR.value).select(post="id"), "post")
    chaired = held.join(chaired, "post")
    worn = [_by_words(records, held, base), _by_seats(records, held, base)]
    for hat, along in objects:
        own = along.semi_join(records.nodes("Person").select(here="id"), "here")
        worn.append(own.select(person="here", hat=ibis.literal(hat.id), anchor="there", way="id"))
        by_post = held.join(along, held.post == along.here)
        worn.append(by_post.select("person", hat=ibis.literal(hat.id), anchor="there", way=_way(by_post.holding, by_post.id)))
        if hat.by_chair:
            by_chair = chaired.join(along, chaired.body == along.here)
            way = _way(by_chair.holding, by_chair.seat, by_chair.id)
            worn.append(by_chair.select("person", hat=ibis.literal(hat.id), anchor="there", way=way))
    return ibis.union(*(table.select(*WORN) for table in worn))


def _way(*ids: ibis.Value) -> ibis.Value:
    return reduce(lambda way, part: way + " " + part, ids)


def _words(records: Records, base: RuleBase) -> Table:
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


def _by_words(records: Records, held: Table, base: RuleBase) -> Table:
    roles = _along(records, ">HAS_ROLE").select(tie="id", post="here", role="there").join(_words(records, base), "role")
    worn = held.join(roles, "post")
    return worn.select("person", "hat", anchor="post", way=_way(worn.holding, worn.tie))


def _by_seats(records: Records, held: Table, base: RuleBase) -> Table:
    """The hats of posts whose roles have no words that fit, by the kind of seat."""
    ties = _along(records, ">HAS_ROLE").select(tie="id", post="here", role="there")
    spoken = ties.semi_join(_words(records, base), "role")
    roles = ties.group_by("post").agg(n=ties.count(), tie=ties.tie.min())
    kinds = [records.nodes(label, "kind").select(body="id", kind=ibis._.kind.fill_null("")) for label in ("Body", "Organization")]
    posts = records.nodes("Post", "capacity").select(post="id", capacity=ibis._.capacity.fill_null(""))
    seats = _along(records, ">IN").select(post="here", body="there").join(ibis.union(*kinds), "body").join(posts, "post")
    hats = seats.join(_kinds_of_seat(base), ["kind", "capacity"]).select("post", "hat").distinct()
    quiet = hats.anti_join(spoken, "post").left_join(roles, "post")
    tie = ibis.ifelse(quiet.n == 1, quiet.tie, "").fill_null("")
    worn = held.join(quiet.select(quiet.post, "hat", tie=tie), "post")
    return worn.select("person", "hat", anchor="post", way=_way(worn.holding, worn.tie))


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


# where they meet --------------------------------------------------------------------------------------------------


def _matches(records: Records, worn: Table, rule: Pair, above: Table) -> Iterator[Table]:
    """Where the two hats of a rule meet, for each of its meetings: ``person``, ``rule``, ``object``."""
    first, second = (worn.filter(worn.hat.isin(hats)) for hats in (rule.first, rule.second))
    second = second.select("person", other="anchor", other_way="way")
    both = first.join(second, "person").filter(ibis._.way != ibis._.other_way)
    pairs = records.keep(both.select("person", here="anchor", there="other").distinct())
    if not pairs.count().execute():
        return
    for meeting in rule.meet:
        for nodes in _meetings(records, pairs, meeting, above):
            yield nodes.select("person", rule=ibis.literal(rule.id), object="object")


def _meetings(records: Records, pairs: Table, meeting: Meeting, above: Table) -> Iterator[Table]:
    first = _reach(records, pairs.select(start="here").distinct(), meeting.first)
    second = _reach(records, pairs.select(start="there").distinct(), meeting.second)
    left = pairs.join(first, pairs.here == first.start).select("person", "here", "there", object="node")
    same = left.join(second, [left.there == second.start, left.object == second.node]).select("person", "object")
    yield same.anti_join(records.nodes("Post").select(object="id"), "object")
    if covering(meeting):
        pair = left.join(second, left.there == second.start).select("person", topic="object", other="node")
        pair = pair.filter(pair.topic != pair.other)
        up, down = above.select(topic="node", other="reached"), above.select(other="node", topic="reached")
        yield pair.semi_join(up, ["topic", "other"]).select("person", object="topic")
        yield pair.anti_join(up, ["topic", "other"]).semi_join(down, ["topic", "other"]).select("person", object="other")


def _reach(records: Records, start: Table, way: Sequence[Step]) -> Table:
    """The nodes at the end of a way: ``start``, ``node``."""
    reached = start.select("start", node="start")
    for step in way:
        along = _along(records, step).select("here", "there")
        reached = reached.join(along, reached.node == along.here).select("start", node="there").distinct()
    return reached


def _above(records: Records) -> Table:
    """Each topic with those that it is part of, at any height, as :func:`orggraph.graph.reading.topics_above`."""
    part = records.leading("PART_OF", ACTUAL)
    part = part.filter(part.source_label == "Topic", part.target_label == "Topic").select(here="source", there="target")
    return records.closure(part.select(node="here", reached="there"), part)


MEASURED = Measured(
    name="role_conflicts",
    title=analysis.ANALYSIS.title,
    columns=FINDINGS,
    expression=role_conflicts,
    of_graph=of_findings(analysis.role_conflicts, "people"),
    titles={name: measure.title for name, measure in analysis.ANALYSIS.measures.items()},
)
