"""What hangs on something that has ended is not current anywhere; who stays until there is a successor is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from orggraph import analyses, queries
from orggraph.graph import Graph, project
from orggraph.model.checks import check
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset
from orggraph.store.connection import Connection
from orggraph.store.embedded import ServerAddress
from orggraph.store.loading import load
from orggraph.store.schema import prepare
from orggraph.views import lookup, matrices, overview
from tests.conftest import connected, empty

HERE = Path(__file__).parent
MERGED, DISSOLVED, COMMITTEE = "c07-herindeling", "c10-opgeheven", "c19-houder-na-einde-gremium"
SUCCESSOR, GAP = "c05-tot-opvolger", "c01-tm"
ENDED = {
    MERGED: ["body/raad-a", "body/college-a", "post/raadslid-a-1", "post/wethouder-a-1", "post/burgemeester-a", "post/ab-lid-a"],
    DISSOLVED: ["body/ab", "body/db", "post/ab-voorzitter", "post/ab-lid-1", "post/db-lid-1"],
    COMMITTEE: ["post/cie-lid"],
}
HOLDINGS = {
    MERGED: [("person/p1", "post/raadslid-a-1"), ("person/p2", "post/wethouder-a-1"), ("person/p3", "post/ab-lid-a")],
    DISSOLVED: [("person/p1", "post/ab-lid-1"), ("person/p1", "post/ab-voorzitter"), ("person/p1", "post/db-lid-1")],
    COMMITTEE: [("person/p1", "post/cie-lid")],
}
CAUSE = {
    MERGED: ("organization/a", "2022-01-01"),
    DISSOLVED: ("cooperation/r", "2024-12-31"),
    COMMITTEE: ("body/cie", "2022-03-30"),
}
LOOKING_BACK = {
    "out-of-date",
    "what-changed-hands",
    "forms-compared",
    "form-differences",
    "contradictions",
    "source-coverage",
    "claims-passed-over",
}
"""Queries that cut differently, as their comments say, and the one that cuts for others."""


def graph_of(case: str, on: str | None = None) -> Graph:
    return project(to_tables(read_dataset(HERE / f"{case}.yaml")), on=on)


@pytest.fixture(scope="module")
def store(embedded_server: ServerAddress) -> Iterator[Connection]:
    with connected(embedded_server) as opened:
        empty(opened)
        prepare(opened)
        for case in (*ENDED, SUCCESSOR, GAP):
            load(opened, read_dataset(HERE / f"{case}.yaml"), by="tests")
        yield opened


def ask(store: Connection, query: str, case: str, on: str | None = None) -> list[dict[str, Any]]:
    """The rows, with ids as the file has them."""
    return json.loads(json.dumps(queries.run(store, query, datasets=[case], on=on)).replace(f'"{case}/', '"'))


@pytest.mark.parametrize("case", ENDED)
def test_what_ended_with_something_else_is_in_no_answer(store: Connection, case: str) -> None:
    for name in queries.registry().keys() - LOOKING_BACK:
        told = json.dumps(ask(store, name, case))
        assert [one for one in ENDED[case] if f'"{one}"' in told] == [], name


@pytest.mark.parametrize("case", ENDED)
def test_what_ended_with_something_else_is_in_no_finding_count_or_view(case: str) -> None:
    graph = graph_of(case)
    told = [finding.to_json("en") for finding in analyses.find(graph)]
    told += [matrices.matrix(graph, kind) for kind in matrices.MATRICES]
    told += [lookup.show(graph, node) for node in graph]
    assert [one for one in ENDED[case] if f"{case}/{one}" in json.dumps(told, default=str)] == []
    posts = sum("Post" in record.id.split("/")[1].capitalize() for record in read_dataset(HERE / f"{case}.yaml").nodes)
    assert overview.overview(graph).counts["Post"] == posts - sum(one.startswith("post/") for one in ENDED[case])
    for person, post in HOLDINGS[case]:
        assert f"{case}/{post}" not in [row["post"] for row in lookup.roles(graph, f"{case}/{person}")]


@pytest.mark.parametrize("case", ENDED)
def test_out_of_date_lists_what_ended_with_it(store: Connection, case: str) -> None:
    cause, day = CAUSE[case]
    rows = [row for row in ask(store, "out-of-date", case) if row["ends_with_id"] == cause]
    assert {row["since"] for row in rows} == {day}
    assert sorted(row["item_id"] for row in rows if row["kind"] != "HOLDS") == sorted(ENDED[case])
    assert sorted((row["item_id"], row["target_id"]) for row in rows if row["kind"] == "HOLDS") == HOLDINGS[case]


@pytest.mark.parametrize("case", ENDED)
def test_beforehand_posts_ending_says_what_will_end_with_it(store: Connection, case: str) -> None:
    cause, day = CAUSE[case]
    rows = ask(store, "posts-ending", case, on="2021-06-01")
    assert {(row["ends"], row["ends_with_id"]) for row in rows} == {(day, cause)}
    assert {row["post_id"] for row in rows if row["person"] is None} == {one for one in ENDED[case] if one.startswith("post/")}
    assert sorted((row["person_id"], row["post_id"]) for row in rows if row["person"]) == HOLDINGS[case]
    graph = graph_of(case, on="2021-06-01")
    for person, post in HOLDINGS[case]:
        ends = {row["post"]: row["ends_with"] for row in lookup.roles(graph, f"{case}/{person}")}
        assert ends[f"{case}/{post}"] == f"{case}/{cause}"


@pytest.mark.parametrize("case", ENDED)
def test_check_says_which_holders_were_left_without_an_end(case: str) -> None:
    problems = check(read_dataset(HERE / f"{case}.yaml"))
    assert [(one.code, one.level) for one in problems] == [("outlived", "warning")] * len(HOLDINGS[case])
    assert CAUSE[case][1] in problems[0].message.render("nl")


def test_who_stays_until_there_is_a_successor_stays_visible_and_marked(store: Connection) -> None:
    words = "totdat de opvolger is benoemd"
    (row,) = [row for row in ask(store, "vacancies", SUCCESSOR) if row["post_id"] == "post/wethouder-a-1"]
    assert (row["state"], row["person_id"], row["since"], row["as_stated"]) == ("until_successor", "person/p1", "2026-04-01", words)
    (role,) = lookup.roles(graph_of(SUCCESSOR), f"{SUCCESSOR}/person/p1")
    assert (role["post"], role["until_successor"], role["as_stated"]) == (f"{SUCCESSOR}/post/wethouder-a-1", True, words)
    (out_of_date,) = ask(store, "out-of-date", SUCCESSOR)
    assert (out_of_date["reason"], out_of_date["since"], out_of_date["as_stated"]) == ("until_successor", "2026-04-01", words)
    assert ask(store, "posts-ending", SUCCESSOR) == []
    (ending,) = ask(store, "posts-ending", SUCCESSOR, on="2026-02-01")
    assert (ending["ends"], ending["as_stated"]) == ("2026-04-01", words)


def test_the_successor_ends_it() -> None:
    text = (HERE / f"{SUCCESSOR}.yaml").read_text(encoding="utf-8")
    text += "  - {id: p2, name: opvolger, holds: {to: post/wethouder-a-1, start_date: 2026-05-20}}\n"
    tables = to_tables(read_dataset(text))
    held = {day: [person for _, person in sorted(holders(project(tables, on=day)))] for day in ("2026-05-19", "2026-05-20")}
    assert held == {"2026-05-19": ["person/p1"], "2026-05-20": ["person/p2"]}


def holders(graph: Graph) -> list[tuple[str, str]]:
    return [(post, person.removeprefix(f"{SUCCESSOR}/")) for person, post, kind in graph.edges(data="type") if kind == "HOLDS"]


def test_on_the_day_between_two_holders_the_vacancy_names_who_follows(store: Connection) -> None:
    (row,) = [row for row in ask(store, "vacancies", GAP) if row["post_id"] == "post/raadslid-a-1"]
    assert (row["state"], row["person_id"], row["since"]) == ("left", "person/p1", "2024-05-31")
    assert (row["next_id"], row["next_from"]) == ("person/p2", "2024-06-01")
