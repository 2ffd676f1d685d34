"""Who holds which municipal office, polling days, and what dates allow to say: shared by the patterns on offices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from weakref import WeakKeyDictionary

from orggraph.graph import Graph, edges_by_type, reading
from orggraph.graph.edges import Edge
from orggraph.graph.reading import Office, OfficeKind
from orggraph.i18n import T, Text
from orggraph.model.dates import first_day, last_day
from orggraph.model.terms import MeetingKind
from orggraph.rules.scope import Hit, Scope

_HELD: WeakKeyDictionary[Graph, Mapping[str, Mapping[str, tuple[Office, ...]]]] = WeakKeyDictionary()

OFFICES: Mapping[OfficeKind, Text] = {
    "mayor": T("mayor"),
    "alderman": T("alderman"),
    "councillor": T("councillor"),
    "secretary": T("municipal secretary"),
    "griffier": T("clerk of the council"),
    "civil_servant": T("civil servant"),
}
"""What each office is called."""


def office_holders(scope: Scope) -> Iterator[tuple[str, tuple[Office, ...]]]:
    """The people of the dataset who hold municipal offices, each with these. Worked out once per graph."""
    found = _HELD.get(scope.graph)
    if found is None:
        found = _HELD[scope.graph] = _offices(scope.graph)
    yield from found.get(scope.dataset, {}).items()


def _offices(graph: Graph) -> Mapping[str, Mapping[str, tuple[Office, ...]]]:
    """The offices of each person, per dataset."""
    kinds: dict[str, Office | None] = {}
    found: dict[str, list[Office]] = defaultdict(list)
    for edge in edges_by_type(graph, "HOLDS"):
        if not all(reading.live(one) for one in (edge.attributes, graph.nodes[edge.source], graph.nodes[edge.target])):
            continue
        if edge.target not in kinds:
            kinds[edge.target] = reading.office(graph, edge.target)
        office = kinds[edge.target]
        if office and not stands_for_several(graph, office.organization):
            found[edge.source].append(office._replace(edges=(edge, *office.edges)))
    of_dataset: dict[str, dict[str, tuple[Office, ...]]] = defaultdict(dict)
    for person, offices in found.items():
        of_dataset[graph.nodes[person]["dataset"]][person] = tuple(offices)
    return of_dataset


def stands_for_several(graph: Graph, organization: str) -> bool:
    """Whether one record stands for more than one municipality: of offices there nothing can be said."""
    attributes = graph.nodes[organization]
    return attributes.get("count") not in {None, 1} or bool(attributes.get("per"))


def office_name(office: Office) -> Text:
    """What the office is called, with whether its holder only acts in it."""
    name = OFFICES[office.kind]
    return T("acting {office}", office=name) if office.edges[0].attributes.get("acting") else name


def since(words: Text, edge: Edge) -> Text:
    """The words with the day, month or year since which an edge holds, where that is stated."""
    start = edge.attributes.get("start_date")
    return T("{words}, since {date}", words=words, date=start) if start else words


class Polling(NamedTuple):
    """A polling day of a council."""

    meeting: str
    day: date
    edge: Edge


def polling_days(scope: Scope, council: str) -> list[Polling]:
    """The polling days of a council whose day is stated, by date."""
    found = []
    for edge in reading.into(scope.graph, council, "MEETING_OF"):
        meeting = scope.graph.nodes[edge.source]
        stated = meeting.get("date")
        if meeting.get("kind") == MeetingKind.ELECTION and stated and first_day(stated) == last_day(stated):
            found.append(Polling(edge.source, first_day(stated), edge))
    return sorted(found, key=lambda one: (one.day, one.meeting))


def latest_polling(scope: Scope, councils: Iterable[str]) -> Polling | None:
    """The last polling day of a council up to the day asked."""
    past = [one for council in councils for one in polling_days(scope, council) if one.day <= scope.on]
    return max(past, key=lambda one: one.day, default=None)


def aldermen(scope: Scope, college: str) -> list[Edge]:
    """The edges by which people hold the posts of alderman in a college."""
    seats = [seat.post for seat in reading.seats(scope.graph, college) if seat.capacity != "chair"]
    return [edge for post in seats for edge in reading.holders(scope.graph, post)]


def renewed(holdings: Sequence[Edge], since: date) -> bool:
    """Whether somebody took office on or after a day, as stated: by this a new college is known."""
    return any(first_day(start) >= since for edge in holdings if (start := edge.attributes.get("start_date")))


def once(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Each hit on the same subjects and object once, however many seats or claims lead to it; what is certain comes first."""
    kept: dict[tuple[tuple[str, ...], str | None], Hit] = {}
    for hit in hits:
        before = kept.setdefault((hit.subjects, hit.object), hit)
        if hit.certain and not before.certain:
            kept[hit.subjects, hit.object] = hit
    yield from kept.values()
