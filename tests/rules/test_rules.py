from __future__ import annotations

from pathlib import Path

import pytest

from orggraph.errors import InvalidInput
from orggraph.graph import Graph, project
from orggraph.model.tables import to_tables
from orggraph.rules import read_rules, rule_base
from orggraph.rules.matching import Matcher
from orggraph.sources.dataset_yaml import read_dataset

HATS = Path(__file__).with_name("hats.yaml")
MEETINGS = {
    ("a1", "commissioner-contractor", "assignment/1"),
    ("b1", "commissioner-approver", "body/ab"),
    ("c1", "adviser-decider", "body/db"),
    ("d1", "region-municipality", "body/ab"),
    ("d1", "two-principals", "product/agenda"),
    ("d1", "two-principals", "decision/besluit"),
    ("e1", "local-regional", "topic/wonen"),
    ("f1", "supervisor-supervised", "body/rve"),
    ("g1", "director-unit", "body/rve"),
    ("h1", "clients-director", "body/directie"),
    ("i1", "chair-lead", "body/do"),
    ("j1", "chair-lead", "body/stuurgroep"),
    ("k1", "region-municipality", "topic/wonen"),
}
"""Who meets on what by which rule, worked out by hand; everyone whose id ends in 2 is silent."""


@pytest.fixture(scope="module")
def graph() -> Graph:
    return project(to_tables(read_dataset(HATS)))


def test_every_pair_fires_on_one_person_and_is_silent_on_the_next(graph: Graph) -> None:
    found = {(match.subjects[0].rsplit("/", 1)[-1], match.rule.id, str(match.object).split("/", 1)[1]) for match in Matcher(graph).people()}

    assert found == MEETINGS
    assert {rule for _, rule, _ in MEETINGS} == set(rule_base().pairs)


def test_the_eight_tensions_that_the_design_names_are_there() -> None:
    named = {
        "commissioner-contractor", "commissioner-approver", "adviser-decider", "region-municipality", "local-regional",
        "supervisor-supervised", "two-principals", "chair-lead",
    }  # fmt: skip

    assert named <= rule_base().pairs.keys()


def test_a_match_shows_both_capacities(graph: Graph) -> None:
    [match] = [match for match in Matcher(graph).people() if match.rule.id == "commissioner-contractor"]

    assert match.hats == ("commissioner", "contractor")
    assert {edge.attributes["type"] for edge in match.edges} == {"COMMISSIONED_BY", "CARRIED_OUT_BY"}


def test_a_former_seat_collides_with_nothing() -> None:
    text = HATS.read_text(encoding="utf-8").replace("holds: [post/do-i1,", "holds: [{to: post/do-i1, status: former},")
    changed = project(to_tables(read_dataset(text)))

    found = {(match.subjects[0].rsplit("/", 1)[-1], match.rule.id) for match in Matcher(changed).people()}
    assert found == {(person, rule) for person, rule, _ in MEETINGS} - {("i1", "chair-lead")}


def test_every_hat_of_the_rule_base_stands_in_a_pair() -> None:
    base = rule_base()

    assert base.hats.keys() == {hat for pair in base.pairs.values() for hat in (*pair.first, *pair.second)}


def test_every_pair_is_ours_and_a_tension() -> None:
    assert len(rule_base().pairs) >= 10
    assert {(pair.origin, pair.severity) for pair in rule_base().pairs.values()} == {("ours", "tension")}


BAD = """
hats:
  - {id: one, title: {nl: een, en: one}, roles: [one]}
  - {id: one, title: {nl: een, en: one}, roles: [one]}
  - {id: empty, title: {nl: leeg, en: empty}}
  - {id: seated, title: {nl: zit, en: seated}, seats: [{bodies: [bord]}]}
  - {id: walks, title: {nl: loopt, en: walks}, objects: ["<COMMISIONED_BY"]}
pairs:
  - id: odd
    title: {nl: vreemd, en: odd}
    explanation: {nl: x, en: x}
    question: {nl: waarom, en: why?}
    remedy: {nl: x, en: x}
    first: [one]
    second: [two]
    meet: [{}]
  - id: lost
    title: {nl: kwijt, en: lost}
    explanation: {nl: x, en: x}
    question: {nl: waar?, en: where?}
    remedy: {nl: x, en: x}
    first: [one]
    second: [onne]
    meet: [{}]
rulez: []
"""


def test_all_problems_of_a_rule_file_at_once_each_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(BAD, encoding="utf-8")

    with pytest.raises(InvalidInput) as caught:
        read_rules([file])

    found = {(problem.code, problem.line) for problem in caught.value.problems}
    assert found == {
        ("duplicate_id", 4), ("bad_value", 5), ("unknown_value", 6), ("bad_value", 6), ("bad_value", 7), ("bad_value", 9),
        ("unknown_hat", 23), ("unknown_key", 25),
    }  # fmt: skip
    told = "\n".join(problem.text("en") for problem in caught.value.problems)
    assert "COMMISSIONED_BY" in told
    assert "Known: one" in told
