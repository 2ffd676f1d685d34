"""Where do our sources disagree? One finding for each point of difference, with every side and the places that say it.

Sources may contradict each other, one may say the same more narrowly, they say different things that may both be true,
or one source can be read in several ways: four measures. Who prefers a source chooses what the graph shows, not what was
said, so that preference and date change nothing here: the sides come from :class:`orggraph.graph.Provenance`, not from
what is left of the graph. Which side is right is never decided.

A fifth measure is for things of which there are several records, most often of two datasets that are asked together:
where these contradict each other in a value, a term, a standing or a date (:mod:`orggraph.graph.disagreement`). Nobody
has written such a point down: it is there when both are read, on the day that is asked.

Unit: sides, 2 and up. What it means: whoever uses one side should know of the other. What it does not mean: that a source is wrong, or that
the later or longer one is right.

Worked example (a test runs it): a list says that Ann carries out an assignment, a table that it is Bas: one contradiction with 2 sides.

In Cypher: ``contradictions`` has the same sides with their places; a test holds both against each other.

Cost: linear in the sides. Empty, one source, or sources that agree: nothing. No dates: a side without a period stands all the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import reduce

from orggraph.findings import Analysis, Finding, Measure, Severity
from orggraph.graph import Graph, Side, disagreement, provenance
from orggraph.graph.datasets import by_dataset, label_of, name_of, wholes
from orggraph.graph.disagreement import Point
from orggraph.graph.edges import Edge
from orggraph.i18n import Bilingual, N, T, Text, first_few
from orggraph.model.base import Row, digest
from orggraph.model.nodes import LABELS
from orggraph.model.relationships import TYPES
from orggraph.model.terms import Difference
from orggraph.model.titles import title_of, value_of

ALL = "differing"
RECORDS = "records"
PLACES = 3
"""So many places of one side are named in words; the finding's sources hold them all."""


def contradictions(graph: Graph) -> list[Finding]:
    """Find the points on which sources say different things.

    Parameters
    ----------
    graph
        The projection; its date and preferred sources make no difference.

    Returns
    -------
    Per point of difference one finding: the measure is ``contradicts`` (severity tension), ``narrower``, ``differs`` or
    ``readings`` (info), the subject the node that all sides are about, the object the slot, ``value`` the number of
    sides. Per dataset with two points or more, readings of one text aside, one finding ``differing`` on the cooperation:
    at how many of all things of that label (``value`` of ``denominator``), or, where the points are about things of
    several labels, on how many points. Per thing of which records contradict each other one finding ``records``
    (tension): ``value`` the number of fields in which they do, the evidence the relationships of which they are fields.
    """
    whole = wholes(graph)
    per_dataset: dict[str, dict[str, list[Side]]] = defaultdict(lambda: defaultdict(list))
    for side in provenance(graph).sides:
        if side.dataset in whole:
            per_dataset[side.dataset][side.slot].append(side)
    findings = []
    for dataset, slots in per_dataset.items():
        of_slots = [_of_slot(graph, whole[dataset], slot, sides) for slot, sides in slots.items()]
        findings += of_slots
        differing = [finding for finding in of_slots if finding.measure != Difference.READINGS]
        if len(differing) > 1:
            findings.append(
                _of_all(graph, whole[dataset], differing, [side for finding in differing for side in slots[str(finding.object)]])
            )
    return findings + [_of_records(graph, node, points) for node, points in disagreement.points(graph).items()]


def _of_records(graph: Graph, node: str, points: Sequence[Point]) -> Finding:
    """The finding on a thing of which records contradict each other."""
    text = N(
        "On “{name}” our records contradict each other in {n} respect: {points}.",
        "On “{name}” our records contradict each other in {n} respects: {points}.",
        len(points),
        name=name_of(graph, node),
        points=reduce(_and, (_point(graph, point) for point in points)),
    )
    finding = ANALYSIS.make(
        graph,
        origin="source",
        measure=RECORDS,
        severity=Severity.TENSION,
        subjects=[node],
        text=text,
        question=QUESTIONS[Difference.CONTRADICTS],
        remedy=T("Ask it of whoever answers for these records, and correct the one that is wrong; until then both stand."),
        edges=[edge for point in points for edge in point.edges],
        value=len(points),
    )
    values = [[row["id"], point.field, str(row[point.field])] for point in points for row in point.sides]
    return replace(finding, sources=_cited(points), fingerprint=digest([RECORDS, sorted(values)])[:16])


