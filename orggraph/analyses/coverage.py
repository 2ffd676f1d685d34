"""The smallest group of people that together sits in every body, or together covers every topic.

Useful to know who must be at the table for everything to be known there: for a first meeting of a programme, for a message
that must reach all, for a working group. A body is reached by anybody who is known to sit in it, in whatever capacity; a topic by
anybody with a post that covers it, or in a body that does. What nobody is known of cannot be reached, and is counted apart.

It is a set cover: minimise the number of people, such that each body has at least one of them. That is solved exactly, by
integer programming (SciPy's ``milp``, which is HiGHS: branch and bound, proven optimal). Where ``seconds`` do not suffice, the sentence
says so, with the bound that is proven. Often several groups of that size exist; which one is given says nothing about
anybody. Who is the **only one known** somewhere, in a body or on a topic, is in every such group.

There is no finding: a small group is no better than a large one. What it does not mean: that who is in the group represents the others,
or that the group may decide anything.

Worked example (a test runs it): Ann sits in A and B, Bas in B and C, Cas in C and D. No single person reaches all four bodies; Ann
and Cas do: 2 of 3 people. Both are somewhere the only one known, in A and in D; Bas is not.

Cost: exponential at worst, as for every set cover; the regions that come with the package take milliseconds. Empty: no table.
One person, everybody in everything: 1. Two components: the sum of both.

In Cypher: not asked. A smallest cover is no pattern to match; ``who-sees-everything`` has who is where. Reference: Karp 1972, set cover.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, inf

from orggraph.errors import WrongUsage
from orggraph.findings import Analysis, Cell, Column, Finding, Table
from orggraph.graph import Graph, standing
from orggraph.graph.people import name_order
from orggraph.graph.seating import people_in
from orggraph.i18n import Bilingual, T, Text
from orggraph.params import Param
from orggraph.solver import Row, minimize

ROUNDING = 1e-6
"""How far off a bound may be that a solver of real numbers gives."""


@dataclass(frozen=True)
class Cover:
    """A group of people that reaches everything."""

    people: tuple[str, ...]
    least: int
    """No group is smaller than this: proven."""


def coverage(graph: Graph, seconds: float = 10) -> list[Finding]:  # noqa: ARG001 - it measures, and judges nothing
    """Give no findings: the tables hold the groups."""
    return []


def tables(graph: Graph, seconds: float = 10) -> list[Table]:
    """The group for all bodies, and that for all topics.

    Parameters
    ----------
    graph
        The projection.
    seconds
        How long each may be sought; above 0.

    Raises
    ------
    WrongUsage
        No time at all.
    """
    if seconds <= 0:
        raise WrongUsage(T("seconds must be more than 0."), T("Write seconds=10."))
    wanted = {"Body": (people_in(graph), BODIES), "Topic": (people_on(graph), TOPICS)}
    return [_table(graph, label, reached, title, seconds) for label, (reached, title) in wanted.items() if reached]


def smallest(reached: Mapping[str, frozenset[str]], seconds: float = 10) -> Cover:
    """The smallest group of people of whom each of these has at least one.

    Parameters
    ----------
    reached
        Per body, or topic, the people that reach it; each has at least one.
    seconds
        How long to seek; what is best by then is given.
    """
    people = sorted(frozenset[str]().union(*reached.values()))
    if not people:
        return Cover((), 0)
    place = {person: number for number, person in enumerate(people)}
    rows: list[Row] = [(dict.fromkeys((place[person] for person in sorted(there)), 1.0), 1, inf) for there in reached.values()]
    solution = minimize([1.0] * len(people), rows, seconds)
    if solution.chosen is None:  # not one group in that time: everybody is one
        return Cover(tuple(people), 1)
    return Cover(tuple(people[number] for number in solution.chosen), ceil(solution.bound - ROUNDING))


def people_on(graph: Graph) -> dict[str, frozenset[str]]:
    """Per topic the people with a post that covers it, or in a body that does."""
    people: dict[str, set[str]] = {}
    bodies = people_in(graph)
    for edge in standing.edges_of_type(graph, "COVERS"):
        label = graph.nodes[edge.source]["label"]
        if label == "Body":
            people.setdefault(edge.target, set()).update(bodies.get(edge.source, ()))
        elif label == "Post":
            people.setdefault(edge.target, set()).update(held.source for held in standing.edges(graph, edge.source, "HOLDS", incoming=True))
    return {topic: frozenset(there) for topic, there in people.items() if there}


def _table(graph: Graph, label: str, reached: Mapping[str, frozenset[str]], title: Bilingual, seconds: float) -> Table:
    cover = smallest(reached, seconds)
    only = {next(iter(there)) for there in reached.values() if len(there) == 1}
    named = sorted(reached, key=lambda node: (str(graph.nodes[node]["name"]), node))
    rows: list[dict[str, Cell]] = [
        {
            "person": person,
            "reaches": [node for node in named if person in reached[node]],
            "only_known": person in only,
        }
        for person in sorted(cover.people, key=lambda node: name_order(graph, node))
    ]
    everybody = len(frozenset[str]().union(*reached.values()))
    total = sum(data["label"] == label and standing.has(data, standing.ACTUAL) for _, data in graph.nodes(data=True))
    sentence = T(
        "{n} of {m} people together reach all {k} {what} of which somebody is known; {left} of {total} have nobody known.",
        n=len(rows), m=everybody, k=len(reached), what=title.lower(), left=total - len(reached), total=total,
    )  # fmt: skip
    return Table(title, sentence, _basis(cover), COLUMNS, rows)


def _basis(cover: Cover) -> Text:
    if cover.least < len(cover.people):
        return T(
            "The best group in the time given; none smaller than {n} exists. More seconds may find a smaller one. In the order of names; "
            "other groups of the same size may exist.",
            n=cover.least,
        )
    return T(
        "No smaller group exists: that is proven. Other groups of the same size may exist; who is in this one says nothing of anybody. "
        "In the order of names, on the date asked."
    )


BODIES = Bilingual("Gremia", "Bodies")
TOPICS = Bilingual("Onderwerpen", "Topics")
COLUMNS = {
    "person": Column(Bilingual("wie", "who"), "node"),
    "reaches": Column(Bilingual("bereikt", "reaches"), "node"),
    "only_known": Column(Bilingual("ergens de enige bekende", "the only one known somewhere")),
}

ANALYSIS = Analysis(
    kind="coverage",
    title=Bilingual("Kleinste groep die alles bereikt", "Smallest group that reaches all"),
    question=Bilingual("Wie samen zijn in elk gremium of op elk onderwerp thuis?", "Who together are in every body or on every topic?"),
    run=coverage,
    tables=tables,
    params={"seconds": Param("number", 10, Bilingual("hoe lang te zoeken, in seconden", "how long to seek, in seconds"))},
)
