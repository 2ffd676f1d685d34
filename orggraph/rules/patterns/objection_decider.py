"""Who decides on an objection is who took the decision it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from orggraph.i18n import T
from orggraph.model.terms import MandateKind, PowerAct
from orggraph.rules import authority
from orggraph.rules.authority import Authority
from orggraph.rules.schema import Rule
from orggraph.rules.scope import Hit, NoParams, Pattern, Scope


def _run(scope: Scope, _params: NoParams, _rule: Rule) -> Iterator[Hit]:
    mandates = [one for one in authority.authorities(scope.graph, scope.dataset) if one.kind is MandateKind.MANDATE]
    first: dict[str, list[Authority]] = defaultdict(list)
    for one in mandates:
        if one.act is PowerAct.DECIDE:
            for decider in authority.deciders(scope.graph, one):
                first[decider].append(one)
    for objection in mandates:
        if objection.act is not PowerAct.OBJECTION:
            continue
        seen: set[str] = set()
        for decider in authority.deciders(scope.graph, objection):
            for decision in first.get(decider, ()):
                about = authority.same_matter(objection, decision)
                if about is not False and decision.id not in seen:
                    seen.add(decision.id)
                    yield _hit(scope, objection, decision, decider, sure=bool(about))


def _hit(scope: Scope, objection: Authority, decision: Authority, decider: str, *, sure: bool) -> Hit:
    ways = (authority.deciders(scope.graph, one)[decider] for one in (objection, decision))
    edges = tuple(edge for way in ways for edge in way)
    said = T("{decider} decides both by {decision} and, on objections, by {objection}.",
             decider=scope.name(decider), decision=decision.named, objection=objection.named)  # fmt: skip
    why = None if sure else T("whether the two are about the same matter is not stated")
    return Hit(
        (objection.id,), said, edges=edges, object=decision.id, value=2, unit="authorities", certain=sure and scope.certain(*edges), why=why
    )


PATTERN = Pattern("objection_decider", NoParams, "dataset", _run)
