"""An authority granted to somebody outside the own organization, without the consent of those concerned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from orggraph.i18n import T
from orggraph.model.terms import MandateKind, Severity
from orggraph.rules import authority
from orggraph.rules.authority import Authority
from orggraph.rules.schema import Rule
from orggraph.rules.scope import Hit, Pattern, Scope


class Params(BaseModel):
    """Which kinds of authority."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kinds: Annotated[tuple[MandateKind, ...], Field(min_length=1)]


def _run(scope: Scope, params: Params, _rule: Rule) -> Iterator[Hit]:
    every = authority.authorities(scope.graph, scope.dataset)
    outside = [one for one in every if one.kind in params.kinds and authority.goes_outside(scope.graph, one)]
    silent = [one.id for one in outside if one.attributes.get("consent") is None]
    for one in outside:
        if one.attributes.get("consent") is False:
            yield _without(scope, one)
    if silent:
        said = T("Of {n} of {m} authorities that go outside the own organization the consent is not stated: {names}.",
                 n=len(silent), m=len(outside), names=authority.names(scope.graph, silent))  # fmt: skip
        yield scope.silence(said, silent, len(outside), "authorities")


def _without(scope: Scope, one: Authority) -> Hit:
    said = T("{authority} goes outside the own organization, without the consent of those concerned.", authority=one.named)
    basis = one.attributes.get("legal_basis")
    if basis:
        said = T(
            "{said} It names a basis ({basis}); where that is a statute which provides for it, no consent is asked.", said=said, basis=basis
        )
    return Hit((one.id,), said, edges=one.edges, value=0, denominator=1, unit="authorities", certain=scope.certain(*one.edges),
               severity=Severity.JUSTIFY if basis else None)  # fmt: skip


PATTERN = Pattern("authority_consent", Params, "dataset", _run)
