"""Free queries: each lock alone, and all together, against statements that want more than to read."""

from __future__ import annotations

import contextlib
import gzip
import json
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from neo4j import GraphDatabase, Session
from neo4j.exceptions import Neo4jError

from orggraph.errors import OrggraphError, Refused, StatementFailed, WrongUsage
from orggraph.store.asking import refuse_unless_plan_reads
from orggraph.store.connection import Connection
from orggraph.store.embedded import ServerAddress
from orggraph.store.faults import Stopped
from orggraph.store.statement_check import reading

TCK = Path(__file__).parents[1] / "data" / "tck" / "statements.tsv.gz"
WRITES = [
    "CREATE (n:Body {id: 'x'})",
    "create (n)",
    "CrEaTe (n)",
    "/* harmless */ CREATE (n)",
    "// harmless\nCREATE (n)",
    "MATCH (n) // */ \n DELETE n",
    "MATCH (n) /* ' */ DELETE n /* ' */",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n) WHERE n.name = 'it\\'s' DETACH DELETE n",
    "MATCH (`n``'`) DETACH DELETE `n``'`",
    "MATCH (n) SET n.name = 'x'",
    "MATCH (n) SET n:Other",
    "MATCH (n) REMOVE n.name",
    "MERGE (n:Body {id: 'x'}) RETURN n",
    "MATCH (n) WHERE 1<2.SET n.x=1",
    "FOREACH (x IN [1] | CREATE (:Body))",
    "MATCH (n) CALL { WITH n SET n.x = 1 } RETURN n",
    "MATCH (n) CALL (n) { DELETE n } RETURN 1",
    "CALL { CREATE (n) RETURN n } RETURN n",
    "MATCH (n) CALL { WITH n DELETE n } IN TRANSACTIONS OF 10 ROWS",
    "UNWIND [1] AS x CREATE (:Body)",
    "MATCH (create) DELETE create",
    "RETURN 1 AS AS SET x = 1",
    "RETURN EXISTS { CREATE (n) }",
    "\u017fET n.x = 1",
    "MATCH (n) \u017fET n.x = 1",
    "CREATE INDEX i FOR (n:Body) ON (n.id)",
    "CREATE CONSTRAINT c FOR (n:Body) REQUIRE n.id IS UNIQUE",
    "DROP CONSTRAINT c IF EXISTS",
    "DROP DATABASE neo4j",
    "CREATE USER mallory SET PASSWORD 'password1'",
    "ALTER USER neo4j SET PASSWORD 'password1'",
    "GRANT ROLE admin TO mallory",
]
LOOKS_ELSEWHERE = [
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "load /* x */ csv FROM 'http://127.0.0.1:1/' AS line RETURN line",
    "MATCH (n) WHERE 1<2.LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "UNWIND [1] AS x CALL { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line } RETURN line",
    "RETURN 'a' AS x UNION LOAD CSV FROM 'file:///etc/passwd' AS x RETURN x",
    "SHOW USERS",
    "SHOW TRANSACTIONS",
    "show transactions YIELD currentQuery",
    "SHOW SETTINGS",
    "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
    "USE system MATCH (n) RETURN n",
    "CALL dbms.listConfig()",
    "CALL `dbms`.`listConfig`() YIELD name RETURN name",
    "OPTIONAL CALL dbms.listConfig()",
    "CALL dbms.killQuery('x')",
    "CALL db.clearQueryCaches()",
    "CALL apoc.load.json('file:///etc/passwd')",
    "RETURN apoc.util.sleep(100000)",
]
OTHERWISE_WRONG = [
    "",
    " ;; ",
    "EXPLAIN",
    "EXPLAIN MATCH (n) SET n.x = 1",
    "CYPHER 5 PROFILE CREATE (n)",
    "UNWIND [1] AS AS WITH as CREATE (x:Hacked)",
    "RETURN DISTINCT as SET x.y = 1",
    "MATCH (n) WITH n AS set SET set.x = 1",
    "MATCH (n) WITH * DELETE n",
    "MATCH (s) ((a)-->(b))+ SET s.x = 1",
    "MATCH (n) RETURN CASE as WHEN 1 THEN 2 END SET n.x = 1",
    "CALL { WITH 1 AS x CREATE (n) RETURN n } RETURN n",
    "SHOW INDEXES YIELD name SHOW TRANSACTIONS",
    "SHOW ALL ROLES",
    "CALL do.when(true, 'CREATE (n)', '', {})",
    "CALL algo.pagerank()",
    "CALL meta.stats()",
    "RETURN {a: do.this('x')}",
    "RETURN [x IN [1] | evil(x)]",
    "RETURN [1, 2][0..evil(1)]",
    "MATCH (n) RETURN n; MATCH (n) DETACH DELETE n",
    "RETURN 'one'; RETURN 'two'",
    "RETURN 1 \\u002f\\u002f x",
    "MATCH (n:`\\u0060) SET n.x = 1 //`) RETURN 1",
    "RETURN '\\ud83d'",
    "RETURN '\\\\u0027'",
    "RETURN 'never ends",
    "RETURN 1 /* never ends",
    "MATCH (`n) RETURN 1",
]
READS = [
    "RETURN 'CREATE (n) DELETE n' AS x",
    'RETURN "SET" AS x',
    "MATCH (n) WHERE n.create = 1 RETURN n.set, n.`delete`",
    "MATCH (n:Create) RETURN n",
    "MATCH (n)-[r:SET|MERGE]->(m) RETURN r",
    "MATCH (`create`) RETURN `create`",
    "RETURN 1 AS create",
    "RETURN {delete: 1, set: 2} AS x",
    "RETURN $create AS x",
    "MATCH (n) // CREATE\nRETURN n",
    "/* DELETE */ MATCH (n) RETURN count(n) AS created",
    "MATCH (n) RETURN n.offset AS offset;",
    "MATCH (n) WHERE EXISTS { MATCH (n)-[:SEATS]->() } RETURN n",
    "UNWIND [1, 2] AS x CALL { WITH x RETURN x + 1 AS y } RETURN x, y",
    "MATCH p = (a)-[*1..3]-(b) RETURN p",
    "WITH date('2026-01-01') AS d RETURN date.truncate('month', d) AS m",
    "CALL db.labels() YIELD label RETURN label",
    "OPTIONAL MATCH (n) RETURN n UNION MATCH (n) RETURN n",
    "RETURN [x IN range(1, 3) WHERE x > 1 | x * 1.5] AS xs",
    "MATCH (set:Body) WHERE set.id > '' RETURN set, set.id AS show ORDER BY show",
    "UNWIND [1] AS use WITH use, use + 1 AS detach WHERE detach > use RETURN use AS grant, detach AS terminate",
    "MATCH (remove)-[delete]->(merge) RETURN remove.id AS a, type(delete) AS b, merge{.id} AS c",
    "WITH 1 AS set RETURN set",
    "UNWIND [1] AS as RETURN as",
    "RETURN CASE WHEN true THEN 1 ELSE 2 END AS set",
    "RETURN 'caf\\u00e9' AS x, 'a\\u0027 SET n.x = 1 //' AS y, '\\ud83d\\ude00' AS z",
    "// \\u000a CREATE (n)\nRETURN 1 AS x",
    "EXPLAIN MATCH (n) RETURN n",
    "PROFILE MATCH (n) RETURN n",
    "CYPHER runtime=slotted MATCH (n) RETURN n",
    "CYPHER 5 EXPLAIN MATCH (n) RETURN n",
    "SHOW INDEXES",
    "SHOW CONSTRAINTS YIELD name",
    "MATCH (n) RETURN n.id AS id; // done",
    "MATCH (n) RETURN n.id AS id ; /* done */ ;",
]
COMMANDS = ["show", "use", "set", "detach", "terminate", "grant", "remove", "create", "delete", "merge", "as", "call", "load", "drop"]


