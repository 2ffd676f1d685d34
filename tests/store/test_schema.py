"""Whose database it is: prepared once, never over a newer one, never over somebody else's."""

from __future__ import annotations

import pytest

from orggraph.errors import StoreError
from orggraph.store import schema
from orggraph.store.connection import Connection
from tests.store.snapshots import snapshot


def test_preparing_twice_is_preparing_once(connection: Connection) -> None:
    assert not schema.check_version(connection)
    schema.prepare(connection)
    before = snapshot(connection)
    schema.prepare(connection)
    assert schema.check_version(connection)
    assert snapshot(connection) == before


def test_an_id_is_there_once(connection: Connection) -> None:
    schema.prepare(connection)
    connection.write("CREATE (:Entity:Body {id: 'd/body/a'})")
    with pytest.raises(StoreError):
        connection.write("CREATE (:Entity:Post {id: 'd/body/a'})")
    with pytest.raises(StoreError):
        connection.write("UNWIND [1, 2] AS i CREATE (:Dataset {id: 'd'})")


def test_a_newer_store_is_left_alone(connection: Connection) -> None:
    connection.write("CREATE (:Meta {id: 'orggraph', version: $version})", version=schema.VERSION + 1)
    before = snapshot(connection)
    for action in (schema.check_version, schema.prepare):
        with pytest.raises(StoreError, match="Update orggraph"):
            action(connection)
    assert snapshot(connection) == before


def test_a_database_of_others_is_refused_unless_told(connection: Connection) -> None:
    connection.write("CREATE (:Film {title: 'Alles is liefde'})")
    before = snapshot(connection)
    with pytest.raises(StoreError, match=r"Film.*ORGGRAPH_BESIDE_OTHERS"):
        schema.prepare(connection)
    assert snapshot(connection) == before
    schema.prepare(connection, beside_others=True)
    assert connection.read("MATCH (f:Film) RETURN count(f) AS n") == [{"n": 1}]


def test_that_it_was_filled_is_remembered(connection: Connection) -> None:
    assert not schema.is_filled(connection)
    schema.prepare(connection)
    assert not schema.is_filled(connection)
    schema.mark_filled(connection)
    assert schema.is_filled(connection)
