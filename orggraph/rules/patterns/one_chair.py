"""Two bodies that one person chairs: fires where each is known to be chaired by somebody else."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from orggraph.graph import reading
from orggraph.graph.edges import Edge
from orggraph.i18n import T
from orggraph.model.terms import BodyKind
from orggraph.rules.applying import Hit, Pattern, Scope
from orggraph.rules.schema import Rule


class Params(BaseModel):
    """The kinds of the two bodies."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    first: BodyKind
    second: BodyKind


def one_chair(scope: Scope, params: Params, _rule: Rule) -> Iterator[Hit]:
    """One hit for each two bodies that are chaired by different people."""
    for first in scope.bodies(params.first):
        for second in scope.bodies(params.second):
            here, there = _chairs(scope, first), _chairs(scope, second)
            if not here or not there or {edge.source for edge in here} & {edge.source for edge in there}:
                continue
            said = T(
                "{first} is chaired by {one}, {second} by {other}: two people instead of one.",
                first=scope.name(first), second=scope.name(second), one=_people(scope, here), other=_people(scope, there),
            )  # fmt: skip
            edges = (*here, *there)
            people = len({edge.source for edge in edges})
            yield Hit((first, second), said, edges, value=people, denominator=2, unit="bodies", certain=scope.certain(*edges))


def _chairs(scope: Scope, body: str) -> list[Edge]:
    """The edges by which people chair a body; who only acts as chair is left out, since the law asks for the chair."""
    posts = [seat.post for seat in reading.seats(scope.graph, body) if seat.capacity == "chair"]
    return [edge for post in posts for edge in reading.holders(scope.graph, post) if not edge.attributes.get("acting")]


def _people(scope: Scope, held: list[Edge]) -> list[str]:
    return [scope.name(person) for person in dict.fromkeys(edge.source for edge in held)]


PATTERN = Pattern("one_chair", Params, "arrangement", one_chair)
