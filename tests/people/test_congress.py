"""Congress: who holds many seats, who chairs, which committee has no chair.

Each figure that was counted from the files (``expected``) is asked three ways: of the library or in Cypher, on both
servers, and of the analyses, on the projection that is read back from the store.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from orggraph import queries
from orggraph.analyses.role_overload import role_overload
from orggraph.graph import Graph, edges_by_type, neighbours
from orggraph.model.checks import check
from orggraph.sources import congress, read
from orggraph.views.matrices import matrix
from orggraph.workspace import Workspace
from tests.people.published import People, figures, of_label, original, unpacked

Row = dict[str, Any]
ID = congress.ID
FOLDER = "us-congress-committees"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpacked(FOLDER, tmp_path_factory.mktemp("congress"))


@pytest.fixture(scope="module")
def people(folder: Path) -> People:
    return People(read(folder), congress.names(folder), figures(FOLDER))


@pytest.fixture(scope="module")
def expected(people: People) -> dict[str, Any]:
    return people.expected


@pytest.fixture(scope="module")
def graph(store: Workspace) -> Graph:
    """The projection, read back from the store."""
    return store.graph(datasets=ID)


@pytest.fixture(scope="module")
def seats(store: Workspace, people: People) -> list[Row]:
    return queries.run(store.connection, "who-holds-what", datasets=[ID], names=people.names)


@pytest.fixture(scope="module")
def loads(store: Workspace, people: People) -> list[Row]:
    return queries.run(store.connection, "load-of-people", datasets=[ID], names=people.names)


@pytest.fixture(scope="module")
def chairs(store: Workspace, people: People) -> list[Row]:
    return queries.run(store.connection, "chairs", datasets=[ID], names=people.names)


def cypher(store: Workspace, statement: str) -> list[Row]:
    return store.connection.read(statement, dataset=ID)


def key(record: str) -> str:
    """The committee's key in the files."""
    return record.rsplit("/", 1)[-1].upper()


def top10(counted: Mapping[str, float], names: Mapping[str, str]) -> list[list[Any]]:
    """By number, then name: the order of the figures."""
    return [[names[who], n] for who, n in sorted(counted.items(), key=lambda one: (-one[1], names[one[0]]))[:10]]


def chairing(held: Iterable[tuple[str, str]], names: Mapping[str, str]) -> list[list[Any]]:
    """Who chairs two or more committees, from pairs of person and committee, in the order of the figures."""
    by: dict[str, set[str]] = defaultdict(set)
    for person, body in held:
        by[person].add(key(body))
    return sorted(([names[who], sorted(bodies)] for who, bodies in by.items() if len(bodies) > 1), key=lambda one: (-len(one[1]), one[0]))


overload = cache(role_overload)
cells_of = cache(matrix)
"""Each once for a projection and threshold."""


def findings(graph: Graph, measure: str, threshold: int) -> dict[str, float]:
    """What role_overload says on one measure, by person."""
    found = overload(graph, threshold)
    counted = {one.subjects[0].id: one.figure(measure) for one in found if one.subjects[0].label == "Person"}
    return {person: count.value for person, count in counted.items() if count}


def parents(graph: Graph) -> dict[str, str]:
    """The committee of each subcommittee."""
    return {edge.source: edge.target for edge in edges_by_type(graph, "PART_OF") if "/body/" in edge.target}


def listed_without_members() -> set[str]:
    """Committees of which the file of memberships gives an empty list.

    The figures count them among those with members, for they look at the keys of that file; a body without a single
    seat has none here.
    """
    empty = re.findall(rb"^(\w+): \[\]$", original(FOLDER, "committee-membership-current.yaml"), re.MULTILINE)
    return {one.decode() for one in empty}


# what is there ------------------------------------------------------------------------------------------------


def test_the_files_pass_every_check(people: People, expected: dict[str, Any]) -> None:
    assert check(people.dataset) == []  # an unknown committee or legislator would be an end that is not there
    assert expected["bodies"]["membership_for_unknown_body"] == expected["persons"]["not_in_legislators_current"] == []


def test_bodies(store: Workspace, seats: list[Row], expected: dict[str, Any]) -> None:
    whole = cypher(store, "MATCH (b:Body {dataset: $dataset})-[:PART_OF]->(w) RETURN b.id AS body, w:Body AS is_part")

    assert sum(not one["is_part"] for one in whole) == expected["bodies"]["committees"]
    assert sum(one["is_part"] for one in whole) == expected["bodies"]["subcommittees"]
    with_members = {key(row["body_id"]) for row in seats}
    assert with_members.isdisjoint(listed_without_members())
    assert len(with_members | listed_without_members()) == expected["bodies"]["with_members"]
    assert sorted({key(one["body"]) for one in whole} - with_members - listed_without_members()) == expected["bodies"]["without_members"]


