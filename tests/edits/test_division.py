"""Dividing: the best by brute force, the smallest conflict by trying every set of rules, and files that cannot be."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product
from pathlib import Path

import networkx as nx
import pytest

from orggraph.edits.dividing import (
    Pair,
    Rule,
    Task,
    apart,
    conflict,
    divide,
    everything,
    feasible,
    fixed,
    keeps_open,
    load,
    number,
    several,
)
from orggraph.edits.division import Wanted, met, of_body, open_rows, people_rows, sentence, task_of, unmet_rows, work_out
from orggraph.edits.hats import barred
from orggraph.edits.wishes import read_division
from orggraph.errors import InvalidInput, UnknownName, WrongUsage
from orggraph.graph import Graph, project
from orggraph.i18n import Text
from orggraph.model.tables import to_tables
from orggraph.solver import SOLVERS, minimize, solved_by
from orggraph.sources.dataset_yaml import read_dataset
from tests.conftest import SOAK

PEOPLE, ITEMS = ("ann", "bas", "cas"), ("wonen", "energie", "jeugd", "afval")
WISHES = {("ann", "wonen"): 5.0, ("ann", "energie"): 4.0, ("bas", "wonen"): 4.0, ("bas", "afval"): -3.0, ("cas", "jeugd"): 2.0}
REGION = """
orggraph: 1
dataset: {id: d, title: Proef, reference_date: 2026-05-01}
Topic: [{id: wonen, name: Wonen}, {id: energie, name: Energie}, {id: jeugd, name: Jeugd}]
Organization: [{id: oost, name: Gemeente Oost, kind: municipality}]
Body: [{id: college, name: College, kind: college, tier: executive, part_of: organization/oost}]
Post:
  - {id: w1, name: Wethouder 1, capacity: member, in: body/college, covers: [topic/wonen, topic/energie]}
  - {id: w2, name: Wethouder 2, capacity: member, in: body/college, covers: topic/jeugd}
Person:
  - {id: ann, name: Ann, holds: post/w1, prefers: {to: topic/jeugd, weight: 3}}
  - {id: bas, name: Bas, holds: post/w2}
"""


@pytest.fixture(scope="module")
def graph() -> Graph:
    return project(to_tables(read_dataset(REGION)))


def brute(task: Task) -> tuple[int, float] | None:
    """Most placed, then most wishes met, over every division that there is."""
    places = {pair: place for place, pair in enumerate(task.pairs)}
    best: tuple[int, float] | None = None
    for holders in product([None, *task.people], repeat=len(task.items)):
        chosen = {places[person, item] for item, person in zip(task.items, holders, strict=True) if person}
        rows = [row for rule in task.rules for row in rule.rows(places)]
        if all(low <= sum(factor for place, factor in factors.items() if place in chosen) <= high for factors, low, high in rows):
            value = len(chosen), sum(task.value(pair) for pair, place in places.items() if place in chosen)
            best = max(best or value, value)
    return best


def some_rules(seed: random.Random, people: Sequence[str], items: Sequence[str]) -> tuple[Rule, ...]:
    words = Text("x")
    hours: Mapping[str, float] = {item: seed.randint(1, 6) for item in items}
    rules = [
        number("at_most", people, items, words, most=seed.randint(1, 2)),
        number("at_least", people, items, words, least=1),
        everything("everything", people, items, words),
        apart("apart", people, seed.sample(items, 2), words),
        load("hours", people, hours, words, dict.fromkeys(people, 8.0)),
        *(fixed(f"must {n}", (seed.choice(people), seed.choice(items)), words, given=True) for n in range(2)),
        *(fixed(f"not {n}", (seed.choice(people), seed.choice(items)), words, given=False) for n in range(2)),
    ]
    return tuple(seed.sample(rules, seed.randint(0, len(rules))))


@pytest.fixture(params=SOLVERS, autouse=True)
def solver(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each solver, for every test."""
    with solved_by(request.param):
        yield request.param


@pytest.mark.parametrize("seed", range(40 if SOAK else 12))
def test_the_best_is_that_of_brute_force_and_the_conflict_is_smallest(seed: int) -> None:
    chance = random.Random(seed)
    wishes: dict[Pair, float] = {pair: float(chance.randint(-5, 5)) for pair in product(PEOPLE, ITEMS)}
    weights = {item: float(chance.choice((1, 1, 2))) for item in ITEMS}
    task = Task(PEOPLE, ITEMS, wishes, weights, some_rules(chance, PEOPLE, ITEMS))
    best, division = brute(task), divide(task)
    assert (division and (len(division.holder), division.wishes)) == best
    if division:
        assert division.proven
        assert conflict(task) == ()
        if len(division.holder) < len(ITEMS):
            binding = keeps_open(task, len(division.holder))
            assert binding is not None, "no division places more"
            for n in range(len(binding)):
                placed = [brute(replace(task, rules=some)) for some in combinations(task.rules, n)]
                assert all(each and each[0] > len(division.holder) for each in placed), "no smaller set of rules keeps it open"
            kept = brute(replace(task, rules=binding))
            assert kept is not None and kept[0] == len(division.holder)
        return
    core = conflict(task)
    assert not feasible(task, core)
    for n in range(len(core)):
        assert all(feasible(task, some) for some in combinations(task.rules, n)), "no smaller set conflicts"


