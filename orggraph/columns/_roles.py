"""Colliding hats on roles, in columns: pairs of roles that a source puts in one person, and official ones of which none says so."""

from __future__ import annotations

from collections.abc import Iterator

import ibis
from ibis.expr.types import Table

from orggraph.columns._hats import along, by_seat, chaired, meetings, reach, words
from orggraph.columns._records import Records
from orggraph.graph.datasets import complete_on
from orggraph.model.terms import Side
from orggraph.rules import RuleBase
from orggraph.rules.schema import Pair


def on_roles(records: Records, base: RuleBase, above: Table) -> Table:
    """One row a pair of roles, rule and object; without a value where no source says that one person holds both."""
    edges = records.edges("COMBINES_WITH")
    combined = edges.select(low=ibis.least(edges.source, edges.target), high=ibis.greatest(edges.source, edges.target)).distinct()
    combined = records.keep(combined)
    apart = records.keep(_side_by_side(records, base).anti_join(combined, ["low", "high"]))
    rows = [combined.select("low", "high", rule="low", object="low", met=ibis.literal(True)).limit(0)]
    both_ways = [(pairs, met) for pairs, met in ((combined, True), (apart, False)) if pairs.count().execute()]
    worn = records.keep(_worn(records, base)) if both_ways else rows[0]
    for pairs, met in both_ways:
        for rule in base.pairs.values():
            if met or rule.also_uncombined:
                rows += (there.mutate(met=ibis.literal(met)) for there in _of_rule(records, worn, pairs, rule, above))
    matches = ibis.union(*rows)
    names = records.nodes("Role").select(low="id", name="name")
    both = matches.join(names, "low").left_join(_together(records, combined), "low")
    return both.select(
        subject=both.low + " " + both.high, name="name", measure=ibis.literal("roles"), rule="rule", object="object",
        value=ibis.ifelse(both.met, 2.0, None).cast("float64"), denominator=ibis.ifelse(both.met, both.n, None).cast("float64"),
    )  # fmt: skip


def _worn(records: Records, base: RuleBase) -> Table:
    """The hats of roles: ``role``, ``hat``, ``anchor``; by their words, else by the seats of their posts, and by what they are for."""
    ties = along(records, ">HAS_ROLE").select(role="there", anchor="here")
    bearers = records.nodes("Role").select(role="id", anchor="id").union(ties).distinct()
    spoken = words(records, base).select("role", "hat")
    quiet = ties.rename(post="anchor").join(by_seat(records, base), "post").select("role", "hat").distinct().anti_join(spoken, "role")
    worn = [spoken.union(quiet).join(bearers, "role").select("role", "hat", "anchor")]
    chairs = bearers.rename(post="anchor").join(chaired(records), "post")
    for hat in base.hats.values():
        for onward in (along(records, step) for step in hat.objects):
            own = bearers.join(onward, bearers.anchor == onward.here)
            worn.append(own.select("role", hat=ibis.literal(hat.id), anchor="there"))
            if hat.by_chair:
                by_chair = chairs.join(onward, chairs.body == onward.here)
                worn.append(by_chair.select("role", hat=ibis.literal(hat.id), anchor="there"))
    return ibis.union(*worn).distinct()


def _side_by_side(records: Records, base: RuleBase) -> Table:
    """Pairs of official roles whose words fit some hat, unless it is known who holds the posts of both."""
    roles = records.nodes("Role", "side")
    official = roles.filter(roles.side == Side.OFFICIAL.value).select(role="id").semi_join(words(records, base), "role")
    ties = along(records, ">HAS_ROLE").select(role="there", post="here")
    held = along(records, "<HOLDS").select(post="here")
    head = records.folder.head
    complete = complete_on(head, "HOLDS", head.get("reference_date"), records.on or "9999")
    unknown = ties.limit(0) if complete else ties.anti_join(held, "post")
    known = official.semi_join(ties, "role").anti_join(unknown, "role").mutate(known=ibis.literal(True))
    marked = records.keep(official.left_join(known, "role").select(official.role, known=known.known.fill_null(False)))
    pairs = marked.select(low="role", low_known="known").cross_join(marked.select(high="role", high_known="known"))
    return pairs.filter(pairs.low < pairs.high, ~(pairs.low_known & pairs.high_known)).select("low", "high")


def _of_rule(records: Records, worn: Table, pairs: Table, rule: Pair, above: Table) -> Iterator[Table]:
    """Where the roles of pairs meet by a rule: ``low``, ``high``, ``rule``, ``object``; else what the rule says that they are about."""
    first, second = (worn.filter(worn.hat.isin(hats)).select("role", start="anchor") for hats in (rule.first, rule.second))
    either = pairs.select("low", "high", leading="low", other="high").union(pairs.select("low", "high", leading="high", other="low"))
    fit = either.semi_join(first.select(leading="role"), "leading").semi_join(second.select(other="role"), "other")
    straight, turned = fit.filter(fit.leading < fit.other), fit.filter(fit.leading > fit.other)
    fit = straight.union(turned.anti_join(straight, ["low", "high"]))
    fit = records.keep(fit.mutate(bearer=fit.low + " " + fit.high))
    if not fit.count().execute():
        return
    sides = {
        "first": fit.join(first.rename(leading="role"), "leading").select("bearer", "start").distinct(),
        "second": fit.join(second.rename(other="role"), "other").select("bearer", "start").distinct(),
    }
    met = [nodes for meeting in rule.meet for nodes in meetings(records, sides["first"], sides["second"], meeting, above)]
    objects = records.keep(ibis.union(*met).distinct())
    rest = fit.select("bearer").anti_join(objects, "bearer")
    for place in rule.places:
        side = sides[place.of].semi_join(rest, "bearer")
        ends = reach(records, side.select("start").distinct(), place.way)
        about = records.keep(side.join(ends, "start").select("bearer", object="node").distinct())
        objects = objects.union(about)
        rest = rest.anti_join(about, "bearer")
    every = objects.union(rest.select("bearer", object=ibis.null("string")))
    yield every.join(fit, "bearer").select("low", "high", rule=ibis.literal(rule.id), object="object")


def _together(records: Records, combined: Table) -> Table:
    """How many roles sources put in one person together with a role, itself included: ``low``, ``n``."""
    steps = along(records, ">COMBINES_WITH").select("here", "there")
    steps = steps.union(steps.select(here="there", there="here")).distinct()
    reached = records.closure(combined.select(node="low", reached="low"), steps)
    return reached.group_by(low="node").agg(n=reached.count())
