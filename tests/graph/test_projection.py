"""The projection: cut to a date, to preferred sources, with names on request; the same from store and objects, and never changed."""

from __future__ import annotations

import random
from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings

from benchmarks.synthetic import region
from orggraph.errors import UnknownName, WrongUsage
from orggraph.graph import edges_by_type, neighbours, project, provenance
from orggraph.model.dataset import Dataset
from orggraph.model.tables import Table, Tables, to_tables
from orggraph.sources.dataset_yaml import read_dataset
from tests.strategies import datasets

TEXT = """
dataset: {id: d, title: D, reference_date: 2020-06-15}
Source: [{id: one, name: Een}, {id: two, name: Twee}]
Slot: [{id: size, name: Hoe groot, difference: contradicts}, {id: seat, name: Waar, difference: narrower}]
Body:
  - {id: ab, name: AB, kind: general_board, tier: executive, start_date: 2015, identifiers: [oin:1]}
  - {id: old, name: Oud, kind: general_board, tier: executive, end_date: 2020-06-15}
  - {id: new, name: Nieuw, kind: general_board, tier: executive, start_date: 2020-06-16}
  - {id: today, name: Vandaag, kind: general_board, tier: executive, start_date: 2020-06-15, end_date: 2020-06-16}
  - {id: year, name: Tot en met 2019, kind: general_board, tier: executive, end_date: 2019}
  - {id: ten, name: Tien leden, kind: project, tier: official, slot: slot/size, sources: [one p. 1]}
  - {id: eight, name: Acht leden, kind: project, tier: official, slot: slot/size, sources: [two p. 2]}
Claim:
  - {id: c1, name: tien, subject: body/ab, field: count, value: "10", slot: slot/size, sources: [one p. 3]}
  - {id: c2, name: acht, subject: body/ab, field: count, value: "8", slot: slot/size, sources: [two p. 4]}
Post:
  - {id: chair, name: Voorzitter}
  - id: seat
    name: Lid
    sources: [one p. 5, two]
    in: [{to: body/ab, slot: slot/seat, sources: [one]}, {to: body/today, slot: slot/seat, sources: [two]}]
Person:
  - {id: a, name: wethouder A, holds: {to: post/chair, start_date: 2018, end_date: 2020-06}}
"""


@pytest.fixture(scope="module")
def tables() -> Tables:
    return to_tables(read_dataset(TEXT))


def bodies(tables: Tables, **more: Any) -> set[str]:
    return {node.removeprefix("d/body/") for node, label in project(tables, **more).nodes(data="label") if label == "Body"}


@pytest.mark.parametrize(
    ("on", "there"),
    [
        (None, {"ab", "today", "ten", "eight"}),
        ("2020-06-15", {"ab", "today", "ten", "eight"}),
        ("2020-06-14", {"ab", "old", "ten", "eight"}),
        ("2020-06-16", {"ab", "new", "ten", "eight"}),
        ("2020", {"ab", "old", "ten", "eight"}),
        ("2019-12-31", {"ab", "old", "year", "ten", "eight"}),
        ("2014-12-31", {"old", "year", "ten", "eight"}),
    ],
)
def test_a_start_counts_from_its_day_and_an_end_to_the_day_before(tables: Tables, on: str | None, there: set[str]) -> None:
    assert bodies(tables, on=on) == there
    assert provenance(project(tables, on=on)).on == {"d": {None: "2020-06-15", "2020": "2020-01-01"}.get(on, on)}


def test_an_edge_goes_with_its_end_and_with_its_own_period(tables: Tables) -> None:
    assert [edge.target for edge in edges_by_type(project(tables), "IN")] == ["d/body/ab", "d/body/today"]
    assert [edge.target for edge in edges_by_type(project(tables, on="2020-06-16"), "IN")] == ["d/body/ab"]
    assert len(edges_by_type(project(tables, on="2020-06-30"), "HOLDS")) == 1
    assert edges_by_type(project(tables, on="2020-07-01"), "HOLDS") == []


@pytest.mark.parametrize("on", ["gisteren", "2020-13", "2020-02-30", ""])
def test_what_is_no_date_is_refused(tables: Tables, on: str) -> None:
    if on:
        with pytest.raises(WrongUsage, match=r"2015-03-31"):
            project(tables, on=on)
    else:
        assert provenance(project(tables, on=on)).on == {"d": "2020-06-15"}


@pytest.mark.parametrize(
    ("prefer", "gone", "target", "claims"),
    [
        ([], set(), ["d/body/ab", "d/body/today"], {"10", "8"}),
        (["one"], {"eight"}, ["d/body/ab"], {"10"}),
        (["d/source/two"], {"ten"}, ["d/body/today"], {"8"}),
        (["one", "two"], set(), ["d/body/ab", "d/body/today"], {"10", "8"}),
    ],
)
def test_a_preferred_source_answers_where_it_speaks(
    tables: Tables, prefer: list[str], gone: set[str], target: list[str], claims: set[str]
) -> None:
    graph = project(tables, prefer=prefer)
    assert bodies(tables, prefer=prefer) == {"ab", "today", "ten", "eight"} - gone
    assert [edge.target for edge in edges_by_type(graph, "IN")] == target
    assert {row["value"] for row in provenance(graph).claims} == claims


