"""What may be out of date, or soon will be: terms that end, records long unchecked, open places, appointments without a basis.

At the date asked, of what holds on that date: what ended before it is no longer in the projection (the query
``out-of-date`` lists it). A share says how well the record is kept, not how well the cooperation works. Linear in the
nodes and edges.

Units: posts, records, open slots and appointments, each of all of its kind. Range: 0 to all. Defaults: ``days`` 180, the time in which a
successor can be found and appointed between two meetings of most boards; ``months`` 6, after which half of a year's changes have passed
unseen. What it means: look here before you rely on it. What it does not mean: that it is wrong, or that a seat will stand empty.

Worked example (a test runs it): of two seats in a council one term ends on 1 March 2026, the other a year later. Asked on 1 January, 1 of
2 ends within 180 days.

In Cypher: ``posts-ending`` and ``out-of-date`` have the same records; tests hold both against each other.

Cost: linear in the records. Empty: nothing. No dates: nothing ends, and when it was checked is not assessable. All in one seat, or one
person in all: posts are counted, not people.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from orggraph.errors import WrongUsage
from orggraph.findings import Analysis, Finding, Measure, Severity
from orggraph.graph import Graph, provenance, standing
from orggraph.graph.datasets import by_dataset, datasets_of, first_names, name_of, wholes
from orggraph.graph.edges import Edge
from orggraph.i18n import Bilingual, T, Text
from orggraph.model.dates import first_day
from orggraph.model.nodes import LABELS
from orggraph.params import Param

NAMED = 5
"""So many things are named in words; the evidence holds them all."""
MOST_DAYS, MOST_MONTHS = 36_525, 1_200
"""A hundred years: further ahead or back nobody plans or checks."""


def freshness(graph: Graph, days: int = 180, months: int = 6) -> list[Finding]:
    """Find what may be out of date, or soon will be.

    Parameters
    ----------
    graph
        The projection; its date is the day from which is counted.
    days
        How many days ahead to look for terms that end.
    months
        After how many months a check counts as long ago.

    Returns
    -------
    ``terms_end``: per body or organization in which seats end within ``days``, the seats (``value`` of ``denominator``)
    by the day on which they end: its rota. ``not_verified``: per dataset the records last checked ``months`` ago or
    longer, and who holds what, of those with a date of checking; not assessable where nothing has one. ``open_slots``: per dataset what a
    source leaves to be decided. ``appointment``: per dataset the holders of whom a basis of appointment is stated, of
    all; not assessable where it is stated of none.

    Raises
    ------
    WrongUsage
        A number of days or months that is negative, or longer than a hundred years.
    """
    if not (0 <= days <= MOST_DAYS and 0 <= months <= MOST_MONTHS):
        raise WrongUsage(
            T("days must be 0 to {days}, and months 0 to {months}.", days=MOST_DAYS, months=MOST_MONTHS),
            T("Write days=180 or months=6, or another number."),
        )
    whole = wholes(graph)
    origins = provenance(graph)
    nodes = by_dataset(graph, *LABELS)
    opened, holders = _open_edges(graph), _holders(graph)
    findings = [_terms_end(graph, seat, terms, days) for seat, terms in _ending(graph, whole, days).items()]
    for dataset, cooperation in whole.items():
        if dataset in origins.on:
            before = _months_before(date.fromisoformat(origins.on[dataset]), months)
            findings.append(_not_verified(graph, cooperation, nodes[dataset], holders[dataset], before, months))
        findings += _open_slots(graph, cooperation, nodes[dataset], opened[dataset])
        findings += _appointments(graph, cooperation, holders[dataset])
    return findings


# terms ------------------------------------------------------------------------------------------------------------

Term = tuple[str, str, tuple[Edge, ...]]
"""The first day on which it no longer holds, the post, and the edges that show it."""


def _ending(graph: Graph, whole: Mapping[str, str], days: int) -> dict[str, list[Term]]:
    """Per place (where a post has none: the whole) the terms of holders, and of posts themselves, that end within so many days."""
    origins = provenance(graph)
    terms: dict[str, list[Term]] = defaultdict(list)
    for post, data in graph.nodes(data=True):
        dataset = max(datasets_of(data), key=lambda name: origins.on.get(name, ""))
        if data["label"] != "Post" or dataset not in origins.on:
            continue
        last = (date.fromisoformat(origins.on[dataset]) + timedelta(days=days)).isoformat()
        seats = standing.edges(graph, post, "IN", standing.NOT_FORMER)
        for ends, edges in _ends(graph, post):
            if origins.on[dataset] < ends <= last:
                terms[seats[0].target if seats else whole[dataset]].append((ends, post, (*edges, *seats[:1])))
    return terms


def _ends(graph: Graph, post: str) -> Iterator[tuple[str, tuple[Edge, ...]]]:
    """When each holder of a post leaves it, and when the post itself ends."""
    if not standing.has(graph.nodes[post], standing.NOT_FORMER):
        return
    for edge in standing.edges(graph, post, "HOLDS", standing.NOT_FORMER, incoming=True):
        ends = edge.attributes.get("term_before") or edge.attributes.get("valid_before")
        if ends:
            yield ends, (edge,)
    if "valid_before" in graph.nodes[post]:
        yield graph.nodes[post]["valid_before"], ()


def _terms_end(graph: Graph, seat: str, terms: Sequence[Term], days: int) -> Finding:
    ending = {post for _, post, _ in terms}
    there = standing.edges(graph, seat, "IN", standing.NOT_FORMER, incoming=True) if seat in graph else []
    seats = {edge.source for edge in there}
    by_day: dict[str, list[str]] = defaultdict(list)
    for ends, post, _ in sorted(terms, key=lambda term: term[:2]):
        if post not in by_day[ends]:
            by_day[ends].append(post)
    days_told = [T("as of {day} ({posts})", day=day, posts=first_names(graph, posts, NAMED)) for day, posts in by_day.items()]
    text = T(
        "Within {days} days a term ends at {n} of {m} posts in “{name}”: {ends}.",
        days=days,
        n=len(ending),
        m=len(seats | ending),
        name=name_of(graph, seat),
        ends=days_told,
    )
    return ANALYSIS.make(
        graph,
        measure="terms_end",
        severity=Severity.INFO,
        subjects=[seat],
        text=text,
        question=T("Who follows, who decides on it, and is that in time?"),
        remedy=T("Agree when the succession is prepared, and record who comes and from when."),
        nodes=sorted(ending),
        edges=[edge for _, _, edges in terms for edge in edges],
        value=len(ending),
        denominator=len(seats | ending),
    )


# checks -----------------------------------------------------------------------------------------------------------


def _not_verified(graph: Graph, whole: str, nodes: Sequence[str], holders: Sequence[Edge], before: date, months: int) -> Finding:
    checked = {node: graph.nodes[node]["verified_on"] for node in nodes if "verified_on" in graph.nodes[node]}
    old = [node for node, day in checked.items() if first_day(day) <= before]
    held = [edge for edge in holders if "verified_on" in edge.attributes]
    long_ago = [edge for edge in held if first_day(edge.attributes["verified_on"]) <= before]
    if not checked and not held:
        text = T("Not assessable: of none of the {n} records it is stated when somebody last checked it.", n=len(nodes))
    else:
        text = T(
            "Of {m} records with a date of checking that is {months} months ago or longer at {n}; {rest} others have no such date.",
            n=len(old) + len(long_ago),
            m=len(checked) + len(held),
            months=months,
            rest=len(nodes) - len(checked),
        )
    if old:
        text = T(
            "{text} These are: {names}.", text=text, names=first_names(graph, sorted(old, key=lambda node: (checked[node], node)), NAMED)
        )
    if long_ago:
        text = T(
            "{text} Who holds it was checked as long ago at {n} posts: {names}.",
            text=text,
            n=len(long_ago),
            names=first_names(graph, sorted({edge.target for edge in long_ago}), NAMED),
        )
    return ANALYSIS.make(
        graph,
        measure="not_verified",
        severity=Severity.GAP if old or long_ago else Severity.INFO,
        subjects=[whole],
        text=text,
        question=T("Who checks these records, and how often?"),
        remedy=T("Note with each record when it was checked and by whom."),
        nodes=sorted(old),
        edges=long_ago,
        value=len(old) + len(long_ago) if checked or held else None,
        denominator=len(checked) + len(held) or None,
        assessable=bool(checked or held),
    )


def _months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last day of that month, as calendars and databases count."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


# open places ------------------------------------------------------------------------------------------------------


def _open_edges(graph: Graph) -> dict[str, list[Edge]]:
    """Per dataset the relationships that are still to be decided."""
    edges_of: dict[str, list[Edge]] = defaultdict(list)
    for source, target, key, data in graph.edges(keys=True, data=True):
        if data.get("status") == "open":
            for dataset in datasets_of(data):
                edges_of[dataset].append(Edge(source, target, key, data))
    return edges_of


def _open_slots(graph: Graph, whole: str, nodes: Sequence[str], edges: Sequence[Edge]) -> Iterator[Finding]:
    """What a source leaves to be decided: records, fields of records, and relationships between records that are not open."""
    records = [node for node in nodes if graph.nodes[node].get("status") == "open"]
    fields = [node for node in nodes for _ in graph.nodes[node].get("open", ())]
    between = [edge for edge in edges if "open" not in {graph.nodes[edge.source].get("status"), graph.nodes[edge.target].get("status")}]
    count = len(records) + len(fields) + len(between)
    if not count:
        return
    counted = {"record": len(records), "field": len(fields), "relationship": len(between)}
    parts = [Text(OPEN[part].message, {"n": n}) for part, n in counted.items() if n]
    yield ANALYSIS.make(
        graph,
        measure="open_slots",
        severity=Severity.GAP,
        subjects=[whole],
        text=T("Explicitly still to be decided: {n}. Of these: {parts}.", n=count, parts=parts),
        question=T("Which of these can be settled now, and who sees to the others?"),
        remedy=T("Settle it and record it, or say by when it will be settled."),
        nodes=[*records, *fields],
        edges=edges,
        value=count,
    )


# appointments -----------------------------------------------------------------------------------------------------


def _holders(graph: Graph) -> dict[str, list[Edge]]:
    """Per dataset who holds what post now."""
    edges_of: dict[str, list[Edge]] = defaultdict(list)
    for edge in standing.edges_of_type(graph, "HOLDS"):
        for dataset in datasets_of(edge.attributes):
            edges_of[dataset].append(edge)
    return edges_of


def _appointments(graph: Graph, whole: str, holders: Sequence[Edge]) -> Iterator[Finding]:
    """How many holders have a basis of appointment on record."""
    if not holders:
        return
    without = [edge for edge in holders if not edge.attributes.get("appointment")]
    n, m = len(holders) - len(without), len(holders)
    if n:
        text = T("Of {n} of {m} holders of posts the basis of the appointment is stated.", n=n, m=m)
    else:
        text = T("Not assessable: of none of the {m} holders of posts the basis of the appointment is stated.", m=m)
    if n and without:
        text = T("{text} Not stated at: {names}.", text=text, names=first_names(graph, [edge.target for edge in without], NAMED))
    yield ANALYSIS.make(
        graph,
        measure="appointment",
        severity=Severity.GAP if without and n else Severity.INFO,
        subjects=[whole],
        text=text,
        question=T("Which decision appointed whom, and where is it kept?"),
        remedy=T("Record with each holder the decision by which he or she was appointed.") if without else None,
        edges=without or holders,
        value=n or None,
        denominator=m,
        assessable=n > 0,
    )


OPEN: Mapping[str, Text] = {
    "record": T("posts and other records {n}"),
    "field": T("fields {n}"),
    "relationship": T("relationships {n}"),
}

ANALYSIS = Analysis(
    kind="freshness",
    title=Bilingual("Wat verouderd kan zijn", "What may be out of date"),
    question=Bilingual(
        "Wat loopt af, wat is lang niet nagekeken, en wat staat nog open?",
        "What ends, what has not been checked for long, and what is still open?",
    ),
    run=freshness,
    measures={
        "terms_end": Measure(Bilingual("termijnen die aflopen", "terms that end"), "posts"),
        "not_verified": Measure(Bilingual("lang geleden nagekeken", "checked long ago"), "records"),
        "open_slots": Measure(Bilingual("nog te bepalen", "still to be decided"), "places"),
        "appointment": Measure(Bilingual("benoemingen met vermelde grond", "appointments with their basis stated"), "holders"),
    },
    params={
        "days": Param("integer", 180, Bilingual("Zoveel dagen vooruit kijken naar wat afloopt", "Days ahead to look for what ends")),
        "months": Param(
            "integer", 6, Bilingual("Na hoeveel maanden nakijken lang geleden is", "After how many months a check is long ago")
        ),
    },
)