def _and(first: Text, second: Text) -> Text:
    return T("{first}; {second}", first=first, second=second)


def _cited(points: Sequence[Point]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys(place for point in points for row in point.sides for place in _places(row)))


def _places(row: Row) -> list[tuple[str, str]]:
    return list(zip(row.get("sources", ()), row.get("locators", ()), strict=True))


def _point(graph: Graph, point: Point) -> Text:
    """One field, with what each record says of it and where."""
    sides = [
        T("“{said}” ({places})", said=value_of(point.model, point.field, row[point.field]), places=_told_by(graph, row))
        for row in point.sides
    ]
    field = title_of(point.model, point.field)
    title = Bilingual.each(lambda lang: field.render(lang)[:1].lower() + field.render(lang)[1:])
    if not point.edges:
        return T("{field} {sides}", field=title, sides=sides)
    type_, end = TYPES[point.edges[0].attributes["type"]].title, name_of(graph, point.edges[0].target)
    return T("{relation} “{end}”, {field} {sides}", relation=type_, end=end, field=title, sides=sides)


def _told_by(graph: Graph, row: Row) -> list[str]:
    """The dataset of a record, and the places that it names; of two records of one dataset also which it is."""
    places = [_place(source, locator) for source, locator in _places(row)[:PLACES]]
    return [str(provenance(graph).datasets.get(row["dataset"], {}).get("title", row["dataset"])), *places]


def _of_slot(graph: Graph, whole: str, slot: str, sides: Sequence[Side]) -> Finding:
    row = provenance(graph).slots[slot]
    difference = Difference(row["difference"])
    text = Text(ANSWERS[difference].message, {"point": row["name"], "sides": [_side(side) for side in sides]})
    if "note" in row:
        text = T("{text} {note}", text=text, note=_sentence(row["note"]))
    finding = ANALYSIS.make(
        graph,
        origin="source",
        measure=difference.value,
        severity=Severity.TENSION if difference is Difference.CONTRADICTS else Severity.INFO,
        subjects=[_subject(graph, whole, sides)],
        text=text,
        question=QUESTIONS[difference],
        remedy=T("Ask it of whoever answers for these sources, and record the answer with its source; until then both sides stand."),
        nodes=[node for side in sides for node in side.about if node in graph],
        edges=_edges(graph, sides),
        object=slot,
        value=len(sides),
    )
    return _as_told(finding, difference.value, sides)


def _of_all(graph: Graph, whole: str, findings: Sequence[Finding], sides: Sequence[Side]) -> Finding:
    """The finding on the whole dataset: at how many of its things, or on how many points, sources differ."""
    subjects = dict.fromkeys(finding.subjects[0].id for finding in findings)
    labels = {label_of(graph, subject) for subject in subjects}
    kinds = [_kind(graph, difference, findings) for difference in Difference if any(finding.measure == difference for finding in findings)]
    text = N("On {n} point sources differ: {kinds}.", "On {n} points sources differ: {kinds}.", len(findings), kinds=kinds)
    n, alike = len(findings), _alike(graph, subjects) if len(labels) == 1 and len(subjects) > 1 else []
    if alike:
        n, label = len(subjects), labels.pop()
        things = LABELS[label].plural.lower()
        text = T(
            "At {n} of {m} {things} {where} say different things: {kinds}.",
            n=n,
            m=len(alike),
            things=things,
            where=_where(sides),
            kinds=kinds,
        )
        others = [str(graph.nodes[node]["number"]) for node in alike if node not in subjects and "number" in graph.nodes[node]]
        if others:
            text = T("{text} No difference is recorded at {others}.", text=text, others="; ".join(others))
    finding = ANALYSIS.make(
        graph,
        origin="source",
        measure=ALL,
        severity=Severity.TENSION if any(finding.severity is Severity.TENSION for finding in findings) else Severity.INFO,
        subjects=[whole],
        text=text,
        question=T("Which of these differences asks for an answer first, and who can give it?"),
        nodes=subjects,
        value=n,
        denominator=len(alike) or None,
        unit=graph.nodes[alike[0]]["label"].lower() if alike else "points",
    )
    return _as_told(finding, ALL, sides)


def _alike(graph: Graph, subjects: Collection[str]) -> Sequence[str]:
    """All nodes of the dataset and label of these."""
    subject = graph.nodes[next(iter(subjects))]
    return by_dataset(graph, subject["label"])[subject["dataset"]]


