"""A municipal office holder in a committee that belongs to the other side: of the council, or of the college or mayor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from orggraph.graph import Graph, reading
from orggraph.graph.edges import Edge
from orggraph.graph.reading import OfficeKind
from orggraph.i18n import T
from orggraph.model.terms import BodyKind
from orggraph.rules import people
from orggraph.rules.schema import Rule
from orggraph.rules.scope import Hit, Pattern, Scope

SetUpBy = Literal["council", "college"]
WORDS = {"council": T("of the council"), "college": T("set up by the college or the mayor")}


class Params(BaseModel):
    """Which offices, and whose committees."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    offices: Annotated[tuple[OfficeKind, ...], Field(min_length=1)]
    set_up_by: SetUpBy


def _run(scope: Scope, params: Params, _rule: Rule) -> Iterator[Hit]:
    return people.once(_hits(scope, params))


def _hits(scope: Scope, params: Params) -> Iterator[Hit]:
    for person, offices in people.office_holders(scope):
        own = {one.organization: one for one in offices if one.kind in params.offices}
        for holding in reading.posts_of(scope.graph, person) if own else ():
            if scope.graph.nodes[holding.target].get("capacity") not in reading.VOTING:
                continue
            for seat in reading.out(scope.graph, holding.target, "IN"):
                founded = _founder(scope.graph, seat.target, params.set_up_by)
                if founded is None or founded[0] not in own:
                    continue
                office = own[founded[0]]
                edges = (*office.edges, holding, seat, *founded[1])
                said = T("{person}, {office} of {municipality}, is a member of {committee}, a committee {whose}.",
                         person=scope.name(person), office=people.office_name(office), municipality=scope.name(office.organization),
                         committee=scope.name(seat.target), whose=WORDS[params.set_up_by])  # fmt: skip
                yield Hit((person,), said, edges=edges, object=seat.target, value=2, unit="capacities", certain=scope.certain(*edges))


def _founder(graph: Graph, body: str, organ: SetUpBy) -> tuple[str, tuple[Edge, ...]] | None:
    """Whose committee a body is, by municipality, with the edges that say so; None where it is not one of this organ."""
    for edge in reading.into(graph, body, "APPOINTS"):
        source = graph.nodes[edge.source]
        office = reading.office(graph, edge.source) if source["label"] == "Post" else None
        if office and office.kind == "mayor" and organ == "college":
            return office.organization, (edge,)
        if source.get("kind") == organ and (organization := reading.organization_of(graph, edge.source)):
            return organization, (edge,)
    if organ == "council" and graph.nodes[body].get("kind") == BodyKind.COUNCIL_COMMITTEE:
        organization = reading.organization_of(graph, body)
        return (organization, ()) if organization else None
    return None


PATTERN = Pattern("office_in_committee", Params, "dataset", _run)
