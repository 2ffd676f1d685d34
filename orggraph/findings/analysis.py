"""What an analysis declares: its question, its parameters, and the measures of which it may make findings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from orggraph.errors import UnknownName
from orggraph.findings.finding import Figure, Finding, make
from orggraph.findings.table import Table
from orggraph.graph import Graph
from orggraph.i18n import Bilingual, T
from orggraph.params import Param


@dataclass(frozen=True)
class Measure:
    """Something that an analysis measures: its title in few words, per language, and the unit of its values."""

    title: Bilingual
    unit: str | None = None


@dataclass(frozen=True)
class Analysis:
    """A declaration that the registry finds: what is asked, with which parameters, what is measured, and the function that answers."""

    kind: str
    title: Bilingual
    question: Bilingual
    run: Callable[..., list[Finding]]
    """Called with the graph and the parameters by name; pure: it never changes the graph."""
    measures: Mapping[str, Measure] = field(default_factory=dict)
    """By name, in the order in which people read them. The measures of rules come from the rules."""
    params: Mapping[str, Param] = field(default_factory=dict)
    tables: Callable[..., Sequence[Table]] | None = None
    """What it measures everywhere, with the same graph and parameters; pure too. An analysis without measures has tables alone."""
    takes_rules: bool = False
    """Whether ``run`` also takes ``base``, the rule base to try; None: the one that comes with the package."""

    @property
    def judges(self) -> bool:
        """Whether it makes findings; one that only measures has tables."""
        return bool(self.measures or self.takes_rules)

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
        declared = self._declared(measure)
        own = {"title": declared.title, "unit": declared.unit, "place": list(self.measures).index(measure)}
        return make(graph, kind=self.kind, measure=measure, **(own | more))

    def make_of(self, graph: Graph, figures: Mapping[str, tuple[float, float | None]], **more: Any) -> Finding:
        """Make one finding of all that is measured of its subject.

        Parameters
        ----------
        graph
            The projection that was asked.
        figures
            Value and denominator by measure. The first as they are declared gives the measure and value of the finding.
        **more
            As for :meth:`make`.

        Raises
        ------
        UnknownName
            A measure that is not declared.
        """
        declared = {measure: self._declared(measure) for measure in figures}
        counts = tuple(
            Figure(measure, declared[measure].title, *figures[measure], declared[measure].unit)
            for measure in self.measures
            if measure in figures
        )
        first = counts[0]
        return self.make(graph, measure=first.measure, value=first.value, denominator=first.denominator, figures=counts, **more)

    def _declared(self, measure: str) -> Measure:
        if measure not in self.measures:
            raise UnknownName(T("measure"), measure, self.measures)
        return self.measures[measure]
