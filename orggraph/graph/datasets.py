"""Nodes of a projection by dataset and label, and what stands for a dataset as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from orggraph.graph import standing
from orggraph.graph.kept import kept
from orggraph.graph.projection import Graph, provenance
from orggraph.graph.same import APART
from orggraph.i18n import Text, first_few
from orggraph.model.dates import first_day


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
    origins = provenance(graph)
    head = origins.datasets.get(dataset, {})
    on_day, reference = on.isoformat() if on else origins.on.get(dataset, "9999"), head.get("reference_date")
    stated = [head, *(graph.nodes[node] for node in within if node in graph)]
    return frozenset(part for record in stated for part in record.get("complete") or () if complete_on(record, part, reference, on_day))


def complete_on(record: Mapping[str, Any], part: str, reference: str | None, on: str) -> bool:
    """Whether a record calls a label or relationship type complete on a day: since it says, else since the reference date."""
    day = record.get("complete_since") or reference
    return part in (record.get("complete") or ()) and (not day or first_day(day).isoformat() <= on)


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


def by_dataset(graph: Graph, *labels: str) -> Mapping[str, Sequence[str]]:
    """The ids of all nodes with one of these labels, per dataset that knows them, in the order of the graph."""
    return kept(graph, ("by dataset", labels), lambda: _by_dataset(graph, labels))


def _by_dataset(graph: Graph, labels: Sequence[str]) -> Mapping[str, Sequence[str]]:
    nodes: dict[str, list[str]] = defaultdict(list)
    for node, attributes in graph.nodes(data=True):
        if attributes["label"] in labels:
            for dataset in datasets_of(attributes):
                nodes[dataset].append(node)
    return dict(nodes)


def wholes(graph: Graph) -> Mapping[str, str]:
    """Per dataset what stands for it as a whole: its cooperation, where it has exactly one now; else the dataset itself, by its id."""
    return kept(graph, ("wholes",), lambda: _wholes(graph))


def _wholes(graph: Graph) -> Mapping[str, str]:
    cooperations: dict[str, list[str]] = {}
    for node, attributes in graph.nodes(data=True):
        for dataset in datasets_of(attributes):
            there = cooperations.setdefault(dataset, [])
            if attributes["label"] == "Cooperation" and standing.has(attributes, standing.ACTUAL):
                there.append(node)
    return {dataset: there[0] if len(there) == 1 else dataset for dataset, there in cooperations.items()}


def label_of(graph: Graph, about: str) -> str:
    """The label of a node; a dataset is a ``Dataset``."""
    return str(graph.nodes[about]["label"]) if about in graph else "Dataset"


def quoted(graph: Graph, node: str) -> str:
    """The name of a node in quotation marks, as within a sentence."""
    return f"“{graph.nodes[node]['name']}”"


def titled(graph: Graph, node: str) -> str:
    """The name of a node in quotation marks, after its number where it has one."""
    attributes = graph.nodes[node]
    return f"“{attributes['number']}. {attributes['name']}”" if "number" in attributes else quoted(graph, node)


def first_names(graph: Graph, nodes: Sequence[str], most: int = 5) -> list[str | Text]:
    """The names of nodes in quotation marks: the first few of many, and how many more there are."""
    return first_few([quoted(graph, node) for node in nodes], most)


def name_of(graph: Graph, about: str) -> str:
    """The name of a node; of a dataset its title."""
    return str(graph.nodes[about]["name"] if about in graph else provenance(graph).datasets.get(about, {}).get("title", about))
