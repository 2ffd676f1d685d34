"""A finding in few words, as cards and chips; the same on every page that shows findings."""

from __future__ import annotations

from html import escape

from orggraph.findings import Figure, Finding, weight
from orggraph.findings.listing import origin_of
from orggraph.i18n import T
from orggraph.model.nodes import LABELS
from orggraph.picture.palette import SEVERITY_COLOUR
from orggraph.ui.page import Visit
from orggraph.ui.visit import title_of
from orggraph.ui.widgets.look import node_link, plain

ROLES = "roles"
"""The measure of two roles that pull apart; those are told by their names."""
HATS = frozenset({"people", ROLES})
"""The measures of two hats that meet on something."""
MOST_FIGURES = 3


def measure(visit: Visit, finding: Finding) -> str:
    """What is measured, with value and denominator: ``contractor: 3 of 8``; of a rule its title alone."""
    title = finding.title[visit.lang]
    if not finding.assessable:
        return visit.say(T("{what}: not assessable", what=title))
    # A rule's title is what should be so, and its value counts what is not: together they would say the opposite.
    if not finding.counted or not finding.counts:
        return title
    figures = [figure_of(visit, figure) for figure in finding.counts[:MOST_FIGURES]]
    return " · ".join([*figures, "…"] if len(finding.counts) > MOST_FIGURES else figures)


def figure_of(visit: Visit, figure: Figure) -> str:
    """A count with what it is a part of: ``contractor: 3 of 8``."""
    title = figure.title[visit.lang]
    if figure.denominator in (None, 1):
        return title
    return visit.say(T("{what}: {value} of {total}", what=title, value=f"{figure.value:g}", total=f"{figure.denominator:g}"))


def brief(visit: Visit, finding: Finding) -> str:
    """A finding on one line: the two roles, or what is measured; of several on one line all of them, or how many."""
    if finding.parts and finding.assessable:
        return " · ".join(brief(visit, part) for part in finding.parts)
    if finding.parts:
        return f"{measure(visit, finding)} ({len(finding.parts)})"
    if len(finding.subjects) > 1 and (finding.measure == ROLES or finding.counted):
        return " × ".join(subject.name for subject in finding.subjects)
    return measure(visit, finding)


def name_of(visit: Visit, about: str) -> str:
    """The name of what a finding is about; of a dataset its title in the reader's language."""
    return title_of(visit.heads[about], visit.lang) if about in visit.heads else str(visit.graph.nodes[about]["name"])


def kind_of(visit: Visit, about: str) -> str:
    """What kind of thing a finding is about."""
    return visit.say(T("Region as a whole")) if about in visit.heads else LABELS[visit.graph.nodes[about]["label"]].title[visit.lang]


def object_of(visit: Visit, finding: Finding) -> str:
    """On what hats meet, or what else a finding concerns, in a line of its own (safe HTML); empty where there is nothing."""
    if finding.object is None or finding.object not in visit.graph:
        return ""
    words = T("Both hats meet at:") if finding.measure in HATS else T("It concerns:")
    return f'<p class="og-quiet">{plain(visit.say(words))} {node_link(visit, finding.object)}</p>'


def severity_chip(visit: Visit, finding: Finding) -> str:
    """How much a finding asks for, as a chip (safe HTML)."""
    name = escape(weight(finding)[visit.lang])
    if not finding.assessable:
        return f'<span class="og-chip og-chip-open">{name}</span>'
    return f'<span class="og-chip" style="background:{SEVERITY_COLOUR[finding.severity]}">{name}</span>'


def origin(visit: Visit, finding: Finding) -> str:
    """Where the rule behind a finding comes from; where there is none, who says it."""
    return visit.say(origin_of(finding))


def quote_of(finding: Finding) -> str:
    """The article's own words, in Dutch as the law is (safe HTML); nothing where the rule quotes none."""
    return f'<blockquote class="og-quote" lang="nl">{plain(finding.quote)}</blockquote>' if finding.quote else ""
