"""No read hurts anybody: time, rows and memory of free queries are limits that hold, on both servers, decoding included."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
import time
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import psutil
import pytest

from orggraph.errors import OrggraphError, TooLarge, WrongUsage
from orggraph.store import bundle, embedded
from orggraph.store.connection import Connection
from orggraph.store.faults import Stopped
from orggraph.store.growth import refuse_growth
from orggraph.store.statement_check import reading
from tests.conftest import SOAK

ASK = """
import json, sys, time
from pathlib import Path
from orggraph.errors import OrggraphError
from orggraph.store.connection import Connection
address, statement, timeout = json.loads(sys.argv[1]), sys.argv[2], float(sys.argv[3])
with Connection.open(**address) as connection:
    connection.read_only("RETURN 1")
    print("begins", flush=True)
    began = time.monotonic()
    try:
        result = len(connection.read_only(statement, timeout=timeout).rows)
    except OrggraphError as error:
        result = type(error).__name__
    print(json.dumps([result, time.monotonic() - began]), flush=True)
"""
"""Asks one statement, and says what came of it and how long it took."""

LARGE = [
    "RETURN range(1, 1000000) AS l",
    "RETURN range(1, 3000000) AS l",
    "UNWIND range(1, 1000) AS i RETURN range(1, 100000) AS l",
    "UNWIND range(1, 1000) AS i RETURN [x IN range(1, 1000) | []] AS l",
    "UNWIND range(1, 1000) AS i RETURN [x IN range(1, 10000) | {a: x}] AS l",
    "UNWIND range(1, 1000000) AS i UNWIND range(1, 1000) AS j RETURN max(i + j) AS m",
    "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a * b < 0 RETURN a, b",
]
MEGABYTES = 1_000_000
ON_NEO4J = LARGE if SOAK else LARGE[::3]
"""What a second server is asked too: each waits for the limit of time."""


def address_of(connection: Connection) -> dict[str, Any]:
    """The arguments that open the same connection elsewhere."""
    user, password = connection._auth
    read_user, read_password = connection.read_auth or (None, None)
    own = {"uri": connection.uri, "user": user, "password": password, "database": connection.database}
    return own | {"read_user": read_user, "read_password": read_password}


def answer_of(connection: Connection, statement: str, timeout: float) -> tuple[int | str, float, int]:
    """What another program gets for a statement, in how many seconds, and the most memory that it and its children held."""
    command = [sys.executable, "-c", ASK, json.dumps(address_of(connection)), statement, str(timeout)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "begins\n"
        held = [0]
        ended = threading.Event()
        watch = threading.Thread(target=_watch, args=(psutil.Process(program.pid), held, ended))
        watch.start()
        result, seconds = json.loads(program.stdout.readline())
        ended.set()
        watch.join()
    return result, seconds, max(held)


def _watch(program: psutil.Process, held: list[int], ended: threading.Event) -> None:
    while not ended.wait(0.02):
        with contextlib.suppress(psutil.NoSuchProcess):
            held.append(sum(one.memory_info().rss for one in [program, *program.children(recursive=True)]))


@pytest.mark.parametrize(
    ("connection", "statement"),
    [(server, statement) for server, asked in (("embedded", LARGE), ("neo4j", ON_NEO4J)) for statement in asked],
    indirect=["connection"],
)
def test_a_large_answer_takes_neither_time_nor_memory(connection: Connection, statement: str) -> None:
    result, seconds, held = answer_of(connection, statement, 3)
    assert result in {"Stopped", "TooLarge", "StatementFailed"}
    assert seconds <= 1.3 * 3
    assert held <= 200 * MEGABYTES
    assert connection.read("RETURN 1 AS x") == [{"x": 1}]


def test_what_was_stopped_goes_on_nowhere(connection: Connection) -> None:
    slow = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a * b < 0 RETURN count(*) AS stopped"
    with pytest.raises(Stopped):
        connection.read_only(slow, timeout=1)
    until = time.monotonic() + 10
    user, password = connection.read_auth or connection._auth
    with Connection.open(connection.uri, user, password, connection.database) as same_user:
        while running := [row for row in same_user.read("SHOW TRANSACTIONS") if "AS stopped" in str(row["currentQuery"])]:
            assert time.monotonic() < until, running
            time.sleep(0.1)


def test_a_usual_answer_fits(connection: Connection) -> None:
    connection.write(
        "UNWIND range(1, 1000) AS i CREATE (:Body {id: toString(i), name: 'A body with a name', about: $about})", about="x" * 1000
    )
    result, _, held = answer_of(connection, "MATCH (n:Body) RETURN n, [n, n, n] AS more", 15)
    assert result == 1000
    assert held <= 200 * MEGABYTES


GROWS = [
    "RETURN reduce(s = 'x', i IN range(1, 28) | s + s) AS s",
    "RETURN size(reduce(s = 'x', i IN range(1, 40) | s + s)) AS n",
    "RETURN size(reduce(l = [1], i IN range(1, 26) | l + l)) AS n",
    "RETURN size(reduce(l = [1], i IN range(1, 26) | [l, l])) AS n",
    "RETURN size(reduce(l = [1], i IN range(1, 26) | l + [l])) AS n",
    "RETURN size(reduce(s = 'x', i IN range(1, 40) | replace(s, 'x', 'xx'))) AS n",
    "RETURN size(reduce(s = '', i IN range(1, 900000) | s + 'xxxxxxxxxxxxxxxxxxxx')) AS n",
    "RETURN size(reduce(s = 'x', i IN range(1, 40) | CASE WHEN i > 0 THEN s + s ELSE s END)) AS n",
    "WITH 'x' AS s " + "WITH s + s AS s " * 30 + "RETURN size(s) AS n",
    "WITH 'x' AS s " + "WITH s + '' + s + s + s AS s " * 15 + "RETURN size(s) AS n",
    "WITH ['x'] AS s " + "WITH [s, s] AS s " * 30 + "RETURN s",
    "RETURN size([a IN range(1, 1000) | [b IN range(1, 1000) | [c IN range(1, 1000) | c]]]) AS n",
    "UNWIND range(1, 1000) AS i RETURN [x IN range(1, 100000) | {a: x}] AS l",
    "RETURN size([a IN range(1, 1000000) | [b IN range(1, 1000) | b]]) AS n",
]
GROWS_LITTLE: dict[str, list[Any]] = {
    "MATCH (n) RETURN reduce(total = 0, x IN [1, 2] | total + x) AS n": [3],
    "RETURN reduce(m = 0, x IN [1, 2] | CASE WHEN x > m THEN x ELSE m END) AS n": [2],
    "RETURN reduce(l = [], x IN [1, 1] | CASE WHEN x IN l THEN l ELSE l + x END) AS n": [[1]],
    "RETURN reduce(l = [0], x IN [1, 2] | l + (last(l) + x)) AS n": [[0, 1, 3]],
    "RETURN reduce(l = [0], x IN [1, 2] | l + [l[-1] + x]) AS n": [[0, 1, 3]],
    "RETURN reduce(s = '', x IN ['a', 'b'] | s + CASE WHEN s = '' THEN '' ELSE ', ' END + x) AS n": ["a, b"],
    "MATCH (n) WITH n.name + ' ' + n.name AS a, n RETURN a + n.id AS n": ["A Aa"],
    "RETURN [x IN range(1, 2) | [y IN range(1, 2) | x * y]] AS n": [[[1, 2], [2, 4]]],
    "WITH 1 AS a, 2 AS b RETURN [a, b] AS l, a + a AS n": [2],
}
"""What grows within bounds, and what it gives of a store with one body."""


@pytest.mark.parametrize("statement", GROWS)
def test_what_grows_step_by_step_is_refused_before_it_is_sent(statement: str) -> None:
    with pytest.raises(TooLarge, match="grow"):
        refuse_growth(reading(statement))


def test_what_grows_little_runs(connection: Connection) -> None:
    connection.write("CREATE (:Body {id: 'a', name: 'A'})")
    for statement, values in GROWS_LITTLE.items():
        assert [row["n"] for row in connection.read_only(statement).rows] == values, statement


def test_the_end_of_the_server_is_told_and_loses_nobody_anything(own_embedded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the check cannot foresee: a list within lists of which none is written as a range. A small memory is full sooner."""
    monkeypatch.setattr(bundle, "HEAP", "128m")
    kills = "WITH range(1, 1000) AS r RETURN size([a IN r | [b IN r | [c IN r | r + c]]]) AS n"
    with Connection.embedded(own_embedded) as connection, Connection.embedded(own_embedded) as other:
        other.write("CREATE (:Body {id: 'a'})")
        before = embedded.status(own_embedded).pid
        with pytest.raises(TooLarge) as error:
            connection.read_only(kills, timeout=200)
        assert embedded.status(own_embedded).pid != before
        assert "kept" not in str(error.value)
        assert "ava" not in str(error.value)
        assert "http" not in error.value.text("nl")
        assert other.read("MATCH (n) RETURN n.id AS id") == [{"id": "a"}]
        assert connection.read_only("MATCH (n) RETURN n.id AS id").rows == [{"id": "a"}]