@pytest.fixture
def region(connection: Connection) -> Connection:
    """A database with two bodies and what one does for the other."""
    connection.write(
        "CREATE (a:Entity:Body {id: 'r/body/a', name: 'A', hash: 'h', valid_from: '2026-01-01'})"
        "-[:ADVISES {id: 'k1', hash: 'h', since: date('2026-02-03')}]->(b:Entity:Body {id: 'r/body/b', name: 'B'})"
    )
    return connection


def content(connection: Connection) -> list[dict[str, object]]:
    """All that the database holds."""
    return connection.read(
        "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN properties(n) AS n, labels(n) AS l, properties(r) AS r ORDER BY n.id"
    )


@pytest.mark.parametrize("statement", [*WRITES, *LOOKS_ELSEWHERE, *OTHERWISE_WRONG])
def test_the_words_alone_tell(statement: str) -> None:
    with pytest.raises(Refused) as refused:
        reading(statement)
    assert refused.value.hint is not None


@pytest.mark.parametrize("statement", READS)
def test_what_reads_passes_the_words(statement: str) -> None:
    assert reads(statement)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_may_be_the_name_of_a_variable_or_column(region: Connection, name: str) -> None:
    texts = [
        f"MATCH ({name}:Body) WHERE {name}.id = 'r/body/a' RETURN {name}.id AS id",
        f"MATCH (n:Body) WITH n AS {name} WHERE {name}.name = 'A' RETURN {name}.id AS id",
        f"UNWIND ['r/body/a'] AS {name} RETURN {name} AS id",
        f"RETURN [{name} IN ['r/body/a'] WHERE {name} <> '' | {name}][0] AS id",
    ]
    assert [region.read_only(text).rows for text in texts] == [[{"id": "r/body/a"}]] * len(texts)
    assert region.read_only(f"RETURN 1 AS {name}").rows == [{name: 1}]


