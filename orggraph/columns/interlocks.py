"""Bodies of mostly the same people, in columns: the pairs that :mod:`orggraph.analyses.interlocks` finds, by what that declares."""

from __future__ import annotations

import ibis
from ibis.expr.types import Table

from orggraph.analyses import interlocks as analysis
from orggraph.columns._measure import Measured
from orggraph.columns._records import Records, has
from orggraph.graph.standing import ACTUAL, PLACES

COLUMNS = ("body", "other", "shared", "overlap", "of_smaller")


def interlocks(records: Records, share: float, least: int) -> Table:
    """The pairs of bodies that are alike: from which overlap on, and how many people must be known; parameters as there."""
    analysis.check(share, least)
    sitting = _sitting(records)
    people = sitting.group_by("body").agg(people=sitting.count())
    known = records.keep(_known(records, people, least))
    sitting = records.keep(sitting.semi_join(known, "body"))
    pairs = sitting.join(sitting.select("person", other="body"), "person").filter(ibis._.body < ibis._.other)
    shared = pairs.group_by("body", "other").agg(shared=pairs.count())
    sizes = known.select(other="body", others="people")
    both = shared.join(known.select("body", "people"), "body").join(sizes, "other")
    both = both.mutate(
        overlap=both.shared / (both.people + both.others - both.shared), of_smaller=both.shared / ibis.least(both.people, both.others)
    )
    alike = records.keep(both.filter(both.overlap >= float(share)).select(*COLUMNS))
    return alike.anti_join(_together(records, alike), ["body", "other"])


def _sitting(records: Records) -> Table:
    """Who sits in which body, each once: ``person``, ``body``; as :func:`orggraph.graph.seating.seatings`."""
    held = records.leading("HOLDS", ACTUAL)
    held = held.filter(has(held.source_standing, ACTUAL)).select("source", post="target")
    seats = records.leading("IN", ACTUAL)
    seats = seats.filter(seats.target_label == "Body").select(post="source", body="target")
    return records.keep(held.join(seats, "post").select("body", person="source").distinct())


def _known(records: Records, people: Table, least: int) -> Table:
    """The bodies of which enough people are known, of all their seats."""
    posts = records.nodes("Post", "count").select(source="id", seats=ibis._["count"].nullif(0).fill_null(1))
    there = records.reaching("IN", PLACES).join(posts, "source")
    seats = there.group_by(body="target").agg(seats=there.seats.sum())
    stated = records.nodes("Body", "seats").select(body="id", stated=ibis._.seats.fill_null(0))
    both = people.join(stated, "body").left_join(seats, "body")
    both = both.select(both.body, both.people, most=ibis.greatest(both.stated, both.seats.fill_null(0)))
    return both.filter(both.people >= least, 2 * both.people >= both.most).select("body", "people")


def _together(records: Records, pairs: Table) -> Table:
    """The pairs of which one is part of the other, or which are the two boards of one whole."""
    part = records.leading("PART_OF", ACTUAL)
    part = part.filter(part.source_label == "Body").select("source", "target").distinct()
    upward, downward = part.select(body="source", other="target"), part.select(other="source", body="target")
    kinds = records.nodes("Body", "kind").filter(ibis._.kind.isin(sorted(analysis.BOARDS))).select(source="id", kind="kind")
    boards = part.join(kinds, "source")
    wholes = boards.select(body="source", target="target", kind="kind").join(
        boards.select(other="source", target="target", other_kind="kind"), "target"
    )
    wholes = wholes.filter(wholes.kind != wholes.other_kind).select("body", "other")
    return ibis.union(*(pairs.select("body", "other").semi_join(those, ["body", "other"]) for those in (upward, downward, wholes)))


MEASURED = Measured(
    name="interlocks",
    title=analysis.ANALYSIS.title,
    columns=COLUMNS,
    params=analysis.ANALYSIS.params,
    expression=interlocks,
    of_graph=lambda graph, share, least: (row for row in analysis.pair_rows(graph, least) if row["overlap"] >= share),
)
