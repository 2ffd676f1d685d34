"""One person in two regions, one municipality in two regions, one person in two records: one thing."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from benchmarks.synthetic import region
from orggraph import analyses
from orggraph.cli import run
from orggraph.errors import NotFound
from orggraph.graph import Graph, edges_by_type, project
from orggraph.graph.concentration import counts
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset
from orggraph.store.connection import Connection
from orggraph.views import lookup, matrices
from orggraph.workspace import Workspace
from tests.graph.test_same import split

HERE = Path(__file__).parent
PERSON = "s01-oost/person/w"
POSTS = ["s01-oost/post/ab-a", "s01-oost/post/wethouder-a", "s01-west/post/db-a", "s01-west/post/wethouder-c"]


def graph_of(*cases: str) -> Graph:
    return project(to_tables(*(read_dataset(HERE / f"{case}.yaml") for case in cases)))


@pytest.mark.parametrize("order", permutations(["s01-oost", "s01-west"]))
def test_an_alderman_of_two_municipalities_in_two_regions(order: tuple[str, ...]) -> None:
    [finding] = [one for one in analyses.find(graph_of(*order)) if one.rule == "gemw-36a-3-one-aldermanship"]
    assert (finding.severity, finding.assessable, [one.id for one in finding.subjects]) == ("bar", True, [PERSON])
    assert "“Akerland” (since 2024-01-10), “Cranendorp” (since 2025-03-01)" in finding.text.render("en")
    assert {source for source, _ in finding.sources} == {"s01-oost/source/lijst", "s01-west/source/lijst"}


def test_one_region_alone_knows_one_aldermanship() -> None:
    for case in ("s01-oost", "s01-west"):
        assert [one for one in analyses.find(graph_of(case)) if one.rule == "gemw-36a-3-one-aldermanship"] == []


def test_one_person_has_all_posts_and_load() -> None:
    graph = graph_of("s01-oost", "s01-west")
    assert [node for node, label in graph.nodes(data="label") if label == "Person"] == [PERSON]
    rows = lookup.roles(graph, lookup.resolve(graph, "s01-west/person/x"))
    assert sorted((row["post"], row["dataset"]) for row in rows) == [(post, post.split("/")[0]) for post in POSTS]
    assert lookup.resolve(graph, "wethouder van Cranendorp", labels=["Person"]) == PERSON
    assert lookup.show(graph, PERSON)["measures"]["posts"] == 4
    assert {row["column"] for row in matrices.matrix(graph, "organization-body")} == {"s01-oost/body/ab", "s01-west/body/db"}
    assert {row["row"] for row in matrices.matrix(graph, "organization-body")} == {"s01-oost/organization/a"}
    assert lookup.path(graph, "s01-oost/body/ab", "s01-west/body/db")["length"] == 4


def test_a_councillor_in_one_record_is_alderman_in_another() -> None:
    graph = graph_of("s02-twee-records")
    [finding] = [one for one in analyses.find(graph) if one.rule == "gemw-13-councillor-alderman"]
    assert [one.id for one in finding.subjects] == ["s02-twee-records/person/r"]


def test_a_renamed_body_with_two_records_is_one() -> None:
    graph = graph_of("c23b-hernoemd-sameas")
    assert [node for node in graph if node.endswith(("/oud", "/nieuw"))] == ["c23b-hernoemd-sameas/body/nieuw"]
    assert lookup.resolve(graph, "c23b-hernoemd-sameas/body/oud") == "c23b-hernoemd-sameas/body/nieuw"
    before = project(to_tables(read_dataset(HERE / "c23b-hernoemd-sameas.yaml")), on="2023-06-01")
    assert before.nodes["c23b-hernoemd-sameas/body/nieuw"]["name"] == "Commissie Ruimte"


def test_one_municipality_in_two_regions_has_the_seats_of_both() -> None:
    graph = graph_of("c25-oost", "c25-west")
    seats = [edge.source for edge in edges_by_type(graph, "ON_BEHALF_OF") if edge.target == "c25-oost/organization/a"]
    assert {"c25-oost/post/ab-lid", "c25-west/post/ab-lid"} <= set(seats)


AKERLAND = "name: Gemeente Akerland, kind: municipality,"


def ending(case: str, day: str) -> str:
    """The text of a case in which Akerland ends on a day."""
    return (HERE / f"{case}.yaml").read_text(encoding="utf-8").replace(AKERLAND, f"{AKERLAND} end_date: {day},")


def test_what_ended_in_one_region_is_over_in_the_other() -> None:
    west = read_dataset(HERE / "c25-west.yaml")
    for day, current in (("2026-06-01", False), ("2026-06-02", True)):
        graph = project(to_tables(read_dataset(ending("c25-oost", day)), west))
        there = {"c25-oost/organization/a", "c25-west/body/raad-a", "c25-west/post/wethouder-a-1", "c25-west/post/ab-lid"} & set(graph)
        assert len(there) == (4 if current else 0)
    assert "c25-west/post/ab-lid" in project(to_tables(west))


def test_two_ends_are_told_as_a_difference_and_each_region_keeps_its_own() -> None:
    texts = (ending("c25-oost", "2026-01-01"), ending("c25-west", "2027-01-01"))
    graph = project(to_tables(*(read_dataset(text) for text in texts)))
    assert {"c25-oost/organization/a", "c25-west/post/ab-lid"} <= set(graph)
    assert "c25-oost/post/ab-lid" not in graph  # by what its own region says
    [finding] = [finding for finding in analyses.find(graph, ["contradictions"]) if finding.measure == "records"]
    assert all(day in finding.text.render("nl") for day in ("2025-12-31", "2026-12-31"))


# in the store -------------------------------------------------------------------------------------------------


@pytest.fixture
def work(connection: Connection) -> Workspace:
    """A store with both regions."""
    work = Workspace(connection)
    work.load_all([HERE / "s01-west.yaml", HERE / "s01-oost.yaml"], by="tests")
    return work


def test_a_region_alone_says_that_there_is_more_in_the_other(work: Workspace) -> None:
    assert work.elsewhere(work.graph(datasets="s01-west"), "s01-west/person/x") == {"s01-oost": PERSON}
    assert work.elsewhere(work.graph(datasets="s01-oost"), "Akerland") == {"s01-west": "s01-west/organization/akerland"}
    assert work.elsewhere(work.graph(datasets="s01-west"), "Cranendorp") == {}
    assert work.elsewhere(work.graph(), PERSON) == {}
    work.remove("s01-oost")
    assert work.elsewhere(work.graph(datasets="s01-west"), "s01-west/person/x") == {}


def ids(work: Workspace, query: str, column: str, **params: Any) -> list[tuple[Any, str]]:
    return [(row[column], row["dataset"]) for row in work.query(query, **params)]


def test_what_ends_with_another_region_is_known_to_the_queries(connection: Connection, tmp_path: Path) -> None:
    work, east = Workspace(connection), tmp_path / "oost.yaml"
    east.write_text(ending("c25-oost", "2026-09-01"), encoding="utf-8")
    work.load_all([east, HERE / "c25-west.yaml"], by="tests")
    seats = {"c25-oost/post/ab-lid", "c25-west/post/ab-lid"}
    for day, current in (("2026-08-31", True), ("2026-09-01", False)):
        rows = work.query("seats-of-organization", organization="c25-west/organization/a", on=day)
        assert (seats <= {row["post_id"] for row in rows}) is current
    rows = work.query("posts-ending", on="2026-06-01")
    assert {(row["post_id"], row["ends"], row["ends_with_id"]) for row in rows if row["post_id"] in seats} == {
        (seat, "2026-09-01", "c25-oost/organization/a") for seat in seats
    }
    assert [row for row in work.query("posts-ending", on="2026-06-01", dataset="c25-west") if row["post_id"] in seats] == []


def test_queries_see_one_person_and_say_which_dataset_speaks(work: Workspace) -> None:
    for asked in (PERSON, "s01-west/person/x", "x", "w", "wethouder van Cranendorp"):
        rows = work.query("roles-of-person", person=asked)
        assert sorted((row["post_id"], row["dataset"]) for row in rows) == [(post, post.split("/")[0]) for post in POSTS]
        assert {(row["person"], row["person_id"]) for row in rows} == {("wethouder van Akerland", PERSON)}
    assert ids(work, "roles-of-person", "post_id", person="x", dataset="s01-west") == [(post, "s01-west") for post in POSTS[2:]]
    [row] = work.query("load-of-people")
    assert (row["person_id"], row["posts"], row["bodies"]) == (PERSON, 4, 4)
    [row] = work.query("who-sees-everything", at_least=3)
    assert (row["who_id"], row["bodies"], row["of_bodies"]) == (PERSON, 4, 4)
    rows = work.query("shared-members")
    assert len(rows) == 6
    assert {tuple(row["who_id"]) for row in rows} == {(PERSON,)}
    assert ("s01-oost/body/ab", "s01-west/body/db") in {(row["body_id"], row["other_id"]) for row in rows}
    [row] = work.query("combined-roles")
    assert (row["role_id"], row["other_id"], row["persons_id"]) == ("s01-oost/role/wethouder", "s01-west/role/wethouder", [PERSON])


def test_queries_see_one_municipality(work: Workspace) -> None:
    for asked in ("Akerland", "Gemeente Akerland", "s01-west/organization/akerland", "a"):
        rows = work.query("seats-of-organization", organization=asked)
        assert [(row["organization_id"], row["body_id"], row["dataset"]) for row in rows] == [
            ("s01-oost/organization/a", "s01-oost/body/ab", "s01-oost"),
            ("s01-oost/organization/a", "s01-west/body/db", "s01-west"),
        ]


def test_the_seats_of_one_municipality_in_two_regions(connection: Connection) -> None:
    work = Workspace(connection)
    work.load_all([HERE / "c25-west.yaml", HERE / "c25-oost.yaml"], by="tests")
    rows = work.query("seats-of-organization", organization="Gemeente Akerland")
    assert {"AB c25-oost", "AB c25-west"} <= {row["body"] for row in rows}
    assert {row["organization_id"] for row in rows} == {"c25-oost/organization/a"}


def test_analyses_and_cypher_count_alike_over_two_datasets(connection: Connection) -> None:
    work = Workspace(connection)
    work.load_all(split(region(200), 1), by="tests")
    graph, rows = work.graph(), work.query("load-of-people")
    assert len(rows) == len({row["person_id"] for row in rows}) == sum(label == "Person" for _, label in graph.nodes(data="label"))
    for row in rows:
        counted = counts(graph, row["person_id"])
        assert (row["posts"], row["bodies"], row["commissions_given"]) == (
            counted["posts"],
            counted["bodies"],
            counted["commissions_given"],
        )


def test_what_was_accepted_in_one_region_is_accepted_in_both(work: Workspace) -> None:
    graph = work.graph(datasets="s01-west")
    [finding] = [one for one in work.find(graph, ["role_overload"]) if one.measure == "hours"]
    work.accept(finding.id, reason="gezien", by="secretaris")
    assert [one.id for one in work.accepted()] == [finding.id]
    assert finding.id in {one.id for one in work.find(work.graph()) if one.accepted}


def test_the_command_line_gives_both_posts(
    embedded_connection: Connection, embedded_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Workspace(embedded_connection).load_all([HERE / "s01-oost.yaml", HERE / "s01-west.yaml"], by="tests")
    monkeypatch.setenv("ORGGRAPH_HOME", str(embedded_home))

    def answer(*arguments: str) -> tuple[Any, str]:
        assert run([*arguments, "--format", "json"]) == 0
        out = capsys.readouterr()
        return json.loads(out.out), out.err

    rows, err = answer("roles", "s01-west/person/x")
    assert (sorted(row["post"] for row in rows), err) == (POSTS, "")
    rows, err = answer("roles", "s01-west/person/x", "--dataset", "s01-west")
    assert (sorted(row["post"] for row in rows), "s01-oost (s01-oost/person/w)" in err) == (POSTS[2:], True)
    shown, err = answer("show", "s01-west/organization/akerland")
    assert shown["records"] == [
        {"dataset": "s01-oost", "id": "s01-oost/organization/a"},
        {"dataset": "s01-west", "id": "s01-west/organization/akerland"},
    ]
    assert [one["value"] for one in shown["differences"]["name"]] == ["Akerland", "Gemeente Akerland"]
    _, err = answer("path", "Gemeente Akerland", "DB West", "--dataset", "s01-west")
    assert "s01-oost" in err


EAST = """
dataset: {id: east, title: Oost, reference_date: 2026-06-01}
Topic: [{id: wonen, name: Wonen, identifiers: ['x:wonen']}]
Organization: [{id: a, name: Akerland, kind: municipality, identifiers: ['cbs:GM1']}]
Body:
  - {id: college, name: College, kind: college, tier: executive, part_of: organization/a, identifiers: ['x:college']}
  - {id: ab, name: AB Oost, kind: general_board, tier: executive}
