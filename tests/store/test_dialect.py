"""What analysts ask, on both servers: the same answer, or a difference that is known, refused or said, and in the docs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from orggraph.errors import OrggraphError, Refused, StatementFailed
from orggraph.store.connection import Connection

DATA = Path(__file__).parents[1] / "data" / "cypher"
FILE: dict[str, Any] = yaml.load((DATA / "statements.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
STATEMENTS: list[dict[str, Any]] = FILE["statements"]
DIFFERENCES: dict[str, dict[str, str]] = FILE["differences"]


@pytest.fixture
def region(connection: Connection) -> Connection:
    """The region that the statements ask about, on each server."""
    connection.write((DATA / "region.cypher").read_text(encoding="utf-8"))
    return connection


def answer(connection: Connection, statement: str) -> dict[str, Any]:
    """Rows, or the error in words."""
    try:
        result = connection.read_only(statement, {"id": "r/person/a"}, timeout=30)
    except (StatementFailed, Refused) as error:
        return {"error": error.text("en")}
    assert all(tuple(row) == result.columns for row in result.rows)
    return {"rows": result.rows}


def sorted_lists(value: Any) -> Any:
    """A value with every list in one order."""
    if isinstance(value, list):
        return sorted(map(sorted_lists, value), key=lambda one: json.dumps(one, sort_keys=True))
    return {key: sorted_lists(one) for key, one in value.items()} if isinstance(value, dict) else value


def test_every_statement_gets_its_answer(region: Connection) -> None:
    wrong = []
    for asked in STATEMENTS:
        wanted = {key: asked[key] for key in ("rows", "error") if key in asked}
        if region.kind == "embedded" and "embedded" in asked:
            wanted = asked["embedded"]
        given = answer(region, asked["ask"])
        same = sorted_lists(given) == sorted_lists(wanted) if "lists" in asked else given == wanted
        if not same:
            wrong.append((asked["ask"], wanted, given))
    assert wrong == []


def test_what_stands_in_the_place_of_a_difference_is_answered_alike(embedded_connection: Connection, neo4j_connection: Connection) -> None:
    text = (DATA / "region.cypher").read_text(encoding="utf-8")
    for opened in (embedded_connection, neo4j_connection):
        opened.write(text)
    for name, difference in DIFFERENCES.items():
        one, other = (sorted_lists(answer(opened, difference["instead"])) for opened in (embedded_connection, neo4j_connection))
        assert "rows" in one, (name, one)
        assert one == other, name


def test_enough_is_asked_and_each_difference_is_shown() -> None:
    texts = [asked["ask"] for asked in STATEMENTS]
    assert len(texts) >= 250
    assert len(set(texts)) == len(texts)
    assert {asked["why"] for asked in STATEMENTS if "why" in asked} == set(DIFFERENCES)
    assert all("why" in asked or ("error" in asked and "error" in asked["embedded"]) for asked in STATEMENTS if "embedded" in asked)


@pytest.mark.parametrize(
    ("statement", "place", "words"),
    [
        ("MATCH (n:Body)\nRETRUN n.id", "Line 2, column 1", "RETRUN"),
        ("MATCH (n:Body)\nRETURN labels(n), n.", "Line 2, column", "early"),
        ("// first\nMATCH (n:Body) WHERE labels(n) = [] RETURN labels(n), m.id", "Line 2, column 55", "m"),
        ("CYPHER 5 EXPLAIN MATCH (n) RETURN n.id ORDER x", "Line 1, column 46", ""),
        ("RETURN '\\u00e9' AS a, b", "Line 1, column 23", "b"),
    ],
)
def test_an_error_names_the_place_in_what_was_written(region: Connection, statement: str, place: str, words: str) -> None:
    with pytest.raises(StatementFailed) as error:
        region.read_only(statement)
    assert place in str(error.value)
    assert words in str(error.value)
    assert "gel" in error.value.text("nl")  # Regel …, kolom …
    assert "mismatched" not in str(error.value)


def test_the_shared_label_is_hidden_and_the_columns_are_as_written(region: Connection) -> None:
    result = region.read_only("MATCH (n:Body) RETURN labels(n), count(*) ORDER BY labels(n)")
    assert result.columns == ("labels(n)", "count(*)")
    assert result.rows == [{"labels(n)": ["Body"], "count(*)": 6}]


def test_a_plan_comes_as_lines(region: Connection) -> None:
    result = region.read_only("EXPLAIN MATCH (n:Body) RETURN n.id")
    assert result.columns == ("plan",)
    assert len(result.rows) > 2
    assert region.read_only("PROFILE MATCH (n:Body) RETURN count(n) AS n").rows == [{"n": 6}]


def test_no_statement_is_asked_that_reads_otherwise_than_it_says(region: Connection) -> None:
    for kind in ("INDEXES", "CONSTRAINTS"):
        try:
            assert "name" in region.read_only(f"SHOW {kind}").columns
        except OrggraphError as error:  # a server may have none to show
            assert "more than read" not in str(error)


ENGLISH = re.compile(r"\b(?:[Ee]xpect(?:ed|ing)|unexpected|[Ii]nput|[Ll]ine|column|[Tt]he|not|must|[Ss]yntax|[Ee]rror|[Mm]issing|query)\b")
QUOTE = re.compile(r"In haar woorden: “.*”$")
BROKEN: list[str] = yaml.load((DATA / "broken.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
PLACE = re.compile(r"Regel (\d+), kolom (\d+): ")
ONLY_WHEN_RUN = {"RETURN 1/0", "RETURN 'a' * 2", "RETURN date('gisteren')", "RETURN toInteger([1])"}
"""What is wrong with a value shows when it is worked out; a server then gives no place."""


def test_a_broken_statement_is_explained_in_dutch_with_its_place(region: Connection) -> None:
    wrong, explained = [], 0
    for statement in BROKEN:
        try:
            region.read_only(statement, timeout=30)
        except (Refused, StatementFailed) as error:
            text = error.text("nl")
            explained += 1
            placed = isinstance(error, Refused) or statement in ONLY_WHEN_RUN or is_place_in(statement, PLACE.match(text))
            if not placed or ENGLISH.search(QUOTE.sub("", text)):
                wrong.append((statement, text))
    assert wrong == []
    assert explained > 60


def is_place_in(statement: str, place: re.Match[str] | None) -> bool:
    """Whether a line and column are in the statement, or just behind its end."""
    lines = statement.split("\n")
    return place is not None and 0 < int(place[1]) <= len(lines) and 0 < int(place[2]) <= len(lines[int(place[1]) - 1]) + 1
