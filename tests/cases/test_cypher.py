"""The statements of cypher/: shapes that the embedded server answered wrongly, without a word."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import orggraph
from orggraph import regions
from orggraph.errors import Refused
from orggraph.sources.dataset_yaml import read_dataset
from orggraph.workspace import Workspace

CASES = Path(__file__).parent / "cypher"
REFUSED = {
    "k2-kaartprojectie-impliciet": "Aggregate first",
    "k3-kortste-pad-met-voorwaarde": "Name the types in the path",
    "k4-size-patroon": "COUNT {",
    "k5-length-patroon": "COUNT {",
    "k6-zelfde-begin-en-eind": "WHERE a <> b",
    "k8-schema": "labels(a), type(r), labels(b)",
}
REGION = read_dataset(regions.path("voorbeeldregio"))
POSTS = Counter(edge.source for edge in REGION.relationships if edge.type == "HOLDS")
MANY_POSTS = sum(count > 4 for count in POSTS.values())
INSTEAD = {
    "MATCH (b:Body {dataset:'voorbeeldregio', kind:'executive_board'})<-[:IN]-(x:Post) WITH b, count(x) AS posts "
    "RETURN count(b {.id, posts: posts}) > 0 AS x": [{"x": True}],
    "MATCH (n:Person {dataset:'voorbeeldregio'}) WHERE COUNT { (n)-[:HOLDS]->() } > 4 RETURN count(n) AS n": [{"n": MANY_POSTS}],
    "MATCH (a:Body {id:'voorbeeldregio/body/ab'}),(b:Body) WHERE b.kind IN ['general_board','executive_board'] AND a <> b "
    "MATCH p=shortestPath((a)-[*..6]-(b)) RETURN min(length(p)) > 0 AS x": [{"x": True}],
}


@pytest.fixture
def work(regions_home: Path) -> Workspace:
    """The built-in regions."""
    return orggraph.connect(regions_home)


def statement(name: str) -> str:
    return (CASES / f"{name}.cypher").read_text(encoding="utf-8")


def test_every_case_is_tried() -> None:
    assert {path.stem for path in CASES.iterdir()} == {*REFUSED, "k7-eerste-label"}


@pytest.mark.parametrize(("name", "instead"), REFUSED.items())
def test_a_shape_that_it_answers_wrongly_is_refused_with_what_to_write(work: Workspace, name: str, instead: str) -> None:
    with work, pytest.raises(Refused) as refused:
        work.cypher(statement(name))
    assert instead in str(refused.value)
    assert refused.value.text("nl") != str(refused.value)


def test_what_to_write_gives_the_answer(work: Workspace) -> None:
    with work:
        assert {text: work.cypher(text) for text in INSTEAD} == INSTEAD


def test_the_first_label_is_a_node_s_own(work: Workspace) -> None:
    with work:
        rows = work.cypher(statement("k7-eerste-label"))
        assert len(rows) >= 8
        assert "Entity" not in {row["l"] for row in rows}
