"""Who adopts a product: fires where a body of the cooperation other than the one entitled does, or was given the power."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from orggraph.graph import edges_by_type, reading
from orggraph.i18n import T
from orggraph.model.terms import BodyKind, MandateKind, PowerAct
from orggraph.rules.applying import Hit, Pattern, Scope
from orggraph.rules.schema import Rule


class Params(BaseModel):
    """Kinds of product, the kind of body that adopts them, and the acts that it may not hand over by these kinds of authority."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    products: Annotated[tuple[str, ...], Field(min_length=1)]
    by: BodyKind
    acts: tuple[PowerAct, ...] = ()
    kinds: tuple[MandateKind, ...] = (MandateKind.DELEGATION,)


def adopted_by(scope: Scope, params: Params, _rule: Rule) -> Iterator[Hit]:
    """One hit for each product that another body adopts, and for each authority by which another body may."""
    nodes = scope.graph.nodes
    others = set(scope.bodies()) - set(scope.bodies(params.by))
    for edge in edges_by_type(scope.graph, "ADOPTED_BY"):
        if edge.target in others and reading.live(edge.attributes) and nodes[edge.source].get("kind") in params.products:
            said = T("{product} is adopted by {body}.", product=scope.name(edge.source), body=scope.name(edge.target))
            yield Hit(
                (edge.source,), said, (edge,), object=edge.target, value=1, denominator=1, unit="products", certain=scope.certain(edge)
            )
    for edge in edges_by_type(scope.graph, "GRANTED_TO"):
        power = nodes[edge.source]
        if (
            edge.target in others
            and reading.live(edge.attributes)
            and power.get("act") in params.acts
            and power.get("kind") in params.kinds
        ):
            said = T("{power} gives {body} this power: {act}.", power=scope.name(edge.source), body=scope.name(edge.target),
                     act=PowerAct(power["act"]).names)  # fmt: skip
            yield Hit((edge.source,), said, (edge,), object=edge.target, value=1, denominator=1, unit="powers", certain=scope.certain(edge))


PATTERN = Pattern("adopted_by", Params, "arrangement", adopted_by)
