"""Powers granted: for which acts, on what basis, with whose consent, in writing, passed on, below, kept, and on objection."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from orggraph.graph import reading
from orggraph.i18n import T
from orggraph.model.terms import MandateKind, PowerAct, Severity
from orggraph.rules import authority, people
from orggraph.rules.authority import Authority
from orggraph.rules.schema import Rule
from orggraph.rules.scope import Hit, NoParams, Pattern, Scope


class AuthorityActParams(BaseModel):
    """Which kinds of authority, which acts, and which of these may be provided for by the grant of the power itself."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kinds: Annotated[tuple[MandateKind, ...], Field(min_length=1)]
    acts: Annotated[tuple[PowerAct, ...], Field(min_length=1)]
    provided_for: tuple[PowerAct, ...] = Field((), description="Excepted where the power that it derives from may be passed on")


def authority_act(scope: Scope, params: AuthorityActParams, _rule: Rule) -> Iterator[Hit]:
    """An authority to act in somebody's name, for an act that the law does not let others do in one's name."""
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


AUTHORITY_ACT = Pattern("authority_act", AuthorityActParams, "dataset", authority_act)


class AuthorityBasisParams(BaseModel):
    """Which kinds of authority."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kinds: Annotated[tuple[MandateKind, ...], Field(min_length=1)]


def authority_basis(scope: Scope, params: AuthorityBasisParams, _rule: Rule) -> Iterator[Hit]:
    """Authorities that name no article or decision on which they rest."""
    asked = [one for one in authority.authorities(scope.graph, scope.dataset) if one.kind in params.kinds]
    silent = [one.id for one in asked if not one.attributes.get("legal_basis")]
    if silent:
        said = T("Of {n} of {m} powers transferred it is not stated on which article they rest: {names}.",
                 n=len(silent), m=len(asked), names=authority.names(scope.graph, silent))  # fmt: skip
        yield scope.silence(said, silent, len(asked), "authorities")


AUTHORITY_BASIS = Pattern("authority_basis", AuthorityBasisParams, "dataset", authority_basis)


class AuthorityConsentParams(BaseModel):
    """Which kinds of authority."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kinds: Annotated[tuple[MandateKind, ...], Field(min_length=1)]


def authority_consent(scope: Scope, params: AuthorityConsentParams, _rule: Rule) -> Iterator[Hit]:
    """An authority granted to somebody outside the own organization, without the consent of those concerned."""
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


AUTHORITY_CONSENT = Pattern("authority_consent", AuthorityConsentParams, "dataset", authority_consent)


class AuthorityWrittenParams(BaseModel):
    """Which kinds of authority."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kinds: Annotated[tuple[MandateKind, ...], Field(min_length=1)]


def authority_written(scope: Scope, params: AuthorityWrittenParams, _rule: Rule) -> Iterator[Hit]:
    """An authority that was not granted in writing."""
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


AUTHORITY_WRITTEN = Pattern("authority_written", AuthorityWrittenParams, "dataset", authority_written)


def passing_on(scope: Scope, _params: NoParams, _rule: Rule) -> Iterator[Hit]:
    """An authority that was passed on though its grantor did not allow that."""
    return people.once(_passing_on_hits(scope))


def _passing_on_hits(scope: Scope) -> Iterator[Hit]:
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


PASSING_ON = Pattern("passing_on", NoParams, "dataset", passing_on)


def delegation_below(scope: Scope, _params: NoParams, _rule: Rule) -> Iterator[Hit]:
    """A power transferred to somebody who works under the one who had it."""
    return people.once(_delegation_below_hits(scope))


def _delegation_below_hits(scope: Scope) -> Iterator[Hit]:
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


DELEGATION_BELOW = Pattern("delegation_below", NoParams, "dataset", delegation_below)


def delegator_keeps(scope: Scope, _params: NoParams, _rule: Rule) -> Iterator[Hit]:
    """A power that was transferred and that its former holder lets others use all the same."""
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
                    yield from _delegator_keeps_hit(scope, delegation, one, giver.target)


def _delegator_keeps_hit(scope: Scope, delegation: Authority, one: Authority, giver: str) -> Iterator[Hit]:
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


DELEGATOR_KEEPS = Pattern("delegator_keeps", NoParams, "dataset", delegator_keeps)


def objection_decider(scope: Scope, _params: NoParams, _rule: Rule) -> Iterator[Hit]:
    """Who decides on an objection is who took the decision it is about."""
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
                    yield _objection_decider_hit(scope, objection, decision, decider, sure=bool(about))


def _objection_decider_hit(scope: Scope, objection: Authority, decision: Authority, decider: str, *, sure: bool) -> Hit:
    ways = (authority.deciders(scope.graph, one)[decider] for one in (objection, decision))
    edges = tuple(edge for way in ways for edge in way)
    said = T("{decider} decides both by {decision} and, on objections, by {objection}.",
             decider=scope.name(decider), decision=decision.named, objection=objection.named)  # fmt: skip
    why = None if sure else T("whether the two are about the same matter is not stated")
    return Hit(
        (objection.id,), said, edges=edges, object=decision.id, value=2, unit="authorities", certain=sure and scope.certain(*edges), why=why
    )


OBJECTION_DECIDER = Pattern("objection_decider", NoParams, "dataset", objection_decider)
