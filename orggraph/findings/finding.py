"""A finding: what an analysis says, with its value and denominator, its evidence, its sources and a stable identity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from orggraph.graph import Graph, provenance
from orggraph.graph.datasets import datasets_of, label_of, name_of, record_in
from orggraph.graph.edges import Edge
from orggraph.i18n import Bilingual, Lang, Text
from orggraph.model.base import digest
from orggraph.model.terms import Severity

Origin = Literal["law", "source", "ours"]
"""One text per language."""


@dataclass(frozen=True)
class Subject:
    """What a finding is about, as it is shown: a node, or a dataset as a whole (label ``Dataset``, name its title)."""

    id: str
    label: str
    name: str


@dataclass(frozen=True)
class Acceptance:
    """That somebody accepted a finding: who (a role is enough), why, until when; it holds while the evidence is the same."""

    finding: str
    fingerprint: str
    by: str
    reason: str
    at: str
    until: str | None = None

    def holds(self, fingerprint: str, on: date) -> bool:
        """Whether it still holds: the same evidence, and not past its end date."""
        return self.fingerprint == fingerprint and (self.until is None or on.isoformat() <= self.until)


@dataclass(frozen=True)
class Figure:
    """A count: what is measured, its title in few words, its value and denominator."""

    measure: str
    title: Bilingual
    value: float
    denominator: float | None = None
    unit: str | None = None

    def to_json(self, lang: Lang) -> dict[str, Any]:
        """The figure as the contract has it."""
        return {
            "measure": self.measure,
            "title": self.title[lang],
            "value": _number(self.value),
            "denominator": _number(self.denominator),
            "unit": self.unit,
        }


@dataclass(frozen=True)
class Finding:
    """One finding per subject and measure, or with all measures of one subject. See :func:`make` for the meaning of the fields."""

    kind: str
    measure: str
    severity: Severity
    dataset: str
    date: str
    subjects: tuple[Subject, ...]
    title: Bilingual
    """What is measured, in few words; of what a rule found, what the rule says."""
    text: Text
    question: Text
    value: float | None = None
    denominator: float | None = None
    unit: str | None = None
    rule: str | None = None
    basis: Text | None = None
    quote: str | None = None
    """The article's own words, short, as of the day asked or of the act."""
    remedy: Text | None = None
    object: str | None = None
    origin: Origin = "ours"
    assessable: bool = True
    prefer: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()
    edges: tuple[Edge, ...] = ()
    lacking: tuple[str, ...] = ()
    """Of those that it is about, or that belong to these: the ids of those that lack something; they are in ``nodes`` too."""
    sources: tuple[tuple[str, str], ...] = ()
    fingerprint: str = ""
    accepted: Acceptance | None = None
    counted: bool = True
    """Whether the value counts what the title says. A rule's title says what should be so, and its value what is not."""
    place: int = 0
    """The place of the measure among those of its analysis."""
    figures: tuple[Figure, ...] = ()
    """All counts of a finding with more measures than one; its measure, value and denominator are those of the first."""
    parts: tuple[Finding, ...] = ()
    """The findings of which it is one line (see :mod:`orggraph.findings.gathering`); none: it stands for itself."""
    own: Mapping[str, str] = field(default_factory=dict)
    """Of what several datasets state: the id in the dataset of the finding, so that it is the same when that one is asked alone."""

    @property
    def id(self) -> str:
        """Stable over reloads, dates, languages and values: what it is about, and by which measure and rule.

        Where it has all measures of its subject, by none of them: which is the first depends on values. Of several findings on
        one line that are not assessable, by none of their subjects.
        """
        subjects = sorted(self.own.get(subject.id, subject.id) for subject in self.subjects)
        if self.parts:
            return digest([self.kind, self.measure, self.rule, self.dataset, subjects if self.assessable else None, "parts"])[:16]
        measure = None if self.figures else self.measure
        met = self.object and self.own.get(self.object, self.object)
        return digest([self.kind, measure, self.rule, self.dataset, subjects, met])[:16]

    @property
    def cases(self) -> tuple[Finding, ...]:
        """The findings that stand on its line: its parts, or itself alone."""
        return self.parts or (self,)

    @property
    def about(self) -> frozenset[str]:
        """Ids of everything that it is about: the subjects, and the object."""
        return frozenset(subject.id for subject in self.subjects).union([self.object] if self.object else [])

    @property
    def counts(self) -> tuple[Figure, ...]:
        """All counts in it: its figures, or the one of its measure."""
        own = () if self.value is None else (Figure(self.measure, self.title, self.value, self.denominator, self.unit),)
        return self.figures or own

    def figure(self, measure: str) -> Figure | None:
        """The count of one measure; None where it has none."""
        return next((count for count in self.counts if count.measure == measure), None)

    def to_json(self, lang: Lang) -> dict[str, Any]:
        """The finding as the contract has it; texts in one language."""
        return {
            "id": self.id,
            "kind": self.kind,
            "measure": self.measure,
            "title": self.title[lang],
            "severity": self.severity.value,
            "dataset": self.dataset,
            "date": self.date,
            "prefer": list(self.prefer),
            "fingerprint": self.fingerprint,
            "subjects": [{"id": subject.id, "label": subject.label, "name": subject.name} for subject in self.subjects],
            "value": _number(self.value),
            "denominator": _number(self.denominator),
            "unit": self.unit,
            "figures": [figure.to_json(lang) for figure in self.counts],
            "rule": self.rule,
            "basis": self.basis.render(lang) if self.basis else None,
            "quote": self.quote,
            "text": self.text.render(lang),
            "remedy": self.remedy.render(lang) if self.remedy else None,
            "question": self.question.render(lang),
            "evidence": {
                "nodes": list(self.nodes),
                "edges": [{"source": e.source, "target": e.target, "type": e.attributes["type"], "id": e.id} for e in self.edges],
            },
            "lacking": list(self.lacking),
            "sources": [{"id": source, "locator": locator} for source, locator in self.sources],
            "accepted": _accepted(self.accepted),
            "object": self.object,
            "origin": self.origin,
            "assessable": self.assessable,
            "parts": [part.to_part(lang) for part in self.parts],
        }

    def to_part(self, lang: Lang) -> dict[str, Any]:
        """The finding as a part of another."""
        kept = ("kind", "measure", "title", "subjects", "object", "lacking", "value", "denominator", "rule", "basis", "quote",
                "text", "question")  # fmt: skip
        whole = self.to_json(lang)
        return {name: whole[name] for name in kept}


