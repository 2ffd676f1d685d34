"""What every analysis finds before a change and after it, in one table; several scenarios stand beside each other.

A row is one case: one subject and measure, by the id that findings keep over values and dates. Nothing is judged here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from orggraph.analyses import registry
from orggraph.findings import Finding
from orggraph.graph import Graph, provenance
from orggraph.i18n import Bilingual, Lang, T, Text
from orggraph.model.base import Row
from orggraph.model.terms import Term


class Turn(Term):
    """What became of a finding."""

    NEW = "new", "nieuw", "new"
    GONE = "gone", "weg", "gone"
    CHANGED = "changed", "anders", "changed"
    SAME = "same", "gelijk", "same"


@dataclass(frozen=True)
class Case:
    """One case before, and after each scenario; None where it is not found."""

    before: Finding | None
    after: tuple[Finding | None, ...]

    @property
    def finding(self) -> Finding:
        """That of before, else the first after: what the row is about."""
        return next(finding for finding in (self.before, *self.after) if finding)

    def turn(self, scenario: int = 0) -> Turn:
        """What became of it in one of the scenarios."""
        after = self.after[scenario]
        if self.before is None:
            return Turn.NEW if after else Turn.SAME
        if after is None:
            return Turn.GONE
        return Turn.SAME if _measured(self.before) == _measured(after) else Turn.CHANGED

    @property
    def differs(self) -> bool:
        """Whether it is otherwise in any of the scenarios."""
        return any(self.turn(place) is not Turn.SAME for place in range(len(self.after)))


@dataclass(frozen=True)
class Count:
    """Of one analysis in one scenario: how many cases before and after, and what became of them."""

    kind: str
    title: Bilingual
    before: int
    after: int
    new: int
    gone: int
    changed: int


@dataclass(frozen=True)
class Comparison:
    """All cases of all analyses, in the order in which they are listed before; what is new follows."""

    names: tuple[str, ...]
    """Of the scenarios."""
    cases: tuple[Case, ...]

    def differing(self) -> tuple[Case, ...]:
        """The cases that are otherwise in any of the scenarios."""
        return tuple(case for case in self.cases if case.differs)

    def appearing(self, scenario: int = 0) -> tuple[Finding, ...]:
        """The findings that come."""
        return tuple(case.after[scenario] for case in self.cases if case.turn(scenario) is Turn.NEW)  # type: ignore[misc]

    def solved(self, scenario: int = 0) -> tuple[Finding, ...]:
        """The findings that go."""
        return tuple(case.before for case in self.cases if case.turn(scenario) is Turn.GONE)  # type: ignore[misc]

    def counts(self, scenario: int = 0) -> tuple[Count, ...]:
        """Per analysis that finds anything, before or after."""
        of_kind: dict[str, list[Case]] = defaultdict(list)
        for case in self.cases:
            of_kind[case.finding.kind].append(case)
        return tuple(_count(kind, cases, scenario) for kind, cases in of_kind.items())


def compare(before: Sequence[Finding], after: Mapping[str, Sequence[Finding]]) -> Comparison:
    """Findings before, and after each scenario by its name.

    Findings on one line are compared case by case: one that goes does not make the others new.
    """
    earlier = _by_id(before)
    later = [_by_id(findings) for findings in after.values()]
    order = dict.fromkeys([*earlier, *(name for findings in later for name in findings)])
    return Comparison(tuple(after), tuple(Case(earlier.get(name), tuple(findings.get(name) for findings in later)) for name in order))


def case_rows(comparison: Comparison, lang: Lang, cases: Iterable[Case] | None = None) -> list[Row]:
    """Cases as rows: ``kind``, ``title``, ``subject``, ``before``, then per scenario its value, and what became of it.

    Parameters
    ----------
    comparison
        What was compared.
    lang
        Language of the words.
    cases
        Which of the cases; default: those that differ.
    """
    alone = len(comparison.names) == 1
    rows = []
    for case in comparison.differing() if cases is None else cases:
        finding = case.finding
        row: Row = {
            "kind": registry()[finding.kind].title[lang] if finding.kind in registry() else finding.kind,
            "title": finding.title[lang],
            "subject": " × ".join(subject.name for subject in finding.subjects),
            "before": value_of(case.before, lang),
        }
        for place, name in enumerate(comparison.names):
            row["after" if alone else name] = value_of(case.after[place], lang)
        turns = [case.turn(place).names[lang] for place in range(len(comparison.names))]
        rows.append({**row, "turn": " | ".join(turns)})
    return rows


def count_rows(comparison: Comparison, lang: Lang) -> list[Row]:
    """Per analysis how many cases before and after: of one scenario ``kind``, ``before``, ``after``, ``new``, ``gone``, ``changed``.

    Several stand beside each other: after ``kind`` and ``before`` a column for each, with its cases and what became of them.
    """
    if len(comparison.names) == 1:
        return [
            {
                "kind": count.title[lang], "before": count.before, "after": count.after,
                "new": count.new, "gone": count.gone, "changed": count.changed,
            }
            for count in comparison.counts()
        ]  # fmt: skip
    every = [comparison.counts(place) for place in range(len(comparison.names))]
    return [
        {"kind": counts[0].title[lang], "before": counts[0].before}
        | {name: _in_short(count).render(lang) for name, count in zip(comparison.names, counts, strict=True)}
        for counts in zip(*every, strict=True)
    ]


def _in_short(count: Count) -> Text:
    """How many cases there are after a scenario, and what became of those before."""
    if not (count.new or count.gone or count.changed):
        return T("{n}", n=count.after)
    return T("{n} (new {new}, gone {gone}, changed {changed})", n=count.after, new=count.new, gone=count.gone, changed=count.changed)


def summary(comparison: Comparison, graph: Graph, scenario: int = 0) -> Text:
    """One sentence on a scenario: how many findings it changes, of how many, on which day.

    Parameters
    ----------
    comparison
        What was compared.
    graph
        The projection after the scenario, for its day.
    scenario
        Which of the scenarios.
    """
    counts = comparison.counts(scenario)
    new, gone, changed = (sum(getattr(count, name) for count in counts) for name in ("new", "gone", "changed"))
    return T(
        "{name}, on {day}: of {n} findings {gone} go and {changed} change; {new} come.",
        name=comparison.names[scenario],
        day=max(provenance(graph).on.values(), default="-"),
        n=sum(count.before for count in counts),
        gone=gone,
        changed=changed,
        new=new,
    )


def value_of(finding: Finding | None, lang: Lang) -> str:
    """What a finding measures, in few signs: ``7 of 8``; without a value that it is there; without a finding nothing."""
    if finding is None:
        return ""
    if not finding.assessable:
        return T("not assessable").render(lang)
    if finding.value is None:
        return T("present").render(lang)
    if finding.denominator is None:
        return T("{n}", n=finding.value).render(lang)
    return T("{n} of {m}", n=finding.value, m=finding.denominator).render(lang)


def _by_id(findings: Iterable[Finding]) -> dict[str, Finding]:
    return {case.id: case for finding in findings for case in finding.cases}


def _measured(finding: Finding) -> tuple[object, ...]:
    """What makes a case another; where it has several figures, out of how many each is, which is all of the region, does not."""
    figures = tuple((figure.measure, figure.value) for figure in finding.figures)
    return finding.severity, finding.assessable, figures or finding.counts


def _count(kind: str, cases: Sequence[Case], scenario: int) -> Count:
    turns = [case.turn(scenario) for case in cases]
    before, after = (sum(bool(finding) for finding in side) for side in ([c.before for c in cases], [c.after[scenario] for c in cases]))
    title = registry()[kind].title if kind in registry() else cases[0].finding.title
    return Count(kind, title, before, after, turns.count(Turn.NEW), turns.count(Turn.GONE), turns.count(Turn.CHANGED))
