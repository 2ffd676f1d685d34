"""How many members a board has: fires below a least number, or where it is more than a share of another board."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from orggraph.graph import reading
from orggraph.graph.edges import Edge
from orggraph.i18n import N, T
from orggraph.model.terms import BodyKind, Severity
from orggraph.rules.applying import Hit, Pattern, Scope
from orggraph.rules.schema import Misfit, Rule


class Params(BaseModel):
    """The board; at least so many members, the chair included; or at most a share of another board."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    body: BodyKind
    least: Annotated[int, Field(ge=1)] | None = None
    of: BodyKind | None = None
    most: Annotated[float, Field(gt=0, le=1)] | None = Field(None, description="Share of the members of the other board")
    free_below: Annotated[int, Field(ge=0)] = Field(
        0, description="No limit where only mayors take part, of fewer municipalities than this"
    )

    @model_validator(mode="after")
    def _measures(self) -> Params:
        if (self.least is None) == (self.most is None) or (self.most is None) != (self.of is None):
            raise Misfit(T("give either least, or of and most"))
        return self


def board_size(scope: Scope, params: Params, rule: Rule) -> Iterator[Hit]:
    """One hit for each board whose number of members does not fit."""
    for body in scope.bodies(params.body):
        edges = _seats(scope, body)
        size = reading.count(scope.graph, [edge.source for edge in edges])
        if not edges or size is None or (size == 1 and not scope.declares(*rule.complete)):
            continue  # one seat alone is how a source speaks of members in general
        if params.least is not None and size < params.least:
            said = N(
                "{body} has {n} member; {least} are asked for, the chair included.",
                "{body} has {n} members; {least} are asked for, the chair included.",
                size, body=scope.name(body), least=params.least,
            )  # fmt: skip
            yield Hit((body,), said, edges, value=size, denominator=params.least, unit="members", absent=True)
        elif params.of is not None and params.most is not None:
            yield from _share(scope, params, body, edges, size)


def _share(scope: Scope, params: Params, body: str, edges: tuple[Edge, ...], size: int) -> Iterator[Hit]:
    if scope.organs == {"mayor"} and len(scope.participants) < params.free_below:
        return
    for other in scope.bodies(params.of or ""):
        wider = _seats(scope, other)
        whole = reading.count(scope.graph, [edge.source for edge in wider])
        if not whole or size <= (params.most or 0) * whole:
            continue
        chairs = sum(1 for edge in edges if scope.graph.nodes[edge.source].get("capacity") == "chair")
        disputed = size - chairs <= (params.most or 0) * whole
        said = T("{body} has {n} members, {other} {m}.", body=scope.name(body), n=size, other=scope.name(other), m=whole)
        if disputed:
            said = T("{said} Whether the chair counts can be read in two ways; without the chair the limit is kept.", said=said)
        severity = Severity.JUSTIFY if disputed else None
        yield Hit((body, other), said, (*edges, *wider), value=size, denominator=whole, unit="members", absent=True, severity=severity)


def _seats(scope: Scope, body: str) -> tuple[Edge, ...]:
    return tuple(seat.edge for seat in reading.seats(scope.graph, body))


PATTERN = Pattern("board_size", Params, "arrangement", board_size)
