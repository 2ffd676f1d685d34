"""Tries the rules of the base on a graph: each where its form, date, statute and participants allow, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from orggraph.graph import Graph, provenance, reading
from orggraph.model.dates import first_day
from orggraph.rules.files import RuleBase, rule_base
from orggraph.rules.schema import Rule
from orggraph.rules.scope import Hit, NoParams, Pattern, Scope, patterns

__all__ = ["Hit", "NoParams", "Pattern", "Scope", "applies", "apply", "patterns", "scopes"]


def apply(graph: Graph, kind: str, base: RuleBase | None = None) -> Iterator[tuple[Rule, Hit]]:
    """What the rules of one analysis find in a graph, in the order of the rules; of one thing each rule says one.

    Parameters
    ----------
    graph
        A projection; each dataset is tried at the date that it was asked at.
    kind
        The analysis: ``composition``, ``mandates`` or ``role_conflicts``.
    base
        The rules; default: those that come with the package.
    """
    tried = scopes(graph)
    said: set[tuple[str, tuple[str, ...], str | None]] = set()
    for rule in (base or rule_base()).rules.values():
        if rule.kind != kind:
            continue
        pattern = patterns()[rule.pattern]
        params = pattern.params.model_validate(rule.params)
        for hit in (hit for scope in tried if applies(rule, scope) for hit in pattern.run(scope, params, rule)):
            what = (rule.id, tuple(sorted(hit.subjects)), hit.object)
            if what not in said:  # a body of two arrangements, or a seat held twice, is told once
                said.add(what)
                yield rule, hit


def scopes(graph: Graph) -> list[Scope]:
    """Every place where rules are tried: each dataset, and each arrangement in force in it."""
    found = []
    for dataset, on in provenance(graph).on.items():
        day = date.fromisoformat(on)
        found.append(Scope(graph, dataset, day))
        found += [
            Scope(graph, dataset, day, one) for one in reading.labelled(graph, dataset, "Arrangement") if reading.live(graph.nodes[one])
        ]
    return found


def applies(rule: Rule, scope: Scope) -> bool:
    """Whether a rule is tried here at all: by what the pattern needs, date, form, statute and participants."""
    if (patterns()[rule.pattern].scope == "arrangement") != (scope.arrangement is not None):
        return False
    if not _in_force(rule, scope):
        return False
    if scope.arrangement is None:
        return True
    if rule.forms and scope.attributes.get("form") not in rule.forms:
        return False
    return scope.attributes.get("statute") not in rule.except_under and _participants(rule, scope)


def _in_force(rule: Rule, scope: Scope) -> bool:
    if (rule.in_force_from and scope.on < rule.in_force_from) or (rule.in_force_until and scope.on >= rule.in_force_until):
        return False
    if rule.adapt_by is None or scope.on >= rule.adapt_by or rule.in_force_from is None:
        return True
    began = scope.attributes.get("start_date")
    return began is not None and first_day(began) >= rule.in_force_from


def _participants(rule: Rule, scope: Scope) -> bool:
    asked, organs = rule.participants, scope.organs
    kinds = {scope.graph.nodes[one].get("kind") for one in scope.participants}
    return (
        (not asked.organs_only or (bool(organs) and organs <= set(asked.organs_only)))
        and (not asked.organs_some or not organs.isdisjoint(asked.organs_some))
        and organs >= set(asked.organs_all)
        and (not asked.organs_none or (bool(organs) and organs.isdisjoint(asked.organs_none)))
        and (not asked.kinds_only or (bool(kinds) and kinds <= set(asked.kinds_only)))
        and kinds.isdisjoint(asked.kinds_none)
    )