def test_by_hand() -> None:
    task = Task(PEOPLE, ITEMS, WISHES, {}, (number("at_most", PEOPLE, ITEMS, Text("x"), most=2),))
    divisions = several(task, 3)
    best = divisions[0]
    assert (len(best.holder), best.wishes) == (4, 11)
    assert {item: best.holder[item] for item in ITEMS[:3]} == {"wonen": "ann", "energie": "ann", "jeugd": "cas"}
    assert best.holder["afval"] == "cas", "Bas rather not, Ann has two"
    assert met(task, best, "ann") == (9, 9) and met(task, best, "bas") == (0, 4)
    for division, other in combinations(divisions, 2):
        assert sum(division.holder[item] != other.holder[item] for item in ITEMS) >= 2
    assert [division.wishes for division in divisions] == sorted((division.wishes for division in divisions), reverse=True)


def test_what_stays_open_names_the_rules_that_bind() -> None:
    graph: Graph = nx.MultiDiGraph()
    one = number("at_most", PEOPLE, ITEMS, Text("at most one"), most=1)
    outcome = work_out(Task(PEOPLE, ITEMS, WISHES, {}, (one,)))
    assert outcome.binding == (one,) and len(outcome.open) == 1
    assert str(sentence(outcome)).endswith("1 portfolio stays open, by: at most one.")
    assert [str(row["why"]) for row in open_rows(outcome, graph)] == ["can be placed only instead of another, by: at most one"]

    never = tuple(fixed(f"not {who}", (who, "afval"), Text(f"not {who}"), given=False) for who in PEOPLE)
    outcome = work_out(Task(PEOPLE, ITEMS, WISHES, {}, (number("two", PEOPLE, ITEMS, Text("two"), most=2), *never)))
    assert outcome.open == ("afval",) and set(outcome.binding) == set(never)
    assert [str(row["why"]) for row in open_rows(outcome, graph)] == ["cannot be, by: not ann, not bas, not cas"]
    assert work_out(Task(PEOPLE, ITEMS, WISHES, {}, ())).binding == ()


def test_goals_weigh() -> None:
    task = Task(("ann", "bas"), ("a", "b"), {("ann", "a"): 3, ("ann", "b"): 2, ("bas", "a"): 2}, {"b": 5}, ())
    both = Task(task.people, task.items, task.wishes, task.weights, (number("one", task.people, task.items, Text("x"), most=1),))
    division = divide(both)
    assert division is not None
    assert division.holder == {"a": "bas", "b": "ann"}


