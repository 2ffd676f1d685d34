"""Readings that show whether what was read is of one version: each counts records of a dataset beside what its head says."""

from __future__ import annotations

from orggraph.store import reading
from orggraph.workspace import Workspace

FREE = """
MATCH (d:Dataset {id: 'streek'})
OPTIONAL MATCH (n:Entity {dataset: 'streek'})
WITH d, count(n) AS nodes
OPTIONAL MATCH (:Entity {dataset: 'streek'})-[r]->()
WITH d, nodes, count(r) AS relationships
RETURN d.nodes - nodes AS nodes, d.relationships - relationships AS relationships
"""
STREAMED = """
MATCH (n:Entity {dataset: 'streek'}) OPTIONAL MATCH (n)-[r]->() WITH n, count(r) AS relationships
MATCH (d:Dataset {id: 'streek'}) RETURN d.nodes AS nodes, d.relationships AS all, relationships
"""
"""A row a node, so that it comes in several pulls."""


def free(work: Workspace) -> bool:
    """Whether free Cypher counts what the head says."""
    (row,) = work.cypher(FREE)
    return row["nodes"] == 0 == row["relationships"]


def streamed(work: Workspace) -> bool:
    """Whether the rows of an answer in several pulls are those of one version."""
    rows = work.cypher(STREAMED, limit=10_000)
    heads = {(row["nodes"], row["all"]) for row in rows}
    return heads == {(len(rows), sum(row["relationships"] for row in rows))}


def projected(work: Workspace) -> bool:
    """Whether the tables of the projection hold what the heads of their datasets say."""
    tables = reading.read_tables(work.connection)
    heads = [(head["nodes"], head["relationships"]) for head in tables.datasets.values()]
    return list(map(sum, zip(*heads, strict=True))) == [sum(map(len, tables.nodes)), sum(map(len, tables.relationships))]
