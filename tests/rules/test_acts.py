"""What was done keeps the verdict of its own day, whatever day is asked and in whatever order it is written."""

from __future__ import annotations

import json
from itertools import permutations
from typing import Any

import pytest

from tests.rules.test_cases import CASES, RULES, found_in, projection_of

RULE = "wgr-35-budget-public-body"
OF_2014 = "fires_on_the_budget_of_2014_by_its_own_law"


def sentences(case: dict[str, Any]) -> list[tuple[str, str]]:
    found = found_in(projection_of(case, RULES[RULE]), RULES[RULE])
    return [(finding.text.render("en"), str(finding.basis)) for finding in found if finding.assessable]


@pytest.mark.parametrize("day", ["2013-06-12", "2014-12-31", "2015-01-01", "2022-06-30", "2022-07-01", "2026-01-01"])
def test_the_day_asked_changes_nothing_of_what_was_done(day: str) -> None:
    case = CASES[RULE][OF_2014]

    [(sentence, basis)] = sentences({**case, "date": day})

    assert "41 days where 42 are asked for: 1 short" in sentence
    assert basis == "Wgr 35(1), 35(3), read in the versions of 2002-03-07, 2013-07-01"


def test_what_is_yet_to_be_done_is_not_held_against_anybody() -> None:
    case = CASES[RULE][OF_2014]

    assert sentences({**case, "date": "2013-05-15"}) == []


def test_the_order_in_which_acts_are_written_changes_nothing() -> None:
    case = json.loads(json.dumps(CASES[RULE]["fires_where_one_council_had_it_later"]))
    acts = case["add"]["Act"]

    orders = [sentences({**case, "add": {"Act": list(order)}}) for order in permutations(acts)]

    assert orders[0]
    assert all(order == orders[0] for order in orders)


def test_each_council_is_named_with_its_days() -> None:
    [(sentence, _)] = sentences(CASES[RULE]["fires_where_one_council_had_it_later"])

    assert "from “send” on 2025-04-11 to “propose” on 2025-06-25 75 days where 84 are asked for: 9 short" in sentence
    assert "at 1 of 3 councils (“Gemeente C”)" in sentence


def test_a_term_over_a_change_of_law_names_both_terms() -> None:
    case = CASES[RULE]["fires_not_assessable_over_the_change_of_2022"]

    [finding] = found_in(projection_of(case, RULES[RULE]), RULES[RULE])

    assert "since 2015-01-01: 56 days before “propose”, since 2022-07-01: 84 days before “propose”" in finding.text.render("en")
    assert "sinds 2015-01-01: 56 dagen voor “voorstellen”" in finding.text.render("nl")
