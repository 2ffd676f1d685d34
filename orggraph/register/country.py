"""The arrangements of a whole country, counted: from the extract of the register, or from a graph of a register that was loaded.

A municipality takes part while both it and the arrangement are there; the register goes on naming municipalities that have ended. A
median has as denominator the municipalities that take part in an arrangement: what takes part in none may just not be in the data.
"""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from orggraph.graph import Graph
from orggraph.model.terms import ArrangementForm, Organ, OrganizationKind
from orggraph.sources._records.register import FORMS, ORGANS, Entry, Participant, Register, Regulation, kind_of

FIRST_YEAR: Final = 2015
"""Before this year a register of arrangements tells little: what had ended then was not entered any more."""
TAKES_PART: Final = "PARTICIPATES_IN"
"""The relationship by which a municipality takes part."""
COUNTED: Final = OrganizationKind.MUNICIPALITY
"""The kind of participant that is counted one by one; how many others there are is told beside it."""

Years = Mapping[int, Mapping[ArrangementForm, int]]
"""Year → legal form → arrangements that held on its first day."""


@dataclass(frozen=True)
class Part:
    """A municipality that takes part in an arrangement; ``organs`` is empty where none of the three is stated."""

    id: str
    name: str
    organs: tuple[Organ, ...] = ()
    joined: str = ""


@dataclass(frozen=True)
class Arranged:
    """An arrangement that holds: its municipalities, by name, and how many others take part."""

    id: str
    name: str
    form: ArrangementForm | None
    parts: tuple[Part, ...]
    others: int = 0


@dataclass(frozen=True)
class Place:
    """Where a municipality stands among all: its arrangements, how many municipalities have fewer, as many (itself too) and more."""

    arrangements: tuple[Arranged, ...]
    fewer: int
    as_many: int
    more: int


@dataclass(frozen=True)
class Share:
    """How often an organ takes part: participations, municipalities and arrangements."""

    participations: int
    municipalities: int
    arrangements: int


@dataclass(frozen=True)
class Group:
    """Municipalities that together, and without others, take part in several arrangements."""

    names: tuple[str, ...]
    arrangements: tuple[Arranged, ...]


@dataclass(frozen=True)
class Country:
    """All arrangements that hold on a day, and how many held in the years before."""

    date: str
    arrangements: tuple[Arranged, ...]
    years: Years

    @cached_property
    def taking_part(self) -> Mapping[str, tuple[Arranged, ...]]:
        """The arrangements of each municipality, by id."""
        by_id: dict[str, list[Arranged]] = defaultdict(list)
        for arranged in self.arrangements:
            for part in arranged.parts:
                by_id[part.id].append(arranged)
        return {municipality: tuple(those) for municipality, those in by_id.items()}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The names of the municipalities by id, in the order of the names."""
        named = {part.id: part.name for arranged in self.arrangements for part in arranged.parts}
        return dict(sorted(named.items(), key=lambda item: (item[1], item[0])))

    @cached_property
    def participations(self) -> int:
        """How many times a municipality takes part in an arrangement."""
        return sum(map(len, self.taking_part.values()))

    @cached_property
    def median(self) -> float | None:
        """The median of the arrangements per municipality; None where none takes part."""
        return statistics.median(map(len, self.taking_part.values())) if self.taking_part else None

    @cached_property
    def spread(self) -> Mapping[int, int]:
        """Number of arrangements → how many municipalities take part in so many."""
        counts = Counter(map(len, self.taking_part.values()))
        return {number: counts[number] for number in range(1, max(counts, default=0) + 1)}

    @cached_property
    def forms(self) -> Mapping[ArrangementForm, int]:
        """How many arrangements have each legal form, in the order of the model."""
        counts = Counter(arranged.form for arranged in self.arrangements)
        return {form: counts[form] for form in ArrangementForm if counts[form]}

    @cached_property
    def median_by_form(self) -> Mapping[ArrangementForm, float]:
        """The median, over all municipalities, of the arrangements of each form."""
        own = [Counter(arranged.form for arranged in those) for those in self.taking_part.values()]
        return {form: statistics.median(counts[form] for counts in own) for form in self.forms} if own else {}

    @cached_property
    def organs(self) -> Mapping[Organ | None, Share]:
        """How often each organ takes part; None: none of the three is stated. A participation may name several."""
        rows: dict[Organ | None, list[tuple[str, str]]] = defaultdict(list)
        for arranged in self.arrangements:
            for part in arranged.parts:
                for organ in part.organs or (None,):
                    rows[organ].append((part.id, arranged.id))
        return {
            organ: Share(len(rows[organ]), *(len(set(ids)) for ids in zip(*rows[organ], strict=True)))
            for organ in (*Organ, None)
            if organ in rows
        }

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Municipalities that are exactly those of several arrangements, the most arrangements first; others do not count."""
        by_members: dict[tuple[str, ...], list[Arranged]] = defaultdict(list)
        for arranged in self.arrangements:
            by_members[tuple(sorted(part.id for part in arranged.parts))].append(arranged)
        groups = [
            Group(tuple(part.name for part in those[0].parts), tuple(those))
            for members, those in by_members.items()
            if len(members) > 1 and len(those) > 1
        ]
        return tuple(sorted(groups, key=lambda group: (-len(group.arrangements), -len(group.names), group.names)))

    def place(self, municipality: str) -> Place:
        """Where a municipality stands. Raises KeyError for an id that is none of :attr:`names`."""
        own = self.taking_part[municipality]
        counts = [len(those) for those in self.taking_part.values()]
        fewer, more = sum(count < len(own) for count in counts), sum(count > len(own) for count in counts)
        return Place(own, fewer, len(counts) - fewer - more, more)