def test_a_read_finds_a_server_that_was_started_again(own_embedded: Path) -> None:
    with Connection.embedded(own_embedded) as connection:
        connection.write("CREATE (:Body {id: 'a'})")
        psutil.Process(embedded.status(own_embedded).pid).kill()
        assert connection.read("MATCH (n) RETURN n.id AS id") == [{"id": "a"}]


@pytest.mark.parametrize("timeout", [0, -1, float("nan"), float("inf"), 1e18, "2"])
def test_a_time_that_is_no_limit_is_refused(embedded_connection: Connection, timeout: Any) -> None:
    with pytest.raises(WrongUsage, match="time limit"):
        embedded_connection.read_only("RETURN 1", timeout=timeout)


@pytest.mark.parametrize("limit", [0, -1, 1.5, None, "x"])
def test_a_number_of_rows_that_is_no_limit_is_refused(embedded_connection: Connection, limit: Any) -> None:
    with pytest.raises(WrongUsage, match="row limit"):
        embedded_connection.read_only("RETURN 1", limit=limit)


@pytest.mark.parametrize(
    "value", [object(), {1}, 2**70, -(2**70), Decimal(1), Path("x"), "\ud800", [object()], {1: 2}, {"a": {2}}, 1j, print]
)
def test_a_parameter_that_no_database_holds_is_refused_by_name(connection: Connection, value: Any) -> None:
    with pytest.raises(WrongUsage, match="parameter odd"):
        connection.read_only("RETURN $odd AS x", {"odd": value})


