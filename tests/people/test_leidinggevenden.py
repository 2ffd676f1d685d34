"""Flemish leading officials: posts without a holder, holders of several posts, people who stand there twice.

Each figure that was counted from the file (``expected``, per day: start <= day < end) is asked of the library or in
Cypher, on both servers, and of the analyses, on the projection that is read back from the store.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from orggraph import queries
from orggraph.analyses.role_overload import role_overload
from orggraph.findings import Finding
from orggraph.graph import Graph, edges_by_type, neighbours
from orggraph.model.checks import check
from orggraph.model.dataset import Dataset
from orggraph.model.relationships import Holds
from orggraph.sources import leidinggevenden, read
from orggraph.workspace import Workspace
from tests.people.published import DATA, People, figures, of_label, unpacked

Row = dict[str, Any]
ID = leidinggevenden.ID
FOLDER = "be-leidinggevenden"
DAYS = {"2019-12-01": "expected.json", "2019-03-11": "expected-2019-03-11.json"}
"""On the second day two holdings end."""
HELD = "coalesce(h.valid_from, '') <= $day AND $day < coalesce(h.valid_before, '9999')"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpacked(FOLDER, tmp_path_factory.mktemp("leidinggevenden")) / "leidinggevenden.ttl"


@pytest.fixture(scope="module")
def people(file: Path) -> People:
    return People(read(file), leidinggevenden.names(file), figures(FOLDER))


@pytest.fixture(params=DAYS)
def expected(request: pytest.FixtureRequest) -> dict[str, Any]:
    """The figures of a day."""
    counted: dict[str, Any] = json.loads((DATA / FOLDER / DAYS[request.param]).read_text(encoding="utf-8"))
    assert counted["date"] == request.param
    return counted


@pytest.fixture
def graph(store: Workspace, expected: dict[str, Any]) -> Graph:
    """The projection on that day, read back from the store."""
    return store.graph(on=expected["date"], datasets=ID)


@cache
def rows_of(store: Workspace, query: str, day: str) -> list[Row]:
    """A question of the library, each once for a server and day."""
    return queries.run(store.connection, query, datasets=[ID], on=day)


@pytest.fixture
def seats(store: Workspace, expected: dict[str, Any]) -> list[Row]:
    return rows_of(store, "who-holds-what", expected["date"])


def vacant(store: Workspace, day: str) -> set[str]:
    """The posts that nobody holds, and in which nobody acts, by the query vacancies."""
    return {row["post_id"] for row in rows_of(store, "vacancies", day) if row["state"] in ("left", "vacant")}


@cache
def findings(graph: Graph) -> list[Finding]:
    """What role_overload says of the posts of everybody, and of every post that nobody holds."""
    return [one for one in role_overload(graph, threshold=1) if one.figure("posts")]


def held_by_people(graph: Graph) -> dict[str, set[str]]:
    """The posts of each person, from the evidence of the findings."""
    of_people = [one for one in findings(graph) if one.subjects[0].label == "Person"]
    return {one.subjects[0].id: {edge.target for edge in one.edges if edge.attributes["type"] == "HOLDS"} for one in of_people}


def unheld(graph: Graph) -> list[str]:
    return [one.subjects[0].id for one in findings(graph) if one.subjects[0].label == "Post"]


def cypher(store: Workspace, statement: str, day: str = "") -> list[Row]:
    return store.connection.read(statement, dataset=ID, day=day)


def doubly_held(dataset: Dataset) -> set[str]:
    """The posts that two people hold at once, neither of them acting."""
    full = [one for one in dataset.relationships if isinstance(one, Holds) and not one.acting]
    pairs = (pair for pair in combinations(full, 2) if pair[0].target == pair[1].target and pair[0].source != pair[1].source)
    return {
        first.target for first, second in pairs
        if (first.start_date or "") < (second.end_date or "9999") and (second.start_date or "") < (first.end_date or "9999")
    }  # fmt: skip


def roles_of(graph: Graph, posts: Iterable[str]) -> Mapping[str, int]:
    """How many of the posts there are of each role, by its name."""
    return Counter(graph.nodes[edge.target]["name"] for post in posts for edge in neighbours(graph, post, "HAS_ROLE"))


# what is there ------------------------------------------------------------------------------------------------


def test_the_file_passes_every_check(people: People, expected: dict[str, Any]) -> None:
    problems = check(people.dataset)
    assert {problem.level for problem in problems} == {"warning"}
    assert Counter(problem.code for problem in problems)["too_many_holders"] == len(doubly_held(people.dataset))
    assert expected["holders"]["end_before_start"] == 0  # it would be a problem of the check
    assert expected["persons"]["missing_first_or_family_name"] == sum(" " not in name for name in people.names.values())


def test_types(store: Workspace, graph: Graph, expected: dict[str, Any]) -> None:
    """An organ and its present term are one body here; concepts are roles, statuses or descriptions, as far as they are used."""
    told = expected["types"]
    rows = cypher(store, "MATCH (n:Entity {dataset: $dataset}) UNWIND labels(n) AS label RETURN label, count(*) AS n")

    for counted in ({row["label"]: row["n"] for row in rows}, Counter(node["label"] for _, node in graph.nodes(data=True))):
        assert {name: counted[name] for name in ("Organization", "Body", "Post", "Person", "Role")} == {
            "Organization": told["Bestuurseenheid"],
            "Body": told["Bestuursorgaan"] / 2,
            "Post": told["Bestuursfunctie"],
            "Person": told["Person"],
            "Role": told["BestuursfunctieCode"],
        }


def test_units_by_class(store: Workspace, graph: Graph, expected: dict[str, Any]) -> None:
    rows = cypher(store, "MATCH (o:Organization {dataset: $dataset}) RETURN o.description AS kind, count(*) AS n")
    of_graph = Counter(node["description"] for _, node in graph.nodes(data=True) if node["label"] == "Organization")

    assert {row["kind"]: row["n"] for row in rows} == expected["units_by_class"] == of_graph


def test_posts_by_role(store: Workspace, graph: Graph, expected: dict[str, Any]) -> None:
    cards = rows_of(store, "role-card", expected["date"])

    assert {card["role"]: len(card["posts"]) for card in cards} == expected["posts_by_role"]
    assert roles_of(graph, of_label(graph, "Post")) == expected["posts_by_role"]


def test_posts_with_no_body_chain(store: Workspace, graph: Graph, seats: list[Row], expected: dict[str, Any]) -> None:
    told = expected["posts_with_no_body_chain"]
    rows = cypher(store, "MATCH (p:Post {dataset: $dataset}) WHERE NOT (p)-[:IN]->(:Body)-[:PART_OF]->(:Organization) RETURN p.id AS post")

    assert len(rows) == told
    assert {row["post"] for row in rows}.isdisjoint(row["post_id"] for row in seats)
    assert expected["types"]["Bestuursfunctie"] - len(edges_by_type(graph, "IN")) == told


def test_holders(store: Workspace, graph: Graph, expected: dict[str, Any]) -> None:
    """A functionaris is one place that says that a person holds a post; three of them say what another says, in the same words."""
    told = expected["holders"]
    [row] = cypher(
        store,
        "MATCH (:Person {dataset: $dataset})-[h:HOLDS]->(:Post) RETURN sum(size(h.sources)) AS functionarissen, "
        f"sum(CASE WHEN {HELD} THEN size(h.sources) ELSE 0 END) AS active_on_date, "
        "sum(CASE WHEN h.end_date IS NULL THEN 0 ELSE size(h.sources) END) AS with_end, "
        "sum(CASE WHEN h.acting THEN size(h.sources) ELSE 0 END) AS waarnemend, min(h.start_date) AS earliest_start",
        expected["date"],
    )

    assert row == {name: told[name] for name in row}
    assert sum(len(edge.attributes["sources"]) for edge in edges_by_type(graph, "HOLDS")) == told["active_on_date"]


def test_three_holdings_are_stated_twice(people: People) -> None:
    holdings = [one for one in people.dataset.relationships if isinstance(one, Holds)]

    assert Counter(len(one.sources) for one in holdings) == {1: len(holdings) - 3, 2: 3}
    assert len(holdings) + 3 == people.expected["holders"]["functionarissen"]


# posts without a holder ---------------------------------------------------------------------------------------


def test_posts_ever_held(store: Workspace, people: People) -> None:
    rows = cypher(store, "MATCH (:Person)-[:HOLDS]->(p:Post {dataset: $dataset}) RETURN count(DISTINCT p) AS n")

    assert rows == [{"n": people.expected["posts_ever_held"]}]


def test_posts_held_on_date(graph: Graph, seats: list[Row], expected: dict[str, Any]) -> None:
    told = expected["posts_held_on_date"]

    assert len({row["post_id"] for row in seats if row["person"]}) == told
    assert len(set().union(*held_by_people(graph).values())) == told


def test_posts_vacant_on_date(store: Workspace, graph: Graph, seats: list[Row], expected: dict[str, Any]) -> None:
    """who-holds-what goes by body: the posts of which the file names none come on top. Where somebody left, vacancies says so."""
    told = expected["posts_vacant_on_date"]

    assert len({row["post_id"] for row in seats if row["person"] is None}) + expected["posts_with_no_body_chain"] == told
    assert len(vacant(store, expected["date"])) == told
    assert len(unheld(graph)) == told


def test_vacant_by_role_on_date(store: Workspace, graph: Graph, expected: dict[str, Any]) -> None:
    told = expected["vacant_by_role_on_date"]
    cards = rows_of(store, "role-card", expected["date"])

    assert {card["role"]: len(vacant(store, expected["date"]).intersection(card["posts_id"])) for card in cards} == told
    assert roles_of(graph, unheld(graph)) == told


# holders of several posts, posts with several holders ---------------------------------------------------------


def test_posts_held_by_more_than_one_person(graph: Graph, seats: list[Row], expected: dict[str, Any]) -> None:
    told = expected["posts_held_by_>1_person_uri_on_date"]
    holders: dict[str, set[str]] = defaultdict(set)
    for row in seats:
        if row["person"]:
            holders[row["post_id"]].add(row["person_id"])

    assert sum(len(who) > 1 for who in holders.values()) == told
    assert sum(n > 1 for n in Counter(post for posts in held_by_people(graph).values() for post in posts).values()) == told


def test_persons_with_two_or_more_posts(store: Workspace, graph: Graph, expected: dict[str, Any]) -> None:
    told = expected["person_uris_with_>=2_active_posts"]
    loads = rows_of(store, "load-of-people", expected["date"])
    found = [count for one in role_overload(graph, threshold=2) if (count := one.figure("posts"))]

    assert len(loads) == expected["persons"]["uris"]
    assert sum(row["posts"] >= 2 for row in loads) == told
    assert len(found) == told
    assert {one.denominator for one in found} == {expected["types"]["Bestuursfunctie"]}


def test_people_who_stand_there_twice(store: Workspace, people: People, graph: Graph, expected: dict[str, Any]) -> None:
    told = expected["persons"]["names_with_>1_uri"]
    rows = cypher(
        store, "MATCH (a:Person {dataset: $dataset})-[s:SAME_AS]->(b:Person) RETURN a.id AS one, b.id AS other, s.evidence AS evidence"
    )
    same = [(edge.source, edge.target) for edge in edges_by_type(graph, "SAME_AS")]

    assert {row["evidence"] for row in rows} == {"inferred"}
    for pairs in ([(row["one"], row["other"]) for row in rows], same):
        assert sorted({people.names[one] for pair in pairs for one in pair}) == told
        apart = nx.number_connected_components(nx.Graph([*pairs, *((one, one) for one in people.names)]))
        assert apart == expected["persons"]["distinct_names_trimmed"]


def test_names_with_posts_in_two_or_more_units(store: Workspace, people: People, graph: Graph, expected: dict[str, Any]) -> None:
    """People who seem to be one, taken together: what neither of two records says of itself."""
    told = expected["names_with_>=2_active_posts_in_>=2_units"]
    rows = cypher(
        store,
        "MATCH (a:Person {dataset: $dataset}) OPTIONAL MATCH (a)<-[same:SAME_AS]-() WITH a, same WHERE same IS NULL "
        "MATCH (a)-[:SAME_AS*0..3]->(b:Person)-[h:HOLDS]->(:Post)-[:IN]->(:Body)-[:PART_OF]->(unit:Organization) "
        f"WHERE {HELD} WITH a, collect(DISTINCT unit) AS units WHERE size(units) > 1 "
        "RETURN a.id AS person, [unit IN units | unit.name] AS units",
        expected["date"],
    )

    assert sorted([people.names[row["person"]], sorted(set(row["units"]))] for row in rows) == told
    assert in_several_units(graph, people.names) == told


def in_several_units(graph: Graph, names: Mapping[str, str]) -> list[list[Any]]:
    """The same of the findings: the posts of role_overload, added up over people who seem to be one."""
    held = held_by_people(graph)
    same = nx.Graph([(edge.source, edge.target) for edge in edges_by_type(graph, "SAME_AS")])
    same.add_nodes_from(held)
    found = []
    for people in nx.connected_components(same):
        bodies = {seat.target for one in people for post in held.get(one, ()) for seat in neighbours(graph, post, "IN")}
        units = {part.target for body in bodies for part in neighbours(graph, body, "PART_OF")}
        if len(units) > 1:
            found.append([names[min(people)], sorted({graph.nodes[unit]["name"] for unit in units})])
    return sorted(found)


def test_every_figure_is_asked(expected: dict[str, Any]) -> None:
    """A figure that is added to the file has a test here, or this fails.

    Not asked: ``triples`` and ``names_with_outer_spaces`` are of the file and not of what it says.
    """
    assert set(expected) - {"date", "triples"} == {
        "types", "units_by_class", "posts_by_role", "posts_with_no_body_chain", "holders", "persons", "posts_ever_held",
        "posts_held_on_date", "posts_vacant_on_date", "vacant_by_role_on_date", "posts_held_by_>1_person_uri_on_date",
        "person_uris_with_>=2_active_posts", "names_with_>=2_active_posts_in_>=2_units",
    }  # fmt: skip
