"""What falls in a scenario, as sentences with their figures and as tables; the graph says it in :mod:`orggraph.views.succession`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from orggraph.edits import Proposal
from orggraph.edits.election import Election
from orggraph.findings import Finding
from orggraph.graph import Graph, provenance
from orggraph.graph.reading import municipality_of, office
from orggraph.i18n import Lang, T, Text
from orggraph.model.base import Row
from orggraph.model.relationships import TYPES
from orggraph.views.succession import Fall, emptied, fallen, known, leavers, newcomers, orphans, vacancies

Table = tuple[list[Row], tuple[str, ...]]
"""Rows, and their columns in order."""
COLLISIONS = "role_conflicts"
PARTS: Mapping[str, Text] = {
    "seats": T("Seats that fall"),
    "bodies": T("Bodies"),
    "work": T("Decisions and assignments"),
    "knowledge": T("Knowledge"),
    "collisions": T("New collisions"),
    "order": T("What to fill first"),
    "packs": T("Packs to make"),
}
"""The tables, by name."""


def sentences(proposal: Proposal, election: Election | None = None) -> list[Text]:
    """What is worth knowing first, each with its denominator.

    Parameters
    ----------
    proposal
        A scenario that is worked out.
    election
        The election that it is of, for how much of the councils is in it.
    """
    before, after = proposal.graph_before, proposal.graph
    falls = fallen(before, after)
    seats = [post for fall in falls for post in fall.seats]
    day = max(provenance(after).on.values(), default="-")
    held = sum(attributes["type"] == "HOLDS" for *_, attributes in before.edges(data=True))
    bodies = emptied(before, after, falls)
    lines = [
        T(
            "On {day} {n} of {held} holdings end; offices: {first}, seats that depend on these: {chain}.",
            day=day, n=len(seats), held=held, first=len(falls), chain=len(seats) - len(falls),
        ),
        T(
            "Bodies that lose somebody: {n}; without a chair after it: {chairless}, with a holder for half of their seats at most: {half}.",
            n=len(bodies), chairless=sum(body.chairless for body in bodies), half=sum(body.half_empty for body in bodies),
        ),
        T(
            "Decisions and assignments at a post that has no holder after it: {work}; new collisions of hats: {hats}.",
            work=len(orphans(before, after, falls)), hats=len(collisions(proposal)),
        ),
    ]  # fmt: skip
    first = next((row for row in vacancies(after, falls) if row.by), None)
    if first and first.by and first.product:
        lines.append(
            T("The first day that waits for an open seat is {day}: {step}.", day=first.by, step=after.nodes[first.product]["name"])
        )
    if election is not None and not election.offices:
        lines.insert(0, T("No councillor or alderman of a municipality is known here on that day: look at the day and the region."))
    elif election is not None and election.stated is not None:
        known_of = T("The result is known of {n} of {m} offices in councils and colleges; of the others nothing changes.",
                     n=election.stated, m=election.offices)  # fmt: skip
        lines.append(known_of)
    return lines


def collisions(proposal: Proposal) -> list[Finding]:
    """The hats that collide after and did not before."""
    return [finding for finding in proposal.appearing if finding.kind == COLLISIONS]


def rows_of(proposal: Proposal, lang: Lang) -> Mapping[str, Table]:
    """Everything that falls as tables, by name: seats, bodies, work, knowledge, collisions, order, packs."""
    before, after = proposal.graph_before, proposal.graph
    falls = fallen(before, after)
    return {
        "seats": ([_seat(before, fall) for fall in falls], ("person", "organization", "post", "takes_along", "id")),
        "bodies": (_bodies(proposal, falls, lang), ("body", "before", "after", "seats", "note")),
        "work": (_work(before, after, falls, lang), ("name", "tie", "post")),
        "knowledge": (_knowledge(before, after, falls), ("name", "before", "after", "years")),
        "collisions": (_collisions(proposal, lang), ("subject", "title", "text", "question")),
        "order": (_order(after, falls), ("place", "post", "body", "waiting", "latest", "step", "meeting")),
        "packs": (_packs(proposal, falls), ("report", "name", "file", "id")),
    }


def _seat(graph: Graph, fall: Fall) -> Row:
    held = office(graph, fall.post)
    organization = held.organization if held else municipality_of(graph, fall.post)
    return {
        "person": _name(graph, fall.person),
        "organization": _name(graph, organization) if organization else "",
        "post": _name(graph, fall.post),
        "takes_along": [_name(graph, post) for step in fall.steps for post in step],
        "id": fall.person,
    }


def _bodies(proposal: Proposal, falls: Sequence[Fall], lang: Lang) -> list[Row]:
    graph = proposal.graph_before
    rows = []
    for body in emptied(graph, proposal.graph, falls):
        notes = [T("without a chair")] if body.chairless else []
        notes += [T("half of the seats or fewer")] if body.half_empty else []
        note = "; ".join(text.render(lang) for text in notes)
        rows.append({"body": _name(graph, body.body), "before": body.before, "after": body.after, "seats": body.seats, "note": note})
    return rows


def _work(before: Graph, after: Graph, falls: Sequence[Fall], lang: Lang) -> list[Row]:
    return [
        {"name": _name(before, row.work), "tie": TYPES[row.tie].title[lang], "post": _name(before, row.post)}
        for row in orphans(before, after, falls)
    ]


def _knowledge(before: Graph, after: Graph, falls: Sequence[Fall]) -> list[Row]:
    return [
        {"name": _name(before, row.topic), "before": row.before, "after": row.after, "years": round(row.years, 1)}
        for row in known(before, after, falls)
    ]


def _collisions(proposal: Proposal, lang: Lang) -> list[Row]:
    return [
        {
            "subject": " × ".join(subject.name for subject in finding.subjects),
            "title": finding.title[lang],
            "text": finding.text.render(lang),
            "question": finding.question.render(lang),
        }
        for finding in collisions(proposal)
    ]


def _order(after: Graph, falls: Sequence[Fall]) -> list[Row]:
    return [
        {
            "place": number,
            "post": _name(after, row.post),
            "body": _name(after, row.body) if row.body else "",
            "waiting": [_name(after, post) for post in row.waiting],
            "latest": row.by,
            "step": _name(after, row.product) if row.product else None,
            "meeting": row.meeting,
        }
        for number, row in enumerate(vacancies(after, falls), 1)
    ]


def _packs(proposal: Proposal, falls: Sequence[Fall]) -> list[Row]:
    """A handover for who leaves, a page of the role for who comes."""
    before, after = proposal.graph_before, proposal.graph
    leaving = [(person, before) for person in leavers(falls, after)]
    coming = [(person, after) for person in newcomers(before, after)]
    return [
        {"report": report, "name": _name(graph, person), "id": person, "file": f"{report}-{person.rsplit('/', 1)[-1]}.pdf"}
        for report, people in (("handover", leaving), ("role", coming))
        for person, graph in people
    ]


def _name(graph: Graph, node: str) -> str:
    return str(graph.nodes[node]["name"])
