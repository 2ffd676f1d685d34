"""Where a rule is tried, what a pattern is, and what a pattern finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any, Literal, TypeVar

from pydantic import BaseModel

from orggraph import plugins
from orggraph.graph import Graph, reading
from orggraph.graph.datasets import complete_parts, wholes
from orggraph.graph.edges import Edge
from orggraph.i18n import Text
from orggraph.model.terms import Severity
from orggraph.model.value_object import ValueObject
from orggraph.rules.schema import Rule

R = TypeVar("R")


@dataclass(frozen=True)
class Hit:
    """What a pattern found: one sentence with its count, and the facts behind it."""

    subjects: tuple[str, ...]
    """Ids of what it is about."""
    statement: Text
    """What is the case: one whole sentence, with its count in it."""
    edges: tuple[Edge, ...] = ()
    nodes: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    """Ids of those that lack what is asked; they belong to the evidence."""
    object: str | None = None
    value: float | None = None
    denominator: float | None = None
    unit: str | None = None
    certain: bool = True
    """False: only the widest reading of dates or counts makes it so, and it is not assessable."""
    absent: bool = False
    """Something required was not found: not assessable unless the rule's parts are called complete."""
    why: Text | None = None
    """Why it is not assessable, as what follows "because"; None: the usual words for ``certain`` and ``absent``."""
    severity: Severity | None = None
    """Where an exception in the law makes it milder than the rule; None: as the rule."""
    text: Rule | None = None
    """The text of the rule by which an act was judged; None: the one of the day asked."""


