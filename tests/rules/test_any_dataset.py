"""Whatever a dataset holds, rules say things once, in both languages, and never with the words of a verdict."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings

from orggraph.graph import project
from orggraph.i18n import LANGUAGES
from orggraph.model.dataset import Dataset
from orggraph.model.tables import to_tables
from orggraph.rules import rule_base
from orggraph.rules.applying import apply
from orggraph.rules.findings import of_hit
from tests.strategies import datasets

VERDICTS = re.compile(
    r"overtred|verboden|onrechtmatig|in strijd|mag niet|schend|te veel|niemand|falen|schuld"
    r"|breach|forbidden|illegal|violat|must not|too much|nobody|fail|guilt",
    re.IGNORECASE,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(datasets(most=20))
def test_each_thing_is_said_once_and_in_both_languages(dataset: Dataset) -> None:
    graph = project(to_tables(dataset), on="2026-01-01")
    found = [of_hit(graph, rule, hit) for kind in ("composition", "mandates", "role_conflicts") for rule, hit in apply(graph, kind)]

    assert len({finding.id for finding in found}) == len(found)
    assert all(finding.to_json(lang)["text"] for finding in found for lang in LANGUAGES)
    assert all(finding.assessable or finding.value is None for finding in found)


@pytest.mark.parametrize("rule", sorted(rule_base().rules))
def test_no_rule_is_worded_as_a_verdict(rule: str) -> None:
    one = rule_base().rules[rule]

    for words in (one.title, one.explanation, one.question, one.remedy):
        assert not VERDICTS.search(f"{words.nl} {words.en}"), words
