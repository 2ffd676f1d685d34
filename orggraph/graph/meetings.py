"""When bodies meet: their dated meetings, how often they meet a year, and on which of both a wait for a meeting can rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

from orggraph.errors import UnknownName, WrongUsage
from orggraph.graph.kept import kept
from orggraph.graph.projection import Graph
from orggraph.graph.standing import ACTUAL, NOT_FORMER, edges
from orggraph.i18n import T
from orggraph.model.dates import is_day
from orggraph.model.terms import MeetingKind

YEAR = 365
ENOUGH = 300
"""Days that dated meetings must span before they tell how long one waits: fewer leave the summer out."""
NEARLY = 0.75
"""Dated meetings that are fewer than this share of what the body is said to meet are not all of them."""
Basis = Literal["dates", "stated", "assumed", "unknown"]


class Meeting(NamedTuple):
    """A dated meeting of a body, in order of day."""

    day: date
    node: str


@dataclass(frozen=True)
class Rhythm:
    """How often a body meets, and on what that rests.

    ``days`` are all its dated meetings, whatever the basis; ``a_year`` is None where nothing says how often it meets.
    """

    body: str
    basis: Basis
    a_year: float | None
    days: tuple[date, ...] = ()
    of: int | None = 1
    """For how many bodies the record stands; None: for several, and how many is not said."""

    @property
    def wait(self) -> float | None:
        """Days that one waits for its meeting on average, from a day that is any: half the time between two meetings.

        Of dated meetings: the sum of the squares of the gaps over twice their sum, since one more often falls in a long gap.
        """
        if self.basis == "dates":
            gaps = [(after - before).days for before, after in pairwise(self.days)]
            return sum(gap * gap for gap in gaps) / (2 * sum(gaps))
        return YEAR / self.a_year / 2 if self.a_year else None


def meetings(graph: Graph, body: str) -> tuple[Meeting, ...]:
    """The meetings of a body of which the day is stated, in order; no polling days."""
    of_body: dict[str, tuple[Meeting, ...]] = kept(graph, ("meetings",), dict)
    if body not in of_body:
        dated = [
            Meeting(date.fromisoformat(graph.nodes[edge.source]["date"]), edge.source)
            for edge in edges(graph, body, "MEETING_OF", NOT_FORMER, incoming=True)
            if is_day(graph.nodes[edge.source].get("date")) and graph.nodes[edge.source].get("kind") != MeetingKind.ELECTION
        ]
        of_body[body] = tuple(sorted(dated))
    return of_body[body]


def rhythm(graph: Graph, body: str, assumed: Mapping[str, float] | None = None) -> Rhythm:
    """How often a body meets: as assumed, by its dated meetings where these are all of at least ten months, or as stated.

    Parameters
    ----------
    graph
        The projection.
    body
        A body; what else acts in a step has no meetings.
    assumed
        Meetings a year by body, which go before what the data say.
    """
    attributes = graph.nodes[body]
    days = tuple(dict.fromkeys(meeting.day for meeting in meetings(graph, body)))
    of = bodies_in(graph, body)
    if assumed and body in assumed:
        return Rhythm(body, "assumed", assumed[body], days, of)
    least, most = attributes.get("meetings_min"), attributes.get("meetings_max")
    stated = [number for number in (least, most) if number]
    span = (days[-1] - days[0]).days if len(days) > 1 else 0
    a_year = (len(days) - 1) * YEAR / span if span >= ENOUGH else 0.0
    if a_year and a_year >= NEARLY * (least or 0):
        return Rhythm(body, "dates", a_year, days, of)
    if stated:
        return Rhythm(body, "stated", sum(stated) / len(stated), days, of)
    return Rhythm(body, "unknown", None, days, of)


def bodies_in(graph: Graph, body: str) -> int | None:
    """For how many bodies a record stands: as stated, else one for each member of the group that it is of; None: not said."""
    attributes = graph.nodes[body]
    if attributes.get("count"):
        return int(attributes["count"])
    if not attributes.get("per"):
        return 1
    groups = [edge.target for edge in edges(graph, body, "PART_OF", NOT_FORMER)]
    members = {edge.source for group in groups for edge in edges(graph, group, "PART_OF", ACTUAL, incoming=True)}
    towns = [node for node in members if graph.nodes[node].get("kind") == attributes["per"]]
    return len(towns) or None


def assumptions(graph: Graph, given: Iterable[str]) -> dict[str, float]:
    """Meetings a year by body, from texts such as ``ab=4``: the id of a body, or its last part.

    Raises
    ------
    WrongUsage
        A text that is no body and number, or a number that is not above zero. UnknownName for a body that is not there.
    """
    slugs: dict[str, list[str]] = {}
    for node, attributes in graph.nodes(data=True):
        if attributes["label"] == "Body":
            slugs.setdefault(node.rsplit("/", 1)[-1], []).append(node)
            slugs.setdefault(node, []).append(node)
    assumed: dict[str, float] = {}
    for text in given:
        name, _, number = text.partition("=")
        a_year = _above_zero(number)
        if a_year is None:
            raise WrongUsage(T("“{text}” gives no number of meetings a year.", text=text), T("Write a body and a number: ab=4."))
        if name.strip() not in slugs:
            raise UnknownName(T("body"), name.strip(), slugs)
        assumed |= dict.fromkeys(slugs[name.strip()], a_year)
    return assumed


def _above_zero(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 < number <= YEAR else None


def quiet(days: Sequence[date], least: int) -> list[tuple[date, date]]:
    """The stretches of at least so many days between two of these days: from the one meeting to the next."""
    return [(before, after) for before, after in pairwise(sorted(set(days))) if (after - before).days >= least]