@dataclass(frozen=True)
class Scope:
    """Where a rule is tried: one arrangement in force, or one dataset where the rule needs no arrangement."""

    graph: Graph
    dataset: str
    on: date
    """The day asked."""
    arrangement: str | None = None
    law: date | None = None
    """The day whose law is asked, where that is not the law of the day of each fact."""

    @property
    def attributes(self) -> Mapping[str, Any]:
        """The fields of the arrangement; none for a dataset as a whole."""
        return self.graph.nodes[self.arrangement] if self.arrangement else {}

    @property
    def id(self) -> str:
        """The arrangement. Only for patterns that are tried on one."""
        if self.arrangement is None:
            raise LookupError("this scope is a dataset as a whole")
        return self.arrangement

    @cached_property
    def cooperations(self) -> tuple[str, ...]:
        """The cooperations that the arrangement governs."""
        return tuple(edge.source for edge in reading.into(self.graph, self.id, "GOVERNED_BY"))

    @cached_property
    def participations(self) -> tuple[Edge, ...]:
        """Who takes part in the arrangement; where that is not stated, in the cooperation that it governs."""
        own = reading.into(self.graph, self.id, "PARTICIPATES_IN")
        wider = [edge for cooperation in self.cooperations for edge in reading.into(self.graph, cooperation, "PARTICIPATES_IN")]
        return tuple(own or wider)

    @cached_property
    def participants(self) -> tuple[str, ...]:
        """The participants, each once; no group beside its members."""
        return reading.apart(self.graph, (edge.source for edge in self.participations))

    @cached_property
    def participant_kinds(self) -> frozenset[str | None]:
        """The kinds of organization that take part; None among them: of one it is not stated."""
        return frozenset(self.graph.nodes[participant].get("kind") for participant in self.participants)

    @cached_property
    def organs(self) -> frozenset[str]:
        """The organs that take part (council, college, mayor), over all participants; empty: not stated."""
        return frozenset(organ for edge in self.participations for organ in edge.attributes.get("organs", ()))

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """Everything that is part of the arrangement or its cooperation, at any depth.

        What stands directly under another arrangement is that one's, and where a cooperation has several arrangements, one with
        bodies of its own has no others. Participants are not looked into.
        """
        together = {edge.target for cooperation in self.cooperations for edge in reading.out(self.graph, cooperation, "GOVERNED_BY")}
        alone = len(together) > 1 and any(
            self.graph.nodes[edge.source]["label"] == "Body" for edge in reading.into(self.graph, self.id, "PART_OF")
        )
        wholes = (self.id,) if alone else (self.id, *self.cooperations)
        return reading.parts(self.graph, wholes, without=frozenset(self.participants))

    def bodies(self, *kinds: str) -> tuple[str, ...]:
        """The bodies of the arrangement of these kinds (none given: all)."""
        nodes = self.graph.nodes
        return tuple(
            node
            for node in self.parts
            if nodes[node]["label"] == "Body" and reading.live(nodes[node]) and (not kinds or nodes[node].get("kind") in kinds)
        )

    @cached_property
    def councils(self) -> dict[str, frozenset[str]]:
        """Per participating municipality the nodes that stand for its council: its own council, itself, or a record of all councils."""
        every = reading.councils_together(self.graph, self.dataset)
        towns = [town for town in self.participants if self.graph.nodes[town].get("kind") == "municipality"]
        return {town: frozenset({town, *every, *reading.bodies_of(self.graph, town, "council")}) for town in towns}

    @cached_property
    def council_nodes(self) -> frozenset[str]:
        """The nodes that stand for any of the councils."""
        return frozenset().union(*self.councils.values())

    @cached_property
    def organizations(self) -> tuple[str, ...]:
        """The cooperation's own organizations, such as its bureau."""
        return tuple(node for node in self.parts if self.graph.nodes[node]["label"] == "Organization")

    def proposed_by_councils(self, body: str) -> bool:
        """Whether councils propose or appoint a body: it is theirs, also where its own members advise the board."""
        edges = [edge for kind in ("PREPARES", "APPOINTS") for edge in reading.into(self.graph, body, kind)]
        return any(edge.source in self.council_nodes for edge in edges)

    def declares(self, parts: Iterable[str], *about: str, on: date | None = None) -> bool:
        """Whether all of these labels and types are complete on a day, by default the one asked.

        As the dataset says, the arrangement and its cooperation, or a body or route that it is about.
        """
        wanted = set(parts)
        within = (*((self.arrangement, *self.cooperations) if self.arrangement else ()), *about)
        return bool(wanted) and wanted <= complete_parts(self.graph, self.dataset, *within, on=on)

    def certain(self, *edges: Edge) -> bool:
        """Whether edges hold on the day asked by the narrowest reading of their dates."""
        return all(reading.certain(edge.attributes, self.on) for edge in edges)

    def surest(self, rows: Sequence[R], edges: Callable[[R], Iterable[Edge]]) -> tuple[Sequence[R], bool]:
        """The rows that hold by the narrowest reading, and that they do; where none does, all of them."""
        sure = [row for row in rows if self.certain(*edges(row))]
        return (sure, True) if sure else (rows, False)

    def silence(self, statement: Text, silent: Sequence[str], total: int, unit: str) -> Hit:
        """The one hit on the dataset as a whole for what is stated nowhere: of so many asked, these are silent."""
        whole = wholes(self.graph)[self.dataset]
        return Hit((whole,), statement, nodes=tuple(silent), value=len(silent), denominator=total, unit=unit, absent=True)

    def texts(self, rule: Rule, first: date, last: date) -> tuple[Rule, ...]:
        """The texts of a rule that hold at some time from one day to another, as far as they are about this place."""
        return tuple(text for text in rule.texts_between(first, last, self.attributes.get("start_date")) if self._suits(text))

    def _suits(self, text: Rule) -> bool:
        """Whether a text is about what stands here: by form, statute and participants."""
        if self.arrangement is None:
            return True
        if text.forms and self.attributes.get("form") not in text.forms:
            return False
        if text.only_under and self.attributes.get("statute") not in text.only_under:
            return False
        wanted, organs = text.participants, self.organs
        kinds = self.participant_kinds
        return (
            (not wanted.organs_only or (bool(organs) and organs <= set(wanted.organs_only)))
            and (not wanted.organs_some or not organs.isdisjoint(wanted.organs_some))
            and organs >= set(wanted.organs_all)
            and (not wanted.organs_none or (bool(organs) and organs.isdisjoint(wanted.organs_none)))
            and (not wanted.kinds_only or (bool(kinds) and kinds <= set(wanted.kinds_only)))
            and kinds.isdisjoint(wanted.kinds_none)
        )

    def name(self, node: str) -> str:
        """What a node is called, in quotation marks."""
        return f"“{self.graph.nodes[node]['name']}”"


@dataclass(frozen=True)
class Pattern:
    """A way to try a graph, with parameters. Declared beside its function; found by the registry."""

    name: str
    params: type[BaseModel]
    scope: Literal["arrangement", "dataset"]
    run: Callable[[Scope, Any, Rule], Iterable[Hit]]
    """Called with the scope, the parameters as the pattern's own model, and the rule."""
    acts: bool = False
    """Whether it judges acts, each by the law of its own day: it gets the whole rule, and takes the text of that day itself."""


class NoParams(ValueObject):
    """The parameters of a pattern that takes none."""


@cache
def patterns() -> Mapping[str, Pattern]:
    """All patterns, by name."""
    return plugins.by_name("orggraph.rules.patterns", Pattern, lambda pattern: pattern.name)
