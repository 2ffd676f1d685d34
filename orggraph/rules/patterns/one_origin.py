"""Whether a board is of one municipality alone: fires where each of its seats speaks for the same one."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from orggraph.graph import reading
from orggraph.i18n import T
from orggraph.model.terms import BodyKind
from orggraph.rules.applying import Hit, Pattern, Scope
from orggraph.rules.schema import Rule


class Params(BaseModel):
    """The kind of board."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    body: BodyKind


def one_origin(scope: Scope, params: Params, _rule: Rule) -> Iterator[Hit]:
    """One hit for each board of at least two seats that all speak for one municipality."""
    for body in scope.bodies(params.body):
        seats = reading.seats(scope.graph, body)
        towns = {reading.municipality_of(scope.graph, seat.post) for seat in seats}
        if len(seats) > 1 and len(towns) == 1 and (town := towns.pop()) is not None:
            said = T("All {n} members of {body} speak for {town}.", n=len(seats), body=scope.name(body), town=scope.name(town))
            edges = tuple(edge for seat in seats for edge in (seat.edge, *reading.out(scope.graph, seat.post, "ON_BEHALF_OF")))
            yield Hit((body,), said, edges, (town,), value=len(seats), denominator=len(seats), unit="members", absent=True)


PATTERN = Pattern("one_origin", Params, "arrangement", one_origin)
