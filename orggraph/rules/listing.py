"""The rule base as rows: what each rule says, on what it rests, when it holds and what it reads; and what a change of law changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from orggraph.findings import Finding
from orggraph.findings.listing import weight
from orggraph.graph import Graph
from orggraph.i18n import Lang, T
from orggraph.rules.applying import applies, apply, scopes
from orggraph.rules.files import RuleBase
from orggraph.rules.findings import basis_words, of_hit
from orggraph.rules.schema import Rule

KINDS = ("composition", "mandates", "role_conflicts")
COLUMNS = ("id", "title", "severity", "act", "article", "versions", "in_force_from", "in_force_until", "adapt_by", "applies_to", "states",
           "complete")  # fmt: skip
CHANGES = ("id", "title", "change", "what", "severity_before", "severity_after", "basis_before", "basis_after", "explanation")
EFFECTS = ("rule", "change", "subjects", "before", "after", "text")
Change = Literal["begins", "ends", "changes"]
NAMES = {
    "begins": T("begins"), "ends": T("ends"), "changes": T("changes"), "appears": T("is found under the new law alone"),
    "disappears": T("was found under the old law alone"), "title": T("title"), "explanation": T("explanation"), "severity": T("severity"),
    "basis": T("article"), "forms": T("legal forms"), "participants": T("participants"), "params": T("what is measured"),
    "wording": T("wording"),
}  # fmt: skip
COMPARED = ("title", "explanation", "severity", "basis", "forms", "participants", "params")


def in_force(rule: Rule, day: date) -> Rule | None:
    """The text of a rule that holds on a day, for what began that day; None: the rule does not hold then."""
    for text in rule.texts:
        if (text.in_force_from is None or text.in_force_from <= day) and (text.in_force_until is None or day < text.in_force_until):
            return text
    return None


def rows(base: RuleBase, lang: Lang, *, on: date | None = None, graph: Graph | None = None) -> list[dict[str, Any]]:
    """The rules of law and of our own, a row for each text.

    Parameters
    ----------
    base
        The rule base.
    lang
        The language of titles and of what a rule reads.
    on
        Only the texts that hold on this day; default: all that the base knows.
    graph
        Only the rules that are tried somewhere in this projection.
    """
    tried = scopes(graph) if graph is not None else []
    wanted = [rule for rule in base.rules.values() if graph is None or any(applies(rule, scope) for scope in tried)]
    texts = [text for rule in wanted for text in (rule.texts if on is None else (in_force(rule, on),)) if text]
    return [_row(text, lang) for text in texts]


def _row(text: Rule, lang: Lang) -> dict[str, Any]:
    basis = text.basis
    return {
        "id": text.id,
        "kind": text.kind,
        "title": text.title[lang],
        "severity": text.severity.value,
        "act": basis.act if basis else None,
        "article": basis.article if basis else None,
        "versions": [day.isoformat() for day in basis.versions] if basis else [],
        "dated_by": basis.dated_by if basis else None,
        "date_not_verified": bool(basis and basis.date_not_verified),
        "quote": basis.quote if basis else None,
        "in_force_from": _iso(text.in_force_from),
        "in_force_until": _iso(text.in_force_until),
        "adapt_by": _iso(text.adapt_by),
        "applies_to": applies_to(text, lang),
        "states": text.states[lang],
        "complete": list(text.complete),
        "pattern": text.pattern,
    }


def applies_to(text: Rule, lang: Lang) -> list[str]:
    """Where a text is tried: legal forms, participants, special statutes."""
    participants = text.participants.model_dump(mode="json").items()
    conditions = [T("{what}: {names}", what=name.replace("_", " "), names=list(names)) for name, names in participants if names]
    conditions += [T("only under: {statute}", statute=statute.names) for statute in text.only_under]
    conditions += [T("a doubt under: {statute}", statute=statute.names) for statute in text.except_under]
    return [*(form.names[lang] for form in text.forms), *(words.render(lang) for words in conditions)]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def changes(base: RuleBase, first: date, second: date, lang: Lang) -> list[dict[str, Any]]:
    """What a change of law between two days changes in the base: which rules begin, end, or say something else."""
    return [_change(rule, before, after, lang) for rule, before, after in _changed(base, first, second)]


def _changed(base: RuleBase, first: date, second: date) -> Iterator[tuple[Rule, Rule | None, Rule | None]]:
    for rule in base.rules.values():
        before, after = in_force(rule, first), in_force(rule, second)
        if before is not after:
            yield rule, before, after


def _change(rule: Rule, before: Rule | None, after: Rule | None, lang: Lang) -> dict[str, Any]:
    change: Change = "begins" if before is None else "ends" if after is None else "changes"
    differing = [name for name in COMPARED if before and after and getattr(before, name) != getattr(after, name)]
    return {
        "id": rule.id,
        "title": (after or before or rule).title[lang],
        "change": NAMES[change].render(lang),
        "what": [NAMES[name].render(lang) for name in differing],
        "severity_before": before.severity.names[lang] if before else None,
        "severity_after": after.severity.names[lang] if after else None,
        "basis_before": words.render(lang) if before and (words := basis_words(before)) else None,
        "basis_after": words.render(lang) if after and (words := basis_words(after)) else None,
        "quote_before": before.basis.quote if before and before.basis else None,
        "quote_after": after.basis.quote if after and after.basis else None,
        "explanation": (after or before or rule).explanation[lang],
    }


@dataclass(frozen=True)
class Effect:
    """A finding under the law of one day and under that of another, on the same facts; None: it is not found under that law."""

    before: Finding | None
    after: Finding | None

    @property
    def finding(self) -> Finding:
        """What is found under the new law; where that is nothing, under the old."""
        if finding := self.after or self.before:
            return finding
        raise LookupError("an effect has a finding under one of the two laws")

    @property
    def change(self) -> str | None:
        """What became of it; None: it is the same under both."""
        if self.before is None or self.after is None:
            return "appears" if self.after else "disappears"
        if (self.before.severity, self.before.assessable) != (self.after.severity, self.after.assessable):
            return "severity"
        return None if self.before.text.render("nl") == self.after.text.render("nl") else "wording"


def effects(graph: Graph, base: RuleBase, first: date, second: date) -> list[Effect]:
    """For whom a change of law changes something: what is found in a projection under the law of the one day and of the other.

    Older arrangements keep the law that they may keep on each of the two days. Acts are judged as if done under that law.
    """
    changed = {rule.id: rule for rule, _, _ in _changed(base, first, second)}
    differing = RuleBase(base.hats, {}, changed)
    before, after = (_findings(graph, differing, day) for day in (first, second))
    every = [Effect(before.get(key), after.get(key)) for key in dict.fromkeys([*before, *after])]
    order = {rule: place for place, rule in enumerate(base.rules)}
    return sorted((effect for effect in every if effect.change), key=lambda effect: order[str(effect.finding.rule)])


def _findings(graph: Graph, base: RuleBase, law: date) -> dict[str, Finding]:
    findings = [of_hit(graph, text, hit) for kind in KINDS for text, hit in apply(graph, kind, base, law=law)]
    return {finding.id: finding for finding in findings}


def effect_rows(effects: Sequence[Effect], lang: Lang) -> list[dict[str, Any]]:
    """Effects as rows, in the order of the rules."""
    return [_effect(effect, lang) for effect in effects]


def _effect(effect: Effect, lang: Lang) -> dict[str, Any]:
    finding = effect.finding
    return {
        "rule": finding.rule,
        "dataset": finding.dataset,
        "change": NAMES[effect.change or "changes"].render(lang),
        "subjects": [subject.name for subject in finding.subjects],
        "subject_ids": [subject.id for subject in finding.subjects],
        "before": weight(effect.before)[lang] if effect.before else None,
        "after": weight(effect.after)[lang] if effect.after else None,
        "text": finding.text.render(lang),
    }
