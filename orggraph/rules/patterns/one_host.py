"""Where the powers of an arrangement go: fires where organs or people of several organizations hold them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from orggraph.graph import reading
from orggraph.i18n import T
from orggraph.model.terms import MandateKind
from orggraph.rules.applying import Hit, Pattern, Scope
from orggraph.rules.schema import Rule


class Params(BaseModel):
    """The kinds of authority that are looked at."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kinds: Annotated[tuple[MandateKind, ...], Field(min_length=1)]


def one_host(scope: Scope, params: Params, _rule: Rule) -> Iterator[Hit]:
    """One hit for an arrangement under which several organizations hold powers."""
    powers = [
        edge.source for edge in reading.into(scope.graph, scope.id, "PART_OF") if scope.graph.nodes[edge.source]["label"] == "Mandate"
    ]
    granted = [
        (edge, town)
        for power in powers
        if scope.graph.nodes[power].get("kind") in params.kinds
        for edge in reading.out(scope.graph, power, "GRANTED_TO")
        if (town := reading.employer(scope.graph, edge.target))
    ]
    towns = tuple(dict.fromkeys(town for _, town in granted))
    if len(towns) > 1:
        edges = tuple(edge for edge, _ in granted)
        said = T("{m} powers under {arrangement} go to {n} organizations: {names}.", m=len(granted), n=len(towns),
                 arrangement=scope.name(scope.id), names=[scope.name(one) for one in towns])  # fmt: skip
        yield Hit((scope.id,), said, edges, towns, value=len(towns), denominator=len(granted), unit="organizations")


PATTERN = Pattern("one_host", Params, "arrangement", one_host)
