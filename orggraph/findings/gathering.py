"""Several findings as one line: what is not assessable by one rule, and all that is for information on one person or post.

The findings themselves stay inside (``parts``), each with its own text, question and rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from orggraph.findings.finding import Finding
from orggraph.findings.listing import State, in_order, state_of
from orggraph.i18n import T, Text, first_few
from orggraph.model.base import digest

BEARERS = frozenset({"Person", "Post"})
NAMED = 5
"""So many cases are named in words; the parts hold them all."""


def gather(findings: Iterable[Finding]) -> list[Finding]:
    """Findings with each line once, in the order of lists.

    What is not assessable is one finding a rule (or measure without one) and dataset. What is for information on one person,
    or on one post, is one finding. What stands alone stays as it is.
    """
    groups: dict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for finding in in_order(findings):
        groups[_line(finding)].append(finding)
    return in_order(group[0] if len(group) == 1 else _together(group) for group in groups.values())


def _line(finding: Finding) -> tuple[object, ...]:
    """What findings of one line have in common."""
    state = state_of(finding)
    if state is State.UNKNOWN:
        return (state, finding.kind, finding.measure, finding.rule, finding.dataset)
    if state is State.INFO and [subject.label in BEARERS for subject in finding.subjects] == [True]:
        return (state, finding.subjects[0].id)
    return (finding.id,)


def _together(group: Sequence[Finding]) -> Finding:
    """One finding of several: what the first is, with the subjects, evidence and sources of all."""
    first = group[0]
    return replace(
        first,
        subjects=tuple(dict.fromkeys(subject for finding in group for subject in finding.subjects)),
        text=_texts(group) if first.assessable else _cases(group),
        object=first.object if len({finding.object for finding in group}) == 1 else None,
        nodes=tuple(dict.fromkeys(node for finding in group for node in finding.nodes)),
        edges=tuple({edge.id: edge for finding in group for edge in finding.edges}.values()),
        lacking=tuple(dict.fromkeys(node for finding in group for node in finding.lacking)),
        sources=tuple(dict.fromkeys(place for finding in group for place in finding.sources)),
        figures=tuple(figure for finding in group for figure in finding.figures),
        denominator=first.denominator if first.assessable else None,
        own={node: own for finding in group for node, own in finding.own.items()},
        fingerprint=digest(sorted(finding.fingerprint for finding in group))[:16],
        parts=tuple(group),
    )


def _texts(group: Sequence[Finding]) -> Text:
    text = group[0].text
    for finding in group[1:]:
        text = T("{text} {note}", text=text, note=finding.text)
    return text


def _cases(group: Sequence[Finding]) -> Text:
    every = list(dict.fromkeys(" × ".join(f"“{subject.name}”" for subject in finding.subjects) for finding in group))
    names = first_few(every, NAMED)
    return T("Not assessable in {n} cases: {title}. These are: {names}.", n=len(group), title=group[0].title, names=names)
