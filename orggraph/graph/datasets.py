"""Nodes of a projection by dataset and label, and the node that stands for a dataset as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

import networkx as nx

from orggraph.graph.projection import Graph, provenance
from orggraph.graph.same import APART
from orggraph.model.dates import first_day

_WHOLE: tuple[Callable[[Mapping[str, Any]], bool], ...] = (
    lambda node: node["label"] == "Cooperation",
    lambda node: node["label"] == "Organization" and node.get("kind") == "region",
    lambda node: node["label"] == "Arrangement",
    lambda node: node["label"] == "Body",
    lambda node: node["label"] not in {"Assignment", "Decision"},
    lambda _node: True,
)


_WHOLES: WeakKeyDictionary[Graph, Mapping[str, str]] = WeakKeyDictionary()


def complete_parts(graph: Graph, dataset: str, *within: str, on: date | None = None) -> frozenset[str]:
    """The labels and relationship types that are complete on a day, so that absence counts.

    Parameters
    ----------
    dataset
        What it calls complete as a whole.
    within
        Bodies, routes, arrangements and cooperations of it that may call complete what belongs to them.
    on
        The day; default: the one that the dataset is asked at.
    """
    told = provenance(graph)
    head = told.datasets.get(dataset, {})
    asked, reference = on.isoformat() if on else told.on.get(dataset, "9999"), head.get("reference_date")
    stated = [head, *(graph.nodes[node] for node in within)]
    since = [(one.get("complete") or (), one.get("complete_since") or reference) for one in stated]
    return frozenset(part for parts, day in since if not day or first_day(day).isoformat() <= asked for part in parts)


def datasets_of(attributes: Mapping[str, Any]) -> Sequence[str]:
    """The datasets that know a node or state a relationship; most are of one."""
    return attributes.get("datasets") or (attributes["dataset"],)


def record_in(graph: Graph, node: str, dataset: str) -> str:
    """The id that a node has in one dataset, where it is the node of several records; else its own."""
    records = provenance(graph).records.get(node, ())
    return next((str(row["id"]) for row in records if row["dataset"] == dataset), node)


def differences(graph: Graph, node: str) -> dict[str, list[tuple[str, Any]]]:
    """Of a node with several records: the fields that they state differently, each with the dataset and value of all who state it."""
    records = provenance(graph).records.get(node, ())
    names = dict.fromkeys(name for row in records for name in row if name not in APART)
    stated = {name: [(row["dataset"], row[name]) for row in records if name in row] for name in names}
    return {name: values for name, values in stated.items() if any(value != values[0][1] for _, value in values)}


def by_dataset(graph: Graph, *labels: str) -> dict[str, list[str]]:
    """The ids of all nodes with one of these labels, per dataset that knows them, in the order of the graph."""
    found: dict[str, list[str]] = defaultdict(list)
    for node, attributes in graph.nodes(data=True):
        if attributes["label"] in labels:
            for dataset in datasets_of(attributes):
                found[dataset].append(node)
    return dict(found)


def wholes(graph: Graph) -> Mapping[str, str]:
    """Per dataset the node that stands for it as a whole: its cooperation, else the nearest to that; of several the first by id.

    In a dataset of nothing but decisions and assignments that is one of these: what is said of it is then not said of the whole too.
    """
    if graph in _WHOLES:
        return _WHOLES[graph]
    best: dict[str, tuple[int, str]] = {}
    for node, attributes in graph.nodes(data=True):
        rank = next(place for place, fits in enumerate(_WHOLE) if fits(attributes))
        for dataset in datasets_of(attributes):
            best[dataset] = min(best.get(dataset, (rank, node)), (rank, node))
    found = {dataset: node for dataset, (_, node) in best.items()}
    if nx.is_frozen(graph):  # a projection; in a graph that may still change nothing kept can be trusted
        _WHOLES[graph] = found
    return found
