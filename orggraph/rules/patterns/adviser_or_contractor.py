"""A member of a board who also advises it, or holds a post with a party that works for it for money."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from orggraph.graph import reading
from orggraph.graph.edges import Edge
from orggraph.i18n import T, Text
from orggraph.model.terms import BodyKind
from orggraph.rules.applying import Hit, Pattern, Scope
from orggraph.rules.schema import Rule


class Params(BaseModel):
    """The kind of board whose members are looked at."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    board: BodyKind


def adviser_or_contractor(scope: Scope, params: Params, _rule: Rule) -> Iterator[Hit]:
    """One hit for each member and each body advised or party held a post with."""
    contracts, bodies = _contracts(scope), frozenset(scope.bodies())
    for board in scope.bodies(params.board):
        for seat in reading.seats(scope.graph, board):
            for holding in reading.holders(scope.graph, seat.post):
                for other, place in _elsewhere(scope, holding.source):
                    said = _said(scope, holding.source, board, other.target, place.target, place.target in contracts)
                    advises = place.target in bodies and scope.graph.nodes[other.target].get("capacity") == "adviser"
                    if place.target in contracts or advises:
                        edges = (holding, seat.edge, other, place, *contracts.get(place.target, ()))
                        certain = scope.certain(*edges)
                        yield Hit((holding.source,), said, edges, object=place.target, value=2, unit="capacities", certain=certain)


def _elsewhere(scope: Scope, person: str) -> Iterator[tuple[Edge, Edge]]:
    for other in reading.posts_of(scope.graph, person):
        for place in reading.out(scope.graph, other.target, "IN"):
            yield other, place


def _said(scope: Scope, person: str, board: str, post: str, place: str, works: bool) -> Text:
    if works:
        return T(
            "{person} is a member of {board}, and holds the post {post} with {party}, which works for the cooperation.",
            person=scope.name(person), board=scope.name(board), post=scope.name(post), party=scope.name(place),
        )  # fmt: skip
    return T(
        "{person} is a member of {board}, and adviser in {body}.",
        person=scope.name(person), board=scope.name(board), body=scope.name(place),
    )  # fmt: skip


def _contracts(scope: Scope) -> dict[str, list[Edge]]:
    """Organizations outside that carry out assignments of the cooperation, each with the edges that say so."""
    nodes = scope.graph.nodes
    own = {*scope.bodies(), *scope.organizations}
    own |= {edge.source for one in own for edge in reading.into(scope.graph, one, "IN")}
    found: dict[str, list[Edge]] = {}
    for one in own:
        for given in reading.into(scope.graph, one, "COMMISSIONED_BY"):
            for done in reading.out(scope.graph, given.source, "CARRIED_OUT_BY"):
                outside = nodes[done.target]["label"] == "Organization" and done.target not in {*own, *scope.participants}
                if outside:
                    found.setdefault(done.target, []).extend((given, done))
    return found


PATTERN = Pattern("adviser_or_contractor", Params, "arrangement", adviser_or_contractor)