def of_the_tck() -> list[tuple[str, str]]:
    """The statements of the compatibility kit, each after what the planner of Neo4j says of it."""
    with gzip.open(TCK, "rt", encoding="utf-8") as file:
        return [(kind, json.loads(text)) for kind, text in (line.split("\t", 1) for line in file)]


def test_of_the_compatibility_kit_what_reads_passes_and_what_writes_does_not() -> None:
    statements = of_the_tck()
    passed = [(kind, text) for kind, text in statements if reads(text)]
    assert len(statements) > 3700
    assert [text for kind, text in passed if kind in {"w", "rw", "s"}] == []
    assert len([text for kind, text in passed if kind == "r"]) >= 0.99 * len([text for kind, text in statements if kind == "r"])


def reads(statement: str) -> bool:
    """Whether the check lets a statement pass."""
    try:
        reading(statement)
    except Refused:
        return False
    return True


NAMES = st.sampled_from([*COMMANDS, "n", "distinct", "not", "all", "with", "return", "match", "optional", "`set`"])
ATOMS = NAMES | st.sampled_from(["1", "'set x = 1'", "n.set", "[1, 2]", "{create: 1}", "count(*)", "$delete", "null"])
EXPRESSIONS = st.recursive(
    ATOMS,
    lambda inner: (
        st.tuples(inner, st.sampled_from([" + ", " = ", " AND ", " IN ", " STARTS WITH "]), inner).map("".join)
        | inner.map(lambda one: f"({one})")
        | inner.map(lambda one: f"[x IN [1] | {one}]")
        | st.tuples(inner, inner).map(lambda two: f"CASE WHEN {two[0]} THEN {two[1]} END")
        | inner.map(lambda one: f"NOT ({one})")
    ),
    max_leaves=4,
)
READING_CLAUSES = (
    st.tuples(EXPRESSIONS, NAMES).map(lambda two: f"WITH *, {two[0]} AS {two[1]}")
    | st.tuples(EXPRESSIONS, NAMES).map(lambda two: f"UNWIND {two[0]} AS {two[1]}")
    | st.tuples(NAMES, NAMES, EXPRESSIONS).map(lambda three: f"MATCH ({three[0]}:Body)-->({three[1]}) WHERE {three[2]}")
    | NAMES.map(lambda name: f"CALL {{ MATCH ({name}) RETURN {name} AS inner }}")
)
WRITING_CLAUSES = st.one_of(
    NAMES.map(lambda name: f"SET {name}.x = 1"),
    NAMES.map(lambda name: f"CREATE ({name}_:Hacked)"),
    NAMES.map(lambda name: f"DETACH DELETE {name}"),
    NAMES.map(lambda name: f"REMOVE {name}.x"),
    NAMES.map(lambda name: f"MERGE ({name}_:Hacked)"),
    st.just("FOREACH (x IN [1] | CREATE (:Hacked))"),
    st.just("CALL { CREATE (:Hacked) }"),
)
SPACES = st.sampled_from([" ", "\n", " /* SET */ ", " // x\n", "\t"])


