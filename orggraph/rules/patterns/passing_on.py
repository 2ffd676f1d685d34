"""An authority that was passed on though its grantor did not allow that."""

from __future__ import annotations

from collections.abc import Iterator

from orggraph.i18n import T
from orggraph.rules import authority, people
from orggraph.rules.schema import Rule
from orggraph.rules.scope import Hit, NoParams, Pattern, Scope


def _run(scope: Scope, _params: NoParams, _rule: Rule) -> Iterator[Hit]:
    return people.once(_hits(scope))


def _hits(scope: Scope) -> Iterator[Hit]:
    every = {one.id: one for one in authority.authorities(scope.graph, scope.dataset)}
    silent, asked = [], 0
    for one in every.values():
        for derived in one.parents:
            parent = every.get(derived.target)
            if one.kind not in authority.IN_NAME_OF or parent is None or parent.kind not in authority.IN_NAME_OF:
                continue
            asked += 1
            allowed = parent.attributes.get("submandate_allowed")
            if allowed is None:
                silent.append(one.id)
            elif not allowed:
                said = T("{authority} was passed on from {parent}, which says that it is not to be passed on.",
                         authority=one.named, parent=parent.named)  # fmt: skip
                edges = (derived, *one.edges)
                yield Hit((one.id,), said, edges=edges, object=parent.id, value=1, unit="authorities", certain=scope.certain(*edges))
    if silent:
        said = T("Of {n} of {m} authorities that were passed on it is not stated whether that is allowed: {names}.",
                 n=len(silent), m=asked, names=authority.names(scope.graph, silent))  # fmt: skip
        yield scope.silence(said, silent, asked, "authorities")


PATTERN = Pattern("passing_on", NoParams, "dataset", _run)
