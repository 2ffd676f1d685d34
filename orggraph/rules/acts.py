"""What was really done on a way: acts with their day, of whom and to whom, and the days between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from orggraph.graph import reading
from orggraph.graph.edges import Edge
from orggraph.graph.kept import kept
from orggraph.i18n import N, T
from orggraph.model.dates import first_day, last_day
from orggraph.model.terms import OrganizationKind, StepAction
from orggraph.rules.needs import Lack, Need, day_words, names
from orggraph.rules.scope import Scope


class Done(NamedTuple):
    """An act, or a decision as the act of taking it: what, on which day, of and to whom, on which steps and matters."""

    node: str
    action: str
    day: str | None
    parties: frozenset[str]
    steps: frozenset[str]
    about: frozenset[str]
    edges: tuple[Edge, ...]

    @property
    def first(self) -> date:
        """The first day on which it may have been done."""
        return first_day(self.day) if self.day else date.min

    @property
    def last(self) -> date:
        """The last day on which it may have been done."""
        return last_day(self.day) if self.day else date.max


def done(scope: Scope) -> list[Done]:
    """All acts and decisions of the dataset up to the day asked, by their days. Worked out once per graph."""
    return kept(scope.graph, ("acts done", scope.dataset), lambda: _done(scope))


def _done(scope: Scope) -> list[Done]:
    acts = [*_live(scope, "Act", _act), *_live(scope, "Decision", _decision)]
    past = (act for act in acts if act.day is None or act.first <= scope.on)
    return sorted(past, key=lambda act: (act.first, act.node))


def _live(scope: Scope, label: str, read: Callable[[Scope, str], Done]) -> Iterator[Done]:
    nodes = reading.labelled(scope.graph, scope.dataset, label)
    return (read(scope, node) for node in nodes if reading.live(scope.graph.nodes[node]))


def _act(scope: Scope, node: str) -> Done:
    edges = {kind: reading.out(scope.graph, node, kind) for kind in ("ADDRESSED_TO", "DONE_BY", "ACT_OF", "ABOUT")}
    ends = {kind: frozenset(edge.target for edge in some) for kind, some in edges.items()}
    planned = [edge for step in ends["ACT_OF"] for kind in ("AT", "ADDRESSED_TO") for edge in reading.out(scope.graph, step, kind)]
    places = {edge.target for edge in planned}
    parties = ends["ADDRESSED_TO"] | ends["DONE_BY"] or frozenset(places)
    attributes = scope.graph.nodes[node]
    every = tuple(edge for some in edges.values() for edge in some)
    return Done(node, attributes["action"], attributes.get("date"), parties, ends["ACT_OF"], ends["ABOUT"], every)


def _decision(scope: Scope, node: str) -> Done:
    taken, results = reading.out(scope.graph, node, "TAKEN_BY"), reading.out(scope.graph, node, "RESULTS_IN")
    about = frozenset(edge.target for edge in results)
    day = scope.graph.nodes[node].get("date")
    return Done(node, StepAction.DECIDE, day, frozenset(edge.target for edge in taken), frozenset(), about, (*taken, *results))


class Record:
    """What was done for one product or decision, on one route or on none."""

    def __init__(self, scope: Scope, acts: Sequence[Done], year: int | None) -> None:
        self.scope = scope
        self.acts = acts
        self.year = year
        """The year in which it has to be done, where its period says so."""

    def span(self, need: Need) -> tuple[date, date] | None:
        """The days from the first to the last act that a need is about; None where none of them has a day."""
        about = [*self._started(need), *self._of(need.before or need.after), *self._of(need.no_later)]
        days = [act for act in about if act.day]
        return (min(act.first for act in days), max(act.last for act in days)) if days else None

    def lacks(self, need: Need) -> Iterator[Lack]:
        """Where what was done departs from one step that is asked."""
        if need.planned:
            return
        yield from self._refused(need)
        started = self._started(need)
        if need.at == "councils" and self.scope.councils:
            yield from self._councils(need, started)
        elif not started:
            yield Lack(T("no act “{what}”", what=need.what))
        elif need.before:
            yield from self._before(need, {self.scope.id: started[0]})
        if need.by:
            yield from self._by(need, need.by, started)
        if need.within:
            yield from self._within(need, need.within, started)

    def _of(self, actions: Sequence[StepAction]) -> list[Done]:
        return [act for act in self.acts if act.action in actions]

    def _started(self, need: Need) -> list[Done]:
        """The acts from which the time runs: of the first of the actions that is known, at whom they are asked."""
        for action in need.counts_from or need.actions:
            if acts := [act for act in self._of([action]) if self._is_at(need, act)]:
                return acts
        return []

    def _is_at(self, need: Need, act: Done) -> bool:
        nodes = self.scope.graph.nodes
        if need.at == "province":
            return any(nodes[party].get("kind") == OrganizationKind.PROVINCE for party in act.parties)
        if need.at == "councils":
            return bool(act.parties & self.scope.council_nodes) or any(nodes[party].get("kind") == "council" for party in act.parties)
        return True

    def _refused(self, need: Need) -> Iterator[Lack]:
        for act in self._of(need.refused_by):
            who = [self.scope.name(party) for party in sorted(act.parties)]
            statement = T("{what} by {names} on {day}", what=StepAction(act.action).names, names=who, day=act.day or "?")
            yield Lack(statement, act.edges, absent=False)

    def _councils(self, need: Need, started: Sequence[Done]) -> Iterator[Lack]:
        """Which councils it never reached, and to which it came too late."""
        councils = self.scope.councils
        waived = frozenset(party for act in self._of([StepAction.WAIVE_VIEW]) for party in act.parties)
        reached = {town: [act for act in started if act.parties & nodes] for town, nodes in councils.items()}
        without = [town for town, acts in reached.items() if not acts and not councils[town] & waived]
        if without:
            statement = T(
                "{n} of {m} councils without an act “{what}” ({names})",
                n=len(without),
                m=len(councils),
                what=need.what,
                names=[self.scope.name(town) for town in without],
            )
            yield Lack(statement)
        early = {town: acts[0] for town, acts in reached.items() if acts and not councils[town] & waived}
        if early and need.before:
            yield from self._before(need, early)

    def _before(self, need: Need, started: Mapping[str, Done]) -> Iterator[Lack]:
        """Whether each start comes before the end, with enough days; ``started`` by council, or one for all."""
        ends = [act for act in self._of(need.before) if act.day] or [act for act in self._of(need.no_later) if act.day]
        if not ends:
            yield Lack(T("not stated on which day “{then}”", then=names(need.before)))
            return
        end, bound = ends[0], ends[0].action in need.no_later and ends[0].action not in need.before
        dated = {town: act for town, act in started.items() if act.day}
        if len(dated) < len(started):
            yield Lack(T("not stated on which day “{what}”", what=need.what))
        short: dict[tuple[int, int], list[str]] = {}
        for town, act in dated.items():
            least, most = (end.first - act.last).days, (end.last - act.first).days
            if least < (need.days or 0):
                short.setdefault((least, most), []).append(town)
        for (least, most), towns in short.items():
            yield self._short(need, towns, dated[towns[0]], end, least, most, len(started))
        if bound and need.days and not short:
            yield Lack(T("not stated on which day “{then}”", then=names(need.before)))

    def _short(self, need: Need, towns: list[str], start: Done, end: Done, least: int, most: int, whole: int) -> Lack:
        """Too few days between two acts, or one after the other where it must come before."""
        edges = (*start.edges, *end.edges)
        words = {
            "what": StepAction(start.action).names,
            "start": start.day or "?",
            "then": StepAction(end.action).names,
            "end": end.day or "?",
        }
        certain = most < (need.days or 0)
        if not need.days:
            return Lack(T("“{what}” on {start}, after “{then}” on {end}", **words), edges, absent=False, certain=most < 0)
        count = T("{least} to {most}", least=least, most=most) if least != most else T("{n}", n=most)
        statement = T(
            "from “{what}” on {start} to “{then}” on {end} {count} days where {asked} are asked for", count=count, asked=need.days, **words
        )
        if certain:
            statement = T("{said}: {short} short", said=statement, short=need.days - most)
        if self.scope.id not in towns:
            statement = T(
                "{said}, at {n} of {m} councils ({names})",
                said=statement,
                n=len(towns),
                m=whole,
                names=[self.scope.name(town) for town in towns],
            )
        return Lack(statement, edges, absent=False, certain=certain)

    def _by(self, need: Need, limit: str, started: Sequence[Done]) -> Iterator[Lack]:
        """Whether it was done before a day of the year in which it has to be."""
        for act in (act for act in started if act.day):
            last = date.fromisoformat(f"{self.year or act.first.year}-{limit}")
            if act.last >= last:
                before = T("{day}-{year}", day=day_words(limit), year=str(last.year))
                late = (act.last - last).days + 1
                statement = N(
                    "“{what}” on {day}, before {limit} asked for: {n} day late",
                    "“{what}” on {day}, before {limit} asked for: {n} days late",
                    late,
                    what=StepAction(act.action).names,
                    day=act.day or "?",
                    limit=before,
                )
                yield Lack(statement, act.edges, absent=False, certain=act.first >= last)
        if started and not any(act.day for act in started):
            yield Lack(T("not stated on which day “{what}”", what=need.what))

    def _within(self, need: Need, most: int, started: Sequence[Done]) -> Iterator[Lack]:
        """Whether it followed another act in time."""
        for before in [act for act in self._of(need.after) if act.day][-1:]:
            for act in (act for act in started if act.day):
                longest, shortest = (act.last - before.first).days, (act.first - before.last).days
                if longest > most:
                    statement = T(
                        "{n} days from “{then}” on {start} to “{what}” on {end} where at most {most} are asked for",
                        n=longest,
                        then=names(need.after),
                        start=before.day or "?",
                        what=need.what,
                        end=act.day or "?",
                        most=most,
                    )
                    yield Lack(statement, (*before.edges, *act.edges), absent=False, certain=shortest > most)
