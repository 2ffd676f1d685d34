"""Which organs of the participants take part: fires where one is known that the form has no place for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from orggraph.i18n import N
from orggraph.rules.applying import Hit, Pattern, Scope
from orggraph.rules.schema import Organ, Rule


class Params(BaseModel):
    """The organs that may take part."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    only: Annotated[tuple[Organ, ...], Field(min_length=1)]


def organs(scope: Scope, params: Params, _rule: Rule) -> Iterator[Hit]:
    """One hit for an arrangement, with the participants whose other organs take part."""
    others = [edge for edge in scope.participations if set(edge.attributes.get("organs", ())) - set(params.only)]
    if others:
        said = N(
            "Of {m} participants, {n} takes part with another organ: {names}.",
            "Of {m} participants, {n} take part with another organ: {names}.",
            len(others), m=len(scope.participations), names=[scope.name(edge.source) for edge in others],
        )  # fmt: skip
        whole, certain = len(scope.participations), scope.certain(*others)
        yield Hit((scope.id,), said, tuple(others), value=len(others), denominator=whole, unit="participants", certain=certain)


PATTERN = Pattern("organs", Params, "arrangement", organs)