def test_a_preferred_source_that_is_silent_leaves_all(tables: Tables) -> None:
    more = to_tables(read_dataset(TEXT.replace("Source: [", "Source: [{id: three, name: Drie}, ")))
    assert bodies(more, prefer=["three"]) == bodies(tables)


def test_an_unknown_or_ambiguous_source_is_told(tables: Tables) -> None:
    with pytest.raises(UnknownName) as caught:
        project(tables, prefer=["on"])
    assert "one" in caught.value.nearest
    both = to_tables(read_dataset(TEXT), read_dataset(TEXT.replace("id: d,", "id: e,")))
    with pytest.raises(WrongUsage, match=r"d/source/one, e/source/one"):
        project(both, prefer=["one"])


def test_sources_questions_and_claims_are_told_and_no_nodes(tables: Tables) -> None:
    graph = project(tables)
    assert not {"Source", "Slot", "Claim"} & {label for _, label in graph.nodes(data="label")}
    assert "DOCUMENTED_IN" not in {kind for *_, kind in graph.edges(data="type")}
    told = provenance(graph)
    assert set(told.sources) == {"d/source/one", "d/source/two"}
    assert told.slots["d/slot/seat"]["difference"] == "narrower"
    assert [(row["sources"], row["locators"]) for row in told.claims] == [(["d/source/one"], ["p. 3"]), (["d/source/two"], ["p. 4"])]


def test_a_node_has_its_places_as_parallel_lists(tables: Tables) -> None:
    attributes = project(tables).nodes["d/post/seat"]
    assert dict(zip(attributes["sources"], attributes["locators"], strict=True)) == {"d/source/one": "p. 5", "d/source/two": ""}


def test_names_stand_over_functions_only_when_asked(tables: Tables) -> None:
    named = project(tables, names={"d/person/a": "J. Jansen", "d/person/gone": "X"})
    assert (named.nodes["d/person/a"]["name"], named.nodes["d/person/a"]["function"]) == ("J. Jansen", "wethouder A")
    assert project(tables).nodes["d/person/a"]["name"] == "wethouder A"
    assert "function" not in project(tables).nodes["d/person/a"]


def test_a_projection_is_never_changed(tables: Tables) -> None:
    graph = project(tables)
    assert nx.is_frozen(graph)
    with pytest.raises(nx.NetworkXError):
        graph.add_node("x")
    with pytest.raises(nx.NetworkXError):
        graph.remove_node("d/body/ab")


def test_projecting_leaves_the_tables_as_they_were() -> None:
    dataset = region(200)
    tables = to_tables(dataset)
    first, second = project(tables, names={"streek/person/p0": "x"}), project(tables)
    assert content(project(to_tables(region(200)))) == content(second) != content(first)


def content(graph: Any) -> tuple[Any, ...]:
    return dict(graph.nodes(data=True)), {key: (source, target, data) for source, target, key, data in graph.edges(keys=True, data=True)}


def shuffled(tables: Tables, seed: int) -> Tables:
    chance = random.Random(seed)

    def mixed(table: Table) -> Table:
        order = chance.sample(range(len(table)), len(table))
        return Table(table.kind, {name: [column[number] for number in order] for name, column in table.columns.items()})

    nodes, relationships = [mixed(one) for one in tables.nodes], [mixed(one) for one in tables.relationships]
    return Tables(tuple(chance.sample(nodes, len(nodes))), tuple(chance.sample(relationships, len(relationships))), tables.datasets)


@given(dataset=datasets())
@settings(max_examples=30, deadline=None, suppress_health_check=[*HealthCheck])
def test_the_order_of_rows_does_not_matter(dataset: Dataset) -> None:
    tables = to_tables(dataset)
    assert ordered(content(project(shuffled(tables, 1)))) == ordered(content(project(tables)))


def ordered(found: tuple[Any, ...]) -> Any:
    """With the places of a node in one order: they come in the order of their rows."""
    nodes, edges = found
    for attributes in nodes.values():
        if "sources" in attributes:
            places = sorted(zip(attributes["sources"], attributes["locators"], strict=True))
            attributes["sources"], attributes["locators"] = [one for one, _ in places], [two for _, two in places]
    return nodes, edges


@given(dataset=datasets())
@settings(max_examples=30, deadline=None, suppress_health_check=[*HealthCheck])
def test_no_edge_has_an_end_that_is_not_there(dataset: Dataset) -> None:
    graph = project(to_tables(dataset), on="2015")
    assert all("label" in attributes for _, attributes in graph.nodes(data=True))
    assert all("type" in attributes for *_, attributes in graph.edges(data=True))


def test_edges_by_type_and_neighbours_are_what_networkx_says() -> None:
    graph = project(to_tables(region(300)))
    for kind in ("HOLDS", "IN", "PART_OF"):
        edges = [(source, target, key) for source, target, key, data in graph.edges(keys=True, data=True) if data["type"] == kind]
        assert edges
        assert [(edge.source, edge.target, edge.id) for edge in edges_by_type(graph, kind)] == edges
        node = edges[0][0]
        assert [edge.id for edge in neighbours(graph, node, kind)] == [key for source, _, key in edges if source == node]
        node = edges[0][1]
        assert {edge.id for edge in neighbours(graph, node, kind, incoming=True)} == {key for _, target, key in edges if target == node}
    assert edges_by_type(graph, "NO_SUCH_TYPE") == []