def test_what_is_met_and_the_rule_that_binds(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "wensen.yaml"
    path.write_text(
        "wishes:\n  Ann: {wonen: 5, jeugd: 4}\n  Bas: {wonen: 3, energie: -5}\nrules:\n  must_not: {jeugd: Ann}\n  at_most: 2\n",
        encoding="utf-8",
    )
    wanted = read_division(path, graph, of_body(graph, "d/body/college"))
    outcome = work_out(task_of(wanted, graph))
    assert str(sentence(outcome)) == "3 of 3 portfolios are placed, with 5 of 12 of the wishes; no division does better."
    rows = {(row["person"], row["portfolio"]): str(row["why"]) for row in unmet_rows(outcome, graph)}
    assert rows == {
        ("Ann", "Jeugd"): "cannot be, by: Ann must not get Jeugd",
        ("Bas", "Wonen"): "Ann gets it; the other way round 2 less of the wishes is met",
    }
    first = [row for row in people_rows(outcome, graph) if row["division"] == 1]
    assert [(row["person"], row["portfolios"], row["met"], row["wanted"]) for row in first] == [
        ("Ann", ["Energie", "Wonen"], 5, 9),
        ("Bas", ["Jeugd"], 0, 3),
    ]


def test_recorded_wishes_are_read_only_where_that_is_asked(graph: Graph) -> None:
    assert not of_body(graph, "d/body/college").wishes
    assert of_body(graph, "d/body/college", recorded_wishes=True).wishes == {("d/person/ann", "d/topic/jeugd"): 3}


def test_without_wishes_people_or_portfolios_it_says_what_would_help(graph: Graph) -> None:
    with pytest.raises(InvalidInput) as refusal:
        task_of(Wanted((), ()), graph)
    assert [problem.code for problem in refusal.value.problems] == ["people", "portfolios", "wishes"]
    assert "from -5" in refusal.value.problems[2].text("en")


def test_rules_that_conflict_are_named(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "wensen.yaml"
    path.write_text("wishes: {Ann: {wonen: 1}}\nrules: {at_most: 1, everything: true, apart: [[wonen, jeugd]]}\n", encoding="utf-8")
    outcome = work_out(task_of(read_division(path, graph, of_body(graph, "d/body/college")), graph))
    assert not outcome.divisions
    assert sentence(outcome).render("en").endswith("cannot hold together: nobody gets more than 1, no portfolio stays open.")


def test_what_the_law_keeps_apart_is_a_hard_rule() -> None:
    region = read_dataset(
        """
orggraph: 1
dataset: {id: d, title: Proef, reference_date: 2026-05-01}
Organization: [{id: oost, name: Gemeente Oost, kind: municipality}]
Body:
  - {id: raad, name: Raad, kind: council, tier: political, part_of: organization/oost}
  - {id: college, name: College, kind: college, tier: executive, part_of: organization/oost}
Post:
  - {id: raadslid, name: Raadslid, capacity: member, in: body/raad}
  - {id: wethouder, name: Wethouder, capacity: member, in: body/college}
  - {id: wethouder-2, name: Tweede wethouder, capacity: member, in: body/college}
Person: [{id: ann, name: Ann, holds: post/raadslid}, {id: bas, name: Bas}]
"""
    )
    times, now = project(to_tables(region), all_times=True), project(to_tables(region))
    wanted = Wanted(("d/person/ann", "d/person/bas"), ("d/post/wethouder",), {("d/person/ann", "d/post/wethouder"): 5.0})
    rules = barred(region, times, now, wanted, "2026-05-01")
    assert rules and all("Ann may not have Wethouder" in str(rule.text) for rule in rules)
    outcome = work_out(task_of(replace(wanted, law=rules), now))
    assert outcome.divisions[0].holder == {"d/post/wethouder": "d/person/bas"}
    assert "Ann may not have Wethouder" in str(unmet_rows(outcome, now)[0]["why"])
    assert barred(region, times, now, Wanted(("d/person/ann",), ("wonen",)), "2026-05-01") == ()


def test_all_that_is_wrong_in_a_file_is_raised_at_once_with_its_line(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "wensen.yaml"
    path.write_text(
        "wish: {}\nwishes:\n  Anne: {wonen: 1}\n  Ann: {wonnen: 1, jeugd: 9}\n  Bas: {jeugd: veel}\nrules: {at_mots: 1, must: [Ann]}\n",
        encoding="utf-8",
    )
    with pytest.raises(InvalidInput) as refusal:
        read_division(path, graph, of_body(graph, "d/body/college"))
    texts = [(problem.line, problem.text("en")) for problem in refusal.value.problems]
    for line, words in ((1, "wishes"), (3, "Ann"), (4, "Wonen"), (4, "-5"), (5, "veel"), (6, "at_most"), (6, "must")):
        assert any(place == line and words in text for place, text in texts), (line, words)
    path.write_text("- x\n", encoding="utf-8")
    with pytest.raises(InvalidInput):
        read_division(path, graph)


def test_solvers_agree_on_sum_bound_and_impossibility(solver: str) -> None:
    assert solver in SOLVERS
    chance = random.Random(1)
    for _ in range(30):
        width = chance.randint(1, 9)
        cost = [chance.choice((-2.5, -1.0, 0.1, 3.0)) for _ in range(width)]
        rows = [
            ({variable: chance.choice((-1.0, 0.5, 2.0)) for variable in range(width)}, *sorted(chance.choices((-1.0, 0.0, 1.5, 3.0), k=2)))
            for _ in range(chance.randint(0, 3))
        ]
        best = min(
            (
                sum(each for each, yes in zip(cost, choice, strict=True) if yes)
                for choice in product((0, 1), repeat=width)
                if all(low <= sum(factors[n] * choice[n] for n in range(width)) <= high for factors, low, high in rows)
            ),
            default=None,
        )
        solution = minimize(cost, rows, 30)
        assert solution.infeasible == (best is None)
        if best is not None and solution.chosen is not None:
            assert sum(cost[variable] for variable in solution.chosen) == pytest.approx(best)
            assert solution.bound == pytest.approx(best)


def test_a_solver_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnknownName, match="highs"), solved_by("hihgs"):
        pass
    monkeypatch.setitem(sys.modules, "pyscipopt", None)
    with pytest.raises(WrongUsage, match="SCIP"), solved_by("scip"):
        pass