def test_other_parameters_arrive(connection: Connection) -> None:
    for value in [None, True, 1, -(2**63), 1.5, "é", [1, [2]], {"a": [1]}]:
        assert connection.read_only("RETURN $x AS x", {"x": value}).rows == [{"x": value}]
    assert connection.read_only("RETURN $x AS x", {"x": date(2026, 1, 2)}).rows == [{"x": "2026-01-02"}]


@pytest.mark.parametrize("statement", ["RETURN '\ud800'", b"RETURN 1", None, "RETURN '\udcff' AS x"])
def test_a_statement_that_is_no_text_is_refused(embedded_connection: Connection, statement: Any) -> None:
    with pytest.raises(WrongUsage):
        embedded_connection.read_only(statement)


def test_a_regular_expression_that_takes_too_long_is_told_as_that(embedded_connection: Connection) -> None:
    with pytest.raises(OrggraphError) as error:
        embedded_connection.read_only("RETURN 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab' =~ '((a*)*)*c' AS x", timeout=20)
    assert "20 seconds" not in str(error.value)
    assert "regular expression" in str(error.value).lower()


def test_the_processes_that_ask_end_with_the_connection(connection: Connection) -> None:
    own = psutil.Process()
    before = {child.pid for child in own.children()}
    with Connection.open(**address_of(connection)) as opened:
        opened.read_only("RETURN 1")
        (worker,) = [child for child in own.children() if child.pid not in before]
    assert not worker.is_running()
