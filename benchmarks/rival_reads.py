"""The limit for reads (parquet files into networkx) and for conflicts (DuckDB with indexes), each written as well as we could."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import networkx as nx
import pyarrow as pa
import pyarrow.parquet as pq

from orggraph.graph import Graph
from orggraph.model.tables import Tables
from orggraph.rules import Pair, RuleBase, Step, rule_base


def write_parquet(tables: Tables, folder: Path) -> None:
    """One file a label and a type; not timed."""
    for name, kind in (("nodes", tables.nodes), ("relationships", tables.relationships)):
        (folder / name).mkdir(parents=True, exist_ok=True)
        for table in kind:
            pq.write_table(pa.table({key: list(column) for key, column in table.columns.items()}), folder / name / f"{table.kind}.parquet")


def read_parquet(folder: Path) -> Graph:
    """A graph with the attributes that are stated, columns at a time, without the garbage collector."""
    graph: Graph = nx.MultiDiGraph()
    gc.disable()
    for path in sorted((folder / "nodes").glob("*.parquet")):
        graph.add_nodes_from((row["id"], row) for row in _rows(path, "label"))
    for path in sorted((folder / "relationships").glob("*.parquet")):
        graph.add_edges_from((row["source"], row["target"], row["id"], row) for row in _rows(path, "type"))
    gc.enable()
    return graph


def _rows(path: Path, key: str) -> Iterable[dict[str, Any]]:
    columns = pq.read_table(path).to_pydict()
    names = tuple(columns)
    for values in zip(*columns.values(), strict=True):
        row = {name: value for name, value in zip(names, values, strict=True) if value is not None}
        row[key] = path.stem
        yield row


class DuckConflicts:
    """The people part of the conflict analysis as SQL, made from the same rules, over two tables with indexes."""

    def __init__(self, graph: Graph) -> None:
        base = rule_base()
        self.database = duckdb.connect()
        nodes = [
            (node, one["label"], one.get("kind"), one.get("capacity"), node.rsplit("/", 1)[-1]) for node, one in graph.nodes(data=True)
        ]
        edges = [(source, target, one["type"]) for source, target, one in graph.edges(data=True) if one.get("status") != "former"]
        self._table("node", ("id", "label", "kind", "capacity", "slug"), nodes)
        self._table("edge", ("source", "target", "type"), edges)
        self._table("role_hat", ("words", "hat"), [(words, hat.id) for hat in base.hats.values() for words in hat.roles])
        seats = [
            (body, capacity, hat.id)
            for hat in base.hats.values()
            for seat in hat.seats
            for body in seat.bodies
            for capacity in seat.capacities or (None,)
        ]
        self._table("seat_hat", ("kind", "capacity", "hat"), seats)
        for statement in ("CREATE UNIQUE INDEX n ON node (id)", "CREATE INDEX s ON edge (source)", "CREATE INDEX t ON edge (target)"):
            self.database.execute(statement)
        self.sql = _sql(base)

    def _table(self, name: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        self.database.register("given", pa.table(dict(zip(columns, map(list, zip(*rows, strict=True)), strict=True))))
        self.database.execute(f"CREATE TABLE {name} AS SELECT * FROM given")

    def run(self) -> set[tuple[str, str, str]]:
        """Rule, person and object of every collision."""
        return set(self.database.execute(self.sql).fetchall())


def _sql(base: RuleBase) -> str:
    worn = ["SELECT person, post AS anchor, hat, post AS seat FROM held JOIN post_hat USING (post)"]
    for hat in base.hats.values():
        for step in hat.objects:
            end, start = ("source", "target") if step[0] == "<" else ("target", "source")
            to = f"SELECT e.{start} AS bearer, e.{end} AS anchor FROM edge e WHERE e.type = '{step[1:]}'"
            worn.append(f"SELECT person, anchor, '{hat.id}', '{hat.id}' || anchor || post FROM held JOIN ({to}) ON bearer = post")
            worn.append(f"SELECT id, anchor, '{hat.id}', '{hat.id}' || anchor FROM node JOIN ({to}) ON bearer = id WHERE label = 'Person'")
    met = [
        _met(rule, number, first, second)
        for rule in base.pairs.values()
        for number, meeting in enumerate(rule.meet)
        for first, second in [(meeting.first, meeting.second)]
    ]
    return f"""
    WITH held AS (SELECT source AS person, target AS post FROM edge WHERE type = 'HOLDS'),
    by_role AS (
        SELECT DISTINCT source AS post, hat FROM edge JOIN node ON id = target JOIN role_hat ON slug GLOB words WHERE type = 'HAS_ROLE'),
    by_seat AS (
        SELECT DISTINCT e.source AS post, hat FROM edge e JOIN node b ON b.id = e.target JOIN node p ON p.id = e.source
        JOIN seat_hat s ON s.kind = b.kind AND (s.capacity IS NULL OR s.capacity = p.capacity)
        WHERE e.type = 'IN' AND e.source NOT IN (SELECT post FROM by_role)),
    post_hat AS (SELECT * FROM by_role UNION ALL SELECT * FROM by_seat),
    worn AS ({" UNION ALL ".join(worn)}),
    busy AS (SELECT * FROM worn WHERE person IN (SELECT person FROM worn GROUP BY person HAVING count(*) > 1))
    SELECT DISTINCT rule, person, object FROM ({" UNION ALL ".join(met)}) JOIN node ON id = object WHERE label <> 'Post'
    """


def _met(rule: Pair, number: int, first: Sequence[Step], second: Sequence[Step]) -> str:
    here, there = (_way(name, way) for name, way in (("a", first), ("b", second)))
    hats = " AND ".join(
        f"{name}.hat IN ({', '.join(repr(hat) for hat in given)})" for name, given in (("a", rule.first), ("b", rule.second))
    )
    return (
        f"SELECT '{rule.id}' AS rule, a.person AS person, {here[1]} AS object "
        f"FROM busy a JOIN busy b ON a.person = b.person {here[0]} {there[0]} "
        f"WHERE {hats} AND a.seat <> b.seat AND {here[1]} = {there[1]} /* {number} */"
    )


def _way(name: str, way: Sequence[Step]) -> tuple[str, str]:
    """The joins along a way from a capacity's anchor, and the expression for its end."""
    joins, at = "", f"{name}.anchor"
    for number, step in enumerate(way):
        alias = f"{name}{number}"
        start, end = ("source", "target") if step[0] == ">" else ("target", "source")
        joins += f" JOIN edge {alias} ON {alias}.{start} = {at} AND {alias}.type = '{step[1:]}'"
        at = f"{alias}.{end}"
    return joins, at
