"""What the rules of an arrangement's form make of the regions, and of readings that can be disputed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from orggraph import regions
from orggraph.analyses import find
from orggraph.findings import Finding, Severity
from orggraph.graph import Graph, project
from orggraph.model.tables import to_tables
from orggraph.rules import rule_base
from orggraph.sources.dataset_yaml import read_dataset

Small = Callable[..., Graph]
REAL = ("amersfoort", "arnhem-nijmegen", "gooi-en-vechtstreek", "noord-veluwe")
KINDS = ("composition", "mandates", "role_conflicts")
"""The analyses that try rules of law."""


@pytest.fixture(scope="module")
def of_law() -> dict[str, list[Finding]]:
    """What the rules of law find in each real region."""
    found = {}
    for name in REAL:
        graph = project(to_tables(read_dataset(regions.path(name))))
        found[name] = [one for one in find(graph, KINDS) if one.origin == "law"]
    return found


@pytest.mark.parametrize("name", REAL)
def test_no_region_is_told_of_a_bar_by_what_its_sources_leave_out(of_law: dict[str, list[Finding]], name: str) -> None:
    stated = [one for one in of_law[name] if one.assessable]
    assert [one.text.render("en") for one in stated if one.severity is not Severity.TENSION] == []
    assert all(one.value is None and one.text.render("en").startswith("Not assessable") for one in of_law[name] if one not in stated)


@pytest.mark.parametrize("name", REAL)
def test_what_is_not_assessable_is_told_once_for_a_rule_and_what_it_is_about(of_law: dict[str, list[Finding]], name: str) -> None:
    told = [(one.rule, tuple(subject.id for subject in one.subjects)) for one in of_law[name]]

    assert len(told) == len(set(told))
    assert len(told) <= 20


def test_nothing_of_the_wgr_is_said_of_a_covenant(of_law: dict[str, list[Finding]]) -> None:
    assert of_law["amersfoort"] == []


def test_a_region_of_2012_is_not_held_against_later_law(of_law: dict[str, list[Finding]]) -> None:
    rules = {one.rule for one in of_law["noord-veluwe"]}

    assert {"wgr-12-bodies", "wgr-22-meetings"} <= rules
    assert [rule for rule in rules if (began := rule_base().rules[str(rule)].in_force_from) and began.year > 2012] == []


def test_gooi_is_asked_for_what_its_form_has(of_law: dict[str, list[Finding]]) -> None:
    found = {one.rule: one for one in of_law["gooi-en-vechtstreek"]}

    assert {"wgr-11a-evaluation", "wgr-9-exit-clause", "wgr-17-2-inform-councils", "wgr-35-budget-public-body"} <= found.keys()
    assert str(found["wgr-11a-evaluation"].basis) == "Wgr 11a, read in the versions of 2022-07-01, 2025-02-12"
    assert found["wgr-17-2-inform-councils"].denominator == 7


def test_a_joint_body_is_asked_less(of_law: dict[str, list[Finding]]) -> None:
    asked = {one.rule: one.assessable for one in of_law["arnhem-nijmegen"]}

    assert asked.keys() == {"wgr-9-exit-clause", "wgr-10-2-powers", "wgr-10-interest-composition", "wgr-17-clauses", "wgr-34b-frames"}
    assert [rule for rule, stated in asked.items() if stated] == ["wgr-10-2-powers"]


TWO = """
Arrangement:
  - {id: een, name: Een, form: public_body, powers: [Inkoop], exit_clause: artikel 9, evaluation_clause: artikel 10}
  - {id: twee, name: Twee, form: joint_body, exit_clause: artikel 9, evaluation_clause: artikel 10}
Cooperation: [{id: samen, name: Samen, governed_by: [arrangement/een, arrangement/twee]}]
Body:
  - {id: ab, name: AB, kind: general_board, tier: executive, part_of: arrangement/een}
  - {id: db, name: DB, kind: executive_board, tier: executive, part_of: arrangement/een, accountable_to: body/ab}
  - {id: orgaan, name: Orgaan, kind: general_board, tier: executive, part_of: arrangement/twee, meetings_max: 1}
Post: [{id: v, name: Voorzitter, capacity: chair, in: body/ab}]
"""


def test_each_arrangement_of_one_cooperation_has_its_own_bodies(small: Small) -> None:
    [finding] = [one for one in find(small(TWO), ["composition"]) if one.rule == "wgr-22-meetings" and one.assessable]

    assert [subject.name for subject in finding.subjects] == ["Orgaan"]
    assert (finding.value, finding.denominator) == (1, 2)


def test_what_is_proposed_is_not_held_against_the_law(small: Small) -> None:
    proposed = TWO.replace("form: joint_body,", "form: joint_body, status: proposed,")

    assert [one.rule for one in find(small(proposed), ["composition"]) if one.assessable] == []
