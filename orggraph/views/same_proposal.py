"""The same proposal by every form of cooperation of a region: which bodies it passes, how long that takes, and whom the outcome binds.

The way by each form stands in ``same_proposal.yaml``: ours, as short as the form allows. Every form gets the municipalities of the
widest arrangement of the region, so that only the form differs; its boards and consultations meet as those of its own arrangement do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median_low
from typing import Literal

import networkx as nx
from pydantic import ValidationError

from orggraph.errors import InvalidInput
from orggraph.graph import Graph, durations
from orggraph.graph.datasets import by_dataset
from orggraph.graph.durations import Span
from orggraph.graph.meetings import Rhythm, rhythm
from orggraph.graph.reading import bodies_of, councils_together, parts
from orggraph.graph.standing import NOT_FORMER, edges, has
from orggraph.graph.timing import Network, waits
from orggraph.i18n import Bilingual
from orggraph.model.problems import problems_of
from orggraph.model.terms import ArrangementForm, BodyKind, StepAction
from orggraph.model.value_object import ValueObject
from orggraph.yamltree import read_tree

FILE = Path(__file__).with_name("same_proposal.yaml")
Place = Literal["official", "consultation", "advisory", "executive", "board", "college", "colleges", "councils"]
KINDS: Mapping[Place, tuple[BodyKind, ...]] = {
    "official": (BodyKind.OFFICIAL_CONSULTATION, BodyKind.SECRETARIES_MEETING, BodyKind.DIRECTORS_MEETING, BodyKind.MANAGEMENT),
    "consultation": (BodyKind.PORTFOLIO_COUNCIL, BodyKind.POLITICAL_CONSULTATION),
    "advisory": (BodyKind.REGIONAL_COMMITTEE, BodyKind.ADVISORY_COMMITTEE),
    "executive": (BodyKind.EXECUTIVE_BOARD,),
    "board": (BodyKind.GENERAL_BOARD, BodyKind.REGIONAL_COUNCIL),
}
"""The kinds of body at which a step can be, in order of preference; of colleges and councils all of the municipalities."""


class Pass(ValueObject):
    """A step of the way by a form: what is done, at which kind of body, and on what that rests."""

    action: StepAction
    at: Place
    days: bool = False
    because: str | None = None


class Way(ValueObject):
    """The way by one form, and whom its outcome binds."""

    binds: Bilingual
    steps: tuple[Pass, ...]


class Ways(ValueObject):
    """The ways by all forms, and the term for a view."""

    days: int
    why_days: Bilingual
    forms: Mapping[ArrangementForm, Way]


@cache
def ways() -> Ways:
    """The ways, as they stand in the file. Raises InvalidInput with every problem."""
    tree = read_tree(FILE)
    try:
        return Ways.model_validate(tree.value)
    except ValidationError as error:
        raise InvalidInput(problems_of(error, Ways, tree, ())) from error


@dataclass(frozen=True)
class Halt:
    """A step of the way, with the bodies at which it is taken here."""

    step: Pass
    rhythms: tuple[Rhythm, ...]
    mean: float | None
    """Days on average; None: it is not known how often they meet."""
    elsewhere: bool
    """Whether the body is one of another arrangement in the region, since of none of this one it is known how often it meets."""


@dataclass(frozen=True)
class FormWay:
    """The same proposal by one form."""

    form: ArrangementForm
    arrangement: str
    way: Way
    halts: tuple[Halt, ...]
    left_out: tuple[Pass, ...]
    """Steps at a kind of body that this region does not have."""
    whole: tuple[float, float, float] | None
    """p10, p50 and p90 in days; None: not assessable."""
    decide: int
    """How many bodies decide."""


def same_proposal(graph: Graph, assumed: Mapping[str, float] | None = None) -> list[FormWay]:
    """The same proposal by each form of cooperation that a region has or is proposed, the quickest first; not assessable ones last.

    Of a form that several arrangements have, the one with most participants. Linear in the bodies of the region.

    Parameters
    ----------
    graph
        The projection.
    assumed
        Meetings a year by body.
    """
    answers: list[FormWay] = []
    for dataset, nodes in by_dataset(graph, "Arrangement").items():
        there = [node for node in nodes if has(graph.nodes[node], NOT_FORMER) and graph.nodes[node]["form"] in ways().forms]
        towns = {node: _towns(graph, node) for node in there}
        if not there:
            continue
        widest = max(there, key=lambda node: (len(towns[node]), node))
        region = _Region(graph, dataset, towns[widest], assumed or {})
        for form in dict.fromkeys(graph.nodes[node]["form"] for node in there):
            mine = [node for node in there if graph.nodes[node]["form"] == form]
            answers.append(region.way(ArrangementForm(form), max(mine, key=lambda node: (len(towns[node]), len(region.own(node)), node))))
    return sorted(answers, key=lambda answer: (answer.whole is None, answer.whole or (), answer.arrangement))


def _cooperations(graph: Graph, arrangement: str) -> list[str]:
    return [edge.source for edge in edges(graph, arrangement, "GOVERNED_BY", NOT_FORMER, incoming=True)]


def _towns(graph: Graph, arrangement: str) -> tuple[str, ...]:
    """The municipalities that take part in an arrangement, or in the cooperation that it governs."""
    whole = (arrangement, *_cooperations(graph, arrangement))
    members = [edge.source for node in whole for edge in edges(graph, node, "PARTICIPATES_IN", NOT_FORMER, incoming=True)]
    return tuple(dict.fromkeys(member for member in members if graph.nodes[member].get("kind") == "municipality"))


@dataclass(frozen=True)
class _Region:
    """The region in which the proposal travels: whose councils and colleges, and which bodies there are."""

    graph: Graph
    dataset: str
    towns: tuple[str, ...]
    assumed: Mapping[str, float]

    def way(self, form: ArrangementForm, arrangement: str) -> FormWay:
        way = ways().forms[form]
        own = self.own(arrangement)
        halts = [(step, self._halt(step, own)) for step in way.steps]
        there = tuple(halt for _, halt in halts if halt)
        spans = {str(i): self._span(halt) for i, halt in enumerate(there)}
        chain: nx.DiGraph[str] = nx.DiGraph()
        nx.add_path(chain, list(spans))
        known = bool(there) and all(halt.mean is not None for halt in there)
        p10, p50, p90 = Network(chain, spans).quantiles(0.1, 0.5, 0.9)
        deciding = [halt for halt in there if halt.step.action == StepAction.DECIDE]
        last = {each.body: each.of or 0 for halt in deciding for each in halt.rhythms}
        left_out = tuple(step for step, halt in halts if halt is None)
        return FormWay(form, arrangement, way, there, left_out, (p10, p50, p90) if known else None, sum(last.values()))

    def own(self, arrangement: str) -> tuple[str, ...]:
        """The bodies and organizations of an arrangement."""
        return parts(self.graph, (arrangement, *_cooperations(self.graph, arrangement)), without=frozenset(self.towns))

    def _span(self, halt: Halt) -> Span:
        return Span(waits(halt.rhythms), ways().days if halt.step.days else 0.0)

    def _halt(self, step: Pass, own: Sequence[str]) -> Halt | None:
        bodies, elsewhere = self._bodies(step.at, own)
        if not bodies:
            return None
        rhythms = tuple(rhythm(self.graph, body, self.assumed) for body in bodies)
        known = all(each.a_year is not None and each.of is not None for each in rhythms)
        halt = Halt(step, rhythms, None, elsewhere)
        return Halt(step, rhythms, durations.mean(self._span(halt).masses), elsewhere) if known else halt

    def _bodies(self, place: Place, own: Sequence[str]) -> tuple[tuple[str, ...], bool]:
        """The bodies of a step, and whether they are of another arrangement."""
        if place in {"colleges", "councils", "college"}:
            kind = BodyKind.COUNCIL if place == "councils" else BodyKind.COLLEGE
            towns = tuple(body for town in self.towns for body in bodies_of(self.graph, town, kind)) or self._together(kind)
            return (towns[:1] if place == "college" else towns), False
        nodes, every = self.graph.nodes, by_dataset(self.graph, "Body").get(self.dataset, ())
        near = [[body for body in own if nodes[body].get("kind") == kind] for kind in KINDS[place]]
        far = [[body for body in every if nodes[body]["kind"] == kind] for kind in KINDS[place]]
        for fit, elsewhere in (*((fit, False) for fit in near), *((fit, True) for fit in far)):
            known = [body for body in fit if rhythm(self.graph, body, self.assumed).wait is not None]
            if known:
                return (self._usual(known),), elsewhere
        unknown: list[str] = next((fit for fit in (*near, *far) if fit), [])
        return (self._usual(unknown),) if unknown else (), unknown in far and unknown not in near

    def _together(self, kind: BodyKind) -> tuple[str, ...]:
        """A record that stands for all councils, or all colleges."""
        if kind == BodyKind.COUNCIL:
            return councils_together(self.graph, self.dataset)
        bodies = by_dataset(self.graph, "Body").get(self.dataset, ())
        return tuple(body for body in bodies if self.graph.nodes[body]["kind"] == kind and self.graph.nodes[body].get("per"))

    def _usual(self, bodies: Sequence[str]) -> str:
        """Of several such bodies the one of which one waits as long as for most."""
        by_wait = {(rhythm(self.graph, body, self.assumed).wait or float("inf"), body) for body in bodies}
        return median_low(sorted(by_wait))[1]
