"""Where much comes together, in columns: what :mod:`orggraph.analyses.role_overload` counts, by what that declares.

Which relationships are counted is declared in :mod:`orggraph.graph.concentration`, the parameters and what is no finding in the
analysis, when somebody stands far from the others in :mod:`orggraph.deviation`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import ibis
from ibis.expr.types import Table

from orggraph.analyses import role_overload as analysis
from orggraph.columns._measure import FINDINGS, Measured, of_findings
from orggraph.columns._records import Records, has, of_standing
from orggraph.deviation import NORMAL_MEAN, NORMAL_MEDIAN
from orggraph.graph.concentration import CHAIR, SEAT, TOTALS, WORK
from orggraph.graph.standing import ACTUAL, PLACES
from orggraph.model.terms import Capacity


def role_overload(records: Records, threshold: int, hours_norm: float, meeting_hours: float, peer_score: float) -> Table:
    """The figures of the findings of the analysis; parameters as there."""
    analysis.check(threshold, meeting_hours, peer_score)
    people = records.nodes("Person")
    at = _posts(records)
    things = {measure: records.keep(there) for measure, there in _things(records, at, people).items()}
    counts = records.keep(ibis.union(*(_counted(there, measure) for measure, there in things.items())))
    hours = records.keep(_hours(records, at, things["bodies"], meeting_hours))
    named = ibis.union(people.select("id", "name"), records.nodes("Post").select("id", "name"))
    figures = ibis.union(
        _concentrations(records, counts, threshold),
        hours.filter(hours.hours > hours_norm).select(
            subject="node", measure=ibis.literal("hours"), value=hours.hours.round(2), denominator=ibis.literal(float(hours_norm))
        ),
        *_among_peers(records, things["tiers"], counts, hours, threshold, peer_score),
    )
    whole = figures.join(named, figures.subject == named.id).select(
        "subject", named.name, "measure", rule=ibis.null("string"), object=ibis.null("string"), value=figures.value.cast("float64"),
        denominator=figures.denominator.cast("float64"),
    )  # fmt: skip
    return whole.union(_no_hours(records))


def _posts(records: Records) -> Table:
    """Which posts stand at whom: ``node``, ``label``, ``post``; of a post without a holder also those that it brings along."""
    held = records.leading("HOLDS", ACTUAL).select(node="source", post="target").distinct()
    posts = of_standing(records.nodes("Post", "per", "count"), ACTUAL)
    holders = records.reaching("HOLDS", ACTUAL).select(id="target")
    unheld = posts.anti_join(holders, "id")
    steps = records.leading("QUALIFIES_FOR", ACTUAL)
    single = records.nodes("Post", "per", "count").filter(lambda post: post.per.isnull() & (post["count"].fill_null(1) == 1))
    steps = steps.semi_join(single, steps.source == single.id).select(here="source", there="target")
    brought = records.closure(unheld.select(node="id", reached="id"), steps)
    kept = unheld.anti_join(_counted_elsewhere(brought, unheld), "id").select(node="id")
    own = brought.semi_join(kept, "node").select("node", label=ibis.literal("Post"), post="reached")
    return records.keep(held.select("node", label=ibis.literal("Person"), post="post").union(own))


def _counted_elsewhere(brought: Table, unheld: Table) -> Table:
    """The posts that another one without a holder brings along, which counts them; of two that bring each other the first does."""
    ways = brought.filter(brought.node != brought.reached).semi_join(unheld.select(reached="id"), "reached")
    back = ways.select(node="reached", reached="node", back=ibis.literal(True))
    both = ways.left_join(back, ["node", "reached"]).select(ways.node, ways.reached, "back")
    return both.filter(both.back.isnull() | (both.node < both.reached)).select(id="reached").distinct()


def _things(records: Records, at: Table, people: Table) -> Mapping[str, Table]:
    """Per measure what stands at whom: ``node``, ``label``, ``thing``, each once."""
    things = {"posts": at.select("node", "label", thing="post")}
    alone = people.select(node="id", label=ibis.literal("Person"), bearer="id")
    bearers = at.select("node", "label", bearer="post").union(alone)
    for measure, (step, label) in WORK.items():
        work = records.reaching(step, ACTUAL)
        work = work.filter(work.source_label == label)
        things[measure] = bearers.join(work, bearers.bearer == work.target).select("node", "label", thing="source").distinct()
    for measure, step in SEAT.items():
        seats = records.leading(step, ACTUAL)
        seats = seats.filter(seats.target_label == "Body") if measure == "bodies" else seats
        things[measure] = at.join(seats, at.post == seats.source).select("node", at.label, thing="target").distinct()
    chairs = records.nodes("Post", "capacity")
    things[CHAIR] = at.semi_join(chairs.filter(chairs.capacity == Capacity.CHAIR.value), at.post == chairs.id).select(
        "node", "label", thing="post"
    )
    bodies = records.nodes("Body", "tier").select(thing="id", tier=ibis._.tier.fill_null(""))
    things["tiers"] = things["bodies"].join(bodies, "thing").select("node", "label", thing="tier").distinct()
    return things


def _counted(things: Table, measure: str) -> Table:
    return things.group_by("node", "label").agg(n=things.count()).mutate(measure=ibis.literal(measure))


def _concentrations(records: Records, counts: Table, threshold: int) -> Table:
    """Where at least so many of one thing come together, of how many."""
    silent = ibis.or_(*((counts.label == label) & counts.measure.isin(sorted(those)) for label, those in analysis.NO_FINDING.items()))
    many = counts.filter(counts.n >= threshold, ~silent)
    totals = ibis.union(*_totals(records))
    return many.left_join(totals, "measure").select(
        subject=many.node, measure=many.measure, value=many.n.cast("float64"), denominator=totals.total.fill_null(0).cast("float64")
    )


def _totals(records: Records) -> Iterator[Table]:
    """What there is of each measure: ``measure``, ``total``; as :func:`orggraph.graph.concentration.totals_of`."""
    whole = {measure: label for label, measures in TOTALS.items() for measure in measures}
    for measure, label in whole.items():
        yield of_standing(records.nodes(label), PLACES).agg(total=ibis._.count()).select(measure=ibis.literal(measure), total="total")
    bodies = of_standing(records.nodes("Body", "tier"), PLACES)
    yield bodies.agg(total=bodies.tier.fill_null("").nunique()).select(measure=ibis.literal("tiers"), total="total")
    posts = of_standing(records.nodes("Post", "capacity"), PLACES)
    chairs = posts.filter(posts.capacity == Capacity.CHAIR.value)
    yield chairs.agg(total=chairs.count()).select(measure=ibis.literal(CHAIR), total="total")
    behalf = records.leading(SEAT["principals"], PLACES)
    behalf = behalf.filter(has(behalf.source_standing, PLACES))
    yield behalf.agg(total=behalf.target.nunique()).select(measure=ibis.literal("principals"), total="total")


def _hours(records: Records, at: Table, bodies: Table, meeting_hours: float) -> Table:
    """The hours a week of the people who hold a role with a load: ``node``, ``roles`` and, with meetings, ``hours``."""
    at, bodies = (table.filter(table.label == "Person") for table in (at, bodies))
    roles = records.nodes("Role", "load_hours")
    loads = records.leading(SEAT["roles"], ACTUAL)
    loads = loads.join(roles.filter(roles.load_hours.notnull()).select(target="id", load="load_hours"), "target")
    held = at.join(loads, at.post == loads.source).select("node", "target", "load").distinct()
    loaded = held.group_by("node").agg(roles=held.load.sum())
    if not meeting_hours:
        return loaded.mutate(hours=loaded.roles)
    meeting = records.nodes("Body", "meetings_min", "meetings_max").select(
        thing="id", stated=ibis.coalesce(ibis._.meetings_min, ibis._.meetings_max, 0)
    )
    attended = bodies.semi_join(loaded, "node").join(meeting, "thing")
    meetings = attended.group_by("node").agg(meetings=attended.stated.sum())
    both = loaded.left_join(meetings, "node")
    return both.select(
        loaded.node, loaded.roles, hours=loaded.roles + meetings.meetings.fill_null(0) * float(meeting_hours) / analysis.WEEKS
    )


def _among_peers(records: Records, tiers: Table, counts: Table, hours: Table, threshold: int, peer_score: float) -> Iterator[Table]:
    """Who stands far above the peers on a tier, per measure."""
    members = tiers.filter(tiers.label == "Person", tiers.thing != "").select("node", tier="thing")
    for measure in analysis.AMONG_PEERS:
        if measure == "hours":
            loaded = hours.filter(hours.roles != 0).select("node", value="hours")
            values = members.join(loaded, "node").select("node", "tier", "value")
        else:
            own = counts.filter(counts.measure == measure, counts.label == "Person").select("node", value=counts.n.cast("float64"))
            values = members.left_join(own, "node").select(members.node, members.tier, value=own.value.fill_null(0.0))
        far = _far(records, records.keep(values)).filter(ibis._.apart > float(peer_score))
        far = far if measure == "hours" else far.filter(far.value >= threshold)
        once = far.select(subject="node", value=far.value.round(2)).distinct()
        yield once.select("subject", measure=ibis.literal(f"{measure}_among_peers"), value="value", denominator=ibis.null("float64"))


def _far(records: Records, values: Table) -> Table:
    """How far each value lies from the median of its tier, of the tiers with enough people: as :func:`orggraph.deviation.scores`.

    Worked out on how often each value is there, of which there are few: a median over all people would hold them all in memory.
    """
    often = records.keep(values.group_by("tier", "value").agg(n=values.count()))
    sizes = often.group_by("tier").agg(members=often.n.sum())
    sizes = sizes.filter(sizes.members > analysis.FEWEST_PEERS)
    apart = often.join(sizes, "tier").join(_medians(often, "value"), "tier")
    apart = records.keep(apart.mutate(apart=(apart.value - apart.median).abs()))
    wide = apart.group_by("tier").agg(wide=(apart.apart * apart.n).sum() / apart.n.sum())
    spreads = _medians(apart, "apart").rename(narrow="median").join(wide, "tier")
    spread = ibis.ifelse(spreads.narrow > 0, spreads.narrow / NORMAL_MEDIAN, spreads.wide * NORMAL_MEAN)
    spreads = spreads.select("tier", spread=spread)
    both = apart.join(spreads.filter(spreads.spread > 0), "tier")
    far = both.select("tier", "value", apart=(both.value - both.median) / both.spread)
    return values.join(far, ["tier", "value"])


def _medians(often: Table, column: str) -> Table:
    """The median of a column per tier, where ``n`` says how often each value is there: ``tier``, ``median``."""
    there = often.group_by("tier", value=often[column]).agg(n=often.n.sum())
    until = there.mutate(until=there.n.sum().over(ibis.cumulative_window(group_by="tier", order_by="value")))
    sizes = there.group_by("tier").agg(members=there.n.sum())
    placed = until.join(sizes, "tier")
    low = placed.filter(2 * placed.until >= placed.members).group_by("tier").agg(low=ibis._.value.min())
    high = placed.filter(2 * placed.until > placed.members).group_by("tier").agg(high=ibis._.value.min())
    both = low.join(high, "tier")
    return both.select("tier", median=(both.low + both.high) / 2)


def _no_hours(records: Records) -> Table:
    """That hours are not assessable, of a dataset with people or posts of which no role states a load."""
    roles = records.nodes("Role", "load_hours")
    loaded = roles.filter(roles.load_hours.notnull()).agg(loaded=ibis._.count())
    there = ibis.union(records.nodes("Person").select("id"), records.nodes("Post").select("id")).agg(there=ibis._.count())
    cooperations = of_standing(records.nodes("Cooperation"), ACTUAL).agg(n=ibis._.count(), id=ibis._.id.min(), name=ibis._.name.min())
    both = loaded.cross_join(there).cross_join(cooperations)
    head = records.folder.head
    return both.filter(both.loaded == 0, both.there > 0).select(
        subject=ibis.ifelse(both.n == 1, both.id, head["id"]), name=ibis.ifelse(both.n == 1, both.name, head.get("title", head["id"])),
        measure=ibis.literal("hours"), rule=ibis.null("string"), object=ibis.null("string"),
        value=ibis.null("float64"), denominator=ibis.null("float64"),
    )  # fmt: skip


MEASURED = Measured(
    name="role_overload",
    title=analysis.ANALYSIS.title,
    columns=FINDINGS,
    params=analysis.ANALYSIS.params,
    expression=role_overload,
    of_graph=of_findings(analysis.role_overload),
    titles={name: measure.title for name, measure in analysis.ANALYSIS.measures.items()},
)
