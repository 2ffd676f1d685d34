"""A power transferred to somebody who works under the one who had it."""

from __future__ import annotations

from collections.abc import Iterator

from orggraph.i18n import T
from orggraph.model.terms import MandateKind
from orggraph.rules import authority, people
from orggraph.rules.schema import Rule
from orggraph.rules.scope import Hit, NoParams, Pattern, Scope


def _run(scope: Scope, _params: NoParams, _rule: Rule) -> Iterator[Hit]:
    return people.once(_hits(scope))


def _hits(scope: Scope) -> Iterator[Hit]:
    graph = scope.graph
    for one in authority.authorities(graph, scope.dataset):
        if one.kind is not MandateKind.DELEGATION:
            continue
        for grant in one.grantees:
            givers = [giver for giver in one.grantors if authority.place(graph, giver.target, grant.target) == "inside"]
            if givers and authority.official(graph, grant.target):
                said = T("{authority} goes from {giver} to {taker}, who works under it.", authority=one.named,
                         giver=scope.name(givers[0].target), taker=scope.name(grant.target))  # fmt: skip
                edges = (givers[0], grant)
                yield Hit((one.id,), said, edges=edges, object=grant.target, value=1, unit="authorities", certain=scope.certain(*edges))


PATTERN = Pattern("delegation_below", NoParams, "dataset", _run)
