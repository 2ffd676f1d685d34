"""What each analysis costs, beside igraph or a columnar join that answers the core of the same question, with equal answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain
from math import isclose
from typing import Any

import duckdb
import pyarrow as pa

from benchmarks.governance import governed
from benchmarks.measure import Seconds, seconds
from benchmarks.rival_measures import measures, strong_components
from benchmarks.synthetic import world
from orggraph import analyses
from orggraph.analyses.circles import ELSEWHERE
from orggraph.analyses.voting import boards
from orggraph.graph import Graph, project
from orggraph.graph.concentration import posts_of
from orggraph.graph.seating import seatings, shared_people
from orggraph.graph.standing import NOT_FORMER, edges_of_type
from orggraph.model.relationships import TYPES
from orggraph.model.tables import to_tables

TABLES_UP_TO = 20_000
"""Nodes up to which tables are timed: beyond, betweenness is sampled and the smallest group is stopped by its time."""
Answer = Callable[[], Any]


def of_size(size: int, times: int = 1) -> Seconds:
    """Seconds of every analysis on a fresh projection of its own, and of each rival with the part of the analysis that it answers.

    Raises
    ------
    RuntimeError
        Where a rival answers otherwise.
    """
    tables = to_tables(*(governed(dataset) for dataset in world(size)))
    analyses.find(project(to_tables(*world(60))))  # the rules are read once in a process
    result: Seconds = {}
    for kind, analysis in analyses.registry().items():
        graph = project(tables)
        if analysis.judges:
            result[f"find {kind}"] = seconds(lambda graph=graph, kind=kind: analyses.find(graph, [kind]))  # type: ignore[misc]
        if analysis.tables and size <= TABLES_UP_TO:
            result[f"tables {kind}"] = seconds(lambda graph=graph, kind=kind: analyses.tables(graph, kind))  # type: ignore[misc]
    for name, (ours, theirs) in _rivals(project(tables)).items():
        result[f"ours: {name}"], result[f"rival: {name}"] = seconds(ours, times), seconds(theirs, times)
        if not _same(ours(), theirs()):
            raise RuntimeError(f"{name}: the analysis and its rival do not answer the same")
    return result


def _rivals(graph: Graph) -> Mapping[str, tuple[Answer, Answer]]:
    """By name: ours, and igraph on pairs of names, of which it makes a graph in its time, or DuckDB on tables that are there."""
    data = _database(graph)
    acyclic = [kind for kind in TYPES if TYPES[kind].acyclic and kind not in ELSEWHERE and not TYPES[kind].unless]
    rows: dict[str, list[tuple[str, str]]] = {
        kind: [(edge.source, edge.target) for edge in edges_of_type(graph, kind, NOT_FORMER) if "/assignment/" not in edge.source]
        for kind in acyclic
    }
    people = [node for node, label in graph.nodes(data="label") if label == "Person"]

    def turns() -> set[frozenset[str]]:
        told = analyses.find(graph, ["circles"])
        lines = chain.from_iterable(finding.cases for finding in told)
        return {
            frozenset(subject.id for subject in line.subjects)
            for line in lines
            if line.edges and line.edges[0].attributes["type"] in set(acyclic)
        }

    return {
        **measures(graph),
        "circles beside igraph": (turns, lambda: {group for kind in acyclic for group in strong_components(rows[kind])}),
        "shared people (interlocks) beside DuckDB": (
            lambda: dict(shared_people(graph)),
            lambda: {(one, other): n for one, other, n in data.execute(SHARED).fetchall()},
        ),
        "posts of people (role_overload) beside DuckDB": (
            lambda: {person: n for person in people if (n := len(posts_of(graph, person)))},
            lambda: dict(data.execute(POSTS).fetchall()),
        ),
        "votes in boards (voting) beside DuckDB": (
            lambda: {(board.body, voter): votes for board in boards(graph) for voter, votes in board.votes.items()},
            lambda: {(body, voter): votes for body, voter, votes in data.execute(VOTES).fetchall()},
        ),
    }


def _same(ours: Any, theirs: Any) -> bool:
    """Equal, but for what other orders of adding make of numbers."""
    if not isinstance(ours, dict):
        return bool(ours == theirs)
    return ours.keys() == theirs.keys() and all(isclose(value, theirs[name], rel_tol=1e-9, abs_tol=1e-9) for name, value in ours.items())


SHARED = """SELECT a.body, b.body, count(*) FROM seat a JOIN seat b ON a.person = b.person AND a.body < b.body GROUP BY ALL"""
POSTS = """SELECT person, count(DISTINCT post) FROM holds GROUP BY person"""
VOTES = """
    WITH given AS (SELECT body, voter, sum(votes)::DOUBLE AS votes FROM vote GROUP BY ALL)
    SELECT * FROM given WHERE body IN (SELECT body FROM given GROUP BY body HAVING count(*) > 1)"""


def _database(graph: Graph) -> duckdb.DuckDBPyConnection:
    """Seats, holdings and votes as columns in memory."""
    data = duckdb.connect()
    seats = dict.fromkeys((seating.person, seating.body) for seating in seatings(graph))
    holds = [(edge.source, edge.target) for edge in edges_of_type(graph, "HOLDS")]
    behalf = {edge.source: edge.target for edge in reversed(list(edges_of_type(graph, "ON_BEHALF_OF")))}
    voting = {None, "member", "chair", "deputy_chair"}
    votes = [
        (edge.target, behalf[edge.source], float(post["votes"] * post.get("count", 1)))
        for edge in edges_of_type(graph, "IN")
        for post in [graph.nodes[edge.source]]
        if post.get("votes") and post.get("capacity") in voting and edge.source in behalf and graph.nodes[edge.target]["label"] == "Body"
    ]
    for name, columns, rows in (
        ("seat", ("person", "body"), list(seats)),
        ("holds", ("person", "post"), holds),
        ("vote", ("body", "voter", "votes"), votes),
    ):
        data.register("given", pa.table(dict(zip(columns, map(list, zip(*rows, strict=True)), strict=True))))
        data.execute(f"CREATE TABLE {name} AS SELECT * FROM given")
    return data
