"""Findings as a list: in which order, which of them are asked, and how many there are. One place, for every page and command."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from orggraph.findings.finding import Finding
from orggraph.i18n import Bilingual, T, Text
from orggraph.model.terms import Severity, Term

RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class State(Term):
    """What a finding asks of its reader; each finding is in one state."""

    OPEN = "open", "te bespreken", "to discuss"
    INFO = "info", "ter informatie", "for information"
    UNKNOWN = "unknown", "niet te beoordelen", "not assessable"
    ACCEPTED = "accepted", "aanvaard", "accepted"


def state_of(finding: Finding) -> State:
    """The state of a finding: accepted before all else, and what is not assessable asks for data first."""
    if finding.accepted:
        return State.ACCEPTED
    if not finding.assessable:
        return State.UNKNOWN
    return State.INFO if finding.severity is Severity.INFO else State.OPEN


def count(findings: Iterable[Finding]) -> dict[State, int]:
    """How many findings are in each state."""
    counted = Counter(map(state_of, findings))
    return {state: counted[state] for state in State}


def total(counted: dict[State, int]) -> Text:
    """The counts in words: how many there are, and of these in each state that occurs."""
    parts = [T("{n} {state}", n=n, state=state.names) for state, n in counted.items() if n]
    return T("Findings: {n} ({parts}).", n=sum(counted.values()), parts=parts) if parts else T("Findings: none.")


def weight(finding: Finding) -> Bilingual:
    """How much a finding asks for; of one that is not assessable just that, so that no bar is read where none was found."""
    return finding.severity.names if finding.assessable else State.UNKNOWN.names


def origin_of(finding: Finding) -> Text:
    """Where the rule behind a finding comes from; where there is none, who says it."""
    return (_ORIGINS if finding.rule else _TELLERS)[finding.origin]


_ORIGINS: Mapping[str, Text] = {
    "law": T("rule of law"),
    "source": T("rule that a source states"),
    "ours": T("rule of our own; no law and no source states it"),
}
_TELLERS: Mapping[str, Text] = {
    "law": _ORIGINS["law"],
    "source": T("by what the sources themselves say"),
    "ours": T("a count of ours; no law and no source asks for it"),
}


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings with the gravest first, and what is not assessable last; within these an order that ranks nobody."""
    return sorted(findings, key=order)


def order(finding: Finding) -> tuple[bool, int, str, int, str, str, list[str], str, str]:
    """The key of the order: assessable, severity, analysis, place of the measure, rule, dataset, subjects, object, id."""
    return (
        not finding.assessable,
        RANKS[finding.severity],
        finding.kind,
        finding.place,
        finding.rule or finding.measure,
        finding.dataset,
        [subject.id for subject in finding.subjects],
        finding.object or "",
        finding.id,
    )


def chosen(
    findings: Iterable[Finding], *, severities: Collection[str] = (), assessable: bool | None = None, subject: str | None = None
) -> list[Finding]:
    """The findings that are asked, in the order given.

    Parameters
    ----------
    findings
        Of which to choose.
    severities
        Only these; none given: all.
    assessable
        Only what can be assessed, or only what cannot. None: both, but with severities only what can be assessed, since a
        finding that is not assessable is a finding of no severity yet.
    subject
        Only findings with this subject.
    """
    if assessable is None and severities:
        assessable = True
    return [
        finding
        for finding in findings
        if (not severities or finding.severity in severities)
        and (assessable is None or finding.assessable is assessable)
        and (subject is None or subject in [named.id for named in finding.subjects])
    ]
