"""The graph that is in the rows of a query: nodes, relationships, and lists of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

import networkx as nx

from orggraph.graph import Graph
from orggraph.model.nodes import LABELS
from orggraph.model.relationships import TYPES

MOST = 500
"""Nodes beyond this are left out; a picture of more tells nothing."""


def graph_of(rows: Iterable[Mapping[str, Any]], known: Graph) -> Graph:
    """The nodes and relationships in rows, as a graph to draw.

    Parameters
    ----------
    rows
        Rows as a query gives them: a node is {id, labels, properties}, a relationship {id, type, source, target, properties}.
        A text that is the id of a node counts as that node.
    known
        The projection: gives the ends of relationships, and the relationships between the nodes found where rows hold none.
    """
    values = list(_values(rows))
    made = cast(Graph, nx.MultiDiGraph())
    for value in values:
        if isinstance(value, dict) and {"id", "labels", "properties"} <= value.keys():
            _add(made, str(value["id"]), known, value)
        elif isinstance(value, str) and value in known:
            _add(made, value, known, None)
    for value in values:
        if isinstance(value, dict) and {"id", "type", "source", "target"} <= value.keys() and value["type"] in TYPES:
            _join(made, known, value)
    if not made.number_of_edges():
        for source, target, key, attributes in known.edges(set(made), keys=True, data=True):
            if target in made:
                made.add_edge(source, target, key, **attributes)
    return made


def _values(rows: Iterable[Mapping[str, Any]]) -> Iterator[Any]:
    """Every value, within lists too; a path is a dict that holds lists."""
    waiting: list[Any] = [value for row in rows for value in row.values()]
    for value in waiting:
        if isinstance(value, list | tuple):
            waiting.extend(value)
        elif isinstance(value, dict) and {"nodes", "relationships"} <= value.keys():
            waiting.extend([*value["nodes"], *value["relationships"]])
        else:
            yield value


def _join(made: Graph, known: Graph, value: Mapping[str, Any]) -> None:
    ends = (str(value["source"]), str(value["target"]))
    for end in ends:
        _add(made, end, known, None)
    if all(end in made for end in ends):
        made.add_edge(*ends, str(value["id"]), **{**(value.get("properties") or {}), "type": value["type"], "id": value["id"]})


def _add(made: Graph, node: str, known: Graph, value: Mapping[str, Any] | None) -> None:
    if node in made or len(made) >= MOST:
        return
    if node in known:
        made.add_node(node, **known.nodes[node])
    elif value is not None:
        label = next((label for label in value["labels"] if label in LABELS), "")
        if label:
            made.add_node(node, **{"name": node, **value["properties"], "label": label})
