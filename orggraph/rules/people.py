"""Who holds which municipal office, polling days, and what dates allow to say: shared by the patterns on offices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from orggraph.graph import Graph, edges_by_type, provenance, reading
from orggraph.graph.datasets import datasets_of
from orggraph.graph.edges import Edge
from orggraph.graph.kept import kept
from orggraph.graph.reading import Office, OfficeKind
from orggraph.i18n import N, T, Text
from orggraph.model.dates import dated, first_day, last_day
from orggraph.model.terms import MeetingKind
from orggraph.rules.scope import Hit, Scope

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
    held = kept(scope.graph, ("offices held",), lambda: _offices(scope.graph))
    yield from held.get(scope.dataset, {}).items()


def offices_of(graph: Graph) -> Mapping[str, Office]:
    """The posts that are a municipal office, each with which and where; of several municipalities in one record none. Kept per graph."""
    return kept(graph, ("offices",), lambda: _offices_of(graph))


def _offices_of(graph: Graph) -> Mapping[str, Office]:
    offices = {post: reading.office(graph, post) for post, attributes in graph.nodes(data=True) if attributes["label"] == "Post"}
    return {post: office for post, office in offices.items() if office and not stands_for_several(graph, office.organization)}


def _offices(graph: Graph) -> Mapping[str, Mapping[str, tuple[Office, ...]]]:
    """The offices of each person, per dataset."""
    of_post = offices_of(graph)
    by_person: dict[str, list[Office]] = defaultdict(list)
    for edge in edges_by_type(graph, "HOLDS"):
        if not all(reading.live(record) for record in (edge.attributes, graph.nodes[edge.source], graph.nodes[edge.target])):
            continue
        if office := of_post.get(edge.target):
            by_person[edge.source].append(office._replace(edges=(edge, *office.edges)))
    of_dataset: dict[str, dict[str, tuple[Office, ...]]] = defaultdict(dict)
    for person, offices in by_person.items():
        for dataset in datasets_of(graph.nodes[person]):
            of_dataset[dataset][person] = tuple(offices)
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


def office_since(office: Office) -> Text:
    """What the office is called, whether its holder only acts in it, and since when it is held."""
    start, name = office.edges[0].attributes.get("start_date"), office_name(office)
    return T("{office} (since {date})", office=name, date=start) if start else name


def together(statement: Text, on: date, *edges: Edge) -> Text:
    """A sentence on what is held at once, with since when and for how many days, where the days are stated."""
    starts = [str(edge.attributes.get("start_date", "")) for edge in edges]
    if not all(len(start) == len("2026-01-01") for start in starts):
        return statement
    days = (on - first_day(max(starts))).days
    return N("{said} That is since {date}: {n} day.", "{said} That is since {date}: {n} days.", days, said=statement, date=max(starts))


TERMS: Mapping[OfficeKind, int] = {"councillor": 4, "alderman": 4, "mayor": 6}
"""After how many years an office ends, unless somebody is elected or appointed to it again."""


def unverified(scope: Scope, office: Office) -> Text | None:
    """Why an office may have ended long ago: its term is over, no end is stated, and nobody checked it since. None: it is not so."""
    holding = office.edges[0]
    start, years = holding.attributes.get("start_date"), TERMS.get(office.kind)
    if start is None or years is None or holding.attributes.get("end_date"):
        return None
    checked = verified(scope.graph, holding)
    seen = max(last_day(start), last_day(checked) if checked else date.min)
    if years_after(seen, years) >= scope.on:
        return None
    name = office_since(office)
    if checked:
        return T("the term of {office} has no stated end and was last verified on {date}", office=name, date=checked)
    return T("the term of {office} has no stated end and was not verified since", office=name)


def doubt(scope: Scope, edges: Iterable[Edge]) -> Text | None:
    """Why one of the offices among some facts may have ended long ago; None: none of them."""
    offices = offices_of(scope.graph)
    held = (offices[edge.target]._replace(edges=(edge,)) for edge in edges if edge.attributes["type"] == "HOLDS" and edge.target in offices)
    return next((why for office in held if (why := unverified(scope, office))), None)


def years_after(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes the day before."""
    return day.replace(year=min(day.year + years, date.max.year), day=min(day.day, 28 if day.month == 2 else day.day))


def verified(graph: Graph, holding: Edge) -> str | None:
    """When it was last checked that somebody holds a post: as the records say, or the day of a source that says it."""
    sources = provenance(graph).sources
    days = [record.get("verified_on") for record in (holding.attributes, graph.nodes[holding.source])]
    days += [sources.get(source, {}).get("date") for source in holding.attributes.get("sources", ())]
    return max((str(day) for day in days if day), key=last_day, default=None)


def inhabitants(municipality: Mapping[str, Any], on: str | None) -> int | None:
    """How many inhabitants a municipality had on a day: the last number stated up to it, else the one that is stated at all."""
    stated = [(day, number) for text in municipality.get("inhabitants_then", ()) for day, number in [dated(text)] if day]
    before = [number for number in stated if on and first_day(number[0]) <= first_day(on)]
    number = max(before)[1] if before else municipality.get("inhabitants")
    return None if number is None else int(number)


class Polling(NamedTuple):
    """A polling day of a council."""

    meeting: str
    day: date
    edge: Edge


def polling_days(scope: Scope, council: str) -> list[Polling]:
    """The polling days of a council whose day is stated, by date."""
    polls = []
    for edge in reading.into(scope.graph, council, "MEETING_OF"):
        meeting = scope.graph.nodes[edge.source]
        stated = meeting.get("date")
        if meeting.get("kind") == MeetingKind.ELECTION and stated and first_day(stated) == last_day(stated):
            polls.append(Polling(edge.source, first_day(stated), edge))
    return sorted(polls, key=lambda poll: (poll.day, poll.meeting))


def latest_polling(scope: Scope, councils: Iterable[str]) -> Polling | None:
    """The last polling day of a council up to the day asked."""
    past = [poll for council in councils for poll in polling_days(scope, council) if poll.day <= scope.on]
    return max(past, key=lambda poll: poll.day, default=None)


def aldermen(scope: Scope, college: str) -> list[Edge]:
    """The edges by which people hold the posts of alderman in a college."""
    seats = [seat.post for seat in reading.seats(scope.graph, college) if seat.capacity != "chair"]
    return [edge for post in seats for edge in reading.holders(scope.graph, post)]


def renewed(holdings: Sequence[Edge], since: date) -> date | None:
    """The first day on or after another on which somebody took office, as stated: by this a new college is known."""
    starts = [first_day(start) for edge in holdings if (start := edge.attributes.get("start_date"))]
    return min((start for start in starts if start >= since), default=None)


def once(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Each hit on the same subjects and object once, however many seats or claims lead to it; what is certain comes first."""
    kept: dict[tuple[tuple[str, ...], str | None], Hit] = {}
    for hit in hits:
        before = kept.setdefault((hit.subjects, hit.object), hit)
        if hit.certain and not before.certain:
            kept[hit.subjects, hit.object] = hit
    yield from kept.values()
