"""An authority to act in somebody's name, for an act that the law does not let others do in one's name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from orggraph.i18n import T
from orggraph.model.terms import MandateKind, PowerAct, Severity
from orggraph.rules import authority
from orggraph.rules.schema import Rule
from orggraph.rules.scope import Hit, Pattern, Scope


class Params(BaseModel):
    """Which kinds of authority, which acts, and which of these may be provided for by the grant of the power itself."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kinds: Annotated[tuple[MandateKind, ...], Field(min_length=1)]
    acts: Annotated[tuple[PowerAct, ...], Field(min_length=1)]
    provided_for: tuple[PowerAct, ...] = Field((), description="Excepted where the power that it derives from may be passed on")


def _run(scope: Scope, params: Params, _rule: Rule) -> Iterator[Hit]:
    for one in authority.authorities(scope.graph, scope.dataset):
        if one.kind not in params.kinds or one.act not in params.acts:
            continue
        allowing = [edge for edge in one.parents if scope.graph.nodes[edge.target].get("submandate_allowed")]
        said = T("{authority} is about: {act}.", authority=one.named, act=one.act.names)
        excepted = bool(allowing) and one.act in params.provided_for
        if excepted:
            said = T("{said} The power that it derives from provides for this.", said=said)
        yield Hit((one.id,), said, edges=(*one.edges, *one.parents), certain=scope.certain(*one.edges),
                  severity=Severity.INFO if excepted else None, value=1, unit="authorities")  # fmt: skip


PATTERN = Pattern("authority_act", Params, "dataset", _run)
