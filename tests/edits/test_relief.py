"""Relief: proven best against brute force by the analyses, and who could take a seat against trying each alone."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from orggraph.analyses import find
from orggraph.edits import Change, Draft, changed
from orggraph.edits.relief import Holding, Taker, pressing, resting, search, takers
from orggraph.graph import Graph, project
from orggraph.model.checks import checked
from orggraph.model.dataset import Dataset
from orggraph.model.nodes import Body, Person
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset

FILE = Path(__file__).parents[1] / "data" / "proefregio.yaml"
DAY = "2024-06-01"


@pytest.fixture(scope="module")
def region() -> Dataset:
    return read_dataset(FILE)


@pytest.fixture(scope="module")
def graph(region: Dataset) -> Graph:
    return project(to_tables(region), on=DAY)


def after(region: Dataset, holdings: tuple[Holding, ...]) -> frozenset[str]:
    """The cases after changes that are made one by one by the edits themselves; what fell with an earlier one is left already."""
    dataset = region
    for person, post in holdings:
        if project(to_tables(dataset), on=DAY).has_edge(person, post):
            dataset = changed(dataset, [Change("resign", {"person": person, "post": post, "on": DAY})])
    return pressing(project(to_tables(dataset), on=DAY))


def test_it_is_proven_best_and_brute_force_agrees(region: Dataset, graph: Graph) -> None:
    cases = [case for finding in find(graph) for case in finding.cases]
    rests = resting(graph, cases)
    assert 3 <= len(rests) <= 12
    known = {some: after(region, some) for n in (1, 2) for some in combinations(sorted(rests), n)}
    for steps in (1, 2):
        best = search(rests, lambda some: known.get(tuple(sorted(some))) or after(region, tuple(some)), steps)
        gone = {
            some: len(frozenset().union(*(rests[holding] for holding in some)) - left) for some, left in known.items() if len(some) <= steps
        }
        assert best.proven and best.bound == best.gone == max(gone.values())
        assert gone[tuple(sorted(best.holdings))] == best.gone
        assert best.tried <= len(gone)


def test_by_hand_on_cases_that_overlap() -> None:
    rests = {("a", "p"): frozenset("12"), ("a", "q"): frozenset("23"), ("b", "r"): frozenset("45"), ("b", "s"): frozenset("4")}
    gone = {("a", "p"): "12", ("a", "q"): "2", ("b", "r"): "4", ("b", "s"): "4"}

    def evaluate(some: object) -> frozenset[str]:
        return frozenset("12345") - frozenset("".join(gone[holding] for holding in some))  # type: ignore[attr-defined]

    assert [search(rests, evaluate, steps).gone for steps in (1, 2, 3)] == [2, 3, 3]
    assert search(rests, evaluate, 3).holdings == (("a", "p"), ("b", "r"))
    assert search({}, evaluate, 2).holdings == ()


def test_who_could_take_a_seat_is_as_each_alone() -> None:
    posts = "\n".join(
        f"  - {{id: w{n}, name: Wethouder {n}, capacity: member, in: body/college, qualifies_for: post/ab-lid}}" for n in range(1, 5)
    )
    people = "\n".join(f"  - {{id: p{n}, name: Persoon {n}, holds: [post/w{n}, post/db{n}]}}" for n in range(2, 5))
    text = f"""
orggraph: 1
dataset: {{id: d, title: Proef, reference_date: {DAY}}}
Organization: [{{id: oost, name: Gemeente Oost, kind: municipality}}]
Body:
  - {{id: college, name: College, kind: college, tier: executive, part_of: organization/oost}}
  - {{id: ab, name: AB, kind: general_board, tier: executive}}
Post:
{posts}
  - {{id: ab-lid, name: Lid AB, capacity: member, in: body/ab}}
  - {{id: db2, name: Lid 2, capacity: member, in: body/ab}}
  - {{id: db3, name: Lid 3, capacity: guest}}
  - {{id: db4, name: Lid 4, capacity: guest}}
Person:
  - {{id: p1, name: Persoon 1, holds: [post/w1, post/ab-lid]}}
{people}
"""
    dataset = read_dataset(text)
    times, graph = project(to_tables(dataset), all_times=True), project(to_tables(dataset), on=DAY)
    person, post = "d/person/p1", "d/post/ab-lid"
    together = takers(dataset, times, graph, (person, post), DAY)
    before = pressing(graph)
    for taker in together:
        alone = project(to_tables(changed(dataset, [Change("succeed", {"post": post, "person": taker.person, "on": DAY})])), on=DAY)
        fresh = [c for f in find(alone, ("role_conflicts", "role_overload")) for c in f.cases if c.assessable and c.id not in before]
        assert taker == Taker(taker.person, sum(subject.id == taker.person for case in fresh for subject in case.subjects))
    assert {taker.person for taker in together} == {f"d/person/p{n}" for n in (2, 3, 4)}
    assert takers(dataset, times, graph, (person, "d/post/db4"), DAY)


def test_what_is_taken_over_from_the_dataset_before_is_what_would_be_worked_out_again(region: Dataset) -> None:
    """Rows, hashes and warnings after holdings end, a body closes and a name changes: as of the same records without a past."""
    drafts = [Draft(region, project(to_tables(region), all_times=True)) for _ in range(3)]
    for holding in drafts[0].holdings(DAY)[:4]:
        drafts[0].end(holding, DAY)
    drafts[1].close(next(node for node in region.nodes if isinstance(node, Body) and not node.end_date and not node.start_date), DAY)
    drafts[2].change(next(node for node in region.nodes if isinstance(node, Person)), name="bestuurder Z")
    twice = Draft(drafts[1].changed(), drafts[1].graph)
    twice.end(twice.holdings("2024-05-31")[0], "2024-05-31")
    for draft in (*drafts, twice):
        made = draft.changed()
        afresh = Dataset(made.info, made.nodes, made.relationships)
        assert made.content_hash == afresh.content_hash != region.content_hash
        assert (made.node_rows, made.relationship_rows) == (afresh.node_rows, afresh.relationship_rows)
        assert checked(made).warnings == checked(afresh).warnings
    assert region.relationship_rows == Dataset(region.info, region.nodes, region.relationships).relationship_rows
