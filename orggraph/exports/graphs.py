"""The projection for other graph programs: GraphML and GEXF, by NetworkX's own writers.

These formats know texts, numbers and booleans alone. A list becomes one text with its items joined by `` | ``, a map one in
JSON, and what is not stated stays absent. The graph says where it is from: its datasets with their versions and dates.
"""

from __future__ import annotations

import io
import json
from typing import Any

import networkx as nx

from orggraph.exports.xml import SEPARATOR, fit
from orggraph.graph import Graph
from orggraph.graph.projection import provenance


def flat(graph: Graph) -> Graph:
    """A copy whose attributes are texts, numbers and booleans, so that every writer of NetworkX takes it.

    Parameters
    ----------
    graph
        A projection, or any graph.

    Returns
    -------
    A graph of the same kind, with the same nodes, edges and keys.
    """
    origins = provenance(graph)
    copy = graph.__class__()
    copy.graph.update(
        datasets=SEPARATOR.join(origins.on),
        dates=SEPARATOR.join(origins.on.values()),
        prefer=SEPARATOR.join(origins.prefer),
        versions=SEPARATOR.join(str(origins.datasets.get(name, {}).get("version", "")) for name in origins.on),
        invented=any(head.get("fictional") for head in origins.datasets.values()),
    )
    copy.add_nodes_from((node, _flat(attributes)) for node, attributes in graph.nodes(data=True))
    for source, target, key, attributes in graph.edges(keys=True, data=True):
        copy.add_edge(source, target, key, **_flat(attributes))
    return copy


def graphml(graph: Graph) -> bytes:
    """The graph in GraphML, as Gephi, yEd and igraph read it."""
    buffer = io.BytesIO()
    nx.write_graphml_lxml(flat(graph), buffer, named_key_ids=True, edge_id_from_attribute="id")
    return buffer.getvalue()


def gexf(graph: Graph) -> bytes:
    """The graph in GEXF 1.2, as Gephi reads it; a node's name is its label."""
    copy = flat(graph)
    for _node, attributes in copy.nodes(data=True):
        attributes["kind_of_node"] = attributes.pop("label", "")
        attributes["label"] = attributes.get("name", "")
        for name in ("start", "end"):
            attributes.pop(name, None)
    facts = {name: copy.graph[name] for name in ("datasets", "versions", "dates", "invented")}
    copy.graph = {"name": "; ".join(f"{name}: {value}" for name, value in facts.items())}  # the one place that GEXF has for it
    buffer = io.BytesIO()
    nx.write_gexf(copy, buffer)
    return buffer.getvalue()


def _flat(attributes: dict[str, Any]) -> dict[str, Any]:
    return {str(name): _value(value) for name, value in attributes.items() if value is not None}


def _value(value: Any) -> Any:
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return SEPARATOR.join(str(_value(item)) for item in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return fit(str(value))
