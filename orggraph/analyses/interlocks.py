"""Which bodies are the same people under another name, and how crowded it is for a municipality.

Two bodies share the people that are known to sit in both, in whatever capacity. How alike they are is the **overlap** (Jaccard):
shared people divided by the people in either, 0 to 1. **Of the smaller** is the same divided by the people in the smaller body: 1
where it lies wholly within the other, as an executive board does in a general board. Left out are bodies with fewer than ``least``
known people (3), where the same is a matter of chance, and bodies of which fewer than half of the seats have a known holder, where
the others may be anybody. Alike is an overlap of ``share`` (0.6) and more: of two bodies of four, three people. A body is not
compared with what it is part of, nor an executive board with the general board from which the law takes it.

Finding, one a region, for information: ``same_people``, bodies that are alike another one, of the bodies with enough known people.

Tables: each pair of bodies that shares somebody, the most alike first; per body how many of its people sit elsewhere too, its
**core number** (the largest k for which it lies in a part of the graph of bodies, tied by shared people, where each has k ties in
that part: Seidman 1983; high is the crowded centre) and its **redundancy** (0 to 1, of the pairs of its people the share that
meets in another body as well: Latapy and others 2008; at 1 nobody would lose sight of anybody without it); and per municipality in
how many arrangements and bodies it takes part (*bestuurlijke drukte*), beside the median of the municipalities in the extract of
the national register. That extract is not the whole register, so that its median is too low rather than too high.

What it means: bodies of the same people can be joined, or meet after each other; where the same people prepare and decide, the second
look is not there. What it does not mean: the same people may sit there in other capacities, with other tasks and powers. Members who
are not recorded would change each figure.

Worked example (a test runs it): A has Ann, Bas, Cas and Dirk, B has Bas, Cas and Dirk: overlap 3 / 4 = 0.75, of the smaller
3 / 3 = 1. With ``share=0.6`` both are alike: 2 of 2 bodies.

In Cypher: ``shared-members`` has the people that each two bodies share, and ``arrangements-per-municipality`` what a municipality takes
part in. Core numbers and redundancy go round over the whole graph until nothing changes, which a statement without procedures cannot.

Cost: quadratic in the bodies of a person, and for redundancy in the people of a body. Empty, one person, bodies without known people:
no finding. Everybody in everything: all bodies are alike, overlap 1, redundancy 1.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import networkx as nx

from orggraph.errors import WrongUsage
from orggraph.findings import Analysis, Cell, Column, Finding, Measure, Table
from orggraph.graph import Graph, standing
from orggraph.graph.datasets import datasets_of, wholes
from orggraph.graph.edges import Edge
from orggraph.graph.reading import municipality_of
from orggraph.graph.seating import people_and_bodies, people_in, seatings, shared_people
from orggraph.i18n import Bilingual, N, T
from orggraph.model.terms import Severity
from orggraph.params import Param
from orggraph.register.national import arrangements_of_a_municipality, beside

BOARDS = frozenset({"general_board", "executive_board"})


def interlocks(graph: Graph, share: float = 0.6, least: int = 3) -> list[Finding]:
    """Find how many bodies are mostly the same people as another.

    Parameters
    ----------
    graph
        The projection.
    share
        From which overlap on bodies are alike; above 0, at most 1.
    least
        How many people must be known of a body; at least 1.

    Returns
    -------
    One finding per dataset with such bodies: ``value`` of the bodies with enough known people (``denominator``); the
    evidence is the seats of the people that they share.

    Raises
    ------
    WrongUsage
        A share outside its range, or a number below 1.
    """
    check(share, least)
    alike = {pair for pair, overlap in _overlaps(graph, least).items() if overlap >= share}
    whole = wholes(graph)
    findings = []
    for dataset, bodies in _large_enough(graph, least).items():
        pairs = [pair for pair in alike if bodies.issuperset(pair)]
        if not pairs:
            continue
        same = sorted({body for pair in pairs for body in pair})
        text = N(
            "{n} of {m} bodies with enough known people (at least {least}) consists for the most part of the same people as another.",
            "{n} of {m} bodies with enough known people (at least {least}) consist for the most part of the same people as another.",
            len(same), m=len(bodies), least=least,
        )  # fmt: skip
        findings.append(
            ANALYSIS.make(
                graph,
                measure="same_people",
                severity=Severity.INFO,
                subjects=[whole[dataset]],
                text=text,
                question=T("Can these meet together, and who takes a second look where the same people prepare and decide?"),
                nodes=same,
                edges=_shared_seats(graph, pairs),
                value=len(same),
                denominator=len(bodies),
            )
        )
    return findings


def tables(graph: Graph, share: float = 0.6, least: int = 3) -> list[Table]:
    """Municipalities, pairs of bodies, and bodies; those without rows are left out. Parameters as for :func:`interlocks`."""
    check(share, least)
    made = [_municipalities(graph), _pairs(graph, share, least), _bodies(graph)]
    return [table for table in made if table.rows]


def pair_rows(graph: Graph, least: int) -> list[dict[str, Any]]:
    """Each pair of bodies that shares people, has enough of them, and of which none is part of the other; the most alike first."""
    people = people_in(graph)
    overlaps = _overlaps(graph, least)
    shared = shared_people(graph)
    return [
        {"body": pair[0], "other": pair[1], "shared": shared[pair], "overlap": overlap,
         "of_smaller": shared[pair] / min(len(people[body]) for body in pair)}
        for pair, overlap in sorted(overlaps.items(), key=lambda entry: (-entry[1], entry[0]))
    ]  # fmt: skip


def _pairs(graph: Graph, share: float, least: int) -> Table:
    rows = pair_rows(graph, least)
    sentence = T(
        "{n} of {m} pairs of bodies that share people are for {share} per cent or more the same people.",
        n=sum(row["overlap"] >= share for row in rows), m=len(rows), share=round(100 * share),
    )  # fmt: skip
    basis = T(
        "Counted over bodies of which at least {least} people and half of the seats are known on the date asked, not between a body and "
        "what it is part of. Overlap is shared people divided by the people in either.",
        least=least,
    )
    return Table(PAIRS, sentence, basis, PAIR_COLUMNS, rows, bar="overlap")


def bodies_tied(graph: Graph) -> nx.Graph[str]:
    """Bodies of which people are known, tied where they share any."""
    between: nx.Graph[str] = nx.Graph()
    between.add_nodes_from(people_in(graph))
    between.add_edges_from(shared_people(graph))
    return between


def _bodies(graph: Graph) -> Table:
    people = people_in(graph)
    ties = people_and_bodies(graph)
    core = nx.core_number(bodies_tied(graph)) if people else {}
    redundancy = nx.bipartite.node_redundancy(ties, [body for body in people if ties.degree(body) > 1])
    rows: list[dict[str, Cell]] = []
    for body in sorted(people, key=lambda node: (str(graph.nodes[node]["name"]), node)):
        elsewhere = sum(ties.degree(person) > 1 for person in people[body])
        row: dict[str, Cell] = {"body": body, "people": len(people[body]), "elsewhere": elsewhere}
        rows.append(row | {"core": core[body], "redundancy": redundancy.get(body)})
    everybody = {person for there in people.values() for person in there}
    sentence = T(
        "{n} of {m} people with a seat sit in more than one body; in {k} of {total} bodies that goes for all who are known.",
        n=sum(ties.degree(person) > 1 for person in everybody),
        m=len(everybody),
        k=sum(row["elsewhere"] == row["people"] for row in rows),
        total=len(rows),
    )
    basis = T("Seats with a known holder on the date asked, in whatever capacity. A body with one known person has no redundancy.")
    return Table(BODIES, sentence, basis, BODY_COLUMNS, rows)


def _municipalities(graph: Graph) -> Table:
    """In how much each municipality takes part, beside what is usual in the country."""
    usual = arrangements_of_a_municipality()
    part: dict[str, set[str]] = defaultdict(set)
    for edge in standing.edges_of_type(graph, "PARTICIPATES_IN"):
        if graph.nodes[edge.source].get("kind") == "municipality" and graph.nodes[edge.target]["label"] == "Arrangement":
            part[edge.source].add(edge.target)
    seated = _seated(graph)
    rows: list[dict[str, Cell]] = [
        {"municipality": town, "arrangements": len(part[town]), "bodies": len(seated.get(town, ())), "median": usual.median}
        for town in sorted(part, key=lambda node: (str(graph.nodes[node]["name"]), node))
    ]
    sentence = beside([len(part[town]) for town in part])
    basis = T(
        "Here: arrangements and bodies in these data on the date asked, which need not be all. In the country: the median over {m} "
        "municipalities in {n} arrangements in force of the national register on {date}; that extract is not the whole register, so the "
        "median is a lower bound.",
        m=usual.municipalities, n=usual.arrangements, date=usual.date,
    )  # fmt: skip
    return Table(CROWDED, sentence, basis, CROWDED_COLUMNS, rows, bar="arrangements")


def _seated(graph: Graph) -> Mapping[str, set[str]]:
    """Per municipality the bodies in which a seat is on its behalf."""
    seated: dict[str, set[str]] = defaultdict(set)
    for edge in standing.edges_of_type(graph, "IN"):
        if graph.nodes[edge.target]["label"] == "Body" and (town := municipality_of(graph, edge.source)):
            seated[town].add(edge.target)
    return seated


def _overlaps(graph: Graph, least: int) -> dict[tuple[str, str], float]:
    """The overlap of each pair of bodies that shares people, has enough of them, and of which none is part of the other."""
    people = people_in(graph)
    known = {body for body in people if _is_known(graph, body, len(people[body]), least)}
    return {
        (body, other): n / len(people[body] | people[other])
        for (body, other), n in shared_people(graph).items()
        if body in known and other in known and not _belong_together(graph, body, other)
    }


def _is_known(graph: Graph, body: str, people: int, least: int) -> bool:
    """Whether enough people of a body are known, of all its seats."""
    posts = [edge.source for edge in standing.edges(graph, body, "IN", standing.PLACES, incoming=True)]
    seats = max(int(graph.nodes[body].get("seats") or 0), sum(int(graph.nodes[post].get("count") or 1) for post in posts))
    return people >= least and 2 * people >= seats


def _belong_together(graph: Graph, body: str, other: str) -> bool:
    """Whether one is part of the other, or they are the boards of one whole."""
    wholes_of = [{edge.target for edge in standing.edges(graph, node, "PART_OF")} for node in (body, other)]
    kinds = {str(graph.nodes[node].get("kind")) for node in (body, other)}
    return other in wholes_of[0] or body in wholes_of[1] or (kinds == BOARDS and bool(wholes_of[0] & wholes_of[1]))


def _large_enough(graph: Graph, least: int) -> dict[str, set[str]]:
    bodies: dict[str, set[str]] = defaultdict(set)
    for body, people in people_in(graph).items():
        for dataset in datasets_of(graph.nodes[body]) if _is_known(graph, body, len(people), least) else ():
            bodies[dataset].add(body)
    return bodies


def _shared_seats(graph: Graph, pairs: list[tuple[str, str]]) -> list[Edge]:
    people = people_in(graph)
    shared = {(body, person) for pair in pairs for person in people[pair[0]] & people[pair[1]] for body in pair}
    return [edge for seating in seatings(graph) if (seating.body, seating.person) in shared for edge in seating.edges]


def check(share: float, least: int) -> None:
    """Refuse parameters that mean nothing. Raises WrongUsage."""
    if not 0 < share <= 1 or least < 1:
        raise WrongUsage(T("share lies above 0 and is at most 1, and least is at least 1."), T("Write share=0.6 or least=3."))


PAIRS = Bilingual("Gremia die samenvallen", "Bodies that coincide")
BODIES = Bilingual("Gremia en hun mensen", "Bodies and their people")
CROWDED = Bilingual("Bestuurlijke drukte per gemeente", "How crowded it is for a municipality")
PAIR_COLUMNS = {
    "body": Column(Bilingual("gremium", "body"), "node"),
    "other": Column(Bilingual("ander gremium", "other body"), "node"),
    "shared": Column(Bilingual("dezelfde mensen", "shared people"), "count"),
    "overlap": Column(Bilingual("overlap", "overlap"), "share"),
    "of_smaller": Column(Bilingual("van het kleinste", "of the smaller"), "share"),
}
BODY_COLUMNS = {
    "body": Column(Bilingual("gremium", "body"), "node"),
    "people": Column(Bilingual("bekende mensen", "known people"), "count"),
    "elsewhere": Column(Bilingual("ook elders", "elsewhere too"), "count"),
    "core": Column(Bilingual("kerngetal", "core number"), "count"),
    "redundancy": Column(Bilingual("dubbelop", "redundancy"), "share"),
}
CROWDED_COLUMNS = {
    "municipality": Column(Bilingual("gemeente", "municipality"), "node"),
    "arrangements": Column(Bilingual("regelingen", "arrangements"), "count"),
    "bodies": Column(Bilingual("gremia met een zetel", "bodies with a seat"), "count"),
    "median": Column(Bilingual("regelingen, mediaan van het land", "arrangements, national median"), "number"),
}

ANALYSIS = Analysis(
    kind="interlocks",
    title=Bilingual("Dezelfde mensen", "The same people"),
    question=Bilingual(
        "Welke gremia bestaan uit dezelfde mensen, en hoe druk is het?", "Which bodies are the same people, and how crowded is it?"
    ),
    run=interlocks,
    tables=tables,
    measures={"same_people": Measure(Bilingual("gremia met grotendeels dezelfde mensen", "bodies of mostly the same people"), "bodies")},
    params={
        "share": Param("number", 0.6, Bilingual("vanaf welke overlap (0–1)", "from which overlap (0–1)")),
        "least": Param("integer", 3, Bilingual("zoveel mensen van een gremium bekend", "so many people of a body known")),
    },
)
