"""What an analysis declares: its question, its parameters, and the measures of which it may make findings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from orggraph.errors import UnknownName
from orggraph.findings.finding import Finding, Texts, make
from orggraph.graph import Graph
from orggraph.i18n import T
from orggraph.params import Param


@dataclass(frozen=True)
class Measure:
    """Something that an analysis measures: its title in few words, per language, and the unit of its values."""

    title: Texts
    unit: str | None = None


@dataclass(frozen=True)
class Analysis:
    """A declaration that the registry finds: what is asked, with which parameters, what is measured, and the function that answers."""

    kind: str
    title: Texts
    question: Texts
    run: Callable[..., list[Finding]]
    """Called with the graph and the parameters by name; pure: it never changes the graph."""
    measures: Mapping[str, Measure] = field(default_factory=dict)
    """By name, in the order in which people read them. The measures of rules come from the rules."""
    params: Mapping[str, Param] = field(default_factory=dict)
    takes_rules: bool = False
    """Whether ``run`` also takes ``base``, the rule base to try; None: the one that comes with the package."""

    def make(self, graph: Graph, *, measure: str, **more: Any) -> Finding:
        """Make a finding of one of the measures declared here; see :func:`orggraph.findings.make`.

        Parameters
        ----------
        graph
            The projection that was asked.
        measure
            Its title, unit and place come from the declaration.
        **more
            What :func:`orggraph.findings.make` takes; ``title`` and ``unit`` where they differ from those declared.

        Raises
        ------
        UnknownName
            A measure that is not declared.
        """
        if measure not in self.measures:
            raise UnknownName(T("measure"), measure, self.measures)
        declared = {"title": self.measures[measure].title, "unit": self.measures[measure].unit}
        return make(graph, kind=self.kind, measure=measure, place=list(self.measures).index(measure), **(declared | more))
