"""What a dataset asks of who keeps it: what ends soon, is open or was not checked; per body how much is confirmed.

At the date of the projection. A share says how well the record is kept, not how well people do their work.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

from orggraph.graph import Graph, provenance, standing
from orggraph.graph.datasets import datasets_of
from orggraph.graph.edges import Edge
from orggraph.graph.people import name_order
from orggraph.i18n import Lang, T
from orggraph.model.base import Row
from orggraph.model.dates import first_day, last_counted
from orggraph.model.terms import Upkeep
from orggraph.sources.workbook.checklist import Checklist, Line

DAYS = 180
"""How far ahead a term that ends is asked about, and how long ago a check may be."""


@dataclass(frozen=True)
class Confirmed:
    """How many of the holdings in a body were checked lately."""

    body: str
    confirmed: int
    holdings: int

    @property
    def percentage(self) -> int:
        """That share of 100, rounded down: 100 is all of them."""
        return 100 * self.confirmed // self.holdings


def upkeep(graph: Graph, days: int = DAYS) -> list[Row]:
    """What asks for attention, a row each: ``matter``, ``body``, ``post``, ``person`` (ids), ``date``; by body, post and person.

    Parameters
    ----------
    graph
        The projection at a date.
    days
        A term that ends within so many days is listed, and a check that is longer ago.
    """
    rows = [row for body, posts in _posts(graph).items() for post in posts for row in _of_post(graph, body, post, days)]
    return sorted(rows, key=lambda row: (row["body"] or "", row["matter"], row["date"] or "", row["post"], row["person"] or ""))


def confirmed(graph: Graph, days: int = DAYS) -> list[Confirmed]:
    """Per body with holders, how many of them were checked within so many days before the date of the projection."""
    shares = []
    for body, posts in _posts(graph).items():
        holdings = [edge for post in posts for edge in _holdings(graph, post)]
        if body and holdings:
            ages = (_age(graph, edge) for edge in holdings)
            fresh = sum(age is not None and age <= days for age in ages)
            shares.append(Confirmed(body, fresh, len(holdings)))
    return sorted(shares, key=lambda share: (share.confirmed / share.holdings, share.body))


@dataclass(frozen=True)
class Letter:
    """A text to send to somebody, with its subject."""

    subject: str
    text: str

    def mailto(self, address: str = "") -> str:
        """The address that opens it in a mail program."""
        return f"mailto:{quote(address)}?subject={quote(self.subject)}&body={quote(self.text)}"


def letter(graph: Graph, person: str, lang: Lang) -> Letter:
    """A ready text that asks a holder whether what is recorded is still right."""
    held = [edge for edge in graph.out_edges(person, keys=True, data=True) if edge[3]["type"] == "HOLDS"]
    lines = sorted(_line(graph, post, attributes, lang) for _person, post, _key, attributes in held)
    origins = provenance(graph)
    titles = ", ".join(
        sorted(str(origins.datasets[name]["title"]) for name in datasets_of(graph.nodes[person]) if name in origins.datasets)
    )
    subject = T("Is this still right? Your roles in {region}", region=titles).render(lang)
    text = T(
        "Dear {name},\n\nThis is recorded of you in {region}:\n{lines}\n\nIs it right, and complete? Please answer with yes, "
        "or with what has changed and since when.",
        name=graph.nodes[person]["name"],
        region=titles,
        lines="\n".join(f"- {line}" for line in lines),
    ).render(lang)
    return Letter(subject, text)


def holders(graph: Graph) -> list[str]:
    """The people who hold a post now, by name."""
    people = {edge.source for edge in standing.edges_of_type(graph, "HOLDS", standing.NOT_FORMER)}
    return sorted(people, key=lambda node: name_order(graph, node))


def checklist(graph: Graph, person: str) -> Checklist:
    """What a holder is asked, as a list to fill in: a line for each post held now, by where it is and what it is called.

    Parameters
    ----------
    graph
        The projection of one dataset, at a date.
    person
        The id of the holder.
    """
    ((dataset, head),) = provenance(graph).datasets.items()
    lines = []
    for edge in standing.edges(graph, person, "HOLDS", standing.NOT_FORMER):
        places = [str(graph.nodes[seat.target]["name"]) for seat in standing.edges(graph, edge.target, "IN", standing.NOT_FORMER)]
        since, end = str(edge.attributes.get("start_date") or ""), edge.attributes.get("end_date")
        lines.append(
            Line(edge.id, edge.target, str(graph.nodes[edge.target]["name"]), ", ".join(places), since, last_counted(end) if end else "")
        )
    ordered = tuple(sorted(lines, key=lambda line: (line.place, line.name, line.post)))
    return Checklist(dataset, str(head["title"]), int(head.get("version", 0)), person, str(graph.nodes[person]["name"]), ordered)


def _line(graph: Graph, post: str, holding: Mapping[str, Any], lang: Lang) -> str:
    places = [graph.nodes[edge.target]["name"] for edge in standing.edges(graph, post, "IN", standing.NOT_FORMER)]
    since = holding.get("start_date")
    if since:
        return T("{post}, {places}, since {day}", post=graph.nodes[post]["name"], places=places, day=since).render(lang)
    return T("{post}, {places}", post=graph.nodes[post]["name"], places=places).render(lang)


def _posts(graph: Graph) -> dict[str, list[str]]:
    """The posts of a projection by the body or organization that they are in; "" where they are in none."""
    places: dict[str, list[str]] = defaultdict(list)
    for node, attributes in graph.nodes(data=True):
        if attributes["label"] == "Post" and standing.has(attributes, standing.PLACES):
            seats = standing.edges(graph, node, "IN", standing.PLACES)
            places[seats[0].target if seats else ""].append(node)
    return places


def _holdings(graph: Graph, post: str) -> list[Edge]:
    edges = standing.edges(graph, post, "HOLDS", incoming=True)
    return sorted(edges, key=lambda edge: name_order(graph, edge.source))


def _of_post(graph: Graph, body: str, post: str, days: int) -> Iterator[Row]:
    attributes, today = graph.nodes[post], _today(graph, post)
    holdings = _holdings(graph, post)
    last = (today + timedelta(days=days)).isoformat()

    def row(matter: Upkeep, person: str | None = None, day: str | None = None) -> Row:
        return {"matter": matter.value, "body": body or None, "post": post, "person": person, "date": day}

    if not holdings:
        yield row(Upkeep.OPEN if standing.of(attributes) == "open" or "HOLDS" in attributes.get("open", ()) else Upkeep.UNKNOWN)
    if (ends := attributes.get("valid_before")) and today.isoformat() < ends <= last:
        yield row(Upkeep.ENDS, None, ends)
    for edge in holdings:
        if (ends := edge.attributes.get("valid_before")) and today.isoformat() < ends <= last:
            yield row(Upkeep.ENDS, edge.source, ends)
        age = _age(graph, edge)
        if age is None or age > days:
            yield row(Upkeep.UNCHECKED if age is None else Upkeep.LONG_AGO, edge.source, edge.attributes.get("verified_on"))


def _today(graph: Graph, node: str) -> date:
    origins = provenance(graph)
    return date.fromisoformat(max(origins.on[name] for name in datasets_of(graph.nodes[node]) if name in origins.on))


def _age(graph: Graph, holding: Edge) -> int | None:
    """Days since a holding was checked; None: never. A check after the date of the projection counts as of that day."""
    checked = holding.attributes.get("verified_on")
    return max(0, (_today(graph, holding.target) - first_day(checked)).days) if checked else None
