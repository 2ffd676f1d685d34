"""Bodies that a legal form has: fires where one of them, or who chairs it, is not in the data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from orggraph.graph import reading
from orggraph.i18n import N, T, Text
from orggraph.model.terms import BodyKind
from orggraph.rules.applying import Hit, Pattern, Scope
from orggraph.rules.schema import Rule


class Params(BaseModel):
    """The kinds of body that there must be, and those of them that have a chair."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kinds: Annotated[tuple[BodyKind, ...], Field(min_length=1)]
    chaired: tuple[BodyKind, ...] = ()


def bodies_present(scope: Scope, params: Params, _rule: Rule) -> Iterator[Hit]:
    """One hit for an arrangement, with everything that was looked for and not found."""
    missing: list[Text] = [T("{body}", body=kind.names) for kind in params.kinds if not scope.bodies(kind)]
    for kind in params.chaired:
        bodies = scope.bodies(kind)
        if bodies and not any(seat.capacity == "chair" for body in bodies for seat in reading.seats(scope.graph, body)):
            missing.append(T("a chair of {body}", body=kind.names))
    if missing:
        total = len(params.kinds) + len(params.chaired)
        said = N(
            "Of {m} things that {arrangement} has by its form, {n} is not in the data: {names}.",
            "Of {m} things that {arrangement} has by its form, {n} are not in the data: {names}.",
            len(missing), m=total, arrangement=scope.name(scope.id), names=missing,
        )  # fmt: skip
        yield Hit((scope.id,), said, value=len(missing), denominator=total, unit="bodies", absent=True)


PATTERN = Pattern("bodies_present", Params, "arrangement", bodies_present)
