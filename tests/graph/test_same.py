"""Records that are one thing are one node: by identifier or decided SAME_AS, in any order, with what each dataset says of it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from benchmarks.synthetic import region
from orggraph import analyses
from orggraph.findings import Finding, Severity, make
from orggraph.graph import Graph, disagreement, edges_by_type, project, provenance
from orggraph.graph.datasets import by_dataset, datasets_of, differences, wholes
from orggraph.i18n import Bilingual, Text
from orggraph.model.base import Node, Relationship
from orggraph.model.dataset import Dataset
from orggraph.model.tables import OUTSIDE_GRAPH, to_tables
from orggraph.model.terms import Status
from orggraph.sources.dataset_yaml import read_dataset
from tests.strategies import datasets

EAST = """
dataset: {id: east, title: Oost, reference_date: 2026-06-01}
Source: [{id: list, name: Lijst oost}]
Organization:
  - {id: a, name: Akerland, kind: municipality, identifiers: ['cbs:GM1'], inhabitants: 21000, sources: [list 1]}
  - {id: b, name: Bovenmeer, kind: municipality}
Body:
  - {id: ab, name: AB Oost, kind: general_board, tier: executive}
  - {id: college, name: College, kind: college, tier: executive, part_of: organization/a, identifiers: ['x:college']}
Post:
  - {id: seat, name: Zetel oost, capacity: member, in: body/ab, on_behalf_of: organization/a}
  - {id: alderman, name: Wethouder, capacity: member, in: body/college, identifiers: ['x:alderman']}
Person:
  - id: p
    name: wethouder van Akerland
    identifiers: ['x:p']
    holds: [post/seat, {to: post/alderman, start_date: 2022, sources: [list 2]}]
"""
WEST = """
dataset: {id: west, title: West, reference_date: 2026-06-01}
Source: [{id: list, name: Lijst west}]
Organization:
  - {id: z, name: Gemeente Akerland, kind: municipality, identifiers: ['cbs:GM1', 'oin:9'], inhabitants: 22000, sources: [list 1]}
  - {id: a, name: Cranendorp, kind: municipality}
Body:
  - {id: ab, name: AB West, kind: general_board, tier: executive}
  - {id: college, name: College, kind: college, tier: executive, part_of: organization/z, identifiers: ['x:college']}
Post:
  - {id: seat, name: Zetel west, capacity: member, in: body/ab, on_behalf_of: organization/z}
  - {id: alderman, name: Wethouder, capacity: member, in: body/college, identifiers: ['x:alderman']}
Person:
  - {id: q, name: lid van het AB, identifiers: ['x:p'], holds: [post/seat, {to: post/alderman, start_date: 2022, sources: [list 2]}]}
"""


def graph_of(*texts: str, **more: str) -> Graph:
    return project(to_tables(*(read_dataset(text) for text in texts)), **more)


def test_what_shares_an_identifier_is_one_node_with_all_that_both_say() -> None:
    graph = graph_of(EAST, WEST)

    assert (graph.nodes["east/organization/a"]["name"], list(datasets_of(graph.nodes["east/organization/a"]))) == (
        "Akerland",
        ["east", "west"],
    )
    assert graph.nodes["east/organization/a"]["identifiers"] == ["cbs:GM1", "oin:9"]
    assert graph.nodes["east/organization/a"]["sources"] == ["east/source/list", "west/source/list"]
    assert [one for one in graph if "organization" in one] == ["east/organization/b", "west/organization/a", "east/organization/a"]
    held = {edge.target: list(datasets_of(edge.attributes)) for edge in edges_by_type(graph, "HOLDS") if edge.source == "east/person/p"}
    assert held == {"east/post/seat": ["east"], "west/post/seat": ["west"], "east/post/alderman": ["east", "west"]}
    assert {edge.target for edge in edges_by_type(graph, "ON_BEHALF_OF")} == {"east/organization/a"}
    assert edges_by_type(graph, "SAME_AS") == []


def test_what_two_datasets_say_alike_is_one_relationship_with_the_places_of_both() -> None:
    graph = graph_of(EAST, WEST)
    (edge,) = [edge for edge in edges_by_type(graph, "HOLDS") if edge.target == "east/post/alderman"]
    assert sorted(edge.attributes["sources"]) == ["east/source/list", "west/source/list"]
    apart = [one for one in edges_by_type(graph_of(EAST, WEST.replace("2022", "2023")), "HOLDS") if one.target == "east/post/alderman"]
    assert sorted((one.attributes["dataset"], one.attributes["start_date"]) for one in apart) == [("east", "2022"), ("west", "2023")]


def test_where_datasets_differ_both_are_told() -> None:
    told = differences(graph_of(EAST, WEST), "east/organization/a")
    assert told == {"name": [("east", "Akerland"), ("west", "Gemeente Akerland")], "inhabitants": [("east", 21000), ("west", 22000)]}
    assert differences(graph_of(EAST, WEST), "east/organization/b") == {}


def test_one_dataset_keeps_its_ids() -> None:
    assert set(graph_of(WEST)) == {node.id for node in read_dataset(WEST).nodes} - {"west/source/list"}
    assert provenance(graph_of(WEST)).same == {}


@pytest.mark.parametrize("order", permutations([EAST, WEST]))
def test_the_order_of_loading_shifts_nothing(order: Sequence[str]) -> None:
    graph, other = graph_of(*order), graph_of(EAST, WEST)
    assert dict(graph.nodes(data=True)) == dict(other.nodes(data=True))
    assert {edge[2:] for edge in graph.edges(keys=True)} == {edge[2:] for edge in other.edges(keys=True)}


def test_a_node_stands_in_each_dataset_that_knows_it() -> None:
    graph = graph_of(EAST, WEST)
    assert by_dataset(graph, "Organization") == {
        "east": ["east/organization/b", "east/organization/a"],
        "west": ["west/organization/a", "east/organization/a"],
    }
    assert wholes(graph) == {"east": "east", "west": "west"}
    shared = [text.replace("\nPost:", "\nCooperation: [{id: r, name: R, identifiers: ['x:r']}]\nPost:") for text in (EAST, WEST)]
    assert wholes(graph_of(*shared)) == {"east": "east/cooperation/r", "west": "east/cooperation/r"}


SAME = """
dataset: {{id: d, title: D}}
Source: [{{id: s, name: S}}]
{slot}
Person:
  - {{id: a, name: A, same_as: {same}}}
  - {{id: b, name: B}}
  - {{id: c, name: C}}
