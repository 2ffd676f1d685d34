"""Two acts that one hand should not do: to decide on an objection to what one decided, to fine on what one reported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from pydantic import Field

from orggraph.graph import reading
from orggraph.graph.datasets import by_dataset
from orggraph.graph.edges import Edge
from orggraph.i18n import T, Text
from orggraph.model.dates import first_day, last_day
from orggraph.model.terms import MandateKind, PowerAct, Severity
from orggraph.model.value_object import ValueObject
from orggraph.rules import authority
from orggraph.rules.authority import Authority
from orggraph.rules.schema import Rule
from orggraph.rules.scope import Hit, NoParams, Pattern, Scope


def objection_decider(scope: Scope, _params: NoParams, _rule: Rule) -> Iterator[Hit]:
    """Who decides on an objection is who took the decision it is about.

    By the decisions themselves, where the data hold them. By the mandates it is only so that one post or person may use
    both: what then counts is who takes each decision, so that asks for reasons, and is said only of what no decision settles.
    """
    settled: set[str] = set()
    for objection in by_dataset(scope.graph, "Decision").get(scope.dataset, ()):
        for about in reading.out(scope.graph, objection, "ON_OBJECTION_TO"):
            settled |= {edge.target for edge in reading.out(scope.graph, objection, "TAKEN_UNDER")}
            yield from _same_taker(scope, about)
    for hit in _in_one_hand(scope, PowerAct.DECIDE, PowerAct.OBJECTION):
        if hit.subjects[0] not in settled:
            yield replace(hit, severity=Severity.JUSTIFY)


def _same_taker(scope: Scope, about: Edge) -> Iterator[Hit]:
    """The one hit where a decision and that on the objection to it were taken by one person or post under mandate."""
    takers, first = (_takers(scope, decision) for decision in (about.source, about.target))
    nodes = scope.graph.nodes
    for taker in takers.keys() & first.keys():
        edges = (about, first[taker], takers[taker])
        person = nodes[taker]["label"] == "Person"
        other = None if person else _other_holder(scope, taker, nodes[about.target], nodes[about.source])
        if other is False:
            continue
        statement = T(
            "{taker} took {decision} ({then}), and also decided on the objection to it: {objection} ({later}).",
            taker=scope.name(taker),
            decision=scope.name(about.target),
            objection=scope.name(about.source),
            then=_day(nodes[about.target]),
            later=_day(nodes[about.source]),
        )
        yield Hit(
            (about.source,),
            statement,
            edges=edges,
            object=about.target,
            value=2,
            unit="decisions",
            certain=scope.certain(*edges),
            severity=None if person or other else Severity.JUSTIFY,
        )


def _takers(scope: Scope, decision: str) -> dict[str, Edge]:
    """The people and posts that took a decision in somebody's name; a body decides for itself, and is none of them."""
    graph = scope.graph
    return {
        edge.target: edge for edge in reading.out(graph, decision, "TAKEN_BY") if graph.nodes[edge.target]["label"] in {"Person", "Post"}
    }


def _other_holder(scope: Scope, post: str, first: Mapping[str, Any], later: Mapping[str, Any]) -> bool | None:
    """Whether one holder of a post took both decisions; False: certainly two, None: not stated."""
    holders = reading.holders(scope.graph, post)
    days = (first.get("date"), later.get("date"))
    if len(holders) != 1 or not all(days):
        return None
    start = holders[0].attributes.get("start_date")
    if start is None:
        return None
    return True if last_day(start) <= first_day(str(days[0])) else False if first_day(start) > last_day(str(days[0])) else None


def _day(decision: Mapping[str, Any]) -> Text:
    return T("{words}", words=decision["date"]) if decision.get("date") else T("date not stated")


OBJECTION_DECIDER = Pattern("objection_decider", NoParams, "dataset", objection_decider)


class ActsInOneHandParams(ValueObject):
    """Which two acts, and the bases on which the law leaves them to one hand."""

    first: PowerAct
    second: PowerAct
    exempt_basis: tuple[str, ...] = Field((), description="Excepted where the legal basis of the second names one of these articles")


def acts_in_one_hand(scope: Scope, params: ActsInOneHandParams, _rule: Rule) -> Iterator[Hit]:
    """Mandates for two acts on one matter in one hand, that the law keeps apart."""
    for hit in _in_one_hand(scope, params.first, params.second):
        basis = str(scope.graph.nodes[hit.subjects[0]].get("legal_basis", ""))
        if any(article in basis for article in params.exempt_basis):
            statement = T("{said} For this basis ({basis}) the law makes an exception.", said=hit.statement, basis=basis)
            yield replace(hit, statement=statement, severity=Severity.INFO)
        else:
            yield hit


ACTS_IN_ONE_HAND = Pattern("acts_in_one_hand", ActsInOneHandParams, "dataset", acts_in_one_hand)


def _in_one_hand(scope: Scope, first: PowerAct, second: PowerAct) -> Iterator[Hit]:
    """Mandates for two acts on one matter that one post or person may use."""
    mandates = [power for power in authority.authorities(scope.graph, scope.dataset) if power.kind is MandateKind.MANDATE]
    held: dict[str, list[Authority]] = defaultdict(list)
    for power in mandates:
        for decider in authority.deciders(scope.graph, power) if power.act is first else ():
            held[decider].append(power)
    for later in mandates:
        seen: set[str] = set()
        for decider in authority.deciders(scope.graph, later) if later.act is second else ():
            for earlier in held.get(decider, ()):
                about = authority.same_matter(scope.graph, later, earlier)
                if about is not False and earlier.id not in seen:
                    seen.add(earlier.id)
                    yield _both(scope, later, earlier, decider, sure=bool(about))


def _both(scope: Scope, later: Authority, earlier: Authority, decider: str, *, sure: bool) -> Hit:
    edges = tuple(edge for power in (later, earlier) for edge in authority.deciders(scope.graph, power)[decider])
    statement = T("{decider} may use both {first} and {second}.", decider=scope.name(decider), first=earlier.named, second=later.named)
    why = None if sure else T("whether the two are about the same matter is not stated")
    return Hit(
        (later.id,), statement, edges=edges, object=earlier.id, value=2, unit="authorities", certain=sure and scope.certain(*edges), why=why
    )
