"""Every rule of the base has three cases: it fires, it is silent, it does not apply.

``cases/<any>.yaml`` holds, by rule id and case: ``from`` (a skeleton that lies beside the cases), ``change`` (fields of its
records by label and slug; null for a field, or for the whole record, takes it away), ``add`` (records by label), ``date``,
``complete`` (default for a case that fires: what the rule asks), and ``expect`` of what is found. ``fires`` finds at least one
thing that is assessable with the rule's severity, unless ``expect`` says otherwise. ``silent``: the rule is tried, and finds
nothing. ``does_not_apply``: it is not tried by form, date, statute or participants; with ``excepted: true`` the pattern itself
knows the exception, and what is found, if anything, is for information.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from orggraph.findings import Finding, Severity
from orggraph.graph import Graph, project
from orggraph.i18n import LANGUAGES
from orggraph.model.tables import to_tables
from orggraph.rule_findings import of_hit
from orggraph.rules import Rule, RuleBase, rule_base
from orggraph.rules.applying import applies, apply, scopes
from orggraph.sources.dataset_yaml import read_dataset

FOLDER = Path(__file__).parent / "cases"
KINDS = ("fires", "silent", "does_not_apply")
Case = dict[str, Any]


def _read(path: Path) -> dict[str, Any]:
    found = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - the plainest loader: all is text
    assert isinstance(found, dict), path
    return found


CASES: dict[str, dict[str, Case]] = {}
for _file in sorted(FOLDER.glob("*.yaml")):
    for _rule, _cases in _read(_file).items():
        assert _rule not in CASES, f"{_rule} has cases in two files"
        CASES[_rule] = _cases
RULES = rule_base().rules


def graph_of(case: Case, complete: tuple[str, ...] = ()) -> Graph:
    """The projection of a case."""
    start = _read(FOLDER / "skeletons" / f"{case['from']}.yaml") if "from" in case else {}
    records: dict[str, list[dict[str, Any]]] = {label: [dict(one) for one in ones] for label, ones in start.items()}
    for name, fields in (case.get("change") or {}).items():
        label, slug = name.split("/")
        [(key, one)] = [(key, one) for key, ones in records.items() for one in ones if key.lower() == label and one["id"] == slug]
        if fields in ("", "null"):
            records[key].remove(one)
            continue
        one |= fields
        for field in [field for field, value in fields.items() if value == "null"]:
            del one[field]
    for label, ones in (case.get("add") or {}).items():
        records.setdefault(label, []).extend(ones)
    head = {"id": "geval", "title": "Geval", "reference_date": "2026-01-01", "fictional": "true", "complete": list(complete)}
    text = yaml.safe_dump({"orggraph": "1", "dataset": head, **records}, allow_unicode=True)
    return project(to_tables(read_dataset(text)), on=case.get("date"))


def found_in(graph: Graph, rule: Rule) -> list[Finding]:
    """What one rule finds."""
    base = RuleBase({}, {}, {rule.id: rule})
    return [of_hit(graph, rule, hit) for _, hit in apply(graph, rule.kind, base)]


def tried_in(graph: Graph, rule: Rule) -> bool:
    return any(applies(rule, scope) for scope in scopes(graph))


def test_cases_and_rules_are_the_same() -> None:
    assert RULES
    assert CASES.keys() == RULES.keys()
    assert {rule: tuple(cases) for rule, cases in CASES.items() if not set(KINDS) <= cases.keys()} == {}


@pytest.mark.parametrize("name", sorted(RULES))
def test_fires(name: str) -> None:
    rule, case = RULES[name], CASES[name]["fires"]
    expect = case.get("expect") or {}

    found = found_in(graph_of(case, rule.complete), rule)

    assert len(found) == int(expect.get("hits", 1)), [one.text.render("en") for one in found]
    first = found[0]
    assert first.severity == Severity(expect.get("severity", rule.severity))
    assert first.assessable is (expect.get("assessable", "true") == "true"), first.text.render("en")
    if "subjects" in expect:
        assert [one.id.split("/", 1)[1] for one in first.subjects] == expect["subjects"]
    for figure in ("value", "denominator"):
        if figure in expect:
            assert getattr(first, figure) == float(expect[figure]), first.text.render("en")
    for lang in LANGUAGES:
        told = first.to_json(lang)
        assert "{" not in told["text"]
        assert rule.explanation.texts[lang] in told["text"]
    assert first.text.render("nl") != first.text.render("en")
    assert first.edges or first.nodes


@pytest.mark.parametrize("name", sorted(RULES))
def test_what_is_left_out_of_the_data_is_no_finding_that_stands(name: str) -> None:
    rule, case = RULES[name], CASES[name]["fires"]

    for finding in found_in(graph_of(case), rule):
        if rule.complete:
            assert not finding.assessable
            assert finding.value is None
            assert finding.text.render("en").startswith("Not assessable")


@pytest.mark.parametrize("name", sorted(RULES))
def test_silent(name: str) -> None:
    rule, case = RULES[name], CASES[name]["silent"]
    graph = graph_of(case, rule.complete)

    assert tried_in(graph, rule)
    assert [one.text.render("en") for one in found_in(graph, rule)] == []


@pytest.mark.parametrize("name", sorted(RULES))
def test_does_not_apply(name: str) -> None:
    rule, case = RULES[name], CASES[name]["does_not_apply"]
    graph = graph_of(case, rule.complete)

    found = found_in(graph, rule)
    if case.get("excepted") == "true":
        assert {one.severity for one in found} <= {Severity.INFO}
    else:
        assert not tried_in(graph, rule)
        assert found == []