def test_bodies_of_the_projection(graph: Graph, expected: dict[str, Any]) -> None:
    bodies = of_label(graph, "Body")

    assert len(parents(graph)) == expected["bodies"]["subcommittees"]
    assert len(bodies - parents(graph).keys()) == expected["bodies"]["committees"]
    with_members = {key(cell["column"]) for cell in cells_of(graph, "person-body")}
    assert len(with_members | listed_without_members()) == expected["bodies"]["with_members"]


def test_persons(loads: list[Row], graph: Graph, expected: dict[str, Any]) -> None:
    told = expected["persons"]

    assert len(loads) == told["legislators_current"]
    assert sum(row["bodies"] > 0 for row in loads) == told["in_committees"] == len(findings(graph, "bodies", 1))
    assert sum(row["posts"] == 0 for row in loads) == told["legislators_without_any"]


def test_memberships(store: Workspace, seats: list[Row], expected: dict[str, Any]) -> None:
    told = expected["memberships"]
    on_subcommittees = cypher(
        store, "MATCH (:Person {dataset: $dataset})-[:HOLDS]->(:Post)-[:IN]->(:Body)-[:PART_OF]->(:Body) RETURN count(*) AS n"
    )[0]["n"]

    assert sum(row["person"] is not None for row in seats) == len(seats) == told["total"]
    assert on_subcommittees == told["on_subcommittees"]
    assert len(seats) - on_subcommittees == told["on_committees"]
    twice = Counter((row["person_id"], row["body_id"]) for row in seats)
    assert sum(n > 1 for n in twice.values()) == told["duplicate_person_in_same_body"]


def test_memberships_of_the_projection(graph: Graph, expected: dict[str, Any]) -> None:
    told, part = expected["memberships"], parents(graph)
    cells = cells_of(graph, "person-body")

    assert sum(cell["value"] for cell in cells) == told["total"]
    assert sum(cell["value"] for cell in cells if cell["column"] in part) == told["on_subcommittees"]
    assert sum(cell["value"] > 1 for cell in cells) == told["duplicate_person_in_same_body"]


def test_titles(store: Workspace, graph: Graph, expected: dict[str, Any]) -> None:
    told = {congress.PLAIN if title == "null" else title: n for title, n in expected["titles"].items()}

    assert {row["role"]: len(row["posts"]) for row in queries.run(store.connection, "role-card", datasets=[ID])} == told
    assert Counter(graph.nodes[edge.target]["name"] for edge in edges_by_type(graph, "HAS_ROLE")) == told


def test_every_place_of_a_source_is_asked_for(store: Workspace, people: People) -> None:
    """Four thousand places and sixteen thousand citations: what is asked stays within what a small server may hold."""
    rows = queries.run(store.connection, "source-coverage", datasets=[ID])
    cited = {citation for record in (*people.dataset.nodes, *people.dataset.relationships) for citation in record.sources}

    assert {(row["source_id"], row["place"]) for row in rows} == {(citation.source, citation.locator) for citation in cited}
    assert sum(row["nodes"] for row in rows) == sum(len(node.sources) for node in people.dataset.nodes)
    assert sum(row["relationships"] for row in rows) == sum(len(one.sources) for one in people.dataset.relationships)


# holders of many posts ----------------------------------------------------------------------------------------


def test_top10_by_memberships(loads: list[Row], graph: Graph, people: People, expected: dict[str, Any]) -> None:
    told = expected["top10_by_memberships"]

    assert top10({row["person_id"]: row["posts"] for row in loads}, people.names) == told
    assert top10(findings(graph, "posts", 1), people.names) == told
    assert top10(findings(graph, "bodies", 1), people.names) == told


def test_top10_by_full_committees(store: Workspace, graph: Graph, people: People, expected: dict[str, Any]) -> None:
    told = expected["top10_by_full_committees"]
    rows = cypher(
        store,
        "MATCH (p:Person {dataset: $dataset})-[:HOLDS]->(:Post)-[:IN]->(b:Body) WHERE NOT (b)-[:PART_OF]->(:Body) "
        "RETURN p.id AS person, count(*) AS n",
    )
    part = parents(graph)

    assert top10({row["person"]: row["n"] for row in rows}, people.names) == told
    assert top10(Counter(cell["row"] for cell in cells_of(graph, "person-body") if cell["column"] not in part), people.names) == told


@pytest.mark.parametrize("least", [3, 10])
def test_persons_with_many(loads: list[Row], graph: Graph, expected: dict[str, Any], least: int) -> None:
    told = expected[f"persons_with_>={least}"]

    assert sum(row["posts"] >= least for row in loads) == told
    assert len(findings(graph, "posts", least)) == told


