"""What leads round in a circle where that makes no sense: who is part of whom, reports to whom, stands in for whom, comes after what.

A relationship type declares that its ways should not come back where they began (``acyclic``). Each group of records that
such a type leads round is told once. Authorities and commissions in a circle are told by ``mandates`` and
``commission_chain``.

Unit: records in the circle, 2 and up. What it means: with a circle nobody can say who is above whom, or what comes first; most often a
record is wrong. What it does not mean: that anybody works so. Steps may lead back under a condition, which is a choice and no circle.

Worked example (a test runs it): A is part of B, B of C, C of A, and D of A: one circle, of 3.

In Cypher: not asked. A way of any length back to itself is quadratic there, and strongly connected components (Tarjan 1972) are not.

Cost: linear in the edges of these types. Empty, one record, no dates: nothing. Two circles without a common record are two findings;
everything part of everything is one. Only what holds on the day asked counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from orggraph.findings import Analysis, Finding, Measure
from orggraph.graph import Graph, standing
from orggraph.graph.circles import Circle, circles
from orggraph.i18n import Bilingual, T, Text
from orggraph.model.relationships import TYPES
from orggraph.model.terms import Severity

NAMED = 8
"""So many records are named in words; the evidence holds them all."""
ELSEWHERE = frozenset({"SUBMANDATE_OF", "RESULTS_IN"})
"""Types that another analysis looks at, as it does at assignments that are part of each other."""


def find_circles(graph: Graph) -> list[Finding]:
    """Find what leads round in a circle.

    Parameters
    ----------
    graph
        The projection. What is former is left out; what is proposed counts.

    Returns
    -------
    Per relationship type and group of records one ``gap``: ``value``, how many records they are. The evidence
    holds every relationship between them.
    """
    return [
        _finding(graph, kind, circle) for kind in TYPES if TYPES[kind].acyclic and kind not in ELSEWHERE for circle in _of_type(graph, kind)
    ]


def _of_type(graph: Graph, kind: str) -> Iterator[Circle]:
    unless = TYPES[kind].unless
    yield from circles(
        edge
        for edge in standing.edges_of_type(graph, kind, standing.NOT_FORMER)
        if not (unless and edge.attributes.get(unless)) and graph.nodes[edge.source]["label"] != "Assignment"
    )


def _finding(graph: Graph, kind: str, circle: Circle) -> Finding:
    steps: list[str | Text] = [f"“{graph.nodes[node]['name']}”" for node in circle.way[:NAMED]]
    more = [T("({n} more)", n=len(circle.way) - NAMED)] if len(circle.way) > NAMED else []
    names = [*steps, *more, steps[0]]
    text = T("This leads round in a circle of {n}, by “{what}”: {names}.", n=len(circle.way), what=TYPES[kind].title, names=_arrows(names))
    return ANALYSIS.make(
        graph,
        measure="circle",
        severity=Severity.GAP,
        subjects=circle.nodes,
        text=text,
        question=QUESTIONS.get(kind, T("Which of these comes first, or last?")),
        remedy=T("Record which of them comes first, and leave out the relationship that leads back."),
        edges=circle.edges,
        value=len(circle.nodes),
    )


def _arrows(names: list[str | Text]) -> Text:
    """Names as a way from one to the next."""
    return Text(" → ".join(f"{{n{number}}}" for number in range(len(names))), {f"n{number}": name for number, name in enumerate(names)})


QUESTIONS: Mapping[str, Text] = {
    "PART_OF": T("Which of these is the whole?"),
    "REPORTS_TO": T("Who leads the others in the end?"),
    "SUPERVISES": T("Who leads the others in the end?"),
    "DEPUTY_OF": T("Who stands in when none of them is there?"),
    "ESCALATES_TO": T("Who settles it in the end?"),
    "NEXT": T("Where does this route end?"),
    "SUCCEEDS": T("Which of these was there first?"),
}

ANALYSIS = Analysis(
    kind="circles",
    title=Bilingual("Kringen", "Circles"),
    question=Bilingual("Wat leidt in een kring terug naar zichzelf?", "What leads round in a circle to itself?"),
    run=find_circles,
    measures={"circle": Measure(Bilingual("onderdelen in een kring", "records in a circle"), "records")},
)
