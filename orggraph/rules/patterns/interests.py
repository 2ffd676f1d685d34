"""Own interests: who decides on what concerns himself, and who advises or works for the board he sits on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict

from orggraph.graph import reading
from orggraph.graph.datasets import by_dataset
from orggraph.graph.edges import Edge
from orggraph.graph.reading import OfficeKind
from orggraph.i18n import T, Text
from orggraph.model.terms import BodyKind, OrganizationKind
from orggraph.rules import people
from orggraph.rules.schema import Rule
from orggraph.rules.scope import Hit, Pattern, Scope

PRIVATE = frozenset({OrganizationKind.PARTNER, OrganizationKind.DELIVERY_ORGANIZATION})
BOARDS = frozenset({BodyKind.GENERAL_BOARD, BodyKind.EXECUTIVE_BOARD})


class OwnInterestParams(BaseModel):
    """What concerns somebody, and of which deciding members it is asked."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    concern: Literal["assignment", "accounts"]
    offices: tuple[OfficeKind, ...] = ()
    """Only members of a council or college who hold one of these offices there; none: members of any body."""


def own_interest(scope: Scope, params: OwnInterestParams, _rule: Rule) -> Iterator[Hit]:
    """Somebody who decides on what concerns himself: an assignment that he carries out, or the accounts of a body that he governs.

    A seat that somebody holds for a municipality in another public body is left out of the first: it is a duty, and no
    interest of one's own.
    """
    return people.once(_hits(scope, params))


def _hits(scope: Scope, params: OwnInterestParams) -> Iterator[Hit]:
    if params.concern == "assignment":
        for decision in by_dataset(scope.graph, "Decision").get(scope.dataset, ()):
            yield from _assignments(scope, params, decision)
    else:
        for product in by_dataset(scope.graph, "Product").get(scope.dataset, ()):
            yield from _accounts(scope, params, product)


def _assignments(scope: Scope, params: OwnInterestParams, decision: str) -> Iterator[Hit]:
    graph = scope.graph
    if not reading.live(graph.nodes[decision]):
        return
    stakes: dict[str, tuple[Edge, ...]] = {}
    for result in reading.out(graph, decision, "RESULTS_IN"):
        for carried in reading.out(graph, result.target, "CARRIED_OUT_BY"):
            for person, way in _carriers(scope, carried.target):
                stakes.setdefault(person, (result, carried, *way))
    for taken in reading.out(graph, decision, "TAKEN_BY") if stakes else ():
        for person, seat in _members(scope, params, taken.target):
            if person in stakes:
                edges = (taken, *seat, *stakes[person])
                assignment = stakes[person][0].target
                said = T("{person} is a member of {body}, which decides on {decision}, and carries out what comes of it: {assignment}.",
                         person=scope.name(person), body=scope.name(taken.target), decision=scope.name(decision),
                         assignment=scope.name(assignment))  # fmt: skip
                yield Hit((person,), said, edges=edges, object=decision, value=2, unit="capacities", certain=scope.certain(*edges))


def _carriers(scope: Scope, node: str) -> Iterator[tuple[str, tuple[Edge, ...]]]:
    """The people who carry something out on their own account: themselves, or by a post in a partner or delivery organization."""
    graph = scope.graph
    attributes = graph.nodes[node]
    if attributes["label"] == "Person":
        yield node, ()
    elif attributes["label"] == "Organization" and attributes.get("kind") in PRIVATE:
        for inside in reading.into(graph, node, "IN"):
            if not reading.out(graph, inside.source, "ON_BEHALF_OF"):
                yield from ((holding.source, (holding, inside)) for holding in reading.holders(graph, inside.source))
    elif attributes["label"] == "Post":
        for inside in reading.out(graph, node, "IN"):
            if graph.nodes[inside.target].get("kind") in PRIVATE and not reading.out(graph, node, "ON_BEHALF_OF"):
                yield from ((holding.source, (holding, inside)) for holding in reading.holders(graph, node))


def _accounts(scope: Scope, params: OwnInterestParams, product: str) -> Iterator[Hit]:
    graph = scope.graph
    if graph.nodes[product].get("kind") != "accounts" or not reading.live(graph.nodes[product]):
        return
    governing: dict[str, tuple[Edge, ...]] = {}
    for kind in ("OWNED_BY", "PART_OF", "ABOUT"):
        for edge in reading.out(graph, product, kind):
            for board in _boards(scope, edge.target):
                for seat in reading.seats(graph, board):
                    for holding in reading.holders(graph, seat.post):
                        governing.setdefault(holding.source, (edge, holding, seat.edge))
    for adopted in reading.out(graph, product, "ADOPTED_BY") if governing else ():
        for person, seat_edges in _members(scope, params, adopted.target):
            if person in governing:
                edges = (adopted, *seat_edges, *governing[person])
                said = T("{person} is a member of {body}, which adopts {accounts}, and of {board}, whose accounts these are.",
                         person=scope.name(person), body=scope.name(adopted.target), accounts=scope.name(product),
                         board=scope.name(governing[person][-1].target))  # fmt: skip
                yield Hit((person,), said, edges=edges, object=product, value=2, unit="capacities", certain=scope.certain(*edges))


def _boards(scope: Scope, node: str) -> tuple[str, ...]:
    """The boards that govern a body, organization or cooperation."""
    if scope.graph.nodes[node].get("kind") in BOARDS:
        return (node,)
    inside = reading.parts(scope.graph, (node,))
    return tuple(one for one in inside if scope.graph.nodes[one].get("kind") in BOARDS)


def _members(scope: Scope, params: OwnInterestParams, body: str) -> Iterator[tuple[str, tuple[Edge, ...]]]:
    """The voting members of a body, with the edges by which they are; only in the offices asked for."""
    if scope.graph.nodes[body]["label"] != "Body":
        return
    for seat in reading.seats(scope.graph, body):
        office = reading.office(scope.graph, seat.post) if params.offices else None
        if not params.offices or (office and office.kind in params.offices):
            for holding in reading.holders(scope.graph, seat.post):
                yield holding.source, (holding, seat.edge)


OWN_INTEREST = Pattern("own_interest", OwnInterestParams, "dataset", own_interest)


class AdviserOrContractorParams(BaseModel):
    """The kind of board whose members are looked at."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    board: BodyKind


def adviser_or_contractor(scope: Scope, params: AdviserOrContractorParams, _rule: Rule) -> Iterator[Hit]:
    """A member of a board who also advises it, or holds a post with a party that works for it for money.

    One hit for each member and each body advised or party held a post with.
    """
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


ADVISER_OR_CONTRACTOR = Pattern("adviser_or_contractor", AdviserOrContractorParams, "arrangement", adviser_or_contractor)
