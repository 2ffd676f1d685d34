"""Where the example region shows each rule and measure at work, and where nearby it stays silent, by running them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from orggraph import analyses, regions
from orggraph.findings import Finding
from orggraph.graph import Graph, project
from orggraph.model.tables import Tables, to_tables
from orggraph.sources.dataset_yaml import read_dataset
from orggraph.yamltree import read_tree

REGION = "voorbeeldregio"
TABLE = Path(__file__).parent / "shown.yaml"


@dataclass(frozen=True)
class Shown:
    """One line of the table: a rule, or a measure of an analysis."""

    rule: str | None
    kind: str | None
    measure: str | None
    day: str | None
    """The day asked; None: the region's reference date."""
    fires: str
    """Id of a subject of a finding."""
    silent: str
    """Id of a node nearby that no such finding is about."""

    @property
    def name(self) -> str:
        """The rule, or the analysis and its measure."""
        return self.rule or f"{self.kind}/{self.measure}"

    def findings(self) -> list[Finding]:
        """What the rule or measure finds in the region, on the day of this line."""
        if self.rule:
            return [one for one in found(self.day) if one.rule == self.rule]
        return [one for one in found(self.day) if one.kind == self.kind and self.measure in measures(one)]

    def hits(self) -> list[Finding]:
        """The findings about where it is said to fire."""
        return [one for one in self.findings() if self.fires in {subject.id for subject in one.subjects}]

    def about_silent(self) -> list[Finding]:
        """The findings about where it is said to be silent.

        Where a finding counts over the whole region, the silent node must not be among what it lists either.
        """
        whole = self.fires == REGION
        return [
            one
            for one in self.findings()
            if self.silent in {subject.id for subject in one.subjects} or (whole and self.silent in one.nodes)
        ]


def lines() -> Iterator[Shown]:
    """The lines of the table, rules first."""
    written = read_tree(TABLE).value
    for rule, entry in written["rules"].items():
        yield _line(entry, rule=rule)
    for kind, measures in written["measures"].items():
        for measure, entry in measures.items():
            yield _line(entry, kind=kind, measure=measure)


def by_cases() -> frozenset[str]:
    """Rules that the region has no place for: only their cases show them."""
    return frozenset(read_tree(TABLE).value["by_cases"])


def elsewhere() -> frozenset[tuple[str, str]]:
    """Analyses and measures that only encoded regions show."""
    return frozenset((kind, measure) for kind, measures in read_tree(TABLE).value["elsewhere"].items() for measure in measures)


def _line(entry: dict[str, str], rule: str | None = None, kind: str | None = None, measure: str | None = None) -> Shown:
    fires = REGION if entry["fires"] == "dataset" else f"{REGION}/{entry['fires']}"
    return Shown(rule, kind, measure, entry.get("day"), fires, f"{REGION}/{entry['silent']}")


def measures(finding: Finding) -> set[str]:
    """All that a finding measures."""
    return {finding.measure, *(figure.measure for figure in finding.figures)}


@cache
def _tables() -> Tables:
    return to_tables(read_dataset(regions.path(REGION)))


@cache
def graph(day: str | None = None) -> Graph:
    """The region on a day."""
    return project(_tables(), on=day)


@cache
def found(day: str | None = None) -> tuple[Finding, ...]:
    """Everything that all analyses find in the region on a day, with their own parameters."""
    return tuple(one for analysis in analyses.registry().values() for one in analysis.run(graph(day)))
