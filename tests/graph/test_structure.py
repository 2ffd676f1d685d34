"""Measures in igraph are those of NetworkX, for graphs of every shape."""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx
import pytest

from orggraph.graph.structure import Structure

GRAPHS: Mapping[str, nx.Graph[str]] = {
    name: nx.relabel_nodes(graph, str)
    for name, graph in {
        "empty": nx.empty_graph(0),
        "without ties": nx.empty_graph(3),
        "one tie": nx.path_graph(2),
        "line": nx.path_graph(7),
        "star": nx.star_graph(6),
        "everybody with everybody": nx.complete_graph(6),
        "ring": nx.cycle_graph(8),
        "two parts": nx.disjoint_union(nx.barbell_graph(4, 2), nx.cycle_graph(5)),
        "two modes": nx.bipartite.random_graph(30, 12, 0.12, seed=1),
        "at random": nx.gnp_random_graph(60, 0.06, seed=3),
        "communities": nx.connected_caveman_graph(5, 6),
    }.items()
}


@pytest.fixture(params=GRAPHS)
def ties(request: pytest.FixtureRequest) -> nx.Graph[str]:
    return GRAPHS[request.param]


def test_betweenness(ties: nx.Graph[str]) -> None:
    assert Structure.of(ties).betweenness() == pytest.approx(nx.betweenness_centrality(ties, normalized=False))


@pytest.mark.parametrize("starts", [2, 5, 40])
def test_betweenness_from_a_sample(ties: nx.Graph[str], starts: int) -> None:
    for seed in range(5):
        sampled = nx.betweenness_centrality(ties, k=min(starts, len(ties)), normalized=False, seed=seed) if len(ties) else {}
        assert Structure.of(ties).betweenness(starts, seed) == pytest.approx(sampled)


def test_constraint(ties: nx.Graph[str]) -> None:
    expected = nx.constraint(ties) if ties.size() else dict.fromkeys(ties, float("nan"))
    assert Structure.of(ties).constraint() == pytest.approx(expected, nan_ok=True)


def test_effective_size(ties: nx.Graph[str]) -> None:
    expected = nx.effective_size(ties) if ties.size() else dict.fromkeys(ties, float("nan"))
    assert Structure.of(ties).effective_size() == pytest.approx(expected, nan_ok=True)


def test_degree_articulation_points_and_blocks(ties: nx.Graph[str]) -> None:
    structure = Structure.of(ties)

    assert structure.degree() == dict(ties.degree)
    assert structure.articulation_points() == set(nx.articulation_points(ties))
    assert sorted(map(sorted, structure.blocks())) == sorted(map(sorted, nx.biconnected_components(ties)))