Role: [{id: member, name: Lid AB}]
Post:
  - {id: alderman, name: Wethouder van Akerland, capacity: member, in: body/college, identifiers: ['x:alderman']}
  - {id: seat, name: Zetel in het AB, capacity: member, in: body/ab, has_role: role/member}
Person:
  - {id: p, name: wethouder van Akerland, identifiers: ['x:p'], holds: [{to: post/alderman, end_date: 2026-09-01}, post/seat]}
Meeting: [{id: m, name: AB van juni, date: 2026-06-10, meeting_of: body/ab}]
AgendaItem: [{id: i, name: Woonvisie, item_of: meeting/m, about: topic/wonen}]
"""
WEST = """
dataset: {id: west, title: West, reference_date: 2026-06-01}
Topic: [{id: huizen, name: Wonen, identifiers: ['x:wonen']}]
Body:
  - {id: college, name: College, kind: college, tier: executive, identifiers: ['x:college']}
  - {id: bo, name: BO Wonen, kind: political_consultation, tier: political}
Role: [{id: alderman, name: Wethouder}]
Post:
  - {id: alderman, name: Wethouder van Akerland, capacity: member, in: body/college, has_role: role/alderman, identifiers: ['x:alderman'],
     qualifies_for: post/hat}
  - {id: hat, name: Portefeuillehouder wonen, capacity: member, in: body/bo, covers: topic/huizen}
