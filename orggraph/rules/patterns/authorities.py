"""Powers granted: for which acts, on what basis, with whose consent, in writing, passed on, below, kept and directed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from orggraph.graph import reading
from orggraph.i18n import T, Text
from orggraph.model.terms import BodyKind, MandateKind, PowerAct, Severity
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
    stated_only: bool = Field(False, description="Only where a refusal is stated: what is not stated need not be asked")


def authority_consent(scope: Scope, params: AuthorityConsentParams, _rule: Rule) -> Iterator[Hit]:
    """An authority granted to somebody outside the own organization, without the consent of those concerned."""
    every = authority.authorities(scope.graph, scope.dataset)
    outside = [one for one in every if one.kind in params.kinds and authority.goes_outside(scope.graph, one)]
    silent = []
    for one in outside:
        agreed = _agreed(one)
        lacking = [who for who, consent in agreed.items() if consent is False]
        if lacking:
            yield _without(scope, one, lacking)
        elif None in agreed.values():
            silent.append(one.id)
    if silent and not params.stated_only:
        said = T("Of {n} of {m} authorities that go outside the own organization the consent is not stated: {names}.",
                 n=len(silent), m=len(outside), names=authority.names(scope.graph, silent))  # fmt: skip
        yield scope.silence(said, silent, len(outside), "authorities")


WHO_AGREES: Mapping[str, Text] = {
    "consent": T("those concerned"), "consent_holder": T("its holder"), "consent_superior": T("whom its holder works under"),
}  # fmt: skip


def _agreed(one: Authority) -> dict[str, bool | None]:
    """The consents of an authority by their fields: the two apart where either is stated, else that of both together."""
    together: bool | None = one.attributes.get("consent")
    apart: dict[str, bool | None] = {name: one.attributes.get(name, together) for name in ("consent_holder", "consent_superior")}
    return apart if apart.keys() & one.attributes.keys() else {"consent": together}


def _without(scope: Scope, one: Authority, lacking: Sequence[str]) -> Hit:
    said = T("{authority} goes outside the own organization, without the consent of {who}.", authority=one.named,
             who=[WHO_AGREES[name] for name in lacking])  # fmt: skip
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
    granted = [one for one in authority.authorities(scope.graph, scope.dataset) if one.kind in params.kinds]
    asked = [one for one in granted if _must(scope, one) is not False]
    silent = [one.id for one in asked if one.attributes.get("written") is None and not one.attributes.get("sources")]
    for one in asked:
        if one.attributes.get("written") is False:
            said = T("{authority} was not granted in writing.", authority=one.named)
            sure = bool(_must(scope, one))
            why = None if sure else T("it may be for a single case within the own organization, which the law leaves free")
            yield Hit((one.id,), said, edges=one.edges, value=0, denominator=1, unit="authorities",
                      certain=sure and scope.certain(*one.edges), why=why)  # fmt: skip
    if silent:
        said = T("Of {n} of {m} authorities it is not stated that they were granted in writing, and no source is named: {names}.",
                 n=len(silent), m=len(asked), names=authority.names(scope.graph, silent))  # fmt: skip
        yield scope.silence(said, silent, len(asked), "authorities")


def _must(scope: Scope, one: Authority) -> bool | None:
    """Whether it must be in writing; None: not stated.

    A mandate that is general or goes outside must; within the own organization so must the other kinds, and outside it the
    article does not reach them. One that covers a topic or is passed on is taken as general.
    """
    outside = authority.goes_outside(scope.graph, one)
    if outside:
        return one.kind is MandateKind.MANDATE
    single = one.attributes.get("single_case")
    general = bool(one.topics or reading.into(scope.graph, one.id, "SUBMANDATE_OF"))
    return not single if single is not None else (general or None)


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
        yield replace(scope.silence(said, silent, asked, "authorities"), severity=Severity.JUSTIFY)


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
                shared = reading.shared_topics(scope.graph, delegation.topics, one.topics)
                if one.id not in seen and one.kind in authority.IN_NAME_OF and shared:
                    seen.add(one.id)
                    yield from _delegator_keeps_hit(scope, delegation, one, giver.target, min(shared))


def _delegator_keeps_hit(scope: Scope, delegation: Authority, one: Authority, giver: str, topic: str) -> Iterator[Hit]:
    if delegation.act and one.act and delegation.act is not one.act:
        return
    sure = delegation.act is not None and delegation.act is one.act
    said = T("{giver} transferred {delegation} and also granted {authority}, both on {topic}.",
             giver=scope.name(giver), delegation=delegation.named, authority=one.named, topic=scope.name(topic))  # fmt: skip
    edges = (*delegation.edges, *one.edges)
    why = None if sure else T("which act the two are about is not stated")
    yield Hit((delegation.id,), said, edges=edges, nodes=(topic,), object=one.id, value=2, unit="authorities",
              certain=sure and scope.certain(*edges), why=why)  # fmt: skip


DELEGATOR_KEEPS = Pattern("delegator_keeps", NoParams, "dataset", delegator_keeps)


def delegator_directs(scope: Scope, _params: NoParams, _rule: Rule) -> Iterator[Hit]:
    """Who transferred a power and has a say over who got it: by SUPERVISES, or by REPORTS_TO the other way.

    A general board may set limits to its own executive board, and is left out.
    """
    kind = {node: attributes.get("kind") for node, attributes in scope.graph.nodes(data=True)}
    for one in authority.authorities(scope.graph, scope.dataset):
        if one.kind is not MandateKind.DELEGATION:
            continue
        for giver, taker in product(one.grantors, one.grantees):
            if (kind[giver.target], kind[taker.target]) == (BodyKind.GENERAL_BOARD, BodyKind.EXECUTIVE_BOARD):
                continue
            directs = [edge for edge in reading.out(scope.graph, giver.target, "SUPERVISES") if edge.target == taker.target]
            directs += [edge for edge in reading.into(scope.graph, giver.target, "REPORTS_TO") if edge.source == taker.target]
            if directs:
                said = T("{giver} transferred {authority} to {taker}, and has a say over it.", giver=scope.name(giver.target),
                         authority=one.named, taker=scope.name(taker.target))  # fmt: skip
                edges = (giver, taker, *directs)
                yield Hit((one.id,), said, edges=edges, object=taker.target, value=1, unit="authorities", certain=scope.certain(*edges))


DELEGATOR_DIRECTS = Pattern("delegator_directs", NoParams, "dataset", delegator_directs)