def make(
    graph: Graph,
    *,
    kind: str,
    measure: str,
    severity: Severity,
    subjects: Sequence[str],
    title: Bilingual,
    text: Text,
    question: Text,
    edges: Iterable[Edge] = (),
    nodes: Iterable[str] = (),
    **more: Any,
) -> Finding:
    """Make a finding from evidence in a graph; date, dataset, sources and fingerprint follow from that.

    Parameters
    ----------
    graph
        The projection that was asked.
    kind, measure
        The analysis, and what it measured.
    severity
        See :class:`Severity`.
    subjects
        Ids of what it is about: nodes, or a dataset (see :func:`orggraph.graph.datasets.wholes`); the dataset is that of the first,
        or of the evidence, where one dataset has all of it.
    title
        What is measured, or the rule, in few words.
    text
        What is the case, with value and denominator in words.
    question
        What to discuss; never a verdict.
    edges, nodes
        The evidence: edges by which it is so, and nodes beside their ends and the subjects.
    **more
        Further fields of :class:`Finding`: ``value``, ``denominator``, ``unit``, ``rule``, ``basis``, ``quote``, ``remedy``,
        ``lacking`` (ids of those that lack something), ``object`` (id of that on which hats meet), ``origin``, ``counted``,
        ``place``, ``assessable`` (False: ``value`` is None, and ``text`` says why).
    """
    return Finding(
        kind=kind,
        measure=measure,
        severity=severity,
        subjects=tuple(Subject(about, label_of(graph, about), name_of(graph, about)) for about in subjects),
        title=title,
        text=text,
        question=question,
        **_resting_on(graph, subjects, nodes, edges),
        **more,
    )


def _resting_on(graph: Graph, subjects: Sequence[str], nodes: Iterable[str], edges: Iterable[Edge]) -> dict[str, Any]:
    """The fields of a finding that follow from its evidence: of which dataset and date it is, its sources and fingerprint."""
    edges = tuple({edge.id: edge for edge in edges}.values())
    evidence = tuple(dict.fromkeys([*subjects, *nodes, *(end for edge in edges for end in edge[:2])]))
    origins = provenance(graph)
    dataset, own = _known_in(graph, subjects[0], evidence, edges)
    return {
        "dataset": dataset,
        "date": origins.on.get(dataset, ""),
        "prefer": origins.prefer,
        "nodes": evidence,
        "edges": edges,
        "sources": _sources(graph, edges, evidence),
        "fingerprint": digest([sorted(own.get(node, node) for node in evidence), sorted(own.get(edge.id, edge.id) for edge in edges)])[:16],
        "own": own,
    }


def _known_in(graph: Graph, subject: str, nodes: Iterable[str], edges: Iterable[Edge]) -> tuple[str, dict[str, str]]:
    """The dataset of a finding, and the ids that nodes of several records have in it.

    It is one that has all of the evidence, if there is one: so the finding is the same as when that dataset is asked alone.
    """
    first: str = graph.nodes[subject]["dataset"] if subject in graph else subject
    shared = provenance(graph).records
    if not shared:
        return first, {}
    records = [*(graph.nodes[node] for node in nodes if node in graph), *(edge.attributes for edge in edges)]
    known = [set(datasets_of(record)) for record in records]
    everywhere = set.intersection(*known) if subject in graph else set.intersection({first}, *known)
    if not everywhere:
        return first, {}
    dataset = first if first in everywhere else min(everywhere)
    claims = provenance(graph).shared_claims
    own = {node: record_in(graph, node, dataset) for node in nodes if node in shared}
    return dataset, own | {edge.id: claims[edge.id][dataset] for edge in edges if edge.id in claims}


def _sources(graph: Graph, edges: Sequence[Edge], nodes: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The places behind the evidence: those of its edges, or of its nodes where no edge names one; of a dataset alone all its sources."""
    cited = _cited(edge.attributes for edge in edges) or _cited(graph.nodes[node] for node in nodes if node in graph)
    if cited:
        return cited
    return tuple((source, "") for source, row in provenance(graph).sources.items() if row["dataset"] in nodes)


def _cited(records: Iterable[Mapping[str, Any]]) -> tuple[tuple[str, str], ...]:
    places = (zip(record.get("sources", ()), record.get("locators", ()), strict=True) for record in records)
    return tuple(dict.fromkeys(place for pairs in places for place in pairs))


def _number(value: float | None) -> float | None:
    """A count as a whole number, whatever it was counted with."""
    return int(value) if value is not None and value == int(value) else value


def _accepted(acceptance: Acceptance | None) -> dict[str, Any] | None:
    if acceptance is None:
        return None
    return {"by": acceptance.by, "reason": acceptance.reason, "until": acceptance.until, "at": acceptance.at}
