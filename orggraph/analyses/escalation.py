"""Where a deadlock goes: from each body that escalates, along ``ESCALATES_TO``, to a body that can decide.

A body *can decide* where it has power of its own (a council, a college, a province), transferred or granted, as ``follow_up`` has it. From
each body that escalates all ways are followed; the nearest body with power is where it ends, and the steps are counted to there. A way
that ends in bodies without a power that is recorded is a **dead end**; one that only comes back to itself is a **loop** (``circles``
tells of it too). Where the data do not say whether powers were transferred to what a body at the end belongs to, it is *not assessable*.

Finding, one a region: ``dead_end``, a gap: bodies whose way ends without power or in a loop, of those of which it can be told. Where it
can be told of none of them: not assessable.

The table has each body that escalates, with its way and end. Bodies of which no source says where a deadlock goes are counted in the
sentence and are no gap: most agree on it when it comes to that.

What it means: a matter that nobody settles stops where the way stops. What it does not mean: that the body at the end will decide, or
may decide that matter; its power may cover something else.

Worked example (a test runs it): a working group escalates to a steering group, which escalates to the general board of an arrangement to
which powers were transferred: 2 steps, and 1 from the steering group. A project group escalates to a programme, which escalates to nobody:
a dead end. Two platforms escalate to each other: a loop. So ``dead_end`` is 3 of 5.

In Cypher: ``where-deadlocks-go`` has the same ways and steps. With which power a body decides is left to the analysis: it follows from
forms, mandates and what a body is part of at any height, which one statement cannot weigh and still be read.

Cost: bodies × edges of this type, which are few. Empty, or nobody escalates: nothing. Everybody to everybody: one step where any has power.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from orggraph.findings import Analysis, Cell, Column, Finding, Measure, Table
from orggraph.graph import Graph, standing
from orggraph.graph.datasets import datasets_of, wholes
from orggraph.graph.edges import Edge
from orggraph.graph.powers import HAS_POWER, only_arrangements, power_of
from orggraph.i18n import Bilingual, T
from orggraph.model.terms import Severity

End = Literal["power", "dead_end", "loop", "unknown"]


@dataclass(frozen=True)
class Way:
    """Where a deadlock in a body goes."""

    body: str
    end: End
    nodes: tuple[str, ...]
    """From the next to the last; to the nearest with power, else the longest that does not come back."""
    edges: tuple[Edge, ...]


def escalation(graph: Graph) -> list[Finding]:
    """Find the bodies of which a deadlock ends without a body that can decide.

    Parameters
    ----------
    graph
        The projection. What is proposed counts, and what is former does not.

    Returns
    -------
    One finding per dataset with a body that escalates, where any way has no end with power: ``value`` of the ways of which it
    can be told (``denominator``); ``lacking`` are those bodies. Not assessable where it can be told of none.
    """
    whole = wholes(graph)
    by_dataset: dict[str, list[Way]] = defaultdict(list)
    for way in ways(graph):
        for dataset in datasets_of(graph.nodes[way.body]):
            by_dataset[dataset].append(way)
    return [finding for dataset, there in by_dataset.items() for finding in _findings(graph, whole[dataset], there)]


def _findings(graph: Graph, whole: str, there: list[Way]) -> Iterator[Finding]:
    known = [way for way in there if way.end != "unknown"]
    dead = [way for way in known if way.end != "power"]
    if known and not dead:
        return
    text = T(
        "Of {m} bodies that escalate, a deadlock in {n} ends where no power to decide is recorded, or goes round in a circle.",
        n=len(dead), m=len(known),
    )  # fmt: skip
    yield ANALYSIS.make(
        graph,
        measure="dead_end",
        severity=Severity.GAP,
        subjects=[whole],
        text=text if known else T("Not assessable: where a deadlock ends, the data do not say whether powers were transferred."),
        question=T("Who settles it when this body cannot?"),
        remedy=T("Agree to whom it goes, and record it; or record the power of the body where it ends."),
        nodes=[way.body for way in there],
        edges=[edge for way in (dead or there) for edge in way.edges],
        lacking=[way.body for way in dead],
        value=len(dead) if known else None,
        denominator=len(known) if known else None,
        assessable=bool(known),
    )


def ways(graph: Graph) -> list[Way]:
    """The way of a deadlock from each body that escalates, by its name."""
    only = only_arrangements(graph)
    leaving = dict.fromkeys(edge.source for edge in standing.edges_of_type(graph, "ESCALATES_TO", standing.NOT_FORMER))
    return [_way(graph, body, only) for body in sorted(leaving, key=lambda node: (str(graph.nodes[node]["name"]), node))]


def _way(graph: Graph, body: str, only: dict[str, str]) -> Way:
    """Widening from a body, until one with power is reached."""
    reached: dict[str, tuple[Edge, ...]] = {body: ()}
    ahead, unknown, ends, turned = [body], False, False, False
    while ahead:
        here = ahead.pop(0)
        edges = standing.edges(graph, here, "ESCALATES_TO", standing.NOT_FORMER)
        ends = ends or not edges
        for edge in edges:
            if edge.target in reached:
                turned = True
                continue
            reached[edge.target] = (*reached[here], edge)
            power, _ = power_of(graph, edge.target, only.get(str(graph.nodes[edge.target]["dataset"])))
            if power in HAS_POWER:
                return Way(body, "power", tuple(step.target for step in reached[edge.target]), reached[edge.target])
            unknown = unknown or power == "unknown"
            ahead.append(edge.target)
    longest = max(reached.values(), key=len)
    end: End = "unknown" if unknown else "loop" if turned and not ends else "dead_end"
    return Way(body, end, tuple(step.target for step in longest), longest)


def tables(graph: Graph) -> list[Table]:
    """Each body that escalates, its way and where that ends; no table where none does."""
    made = ways(graph)
    if not made:
        return []
    rows: list[dict[str, Cell]] = [
        {"body": way.body, "to": way.nodes, "steps": len(way.nodes) if way.end == "power" else None, "end": ENDS[way.end]} for way in made
    ]
    bodies = [node for node, data in graph.nodes(data=True) if data["label"] == "Body" and standing.has(data, standing.ACTUAL)]
    sentence = T(
        "A deadlock in {k} of {n} bodies that escalate reaches who can decide; of {left} of {total} bodies no source says where it goes.",
        n=len(made), k=sum(way.end == "power" for way in made),
        left=len(set(bodies) - {way.body for way in made}), total=len(bodies),
    )  # fmt: skip
    return [Table(ANALYSIS.title, sentence, BASIS, COLUMNS, rows, bar="steps")]


ENDS = {
    "power": Bilingual("een gremium dat kan besluiten", "a body that can decide"),
    "dead_end": Bilingual("geen bevoegdheid vastgelegd", "no power is recorded"),
    "loop": Bilingual("in een kring terug", "round in a circle"),
    "unknown": Bilingual("niet te beoordelen", "not assessable"),
}
BASIS = T(
    "Along what the sources call escalation, on the date asked; what is proposed counts. The steps are counted to the nearest body with a "
    "power of its own, transferred or granted; whether that power covers the matter is not looked at."
)
COLUMNS = {
    "body": Column(Bilingual("gremium", "body"), "node"),
    "to": Column(Bilingual("gaat naar", "goes to"), "node"),
    "steps": Column(Bilingual("stappen tot wie kan besluiten", "steps to who can decide"), "count"),
    "end": Column(Bilingual("eindigt bij", "ends with")),
}

ANALYSIS = Analysis(
    kind="escalation",
    title=Bilingual("Waar een patstelling heen gaat", "Where a deadlock goes"),
    question=Bilingual("Wie beslist als een gremium er niet uitkomt?", "Who settles it when a body cannot?"),
    run=escalation,
    tables=tables,
    measures={"dead_end": Measure(Bilingual("patstelling zonder beslisser", "deadlock without who decides"), "bodies")},
)
