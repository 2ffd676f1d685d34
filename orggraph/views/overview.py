"""A region at a glance: what it is, in counts with their denominators; and its findings put together by what they are about."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from orggraph.findings import Finding, Severity, in_order
from orggraph.findings.listing import order
from orggraph.graph import Graph, provenance, standing
from orggraph.graph.datasets import label_of, name_of, wholes
from orggraph.graph.edges import Edge
from orggraph.graph.reading import apart
from orggraph.model.terms import Evidence, Status

LABEL_ORDER = (
    "Dataset", "Cooperation", "Arrangement", "Organization", "Body", "Route", "Decision", "Product", "Assignment", "Role", "Post", "Person",
)  # fmt: skip
"""In which order findings on different kinds of things are read: what concerns all first, people last."""


@dataclass(frozen=True)
class Overview:
    """What a region is, as far as its data says."""

    arrangements: tuple[str, ...]
    """Ids of the legal forms that hold."""
    participants: tuple[str, ...]
    """Ids of the organizations that take part, each with its count where one record stands for several that are not named."""
    external: int
    """How many participants come from another source than the texts."""
    counts: Mapping[str, int]
    """How many nodes there are of each label."""
    held: int
    """Posts of which the holder is known."""
    open: int
    """Posts and other things that the sources call still to be decided."""
    inferred: int
    """Relationships that are inferred from a source, not stated by it."""
    relationships: int


@dataclass(frozen=True)
class Matter:
    """Findings that are about one thing, the most pressing first."""

    about: tuple[str, ...]
    """Ids of what they are about: an object on which hats meet, else the subject."""
    findings: tuple[Finding, ...]

    @property
    def severity(self) -> Severity:
        """That of the most pressing."""
        return self.findings[0].severity


def overview(graph: Graph) -> Overview:
    """Count a projection. O(nodes + edges)."""
    counts = Counter(str(data["label"]) for _, data in graph.nodes(data=True))
    whole = ("Arrangement", "Cooperation")
    taking_part = [edge for edge in standing.edges_of_type(graph, "PARTICIPATES_IN") if graph.nodes[edge.target]["label"] in whole]
    external = {edge.source for edge in taking_part if edge.attributes.get("evidence") == Evidence.EXTERNAL}
    forms = [node for node, data in graph.nodes(data=True) if data["label"] == "Arrangement" and standing.has(data, standing.NOT_FORMER)]
    return Overview(
        arrangements=tuple(sorted(forms)),
        participants=tuple(sorted(apart(graph, (edge.source for edge in taking_part)), key=lambda node: str(graph.nodes[node]["name"]))),
        external=len(external),
        counts=dict(counts),
        held=len({edge.target for edge in standing.edges_of_type(graph, "HOLDS")}),
        open=sum(data.get("status") == Status.OPEN for _, data in graph.nodes(data=True)),
        inferred=sum(data.get("evidence") == Evidence.INFERRED for _, _, data in graph.edges(data=True)),
        relationships=graph.number_of_edges(),
    )


def matters(graph: Graph, findings: Iterable[Finding]) -> list[Matter]:
    """Findings by what they are about: by severity, then the kind of thing, then its name; an order that ranks nobody.

    Parameters
    ----------
    graph
        The projection in which they were found.
    findings
        Which findings.

    Returns
    -------
    One matter per object on which hats meet, or per subject where there is none. What can be assessed comes first.
    """
    grouped: dict[tuple[str, ...], list[Finding]] = defaultdict(list)
    for finding in findings:
        grouped[_about(graph, finding)].append(finding)
    made = [Matter(about, tuple(in_order(alike))) for about, alike in grouped.items()]
    return sorted(made, key=lambda matter: (order(matter.findings[0])[:2], *_place(graph, matter.about)))


def attention(graph: Graph, findings: Sequence[Finding], most: int = 7) -> list[Matter]:
    """The matters for a first page: not accepted, assessable, the graver first, of every kind of finding some, no list of people.

    What is found on people is put together per kind, so that nobody is singled out. What a finding on the whole
    already counts is left to the page with all findings.

    Parameters
    ----------
    graph, findings
        The projection, and what was found in it.
    most
        At most so many matters.
    """
    waiting = [finding for finding in findings if finding.assessable and not finding.accepted]
    whole = set(wholes(graph).values())
    counted = {_what(finding) for finding in waiting if finding.subjects[0].id in whole}
    waiting = [finding for finding in waiting if finding.subjects[0].id in whole or _what(finding) not in counted]
    on_people: list[Finding] = []
    others: list[Finding] = []
    for finding in waiting:
        singles_out = finding.object is None and any(subject.label in ("Person", "Post") for subject in finding.subjects)
        (on_people if singles_out else others).append(finding)
    listed = matters(graph, others)
    for kind in dict.fromkeys(finding.kind for finding in on_people):
        listed.append(Matter((), tuple(in_order(finding for finding in on_people if finding.kind == kind))))
    listed.sort(key=lambda matter: order(matter.findings[0])[:2])
    by_kind: dict[str, list[Matter]] = defaultdict(list)
    for matter in listed:
        kind = matter.findings[0].kind
        if matter.severity is not Severity.INFO or not by_kind[kind]:  # of what is for information one a kind says enough
            by_kind[kind].append(matter)
    chosen: list[Matter] = []
    while by_kind and len(chosen) < most:
        for kind in list(by_kind):
            if len(chosen) < most:
                chosen.append(by_kind[kind].pop(0))
            if not by_kind[kind]:
                del by_kind[kind]
    return [matter for matter in listed if matter in chosen]


def _what(finding: Finding) -> tuple[str, str, str | None]:
    return (finding.kind, finding.measure, finding.rule)


def _about(graph: Graph, finding: Finding) -> tuple[str, ...]:
    """The object on which hats meet, else the subjects; a point of difference is an object, and no node to group by."""
    met = finding.object is not None and finding.object in graph
    return (str(finding.object),) if met else tuple(sorted(subject.id for subject in finding.subjects))


def _place(graph: Graph, about: Sequence[str]) -> tuple[int, str]:
    label, name = (label_of(graph, about[0]), name_of(graph, about[0])) if about else ("", "")
    return (LABEL_ORDER.index(label) if label in LABEL_ORDER else len(LABEL_ORDER) - 2, name)


@dataclass
class Became:
    """What one place of a source became."""

    nodes: list[str] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    slots: list[str] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)
    """What the source says, where sources differ."""


def became(graph: Graph, source: str) -> dict[str, Became]:
    """Per place of a source the records of a projection that cite it. O(nodes + edges)."""
    became: dict[str, Became] = defaultdict(Became)
    origins = provenance(graph)
    for node, data in graph.nodes(data=True):
        for place in _cited_places(data, source):
            became[place].nodes.append(node)
    for start, end, key, data in graph.edges(keys=True, data=True):
        for place in _cited_places(data, source):
            became[place].edges.append(Edge(start, end, key, data))
    for slot, row in origins.slots.items():
        for place in _cited_places(row, source):
            became[place].slots.append(slot)
    for row in origins.claims:
        for place in _cited_places(row, source):
            became[place].claims.append(str(row["value"]))
    return dict(became)


def _cited_places(row: Mapping[str, Any], source: str) -> list[str]:
    pairs = zip(row.get("sources", ()), row.get("locators", ()), strict=True)
    return list(dict.fromkeys(place for name, place in pairs if name == source))
