"""Colliding hats, in columns: the pairs of the rule base that meet, as :class:`orggraph.rules.matching.Matcher` finds them.

Hats, pairs, ways and kinds of seat are read from the same rule base. What the rules of law say of offices in one hand asks for the
graph, as they read dates, forms and acts. What goes together in one person by the word of a source is in ``_roles``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

import ibis
from ibis.expr.types import Table

from orggraph.analyses import role_conflicts as analysis
from orggraph.columns._hats import along, by_seat, chaired, meetings, topics_above, words
from orggraph.columns._measure import FINDINGS, Measured, of_findings
from orggraph.columns._records import Records
from orggraph.columns._roles import on_roles
from orggraph.rules import RuleBase, rule_base
from orggraph.rules.schema import Pair

WORN = ("person", "hat", "anchor", "way")
"""A hat that somebody wears: from which node, and by which relationships; two hats by the same are one capacity."""


def role_conflicts(records: Records, base: RuleBase | None = None) -> Table:
    """The pairs of hats that meet: one row a person, rule and object, and one a pair of roles, rule and object."""
    rules = base or rule_base()
    above = topics_above(records)
    return _people(records, rules, above).union(on_roles(records, rules, above))


def _people(records: Records, rules: RuleBase, above: Table) -> Table:
    worn = records.keep(_worn(records, rules))
    nothing = worn.select("person", rule="hat", object="anchor").limit(0)
    matches = ibis.union(nothing, *(met for rule in rules.pairs.values() for met in _matches(records, worn, rule, above))).distinct()
    people = records.nodes("Person").select("id", "name")
    return matches.join(people, matches.person == people.id).select(
        subject="person", name="name", measure=ibis.literal("people"), rule="rule", object="object",
        value=ibis.literal(2.0), denominator=ibis.null("float64"),
    )  # fmt: skip


# hats -------------------------------------------------------------------------------------------------------------


def _worn(records: Records, base: RuleBase) -> Table:
    """The hats that people wear."""
    held = along(records, ">HOLDS").select(holding="id", person="here", post="there")
    objects = [(hat, along(records, step)) for hat in base.hats.values() for step in hat.objects]
    chairs = held.join(chaired(records), "post")
    worn = [_by_words(records, held, base), _by_seats(records, held, base)]
    for hat, onward in objects:
        own = onward.semi_join(records.nodes("Person").select(here="id"), "here")
        worn.append(own.select(person="here", hat=ibis.literal(hat.id), anchor="there", way="id"))
        by_post = held.join(onward, held.post == onward.here)
        worn.append(by_post.select("person", hat=ibis.literal(hat.id), anchor="there", way=_way(by_post.holding, by_post.id)))
        if hat.by_chair:
            by_chair = chairs.join(onward, chairs.body == onward.here)
            way = _way(by_chair.holding, by_chair.seat, by_chair.id)
            worn.append(by_chair.select("person", hat=ibis.literal(hat.id), anchor="there", way=way))
    return ibis.union(*(table.select(*WORN) for table in worn))


def _way(*ids: ibis.Value) -> ibis.Value:
    return reduce(lambda way, part: way + " " + part, ids)


def _by_words(records: Records, held: Table, base: RuleBase) -> Table:
    roles = along(records, ">HAS_ROLE").select(tie="id", post="here", role="there").join(words(records, base), "role")
    worn = held.join(roles, "post")
    return worn.select("person", "hat", anchor="post", way=_way(worn.holding, worn.tie))


def _by_seats(records: Records, held: Table, base: RuleBase) -> Table:
    """The hats of posts whose roles have no words that fit, by the kind of seat."""
    ties = along(records, ">HAS_ROLE").select(tie="id", post="here", role="there")
    spoken = ties.semi_join(words(records, base), "role")
    roles = ties.group_by("post").agg(n=ties.count(), tie=ties.tie.min())
    quiet = by_seat(records, base).anti_join(spoken, "post").left_join(roles, "post")
    tie = ibis.ifelse(quiet.n == 1, quiet.tie, "").fill_null("")
    worn = held.join(quiet.select(quiet.post, "hat", tie=tie), "post")
    return worn.select("person", "hat", anchor="post", way=_way(worn.holding, worn.tie))


# where they meet --------------------------------------------------------------------------------------------------


def _matches(records: Records, worn: Table, rule: Pair, above: Table) -> Iterator[Table]:
    """Where the two hats of a rule meet, for each of its meetings: ``person``, ``rule``, ``object``."""
    first, second = (worn.filter(worn.hat.isin(hats)) for hats in (rule.first, rule.second))
    second = second.select("person", other="anchor", other_way="way")
    both = first.join(second, "person").filter(ibis._.way != ibis._.other_way)
    pairs = records.keep(both.select("person", here="anchor", there="other").distinct())
    if not pairs.count().execute():
        return
    pairs = pairs.mutate(pair=pairs.here + " " + pairs.there)
    here, there = (pairs.select("pair", bearer="person", start=end) for end in ("here", "there"))
    for meeting in rule.meet:
        for nodes in meetings(records, here, there, meeting, above):
            yield nodes.select(person="bearer", rule=ibis.literal(rule.id), object="object")


MEASURED = Measured(
    name="role_conflicts",
    title=analysis.ANALYSIS.title,
    columns=FINDINGS,
    expression=role_conflicts,
    of_graph=of_findings(analysis.role_conflicts, "people", "roles"),
    titles={name: measure.title for name, measure in analysis.ANALYSIS.measures.items()},
)
