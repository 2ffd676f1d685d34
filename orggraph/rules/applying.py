"""Tries the rules of the base on a graph: each where its form, date, statute and participants allow, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from orggraph.graph import Graph, provenance, reading
from orggraph.i18n import T
from orggraph.model.terms import Severity, Statute
from orggraph.rules import people
from orggraph.rules.files import RuleBase, rule_base
from orggraph.rules.schema import Rule
from orggraph.rules.scope import Hit, NoParams, Pattern, Scope, patterns

__all__ = ["Hit", "NoParams", "Pattern", "Scope", "applies", "apply", "patterns", "scopes"]

GRAVE = frozenset({Severity.BAR, Severity.JUSTIFY})


def apply(graph: Graph, kind: str, base: RuleBase | None = None, law: date | None = None) -> Iterator[tuple[Rule, Hit]]:
    """What the rules of one analysis find in a graph, in the order of the rules; of one thing each rule says one.

    Parameters
    ----------
    graph
        A projection; each dataset is tried at the date that it was asked at.
    kind
        The analysis: ``composition``, ``mandates`` or ``role_conflicts``.
    base
        The rules; default: those that come with the package.
    law
        The day whose law is asked of the same facts, acts among them; default: the day of the facts, and for an act its own.
    """
    tried = scopes(graph, law)
    for rule in (base or rule_base()).rules.values():
        if rule.kind != kind:
            continue
        kept: dict[tuple[tuple[str, ...], str | None], tuple[Rule, Hit]] = {}
        for text, hit in (pair for scope in tried for pair in _hits(rule, scope)):
            what = (tuple(sorted(hit.subjects)), hit.object)  # a body of two arrangements or datasets, or a seat held twice, is told once
            if what not in kept or (_assessable(hit) and not _assessable(kept[what][1])):
                kept[what] = text, hit
        yield from kept.values()


def _assessable(hit: Hit) -> bool:
    return hit.certain and not hit.absent


def _hits(rule: Rule, scope: Scope) -> Iterator[tuple[Rule, Hit]]:
    """What one rule finds in one place, each with the text of the rule by which it does."""
    pattern = patterns()[rule.pattern]
    for text in _tried(rule, scope):
        for hit in pattern.run(scope, pattern.params.model_validate(text.params), rule if pattern.acts and scope.law is None else text):
            by = hit.text or text
            yield by, _weighed(hit, by, scope)


def _weighed(hit: Hit, text: Rule, scope: Scope) -> Hit:
    """What was not found counts where the parts of the rule are complete; where a special statute departs from it, all is a doubt."""
    absent = hit.absent and not scope.declares(text.complete, *hit.subjects)
    weighed = replace(hit, absent=absent)
    if text.kind == "role_conflicts" and hit.certain and (hit.severity or text.severity) in GRAVE:
        doubt = people.doubt(scope, hit.edges)
        weighed = replace(weighed, certain=False, why=doubt) if doubt else weighed
    return _doubted(weighed, scope) if scope.attributes.get("statute") in text.except_under else weighed


def _doubted(hit: Hit, scope: Scope) -> Hit:
    """The same as a doubt, since a special statute goes before the rule."""
    statute = Statute(scope.attributes["statute"])
    why = T(
        "{arrangement} stands under a statute that goes before this article: {statute}",
        arrangement=scope.name(scope.id),
        statute=statute.names,
    )
    return replace(hit, certain=False, why=why)


def scopes(graph: Graph, law: date | None = None) -> list[Scope]:
    """Every place where rules are tried, by the law of a day: each dataset, and each arrangement in force in it."""
    scopes = []
    for dataset, on in provenance(graph).on.items():
        day = date.fromisoformat(on)
        live = [arrangement for arrangement in reading.labelled(graph, dataset, "Arrangement") if reading.live(graph.nodes[arrangement])]
        scopes += [Scope(graph, dataset, day, arrangement, law) for arrangement in (None, *live)]
    return scopes


def applies(rule: Rule, scope: Scope) -> bool:
    """Whether a rule is tried here at all: by what the pattern needs, date, form, statute and participants."""
    return bool(_tried(rule, scope))


def _tried(rule: Rule, scope: Scope) -> tuple[Rule, ...]:
    """The texts that are tried here; of acts, which may be of any day up to now, the last of them stands for all."""
    pattern = patterns()[rule.pattern]
    if (pattern.scope == "arrangement") != (scope.arrangement is not None):
        return ()
    if scope.law:
        return tuple(text.timeless() for text in scope.texts(rule, scope.law, scope.law))
    return scope.texts(rule, date.min, scope.on)[-1:] if pattern.acts else scope.texts(rule, scope.on, scope.on)
