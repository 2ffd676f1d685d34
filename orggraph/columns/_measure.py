"""What a module here declares: a measure as an expression over columns, and the function over a graph that gives the same rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ibis.expr.types import Table

from orggraph.findings import Finding
from orggraph.graph import Graph
from orggraph.i18n import Bilingual
from orggraph.params import Param

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Measured:
    """A measure that a graph in memory and an engine for columns give alike."""

    name: str
    title: Bilingual
    columns: Sequence[str]
    """Of its rows, which stand in no order."""
    expression: Callable[..., Table]
    """Called with the records and the parameters by name; the same for every engine."""
    of_graph: Callable[..., Iterable[Row]]
    """Called with a graph and the parameters by name."""
    params: Mapping[str, Param] = field(default_factory=dict)
    titles: Mapping[str, Bilingual] = field(default_factory=dict)
    """What the words in the column ``measure`` are called, where it has one."""
    all_times: bool = False
    """Whether it also asks what held before the day; it then takes ``day`` beside its parameters."""


FINDINGS = ("subject", "name", "measure", "rule", "object", "value", "denominator")
"""The columns of what is a finding: one row a figure. A value that is not assessable is empty."""


def of_findings(run: Callable[..., list[Finding]], *measures: str) -> Callable[..., Iterator[Row]]:
    """The rows of the findings of an analysis; of these measures alone, where any are given."""

    def rows(graph: Graph, **params: Any) -> Iterator[Row]:
        for finding in run(graph, **params):
            if measures and finding.measure not in measures:
                continue
            same = {"name": finding.subjects[0].name, "rule": finding.rule, "object": finding.object}
            same["subject"] = " ".join(subject.id for subject in finding.subjects)
            counts = finding.counts
            figures: list[tuple[str, float | None, float | None]] = [(count.measure, count.value, count.denominator) for count in counts]
            figures = figures or [(finding.measure, None, None)]
            for measure, value, denominator in figures:
                yield same | {"measure": measure, "value": _number(value), "denominator": _number(denominator)}

    return rows


def _number(value: float | None) -> float | None:
    """A count as an engine has it."""
    return None if value is None else float(value)
