"""Authorities that name no article or decision on which they rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from orggraph.i18n import T
from orggraph.model.terms import MandateKind
from orggraph.rules import authority
from orggraph.rules.schema import Rule
from orggraph.rules.scope import Hit, Pattern, Scope


class Params(BaseModel):
    """Which kinds of authority."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kinds: Annotated[tuple[MandateKind, ...], Field(min_length=1)]


def _run(scope: Scope, params: Params, _rule: Rule) -> Iterator[Hit]:
    asked = [one for one in authority.authorities(scope.graph, scope.dataset) if one.kind in params.kinds]
    silent = [one.id for one in asked if not one.attributes.get("legal_basis")]
    if silent:
        said = T("Of {n} of {m} powers transferred it is not stated on which article they rest: {names}.",
                 n=len(silent), m=len(asked), names=authority.names(scope.graph, silent))  # fmt: skip
        yield scope.silence(said, silent, len(asked), "authorities")


PATTERN = Pattern("authority_basis", Params, "dataset", _run)