Person:
  - {id: q, name: wethouder, identifiers: ['x:p'], holds: post/hat}
Assignment: [{id: 1, name: Bouw huizen, commissioned_by: post/alderman}]
"""


def test_what_follows_from_one_thing_follows_over_regions(connection: Connection) -> None:
    work = Workspace(connection)
    work.load_all([*map(read_dataset, (EAST, WEST))], by="tests")
    [roles] = work.query("combined-roles")
    assert (roles["role_id"], roles["other_id"], roles["persons_id"]) == ("east/role/member", "west/role/alderman", ["east/person/p"])
    [ending] = [row for row in work.query("posts-ending") if row["person_id"]]
    assert (ending["takes_along_id"], ending["owns_id"]) == (["west/post/hat"], ["west/assignment/1"])
    assert ending["dataset"] == "east, west"
    [item] = work.query("agenda-of-meeting", person="q")
    assert (item["seats_id"], item["other_hats_id"]) == (["east/post/seat"], ["west/post/hat"])
    [alone] = work.query("agenda-of-meeting", dataset="east")
    assert (alone["seats_id"], alone["other_hats_id"]) == (["east/post/seat"], [])


def test_the_last_part_of_an_id_is_enough_where_one_thing_bears_it() -> None:
    graph = graph_of("s01-oost", "s01-west")
    for part in ("w", "x"):  # that of either of its records
        assert lookup.resolve(graph, part) == PERSON
    with pytest.raises(NotFound, match="names several nodes: s01-oost/role/wethouder, s01-west/role/wethouder"):
        lookup.resolve(graph, "wethouder", labels=["Role"])
    with pytest.raises(NotFound, match="There is no nergens here"):
        lookup.resolve(graph, "nergens")
