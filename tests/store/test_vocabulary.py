"""A label, type or property that nobody knows is said with the nearest, where it would else be an empty answer."""

from __future__ import annotations

from pathlib import Path

import pytest

import orggraph
from orggraph.errors import StatementFailed
from orggraph.workspace import Workspace

SLIPS = [
    ("MATCH (b:Bodi) RETURN b.id", "label Bodi", "Body"),
    ("MATCH (b:body) RETURN b.id", "label body", "Body"),
    ("MATCH (b:Entity&Prson) RETURN b.id", "label Prson", "Person"),
    ("MATCH (p)-[:HOLD]->(x) RETURN count(*) AS n", "type of relationship HOLD", "HOLDS"),
    ("MATCH (p)-[:HOLDS|ADVICES]->(x:Route) RETURN x", "type of relationship ADVICES", "ADVISES"),
    ("MATCH (p)-[h:HOLDS {strat_date: '2020'}]->(x) RETURN x", "property strat_date", "start_date"),
    ("MATCH (b:Body {knd: 'council'}) RETURN b.id", "property knd", "kind"),
    ("MATCH (b:Body) WHERE b.tir = 'political' RETURN b.id", "property tir", "tier"),
    ("MATCH (b:Body) RETURN b.nam", "property nam", "name"),
    ("MATCH (b) WHERE b.nme = 'x' RETURN b", "property nme", "name"),
]
FINDS_NOTHING = [
    "MATCH (b:Body {kind: 'nothing of the kind'}) RETURN b.id",
    "MATCH (b:Body) WHERE b.verified_on = 'x' RETURN b.id",
    "UNWIND [{a: 1}] AS m RETURN m.nosuch AS x",
    "MATCH (b:Topic)-[:HOLDS]->(x) RETURN count(x) AS n",
    "MATCH (d:Dataset) WHERE d.title = 'x' RETURN d",
    "RETURN null AS x",
]
FINDS = ["MATCH (b:Body) RETURN b.id, b.nosuch LIMIT 3", "MATCH (b:Body) OPTIONAL MATCH (b)-[:NOSUCH]->(x:None) RETURN b.id, x"]


@pytest.fixture
def work(regions_home: Path) -> Workspace:
    """The built-in regions."""
    return orggraph.connect(regions_home)


@pytest.mark.parametrize(("statement", "what", "near"), SLIPS)
def test_the_nearest_is_said(work: Workspace, statement: str, what: str, near: str) -> None:
    with work, pytest.raises(StatementFailed) as error:
        work.cypher(statement)
    assert what in str(error.value)
    assert near in str(error.value)
    assert error.value.text("nl").startswith("Er is hier geen")


def test_an_answer_that_is_empty_by_right_stays_one(work: Workspace) -> None:
    with work:
        for statement in FINDS_NOTHING:
            assert not any(value for row in work.cypher(statement) for value in row.values())
        for statement in FINDS:
            assert work.cypher(statement)


def test_what_the_store_holds_beside_the_model_is_known(work: Workspace) -> None:
    with work:
        work.connection.write("CREATE (:Elsewhere {oddity: 1})-[:ODDLY]->(:Elsewhere)")
        try:
            assert work.cypher("MATCH (n:Elsewhere)-[:ODDLY]->(m) WHERE n.oddity = 2 RETURN n") == []
        finally:
            work.connection.write("MATCH (n:Elsewhere) DETACH DELETE n")