def of_register(register: Register) -> Country:
    """What the register holds on its own date."""
    held = [regulation for regulation in register.regulations if _holds(regulation.start, regulation.end, register.date)]
    arrangements = tuple(_arranged(regulation, register.entries, register.date) for regulation in held)
    return Country(register.date, arrangements, register.years or years_of(register))


def years_of(register: Register) -> Years:
    """How many arrangements of each form held on the first day of each year, up to the register's own."""
    known = [(FORMS[regulation.form], regulation.start, regulation.end) for regulation in register.regulations if regulation.form in FORMS]
    return _years(known, register.date)


def of_graph(graph: Graph, date: str) -> Country:
    """What a graph with all times (``all_times``) holds on a day."""
    arrangements, known = [], []
    for node, attributes in graph.nodes(data=True):
        if attributes["label"] != "Arrangement":
            continue
        form = ArrangementForm(attributes["form"]) if attributes.get("form") else None
        if form:
            known.append((form, attributes.get("valid_from", ""), attributes.get("valid_before", "")))
        if _lasts(attributes, date):
            arrangements.append(_of_node(graph, node, form, date))
    return Country(date, tuple(arrangements), _years(known, date))


def _of_node(graph: Graph, node: str, form: ArrangementForm | None, date: str) -> Arranged:
    parts, others = [], set()
    for source, _, attributes in graph.in_edges(node, data=True):
        participant = graph.nodes[source]
        if attributes["type"] != TAKES_PART or not _lasts(attributes, date) or not _lasts(participant, date):
            continue
        if participant.get("kind") == COUNTED.value:
            organs = tuple(Organ(name) for name in attributes.get("organs") or ())
            parts.append(Part(source, participant["name"], organs, attributes.get("joined") or ""))
        else:
            others.add(source)
    return Arranged(node, graph.nodes[node]["name"], form, _ordered(parts), len(others))


def _arranged(regulation: Regulation, entries: Mapping[str, Entry], date: str) -> Arranged:
    parts, others = [], 0
    for participant in regulation.participants:
        entry = entries.get(participant.entry.id, participant.entry)
        if not _holds("", entry.end, date):
            continue
        if kind_of(entry) is COUNTED:
            parts.append(_part(participant, entry))
        else:
            others += 1
    return Arranged(regulation.id, regulation.title, FORMS.get(regulation.form), _ordered(parts), others)


def _part(participant: Participant, entry: Entry) -> Part:
    organs = tuple(dict.fromkeys(ORGANS[name] for name in participant.organs if name in ORGANS))
    return Part(entry.id, entry.name, organs, participant.joined)


def _ordered(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts by name, each municipality once: with all organs, where it takes part by several records."""
    once: dict[str, Part] = {}
    for part in parts:
        before = once.get(part.id, part)
        joined = min(filter(None, (before.joined, part.joined)), default="")
        once[part.id] = replace(part, organs=tuple(dict.fromkeys((*before.organs, *part.organs))), joined=joined)
    return tuple(sorted(once.values(), key=lambda part: (part.name, part.id)))


def _years(known: Iterable[tuple[ArrangementForm, str, str]], date: str) -> Years:
    periods = list(known)
    return {year: dict(_forms_on(periods, f"{year}-01-01")) for year in range(FIRST_YEAR, int(date[:4] or FIRST_YEAR) + 1)}


def _forms_on(periods: Iterable[tuple[ArrangementForm, str, str]], day: str) -> Iterator[tuple[ArrangementForm, int]]:
    counts = Counter(form for form, start, end in periods if _holds(start, end, day))
    return ((form, counts[form]) for form in ArrangementForm if counts[form])


def _holds(start: str, end: str, day: str) -> bool:
    """Whether something holds on a day; ``end`` is the first day on which it no longer does."""
    return start <= day and (not end or day < end)


def _lasts(attributes: Mapping[str, Any], day: str) -> bool:
    return _holds(attributes.get("valid_from") or "", attributes.get("valid_before") or "", day)
