"""The Turtle of every region fits the shapes that come with it, and what does not fit is refused."""

from __future__ import annotations

import pytest
from pyshacl import validate
from rdflib import ORG, RDF, TIME, Graph, Literal

from orggraph import regions
from orggraph.cli import run
from orggraph.exports import Origin, registry
from orggraph.exports.org import shapes
from orggraph.sources import read

SHAPES = Graph().parse(data=shapes(), format="turtle")


def triples(name: str) -> Graph:
    dataset = read(regions.path(name))
    content = registry()["org"].make(dataset, Origin.of(dataset, 3, "2026-06-01"), ".ttl")
    assert isinstance(content, bytes)
    return Graph().parse(data=content, format="turtle")


@pytest.mark.parametrize("name", regions.names())
def test_every_region_fits(name: str) -> None:
    conforms, _graph, words = validate(triples(name), shacl_graph=SHAPES)
    assert conforms, words


def test_what_does_not_fit_is_refused() -> None:
    graph = triples("noord-veluwe")
    membership = next(graph.subjects(RDF.type, ORG.Membership))
    holder = graph.value(membership, ORG.member)
    for triple in (
        (membership, ORG.member, membership),
        (membership, ORG.memberDuring, Literal("2020")),
        (membership, RDF.type, TIME.Interval),
        (membership, ORG.organization, holder),
    ):
        graph.add(triple)  # type: ignore[arg-type]
        assert not validate(graph, shacl_graph=SHAPES)[0], triple
        graph.remove(triple)
    graph.remove((membership, ORG.member, None))
    assert not validate(graph, shacl_graph=SHAPES)[0]


def test_the_shapes_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", "--as", "shacl"]) == 0
    assert capsys.readouterr().out.strip() == shapes().strip()
