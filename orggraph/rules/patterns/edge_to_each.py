"""A relationship that each of several must have: members to their own council, a board to every council, councils to a body."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from orggraph.graph import reading
from orggraph.graph.edges import Edge
from orggraph.i18n import T, Text
from orggraph.model.relationships import TYPES
from orggraph.model.terms import BodyKind
from orggraph.rules.applying import Hit, Pattern, Scope
from orggraph.rules.schema import Rule, known_type


class Params(BaseModel):
    """From whom, to whom, by which types; each of the types must be there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    types: Annotated[tuple[Annotated[str, AfterValidator(known_type)], ...], Field(min_length=1)]
    each: Literal["member", "council", "body"] = Field(description="Members of, councils to or from, or bodies of the kind in ``body``")
    body: BodyKind
    to: Literal["own_council", "body", "others"] = Field(description="The member's council; the body from each council; other bodies")
    others: BodyKind | None = Field(None, description="The kind of body that bodies must have it to")
    also_from: tuple[BodyKind, ...] = Field((), description="Bodies from which it may come instead; the region's organization always may")
    of_councils: bool = Field(False, description="Only bodies that councils propose or appoint")


class _Asked(NamedTuple):
    """One that must have the relationships: where they may start, and where they may end."""

    starts: frozenset[str]
    ends: frozenset[str]


def edge_to_each(scope: Scope, params: Params, _rule: Rule) -> Iterator[Hit]:
    """One hit for an arrangement, with how many lack one of the relationships in the data."""
    for body in scope.bodies(params.body):
        if params.of_councils and not scope.proposed_by_councils(body):
            continue
        asked = list(_ASKED[params.each](scope, params, body))
        lacking = [one for one in asked if any(not _found(scope, kind, one) for kind in params.types)]
        if lacking:
            said = _said(scope, params, body, len(lacking), len(asked))
            known = tuple(edge for one in asked for kind in params.types for edge in _found(scope, kind, one))
            yield Hit((body,), said, known, value=len(lacking), denominator=len(asked), unit="relationships", absent=True)


def _found(scope: Scope, kind: str, asked: _Asked) -> list[Edge]:
    return [edge for start in asked.starts for edge in reading.out(scope.graph, start, kind) if edge.target in asked.ends]


def _members(scope: Scope, _params: Params, body: str) -> Iterator[_Asked]:
    for seat in reading.seats(scope.graph, body):
        own = reading.municipality_of(scope.graph, seat.post)
        if own in scope.councils:  # for whom a seat speaks may be left open; then it has no own council to speak of
            bases = (edge.source for edge in reading.into(scope.graph, seat.post, "QUALIFIES_FOR"))
            yield _Asked(frozenset({seat.post, *bases}), scope.councils[own])


def _councils(scope: Scope, params: Params, body: str) -> Iterator[_Asked]:
    ours = frozenset({body, *(scope.bodies(*params.also_from) if params.also_from else ()), *scope.organizations})
    for nodes in scope.councils.values():
        yield _Asked(nodes, frozenset({body})) if params.to == "body" else _Asked(ours, nodes)


def _bodies(scope: Scope, params: Params, body: str) -> Iterator[_Asked]:
    others = frozenset(scope.bodies(params.others or ""))
    if others:
        yield _Asked(frozenset({body, *(seat.post for seat in reading.seats(scope.graph, body))}), others)


_ASKED = {"member": _members, "council": _councils, "body": _bodies}


def _said(scope: Scope, params: Params, body: str, lacking: int, asked: int) -> Text:
    relations = [T("“{name}”", name=TYPES[kind].title) for kind in params.types]
    name = scope.name(body)
    if params.each == "member":
        return T("For {n} of {m} members of {body} the data lack this relation to the own council: {relations}.",
                 n=lacking, m=asked, body=name, relations=relations)  # fmt: skip
    if params.each == "body":
        return T("For {body} the data lack this relation to the {others}: {relations}.",
                 body=name, others=BodyKind(params.others or params.body).names, relations=relations)  # fmt: skip
    if params.to == "body":
        return T("For {n} of {m} councils the data lack this relation to {body}: {relations}.",
                 n=lacking, m=asked, body=name, relations=relations)  # fmt: skip
    return T("For {n} of {m} councils the data lack this relation from {body}: {relations}.",
             n=lacking, m=asked, body=name, relations=relations)  # fmt: skip


PATTERN = Pattern("edge_to_each", Params, "arrangement", edge_to_each)
