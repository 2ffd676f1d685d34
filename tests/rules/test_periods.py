"""A rule of several periods: which of its texts hold, for older and newer arrangements, on a day and over a term."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from orggraph.rules import Rule, rule_base
from orggraph.rules.findings import basis_words

WORDS = {"nl": "x", "en": "x"}
ASKS = {"nl": "x?", "en": "x?"}
BASIS = {"act": "Wgr", "article": "9(1)", "versions": ["2013-07-01"]}


def rule(*periods: dict[str, Any], **fields: Any) -> Rule:
    return Rule.model_validate({
        "id": "r", "kind": "composition", "title": WORDS, "explanation": WORDS, "states": WORDS, "question": ASKS, "remedy": WORDS,
        "severity": "bar", "origin": "law", "basis": BASIS, "forms": ["public_body"], "pattern": "clause",
        "params": {"field": "exit_clause", "what": WORDS}, "periods": periods, **fields,
    })  # fmt: skip


def articles(texts: tuple[Rule, ...]) -> list[tuple[str, str]]:
    return [(text.basis.article, text.severity.value) for text in texts if text.basis]


OLD = {"until": "2022-07-01", "basis": {**BASIS, "article": "old"}}
NEW = {"from": "2022-07-01", "basis": {**BASIS, "article": "new"}, "adapt_by": "2024-07-01"}


@pytest.mark.parametrize(
    ("day", "began", "expected"),
    [
        ("2022-06-30", "2000", ["old"]),
        ("2022-07-01", "2022-07-01", ["new"]),
        ("2023-06-01", "2022-07", ["new"]),
        ("2023-06-01", "2022", ["old"]),
        ("2023-06-01", None, ["old"]),
        ("2024-06-30", "2000", ["old"]),
        ("2024-07-01", "2000", ["new"]),
        ("2024-07-01", None, ["new"]),
    ],
)
def test_an_older_arrangement_keeps_the_text_before_until_it_has_to_adapt(day: str, began: str | None, expected: list[str]) -> None:
    on = date.fromisoformat(day)

    assert [article for article, _ in articles(rule(OLD, NEW).texts_between(on, on, began))] == expected


def test_meanwhile_both_texts_hold_and_the_new_one_asks_less() -> None:
    texts = rule(OLD, {**NEW, "meanwhile": "justify"})
    day, last = date(2023, 6, 1), date(2024, 7, 1)

    assert articles(texts.texts_between(day, day, "2000")) == [("old", "bar"), ("new", "justify")]
    assert articles(texts.texts_between(day, day, "2023")) == [("new", "bar")]
    assert articles(texts.texts_between(last, last, "2000")) == [("new", "bar")]


def test_a_term_over_a_change_is_under_both_texts() -> None:
    both = rule(OLD, {**NEW, "adapt_by": None})

    assert [article for article, _ in articles(both.texts_between(date(2022, 6, 1), date(2022, 7, 1), "2000"))] == ["old", "new"]
    assert [article for article, _ in articles(both.texts_between(date(2022, 6, 1), date(2022, 6, 30), "2000"))] == ["old"]


def test_a_period_changes_the_parameters_it_names_and_no_others() -> None:
    _, new = rule(OLD, {**NEW, "params": {"field": "evaluation_clause"}}).texts

    assert new.params == {"field": "evaluation_clause", "what": WORDS}
    assert new.in_force_from == date(2022, 7, 1)


@pytest.mark.parametrize(
    ("periods", "fields", "words"),
    [
        ((OLD, {**NEW, "from": "2022-08-01"}), {}, "begins on the day"),
        ((OLD, {"basis": BASIS}), {}, "begins on the day"),
        ((OLD, NEW), {"in_force_from": "2015-01-01"}, "nowhere else"),
        ((OLD, {**NEW, "basis": {"act": "Wgr", "article": "new"}}), {}, "severity bar"),
        ((OLD, {**NEW, "forms": ["covenant"]}), {}, "legal forms"),
        ((OLD, {**NEW, "adapt_by": "2020-01-01"}), {}, "adapt_by"),
    ],
)
def test_periods_that_do_not_fit_are_refused(periods: tuple[dict[str, Any], ...], fields: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        rule(*periods, **fields)


def test_each_text_of_the_wgr_names_the_versions_read_and_quotes_them() -> None:
    texts = [text for known in rule_base().rules.values() for text in known.texts if text.basis and text.basis.act == "Wgr"]

    assert texts
    assert [text.id for text in texts if text.basis and not (text.basis.versions and text.basis.quote)] == []


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"in_force_from": "2010-01-01"}, "the first version read is of 2013-07-01"),
        ({"in_force_until": "2013-01-01"}, "is no longer this text"),
    ],
)
def test_a_day_that_no_version_proves_is_refused(fields: dict[str, str], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        rule(**fields)


def test_a_day_that_is_proved_otherwise_or_said_not_to_be_is_told_with_the_article() -> None:
    proved = rule(in_force_from="2010-01-01", basis={**BASIS, "dated_by": "Stb. 2009, 1"})
    doubtful = rule(in_force_from="2010-01-01", basis={**BASIS, "date_not_verified": True})
    assert str(basis_words(proved)) == "Wgr 9(1), read in the versions of 2013-07-01; from 2010-01-01 on by Stb. 2009, 1"
    assert str(basis_words(doubtful)).endswith("; that it holds from 2010-01-01 on is not verified")


def test_a_period_lists_the_versions_that_were_read_of_it_and_no_other() -> None:
    read = {**BASIS, "versions": ["2013-07-01", "2015-01-01", "2025-02-12"]}
    before, after = rule({"until": "2022-07-01"}, {"from": "2022-07-01", "dated_by": "Stb. 2022, 18"}, basis=read).texts
    assert before.basis and [day.year for day in before.basis.versions] == [2013, 2015]
    assert after.basis and [day.year for day in after.basis.versions] == [2025]
    assert after.basis.dated_by == "Stb. 2022, 18"