def _as_told(finding: Finding, difference: str, sides: Sequence[Side]) -> Finding:
    """With the places of all sides, and a fingerprint of what they say: neither depends on what the graph shows."""
    cited = tuple(dict.fromkeys(place for side in sides for place in side.cited))
    return replace(finding, sources=cited, fingerprint=digest([difference, sorted([side.id, side.answer] for side in sides)])[:16])


def _subject(graph: Graph, whole: str, sides: Sequence[Side]) -> str:
    """The node that every side is about, the nearest first; else one that some side is about; else the whole."""
    shared = [node for node in sides[0].about if all(node in side.about for side in sides)]
    anywhere = [node for side in sides for node in side.about]
    return next((node for node in [*shared, *anywhere] if node in graph), whole)


def _edges(graph: Graph, sides: Sequence[Side]) -> list[Edge]:
    ends = [(*side.ends, side.id) for side in sides if side.ends]
    return [Edge(*edge, graph.edges[edge]) for edge in ends if graph.has_edge(*edge)]


def _side(side: Side) -> Text:
    places = first_few([_place(source, locator) for source, locator in side.cited], PLACES)
    message = T("“{said}” (inferred from {places})") if side.evidence == "inferred" else T("“{said}” ({places})")
    return Text(message.message, {"said": side.answer, "places": places or T("no place named")})


def _place(source: str, locator: str) -> str:
    return f"{source.rsplit('/', 1)[-1]} {locator}".strip()


def _sentence(note: str) -> str:
    return note if note.endswith((".", "?", "!")) else f"{note}."


def _where(sides: Sequence[Side]) -> Text:
    """Between what: the sources; or the parts of one source, where its places begin with one of two words."""
    parts = Counter(_place(source, locator.split(" ")[0]) for side in sides for source, locator in side.cited)
    if len(parts) == 2:
        first, second = sorted(parts)
        return T("{first} and {second}", first=first, second=second)
    return T("sources")


def _kind(graph: Graph, difference: Difference, findings: Sequence[Finding]) -> Text:
    named = dict.fromkeys(finding.subjects[0].id for finding in findings if finding.measure == difference)
    names = "; ".join(_short(graph, about) for about in named)
    n = sum(finding.measure == difference for finding in findings)
    return T("{kind} {n} ({names})", kind=difference.names, n=n, names=names)


def _short(graph: Graph, about: str) -> str:
    number = graph.nodes[about].get("number") if about in graph else None
    return f"“{name_of(graph, about)}”" if number is None else str(number)


ANSWERS: Mapping[Difference, Text] = {
    Difference.CONTRADICTS: T("{point} The sources contradict each other: {sides}."),
    Difference.NARROWER: T("{point} One side says it more narrowly than the other: {sides}."),
    Difference.DIFFERS: T("{point} The sources say different things, which may both be true: {sides}."),
    Difference.READINGS: T("{point} The source can be read in several ways: {sides}."),
}
QUESTIONS: Mapping[Difference, Text] = {
    Difference.CONTRADICTS: T("Which of these holds, and who can say so?"),
    Difference.NARROWER: T("Is it meant as widely as the one side says it, or as narrowly as the other?"),
    Difference.DIFFERS: T("Are both so, and how do they go together?"),
    Difference.READINGS: T("Which reading is meant, and who can say so?"),
}

ANALYSIS = Analysis(
    kind="contradictions",
    title=Bilingual("Waar bronnen verschillen", "Where sources differ"),
    question=Bilingual("Waar zeggen onze bronnen iets anders, en wat zegt elk?", "Where do our sources disagree, and what does each say?"),
    run=contradictions,
    measures={
        "contradicts": Measure(Bilingual("bronnen spreken elkaar tegen", "sources contradict each other"), "sides"),
        "narrower": Measure(Bilingual("de ene kant zegt het nauwer", "one side says it more narrowly"), "sides"),
        "differs": Measure(Bilingual("bronnen zeggen iets anders", "sources say different things"), "sides"),
        "readings": Measure(Bilingual("laat zich op meer manieren lezen", "can be read in several ways"), "sides"),
        "differing": Measure(Bilingual("verschilpunten", "points of difference"), "points"),
        "records": Measure(
            Bilingual("gegevens over één ding spreken elkaar tegen", "records of one thing contradict each other"), "points"
        ),
    },
)
