"""Powers granted: for which acts, on what basis, with whose consent, in writing, passed on, below, kept and directed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Annotated

from pydantic import Field

from orggraph.graph import reading
from orggraph.i18n import T, Text
from orggraph.model.terms import BodyKind, MandateKind, PowerAct, Severity
from orggraph.model.value_object import ValueObject
from orggraph.rules import authority, people
from orggraph.rules.authority import Authority
from orggraph.rules.schema import Rule
from orggraph.rules.scope import Hit, NoParams, Pattern, Scope


class AuthorityActParams(ValueObject):
    """Which kinds of authority, which acts, and which of these may be provided for by the grant of the power itself."""

    kinds: Annotated[tuple[MandateKind, ...], Field(min_length=1)]
    acts: Annotated[tuple[PowerAct, ...], Field(min_length=1)]
    provided_for: tuple[PowerAct, ...] = Field((), description="Excepted where the power that it derives from may be passed on")


def authority_act(scope: Scope, params: AuthorityActParams, _rule: Rule) -> Iterator[Hit]:
    """An authority to act in somebody's name, for an act that the law does not let others do in one's name."""
    for power in authority.authorities(scope.graph, scope.dataset):
        if power.kind not in params.kinds or power.act not in params.acts:
            continue
        allowing = [edge for edge in power.parents if scope.graph.nodes[edge.target].get("submandate_allowed")]
        statement = T("{authority} is about: {act}.", authority=power.named, act=power.act.names)
        excepted = bool(allowing) and power.act in params.provided_for
        if excepted:
            statement = T("{said} The power that it derives from provides for this.", said=statement)
        yield Hit(
            (power.id,),
            statement,
            edges=(*power.edges, *power.parents),
            certain=scope.certain(*power.edges),
            severity=Severity.INFO if excepted else None,
            value=1,
            unit="authorities",
        )


AUTHORITY_ACT = Pattern("authority_act", AuthorityActParams, "dataset", authority_act)


class AuthorityBasisParams(ValueObject):
    """Which kinds of authority."""

    kinds: Annotated[tuple[MandateKind, ...], Field(min_length=1)]


def authority_basis(scope: Scope, params: AuthorityBasisParams, _rule: Rule) -> Iterator[Hit]:
    """Authorities that name no article or decision on which they rest."""
    judged = [power for power in authority.authorities(scope.graph, scope.dataset) if power.kind in params.kinds]
    silent = [power.id for power in judged if not power.attributes.get("legal_basis")]
    if silent:
        statement = T(
            "Of {n} of {m} powers transferred it is not stated on which article they rest: {names}.",
            n=len(silent),
            m=len(judged),
            names=authority.names(scope.graph, silent),
        )
        yield scope.silence(statement, silent, len(judged), "authorities")


AUTHORITY_BASIS = Pattern("authority_basis", AuthorityBasisParams, "dataset", authority_basis)


class AuthorityConsentParams(ValueObject):
    """Which kinds of authority."""

    kinds: Annotated[tuple[MandateKind, ...], Field(min_length=1)]
    stated_only: bool = Field(False, description="Only where a refusal is stated: what is not stated need not be asked")


def authority_consent(scope: Scope, params: AuthorityConsentParams, _rule: Rule) -> Iterator[Hit]:
    """An authority granted to somebody outside the own organization, without the consent of those concerned."""
    every = authority.authorities(scope.graph, scope.dataset)
    outside = [power for power in every if power.kind in params.kinds and authority.goes_outside(scope.graph, power)]
    silent = []
    for power in outside:
        agreed = _agreed(power)
        lacking = [who for who, consent in agreed.items() if consent is False]
        if lacking:
            yield _without(scope, power, lacking)
        elif None in agreed.values():
            silent.append(power.id)
    if silent and not params.stated_only:
        statement = T(
            "Of {n} of {m} authorities that go outside the own organization the consent is not stated: {names}.",
            n=len(silent),
            m=len(outside),
            names=authority.names(scope.graph, silent),
        )
        yield scope.silence(statement, silent, len(outside), "authorities")


WHO_AGREES: Mapping[str, Text] = {
    "consent": T("those concerned"),
    "consent_holder": T("its holder"),
    "consent_superior": T("whom its holder works under"),
}


def _agreed(power: Authority) -> dict[str, bool | None]:
    """The consents of an authority by their fields: the two apart where either is stated, else that of both together."""
    together: bool | None = power.attributes.get("consent")
    apart: dict[str, bool | None] = {name: power.attributes.get(name, together) for name in ("consent_holder", "consent_superior")}
    return apart if apart.keys() & power.attributes.keys() else {"consent": together}


def _without(scope: Scope, power: Authority, lacking: Sequence[str]) -> Hit:
    statement = T(
        "{authority} goes outside the own organization, without the consent of {who}.",
        authority=power.named,
        who=[WHO_AGREES[name] for name in lacking],
    )
    basis = power.attributes.get("legal_basis")
    if basis:
        statement = T(
            "{said} It names a basis ({basis}); where that is a statute which provides for it, no consent is asked.",
            said=statement,
            basis=basis,
        )
    return Hit(
        (power.id,),
        statement,
        edges=power.edges,
        value=0,
        denominator=1,
        unit="authorities",
        certain=scope.certain(*power.edges),
        severity=Severity.JUSTIFY if basis else None,
    )


AUTHORITY_CONSENT = Pattern("authority_consent", AuthorityConsentParams, "dataset", authority_consent)


class AuthorityWrittenParams(ValueObject):
    """Which kinds of authority."""

    kinds: Annotated[tuple[MandateKind, ...], Field(min_length=1)]


def authority_written(scope: Scope, params: AuthorityWrittenParams, _rule: Rule) -> Iterator[Hit]:
    """An authority that was not granted in writing."""
    granted = [power for power in authority.authorities(scope.graph, scope.dataset) if power.kind in params.kinds]
    judged = [power for power in granted if _must(scope, power) is not False]
    silent = [power.id for power in judged if power.attributes.get("written") is None and not power.attributes.get("sources")]
    for power in judged:
        if power.attributes.get("written") is False:
            statement = T("{authority} was not granted in writing.", authority=power.named)
            sure = bool(_must(scope, power))
            why = None if sure else T("it may be for a single case within the own organization, which the law leaves free")
            yield Hit(
                (power.id,),
                statement,
                edges=power.edges,
                value=0,
                denominator=1,
                unit="authorities",
                certain=sure and scope.certain(*power.edges),
                why=why,
            )
    if silent:
        statement = T(
            "Of {n} of {m} authorities it is not stated that they were granted in writing, and no source is named: {names}.",
            n=len(silent),
            m=len(judged),
            names=authority.names(scope.graph, silent),
        )
        yield scope.silence(statement, silent, len(judged), "authorities")


def _must(scope: Scope, power: Authority) -> bool | None:
    """Whether it must be in writing; None: not stated.

    A mandate that is general or goes outside must; within the own organization so must the other kinds, and outside it the
    article does not reach them. One that covers a topic or is passed on is taken as general.
    """
    outside = authority.goes_outside(scope.graph, power)
    if outside:
        return power.kind is MandateKind.MANDATE
    single = power.attributes.get("single_case")
    general = bool(power.topics or reading.into(scope.graph, power.id, "SUBMANDATE_OF"))
    return not single if single is not None else (general or None)


AUTHORITY_WRITTEN = Pattern("authority_written", AuthorityWrittenParams, "dataset", authority_written)


def passing_on(scope: Scope, _params: NoParams, _rule: Rule) -> Iterator[Hit]:
    """An authority that was passed on though its grantor did not allow that."""
    return people.once(_passing_on_hits(scope))


def _passing_on_hits(scope: Scope) -> Iterator[Hit]:
    every = {power.id: power for power in authority.authorities(scope.graph, scope.dataset)}
    silent, judged = [], 0
    for power in every.values():
        for derived in power.parents:
            parent = every.get(derived.target)
            if power.kind not in authority.IN_NAME_OF or parent is None or parent.kind not in authority.IN_NAME_OF:
                continue
            judged += 1
            allowed = parent.attributes.get("submandate_allowed")
            if allowed is None:
                silent.append(power.id)
            elif not allowed:
                statement = T(
                    "{authority} was passed on from {parent}, which says that it is not to be passed on.",
                    authority=power.named,
                    parent=parent.named,
                )
                edges = (derived, *power.edges)
                yield Hit((power.id,), statement, edges=edges, object=parent.id, value=1, unit="authorities", certain=scope.certain(*edges))
    if silent:
        statement = T(
            "Of {n} of {m} authorities that were passed on it is not stated whether that is allowed: {names}.",
            n=len(silent),
            m=judged,
            names=authority.names(scope.graph, silent),
        )
        yield replace(scope.silence(statement, silent, judged, "authorities"), severity=Severity.JUSTIFY)


PASSING_ON = Pattern("passing_on", NoParams, "dataset", passing_on)


def delegation_below(scope: Scope, _params: NoParams, _rule: Rule) -> Iterator[Hit]:
    """A power transferred to somebody who works under the one who had it."""
    return people.once(_delegation_below_hits(scope))


def _delegation_below_hits(scope: Scope) -> Iterator[Hit]:
    graph = scope.graph
    for power in authority.authorities(graph, scope.dataset):
        if power.kind is not MandateKind.DELEGATION:
            continue
        for grant in power.grantees:
            givers = [giver for giver in power.grantors if authority.place(graph, giver.target, grant.target) == "inside"]
            if givers and authority.official(graph, grant.target):
                statement = T(
                    "{authority} goes from {giver} to {taker}, who works under it.",
                    authority=power.named,
                    giver=scope.name(givers[0].target),
                    taker=scope.name(grant.target),
                )
                edges = (givers[0], grant)
                yield Hit(
                    (power.id,), statement, edges=edges, object=grant.target, value=1, unit="authorities", certain=scope.certain(*edges)
                )


DELEGATION_BELOW = Pattern("delegation_below", NoParams, "dataset", delegation_below)


def delegator_keeps(scope: Scope, _params: NoParams, _rule: Rule) -> Iterator[Hit]:
    """A power that was transferred and that its former holder lets others use all the same."""
    granted: dict[str, list[Authority]] = defaultdict(list)
    every = authority.authorities(scope.graph, scope.dataset)
    for power in every:
        for giver in power.grantors:
            granted[giver.target].append(power)
    for delegation in every:
        if delegation.kind is not MandateKind.DELEGATION:
            continue
        seen = {delegation.id}
        for giver in delegation.grantors:
            for power in granted[giver.target]:
                shared = reading.shared_topics(scope.graph, delegation.topics, power.topics)
                if power.id not in seen and power.kind in authority.IN_NAME_OF and shared:
                    seen.add(power.id)
                    yield from _delegator_keeps_hit(scope, delegation, power, giver.target, min(shared))


def _delegator_keeps_hit(scope: Scope, delegation: Authority, power: Authority, giver: str, topic: str) -> Iterator[Hit]:
    if delegation.act and power.act and delegation.act is not power.act:
        return
    sure = delegation.act is not None and delegation.act is power.act
    statement = T(
        "{giver} transferred {delegation} and also granted {authority}, both on {topic}.",
        giver=scope.name(giver),
        delegation=delegation.named,
        authority=power.named,
        topic=scope.name(topic),
    )
    edges = (*delegation.edges, *power.edges)
    why = None if sure else T("which act the two are about is not stated")
    yield Hit((delegation.id,), statement, edges=edges, nodes=(topic,), object=power.id, value=2, unit="authorities",
              certain=sure and scope.certain(*edges), why=why)  # fmt: skip


DELEGATOR_KEEPS = Pattern("delegator_keeps", NoParams, "dataset", delegator_keeps)


def delegator_directs(scope: Scope, _params: NoParams, _rule: Rule) -> Iterator[Hit]:
    """Who transferred a power and has a say over who got it: by SUPERVISES, or by REPORTS_TO the other way.

    A general board may set limits to its own executive board, and is left out.
    """
    kind = {node: attributes.get("kind") for node, attributes in scope.graph.nodes(data=True)}
    for power in authority.authorities(scope.graph, scope.dataset):
        if power.kind is not MandateKind.DELEGATION:
            continue
        for giver, taker in product(power.grantors, power.grantees):
            if (kind[giver.target], kind[taker.target]) == (BodyKind.GENERAL_BOARD, BodyKind.EXECUTIVE_BOARD):
                continue
            directs = [edge for edge in reading.out(scope.graph, giver.target, "SUPERVISES") if edge.target == taker.target]
            directs += [edge for edge in reading.into(scope.graph, giver.target, "REPORTS_TO") if edge.source == taker.target]
            if directs:
                statement = T(
                    "{giver} transferred {authority} to {taker}, and has a say over it.",
                    giver=scope.name(giver.target),
                    authority=power.named,
                    taker=scope.name(taker.target),
                )
                edges = (giver, taker, *directs)
                yield Hit(
                    (power.id,), statement, edges=edges, object=taker.target, value=1, unit="authorities", certain=scope.certain(*edges)
                )


DELEGATOR_DIRECTS = Pattern("delegator_directs", NoParams, "dataset", delegator_directs)
