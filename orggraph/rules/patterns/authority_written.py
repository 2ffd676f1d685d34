"""An authority that was not granted in writing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from orggraph.graph import reading
from orggraph.i18n import T
from orggraph.model.terms import MandateKind
from orggraph.rules import authority
from orggraph.rules.authority import Authority
from orggraph.rules.schema import Rule
from orggraph.rules.scope import Hit, Pattern, Scope


class Params(BaseModel):
    """Which kinds of authority."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kinds: Annotated[tuple[MandateKind, ...], Field(min_length=1)]


def _run(scope: Scope, params: Params, _rule: Rule) -> Iterator[Hit]:
    asked = [one for one in authority.authorities(scope.graph, scope.dataset) if one.kind in params.kinds]
    silent = [one.id for one in asked if one.attributes.get("written") is None and not one.attributes.get("sources")]
    for one in asked:
        if one.attributes.get("written") is False:
            said = T("{authority} was not granted in writing.", authority=one.named)
            sure = _must(scope, one)
            why = None if sure else T("it may be for a single case within the own organization, which the law leaves free")
            yield Hit((one.id,), said, edges=one.edges, value=0, denominator=1, unit="authorities",
                      certain=sure and scope.certain(*one.edges), why=why)  # fmt: skip
    if silent:
        said = T("Of {n} of {m} authorities it is not stated that they were granted in writing, and no source is named: {names}.",
                 n=len(silent), m=len(asked), names=authority.names(scope.graph, silent))  # fmt: skip
        yield scope.silence(said, silent, len(asked), "authorities")


def _must(scope: Scope, one: Authority) -> bool:
    """Whether it must be in writing whatever it is: it is about a field of matters, is passed on, or goes outside."""
    passed_on = reading.into(scope.graph, one.id, "SUBMANDATE_OF")
    return bool(one.topics or passed_on) or authority.goes_outside(scope.graph, one)


PATTERN = Pattern("authority_written", Params, "dataset", _run)
