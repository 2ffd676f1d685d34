"""Every rule of the base has three cases: it fires, it is silent, it does not apply.

``cases/<any>.yaml`` holds, by rule id, cases whose names begin with ``fires``, ``silent`` or ``does_not_apply``, at least one
of each. A case has ``from`` (a skeleton that lies beside the cases), ``change`` and ``also`` (fields of its records by label
and slug; null for a field, or for the whole record, takes it away), ``add`` (records by label), ``date``, ``complete: none``
(default: the dataset calls complete what the rule asks) and ``expect`` of what is found. What begins with a dot is shared
between cases. ``fires`` finds one thing that is assessable with the rule's severity, unless ``expect`` says otherwise.
``silent``: the rule is tried, and finds nothing. ``does_not_apply``: it is not tried by form, date, statute or participants;
with ``excepted: true`` the pattern itself knows the exception, and what is found, if anything, is for information.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from orggraph.findings import Finding, Severity
from orggraph.graph import Graph, project
from orggraph.i18n import LANGUAGES
from orggraph.model.tables import to_tables
from orggraph.rules import Rule, RuleBase, rule_base
from orggraph.rules.applying import applies, apply, scopes
from orggraph.rules.findings import of_hit
from orggraph.sources.dataset_yaml import read_dataset

FOLDER = Path(__file__).parent / "cases"
KINDS = ("fires", "silent", "does_not_apply")
Case = dict[str, Any]


class _Plain(yaml.SafeLoader):
    """All is text, and ``<<`` takes over the fields of another mapping."""

    yaml_implicit_resolvers = {"<": yaml.SafeLoader.yaml_implicit_resolvers["<"]}  # noqa: RUF012 - as the library has it


@cache
def _read(path: Path) -> dict[str, Any]:
    found = yaml.load(path.read_text(encoding="utf-8"), _Plain)  # noqa: S506 - a safe loader
    assert isinstance(found, dict), path
    return found


CASES: dict[str, dict[str, Case]] = {}
for _file in sorted(FOLDER.glob("*.yaml")):
    for _rule, _cases in _read(_file).items():
        if not _rule.startswith("."):
            assert _rule not in CASES, f"{_rule} has cases in two files"
            CASES[_rule] = _cases
RULES = rule_base().rules


def named(kind: str) -> list[tuple[str, str]]:
    """Rule and name of every case of one kind."""
    return [(rule, name) for rule, cases in CASES.items() for name in cases if name.startswith(kind)]


def graph_of(case: Case, complete: tuple[str, ...] = (), since: str = "1990") -> Graph:
    """The projection of a case; ``complete``: what the dataset calls complete, and since when."""
    start = _read(FOLDER / "skeletons" / f"{case['from']}.yaml") if "from" in case else {}
    records: dict[str, list[dict[str, Any]]] = {label: [dict(one) for one in ones] for label, ones in start.items()}
    for name, fields in [*(case.get("change") or {}).items(), *(case.get("also") or {}).items()]:
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
    head = {"id": "geval", "title": "Geval", "reference_date": "2026-01-01", "fictional": "true", "complete": list(complete),
            "complete_since": since}  # fmt: skip
    text = json.dumps({"orggraph": "1", "dataset": head, **records}, ensure_ascii=False)  # JSON is YAML, and quicker to write
    return project(to_tables(read_dataset(text)), on=case.get("date"))


def projection_of(case: Case, rule: Rule) -> Graph:
    """The projection of a case, in which the dataset calls complete what the rule asks, unless the case says none."""
    return graph_of(case, () if case.get("complete") == "none" else rule.complete)


def found_in(graph: Graph, rule: Rule) -> list[Finding]:
    """What one rule finds."""
    base = RuleBase({}, {}, {rule.id: rule})
    return [of_hit(graph, text, hit) for text, hit in apply(graph, rule.kind, base)]


def tried_in(graph: Graph, rule: Rule) -> bool:
    return any(applies(rule, scope) for scope in scopes(graph))


def test_cases_and_rules_are_the_same() -> None:
    assert RULES
    assert CASES.keys() == RULES.keys()
    lacking = {rule: kind for rule, cases in CASES.items() for kind in KINDS if not any(name.startswith(kind) for name in cases)}
    assert lacking == {}


@pytest.mark.parametrize(("rule_id", "name"), named("fires"))
def test_fires(rule_id: str, name: str) -> None:
    rule, case = RULES[rule_id], CASES[rule_id][name]
    expect = case.get("expect") or {}

    found = found_in(projection_of(case, rule), rule)

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
        assert any(text.explanation[lang] in told["text"] for text in rule.texts)
    assert first.text.render("nl") != first.text.render("en")
    assert first.quote in {text.basis.quote if text.basis else None for text in rule.texts}
    assert first.edges or first.nodes


@pytest.mark.parametrize("rule_id", sorted(rule for rule in RULES if RULES[rule].complete))
@pytest.mark.parametrize("complete_since", [None, "day_after"])
def test_what_is_left_out_of_the_data_is_no_finding_that_stands(rule_id: str, complete_since: str | None) -> None:
    rule, case = RULES[rule_id], CASES[rule_id].get("fires_by_absence") or CASES[rule_id]["fires"]
    asked_on = date.fromisoformat(case.get("date", "2026-01-01"))
    graph = graph_of(case, rule.complete, (asked_on + timedelta(days=1)).isoformat()) if complete_since else graph_of(case)

    found = found_in(graph, rule)

    assert {(one.assessable, one.value, one.text.render("en").startswith("Not assessable")) for one in found} <= {(False, None, True)}


@pytest.mark.parametrize(("rule_id", "name"), named("silent"))
def test_silent(rule_id: str, name: str) -> None:
    rule, case = RULES[rule_id], CASES[rule_id][name]
    graph = projection_of(case, rule)

    assert tried_in(graph, rule)
    assert [one.text.render("en") for one in found_in(graph, rule)] == []


@pytest.mark.parametrize(("rule_id", "name"), named("does_not_apply"))
def test_does_not_apply(rule_id: str, name: str) -> None:
    rule, case = RULES[rule_id], CASES[rule_id][name]
    graph = projection_of(case, rule)

    found = found_in(graph, rule)
    if case.get("excepted") == "true":
        assert {one.severity for one in found} <= {Severity.INFO}
    else:
        assert not tried_in(graph, rule)
        assert found == []


@pytest.mark.parametrize("form", ["covenant", "network_alliance"])
def test_no_rule_of_the_wgr_is_tried_on_a_form_that_it_does_not_know(form: str) -> None:
    graph = graph_of({"from": "public_body", "change": {"arrangement/regeling": {"form": form}}})

    assert [rule.id for rule in RULES.values() if rule.basis and rule.basis.act == "Wgr" and tried_in(graph, rule)] == []


def test_in_2012_no_rule_of_later_law_is_tried() -> None:
    graph = graph_of({"from": "public_body", "date": "2012-06-01", "change": {"arrangement/regeling": {"start_date": "null"}}})

    tried = [rule for rule in RULES.values() if tried_in(graph, rule)]
    assert any(rule.basis and rule.basis.act == "Wgr" for rule in tried)
    assert [rule.id for rule in tried if rule.in_force_from and rule.in_force_from.year > 2012] == []


@pytest.mark.parametrize("rule_id", sorted(rule for rule in RULES if RULES[rule].periods))
def test_each_text_of_a_rule_has_a_case_in_which_it_fires(rule_id: str) -> None:
    rule = RULES[rule_id]
    graphs = [projection_of(case, rule) for name, case in CASES[rule_id].items() if name.startswith("fires")]

    fired = {text.in_force_from for graph in graphs for text, _ in apply(graph, rule.kind, RuleBase({}, {}, {rule_id: rule}))}

    assert fired == {text.in_force_from for text in rule.texts}
