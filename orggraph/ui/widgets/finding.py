"""A finding in few words, as cards and chips; the same on every page that shows findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from orggraph.findings import Finding, Severity
from orggraph.i18n import T, Text
from orggraph.ui.page import Visit
from orggraph.ui.widgets.look import plain

ROLES = "roles"
"""The measure of two roles that pull apart; those are told by their names."""
COLOURS: Mapping[Severity, str] = {
    Severity.BAR: "#a3161b",
    Severity.JUSTIFY: "#8a3d00",
    Severity.TENSION: "#9e4908",
    Severity.GAP: "#0b5cad",
    Severity.INFO: "#43505e",
}
"""White text on each of these has a contrast of at least 4.5."""
MEASURES: Mapping[str, Text] = {
    "political_owner": T("political commissioner"),
    "official_owner": T("official commissioner"),
    "contractor": T("contractor"),
    "monitor": T("monitor"),
    "due": T("date by which it is ready"),
    "involved": T("parties involved"),
    "commissions_given": T("commissioner of agreements"),
    "commissions_carried_out": T("contractor of agreements"),
    "involvements": T("involved in agreements"),
    "decisions": T("owner of decisions"),
    "bodies": T("seats in bodies"),
    "posts": T("posts together"),
    "roles": T("roles together"),
    "tiers": T("tiers"),
    "principals": T("speaks for"),
    "chairs": T("posts of chair"),
    "hours": T("hours"),
    "contradicts": T("sources contradict each other"),
    "narrower": T("one side says it more narrowly"),
    "differs": T("sources say different things"),
    "differing": T("points of difference"),
    "purpose": T("roles with their purpose described"),
    "accountabilities": T("roles with their accountabilities described"),
    "expects": T("roles with their expectations described"),
    "support": T("roles with their support described"),
    "terms_end": T("terms that end"),
    "not_verified": T("checked long ago"),
    "open_slots": T("still to be decided"),
    "appointment": T("appointments with their basis stated"),
    "posts_among_peers": T("more posts than peers"),
    "chairs_among_peers": T("more posts of chair than peers"),
    "commissions_given_among_peers": T("commissioner of more agreements than peers"),
    "commissions_carried_out_among_peers": T("contractor of more agreements than peers"),
    "decisions_among_peers": T("owner of more decisions than peers"),
    "hours_among_peers": T("more hours than peers"),
    "counterpart": T("with a counterpart"),
    "general": T("counterpart of consultations in general"),
    "chair": T("with a chair"),
    "secretary": T("with a secretary"),
    "seats": T("seats named nowhere"),
    "seat_holder": T("seats of which is not said who takes them"),
    "overlap": T("topics that overlap by name"),
    "commission_chain": T("chain of the commission"),
    "one_hand": T("links in one hand"),
    "commission_cycle": T("leads back to itself"),
    "binding": T("what makes a decision hold"),
    "power": T("power to decide"),
    "local_decisions": T("local decisions taken"),
    "holder": T("authority with a holder"),
    "grantor": T("authority with a grantor"),
    "chain": T("what an authority comes from"),
    "cycle": T("authorities in a circle"),
    "coverage": T("authorities with grantor and holder"),
}
"""What is measured, in few words."""


def measure(visit: Visit, finding: Finding) -> str:
    """What is measured, with value and denominator: ``contractor: 3 of 8``; of a rule its title alone."""
    title = title_of(visit, finding)
    if not finding.assessable:
        return visit.say(T("{what}: not assessable", what=title))
    # A rule's title is what should be so, and its value counts what is not: together they would say the opposite.
    if finding.title or finding.value is None or finding.denominator in (None, 1):
        return title
    return visit.say(T("{what}: {value} of {total}", what=title, value=f"{finding.value:g}", total=f"{finding.denominator:g}"))


def title_of(visit: Visit, finding: Finding) -> str:
    """The measure in few words; of what a rule of the base found, the rule's own title."""
    if finding.title:
        return finding.title[visit.lang]
    return visit.say(MEASURES[finding.measure]) if finding.measure in MEASURES else finding.measure.replace("_", " ")


def brief(visit: Visit, finding: Finding) -> str:
    """A finding on one line: the two roles, or what is measured."""
    if len(finding.subjects) > 1 and (finding.measure == ROLES or not finding.title):
        return " × ".join(subject.name for subject in finding.subjects)
    return measure(visit, finding)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings on one thing: what can be assessed first, by severity, then by what is measured, as people ask for it."""
    ranks, measures = {one: rank for rank, one in enumerate(Severity)}, {name: rank for rank, name in enumerate(MEASURES)}
    return sorted(findings, key=lambda one: (not one.assessable, ranks[one.severity], measures.get(one.measure, len(measures)), one.id))


def severity_chip(visit: Visit, finding: Finding) -> str:
    """How much a finding asks for, as a chip (safe HTML)."""
    if not finding.assessable:
        return f'<span class="og-chip og-chip-open">{plain(visit.say(T("not assessable")))}</span>'
    name = finding.severity.names[visit.lang]
    return f'<span class="og-chip" style="background:{COLOURS[finding.severity]}">{escape(name)}</span>'


def origin(visit: Visit, finding: Finding) -> str:
    """Where the rule behind a finding comes from; where there is none, who says it."""
    return visit.say((ORIGINS if finding.rule else TELLERS)[finding.origin])


def quote_of(finding: Finding) -> str:
    """The article's own words, in Dutch as the law is (safe HTML); nothing where the rule quotes none."""
    return f'<blockquote class="og-quote" lang="nl">{plain(finding.quote)}</blockquote>' if finding.quote else ""


ORIGINS: Mapping[str, Text] = {
    "law": T("rule of law"),
    "source": T("rule that a source states"),
    "ours": T("rule of our own; no law and no source states it"),
}
TELLERS: Mapping[str, Text] = {
    "law": ORIGINS["law"],
    "source": T("by what the sources themselves say"),
    "ours": T("a count of ours; no law and no source asks for it"),
}
