"""Looking around in a projection: one node with all about it, the shortest path, the posts of a person."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any

from orggraph.errors import NotFound, did_you_mean, nearest
from orggraph.graph import Graph, neighbours, provenance
from orggraph.graph.concentration import counts
from orggraph.graph.datasets import datasets_of, differences
from orggraph.graph.edges import Edge
from orggraph.graph.people import apart, by_surname
from orggraph.i18n import T
from orggraph.model.base import Row
from orggraph.model.dates import last_counted
from orggraph.model.marks import marks_of

INTERNAL = frozenset(
    {"hash", "valid_from", "valid_before", "interrupted", "weaker", "term_before", "label", "type", "sources", "locators", "function"}
)


def _by_last_part(name: str, known: Iterable[str], same: Mapping[str, str]) -> list[str]:
    """The nodes of which the id, or that of one of their records, ends in this part."""
    nodes = {node: node for node in known}
    things = nodes | {record: node for record, node in same.items() if node in nodes}
    return sorted({node for record, node in things.items() if record.rsplit("/", 1)[-1] == name})


def resolve(graph: Graph, name: str, *, labels: Iterable[str] = (), outside: bool = False) -> str:
    """The id of a node, from an id, or an unambiguous name or last part of an id.

    Parameters
    ----------
    graph
        The projection.
    name
        An id, a name (case does not matter), the surname of a person, or the last part of an id, as queries take it.
    labels
        Only nodes with one of these labels; none: all.
    outside
        Whether sources and points of difference, which are no nodes of the graph, count too.

    Raises
    ------
    NotFound
        No node, or several with that name: the error names the candidates.
    """
    wanted = frozenset(labels)
    known = {node: attributes for node, attributes in graph.nodes(data=True) if not wanted or attributes["label"] in wanted}
    if outside:
        known |= {**provenance(graph).sources, **provenance(graph).slots}
    origins = provenance(graph)
    if origins.same.get(name, name) in known:
        return origins.same.get(name, name)
    sought = name.casefold()
    fits = sorted(
        node
        for node, attributes in known.items()
        if any(
            sought in {row["name"].casefold(), row.get("function", row["name"]).casefold()}
            for row in (attributes, *origins.records.get(node, ()))
        )
    )
    fits = fits or [node for node in by_surname(graph, name) if node in known] or _by_last_part(name, known, origins.same)
    if len(fits) == 1:
        return fits[0]
    if fits:
        candidates = [apart(graph, node) for node in fits]
        raise NotFound(T("{name} names several nodes: {fits}.", name=name, fits=candidates), T("Give the id of one."))
    close = nearest(name, [*known, *(attributes["name"] for attributes in known.values())])
    raise NotFound(T("There is no {name} here: not in this region, or not on this date.", name=name), did_you_mean(close))


def not_there(graph: Graph, names: Iterable[str]) -> list[NotFound]:
    """What to say of each name, or id, that means nothing in a graph, or several things."""
    errors = []
    for name in names:
        try:
            resolve(graph, name, outside=True)
        except NotFound as error:
            errors.append(error)
    return errors


def show(graph: Graph, node: str) -> dict[str, Any]:
    """One node as the contract has it: id, labels, properties, relationships, claims, sources; measures for a person."""
    origins = provenance(graph)
    if node not in graph:
        kind = "Source" if node in origins.sources else "Slot"
        row = {**origins.sources, **origins.slots}[node]
        return {**_node(node, row, kind), "relationships": [], "claims": _claims(graph, node), "sources": _citations(row)}
    attributes = graph.nodes[node]
    record = {
        **_node(node, attributes, attributes["label"]),
        "relationships": _relationships(graph, node),
        "claims": _claims(graph, node),
        "sources": _citations(attributes),
        **_records(graph, node),
    }
    measures = counts(graph, node)
    return {**record, "measures": measures} if measures else record


def _records(graph: Graph, node: str) -> dict[str, Any]:
    """Of a node that several records are: these, and what they state differently, each with its dataset."""
    records = [{"dataset": row["dataset"], "id": row["id"]} for row in provenance(graph).records.get(node, ())]
    differ = {
        name: [{"dataset": dataset, "value": value} for dataset, value in stated] for name, stated in differences(graph, node).items()
    }
    return {"records": records, "differences": differ} if len(records) > 1 else {}


def path(graph: Graph, start: str, end: str) -> dict[str, Any]:
    """The shortest path, direction ignored; of several the one whose ids come first. O(nodes + edges)."""
    distance = _distances(graph, end, start)
    if start not in distance:
        return {"nodes": [], "relationships": [], "length": None}
    nodes, relationships = [start], []
    while nodes[-1] != end:
        here = nodes[-1]
        step = min(other for other in _adjacent(graph, here) if distance.get(other, -1) == distance[here] - 1)
        relationships.append(min(_between(graph, here, step), key=lambda edge: str(edge["id"])))
        nodes.append(step)
    described = [_node(node, graph.nodes[node], graph.nodes[node]["label"]) for node in nodes]
    return {"nodes": described, "relationships": relationships, "length": len(relationships)}


def roles(graph: Graph, person: str) -> list[Row]:
    """The posts that a person holds, by body and post: post, role, body, capacity, period, ``marks``, ``dataset``.

    Where sources differ on the role or the body of a post, each that they name is a row of its own.
    """
    rows = []
    for holding in neighbours(graph, person, "HOLDS"):
        post = graph.nodes[holding.target]
        given: list[Edge | None] = [*neighbours(graph, holding.target, "HAS_ROLE")]
        seats: list[Edge | None] = [*neighbours(graph, holding.target, "IN")]
        for role, seat in product(given or [None], seats or [None]):
            rows.append(
                {
                    "post": holding.target,
                    "role": role and role.target,
                    "body": seat and seat.target,
                    "capacity": post.get("capacity"),
                    "start_date": holding.attributes.get("start_date"),
                    "end_date": (end := holding.attributes.get("end_date")),
                    "last_day": last_counted(end) if end else None,
                    "as_stated": holding.attributes.get("as_stated"),
                    "until_successor": holding.attributes.get("until_successor", False),
                    "ends_with": holding.attributes.get("ends_with"),
                    "dataset": ", ".join(datasets_of(holding.attributes)),
                    "marks": marks_of(holding.attributes, post, *(edge.attributes for edge in (role, seat) if edge)),
                }
            )
    return sorted(rows, key=lambda row: (row["body"] or "", row["post"], row["role"] or ""))


def properties(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """What people see of a record: its fields, without what the store keeps for itself."""
    return {name: value for name, value in attributes.items() if name not in INTERNAL}


def _node(node: str, attributes: Mapping[str, Any], label: str) -> dict[str, Any]:
    return {"id": node, "labels": [label], "properties": properties(attributes)}


def _relationship(source: str, target: str, key: str, attributes: Mapping[str, Any]) -> dict[str, Any]:
    fields = {**properties(attributes), "sources": list(attributes.get("sources", ())), "locators": list(attributes.get("locators", ()))}
    return {"id": key, "type": attributes["type"], "source": source, "target": target, "properties": fields}


def _relationships(graph: Graph, node: str) -> list[dict[str, Any]]:
    out = [_relationship(*edge) for edge in graph.out_edges(node, keys=True, data=True)]
    into = [_relationship(*edge) for edge in graph.in_edges(node, keys=True, data=True) if edge[0] != node]
    return sorted([*out, *into], key=lambda row: (row["type"], row["source"], row["target"], row["id"]))


def _claims(graph: Graph, node: str) -> list[dict[str, Any]]:
    origins = provenance(graph)
    slots = (
        {attributes.get("slot") for _, _, attributes in [*graph.in_edges(node, data=True), *graph.out_edges(node, data=True)]}
        if node in graph
        else set()
    )
    slots.add(graph.nodes[node].get("slot") if node in graph else node)
    claims = [row for row in origins.claims if row["subject"] == node or row.get("slot") in slots - {None}]
    rows = [
        {
            "id": row["id"],
            "slot": row.get("slot"),
            "subject": row["subject"],
            "field": row["field"],
            "value": row["value"],
            "sources": _citations(row),
        }
        for row in claims
    ]
    return sorted(rows, key=lambda row: str(row["id"]))


def _citations(attributes: Mapping[str, Any]) -> list[dict[str, str]]:
    pairs = zip(attributes.get("sources", ()), attributes.get("locators", ()), strict=True)
    return [{"id": source, "locator": locator} for source, locator in pairs]


def _adjacent(graph: Graph, node: str) -> Iterable[str]:
    return {*graph.successors(node), *graph.predecessors(node)}


def _between(graph: Graph, node: str, other: str) -> list[dict[str, Any]]:
    edges = [*graph.out_edges(node, keys=True, data=True), *graph.in_edges(node, keys=True, data=True)]
    return [_relationship(source, target, key, attributes) for source, target, key, attributes in edges if other in (source, target)]


def _distances(graph: Graph, start: str, until: str) -> dict[str, int]:
    """Steps from a node to others, direction ignored, up to the distance of ``until``."""
    distance = {start: 0}
    queue = deque([start])
    while queue and until not in distance:
        here = queue.popleft()
        for other in _adjacent(graph, here):
            if other not in distance:
                distance[other] = distance[here] + 1
                queue.append(other)
    return distance
