"""Loads as a user would write them, and the limit: DuckDB with an index on the id."""

from __future__ import annotations

from typing import Any

import duckdb
import neo4j
import pyarrow as pa

from orggraph.model.tables import Table, Tables
from orggraph.store.embedded import ServerAddress

BATCH = 1_000


def prepare(address: ServerAddress) -> None:
    """Empty the database, and make the one index without which no user's loop would end."""
    with _driver(address) as driver:
        while driver.execute_query("MATCH (n) WITH n LIMIT 5000 DETACH DELETE n RETURN count(*) AS n").records[0]["n"]:
            pass
        driver.execute_query("CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE")


def row_by_row(address: ServerAddress, tables: Tables) -> None:
    """One MERGE per row, each a statement of its own: what most scripts do."""
    with _driver(address) as driver, driver.session(database=address.database) as session:
        for table in tables.nodes:
            for row in table.rows():
                session.execute_write(_run, f"MERGE (n:Entity:{table.kind} {{id: $id}}) SET n += $row", id=row["id"], row=row)
        for table in tables.relationships:
            statement = (
                "MATCH (a:Entity {id: $source}) MATCH (b:Entity {id: $target}) "
                f"MERGE (a)-[r:{table.kind} {{id: $id}}]->(b) SET r += $row"
            )
            for row in table.rows():
                ends = {"source": row.pop("source"), "target": row.pop("target")}
                session.execute_write(_run, statement, id=row["id"], row=row, **ends)


def in_batches(address: ServerAddress, tables: Tables) -> None:
    """UNWIND over a list of maps with MERGE, a thousand rows a statement: what the better scripts do."""
    with _driver(address) as driver, driver.session(database=address.database) as session:
        for table in tables.nodes:
            statement = f"UNWIND $rows AS row MERGE (n:Entity:{table.kind} {{id: row.id}}) SET n += row"
            rows = list(table.rows())
            for start in range(0, len(rows), BATCH):
                session.execute_write(_run, statement, rows=rows[start : start + BATCH])
        for table in tables.relationships:
            statement = (
                "UNWIND $rows AS row MATCH (a:Entity {id: row.source}) MATCH (b:Entity {id: row.target}) "
                f"MERGE (a)-[r:{table.kind} {{id: row.id}}]->(b) SET r += row.properties"
            )
            rows = [{"id": row["id"], "source": row.pop("source"), "target": row.pop("target"), "properties": row} for row in table.rows()]
            for start in range(0, len(rows), BATCH):
                session.execute_write(_run, statement, rows=rows[start : start + BATCH])


def by_columns(address: ServerAddress, tables: Tables) -> None:
    """UNWIND over the columns of each kind with CREATE, into an empty store: the best that is written by hand."""
    with _driver(address) as driver, driver.session(database=address.database) as session:
        for table in tables.nodes:
            fields = ", ".join(f"`{name}`: ${name}[i]" for name in table.columns)
            _in_parts(session, f"UNWIND range(0, size($id) - 1) AS i CREATE (:Entity:{table.kind} {{{fields}}})", table)
        for table in tables.relationships:
            fields = ", ".join(f"`{name}`: ${name}[i]" for name in table.columns if name not in {"source", "target"})
            statement = (
                "UNWIND range(0, size($id) - 1) AS i MATCH (a:Entity {id: $source[i]}) MATCH (b:Entity {id: $target[i]}) "
                f"CREATE (a)-[:{table.kind} {{{fields}}}]->(b)"
            )
            _in_parts(session, statement, table)


def _in_parts(session: neo4j.Session, statement: str, table: Table) -> None:
    size = len(table.columns["id"])
    for start in range(0, size, BATCH * 10):
        part = {name: list(column[start : start + BATCH * 10]) for name, column in table.columns.items()}
        session.execute_write(_run, statement, **part)


def duckdb_load(tables: Tables, path: str) -> None:
    """The same columns into one table a kind, each with a primary key, in one transaction on disk."""
    with duckdb.connect(path) as database:
        database.begin()
        for table in (*tables.nodes, *tables.relationships):
            columns = pa.table({name: list(column) for name, column in table.columns.items()})
            database.register("given", columns)
            database.execute(f'CREATE TABLE "{table.kind}" AS SELECT * FROM given')
            database.execute(f'ALTER TABLE "{table.kind}" ADD PRIMARY KEY (id)')
        database.commit()


def _run(transaction: neo4j.ManagedTransaction, statement: str, **params: Any) -> None:
    """Repeated by the driver where the server says that something was in the way, as its manual advises."""
    transaction.run(statement, params).consume()


def _driver(address: ServerAddress) -> neo4j.Driver:
    return neo4j.GraphDatabase.driver(address.uri, auth=(address.user, address.password), notifications_min_severity="OFF")