@given(st.lists(READING_CLAUSES, max_size=3), EXPRESSIONS, WRITING_CLAUSES, SPACES, st.booleans())
@settings(max_examples=500, deadline=None)
def test_no_clause_that_writes_passes_wherever_it_stands(before: list[str], last: str, write: str, space: str, ends: bool) -> None:
    clauses = [*before, f"WITH *, {last} AS y", write] if ends else [*before, write, f"RETURN {last} AS y"]
    assert not reads(space.join(["UNWIND [1] AS n", *clauses]))


@given(st.lists(READING_CLAUSES, max_size=2), EXPRESSIONS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_asked_the_store_stays_as_it_was(embedded_connection: Connection, clauses: list[str], last: str) -> None:
    before = content(embedded_connection)
    with contextlib.suppress(OrggraphError):
        embedded_connection.read_only("\n".join([*clauses, f"RETURN {last} AS y"]), timeout=5)
    assert content(embedded_connection) == before


def test_hostile_statements_change_and_show_nothing(region: Connection) -> None:
    before = content(region)
    for statement in [*WRITES, *LOOKS_ELSEWHERE, *OTHERWISE_WRONG]:
        with pytest.raises(OrggraphError):
            region.read_only(statement)
    assert content(region) == before


def test_a_procedure_that_reads_passes_also_where_one_server_lacks_it() -> None:
    assert reads("CALL db.propertyKeys() YIELD propertyKey RETURN propertyKey")


def test_what_reads_runs(region: Connection) -> None:
    for statement in READS:
        assert region.read_only(statement, {"create": 1}).limit == 1000


def test_the_embedded_reader_cannot_write_or_look_elsewhere(embedded_connection: Connection, embedded_server: ServerAddress) -> None:
    embedded_connection.write("CREATE (:Body {id: 'a'})")
    passed = []
    server = embedded_server
    with GraphDatabase.driver(server.uri, auth=(server.read_user, server.read_password)) as driver:
        for statement in [*WRITES, *LOOKS_ELSEWHERE]:
            with driver.session(database=server.database, default_access_mode="READ") as session:
                try:
                    session.run(statement).consume()
                except Neo4jError:
                    continue
                passed.append(statement)
    assert content(embedded_connection) == [{"n": {"id": "a"}, "l": ["Body"], "r": None}]
    assert not [statement for statement in passed if "csv" in statement.lower() or "USERS" in statement]


def _refused_by_plan(session: Session, statement: str) -> bool:
    try:
        refuse_unless_plan_reads(session, statement, {})
    except (Refused, Neo4jError):
        return True
    return False


def test_the_plan_of_neo4j_tells(neo4j_connection: Connection, neo4j_server: ServerAddress) -> None:
    with (
        GraphDatabase.driver(neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password)) as driver,
        driver.session(database="neo4j", default_access_mode="READ") as session,
    ):
        passed = [statement for statement in [*WRITES, *LOOKS_ELSEWHERE] if not _refused_by_plan(session, statement)]
        assert passed == []
        assert not _refused_by_plan(session, "MATCH (n) RETURN n")
        assert not _refused_by_plan(session, "CALL db.labels()")
    assert content(neo4j_connection) == []