"""


@pytest.mark.parametrize(
    ("same", "people"),
    [
        ("person/b", {"d/person/a", "d/person/c"}),
        ("{to: person/b, evidence: external}", {"d/person/a", "d/person/c"}),
        ("[person/b, person/c]", {"d/person/a"}),
        ("{to: person/b, evidence: inferred}", {"d/person/a", "d/person/b", "d/person/c"}),
        ("{to: person/b, status: proposed}", {"d/person/a", "d/person/b", "d/person/c"}),
        ("{to: person/b, status: open}", {"d/person/a", "d/person/b", "d/person/c"}),
        ("[{to: person/b, slot: slot/who}, {to: person/c, slot: slot/who}]", {"d/person/a", "d/person/b", "d/person/c"}),
        ("[person/b, {to: person/c, status: proposed}]", {"d/person/a", "d/person/c"}),
    ],
)
def test_only_what_somebody_decided_makes_two_records_one(same: str, people: set[str]) -> None:
    slot = "Slot: [{id: who, name: Wie, difference: contradicts}]" if "slot" in same else ""
    graph = graph_of(SAME.format(same=same, slot=slot))
    assert set(graph) == people
    undecided = [edge for edge in edges_by_type(graph, "SAME_AS") if edge.source != edge.target]
    assert all(
        edge.attributes.get("slot") or edge.attributes["status"] != "actual" or edge.attributes["evidence"] == "inferred"
        for edge in undecided
    )
    assert len(undecided) == len(edges_by_type(graph, "SAME_AS"))


def test_an_identifier_of_things_of_different_labels_makes_nothing_the_same() -> None:
    other = WEST.replace("{id: ab, name: AB West,", "{id: ab, name: AB West, identifiers: ['cbs:GM1'],")
    assert "west/body/ab" in graph_of(EAST, other)
    [warning] = read_dataset(other).warnings
    assert (warning.code, warning.record, warning.level) == ("shared_identifier", "west/body/ab", "warning")


ENDED = EAST.replace("name: Akerland,", "name: Akerland, end_date: 2025-01-01,")


def test_a_record_that_has_ended_says_its_end_alone_of_the_node() -> None:
    graph = graph_of(ENDED, WEST.replace("name: Gemeente Akerland,", "name: Gemeente Akerland, end_date: 2099-01-01,"))
    assert graph.nodes["east/organization/a"]["name"] == "Gemeente Akerland"
    assert [(edge.source, edge.target) for edge in edges_by_type(graph, "ON_BEHALF_OF")] == [("west/post/seat", "east/organization/a")]
    [point] = disagreement.points(graph)["east/organization/a"]
    assert (point.field, [row["end_date"] for row in point.sides]) == ("end_date", ["2025-01-01", "2099-01-01"])


def test_what_ended_by_one_dataset_is_over_where_the_other_says_nothing() -> None:
    graph = graph_of(ENDED, WEST)
    assert "east/organization/a" not in graph
    assert list(edges_by_type(graph, "ON_BEHALF_OF")) == []


def test_the_firmest_standing_counts_and_the_overlay_that_knows_a_name() -> None:
    graph = graph_of(EAST.replace("name: Akerland,", "name: Akerland, status: proposed,"), WEST)
    assert graph.nodes["east/organization/a"]["status"] == "actual"
    named = project(to_tables(read_dataset(EAST), read_dataset(WEST)), names={"west/person/q": "J. Jansen"})
    assert (named.nodes["east/person/p"]["name"], named.nodes["east/person/p"]["function"]) == ("J. Jansen", "lid van het AB")


# findings -----------------------------------------------------------------------------------------------------


def split(dataset: Dataset, seed: int) -> Iterator[Dataset]:
    """A dataset in two: each relationship in one of them, each node where its relationships are, known by its identifier in both."""
    chance = random.Random(seed)
    halves: tuple[list[Relationship], list[Relationship]] = ([], [])
    for one in dataset.relationships:
        halves[0 if one.slot else chance.randrange(2)].append(one)
    for name, relationships in zip(("one", "two"), halves, strict=True):
        ends = {end for one in relationships for end in (one.source, one.target)}
        nodes = [node for node in dataset.nodes if node.id in ends or name == "one" or node.label() == "Source"]
        yield Dataset(
            dataset.info.model_copy(update={"id": name}),
            tuple(moved(node, name) for node in nodes),
            tuple(moved(one, name) for one in relationships),
        )


def moved(record: Any, dataset: str) -> Any:
    """The same record in another dataset; a node gets an identifier that says which it was."""
    changed = {
        name: renamed(value, dataset) for name, value in record.model_dump().items() if isinstance(value, str) and value.count("/") == 2
    }
    sources = tuple(citation.model_copy(update={"source": renamed(citation.source, dataset)}) for citation in record.sources)
    known = {"identifiers": (*record.identifiers, f"was:{record.id}")} if isinstance(record, Node) else {}
    return record.model_copy(update={**changed, **known, "dataset": dataset, "sources": sources})


def renamed(identity: str, dataset: str) -> str:
    return "/".join([dataset, *identity.split("/")[1:]])


def single_findings(findings: list[Finding]) -> list[tuple[object, ...]]:
    """What is found on single things, without what belongs to the dataset: its id, and how many there are of all."""
    single = [one for one in findings if one.assessable and not one.measure.endswith("_among_peers")]
    return sorted(
        (
            one.kind,
            one.measure,
            one.rule or "",
            sorted(s.id.split("/", 1)[1] for s in one.subjects),
            (one.object or "/").split("/", 1)[1],
            one.value,
        )
        for one in single
    )


KINDS = ["role_conflicts", "role_overload"]


@given(dataset=datasets())
@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate], suppress_health_check=[*HealthCheck])
def test_a_dataset_in_two_halves_gives_the_findings_of_the_whole(dataset: Dataset) -> None:
    whole, both = found_in(dataset, 1)
    assert both == whole


@pytest.mark.parametrize("seed", range(3))
def test_a_region_in_two_halves_gives_the_findings_of_the_whole(seed: int) -> None:
    whole, both = found_in(region(300), seed)
    assert {kind for kind, *_ in whole} == set(KINDS)
    assert both == whole


def found_in(dataset: Dataset, seed: int) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """What is found in a dataset, and in its two halves together, of which the graph has as many nodes."""
    plain = replace(dataset, nodes=tuple(map(undated, dataset.nodes)), relationships=tuple(map(undated, dataset.relationships)))
    whole = project(to_tables(plain))
    both = project(to_tables(*split(plain, seed)))
    assert sum(data["label"] not in OUTSIDE_GRAPH for _, data in both.nodes(data=True)) == len(whole)
    return single_findings(analyses.find(whole, KINDS)), single_findings(analyses.find(both, KINDS))


def undated(record: Any) -> Any:
    """The record without period and standing: what a record hangs on shortens it within its own dataset alone."""
    changed = {"start_date": None, "end_date": None, "joined": None, "status": Status.ACTUAL, "identifiers": ()}
    return record.model_copy(update={name: value for name, value in changed.items() if name in type(record).model_fields})


def test_what_two_datasets_say_alike_is_the_evidence_that_one_of_them_gives_alone() -> None:
    def finding(graph: Graph) -> Finding:
        (held,) = [edge for edge in edges_by_type(graph, "HOLDS") if edge.target == "east/post/alderman"]
        said = {"measure": "posts", "severity": Severity.INFO, "text": Text(""), "question": Text("")}
        return make(graph, kind="test", subjects=["east/person/p"], title=Bilingual("", ""), edges=[held], **said)

    together, alone = finding(graph_of(EAST, WEST)), finding(graph_of(EAST))
    (west,) = [edge.id for edge in edges_by_type(graph_of(WEST), "HOLDS") if edge.target == "west/post/alderman"]
    assert [edge.id for edge in together.edges] == [west]  # it goes by the id that west gives it
    assert (together.id, together.fingerprint) == (alone.id, alone.fingerprint)
