"""A power that was transferred and that its former holder lets others use all the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from orggraph.i18n import T
from orggraph.model.terms import MandateKind
from orggraph.rules import authority
from orggraph.rules.authority import Authority
from orggraph.rules.schema import Rule
from orggraph.rules.scope import Hit, NoParams, Pattern, Scope


def _run(scope: Scope, _params: NoParams, _rule: Rule) -> Iterator[Hit]:
    granted: dict[str, list[Authority]] = defaultdict(list)
    every = authority.authorities(scope.graph, scope.dataset)
    for one in every:
        for giver in one.grantors:
            granted[giver.target].append(one)
    for delegation in every:
        if delegation.kind is not MandateKind.DELEGATION:
            continue
        seen = {delegation.id}
        for giver in delegation.grantors:
            for one in granted[giver.target]:
                if one.id not in seen and one.kind in authority.IN_NAME_OF and delegation.topics & one.topics:
                    seen.add(one.id)
                    yield from _hit(scope, delegation, one, giver.target)


def _hit(scope: Scope, delegation: Authority, one: Authority, giver: str) -> Iterator[Hit]:
    if delegation.act and one.act and delegation.act is not one.act:
        return
    sure = delegation.act is not None and delegation.act is one.act
    topic = min(delegation.topics & one.topics)
    said = T("{giver} transferred {delegation} and also granted {authority}, both on {topic}.",
             giver=scope.name(giver), delegation=delegation.named, authority=one.named, topic=scope.name(topic))  # fmt: skip
    edges = (*delegation.edges, *one.edges)
    why = None if sure else T("which act the two are about is not stated")
    yield Hit((delegation.id,), said, edges=edges, nodes=(topic,), object=one.id, value=2, unit="authorities",
              certain=sure and scope.certain(*edges), why=why)  # fmt: skip


PATTERN = Pattern("delegator_keeps", NoParams, "dataset", _run)
