"""What holds on a day, worked out day by day from the definition, for datasets of all that hangs on each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from hypothesis import strategies as st

from orggraph.model.base import Node, Relationship
from orggraph.model.dataset import Dataset, DatasetInfo
from orggraph.model.dates import day_after, first_day
from orggraph.model.nodes import Arrangement, Body, Cooperation, Mandate, Meeting, Organization, Person, Post, Route, Step
from orggraph.model.relationships import TYPES, Holds
from orggraph.model.terms import ArrangementForm, BodyKind, MandateKind, OrganizationKind, Status, StepAction, Tier

YEARS = [str(year) for year in range(2001, 2009)]
DATES = st.none() | st.none() | st.sampled_from([*YEARS, *(f"{year}-07" for year in YEARS), *(f"{year}-03-15" for year in YEARS)])
RANKS = {Status.ACTUAL: 0, Status.PROPOSED: 1, Status.OPEN: 2, Status.FORMER: 3}
WAYS = [
    ("PART_OF", "organization", "cooperation"), ("PART_OF", "body", "cooperation"), ("PART_OF", "body", "organization"),
    ("PART_OF", "body", "body"), ("PART_OF", "body", "arrangement"), ("PART_OF", "mandate", "arrangement"),
    ("IN", "post", "body"), ("IN", "post", "body"), ("IN", "post", "organization"), ("ON_BEHALF_OF", "post", "organization"),
    ("ON_BEHALF_OF", "post", "body"), ("GOVERNED_BY", "cooperation", "arrangement"), ("PARTICIPATES_IN", "organization", "arrangement"),
    ("PARTICIPATES_IN", "organization", "cooperation"), ("PARTICIPATES_IN", "organization", "body"), ("HOLDS", "person", "post"),
    ("HOLDS", "person", "post"), ("MEETING_OF", "meeting", "body"), ("HAS_STEP", "route", "step"), ("ROUTE_OF", "route", "cooperation"),
    ("GRANTED_TO", "mandate", "post"), ("GRANTED_BY", "mandate", "body"), ("SUBMANDATE_OF", "mandate", "mandate"),
    ("REPORTS_TO", "post", "post"), ("AT", "step", "body"),
]  # fmt: skip
MADE: dict[str, Callable[..., Node]] = {
    "organization": lambda **more: Organization(kind=OrganizationKind.MUNICIPALITY, **more),
    "region": lambda **more: Organization(kind=OrganizationKind.REGION, **more),
    "cooperation": Cooperation,
    "arrangement": lambda **more: Arrangement(form=ArrangementForm.PUBLIC_BODY, **more),
    "body": lambda **more: Body(kind=BodyKind.COUNCIL, tier=Tier.POLITICAL, **more),
    "post": Post,
    "person": Person,
    "mandate": lambda **more: Mandate(kind=MandateKind.MANDATE, **more),
    "meeting": Meeting,
    "route": Route,
    "step": lambda **more: Step(action=StepAction.DECIDE, **more),
}
"""How a node of each kind is made."""


@st.composite
def hanging_datasets(draw: st.DrawFn) -> Dataset:
    """A dataset in which much hangs on something else, with ends, joining, successors, and all four statuses."""
    nodes: dict[str, list[Node]] = defaultdict(list)
    for kind, make in MADE.items():
        for number in range(draw(st.integers(1, 2))):
            label = "organization" if kind == "region" else kind
            day = {"date": draw(DATES)} if kind == "meeting" else {}
            identity = {"id": f"d/{label}/{kind}-{number}", "name": f"{kind} {number}", "dataset": "d"}
            nodes[label].append(make(**identity, **_time(draw), **day))
    edges: dict[str, Relationship] = {}
    for kind, start, end in draw(st.lists(st.sampled_from(WAYS), min_size=10, max_size=50)):
        ends = {"source": draw(st.sampled_from(nodes[start])).id, "target": draw(st.sampled_from(nodes[end])).id}
        more = {"PARTICIPATES_IN": {"joined": draw(DATES)}, "HOLDS": {"until_successor": draw(st.booleans())}}
        edge = TYPES[kind](dataset="d", **ends, **_time(draw), **more.get(kind, {}))
        edges[edge.id] = edge
    return Dataset(DatasetInfo(id="d", title="D"), tuple(node for kind in nodes.values() for node in kind), tuple(edges.values()))


@st.composite
def regions_that_share(draw: st.DrawFn) -> tuple[tuple[Dataset, Dataset], dict[str, str]]:
    """Two datasets in which some nodes of one label and name bear one identifier, and the thing of each of their records."""
    first, second = draw(hanging_datasets()), draw(hanging_datasets()).renamed("e")
    slugs = sorted({node.id.split("/", 1)[1] for node in first.nodes} & {node.id.split("/", 1)[1] for node in second.nodes})
    shared = draw(st.sets(st.sampled_from(slugs), min_size=1, max_size=6))
    return (_bearing(first, shared), _bearing(second, shared)), {f"{name}/{slug}": f"d/{slug}" for name in "de" for slug in shared}


def _bearing(dataset: Dataset, shared: Collection[str]) -> Dataset:
    nodes = [
        node.model_copy(update={"identifiers": (f"test:{slug}",)}) if (slug := node.id.split("/", 1)[1]) in shared else node
        for node in dataset.nodes
    ]
    return Dataset(dataset.info, tuple(nodes), dataset.relationships)


def _time(draw: st.DrawFn) -> dict[str, Any]:
    start, end = draw(DATES), draw(DATES)
    if start and end and day_after(end) <= first_day(start):
        start, end = end, start
    return {"start_date": start, "end_date": end, "status": draw(st.sampled_from([Status.ACTUAL] * 8 + list(Status)))}


class Holding:
    """Whether each record of a dataset holds on a day, and how firmly: by trying every day on which something may change."""

    def __init__(self, dataset: Dataset, days: Sequence[date] = ()) -> None:
        self.dataset, self.nodes = dataset, dataset.by_id
        dates = [value for record in (*dataset.nodes, *dataset.relationships) for value in _dates(record)]
        changes = {day for value in dates for day in (first_day(value), day_after(value))}
        around = {day + timedelta(days=shift) for day in changes for shift in (-1, 0)}
        self.days = list(days) or sorted({*around, date(1990, 1, 1), date(2030, 1, 1)})
        self.ties = {node: list(self._reasons(node)) for node in self.nodes}
        self.own = self._alone()
        self.rank = {node: dict(days) for node, days in self.own.items()}
        while sum(self._narrow(node) for node in self.nodes):
            pass

    def _alone(self) -> dict[str, dict[date, int]]:
        """On which days each record holds by itself, and how firmly."""
        return {node: {day: _rank(record) for day in self.days if self._stated(record, day)} for node, record in self.nodes.items()}

    def on(self, day: date) -> set[str]:
        """The ids of all nodes and relationships that hold on a day."""
        nodes = {node for node in self.nodes if day in self.rank[node]}
        edges = (edge for edge in self.dataset.relationships if edge.source in nodes and edge.target in nodes)
        return nodes | {edge.id for edge in edges if self._stated(edge, day)}

    def standing(self, node: str, day: date) -> str:
        """The weakest of its own status and that of what it hangs on, on a day on which it holds."""
        return next(status.value for status, rank in RANKS.items() if rank == self.rank[node][day])

    def _narrow(self, node: str) -> bool:
        """Take away the days on which what it hangs on does not bear it, and weaken the others; whether that changed anything."""
        before, record = self.rank[node], self.nodes[node]
        days: dict[date, int] = {}
        for day in before:
            firmness = [self._firmness(places, day) for places in self.ties[node]]
            if None not in firmness:
                days[day] = max(self.own[node][day], *(rank for rank in firmness if rank is not None), 0)
        happened = getattr(record, "date", None)
        since = min((day for day in days if happened and day >= first_day(happened)), default=None)
        if since:
            days |= {day: max(days[since], self.own[node][day]) for day in self.own[node] if day > since}
        self.rank[node] = days
        return before != days

    def _firmness(self, places: Sequence[Place], day: date) -> int | None:
        """That of the firmest of these places that are there on a day; None: none is."""
        there = [max(place.rank, self.rank[place.on][day]) for place in places if place.covers(day) and day in self.rank[place.on]]
        return min(there, default=None)

    def _stated(self, record: Node | Relationship, day: date) -> bool:
        end = day_after(record.end_date) if record.end_date else date.max
        if isinstance(record, Holds) and record.until_successor:
            end = self._succeeded(record)
        start = record.start_date or getattr(record, "joined", None)
        return (first_day(start) if start else date.min) <= day < end

    def _succeeded(self, holds: Holds) -> date:
        after = first_day(holds.end_date or holds.start_date or "1000")
        others = [edge for edge in self.dataset.relationships if edge.type == "HOLDS" and edge.target == holds.target]
        starts = [first_day(edge.start_date) for edge in others if edge.start_date and edge.source != holds.source and _rank(edge) != 1]
        return min((start for start in starts if start >= after), default=date.max)

    def _reasons(self, node: str) -> Iterator[list[Place]]:
        """The places where a node hangs, per reason."""
        of: dict[str, list[Place]] = defaultdict(list)
        label = self.nodes[node].label()
        for edge in self.dataset.relationships:
            hangs = label in HANGS.get(edge.type, ()) and (label != "Organization" or self._is_region(node))
            if _rank(edge) == 0 and edge.source == node and hangs:
                of[edge.type].append(self._place(edge, edge.target))
            if _rank(edge) == 0 and edge.target == node and edge.type == "HAS_STEP":
                of[edge.type].append(self._place(edge, edge.source))
        yield from of.values()
        partaking = [self._partaking(of["IN"], seat.on) for seat in of["ON_BEHALF_OF"]]
        if partaking and all(partaking):
            yield [place for places in partaking for place in places]

    def _partaking(self, seats: Sequence[Place], principal: str) -> list[Place]:
        """How the organization for which a seat speaks takes part: in the nearest whole of each place that the seat belongs to."""
        up = [one for level in self._levels(principal) for one in sorted(level) if self.nodes[one].label() == "Organization"]
        organization = up[0] if up else principal
        return [place for seat in seats for place in self._participation(organization, seat.on)]

    def _participation(self, organization: str, place: str) -> list[Place]:
        levels = self._levels(place)
        inside = {one for level in levels for one in level}
        governing = [edge for edge in self.dataset.relationships if edge.type == "GOVERNED_BY" and _rank(edge) == 0]
        forms = {end for edge in governing for end in (edge.source, edge.target) if {edge.source, edge.target} & inside}
        for level in [*levels, forms - inside]:
            edges = [edge for edge in self.dataset.relationships if edge.type == "PARTICIPATES_IN" and edge.source == organization]
            edges = [edge for edge in edges if edge.target in level]
            if edges:
                firm = [self._place(edge, organization) for edge in edges if _rank(edge) == 0]
                return firm or [Place(lambda _day: True, organization, _rank(edge)) for edge in edges]
        return []

    def _levels(self, place: str) -> list[set[str]]:
        levels, seen = [{place}], {place}
        while levels[-1]:
            part_of = [edge for edge in self.dataset.relationships if edge.type == "PART_OF" and _rank(edge) == 0]
            inner = {node for node in levels[-1] if self.nodes[node].label() in ("Body", "Mandate") or self._is_region(node)}
            up = {edge.target for edge in part_of if edge.source in inner}
            levels.append(up - seen)
            seen |= up
        return levels

    def _is_region(self, node: str) -> bool:
        record = self.nodes[node]
        return isinstance(record, Organization) and record.kind is OrganizationKind.REGION

    def _place(self, edge: Relationship, on: str) -> Place:
        return Place(lambda day: self._stated(edge, day), on, 0)


class JointHolding(Holding):
    """The same for datasets asked together, in which some nodes are one thing: ``same`` gives its id for each of their records."""

    def __init__(self, datasets: Sequence[Dataset], same: Mapping[str, str]) -> None:
        self.alone = [Holding(dataset) for dataset in datasets]
        self.same = same
        moved = [
            edge.model_copy(update={"source": same.get(edge.source, edge.source), "target": same.get(edge.target, edge.target)})
            for dataset in datasets
            for edge in dataset.relationships
        ]
        nodes: dict[str, Node] = {}
        for node in sorted((node for dataset in datasets for node in dataset.nodes), key=lambda node: node.id):
            thing = same.get(node.id, node.id)
            date_of = getattr(nodes.get(thing), "date", None) or getattr(node, "date", None)
            nodes[thing] = nodes.get(thing, node).model_copy(update={"id": thing} | ({"date": date_of} if date_of else {}))
        super().__init__(Dataset(DatasetInfo(id="d", title="D"), tuple(nodes.values()), tuple(moved)))

    def _alone(self) -> dict[str, dict[date, int]]:
        own: dict[str, list[dict[date, int]]] = defaultdict(list)
        self.days = sorted({day for alone in self.alone for day in alone.days})
        self.alone = [Holding(alone.dataset, self.days) for alone in self.alone]
        for again in self.alone:
            for node, days in again.rank.items():
                own[self.same.get(node, node)].append(days)
        return {thing: _agreed([days for days in several if days], self.days) for thing, several in own.items()}

    def record_on(self, record: str, day: date) -> int | None:
        """How firmly a record holds on a day; None: it does not."""
        alone = next(alone for alone in self.alone if record in alone.nodes)
        ranks = alone.rank[record].get(day), self.rank[self.same.get(record, record)].get(day)
        return None if None in ranks else max(rank for rank in ranks if rank is not None)


def _agreed(several: Sequence[dict[date, int]], every: Sequence[date]) -> dict[date, int]:
    """While one holds, as firmly as the firmest; who has no first or last day has that of the others, unless that leaves nothing."""
    firsts = [min(days) for days in several if every[0] not in days]
    lasts = [max(days) for days in several if every[-1] not in days]
    agreed: dict[date, int] = {}
    for days in several:
        early = min(firsts, default=every[0]) if every[0] in days else every[0]
        late = max(lasts, default=every[-1]) if every[-1] in days else every[-1]
        within = {day: rank for day, rank in days.items() if early <= day <= late}
        for day, rank in (within or days).items():
            agreed[day] = min(rank, agreed.get(day, rank))
    return agreed


class Place(NamedTuple):
    """Where something hangs: on which days the relationship says so, on what, and how firmly."""

    covers: Callable[[date], bool]
    on: str
    rank: int


HANGS = {
    "AT": ("Step",),
    "IN": ("Post",),
    "ON_BEHALF_OF": ("Post",),
    "PART_OF": ("Body", "Mandate", "Organization"),
    "MEETING_OF": ("Meeting",),
    "ROUTE_OF": ("Route",),
    "GRANTED_TO": ("Mandate",),
    "GRANTED_BY": ("Mandate",),
    "SUBMANDATE_OF": ("Mandate",),
}


def _rank(record: Node | Relationship) -> int:
    """What was so until a stated day was actual before that day."""
    return 0 if record.status is Status.FORMER and record.end_date else RANKS[record.status]


def _dates(record: Node | Relationship) -> list[str]:
    return [value for name in ("start_date", "end_date", "joined", "date") if (value := getattr(record, name, None))]
