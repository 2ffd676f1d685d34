"""One module per analysis: a pure function over one projection, declared there and found by the registry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from orggraph import plugins
from orggraph.errors import UnknownName
from orggraph.findings import Analysis, Finding, Table, gather
from orggraph.garbage import no_garbage_collection
from orggraph.graph import Graph
from orggraph.i18n import T
from orggraph.params import bind
from orggraph.rules import RuleBase, add_rules


@cache
def registry() -> Mapping[str, Analysis]:
    """All analyses, by kind. Raises ValueError for two of one kind."""
    return plugins.by_name(__name__, Analysis, lambda analysis: analysis.kind)


def find(
    graph: Graph,
    kinds: Sequence[str] = (),
    params: Mapping[str, Any] | None = None,
    rules: RuleBase | Iterable[Path | str] | None = None,
) -> list[Finding]:
    """What the analyses find in a graph.

    Parameters
    ----------
    graph
        A projection (:func:`orggraph.graph.project`), or any graph with the same attributes.
    kinds
        Which analyses; none given: all.
    params
        Parameters by name; each goes to the analyses that declare it.
    rules
        Rule files of a user, which are added to those of the package, or a whole rule base; default: those of the package.

    Returns
    -------
    Findings with the gravest first and what is not assessable last, each line once (:func:`orggraph.findings.gather`).

    Raises
    ------
    UnknownName
        An unknown kind, or a parameter that none of the analyses asked knows.
    InvalidInput
        With every problem of the rule files.
    """
    chosen = [_analysis(kind) for kind in dict.fromkeys(kinds)] or list(registry().values())
    base = rules if rules is None or isinstance(rules, RuleBase) else add_rules(rules)
    given = dict(params or {})
    declared = {name for analysis in chosen for name in analysis.params}
    for name in given:
        if name not in declared:
            raise UnknownName(T("parameter"), name, declared)
    findings: list[Finding] = []
    with no_garbage_collection():
        for analysis in chosen:
            mine = bind(analysis.params, {name: value for name, value in given.items() if name in analysis.params})
            if analysis.takes_rules:
                mine["base"] = base
            findings += analysis.run(graph, **mine)
        once = {(finding.id, finding.fingerprint): finding for finding in reversed(findings)}  # what two datasets know alike is told once
        return gather(once.values())


def tables(graph: Graph, kind: str, params: Mapping[str, Any] | None = None) -> list[Table]:
    """What one analysis measures everywhere in a graph, as tables.

    Parameters
    ----------
    graph
        A projection, or any graph with the same attributes.
    kind
        Which analysis.
    params
        Its parameters by name.

    Raises
    ------
    UnknownName
        An unknown kind, one that has no tables, or a parameter that it does not know.
    """
    measuring = {name: analysis for name, analysis in registry().items() if analysis.tables}
    if _analysis(kind).tables is None:
        raise UnknownName(T("analysis with tables"), kind, measuring)
    analysis = measuring[kind]
    return list(analysis.tables(graph, **bind(analysis.params, dict(params or {})))) if analysis.tables else []


def _analysis(kind: str) -> Analysis:
    if kind not in registry():
        raise UnknownName(T("analysis"), kind, registry())
    return registry()[kind]
