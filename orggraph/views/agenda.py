"""What must be on the agenda of a body, by which meeting, and whether it is; and what stands on the agenda of one meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from orggraph.graph import Graph
from orggraph.graph.meetings import meetings
from orggraph.graph.standing import NOT_FORMER, edges
from orggraph.model.dates import last_day
from orggraph.rules.cycle import Milestone, Round
from orggraph.views.proposals import PAPERS


@dataclass(frozen=True)
class Item:
    """An item on an agenda, and what it is about."""

    node: str
    number: int
    about: tuple[str, ...]


@dataclass(frozen=True)
class Expected:
    """What must be on the agenda of a body."""

    what: str
    """The product, or the decision."""
    step: str | None
    """The step of its route that is taken there."""
    day: date
    """The last meeting at which it can be; of a decision without a meeting the last day."""
    meeting: str | None
    papers: date
    """The last day on which its papers are in."""
    item: str | None
    """The item that it has on an agenda; None: none."""
    on: date | None
    """The day of the meeting with that item."""
    milestone: Milestone | None = None

    @property
    def late(self) -> bool:
        """Whether it stands on an agenda after the last meeting at which it can be."""
        return self.on is not None and self.on > self.day


def items(graph: Graph, meeting: str) -> list[Item]:
    """The items of a meeting, by number."""
    nodes = [edge.source for edge in edges(graph, meeting, "ITEM_OF", NOT_FORMER, incoming=True)]
    made = [
        Item(node, graph.nodes[node].get("number") or 0, tuple(edge.target for edge in edges(graph, node, "ABOUT", NOT_FORMER)))
        for node in nodes
    ]
    return sorted(made, key=lambda item: (item.number, item.node))


def expected(graph: Graph, answers: Sequence[Round], body: str, on: date, *, papers: int = PAPERS) -> list[Expected]:
    """What must be on the agenda of a body from a day on, by the last day on which it can be.

    Parameters
    ----------
    graph
        The projection.
    answers
        The rounds of products of planning and control (:func:`orggraph.rules.cycle.rounds`).
    body
        The body.
    on
        The day from which it is asked.
    papers
        Days that papers are in before a meeting.
    """
    dated = {meeting.node: meeting.day for meeting in meetings(graph, body)}
    placed = [(item, dated[meeting]) for meeting in dated for item in items(graph, meeting)]
    wanted = [
        _expected(answer.product, stone.step, (day, meeting), placed, on, papers, stone)
        for answer in answers
        for stone in answer.milestones
        for at, day, meeting in stone.sittings
        if at == body
    ]
    by_day = {day: node for node, day in dated.items()}
    for edge in edges(graph, body, "TAKEN_BY", NOT_FORMER, incoming=True):
        stated = graph.nodes[edge.source].get("date")
        if stated and last_day(str(stated)) >= on:
            day = max((each for each in by_day if each <= last_day(str(stated))), default=last_day(str(stated)))
            wanted.append(_expected(edge.source, None, (day, by_day.get(day)), placed, on, papers, None))
    return sorted((each for each in wanted if each.day >= on), key=lambda each: (each.day, each.what))


def _expected(
    what: str,
    step: str | None,
    last: tuple[date, str | None],
    placed: Sequence[tuple[Item, date]],
    on: date,
    papers: int,
    stone: Milestone | None,
) -> Expected:
    """What is expected, with the item that it has: the last one up to that day, else the first after it."""
    mine = [(day, item.node) for item, day in placed if what in item.about and day >= on]
    before = [each for each in mine if each[0] <= last[0]]
    day, item = max(before) if before else min(mine, default=(None, None))
    return Expected(what, step, last[0], last[1], last[0] - timedelta(days=papers), item, day, stone)
