"""Connections to both servers: reading, writing as one unit, and errors that say what to do."""

from __future__ import annotations

import pytest

from orggraph.errors import StatementFailed
from orggraph.store.connection import Connection


def test_rows_come_as_dicts_by_column(connection: Connection) -> None:
    assert connection.read("UNWIND $xs AS x RETURN x, x + 1 AS y ORDER BY x", xs=[1, 2]) == [{"x": 1, "y": 2}, {"x": 2, "y": 3}]


def test_columns_come_as_lists(connection: Connection) -> None:
    connection.write("UNWIND ['a', 'b'] AS id CREATE (:Body {id: id})")
    text = "MATCH (n:Body) WITH n ORDER BY n.id RETURN collect(n.id) AS id, collect(coalesce(n.name, '')) AS name"
    columns = connection.read_columns(text)
    assert columns == {"id": ["a", "b"], "name": ["", ""]}


def test_a_transaction_is_kept_whole(connection: Connection) -> None:
    with connection.transaction() as transaction:
        transaction.run("CREATE (:Body {id: 'a'})")
        transaction.run("CREATE (:Body {id: $id})", id="b")
    assert connection.read("MATCH (n:Body) RETURN count(n) AS n") == [{"n": 2}]


def test_a_transaction_that_fails_leaves_nothing(connection: Connection) -> None:
    with pytest.raises(StatementFailed), connection.transaction() as transaction:
        transaction.run("CREATE (:Body {id: 'a'})")
        transaction.run("RETURN nonsense")
    with pytest.raises(ZeroDivisionError), connection.transaction() as transaction:
        transaction.run("CREATE (:Body {id: 'b'})")
        raise ZeroDivisionError
    assert connection.read("MATCH (n:Body) RETURN n.id AS id") == []