def test_read_mode_of_neo4j_refuses_writes(neo4j_connection: Connection, neo4j_server: ServerAddress) -> None:
    with (
        GraphDatabase.driver(neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password)) as driver,
        driver.session(database="neo4j", default_access_mode="READ") as session,
        pytest.raises(Neo4jError, match="read access mode"),
    ):
        session.run("CREATE (n:Body {id: 'a'})").consume()
    assert content(neo4j_connection) == []


def test_nodes_relationships_and_paths_are_plain(region: Connection) -> None:
    result = region.read_only("MATCH p = (a:Body)-[r]->(b) RETURN a, r, p, [r] AS rs, date('2026-01-02') AS d, 1.5 AS f")
    a = {"id": "r/body/a", "labels": ["Body"], "properties": {"id": "r/body/a", "name": "A"}}
    b = {"id": "r/body/b", "labels": ["Body"], "properties": {"id": "r/body/b", "name": "B"}}
    r = {
        "id": "k1",
        "type": "ADVISES",
        "source": "r/body/a",
        "target": "r/body/b",
        "properties": {"id": "k1", "since": "2026-02-03"},
    }
    path = {"nodes": [a, b], "relationships": [r], "length": 1}
    assert result.columns == ("a", "r", "p", "rs", "d", "f")
    assert result.rows == [{"a": a, "r": r, "p": path, "rs": [r], "d": "2026-01-02", "f": 1.5}]


def test_a_relationship_alone_names_its_ends(region: Connection) -> None:
    (row,) = region.read_only("MATCH ()-[r:ADVISES]->() RETURN r").rows
    assert (row["r"]["source"], row["r"]["target"]) == ("r/body/a", "r/body/b")


def test_rows_stop_at_the_limit(region: Connection) -> None:
    result = region.read_only("UNWIND range(1, 100000) AS x RETURN x", limit=5)
    assert [row["x"] for row in result.rows] == [1, 2, 3, 4, 5]
    assert result.more
    assert not region.read_only("UNWIND range(1, 5) AS x RETURN x", limit=5).more


@pytest.mark.parametrize("rows", ["count(*) AS n", "a, b"])
def test_a_runaway_is_stopped(region: Connection, rows: str) -> None:
    began = time.monotonic()
    with pytest.raises(Stopped) as stopped:
        region.read_only(
            f"UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a * b < 0 RETURN {rows}", timeout=1, limit=10
        )
    assert "1 second" in str(stopped.value)
    assert time.monotonic() - began < 8
    assert region.read_only("RETURN 1 AS x").rows == [{"x": 1}]


def test_only_the_query_that_is_too_slow_is_stopped(region: Connection) -> None:
    slow = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a * b < 0 RETURN count(*) AS n"
    with pytest.raises(Stopped):
        region.read_only(slow, timeout=0.5)
    assert region.read_only("UNWIND range(1, 200000) AS x RETURN count(x) AS n", timeout=30).rows == [{"n": 200000}]


def test_a_wrong_statement_says_what_the_server_says(region: Connection) -> None:
    with pytest.raises(StatementFailed):
        region.read_only("MATCH (n) RETURN n.")


@pytest.mark.parametrize(("timeout", "limit"), [(0, 1), (-1, 1), (1, 0)])
def test_a_limit_of_nothing_is_no_limit_and_refused(embedded_connection: Connection, timeout: float, limit: int) -> None:
    with pytest.raises(WrongUsage):
        embedded_connection.read_only("RETURN 1", timeout=timeout, limit=limit)
