"""What is worked out once of a graph: the edges that count, beside what a graph that may still change says of itself."""

from __future__ import annotations

import copy
from pathlib import Path

import networkx as nx

from orggraph.graph import kept, project, standing
from orggraph.model.relationships import TYPES
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset

FILE = Path(__file__).parents[1] / "data" / "proefregio.yaml"


def test_edges_that_are_sorted_out_once_are_those_of_a_graph_that_may_change_in_its_order() -> None:
    graph = project(to_tables(read_dataset(FILE)), on="2024-06-01")
    free = nx.MultiDiGraph(graph)
    assert nx.is_frozen(graph) and not nx.is_frozen(free)
    compared = 0
    for kind in TYPES:
        for taken in (standing.ACTUAL, standing.PLACES, standing.NOT_FORMER):
            for node in graph:
                for incoming in (False, True):
                    there = standing.edges(graph, node, kind, taken, incoming=incoming)
                    assert [edge[:3] for edge in there] == [edge[:3] for edge in standing.edges(free, node, kind, taken, incoming=incoming)]
                    compared += len(there)
    assert compared > 200


def test_who_changes_the_answer_changes_nothing_for_the_next() -> None:
    graph = project(to_tables(read_dataset(FILE)), on="2024-06-01")
    node = next(edge.source for edge in standing.edges_of_type(graph, "HOLDS"))
    first = standing.edges(graph, node, "HOLDS")
    first.clear()
    assert standing.edges(graph, node, "HOLDS")


def test_what_is_kept_goes_with_its_graph_and_into_no_copy() -> None:
    graph = project(to_tables(read_dataset(FILE)), on="2024-06-01")
    assert kept.kept(graph, ("test",), lambda: [1]) is kept.kept(graph, ("test",), lambda: [2])
    for other in (copy.deepcopy(graph), nx.freeze(nx.MultiDiGraph(graph))):
        assert kept.kept(other, ("test",), lambda: [3]) == [3]
    free = nx.MultiDiGraph(graph)
    assert kept.kept(free, ("test",), lambda: [4]) is not kept.kept(free, ("test",), lambda: [4])
