"""What a rule found, as a finding: the one place where the words around a hit are made."""

from __future__ import annotations

from datetime import date

from orggraph.findings import Finding, make
from orggraph.graph import Graph
from orggraph.i18n import T, Text
from orggraph.rules import Basis, Rule
from orggraph.rules.applying import Hit


def of_hit(graph: Graph, rule: Rule, hit: Hit) -> Finding:
    """The finding of one hit of one rule.

    What only the widest reading of dates or counts makes so, and what was not found where the rule's parts are not called
    complete, is not assessable: it keeps the severity that it would have, and has no value.
    """
    assessable = hit.certain and not hit.absent
    return make(
        graph,
        kind=rule.kind,
        measure=rule.pattern,
        severity=hit.severity or rule.severity,
        subjects=hit.subjects,
        text=_text(rule, hit),
        question=rule.question.text,
        remedy=rule.remedy.text,
        rule=rule.id,
        title=rule.title,
        counted=False,
        basis=basis_words(rule),
        quote=rule.basis.quote if rule.basis else None,
        origin=rule.origin,
        object=hit.object,
        nodes=[*([hit.object] if hit.object else []), *hit.nodes, *hit.lacking],
        lacking=hit.lacking,
        edges=hit.edges,
        value=hit.value if assessable else None,
        denominator=hit.denominator,
        unit=hit.unit,
        assessable=assessable,
    )


def _text(rule: Rule, hit: Hit) -> Text:
    why = rule.explanation
    if not (hit.certain and not hit.absent):
        cause = hit.why or (
            T("what is not in the data may still be so") if hit.absent else T("only the widest reading of dates or numbers makes it so")
        )
        return T("Not assessable: {title}, because {cause}. {said} {why}", title=rule.title, cause=cause, said=hit.statement, why=why)
    if rule.origin == "ours":
        return T("{said} {why} This is a rule of ours, not of the law.", said=hit.statement, why=why)
    return T("{said} {why}", said=hit.statement, why=why)


def basis_words(rule: Rule) -> Text | None:
    """The article, the versions in which it was read, and how the day is known from which it holds; None where no law is named."""
    basis = rule.basis
    if basis is None:
        return None
    text = _article(basis)
    if basis.dated_by:
        return T("{text}; from {date} on by {proof}", text=text, date=_iso(rule.in_force_from), proof=basis.dated_by)
    if basis.date_not_verified:
        return T("{text}; that it holds from {date} on is not verified", text=text, date=_iso(rule.in_force_from))
    return text


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _article(basis: Basis) -> Text:
    if len(basis.versions) > 2:
        first, last = min(basis.versions).isoformat(), max(basis.versions).isoformat()
        return T(
            "{act} {article}, read in {n} versions from {first} to {last}",
            act=basis.act,
            article=basis.article,
            n=len(basis.versions),
            first=first,
            last=last,
        )
    if basis.versions:
        return T(
            "{act} {article}, read in the versions of {dates}",
            act=basis.act,
            article=basis.article,
            dates=[version.isoformat() for version in basis.versions],
        )
    if basis.undated:
        return T("{act} {article}, read without the date of its text: see the one in force", act=basis.act, article=basis.article)
    if basis.valid_on is None:
        return T("{act} {article}, quoted from memory", act=basis.act, article=basis.article)
    return T("{act} {article}, text valid on {date}", act=basis.act, article=basis.article, date=basis.valid_on)