def test_a_finding_says_of_how_many(graph: Graph, expected: dict[str, Any]) -> None:
    [most, *_] = sorted((one for one in overload(graph, 22) if one.figure("posts")), key=lambda one: one.subjects[0].id)
    posts = most.figure("posts")

    assert posts and (posts.value, posts.denominator) == (22, expected["memberships"]["total"])
    assert most.subjects[0].name == "Senator, NE, class 1"
    assert len(most.sources) == 22
    assert {source for source, _ in most.sources} == {f"{ID}/source/membership"}


# chairs -------------------------------------------------------------------------------------------------------


def test_bodies_without_chair(chairs: list[Row], graph: Graph, expected: dict[str, Any]) -> None:
    told = expected["bodies_without_chair"]
    led = {
        edge.target for edge in edges_by_type(graph, "IN") if graph.nodes[edge.source]["capacity"] == "chair"
        and any(neighbours(graph, edge.source, "HOLDS", incoming=True))
    }  # fmt: skip
    bodies = of_label(graph, "Body")

    assert sorted(key(row["body_id"]) for row in chairs if row["person"] is None) == sorted(told)
    assert sorted(map(key, bodies - led)) == sorted(told)


def test_bodies_with_more_than_one_chair(chairs: list[Row], graph: Graph, expected: dict[str, Any]) -> None:
    told = expected["bodies_with_>1_chair"]
    seats = [edge.target for edge in edges_by_type(graph, "IN") if graph.nodes[edge.source]["capacity"] == "chair"]

    assert [key(body) for body, n in Counter(row["body_id"] for row in chairs).items() if n > 1] == told
    assert [key(body) for body, n in Counter(seats).items() if n > 1] == told


def test_persons_chairing(chairs: list[Row], graph: Graph, people: People, expected: dict[str, Any]) -> None:
    told = expected["persons_chairing_>=2"]
    found = [one for one in overload(graph, 2) if one.figure("chairs") and one.subjects[0].label == "Person"]
    led = ((one.subjects[0].id, post) for one in found for post in one.nodes if graph.nodes[post].get("capacity") == "chair")
    of_findings = ((person, seat.target) for person, post in led for seat in neighbours(graph, post, "IN"))

    assert chairing(((row["person_id"], row["body_id"]) for row in chairs if row["person"]), people.names) == told
    assert chairing(of_findings, people.names) == told
    assert len(found) == len(told)
    assert {one.denominator for one in found} == {sum(n for title, n in expected["titles"].items() if is_chair(title))}


def is_chair(title: str) -> bool:
    return title.casefold() in ("chair", "chairman", "chairwoman", "cochairman")


def test_chair_of_sub_and_member_of_parent(store: Workspace, graph: Graph, expected: dict[str, Any]) -> None:
    told = expected["chair_of_sub_and_member_of_parent"]
    rows = cypher(
        store,
        "MATCH (p:Person {dataset: $dataset})-[:HOLDS]->(:Post {capacity: 'chair'})-[:IN]->(:Body)-[:PART_OF]->(parent:Body) "
        "WHERE EXISTS { MATCH (p)-[:HOLDS]->(:Post)-[:IN]->(parent) } RETURN count(DISTINCT p) AS n",
    )
    part, cells = parents(graph), {(cell["row"], cell["column"]): cell for cell in cells_of(graph, "person-body")}
    both = {
        person for (person, body), cell in cells.items() if "chair" in cell["capacities"] and (person, part.get(body)) in cells
    }  # fmt: skip

    assert rows == [{"n": told}]
    assert len(both) == told


def test_sub_member_not_on_parent(store: Workspace, graph: Graph, expected: dict[str, Any]) -> None:
    told = expected["sub_member_not_on_parent"]
    rows = cypher(
        store,
        "MATCH (p:Person {dataset: $dataset})-[:HOLDS]->(:Post)-[:IN]->(:Body)-[:PART_OF]->(parent:Body) "
        "WHERE NOT EXISTS { MATCH (p)-[:HOLDS]->(:Post)-[:IN]->(parent) } RETURN count(*) AS n",
    )
    part, cells = parents(graph), {(cell["row"], cell["column"]) for cell in cells_of(graph, "person-body")}

    assert rows == [{"n": told}]
    assert sum(body in part and (person, part[body]) not in cells for person, body in cells) == told


def test_every_figure_is_asked(expected: dict[str, Any]) -> None:
    """A figure that is added to the file has a test here, or this fails."""
    assert set(expected) == {
        "bodies", "persons", "memberships", "titles", "top10_by_memberships", "top10_by_full_committees", "persons_with_>=3",
        "persons_with_>=10", "bodies_without_chair", "bodies_with_>1_chair", "persons_chairing_>=2",
        "chair_of_sub_and_member_of_parent", "sub_member_not_on_parent",
    }  # fmt: skip
